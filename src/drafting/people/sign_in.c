/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/sign_in.h"

#include "drafting/people/credential.h"
#include "drafting/people/person.h"

#include "base/banned.h"

enum { TYPED_MAX = 1000 };

int px_sign_in_write(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_sign_in *in = arg;
    px_credential credential;
    px_person person;
    int64_t row = 0;
    int rc = in->proof(db, in->arg, &row, err);

    if (rc >= 0)
        rc = px_person_get(db, arena, row, &person, err);
    if (rc >= 0 && !px_str_is(person.state, "active"))
        rc = px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such person"), NULL);
    if (rc >= 0)
        rc = px_credential_read(db, arena, row, &credential, err);
    if (rc < 0)
        return rc;
    (void)snprintf(in->ret_id, sizeof(in->ret_id), "%.*s", PX_STR_ARG(person.id));
    in->ret_second = credential.second && !in->whole;
    if (in->ret_second)
        return 0;
    rc = px_person_session_end(db, in->old_token, err);
    if (rc < 0)
        return rc;
    return px_person_session_open(db, row, in->way, in->token, in->now, err);
}

/* ---- By password */

typedef struct count_deed {
    px_throttle counts[2];
    size_t n;
    px_time now;
    bool ret_over;
} count_deed;

static int sign_in_count(px_db *db, void *arg, px_error *err)
{
    count_deed *deed = arg;
    int rc = 0;

    deed->ret_over = false;
    for (size_t i = 0; rc >= 0 && i < deed->n; i++) {
        bool over = false;

        rc = px_throttle_count(db, &deed->counts[i], deed->now, &over, err);
        deed->ret_over |= over;
    }
    return rc;
}

/* What an address counts as: its form that tells two apart, or what was typed in its place. */
static px_str sign_in_account(px_arena *arena, px_str mail)
{
    px_str key;

    if (px_mail_address_key(arena, mail, &key, NULL) >= 0)
        return key;
    return px_str_sub(mail, 0, TYPED_MAX);
}

/* The row and password hash of an account that may sign in by password; else 0 and empty. */
static int sign_in_account_read(px_db *db, px_arena *arena, px_str mail, int64_t *ret_row,
                                px_str *ret_hash, px_error *err)
{
    px_credential credential;
    px_error none = PX_ERROR_INIT;
    px_person person = { 0 };
    int rc = px_person_find_mail(db, arena, mail, &person, &none);

    if (rc < 0 && rc != -(int)PX_ERR_NOT_FOUND) {
        *err = none;
        return rc;
    }
    rc = px_credential_read(db, arena, person.row, &credential, err); /* also of nobody */
    if (rc < 0)
        return rc;
    *ret_row = px_str_is(person.state, "active") ? person.row : 0;
    *ret_hash = *ret_row ? credential.password : PX_STR_NONE;
    return 0;
}

static int sign_in_fail_password(px_error *err)
{
    return px_fail(err, PX_ERR_INVALID,
                   N_("address and password do not belong together; a link by mail always works"),
                   NULL);
}

static int sign_in_fail_often(px_error *err)
{
    return px_fail(err, PX_ERR_TOO_MANY,
                   N_("too many passwords were tried from here; wait a quarter of an hour, or sign "
                      "in by a link in a mail"),
                   NULL);
}

int px_password_try_it(px_house *house, px_db *db, px_arena *arena, const px_password_try *attempt,
                       px_password_proof *ret_proof, px_error *err)
{
    const unsigned char *secret = px_house_web_key(house);
    px_str account = sign_in_account(arena, attempt->mail);
    count_deed deed = { .now = attempt->now };
    px_password_proof proof = { 0 };
    bool right, stale;
    int rc;

    if (attempt->device.len) {
        deed.counts[deed.n++] =
            px_throttle_of(secret, PX_THROTTLE_DEVICE, account, attempt->device);
    } else {
        deed.counts[deed.n++] =
            px_throttle_of(secret, PX_THROTTLE_ACCOUNT, account, attempt->source);
        deed.counts[deed.n++] =
            px_throttle_of(secret, PX_THROTTLE_SOURCE, PX_STR(""), attempt->source);
    }
    rc = px_house_write(house, sign_in_count, &deed, err);
    if (rc >= 0 && deed.ret_over)
        return sign_in_fail_often(err);
    if (rc >= 0)
        rc = sign_in_account_read(db, arena, attempt->mail, &proof.person, &proof.hash, err);
    if (rc >= 0)
        rc = px_password_verify(proof.hash, attempt->password, &right, &stale, err);
    if (rc < 0)
        return rc;
    if (!right)
        return sign_in_fail_password(err);
    if (stale)
        rc = px_password_hash(attempt->password, proof.rehashed, err);
    if (rc < 0)
        return rc;
    memcpy(proof.counts, deed.counts, sizeof(proof.counts));
    proof.n_counts = deed.n;
    *ret_proof = proof;
    return 0;
}

int px_password_prove(px_db *db, void *arg, int64_t *ret_person, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const px_password_proof *proof = arg;
    px_credential credential;
    int rc = px_credential_read(db, arena, proof->person, &credential, err);

    if (rc < 0)
        return rc;
    if (!px_str_eq(credential.password, proof->hash)) /* it was changed just now */
        return sign_in_fail_password(err);
    if (proof->rehashed[0])
        rc = px_credential_set_password(db, proof->person, px_str_of(proof->rehashed), err);
    if (rc >= 0)
        rc = px_throttle_forget(db, &proof->counts[0], err);
    if (rc >= 0 && proof->n_counts > 1)
        rc = px_throttle_undo(db, &proof->counts[1], err);
    if (rc < 0)
        return rc;
    *ret_person = proof->person;
    return 0;
}

/* ---- By a second factor */

int px_second_count(px_house *house, int64_t person, px_str browser, px_time now, px_error *err)
{
    count_deed deed = { .n = 1, .now = now };
    int rc;

    deed.counts[0] = px_throttle_of(px_house_web_key(house), PX_THROTTLE_SECOND,
                                    px_str_n((const char *)&person, sizeof(person)), browser);
    rc = px_house_write(house, sign_in_count, &deed, err);
    if (rc >= 0 && deed.ret_over)
        return px_fail(err, PX_ERR_TOO_MANY,
                       N_("too many codes were tried; wait a quarter of an hour"), NULL);
    return rc;
}

/* ---- What has expired */

static int sign_in_sweep(px_db *db, void *arg, px_error *err)
{
    static const char *const statements[] = {
        "DELETE FROM session WHERE expires <= ?1 OR seen <= ?1 - ?2",
        "DELETE FROM mail_link WHERE expires <= ?1 AND ?2 > 0",
        "DELETE FROM oidc_flow WHERE expires <= ?1 AND ?2 > 0",
        "DELETE FROM throttle WHERE window_start <= ?1 - 86400000 AND ?2 > 0",
    };
    px_time now = *(px_time *)arg;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < PX_COUNT(statements); i++) {
        PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

        rc = px_query_start(db, statements[i], &query, err);
        if (rc < 0)
            return rc;
        px_query_int(&query, now);
        px_query_int(&query, PX_SESSION_IDLE);
        rc = px_query_run(&query, err);
    }
    return rc;
}

int px_sign_in_sweep_job(const px_job_work *work, px_error *err)
{
    px_time now = px_now();

    return px_house_write(work->house, sign_in_sweep, &now, err);
}
