/* SPDX-License-Identifier: EUPL-1.2 */
/* Consent texts: the usual ones, what somebody agreed to, a new version, withdrawal. */
#include "unit/drafting/people_fixture.h"

#include "drafting/people/call.h"
#include "drafting/people/consent.h"

#include "base/banned.h"

static int exec_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    (void)f;
    return px_db_exec(db, arg, err);
}

static void exec(fixture *f, const char *sql)
{
    assert_ok(people_do(f, exec_run, px_arena_format(f->arena, "%s", sql)), &f->err);
}

typedef struct giving {
    const px_person *person;
    int version;
} giving;

static int give_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    const giving *g = arg;

    (void)f;
    return px_consent_give(db, g->person->row, PX_STR("participation"), g->version, err);
}

static int withdraw_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    return px_consent_withdraw(db, f->arena, arg, PX_STR("participation"), "operator", err);
}

static px_consent only(fixture *f, const px_person *person, const char *language)
{
    px_consent *rows;
    size_t n;

    assert_ok(
        px_consent_list(f->reader, f->arena, person->row, px_str_of(language), &rows, &n, &f->err),
        &f->err);
    assert_int_equal(n, 1);
    return rows[0];
}

static void test_usual(void **state)
{
    int newest = px_consent_usual_newest(PX_CONSENT_PARTICIPATION);

    (void)state;
    assert_true(newest >= 1);
    for (int v = 1; v <= newest; v++)
        for (size_t i = 0; px_language_at(i); i++) {
            px_str text = px_consent_usual(PX_CONSENT_PARTICIPATION, v,
                                           px_str_of(px_language_tag(px_language_at(i))));

            assert_true(text.len > 0 && text.ptr[0] != '#');
        }
    assert_int_equal(px_consent_usual(PX_CONSENT_PARTICIPATION, newest + 1, PX_STR("en")).len, 0);
    assert_int_equal(px_consent_usual_newest("nothing"), 0);
    assert_non_null(px_consent_title(PX_STR(PX_CONSENT_PARTICIPATION)));
    assert_null(px_consent_title(PX_STR("nothing")));
}

static void test_versions(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    giving first = { &anna, 1 }, second = { &anna, 2 };
    px_consent *none, row;
    size_t n;

    assert_ok(px_consent_list(f->reader, f->arena, anna.row, PX_STR("en"), &none, &n, &f->err),
              &f->err);
    assert_int_equal(n, 0);
    assert_fails(people_do(f, give_run, &first), PX_ERR_CONFLICT);
    exec(f, "INSERT INTO consent_text (purpose, version, language, text, since) VALUES "
            "('participation', 1, 'en', 'one', 1), ('participation', 1, 'fr', 'un', 1)");
    assert_ok(people_do(f, give_run, &first), &f->err);
    row = only(f, &anna, "fr");
    assert_true(px_str_is(row.text, "un"));
    assert_false(px_consent_asks(&row));
    exec(f, "INSERT INTO consent_text (purpose, version, language, text, since) VALUES "
            "('participation', 2, 'en', 'two', 2)");
    row = only(f, &anna, "fr");
    assert_true(px_consent_asks(&row));
    assert_true(px_str_is(row.newest_text, "two"));
    assert_fails(people_do(f, give_run, &first), PX_ERR_CONFLICT);
    assert_ok(people_do(f, give_run, &second), &f->err);
    row = only(f, &anna, "en");
    assert_int_equal(row.version, 2);
    assert_false(px_consent_asks(&row));
}

static void test_withdrawal(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    giving first = { &anna, 1 };
    px_scope code = people_code_scope(f, "gpai");
    px_who who;

    assert_fails(people_do(f, withdraw_run, &anna), PX_ERR_NOT_FOUND);
    exec(f, "INSERT INTO consent_text (purpose, version, language, text, since) VALUES "
            "('participation', 1, 'en', 'one', 1)");
    assert_ok(people_do(f, give_run, &first), &f->err);
    assert_ok(people_give(f, &anna, PX_ROLE_MEMBER, code, ""), &f->err);
    assert_ok(people_give(f, &anna, PX_ROLE_CHAIR, code, ""), &f->err);
    assert_ok(people_do(f, withdraw_run, &anna), &f->err);
    who = people_who(f, &anna);
    assert_int_equal(who.n_grants, 1);
    assert_int_equal(who.grants[0].role, PX_ROLE_CHAIR);
    assert_true(only(f, &anna, "en").withdrawn != PX_TIME_NONE);
    assert_fails(people_do(f, withdraw_run, &anna), PX_ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_usual),
        cmocka_unit_test_setup_teardown(test_versions, setup, teardown),
        cmocka_unit_test_setup_teardown(test_withdrawal, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
