/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which fields of a line of JSON hold what. The usual data sets are known (a table in
 * json_fields.c), told apart by the names in their first line; options go before them.
 */
#ifndef PX_CORPUS_JSON_FIELDS_H
#define PX_CORPUS_JSON_FIELDS_H

#include "base/error.h"
#include "corpus/json_scan.h"

typedef enum px_json_role {
    PX_JSON_URL,
    PX_JSON_DATE,
    PX_JSON_TEXT,
    PX_JSON_MEDIA,    /* media type of the document */
    PX_JSON_TOKENS,   /* number of tokens */
    PX_JSON_LANGUAGE, /* as claimed */
    PX_JSON_ROLE_COUNT
} px_json_role;

/* Paths with the role of each; the first that is there and not null counts. */
typedef struct px_json_fields {
    const char *schema; /* "FineWeb"; a constant */
    px_json_path paths[PX_JSON_PATHS_MAX];
    px_json_role roles[PX_JSON_PATHS_MAX];
    size_t count;
    unsigned ids; /* a bit for each path that may hold a number as well as an address */
} px_json_fields;

/* The fields for data whose first line is this; never fails: what is not known is taken by the
 * commonest names for address and text, and has no date. */
void px_json_fields_choose(px_str first_line, px_json_fields *ret_fields);

/* The same for a table, of which `has` tells whether it has a column or group with this path. */
typedef bool px_json_has_fn(const void *arg, px_str path);
void px_json_fields_choose_by(px_json_has_fn *has, const void *arg, px_json_fields *ret_fields);

/* Puts "url=PATH", "date=PATH", "text=PATH", "media=PATH", "tokens=PATH" or "language=PATH" in
 * place of what the schema has for it; text is borrowed. INVALID. */
int px_json_fields_set(px_json_fields *fields, px_str assignment, px_error *err) PX_MUST_CHECK;

/* The fields for such data, with `assigned` ("url=PATH" ..., ended by NULL; may be NULL) put in
 * place. INVALID. */
int px_json_fields_make(px_str first_line, const char *const *assigned, px_json_fields *ret_fields,
                        px_error *err) PX_MUST_CHECK;

/* The value for a role, or NULL. */
const px_json_value *px_json_field(const px_json_fields *fields, const px_json_value *found,
                                   px_json_role role);

#endif
