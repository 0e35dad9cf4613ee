/* SPDX-License-Identifier: EUPL-1.2 */
/* What persons change about how they sign in: what it ends, and that they are told. */
#include "drafting/people/account.h"

#include "drafting/mail/mail_queue.h"
#include "drafting/people/mail_link.h"
#include "unit/drafting/people_fixture.h"

#define NOW ((px_time)1700000010000)

typedef char token[PX_TOKEN_LEN + 1];

typedef struct opening {
    const px_person *person;
    const char *session, *link; /* tokens */
} opening;

static int open_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    const opening *o = arg;
    px_mail_link link = { .person = o->person->row,
                          .purpose = PX_LINK_SIGN_IN,
                          .expires = NOW + PX_LINK_LASTS };
    int rc = px_person_session_open(db, o->person->row, PX_SIGN_IN_LINK, px_str_of(o->session), NOW,
                                    err);

    (void)f;
    return rc < 0 ? rc : px_mail_link_add(db, &link, px_str_of(o->link), err);
}

/* A session and a link of the person. */
static void open_both(fixture *f, const px_person *person, token ret_session, token ret_link)
{
    opening o = { person, ret_session, ret_link };

    px_token_make(ret_session);
    px_token_make(ret_link);
    assert_ok(people_do(f, open_run, &o), &f->err);
}

static bool session_opens(fixture *f, const char *text)
{
    px_person_session session;
    px_who who;

    return px_person_session_find(f->reader, f->arena, px_str_of(text), NOW + 1, &session, &who,
                                  &f->err) >= 0;
}

static bool link_opens(fixture *f, const char *text)
{
    px_mail_link link;

    return px_mail_link_find(f->reader, f->arena, px_str_of(text), PX_LINK_SIGN_IN, NOW + 1, &link,
                             &f->err) >= 0;
}

static int account(fixture *f, px_write_fn *deed, px_account_deed d)
{
    return px_house_write(f->house, deed, &d, &f->err);
}

static px_credential credential(fixture *f, const px_person *person)
{
    px_credential c;

    assert_ok(px_credential_read(f->reader, f->arena, person->row, &c, &f->err), &f->err);
    return c;
}

/* How many mails there are, and the last of them. */
static size_t mails(fixture *f, px_mail_row *ret_last)
{
    px_mail_query ask = { PX_MAIL_STATE_COUNT, PX_MAIL_KIND_COUNT, 0, 1000 };
    px_mail_row *rows;
    size_t count;

    assert_ok(px_mail_list(f->reader, f->arena, &ask, &rows, &count, &f->err), &f->err);
    if (count)
        *ret_last = rows[0];
    return count;
}

/* The mail of the last deed: urgent, to the person, whatever the person wishes of notices. */
static void told(fixture *f, size_t count, const char *words)
{
    px_mail_row mail;

    assert_int_equal(mails(f, &mail), count);
    assert_int_equal(mail.kind, PX_MAIL_ACCOUNT);
    assert_int_equal(mail.state, PX_MAIL_WAITING);
    assert_str(mail.address, "anna@example.eu");
    if (px_str_find(mail.body, px_str_of(words)) == mail.body.len)
        fail_msg("'%.*s' does not hold '%s'", PX_STR_ARG(mail.body), words);
}

static int unwish_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    (void)f;
    return px_db_exec(db, arg, err);
}

/* Anna, who wants no notices, and somebody whom nothing of this concerns. */
static px_person anna_and_other(fixture *f, token other_session, token other_link)
{
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_person other = people_add(f, "Other", "other@example.eu");

    assert_ok(people_do(f, unwish_run, (char[]){ "UPDATE person SET digest = 'none'" }), &f->err);
    open_both(f, &other, other_session, other_link);
    return anna;
}

/* Whoever had got in before is out, also by links that are under way; who sets it stays in. */
static void a_password_ends_what_was_open(void **state)
{
    fixture *f = *state;
    token here, there, link_one, link_two, other, other_link;
    px_person anna = anna_and_other(f, other, other_link);

    open_both(f, &anna, here, link_one);
    open_both(f, &anna, there, link_two);
    assert_ok(account(f, px_account_password,
                      (px_account_deed){ .person = anna.row,
                                         .token = px_str_of(here),
                                         .hash = PX_STR("$argon2id$one") }),
              &f->err);
    assert_str(credential(f, &anna).password, "$argon2id$one");
    assert_true(session_opens(f, here));
    assert_false(session_opens(f, there));
    assert_false(link_opens(f, link_one) || link_opens(f, link_two));
    assert_true(session_opens(f, other) && link_opens(f, other_link));
    told(f, 1, "The password of your account was set.");
    assert_ok(account(f, px_account_password,
                      (px_account_deed){
                          .person = anna.row, .token = px_str_of(here), .hash = PX_STR("") }),
              &f->err);
    assert_str(credential(f, &anna).password, "");
    assert_true(session_opens(f, here));
    told(f, 2, "was taken away");
}

static px_recovery_codes new_codes(void)
{
    px_recovery_codes codes;

    for (size_t i = 0; i < PX_RECOVERY_CODES; i++)
        px_recovery_make(codes.codes[i]);
    return codes;
}

static void turn_on(fixture *f, const px_person *person, const char *session,
                    const px_totp_secret *secret, const px_recovery_codes *codes)
{
    assert_ok(account(f, px_account_second,
                      (px_account_deed){ .person = person->row,
                                         .token = px_str_of(session),
                                         .secret = secret,
                                         .used = px_totp_step(NOW),
                                         .codes = codes }),
              &f->err);
}

static void a_second_factor_ends_what_was_open_without_it(void **state)
{
    fixture *f = *state;
    token here, there, link_one, link_two, other, other_link;
    px_person anna = anna_and_other(f, other, other_link);
    px_recovery_codes codes = new_codes();
    px_totp_secret secret;
    px_credential c;

    px_totp_make(&secret);
    open_both(f, &anna, here, link_one);
    open_both(f, &anna, there, link_two);
    turn_on(f, &anna, here, &secret, &codes);
    c = credential(f, &anna);
    assert_true(c.second);
    assert_memory_equal(&c.secret, &secret, sizeof(secret));
    assert_int_equal(c.recovery, PX_RECOVERY_CODES);
    assert_true(session_opens(f, here));
    assert_false(session_opens(f, there) || link_opens(f, link_one) || link_opens(f, link_two));
    assert_true(session_opens(f, other) && link_opens(f, other_link));
    told(f, 1, "asks for a code from an app");
}

/* The code that turned it on is used; a wrong one turns nothing off and tells nobody. */
static void it_is_turned_off_by_a_fresh_code_alone(void **state)
{
    fixture *f = *state;
    token here, link, other, other_link;
    px_person anna = anna_and_other(f, other, other_link);
    px_recovery_codes codes = new_codes();
    char code[PX_TOTP_CODE_LEN + 1];
    px_totp_secret secret;
    px_account_deed off = { .person = anna.row, .code = px_str_of(code), .now = NOW };
    px_mail_row mail;

    px_totp_make(&secret);
    open_both(f, &anna, here, link);
    turn_on(f, &anna, here, &secret, &codes);
    px_totp_code(&secret, px_totp_step(NOW), code);
    assert_fails(account(f, px_account_second_end, off), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "field"), "code");
    px_totp_code(&secret, px_totp_step(NOW) + 2, code); /* of a minute that is to come */
    assert_fails(account(f, px_account_second_end, off), PX_ERR_INVALID);
    off.code = PX_STR("");
    assert_fails(account(f, px_account_second_end, off), PX_ERR_INVALID);
    assert_true(credential(f, &anna).second);
    assert_int_equal(mails(f, &mail), 1);
    px_totp_code(&secret, px_totp_step(NOW) + 1, code);
    off.code = px_str_of(code);
    assert_ok(account(f, px_account_second_end, off), &f->err);
    assert_false(credential(f, &anna).second);
    assert_int_equal(credential(f, &anna).recovery, 0);
    told(f, 2, "asks for no code");
    assert_fails(account(f, px_account_second_end, off), PX_ERR_INVALID); /* it is off */
}

/* A recovery code is good for one deed; new ones void the old. */
static void recovery_codes_work_once(void **state)
{
    fixture *f = *state;
    token here, link, other, other_link;
    px_person anna = anna_and_other(f, other, other_link);
    px_recovery_codes first = new_codes(), second = new_codes(), third = new_codes();
    px_totp_secret secret;
    px_account_deed renew = {
        .person = anna.row, .code = px_str_of(first.codes[3]), .now = NOW, .codes = &second
    };

    px_totp_make(&secret);
    open_both(f, &anna, here, link);
    turn_on(f, &anna, here, &secret, &first);
    assert_ok(account(f, px_account_recovery, renew), &f->err);
    told(f, 2, "the old ones are void");
    assert_int_equal(credential(f, &anna).recovery, PX_RECOVERY_CODES);
    renew.codes = &third;
    for (size_t i = 0; i < PX_RECOVERY_CODES; i++) {
        renew.code = px_str_of(first.codes[i]);
        assert_fails(account(f, px_account_recovery, renew), PX_ERR_INVALID);
    }
    renew.code = px_str_of(second.codes[0]);
    assert_ok(account(f, px_account_recovery, renew), &f->err);
    assert_fails(account(f, px_account_recovery, renew), PX_ERR_INVALID);
    /* Those of somebody else are none. */
    renew = (px_account_deed){
        .person = anna.row + 1, .code = px_str_of(third.codes[0]), .now = NOW, .codes = &second
    };
    assert_fails(account(f, px_account_recovery, renew), PX_ERR_INVALID);
    /* The last resort turns the factor off as well. */
    renew = (px_account_deed){ .person = anna.row, .code = px_str_of(third.codes[9]), .now = NOW };
    assert_ok(account(f, px_account_second_end, renew), &f->err);
    assert_false(credential(f, &anna).second);
}

static int identity_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    const px_account_deed *d = arg;

    (void)f;
    return px_identity_add(db, &d->identity, d->person, err);
}

static void an_account_elsewhere_is_ended_by_its_owner(void **state)
{
    fixture *f = *state;
    token other, other_link;
    px_person anna = anna_and_other(f, other, other_link);
    px_account_deed d = { .person = anna.row,
                          .identity = { .issuer = PX_STR("https://login.example.eu"),
                                        .subject = PX_STR("42") } };
    px_account_deed foreign = d;
    px_mail_row mail;

    foreign.person = anna.row + 1;
    assert_ok(people_do(f, identity_run, &d), &f->err);
    assert_fails(account(f, px_account_identity_end, foreign), PX_ERR_NOT_FOUND);
    assert_int_equal(mails(f, &mail), 0);
    assert_ok(account(f, px_account_identity_end, d), &f->err);
    told(f, 1, "can no longer be used");
    assert_fails(account(f, px_account_identity_end, d), PX_ERR_NOT_FOUND);
    assert_int_equal(mails(f, &mail), 1);
}

#define WITH_HOUSE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_HOUSE(a_password_ends_what_was_open),
        WITH_HOUSE(a_second_factor_ends_what_was_open_without_it),
        WITH_HOUSE(it_is_turned_off_by_a_fresh_code_alone),
        WITH_HOUSE(recovery_codes_work_once),
        WITH_HOUSE(an_account_elsewhere_is_ended_by_its_owner),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
