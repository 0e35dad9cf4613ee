/* SPDX-License-Identifier: EUPL-1.2 */
/* What the parser of forms with files accepts is clean and within its bounds. The first line of the
 * input is the header Content-Type, the rest the body. */
#include <stdint.h>
#include <stdlib.h>

#include "web/form.h"
#include "web/multipart.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void check_text(px_str s)
{
    demand(px_utf8_valid(s, NULL));
    for (size_t i = 0; i < s.len; i++)
        demand((unsigned char)s.ptr[i] >= 0x20 || s.ptr[i] == '\n' || s.ptr[i] == '\t');
}

static void check_upload(const px_upload *upload, px_str body)
{
    check_text(upload->name);
    check_text(upload->field);
    demand(upload->name.len && upload->name.len <= PX_UPLOAD_MAX_NAME);
    demand(px_str_find_char(upload->name, '/') == upload->name.len);
    demand(upload->bytes.len && upload->bytes.ptr >= body.ptr &&
           upload->bytes.ptr + upload->bytes.len <= body.ptr + body.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str input = px_str_n((const char *)data, size), type;
    size_t line = px_str_find_char(input, '\n');
    px_str body = px_str_sub(input, line + 1, input.len);
    px_fields fields;
    px_uploads uploads;
    px_error err = PX_ERROR_INIT;

    type = px_str_sub(input, 0, line);
    if (px_multipart_parse(arena, type, body, &fields, &uploads, &err) < 0) {
        demand((err.code == PX_ERR_MALFORMED || err.code == PX_ERR_TOO_LARGE) && err.message);
        return 0;
    }
    demand(fields.count <= PX_REQUEST_MAX_FIELDS && uploads.count <= PX_UPLOAD_MAX_FILES);
    for (size_t i = 0; i < fields.count; i++) {
        check_text(fields.items[i].name);
        check_text(fields.items[i].value);
        demand(fields.items[i].name.len > 0 && fields.items[i].name.len <= PX_FORM_MAX_NAME);
    }
    for (size_t i = 0; i < uploads.count; i++)
        check_upload(&uploads.items[i], body);
    return 0;
}
