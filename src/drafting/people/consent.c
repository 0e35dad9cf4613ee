/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/consent.h"

#include "base/embedded.h"
#include "drafting/people/call.h"

#include "base/banned.h"

enum { CONSENT_VERSIONS_MAX = 1000 };

/* ---- The usual texts */

/* The text behind the lines that say where it is from. */
static px_str consent_body(px_str text)
{
    px_str rest = text, line;

    while (px_str_line(&rest, &line) && px_str_starts(line, PX_STR("#")))
        text = rest;
    return px_str_trim(text);
}

px_str px_consent_usual(const char *purpose, int version, px_str language)
{
    char name[128];

    (void)snprintf(name, sizeof(name), "%s.%d.%.*s.txt", purpose, version, PX_STR_ARG(language));
    for (const px_embedded *file = px_embedded_tables; file->name; file++)
        if (strcmp(file->name, name) == 0)
            return consent_body(px_embedded_str(file));
    return PX_STR_NONE;
}

int px_consent_usual_newest(const char *purpose)
{
    int version = 0;

    while (version < CONSENT_VERSIONS_MAX &&
           px_consent_usual(purpose, version + 1, PX_STR("en")).len)
        version++;
    return version;
}

const char *px_consent_title(px_str purpose)
{
    return px_str_is(purpose, PX_CONSENT_PARTICIPATION) ? N_("Taking part in drafting a code")
                                                        : NULL;
}

/* ---- What was agreed to */

bool px_consent_asks(const px_consent *consent)
{
    return consent->withdrawn == PX_TIME_NONE && consent->newest > consent->version;
}

static px_time consent_time(px_query *query)
{
    bool none = px_query_next_is_null(query);
    px_time time = px_query_next_int(query);

    return none ? PX_TIME_NONE : time;
}

#define CONSENT_TEXT(version)                                                                      \
    "(SELECT t.text FROM consent_text AS t WHERE t.purpose = c.purpose AND t.version = " version   \
    " ORDER BY t.language = ?2 DESC, t.language LIMIT 1)"
#define CONSENT_NEWEST "(SELECT max(n.version) FROM consent_text AS n WHERE n.purpose = c.purpose)"

int px_consent_list(px_db *db, px_arena *arena, int64_t person, px_str language,
                    px_consent **ret_consents, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_consent *rows = NULL;
    size_t n = 0, room = 0;
    int rc = px_query_start(
        db,
        "SELECT c.purpose, c.version, coalesce(" CONSENT_NEWEST ", c.version), "
        "c.given, c.withdrawn, " CONSENT_TEXT("c.version") ", " CONSENT_TEXT(
            CONSENT_NEWEST) " FROM consent AS c "
                            "WHERE c.id IN (SELECT max(id) FROM consent WHERE person = ?1 GROUP BY "
                            "purpose) ORDER BY c.purpose",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    px_query_str(&query, language);
    while ((rc = px_query_step(&query, err)) > 0) {
        rows = px_arena_grow(arena, rows, n, &room, sizeof(*rows));
        rows[n] = (px_consent){ .purpose = px_query_next_text(&query, arena) };
        rows[n].version = (int)px_query_next_int(&query);
        rows[n].newest = (int)px_query_next_int(&query);
        rows[n].given = px_query_next_int(&query);
        rows[n].withdrawn = consent_time(&query);
        rows[n].text = px_query_next_text(&query, arena);
        rows[n++].newest_text = px_query_next_text(&query, arena);
    }
    if (rc < 0)
        return rc;
    *ret_consents = rows;
    *ret_count = n;
    return 0;
}

/* ---- Agreeing and withdrawing */

int px_consent_give(px_db *db, int64_t person, px_str purpose, int version, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO consent (person, purpose, version, given) "
                            "SELECT ?1, ?2, ?3, ?4 WHERE ?3 = (SELECT max(version) FROM "
                            "consent_text WHERE purpose = ?2)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    px_query_str(&query, purpose);
    px_query_int(&query, version);
    px_query_int(&query, px_now());
    rc = px_query_run(&query, err);
    if (rc >= 0 && px_db_changes(db) == 0)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the text has changed in the meantime; please read it again"), NULL);
    return rc;
}

static int consent_end_roles(px_db *db, px_arena *arena, const px_person *person,
                             const char *author, px_error *err)
{
    px_grant_row *grants;
    size_t n;
    int rc = px_grant_list(db, arena, person->row, &grants, &n, err);

    for (size_t i = 0; rc >= 0 && i < n; i++)
        if (grants[i].ended == PX_TIME_NONE && !px_role_writes(grants[i].grant.role))
            rc = px_grant_end(db, person, &grants[i].grant, author, err);
    return rc;
}

int px_consent_withdraw(px_db *db, px_arena *arena, const px_person *person, px_str purpose,
                        const char *author, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE consent SET withdrawn = ? WHERE person = ? AND purpose = ? "
                            "AND withdrawn IS NULL",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, px_now());
    px_query_int(&query, person->row);
    px_query_str(&query, purpose);
    rc = px_query_run(&query, err);
    if (rc >= 0 && px_db_changes(db) == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such consent that holds"), NULL);
    return rc < 0 ? rc : consent_end_roles(db, arena, person, author, err);
}
