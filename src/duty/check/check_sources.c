/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules on section 2: where the data come from. */
#include "base/ascii.h"
#include "duty/check/check_priv.h"

#include "base/banned.h"

static bool says_yes(const px_check_subject *subject, const char *id)
{
    return px_check_subject_answer(subject, id)->yes_no == PX_YES_NO_YES;
}

static bool says_no(const px_check_subject *subject, const char *id)
{
    return px_check_subject_answer(subject, id)->yes_no == PX_YES_NO_NO;
}

/* ---- SUM-11 Large public datasets */

static void check_large(const px_check_subject *subject, const px_check_context *context,
                        px_findings *findings)
{
    const px_answer *list = px_check_subject_answer(subject, "2.1.c");

    (void)context;
    if (!says_yes(subject, "2.1.a"))
        return;
    if (!px_answer_given(list) && list->state != PX_ANSWER_UNREADABLE) {
        px_finding_add(findings, PX_SEVERITY_ERROR, list,
                       N_("public datasets were used, and the large ones are not listed"),
                       N_("list each with name, link and version, or say that none was large"),
                       list->text, NULL);
        return;
    }
    if (list->value)
        return; /* a typed list has its columns */
    if (!px_check_links(list->text) && !px_check_has("dataset", list))
        px_finding_add(findings, PX_SEVERITY_ERROR, list,
                       px_check_has("internet", list) ? N_("the web as such is no dataset")
                                                      : N_("no dataset is named here"),
                       N_("list each with name, link and version"), list->text, NULL);
    else if (!px_check_links(list->text))
        px_finding_add(findings, PX_SEVERITY_WARNING, list, N_("the datasets have no links"),
                       N_("link each dataset, or describe it with its period of collection"),
                       list->text, NULL);
    if (px_check_has("small-set", list))
        px_finding_add(findings, PX_SEVERITY_WARNING, list,
                       N_("small datasets stand among the large ones"),
                       N_("move them to the general description of other datasets"),
                       px_check_phrases(subject->arena, "small-set", list->plain, 3), NULL);
}

/* ---- SUM-12 Common Crawl */

static bool has_snapshot(px_str plain)
{
    size_t at = px_str_find(plain, PX_STR(" cc main "));

    while (at < plain.len) {
        const px_str rest = px_str_sub(plain, at + strlen(" cc main "), plain.len);

        if (rest.len > 7 && px_is_digit(rest.ptr[0]) && px_is_digit(rest.ptr[3]) &&
            rest.ptr[4] == ' ' && px_is_digit(rest.ptr[5]))
            return true;
        at++;
        at += px_str_find(px_str_sub(plain, at, plain.len), PX_STR(" cc main "));
    }
    return false;
}

static void check_common_crawl_in(const px_check_subject *subject, const char *id,
                                  px_findings *findings)
{
    const px_answer *answer = px_check_subject_answer(subject, id);

    if (!px_answer_given(answer) || !px_check_has("common-crawl", answer))
        return;
    if (!has_snapshot(answer->plain))
        px_finding_add(findings, PX_SEVERITY_ERROR, answer,
                       N_("Common Crawl is named without its snapshots"),
                       N_("name each snapshot, as in CC-MAIN-2024-10"),
                       px_check_phrases(subject->arena, "common-crawl", answer->plain, 2), NULL);
    if (!px_check_has("filter", answer))
        px_finding_add(findings, PX_SEVERITY_ERROR, answer,
                       N_("how the part of Common Crawl was selected is not said"),
                       N_("say by which filter the part that was used was selected"),
                       px_check_phrases(subject->arena, "common-crawl", answer->plain, 2), NULL);
}

static void check_common_crawl(const px_check_subject *subject, const px_check_context *context,
                               px_findings *findings)
{
    (void)context;
    check_common_crawl_in(subject, "2.1.c", findings);
    check_common_crawl_in(subject, "2.1.d", findings);
}

/* ---- SUM-13 Boxes and fields that the form does not have */

static void check_boxes(const px_check_subject *subject, const px_check_context *context,
                        px_findings *findings)
{
    (void)context;
    for (size_t i = 0; i < subject->form->n_fields; i++) {
        const px_answer *answer = &subject->answers[i];

        if (answer->yes_no == PX_YES_NO_OTHER)
            px_finding_add(findings, PX_SEVERITY_ERROR, answer,
                           N_("a box is ticked that the form does not have"),
                           N_("answer yes or no"), answer->text, NULL);
        else if (answer->yes_no == PX_YES_NO_BOTH)
            px_finding_add(findings, PX_SEVERITY_ERROR, answer, N_("yes and no are both ticked"),
                           N_("answer yes or no"), answer->text, NULL);
    }
    for (size_t i = 0; i < subject->extras.count; i++)
        px_finding_add_at(findings, PX_SEVERITY_WARNING, subject->extras.notes[i].section,
                          subject->extras.notes[i].page,
                          N_("a field is added that the form does not have here"),
                          N_("keep to the fields of the form; further words have a place in 3.3"),
                          subject->extras.notes[i].words, NULL);
}

/* ---- SUM-14 Contradictions inside */

/* Fields whose answer contradicts a "no": not comments, in which anything may be explained. */
static bool is_comment(const px_official_field *field)
{
    return field->optional;
}

static void check_against_no(const px_check_subject *subject, const px_answer *question,
                             px_findings *findings)
{
    for (size_t i = 0; i < subject->form->n_fields; i++) {
        const px_answer *answer = &subject->answers[i];
        bool hangs = false;

        for (size_t c = 0; c < answer->field->n_conditions; c++)
            hangs |= px_str_eq(answer->field->conditions[c].field, question->field->id) &&
                     answer->field->conditions[c].is;
        if (!hangs || px_check_asked(subject, answer->field, NULL) || is_comment(answer->field) ||
            !px_answer_given(answer))
            continue;
        px_finding_add(findings, PX_SEVERITY_ERROR, answer,
                       N_("this is filled although {question} is answered with no"),
                       N_("correct the answer to {question}, or empty this field"), answer->text,
                       "question", px_arena_cstr(subject->arena, question->field->id), NULL);
    }
}

static void check_against_yes(const px_check_subject *subject, const px_answer *question,
                              px_findings *findings)
{
    static const char *const needed[] = { "2.1.c", "2.3.b", "2.3.c", "2.3.d", "2.3.e",
                                          "2.3.f", "2.3.h", "2.4.c", "2.6.b" };

    for (size_t i = 0; i < PX_COUNT(needed); i++) {
        const px_answer *answer = px_check_subject_answer(subject, needed[i]);
        bool hangs = false;

        for (size_t c = 0; c < answer->field->n_conditions; c++)
            hangs |= px_str_eq(answer->field->conditions[c].field, question->field->id);
        if (hangs && answer->state == PX_ANSWER_NOT_APPLICABLE)
            px_finding_add(findings, PX_SEVERITY_ERROR, answer,
                           N_("this says that it does not apply although {question} is answered "
                              "with yes"),
                           N_("fill it, or correct the answer to {question}"), answer->text,
                           "question", px_arena_cstr(subject->arena, question->field->id), NULL);
    }
}

/* Common Crawl and FineWeb-Edu collect nothing for the provider. CCBot would be a crawler. */
static void check_crawler_names(const px_check_subject *subject, px_findings *findings)
{
    const px_answer *names = px_check_subject_answer(subject, "2.3.b");

    if (px_answer_given(names) && px_check_has("dataset", names))
        px_finding_add(findings, PX_SEVERITY_ERROR, names, N_("a dataset is named as a crawler"),
                       N_("move it to section 2.1; here stand crawlers of the provider"),
                       px_check_phrases(subject->arena, "dataset", names->plain, 4), NULL);
}

static void check_after_latest(const px_check_subject *subject, const char *id,
                               px_severity severity, px_findings *findings)
{
    const px_answer *answer = px_check_subject_answer(subject, id);
    px_read_date last = px_check_date_last(px_check_subject_answer(subject, "1.3.d")->text);
    px_read_date later = px_check_date_last(answer->text);

    last.day = later.day = 0;
    if (px_answer_given(answer) && px_check_date_is_exact(&last) &&
        px_check_date_is_exact(&later) && px_check_date_cmp(&later, &last) > 0)
        px_finding_add(findings, severity, answer,
                       N_("a date here is later than the latest date of acquisition in 1.3"),
                       N_("bring both dates into line"), later.words, NULL);
}

static void check_inside(const px_check_subject *subject, const px_check_context *context,
                         px_findings *findings)
{
    (void)context;
    for (size_t i = 0; i < subject->form->n_fields; i++) {
        const px_answer *question = &subject->answers[i];

        if (question->field->type != PX_FIELD_YES_NO)
            continue;
        if (question->yes_no == PX_YES_NO_NO)
            check_against_no(subject, question, findings);
        else if (question->yes_no == PX_YES_NO_YES)
            check_against_yes(subject, question, findings);
    }
    check_crawler_names(subject, findings);
    check_after_latest(subject, "2.3.e", PX_SEVERITY_ERROR, findings);
    check_after_latest(subject, "2.1.c", PX_SEVERITY_WARNING, findings);
}

/* ---- SUM-17 Models that made synthetic data */

static px_str squeezed(px_arena *arena, px_str text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_str plain = px_check_plain(arena, text);

    for (size_t i = 0; i < plain.len; i++)
        if (plain.ptr[i] != ' ')
            px_builder_char(&out, plain.ptr[i]);
    return px_arena_str(arena, px_builder_view(&out));
}

/* Lines that end within an address go on in the next one. */
static px_str joined(px_arena *arena, px_str text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];

        if (c == '\n' && i > 0 && (text.ptr[i - 1] == '/' || text.ptr[i - 1] == '-'))
            continue;
        px_builder_char(&out, c == '\n' ? ' ' : c);
    }
    return px_arena_str(arena, px_builder_view(&out));
}

static bool agree(px_str label, px_str target)
{
    return px_str_find(target, label) < target.len || px_str_find(label, target) < label.len;
}

/* A word with a digit or two capitals is a name, "datasets" is none. */
static bool is_name(px_str word)
{
    size_t capitals = 0, digits = 0;

    for (size_t i = 0; i < word.len; i++) {
        capitals += px_is_upper(word.ptr[i]) ? 1 : 0;
        digits += px_is_digit(word.ptr[i]) ? 1 : 0;
    }
    return digits > 0 || capitals > 1;
}

/* "Name: https://.../other-name" */
static void check_labels(const px_check_subject *subject, const char *id, px_findings *findings)
{
    enum { LABEL_MIN = 5 };
    const px_answer *answer = px_check_subject_answer(subject, id);
    const px_str text = joined(subject->arena, answer->text);

    for (size_t at = 0; at < text.len; at++) {
        size_t from, end, slash;
        px_str label, address, target;

        if (!px_str_starts(px_str_sub(text, at, text.len), PX_STR(": http")))
            continue;
        for (from = at; from > 0 && !px_is_space(text.ptr[from - 1]); from--)
            ;
        for (end = at + 2; end < text.len && !px_is_space(text.ptr[end]); end++)
            ;
        address = px_str_sub(text, at + 2, end);
        for (slash = address.len; slash > 0 && address.ptr[slash - 1] != '/'; slash--)
            ;
        label = squeezed(subject->arena, px_str_sub(text, from, at));
        target = squeezed(subject->arena, px_str_sub(address, slash, address.len));
        if (!is_name(px_str_sub(text, from, at)) || label.len < LABEL_MIN ||
            target.len < LABEL_MIN || px_str_starts(label, PX_STR("http")) || agree(label, target))
            continue;
        px_finding_add(findings, PX_SEVERITY_WARNING, answer,
                       N_("a name and the address behind it do not agree"),
                       N_("link the page of what is named"), px_str_sub(text, from, end), NULL);
    }
}

static void check_generators(const px_check_subject *subject, const px_check_context *context,
                             px_findings *findings)
{
    const px_answer *market = px_check_subject_answer(subject, "2.5.c");
    const px_answer *others = px_check_subject_answer(subject, "2.5.d");

    (void)context;
    if (px_check_lacks(subject, market) && px_check_lacks(subject, others))
        px_finding_add(findings, PX_SEVERITY_ERROR, market,
                       N_("synthetic data were made, and no model is named that made them"),
                       N_("name the models that are on the market here, the others below"),
                       PX_STR(""), NULL);
    if (px_answer_given(others) && px_check_has("market-model", others) && !px_answer_given(market))
        px_finding_add(
            findings, PX_SEVERITY_WARNING, others,
            N_("models that are on the market stand in the field for those that are not"),
            N_("move them to the field above and link their summaries"),
            px_check_phrases(subject->arena, "market-model", others->plain, 4), NULL);
    check_labels(subject, "2.5.c", findings);
    check_labels(subject, "2.5.d", findings);
    check_labels(subject, "2.1.c", findings);
}

/* ---- SUM-18 Synthetic sets of others */

static void check_synthetic(const px_check_subject *subject, const px_check_context *context,
                            px_findings *findings)
{
    static const char *const fields[] = { "2.1.c", "2.1.d", "2.1.e" };
    const px_answer *question = px_check_subject_answer(subject, "2.5.a");

    (void)context;
    if (!says_no(subject, "2.5.a"))
        return;
    for (size_t i = 0; i < PX_COUNT(fields); i++) {
        const px_answer *answer = px_check_subject_answer(subject, fields[i]);

        if (!px_answer_given(answer) || !px_check_has("synthetic", answer))
            continue;
        px_finding_add(findings, PX_SEVERITY_NOTE, question,
                       N_("no synthetic data were made, and {field} has synthetic sets of others: "
                          "the form allows that"),
                       N_("say in the comments of 2.5 that they are described in 2.1"),
                       px_check_phrases(subject->arena, "synthetic", answer->plain, 3), "field",
                       fields[i], NULL);
        return;
    }
}

/* ---- SUM-31 Versions of datasets */

static size_t versions_in(px_str plain)
{
    px_str rest = plain, word;
    size_t count = 0;

    while (px_str_split(&rest, ' ', &word))
        count += word.len > 1 && word.ptr[0] == 'v' && px_is_digit(word.ptr[1]) ? 1 : 0;
    return count;
}

static void check_versions(const px_check_subject *subject, const px_check_context *context,
                           px_findings *findings)
{
    const px_answer *list = px_check_subject_answer(subject, "2.1.c");
    const size_t links = px_check_links(list->text);

    (void)context;
    if (!says_yes(subject, "2.1.a") || !px_answer_given(list) || list->value || !links)
        return;
    if (versions_in(list->plain) == 0 && !has_snapshot(list->plain) &&
        px_check_date_find(list->text, 0).kind == PX_DATE_NONE)
        px_finding_add(findings, PX_SEVERITY_WARNING, list,
                       N_("no dataset has a version or snapshot"),
                       N_("name the version, snapshot or date of each dataset"), PX_STR(""), NULL);
    else if (versions_in(list->plain) < links)
        px_finding_add(findings, PX_SEVERITY_NOTE, list,
                       N_("not every dataset that is linked has a version"),
                       N_("name the version, snapshot or date of each dataset"), PX_STR(""), NULL);
}

/* ---- SUM-32 What a description should tell */

static bool names_modality(px_str plain)
{
    static const char *const units[] = { "unit-text", "unit-image", "unit-time" };
    static const char *const names[] = { " text ",   " texts ",  " texte ",    " textes ",
                                         " image ",  " images ", " audio ",    " video ",
                                         " videos ", " code ",   " text only " };

    for (size_t i = 0; i < PX_COUNT(names); i++)
        if (px_str_find(plain, px_str_of(names[i])) < plain.len)
            return true;
    for (size_t i = 0; i < PX_COUNT(units); i++)
        if (px_check_phrase_find(units[i], plain, NULL))
            return true;
    return false;
}

static void check_description(const px_check_subject *subject, const char *id, bool dates,
                              px_findings *findings)
{
    const px_answer *text = px_check_subject_answer(subject, id);

    if (!px_answer_given(text) || !px_check_asked(subject, text->field, NULL))
        return;
    if (!names_modality(text->plain))
        px_finding_add(
            findings, PX_SEVERITY_WARNING, text, N_("the modality of these datasets is not said"),
            N_("say of each group whether it is text, image, audio or video"), PX_STR(""), NULL);
    if (!px_check_eu_languages(text->plain) && !px_check_has("languages-word", text) &&
        px_str_find(text->plain, PX_STR(" multilingual ")) == text->plain.len &&
        px_str_find(text->plain, PX_STR(" multilingue ")) == text->plain.len)
        px_finding_add(findings, PX_SEVERITY_WARNING, text,
                       N_("the languages of these datasets are not said"),
                       N_("name the languages, or say that none are in them"), PX_STR(""), NULL);
    if (dates && px_check_date_find(text->text, 0).kind == PX_DATE_NONE &&
        px_str_find(text->plain, PX_STR(" not known ")) == text->plain.len &&
        px_str_find(text->plain, PX_STR(" non connu")) == text->plain.len)
        px_finding_add(findings, PX_SEVERITY_WARNING, text,
                       N_("when these datasets were collected is not said"),
                       N_("give approximate dates, or write that they are not known"), PX_STR(""),
                       NULL);
}

static void check_descriptions(const px_check_subject *subject, const px_check_context *context,
                               px_findings *findings)
{
    (void)context;
    check_description(subject, "2.1.d", true, findings);
    check_description(subject, "2.2.2.d", false, findings);
}

const px_check_rule px_check_source_rules[] = {
    { "SUM-11", "summary", N_("Large public datasets are listed with links."), check_large },
    { "SUM-12", "summary", N_("Common Crawl has its snapshots and the filter."),
      check_common_crawl },
    { "SUM-13", "summary", N_("Only the boxes and fields of the form are used."), check_boxes },
    { "SUM-14", "summary", N_("No answer contradicts another one."), check_inside },
    { "SUM-17", "summary", N_("Models that made synthetic data stand in the right field."),
      check_generators },
    { "SUM-18", "summary", N_("Synthetic sets of others are told from one's own."),
      check_synthetic },
    { "SUM-31", "summary", N_("Datasets have versions."), check_versions },
    { "SUM-32", "summary", N_("Descriptions tell modality, languages and dates."),
      check_descriptions },
    { 0 },
};
