/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Writing JSON. The writer follows RFC 8785 (canonical JSON) for what praxis puts into acts and
 * hashes: ASCII keys, sorted by the caller's order being checked, integers of magnitude below
 * 2^53, minimal string escapes, no white space. In canonical mode a key out of order, a number
 * too large or a string that is not UTF-8 is an error that px_json_finish reports.
 */
#ifndef PX_BASE_JSON_WRITE_H
#define PX_BASE_JSON_WRITE_H

#include "base/builder.h"

typedef enum px_json_mode {
    PX_JSON_CANONICAL, /* keys must come in byte order; no reals */
    PX_JSON_COMPACT,   /* keys in any order */
    PX_JSON_PRETTY     /* two spaces of indent, for people */
} px_json_mode;

#define PX_JSON_MAX_DEPTH 64

typedef struct px_json {
    px_builder *out; /* borrowed */
    px_json_mode mode;
    unsigned depth;
    bool failed;
    bool after_key;
    bool complete;      /* the top value has begun */
    const char *reason; /* message id of the first failure */
    struct {
        bool is_object, has_items;
        px_str last_key; /* borrowed from the caller until the object ends */
    } levels[PX_JSON_MAX_DEPTH];
} px_json;

/* Starts a document; out is borrowed until px_json_finish. */
void px_json_start(px_json *j, px_builder *out, px_json_mode mode);

/* Begin and end objects and arrays. */
void px_json_object(px_json *j);
void px_json_object_end(px_json *j);
void px_json_array(px_json *j);
void px_json_array_end(px_json *j);

/* The key of the next value; a string constant or text that outlives the object. */
void px_json_key(px_json *j, const char *key);

void px_json_str(px_json *j, px_str value); /* a slice with ptr NULL writes null */
void px_json_cstr(px_json *j, const char *value);
void px_json_int(px_json *j, long long value);
void px_json_bool(px_json *j, bool value);
void px_json_null(px_json *j);
void px_json_hex(px_json *j, const void *bytes, size_t len);
void px_json_time(px_json *j, long long milliseconds); /* px_time as RFC 3339 text */
void px_json_real(px_json *j, double value); /* an error in canonical mode, or when not finite */

/* Key and value in one call. */
void px_json_pair_str(px_json *j, const char *key, px_str value);
void px_json_pair_cstr(px_json *j, const char *key, const char *value);
void px_json_pair_int(px_json *j, const char *key, long long value);
void px_json_pair_bool(px_json *j, const char *key, bool value);
void px_json_pair_hex(px_json *j, const char *key, const void *bytes, size_t len);
void px_json_pair_time(px_json *j, const char *key, long long milliseconds);

/* 0 when one whole, valid value was written and the builder's cap was kept. INVALID with the
 * argument reason, or TOO_LARGE, otherwise; what the builder holds is of no use then. */
int px_json_finish(px_json *j, px_error *err) PX_MUST_CHECK;

#endif
