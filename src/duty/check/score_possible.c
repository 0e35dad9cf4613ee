/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the sums of a published evaluation leave possible for each criterion. An evaluation gives
 * for each section and dimension how many points there were and how many were given, or the percent
 * that this makes. Each criterion of that cell does not apply, or got nothing, half or all of its
 * weight: of all combinations that make the sums, every score that occurs in one is possible.
 *
 * Notes name criteria that lost points. Where these alone make sums that are given in points, the
 * others lost nothing; else others may have lost some, too (a percent may be made in many ways, so
 * it proves less). Where no combination makes the sums, the notes do not fit and the sums alone are
 * taken.
 *
 * Counted by running sums: which are reached by the criteria before one, and from which the
 * published sums are reached by those behind it.
 */
#include "duty/check/score_priv.h"

#include "base/banned.h"

enum { CELL_CRITERIA_MAX = 32, SCORES = 4, WHOLE_PERCENT = 10000 };

/* A section's criteria of one dimension. */
typedef struct cell {
    size_t index[CELL_CRITERIA_MAX]; /* of the criterion */
    long long weight[CELL_CRITERIA_MAX];
    unsigned allowed[CELL_CRITERIA_MAX]; /* bits of verdicts */
    size_t count;
    size_t most; /* all weights */
    long long points2, possible2, percent;
} cell;

static const px_score_verdict scores[SCORES] = {
    PX_SCORE_VERDICT_NOT_APPLICABLE,
    PX_SCORE_VERDICT_ABSENT,
    PX_SCORE_VERDICT_PARTLY,
    PX_SCORE_VERDICT_MET,
};

/* A running sum is possible points and twice the points given. */
static size_t sums(const cell *c)
{
    return (c->most + 1) * (2 * c->most + 1);
}

static size_t sum_at(const cell *c, size_t possible, size_t points2)
{
    return possible * (2 * c->most + 1) + points2;
}

/* Behind a criterion with that score; false where more would be given than there is. */
static bool add_score(const cell *c, size_t i, px_score_verdict verdict, size_t from,
                      size_t *ret_to)
{
    const size_t weight = (size_t)c->weight[i];
    size_t possible = from / (2 * c->most + 1), points2 = from % (2 * c->most + 1);

    if (verdict != PX_SCORE_VERDICT_NOT_APPLICABLE) {
        possible += weight;
        points2 += weight * (size_t)(verdict - PX_SCORE_VERDICT_ABSENT);
    }
    *ret_to = sum_at(c, possible, points2);
    return possible <= c->most && points2 <= 2 * c->most;
}

/* The sum is what was published; a percent stands for all sums that are rounded to it. */
static bool is_published(const cell *c, size_t sum)
{
    const long long possible = (long long)(sum / (2 * c->most + 1));
    const long long points2 = (long long)(sum % (2 * c->most + 1));
    long long beside;

    if (c->percent < 0)
        return 2 * possible == c->possible2 && points2 == c->points2;
    beside = points2 * WHOLE_PERCENT - c->percent * 2 * possible;
    return possible > 0 && 2 * (beside < 0 ? -beside : beside) <= 2 * possible;
}

static void mark_before(const cell *c, bool *before)
{
    before[0] = true;
    for (size_t i = 0; i < c->count; i++)
        for (size_t s = 0; s < sums(c); s++)
            for (size_t v = 0; before[i * sums(c) + s] && v < SCORES; v++) {
                size_t to;

                if ((c->allowed[i] & 1u << scores[v]) && add_score(c, i, scores[v], s, &to))
                    before[(i + 1) * sums(c) + to] = true;
            }
}

static void mark_behind(const cell *c, bool *behind)
{
    for (size_t s = 0; s < sums(c); s++)
        behind[c->count * sums(c) + s] = is_published(c, s);
    for (size_t i = c->count; i-- > 0;)
        for (size_t s = 0; s < sums(c); s++)
            for (size_t v = 0; v < SCORES; v++) {
                size_t to;

                if ((c->allowed[i] & 1u << scores[v]) && add_score(c, i, scores[v], s, &to))
                    behind[i * sums(c) + s] |= behind[(i + 1) * sums(c) + to];
            }
}

/* Sets the possible scores of the cell's criteria; false where no combination makes the sums. */
static bool solve(const cell *c, unsigned char *possible)
{
    const size_t size = (c->count + 1) * sums(c);
    PX_AUTO_FREE bool *before = px_alloc_zero(size, sizeof(bool));
    PX_AUTO_FREE bool *behind = px_alloc_zero(size, sizeof(bool));

    mark_before(c, before);
    mark_behind(c, behind);
    for (size_t i = 0; i < c->count; i++) {
        unsigned found = 0;

        for (size_t s = 0; s < sums(c); s++)
            for (size_t v = 0; before[i * sums(c) + s] && v < SCORES; v++) {
                size_t to;

                if ((c->allowed[i] & 1u << scores[v]) && add_score(c, i, scores[v], s, &to) &&
                    behind[(i + 1) * sums(c) + to])
                    found |= 1u << scores[v];
            }
        possible[c->index[i]] = (unsigned char)found;
    }
    return !c->count || behind[0];
}

/* How much is made of the notes. */
typedef enum trust {
    TRUST_COMPLETE, /* what they do not name lost nothing */
    TRUST_NAMED,
    TRUST_NONE,
    TRUST_COUNT
} trust;

static unsigned allowed(const px_evaluation *published, const px_criterion *criterion, trust notes,
                        bool any_named)
{
    const unsigned before = px_criterion_allowed(criterion);
    const unsigned noted = px_published_noted(published, criterion);

    if (notes == TRUST_NONE)
        return before;
    if (noted)
        return noted;
    return notes == TRUST_COMPLETE && any_named ? before & ~(unsigned)PX_POSSIBLE_LOST : before;
}

static cell cell_of(const px_evaluation *published, unsigned section, px_score_dimension dimension,
                    trust notes)
{
    const px_criterion *criterion;
    bool any_named = false;
    cell c = {
        .points2 = published->score2[section][dimension],
        .possible2 = published->possible2[section][dimension],
        .percent = published->percent[section][dimension],
    };

    for (size_t i = 0; (criterion = px_criterion_at(i)); i++) {
        if (criterion->section != section || criterion->dimension != dimension ||
            c.count == CELL_CRITERIA_MAX)
            continue;
        any_named |= px_published_noted(published, criterion) != 0;
        c.index[c.count] = i;
        c.weight[c.count] = criterion->weight;
        c.most += (size_t)criterion->weight;
        c.count++;
    }
    for (size_t i = 0; i < c.count; i++)
        c.allowed[i] = allowed(published, px_criterion_at(c.index[i]), notes, any_named);
    return c;
}

static bool solve_cell(px_evaluation *published, unsigned section, px_score_dimension dimension)
{
    const bool points = published->percent[section][dimension] < 0;

    for (int notes = points ? TRUST_COMPLETE : TRUST_NAMED; notes < TRUST_COUNT; notes++) {
        const cell c = cell_of(published, section, dimension, (trust)notes);

        if (solve(&c, published->possible))
            return true;
    }
    return false;
}

void px_published_solve(px_evaluation *published)
{
    const px_criterion *criterion;

    for (unsigned s = 0; s < PX_SCORE_SECTIONS; s++)
        for (unsigned d = 0; d < PX_SCORE_DIMENSION_COUNT; d++)
            published->contradicts[s][d] = !solve_cell(published, s, (px_score_dimension)d);
    for (size_t i = 0; (criterion = px_criterion_at(i)); i++)
        if (published->contradicts[criterion->section][criterion->dimension])
            published->possible[i] = PX_POSSIBLE_ALL;
}
