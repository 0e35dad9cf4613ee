/* SPDX-License-Identifier: EUPL-1.2 */
/* The register of meetings: pages, and what they can be filtered by. */
#include "drafting/dossier_field.h"
#include "drafting/process/meeting_priv.h"

#include "base/banned.h"

/* The order of the register as three numbers that rise: without a day first, then the latest. */
#define ORDER "s.starts <> '', -s.starts_at, -m.id"
#define ORDER_BACK "s.starts <> '' DESC, -s.starts_at DESC, -m.id DESC"

/* What a filter leaves; the parameters are bound by list_bind. */
#define WHERE                                                                                      \
    "WHERE p.code = ?2 AND (?3 = '' OR p.key = ?3) AND (?4 = '' OR s.kind = ?4) "                  \
    "AND (?5 = '' OR EXISTS (SELECT 1 FROM meeting_group AS mg JOIN working_group AS g "           \
    "ON g.id = mg.working_group WHERE mg.meeting = m.id AND g.key = ?5)) "                         \
    "AND (?6 = 0 OR s.cycle = ?6) "                                                                \
    "AND (?7 = '' OR EXISTS (SELECT 1 FROM attendance WHERE meeting = m.id AND record > 0 "        \
    "AND record = m.records AND category = ?7)) "                                                  \
    "AND (?8 = 0 OR (s.starts <> '' AND s.starts_at >= ?8)) "                                      \
    "AND (?9 = 0 OR (s.starts <> '' AND s.starts_at < ?9)) "

static void list_bind(px_query *query, const px_code *code, const px_meeting_filter *filter,
                      px_str language)
{
    const px_str texts[] = { filter->process, filter->kind, filter->group };

    px_query_str(query, language);
    px_query_int(query, code->row);
    for (size_t i = 0; i < PX_COUNT(texts); i++)
        px_query_str(query, texts[i].ptr ? texts[i] : PX_STR(""));
    px_query_int(query, filter->cycle);
    px_query_str(query, filter->category.ptr ? filter->category : PX_STR(""));
    px_query_int(query, filter->from);
    px_query_int(query, filter->until);
}

/* Where a page begins: the place in the order of the meeting that it lies beside. */
typedef struct cursor {
    bool set, back;
    int64_t dated, starts, row;
} cursor;

static int cursor_read(px_db *db, const px_code *code, const px_meeting_filter *filter,
                       cursor *ret_cursor, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    cursor c = { .set = filter->after.len || filter->before.len, .back = !filter->after.len };
    int rc;

    if (!c.set) {
        *ret_cursor = (cursor){ 0 };
        return 0;
    }
    rc = px_query_start(db,
                        "SELECT " ORDER " FROM meeting AS m JOIN step AS s ON s.id = m.step "
                        "JOIN process AS p ON p.id = m.process WHERE m.public_id = ? "
                        "AND p.code = ?",
                        &query, err);
    if (rc < 0)
        return rc;
    px_query_str(&query, c.back ? filter->before : filter->after);
    px_query_int(&query, code->row);
    rc = px_query_step(&query, err);
    if (rc == 0)
        return px_fail(err, PX_ERR_INVALID, N_("the meeting at which the page begins is not there"),
                       NULL);
    if (rc < 0)
        return rc;
    c.dated = px_query_next_int(&query);
    c.starts = px_query_next_int(&query);
    c.row = px_query_next_int(&query);
    *ret_cursor = c;
    return 0;
}

/* One row more than the page has tells whether there are more on that side. */
static int list_rows(px_db *db, px_arena *arena, const px_code *code,
                     const px_meeting_filter *filter, const cursor *c, px_str language,
                     px_meeting_page *page, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t max = filter->max ? PX_MIN(filter->max, (size_t)PX_MEETING_PAGE_MAX)
                             : (size_t)PX_MEETING_PAGE_MAX;
    size_t room = 0;
    bool more = false;
    int rc = px_query_start(
        db,
        c->back ? PX_MEETING_COLUMNS WHERE "AND (" ORDER ") < (?10, ?11, ?12) ORDER BY " ORDER_BACK
                                           " LIMIT ?13"
                : PX_MEETING_COLUMNS WHERE "AND (?10 < 0 OR (" ORDER
                                           ") > (?10, ?11, ?12)) ORDER BY " ORDER " LIMIT ?13",
        &query, err);

    if (rc < 0)
        return rc;
    list_bind(&query, code, filter, language);
    px_query_int(&query, c->set ? c->dated : -1);
    px_query_int(&query, c->starts);
    px_query_int(&query, c->row);
    px_query_int(&query, (int64_t)max + 1);
    while ((rc = px_query_step(&query, err)) > 0) {
        more = page->count == max;
        if (more)
            break;
        page->rows = px_arena_grow(arena, page->rows, page->count, &room, sizeof(*page->rows));
        px_meeting_row_read(&query, arena, &page->rows[page->count]);
        page->rows[page->count++].code_id = code->id;
    }
    page->more_after = c->back || more;
    page->more_before = c->back ? more : c->set;
    return PX_MIN(rc, 0);
}

static int list_total(px_db *db, const px_code *code, const px_meeting_filter *filter,
                      int64_t *ret_total, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT count(*) FROM meeting AS m JOIN step AS s ON s.id = m.step "
                            "JOIN process AS p ON p.id = m.process " WHERE,
                            &query, err);

    if (rc < 0)
        return rc;
    list_bind(&query, code, filter, PX_STR(""));
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_total = px_query_next_int(&query);
    return 0;
}

int px_meeting_list(px_db *db, px_arena *arena, const px_code *code,
                    const px_meeting_filter *filter, px_str language, px_meeting_page *ret_page,
                    px_error *err)
{
    px_meeting_page page = { 0 };
    cursor c = { 0 };
    int rc = cursor_read(db, code, filter, &c, err);

    if (rc >= 0)
        rc = list_rows(db, arena, code, filter, &c, language, &page, err);
    if (rc >= 0)
        rc = list_total(db, code, filter, &page.total, err);
    for (size_t i = 0; c.back && i < page.count / 2; i++) {
        px_meeting meeting = page.rows[i];

        page.rows[i] = page.rows[page.count - 1 - i];
        page.rows[page.count - 1 - i] = meeting;
    }
    for (size_t i = 0; rc >= 0 && i < page.count; i++)
        rc = px_meeting_groups_read(db, arena, language, &page.rows[i], err);
    if (rc < 0)
        return rc;
    *ret_page = page;
    return 0;
}

int px_meeting_each(px_db *db, px_arena *arena, const px_code *code,
                    const px_meeting_filter *filter, px_str language, px_meeting_fn *fn, void *arg,
                    px_error *err)
{
    px_meeting_filter next = *filter;
    px_meeting_page page = { .more_after = true };
    int rc = 0;

    next.before = PX_STR_NONE;
    while (rc == 0 && page.more_after) {
        rc = px_meeting_list(db, arena, code, &next, language, &page, err);
        for (size_t i = 0; rc == 0 && i < page.count; i++)
            rc = fn(&page.rows[i], arg, err);
        if (rc == 0 && page.count)
            next.after = page.rows[page.count - 1].id;
    }
    return PX_MIN(rc, 0);
}

/* ---- What there is to choose from */

static int choices_start(px_db *db, const px_code *code, const char *sql, px_query *query,
                         px_error *err)
{
    int rc = px_query_start(db, sql, query, err);

    if (rc >= 0)
        px_query_int(query, code->row);
    return rc;
}

static int choices_kinds(px_db *db, px_arena *arena, const px_code *code, px_meeting_choices *c,
                         px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t room = 0;
    int rc = choices_start(db, code,
                           "SELECT s.kind FROM meeting AS m JOIN step AS s ON s.id = m.step "
                           "JOIN process AS p ON p.id = m.process WHERE p.code = ?1 "
                           "GROUP BY s.kind ORDER BY max(s.starts_at) DESC, s.kind",
                           &query, err);

    while (rc >= 0 && (rc = px_query_step(&query, err)) > 0) {
        const px_dossier_word *kind =
            px_dossier_word_find(px_dossier_steps, px_query_next_str(&query));

        if (!kind)
            continue;
        c->kinds = px_arena_grow(arena, c->kinds, c->n_kinds, &room, sizeof(const void *));
        c->kinds[c->n_kinds++] = kind;
    }
    return rc;
}

static int choices_cycles(px_db *db, px_arena *arena, const px_code *code, px_meeting_choices *c,
                          px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t room = 0;
    int rc = choices_start(db, code,
                           "SELECT DISTINCT s.cycle FROM meeting AS m JOIN step AS s "
                           "ON s.id = m.step JOIN process AS p ON p.id = m.process "
                           "WHERE p.code = ?1 AND s.cycle > 0 ORDER BY s.cycle",
                           &query, err);

    while (rc >= 0 && (rc = px_query_step(&query, err)) > 0) {
        c->cycles = px_arena_grow(arena, c->cycles, c->n_cycles, &room, sizeof(*c->cycles));
        c->cycles[c->n_cycles++] = (int)px_query_next_int(&query);
    }
    return rc;
}

/* One for each key: processes of a code may have groups of the same key. */
static int choices_groups(px_db *db, px_arena *arena, const px_code *code, px_str language,
                          px_meeting_choices *c, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t room = 0;
    int rc = choices_start(db, code,
                           "SELECT g.id, g.key, coalesce((SELECT name FROM working_group_name "
                           "WHERE working_group = g.id "
                           "ORDER BY language <> ?2, since DESC, language LIMIT 1), g.key) "
                           "FROM working_group AS g WHERE g.id IN (SELECT max(mg.working_group) "
                           "FROM meeting_group AS mg JOIN working_group AS w "
                           "ON w.id = mg.working_group JOIN process AS p ON p.id = w.process "
                           "WHERE p.code = ?1 GROUP BY w.key) ORDER BY g.position, g.key",
                           &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_meeting_group *group;

        c->groups = px_arena_grow(arena, c->groups, c->n_groups, &room, sizeof(*group));
        group = &c->groups[c->n_groups++];
        group->row = px_query_next_int(&query);
        group->key = px_query_next_text(&query, arena);
        group->name = px_query_next_text(&query, arena);
    }
    return rc;
}

int px_meeting_choices_read(px_db *db, px_arena *arena, const px_code *code, px_str language,
                            px_meeting_choices *ret_choices, px_error *err)
{
    px_meeting_choices choices = { 0 };
    int rc = choices_kinds(db, arena, code, &choices, err);

    if (rc >= 0)
        rc = choices_cycles(db, arena, code, &choices, err);
    if (rc >= 0)
        rc = choices_groups(db, arena, code, language, &choices, err);
    if (rc < 0)
        return rc;
    *ret_choices = choices;
    return 0;
}
