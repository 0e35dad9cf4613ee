/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How the checker judges single criteria: the table of tests that data/score_criteria.tsv names.
 * Each test follows the words of its criteria. What a criterion leaves open ("where applicable",
 * "if required") and no answer settles is for a human, and so is what only the lack of a word would
 * tell against. Notes are of what the form allows: they cost nothing.
 */
#include "duty/check/score_priv.h"

#include "base/banned.h"

px_score_verdict px_judging_not_given(const px_judging *j)
{
    if (j->answer->state == PX_ANSWER_UNREADABLE)
        return PX_SCORE_VERDICT_HUMAN;
    return j->answer->state == PX_ANSWER_NOT_APPLICABLE ? PX_SCORE_VERDICT_NOT_APPLICABLE
                                                        : PX_SCORE_VERDICT_ABSENT;
}

/* ---- Findings */

static bool names_rule(px_str arguments, const char *rule)
{
    px_str word;

    while (px_str_split(&arguments, ' ', &word))
        if (px_str_is(word, rule))
            return true;
    return false;
}

static px_score_verdict by_findings(const px_judging *j, px_str field, px_str section)
{
    for (size_t i = 0; i < j->findings->count; i++) {
        const px_finding *finding = &j->findings->list[i];

        if (names_rule(j->arguments, finding->rule->id) &&
            (!field.len || px_str_eq(finding->field, field)) &&
            (!section.len || px_str_starts(finding->field, section)) &&
            finding->severity != PX_SEVERITY_NOTE)
            return PX_SCORE_VERDICT_ABSENT;
    }
    return PX_SCORE_VERDICT_MET;
}

static px_score_verdict test_clean(const px_judging *j)
{
    if (!px_judging_given(j))
        return px_judging_not_given(j);
    return by_findings(j, j->criterion->field, PX_STR(""));
}

/* Of a section of which nothing was found nothing can be said. */
static px_score_verdict test_section_clean(const px_judging *j)
{
    for (size_t i = 0; i < j->subject->form->n_fields; i++) {
        const px_answer *answer = &j->subject->answers[i];

        if (px_str_starts(answer->field->section, j->criterion->field) &&
            answer->state != PX_ANSWER_MISSING)
            return by_findings(j, PX_STR(""), j->criterion->field);
    }
    return PX_SCORE_VERDICT_HUMAN;
}

/* ---- The document */

/* Each field that the form asks for stands there, under its own number: all is met, fields are
 * lacking, or more than that. */
static px_score_verdict test_structure(const px_judging *j)
{
    const px_check_subject *subject = j->subject;

    if (!subject->filed)
        return PX_SCORE_VERDICT_HUMAN;
    if (by_findings(j, PX_STR(""), PX_STR("")) != PX_SCORE_VERDICT_MET)
        return PX_SCORE_VERDICT_ABSENT;
    for (size_t i = 0; i < subject->form->n_fields; i++) {
        const px_answer *answer = &subject->answers[i];
        bool known;

        if (!answer->labelled && !answer->field->optional &&
            px_check_asked(subject, answer->field, &known) && known)
            return PX_SCORE_VERDICT_PARTLY;
    }
    return PX_SCORE_VERDICT_MET;
}

/* Of whom it comes: the provider is named. */
static px_score_verdict test_provider(const px_judging *j)
{
    return px_judging_met(px_answer_given(px_check_subject_answer(j->subject, "1.1.a")));
}

/* Links to all versions: without any, or with a log of changes only, they are not there. */
static px_score_verdict test_version_links(const px_judging *j)
{
    const px_answer *version = px_check_subject_answer(j->subject, "0.a");

    return px_check_links(version->text) && !px_check_has("version-log", version)
               ? PX_SCORE_VERDICT_HUMAN
               : PX_SCORE_VERDICT_ABSENT;
}

/* Links that survive: an address stands in the text. Whether there were any is for a human. */
static px_score_verdict test_address(const px_judging *j)
{
    if (!j->subject->filed)
        return PX_SCORE_VERDICT_HUMAN;
    return px_judging_met_or_human(px_check_phrase_find("address", j->subject->words, NULL) !=
                                   NULL);
}

static px_score_verdict test_document_has(const px_judging *j)
{
    char name[64];

    (void)snprintf(name, sizeof(name), "%.*s", (int)PX_MIN(j->arguments.len, sizeof(name) - 1),
                   j->arguments.ptr);
    return j->subject->filed
               ? px_judging_met(px_check_phrase_find(name, j->subject->words, NULL) != NULL)
               : PX_SCORE_VERDICT_HUMAN;
}

/* ---- Answers */

static px_score_verdict test_given(const px_judging *j)
{
    return px_judging_given(j) ? PX_SCORE_VERDICT_MET : px_judging_not_given(j);
}

/* Of what every summary has: "does not apply" is no answer. */
static px_score_verdict test_given_always(const px_judging *j)
{
    return j->answer->state == PX_ANSWER_NOT_APPLICABLE ? PX_SCORE_VERDICT_ABSENT : test_given(j);
}

/* Accurate or not is for a human, but what is not there is not accurate. */
static px_score_verdict test_given_or_zero(const px_judging *j)
{
    return j->answer->state == PX_ANSWER_MISSING ? PX_SCORE_VERDICT_ABSENT : PX_SCORE_VERDICT_HUMAN;
}

static px_score_verdict test_answered(const px_judging *j)
{
    if (j->answer->state == PX_ANSWER_UNREADABLE)
        return PX_SCORE_VERDICT_HUMAN;
    return px_judging_met(j->answer->yes_no == PX_YES_NO_YES || j->answer->yes_no == PX_YES_NO_NO);
}

static px_score_verdict test_answered_or_zero(const px_judging *j)
{
    return test_answered(j) == PX_SCORE_VERDICT_ABSENT ? PX_SCORE_VERDICT_ABSENT
                                                       : PX_SCORE_VERDICT_HUMAN;
}

static px_score_verdict test_human(const px_judging *j)
{
    (void)j;
    return PX_SCORE_VERDICT_HUMAN;
}

static const px_criterion_test general_tests[] = {
    { "address", test_address, false },
    { "answered", test_answered, true },
    { "answered-or-zero", test_answered_or_zero, true },
    { "clean", test_clean, true },
    { "document-has", test_document_has, false },
    { "given", test_given, true },
    { "given-always", test_given_always, true },
    { "given-or-zero", test_given_or_zero, true },
    { "human", test_human, false },
    { "provider", test_provider, false },
    { "section-clean", test_section_clean, false },
    { "structure", test_structure, false },
    { "version-links", test_version_links, false },
    { 0 },
};

static const px_criterion_test *find_test(const px_criterion_test *tests, px_str name)
{
    for (; tests->name; tests++)
        if (px_str_is(name, tests->name))
            return tests;
    return NULL;
}

/* "If a description is provided", "if links are provided": takes the condition off the test; true
 * where it does not hold. */
static bool lacks_condition(const px_judging *j, px_str *name, px_str *rest)
{
    const bool links = px_str_is(*name, "if-links");

    if (!links && !px_str_is(*name, "if-given"))
        return false;
    (void)px_str_split(rest, ' ', name);
    if (!j->answer || j->answer->state == PX_ANSWER_UNREADABLE)
        return false;
    return !px_judging_given(j) || (links && !px_check_links(j->answer->text));
}

/* The form does not ask for the field, or does not insist, and nothing stands there. */
static bool is_not_asked(const px_judging *j, const px_criterion_test *test,
                         px_score_verdict *ret_verdict)
{
    bool known;

    if (!j->answer || j->answer->state != PX_ANSWER_MISSING)
        return false;
    *ret_verdict = PX_SCORE_VERDICT_NOT_APPLICABLE;
    if (px_check_asked(j->subject, j->answer->field, &known))
        return j->answer->field->optional && test->of_field;
    if (!known)
        *ret_verdict = PX_SCORE_VERDICT_HUMAN;
    return true;
}

px_score_verdict px_criterion_judge(const px_criterion *criterion, const px_check_subject *subject,
                                    const px_findings *findings)
{
    px_judging j = { .criterion = criterion, .subject = subject, .findings = findings };
    const px_official_field *field = px_official_field_by_id(subject->form, criterion->field);
    const px_criterion_test *test;
    px_score_verdict verdict;
    px_str rest = criterion->test, name;

    if (subject->earlier.len)
        return PX_SCORE_VERDICT_HUMAN; /* another form was filled */
    if (field)
        j.answer = &subject->answers[field - subject->form->fields];
    (void)px_str_split(&rest, ' ', &name);
    if (lacks_condition(&j, &name, &rest))
        return PX_SCORE_VERDICT_NOT_APPLICABLE;
    j.arguments = rest.ptr ? rest : PX_STR("");
    test = find_test(general_tests, name);
    if (!test)
        test = find_test(px_criterion_field_tests, name);
    if (!test || (test->of_field && criterion->field.len && !field))
        return PX_SCORE_VERDICT_HUMAN;
    return is_not_asked(&j, test, &verdict) ? verdict : test->test(&j);
}
