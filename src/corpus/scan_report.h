/* SPDX-License-Identifier: EUPL-1.2 */
/* A result for people, in their language, and for programs. */
#ifndef PX_CORPUS_SCAN_REPORT_H
#define PX_CORPUS_SCAN_REPORT_H

#include "base/json_write.h"
#include "base/message.h"
#include "corpus/result.h"

typedef struct px_report {
    const px_result *result;
    size_t top; /* rows of each list at most */
    /* Takes what there is of the JSON, whose builder is empty then: inputs may be very many. NULL:
     * all of it stays there. */
    void (*drain)(px_str text);
} px_report;

/* Text for a terminal of this width (0: unlimited); bold adds codes to the heads of tables. */
int px_report_text(px_builder *out, const px_language *language, const px_report *report,
                   size_t width, bool bold, px_error *err) PX_MUST_CHECK;

/* The sums and what was met on the way alone. */
void px_report_brief(px_builder *out, const px_language *language, const px_report *report);

/* A share in per cent with one decimal: "12.3 %". */
void px_report_share(px_builder *out, const px_language *language, uint64_t part, uint64_t whole);

/* Writes all rows of the partial as CSV: dimension, key, modality, figures, dates. */
int px_report_csv(const px_partial *partial, int fd, const char *name, px_error *err) PX_MUST_CHECK;

/* Adds the pairs of the result to the object that is open. */
int px_report_json(px_json *json, const px_report *report, px_error *err) PX_MUST_CHECK;

#endif
