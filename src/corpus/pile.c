/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/pile.h"

#include <malloc.h>

#include "corpus/partial.h"

#include "base/banned.h"

enum { RUNS_OF_A_LEVEL = 16 }; /* so many are merged into one of the next */

typedef struct pile_run {
    px_partial *partial; /* owned */
    unsigned level;
} pile_run;

struct px_pile {
    const px_spilling *spilling;
    px_tally *tally;
    pile_run *runs; /* owned */
    size_t n_runs, runs_room;
    int rc;
    px_error err;
};

px_pile *px_pile_new(const px_spilling *spilling)
{
    px_pile *pile = px_alloc_zero(1, sizeof(*pile));

    pile->spilling = spilling;
    pile->tally = px_tally_new();
    return pile;
}

/* What lies free between what is not is given back, too, which free() does not do. */
static void give_back(void)
{
    (void)malloc_trim(0);
}

static void drop_runs(px_pile *pile)
{
    for (size_t i = 0; i < pile->n_runs; i++)
        px_partial_close(pile->runs[i].partial);
    pile->n_runs = 0;
}

void px_pile_free(px_pile *pile)
{
    bool large;

    if (!pile)
        return;
    large = pile->n_runs > 0;
    drop_runs(pile);
    free(pile->runs);
    px_tally_free(pile->tally);
    free(pile);
    if (large)
        give_back();
}

void px_pile_reset(px_pile *pile)
{
    drop_runs(pile);
    px_tally_reset(pile->tally);
}

px_tally *px_pile_tally(px_pile *pile)
{
    return pile->tally;
}

int px_pile_failed(const px_pile *pile, px_error *err)
{
    if (pile->rc < 0 && err)
        *err = pile->err;
    return pile->rc;
}

/* ---- Runs */

static void keep_run(px_pile *pile, px_partial *partial, unsigned level)
{
    if (pile->n_runs == pile->runs_room) {
        pile->runs_room = PX_MAX(2 * pile->runs_room, (size_t)RUNS_OF_A_LEVEL);
        pile->runs = px_realloc(pile->runs, pile->runs_room * sizeof(*pile->runs));
    }
    pile->runs[pile->n_runs++] = (pile_run){ partial, level };
}

static int add_run(px_pile *pile, px_rows *rows, unsigned level, px_error *err)
{
    static const px_partial_head head;
    px_partial *partial;
    int rc = px_partial_keep(rows, &head, pile->spilling->folder, "", &partial, err);

    if (rc >= 0)
        keep_run(pile, partial, level);
    return rc;
}

static size_t count_level(const px_pile *pile, unsigned level)
{
    size_t count = 0;

    for (size_t i = 0; i < pile->n_runs; i++)
        count += pile->runs[i].level == level;
    return count;
}

/* Merges the runs of one level where there are many. */
static int merge_level(px_pile *pile, unsigned level, px_error *err)
{
    px_rows *sources[RUNS_OF_A_LEVEL];
    PX_AUTO_ROWS px_rows *merged = NULL;
    size_t count = 0, kept = 0;
    int rc;

    if (count_level(pile, level) < RUNS_OF_A_LEVEL)
        return 0;
    for (size_t i = 0; i < pile->n_runs && count < RUNS_OF_A_LEVEL; i++)
        if (pile->runs[i].level == level)
            sources[count++] = px_partial_rows(pile->runs[i].partial, PX_DIMENSION_COUNT);
    merged = px_rows_merged(sources, count);
    rc = add_run(pile, merged, level + 1, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < pile->n_runs; i++) {
        if (pile->runs[i].level == level && count > 0) {
            px_partial_close(pile->runs[i].partial);
            count--;
        } else {
            pile->runs[kept++] = pile->runs[i];
        }
    }
    pile->n_runs = kept;
    return 1;
}

static int merge_levels(px_pile *pile, px_error *err)
{
    unsigned level = 0;
    int rc;

    do {
        rc = merge_level(pile, level, err);
        level++;
    } while (rc > 0);
    return rc;
}

/* Memory goes to runs that are read from now on. */
static void give_up_tally(px_pile *pile)
{
    px_tally_free(pile->tally);
    give_back();
    pile->tally = px_tally_new();
}

static int spill(px_pile *pile, px_error *err)
{
    PX_AUTO_ROWS px_rows *rows = px_rows_of_tally(pile->tally);
    int rc = add_run(pile, rows, 0, err);

    if (rc < 0)
        return rc;
    if (count_level(pile, 0) < RUNS_OF_A_LEVEL) {
        px_tally_reset(pile->tally);
        return 0;
    }
    px_rows_close(rows);
    rows = NULL;
    give_up_tally(pile);
    return merge_levels(pile, err);
}

void px_pile_check(px_pile *pile)
{
    if (pile->rc < 0 ||
        px_tally_bytes(pile->tally) <= PX_MAX(pile->spilling->limit, (size_t)PX_SPILL_LEAST))
        return;
    pile->err = PX_ERROR_INIT;
    pile->rc = spill(pile, &pile->err);
}

void px_pile_absorb(px_pile *pile, px_pile *other)
{
    if (px_tally_count(pile->tally) == 0) {
        px_tally *tally = pile->tally; /* nothing here: what is there is taken as it is */

        pile->tally = other->tally;
        other->tally = tally;
    } else {
        px_tally_merge(pile->tally, other->tally);
    }
    for (size_t i = 0; i < other->n_runs; i++)
        keep_run(pile, other->runs[i].partial, other->runs[i].level);
    other->n_runs = 0;
    px_tally_reset(other->tally);
    if (pile->rc >= 0 && other->rc < 0) {
        pile->rc = other->rc;
        pile->err = other->err;
    }
    if (pile->rc >= 0)
        pile->rc = PX_MIN(merge_levels(pile, &pile->err), 0);
    px_pile_check(pile);
}

/* Makes a run of the tally, too; where that fails, its rows stay where they are. */
static void spill_last(px_pile *pile)
{
    PX_AUTO_ROWS px_rows *rows = px_rows_of_tally(pile->tally);
    px_error err = PX_ERROR_INIT;

    if (add_run(pile, rows, 0, &err) >= 0)
        give_up_tally(pile);
}

px_rows *px_pile_rows(px_pile *pile)
{
    PX_AUTO_FREE px_rows **sources = NULL;
    size_t count = 0;

    if (pile->n_runs > 0 && px_tally_count(pile->tally) > 0)
        spill_last(pile);
    if (pile->n_runs == 0)
        return px_rows_of_tally(pile->tally);
    sources = px_alloc((pile->n_runs + 1) * sizeof(*sources));
    for (size_t i = 0; i < pile->n_runs; i++)
        sources[count++] = px_partial_rows(pile->runs[i].partial, PX_DIMENSION_COUNT);
    sources[count++] = px_rows_of_tally(pile->tally);
    return px_rows_merged(sources, count);
}
