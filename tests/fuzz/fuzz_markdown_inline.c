/* SPDX-License-Identifier: EUPL-1.2 */
/* Inline Markdown to HTML and to plain text: whatever comes, tags are balanced and the plain form
 * of well-formed text is well-formed. */
#include <stdint.h>
#include <stdlib.h>

#include "base/markdown_walk.h"
#include "code/markdown/markdown.h"

#include "base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_balance(px_str html)
{
    size_t depth = 0;

    for (size_t i = 0; i < html.len; i++) {
        px_str rest = px_str_sub(html, i, html.len);

        if (html.ptr[i] != '<' || px_str_starts(rest, PX_STR("<br>")))
            continue;
        if (px_str_starts(rest, PX_STR("</"))) {
            if (depth-- == 0)
                abort();
        } else if (++depth > PX_INLINE_DEPTH) {
            abort();
        }
    }
    if (depth)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_BUILDER px_builder html = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str text = px_str_n((const char *)data, size);
    px_error err = PX_ERROR_INIT;

    if (px_markdown_html(&html, text, &err) == 0)
        check_balance(px_builder_view(&html));
    if (px_markdown_plain(&plain, text, &err) == 0 && !px_utf8_valid(px_builder_view(&plain), NULL))
        abort();
    return 0;
}
