/* SPDX-License-Identifier: EUPL-1.2 */
/* Tests of criteria that look at what a single field says (score_test.c tells of their rules). */
#include "base/ascii.h"
#include "duty/check/score_priv.h"

#include "base/banned.h"

enum { CLASS_NAME_MAX = 64, CONTACT_DIGITS = 4 /* of a postal address or a telephone */ };

static px_str class_name(px_str word, char ret_name[CLASS_NAME_MAX])
{
    (void)snprintf(ret_name, CLASS_NAME_MAX, "%.*s", (int)PX_MIN(word.len, CLASS_NAME_MAX - 1),
                   word.ptr);
    return word;
}

/* One of the classes of words that the test names stands in the answer. */
static bool has_words(const px_judging *j)
{
    px_str rest = j->arguments, word;
    char name[CLASS_NAME_MAX];

    while (px_str_split(&rest, ' ', &word))
        if (class_name(word, name).len && px_check_has(name, j->answer))
            return true;
    return false;
}

static px_score_verdict test_has(const px_judging *j)
{
    return px_judging_given(j) ? px_judging_met(has_words(j)) : px_judging_not_given(j);
}

/* Words of the kind alone do not make a trait of it, but without any there is none. */
static px_score_verdict test_lacks(const px_judging *j)
{
    if (!px_judging_given(j))
        return px_judging_not_given(j);
    return has_words(j) ? PX_SCORE_VERDICT_HUMAN : PX_SCORE_VERDICT_ABSENT;
}

/* Of criteria that hold "where applicable": where the words are not found, a human tells. */
static px_score_verdict test_has_or_human(const px_judging *j)
{
    return px_judging_given(j) ? px_judging_met_or_human(has_words(j)) : px_judging_not_given(j);
}

/* ---- Provider and representative */

static bool has_mailbox(const px_judging *j)
{
    return px_str_find_char(j->answer->text, '@') < j->answer->text.len;
}

static bool has_contact(const px_judging *j)
{
    size_t digits = 0;

    for (size_t i = 0; i < j->answer->text.len; i++)
        digits += px_is_digit(j->answer->text.ptr[i]) ? 1 : 0;
    return digits >= CONTACT_DIGITS || has_mailbox(j) || px_check_links(j->answer->text);
}

/* A representative is asked of providers outside the Union, and where a provider has its seat is
 * for a human: an empty field says nothing. */
static bool is_open(const px_judging *j)
{
    return px_str_is(j->criterion->field, "1.1.b") && j->answer->state == PX_ANSWER_MISSING;
}

static px_score_verdict not_given(const px_judging *j)
{
    return is_open(j) ? PX_SCORE_VERDICT_HUMAN : px_judging_not_given(j);
}

static px_score_verdict test_name(const px_judging *j)
{
    return px_judging_given(j) ? PX_SCORE_VERDICT_MET : not_given(j);
}

/* A legal form tells one entity from others; a name without one may do so, too. */
static px_score_verdict test_legal_name(const px_judging *j)
{
    return px_judging_given(j) ? px_judging_met_or_human(px_check_has("legal-form", j->answer))
                               : not_given(j);
}

static px_score_verdict test_contact(const px_judging *j)
{
    return px_judging_given(j) ? px_judging_met(has_contact(j)) : not_given(j);
}

/* A postal address or a telephone is a general contact (so the framework), and so are mailboxes
 * that say so; behind a link may be anything. */
static px_score_verdict test_mailbox(const px_judging *j)
{
    if (!px_judging_given(j))
        return not_given(j);
    for (size_t i = 0; i < j->findings->count; i++)
        if (strcmp(j->findings->list[i].rule->id, "SUM-03") == 0 &&
            px_str_eq(j->findings->list[i].field, j->criterion->field))
            return PX_SCORE_VERDICT_ABSENT;
    if (has_mailbox(j))
        return PX_SCORE_VERDICT_MET;
    return px_check_links(j->answer->text) ? PX_SCORE_VERDICT_HUMAN : PX_SCORE_VERDICT_ABSENT;
}

/* ---- Links, versions, dates */

static px_score_verdict test_links(const px_judging *j)
{
    return px_judging_given(j) ? px_judging_met(px_check_links(j->answer->text) > 0)
                               : px_judging_not_given(j);
}

/* "Where such a summary is available": without a link a human tells. */
static px_score_verdict test_links_or_human(const px_judging *j)
{
    return px_judging_given(j) ? px_judging_met_or_human(px_check_links(j->answer->text) > 0)
                               : px_judging_not_given(j);
}

static px_score_verdict test_versions(const px_judging *j)
{
    const px_str plain = j->answer->plain;

    if (!px_judging_given(j))
        return px_judging_not_given(j);
    for (size_t i = 0; i + 2 < plain.len; i++)
        if (plain.ptr[i] == ' ' && plain.ptr[i + 1] == 'v' && px_is_digit(plain.ptr[i + 2]))
            return PX_SCORE_VERDICT_MET;
    return px_judging_met(px_check_date_find(j->answer->text, 0).kind != PX_DATE_NONE);
}

static px_score_verdict test_dates(const px_judging *j)
{
    if (!px_judging_given(j))
        return px_judging_not_given(j);
    return px_judging_met(px_check_date_find(j->answer->text, 0).kind != PX_DATE_NONE ||
                          px_check_has("not-known", j->answer));
}

/* "Exactly rather than as a loose description". */
static px_score_verdict test_exact_month(const px_judging *j)
{
    const px_read_date last = px_check_date_last(j->answer->text);

    if (!px_judging_given(j))
        return px_judging_not_given(j);
    return px_judging_met(px_check_date_is_exact(&last) && !px_check_has("vague-date", j->answer));
}

/* "05/2025": digits, a stroke, no day. */
static bool is_month_of_form(const px_read_date *date)
{
    for (size_t i = 0; i < date->words.len; i++)
        if (!px_is_digit(date->words.ptr[i]) && date->words.ptr[i] != '/')
            return false;
    return date->kind == PX_DATE_MONTH;
}

/* MM/YYYY, as the form asks for; "if exact dates are given": of years alone there is no format. */
static px_score_verdict test_month_format(const px_judging *j)
{
    px_read_date date = px_check_date_find(j->answer->text, 0);
    px_score_verdict verdict = PX_SCORE_VERDICT_NOT_APPLICABLE;

    if (!px_judging_given(j))
        return px_judging_not_given(j);
    while (date.kind != PX_DATE_NONE) {
        if (date.kind == PX_DATE_YEAR)
            return PX_SCORE_VERDICT_NOT_APPLICABLE;
        if (!is_month_of_form(&date))
            return PX_SCORE_VERDICT_ABSENT;
        verdict = PX_SCORE_VERDICT_MET;
        date = px_check_date_find(j->answer->text, date.at + date.words.len);
    }
    return verdict;
}

/* ---- Section 1.3 */

static px_score_verdict test_modalities(const px_judging *j)
{
    unsigned ticked = j->answer->modalities;

    for (size_t i = 0; i < PX_CHECK_MODALITY_COUNT; i++)
        ticked |= j->subject->modalities[i].ticked ? 1u << i : 0;
    return px_judging_met(ticked != 0);
}

/* Of text, images, audio and video that are ticked, all have what has() asks for; none is ticked:
 * does not apply. */
static px_score_verdict all_rows(const px_judging *j, bool (*has)(const px_check_row *row))
{
    bool all = true, any = false;

    for (size_t i = 0; i < PX_CHECK_MODALITY_COUNT; i++) {
        const px_check_row *row = &j->subject->modalities[i];

        if (i == PX_CHECK_MODALITY_OTHER || !row->ticked)
            continue;
        any = true;
        all &= has(row);
    }
    return any ? px_judging_met(all) : PX_SCORE_VERDICT_NOT_APPLICABLE;
}

static bool has_one_size(const px_check_row *row)
{
    return (row->ranges && !(row->ranges & (row->ranges - 1))) || row->size.len;
}

static bool has_content(const px_check_row *row)
{
    return row->content.len > 0;
}

static bool has_no_purpose(const px_check_row *row)
{
    return !px_check_phrase_find("goal", row->content_plain, NULL) &&
           !px_check_phrase_find("praise", row->content_plain, NULL);
}

static px_score_verdict test_size_box(const px_judging *j)
{
    return all_rows(j, has_one_size);
}

static px_score_verdict test_size_unit(const px_judging *j)
{
    const px_check_row *text = &j->subject->modalities[PX_CHECK_MODALITY_TEXT];

    if (!text->ticked || !text->size.len)
        return PX_SCORE_VERDICT_NOT_APPLICABLE;
    return px_judging_met(px_check_phrase_find("unit-text", text->size_plain, NULL) != NULL);
}

static px_score_verdict test_contents(const px_judging *j)
{
    return all_rows(j, has_content);
}

static px_score_verdict test_contents_clean(const px_judging *j)
{
    return all_rows(j, has_content) == PX_SCORE_VERDICT_MET ? all_rows(j, has_no_purpose)
                                                            : PX_SCORE_VERDICT_NOT_APPLICABLE;
}

static px_score_verdict test_tokenizer(const px_judging *j)
{
    const px_check_row *text = &j->subject->modalities[PX_CHECK_MODALITY_TEXT];

    if (!text->ticked)
        return PX_SCORE_VERDICT_NOT_APPLICABLE;
    if (px_check_has("tokenizer", j->answer) ||
        px_check_phrase_find("tokenizer", text->size_plain, NULL) ||
        px_check_phrase_find("tokenizer", text->content_plain, NULL))
        return PX_SCORE_VERDICT_MET;
    /* The field is optional. */
    return px_judging_given(j) ? PX_SCORE_VERDICT_ABSENT : PX_SCORE_VERDICT_NOT_APPLICABLE;
}

/* "If audio or video content is provided". */
static px_score_verdict test_sampling(const px_judging *j)
{
    const px_check_row *rows = j->subject->modalities;

    if (rows[PX_CHECK_MODALITY_AUDIO].ticked || rows[PX_CHECK_MODALITY_VIDEO].ticked)
        return px_judging_met_or_human(px_check_has("sampling", j->answer));
    return test_modalities(j) == PX_SCORE_VERDICT_MET ? PX_SCORE_VERDICT_NOT_APPLICABLE
                                                      : PX_SCORE_VERDICT_HUMAN;
}

/* ---- Languages and modalities in words */

static bool names_language(const px_judging *j)
{
    return px_check_eu_languages(j->answer->plain) > 0 ||
           px_check_has("languages-word", j->answer) || px_check_has("multilingual", j->answer);
}

static px_score_verdict test_names_language(const px_judging *j)
{
    return px_judging_given(j) ? px_judging_met(names_language(j)) : px_judging_not_given(j);
}

static px_score_verdict test_names_language_or_human(const px_judging *j)
{
    return px_judging_given(j) ? px_judging_met_or_human(names_language(j))
                               : px_judging_not_given(j);
}

/* Texts have languages: with texts "does not apply" is no answer. */
static px_score_verdict no_languages(const px_judging *j)
{
    return j->answer->state == PX_ANSWER_NOT_APPLICABLE &&
                   j->subject->modalities[PX_CHECK_MODALITY_TEXT].ticked
               ? PX_SCORE_VERDICT_ABSENT
               : px_judging_not_given(j);
}

static px_score_verdict test_languages(const px_judging *j)
{
    return px_judging_given(j) ? PX_SCORE_VERDICT_MET : no_languages(j);
}

static px_score_verdict test_eu_languages(const px_judging *j)
{
    if (!px_judging_given(j))
        return no_languages(j);
    return px_judging_met(px_check_has("all-eu-languages", j->answer) ||
                          px_check_eu_languages(j->answer->plain) > 0);
}

static px_score_verdict test_languages_listed(const px_judging *j)
{
    if (!px_judging_given(j))
        return px_judging_not_given(j);
    if (px_check_eu_languages(j->answer->plain) < (size_t)px_check_number("languages-few"))
        return PX_SCORE_VERDICT_ABSENT;
    return px_check_has("vague", j->answer) || px_check_has("languages-open", j->answer)
               ? PX_SCORE_VERDICT_PARTLY
               : PX_SCORE_VERDICT_MET;
}

/* ---- Datasets and crawlers */

/* "Wherever part of a dataset was selected": of Common Crawl only parts are ever used; of others
 * the text must say so. */
static px_score_verdict test_selection(const px_judging *j)
{
    if (!px_judging_given(j))
        return px_judging_not_given(j);
    if (px_check_has("filter", j->answer))
        return PX_SCORE_VERDICT_MET;
    return px_check_has("common-crawl", j->answer) ? PX_SCORE_VERDICT_ABSENT
                                                   : PX_SCORE_VERDICT_HUMAN;
}

/* "If applicable": data of others were used. */
static px_score_verdict test_third_party(const px_judging *j)
{
    const px_yes_no open = px_check_subject_answer(j->subject, "2.1.a")->yes_no;
    const px_yes_no bought = px_check_subject_answer(j->subject, "2.2.2.a")->yes_no;

    if (px_judging_given(j) && px_check_has("third-party", j->answer))
        return PX_SCORE_VERDICT_MET;
    if (open == PX_YES_NO_NO && bought == PX_YES_NO_NO)
        return PX_SCORE_VERDICT_NOT_APPLICABLE;
    return open == PX_YES_NO_YES || bought == PX_YES_NO_YES ? px_judging_met(false)
                                                            : PX_SCORE_VERDICT_HUMAN;
}

/* Only names: no sentence stands there, and nothing that points elsewhere. */
static px_score_verdict test_names_only(const px_judging *j)
{
    if (!px_judging_given(j))
        return px_judging_not_given(j);
    return px_judging_met(px_check_words(j->answer->plain) <=
                              (size_t)px_check_number("names-words") &&
                          !px_check_has("defer", j->answer) && !px_check_links(j->answer->text));
}

const px_criterion_test px_criterion_field_tests[] = {
    { "contact", test_contact, true },
    { "contents", test_contents, false },
    { "contents-clean", test_contents_clean, false },
    { "dates", test_dates, true },
    { "eu-languages", test_eu_languages, true },
    { "exact-month", test_exact_month, true },
    { "has", test_has, true },
    { "has-or-human", test_has_or_human, true },
    { "lacks", test_lacks, true },
    { "languages", test_languages, true },
    { "languages-listed", test_languages_listed, true },
    { "legal-name", test_legal_name, true },
    { "links", test_links, true },
    { "links-or-human", test_links_or_human, true },
    { "mailbox", test_mailbox, true },
    { "modalities", test_modalities, true },
    { "month-format", test_month_format, true },
    { "name", test_name, true },
    { "names-language", test_names_language, true },
    { "names-language-or-human", test_names_language_or_human, true },
    { "names-only", test_names_only, true },
    { "sampling", test_sampling, false },
    { "selection", test_selection, true },
    { "size-box", test_size_box, false },
    { "size-unit", test_size_unit, false },
    { "third-party", test_third_party, true },
    { "tokenizer", test_tokenizer, false },
    { "versions", test_versions, true },
    { 0 },
};
