/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the reader accepts is written by the writer, read again and must be the same value; without
 * real numbers it must also survive the pretty form.
 */
#include <stdint.h>

#include "base/json_read.h"
#include "base/json_write.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void write_value(px_json *j, json_t *value, bool *has_reals);

static void write_object(px_json *j, json_t *object, bool *has_reals)
{
    const char *key;
    json_t *item;

    px_json_object(j);
    json_object_foreach(object, key, item)
    {
        px_json_key(j, key);
        write_value(j, item, has_reals);
    }
    px_json_object_end(j);
}

static void write_array(px_json *j, json_t *array, bool *has_reals)
{
    size_t i;
    json_t *item;

    px_json_array(j);
    json_array_foreach(array, i, item) write_value(j, item, has_reals);
    px_json_array_end(j);
}

static void write_value(px_json *j, json_t *value, bool *has_reals)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        write_object(j, value, has_reals);
        break;
    case JSON_ARRAY:
        write_array(j, value, has_reals);
        break;
    case JSON_STRING:
        px_json_str(j, px_json_text(value));
        break;
    case JSON_INTEGER:
        px_json_int(j, json_integer_value(value));
        break;
    case JSON_REAL:
        px_json_real(j, json_real_value(value));
        *has_reals = true;
        break;
    case JSON_NULL:
        px_json_null(j);
        break;
    default:
        px_json_bool(j, json_is_true(value));
    }
}

static void check_mode(json_t *value, px_json_mode mode)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_JSON json_t *again = NULL;
    bool has_reals = false;
    px_json j;

    px_json_start(&j, &text, mode);
    write_value(&j, value, &has_reals);
    demand(px_json_finish(&j, NULL) == 0);
    demand(px_json_parse(px_builder_view(&text), "again", PX_BUILDER_LARGE, &again, NULL) == 0);
    /* A whole real number comes back as an integer: JSON knows only one kind of number. */
    demand(has_reals || json_equal(value, again));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_JSON json_t *value = NULL;
    px_error err = PX_ERROR_INIT;

    if (px_json_parse(px_str_n((const char *)data, size), "input", 1 << 20, &value, &err) < 0) {
        demand(!value && err.message && px_error_arg(&err, "source"));
        return 0;
    }
    check_mode(value, PX_JSON_COMPACT);
    check_mode(value, PX_JSON_PRETTY);
    return 0;
}
