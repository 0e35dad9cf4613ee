/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules on the header and on section 1: who, which model, what data. */
#include "base/ascii.h"
#include "base/number.h"
#include "duty/check/check_priv.h"

#include "base/banned.h"

/* ---- SUM-02 The header */

static void check_date_of_update(const px_answer *date, px_findings *findings)
{
    const px_read_date read = px_check_date_find(date->text, 0);

    if (!px_answer_given(date)) {
        px_finding_add(
            findings, PX_SEVERITY_ERROR, date, N_("the date of the last update is missing"),
            N_("write the day of the last change, as in 26 June 2026"), date->text, NULL);
    } else if (read.kind == PX_DATE_AMBIGUOUS) {
        px_finding_add(findings, PX_SEVERITY_WARNING, date,
                       N_("the date can be read with day and month exchanged"),
                       N_("write the month as a word, as in 26 June 2026"), read.words, NULL);
    } else if (read.kind == PX_DATE_NONE || read.kind == PX_DATE_INVALID) {
        px_finding_add(findings, PX_SEVERITY_ERROR, date, N_("no date can be read here"),
                       N_("write the day of the last change, as in 26 June 2026"), date->text,
                       NULL);
    } else if (read.kind != PX_DATE_DAY) {
        px_finding_add(findings, PX_SEVERITY_WARNING, date, N_("the date lacks its day"),
                       N_("write the day of the last change, as in 26 June 2026"), read.words,
                       NULL);
    } else if (read.two_digits) {
        px_finding_add(findings, PX_SEVERITY_WARNING, date, N_("the year has two digits"),
                       N_("write the year with four digits"), read.words, NULL);
    }
}

static void check_header(const px_check_subject *subject, const px_check_context *context,
                         px_findings *findings)
{
    const px_answer *version = px_check_subject_answer(subject, "0.a");

    (void)context;
    if (!px_answer_given(version))
        px_finding_add(
            findings, PX_SEVERITY_ERROR, version, N_("the version of the summary is missing"),
            N_("number the versions in an order that can be recognised"), version->text, NULL);
    else if (px_check_has("version-log", version))
        px_finding_add(findings, PX_SEVERITY_WARNING, version,
                       N_("the link to earlier versions leads to a log of changes"),
                       N_("link each earlier version as a document of its own"),
                       px_check_phrases(subject->arena, "version-log", version->plain, 3), NULL);
    check_date_of_update(px_check_subject_answer(subject, "0.b"), findings);
}

/* ---- SUM-03 Who */

static bool has_contact(px_str text)
{
    size_t digits = 0;

    if (px_check_links(text) || px_str_find_char(text, '@') < text.len)
        return true;
    for (size_t i = 0; i < text.len; i++)
        digits += px_is_digit(text.ptr[i]) ? 1 : 0;
    return digits >= 4; /* of a postal address or a telephone */
}

/* The part before the @ of the first address, or empty. */
static px_str mailbox(px_str text)
{
    const size_t at = px_str_find_char(text, '@');
    size_t from = at;

    if (at == text.len)
        return PX_STR("");
    while (from > 0 && (px_is_alnum(text.ptr[from - 1]) || text.ptr[from - 1] == '.' ||
                        text.ptr[from - 1] == '-' || text.ptr[from - 1] == '_'))
        from--;
    return px_str_sub(text, from, at);
}

static void check_mailbox(const px_check_subject *subject, const px_answer *answer,
                          px_findings *findings)
{
    const px_str box = mailbox(answer->text);

    if (box.len && px_check_phrase_is("generic-mailbox", px_check_plain(subject->arena, box)))
        px_finding_add(
            findings, PX_SEVERITY_WARNING, answer, N_("the contact is a general address"),
            N_("name an address for questions on this model and its training data"), box, NULL);
}

static void check_provider(const px_check_subject *subject, const px_check_context *context,
                           px_findings *findings)
{
    const px_answer *provider = px_check_subject_answer(subject, "1.1.a");
    const px_answer *representative = px_check_subject_answer(subject, "1.1.b");

    (void)context;
    if (!px_answer_given(provider))
        px_finding_add(findings, PX_SEVERITY_ERROR, provider,
                       N_("the name of the provider is missing"),
                       N_("name the legal entity and how it can be reached"), provider->text, NULL);
    else if (!has_contact(provider->text))
        px_finding_add(findings, PX_SEVERITY_ERROR, provider,
                       N_("the provider is named without contact details"),
                       N_("add an address at which the provider can be reached"), provider->text,
                       NULL);
    if (px_check_lacks(subject, representative))
        px_finding_add(findings, PX_SEVERITY_WARNING, representative,
                       N_("the field on an authorised representative is empty or missing"),
                       N_("name the representative, or write that none is needed and why"),
                       PX_STR(""), NULL);
    else if (px_answer_given(representative) && px_check_words(representative->plain) <= 4 &&
             px_str_find_char(representative->text, '@') < representative->text.len &&
             px_str_find_char(representative->text, ' ') == representative->text.len)
        px_finding_add(findings, PX_SEVERITY_WARNING, representative,
                       N_("the representative is only an address"),
                       N_("name the person or entity that holds the mandate"), representative->text,
                       NULL);
    check_mailbox(subject, provider, findings);
    check_mailbox(subject, representative, findings);
}

/* ---- SUM-04 On the market */

static void check_market(const px_check_subject *subject, const px_check_context *context,
                         px_findings *findings)
{
    const px_answer *date = px_check_subject_answer(subject, "1.2.c");
    const px_read_date read = px_check_date_find(date->text, 0);

    (void)context;
    if (!px_answer_given(date) || (read.kind == PX_DATE_NONE && px_check_has("placeholder", date)))
        px_finding_add(findings, PX_SEVERITY_ERROR, date,
                       N_("the date of placing on the Union market is missing"),
                       N_("write the day on which the model was first made available in the Union"),
                       date->text, NULL);
    else if (read.kind == PX_DATE_NONE || read.kind == PX_DATE_INVALID)
        px_finding_add(findings, PX_SEVERITY_ERROR, date, N_("no date can be read here"),
                       N_("write the day on which the model was first made available in the Union"),
                       date->text, NULL);
    else if (read.kind == PX_DATE_AMBIGUOUS)
        px_finding_add(findings, PX_SEVERITY_WARNING, date,
                       N_("the date can be read with day and month exchanged"),
                       N_("write the month as a word, as in 26 June 2026"), read.words, NULL);
    else if (read.kind != PX_DATE_DAY)
        px_finding_add(findings, PX_SEVERITY_WARNING, date, N_("the date lacks its day"),
                       N_("write the day on which the model was first made available in the Union"),
                       read.words, NULL);
}

/* ---- SUM-05 Dependencies */

static void check_dependencies(const px_check_subject *subject, const px_check_context *context,
                               px_findings *findings)
{
    const px_answer *base = px_check_subject_answer(subject, "1.2.b");

    (void)context;
    if (px_check_lacks(subject, base))
        px_finding_add(findings, PX_SEVERITY_ERROR, base,
                       N_("the field on base models is empty or missing"),
                       N_("name the base models, or write that there is none"), PX_STR(""), NULL);
    else if (px_answer_given(base) && !px_check_links(base->text))
        px_finding_add(findings, PX_SEVERITY_NOTE, base,
                       N_("the base model is named without a link to its summary"),
                       N_("link the summary of the base model, or say that there is none"),
                       base->text, NULL);
}

/* ---- SUM-06 Which models */

static void check_models(const px_check_subject *subject, const px_check_context *context,
                         px_findings *findings)
{
    const px_answer *names = px_check_subject_answer(subject, "1.2.a");

    (void)context;
    if (!px_answer_given(names))
        px_finding_add(findings, PX_SEVERITY_ERROR, names,
                       N_("the models that the summary is about are not named"),
                       N_("list each model with its version"), names->text, NULL);
    else if (px_check_has("family", names))
        px_finding_add(findings, PX_SEVERITY_WARNING, names,
                       N_("it is not clear which models are covered"),
                       N_("list each model with its version instead of a family"),
                       px_check_phrases(subject->arena, "family", names->plain, 3), NULL);
    else if (!names->value && !px_check_links(names->text))
        px_finding_add(findings, PX_SEVERITY_NOTE, names,
                       N_("no link to public documentation stands beside the names"),
                       N_("link the page or card of each model"), names->text, NULL);
}

/* ---- SUM-07 Sizes */

static bool is_regular(px_check_modality modality)
{
    return modality != PX_CHECK_MODALITY_OTHER;
}

static size_t bits(unsigned set)
{
    size_t n = 0;

    for (; set; set &= set - 1)
        n++;
    return n;
}

static const px_form_range *range_at(const px_check_subject *subject, px_check_modality modality,
                                     size_t index)
{
    const px_official_field *field = px_official_field_by_id(subject->form, PX_STR("1.3.b"));

    for (size_t i = 0; field && i < field->n_ranges; i++)
        if (px_str_is(field->ranges[i].modality, px_check_modality_name(modality)) && index-- == 0)
            return &field->ranges[i];
    return NULL;
}

static void add_row(px_findings *findings, px_severity severity, const px_check_subject *subject,
                    px_check_modality modality, const char *message, const char *remedy,
                    px_str words)
{
    static const char *const titles[PX_CHECK_MODALITY_COUNT] = { N_("Text"), N_("Image"),
                                                                 N_("Audio"), N_("Video"),
                                                                 N_("Other") };

    px_finding_add_at(findings, severity, PX_STR("1.3.b"), subject->modalities[modality].page,
                      message, remedy, words, "modality", titles[modality], NULL);
}

static bool wrong_unit(px_check_modality modality, px_str size)
{
    static const char *const units[] = { "unit-text", "unit-image", "unit-time" };
    const size_t own = modality == PX_CHECK_MODALITY_TEXT    ? 0
                       : modality == PX_CHECK_MODALITY_IMAGE ? 1
                                                             : 2;

    if (px_check_phrase_find(units[own], size, NULL))
        return false;
    for (size_t i = 0; i < PX_COUNT(units); i++)
        if (i != own && px_check_phrase_find(units[i], size, NULL))
            return true;
    return false;
}

static void check_size(const px_check_subject *subject, px_check_modality modality,
                       px_findings *findings)
{
    const px_check_row *row = &subject->modalities[modality];

    if (wrong_unit(modality, row->size_plain) ||
        (modality != PX_CHECK_MODALITY_TEXT && row->size.len &&
         px_str_find(row->size_plain, PX_STR(" tokens ")) < row->size_plain.len))
        add_row(findings, PX_SEVERITY_ERROR, subject, modality,
                N_("{modality}: the unit of the size is not one of this modality"),
                N_("count text in tokens, images in images, audio and video in hours"), row->size);
    if (bits(row->ranges) > 1)
        add_row(findings, PX_SEVERITY_ERROR, subject, modality,
                N_("{modality}: more than one range is ticked"), N_("tick the one range"),
                PX_STR(""));
    else if (!row->ranges && !row->size.len)
        add_row(findings, PX_SEVERITY_ERROR, subject, modality, N_("{modality}: no size is given"),
                N_("tick the range that the size lies in"), PX_STR(""));
    else if (!row->ranges &&
             (modality != PX_CHECK_MODALITY_TEXT ||
              px_str_find(row->size_plain, PX_STR(" tokens ")) < row->size_plain.len))
        add_row(findings, PX_SEVERITY_ERROR, subject, modality,
                N_("{modality}: the boxes of the ranges are replaced by a figure"),
                N_("tick one of the three ranges; the figure may stand beside it"), row->size);
}

static void check_sizes(const px_check_subject *subject, const px_check_context *context,
                        px_findings *findings)
{
    (void)context;
    for (size_t i = 0; i < PX_CHECK_MODALITY_COUNT; i++) {
        const px_check_row *row = &subject->modalities[i];

        if (row->ticked && is_regular((px_check_modality)i))
            check_size(subject, (px_check_modality)i, findings);
        else if (row->ticked && !row->size.len && !row->content.len)
            add_row(findings, PX_SEVERITY_ERROR, subject, (px_check_modality)i,
                    N_("{modality}: which one, and how much of it, is not said"),
                    N_("name the modality, its size and the unit"), PX_STR(""));
    }
}

/* ---- SUM-08 Modalities */

static void check_modalities(const px_check_subject *subject, const px_check_context *context,
                             px_findings *findings)
{
    const px_answer *modalities = px_check_subject_answer(subject, "1.3.a");
    unsigned declared = modalities->modalities;

    (void)context;
    for (size_t i = 0; i < PX_CHECK_MODALITY_COUNT; i++) {
        const px_check_row *row = &subject->modalities[i];

        declared |= row->ticked ? 1u << i : 0;
        if (px_check_phrase_find("merged-modality", row->size_plain, NULL))
            add_row(findings, PX_SEVERITY_ERROR, subject, (px_check_modality)i,
                    N_("{modality}: several modalities are counted as one"),
                    N_("give each modality a row of its own"), row->size);
    }
    if (!declared && modalities->state != PX_ANSWER_UNREADABLE) {
        px_finding_add(findings, PX_SEVERITY_ERROR, modalities,
                       N_("no modality of the training data is ticked"),
                       N_("tick each modality in the table of section 1.3"), PX_STR(""), NULL);
        return;
    }
    for (size_t i = 0; i < subject->form->n_fields; i++) {
        const px_answer *answer = &subject->answers[i];

        if (answer->field->type == PX_FIELD_MODALITIES && answer != modalities &&
            (answer->modalities & ~declared))
            px_finding_add(findings, PX_SEVERITY_ERROR, answer,
                           N_("a modality is ticked here that section 1.3 does not have"),
                           N_("tick in section 1.3 what any section ticks, or correct this one"),
                           answer->text, NULL);
    }
}

/* ---- SUM-09 The latest date of acquisition */

static void check_latest(const px_check_subject *subject, const px_check_context *context,
                         px_findings *findings)
{
    const px_answer *date = px_check_subject_answer(subject, "1.3.d");
    const px_read_date read = px_check_date_find(date->text, 0);

    (void)context;
    if (!px_answer_given(date)) {
        px_finding_add(
            findings, PX_SEVERITY_ERROR, date, N_("the latest date of acquisition is missing"),
            N_("write the month and year in which the last data were acquired"), date->text, NULL);
        return;
    }
    if (read.kind == PX_DATE_NONE || read.kind == PX_DATE_INVALID)
        px_finding_add(findings, PX_SEVERITY_ERROR, date, N_("no date can be read here"),
                       N_("write the month and year in which the last data were acquired"),
                       date->text, NULL);
    else if (read.kind == PX_DATE_YEAR)
        px_finding_add(findings, PX_SEVERITY_WARNING, date, N_("the date lacks its month"),
                       N_("write the month and year in which the last data were acquired"),
                       read.words, NULL);
    else if (read.kind == PX_DATE_AMBIGUOUS)
        px_finding_add(findings, PX_SEVERITY_WARNING, date,
                       N_("the date can be read with day and month exchanged"),
                       N_("write month and year only, as in 06/2026"), read.words, NULL);
    if (px_check_has("vague-date", date))
        px_finding_add(
            findings, PX_SEVERITY_WARNING, date, N_("the latest date of acquisition is vague"),
            N_("write one exact month; a cut-off of knowledge is no date of acquisition"),
            px_check_phrases(subject->arena, "vague-date", date->plain, 4), NULL);
    if (!px_check_has("continued", date) && !subject->foreign.count)
        px_finding_add(findings, PX_SEVERITY_WARNING, date,
                       N_("it is not said whether training goes on with new or dynamic data"),
                       N_("say whether the model goes on being trained after that date"),
                       PX_STR(""), NULL);
}

/* ---- SUM-10 Languages */

static void check_languages(const px_check_subject *subject, const px_check_context *context,
                            px_findings *findings)
{
    const px_answer *languages = px_check_subject_answer(subject, "1.3.e");
    const bool text = subject->modalities[PX_CHECK_MODALITY_TEXT].ticked;
    size_t named;

    (void)context;
    if (px_check_lacks(subject, languages)) {
        px_finding_add(findings, PX_SEVERITY_ERROR, languages,
                       N_("the field on the languages of the data is empty or missing"),
                       N_("list the languages, those of the Union in particular"), PX_STR(""),
                       NULL);
        return;
    }
    if (languages->state == PX_ANSWER_NOT_APPLICABLE && text)
        px_finding_add(findings, PX_SEVERITY_WARNING, languages,
                       N_("the model was trained on text, and no language is named"),
                       N_("list the languages of the texts"), languages->text, NULL);
    if (!px_answer_given(languages) || px_check_has("all-eu-languages", languages))
        return;
    named = px_check_eu_languages(languages->plain);
    if (named < (size_t)px_check_number("languages-few") &&
        px_check_has("languages-word", languages))
        px_finding_add(findings, PX_SEVERITY_WARNING, languages,
                       named ? N_("the languages are not listed")
                             : N_("no official language of the Union is named"),
                       N_("list the languages by name, those of the Union in particular"),
                       languages->text, NULL);
}

/* ---- SUM-29 The top range for everything */

static void check_top_ranges(const px_check_subject *subject, const px_check_context *context,
                             px_findings *findings)
{
    size_t top = 0, all = 0;

    (void)context;
    for (size_t i = 0; i < PX_CHECK_MODALITY_OTHER; i++) {
        all += subject->modalities[i].ticked ? 1 : 0;
        top += subject->modalities[i].ticked && subject->modalities[i].ranges == 1u << 2 &&
                       !subject->modalities[i].size.len
                   ? 1
                   : 0;
    }
    if (top > 1 && top == all)
        px_finding_add(
            findings, PX_SEVERITY_WARNING, px_check_subject_answer(subject, "1.3.b"),
            N_("every modality has the top range: the form allows it, and nothing can be "
               "compared"),
            N_("give the approximate size beside the range"), PX_STR(""), NULL);
}

/* ---- SUM-30 A figure outside its range */

static double bound(px_str digits)
{
    px_error ignored = PX_ERROR_INIT;
    double value = 0;

    return px_parse_real(digits, 0, 1e30, &value, &ignored) < 0 ? 0 : value;
}

static void check_figures(const px_check_subject *subject, const px_check_context *context,
                          px_findings *findings)
{
    (void)context;
    for (size_t i = 0; i < PX_CHECK_MODALITY_OTHER; i++) {
        const px_check_row *row = &subject->modalities[i];

        for (size_t index = 0; index < 3; index++) {
            const px_form_range *range = range_at(subject, (px_check_modality)i, index);
            const double size = px_check_size(row->size_plain);

            if (row->ranges != 1u << index || !range || size <= 0 ||
                wrong_unit((px_check_modality)i, row->size_plain) ||
                !px_check_phrase_find("large-number", row->size_plain, NULL))
                continue;
            if ((range->lower.len && size < bound(range->lower)) ||
                (range->upper.len && size > bound(range->upper)))
                add_row(findings, PX_SEVERITY_ERROR, subject, (px_check_modality)i,
                        N_("{modality}: the figure does not lie in the range that is ticked"),
                        N_("tick the range of the figure"), row->size);
        }
    }
}

const px_check_rule px_check_general_rules[] = {
    { "SUM-02", "summary", N_("The header has a version and an unambiguous date."), check_header },
    { "SUM-03", "summary", N_("Provider and representative can be reached."), check_provider },
    { "SUM-04", "summary", N_("The date of placing on the Union market is given."), check_market },
    { "SUM-05", "summary", N_("Base models are named, or that there are none."),
      check_dependencies },
    { "SUM-06", "summary", N_("It is clear which models are covered."), check_models },
    { "SUM-07", "summary", N_("Each modality has one range, in its own unit."), check_sizes },
    { "SUM-08", "summary", N_("Each modality has a row, and all sections agree on them."),
      check_modalities },
    { "SUM-09", "summary", N_("The latest date of acquisition is an exact month."), check_latest },
    { "SUM-10", "summary", N_("Languages are listed, those of the Union in particular."),
      check_languages },
    { "SUM-29", "summary", N_("Sizes tell more than the top range for everything."),
      check_top_ranges },
    { "SUM-30", "summary", N_("A figure lies in the range that is ticked."), check_figures },
    { 0 },
};
