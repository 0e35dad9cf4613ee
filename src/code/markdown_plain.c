/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/markdown.h"

#include "code/markdown_walk.h"
#include "code/normal.h"

#include "base/banned.h"

static void plain_break(px_builder *out)
{
    px_builder_char(out, ' ');
}

int px_markdown_plain(px_builder *out, px_str markdown, px_error *err)
{
    static const px_inline_sink sink = { .text = px_builder_str, .line_break = plain_break };
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(4 * PX_INLINE_MAX);
    PX_AUTO_BUILDER px_builder composed = PX_BUILDER_INIT(16 * PX_INLINE_MAX);
    int rc = px_markdown_walk(markdown, &sink, &text, err);

    if (rc < 0)
        return rc;
    rc = px_text_nfc(&composed, px_builder_view(&text), err);
    if (rc < 0)
        return rc;
    px_text_fold(out, px_builder_view(&composed));
    return px_builder_check(out, err);
}
