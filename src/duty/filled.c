/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/filled.h"

#include "duty/official_value.h"

#include "base/banned.h"

void px_filled_start(px_arena *arena, const px_official_form *form, px_filled_form *ret_filled)
{
    *ret_filled = (px_filled_form){
        .arena = arena,
        .form = form,
        .head = { .recipient = PX_RECIPIENT_NOBODY },
        .fields = px_arena_array(arena, form->n_fields, sizeof(px_filled_field)),
        .kept = json_array(),
    };
    if (!ret_filled->kept)
        px_out_of_memory();
    for (size_t i = 0; i < form->n_fields; i++)
        ret_filled->fields[i].field = &form->fields[i];
}

void px_filled_free(px_filled_form *filled)
{
    json_decref(filled->kept);
    *filled = (px_filled_form){ 0 };
}

px_filled_field *px_filled_of(const px_filled_form *filled, px_str id)
{
    for (size_t i = 0; i < filled->form->n_fields; i++)
        if (px_str_eq(filled->form->fields[i].id, id))
            return &filled->fields[i];
    return NULL;
}

void px_filled_set(px_filled_form *filled, px_filled_field *field, json_t *value)
{
    if (!value || json_array_append_new(filled->kept, value) < 0)
        px_out_of_memory();
    field->value = value;
    field->unreadable = false;
}

bool px_filled_shows(const px_filled_form *filled, const px_official_field *field)
{
    return filled->head.recipient == PX_RECIPIENT_NOBODY ||
           px_official_field_is_for(field, filled->head.recipient);
}

px_filled_asked px_filled_is_asked(const px_filled_form *filled, const px_official_field *field)
{
    px_filled_asked asked = field->n_conditions == 0 ? PX_ASKED : PX_NOT_ASKED;

    for (size_t i = 0; i < field->n_conditions; i++) {
        const px_filled_field *of = px_filled_of(filled, field->conditions[i].field);

        if (!of || !json_is_boolean(of->value))
            asked = asked == PX_ASKED ? PX_ASKED : PX_ASKED_PERHAPS;
        else if (json_is_true(of->value) == field->conditions[i].is)
            asked = PX_ASKED;
    }
    return asked;
}

bool px_filled_is_missing(const px_filled_form *filled, const px_filled_field *field)
{
    return !field->value && !field->field->optional &&
           field->field->level != PX_FIELD_OF_DOCUMENT &&
           px_filled_is_asked(filled, field->field) != PX_NOT_ASKED;
}
