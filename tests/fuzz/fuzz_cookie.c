/* SPDX-License-Identifier: EUPL-1.2 */
/* The small headers: cookies come out clean and inside the header; the others only must not fall.
 */
#include <stdint.h>

#include "web/accept.h"
#include "web/cookie.h"
#include "web/etag.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str header = px_str_n((const char *)data, size);
    px_fields cookies = px_cookie_parse(arena, header);

    demand(cookies.count <= PX_COOKIE_MAX);
    for (size_t i = 0; i < cookies.count; i++) {
        px_field pair = cookies.items[i];
        px_cookie cookie = { .name = px_arena_cstr(arena, pair.name), .value = pair.value };
        px_str printed = px_cookie_print(arena, &cookie);

        demand(pair.name.len > 0 && pair.name.ptr >= header.ptr);
        demand(pair.value.ptr + pair.value.len <= header.ptr + header.len);
        for (size_t k = 0; k < printed.len; k++)
            demand(printed.ptr[k] >= 0x20 && printed.ptr[k] < 0x7F);
    }
    (void)px_accept_gzip(header);
    (void)px_etag_matches(header, PX_STR("\"t\""));
    return 0;
}
