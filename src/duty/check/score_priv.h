/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the score share: tests of criteria, and published evaluations. */
#ifndef PX_DUTY_SCORE_PRIV_H
#define PX_DUTY_SCORE_PRIV_H

#include "duty/check/check_priv.h"
#include "duty/check/score.h"

/* ---- Tests of criteria */

/* What a test looks at. */
typedef struct px_judging {
    const px_criterion *criterion;
    const px_check_subject *subject;
    const px_findings *findings;
    const px_answer *answer; /* of the criterion's field, or NULL */
    px_str arguments;
} px_judging;

typedef struct px_criterion_test {
    const char *name;
    px_score_verdict (*test)(const px_judging *j);
    bool of_field; /* looks at the criterion's field, which must be asked for */
} px_criterion_test;

/* Tests of what a single field says; without a name behind the last. */
extern const px_criterion_test px_criterion_field_tests[];

static inline px_score_verdict px_judging_met(bool met)
{
    return met ? PX_SCORE_VERDICT_MET : PX_SCORE_VERDICT_ABSENT;
}

/* Met where the document shows it; only a human sees that it is not. */
static inline px_score_verdict px_judging_met_or_human(bool met)
{
    return met ? PX_SCORE_VERDICT_MET : PX_SCORE_VERDICT_HUMAN;
}

static inline bool px_judging_given(const px_judging *j)
{
    return j->answer && px_answer_given(j->answer);
}

/* What there is to say of a field without an answer: nothing where it cannot be read, that it does
 * not apply where it says so; else the criterion is not met. */
px_score_verdict px_judging_not_given(const px_judging *j);

/* ---- Published evaluations */

/* Scores that a criterion may have got: bits 1u << px_score_verdict, without HUMAN. */
enum {
    PX_POSSIBLE_NONE = 1 << PX_SCORE_VERDICT_NOT_APPLICABLE,
    PX_POSSIBLE_LOST = 1 << PX_SCORE_VERDICT_ABSENT | 1 << PX_SCORE_VERDICT_PARTLY,
    PX_POSSIBLE_MET = 1 << PX_SCORE_VERDICT_MET,
    PX_POSSIBLE_ALL = PX_POSSIBLE_NONE | PX_POSSIBLE_LOST | PX_POSSIBLE_MET
};

/* What notes say that the criterion got (data/score_published.tsv); 0 where they do not name it. */
unsigned px_published_noted(const px_evaluation *published, const px_criterion *criterion);

/* What is possible before any sum: a question that the form asks of everybody applies, and whether
 * a box is ticked has no half. */
unsigned px_criterion_allowed(const px_criterion *criterion);

/* Sets possible and contradicts from the sums and the notes. */
void px_published_solve(px_evaluation *published);

#endif
