/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/filled_document.h"

#include "duty/commitment.h"
#include "duty/filled_document_priv.h"
#include "duty/official_value.h"
#include "duty/value_words.h"

#include "base/banned.h"

enum { HEADING_MAX = 4, NOTE_EVIDENCE = 3, HASH_SHOWN = 16 };

static px_time time_of(px_str day)
{
    px_civil civil = { 0 };

    if (day.len == 10) {
        civil.year = (day.ptr[0] - '0') * 1000 + (day.ptr[1] - '0') * 100 +
                     (day.ptr[2] - '0') * 10 + day.ptr[3] - '0';
        civil.month = (day.ptr[5] - '0') * 10 + day.ptr[6] - '0';
        civil.day = (day.ptr[8] - '0') * 10 + day.ptr[9] - '0';
    }
    return px_civil_valid(&civil) ? px_civil_to_utc(&civil) : 0;
}

/* ---- Where a value comes from */

static void say_basis(form_runs *runs, px_basis basis)
{
    static const char *const sentences[PX_BASIS_COUNT] = {
        [PX_BASIS_MEASURED] = N_("Measured"),
        [PX_BASIS_DECLARED] = N_("Declared by the provider"),
        [PX_BASIS_DERIVED] = N_("Derived"),
    };

    form_runs_say(runs, PX_DOC_SMALL | PX_DOC_BREAK | PX_DOC_EMPHASIS, sentences[basis], NULL);
}

static void add_evidence(form_runs *runs, const px_evidence *evidence, size_t n)
{
    for (size_t i = 0; i < PX_MIN(n, NOTE_EVIDENCE); i++) {
        form_runs_add(runs, i == 0 ? PX_STR("; ") : PX_STR(", "), PX_DOC_SMALL);
        form_runs_add(runs, evidence[i].name, PX_DOC_SMALL);
        if (evidence[i].hash.len > 0) {
            form_runs_add(runs, PX_STR(" (SHA-256 "), PX_DOC_SMALL);
            form_runs_add(runs, px_str_sub(evidence[i].hash, 0, HASH_SHOWN), PX_DOC_SMALL);
            form_runs_add(runs, PX_STR("…)"), PX_DOC_SMALL);
        }
    }
    if (n > NOTE_EVIDENCE) {
        char count[32];

        (void)snprintf(count, sizeof(count), "%zu", n - NOTE_EVIDENCE);
        form_runs_add(runs, PX_STR(", "), PX_DOC_SMALL);
        form_runs_say(runs, PX_DOC_SMALL, N_("and {count} more"), "count", count, NULL);
    }
}

/* "Measured: praxis corpus scan, praxis 0.1.0; crawl.partial (SHA-256 ab…)" */
static void add_basis(form_runs *runs, const px_filled_field *field)
{
    if (!field->value || !field->has_basis || field->field->level == PX_FIELD_OF_DOCUMENT ||
        (px_value_is_not_applicable(field->value) && field->basis == PX_BASIS_DERIVED))
        return;
    say_basis(runs, field->basis);
    if (field->method.len > 0) {
        form_runs_say(runs, PX_DOC_SMALL, N_(": "), NULL);
        /* A formula's name is one of ours; a command is shown as it was run. */
        if (field->basis == PX_BASIS_DERIVED)
            form_runs_say(runs, PX_DOC_SMALL, px_arena_cstr(runs->writer->arena, field->method),
                          NULL);
        else
            form_runs_add(runs, field->method, PX_DOC_SMALL);
    }
    if (field->program.len > 0 && field->basis == PX_BASIS_MEASURED) {
        form_runs_add(runs, PX_STR(", "), PX_DOC_SMALL);
        form_runs_add(runs, field->program, PX_DOC_SMALL);
    }
    add_evidence(runs, field->evidence, field->n_evidence);
    if (field->border)
        form_runs_say(runs, PX_DOC_SMALL | PX_DOC_BREAK,
                      N_("The number lies on the border of two ranges; the form does not say to "
                         "which of them it belongs."),
                      NULL);
}

/* ---- Findings of the checker, for those who fill the form in */

static void say_finding(form_runs *runs, const px_finding *finding, const char *message,
                        unsigned marks)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(16 * 1024);

    px_finding_words(&out, runs->writer->print->language, finding, message);
    form_runs_add(runs, px_arena_str(runs->writer->arena, px_builder_view(&out)), marks);
}

/* "Error SUM-25: the field is empty. Answer, or ..." */
static void add_findings(form_runs *runs, px_str field)
{
    const px_findings *findings = runs->writer->print->findings;

    for (size_t i = 0; findings && i < findings->count; i++) {
        const px_finding *finding = &findings->list[i];
        const char *title =
            px_tr(runs->writer->print->language, px_severity_title(finding->severity));

        if (!px_str_eq(finding->field, field))
            continue;
        form_runs_add(
            runs,
            px_str_of(px_arena_format(runs->writer->arena, "%s %s", title, finding->rule->id)),
            PX_DOC_STRONG | PX_DOC_BREAK);
        form_runs_say(runs, 0, N_(": "), NULL);
        say_finding(runs, finding, finding->message, 0);
        form_runs_add(runs, PX_STR(". "), 0);
        say_finding(runs, finding, finding->remedy, PX_DOC_EMPHASIS);
        form_runs_add(runs, PX_STR("."), 0);
    }
}

/* Of a section as such, or of the whole document. */
static void write_findings(form_writer *w, px_str place)
{
    form_runs runs = { .writer = w };

    add_findings(&runs, place);
    if (!runs.count)
        return;
    runs.items[0].marks &= ~(unsigned)PX_DOC_BREAK;
    px_doc_note(w->document, runs.items, runs.count);
}

/* ---- Fields */

static void write_missing(form_writer *w, const px_filled_field *field, px_str label)
{
    form_runs runs = { .writer = w };

    if (field->unreadable)
        form_runs_say(&runs, PX_DOC_EMPHASIS, N_("Could not be read"), NULL);
    else if (field->field->optional)
        form_runs_add(&runs, PX_STR("—"), 0);
    else if (px_filled_is_asked(w->filled, field->field) == PX_ASKED_PERHAPS)
        form_runs_say(&runs, PX_DOC_EMPHASIS, N_("Missing, as is the answer that it depends on"),
                      NULL);
    else
        form_runs_say(&runs, PX_DOC_EMPHASIS, N_("Missing"), NULL);
    add_findings(&runs, field->field->id);
    px_doc_field(w->document, label, runs.items, runs.count);
}

static void write_special(form_writer *w, const px_filled_field *field, px_str label)
{
    form_runs runs = { .writer = w };
    bool applies = px_value_is_not_available(field->value);

    form_runs_say(&runs, 0, applies ? N_("Not available") : N_("N/A"), NULL);
    form_runs_add(&runs, PX_STR(" – "), 0);
    form_runs_text(&runs,
                   json_object_get(field->value, applies ? "not_available" : "not_applicable"), 0);
    add_basis(&runs, field);
    add_findings(&runs, field->field->id);
    px_doc_field(w->document, label, runs.items, runs.count);
}

static void write_field(form_writer *w, const px_filled_field *field)
{
    px_str label = px_bilingual_in(&field->field->label, w->tag);
    form_runs runs = { .writer = w };

    if (!field->value) {
        write_missing(w, field, label);
        return;
    }
    if (px_value_is_not_applicable(field->value) || px_value_is_not_available(field->value)) {
        write_special(w, field, label);
        return;
    }
    if (form_value_runs(&runs, field)) {
        add_basis(&runs, field);
        add_findings(&runs, field->field->id);
        px_doc_field(w->document, label, runs.items, runs.count);
        return;
    }
    form_value_table(w, field);
    add_basis(&runs, field);
    add_findings(&runs, field->field->id);
    if (runs.count > 0) {
        runs.items[0].marks &= ~(unsigned)PX_DOC_BREAK;
        px_doc_paragraph(w->document, runs.items, runs.count);
    }
}

/* ---- Head: what is said of the document, beside what the form asks for */

static void write_changes(form_writer *w)
{
    form_runs runs = { .writer = w };

    if (w->print->first)
        return;
    if (w->print->n_changed == 0) {
        form_runs_say(&runs, 0, N_("Nothing has changed since the last version."), NULL);
    } else {
        form_runs_say(&runs, 0, N_("Changed since the last version:"), NULL);
        for (size_t i = 0; i < w->print->n_changed; i++) {
            const px_official_field *field =
                px_official_field_by_id(w->filled->form, w->print->changed[i]);

            if (!field || !px_filled_shows(w->filled, field))
                continue;
            form_runs_add(&runs, runs.count == 1 ? PX_STR(" ") : PX_STR("; "), 0);
            form_runs_add(&runs, field->section, 0);
            form_runs_add(&runs, PX_STR(" "), 0);
            form_runs_add(&runs, px_bilingual_in(&field->label, w->tag), 0);
        }
    }
    px_doc_note(w->document, runs.items, runs.count);
}

static void write_about(form_writer *w)
{
    const px_filled_head *head = &w->filled->head;
    form_runs runs = { .writer = w };
    bool model = px_str_is(w->filled->form->name, PX_FORM_MODEL);

    if (model && head->recipient != PX_RECIPIENT_NOBODY)
        form_runs_say(&runs, 0, N_("For: {recipient}."), "recipient",
                      px_tr(w->print->language, px_recipient_title(head->recipient)), NULL);
    if (head->request.len > 0)
        form_runs_say(&runs, runs.count ? PX_DOC_BREAK : 0,
                      N_("In answer to the request {request}."), "request",
                      px_arena_cstr(w->arena, head->request), NULL);
    if (head->next_update.len > 0)
        form_runs_say(
            &runs, runs.count ? PX_DOC_BREAK : 0,
            N_("The next update is due by {date}, earlier after a significant change."), "date",
            px_arena_cstr(w->arena, form_words(w, px_value_words_date, head->next_update)), NULL);
    if (head->feed.len > 0) {
        form_runs_say(&runs, runs.count ? PX_DOC_BREAK : 0, N_("All versions as a feed:"), NULL);
        form_runs_add(&runs, PX_STR(" "), 0);
        form_runs_link(&runs, head->feed, head->feed, 0);
    }
    form_runs_say(&runs, runs.count ? PX_DOC_BREAK : 0,
                  N_("Form of {version}; its fields are named in words of this program, the "
                     "official form alone is valid."),
                  "version", w->filled->form->version.ptr, NULL);
    px_doc_note(w->document, runs.items, runs.count);
    write_changes(w);
}

static void write_proof(form_writer *w)
{
    PX_AUTO_BUILDER px_builder hex = PX_BUILDER_INIT(65);
    form_runs runs = { .writer = w };
    unsigned char root[32];

    if (!w->filled->leaves)
        return;
    px_commitment_root(w->filled, root);
    px_builder_hex(&hex, root, sizeof(root));
    form_runs_say(&runs, PX_DOC_SMALL,
                  N_("This document is a view of one whole form, whose root is {root}. The same "
                     "document as JSON proves it without the whole: praxis form prove FILE."),
                  "root", px_builder_cstr(&hex), NULL);
    px_doc_note(w->document, runs.items, runs.count);
}

/* ---- Sections */

static int level_of(const px_official_form *form, const px_form_section *section)
{
    int level = 1;

    while (section && section->above.len > 0 && level < HEADING_MAX) {
        section = px_official_section(form, section->above);
        level++;
    }
    return level;
}

/* A section of the template has its official number; one of the documentation form a letter, which
 * is for the program alone. */
static void write_heading(form_writer *w, const px_form_section *section)
{
    px_str title = px_bilingual_in(&section->title, w->tag);
    bool numbered =
        px_str_is(w->filled->form->name, PX_FORM_SUMMARY) && !px_str_is(section->id, "0");

    px_doc_heading(w->document, level_of(w->filled->form, section),
                   numbered ? px_str_of(px_arena_format(w->arena, "%.*s %.*s",
                                                        PX_STR_ARG(section->id), PX_STR_ARG(title)))
                            : title);
}

static bool section_is_shown(const px_filled_form *filled, const px_form_section *section)
{
    bool any = false, shown = false;

    for (size_t i = 0; i < filled->form->n_fields; i++)
        if (px_str_eq(filled->form->fields[i].section, section->id)) {
            any = true;
            shown |= px_filled_shows(filled, filled->fields[i].field);
        }
    return shown || !any;
}

static void write_sections(form_writer *w)
{
    const px_official_form *form = w->filled->form;

    for (size_t s = 0; s < form->n_sections; s++) {
        if (!section_is_shown(w->filled, &form->sections[s]))
            continue;
        if (s == 0)
            write_findings(w, PX_STR(""));
        write_heading(w, &form->sections[s]);
        write_findings(w, form->sections[s].id);
        for (size_t i = 0; i < form->n_fields; i++)
            if (px_str_eq(form->fields[i].section, form->sections[s].id) &&
                px_filled_shows(w->filled, w->filled->fields[i].field))
                write_field(w, &w->filled->fields[i]);
        if (s == 0)
            write_about(w);
    }
}

static px_document_head head_of(px_arena *arena, const px_filled_form *filled,
                                const px_filled_print *print)
{
    const px_filled_head *head = &filled->head;
    px_str tag = px_str_of(px_language_tag(print->language));
    form_writer w = { .arena = arena, .print = print, .tag = tag };

    return (px_document_head){
        .title = px_bilingual_in(&filled->form->title, tag),
        .subtitle = px_str_of(px_arena_format(arena, "%.*s – %.*s", PX_STR_ARG(head->provider),
                                              PX_STR_ARG(head->model))),
        .author = head->provider.len > 0 ? head->provider : print->house,
        .language = tag,
        .date = time_of(head->date),
        .date_words = form_words(&w, px_value_words_date, head->date),
        .address = print->address,
        .page_of = px_str_of(px_tr(print->language, N_("Page {page} of {pages}"))),
    };
}

int px_filled_document(px_arena *arena, const px_filled_form *filled, const px_filled_print *print,
                       px_document **ret_document, px_error *err)
{
    px_document_head head = head_of(arena, filled, print);
    form_writer w = {
        .arena = arena,
        .filled = filled,
        .print = print,
        .tag = px_str_of(px_language_tag(print->language)),
    };

    (void)err;
    w.document = px_document_new(arena, &head);
    write_sections(&w);
    write_proof(&w);
    *ret_document = w.document;
    return 0;
}
