/* SPDX-License-Identifier: EUPL-1.2 */
/* The clock of retention: the table, whose date runs, warnings, erasure. */
#include "unit/drafting/people_fixture.h"

#include "drafting/people/application.h"
#include "drafting/people/person_session.h"
#include "drafting/people/retention.h"

#include "base/banned.h"

#define DAY ((px_time)86400000)
#define NOW ((px_time)1800000000000)

static int exec_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    (void)f;
    return px_db_exec(db, arg, err);
}

static void exec(fixture *f, const char *sql)
{
    assert_ok(people_do(f, exec_run, px_arena_format(f->arena, "%s", sql)), &f->err);
}

static int64_t number(fixture *f, const char *sql)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

    assert_ok(px_query_start(f->reader, sql, &query, &f->err), &f->err);
    assert_int_equal(px_query_step(&query, &f->err), 1);
    return px_query_next_int(&query);
}

/* How many were warned and erased at a day after NOW. */
static void look(fixture *f, int day, size_t want_warned, size_t want_erased)
{
    size_t warned, erased;

    assert_ok(px_retention_look(f->house, NOW + day * DAY, &warned, &erased, &f->err), &f->err);
    if (warned != want_warned || erased != want_erased)
        fail_msg("day %d: %zu warned, %zu erased", day, warned, erased);
}

static void test_table(void **state)
{
    fixture *f = *state;
    px_retention *english, *french;
    size_t n, n_french;
    int days;

    assert_ok(px_retention_list(f->arena, PX_STR("en"), &english, &n, &f->err), &f->err);
    assert_ok(px_retention_list(f->arena, PX_STR("fr"), &french, &n_french, &f->err), &f->err);
    assert_int_equal(n, n_french);
    for (size_t i = 0; i < n; i++) {
        assert_true(english[i].title.len > 0 && french[i].title.len > 0);
        assert_true(english[i].source.len > 0);
        assert_true(english[i].days == 0 || english[i].from.len > 0);
        if (i > 0)
            assert_true(strcmp(english[i - 1].key, english[i].key) < 0);
    }
    /* what is swept elsewhere is told as it is */
    assert_ok(px_retention_days("application-unconfirmed", &days, &f->err), &f->err);
    assert_int_equal(days * DAY, PX_APPLICATION_UNCONFIRMED_MS);
    assert_ok(px_retention_days("session", &days, &f->err), &f->err);
    assert_int_equal(days * DAY, PX_SESSION_IDLE);
    assert_fails(px_retention_days("nothing", &days, &f->err), PX_ERR_DAMAGED);
}

/* An account without a role: warned three times, then erased. */
static void test_account(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu"), now;

    exec(f, "UPDATE person SET created = 1800000000000");
    look(f, 304, 0, 0);
    look(f, 305, 1, 0);
    look(f, 306, 0, 0);
    look(f, 320, 1, 0);
    look(f, 361, 0, 0);
    look(f, 362, 1, 0);
    look(f, 364, 0, 0);
    assert_int_equal(number(f, "SELECT count(*) FROM mail WHERE kind = 'retention'"), 3);
    look(f, 365, 0, 1);
    assert_ok(px_person_get(f->reader, f->arena, anna.row, &now, &f->err), &f->err);
    assert_true(px_str_is(now.state, "erased"));
    look(f, 900, 0, 0);
}

/* A sign-in starts anew; a house that stood still warns first. */
static void test_anew(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu"), now;

    exec(f, "UPDATE person SET created = 1800000000000");
    look(f, 362, 1, 0);
    exec(f, "UPDATE person SET seen = 1800000000000 + 363 * 86400000");
    look(f, 365, 0, 0);
    look(f, 1000, 1, 0); /* long after: three days from now */
    look(f, 1002, 0, 0);
    look(f, 1003, 0, 1);
    assert_ok(px_person_get(f->reader, f->arena, anna.row, &now, &f->err), &f->err);
    assert_true(px_str_is(now.state, "erased"));
}

/* Roles keep an account: those that write as they hold, others until their process ends. */
static void test_roles(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_person otto = people_add(f, "Otto", "otto@example.eu");
    px_person ida = people_add(f, "Ida", "ida@example.eu");
    px_scope code = people_code_scope(f, "gpai"), group = people_group_scope(f, code, "wg1");

    assert_ok(people_give(f, &anna, PX_ROLE_EDITOR, group, ""), &f->err);
    assert_ok(people_give(f, &otto, PX_ROLE_MEMBER, group, ""), &f->err);
    assert_ok(people_give(f, &ida, PX_ROLE_MEMBER, code, ""), &f->err);
    exec(f, "UPDATE person SET created = 1800000000000; UPDATE grant_of_role SET since = 1");
    look(f, 5000, 0, 0);
    exec(f, "UPDATE process SET ended = 1800000000000 + 5000 * 86400000");
    look(f, 5001, 0, 0);
    assert_int_equal(number(f, "SELECT count(*) FROM person WHERE retain_until > 0"), 2);
    look(f, 5362, 2, 0);
    look(f, 5365, 0, 2);
    assert_int_equal(number(f, "SELECT count(*) FROM person WHERE state = 'active'"), 1);
}

static void test_generated(void **state)
{
    fixture *f = *state;

    (void)people_add(f, "Anna", "anna@example.eu");
    exec(f, "UPDATE person SET created = 1800000000000, generated = 1");
    look(f, 5000, 0, 0);
}

static void test_applications(void **state)
{
    fixture *f = *state;

    (void)people_code_scope(f, "gpai");
    (void)people_group_scope(f, people_code_scope(f, "gpai"), "wg1");
    exec(f, "INSERT INTO call (public_id, process, kind, opens, opens_civil, closes, closes_civil, "
            "consent_version) VALUES ('c', 1, 'participants', 1, '', 2, '', 1);"
            "INSERT INTO application (public_id, call, name, mail, language, category, country, "
            "consent_version, received, state, decided) VALUES "
            "('a1', 1, 'A', 'a@x.eu', 'en', '', '', 1, 1, 'declined', 1800000000000), "
            "('a2', 1, 'B', 'b@x.eu', 'en', '', '', 1, 1, 'withdrawn', 1800000000000), "
            "('a3', 1, 'C', 'c@x.eu', 'en', '', '', 1, 1, 'received', NULL)");
    look(f, 29, 0, 0);
    look(f, 30, 0, 1);
    look(f, 305, 1, 0);
    look(f, 363, 1, 0);
    look(f, 366, 0, 1);
    assert_int_equal(number(f, "SELECT count(*) FROM application"), 1);
    assert_int_equal(number(f, "SELECT count(*) FROM erasure"), 2);
    assert_int_equal(number(f, "SELECT count(*) FROM mail WHERE address LIKE '%@x.eu'"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_table, setup, teardown),
        cmocka_unit_test_setup_teardown(test_account, setup, teardown),
        cmocka_unit_test_setup_teardown(test_anew, setup, teardown),
        cmocka_unit_test_setup_teardown(test_roles, setup, teardown),
        cmocka_unit_test_setup_teardown(test_generated, setup, teardown),
        cmocka_unit_test_setup_teardown(test_applications, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
