/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Claims: single statements about a provider, one of its models or a version of one, each with its
 * basis. Every official form is a view of claims. docs/claims.md tells of them to people.
 *
 * A claim is never changed. Another claim of the same subject, field and basis supersedes it; one
 * with the value null withdraws it. What was measured and what was declared of one field stand
 * beside each other, so that they can be compared (duty/contradiction.h). Derived claims are made
 * anew from others by the rules of duty/derive.c, whenever those change.
 *
 * What a field says of a subject (px_claim_current): a claim about the version comes before one
 * about the model, and that before one about the provider; at the same level measured comes before
 * declared, declared before derived.
 *
 * Values are canonical JSON (RFC 8785, no fractions); docs/forms.md gives the form of each type of
 * field. Fields are named "summary.ID" and "model.ID" after the forms, "fact.ID" after
 * data/facts.tsv. What is read lives in the caller's arena.
 */
#ifndef PX_DUTY_CLAIM_H
#define PX_DUTY_CLAIM_H

#include <jansson.h>

#include "base/arena.h"
#include "base/civil.h"
#include "base/error.h"
#include "store/db.h"

enum {
    PX_CLAIM_VALUE_MAX = 1024 * 1024, /* bytes of a value */
    PX_CLAIM_EVIDENCE_MAX = 2000,     /* pieces of evidence of one claim */
    PX_CLAIM_INPUT_MAX = 64,          /* claims that one is derived from */
    PX_CLAIM_BATCH_MAX = 10000        /* claims of one deed */
};

typedef enum px_basis {
    PX_BASIS_MEASURED, /* by a program, from files */
    PX_BASIS_DECLARED, /* by a person */
    PX_BASIS_DERIVED,  /* by a named formula, from other claims */
    PX_BASIS_COUNT
} px_basis;

/* "measured", "declared", "derived", and their titles for people (message ids). */
const char *px_basis_name(px_basis basis);
const char *px_basis_title(px_basis basis);
bool px_basis_find(px_str name, px_basis *ret_basis);

/* What a claim is about, by rows: a version (all three), a model (two), or a provider. */
typedef struct px_claim_subject {
    int64_t provider, model, version;
} px_claim_subject;

typedef enum px_claim_level { PX_LEVEL_PROVIDER, PX_LEVEL_MODEL, PX_LEVEL_VERSION } px_claim_level;

static inline px_claim_level px_claim_level_of(const px_claim_subject *subject)
{
    return subject->version ? PX_LEVEL_VERSION
           : subject->model ? PX_LEVEL_MODEL
                            : PX_LEVEL_PROVIDER;
}

/* One thing that a claim rests on. */
typedef struct px_evidence {
    px_str name;            /* of the file, or of what it is */
    px_str hash;            /* SHA-256 of the file, 64 hexadecimal digits, or empty */
    uint64_t size;          /* bytes of the file */
    bool kept;              /* a file of the house (store/blob.h), else one outside */
    bool ranged;            /* only these bytes of it: */
    uint64_t start, length; /* ... */
    px_str scan;            /* id of a scan of a corpus, or empty */
} px_evidence;

typedef struct px_claim {
    int64_t row;
    px_str id; /* public */
    px_claim_subject subject;
    px_str field;
    px_str value; /* canonical JSON; "null": withdrawn */
    px_basis basis;
    px_str method;  /* a formula's name, or the command that measured; may be empty */
    px_str program; /* "praxis 0.1.0", or another program that measured; may be empty */
    px_str note;    /* remark of whoever made it; may be empty */
    px_evidence *evidence;
    size_t n_evidence;
    px_str *inputs; /* public ids of the claims that it was derived from */
    size_t n_inputs;
    px_str author; /* public id of a person, or "operator"; empty once erased */
    px_time time;
    px_str act;        /* public id */
    px_str supersedes; /* public id, or empty */
    bool current;      /* not superseded */
} px_claim;

static inline bool px_claim_is_withdrawn(const px_claim *claim)
{
    return px_str_is(claim->value, "null");
}

/* The value as jansson has it: the caller owns it. */
int px_claim_value(const px_claim *claim, json_t **ret_value, px_error *err) PX_MUST_CHECK;

/* A value as the canonical text that claims keep: in the arena. INVALID for reals, keys beyond
 * ASCII and too much of it. */
int px_claim_value_text(px_arena *arena, const json_t *value, px_str *ret_text,
                        px_error *err) PX_MUST_CHECK;

/* ---- Making, inside a deed */

typedef enum px_claim_outcome {
    PX_CLAIM_MADE,      /* the first of its subject, field and basis */
    PX_CLAIM_REPLACED,  /* supersedes another one */
    PX_CLAIM_UNCHANGED, /* the current one says the same on the same evidence: nothing was added */
    PX_CLAIM_OUTCOME_COUNT
} px_claim_outcome;

/* "new", "replaces", "same". */
const char *px_claim_outcome_name(px_claim_outcome outcome);

/* Adds the claims in their order, by one act, and makes those anew that are derived from them. Of
 * each subject, field, value, basis, method, program, note, evidence (and inputs) are taken; row,
 * id, time, act and supersedes are filled. ret_outcomes: count of them, or NULL. INVALID with the
 * arguments "field" (the field's name) and "claim" (from 1): what is not valid in which. */
int px_claim_add(px_db *db, px_arena *arena, px_claim *claims, size_t count, const char *author,
                 px_claim_outcome *ret_outcomes, px_error *err) PX_MUST_CHECK;

/* The same as a deed of its own. */
typedef struct px_claim_order {
    px_arena *arena;
    px_claim *claims;
    size_t count;
    const char *author;
    px_claim_outcome *ret_outcomes; /* or NULL */
} px_claim_order;
int px_claim_add_deed(px_db *db, void *order, px_error *err);

/* Withdraws a current claim that was measured or declared, with a reason (may be empty). CONFLICT
 * for one that is superseded, withdrawn or derived. */
int px_claim_withdraw(px_db *db, px_arena *arena, px_str id, px_str reason, const char *author,
                      px_claim *ret_claim, px_error *err) PX_MUST_CHECK;

/* ---- Reading */

/* By public id; NOT_FOUND. */
int px_claim_find(px_db *db, px_arena *arena, px_str id, px_claim *ret_claim,
                  px_error *err) PX_MUST_CHECK;

/* What is said of the subject, one claim a field, by field: with inheritance as above. None of them
 * is withdrawn. */
int px_claim_current(px_db *db, px_arena *arena, const px_claim_subject *subject,
                     px_claim **ret_claims, size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* Every claim about the subject, and about what it inherits from, that is neither superseded nor
 * withdrawn: by field, and of one field in the order in which they count. */
int px_claim_standing(px_db *db, px_arena *arena, const px_claim_subject *subject,
                      px_claim **ret_claims, size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* All claims ever made of a field about the subject itself (not what it inherits), the newest
 * first; field empty: of all fields. At most 10,000. */
int px_claim_history(px_db *db, px_arena *arena, const px_claim_subject *subject, px_str field,
                     px_claim **ret_claims, size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* The claim of a field among claims as px_claim_current gives them, or NULL. */
const px_claim *px_claim_of(const px_claim *claims, size_t count, px_str field);

/* "praxis VERSION": what claims that this program makes name as theirs. */
const char *px_claim_program(void);

#endif
