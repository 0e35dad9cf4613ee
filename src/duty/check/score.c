/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/check/score.h"

#include <pthread.h>

#include "base/embedded.h"
#include "base/number.h"

#include "base/banned.h"

enum {
    COLUMNS = 8,
    AGREEMENT_COLUMNS = 6,
    GRADE_COLUMNS = 2,
    WEIGHT_MAX = 100,
    DOCUMENTS_MAX = 1000
};

static px_criterion criteria[PX_SCORE_CRITERIA_MAX];
static size_t n_criteria;
static pthread_once_t criteria_once = PTHREAD_ONCE_INIT;

static const char *const dimension_names[PX_SCORE_DIMENSION_COUNT] = {
    "clarity", "completeness", "consistency", "correctness", "accessibility", "comprehension",
};

/* ---- The table */

static bool read_dimension(px_str word, px_score_dimension *ret_dimension)
{
    for (size_t i = 0; i < PX_SCORE_DIMENSION_COUNT; i++)
        if (px_str_is(word, dimension_names[i])) {
            *ret_dimension = (px_score_dimension)i;
            return true;
        }
    return false;
}

static void criterion_add(const px_str columns[COLUMNS])
{
    px_criterion *c = &criteria[n_criteria];
    px_error ignored = PX_ERROR_INIT;
    long long section;

    if (columns[1].len != 2 ||
        px_parse_int(px_str_sub(columns[1], 1, 2), 1, PX_SCORE_SECTIONS, &section, &ignored) < 0 ||
        !read_dimension(columns[3], &c->dimension) ||
        px_parse_int(columns[4], 1, WEIGHT_MAX, &c->weight, &ignored) < 0)
        return;
    c->id = columns[0];
    c->section = (unsigned)section - 1;
    c->field = columns[2];
    c->test = columns[5];
    c->words = (px_bilingual){ .en = columns[6], .fr = columns[7] };
    c->standing = PX_STANDING_NEVER;
    c->kappa = PX_KAPPA_NONE;
    n_criteria++;
}

static const char *const standing_names[PX_STANDING_COUNT] = {
    "both", "test", "chance", "few", "differs", "idle", "never", "human",
};

/* "0.67", "-0.20", or "-" for none. */
static int read_kappa(px_str word)
{
    const bool negative = word.len > 1 && word.ptr[0] == '-';
    px_error ignored = PX_ERROR_INIT;
    double value;

    if (px_parse_real(negative ? px_str_sub(word, 1, word.len) : word, 0, 1, &value, &ignored) < 0)
        return PX_KAPPA_NONE;
    return (int)(negative ? -value * 100 - 0.5 : value * 100 + 0.5);
}

static void agreement_add(px_criterion *criterion, const px_str columns[AGREEMENT_COLUMNS])
{
    px_error ignored = PX_ERROR_INIT;

    for (size_t i = 0; i < PX_STANDING_COUNT; i++)
        if (px_str_is(columns[2], standing_names[i]))
            criterion->standing = (px_standing)i;
    if (px_parse_int(columns[3], 0, DOCUMENTS_MAX, &criterion->compared, &ignored) < 0 ||
        px_parse_int(columns[4], 0, DOCUMENTS_MAX, &criterion->agreed, &ignored) < 0)
        criterion->standing = PX_STANDING_NEVER;
    criterion->kappa = read_kappa(columns[5]);
}

static void criteria_read(void)
{
    px_str rest = PX_STR_NONE, columns[COLUMNS], agreement[AGREEMENT_COLUMNS];

    while (n_criteria < PX_SCORE_CRITERIA_MAX - 1 &&
           px_embedded_row("score_criteria.tsv", &rest, columns, COLUMNS))
        criterion_add(columns);
    rest = PX_STR_NONE;
    while (px_embedded_row("score_agreement.tsv", &rest, agreement, AGREEMENT_COLUMNS))
        for (size_t i = 0; i < n_criteria; i++)
            if (px_str_eq(criteria[i].id, agreement[0]))
                agreement_add(&criteria[i], agreement);
}

const px_criterion *px_criterion_at(size_t index)
{
    (void)pthread_once(&criteria_once, criteria_read);
    return index < n_criteria ? &criteria[index] : NULL;
}

bool px_criterion_counts(const px_criterion *criterion)
{
    return criterion->standing == PX_STANDING_BOTH || criterion->standing == PX_STANDING_TEST;
}

const char *px_standing_name(px_standing standing)
{
    return standing_names[standing];
}

const char *px_standing_words(px_standing standing)
{
    static const char *const words[PX_STANDING_COUNT] = {
        N_("agreed wherever it was compared, on what is met and on what is not"),
        N_("agreed wherever it was compared; its test is proven on other criteria"),
        N_("agreed, but always on the same answer: that may be chance"),
        N_("agreed, in too few documents"),
        N_("judged otherwise at least once"),
        N_("only ever found not to apply"),
        N_("never compared"),
        N_("not judged by the checker"),
    };

    return words[standing];
}

size_t px_standing_of(px_standing standing)
{
    const px_criterion *criterion;
    size_t count = 0;

    for (size_t i = 0; (criterion = px_criterion_at(i)); i++)
        count += criterion->standing == standing ? 1 : 0;
    return count;
}

size_t px_score_documents(void)
{
    px_str rest = PX_STR_NONE, columns[1];
    size_t count = 0;

    while (px_embedded_row("score_documents.tsv", &rest, columns, 1))
        count++;
    return count;
}

px_score_group px_score_dimension_group(px_score_dimension dimension)
{
    return dimension == PX_SCORE_DIMENSION_ACCESSIBILITY ||
                   dimension == PX_SCORE_DIMENSION_COMPREHENSION
               ? PX_GROUP_USEFULNESS
               : PX_GROUP_TRANSPARENCY;
}

const char *px_score_dimension_name(px_score_dimension dimension)
{
    return dimension_names[dimension];
}

const char *px_score_group_name(px_score_group group)
{
    static const char *const names[PX_GROUP_COUNT] = { "transparency", "usefulness" };

    return names[group];
}

const char *px_score_group_title(px_score_group group)
{
    static const char *const titles[PX_GROUP_COUNT] = { N_("Transparency"), N_("Usefulness") };

    return titles[group];
}

const char *px_score_section_title(unsigned section)
{
    static const char *const titles[PX_SCORE_SECTIONS] = {
        N_("The document"),
        N_("General information (section 1)"),
        N_("Public data sources (2.1)"),
        N_("Private data sources (2.2)"),
        N_("Crawled data (2.3)"),
        N_("User data (2.4)"),
        N_("Synthetic and other data (2.5, 2.6)"),
        N_("Data processing (section 3)"),
    };

    return titles[section];
}

const char *px_score_verdict_name(px_score_verdict verdict)
{
    static const char *const names[] = { "human", "not-applicable", "absent", "partly", "met" };

    return names[verdict];
}

const char *px_score_verdict_title(px_score_verdict verdict)
{
    static const char *const titles[] = { N_("needs a human"), N_("does not apply"), N_("not met"),
                                          N_("partly met"), N_("met") };

    return titles[verdict];
}

/* ---- Sums */

static void add_points(px_score_sum *sum, const px_criterion *criterion, px_score_verdict verdict)
{
    if (verdict == PX_SCORE_VERDICT_NOT_APPLICABLE)
        return;
    if (verdict == PX_SCORE_VERDICT_HUMAN) {
        sum->human++;
        sum->human_weight += criterion->weight;
        return;
    }
    sum->counted++;
    sum->possible2 += 2 * criterion->weight;
    sum->points2 += (verdict == PX_SCORE_VERDICT_MET      ? 2
                     : verdict == PX_SCORE_VERDICT_PARTLY ? 1
                                                          : 0) *
                    criterion->weight;
}

void px_score_make(const px_check_subject *subject, const px_findings *findings,
                   px_score *ret_score)
{
    const px_criterion *criterion;

    *ret_score = (px_score){ 0 };
    for (size_t i = 0; (criterion = px_criterion_at(i)); i++) {
        px_score_verdict verdict = px_criterion_judge(criterion, subject, findings);

        ret_score->judged[i] = verdict;
        if (!px_criterion_counts(criterion) && verdict != PX_SCORE_VERDICT_NOT_APPLICABLE)
            verdict = PX_SCORE_VERDICT_HUMAN;
        ret_score->verdicts[i] = verdict;
    }
    px_score_sum_up(ret_score);
}

void px_score_sum_up(px_score *score)
{
    const px_criterion *criterion;

    memset(score->groups, 0, sizeof(score->groups));
    memset(score->sections, 0, sizeof(score->sections));
    score->all = (px_score_sum){ 0 };
    for (size_t i = 0; (criterion = px_criterion_at(i)); i++) {
        const px_score_verdict verdict = score->verdicts[i];

        add_points(&score->groups[px_score_dimension_group(criterion->dimension)], criterion,
                   verdict);
        add_points(&score->sections[criterion->section], criterion, verdict);
        add_points(&score->all, criterion, verdict);
    }
}

long long px_score_percent(const px_score_sum *sum)
{
    return sum->possible2 ? sum->points2 * 10000 / sum->possible2 : -1;
}

long long px_score_share(const px_score_sum *sum)
{
    const long long counted = sum->possible2 / 2;

    return counted ? counted * 100 / (counted + sum->human_weight) : 0;
}

const char *px_score_grade(const px_score_sum *sum)
{
    const long long percent = px_score_percent(sum);
    px_str rest = PX_STR_NONE, columns[GRADE_COLUMNS];

    while (percent >= 0 && px_embedded_row("score_grades.tsv", &rest, columns, GRADE_COLUMNS)) {
        static const char *const known[] = { "A+", "A", "B+", "B", "C+", "C", "D+", "D", "F" };
        px_error ignored = PX_ERROR_INIT;
        long long lowest;

        if (px_parse_int(columns[1], 0, 100, &lowest, &ignored) < 0 || percent < lowest * 100)
            continue;
        for (size_t i = 0; i < PX_COUNT(known); i++)
            if (px_str_is(columns[0], known[i]))
                return known[i];
    }
    return "";
}

/* ---- JSON */

/* The framework grades groups only. */
static void write_sum(px_json *json, const px_score_sum *sum, bool graded)
{
    const long long percent = px_score_percent(sum);

    px_json_pair_int(json, "counted", (long long)sum->counted);
    px_json_pair_int(json, "human", (long long)sum->human);
    px_json_pair_int(json, "points_counted", px_score_share(sum));
    px_json_key(json, "percent");
    if (percent < 0)
        px_json_null(json);
    else
        px_json_real(json, (double)percent / 100);
    if (graded)
        px_json_pair_cstr(json, "grade", px_score_grade(sum)[0] ? px_score_grade(sum) : NULL);
}

static void write_criterion(px_json *json, px_str tag, const px_criterion *criterion,
                            const px_score *score, size_t at)
{
    px_json_object(json);
    px_json_pair_str(json, "id", criterion->id);
    px_json_pair_int(json, "section", criterion->section + 1);
    px_json_pair_str(json, "field", criterion->field.len ? criterion->field : PX_STR_NONE);
    px_json_pair_cstr(json, "dimension", px_score_dimension_name(criterion->dimension));
    px_json_pair_int(json, "weight", criterion->weight);
    px_json_pair_str(json, "words", px_bilingual_in(&criterion->words, tag));
    px_json_pair_int(json, "compared", criterion->compared);
    px_json_pair_int(json, "agreed", criterion->agreed);
    px_json_key(json, "kappa");
    if (criterion->kappa == PX_KAPPA_NONE)
        px_json_null(json);
    else
        px_json_real(json, (double)criterion->kappa / 100);
    px_json_pair_bool(json, "counts", px_criterion_counts(criterion));
    px_json_pair_cstr(json, "why", px_standing_name(criterion->standing));
    px_json_pair_cstr(json, "judged", px_score_verdict_name(score->judged[at]));
    px_json_pair_cstr(json, "verdict", px_score_verdict_name(score->verdicts[at]));
    px_json_object_end(json);
}

void px_score_json(px_json *json, const px_language *language, const px_score *score)
{
    const px_str tag = px_str_of(px_language_tag(language));
    const px_criterion *criterion;

    px_json_pair_int(json, "documents", (long long)px_score_documents());
    px_json_key(json, "criteria");
    px_json_array(json);
    for (size_t i = 0; (criterion = px_criterion_at(i)); i++)
        write_criterion(json, tag, criterion, score, i);
    px_json_array_end(json);
    px_json_key(json, "groups");
    px_json_array(json);
    for (size_t i = 0; i < PX_GROUP_COUNT; i++) {
        px_json_object(json);
        px_json_pair_cstr(json, "group", px_score_group_name((px_score_group)i));
        write_sum(json, &score->groups[i], true);
        px_json_object_end(json);
    }
    px_json_array_end(json);
    px_json_key(json, "sections");
    px_json_array(json);
    for (unsigned i = 0; i < PX_SCORE_SECTIONS; i++) {
        px_json_object(json);
        px_json_pair_int(json, "section", i + 1);
        write_sum(json, &score->sections[i], false);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}
