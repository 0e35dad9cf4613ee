/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Acts: what was done that the public may check. px_act_append is the only door; it runs in the
 * same transaction as the deed. docs/format-log.md fixes the bytes for ever:
 *
 *   leaf        canonical JSON (RFC 8785) of act, author, code, content, id, time, v and version.
 *               author and content are commitments, never the thing itself
 *   commitment  SHA-256("praxis/act/content/1" NUL salt bytes), or "praxis/act/author/1";
 *               the salt is 32 random bytes, kept in the house and deleted on erasure
 *
 * The rows: table act. Kinds of act: the const table px_act_kinds, logged or internal.
 */
#ifndef PX_STORE_ACT_H
#define PX_STORE_ACT_H

#include "base/builder.h"
#include "base/civil.h"
#include "base/json_write.h"
#include "base/random.h"
#include "store/db.h"

typedef struct px_act_kind {
    const char *name;          /* "version.published": part of the leaf, never changed */
    bool logged;               /* false: internal, kept in the table but not in the log */
    const char *summary;       /* message id, for lists of acts */
    const char *const *fields; /* keys that the content object must have, sorted, NULL-terminated */
} px_act_kind;

extern const px_act_kind px_act_kinds[];
extern const size_t px_act_kind_count;
const px_act_kind *px_act_kind_find(px_str name); /* NULL when there is none */

/* The kinds that name the key which signs the log from there on. */
#define PX_ACT_HOUSE_MADE "house.made"
#define PX_ACT_LOG_REKEYED "log.rekeyed"

/* An act to append. */
typedef struct px_act {
    const char *kind;
    const char *code;    /* id of the code, or NULL */
    const char *version; /* label of the version, or NULL */
    px_str content;      /* canonical JSON object with exactly the kind's fields */
    const char *author;  /* who did it: an opaque reference, "operator" for the command line */
} px_act;

/* Where it went. */
typedef struct px_act_receipt {
    char id[PX_PUBLIC_ID_LEN + 1];
    int64_t leaf_index; /* -1 for internal acts */
    px_time time;
} px_act_receipt;

/* Appends the act inside the running transaction; ret_receipt may be NULL. INVALID when the kind
 * is unknown, the content is not canonical or its keys are not those of the kind. The time is that
 * of px_now, or of the last act where the clock stands before it: times never go backwards. */
int px_act_append(px_db *db, const px_act *act, px_act_receipt *ret_receipt,
                  px_error *err) PX_MUST_CHECK;

/* The same with the content that a writer of canonical JSON has begun: its object ends here. */
int px_act_append_json(px_db *db, px_act *act, px_json *content, px_act_receipt *ret_receipt,
                       px_error *err) PX_MUST_CHECK;

/* One act as it stands in the house. Slices live in the arena; content is {NULL,0} after erasure.
 */
typedef struct px_act_row {
    int64_t leaf_index; /* -1 for internal ones */
    px_str id, kind, code, version, leaf, content;
    px_time time;
    unsigned char content_salt[32], author_salt[32];
} px_act_row;

/* By public id; NOT_FOUND. */
int px_act_find(px_db *db, px_arena *arena, px_str id, px_act_row *ret_row,
                px_error *err) PX_MUST_CHECK;

/* The newest logged act of a kind for a code and version (NULL: any); NOT_FOUND. */
int px_act_find_last(px_db *db, px_arena *arena, const char *kind, const char *code,
                     const char *version, px_act_row *ret_row, px_error *err) PX_MUST_CHECK;

/* The newest logged acts first, from leaf index `before` (exclusive; negative: from the end).
 * ret_rows is an array in the arena of at most max, and never more than 1,000. */
int px_act_list(px_db *db, px_arena *arena, int64_t before, size_t max, px_act_row **ret_rows,
                size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* The tail of a query that has the rows of those asked for in `own`: id, the author (or NULL), and
 * needle, a part of the content. public_id, kind, time, whether they are the author, and content of
 * the acts that they wrote or that speak of them, the oldest first. */
#define PX_ACT_OF_OWN_SQL                                                                          \
    "SELECT a.public_id, a.kind, a.time, a.author IN (SELECT id FROM own), "                       \
    "CAST(a.content AS TEXT) FROM act AS a WHERE a.author IN (SELECT id FROM own) OR EXISTS "      \
    "(SELECT 1 FROM own WHERE instr(CAST(a.content AS TEXT), needle) > 0) ORDER BY a.id"

/* The author of the act with that public id (an expression of SQL); '' where it was erased. */
#define PX_ACT_AUTHOR_SQL(id)                                                                      \
    "coalesce((SELECT a.author FROM act AS a WHERE a.public_id = " id "), '')"

/* ---- Erasure, inside a deed

 * What an act says goes with its salt, so that nobody can find out any more what the leaf commits
 * to; leaf and log stay as they are. */

/* The contents that have this text under the key; of the kinds that have such a field. */
int px_act_erase_contents(px_db *db, const char *key, px_str value, px_error *err) PX_MUST_CHECK;

/* The content of one act, by its public id; fine where there is none. */
int px_act_erase_content(px_db *db, px_str id, px_error *err) PX_MUST_CHECK;

/* The author of all acts by this one. */
int px_act_erase_author(px_db *db, px_str author, px_error *err) PX_MUST_CHECK;

/* ---- The bytes, for px_act_append and for those who check them */

typedef enum px_act_part { PX_ACT_CONTENT, PX_ACT_AUTHOR } px_act_part;

/* The commitment to content or author under a salt. */
void px_act_commit(px_act_part part, const unsigned char salt[32], px_str bytes,
                   unsigned char ret_commitment[32]);

/* What a leaf says. code and version with ptr NULL are null. */
typedef struct px_act_leaf {
    px_str kind, code, version, id;
    px_time time;
    unsigned char content[32], author[32]; /* commitments */
} px_act_leaf;

/* Appends the leaf's bytes; out must be empty. INVALID for texts that are not UTF-8 and times
 * outside of the years 1 to 9999. */
int px_act_leaf_print(const px_act_leaf *leaf, px_builder *out, px_error *err) PX_MUST_CHECK;

#endif
