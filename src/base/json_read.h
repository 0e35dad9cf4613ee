/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading JSON with jansson, bounded: size, depth 64, duplicate keys refused, UTF-8 only. Errors
 * name line and column. The getters check types and name the key that is wrong or missing.
 */
#ifndef PX_BASE_JSON_READ_H
#define PX_BASE_JSON_READ_H

#include <jansson.h>

#include "base/error.h"
#include "base/str.h"

#define PX_JSON_READ_MAX_DEPTH 64

/* The caller owns *ret_value (json_decref). MALFORMED with the arguments source, line, column (in
 * characters, both from 1) and reason; TOO_LARGE above max bytes. source names the input in
 * messages. Any value may stand at the top; NUL characters are refused even as \u0000. */
int px_json_parse(px_str text, const char *source, size_t max, json_t **ret_value,
                  px_error *err) PX_MUST_CHECK;

/* A string of JSON, which lives as long as the value; {NULL, 0} for what is none. */
static inline px_str px_json_text(const json_t *value)
{
    return px_str_n(json_string_value(value), json_string_length(value));
}

/* The same of a key of an object. */
static inline px_str px_json_text_at(const json_t *object, const char *key)
{
    return px_json_text(json_object_get(object, key));
}

/* Getters: the key must be there and of that type, or INVALID with the argument key (callers add
 * what they know, px_error_add). The values live as long as the object. */
int px_json_get_str(const json_t *object, const char *key, px_str *ret_value,
                    px_error *err) PX_MUST_CHECK;
int px_json_get_int(const json_t *object, const char *key, long long min, long long max,
                    long long *ret_value, px_error *err) PX_MUST_CHECK;
int px_json_get_bool(const json_t *object, const char *key, bool *ret_value,
                     px_error *err) PX_MUST_CHECK;
int px_json_get_array(const json_t *object, const char *key, json_t **ret_value,
                      px_error *err) PX_MUST_CHECK;
int px_json_get_object(const json_t *object, const char *key, json_t **ret_value,
                       px_error *err) PX_MUST_CHECK;

static inline void px_cleanup_json(json_t **value)
{
    json_decref(*value);
}
#define PX_AUTO_JSON PX_CLEANUP(px_cleanup_json)

#endif
