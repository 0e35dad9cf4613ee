/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a filled form: what is taken is written and read again as the same, holds nothing
 * that its recipient may not have, and its proof is checked without harm. */
#include "duty/commitment.h"
#include "duty/filled.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const px_filled_form *filled)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder again = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_filled_form second;

    for (size_t i = 0; i < filled->form->n_fields; i++)
        if (filled->fields[i].value && filled->head.recipient != PX_RECIPIENT_NOBODY &&
            !px_official_field_is_for(filled->fields[i].field, filled->head.recipient))
            abort();
    if (px_commitment_verify(filled, NULL, &err) == 0 && !filled->salts)
        abort();
    if (px_filled_write(filled, &out, &err) < 0)
        return;
    if (px_filled_read(arena, px_builder_view(&out), "again", &second, &err) < 0 ||
        px_filled_write(&second, &again, &err) < 0 ||
        !px_str_eq(px_builder_view(&out), px_builder_view(&again)))
        abort();
    px_filled_free(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_filled_form filled;

    if (px_filled_read(arena, px_str_n((const char *)data, size), "fuzz", &filled, &err) < 0)
        return 0;
    check(&filled);
    px_filled_free(&filled);
    return 0;
}
