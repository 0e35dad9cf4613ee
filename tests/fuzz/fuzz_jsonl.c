/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as lines of JSON. A line that is taken must be JSON to jansson, too, and its text must
 * have the length that jansson finds.
 */
#include "base/json_read.h"
#include "corpus/json_fields.h"
#include "corpus/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void add_record(void *arg, const px_record *record)
{
    uint64_t *text = arg;

    demand(record->figures[PX_FIGURE_CHARACTERS] <= record->figures[PX_FIGURE_TEXT]);
    *text += record->figures[PX_FIGURE_TEXT];
}

static void ignore_trouble(void *arg, px_trouble_kind kind, uint64_t offset, bool inside,
                           uint64_t times)
{
    (void)arg;
    (void)kind;
    (void)offset;
    (void)inside;
    (void)times;
}

static void compare_line(px_str line)
{
    static const px_json_path path = { .names = { PX_STR_INIT("text") }, .count = 1 };
    px_json_value found;
    const char *p = line.ptr;
    json_error_t error;
    json_t *value, *text;

    if (px_json_scan(&p, line.ptr + line.len, &path, 1, &found) != PX_JSON_WHOLE)
        return;
    value = json_loadb(line.ptr, (size_t)(p - line.ptr), JSON_ALLOW_NUL, &error);
    if (!value) { /* bytes that are not UTF-8, halves of pairs, numbers too large for it */
        return;
    }
    text = json_object_get(value, "text");
    if (json_is_string(text) && found.kind == PX_JSON_STRING)
        demand(json_string_length(text) == found.text.raw.len - found.text.less);
    json_decref(value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    px_str bytes = px_str_n((const char *)data, size), rest = bytes, line;
    px_stream whole = px_stream_memory(bytes);
    px_json_fields fields;
    uint64_t text = 0;
    px_error err;
    px_reading r = { .format = &px_format_jsonl,
                     .fields = &fields,
                     .stop = UINT64_MAX,
                     .record = add_record,
                     .trouble = ignore_trouble,
                     .arg = &text };

    if (size == 0)
        return 0;
    (void)px_format_jsonl.recognise(bytes);
    px_json_fields_choose(bytes, &fields);
    demand(px_format_jsonl.read(&r, &whole, &err) == 0);
    demand(whole.len == 0);
    while (px_str_line(&rest, &line))
        if (line.len)
            compare_line(line);
    return 0;
}
