/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a Croissant file or a dataset card: every field of what is taken is there. */
#include "corpus/description.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str text = px_str_n((const char *)data, size);
    px_error err = PX_ERROR_INIT;
    px_description d;

    (void)px_description_is(PX_STR("a/README.md"), text);
    (void)px_description_is(PX_STR("a/croissant.json"), text);
    if (px_description_parse(text, "input", arena, &d, &err) >= 0 &&
        (!d.name.ptr || !d.version.ptr || !d.link.ptr || !d.licence.ptr || !d.languages.ptr ||
         !d.coverage.ptr || !d.modalities.ptr || !d.format[0]))
        abort();
    return 0;
}
