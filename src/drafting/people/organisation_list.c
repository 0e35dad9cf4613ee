/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/people_list.h"
#include "drafting/people/person_row.h"

#include "base/banned.h"

/* Parameters: 1 whether all are shown, 2 category, 3 country, 4 beginning of a word behind a
 * space, 5 and 6 where the page begins, 7 rows. Whom the public is told of: those who did not
 * choose to be anonymous, and everybody with write access. */
#define TOLD                                                                                       \
    "p.organisation = o.id AND p.state = 'active' AND (?1 OR p.standing = 2 OR (p.standing = 1 "   \
    "AND p.display <> 'anonymous'))"
#define LIST(order, compare)                                                                       \
    "SELECT o.id, o.public_id, o.name, o.category, o.country, o.register_number, o.address, "      \
    "o.created, (SELECT count(*) FROM person AS p WHERE " TOLD ") FROM organisation AS o "         \
    "WHERE (?2 = '' OR o.category = ?2) AND (?3 = '' OR o.country = ?3) "                          \
    "AND (?4 = ' ' OR instr(' ' || o.sort_key, ?4) > 0) "                                          \
    "AND (?1 OR EXISTS (SELECT 1 FROM person AS p WHERE " TOLD ")) "                               \
    "AND (o.sort_key, o.id) " compare " (?5, ?6) ORDER BY o.sort_key " order ", o.id " order       \
    " LIMIT ?7"

static const char *const lists[2] = { LIST("", ">"), LIST("DESC", "<") };

typedef struct organisation_cursor {
    px_str name;
    int64_t row;
    bool backward, from_row;
} organisation_cursor;

static int find_cursor(px_db *db, px_arena *arena, const px_people_filter *filter,
                       organisation_cursor *cursor, px_error *err)
{
    px_str id = filter->before.len ? filter->before : filter->after;
    px_organisation found;
    px_error none = PX_ERROR_INIT;
    int rc;

    cursor->backward = filter->before.len > 0;
    cursor->name = cursor->backward ? PX_STR("\xf4\x8f\xbf\xbf") : PX_STR("");
    cursor->row = cursor->backward ? INT64_MAX : -1;
    rc = id.len ? px_organisation_find(db, arena, id, &found, &none) : -(int)PX_ERR_NOT_FOUND;
    if (rc == -(int)PX_ERR_NOT_FOUND)
        return 0;
    if (rc < 0) {
        *err = none;
        return rc;
    }
    cursor->from_row = true;
    cursor->name = person_sort_key(arena, found.name);
    cursor->row = found.row;
    return 0;
}

static void row_read(px_query *query, px_arena *arena, px_people_organisation *row)
{
    px_organisation *o = &row->organisation;

    o->row = px_query_next_int(query);
    o->id = px_query_next_text(query, arena);
    o->name = px_query_next_text(query, arena);
    o->category = px_query_next_text(query, arena);
    o->country = px_query_next_text(query, arena);
    o->register_number = px_query_next_text(query, arena);
    o->address = px_query_next_text(query, arena);
    o->created = px_query_next_int(query);
    row->people = px_query_next_int(query);
}

static int page_read(px_db *db, px_arena *arena, const px_people_filter *f, size_t max,
                     const organisation_cursor *cursor, px_people_organisations *page,
                     px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    const char *text = px_arena_format(arena, " %.*s", PX_STR_ARG(person_sort_key(arena, f->text)));
    int rc = px_query_start(db, lists[cursor->backward], &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, f->all);
    px_query_str(&query, f->category.ptr ? f->category : PX_STR(""));
    px_query_str(&query, f->country.ptr ? f->country : PX_STR(""));
    px_query_cstr(&query, text);
    px_query_str(&query, cursor->name);
    px_query_int(&query, cursor->row);
    px_query_int(&query, (int64_t)max + 1);
    while ((rc = px_query_step(&query, err)) > 0)
        row_read(&query, arena, &page->rows[page->count++]);
    return rc;
}

int px_people_organisation_list(px_db *db, px_arena *arena, const px_people_filter *filter,
                                px_people_organisations *ret_page, px_error *err)
{
    size_t max = PX_MIN(PX_MAX(filter->max, 1), PX_PEOPLE_PAGE_MAX);
    px_people_organisations page = {
        .rows = px_arena_array(arena, max + 1, sizeof(*page.rows)),
    };
    organisation_cursor cursor = { 0 };
    bool more;
    int rc = find_cursor(db, arena, filter, &cursor, err);

    if (rc >= 0)
        rc = page_read(db, arena, filter, max, &cursor, &page, err);
    if (rc < 0)
        return rc;
    more = page.count > max;
    page.count = PX_MIN(page.count, max);
    for (size_t i = 0; cursor.backward && i < page.count / 2; i++) {
        px_people_organisation row = page.rows[i];

        page.rows[i] = page.rows[page.count - 1 - i];
        page.rows[page.count - 1 - i] = row;
    }
    page.more_after = cursor.backward ? cursor.from_row : more;
    page.more_before = cursor.backward ? more : cursor.from_row;
    *ret_page = page;
    return 0;
}
