/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a change of words does to duties: strengthened ("may" to "shall"), weakened, made, dropped;
 * qualifiers added and removed; deadlines, intervals, numbers, amounts and references changed.
 *
 * The words of each language are data (data/duty_words.tsv). Only what they say is told: where they
 * leave open whether more or less is asked for, a finding is neutral. French duties in the plain
 * present ("le fournisseur communique") are not seen.
 */
#ifndef PX_CODE_DUTY_H
#define PX_CODE_DUTY_H

#include "code/compare/word_diff.h"

typedef enum px_duty_kind {
    PX_DUTY_STRENGTHENED,
    PX_DUTY_WEAKENED,
    PX_DUTY_MADE,
    PX_DUTY_DROPPED,
    PX_DUTY_CHANGED, /* other words, equally strong; or "shall" to "shall not" */
    PX_DUTY_QUALIFIER_ADDED,
    PX_DUTY_QUALIFIER_REMOVED,
    PX_DUTY_QUALIFIER_CHANGED,
    PX_DUTY_DEADLINE_SHORTER,
    PX_DUTY_DEADLINE_LONGER,
    PX_DUTY_DEADLINE_CHANGED, /* "30 days" to "1 month": which is longer is not for us to say */
    PX_DUTY_DEADLINE_ADDED,
    PX_DUTY_DEADLINE_REMOVED,
    PX_DUTY_INTERVAL_SHORTER,
    PX_DUTY_INTERVAL_LONGER,
    PX_DUTY_INTERVAL_CHANGED,
    PX_DUTY_TIME_CHANGED, /* a time or date that is no deadline */
    PX_DUTY_PERCENTAGE_CHANGED,
    PX_DUTY_AMOUNT_CHANGED,
    PX_DUTY_NUMBER_CHANGED,
    PX_DUTY_REFERENCE_CHANGED,
    PX_DUTY_KIND_COUNT
} px_duty_kind;

typedef enum px_duty_effect { PX_DUTY_NEUTRAL, PX_DUTY_STRONGER, PX_DUTY_WEAKER } px_duty_effect;

/* "duty-strengthened", ...: never translated; the title is a message id. */
const char *px_duty_kind_name(px_duty_kind kind);
const char *px_duty_kind_title(px_duty_kind kind);

/* "neutral", "stronger", "weaker": never translated. */
const char *px_duty_effect_name(px_duty_effect effect);

/* Words in one of the texts. Where they stand only in the other text, words is empty, and start and
 * end are the place where they would stand. */
typedef struct px_duty_place {
    px_str words;
    size_t start, end;  /* code points */
    px_str sentence;    /* the sentence around them */
    const char *class_; /* "obligation", "weakens" ...; NULL for numbers and the like */
    px_str unit;        /* of a number, or empty */
} px_duty_place;

typedef struct px_duty_finding {
    px_duty_kind kind;
    px_duty_effect effect;
    px_duty_place old_place, new_place;
} px_duty_finding;

typedef struct px_duties {
    px_duty_finding *items; /* in the order of the text */
    size_t count;
} px_duties;

/* What the difference of two plain texts in a language says; diff is px_word_diff_make of them. All
 * lives in the arena and points into the texts. Where one text is empty, only the strongest duty of
 * each sentence is told. */
void px_duty_compare(px_arena *arena, px_str language, px_str old_text, px_str new_text,
                     const px_word_diff *diff, px_duties *ret_duties);

#endif
