/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules of contradictions, and what they are written with. Private to src/duty. */
#ifndef PX_DUTY_CONTRADICTION_PRIV_H
#define PX_DUTY_CONTRADICTION_PRIV_H

#include "duty/contradiction.h"
#include "model/decimal.h"

/* Two values that are held against each other, and the claims that count for all other fields. */
typedef struct duty_pair {
    const json_t *a, *b;
    const char *with; /* of the rule */
    px_arena *arena;
    const px_claim *claims; /* one a field */
    size_t n_claims;
} duty_pair;

typedef bool pair_fn(const duty_pair *pair); /* whether they cannot both hold */

typedef struct pair_rule {
    const char *id, *a, *b; /* b NULL: a against itself */
    pair_fn *fn;
    const char *with;
    const char *text, *remedy;
} pair_rule;

extern const pair_rule pair_rules[];
extern const size_t pair_rule_count;

/* ---- Dates: days are compared with months by their months */
pair_fn pair_before;           /* a is earlier than b */
pair_fn pair_after;            /* a is later than b */
pair_fn pair_differ;           /* they are not the same value */
pair_fn pair_ends_after;       /* a period of a ends after b */
pair_fn pair_outside_periods;  /* rows of b with from and to lie outside of the periods of a */
pair_fn pair_stages_end_early; /* the last of the stages of a ended before b */

/* ---- Sets: modalities, choices, keys of objects by modality */
pair_fn pair_sets_differ; /* as sets of words */
pair_fn pair_not_within;  /* something of a is not in b */
pair_fn pair_names_differ;

/* ---- Answers */
pair_fn pair_no_but_filled;       /* a is "no", and b has an answer */
pair_fn pair_yes_but_none;        /* a is "yes", and b does not apply */
pair_fn pair_no_but_source;       /* a is "no", and the sources of b have one of the kind `with` */
pair_fn pair_choice_against;      /* whether a holds the choice `with`, and what b says, differ */
pair_fn pair_yes_but_applies_not; /* a is true and b does not apply; */
pair_fn pair_no_but_applies;      /* a is false and b has a text */
pair_fn pair_language_missing;    /* a language of a is none of the languages of b */

/* ---- Numbers */
pair_fn pair_greater;       /* a > b */
pair_fn pair_not_in_range;  /* b is not in the range a of the field `with` */
pair_fn pair_not_magnitude; /* a is not the power of ten of b */
pair_fn pair_time_range;
pair_fn pair_size_ranges;
pair_fn pair_points_differ; /* rows of a with modality and number, sizes of b */
pair_fn pair_compute_far;   /* compute a, tokens b: 6 x parameters x tokens is far from it */
pair_fn pair_energy_far;    /* energy a, hours b: hours x power is far from it */
pair_fn pair_fewer_devices; /* hardware days below days by the clock */

/* ---- Licences */
pair_fn pair_licence_closed; /* a claims the exemption, b is a licence that it does not cover */
pair_fn pair_weights_closed;
pair_fn pair_no_repository;
pair_fn pair_systemic;   /* a claims it, b is above the threshold of systemic risk */
pair_fn pair_no_licence; /* a does not apply, and b has a repository */

/* ---- To read values with */

/* "2026-05" of a date, a month, or a month with words; empty for others. */
px_str pair_month(const json_t *value);

/* A number; false where it is none. */
bool pair_number(const json_t *value, px_decimal *ret_number);

/* Whether two numbers can be the same one, rounded: they are no more than 5 % apart. */
bool pair_numbers_agree(const px_decimal *a, const px_decimal *b);

/* The value of a field of the claims; the caller owns it. NULL where there is none. */
json_t *pair_value_of(const duty_pair *pair, const char *field);

#endif
