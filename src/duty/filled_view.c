/* SPDX-License-Identifier: EUPL-1.2 */
/* Views of a filled form: what each recipient may have of it. */
#include "duty/commitment.h"
#include "duty/filled.h"

#include "base/banned.h"

/* Names of files, their sizes and arguments of commands can tell the number that a range hides. */
static bool knows_evidence(px_recipient recipient)
{
    return recipient == PX_RECIPIENT_AI_OFFICE || recipient == PX_RECIPIENT_PUBLIC ||
           recipient == PX_RECIPIENT_NOBODY;
}

int px_filled_view(px_arena *arena, const px_filled_form *whole, px_recipient recipient,
                   px_filled_form *ret_view, px_error *err)
{
    px_filled_form view;
    int rc;

    px_filled_start(arena, whole->form, &view);
    view.head = whole->head;
    view.head.recipient = recipient;
    for (size_t i = 0; i < whole->form->n_fields; i++) {
        const px_filled_field *from = &whole->fields[i];
        px_filled_field *to = &view.fields[i];

        if (!px_filled_shows(&view, from->field))
            continue;
        if (from->value)
            px_filled_set(&view, to, json_incref((json_t *)from->value));
        to->unreadable = from->unreadable;
        to->has_basis = from->has_basis;
        to->basis = from->basis;
        if (!knows_evidence(recipient))
            continue;
        to->method = from->method;
        to->program = from->program;
        to->claim = from->claim;
        to->evidence = from->evidence;
        to->n_evidence = from->n_evidence;
        to->border = from->border;
    }
    rc = whole->salts ? px_commitment_open(whole, &view, err) : 0;
    if (rc < 0) {
        px_filled_free(&view);
        return rc;
    }
    *ret_view = view;
    return 0;
}
