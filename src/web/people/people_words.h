/* SPDX-License-Identifier: EUPL-1.2 */
/* Words for what the house keeps of persons, and what of it a reader may see. */
#ifndef PX_WEB_PEOPLE_WORDS_H
#define PX_WEB_PEOPLE_WORDS_H

#include "base/json_write.h"
#include "drafting/people/person.h"
#include "web/form_field.h"

/* The title of a category, of a country, in the reader's language; the key itself where there is
 * none. */
px_str px_people_category(const px_request *request, px_str key);
px_str px_people_country(const px_request *request, px_str code);

/* Offers all categories, all countries, in a field of a form. */
int px_people_offer_categories(px_form *form, const char *name, px_error *err) PX_MUST_CHECK;
int px_people_offer_countries(px_form *form, const char *name, px_error *err) PX_MUST_CHECK;

/* "chair", or what the function is called there: "co-chair". */
px_str px_people_role(const px_request *request, const px_grant_row *row);

/* Whether the reader may see everything kept about persons. */
bool px_people_sees_all(const px_request *request);

/* Whether a grant is told to the public: that of a role that writes. */
bool px_people_tells(const px_grant_row *row);

/* The object of a person, to be closed by the caller: what the public may know, with `all` the
 * rest too. */
void px_people_person_json(px_json *json, const px_person *person, bool all);

/* The member "roles": all grants, or those that are public; only those that hold where `now`. */
void px_people_roles_json(px_json *json, const px_grant_row *rows, size_t count, bool all,
                          bool now);

#endif
