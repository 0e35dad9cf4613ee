/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/credential.h"

#include "drafting/people/secret_token.h"

#include "base/banned.h"

int px_credential_read(px_db *db, px_arena *arena, int64_t person, px_credential *ret_credential,
                       px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_credential credential = { 0 };
    px_str secret;
    int rc = px_query_start(db,
                            "SELECT password, totp, totp_step, (SELECT count(*) FROM recovery_code"
                            " WHERE person = c.person) FROM credential c WHERE person = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc > 0) {
        credential.password = px_query_next_text(&query, arena);
        secret = px_query_next_str(&query);
        credential.second = secret.len == sizeof(credential.secret.bytes);
        if (credential.second)
            memcpy(credential.secret.bytes, secret.ptr, secret.len);
        credential.used = px_query_next_int(&query);
        credential.recovery = (size_t)px_query_next_int(&query);
    }
    *ret_credential = credential;
    return 0;
}

int px_credential_set_password(px_db *db, int64_t person, px_str hash, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO credential (person, password) VALUES (?, ?)"
                            " ON CONFLICT (person) DO UPDATE SET password = excluded.password",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    px_query_str(&query, hash.len ? hash : PX_STR_NONE);
    return px_query_run(&query, err);
}

static int credential_put_second(px_db *db, int64_t person, const px_totp_secret *secret,
                                 int64_t used, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO credential (person, totp, totp_step) VALUES (?, ?, ?)"
                            " ON CONFLICT (person) DO UPDATE"
                            " SET totp = excluded.totp, totp_step = excluded.totp_step",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    if (secret)
        px_query_blob(&query, secret->bytes, sizeof(secret->bytes));
    else
        px_query_null(&query);
    px_query_int(&query, used);
    return px_query_run(&query, err);
}

/* Recovery codes are long enough that their plain hash does not give them away. */
static px_token_hash credential_hash(const char *code)
{
    char plain[PX_RECOVERY_CODE_LEN + 1] = "";

    (void)px_recovery_read(px_str_of(code), plain);
    return px_token_hash_of(px_str_of(plain));
}

int px_credential_set_recovery(px_db *db, int64_t person, const px_recovery_codes *codes,
                               px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "DELETE FROM recovery_code WHERE person = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    rc = px_query_run(&query, err);
    if (rc < 0 || !codes)
        return rc;
    rc = px_query_start(db, "INSERT INTO recovery_code (person, hash) VALUES (?, ?)", &query, err);
    for (size_t i = 0; rc >= 0 && i < PX_RECOVERY_CODES; i++) {
        px_token_hash hash = credential_hash(codes->codes[i]);

        px_query_again(&query);
        px_query_int(&query, person);
        px_query_blob(&query, hash.bytes, sizeof(hash.bytes));
        rc = px_query_run(&query, err);
    }
    return rc;
}

int px_credential_set_second(px_db *db, int64_t person, const px_totp_secret *secret, int64_t used,
                             const px_recovery_codes *codes, px_error *err)
{
    int rc = credential_put_second(db, person, secret, used, err);

    return rc < 0 ? rc : px_credential_set_recovery(db, person, codes, err);
}

int px_credential_end_second(px_db *db, int64_t person, px_error *err)
{
    int rc = credential_put_second(db, person, NULL, 0, err);

    return rc < 0 ? rc : px_credential_set_recovery(db, person, NULL, err);
}

static int credential_use_recovery(px_db *db, int64_t person, px_str code, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    char plain[PX_RECOVERY_CODE_LEN + 1];
    px_token_hash hash;
    int rc;

    if (!px_recovery_read(code, plain))
        return 0;
    hash = px_token_hash_of(px_str_of(plain));
    rc = px_query_start(db, "DELETE FROM recovery_code WHERE person = ? AND hash = ?", &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    px_query_blob(&query, hash.bytes, sizeof(hash.bytes));
    rc = px_query_run(&query, err);
    return rc < 0 ? rc : px_db_changes(db) > 0;
}

int px_credential_use_code(px_db *db, int64_t person, px_str code, px_time now, bool *ret_recovery,
                           px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_credential credential;
    int64_t step;
    int rc = px_credential_read(db, arena, person, &credential, err);

    if (rc < 0)
        return rc;
    if (credential.second && px_totp_check(&credential.secret, code, now, credential.used, &step)) {
        rc = credential_put_second(db, person, &credential.secret, step, err);
        if (rc >= 0)
            *ret_recovery = false;
        return rc;
    }
    rc = credential.second ? credential_use_recovery(db, person, code, err) : 0;
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_INVALID,
                       N_("this code is not right; wait for the next one, or use a recovery code"),
                       "field", "code", NULL);
    *ret_recovery = true;
    return 0;
}
