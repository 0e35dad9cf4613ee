/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What of a text binds, qualifies, counts, dates or points: each phrase with its place. Private to
 * duty.
 */
#ifndef PX_CODE_DUTY_SCAN_H
#define PX_CODE_DUTY_SCAN_H

#include "code/compare/duty_words.h"
#include "code/compare/word_token.h"

/* What is compared with its like. */
typedef enum px_duty_family {
    PX_FAMILY_DUTY,
    PX_FAMILY_QUALIFIER,
    PX_FAMILY_DEADLINE,
    PX_FAMILY_INTERVAL,
    PX_FAMILY_TIME,
    PX_FAMILY_DATE,
    PX_FAMILY_PERCENT,
    PX_FAMILY_AMOUNT,
    PX_FAMILY_NUMBER,
    PX_FAMILY_REFERENCE,
    PX_FAMILY_COUNT
} px_duty_family;

/* In what a value is counted; values of different scales do not compare. */
typedef enum px_duty_scale {
    PX_SCALE_NONE,
    PX_SCALE_HOURS,
    PX_SCALE_MONTHS,
    PX_SCALE_WORKDAYS,
    PX_SCALE_DATE
} px_duty_scale;

typedef struct px_duty_mark {
    px_duty_family family;
    px_duty_class word_class; /* of a duty or qualifier */
    int strength;
    size_t lo, hi; /* tokens */
    double value;  /* hours, months, working days, days since 1970, or the number itself */
    px_duty_scale scale;
    px_str unit; /* the word for it, or empty */
} px_duty_mark;

typedef struct px_duty_scan {
    px_str text;
    px_word_tokens tokens;
    px_str *words;       /* folded, one for each token */
    px_duty_mark *marks; /* in the order of the text; none overlaps another */
    size_t count;
} px_duty_scan;

/* Finds all marks of a plain text in a language; in the arena, pointing into the text. */
void px_duty_scan_make(px_arena *arena, px_str language, px_str text, px_duty_scan *ret_scan);

/* True for a token that ends a sentence, or one of the parts that a semicolon makes. */
bool px_duty_ends_sentence(const px_word_token *token);

#endif
