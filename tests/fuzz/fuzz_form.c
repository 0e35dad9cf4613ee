/* SPDX-License-Identifier: EUPL-1.2 */
/* What the form parser accepts is clean text, and reads the same when it is encoded anew. */
#include <stdint.h>

#include "web/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void encode(const px_fields *fields, px_builder *out)
{
    for (size_t i = 0; i < fields->count; i++) {
        px_url_encode(out, fields->items[i].name);
        px_builder_char(out, '=');
        px_url_encode(out, fields->items[i].value);
        px_builder_char(out, '&');
    }
}

static void check_text(px_str s)
{
    demand(px_utf8_valid(s, NULL));
    for (size_t i = 0; i < s.len; i++)
        demand((unsigned char)s.ptr[i] >= 0x20 || s.ptr[i] == '\n' || s.ptr[i] == '\t');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_fields fields, again;
    px_error err = PX_ERROR_INIT;

    if (px_form_parse(arena, px_str_n((const char *)data, size), &fields, &err) < 0) {
        demand(err.code == PX_ERR_MALFORMED && err.message);
        return 0;
    }
    demand(fields.count <= PX_REQUEST_MAX_FIELDS);
    for (size_t i = 0; i < fields.count; i++) {
        check_text(fields.items[i].name);
        check_text(fields.items[i].value);
        demand(fields.items[i].name.len > 0 && fields.items[i].name.len <= PX_FORM_MAX_NAME);
    }
    encode(&fields, &text);
    demand(px_form_parse(arena, px_builder_view(&text), &again, &err) == 0);
    demand(again.count == fields.count);
    for (size_t i = 0; i < fields.count; i++)
        demand(px_str_eq(again.items[i].name, fields.items[i].name) &&
               px_str_eq(again.items[i].value, fields.items[i].value));
    return 0;
}
