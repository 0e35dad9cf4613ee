/* SPDX-License-Identifier: EUPL-1.2 */
/* A page is found in two steps: its rows, by indexes alone, and then the words of these. */
#include "drafting/comment/comment_list.h"

#include "base/map.h"
#include "drafting/comment/comment_page.h"
#include "drafting/comment/comment_row.h"

#include "base/banned.h"

static const char *const sorts[PX_COMMENT_SORT_COUNT] = {
    [PX_COMMENT_BY_PLACE] = "place",
    [PX_COMMENT_BY_NUMBER] = "number",
    [PX_COMMENT_NEWEST] = "newest",
};

const char *px_comment_sort_name(px_comment_sort sort)
{
    return sorts[(unsigned)sort < PX_COMMENT_SORT_COUNT ? sort : 0];
}

bool px_comment_sort_find(px_str name, px_comment_sort *ret_sort)
{
    for (size_t i = 0; i < PX_COMMENT_SORT_COUNT; i++)
        if (px_str_is(name, sorts[i])) {
            *ret_sort = (px_comment_sort)i;
            return true;
        }
    return false;
}

/* ---- Lines */

static int line_read(px_db *db, px_arena *arena, int64_t row, const px_language *language,
                     size_t cut, px_comment_line *ret_line, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_comment_line line = { 0 };
    int rc = px_query_start(
        db, "SELECT " COMMENT_ROW_COLUMNS " FROM comment AS c " COMMENT_ROW_JOINS "WHERE c.id = ?",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    rc = px_query_step(&query, err);
    if (rc <= 0)
        return rc;
    comment_row_read(&query, arena, cut, &line.comment, &line.cut);
    px_query_end(&query);
    rc = comment_attachments_read(db, arena, &line.comment, err);
    if (rc >= 0)
        rc = px_comment_author(db, arena, &line.comment, language, &line.author, err);
    if (rc >= 0 && line.comment.answer.len)
        rc = px_answer_newest(db, arena, &row, 1, &line.answer, err);
    if (rc < 0)
        return rc;
    *ret_line = line;
    return 1;
}

int px_comment_list(px_db *db, px_arena *arena, const px_comment_filter *filter,
                    const px_language *language, px_comment_page *ret_page, px_error *err)
{
    size_t max = filter->max && filter->max < PX_COMMENT_PAGE_MAX ? filter->max
                                                                  : (size_t)PX_COMMENT_PAGE_MAX;
    int64_t rows[PX_COMMENT_PAGE_MAX + 1];
    px_comment_page page = { 0 };
    size_t count = 0, first = 0;
    bool more;
    comment_listing l;
    int rc = comment_listing_start(db, arena, filter, &l, err);

    if (rc >= 0)
        rc = comment_page_rows(&l, arena, rows, max + 1, &count, &page.total, err);
    if (rc < 0)
        return rc;
    more = count > max;
    first = more && l.reverse ? 1 : 0;
    page.more_after = l.reverse || more;
    page.more_before = l.reverse ? more : l.from;
    page.rows = px_arena_array(arena, PX_MAX(count, 1), sizeof(*page.rows));
    for (size_t i = first; rc >= 0 && i < count && i < first + max; i++) {
        rc = line_read(db, arena, rows[i], language, PX_COMMENT_LINE_BYTES, &page.rows[page.count],
                       err);
        page.count += rc > 0;
    }
    if (rc >= 0)
        *ret_page = page;
    return PX_MIN(rc, 0);
}

/* ---- One after the other */

typedef struct telling {
    px_db *db;
    px_arena *scratch; /* of a line */
    const px_language *language;
    px_comment_row_fn *fn;
    void *arg;
    char last[PX_PUBLIC_ID_LEN + 1];
} telling;

static int tell_row(telling *t, int64_t row, px_error *err)
{
    px_comment_line line;
    int rc;

    px_arena_reset(t->scratch);
    rc = line_read(t->db, t->scratch, row, t->language, 0, &line, err);
    if (rc <= 0)
        return rc;
    (void)snprintf(t->last, sizeof(t->last), "%.*s", PX_STR_ARG(line.comment.id));
    return t->fn(&line, t->arg, err);
}

/* Words are looked up once, not for each stretch. */
static int tell_found(telling *t, px_arena *arena, const px_comment_filter *filter, px_error *err)
{
    comment_keys *found = NULL;
    comment_listing l;
    size_t count = 0;
    int rc = comment_listing_start(t->db, arena, filter, &l, err);

    if (rc >= 0)
        rc = comment_few_rows(&l, arena, SIZE_MAX - 1, &found, &count, err);
    if (rc >= 0)
        comment_few_sort(filter, found, count);
    for (size_t i = 0; rc >= 0 && i < count; i++)
        rc = tell_row(t, found[i].row, err);
    return rc;
}

static int tell_stretches(telling *t, px_arena *arena, px_comment_filter *filter, px_error *err)
{
    int64_t rows[PX_COMMENT_PAGE_MAX];
    size_t count = PX_COMMENT_PAGE_MAX;
    int rc = 0;

    while (rc >= 0 && count == PX_COMMENT_PAGE_MAX) {
        comment_listing l;

        px_arena_reset(arena);
        rc = comment_listing_start(t->db, arena, filter, &l, err);
        if (rc >= 0)
            rc = comment_next_rows(&l, rows, PX_COMMENT_PAGE_MAX, &count, err);
        for (size_t i = 0; rc >= 0 && i < count; i++)
            rc = tell_row(t, rows[i], err);
        filter->after = px_str_of(t->last);
    }
    return rc;
}

int px_comment_each(px_db *db, const px_comment_filter *filter, const px_language *language,
                    px_comment_row_fn *fn, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new(), *scratch = px_arena_new();
    telling t = { .db = db, .scratch = scratch, .language = language, .fn = fn, .arg = arg };
    px_comment_filter each = *filter;
    int rc;

    each.before = PX_STR("");
    rc = each.text.len && !each.after.len ? tell_found(&t, arena, &each, err)
                                          : tell_stretches(&t, arena, &each, err);
    return rc < 0 ? rc : 0;
}

/* ---- Counts for the margin */

PX_MAP_DEFINE(count_map, px_comment_count)

typedef struct counting {
    px_arena *arena;
    count_map by_id;
    px_comment_count *last; /* of the row before, which mostly is of the same provision */
    size_t count;
} counting;

static px_comment_count *count_of(counting *c, px_str id)
{
    px_comment_count *count = c->last;

    if (count && px_str_eq(count->lasting_id, id))
        return count;
    count = count_map_get(&c->by_id, id);
    if (!count) {
        count = px_arena_alloc(c->arena, sizeof(*count));
        count->lasting_id = px_arena_str(c->arena, id);
        count->first = count->place = INT64_MAX;
        (void)count_map_put(&c->by_id, count->lasting_id, count);
        c->count++;
    }
    c->last = count;
    return count;
}

static int count_compare(const void *a, const void *b)
{
    const px_comment_count *x = a, *y = b;

    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return px_str_cmp(x->lasting_id, y->lasting_id);
}

static px_comment_count *count_list(const counting *c)
{
    px_comment_count *counts = px_arena_array(c->arena, c->count, sizeof(*counts)), *count;
    size_t position = 0, n = 0;
    px_str id;

    while (count_map_next(&c->by_id, &position, &id, &count))
        counts[n++] = *count;
    if (n)
        qsort(counts, n, sizeof(*counts), count_compare);
    return counts;
}

/* Rows of the two ways to stand in a version come in the order of the text, so that nothing is
 * sorted for the sums. */
static int count_rows(px_db *db, const px_version *version, counting *c, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "SELECT c.lasting_id, c.place, c.number, c.answer = '' AND c.state = 'submitted' "
        "FROM comment AS c INDEXED BY comment_by_place WHERE c.number > 0 AND c.version = ?1 "
        "AND c.code = (SELECT code FROM comment WHERE version = ?1 AND number > 0 LIMIT 1) "
        "UNION ALL SELECT p.lasting_id, p.place, c.number, c.answer = '' AND c.state = 'submitted' "
        "FROM comment_place AS p INDEXED BY comment_place_version CROSS JOIN comment AS c "
        "ON c.id = p.comment WHERE p.version = ?1 AND p.current = 1",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_comment_count *count = count_of(c, px_query_next_str(&query));
        int64_t place = px_query_next_int(&query), number = px_query_next_int(&query);

        count->place = PX_MIN(count->place, place);
        count->first = PX_MIN(count->first, number);
        count->comments++;
        count->open += px_query_next_int(&query);
    }
    return rc;
}

int px_comment_counts(px_db *db, px_arena *arena, const px_version *version,
                      px_comment_count **ret_counts, size_t *ret_count, px_error *err)
{
    counting c = { .arena = arena, .by_id = { PX_MAP_INIT } };
    int rc = count_rows(db, version, &c, err);

    if (rc >= 0) {
        *ret_counts = count_list(&c);
        *ret_count = c.count;
    }
    count_map_free(&c.by_id);
    return rc;
}
