/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/duty/check_view.h"

#include "web/duty/check_score_view.h"
#include "web/duty/duty_view.h"
#include "web/page_part.h"
#include "web/templates.h"

#include "base/banned.h"

enum { SENTENCE_BYTES = 16 * 1024, ANSWER_SHOWN = 300 };

px_civil px_check_today(const px_request *request)
{
    return px_civil_from_time(request->zone, request->now, NULL, NULL);
}

int px_check_claimed(const px_request *request, const px_claim_subject *subject,
                     const px_filled_form *filled, px_checked *ret_checked, px_error *err)
{
    px_check_context context = { .today = px_check_today(request) };
    px_contradiction *found;
    int rc = px_contradictions(request->db, request->arena, subject, &found,
                               &context.n_contradictions, err);

    if (rc < 0)
        return rc;
    context.contradictions = found;
    px_checked_filled(request->arena, filled, &context, ret_checked);
    return 0;
}

/* ---- Findings */

static px_str sentence(const px_request *request, const px_finding *finding, const char *message)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(SENTENCE_BYTES);

    px_finding_words(&out, request->language, finding, message);
    return px_part_sentence(request, px_arena_str(request->arena, px_builder_view(&out)), true);
}

/* What a field or section is called; the whole document where it is none of both. */
static px_str place_title(const px_request *request, const px_official_form *form, px_str place)
{
    const px_official_field *field = px_official_field_by_id(form, place);
    const px_form_section *section = px_official_section(form, place);

    if (field || section)
        return px_bilingual_in(field ? &field->label : &section->title, px_part_tag(request));
    return px_str_of(px_tr(request->language, N_("The document as a whole")));
}

/* Sections of the documentation form have letters, which are for the program alone. */
static px_str place_id(const px_official_form *form, px_str place)
{
    return px_official_field_by_id(form, place) || px_str_is(form->name, PX_FORM_SUMMARY)
               ? place
               : PX_STR("");
}

static px_view_check_finding show_finding(const px_request *request, const px_checked *checked,
                                          const px_check_wish *wish, const px_finding *finding)
{
    const px_official_form *form = checked->subject->form;
    const px_official_field *field = px_official_field_by_id(form, finding->field);
    px_view_check_finding row = {
        .rule = px_str_of(finding->rule->id),
        .asks = px_str_of(px_tr(request->language, finding->rule->summary)),
        .severity = px_str_of(px_severity_name(finding->severity)),
        .severity_title = px_str_of(px_tr(request->language, px_severity_title(finding->severity))),
        .text = sentence(request, finding, finding->message),
        .remedy = sentence(request, finding, finding->remedy),
        .words = finding->words,
        .page = finding->page,
    };

    if (!wish->placed)
        return row;
    row.place = place_title(request, form, finding->field);
    row.place_id = place_id(form, finding->field);
    if (wish->model && field)
        row.link = px_duty_model_link(
            request, wish->model,
            px_arena_format(request->arena, "/fields/%.*s", PX_STR_ARG(field->name)));
    return row;
}

static bool is_wished(const px_check_wish *wish, const px_finding *finding)
{
    return (wish->severities & (1u << finding->severity)) &&
           (!wish->field || px_str_eq(finding->field, *wish->field));
}

const px_view_check_list *px_check_list_show(const px_request *request, const px_checked *checked,
                                             const px_check_wish *wish)
{
    px_view_check_list *view = px_arena_alloc(request->arena, sizeof(*view));
    px_view_check_finding *rows = NULL;
    size_t room = 0;

    for (size_t i = 0; i < checked->findings.count; i++) {
        if (!is_wished(wish, &checked->findings.list[i]))
            continue;
        rows = px_arena_grow(request->arena, rows, view->n_findings, &room, sizeof(*rows));
        rows[view->n_findings++] = show_finding(request, checked, wish, &checked->findings.list[i]);
    }
    view->findings = rows;
    return view->n_findings ? view : NULL;
}

/* ---- Counts */

const px_view_check_counts *px_check_counts_show(const px_request *request,
                                                 const px_checked *checked, px_str report)
{
    px_view_check_counts *view = px_arena_alloc(request->arena, sizeof(*view));

    *view = (px_view_check_counts){
        .errors = (long long)px_findings_of(&checked->findings, PX_SEVERITY_ERROR),
        .warnings = (long long)px_findings_of(&checked->findings, PX_SEVERITY_WARNING),
        .notes = (long long)px_findings_of(&checked->findings, PX_SEVERITY_NOTE),
        .report = report,
    };
    if (checked->scored)
        view->grades = px_check_grades_show(request, &checked->score, &view->n_grades);
    return view;
}

static void count_finding(px_view_check_section *row, px_severity severity)
{
    row->errors += severity == PX_SEVERITY_ERROR;
    row->warnings += severity == PX_SEVERITY_WARNING;
    row->notes += severity == PX_SEVERITY_NOTE;
}

/* The document first, then the sections that have findings, in the order of the form. */
static void show_sections(const px_request *request, const px_checked *checked,
                          px_view_check_report *view)
{
    const px_official_form *form = checked->subject->form;
    px_view_check_section *rows =
        px_arena_array(request->arena, form->n_sections + 1, sizeof(*rows));

    for (size_t s = 0; s <= form->n_sections; s++) {
        const px_str id = s ? form->sections[s - 1].id : PX_STR("");
        px_view_check_section row = { .id = s ? place_id(form, id) : PX_STR(""),
                                      .title = place_title(request, form, id) };

        for (size_t i = 0; i < checked->findings.count; i++)
            if (px_str_eq(px_checked_section(checked, &checked->findings.list[i]), id))
                count_finding(&row, checked->findings.list[i].severity);
        if (row.errors || row.warnings || row.notes)
            rows[view->n_sections++] = row;
    }
    view->sections = rows;
}

/* ---- What was read, and what was not */

static void show_unread(const px_request *request, const px_checked *checked,
                        px_view_check_report *view)
{
    const px_check_subject_notes *unread = &checked->subject->unread;
    px_view_check_unread *rows =
        px_arena_array(request->arena, PX_MAX(unread->count, 1), sizeof(*rows));

    for (size_t i = 0; i < unread->count; i++)
        rows[i] = (px_view_check_unread){
            .place = place_title(request, checked->subject->form, unread->notes[i].section),
            .place_id = place_id(checked->subject->form, unread->notes[i].section),
            .words = px_check_one_line(request->arena, unread->notes[i].words),
            .page = unread->notes[i].page,
        };
    view->unread = rows;
    view->n_unread = unread->count;
    view->unread_count = (long long)unread->count;
}

static px_str answer_text(const px_request *request, const px_answer *answer)
{
    const px_str text = px_check_one_line(request->arena, answer->text);
    size_t cut = PX_MIN(text.len, (size_t)ANSWER_SHOWN);

    if (answer->yes_no != PX_YES_NO_NONE || answer->modalities)
        return answer->remark;
    while (cut < text.len && cut > 0 && ((unsigned char)text.ptr[cut] & 0xC0) == 0x80)
        cut--;
    return cut == text.len
               ? text
               : px_str_of(px_arena_format(request->arena, "%.*s…", (int)cut, text.ptr));
}

static px_str answer_state(const px_request *request, const px_answer *answer)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(SENTENCE_BYTES);

    for (size_t i = 0; i < PX_CHECK_MODALITY_COUNT; i++)
        if (answer->modalities & (1u << i))
            px_builder_format(&out, "%s%s", out.len ? ", " : "",
                              px_tr(request->language,
                                    px_form_modality_title(
                                        px_str_of(px_check_modality_name((px_check_modality)i)))));
    if (!out.len)
        px_builder_add(&out, px_tr(request->language, px_answer_title(answer)));
    return px_arena_str(request->arena, px_builder_view(&out));
}

static void show_answers(const px_request *request, const px_checked *checked,
                         px_view_check_report *view)
{
    const px_official_form *form = checked->subject->form;
    px_view_check_answer *rows = px_arena_array(request->arena, form->n_fields, sizeof(*rows));

    if (!checked->subject->filed || checked->subject->earlier.len)
        return;
    for (size_t i = 0; i < form->n_fields; i++) {
        const px_answer *answer = &checked->subject->answers[i];

        rows[i] = (px_view_check_answer){
            .id = form->fields[i].id,
            .label = px_bilingual_in(&form->fields[i].label, px_part_tag(request)),
            .text = answer_text(request, answer),
            .state = px_str_of(px_answer_state_name(answer->state)),
            .state_title = answer_state(request, answer),
        };
    }
    view->answers = rows;
    view->n_answers = form->n_fields;
}

/* ---- All of it */

const px_view_check_report *px_check_report_show(const px_request *request,
                                                 const px_checked *checked,
                                                 const px_model_entry *model)
{
    px_view_check_report *view = px_arena_alloc(request->arena, sizeof(*view));
    px_check_wish wish = { .model = model, .placed = true };

    view->counts = px_check_counts_show(request, checked, PX_STR_NONE);
    view->clean = checked->findings.count == 0;
    view->earlier = checked->subject->earlier;
    view->error_count = view->counts->errors;
    view->warning_count = view->counts->warnings;
    view->note_count = view->counts->notes;
    wish.severities = 1u << PX_SEVERITY_ERROR;
    view->first = px_check_list_show(request, checked, &wish);
    wish.severities = 1u << PX_SEVERITY_WARNING;
    view->warnings = px_check_list_show(request, checked, &wish);
    wish.severities = 1u << PX_SEVERITY_NOTE;
    view->notes = px_check_list_show(request, checked, &wish);
    show_sections(request, checked, view);
    show_unread(request, checked, view);
    show_answers(request, checked, view);
    if (checked->scored)
        view->score = px_check_score_show(request, &checked->score);
    return view;
}

/* ---- JSON */

static void json_unread(px_json *json, const px_checked *checked)
{
    const px_check_subject_notes *unread = &checked->subject->unread;

    px_json_key(json, "unread");
    px_json_array(json);
    for (size_t i = 0; i < unread->count; i++) {
        px_json_object(json);
        px_json_pair_str(json, "field", unread->notes[i].section);
        px_json_pair_str(json, "words", unread->notes[i].words);
        if (unread->notes[i].page)
            px_json_pair_int(json, "page", unread->notes[i].page);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

void px_check_report_json(px_json *json, const px_language *language, const px_checked *checked)
{
    px_check_json(json, language, checked->subject, &checked->findings);
    json_unread(json, checked);
    if (!checked->scored)
        return;
    px_json_key(json, "score");
    px_json_object(json);
    px_score_json(json, language, &checked->score);
    px_json_object_end(json);
}

void px_check_field_json(px_json *json, const px_language *language, const px_checked *checked,
                         px_str field)
{
    px_json_key(json, "findings");
    px_json_array(json);
    for (size_t i = 0; i < checked->findings.count; i++)
        if (px_str_eq(checked->findings.list[i].field, field))
            px_check_finding_json(json, language, checked->subject, &checked->findings.list[i]);
    px_json_array_end(json);
}
