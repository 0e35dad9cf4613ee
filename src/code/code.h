/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Codes, their versions and provisions: the model of the text.
 *
 * A code has versions; a version is working until it is published, then frozen for ever. A version
 * is a tree of provisions, the same for all its languages; languages only supply text. A provision
 * has a lasting id (in its code, for ever) and an eId (Akoma Ntoso, in this version).
 *
 * Reading functions put what they return into the arena.
 */
#ifndef PX_CODE_CODE_H
#define PX_CODE_CODE_H

#include "base/arena.h"
#include "base/civil.h"
#include "code/provision_kind.h"
#include "store/db.h"

typedef enum px_version_state {
    PX_VERSION_WORKING,
    PX_VERSION_PUBLISHED,
    PX_VERSION_ADOPTED
} px_version_state;

/* "working", "published", "adopted": never translated. The title is a message id. */
const char *px_version_state_name(px_version_state state);
const char *px_version_state_title(px_version_state state);

typedef struct px_code {
    int64_t row;
    px_str id;    /* chosen by the operator: [a-z0-9-], 1 to 64, in addresses */
    px_str title; /* in the language asked for, else any; else the id */
    int64_t version_count;
} px_code;

typedef struct px_version {
    int64_t row;
    px_str label; /* [a-z0-9.-], 1 to 64, in addresses */
    px_str title; /* the document's title, in the language asked for, else any */
    px_version_state state;
    px_time created, published; /* published: PX_TIME_NONE for a working version */
    px_str digest; /* SHA-256 over the frozen canonical form, hexadecimal; empty while working */
    px_str act;    /* public id of the act of publishing, or empty */
    px_str *languages; /* sorted tags */
    size_t n_languages;
} px_version;

/* For the SQL of other rooms: the id of the code of that row, NULL where there is none. */
#define PX_CODE_NAME_SQL(row) "(SELECT name FROM code WHERE id = " row ")"
/* Whether the code of that row has a working version. */
#define PX_CODE_IS_WORKED_ON_SQL(row)                                                              \
    "EXISTS (SELECT 1 FROM version WHERE code = " row " AND state = 'working')"

/* A provision as it stands in a version, with its text in one language. */
typedef struct px_node {
    int64_t row, parent; /* row of the parent, 0 at the top */
    int depth;           /* 0 at the top */
    px_provision_kind kind;
    px_str lasting_id, eid, number;
    px_str heading; /* inline Markdown, without number; may be empty */
    px_str text;    /* inline Markdown; for code blocks verbatim, for tables rows of Markdown */
    px_str extra;   /* list: "ordered", "bullet" or "definition"; code block: its language, "html"
                       for HTML kept as text; group: "quote", or the Akoma Ntoso element that it
                       stands for ("preamble", "book", ...) */
} px_node;

typedef struct px_text {
    px_str language; /* the one found, which may be another than was asked for */
    px_node *nodes;  /* in the order of the document */
    size_t count;
} px_text;

/* All codes by their ids; titles in the language where they have one. */
int px_code_list(px_db *db, px_arena *arena, px_str language, px_code **ret_codes,
                 size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* One code; NOT_FOUND. */
int px_code_find(px_db *db, px_arena *arena, px_str id, px_str language, px_code *ret_code,
                 px_error *err) PX_MUST_CHECK;

/* The same by its row. */
int px_code_get(px_db *db, px_arena *arena, int64_t row, px_str language, px_code *ret_code,
                px_error *err) PX_MUST_CHECK;

/* Inside a deed: the code's row, made where there is none of that id; INVALID for what cannot be an
 * id. From then on it stays, even where the last import into it is taken back. */
int px_code_keep(px_db *db, px_str id, int64_t *ret_row, bool *ret_made,
                 px_error *err) PX_MUST_CHECK;

/* Inside a deed: gives a code (its row) a title in a language. Without one its title is that of the
 * newest published text, which may speak of one version only, else its id. */
int px_code_title_set(px_db *db, int64_t code, px_str language, px_str title,
                      px_error *err) PX_MUST_CHECK;

/* Newest first. published_only leaves out working versions. */
int px_version_list(px_db *db, px_arena *arena, const px_code *code, px_str language,
                    bool published_only, px_version **ret_versions, size_t *ret_count,
                    px_error *err) PX_MUST_CHECK;
int px_version_find(px_db *db, px_arena *arena, const px_code *code, px_str label, px_str language,
                    px_version *ret_version, px_error *err) PX_MUST_CHECK;

/* The label of a version by its row, in the arena; NOT_FOUND. */
int px_version_label(px_db *db, px_arena *arena, int64_t row, px_str *ret_label,
                     px_error *err) PX_MUST_CHECK;

/* All provisions in the language, or in the version's first language where it is not there. */
int px_version_text(px_db *db, px_arena *arena, const px_version *version, px_str language,
                    px_text *ret_text, px_error *err) PX_MUST_CHECK;

/* The same for one node of the version (its row) and all that stands in it. */
int px_version_text_below(px_db *db, px_arena *arena, const px_version *version, int64_t node,
                          px_str language, px_text *ret_text, px_error *err) PX_MUST_CHECK;

/* Freezes the version and appends the act version.published; a deed for px_house_write. CONFLICT
 * where it is published already, lasting ids are in doubt (doubt.h) that are not accepted, or a
 * language lacks words (translation.h). From then on no import into it can be taken back. */
typedef struct px_publish {
    px_str code, label;
    bool accept_doubts;
    const char *author;
    char ret_act[64]; /* public id of the act */
} px_publish;
int px_version_publish(px_db *db, void *publish, px_error *err);

#endif
