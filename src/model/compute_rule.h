/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the law compares the compute of training with, and which kinds of compute count: the rows of
 * data/compute_rules.tsv and data/compute_kinds.tsv, each with its source and the days on which it
 * holds.
 */
#ifndef PX_MODEL_COMPUTE_RULE_H
#define PX_MODEL_COMPUTE_RULE_H

#include "model/decimal.h"

typedef enum px_compute_measure {
    PX_MEASURE_NONE,      /* need not be counted */
    PX_MEASURE_TRAINING,  /* contributes to updates of parameters: counts in both measures */
    PX_MEASURE_CUMULATIVE /* contributes to capabilities otherwise: counts in the cumulative one */
} px_compute_measure;

/* "none", "training", "cumulative". */
const char *px_compute_measure_name(px_compute_measure measure);

typedef struct px_compute_rule {
    px_str key;
    bool is_threshold;     /* else a number for other ends */
    px_str value, divisor; /* "1e25", "3"; value "original": the compute of the model modified */
    px_compute_measure measure;
    int days; /* to notify from the day on which it is met or known; 0: nothing to notify */
    px_str since, until; /* days, "2025-08-02"; empty: no end */
    px_str confidence;
    px_str source, section, title, text; /* in the language asked for; text: what follows */
} px_compute_rule;

typedef struct px_compute_kind {
    px_str key;
    px_compute_measure measure;
    int factor; /* operations for each parameter and token */
    px_str since, source, section, confidence;
    px_str title, why; /* in the language asked for */
} px_compute_kind;

/* The next row; start with *rest NULL, false at the end. language: "en", "fr", ... (English where
 * there is no text). */
bool px_compute_rule_next(px_str *rest, px_str language, px_compute_rule *ret_rule);
bool px_compute_kind_next(px_str *rest, px_str language, px_compute_kind *ret_kind);

/* True where the rule holds on that day ("2026-11-30"). */
bool px_compute_rule_holds(const px_compute_rule *rule, px_str day);

/* The row of that key; false where there is none. */
bool px_compute_rule_find(px_str key, px_str language, px_compute_rule *ret_rule);
bool px_compute_kind_find(px_str key, px_str language, px_compute_kind *ret_kind);

/* The number of that key as it is on that day; 0 where there is none. */
px_decimal px_compute_number(const char *key, px_str day);

#endif
