/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/rows.h"

#include "base/banned.h"

enum { AHEAD = 16 }; /* rows of a tally are spread over memory: they are asked for in time */

/* ---- Of a tally */

typedef struct tally_rows {
    px_rows rows;
    px_sort_item *sorted; /* owned */
    size_t count, at;
} tally_rows;

static int next_of_tally(px_rows *rows, const px_row **ret_row, px_error *err)
{
    tally_rows *t = (tally_rows *)rows;

    (void)err;
    if (t->at + AHEAD < t->count)
        __builtin_prefetch(t->sorted[t->at + AHEAD].row);
    *ret_row = t->at < t->count ? t->sorted[t->at++].row : NULL;
    return 0;
}

static void close_tally(px_rows *rows)
{
    free(((tally_rows *)rows)->sorted);
    free(rows);
}

px_rows *px_rows_of_tally(const px_tally *tally)
{
    tally_rows *t = px_alloc_zero(1, sizeof(*t));

    t->rows = (px_rows){ .next = next_of_tally, .close = close_tally, .name = "" };
    t->sorted = px_tally_sorted(tally, &t->count);
    return &t->rows;
}

/* ---- Merged: a heap of the sources by the row that each has come to */

typedef struct merge_source {
    px_rows *rows;     /* owned */
    const px_row *row; /* not NULL once it is in the heap */
    px_row_prefix prefix;
} merge_source;

typedef struct merged_rows {
    px_rows rows;
    merge_source *heap; /* the least row first; owned */
    size_t count, all;  /* behind count: those that have ended */
    bool begun;
    px_row_room sum;
} merged_rows;

static int compare(const merge_source *a, const merge_source *b)
{
    return px_row_cmp_by(&a->prefix, a->row, &b->prefix, b->row);
}

/* Goes on to the next row of a source. */
static int next_row(merge_source *source, px_error *err)
{
    int rc = px_rows_next(source->rows, &source->row, err);

    if (rc >= 0 && source->row)
        source->prefix = px_row_prefix_of(source->row);
    return rc;
}

static void sink(merged_rows *m, size_t at)
{
    merge_source moved = m->heap[at];

    for (;;) {
        size_t child = 2 * at + 1;

        if (child >= m->count)
            break;
        if (child + 1 < m->count && compare(&m->heap[child + 1], &m->heap[child]) < 0)
            child++;
        if (compare(&moved, &m->heap[child]) <= 0)
            break;
        m->heap[at] = m->heap[child];
        at = child;
    }
    m->heap[at] = moved;
}

/* Takes a source that has ended out of those before count; the last takes its place. */
static void drop(merged_rows *m, size_t at)
{
    merge_source ended = m->heap[at];

    m->heap[at] = m->heap[--m->count];
    m->heap[m->count] = ended;
}

static int begin(merged_rows *m, px_error *err)
{
    m->begun = true;
    for (size_t i = m->count; i-- > 0;) {
        int rc = next_row(&m->heap[i], err);

        if (rc < 0)
            return rc;
        if (!m->heap[i].row)
            drop(m, i);
    }
    for (size_t i = m->count / 2; i-- > 0;)
        sink(m, i);
    return 0;
}

/* The first source goes on to its next row. */
static int advance(merged_rows *m, px_error *err)
{
    int rc = next_row(&m->heap[0], err);

    if (rc < 0)
        return rc;
    if (!m->heap[0].row)
        drop(m, 0);
    if (m->count)
        sink(m, 0);
    return 0;
}

static int fail_twice(const merged_rows *m, const char *first, px_error *err)
{
    char name[PX_EXCERPT_SIZE];

    return px_fail(err, PX_ERR_EXISTS,
                   N_("'{input}' is in both '{first}' and '{second}': it would be counted twice"),
                   "input", px_str_excerpt(px_row_key(&m->sum.row), name), "first", first, "second",
                   m->heap[0].rows->name, NULL);
}

static int next_merged(px_rows *rows, const px_row **ret_row, px_error *err)
{
    merged_rows *m = (merged_rows *)rows;
    px_row *sum = &m->sum.row;
    px_row_prefix prefix;
    const char *name;
    int rc = m->begun ? 0 : begin(m, err);

    *ret_row = NULL;
    if (rc < 0 || m->count == 0)
        return rc;
    memcpy(sum, m->heap[0].row, px_row_size(m->heap[0].row));
    prefix = m->heap[0].prefix;
    name = m->heap[0].rows->name;
    rc = advance(m, err);
    while (rc >= 0 && m->count &&
           px_row_cmp_by(&m->heap[0].prefix, m->heap[0].row, &prefix, sum) == 0) {
        if (sum->dimension == PX_BY_FILE)
            return fail_twice(m, name, err);
        px_row_add_row(sum, m->heap[0].row);
        rc = advance(m, err);
    }
    *ret_row = rc < 0 ? NULL : sum;
    return rc;
}

static void close_merged(px_rows *rows)
{
    merged_rows *m = (merged_rows *)rows;

    for (size_t i = 0; i < m->all; i++)
        px_rows_close(m->heap[i].rows);
    free(m->heap);
    free(m);
}

px_rows *px_rows_merged(px_rows *const *sources, size_t count)
{
    merged_rows *m = px_alloc_zero(1, sizeof(*m));

    m->rows = (px_rows){ .next = next_merged, .close = close_merged, .name = "" };
    m->heap = px_alloc_zero(count + 1, sizeof(*m->heap));
    m->count = m->all = count;
    for (size_t i = 0; i < count; i++)
        m->heap[i].rows = sources[i];
    return &m->rows;
}
