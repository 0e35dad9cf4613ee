/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/link_rewrite.h"

#include "base/builder.h"
#include "code/code_span.h"

#include "base/banned.h"

/* The fragment of a "](#fragment)" at `at`; false when there is none. */
static bool fragment_at(px_str s, size_t at, px_str *ret_fragment)
{
    px_str rest = px_str_sub(s, at, s.len), window;
    size_t end;

    if (!px_str_starts(rest, PX_STR("](#")))
        return false;
    window = px_str_sub(rest, 3, 3 + 257);
    end = px_str_find_char(window, ')');
    *ret_fragment = px_str_sub(window, 0, end);
    return end && end < window.len;
}

px_str px_link_rewrite(px_arena *arena, px_str text, px_link_fn *fn, void *arg)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    size_t copied = 0;
    px_str fragment;

    if (px_str_find(text, PX_STR("](#")) == text.len)
        return text;
    for (size_t at = 0; at < text.len;) {
        size_t skip = px_code_span_len(text, at);
        px_str target = PX_STR_NONE;

        if (!skip && fragment_at(text, at, &fragment)) {
            target = fn(arg, fragment);
            skip = fragment.len + 4;
        }
        if (target.ptr) {
            px_builder_str(&out, px_str_sub(text, copied, at + 3));
            px_builder_str(&out, target);
            copied = at + 3 + fragment.len;
        }
        at += skip ? skip : 1;
    }
    if (!copied)
        return text;
    px_builder_str(&out, px_str_sub(text, copied, text.len));
    return px_arena_str(arena, px_builder_view(&out));
}
