/* SPDX-License-Identifier: EUPL-1.2 */
/* Any header gives a language that is there; the case of letters and space around do not matter. */
#include <ctype.h>
#include <stdint.h>

#include "base/builder.h"
#include "base/message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static bool is_there(const px_language *language)
{
    const px_language *known;

    for (size_t i = 0; (known = px_language_at(i)); i++)
        if (known == language)
            return true;
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_BUILDER px_builder other = PX_BUILDER_INIT(1 << 20);
    px_str header = px_str_n((const char *)data, size);
    const px_language *language = px_language_accept(header), *found = px_language_find(header);

    demand(is_there(language));
    demand(!found || is_there(found));
    if (size > 4000)
        return 0;
    px_builder_char(&other, ' ');
    for (size_t i = 0; i < size; i++)
        px_builder_char(&other, (char)toupper(data[i]));
    px_builder_add(&other, " ,");
    demand(px_language_accept(px_builder_view(&other)) == language);
    return 0;
}
