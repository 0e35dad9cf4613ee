/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Derived claims: fields of the official forms that follow from facts, by the const table of
 * duty/derive_rules.c. They are made at the level of the nearest fact that they follow from, and
 * made anew whenever one of these changes; where none is left they are withdrawn. Private to
 * src/duty.
 */
#ifndef PX_DUTY_DERIVE_H
#define PX_DUTY_DERIVE_H

#include "duty/claim.h"

enum { DERIVE_INPUTS_MAX = 6 };

/* What a rule works with: the values of its inputs, NULL where nothing is claimed. */
typedef struct derivation {
    px_db *db;
    px_arena *arena;
    px_claim_subject subject;
    const json_t *in[DERIVE_INPUTS_MAX];
} derivation;

typedef json_t *derive_fn(derivation *d); /* a new value, or NULL: nothing follows */

typedef struct derive_rule {
    const char *field, *formula;
    const char *inputs[DERIVE_INPUTS_MAX]; /* names of fields; none: of the model's own entry */
    derive_fn *fn;
    px_claim_level level; /* of a rule without inputs: where it holds */
} derive_rule;

extern const derive_rule derive_rules[];
extern const size_t derive_rule_count;

/* ---- For the rules */

/* {"en": ..., "fr": ...} of a message with its arguments (pairs of name and C string, NULL). */
json_t *derive_words(const char *message, ...) PX_SENTINEL;

/* The same text in both languages. */
json_t *derive_text(px_str text);

/* ---- Inside a deed */

/* Makes anew what follows from the fields that changed of the subject, there and at the levels
 * below; count 0: what follows from the subject's own entry. */
int derive_again(px_db *db, px_arena *arena, const px_claim_subject *subject, const px_str *fields,
                 size_t count, px_str act, px_time time, px_error *err) PX_MUST_CHECK;

#endif
