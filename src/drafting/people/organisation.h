/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Organisations: for whom people speak. What is read lives in the caller's arena.
 *
 * The form of a number of the EU Transparency Register is a row of data/register_numbers.tsv; it
 * is not verified there, so that a number of another form is doubtful and kept all the same.
 */
#ifndef PX_DRAFTING_PEOPLE_ORGANISATION_H
#define PX_DRAFTING_PEOPLE_ORGANISATION_H

#include "base/arena.h"
#include "base/civil.h"
#include "store/db.h"

enum { PX_ORGANISATION_NAME_MAX = 300 };

/* That the organisation of that row has a contact point. */
#define PX_ORGANISATION_HAS_CONTACT_SQL(row)                                                       \
    "EXISTS (SELECT 1 FROM grant_of_role AS contact JOIN person AS holder ON holder.id = "         \
    "contact.person WHERE contact.role = 'contact-point' AND contact.scope_kind = 'organisation' " \
    "AND contact.ended IS NULL AND holder.state = 'active' AND contact.scope = " row ")"

typedef struct px_organisation {
    int64_t row;
    px_str id; /* public */
    px_str name, category, country;
    px_str register_number; /* of the EU Transparency Register, or empty */
    px_str address;         /* https:// or http:// of its website, or empty */
    px_time created;
} px_organisation;

/* By public id, row or name without regard to case and accents (the oldest of that name);
 * NOT_FOUND. */
int px_organisation_find(px_db *db, px_arena *arena, px_str id, px_organisation *ret_organisation,
                         px_error *err) PX_MUST_CHECK;
int px_organisation_get(px_db *db, px_arena *arena, int64_t row, px_organisation *ret_organisation,
                        px_error *err) PX_MUST_CHECK;
int px_organisation_find_name(px_db *db, px_arena *arena, px_str name,
                              px_organisation *ret_organisation, px_error *err) PX_MUST_CHECK;

/* Inside a deed: a new organisation; fills row and id. INVALID with the field's name as argument
 * "field". */
int px_organisation_add(px_db *db, px_arena *arena, px_organisation *organisation,
                        px_error *err) PX_MUST_CHECK;

/* Inside a deed: changes all but id, row and created; the list of people finds its people by the
 * new name. */
int px_organisation_change(px_db *db, px_arena *arena, const px_organisation *organisation,
                           px_error *err) PX_MUST_CHECK;

/* Whether somebody submits comments for it: holds the role of contact point there. */
int px_organisation_has_contact(px_db *db, int64_t organisation, bool *ret_has,
                                px_error *err) PX_MUST_CHECK;

/* Whether the number has the form that the register gives. Never a reason to refuse it. */
bool px_register_number_is(px_str number);

#endif
