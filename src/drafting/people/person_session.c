/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/person_session.h"

#include <sodium.h>

#include "base/words.h"
#include "drafting/people/person.h"

#include "base/banned.h"

static const struct {
    const char *name, *title;
} ways[PX_SIGN_IN_WAY_COUNT] = {
    [PX_SIGN_IN_LINK] = { "link", N_("link in a mail") },
    [PX_SIGN_IN_PASSWORD] = { "password", N_("password") },
    [PX_SIGN_IN_OIDC] = { "oidc", N_("account elsewhere") },
    [PX_SIGN_IN_DEMONSTRATION] = { "demonstration", N_("link of the demonstration") },
};

PX_WORDS(px_sign_in_way, px_sign_in_way, ways)

int px_person_session_open(px_db *db, int64_t person, px_sign_in_way way, px_str token, px_time now,
                           px_error *err)
{
    px_token_hash hash = px_token_hash_of(token);
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "INSERT INTO session (hash, person, way, created, seen, expires) VALUES (?, ?, ?, ?, ?, ?)",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_blob(&query, hash.bytes, sizeof(hash.bytes));
    px_query_int(&query, person);
    px_query_cstr(&query, ways[way].name);
    px_query_int(&query, now);
    px_query_int(&query, now);
    px_query_int(&query, now + PX_SESSION_LONGEST);
    rc = px_query_run(&query, err);
    if (rc < 0)
        return rc;
    rc = px_query_start(db, "UPDATE person SET seen = max(seen, ?) WHERE id = ?", &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, now);
    px_query_int(&query, person);
    return px_query_run(&query, err);
}

/* The columns of session_read. */
#define SESSION_COLUMNS "hash, person, way, created, seen, expires"

static void session_read(px_query *query, px_person_session *session)
{
    px_str hash = px_query_next_str(query), way;

    *session = (px_person_session){ 0 };
    memcpy(session->hash.bytes, hash.ptr, PX_MIN(hash.len, sizeof(session->hash.bytes)));
    (void)sodium_bin2hex(session->id, sizeof(session->id), session->hash.bytes,
                         PX_SESSION_ID_LEN / 2);
    session->person = px_query_next_int(query);
    way = px_query_next_str(query);
    (void)px_sign_in_way_find(way, &session->way);
    session->created = px_query_next_int(query);
    session->seen = px_query_next_int(query);
    session->expires = px_query_next_int(query);
}

int px_person_session_find(px_db *db, px_arena *arena, px_str token, px_time now,
                           px_person_session *ret_session, px_who *ret_who, px_error *err)
{
    px_token_hash hash = px_token_hash_of(token);
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_person_session session;
    px_who who;
    int rc = px_query_start(
        db, "SELECT " SESSION_COLUMNS " FROM session WHERE hash = ? AND expires > ? AND seen > ?",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_blob(&query, hash.bytes, sizeof(hash.bytes));
    px_query_int(&query, now);
    px_query_int(&query, now - PX_SESSION_IDLE);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such session"), NULL);
    session_read(&query, &session);
    rc = px_who_read(db, arena, session.person, now, &who, err);
    if (rc < 0)
        return rc;
    if (!who.person)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such session"), NULL);
    *ret_session = session;
    *ret_who = who;
    return 0;
}

int px_person_session_mark(px_db *db, const px_token_hash *hashes, size_t count, px_time now,
                           px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db, "UPDATE session SET seen = max(seen, ?) WHERE hash = ?", &query, err);

    for (size_t i = 0; rc >= 0 && i < count; i++) {
        px_query_again(&query);
        px_query_int(&query, now);
        px_query_blob(&query, hashes[i].bytes, sizeof(hashes[i].bytes));
        rc = px_query_run(&query, err);
    }
    return rc;
}

int px_person_session_list(px_db *db, px_arena *arena, int64_t person, px_time now,
                           px_person_session **ret_sessions, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_person_session *sessions = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db,
                            "SELECT " SESSION_COLUMNS
                            " FROM session WHERE person = ? AND expires > ? AND seen > ?"
                            " ORDER BY seen DESC, id DESC LIMIT 200",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    px_query_int(&query, now);
    px_query_int(&query, now - PX_SESSION_IDLE);
    while ((rc = px_query_step(&query, err)) > 0) {
        sessions = px_arena_grow(arena, sessions, count, &room, sizeof(*sessions));
        session_read(&query, &sessions[count++]);
    }
    if (rc < 0)
        return rc;
    *ret_sessions = sessions;
    *ret_count = count;
    return 0;
}

int px_person_session_end(px_db *db, px_str token, px_error *err)
{
    px_token_hash hash = px_token_hash_of(token);
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "DELETE FROM session WHERE hash = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_blob(&query, hash.bytes, sizeof(hash.bytes));
    return px_query_run(&query, err);
}

int px_person_session_end_one(px_db *db, int64_t person, px_str id, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "DELETE FROM session WHERE person = ? AND lower(hex(substr(hash, 1, 8))) = ?", &query,
        err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    px_query_str(&query, id);
    rc = px_query_run(&query, err);
    if (rc >= 0 && px_db_changes(db) == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("this session has ended already"), NULL);
    return rc;
}

int px_person_session_end_all(px_db *db, int64_t person, px_str but_token, px_error *err)
{
    px_token_hash but = px_token_hash_of(but_token);
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "DELETE FROM session WHERE person = ? AND hash <> ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    px_query_blob(&query, but.bytes, sizeof(but.bytes));
    return px_query_run(&query, err);
}
