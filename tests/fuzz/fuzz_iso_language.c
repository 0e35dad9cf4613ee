/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as the claim of a language, and as a text whose language is looked for. */
#include <stdint.h>
#include <stdlib.h>

#include "corpus/text_language.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    px_str bytes = px_str_n((const char *)data, size);
    char room[PX_LANGUAGE_NAME_MAX + 1], found[PX_LANGUAGE_NAME_MAX + 1];
    px_str name = px_language_normal(bytes, room);

    demand(name.len == 3 || name.len == 8);
    demand(px_str_is(name, PX_LANGUAGE_UNKNOWN) || px_language_agrees(bytes, name));
    name = px_language_of_text(bytes, found);
    demand(name.len == 3 || name.len == 8);
    (void)px_language_prefix(bytes);
    return 0;
}
