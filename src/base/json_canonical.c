/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json_canonical.h"

#include <stdlib.h>

#include "base/json_read.h"
#include "base/json_write.h"

#include "base/banned.h"

static int by_key(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_ascii(const char *key)
{
    while (*key && (unsigned char)*key < 0x80)
        key++;
    return !*key;
}

static const char *canonical_write(px_json *json, const json_t *value);

/* Writes an object with its keys sorted by bytes, which for ASCII is the order of RFC 8785. */
static const char *canonical_object(px_json *json, const json_t *object)
{
    PX_AUTO_FREE const char **keys = px_alloc_zero(json_object_size(object) + 1, sizeof(*keys));
    const char *key, *wrong = NULL;
    size_t count = 0;
    json_t *value;

    json_object_foreach((json_t *)object, key, value)
    {
        if (!is_ascii(key))
            return N_("a key has characters beyond ASCII");
        keys[count++] = key;
    }
    if (count)
        qsort(keys, count, sizeof(keys[0]), by_key);
    px_json_object(json);
    for (size_t i = 0; !wrong && i < count; i++) {
        px_json_key(json, keys[i]);
        wrong = canonical_write(json, json_object_get(object, keys[i]));
    }
    px_json_object_end(json);
    return wrong;
}

static const char *canonical_array(px_json *json, const json_t *array)
{
    const char *wrong = NULL;

    px_json_array(json);
    for (size_t i = 0; !wrong && i < json_array_size(array); i++)
        wrong = canonical_write(json, json_array_get(array, i));
    px_json_array_end(json);
    return wrong;
}

/* What cannot be written, or NULL. Depth is bounded by px_json_parse. */
static const char *canonical_write(px_json *json, const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return canonical_object(json, value);
    case JSON_ARRAY:
        return canonical_array(json, value);
    case JSON_STRING:
        px_json_str(json, px_json_text(value));
        return NULL;
    case JSON_INTEGER:
        px_json_int(json, json_integer_value(value));
        return NULL;
    case JSON_TRUE:
    case JSON_FALSE:
        px_json_bool(json, json_is_true(value));
        return NULL;
    case JSON_NULL:
        px_json_null(json);
        return NULL;
    default:
        return N_("a number has a fraction or an exponent");
    }
}

int px_json_canonical_put(px_json *json, const json_t *value, px_error *err)
{
    const char *wrong = canonical_write(json, value);

    if (wrong)
        return px_fail(err, PX_ERR_INVALID, N_("this JSON has no canonical form: {reason}"),
                       "reason", wrong, NULL);
    return 0;
}

int px_json_canonical(px_builder *out, const json_t *value, px_error *err)
{
    px_json json;
    int rc;

    px_json_start(&json, out, PX_JSON_CANONICAL);
    rc = px_json_canonical_put(&json, value, err);
    return rc < 0 ? rc : px_json_finish(&json, err);
}
