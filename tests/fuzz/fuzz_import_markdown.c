/* SPDX-License-Identifier: EUPL-1.2 */
/* The Markdown importer: what it writes, the reader of outlines takes. The first byte 0xFF hands
 * the rest to that reader alone. */
#include <stdint.h>
#include <stdlib.h>

#include "code/markdown/import_markdown.h"

#include "base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str input = px_str_n((const char *)data, size);
    px_error err = PX_ERROR_INIT;
    px_outline outline;

    if (size && data[0] == 0xFF) {
        (void)!px_outline_read(px_str_sub(input, 1, size), arena, &outline, &err);
        return 0;
    }
    if (px_import_markdown(input, PX_STR(""), &bytes, &err) == 0 &&
        px_outline_read(px_builder_view(&bytes), arena, &outline, &err) < 0)
        abort();
    return 0;
}
