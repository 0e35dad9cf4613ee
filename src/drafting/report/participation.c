/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/report/participation.h"

#include <stdlib.h>

#include "base/banned.h"

#define COUNT_BY(key)                                                                              \
    "SELECT " key ", count(*), count(DISTINCT CASE WHEN organisation IS NOT NULL THEN 'o' || "     \
    "organisation WHEN author IS NOT NULL THEN 'p' || author WHEN byline <> '' AND origin <> "     \
    "'oral' THEN 'b' || byline END), sum(answer <> ''), sum(answer IN ('accepted', "               \
    "'accepted-with-modifications', 'partly-accepted')) FROM comment WHERE version = ?1 AND "      \
    "number > 0 AND state = 'submitted' AND (?2 = 0 OR round = ?2) GROUP BY 1 ORDER BY min(place)"

static const char *const statements[PX_PARTICIPATION_COUNT] = {
    [PX_PARTICIPATION_ALL] = COUNT_BY("''"),
    [PX_PARTICIPATION_CATEGORY] = COUNT_BY("category"),
    [PX_PARTICIPATION_COUNTRY] = COUNT_BY("country"),
    [PX_PARTICIPATION_CHAPTER] = COUNT_BY("chapter"),
};

static int most_first(const void *a, const void *b)
{
    const px_participation_row *x = a, *y = b;

    if (x->comments != y->comments)
        return x->comments < y->comments ? 1 : -1;
    return px_str_cmp(x->key, y->key);
}

static void add(px_participation_row *sum, const px_participation_row *row)
{
    sum->comments += row->comments;
    sum->participants += row->participants;
    sum->answered += row->answered;
    sum->taken += row->taken;
}

/* The one with the fewest participants. */
static size_t fewest(const px_participation *p)
{
    size_t found = 0;

    for (size_t i = 1; i < p->count; i++)
        if (p->rows[i].participants < p->rows[found].participants)
            found = i;
    return found;
}

/* Puts together what says too much of one person. */
static void put_together(px_participation *p)
{
    px_participation_row others = { .key = PX_STR(""), .others = true };

    while (p->count) {
        size_t least = fewest(p);
        bool begun = others.comments > 0;

        if (p->rows[least].participants >= PX_PARTICIPATION_MIN &&
            (!begun || others.participants >= PX_PARTICIPATION_MIN))
            break;
        add(&others, &p->rows[least]);
        p->count--;
        memmove(&p->rows[least], &p->rows[least + 1], (p->count - least) * sizeof(*p->rows));
    }
    if (p->count)
        qsort(p->rows, p->count, sizeof(*p->rows), most_first);
    if (others.comments)
        p->rows[p->count++] = others;
}

int px_participation_read(px_db *db, px_arena *arena, int64_t version, int64_t round,
                          px_participation_by by, px_participation *ret_participation,
                          px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_participation p = { 0 };
    size_t room = 0;
    int rc = px_query_start(db, statements[by], &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version);
    px_query_int(&query, round);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_participation_row *row;

        p.rows = px_arena_grow(arena, p.rows, p.count, &room, sizeof(*p.rows));
        row = &p.rows[p.count++];
        *row = (px_participation_row){ .key = px_query_next_text(&query, arena) };
        row->comments = px_query_next_int(&query);
        row->participants = px_query_next_int(&query);
        row->answered = px_query_next_int(&query);
        row->taken = px_query_next_int(&query);
    }
    if (rc < 0)
        return rc;
    if (by == PX_PARTICIPATION_CATEGORY || by == PX_PARTICIPATION_COUNTRY)
        put_together(&p);
    *ret_participation = p;
    return 0;
}
