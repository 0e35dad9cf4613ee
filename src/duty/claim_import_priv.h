/* SPDX-License-Identifier: EUPL-1.2 */
/* For the files claim_import*.c. */
#ifndef PX_DUTY_CLAIM_IMPORT_PRIV_H
#define PX_DUTY_CLAIM_IMPORT_PRIV_H

#include "duty/claim_evidence.h"
#include "duty/claim_import.h"

/* How the claims of one file are made. */
typedef struct importing {
    px_arena *arena;
    const px_import_source *source;
    px_import_found *found;
    px_basis basis;
    px_str method, program, note;
    px_evidence *evidence; /* of each claim */
    size_t n_evidence;
} importing;

/* The file itself as the only evidence, to be named when the claims are taken. */
px_evidence *import_self(importing *i);
static inline bool import_is_self(const px_evidence *e)
{
    return e->name.len == 0 && e->hash.len == 0;
}

/* Adds a claim of a value, which is taken over; NULL adds nothing. INVALID where the value is not
 * one of the field's. */
int import_add(importing *i, const char *field, json_t *value, px_error *err) PX_MUST_CHECK;

/* Names something that no field asks for: a key, or a message id. */
void import_miss(px_arena *arena, px_import_found *found, px_str what);

/* A whole number as values have it: an integer, or a string from 2^53 on. */
json_t *import_number(uint64_t value);
json_t *import_string(px_str text); /* NULL where it is empty */

/* An address that a claim can hold as a link. */
bool import_is_link(px_str text);

/* ---- The kinds of file */
int import_card(importing *i, px_error *err) PX_MUST_CHECK;
int import_weights(importing *i, px_error *err) PX_MUST_CHECK; /* at the path */
int import_inspection(importing *i, const json_t *root, px_error *err) PX_MUST_CHECK;
int import_config(importing *i, px_error *err) PX_MUST_CHECK;
int import_partial(importing *i, px_error *err) PX_MUST_CHECK;
int import_dataset(importing *i, px_error *err) PX_MUST_CHECK;
int import_compute(importing *i, const json_t *root, px_error *err) PX_MUST_CHECK;

/* ---- Taking (claim_import_dataset.c) */

/* Makes a claim of rows of datasets one of all rows: those of the claim before (NULL: none), each
 * with what the new ones say of it, and those that are new. Evidence likewise. */
int import_grow_datasets(px_arena *arena, const px_claim *before, px_claim *claim,
                         px_error *err) PX_MUST_CHECK;

/* Says in each row of a claim of datasets of what kind of source they are. */
int import_mark_datasets(px_arena *arena, px_str kind, px_claim *claim,
                         px_error *err) PX_MUST_CHECK;
#define IMPORT_DATASETS "fact.datasets"

#endif
