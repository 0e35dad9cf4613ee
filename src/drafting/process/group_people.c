/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/process/group_people.h"

#include "drafting/people/person.h"

#include "base/banned.h"

static int people_interests(px_db *db, px_arena *arena, int64_t person, px_group_person *row,
                            px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t room = 0;
    int rc = px_query_start(db,
                            "SELECT text FROM interest WHERE person = ? AND withdrawn IS NULL "
                            "ORDER BY declared DESC, id DESC LIMIT 100",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    while ((rc = px_query_step(&query, err)) > 0) {
        row->interests =
            px_arena_grow(arena, row->interests, row->n_interests, &room, sizeof(px_str));
        row->interests[row->n_interests++] = px_query_next_text(&query, arena);
    }
    return rc;
}

/* Takes away what the person does not wish to be shown. */
static void people_hide(px_group_person *row, px_str display)
{
    bool named = px_str_is(display, "name");

    if (!named) {
        row->id = PX_STR_NONE;
        row->name = PX_STR_NONE;
    }
    if (!named && !px_str_is(display, "organisation"))
        row->organisation = PX_STR_NONE;
}

static int people_row(px_db *db, px_arena *arena, px_query *query, bool all, px_group_person *row,
                      px_error *err)
{
    int64_t person = px_query_next_int(query);
    px_str role = px_query_next_str(query), display;

    *row = (px_group_person){ .role = PX_ROLE_MEMBER };
    (void)px_role_find(role, &row->role);
    row->leads = row->role == PX_ROLE_CHAIR || row->role == PX_ROLE_VICE_CHAIR;
    row->title = px_query_next_text(query, arena);
    row->since = px_query_next_int(query);
    row->id = px_query_next_text(query, arena);
    row->name = px_query_next_text(query, arena);
    row->organisation = px_query_next_text(query, arena);
    row->category = px_query_next_text(query, arena);
    row->generated = px_query_next_int(query) != 0;
    display = px_query_next_str(query);
    if (px_role_writes(row->role))
        return people_interests(db, arena, person, row, err);
    if (!all)
        people_hide(row, display);
    return 0;
}

int px_group_people(px_db *db, px_arena *arena, const px_group *group, bool all,
                    px_group_person **ret_people, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_group_person *people = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(
        db,
        "SELECT p.id, g.role, g.title, g.since, p.public_id, p.name, coalesce(o.name, ''), "
        "p.category, p.generated, p.display "
        "FROM grant_of_role AS g JOIN person AS p ON p.id = g.person "
        "LEFT JOIN organisation AS o ON o.id = p.organisation "
        "WHERE g.scope_kind = 'group' AND g.scope = ? AND g.ended IS NULL AND p.state = 'active' "
        "ORDER BY CASE g.role WHEN 'chair' THEN 0 WHEN 'vice-chair' THEN 1 WHEN 'editor' THEN 2 "
        "WHEN 'observer' THEN 4 ELSE 3 END, p.sort_key, p.id",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, group->row);
    while (count < PX_GROUP_PEOPLE_MAX && (rc = px_query_step(&query, err)) > 0) {
        people = px_arena_grow(arena, people, count, &room, sizeof(*people));
        rc = people_row(db, arena, &query, all, &people[count++], err);
        if (rc < 0)
            return rc;
    }
    if (rc < 0)
        return rc;
    *ret_people = people;
    *ret_count = count;
    return 0;
}
