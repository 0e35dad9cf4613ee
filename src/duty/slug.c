/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/ascii.h"
#include "base/builder.h"
#include "duty/duty_priv.h"

#include "base/banned.h"

static bool slug_is_plain(char c)
{
    return px_is_lower((unsigned char)c) || px_is_digit((unsigned char)c);
}

bool px_slug_is(px_str slug)
{
    bool plain = false; /* what stands between is followed by something */

    for (size_t i = 0; i < slug.len; i++) {
        char c = slug.ptr[i];

        if (!slug_is_plain(c) && (!plain || (c != '-' && c != '.' && c != '_')))
            return false;
        plain = slug_is_plain(c);
    }
    return plain && slug.len <= PX_SLUG_MAX;
}

px_str px_slug_from(px_arena *arena, px_str name)
{
    PX_AUTO_BUILDER px_builder slug = PX_BUILDER_INIT(PX_SLUG_MAX + 1);
    px_str lower = px_arena_lower(arena, name);
    char between = 0;

    for (size_t i = 0; i < lower.len && slug.len < PX_SLUG_MAX - 1; i++) {
        if (slug_is_plain(lower.ptr[i])) {
            if (between && slug.len)
                px_builder_char(&slug, between);
            px_builder_char(&slug, lower.ptr[i]);
            between = 0;
        } else {
            between = lower.ptr[i] == '.' && !between ? '.' : '-';
        }
    }
    return px_arena_str(arena, px_builder_view(&slug));
}

int duty_slug(px_arena *arena, px_str told, px_str name, px_str *ret_slug, px_error *err)
{
    px_str slug = told.len ? told : px_slug_from(arena, name);

    if (!px_slug_is(slug))
        return px_fail(err, PX_ERR_INVALID,
                       N_("a short name has small letters and digits, with '-', '.' or '_' between "
                          "them, and at most 64 of them"),
                       "field", "slug", NULL);
    *ret_slug = px_arena_str(arena, slug);
    return 0;
}
