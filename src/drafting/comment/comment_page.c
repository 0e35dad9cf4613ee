/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The rows of a page. Where the filter leaves few comments (FEW), one reading of an index finds all
 * of them, and they are sorted and counted here. Where it leaves many, the page is met soon on a
 * walk along the index in the order asked for, and they are counted apart. What stands in a version
 * comes from two tables, each in the order of the text, which the database merges.
 */
#include "drafting/comment/comment_page.h"

#include "base/banned.h"

enum { FEW = 4000 };

/* ---- Where a page begins */

static int cursor_read(px_db *db, const px_comment_filter *filter, px_str id,
                       comment_keys *ret_cursor, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "SELECT c.id, c.number, c.version, coalesce((SELECT p.place FROM comment_place AS p WHERE "
        "p.comment = c.id AND p.version = ?1 AND p.current = 1), c.place) FROM comment AS c "
        "WHERE c.public_id = ?2",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, filter->at_version);
    px_query_str(&query, id);
    rc = px_query_step(&query, err);
    if (rc == 0)
        return px_fail(err, PX_ERR_INVALID, N_("the comment at which the page begins is not there"),
                       NULL);
    if (rc < 0)
        return rc;
    ret_cursor->row = px_query_next_int(&query);
    ret_cursor->number = px_query_next_int(&query);
    ret_cursor->version = px_query_next_int(&query);
    ret_cursor->place = px_query_next_int(&query);
    return 0;
}

/* ---- The rows of a page */

/* What is not submitted has no number. */
static bool by_row(const px_comment_filter *filter)
{
    return filter->drafts || !filter->code;
}

/* The rows behind the cursor, or in front of it, in one walk. */
static void add_from(comment_sql *sql, const comment_listing *l, comment_walk walk)
{
    const px_comment_filter *filter = l->f.filter;
    bool up = (filter->sort != PX_COMMENT_NEWEST) != l->reverse;

    if (!l->from)
        return;
    if (walk != COMMENT_WALK_PLAIN) {
        comment_sql_add(sql, walk == COMMENT_WALK_MADE ? " AND (c.place, c.id)"
                                                       : " AND (p.place, p.comment)");
        comment_sql_add(sql, up ? " > (?, ?)" : " < (?, ?)");
        comment_sql_int(sql, l->cursor.place);
    } else if (filter->sort == PX_COMMENT_BY_PLACE) {
        comment_sql_add(sql, " AND (c.version, c.place, c.id)");
        comment_sql_add(sql, up ? " > (?, ?, ?)" : " < (?, ?, ?)");
        comment_sql_int(sql, l->cursor.version);
        comment_sql_int(sql, l->cursor.place);
    } else if (!by_row(filter)) {
        comment_sql_add(sql, up ? " AND c.number > ?" : " AND c.number < ?");
        comment_sql_int(sql, l->cursor.number);
        return;
    } else {
        comment_sql_add(sql, up ? " AND c.id > ?" : " AND c.id < ?");
    }
    comment_sql_int(sql, l->cursor.row);
}

static void add_order(comment_sql *sql, const comment_listing *l)
{
    static const char *const orders[][2] = {
        { " ORDER BY c.version, c.place, c.id",
          " ORDER BY c.version DESC, c.place DESC, c.id DESC" },
        { " ORDER BY c.number", " ORDER BY c.number DESC" },
        { " ORDER BY c.id", " ORDER BY c.id DESC" },
    };
    const px_comment_filter *filter = l->f.filter;
    bool down = (filter->sort == PX_COMMENT_NEWEST) != l->reverse;

    comment_sql_add(sql, orders[filter->sort == PX_COMMENT_BY_PLACE ? 0
                                : by_row(filter)                    ? 2
                                                                    : 1][down]);
}

static bool is_merged(const px_comment_filter *filter)
{
    return filter->at_version && filter->sort == PX_COMMENT_BY_PLACE && !filter->drafts;
}

static void add_walks(comment_sql *sql, const comment_listing *l)
{
    if (!is_merged(l->f.filter)) {
        comment_sql_add(sql, "SELECT c.id");
        comment_sql_where(sql, &l->f, COMMENT_WALK_PLAIN);
        add_from(sql, l, COMMENT_WALK_PLAIN);
        add_order(sql, l);
        return;
    }
    comment_sql_add(sql, "SELECT c.id AS row, c.place AS place");
    comment_sql_where(sql, &l->f, COMMENT_WALK_MADE);
    add_from(sql, l, COMMENT_WALK_MADE);
    comment_sql_add(sql, " UNION ALL SELECT p.comment, p.place");
    comment_sql_where(sql, &l->f, COMMENT_WALK_CARRIED);
    add_from(sql, l, COMMENT_WALK_CARRIED);
    comment_sql_add(sql, l->reverse ? " ORDER BY place DESC, row DESC" : " ORDER BY place, row");
}

/* At most max rows, in the order of the list. */
int comment_next_rows(const comment_listing *l, int64_t *rows, size_t max, size_t *ret_count,
                      px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    AUTO_COMMENT_SQL comment_sql sql = COMMENT_SQL_INIT;
    size_t count = 0;
    int rc;

    add_walks(&sql, l);
    comment_sql_add(&sql, " LIMIT ?");
    comment_sql_int(&sql, (int64_t)max);
    rc = comment_sql_start(&sql, l->db, &query, err);
    while (rc >= 0 && count < max && (rc = px_query_step(&query, err)) > 0)
        rows[count++] = px_query_next_int(&query);
    for (size_t i = 0; l->reverse && i < count / 2; i++) {
        int64_t row = rows[i];

        rows[i] = rows[count - 1 - i];
        rows[count - 1 - i] = row;
    }
    *ret_count = count;
    return PX_MIN(rc, 0);
}

static int walk_count(const comment_listing *l, comment_walk walk, int64_t *total, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    AUTO_COMMENT_SQL comment_sql sql = COMMENT_SQL_INIT;
    int rc;

    comment_sql_add(&sql, "SELECT count(*)");
    comment_sql_where(&sql, &l->f, walk);
    rc = comment_sql_start(&sql, l->db, &query, err);
    if (rc >= 0)
        rc = px_query_step(&query, err);
    if (rc > 0)
        *total += px_query_next_int(&query);
    return PX_MIN(rc, 0);
}

/* Those carried to the version, of which none was not submitted. */
static int carried_count(const comment_listing *l, int64_t *total, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        l->db, "SELECT count(*) FROM comment_place WHERE version = ? AND current = 1", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, l->f.filter->at_version);
    rc = px_query_step(&query, err);
    if (rc > 0)
        *total += px_query_next_int(&query);
    return PX_MIN(rc, 0);
}

static int total_read(const comment_listing *l, int64_t *ret_total, px_error *err)
{
    int64_t total = 0;
    int rc;

    if (is_merged(l->f.filter) && !comment_filter_chooses(l->f.filter)) {
        rc = walk_count(l, COMMENT_WALK_MADE, &total, err);
        if (rc >= 0)
            rc = carried_count(l, &total, err);
    } else {
        rc = walk_count(l, COMMENT_WALK_ANY, &total, err);
    }
    if (rc >= 0)
        *ret_total = total;
    return rc;
}

int comment_listing_start(px_db *db, px_arena *arena, const px_comment_filter *filter,
                          comment_listing *ret_listing, px_error *err)
{
    comment_listing l = { .db = db,
                          .from = filter->after.len || filter->before.len,
                          .reverse = filter->before.len && !filter->after.len };
    int rc = comment_filtering_start(db, arena, filter, &l.f, err);

    if (rc >= 0 && l.from)
        rc = cursor_read(db, filter, l.reverse ? filter->before : filter->after, &l.cursor, err);
    if (rc >= 0)
        *ret_listing = l;
    return rc;
}

/* ---- Few */

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Orders of the list on what both cursors have. */
static int order_of(const px_comment_filter *filter, const comment_keys *a, const comment_keys *b)
{
    bool place = filter->sort == PX_COMMENT_BY_PLACE;
    int order = place && !is_merged(filter) ? compare(a->version, b->version) : 0;

    if (!order && place)
        order = compare(a->place, b->place);
    if (!order)
        order = place || by_row(filter) ? compare(a->row, b->row) : compare(a->number, b->number);
    return filter->sort == PX_COMMENT_NEWEST ? -order : order;
}

static int order_place(const void *a, const void *b)
{
    const px_comment_filter of = { .sort = PX_COMMENT_BY_PLACE };

    return order_of(&of, a, b);
}

static int order_merged(const void *a, const void *b)
{
    const px_comment_filter of = { .sort = PX_COMMENT_BY_PLACE, .at_version = 1 };

    return order_of(&of, a, b);
}

static int order_number(const void *a, const void *b)
{
    const px_comment_filter of = { .sort = PX_COMMENT_BY_NUMBER, .code = 1 };

    return order_of(&of, a, b);
}

static int order_row(const void *a, const void *b)
{
    const px_comment_filter of = { .sort = PX_COMMENT_BY_NUMBER };

    return order_of(&of, a, b);
}

void comment_few_sort(const px_comment_filter *filter, comment_keys *few, size_t count)
{
    bool place = filter->sort == PX_COMMENT_BY_PLACE;

    if (count < 2)
        return;
    qsort(few, count, sizeof(*few),
          place            ? is_merged(filter) ? order_merged : order_place
          : by_row(filter) ? order_row
                           : order_number);
    for (size_t i = 0; filter->sort == PX_COMMENT_NEWEST && i < count / 2; i++) {
        comment_keys swap = few[i];

        few[i] = few[count - 1 - i];
        few[count - 1 - i] = swap;
    }
}

/* All that the filter leaves, in no order, where that is not more than max: 1, else 0. */
int comment_few_rows(const comment_listing *l, px_arena *arena, size_t max, comment_keys **ret_few,
                     size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    AUTO_COMMENT_SQL comment_sql sql = COMMENT_SQL_INIT;
    size_t count = 0, room = 0;
    comment_keys *few = NULL;
    int rc;

    comment_sql_add(&sql, "SELECT c.id, c.number, c.version, ");
    if (l->f.filter->at_version) {
        comment_sql_add(&sql, "coalesce((SELECT x.place FROM comment_place AS x WHERE "
                              "x.comment = c.id AND x.version = ? AND x.current = 1), c.place)");
        comment_sql_int(&sql, l->f.filter->at_version);
    } else {
        comment_sql_add(&sql, "c.place");
    }
    comment_sql_where(&sql, &l->f, COMMENT_WALK_ANY);
    rc = comment_sql_start(&sql, l->db, &query, err);
    while (rc >= 0 && count <= max && (rc = px_query_step(&query, err)) > 0) {
        few = px_arena_grow(arena, few, count, &room, sizeof(*few));
        few[count].row = px_query_next_int(&query);
        few[count].number = px_query_next_int(&query);
        few[count].version = px_query_next_int(&query);
        few[count++].place = px_query_next_int(&query);
    }
    if (rc < 0)
        return rc;
    if (count > max)
        return 0;
    *ret_few = few;
    *ret_count = count;
    return 1;
}

/* The page among them, without sorting all: the max that come first behind the cursor (in front of
 * it where that is asked for). */
static void few_page(const comment_listing *l, const comment_keys *few, size_t count, size_t max,
                     int64_t *rows, size_t *ret_count)
{
    bool down = (l->f.filter->sort == PX_COMMENT_NEWEST) != l->reverse; /* most come in rising */
    comment_keys best[PX_COMMENT_PAGE_MAX + 1] = { 0 };
    int sign = l->reverse ? -1 : 1;
    size_t n = 0;

    max = PX_MIN(max, PX_COUNT(best));
    for (size_t i = 0; i < count; i++) {
        const comment_keys *key = &few[down ? count - 1 - i : i];
        size_t at = n;

        if ((l->from && sign * order_of(l->f.filter, key, &l->cursor) <= 0) ||
            (n == max && sign * order_of(l->f.filter, key, &best[n - 1]) >= 0))
            continue;
        while (at && sign * order_of(l->f.filter, key, &best[at - 1]) < 0)
            at--;
        n = PX_MIN(n + 1, max);
        memmove(&best[at + 1], &best[at], (n - at - 1) * sizeof(*best));
        best[at] = *key;
    }
    *ret_count = n;
    for (size_t i = 0; i < n; i++)
        rows[i] = best[l->reverse ? n - 1 - i : i].row;
}

/* At most max rows of a page, and how many the filter leaves in all (where that is asked for). */
int comment_page_rows(const comment_listing *l, px_arena *arena, int64_t *rows, size_t max,
                      size_t *ret_count, int64_t *ret_total, px_error *err)
{
    comment_keys *few = NULL;
    size_t count = 0;
    int rc = 0;

    if (comment_filter_chooses(l->f.filter))
        rc = comment_few_rows(l, arena, l->f.filter->text.len ? SIZE_MAX - 1 : FEW, &few, &count,
                              err);
    if (rc < 0)
        return rc;
    if (rc > 0) {
        few_page(l, few, count, max, rows, ret_count);
        if (ret_total)
            *ret_total = (int64_t)count;
        return 0;
    }
    rc = comment_next_rows(l, rows, max, ret_count, err);
    return rc < 0 || !ret_total ? rc : total_read(l, ret_total, err);
}
