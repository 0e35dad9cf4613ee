/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json_read.h"

#include <pthread.h>

#include "base/random.h"

#include "base/banned.h"

/* jansson seeds its hash tables from a file or the clock; our seed works in every sandbox. */
static void json_seed(void)
{
    size_t seed;

    px_random_bytes(&seed, sizeof(seed));
    json_object_seed(seed | 1); /* 0 would let jansson choose */
}

static int json_malformed(const char *source, long line, long column, const char *reason,
                          px_error *err)
{
    char line_text[24], column_text[24];

    (void)snprintf(line_text, sizeof(line_text), "%ld", line);
    (void)snprintf(column_text, sizeof(column_text), "%ld", column);
    return px_fail(err, PX_ERR_MALFORMED,
                   N_("{source} is not valid JSON: line {line}, column {column}: {reason}"),
                   "source", source, "line", line_text, "column", column_text, "reason", reason,
                   NULL);
}

/* The failure at a byte; what stands before it must be well-formed. */
static int json_malformed_at(const char *source, px_str text, size_t at, const char *reason,
                             px_error *err)
{
    px_str before = px_str_sub(text, 0, at);
    long line = 1;

    for (size_t end; (end = px_str_find_char(before, '\n')) < before.len; line++)
        before = px_str_sub(before, end + 1, before.len);
    return json_malformed(source, line, (long)px_utf8_count(before) + 1, reason, err);
}

/* Where nesting goes deeper than allowed, text.len when it does not. Brackets in strings do not
 * count. jansson itself recurses to 2,048. */
static size_t json_find_too_deep(px_str text)
{
    bool in_string = false;
    unsigned depth = 0;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (in_string) {
            if (c == '\\')
                i++;
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > PX_JSON_READ_MAX_DEPTH)
                return i;
        } else if ((c == '}' || c == ']') && depth > 0) {
            depth--;
        }
    }
    return text.len;
}

static const char *json_reason(const json_error_t *error)
{
    switch (json_error_code(error)) {
    case json_error_premature_end_of_input:
        return N_("the text ends too early");
    case json_error_end_of_input_expected:
        return N_("something stands behind the value");
    case json_error_duplicate_key:
        return N_("a key is repeated");
    case json_error_numeric_overflow:
        return N_("a number is too large");
    case json_error_null_character:
    case json_error_null_byte_in_key:
        return N_("a text contains the character NUL");
    case json_error_out_of_memory:
        px_out_of_memory();
    default:
        return N_("something else was expected here");
    }
}

int px_json_parse(px_str text, const char *source, size_t max, json_t **ret_value, px_error *err)
{
    static pthread_once_t seed_once = PTHREAD_ONCE_INIT;
    json_error_t error;
    json_t *value;
    size_t bad;

    if (text.len > max)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("{source} is larger than is accepted here"),
                       "source", source, NULL);
    if (!px_utf8_valid(text, &bad))
        return json_malformed_at(source, text, bad, N_("a byte is not UTF-8 text"), err);
    bad = json_find_too_deep(text);
    if (bad < text.len)
        return json_malformed_at(source, text, bad, N_("the nesting is too deep"), err);
    (void)pthread_once(&seed_once, json_seed);
    value = json_loadb(text.ptr ? text.ptr : "", text.len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
                       &error);
    if (!value)
        return json_malformed(source, PX_MAX(error.line, 1), PX_MAX(error.column, 1),
                              json_reason(&error), err);
    *ret_value = value;
    return 0;
}

/* The value of the key when the check holds for it. */
static int json_get(const json_t *object, const char *key, int type, const char *wrong_type,
                    json_t **ret_value, px_error *err)
{
    json_t *value = json_object_get(object, key);

    if (!value)
        return px_fail(err, PX_ERR_INVALID, N_("'{key}' is missing"), "key", key, NULL);
    if (type == JSON_TRUE ? !json_is_boolean(value) : (int)json_typeof(value) != type)
        return px_fail(err, PX_ERR_INVALID, wrong_type, "key", key, NULL);
    *ret_value = value;
    return 0;
}

int px_json_get_str(const json_t *object, const char *key, px_str *ret_value, px_error *err)
{
    json_t *value;
    int rc = json_get(object, key, JSON_STRING, N_("'{key}' has to be a text"), &value, err);

    if (rc < 0)
        return rc;
    *ret_value = px_json_text(value);
    return 0;
}

int px_json_get_int(const json_t *object, const char *key, long long min, long long max,
                    long long *ret_value, px_error *err)
{
    char min_text[24], max_text[24];
    json_t *value;
    int rc =
        json_get(object, key, JSON_INTEGER, N_("'{key}' has to be a whole number"), &value, err);

    if (rc < 0)
        return rc;
    if (json_integer_value(value) < min || json_integer_value(value) > max) {
        (void)snprintf(min_text, sizeof(min_text), "%lld", min);
        (void)snprintf(max_text, sizeof(max_text), "%lld", max);
        return px_fail(err, PX_ERR_INVALID, N_("'{key}' has to be between {min} and {max}"), "key",
                       key, "min", min_text, "max", max_text, NULL);
    }
    *ret_value = json_integer_value(value);
    return 0;
}

int px_json_get_bool(const json_t *object, const char *key, bool *ret_value, px_error *err)
{
    json_t *value;
    int rc = json_get(object, key, JSON_TRUE, N_("'{key}' has to be true or false"), &value, err);

    if (rc < 0)
        return rc;
    *ret_value = json_is_true(value);
    return 0;
}

int px_json_get_array(const json_t *object, const char *key, json_t **ret_value, px_error *err)
{
    return json_get(object, key, JSON_ARRAY, N_("'{key}' has to be a list"), ret_value, err);
}

int px_json_get_object(const json_t *object, const char *key, json_t **ret_value, px_error *err)
{
    return json_get(object, key, JSON_OBJECT, N_("'{key}' has to be an object"), ret_value, err);
}
