/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents in Markdown to HTML: whatever comes, tags are balanced and every address is one that
 * may stand in a link. */
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

        if (html.ptr[i] != '<' || px_str_starts(rest, PX_STR("<br>")) ||
            px_str_starts(rest, PX_STR("<hr>")))
            continue;
        if (px_str_starts(rest, PX_STR("</"))) {
            if (depth-- == 0)
                abort();
        } else if (++depth > 2 * (PX_INLINE_DEPTH + PX_DOCUMENT_DEPTH)) {
            abort();
        }
    }
    if (depth)
        abort();
}

/* Whatever is an address in the HTML, the walk over links saw it first. */
static int count(void *arg, px_str address, px_error *err)
{
    (void)err;
    *(size_t *)arg += px_link_allowed(address);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_BUILDER px_builder html = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str text = px_str_n((const char *)data, size);
    px_error err = PX_ERROR_INIT;
    size_t allowed = 0, found = 0;

    if (px_markdown_document_html(&html, text, 3, NULL, &err) < 0)
        return 0;
    check_balance(px_builder_view(&html));
    if (px_markdown_document_links(text, count, &allowed, &err) < 0)
        abort();
    for (px_str rest = px_builder_view(&html);;) {
        size_t at = px_str_find(rest, PX_STR("<a href=\""));

        if (at == rest.len)
            break;
        found++;
        rest = px_str_sub(rest, at + 1, rest.len);
    }
    if (found > allowed)
        abort();
    return 0;
}
