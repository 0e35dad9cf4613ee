/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The words of duty: data/duty_words.tsv, which says what each column means. Private to duty.
 */
#ifndef PX_CODE_DUTY_WORDS_H
#define PX_CODE_DUTY_WORDS_H

#include "base/str.h"

typedef enum px_duty_class {
    PX_DUTY_PROHIBITION,
    PX_DUTY_OBLIGATION,
    PX_DUTY_COMMITMENT,
    PX_DUTY_RECOMMENDATION,
    PX_DUTY_PERMISSION,
    PX_DUTY_POSSIBILITY,
    PX_DUTY_WEAKENS,
    PX_DUTY_STRENGTHENS,
    PX_DUTY_EFFORT,
    PX_DUTY_QUALIFIER,
    PX_DUTY_LIMIT,
    PX_DUTY_INTERVAL,
    PX_DUTY_HOURS,
    PX_DUTY_MONTHS,
    PX_DUTY_WORKDAYS,
    PX_DUTY_NUMBER,
    PX_DUTY_MULTIPLIER,
    PX_DUTY_PERCENT,
    PX_DUTY_CURRENCY,
    PX_DUTY_REFERENCE,
    PX_DUTY_FUTURE,
    PX_DUTY_SUBJECT,
    PX_DUTY_NONE,
    PX_DUTY_CLASS_COUNT
} px_duty_class;

/* "prohibition", "obligation", ...: never translated. */
const char *px_duty_class_name(px_duty_class word_class);

/* A phrase at a place in a text: how many tokens, and what it does. */
typedef struct px_duty_phrase {
    size_t length; /* 0: none stands here */
    px_duty_class word_class;
    int strength;
} px_duty_phrase;

/* The longest phrase of a language that stands at the head of the words (px_word_fold); of equally
 * long ones the first in the table. */
px_duty_phrase px_duty_words_find(px_str language, const px_str *words, size_t count);

#endif
