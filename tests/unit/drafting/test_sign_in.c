/* SPDX-License-Identifier: EUPL-1.2 */
#include <sodium.h>

#include "drafting/people/credential.h"
#include "drafting/people/sign_in.h"
#include "unit/drafting/people_fixture.h"

#define NOW ((px_time)1700000000000)

static const char right[] = "otter lantern quiet";

typedef struct set_password {
    int64_t person;
    px_str hash;
} set_password;

static int set_run(px_db *db, void *arg, px_error *err)
{
    const set_password *set = arg;

    return px_credential_set_password(db, set->person, set->hash, err);
}

static void give_password(fixture *f, const px_person *person, const char *hash)
{
    set_password set = { person->row, px_str_of(hash) };

    assert_ok(px_house_write(f->house, set_run, &set, &f->err), &f->err);
}

static int try_it(fixture *f, const char *mail, const char *password, const char *source,
                  px_password_proof *ret_proof)
{
    px_password_try attempt = { .mail = px_str_of(mail),
                                .password = px_str_of(password),
                                .source = px_str_of(source),
                                .device = PX_STR(""),
                                .now = NOW };

    return px_password_try_it(f->house, f->reader, f->arena, &attempt, ret_proof, &f->err);
}

static int suspend_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    (void)f;
    return px_person_suspend(db, arg, true, "operator", err);
}

static int sign_in(fixture *f, px_password_proof *proof, const char *token, px_sign_in *in)
{
    *in = (px_sign_in){ .proof = px_password_prove,
                        .arg = proof,
                        .way = PX_SIGN_IN_PASSWORD,
                        .token = px_str_of(token),
                        .now = NOW };
    return px_house_write(f->house, px_sign_in_write, in, &f->err);
}

/* Time is compared as the number of hashes, and words as they are. */
static void all_failures_are_alike(void **state)
{
    static const char *const mails[] = { "anna@example.eu", "otto@example.eu", "sus@example.eu",
                                         "nobody@example.eu", "no address" };
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_person sus = people_add(f, "Sus", "sus@example.eu");
    char hash[PX_PASSWORD_HASH_SIZE];
    px_password_proof proof;
    const char *words = NULL;

    (void)people_add(f, "Otto", "otto@example.eu"); /* has no password */
    assert_ok(px_password_hash(px_str_of(right), hash, &f->err), &f->err);
    give_password(f, &anna, hash);
    give_password(f, &sus, hash);
    assert_ok(people_do(f, suspend_run, &sus), &f->err);
    for (size_t i = 0; i < PX_COUNT(mails); i++) {
        unsigned long before = px_password_hashings();

        assert_fails(try_it(f, mails[i], i == 2 ? right : "wrong", "192.0.2.0/24", &proof),
                     PX_ERR_INVALID);
        assert_int_equal(px_password_hashings() - before, 1);
        if (words)
            assert_string_equal(f->err.message, words);
        words = f->err.message;
    }
}

static void a_right_password_opens_a_session(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    char hash[PX_PASSWORD_HASH_SIZE], token[PX_TOKEN_LEN + 1];
    px_person_session session;
    px_password_proof proof;
    px_sign_in in;
    px_who who;

    assert_ok(px_password_hash(px_str_of(right), hash, &f->err), &f->err);
    give_password(f, &anna, hash);
    assert_ok(try_it(f, " Anna@Example.EU ", right, "192.0.2.0/24", &proof), &f->err);
    px_token_make(token);
    assert_ok(sign_in(f, &proof, token, &in), &f->err);
    assert_false(in.ret_second);
    assert_ok(px_person_session_find(f->reader, f->arena, px_str_of(token), NOW + 1, &session, &who,
                                     &f->err),
              &f->err);
    assert_int_equal(who.person, anna.row);
    assert_int_equal(session.way, PX_SIGN_IN_PASSWORD);
    assert_fails(px_person_session_find(f->reader, f->arena, px_str_of(token),
                                        NOW + PX_SESSION_IDLE, &session, &who, &f->err),
                 PX_ERR_NOT_FOUND);
    /* A password that was changed in the meantime is none. */
    give_password(f, &anna, "");
    px_token_make(token);
    assert_fails(sign_in(f, &proof, token, &in), PX_ERR_INVALID);
}

static void a_hash_of_other_parameters_is_made_anew(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    char hash[PX_PASSWORD_HASH_SIZE], token[PX_TOKEN_LEN + 1];
    px_password_proof proof;
    px_credential credential;
    px_sign_in in;

    assert_int_equal(crypto_pwhash_str(hash, right, strlen(right), 1, 8192), 0);
    give_password(f, &anna, hash);
    assert_int_equal(unsetenv("PRAXIS_TEST_CHEAP_PASSWORDS"), 0);
    assert_ok(try_it(f, "anna@example.eu", right, "192.0.2.0/24", &proof), &f->err);
    assert_int_equal(setenv("PRAXIS_TEST_CHEAP_PASSWORDS", "yes", 1), 0);
    assert_true(proof.rehashed[0] != '\0');
    px_token_make(token);
    assert_ok(sign_in(f, &proof, token, &in), &f->err);
    assert_ok(px_credential_read(f->reader, f->arena, anna.row, &credential, &f->err), &f->err);
    assert_true(px_str_starts(credential.password, PX_STR("$argon2id$v=19$m=262144,t=3,p=1$")));
}

static void sessions_end(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    char hash[PX_PASSWORD_HASH_SIZE], token[PX_TOKEN_LEN + 1];
    px_person_session *sessions;
    px_password_proof proof;
    px_sign_in in;
    size_t count;
    px_job_work work = { .house = f->house, .db = f->reader, .arena = f->arena };

    assert_int_equal(crypto_pwhash_str(hash, right, strlen(right), 1, 8192), 0);
    give_password(f, &anna, hash);
    assert_ok(try_it(f, "anna@example.eu", right, "192.0.2.0/24", &proof), &f->err);
    px_token_make(token);
    assert_ok(sign_in(f, &proof, token, &in), &f->err);
    assert_ok(
        px_person_session_list(f->reader, f->arena, anna.row, NOW + 1, &sessions, &count, &f->err),
        &f->err);
    assert_int_equal(count, 1);
    assert_ok(px_sign_in_sweep_job(&work, &f->err), &f->err); /* the clock of today: long after */
    assert_ok(
        px_person_session_list(f->reader, f->arena, anna.row, NOW + 1, &sessions, &count, &f->err),
        &f->err);
    assert_int_equal(count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_failures_are_alike, setup, teardown),
        cmocka_unit_test_setup_teardown(a_right_password_opens_a_session, setup, teardown),
        cmocka_unit_test_setup_teardown(a_hash_of_other_parameters_is_made_anew, setup, teardown),
        cmocka_unit_test_setup_teardown(sessions_end, setup, teardown),
    };

    if (setenv("PRAXIS_TEST_CHEAP_PASSWORDS", "yes", 1) != 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
