/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of the table person, and how names are compared. Private to src/drafting. */
#ifndef PX_DRAFTING_PEOPLE_PERSON_ROW_H
#define PX_DRAFTING_PEOPLE_PERSON_ROW_H

#include "drafting/people/person.h"

/* What person_row_read reads, in order: a query selects them of "person AS p" with
 * "LEFT JOIN organisation AS o ON o.id = p.organisation". */
#define PERSON_ROW_COLUMNS                                                                         \
    "p.id, p.public_id, p.name, coalesce(p.mail, ''), coalesce(p.organisation, 0), "               \
    "coalesce(o.name, ''), p.category, p.country, p.language, p.zone, p.display, p.digest, "       \
    "p.state, p.generated, p.standing, p.created, p.seen, p.retain_until"
#define PERSON_ROW_FROM " FROM person AS p LEFT JOIN organisation AS o ON o.id = p.organisation "

void person_row_read(px_query *query, px_arena *arena, px_person *ret_person);

/* The words of a name without case and accents, one space between them: what lists sort by. */
px_str person_sort_key(px_arena *arena, px_str name);

#endif
