/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/example_person.h"

#include "base/banned.h"

/* Whoever has the fewest roles shows the one at hand best. */
static const char with_role[] =
    "SELECT p.id FROM grant_of_role g JOIN person p ON p.id = g.person WHERE g.role = ?"
    " AND g.ended IS NULL AND p.generated = 1 AND p.state = 'active' ORDER BY"
    " (SELECT count(*) FROM grant_of_role o WHERE o.person = p.id AND o.ended IS NULL), p.id"
    " LIMIT 1";
static const char without_role[] =
    "SELECT p.id FROM person p WHERE p.generated = 1 AND p.state = 'active' AND NOT EXISTS"
    " (SELECT 1 FROM grant_of_role g WHERE g.person = p.id AND g.ended IS NULL AND g.role <> ?)"
    " ORDER BY p.id LIMIT 1";

int px_example_person(px_db *db, px_arena *arena, px_role role, px_person *ret_person,
                      px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc;

    if (role == PX_ROLE_READER)
        rc = px_query_start(db, without_role, &query, err);
    else
        rc = px_query_start(db, with_role, &query, err);
    if (rc < 0)
        return rc;
    px_query_cstr(&query, px_role_name(role));
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such person"), NULL);
    return px_person_get(db, arena, px_query_next_int(&query), ret_person, err);
}
