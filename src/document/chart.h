/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Bar charts as SVG: rows with one bar for each series, as long as its share of the whole. The
 * picture has its title and description; its colours are readable on white and on dark pages, where
 * the style sheet (assets/style/chart.css) gives others by class.
 */
#ifndef PX_DOCUMENT_CHART_H
#define PX_DOCUMENT_CHART_H

#include "base/arena.h"

enum { PX_CHART_SERIES = 2 };

typedef struct px_chart_row {
    px_str name;
    int64_t values[PX_CHART_SERIES];
    px_str words[PX_CHART_SERIES]; /* what stands at the end of the bar: "12 %" */
} px_chart_row;

typedef struct px_chart {
    px_str title, description;
    px_str series[PX_CHART_SERIES];  /* empty: there is none */
    int64_t wholes[PX_CHART_SERIES]; /* of which the values are shares */
    const px_chart_row *rows;
    size_t n_rows;
} px_chart;

/* In the arena. */
px_str px_chart_svg(px_arena *arena, const px_chart *chart);

#endif
