/* SPDX-License-Identifier: EUPL-1.2 */
/* Accounts elsewhere: to text and back, and whose they are. */
#include "drafting/people/identity.h"
#include "unit/drafting/people_fixture.h"

#define ISSUER PX_STR_INIT("https://login.example.eu/realms/one")

typedef struct doing {
    bool end;
    const px_person *person;
    px_identity identity;
} doing;

static int doing_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    const doing *d = arg;

    (void)f;
    return d->end ? px_identity_end(db, d->person->row, &d->identity, err)
                  : px_identity_add(db, &d->identity, d->person->row, err);
}

static int add(fixture *f, const px_person *person, px_identity identity)
{
    return people_do(f, doing_run, &(doing){ false, person, identity });
}

static int end(fixture *f, const px_person *person, px_identity identity)
{
    return people_do(f, doing_run, &(doing){ true, person, identity });
}

/* Row of whose it is, 0 for nobody. */
static int64_t owner(fixture *f, px_identity identity)
{
    int64_t person = 0;
    int rc = px_identity_find(f->reader, &identity, &person, &f->err);

    if (rc < 0)
        assert_int_equal(rc, -PX_ERR_NOT_FOUND);
    return person;
}

static void one_goes_to_text_and_back(void **state)
{
    static const char *const subjects[] = { "1", "a b  c ", "Ünïcode", "oidc x", "\"'<>&" };
    fixture *f = *state;

    for (size_t i = 0; i < PX_COUNT(subjects); i++) {
        px_identity identity = { .issuer = ISSUER, .subject = px_str_of(subjects[i]) }, back;
        px_str text = px_identity_print(f->arena, &identity);

        assert_true(px_identity_parse(text, &back));
        assert_true(px_str_eq(back.issuer, identity.issuer));
        assert_true(px_str_eq(back.subject, identity.subject));
    }
}

static void what_is_none_is_not_read(void **state)
{
    static const char *const bad[] = { "",
                                       "oidc",
                                       "oidc ",
                                       "oidc x",
                                       "oidc x ",
                                       "oidc  subject",
                                       "saml issuer subject",
                                       "new@example.eu" };
    px_identity identity;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_false(px_identity_parse(px_str_of(bad[i]), &identity));
}

/* The same subject at another provider is somebody else. */
static void issuer_and_subject_name_a_person(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_person bela = people_add(f, "Béla", "bela@example.eu");
    px_identity one = { .issuer = ISSUER, .subject = PX_STR("42") };
    px_identity other = { .issuer = PX_STR("https://login.example.eu/realms/two"),
                          .subject = PX_STR("42") };
    px_identity case_differs = { .issuer = ISSUER, .subject = PX_STR("Sub") };
    px_identity lower = { .issuer = ISSUER, .subject = PX_STR("sub") };

    assert_int_equal(owner(f, one), 0);
    assert_ok(add(f, &anna, one), &f->err);
    assert_ok(add(f, &bela, other), &f->err);
    assert_ok(add(f, &bela, case_differs), &f->err);
    assert_int_equal(owner(f, one), anna.row);
    assert_int_equal(owner(f, other), bela.row);
    assert_int_equal(owner(f, case_differs), bela.row);
    assert_int_equal(owner(f, lower), 0); /* OpenID Connect Core, 2: case sensitive */
}

/* Linking it anew moves it: it opens one account at a time. */
static void one_opens_one_account(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_person bela = people_add(f, "Béla", "bela@example.eu");
    px_identity one = { .issuer = ISSUER, .subject = PX_STR("42") };
    px_identity *found;
    size_t count;

    assert_ok(add(f, &anna, one), &f->err);
    assert_ok(add(f, &anna, one), &f->err);
    assert_ok(add(f, &bela, one), &f->err);
    assert_int_equal(owner(f, one), bela.row);
    assert_ok(px_identity_list(f->reader, f->arena, anna.row, &found, &count, &f->err), &f->err);
    assert_int_equal(count, 0);
    assert_ok(px_identity_list(f->reader, f->arena, bela.row, &found, &count, &f->err), &f->err);
    assert_int_equal(count, 1);
    assert_str(found[0].subject, "42");
}

static void only_the_owner_ends_it(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_person bela = people_add(f, "Béla", "bela@example.eu");
    px_identity first = { .issuer = ISSUER, .subject = PX_STR("1") };
    px_identity second = { .issuer = ISSUER, .subject = PX_STR("2") };
    px_identity *found;
    size_t count;

    assert_ok(add(f, &anna, first), &f->err);
    assert_ok(add(f, &anna, second), &f->err);
    assert_fails(end(f, &bela, first), PX_ERR_NOT_FOUND);
    assert_int_equal(owner(f, first), anna.row);
    assert_ok(px_identity_list(f->reader, f->arena, anna.row, &found, &count, &f->err), &f->err);
    assert_int_equal(count, 2);
    assert_str(found[0].subject, "1"); /* in the order in which they came */
    assert_ok(end(f, &anna, first), &f->err);
    assert_int_equal(owner(f, first), 0);
    assert_int_equal(owner(f, second), anna.row);
    assert_fails(end(f, &anna, first), PX_ERR_NOT_FOUND);
}

#define WITH_HOUSE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_HOUSE(one_goes_to_text_and_back),        cmocka_unit_test(what_is_none_is_not_read),
        WITH_HOUSE(issuer_and_subject_name_a_person), WITH_HOUSE(one_opens_one_account),
        WITH_HOUSE(only_the_owner_ends_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
