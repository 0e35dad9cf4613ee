/* SPDX-License-Identifier: EUPL-1.2 */
/* Attendance: how many people of each category, never who. */
#include "drafting/people/person.h"
#include "drafting/process/meeting_priv.h"

#include "base/banned.h"

static int attendance_check(px_arena *arena, const px_attendance_set *set, px_error *err)
{
    char excerpt[PX_EXCERPT_SIZE];

    for (size_t i = 0; i < set->count; i++) {
        const px_attendance *row = &set->rows[i];

        if (!px_category_is(row->category))
            return px_fail(err, PX_ERR_INVALID,
                           N_("there is no category of participants named '{category}'"),
                           "category", px_str_excerpt(row->category, excerpt), "field",
                           px_arena_cstr(arena, row->category), NULL);
        if (row->people < 0 || row->people > PX_ATTENDANCE_MAX)
            return px_fail(err, PX_ERR_INVALID,
                           N_("attendance is a number of people from 0 to {max}"), "max", "100000",
                           "field", px_arena_cstr(arena, row->category), NULL);
    }
    return 0;
}

static int attendance_clear(px_db *db, const px_meeting *meeting, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db, "DELETE FROM attendance WHERE meeting = ? AND record = 0", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, meeting->row);
    return px_query_run(&query, err);
}

/* The rows, and the same as text for the digest. A category named twice counts together. */
static int attendance_insert(px_db *db, const px_meeting *meeting, const px_attendance_set *set,
                             px_builder *text, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO attendance (meeting, record, category, people) "
                            "VALUES (?, 0, ?, ?) ON CONFLICT DO UPDATE SET people = people + "
                            "excluded.people",
                            &query, err);

    for (size_t i = 0; rc >= 0 && i < set->count; i++) {
        if (!set->rows[i].people)
            continue;
        px_query_int(&query, meeting->row);
        px_query_str(&query, set->rows[i].category);
        px_query_int(&query, set->rows[i].people);
        rc = px_query_run(&query, err);
        px_query_again(&query);
        px_builder_format(text, "%.*s %lld\n", PX_STR_ARG(set->rows[i].category),
                          set->rows[i].people);
    }
    return rc;
}

int px_attendance_set_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(64 * 1024);
    const px_attendance_set *set = arg;
    px_meeting meeting;
    int rc = attendance_check(arena, set, err);

    if (rc >= 0)
        rc = px_meeting_open(db, arena, set->meeting, &meeting, err);
    if (rc >= 0)
        rc = attendance_clear(db, &meeting, err);
    if (rc >= 0)
        rc = attendance_insert(db, &meeting, set, &text, err);
    if (rc < 0)
        return rc;
    return px_meeting_prepared(db, arena, &meeting, "attendance", px_builder_view(&text),
                               set->author, err);
}
