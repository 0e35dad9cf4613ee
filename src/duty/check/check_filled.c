/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/check/check_filled.h"

#include "base/banned.h"

/* Version and date stand in the head of a filled form; a document prints them as fields. */
static void take_head(px_check_subject *subject, const char *id, px_str text)
{
    const px_official_field *field = px_official_field_by_id(subject->form, px_str_of(id));
    px_answer *answer = field ? &subject->answers[field - subject->form->fields] : NULL;

    if (!answer || answer->state != PX_ANSWER_MISSING || !text.len)
        return;
    answer->state = PX_ANSWER_GIVEN;
    answer->text = text;
    answer->plain = px_check_plain(subject->arena, text);
}

px_check_subject *px_check_subject_of_filled(px_arena *arena, const px_filled_form *filled)
{
    px_check_subject *subject = px_check_subject_new(arena, filled->form);

    subject->has_recipient = filled->head.recipient != PX_RECIPIENT_NOBODY;
    subject->recipient = filled->head.recipient;
    for (size_t i = 0; i < filled->form->n_fields; i++) {
        px_check_subject_value(subject, &subject->answers[i], filled->fields[i].value);
        if (filled->fields[i].unreadable)
            subject->answers[i].state = PX_ANSWER_UNREADABLE;
    }
    take_head(subject, "0.a", filled->head.version);
    take_head(subject, "0.b", filled->head.date);
    take_head(subject, "h.ver", filled->head.version);
    take_head(subject, "h.date", filled->head.date);
    return subject;
}
