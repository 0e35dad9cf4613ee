/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/model_note.h"

#include <inttypes.h>

#include "base/banned.h"

void px_model_note_add(px_model *model, const char *name, const char *message, ...)
{
    px_model_note *note = &model->notes[model->n_notes];
    va_list args;
    const char *argument;

    if (model->n_notes == PX_MODEL_NOTES_MAX)
        return;
    for (size_t i = 0; i < model->n_notes; i++)
        if (strcmp(model->notes[i].name, name) == 0)
            return;
    *note = (px_model_note){ .name = name, .words = { .message = message } };
    va_start(args, message);
    while ((argument = va_arg(args, const char *)))
        px_error_add(&note->words, argument, va_arg(args, const char *));
    va_end(args);
    model->n_notes++;
}

px_number_room px_number_text(uint64_t number)
{
    px_number_room room;

    (void)snprintf(room.text, sizeof(room.text), "%" PRIu64, number);
    return room;
}
