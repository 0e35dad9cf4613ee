/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A picture of what happened when: where its parts stand. Time runs to the right on one scale;
 * each lane holds one sort of events, in as many rows as its labels need so that none lies over
 * another. Units are CSS pixels. timeline_svg.h draws it.
 */
#ifndef PX_WEB_TIMELINE_H
#define PX_WEB_TIMELINE_H

#include <stdint.h>

#include "base/arena.h"

typedef enum px_timeline_lane {
    PX_TIMELINE_DRAFTS,
    PX_TIMELINE_ROUNDS,
    PX_TIMELINE_MEETINGS,
    PX_TIMELINE_INSTITUTIONS,
    PX_TIMELINE_LAW,
    PX_TIMELINE_AFTER,
    PX_TIMELINE_LANE_COUNT
} px_timeline_lane;

enum {
    PX_TIMELINE_ROW = 26,    /* height of a row; each mark can be hit in 24 of it */
    PX_TIMELINE_GUTTER = 104 /* left of the first day: room for the names of the lanes */
};

typedef struct px_timeline_item {
    px_timeline_lane lane;
    int64_t first, last; /* days since 1970-01-01 */
    bool window;         /* open from first to last, and not one day within them */
    bool about;          /* an estimate */
    px_str label, title; /* shown beside the mark; told in full */
    px_str link;
} px_timeline_item;

typedef struct px_timeline_mark {
    const px_timeline_item *item;
    int x, width; /* width 0: a point at x */
    int y;        /* middle of its row */
    int text_x;
    bool text_before; /* the text ends at text_x */
    int hit_x, hit_width;
    px_str label; /* cut to what there is room for */
} px_timeline_mark;

typedef struct px_timeline_band {
    px_timeline_lane lane;
    int y, height;
} px_timeline_band;

typedef struct px_timeline_tick {
    int x, year, month; /* the first day of the month */
    bool named;         /* with room for its name */
} px_timeline_tick;

typedef struct px_timeline {
    int width, height;
    px_timeline_band bands[PX_TIMELINE_LANE_COUNT]; /* lanes without items have none */
    size_t n_bands;
    px_timeline_tick *ticks;
    size_t n_ticks;
    px_timeline_mark *marks; /* in the order of the items */
    size_t n_marks;
} px_timeline;

/* Items come in the order of their first days; without any the timeline has no bands. */
px_timeline px_timeline_lay_out(px_arena *arena, const px_timeline_item *items, size_t count);

#endif
