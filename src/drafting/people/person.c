/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/person.h"

#include "base/ascii.h"
#include "base/message.h"
#include "base/random.h"
#include "code/normal.h"
#include "drafting/people/person_row.h"
#include "store/act.h"
#include "store/search_word.h"
#include "store/setting.h"

#include "base/banned.h"

/* ---- Reading */

static int person_one(px_query *query, px_arena *arena, px_person *ret_person, px_error *err)
{
    int rc = px_query_step(query, err);

    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such person"), NULL);
    *ret_person = (px_person){ 0 };
    person_row_read(query, arena, ret_person);
    return 0;
}

int px_person_find(px_db *db, px_arena *arena, px_str id, px_person *ret_person, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "SELECT " PERSON_ROW_COLUMNS PERSON_ROW_FROM "WHERE p.public_id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, id);
    return person_one(&query, arena, ret_person, err);
}

int px_person_find_mail(px_db *db, px_arena *arena, px_str mail, px_person *ret_person,
                        px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str key;
    int rc = px_mail_address_key(arena, mail, &key, NULL);

    if (rc < 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such person"), NULL);
    rc = px_query_start(db, "SELECT " PERSON_ROW_COLUMNS PERSON_ROW_FROM "WHERE p.mail = ?", &query,
                        err);
    if (rc < 0)
        return rc;
    px_query_str(&query, key);
    return person_one(&query, arena, ret_person, err);
}

int px_person_find_any(px_db *db, px_arena *arena, px_str text, px_person *ret_person,
                       px_error *err)
{
    return px_str_find_char(text, '@') < text.len
               ? px_person_find_mail(db, arena, text, ret_person, err)
               : px_person_find(db, arena, text, ret_person, err);
}

int px_person_get(px_db *db, px_arena *arena, int64_t row, px_person *ret_person, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT " PERSON_ROW_COLUMNS PERSON_ROW_FROM "WHERE p.id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    return person_one(&query, arena, ret_person, err);
}

/* ---- Checking */

static int person_field(const char *field, px_error *err)
{
    return px_fail(err, PX_ERR_INVALID, N_("this is none of the values that can be chosen"),
                   "field", field, NULL);
}

static bool one_of(px_str value, const char *const *values)
{
    for (; *values; values++)
        if (px_str_is(value, *values))
            return true;
    return false;
}

static bool is_country(px_str country)
{
    return country.len == 0 || (country.len == 2 && px_is_upper((unsigned char)country.ptr[0]) &&
                                px_is_upper((unsigned char)country.ptr[1]));
}

static bool is_zone(px_str zone)
{
    char name[65];
    px_zone *found = NULL;

    if (zone.len == 0)
        return true;
    if (zone.len >= sizeof(name))
        return false;
    memcpy(name, zone.ptr, zone.len);
    name[zone.len] = 0;
    if (px_zone_load(name, &found, NULL) < 0)
        return false;
    px_zone_free(found);
    return true;
}

/* The texts that are not chosen from a list become normal; what is empty takes its usual value. */
static int person_check(px_arena *arena, px_person *person, px_error *err)
{
    static const char *const displays[] = { "name", "organisation", "anonymous", NULL };
    static const char *const digests[] = { "each", "daily", "weekly", "none", NULL };
    int rc =
        px_text_line(arena, "name", person->name, true, PX_PERSON_NAME_MAX, &person->name, err);

    if (rc >= 0)
        rc = px_mail_address_key(arena, person->mail, &person->mail, err);
    if (rc < 0)
        return rc;
    if (person->display.len == 0)
        person->display = PX_STR("name");
    if (person->digest.len == 0)
        person->digest = PX_STR("each");
    if (person->language.len == 0)
        person->language = PX_STR("en");
    if (person->category.len > 0 && !px_category_is(person->category))
        return person_field("category", err);
    if (!is_country(person->country))
        return person_field("country", err);
    if (!px_language_find(person->language))
        return person_field("language", err);
    if (!is_zone(person->zone))
        return person_field("zone", err);
    if (!one_of(person->display, displays))
        return person_field("display", err);
    return one_of(person->digest, digests) ? 0 : person_field("digest", err);
}

static int person_is_free(px_db *db, const px_person *person, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT 1 FROM person WHERE mail = ? AND id <> ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, person->mail);
    px_query_int(&query, person->row);
    rc = px_query_step(&query, err);
    if (rc > 0)
        return px_fail(err, PX_ERR_CONFLICT, N_("this mail address belongs to somebody else"),
                       "field", "mail", NULL);
    return rc;
}

/* ---- Writing */

static px_str or_empty(px_str s)
{
    return s.ptr ? s : PX_STR("");
}

static void bind_time(px_query *query, px_time time)
{
    px_query_int(query, time == PX_TIME_NONE ? 0 : time);
}

/* The columns that both adding and changing set, in the order of their statements. */
static void person_bind(px_query *query, const px_person *person)
{
    px_query_str(query, person->name);
    px_query_str(query, person->mail);
    if (person->organisation)
        px_query_int(query, person->organisation);
    else
        px_query_null(query);
    px_query_str(query, or_empty(person->category));
    px_query_str(query, or_empty(person->country));
    px_query_str(query, person->language);
    px_query_str(query, or_empty(person->zone));
    px_query_str(query, person->display);
    px_query_str(query, person->digest);
    px_query_int(query, person->generated);
    bind_time(query, person->retain_until);
}

static int person_insert(px_db *db, px_person *person, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO person (name, mail, organisation, category, country, "
                            "language, zone, display, digest, generated, retain_until, public_id, "
                            "sort_key, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    person_bind(&query, person);
    px_query_str(&query, person->id);
    px_query_int(&query, person->created);
    rc = px_query_run(&query, err);
    if (rc >= 0)
        person->row = px_db_last_id(db);
    return rc;
}

int px_person_add(px_db *db, px_arena *arena, px_person *person, px_error *err)
{
    px_person added = *person;
    char id[PX_PUBLIC_ID_LEN + 1];
    int rc;

    added.row = 0;
    rc = person_check(arena, &added, err);
    if (rc >= 0 && !added.generated) /* nobody in a demonstration is taken for somebody */
        rc = px_setting_is(db, "demonstration", &added.generated, err);
    if (rc >= 0)
        rc = person_is_free(db, &added, err);
    if (rc < 0)
        return rc;
    px_random_public_id(id);
    added.id = px_arena_str(arena, px_str_of(id));
    added.state = PX_STR("active");
    added.standing = 0;
    added.created = px_now();
    added.seen = PX_TIME_NONE;
    if (added.retain_until == 0)
        added.retain_until = PX_TIME_NONE;
    rc = person_insert(db, &added, err);
    if (rc >= 0)
        rc = px_person_index(db, arena, added.row, err);
    if (rc >= 0)
        *person = added;
    return rc;
}

static int person_update(px_db *db, const px_person *person, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE person SET name = ?, mail = ?, organisation = ?, category = ?, "
                            "country = ?, language = ?, zone = ?, display = ?, digest = ?, "
                            "generated = ?, retain_until = ?, seen = ? "
                            "WHERE id = ? AND state <> 'erased'",
                            &query, err);

    if (rc < 0)
        return rc;
    person_bind(&query, person);
    bind_time(&query, person->seen);
    px_query_int(&query, person->row);
    rc = px_query_run(&query, err);
    if (rc >= 0 && px_db_changes(db) == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such person"), NULL);
    return rc;
}

int px_person_change(px_db *db, const px_person *person, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_person changed = *person;
    int rc = person_check(arena, &changed, err);

    if (rc >= 0)
        rc = person_is_free(db, &changed, err);
    if (rc >= 0)
        rc = person_update(db, &changed, err);
    return rc < 0 ? rc : px_person_index(db, arena, changed.row, err);
}

/* ---- Words */

static int words_drop(px_db *db, int64_t person, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "DELETE FROM person_word WHERE person = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    return px_query_run(&query, err);
}

static int words_put(px_db *db, px_arena *arena, int64_t person, px_str text, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str key = person_sort_key(arena, text), word;
    int rc = px_query_start(db, "INSERT OR IGNORE INTO person_word (word, person) VALUES (?, ?)",
                            &query, err);

    while (rc >= 0 && key.len > 0 && px_str_split(&key, ' ', &word)) {
        px_query_again(&query);
        px_query_str(&query, word);
        px_query_int(&query, person);
        rc = px_query_run(&query, err);
    }
    return rc;
}

static int sort_key_set(px_db *db, int64_t person, px_str key, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "UPDATE person SET sort_key = ? WHERE id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, key);
    px_query_int(&query, person);
    return px_query_run(&query, err);
}

int px_person_index(px_db *db, px_arena *arena, int64_t row, px_error *err)
{
    px_person person;
    bool erased;
    int rc = px_person_get(db, arena, row, &person, err);

    if (rc < 0)
        return rc;
    erased = px_str_is(person.state, "erased");
    rc = sort_key_set(db, row, erased ? PX_STR("") : person_sort_key(arena, person.name), err);
    if (rc >= 0)
        rc = words_drop(db, row, err);
    if (rc >= 0 && !erased)
        rc = words_put(db, arena, row, person.name, err);
    if (rc >= 0 && !erased)
        rc = words_put(db, arena, row, person.organisation_name, err);
    return rc;
}

/* ---- State */

static int state_set(px_db *db, const px_person *person, bool suspended, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db, "UPDATE person SET state = ? WHERE id = ? AND state = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, suspended ? "suspended" : "active");
    px_query_int(&query, person->row);
    px_query_cstr(&query, suspended ? "active" : "suspended");
    rc = px_query_run(&query, err);
    if (rc < 0 || px_db_changes(db) > 0)
        return rc;
    return suspended ? px_fail(err, PX_ERR_CONFLICT,
                               N_("the account is suspended or erased already"), NULL)
                     : px_fail(err, PX_ERR_CONFLICT, N_("the account is not suspended"), NULL);
}

int px_person_suspend(px_db *db, const px_person *person, bool suspended, const char *author,
                      px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(4096);
    px_act act = { .kind = suspended ? "person.suspended" : "person.resumed", .author = author };
    px_json json;
    int rc = state_set(db, person, suspended, err);

    if (rc < 0)
        return rc;
    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "person", person->id);
    return px_act_append_json(db, &act, &json, NULL, err);
}
