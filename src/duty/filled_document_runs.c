/* SPDX-License-Identifier: EUPL-1.2 */
/* The words of a form's document. */
#include "duty/filled_document_priv.h"
#include "duty/official_value.h"

#include "base/banned.h"

enum { ARGS_MAX = 4 };

static void runs_push(form_runs *runs, const px_doc_run *run)
{
    runs->items =
        px_arena_grow(runs->writer->arena, runs->items, runs->count, &runs->room, sizeof(*run));
    runs->items[runs->count++] = *run;
}

void form_runs_add(form_runs *runs, px_str text, unsigned marks)
{
    runs_push(runs, &(px_doc_run){ .text = text, .marks = marks });
}

void form_runs_say(form_runs *runs, unsigned marks, const char *message, ...)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_arg args[ARGS_MAX];
    va_list list;
    size_t n;

    va_start(list, message);
    n = px_args_read(args, ARGS_MAX, list);
    va_end(list);
    px_message(&out, runs->writer->print->language, message, args, n);
    form_runs_add(runs, px_arena_str(runs->writer->arena, px_builder_view(&out)), marks);
}

void form_runs_text(form_runs *runs, const json_t *text, unsigned marks)
{
    px_str language, words = px_value_text(text, runs->writer->tag, &language);
    px_doc_run run = { .text = words, .marks = marks };

    if (language.len > 0 && !px_str_eq(language, runs->writer->tag))
        run.language = language;
    runs_push(runs, &run);
}

void form_runs_link(form_runs *runs, px_str text, px_str link, unsigned marks)
{
    runs_push(runs, &(px_doc_run){ .text = text, .marks = marks, .link = link });
}

void form_runs_box(form_runs *runs, bool ticked, px_str words)
{
    unsigned marks = PX_DOC_BOX | (ticked ? PX_DOC_BOX_TICKED : 0);

    form_runs_add(runs, words, marks | (runs->count > 0 ? PX_DOC_BREAK : 0));
}

px_str form_words(const form_writer *w, form_words_writer *write, px_str text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(256);

    write(&out, w->print->language, text);
    return px_arena_str(w->arena, px_builder_view(&out));
}
