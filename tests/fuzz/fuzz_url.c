/* SPDX-License-Identifier: EUPL-1.2 */
/* A request target that is taken gives segments without tricks, which encode to the same path. */
#include <stdint.h>

#include "web/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void check_segment(px_str s)
{
    demand(s.len > 0 && px_utf8_valid(s, NULL));
    demand(!px_str_is(s, ".") && !px_str_is(s, ".."));
    for (size_t i = 0; i < s.len; i++)
        demand((unsigned char)s.ptr[i] >= 0x20 && s.ptr[i] != '/' && s.ptr[i] != '\\');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error err = PX_ERROR_INIT;
    px_url_path found, again;
    px_str path, query;

    if (px_url_target(px_str_n((const char *)data, size), &path, &query, &err) < 0 ||
        px_url_split(arena, path, &found, &err) < 0) {
        demand(err.code == PX_ERR_MALFORMED && err.message);
        return 0;
    }
    demand(found.count <= PX_URL_MAX_SEGMENTS);
    for (size_t i = 0; i < found.count; i++) {
        check_segment(found.segments[i]);
        px_builder_char(&text, '/');
        px_url_encode(&text, found.segments[i]);
    }
    if (found.slash || found.count == 0)
        px_builder_char(&text, '/');
    demand(px_url_split(arena, px_builder_view(&text), &again, &err) == 0);
    demand(again.count == found.count && again.slash == found.slash);
    for (size_t i = 0; i < found.count; i++)
        demand(px_str_eq(again.segments[i], found.segments[i]));
    return 0;
}
