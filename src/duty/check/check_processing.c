/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules on section 3: reservations of rights, illegal content. */
#include "duty/check/check_priv.h"

#include "base/banned.h"

/* ---- SUM-20 */

static void check_signatory(const px_check_subject *subject, const px_check_context *context,
                            px_findings *findings)
{
    const px_answer *answer = px_check_subject_answer(subject, "3.1.a");

    (void)context;
    if (answer->state == PX_ANSWER_MISSING)
        px_finding_add(findings, PX_SEVERITY_ERROR, answer,
                       N_("whether the provider has signed the Code is not answered"),
                       N_("answer yes or no"), answer->text, NULL);
}

/* ---- SUM-21 */

static void check_measures(const px_check_subject *subject, const px_check_context *context,
                           px_findings *findings)
{
    const px_answer *text = px_check_subject_answer(subject, "3.1.b");
    const bool datasets = px_check_subject_answer(subject, "2.1.a")->yes_no == PX_YES_NO_YES ||
                          px_check_subject_answer(subject, "2.2.2.a")->yes_no == PX_YES_NO_YES;
    const bool crawls = px_check_subject_answer(subject, "2.3.a")->yes_no == PX_YES_NO_YES;

    (void)context;
    if (text->state == PX_ANSWER_MISSING) {
        px_finding_add(findings, PX_SEVERITY_ERROR, text,
                       N_("measures to respect reservations of rights are missing"),
                       N_("name the protocols that are respected, and by whom"), text->text, NULL);
        return;
    }
    if (!px_answer_given(text) || (!datasets && !crawls))
        return;
    if (!px_check_has("robots", text) && !px_check_has("opt-out", text))
        px_finding_add(
            findings, PX_SEVERITY_WARNING, text, N_("no protocol of reservation is named"),
            N_("name the protocols that are respected, robots.txt first"), PX_STR(""), NULL);
    if (datasets && !px_check_has("third-party", text))
        px_finding_add(findings, PX_SEVERITY_WARNING, text,
                       N_("nothing is said on reservations in the datasets of others"),
                       N_("say what those who made the datasets respected"), PX_STR(""), NULL);
    if (!px_check_has("kept-up", text))
        px_finding_add(findings, PX_SEVERITY_WARNING, text,
                       N_("it is not said how later reservations are taken up"),
                       N_("say how often reservations are looked up again, and what follows"),
                       PX_STR(""), NULL);
}

/* ---- SUM-22 */

static void check_illegal(const px_check_subject *subject, const px_check_context *context,
                          px_findings *findings)
{
    const px_answer *text = px_check_subject_answer(subject, "3.2.a");
    px_str end;

    (void)context;
    if (text->state == PX_ANSWER_MISSING)
        px_finding_add(findings, PX_SEVERITY_ERROR, text,
                       N_("measures against illegal content are missing"),
                       N_("say by which means illegal content was kept out, such as lists, words, "
                          "hashes, classifiers"),
                       text->text, NULL);
    else if (px_answer_given(text) && !px_check_has("illegal", text))
        px_finding_add(findings, PX_SEVERITY_WARNING, text,
                       N_("no kind of illegal content is named"),
                       N_("say what is kept out, material of child sexual abuse in particular"),
                       PX_STR(""), NULL);
    else if (px_answer_given(text) && !px_check_has("csam", text))
        px_finding_add(findings, PX_SEVERITY_NOTE, text,
                       N_("unwanted content is named, illegal content is not"),
                       N_("say what is kept out because the law of the Union forbids it"),
                       PX_STR(""), NULL);
    if (px_check_is_cut(text, &end))
        px_finding_add(findings, PX_SEVERITY_WARNING, text,
                       N_("the text ends without a full stop: is it whole?"),
                       N_("complete the text"), end, NULL);
    for (size_t i = 0; i < subject->doubled.count; i++)
        px_finding_add_at(
            findings, PX_SEVERITY_WARNING, subject->doubled.notes[i].section,
            subject->doubled.notes[i].page, N_("two subsections have the same number"),
            N_("number the sections as the form does"), subject->doubled.notes[i].words, NULL);
}

const px_check_rule px_check_process_rules[] = {
    { "SUM-20", "summary", N_("It is said whether the provider has signed the Code."),
      check_signatory },
    { "SUM-21", "summary", N_("Measures cover the datasets of others and later reservations."),
      check_measures },
    { "SUM-22", "summary", N_("Measures against illegal content are described, whole."),
      check_illegal },
    { 0 },
};
