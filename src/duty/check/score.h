/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A score after the public framework for the quality of summaries (data/score_criteria.tsv). The
 * checker judges what it can; of its judgements only those criteria count on which it has agreed
 * with the published evaluations more than chance explains (data/score_agreement.tsv, made by `make
 * agreement`; docs/checking.md has the rule). The others are listed as needing a human.
 */
#ifndef PX_DUTY_SCORE_H
#define PX_DUTY_SCORE_H

#include "duty/check/check.h"

typedef enum px_score_verdict {
    PX_SCORE_VERDICT_HUMAN, /* not judged */
    PX_SCORE_VERDICT_NOT_APPLICABLE,
    PX_SCORE_VERDICT_ABSENT, /* 0 */
    PX_SCORE_VERDICT_PARTLY, /* 0.5 */
    PX_SCORE_VERDICT_MET     /* 1 */
} px_score_verdict;

typedef enum px_score_dimension {
    PX_SCORE_DIMENSION_CLARITY,
    PX_SCORE_DIMENSION_COMPLETENESS,
    PX_SCORE_DIMENSION_CONSISTENCY,
    PX_SCORE_DIMENSION_CORRECTNESS,
    PX_SCORE_DIMENSION_ACCESSIBILITY,
    PX_SCORE_DIMENSION_COMPREHENSION,
    PX_SCORE_DIMENSION_COUNT
} px_score_dimension;

typedef enum px_score_group {
    PX_GROUP_TRANSPARENCY,
    PX_GROUP_USEFULNESS,
    PX_GROUP_COUNT
} px_score_group;

enum { PX_SCORE_SECTIONS = 8, PX_SCORE_CRITERIA_MAX = 256 };

/* How a criterion stands after the comparison with published evaluations. */
typedef enum px_standing {
    PX_STANDING_BOTH,    /* never otherwise, and seen met and not met: counts */
    PX_STANDING_TEST,    /* never otherwise, always the same, its test proven elsewhere: counts */
    PX_STANDING_CHANCE,  /* never otherwise, always the same, which may be chance */
    PX_STANDING_FEW,     /* never otherwise, in too few documents */
    PX_STANDING_DIFFERS, /* judged otherwise at least once */
    PX_STANDING_IDLE,    /* both said only that it does not apply */
    PX_STANDING_NEVER,   /* never compared */
    PX_STANDING_HUMAN,   /* the checker does not judge it */
    PX_STANDING_COUNT
} px_standing;

enum { PX_KAPPA_NONE = -1000 };

typedef struct px_criterion {
    px_str id, field;
    unsigned section; /* 0 to 7: S1 to S8 */
    px_score_dimension dimension;
    long long weight;
    px_str test;
    px_bilingual words;
    px_standing standing;
    int kappa;          /* Cohen's, in hundredths; PX_KAPPA_NONE where there is none */
    long long compared; /* documents in which both judged it */
    long long agreed;   /* of these */
} px_criterion;

/* All 242; NULL behind the last. */
const px_criterion *px_criterion_at(size_t index);

/* It counts in a score. */
bool px_criterion_counts(const px_criterion *criterion);

/* "both" ... "human", and what that means. */
const char *px_standing_name(px_standing standing);
const char *px_standing_words(px_standing standing); /* message id */

/* How many criteria stand so; documents of the comparison. */
size_t px_standing_of(px_standing standing);
size_t px_score_documents(void);

/* The group that a dimension counts for. */
px_score_group px_score_dimension_group(px_score_dimension dimension);
/* Stable names and titles. */
const char *px_score_dimension_name(px_score_dimension dimension);
const char *px_score_group_name(px_score_group group);
const char *px_score_group_title(px_score_group group); /* message id */
const char *px_score_section_title(unsigned section);   /* message id */
const char *px_score_verdict_name(px_score_verdict verdict);
const char *px_score_verdict_title(px_score_verdict verdict); /* message id */

/* Twice the points, so that halves are whole. */
typedef struct px_score_sum {
    long long points2, possible2;
    size_t counted, human;
    long long human_weight; /* of the criteria that are for a human */
} px_score_sum;

typedef struct px_score {
    px_score_verdict judged[PX_SCORE_CRITERIA_MAX];   /* what the checker says, by criterion */
    px_score_verdict verdicts[PX_SCORE_CRITERIA_MAX]; /* the same where that counts, else HUMAN */
    px_score_sum groups[PX_GROUP_COUNT];
    px_score_sum sections[PX_SCORE_SECTIONS];
    px_score_sum all;
} px_score;

/* Judges a summary by its answers and its findings. */
void px_score_make(const px_check_subject *subject, const px_findings *findings,
                   px_score *ret_score);

/* Sums of what score->verdicts say: what px_score_make does at its end. */
void px_score_sum_up(px_score *score);

/* What the checker says of one criterion, whether it counts or not. */
px_score_verdict px_criterion_judge(const px_criterion *criterion, const px_check_subject *subject,
                                    const px_findings *findings);

/* Hundredths of a percent; -1 where nothing counts. */
long long px_score_percent(const px_score_sum *sum);

/* Percent of the points that may be had, as far as criteria apply, that those which count make up.
 */
long long px_score_share(const px_score_sum *sum);

/* "A+" ... "F", or "" where nothing counts. */
const char *px_score_grade(const px_score_sum *sum);

/* The rest of the JSON object of a score. */
void px_score_json(px_json *json, const px_language *language, const px_score *score);

/* ---- Published evaluations */

typedef struct px_evaluation {
    px_str model; /* as the evaluation names it */
    /* By section and dimension: twice the points, and hundredths of a percent, -1 where points are
     * given instead. */
    long long score2[PX_SCORE_SECTIONS][PX_SCORE_DIMENSION_COUNT];
    long long possible2[PX_SCORE_SECTIONS][PX_SCORE_DIMENSION_COUNT];
    long long percent[PX_SCORE_SECTIONS][PX_SCORE_DIMENSION_COUNT];
    /* No scores of the criteria make the published sums. */
    bool contradicts[PX_SCORE_SECTIONS][PX_SCORE_DIMENSION_COUNT];
    unsigned char possible[PX_SCORE_CRITERIA_MAX]; /* by criterion: bits 1u << px_score_verdict */
} px_evaluation;

typedef enum px_agreement {
    PX_AGREEMENT_UNKNOWN, /* one of both says nothing, or not enough */
    PX_AGREEMENT_SAME,
    PX_AGREEMENT_OTHER
} px_agreement;

/* Reads an evaluation of the framework: sections S1 to S8 with dimensions D1 to D6, each with score
 * and max_score, or with percent. MALFORMED with the line. */
int px_published_read(px_arena *arena, px_str text, px_evaluation *ret_published,
                      px_error *err) PX_MUST_CHECK;

/* What the evaluation says of a criterion, as far as its sums and its notes
 * (data/score_published.tsv) leave one answer. ret_words: the possible scores with "|" between,
 * "1", "0.5", "0", "-" for does not apply, "<1" for "0.5|0"; "?" where all are, "!" where the sums
 * of its cell contradict the weights. */
px_agreement px_published_compare(const px_evaluation *published, const px_criterion *criterion,
                                  px_score_verdict verdict, const char **ret_words);

#endif
