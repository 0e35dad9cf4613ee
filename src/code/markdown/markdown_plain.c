/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/markdown/markdown.h"

#include "base/markdown_walk.h"
#include "code/normal.h"

#include "base/banned.h"

static void plain_break(px_builder *out)
{
    px_builder_char(out, ' ');
}

/* Bytes that may be, or be part of, a mark of inline Markdown, or that the walk replaces. */
static const char marks[256] = {
    ['\\'] = 1, ['*'] = 1,  ['_'] = 1,  ['`'] = 1,  ['['] = 1,  [']'] = 1,  ['<'] = 1,  ['>'] = 1,
    ['&'] = 1,  ['!'] = 1,  [0x00] = 1, [0x01] = 1, [0x02] = 1, [0x03] = 1, [0x04] = 1, [0x05] = 1,
    [0x06] = 1, [0x07] = 1, [0x08] = 1, [0x0B] = 1, [0x0C] = 1, [0x0E] = 1, [0x0F] = 1, [0x10] = 1,
    [0x11] = 1, [0x12] = 1, [0x13] = 1, [0x14] = 1, [0x15] = 1, [0x16] = 1, [0x17] = 1, [0x18] = 1,
    [0x19] = 1, [0x1A] = 1, [0x1B] = 1, [0x1C] = 1, [0x1D] = 1, [0x1E] = 1, [0x1F] = 1, [0x7F] = 1,
};

/* Most of a legal text is words alone: there is nothing to parse, and NFC changes nothing. */
static bool is_words_only(px_str s)
{
    if (s.len > PX_INLINE_MAX)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (marks[(unsigned char)s.ptr[i]])
            return false;
    return px_text_is_nfc_surely(s) && px_utf8_valid(s, NULL);
}

int px_markdown_plain(px_builder *out, px_str markdown, px_error *err)
{
    static const px_inline_sink sink = { .text = px_builder_str, .line_break = plain_break };
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(4 * PX_INLINE_MAX);
    PX_AUTO_BUILDER px_builder composed = PX_BUILDER_INIT(16 * PX_INLINE_MAX);
    int rc;

    if (is_words_only(markdown)) {
        px_text_fold(out, markdown);
        return px_builder_check(out, err);
    }
    rc = px_markdown_walk(markdown, &sink, &text, err);
    if (rc < 0)
        return rc;
    rc = px_text_nfc(&composed, px_builder_view(&text), err);
    if (rc < 0)
        return rc;
    px_text_fold(out, px_builder_view(&composed));
    return px_builder_check(out, err);
}
