/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sessions of persons: a secret token (secret_token.h) in the browser, its hash in the house. A
 * session ends when it was not used for PX_SESSION_IDLE, PX_SESSION_LONGEST after it was opened, or
 * when its person ends it or is suspended.
 */
#ifndef PX_DRAFTING_PEOPLE_PERSON_SESSION_H
#define PX_DRAFTING_PEOPLE_PERSON_SESSION_H

#include "base/civil.h"
#include "drafting/people/secret_token.h"
#include "drafting/right.h"
#include "store/db.h"

#define PX_SESSION_IDLE ((px_time)3 * 24 * 60 * 60 * 1000)
#define PX_SESSION_LONGEST ((px_time)14 * 24 * 60 * 60 * 1000)
#define PX_SESSION_SEEN_EVERY ((px_time)10 * 60 * 1000) /* how exactly its use is known */

/* How somebody proved who they are. */
typedef enum px_sign_in_way {
    PX_SIGN_IN_LINK,
    PX_SIGN_IN_PASSWORD,
    PX_SIGN_IN_OIDC,
    PX_SIGN_IN_DEMONSTRATION,
    PX_SIGN_IN_WAY_COUNT
} px_sign_in_way;

/* "link", "password", "oidc", "demonstration"; titles are message ids. */
const char *px_sign_in_way_name(px_sign_in_way way);
const char *px_sign_in_way_title(px_sign_in_way way);
bool px_sign_in_way_find(px_str name, px_sign_in_way *ret_way);

enum { PX_SESSION_ID_LEN = 16 };

typedef struct px_person_session {
    int64_t person;                 /* row */
    char id[PX_SESSION_ID_LEN + 1]; /* tells a person's sessions apart; opens nothing */
    px_sign_in_way way;
    px_time created, seen, expires;
    px_token_hash hash;
} px_person_session;

/* Inside a deed: opens a session for a person who proved who they are, and notes the sign-in. The
 * token is from px_token_make; after a sign-in it is always a new one. */
int px_person_session_open(px_db *db, int64_t person, px_sign_in_way way, px_str token, px_time now,
                           px_error *err) PX_MUST_CHECK;

/* The session of a token and who that is, with the grants that hold now. NOT_FOUND where there is
 * none (any more), or its person is suspended. */
int px_person_session_find(px_db *db, px_arena *arena, px_str token, px_time now,
                           px_person_session *ret_session, px_who *ret_who,
                           px_error *err) PX_MUST_CHECK;

/* Inside a deed: notes that these were used. */
int px_person_session_mark(px_db *db, const px_token_hash *hashes, size_t count, px_time now,
                           px_error *err) PX_MUST_CHECK;

/* Those of a person that are open, the last used first. */
int px_person_session_list(px_db *db, px_arena *arena, int64_t person, px_time now,
                           px_person_session **ret_sessions, size_t *ret_count,
                           px_error *err) PX_MUST_CHECK;

/* Inside a deed: ends the one of a token (nothing happens where there is none); one of a person's
 * by its id (NOT_FOUND); all of a person's but the one of a token, which may be empty. */
int px_person_session_end(px_db *db, px_str token, px_error *err) PX_MUST_CHECK;
int px_person_session_end_one(px_db *db, int64_t person, px_str id, px_error *err) PX_MUST_CHECK;
int px_person_session_end_all(px_db *db, int64_t person, px_str but_token,
                              px_error *err) PX_MUST_CHECK;

#endif
