/* SPDX-License-Identifier: EUPL-1.2 */
/* The importer of Akoma Ntoso, of XML and of xz: what it writes, the reader of outlines takes, and
 * every text of it is Markdown that can be read. */
#include <stdint.h>
#include <stdlib.h>

#include "code/akn/import_akn.h"
#include "code/plain.h"

#include "base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str input = px_str_n((const char *)data, size);
    px_error err = PX_ERROR_INIT;
    px_outline outline;

    (void)px_import_akn_recognise(px_str_sub(input, 0, 4096));
    if (px_import_akn(input, PX_STR(""), &bytes, &err) < 0)
        return 0;
    if (px_outline_read(px_builder_view(&bytes), arena, &outline, &err) < 0)
        abort();
    for (size_t i = 0; i < outline.count; i++) {
        PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);

        if (px_provision_plain(&plain, outline.nodes[i].kind, outline.nodes[i].text, &err) < 0)
            abort();
    }
    return 0;
}
