/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/act.h"
#include "unit/drafting/people_fixture.h"

static px_time at;

static px_time clock_of_test(void *arg)
{
    (void)arg;
    return at;
}

static void a_grant_reaches_what_lies_in_its_scope(void **state)
{
    fixture *f = *state;
    px_scope code = people_code_scope(f, "gpai"), other = people_code_scope(f, "other");
    px_scope group = people_group_scope(f, code, "one"),
             elsewhere = people_group_scope(f, other, "one");
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_person otto = people_add(f, "Otto", "otto@example.eu");
    px_who who;

    assert_ok(people_give(f, &anna, PX_ROLE_CHAIR, group, "co-chair"), &f->err);
    assert_ok(people_give(f, &otto, PX_ROLE_SECRETARIAT, code, ""), &f->err);
    who = people_who(f, &anna);
    assert_int_equal(who.n_grants, 1);
    assert_int_equal(who.grants[0].scope.code, code.row);
    assert_true(px_may(&who, PX_ACTION_HOLD_MEETING, group));
    assert_false(px_may(&who, PX_ACTION_HOLD_MEETING, elsewhere));
    assert_false(px_may(&who, PX_ACTION_HOLD_MEETING, code));
    assert_true(px_may(&who, PX_ACTION_READ_WORKING, code));
    assert_false(px_may(&who, PX_ACTION_READ_WORKING, other));
    who = people_who(f, &otto);
    assert_true(px_may(&who, PX_ACTION_PLAN, group));
    assert_false(px_may(&who, PX_ACTION_PLAN, elsewhere));
    assert_false(px_may(&who, PX_ACTION_PLAN, px_scope_house()));
}

static px_act_row last_act(fixture *f, const char *kind)
{
    px_act_row act;

    assert_ok(px_act_find_last(f->reader, f->arena, kind, NULL, NULL, &act, &f->err), &f->err);
    return act;
}

static void the_log_tells_of_write_access_without_names_in_leaves(void **state)
{
    fixture *f = *state;
    px_scope code = people_code_scope(f, "gpai");
    px_person anna = people_add(f, "Anna Unique", "anna@example.eu");
    px_act_row act;

    assert_ok(people_give(f, &anna, PX_ROLE_CHAIR, code, "co-chair"), &f->err);
    act = last_act(f, "person.appointed");
    assert_true(act.leaf_index > 0);
    assert_str(act.code, "gpai");
    assert_true(px_str_find(act.leaf, PX_STR("Anna")) == act.leaf.len);
    assert_true(px_str_find(act.leaf, anna.id) == act.leaf.len);
    assert_true(px_str_find(act.content, PX_STR("\"name\":\"Anna Unique\"")) < act.content.len);
    assert_true(px_str_find(act.content, PX_STR("\"title\":\"co-chair\"")) < act.content.len);
    assert_ok(people_end(f, &anna, PX_ROLE_CHAIR, code), &f->err);
    act = last_act(f, "person.dismissed");
    assert_true(px_str_find(act.content, PX_STR("\"scope_id\":\"gpai\"")) < act.content.len);
    assert_ok(people_give(f, &anna, PX_ROLE_MEMBER, code, ""), &f->err);
    assert_fails(px_act_find_last(f->reader, f->arena, "person.granted", NULL, NULL, &act, &f->err),
                 PX_ERR_NOT_FOUND); /* which looks at logged acts only */
}

static void ended_grants_stay_as_the_record(void **state)
{
    fixture *f = *state;
    px_scope code = people_code_scope(f, "gpai");
    px_person anna = people_add(f, "Anna", "anna@example.eu"), found;
    px_grant_row *rows;
    px_who who;
    size_t count;

    at = 1000;
    px_clock_set(clock_of_test, NULL);
    assert_ok(people_give(f, &anna, PX_ROLE_MEMBER, code, ""), &f->err);
    assert_ok(people_give(f, &anna, PX_ROLE_MEMBER, code, ""), &f->err); /* nothing new */
    at = 2000;
    assert_ok(people_give(f, &anna, PX_ROLE_VICE_CHAIR, code, ""), &f->err);
    assert_ok(px_person_get(f->reader, f->arena, anna.row, &found, &f->err), &f->err);
    assert_int_equal(found.standing, 2);
    at = 3000;
    assert_ok(people_give(f, &anna, PX_ROLE_VICE_CHAIR, code, "lead"), &f->err);
    at = 4000;
    assert_ok(people_end(f, &anna, PX_ROLE_VICE_CHAIR, code), &f->err);
    assert_fails(people_end(f, &anna, PX_ROLE_VICE_CHAIR, code), PX_ERR_NOT_FOUND);
    assert_ok(px_grant_list(f->reader, f->arena, anna.row, &rows, &count, &f->err), &f->err);
    assert_int_equal(count, 3);
    assert_str(rows[0].title, "lead");
    assert_int_equal(rows[0].since, 3000);
    assert_int_equal(rows[0].ended, 4000);
    assert_int_equal(rows[1].ended, 3000);
    assert_int_equal(rows[2].grant.role, PX_ROLE_MEMBER);
    assert_true(rows[2].ended == PX_TIME_NONE);
    assert_str(rows[2].scope_id, "gpai");
    assert_true(rows[2].act.len > 0);
    assert_ok(px_who_read(f->reader, f->arena, anna.row, 2500, &who, &f->err), &f->err);
    assert_int_equal(who.n_grants, 2);
    assert_int_equal(people_who(f, &anna).n_grants, 1);
    assert_ok(px_person_get(f->reader, f->arena, anna.row, &found, &f->err), &f->err);
    assert_int_equal(found.standing, 1);
}

static void what_cannot_be_granted_is_refused(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_scope nowhere = { PX_SCOPE_ORGANISATION, 7, 0 }, provider = { PX_SCOPE_PROVIDER, 1, 0 };

    assert_fails(people_give(f, &anna, PX_ROLE_PUBLIC, px_scope_house(), ""), PX_ERR_INVALID);
    assert_fails(people_give(f, &anna, PX_ROLE_READER, px_scope_house(), ""), PX_ERR_INVALID);
    assert_fails(people_give(f, &anna, PX_ROLE_COUNT, px_scope_house(), ""), PX_ERR_INVALID);
    assert_fails(people_give(f, &anna, PX_ROLE_CHAIR, nowhere, ""), PX_ERR_INVALID);
    assert_fails(people_give(f, &anna, PX_ROLE_DELEGATE, nowhere, ""), PX_ERR_NOT_FOUND);
    assert_fails(people_give(f, &anna, PX_ROLE_MEMBER, provider, ""), PX_ERR_INVALID);
    assert_fails(people_give(f, &anna, PX_ROLE_ENGINEER, provider, ""), PX_ERR_NOT_FOUND);
    assert_fails(people_give(f, &anna, PX_ROLE_ENGINEER, px_scope_code(5), ""), PX_ERR_INVALID);
    assert_fails(people_give(f, &anna, PX_ROLE_MEMBER, px_scope_code(5), ""), PX_ERR_NOT_FOUND);
    assert_fails(people_give(f, &anna, PX_ROLE_CHAIR, px_scope_house(), "a\nb"), PX_ERR_INVALID);
    assert_int_equal(people_who(f, &anna).n_grants, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_grant_reaches_what_lies_in_its_scope, setup, teardown),
        cmocka_unit_test_setup_teardown(the_log_tells_of_write_access_without_names_in_leaves,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(ended_grants_stay_as_the_record, setup, teardown),
        cmocka_unit_test_setup_teardown(what_cannot_be_granted_is_refused, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
