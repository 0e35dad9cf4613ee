/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signing in: from a proof of who somebody is to a session. Whatever is wrong with a password, the
 * account or the address, the same work is done and the same sentence told.
 */
#ifndef PX_DRAFTING_PEOPLE_SIGN_IN_H
#define PX_DRAFTING_PEOPLE_SIGN_IN_H

#include "base/random.h"
#include "drafting/people/password.h"
#include "drafting/people/person_session.h"
#include "drafting/people/throttle.h"
#include "store/house.h"
#include "store/job_runner.h"

/* Inside the deed that signs in: checks and uses up what proves who it is (a link, say), and tells
 * the person's row. */
typedef int px_sign_in_proof_fn(px_db *db, void *arg, int64_t *ret_person, px_error *err);

typedef struct px_sign_in {
    px_sign_in_proof_fn *proof;
    void *arg;
    px_sign_in_way way;
    bool whole;              /* the proof holds the second factor too */
    px_str token, old_token; /* of the session to open; of the one the browser had, or empty */
    px_time now;
    char ret_id[PX_PUBLIC_ID_LEN + 1]; /* of the person */
    bool ret_second; /* no session was opened: a code of the person's app is asked for first */
} px_sign_in;

/* The deed; arg is a px_sign_in. NOT_FOUND for a person who may not sign in. */
int px_sign_in_write(px_db *db, void *arg, px_error *err) PX_MUST_CHECK;

/* ---- By password */

typedef struct px_password_try {
    px_str mail, password; /* as typed */
    px_str source;         /* the network that it comes from */
    px_str device;         /* the mark of a browser that the account knows, or empty */
    px_time now;
} px_password_try;

/* What a right password proves, for px_password_prove. */
typedef struct px_password_proof {
    px_throttle counts[2];
    size_t n_counts;
    int64_t person;
    px_str hash;                          /* that it was right for */
    char rehashed[PX_PASSWORD_HASH_SIZE]; /* in its place, or empty */
} px_password_proof;

/* Checks a password, outside any transaction; counts first, so that nobody gets more tries by
 * trying at the same time. TOO_MANY; INVALID where address and password do not belong together, or
 * whatever else is wrong with the account. */
int px_password_try_it(px_house *house, px_db *db, px_arena *arena, const px_password_try *attempt,
                       px_password_proof *ret_proof, px_error *err) PX_MUST_CHECK;

/* A px_sign_in_proof_fn; arg is a px_password_proof. */
px_sign_in_proof_fn px_password_prove;

/* ---- By a link in a mail */

/* Asks for one, and does the same for every address: the job people.link finds out whether there
 * is somebody to send it to. TOO_MANY for a network that asks too often. */
int px_link_ask(px_house *house, px_str mail, px_str language, px_str back, px_str source,
                px_time now, px_error *err) PX_MUST_CHECK;

/* Inside a deed: sends a link to the person. detail: as in px_mail_link. */
int px_link_send(px_db *db, px_arena *arena, int64_t person, px_str detail, px_time now,
                 px_error *err) PX_MUST_CHECK;

/* ---- By a second factor */

/* Counts a try of a code for the person's account; TOO_MANY. Whoever tries gave the first proof
 * before. browser: what it is known to the account by (its mark, the token of its session), or
 * empty: each known one has a number of its own, so that somebody who got hold of the first proof
 * shuts the owner out of none of them. */
int px_second_count(px_house *house, int64_t person, px_str browser, px_time now,
                    px_error *err) PX_MUST_CHECK;

/* ---- Jobs: people.link, and people.sweep every day, which takes out what has expired */
px_job_fn px_link_job, px_sign_in_sweep_job;

#endif
