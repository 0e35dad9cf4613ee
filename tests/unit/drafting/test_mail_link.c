/* SPDX-License-Identifier: EUPL-1.2 */
/* Links that work once: for what, for whom, until when. */
#include "drafting/people/mail_link.h"
#include "unit/drafting/people_fixture.h"

#define START ((px_time)1700000000000)

typedef char token[PX_TOKEN_LEN + 1];

typedef struct doing {
    enum { ADD, USE, USE_AND_FAIL, END_ALL, SUSPEND } what;
    const px_person *person;
    px_link_purpose purpose;
    const char *token, *detail;
    px_time time; /* of ADD when it expires, of USE now */
    px_mail_link ret_link;
} doing;

static int doing_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    doing *d = arg;
    px_mail_link link = { .person = d->person ? d->person->row : 0,
                          .purpose = d->purpose,
                          .detail = d->detail ? px_str_of(d->detail) : PX_STR_NONE,
                          .expires = d->time };
    px_str text = px_str_of(d->token ? d->token : "");
    int rc;

    switch (d->what) {
    case ADD:
        return px_mail_link_add(db, &link, text, err);
    case END_ALL:
        return px_mail_link_end_all(db, d->person->row, err);
    case SUSPEND:
        return px_person_suspend(db, d->person, true, "operator", err);
    default:
        rc = px_mail_link_use(db, f->arena, text, d->purpose, d->time, &d->ret_link, err);
        if (rc >= 0 && d->what == USE_AND_FAIL)
            return px_fail(err, PX_ERR_CONFLICT, "something else went wrong", NULL);
        return rc;
    }
}

static int act(fixture *f, doing d)
{
    return people_do(f, doing_run, &d);
}

/* A link that holds for an hour from the start. */
static void make(fixture *f, const px_person *person, px_link_purpose purpose, const char *detail,
                 token ret_token)
{
    px_token_make(ret_token);
    assert_ok(act(f, (doing){ .what = ADD,
                              .person = person,
                              .purpose = purpose,
                              .token = ret_token,
                              .detail = detail,
                              .time = START + PX_LINK_LASTS }),
              &f->err);
}

static int use(fixture *f, const char *text, px_link_purpose purpose, px_time now)
{
    return act(f, (doing){ .what = USE, .purpose = purpose, .token = text, .time = now });
}

static int find(fixture *f, const char *text, px_link_purpose purpose, px_time now,
                px_mail_link *ret_link)
{
    return px_mail_link_find(f->reader, f->arena, px_str_of(text), purpose, now, ret_link, &f->err);
}

/* Programs that scan mails open addresses: that uses nothing up. */
static void a_link_is_looked_at_often_and_used_once(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_mail_link link;
    token t;

    make(f, &anna, PX_LINK_SIGN_IN, NULL, t);
    for (int i = 0; i < 3; i++) {
        assert_ok(find(f, t, PX_LINK_SIGN_IN, START, &link), &f->err);
        assert_int_equal(link.person, anna.row);
        assert_int_equal(link.purpose, PX_LINK_SIGN_IN);
        assert_str(link.detail, "");
        assert_int_equal(link.expires, START + PX_LINK_LASTS);
    }
    assert_ok(use(f, t, PX_LINK_SIGN_IN, START), &f->err);
    assert_fails(use(f, t, PX_LINK_SIGN_IN, START), PX_ERR_NOT_FOUND);
    assert_fails(find(f, t, PX_LINK_SIGN_IN, START, &link), PX_ERR_NOT_FOUND);
}

/* What fails beside it leaves it usable: the deed is one. */
static void a_deed_that_fails_uses_no_link_up(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    token t;

    make(f, &anna, PX_LINK_SIGN_IN, NULL, t);
    assert_fails(
        act(f,
            (doing){ .what = USE_AND_FAIL, .purpose = PX_LINK_SIGN_IN, .token = t, .time = START }),
        PX_ERR_CONFLICT);
    assert_ok(use(f, t, PX_LINK_SIGN_IN, START), &f->err);
}

static void a_link_expires_to_the_millisecond(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_time end = START + PX_LINK_LASTS;
    px_mail_link link;
    token t;

    make(f, &anna, PX_LINK_PASSWORD, NULL, t);
    assert_ok(find(f, t, PX_LINK_PASSWORD, end - 1, &link), &f->err);
    assert_fails(find(f, t, PX_LINK_PASSWORD, end, &link), PX_ERR_NOT_FOUND);
    assert_fails(use(f, t, PX_LINK_PASSWORD, end), PX_ERR_NOT_FOUND);
    assert_ok(use(f, t, PX_LINK_PASSWORD, end - 1), &f->err);
}

/* One for a new address does not sign in, nor the other way round; trying does not use it up. */
static void a_link_is_good_for_its_purpose_alone(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_mail_link link;

    for (int own = 0; own < PX_LINK_PURPOSE_COUNT; own++) {
        token t;

        make(f, &anna, (px_link_purpose)own, "other@example.eu", t);
        for (int other = 0; other < PX_LINK_PURPOSE_COUNT; other++) {
            if (other == own)
                continue;
            assert_fails(find(f, t, (px_link_purpose)other, START, &link), PX_ERR_NOT_FOUND);
            assert_fails(use(f, t, (px_link_purpose)other, START), PX_ERR_NOT_FOUND);
        }
        assert_ok(find(f, t, (px_link_purpose)own, START, &link), &f->err);
        assert_str(link.detail, "other@example.eu");
        assert_ok(use(f, t, (px_link_purpose)own, START), &f->err);
    }
}

static void links_end_with_what_they_open(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_person bela = people_add(f, "Béla", "bela@example.eu");
    token one, two, other;

    make(f, &anna, PX_LINK_SIGN_IN, NULL, one);
    make(f, &anna, PX_LINK_MAIL, "new@example.eu", two);
    make(f, &bela, PX_LINK_SIGN_IN, NULL, other);
    assert_ok(act(f, (doing){ .what = END_ALL, .person = &anna }), &f->err);
    assert_fails(use(f, one, PX_LINK_SIGN_IN, START), PX_ERR_NOT_FOUND);
    assert_fails(use(f, two, PX_LINK_MAIL, START), PX_ERR_NOT_FOUND);
    assert_ok(use(f, other, PX_LINK_SIGN_IN, START), &f->err);
}

static void a_suspended_person_has_no_link(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_mail_link link;
    token t;

    make(f, &anna, PX_LINK_SIGN_IN, NULL, t);
    assert_ok(act(f, (doing){ .what = SUSPEND, .person = &anna }), &f->err);
    assert_fails(find(f, t, PX_LINK_SIGN_IN, START, &link), PX_ERR_NOT_FOUND);
    assert_fails(use(f, t, PX_LINK_SIGN_IN, START), PX_ERR_NOT_FOUND);
}

static void what_is_no_token_finds_nothing(void **state)
{
    static const char *const bad[] = { "", "x", "' OR 1 --",
                                       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" };
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_mail_link link;
    token t;

    make(f, &anna, PX_LINK_SIGN_IN, NULL, t);
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_fails(find(f, bad[i], PX_LINK_SIGN_IN, START, &link), PX_ERR_NOT_FOUND);
    for (size_t i = 0; i < PX_TOKEN_LEN; i++) { /* one character beside it */
        char kept = t[i];

        t[i] = kept == 'A' ? 'B' : 'A';
        assert_fails(find(f, t, PX_LINK_SIGN_IN, START, &link), PX_ERR_NOT_FOUND);
        t[i] = kept;
    }
    assert_ok(find(f, t, PX_LINK_SIGN_IN, START, &link), &f->err);
}

/* The token itself is not in the house: who reads its database can use no link. */
static void the_house_keeps_no_token(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    token t;

    make(f, &anna, PX_LINK_SIGN_IN, "detail", t);
    assert_ok(px_query_start(f->reader,
                             "SELECT count(*) FROM mail_link WHERE instr(hash, ?1) > 0 "
                             "OR instr(detail, ?1) > 0",
                             &query, &f->err),
              &f->err);
    px_query_cstr(&query, t);
    assert_ok(px_query_step(&query, &f->err), &f->err);
    assert_int_equal(px_query_next_int(&query), 0);
}

#define WITH_HOUSE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_HOUSE(a_link_is_looked_at_often_and_used_once),
        WITH_HOUSE(a_deed_that_fails_uses_no_link_up),
        WITH_HOUSE(a_link_expires_to_the_millisecond),
        WITH_HOUSE(a_link_is_good_for_its_purpose_alone),
        WITH_HOUSE(links_end_with_what_they_open),
        WITH_HOUSE(a_suspended_person_has_no_link),
        WITH_HOUSE(what_is_no_token_finds_nothing),
        WITH_HOUSE(the_house_keeps_no_token),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
