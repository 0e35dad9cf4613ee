/* SPDX-License-Identifier: EUPL-1.2 */
/* Erasing people: what goes, what stays, who may not, the log, and erasing again by a list. */
#include "unit/drafting/people_fixture.h"

#include "drafting/people/erasure.h"
#include "drafting/people/personal_data.h"
#include "store/act.h"
#include "store/ledger.h"

#include "base/banned.h"

static int erase_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    return px_erase_person(db, f->arena, arg, "operator", err);
}

static px_person again(fixture *f, const px_person *person)
{
    px_person found;

    assert_ok(px_person_get(f->reader, f->arena, person->row, &found, &f->err), &f->err);
    return found;
}

static size_t rows_of(fixture *f, const px_person *person, const char *source)
{
    px_personal_part *parts;
    size_t n;

    assert_ok(px_personal_data(f->reader, f->arena, person, &parts, &n, &f->err), &f->err);
    for (size_t i = 0; i < n; i++)
        if (strcmp(parts[i].source->name, source) == 0)
            return parts[i].n_rows;
    fail();
    return 0;
}

static void test_member(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu"), now;
    px_scope code = people_code_scope(f, "gpai");
    px_personal_part *parts;
    size_t n;

    assert_ok(people_give(f, &anna, PX_ROLE_MEMBER, code, ""), &f->err);
    assert_ok(people_do(f, erase_run, &anna), &f->err);
    now = again(f, &anna);
    assert_true(px_str_is(now.state, "erased"));
    assert_int_equal(now.name.len, 0);
    assert_int_equal(now.mail.len, 0);
    assert_ok(px_personal_data(f->reader, f->arena, &now, &parts, &n, &f->err), &f->err);
    for (size_t i = 0; i < n; i++) /* nothing anywhere but the row, and the act that says so */
        if (strcmp(parts[i].source->name, "account") != 0 &&
            strcmp(parts[i].source->name, "acts") != 0)
            assert_int_equal(parts[i].n_rows, 0);
    assert_int_equal(rows_of(f, &now, "acts"), 1);
    assert_fails(people_do(f, erase_run, &now), PX_ERR_CONFLICT);
}

static void test_function(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu"), now;
    px_scope code = people_code_scope(f, "gpai");
    px_act_row act;
    bool keeps = false;

    assert_ok(people_give(f, &anna, PX_ROLE_CHAIR, code, "co-chair"), &f->err);
    assert_ok(people_give(f, &anna, PX_ROLE_MEMBER, code, ""), &f->err);
    assert_ok(px_erasure_keeps_function(f->reader, anna.row, &keeps, &f->err), &f->err);
    assert_true(keeps);
    assert_ok(people_do(f, erase_run, &anna), &f->err);
    now = again(f, &anna);
    assert_int_equal(rows_of(f, &now, "roles"), 1);
    assert_int_equal(people_who(f, &now).n_grants, 0);
    assert_ok(px_act_find_last(f->reader, f->arena, "person.dismissed", NULL, NULL, &act, &f->err),
              &f->err);
    assert_null(act.content.ptr);
    assert_true(act.leaf.len > 0);
}

static void test_only_secretariat(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_person otto = people_add(f, "Otto", "otto@example.eu");

    assert_ok(people_give(f, &anna, PX_ROLE_SECRETARIAT, px_scope_house(), ""), &f->err);
    assert_fails(people_do(f, erase_run, &anna), PX_ERR_CONFLICT);
    assert_ok(people_give(f, &otto, PX_ROLE_SECRETARIAT, px_scope_house(), ""), &f->err);
    assert_ok(people_do(f, erase_run, &anna), &f->err);
    assert_fails(people_do(f, erase_run, &otto), PX_ERR_CONFLICT);
}

static void test_list(void **state)
{
    fixture *f = *state;
    PX_AUTO_FREE char *path = px_path_join(f->path, PX_HOUSE_ERASED), *text = NULL;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_person otto = people_add(f, "Otto", "otto@example.eu");
    px_str list, rest, id;
    size_t len, erased = 9;
    px_time time;

    list = px_str_of(px_arena_format(f->arena, "%.*s 12\n%.*s 13\nzzzzzzzzzzzzzzzzzzzzzzzzzz 14\n",
                                     PX_STR_ARG(anna.id), PX_STR_ARG(otto.id)));
    assert_ok(px_erasure_replay(f->house, list, &erased, &f->err), &f->err);
    assert_int_equal(erased, 2);
    assert_true(px_str_is(again(f, &otto).state, "erased"));
    assert_ok(px_erasure_replay(f->house, list, &erased, &f->err), &f->err);
    assert_int_equal(erased, 0);
    assert_ok(px_file_read(path, 4096, &text, &len, &f->err), &f->err);
    rest = px_str_n(text, len);
    assert_int_equal(px_erasure_list_next(&rest, &id, &time, &f->err), 1);
    assert_true(px_str_eq(id, anna.id));
    assert_int_equal(px_erasure_list_next(&rest, &id, &time, &f->err), 1);
    assert_int_equal(px_erasure_list_next(&rest, &id, &time, &f->err), 0);
}

static void test_malformed(void **state)
{
    static const char *const bad[] = { "x",
                                       "x 1",
                                       "\n",
                                       "zzzzzzzzzzzzzzzzzzzzzzzzzz",
                                       "zzzzzzzzzzzzzzzzzzzzzzzzzz x",
                                       "zzzzzzzzzzzzzzzzzzzzzzzzzz -1" };
    fixture *f = *state;

    for (size_t i = 0; i < PX_COUNT(bad); i++)
        assert_fails(px_erasure_replay(f->house, px_str_of(bad[i]), NULL, &f->err),
                     PX_ERR_MALFORMED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_member, setup, teardown),
        cmocka_unit_test_setup_teardown(test_function, setup, teardown),
        cmocka_unit_test_setup_teardown(test_only_secretariat, setup, teardown),
        cmocka_unit_test_setup_teardown(test_list, setup, teardown),
        cmocka_unit_test_setup_teardown(test_malformed, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
