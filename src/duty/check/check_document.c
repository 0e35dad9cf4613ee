/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules that ask the same of all fields, and of the document as a whole. */
#include "base/ascii.h"
#include "duty/check/check_priv.h"
#include "duty/filed/filed_label.h"

#include "base/banned.h"

enum { LIST_SHOWN = 4, MONTHS = 12 };

static bool is_text(const px_answer *answer)
{
    return answer->field->type == PX_FIELD_TEXT || answer->field->type == PX_FIELD_LIST ||
           answer->field->type == PX_FIELD_TEXT_BY_MODALITY ||
           answer->field->type == PX_FIELD_DOMAINS || answer->field->type == PX_FIELD_PERIOD ||
           answer->field->type == PX_FIELD_MONTH;
}

/* Fields that other rules ask for by name. */
static bool asked_elsewhere(px_str id)
{
    static const char *const ids[] = { "0.a",   "0.b",   "1.1.a", "1.1.b", "1.2.a",
                                       "1.2.b", "1.2.c", "1.3.a", "1.3.b", "1.3.d",
                                       "1.3.e", "2.1.c", "2.3.b", "2.3.e", "2.3.h",
                                       "2.5.c", "2.5.d", "3.1.a", "3.1.b", "3.2.a" };

    for (size_t i = 0; i < PX_COUNT(ids); i++)
        if (px_str_is(id, ids[i]))
            return true;
    return false;
}

/* ---- SUM-01 */

static void list_notes(const px_check_subject *subject, const px_check_subject_notes *notes,
                       px_str *ret_words)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1024);

    for (size_t i = 0; i < notes->count && i < LIST_SHOWN; i++)
        px_builder_format(&out, "%s%.*s", i ? "; " : "", PX_STR_ARG(notes->notes[i].words));
    *ret_words = px_arena_str(subject->arena, px_builder_view(&out));
}

static void check_form(const px_check_subject *subject, const px_check_context *context,
                       px_findings *findings)
{
    px_str words;

    (void)context;
    if (subject->earlier.len)
        px_finding_add_at(findings, PX_SEVERITY_ERROR, PX_STR(""), 0,
                          N_("this is the form of {version}, which is not valid"),
                          N_("fill the form of July 2025; other checks were left out"),
                          subject->earlier_words, "version",
                          px_arena_cstr(subject->arena, subject->earlier), NULL);
    if (subject->foreign.count) {
        list_notes(subject, &subject->foreign, &words);
        px_finding_add_at(findings, PX_SEVERITY_ERROR, PX_STR(""), subject->foreign.notes[0].page,
                          N_("questions of another law are mixed into the form"),
                          N_("keep to the questions of the form and answer others elsewhere"),
                          words, NULL);
    }
    if (subject->numbers.count) {
        list_notes(subject, &subject->numbers, &words);
        px_finding_add_at(findings, PX_SEVERITY_WARNING, PX_STR(""), subject->numbers.notes[0].page,
                          N_("fields or sections are numbered otherwise than in the form"),
                          N_("keep the numbers of the form"), words, NULL);
    }
}

/* ---- SUM-19 */

static bool is_advice(const px_check_subject *subject, const px_answer *answer)
{
    const px_str letters = px_filed_letters(subject->arena, answer->text);
    const px_filed_label *label;

    for (size_t k = 0; (label = px_filed_label_at(k)); k++)
        if (label->kind == PX_LABEL_HINT && px_filed_letters_in(label->letters, letters))
            return true;
    return false;
}

static void check_hints(const px_check_subject *subject, const px_check_context *context,
                        px_findings *findings)
{
    (void)context;
    for (size_t i = 0; i < subject->form->n_fields; i++) {
        const px_answer *answer = &subject->answers[i];

        if (px_answer_given(answer) && is_advice(subject, answer))
            px_finding_add(findings, PX_SEVERITY_ERROR, answer,
                           N_("the advice of the form stands here as if it were the answer"),
                           N_("answer, or write that there is nothing to add"), answer->text, NULL);
    }
}

/* ---- SUM-23 */

static bool points_elsewhere(const px_answer *answer)
{
    return px_check_has("defer", answer) &&
           px_check_words(answer->plain) < (size_t)px_check_number("defer-words");
}

static bool may_be_vague(const px_answer *answer)
{
    static const char *const own[] = {
        "0.a", "1.1.a", "1.1.b", "1.2.a", "1.2.b", "1.3.d", "2.3.e"
    };

    for (size_t i = 0; i < PX_COUNT(own); i++)
        if (px_str_is(answer->field->id, own[i]))
            return false; /* names, or dates with a rule of their own */
    return is_text(answer);
}

static void check_vague_answer(const px_check_subject *subject, const px_answer *answer,
                               px_findings *findings)
{
    if (px_check_has("vague", answer))
        px_finding_add(findings, PX_SEVERITY_WARNING, answer, N_("the words are vague"),
                       N_("say what is the case instead of what may be"),
                       px_check_phrases(subject->arena, "vague", answer->plain, LIST_SHOWN), NULL);
    if (px_check_has("lost", answer))
        px_finding_add(findings, PX_SEVERITY_WARNING, answer,
                       N_("information is said to be lost or not available"),
                       N_("say since when and why; only models from before 2 August 2025 may leave "
                          "gaps, with reasons"),
                       px_check_phrases(subject->arena, "lost", answer->plain, LIST_SHOWN), NULL);
    if (px_check_has("refusal", answer) &&
        px_check_words(answer->plain) < (size_t)px_check_number("defer-words"))
        px_finding_add(
            findings, PX_SEVERITY_WARNING, answer, N_("general words stand in place of an answer"),
            N_("answer the question of the field"),
            px_check_phrases(subject->arena, "refusal", answer->plain, LIST_SHOWN), NULL);
    if (points_elsewhere(answer) && !answer->field->optional)
        px_finding_add(findings, PX_SEVERITY_WARNING, answer,
                       N_("the answer points to another document"),
                       N_("put the information here; the link may stand beside it"),
                       px_check_phrases(subject->arena, "defer", answer->plain, LIST_SHOWN), NULL);
    else if (px_check_has("defer", answer) && !answer->field->optional)
        px_finding_add(findings, PX_SEVERITY_NOTE, answer,
                       N_("a part of the answer stands in another document"),
                       N_("put the information here; the link may stand beside it"),
                       px_check_phrases(subject->arena, "defer", answer->plain, LIST_SHOWN), NULL);
}

static void check_vague_contents(const px_check_subject *subject, px_findings *findings)
{
    const px_answer *contents = px_check_subject_answer(subject, "1.3.c");

    for (size_t i = 0; i < PX_CHECK_MODALITY_COUNT; i++) {
        const px_check_row *row = &subject->modalities[i];

        if (row->ticked && px_check_phrase_find("vague", row->content_plain, NULL))
            px_finding_add(
                findings, PX_SEVERITY_WARNING, contents, N_("the words are vague"),
                N_("say what is the case instead of what may be"),
                px_check_phrases(subject->arena, "vague", row->content_plain, LIST_SHOWN), NULL);
        if (row->ticked && px_str_find(row->size_plain, PX_STR(" up to ")) < row->size_plain.len)
            px_finding_add_at(findings, PX_SEVERITY_WARNING, PX_STR("1.3.b"), row->page,
                              N_("the words are vague"), N_("tick the one range"), row->size, NULL);
    }
}

static void check_vague(const px_check_subject *subject, const px_check_context *context,
                        px_findings *findings)
{
    (void)context;
    for (size_t i = 0; i < subject->form->n_fields; i++) {
        const px_answer *answer = &subject->answers[i];

        if (px_answer_given(answer) && may_be_vague(answer) && !is_advice(subject, answer))
            check_vague_answer(subject, answer, findings);
        else if (px_answer_given(answer) && answer->field->type == PX_FIELD_YES_NO &&
                 answer->yes_no == PX_YES_NO_NONE)
            check_vague_answer(subject, answer, findings);
    }
    check_vague_contents(subject, findings);
}

/* ---- SUM-24 */

static void check_places(const px_check_subject *subject, const px_check_context *context,
                         px_findings *findings)
{
    const px_answer *other = px_check_subject_answer(subject, "1.3.f");
    const px_answer *illegal = px_check_subject_answer(subject, "3.2.a");

    (void)context;
    if (px_answer_given(other) && px_check_has("misplaced", other))
        px_finding_add(
            findings, PX_SEVERITY_WARNING, other,
            N_("words on consent, opt-outs or unwanted content stand in the wrong field"),
            N_("move them to section 3; here stand traits of regions and people"),
            px_check_phrases(subject->arena, "misplaced", other->plain, LIST_SHOWN), NULL);
    if (px_answer_given(illegal) && px_check_has("quality", illegal))
        px_finding_add(findings, PX_SEVERITY_WARNING, illegal,
                       N_("selection for quality is no removal of illegal content"),
                       N_("describe here only what keeps illegal content out"),
                       px_check_phrases(subject->arena, "quality", illegal->plain, LIST_SHOWN),
                       NULL);
    for (size_t i = 0; i < subject->form->n_fields; i++) {
        const px_answer *answer = &subject->answers[i];

        if (answer->field->type == PX_FIELD_MODALITIES && px_answer_given(answer) &&
            px_check_words(px_check_plain(subject->arena, answer->remark)) >
                (size_t)px_check_number("remark-words"))
            px_finding_add(
                findings, PX_SEVERITY_WARNING, answer, N_("a text stands in a field of ticks"),
                N_("move it to a field of text in the same section"), answer->remark, NULL);
    }
    for (size_t i = 0; i < PX_CHECK_MODALITY_COUNT; i++) {
        const px_check_row *row = &subject->modalities[i];

        if (row->ticked && px_check_phrase_find("goal", row->content_plain, NULL))
            px_finding_add(findings, PX_SEVERITY_NOTE, px_check_subject_answer(subject, "1.3.c"),
                           N_("purposes stand where kinds of content are asked for"),
                           N_("describe what the content is, not what it was used for"),
                           px_check_phrases(subject->arena, "goal", row->content_plain, LIST_SHOWN),
                           NULL);
    }
}

/* ---- SUM-25 */

static bool section_is_there(const px_check_subject *subject, px_str section)
{
    for (size_t i = 0; i < subject->form->n_fields; i++)
        if (px_str_eq(subject->answers[i].field->section, section) &&
            (subject->answers[i].labelled || subject->answers[i].state != PX_ANSWER_MISSING))
            return true;
    return false;
}

static bool has_heading(const px_check_subject *subject, px_str section)
{
    for (size_t i = 0; i < subject->headings.count; i++)
        if (px_str_eq(subject->headings.notes[i].section, section))
            return true;
    return false;
}

/* Fields that no other rule asks for. */
static bool has_fields(const px_check_subject *subject, px_str section)
{
    for (size_t i = 0; i < subject->form->n_fields; i++)
        if (px_str_eq(subject->form->fields[i].section, section) &&
            !subject->form->fields[i].optional && !asked_elsewhere(subject->form->fields[i].id))
            return true;
    return false;
}

static void check_rows(const px_check_subject *subject, px_findings *findings)
{
    const px_answer *contents = px_check_subject_answer(subject, "1.3.c");

    for (size_t i = 0; i < PX_CHECK_MODALITY_COUNT; i++)
        if (subject->modalities[i].ticked && !subject->modalities[i].content.len)
            px_finding_add(findings, PX_SEVERITY_ERROR, contents,
                           N_("the types of content of a modality are missing"),
                           N_("describe the kinds of content of each modality that is ticked"),
                           px_str_of(px_check_modality_name((px_check_modality)i)), NULL);
}

static void check_complete(const px_check_subject *subject, const px_check_context *context,
                           px_findings *findings)
{
    (void)context;
    for (size_t i = 0; i < subject->form->n_sections; i++) {
        const px_str section = subject->form->sections[i].id;

        if (has_fields(subject, section) && !section_is_there(subject, section))
            px_finding_add_at(
                findings, PX_SEVERITY_ERROR, section, 0,
                has_heading(subject, section) ? N_("the section has none of the fields of the form")
                                              : N_("the whole section is missing"),
                N_("keep every section, and write where one does not apply"), PX_STR(""), NULL);
    }
    for (size_t i = 0; i < subject->form->n_fields; i++) {
        const px_answer *answer = &subject->answers[i];
        const px_official_field *field = answer->field;

        if (!section_is_there(subject, field->section) || asked_elsewhere(field->id) ||
            px_str_is(field->id, "1.3.c"))
            continue;
        if (!field->optional && px_check_lacks(subject, answer))
            px_finding_add(findings, PX_SEVERITY_ERROR, answer,
                           field->type == PX_FIELD_YES_NO ? N_("the question is not answered")
                                                          : N_("the field is empty"),
                           N_("answer, or write that it does not apply"), answer->text, NULL);
        else if (px_answer_given(answer) && field->type == PX_FIELD_YES_NO &&
                 answer->yes_no == PX_YES_NO_NONE)
            px_finding_add(findings, PX_SEVERITY_ERROR, answer,
                           N_("the question is answered neither with yes nor with no"),
                           N_("answer yes or no; words may follow in the comments"), answer->text,
                           NULL);
    }
    check_rows(subject, findings);
}

/* ---- SUM-26 */

static long months_of(int year, int month)
{
    return (long)year * MONTHS + month;
}

static void check_age(const px_check_subject *subject, const px_check_context *context,
                      px_findings *findings)
{
    const px_answer *update = px_check_subject_answer(subject, "0.b");
    const px_read_date date = px_check_date_find(update->text, 0);
    const px_read_date latest = px_check_date_last(px_check_subject_answer(subject, "1.3.d")->text);
    long months;

    if (!px_answer_given(update) || (date.kind != PX_DATE_DAY && date.kind != PX_DATE_AMBIGUOUS))
        return;
    months =
        months_of(context->today.year, context->today.month) - months_of(date.year, date.month);
    months -= context->today.day < date.day ? 1 : 0;
    if (date.kind == PX_DATE_DAY && months >= px_check_number("update-months"))
        px_finding_add(
            findings, PX_SEVERITY_WARNING, update, N_("the summary is older than six months"),
            N_("bring it up to date, or publish that nothing has changed"), date.words, NULL);
    if (date.kind == PX_DATE_DAY && latest.kind >= PX_DATE_MONTH && latest.kind <= PX_DATE_DAY &&
        months_of(latest.year, latest.month) > months_of(date.year, date.month))
        px_finding_add(findings, PX_SEVERITY_ERROR, update,
                       N_("data were acquired after the last update of the summary"),
                       N_("bring the summary up to date"), latest.words, NULL);
}

/* ---- SUM-27 */

static void check_title(const px_check_subject *subject, const px_check_context *context,
                        px_findings *findings)
{
    static const char *const titles[] = { " public summary of training content ",
                                          " resume public du contenu " };

    (void)context;
    if (!subject->filed)
        return;
    for (size_t i = 0; i < PX_COUNT(titles); i++)
        if (px_str_find(subject->words, px_str_of(titles[i])) < subject->words.len)
            return;
    px_finding_add_at(findings, PX_SEVERITY_WARNING, PX_STR(""), 1,
                      N_("the document does not bear the title of the form"),
                      N_("call it public summary of training content, so that it can be found"),
                      PX_STR(""), NULL);
}

/* ---- SUM-35 */

static void check_cut(const px_check_subject *subject, const px_check_context *context,
                      px_findings *findings)
{
    (void)context;
    for (size_t i = 0; i < subject->form->n_fields; i++) {
        const px_answer *answer = &subject->answers[i];
        px_str end;

        /* Names and addresses are no sentences; 3.2 has a rule of its own. */
        if (px_str_is(answer->field->section, "1.1") || px_str_is(answer->field->id, "3.2.a") ||
            !px_check_is_cut(answer, &end))
            continue;
        px_finding_add(findings, PX_SEVERITY_NOTE, answer,
                       N_("the text ends without a full stop: is it whole?"),
                       N_("complete the text"), end, NULL);
    }
}

/* ---- SUM-36 */

static void check_unread(const px_check_subject *subject, const px_check_context *context,
                         px_findings *findings)
{
    (void)context;
    for (size_t i = 0; i < subject->unread.count; i++)
        px_finding_add_at(findings, PX_SEVERITY_NOTE, subject->unread.notes[i].section,
                          subject->unread.notes[i].page, N_("which box is ticked cannot be read"),
                          N_("look at the page; use signs for ticks that stay in the text"),
                          subject->unread.notes[i].words, NULL);
}

const px_check_rule px_check_document_rules[] = {
    { "SUM-01", "summary", N_("It is the valid form, with its own numbers and questions only."),
      check_form },
    { "SUM-19", "summary", N_("No advice of the form is left as an answer."), check_hints },
    { "SUM-23", "summary", N_("Answers are definite and stand in the summary itself."),
      check_vague },
    { "SUM-24", "summary", N_("Each text stands in its own field."), check_places },
    { "SUM-25", "summary", N_("Every field is answered, if only by saying it does not apply."),
      check_complete },
    { "SUM-26", "summary", N_("The summary is not older than six months, nor than its data."),
      check_age },
    { "SUM-27", "summary", N_("The document bears the title by which it is looked for."),
      check_title },
    { "SUM-35", "summary", N_("Texts are whole."), check_cut },
    { "SUM-36", "summary", N_("Ticks can be read from the text of the document."), check_unread },
    { 0 },
};
