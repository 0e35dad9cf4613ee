/* SPDX-License-Identifier: EUPL-1.2 */
/* What the writers of a form's document share; private to src/duty. */
#ifndef PX_DUTY_FILLED_DOCUMENT_PRIV_H
#define PX_DUTY_FILLED_DOCUMENT_PRIV_H

#include "duty/filled_document.h"

typedef struct form_writer {
    px_arena *arena;
    px_document *document;
    const px_filled_form *filled;
    const px_filled_print *print;
    px_str tag; /* of the language */
} form_writer;

/* Runs of one paragraph in growth. */
typedef struct form_runs {
    const form_writer *writer;
    px_doc_run *items;
    size_t count, room;
} form_runs;

/* Adds words; what stands behind a line feed in them begins a new line. */
void form_runs_add(form_runs *runs, px_str text, unsigned marks);
/* A message in the reader's language, with pairs of names and C strings, ended by NULL. */
void form_runs_say(form_runs *runs, unsigned marks, const char *message, ...) PX_SENTINEL;
/* A text of several languages: in the reader's, else in the one it has. */
void form_runs_text(form_runs *runs, const json_t *text, unsigned marks);
void form_runs_link(form_runs *runs, px_str text, px_str link, unsigned marks);
/* A box to tick with its words, on a line of its own where it is not the first. */
void form_runs_box(form_runs *runs, bool ticked, px_str words);

/* What a writer of duty/value_words.h makes of the text. */
typedef void form_words_writer(px_builder *out, const px_language *language, px_str text);
px_str form_words(const form_writer *w, form_words_writer *write, px_str text);

/* The answer of a field as runs; false for what is a table. */
bool form_value_runs(form_runs *runs, const px_filled_field *field);
/* Lists and domains. */
void form_value_table(form_writer *w, const px_filled_field *field);

#endif
