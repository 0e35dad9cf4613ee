/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/dossier_print.h"

#include "cli/output.h"

#include "base/banned.h"

enum { INDENT = 4, MAX_LINE = 64 * 1024 };

typedef struct printing {
    px_builder *out;
    const px_language *language;
    const px_dossier *all;
    const px_dossier_entry *entry;
} printing;

/* A message with its arguments in lines of their own; a message of a mark only is not translated.
 */
static void line(printing *p, size_t indent, const char *message, const px_arg *args, size_t n_args)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(MAX_LINE);

    px_message(&text, p->language, message, args, n_args);
    px_wrap(p->out, px_builder_view(&text), indent, PX_TEXT_WIDTH);
}

#define LINE(p, indent, message, ...)                                                              \
    do {                                                                                           \
        const px_arg args_[] = { __VA_ARGS__ };                                                    \
        line(p, indent, message, args_, PX_COUNT(args_));                                          \
    } while (0)

static px_str title_of(const printing *p, const px_dossier_word *word)
{
    return px_str_of(word ? px_tr(p->language, word->title) : "");
}

/* A text under its name, where it is there. */
static void say_text(printing *p, const char *message, const px_dossier_text *text)
{
    if (text->value.ptr)
        LINE(p, INDENT, message, { "text", text->value });
}

static void say_str(printing *p, const char *message, px_str text)
{
    if (text.len)
        LINE(p, INDENT, message, { "text", text });
}

static void say_number(printing *p, const char *message, int number)
{
    char text[16];

    (void)snprintf(text, sizeof(text), "%d", number);
    if (number)
        LINE(p, INDENT, message, { "number", px_str_of(text) });
}

static void join(px_builder *out, px_str s)
{
    px_builder_add(out, out->len ? ", " : "");
    px_builder_str(out, s);
}

/* ---- The parts of an entry */

static void say_source(printing *p, size_t indent, const px_dossier_source *source)
{
    LINE(p, indent,
         source->note.value.ptr ? N_("source: {title} ({confidence}): {note}")
                                : N_("source: {title} ({confidence})"),
         { "title", source->title.value }, { "confidence", title_of(p, source->confidence) },
         { "note", source->note.value });
}

static void say_figures(printing *p)
{
    for (size_t i = 0; i < p->entry->n_figures; i++) {
        const px_dossier_figure *figure = &p->entry->figures[i];
        PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(MAX_LINE);

        px_dossier_figure_words(&words, p->language, figure);
        LINE(p, INDENT, N_("{figure}: {title} ({confidence})"),
             { "figure", px_builder_view(&words) }, { "title", figure->source.title.value },
             { "confidence", title_of(p, figure->source.confidence) });
    }
}

static void say_names(printing *p)
{
    for (size_t i = 0; i < p->entry->n_names; i++) {
        const px_dossier_name *name = &p->entry->names[i];
        PX_AUTO_BUILDER px_builder when = PX_BUILDER_INIT(MAX_LINE);

        px_dossier_when_words(&when, p->language, &name->when);
        LINE(p, INDENT, N_("name from {when}: {name}"), { "when", px_builder_view(&when) },
             { "name", name->name.value });
        for (size_t j = 0; j < name->n_sources; j++)
            say_source(p, 2 * (size_t)INDENT, &name->sources[j]);
    }
}

static void say_terms(printing *p)
{
    for (size_t i = 0; i < p->entry->n_terms; i++) {
        const px_dossier_term *term = &p->entry->terms[i];
        PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(MAX_LINE);

        px_dossier_term_words(&words, p->language, term);
        LINE(p, INDENT,
             term->unless.value.ptr ? N_("{type}: {what}, {term}, unless {unless}")
                                    : N_("{type}: {what}, {term}"),
             { "type", title_of(p, term->type) }, { "what", term->what.value },
             { "term", px_builder_view(&words) }, { "unless", term->unless.value });
    }
}

static void say_bound(printing *p)
{
    PX_AUTO_BUILDER px_builder who = PX_BUILDER_INIT(MAX_LINE);
    PX_AUTO_BUILDER px_builder articles = PX_BUILDER_INIT(MAX_LINE);

    for (size_t i = 0; i < p->entry->n_addressees; i++) {
        const px_dossier_entry *addressee =
            px_dossier_find(p->all, PX_DOSSIER_ADDRESSEE, p->entry->addressees[i]);

        join(&who, addressee ? addressee->title.value : p->entry->addressees[i]);
    }
    for (size_t i = 0; i < p->entry->n_articles; i++) {
        px_builder_add(&articles, i ? px_tr(p->language, N_("; ")) : "");
        px_dossier_article_words(&articles, p->language, &p->entry->articles[i]);
    }
    say_str(p, N_("binds: {text}"), px_builder_view(&who));
    say_str(p, N_("serves: {text}"), px_builder_view(&articles));
}

static void say_chapters(printing *p)
{
    PX_AUTO_BUILDER px_builder list = PX_BUILDER_INIT(MAX_LINE);

    for (size_t i = 0; i < p->entry->n_chapters; i++)
        join(&list, p->entry->chapters[i]);
    say_str(p, N_("provisions: {text}"), px_builder_view(&list));
}

/* ---- Entries */

/* What an entry is called in its list; empty for a kind that stands there once. */
static px_str heading_of(const px_dossier_entry *entry)
{
    if (entry->title.value.ptr)
        return entry->title.value;
    if (entry->person.len)
        return entry->person;
    if (entry->party.len)
        return entry->party;
    if (entry->n_names)
        return entry->names[entry->n_names - 1].name.value;
    return entry->provision;
}

static void say_head(printing *p)
{
    PX_AUTO_BUILDER px_builder when = PX_BUILDER_INIT(MAX_LINE);
    const char *kind = px_tr(p->language, px_dossier_kind_title(p->entry->kind));

    px_dossier_when_words(&when, p->language, &p->entry->when);
    if (!heading_of(p->entry).len) {
        LINE(p, 0, N_("{when}: {kind} [{key}]"), { "when", px_builder_view(&when) },
             { "kind", px_str_of(kind) }, { "key", p->entry->key });
        return;
    }
    LINE(p, 0,
         p->entry->word ? N_("{when}: {title} ({kind}, {word}) [{key}]")
                        : N_("{when}: {title} ({kind}) [{key}]"),
         { "when", px_builder_view(&when) }, { "title", heading_of(p->entry) },
         { "kind", px_str_of(kind) }, { "word", title_of(p, p->entry->word) },
         { "key", p->entry->key });
}

static void say_entry(printing *p)
{
    const px_dossier_entry *e = p->entry;

    say_head(p);
    say_text(p, "{text}", &e->text);
    say_text(p, N_("for: {text}"), &e->subject);
    say_text(p, N_("by: {text}"), &e->by);
    say_text(p, N_("what a process should offer: {text}"), &e->answer);
    say_number(p, N_("cycle: {number}"), e->cycle);
    say_number(p, N_("number: {number}"), e->number);
    say_str(p, N_("version: {text}"), e->version);
    say_str(p, N_("round: {text}"), e->round);
    say_str(p, N_("group: {text}"), e->group);
    if (e->title.value.ptr)
        say_str(p, N_("provision: {text}"), e->provision);
    say_chapters(p);
    say_names(p);
    say_bound(p);
    say_terms(p);
    say_figures(p);
    for (size_t i = 0; i < e->n_sources; i++)
        say_source(p, INDENT, &e->sources[i]);
}

void px_dossier_print(px_builder *out, const px_language *language, const px_dossier *entries,
                      const px_dossier *all)
{
    printing p = { .out = out, .language = language, .all = all };

    for (size_t i = 0; i < entries->count; i++) {
        p.entry = &entries->entries[i];
        px_builder_add(out, i ? "\n" : "");
        say_entry(&p);
    }
}
