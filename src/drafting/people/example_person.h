/* SPDX-License-Identifier: EUPL-1.2 */
/* Persons of a demonstration as whom visitors look at it: generated ones only. */
#ifndef PX_DRAFTING_PEOPLE_EXAMPLE_PERSON_H
#define PX_DRAFTING_PEOPLE_EXAMPLE_PERSON_H

#include "drafting/people/person.h"

/* A generated person who holds the role now, the same one each time; of the role reader, one
 * without any. NOT_FOUND where there is none, as for the role public. */
int px_example_person(px_db *db, px_arena *arena, px_role role, px_person *ret_person,
                      px_error *err) PX_MUST_CHECK;

#endif
