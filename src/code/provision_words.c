/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/provision_words.h"

#include "code/markdown/markdown.h"

#include "base/banned.h"

/* Of the text so many bytes are looked at, and so many of the plain words shown. */
#define LOOKED_AT 600
#define SHOWN 80

/* Words are not cut in two. */
static px_str cut_between_words(px_str s, size_t len)
{
    size_t end = len;

    if (s.len <= len)
        return s;
    while (end > len / 2 && s.ptr[end] != ' ')
        end--;
    return s.ptr[end] == ' ' ? px_str_sub(s, 0, end) : px_utf8_head(s, len);
}

px_str px_provision_words(px_arena *arena, px_str number, px_str heading, px_str text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024), plain = PX_BUILDER_INIT(64 * 1024);
    px_str markdown = px_utf8_head(heading.len ? heading : text, LOOKED_AT), words;

    if (px_markdown_plain(&plain, markdown, NULL) < 0)
        px_builder_clear(&plain);
    words = cut_between_words(px_builder_view(&plain), SHOWN);
    px_builder_str(&out, number);
    px_builder_add(&out, number.len && words.len ? " " : "");
    px_builder_str(&out, words);
    if (words.len < plain.len)
        px_builder_add(&out, " [\xE2\x80\xA6]");
    return px_arena_str(arena, px_builder_view(&out));
}
