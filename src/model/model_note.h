/* SPDX-License-Identifier: EUPL-1.2 */
/* For the readers of models: what is noted while the figures are made. */
#ifndef PX_MODEL_MODEL_NOTE_H
#define PX_MODEL_MODEL_NOTE_H

#include "model/inspect.h"

/* Adds a note, once for each name; message and arguments as for px_fail. Beyond
 * PX_MODEL_NOTES_MAX they are dropped. model->notes has that much room. */
void px_model_note_add(px_model *model, const char *name, const char *message, ...) PX_SENTINEL;

/* A number as text, for an argument. */
typedef struct px_number_room {
    char text[24];
} px_number_room;
px_number_room px_number_text(uint64_t number);

#endif
