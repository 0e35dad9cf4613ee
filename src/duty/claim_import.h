/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Claims out of files: model cards, weights and configurations (model/inspect.h) or what an
 * inspection of them printed, results of corpus scans (corpus/partial.h), descriptions of datasets,
 * results of 'praxis model compute --json', and our own JSON. Each file is recognised by what it
 * holds; the claims of several are made by one deed. What a file says and no field asks for is
 * named, so that a person can place it.
 *
 * Two steps. Reading (px_import_read) is a pure function of foreign bytes, which runs in the jail
 * where they came from a browser. Taking (px_claim_import_take) makes claims about a subject of
 * what was read: the file becomes their evidence, lists of datasets grow by what it adds.
 *
 * Weights and partials are measured; what others wrote is declared. What is the same as what stands
 * already is not added again (px_claim_add).
 */
#ifndef PX_DUTY_CLAIM_IMPORT_H
#define PX_DUTY_CLAIM_IMPORT_H

#include "base/jail.h"
#include "duty/claim.h"
#include "duty/contradiction.h"
#include "store/house.h"

typedef enum px_import_kind {
    PX_IMPORT_CARD,       /* a model card */
    PX_IMPORT_DATASET,    /* a dataset card, or Croissant */
    PX_IMPORT_INSPECTION, /* what 'praxis model inspect --json' printed */
    PX_IMPORT_CONFIG,     /* a configuration alone */
    PX_IMPORT_CORPUS,     /* a partial */
    PX_IMPORT_COMPUTE,    /* what 'praxis model compute --json' printed */
    PX_IMPORT_CLAIMS,     /* what 'praxis claims export' wrote */
    PX_IMPORT_WEIGHTS,    /* files of weights, or a folder: only where they lie */
    PX_IMPORT_KIND_COUNT
} px_import_kind;

/* "card"; stable. And what it is called (message id). */
const char *px_import_kind_name(px_import_kind kind);
const char *px_import_kind_title(px_import_kind kind);
bool px_import_kind_find(px_str name, px_import_kind *ret_kind);

/* ---- Reading */

/* The largest file that is read from memory, in bytes; larger partials are read where they lie. */
#define PX_IMPORT_MAX ((size_t)64 << 20)

typedef struct px_import_source {
    const char *name;    /* of the file, with its path where there is one */
    px_str bytes;        /* ptr NULL: they lie at the path */
    px_import_kind kind; /* PX_IMPORT_KIND_COUNT: to be recognised */
    px_str model;        /* name of the model or version: finds its row in tables of cards */
    bool small;          /* the provider is a small or medium-sized enterprise */
} px_import_source;

/* What a file says. Claims have no subject yet; a piece of evidence without name, hash and scan
 * stands for the file itself. Everything lives in the arena. */
typedef struct px_import_found {
    px_import_kind kind;
    px_claim *claims;
    size_t n_claims, room;
    px_str *missed; /* what no field asks for: keys, or message ids */
    size_t n_missed, missed_room;
    px_str list; /* the whole list of domains as CSV, or empty */
} px_import_found;

/* The name under which the list of domains is evidence. */
#define PX_IMPORT_LIST "domains.csv"

/* Opens no file where the bytes are given. UNSUPPORTED where it is none of those, else the errors
 * of its reader. */
int px_import_read(const px_import_source *source, px_arena *arena, px_import_found *ret_found,
                   px_error *err) PX_MUST_CHECK;

/* The same in the jail: the parser, for its table; and what runs it. */
extern const px_jail_parser px_import_parser;
int px_import_read_jailed(px_jail *jail, const px_import_source *source, px_arena *arena,
                          px_import_found *ret_found, px_error *err) PX_MUST_CHECK;

/* What the parser sends: as plain bytes, and read again with all checks (PARSER). */
int px_import_plain(const px_import_found *found, px_builder *out, px_error *err) PX_MUST_CHECK;
int px_import_plain_read(px_str plain, px_arena *arena, px_import_found *ret_found,
                         px_error *err) PX_MUST_CHECK;

/* ---- Taking */

typedef struct px_import_missed {
    px_str file, what; /* what: a key of the file, or a message id */
} px_import_missed;

typedef struct px_claim_import {
    px_arena *arena;
    px_house *house; /* keeps files; NULL (previews): they are only hashed */
    px_db *db;       /* reads what stands */
    px_claim_subject subject;
    px_str name;        /* of the model or version */
    bool small;         /* the provider is a small or medium-sized enterprise, as it says */
    px_str source_kind; /* of datasets that are described (corpus/source_kind.h); empty: not said */
    px_claim *claims;   /* so far, in the order of the files; one for each field and basis */
    size_t n_claims, room;
    px_import_missed *missed;
    size_t n_missed, missed_room;
} px_claim_import;

/* Reads what files are read by: name and size of the provider. house: or NULL. */
int px_claim_import_start(px_claim_import *import, px_arena *arena, px_house *house, px_db *db,
                          const px_claim_subject *subject, px_error *err) PX_MUST_CHECK;

/* The file or folder at the path: read and taken. kind: PX_IMPORT_KIND_COUNT to recognise it;
 * ret_kind: what it was, may be NULL. Nothing is added where it fails. */
int px_claim_import_file(px_claim_import *import, const char *path, px_import_kind kind,
                         px_import_kind *ret_kind, px_error *err) PX_MUST_CHECK;

/* The bytes of a file that was handed over: read in the jail and taken. The name has no folders. */
int px_claim_import_bytes(px_claim_import *import, px_jail *jail, px_str name, px_str bytes,
                          px_import_kind kind, px_import_kind *ret_kind,
                          px_error *err) PX_MUST_CHECK;

/* ---- Making claims of it */

/* What became of an import: what it superseded, what followed by itself, what it contradicts. */
typedef struct px_import_order {
    const px_claim_import *import;
    const char *author;
    px_claim_outcome *ret_outcomes; /* of each claim */
    px_claim *ret_former;           /* of each claim: what it superseded; row 0: nothing */
    px_claim *ret_derived;          /* claims that follow now and did not before */
    size_t ret_n_derived;
    px_contradiction *ret_contradictions; /* those that a claim of this import takes part in */
    size_t ret_n_contradictions;
} px_import_order;

/* Adds the claims by one act: a px_write_fn, for px_house_write, or for px_house_try to see what
 * would become of them. Results live in the import's arena. */
int px_claim_import_deed(px_db *db, void *order, px_error *err);

#endif
