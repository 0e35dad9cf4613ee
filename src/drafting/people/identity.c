/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/identity.h"

#include "base/banned.h"

/* An issuer is an address, so no space stands in it. */
px_str px_identity_print(px_arena *arena, const px_identity *identity)
{
    return px_str_of(px_arena_format(arena, "oidc %.*s %.*s", PX_STR_ARG(identity->issuer),
                                     PX_STR_ARG(identity->subject)));
}

bool px_identity_parse(px_str text, px_identity *ret_identity)
{
    px_str issuer;

    if (!px_str_starts(text, PX_STR("oidc ")))
        return false;
    text = px_str_sub(text, 5, text.len);
    if (!px_str_split(&text, ' ', &issuer) || !issuer.len || !text.len)
        return false;
    *ret_identity = (px_identity){ .issuer = issuer, .subject = text };
    return true;
}

static int identity_start(px_db *db, const char *sql, const px_identity *identity, px_query *query,
                          px_error *err)
{
    int rc = px_query_start(db, sql, query, err);

    if (rc < 0)
        return rc;
    px_query_str(query, identity->issuer);
    px_query_str(query, identity->subject);
    return 0;
}

int px_identity_find(px_db *db, const px_identity *identity, int64_t *ret_person, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = identity_start(db, "SELECT person FROM identity WHERE issuer = ? AND subject = ?",
                            identity, &query, err);

    if (rc >= 0)
        rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("this account is linked with nobody"), NULL);
    *ret_person = px_query_next_int(&query);
    return 0;
}

int px_identity_list(px_db *db, px_arena *arena, int64_t person, px_identity **ret_identities,
                     size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_identity *identities = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(
        db, "SELECT id, issuer, subject FROM identity WHERE person = ? ORDER BY id", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    while ((rc = px_query_step(&query, err)) > 0) {
        identities = px_arena_grow(arena, identities, count, &room, sizeof(*identities));
        identities[count].row = px_query_next_int(&query);
        identities[count].issuer = px_query_next_text(&query, arena);
        identities[count++].subject = px_query_next_text(&query, arena);
    }
    if (rc < 0)
        return rc;
    *ret_identities = identities;
    *ret_count = count;
    return 0;
}

int px_identity_add(px_db *db, const px_identity *identity, int64_t person, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = identity_start(db,
                            "INSERT INTO identity (issuer, subject, person) VALUES (?, ?, ?)"
                            " ON CONFLICT (issuer, subject) DO UPDATE SET person = excluded.person",
                            identity, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    return px_query_run(&query, err);
}

int px_identity_end(px_db *db, int64_t person, const px_identity *identity, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        identity_start(db, "DELETE FROM identity WHERE issuer = ? AND subject = ? AND person = ?",
                       identity, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    rc = px_query_run(&query, err);
    if (rc >= 0 && px_db_changes(db) == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("this account is linked no more"), NULL);
    return rc;
}
