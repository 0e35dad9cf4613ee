/* SPDX-License-Identifier: EUPL-1.2 */
/* For the files of the report as text: what its parts are made of. */
#ifndef PX_CORPUS_REPORT_TEXT_PRIV_H
#define PX_CORPUS_REPORT_TEXT_PRIV_H

#include "base/table.h"
#include "corpus/scan_report.h"

typedef struct px_text_report {
    px_builder *out;
    const px_language *language;
    const px_report *report;
    size_t width;
    bool bold;
} px_text_report;

/* A number with the marks of the language between thousands. */
void px_text_digits(px_builder *out, const px_text_report *t, uint64_t value);

/* Cells: a number; a share of the whole, in per cent with one decimal; a bar as long as the share
 * of the largest. */
void px_text_int(const px_text_report *t, px_table *table, uint64_t value);
void px_text_share(const px_text_report *t, px_table *table, uint64_t part, uint64_t whole);
void px_text_bar(px_table *table, uint64_t part, uint64_t largest);

/* A table whose titles are message ids; at most 8 columns. The end prints and frees it. */
px_table *px_text_table(const px_text_report *t, const px_column *columns, size_t count);
void px_text_table_end(const px_text_report *t, px_table *table);

/* A sentence with figures, at most 4, and a line end. */
typedef struct px_text_figure {
    const char *name;
    uint64_t value;
} px_text_figure;
void px_text_figures(const px_text_report *t, const char *message, const px_text_figure *figures,
                     size_t count);

/* The same with one figure, or two (second NULL: one). */
void px_text_sentence(const px_text_report *t, const char *message, const char *first,
                      uint64_t first_value, const char *second, uint64_t second_value);

/* A sentence with {count}, in the form of the language for so many. */
void px_text_counted(const px_text_report *t, const char *one, const char *many, uint64_t count);

/* Pixels of images, hours of audio and video, samples of WebDataset; nothing of what there is
 * not. */
void px_report_text_media(const px_text_report *t);

/* The sources of the manifest, and which of them are large; nothing without a manifest. */
void px_report_text_sources(const px_text_report *t);

#endif
