/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/application_own.h"

#include "base/banned.h"

enum { OWN_MAX = 100 };

int px_application_own_list(px_db *db, px_arena *arena, int64_t person, px_str language,
                            px_application_own **ret_applications, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_application_own *rows = px_arena_array(arena, OWN_MAX, sizeof(*rows));
    size_t n = 0;
    int rc = px_query_start(
        db,
        "SELECT a.public_id, c.public_id, coalesce("
        "(SELECT title FROM call_text WHERE call = c.id AND language = ?1), "
        "(SELECT title FROM call_text WHERE call = c.id ORDER BY language LIMIT 1)), "
        "a.state, a.received FROM application AS a JOIN call AS c ON c.id = a.call "
        "WHERE a.state <> 'unconfirmed' AND (a.person = ?2 OR a.mail = "
        "(SELECT mail FROM person WHERE id = ?2)) ORDER BY a.received DESC, a.id DESC LIMIT 100",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, language);
    px_query_int(&query, person);
    while (n < OWN_MAX && (rc = px_query_step(&query, err)) > 0) {
        rows[n].id = px_query_next_text(&query, arena);
        rows[n].call = px_query_next_text(&query, arena);
        rows[n].title = px_query_next_text(&query, arena);
        rows[n].state = px_query_next_text(&query, arena);
        rows[n++].received = px_query_next_int(&query);
    }
    if (rc < 0)
        return rc;
    *ret_applications = rows;
    *ret_count = n;
    return 0;
}
