/* SPDX-License-Identifier: EUPL-1.2 */
/* The HTML importer: what it writes, the reader of outlines takes, and no text is too much for the
 * Markdown that is made of it. */
#include <stdint.h>
#include <stdlib.h>

#include "code/html/import_html.h"
#include "code/markdown/markdown.h"
#include "code/outline.h"

#include "base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str input = px_str_n((const char *)data, size);
    px_error err = PX_ERROR_INIT;
    px_outline outline;

    (void)px_html_recognise(input);
    if (px_import_html(input, PX_STR(""), &bytes, &err) < 0)
        return 0;
    if (px_outline_read(px_builder_view(&bytes), arena, &outline, &err) < 0)
        abort();
    for (size_t i = 0; i < outline.count; i++)
        if (px_markdown_plain(&plain, outline.nodes[i].heading, &err) < 0)
            abort();
    return 0;
}
