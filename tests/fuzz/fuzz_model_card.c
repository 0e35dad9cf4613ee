/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a model card: each value found is one of its field, at bytes of the text. */
#include "base/json_read.h"
#include "duty/fact.h"
#include "duty/model_card.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str text = px_str_n((const char *)data, size);
    px_error err = PX_ERROR_INIT;
    px_model_card card;

    (void)px_model_card_is_dataset(text);
    if (px_model_card_read(text, "input", PX_STR("Example 8B"), arena, &card, &err) < 0)
        return 0;
    for (size_t i = 0; i < card.n_items; i++) {
        const px_card_item *item = &card.items[i];
        PX_AUTO_JSON json_t *value = NULL;

        if (item->start > size || item->length > size - item->start ||
            px_json_parse(item->value, "value", 1024 * 1024, &value, &err) < 0 ||
            px_claim_value_check(px_str_of(item->field), value, &err) < 0)
            abort();
    }
    for (size_t i = 0; i < card.n_missed; i++)
        if (!px_utf8_valid(card.missed[i], NULL))
            abort();
    return 0;
}
