/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/organisation.h"

#include "base/ascii.h"
#include "base/embedded.h"
#include "base/number.h"
#include "base/random.h"
#include "code/normal.h"
#include "drafting/people/person_row.h"

#include "base/banned.h"

enum { REGISTER_NUMBER_MAX = 40, ADDRESS_MAX = 500 };

#define ORGANISATION_COLUMNS                                                                       \
    "SELECT id, public_id, name, category, country, register_number, address, created "            \
    "FROM organisation "

/* ---- Reading */

static int organisation_one(px_query *query, px_arena *arena, px_organisation *ret_organisation,
                            px_error *err)
{
    int rc = px_query_step(query, err);

    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such organisation"), NULL);
    ret_organisation->row = px_query_next_int(query);
    ret_organisation->id = px_query_next_text(query, arena);
    ret_organisation->name = px_query_next_text(query, arena);
    ret_organisation->category = px_query_next_text(query, arena);
    ret_organisation->country = px_query_next_text(query, arena);
    ret_organisation->register_number = px_query_next_text(query, arena);
    ret_organisation->address = px_query_next_text(query, arena);
    ret_organisation->created = px_query_next_int(query);
    return 0;
}

int px_organisation_find(px_db *db, px_arena *arena, px_str id, px_organisation *ret_organisation,
                         px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, ORGANISATION_COLUMNS "WHERE public_id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, id);
    return organisation_one(&query, arena, ret_organisation, err);
}

int px_organisation_get(px_db *db, px_arena *arena, int64_t row, px_organisation *ret_organisation,
                        px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, ORGANISATION_COLUMNS "WHERE id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    return organisation_one(&query, arena, ret_organisation, err);
}

int px_organisation_find_name(px_db *db, px_arena *arena, px_str name,
                              px_organisation *ret_organisation, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str key = person_sort_key(arena, name);
    int rc = px_query_start(
        db, ORGANISATION_COLUMNS "WHERE sort_key = ? AND sort_key <> '' ORDER BY id LIMIT 1",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, key);
    return organisation_one(&query, arena, ret_organisation, err);
}

int px_organisation_has_contact(px_db *db, int64_t organisation, bool *ret_has, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db, "SELECT 1 WHERE " PX_ORGANISATION_HAS_CONTACT_SQL("?"), &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, organisation);
    rc = px_query_step(&query, err);
    *ret_has = rc > 0;
    return PX_MIN(rc, 0);
}

/* ---- The number in the register */

/* Digits between two counts, "6-12", as data/register_numbers.tsv writes them. */
static bool digits_fit(px_str digits, px_str counts)
{
    px_str least, most;
    long long min, max;

    if (!px_str_split(&counts, '-', &least) || !px_str_split(&counts, '-', &most) ||
        px_parse_int(least, 0, 100, &min, NULL) < 0 || px_parse_int(most, 0, 100, &max, NULL) < 0)
        return false;
    for (size_t i = 0; i < digits.len; i++)
        if (!px_is_digit((unsigned char)digits.ptr[i]))
            return false;
    return (long long)digits.len >= min && (long long)digits.len <= max;
}

/* The row's columns: name, separator, then the counts of the parts. */
static bool number_fits(px_str line, px_str number)
{
    px_str name, separator, counts, part;

    if (!px_str_split(&line, '\t', &name) || !px_str_split(&line, '\t', &separator) ||
        separator.len != 1 || !px_str_split(&line, '\t', &counts))
        return false;
    for (px_str count; px_str_split(&counts, ',', &count);)
        if (!px_str_split(&number, separator.ptr[0], &part) || !digits_fit(part, count))
            return false;
    return !px_str_split(&number, separator.ptr[0], &part);
}

bool px_register_number_is(px_str number)
{
    px_str line;

    for (const px_embedded *file = px_embedded_tables; file->name; file++) {
        px_str text = px_embedded_str(file);

        while (strcmp(file->name, "register_numbers.tsv") == 0 && px_str_line(&text, &line))
            if (!px_str_starts(line, PX_STR("#")) && number_fits(line, number))
                return true;
    }
    return false;
}

/* ---- Writing */

static int organisation_field(const char *field, const char *message, px_error *err)
{
    return px_fail(err, PX_ERR_INVALID, message, "field", field, NULL);
}

static int organisation_check(px_arena *arena, px_organisation *o, px_error *err)
{
    int rc =
        px_text_line(arena, "organisation", o->name, true, PX_ORGANISATION_NAME_MAX, &o->name, err);

    if (rc >= 0)
        rc = px_text_line(arena, "register_number", o->register_number, false, REGISTER_NUMBER_MAX,
                          &o->register_number, err);
    if (rc >= 0)
        rc = px_text_line(arena, "address", o->address, false, ADDRESS_MAX, &o->address, err);
    if (rc < 0)
        return rc;
    if (!px_category_is(o->category))
        return organisation_field("category", N_("this is none of the values that can be chosen"),
                                  err);
    if (!o->country.ptr)
        o->country = PX_STR("");
    if (o->country.len > 0 &&
        (o->country.len != 2 || !px_is_upper((unsigned char)o->country.ptr[0]) ||
         !px_is_upper((unsigned char)o->country.ptr[1])))
        return organisation_field("country", N_("this is none of the values that can be chosen"),
                                  err);
    if (o->address.len > 0 && !px_str_starts(o->address, PX_STR("https://")) &&
        !px_str_starts(o->address, PX_STR("http://")))
        return organisation_field("address", N_("the address must begin with https://"), err);
    return 0;
}

static void organisation_bind(px_query *query, px_arena *arena, const px_organisation *o)
{
    px_query_str(query, o->name);
    px_query_str(query, person_sort_key(arena, o->name));
    px_query_str(query, o->category);
    px_query_str(query, o->country);
    px_query_str(query, o->register_number);
    px_query_str(query, o->address);
}

int px_organisation_add(px_db *db, px_arena *arena, px_organisation *organisation, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_organisation added = *organisation;
    char id[PX_PUBLIC_ID_LEN + 1];
    int rc = organisation_check(arena, &added, err);

    if (rc >= 0)
        rc = px_query_start(db,
                            "INSERT INTO organisation (name, sort_key, category, country, "
                            "register_number, address, public_id, created) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                            &query, err);
    if (rc < 0)
        return rc;
    px_random_public_id(id);
    added.id = px_arena_str(arena, px_str_of(id));
    added.created = px_now();
    organisation_bind(&query, arena, &added);
    px_query_str(&query, added.id);
    px_query_int(&query, added.created);
    rc = px_query_run(&query, err);
    if (rc < 0)
        return rc;
    added.row = px_db_last_id(db);
    *organisation = added;
    return 0;
}

static int organisation_update(px_db *db, px_arena *arena, const px_organisation *o, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE organisation SET name = ?, sort_key = ?, category = ?, "
                            "country = ?, register_number = ?, address = ? WHERE id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    organisation_bind(&query, arena, o);
    px_query_int(&query, o->row);
    rc = px_query_run(&query, err);
    if (rc >= 0 && px_db_changes(db) == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such organisation"), NULL);
    return rc;
}

/* Its people are found by its name. */
static int organisation_index(px_db *db, px_arena *arena, int64_t row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT id FROM person WHERE organisation = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    while ((rc = px_query_step(&query, err)) > 0) {
        rc = px_person_index(db, arena, px_query_next_int(&query), err);
        if (rc < 0)
            break;
    }
    return rc;
}

int px_organisation_change(px_db *db, px_arena *arena, const px_organisation *organisation,
                           px_error *err)
{
    px_organisation changed = *organisation;
    int rc = organisation_check(arena, &changed, err);

    if (rc >= 0)
        rc = organisation_update(db, arena, &changed, err);
    return rc < 0 ? rc : organisation_index(db, arena, changed.row, err);
}
