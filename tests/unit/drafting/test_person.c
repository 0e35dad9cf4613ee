/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/random.h"
#include "unit/drafting/people_fixture.h"

static void a_person_is_found_by_id_and_address(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "  Anna  Muster ", "Anna@Example.EU"), found;

    assert_true(anna.row > 0);
    assert_true(px_id_is_public(anna.id));
    assert_ok(px_person_find(f->reader, f->arena, anna.id, &found, &f->err), &f->err);
    assert_str(found.name, "Anna  Muster");
    assert_str(found.mail, "anna@example.eu");
    assert_str(found.language, "en");
    assert_str(found.display, "name");
    assert_str(found.digest, "each");
    assert_str(found.state, "active");
    assert_true(found.seen == PX_TIME_NONE && found.retain_until == PX_TIME_NONE);
    assert_int_equal(found.standing, 0);
    assert_ok(px_person_find_mail(f->reader, f->arena, PX_STR("ANNA@example.eu "), &found, &f->err),
              &f->err);
    assert_int_equal(found.row, anna.row);
    assert_fails(px_person_find(f->reader, f->arena, PX_STR("nobody"), &found, &f->err),
                 PX_ERR_NOT_FOUND);
    assert_fails(px_person_find_mail(f->reader, f->arena, PX_STR("no address"), &found, &f->err),
                 PX_ERR_NOT_FOUND);
    assert_fails(px_person_get(f->reader, f->arena, 99, &found, &f->err), PX_ERR_NOT_FOUND);
}

static void an_address_belongs_to_one(void **state)
{
    fixture *f = *state;
    px_person again = { .name = PX_STR_INIT("Other"), .mail = PX_STR_INIT("ANNA@example.eu") };

    (void)people_add(f, "Anna", "anna@example.eu");
    assert_fails(people_do(f, people_add_run, &again), PX_ERR_CONFLICT);
    assert_string_equal(px_error_arg(&f->err, "field"), "mail");
    assert_int_equal(again.row, 0);
}

static void what_is_not_valid_names_its_field(void **state)
{
    static const struct {
        px_person person;
        const char *field;
    } bad[] = {
        { { .name = PX_STR_INIT("") }, "name" },
        { { .name = PX_STR_INIT("two\nlines") }, "name" },
        { { .name = PX_STR_INIT("turned \xe2\x80\xae around") }, "name" },
        { { .mail = PX_STR_INIT("nowhere") }, "mail" },
        { { .category = PX_STR_INIT("nobility") }, "category" },
        { { .country = PX_STR_INIT("be") }, "country" },
        { { .language = PX_STR_INIT("xx") }, "language" },
        { { .zone = PX_STR_INIT("../etc/passwd") }, "zone" },
        { { .zone = PX_STR_INIT("Europe/Nowhere") }, "zone" },
        { { .display = PX_STR_INIT("hidden") }, "display" },
        { { .digest = PX_STR_INIT("hourly") }, "digest" },
    };
    fixture *f = *state;

    for (size_t i = 0; i < PX_COUNT(bad); i++) {
        px_person person = bad[i].person;

        if (!person.name.ptr)
            person.name = PX_STR("Anna");
        if (!person.mail.ptr)
            person.mail = PX_STR("anna@example.eu");
        assert_fails(people_do(f, people_add_run, &person), PX_ERR_INVALID);
        assert_string_equal(px_error_arg(&f->err, "field"), bad[i].field);
    }
}

static int change(fixture *f, px_db *db, void *arg, px_error *err)
{
    (void)f;
    return px_person_change(db, arg, err);
}

static void a_person_changes(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu"), found;

    (void)people_add(f, "Otto", "otto@example.eu");
    anna.name = PX_STR("Anna Neu");
    anna.category = PX_STR("academia");
    anna.country = PX_STR("FR");
    anna.zone = PX_STR("Europe/Paris");
    anna.seen = 1000;
    assert_ok(people_do(f, change, &anna), &f->err);
    assert_ok(px_person_get(f->reader, f->arena, anna.row, &found, &f->err), &f->err);
    assert_str(found.name, "Anna Neu");
    assert_str(found.category, "academia");
    assert_str(found.country, "FR");
    assert_int_equal(found.seen, 1000);
    anna.mail = PX_STR("otto@example.eu");
    assert_fails(people_do(f, change, &anna), PX_ERR_CONFLICT);
    anna.mail = PX_STR("new@example.eu");
    anna.row = 99;
    assert_fails(people_do(f, change, &anna), PX_ERR_NOT_FOUND);
}

static int64_t count_of(fixture *f, const char *sql)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

    assert_ok(px_query_start(f->reader, sql, &query, &f->err), &f->err);
    assert_int_equal(px_query_step(&query, &f->err), 1);
    return px_query_next_int(&query);
}

static int erase(fixture *f, px_db *db, void *arg, px_error *err)
{
    px_person *person = arg;
    int rc = px_db_exec(db, "UPDATE person SET state = 'erased', name = '', mail = NULL", err);

    return rc < 0 ? rc : px_person_index(db, f->arena, person->row, err);
}

static void words_follow_the_name(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Zoé d'Été", "zoe@example.eu");

    assert_int_equal(count_of(f, "SELECT count(*) FROM person WHERE sort_key = 'zoe d''ete' OR "
                                 "sort_key = 'zoe d ete'"),
                     1);
    assert_int_equal(count_of(f, "SELECT count(*) FROM person_word WHERE word = 'zoe'"), 1);
    anna.name = PX_STR("Anna");
    assert_ok(people_do(f, change, &anna), &f->err);
    assert_int_equal(count_of(f, "SELECT count(*) FROM person_word"), 1);
    assert_ok(people_do(f, erase, &anna), &f->err);
    assert_int_equal(count_of(f, "SELECT count(*) FROM person_word"), 0);
    assert_int_equal(count_of(f, "SELECT count(*) FROM person WHERE sort_key = ''"), 1);
    assert_fails(people_do(f, change, &anna), PX_ERR_NOT_FOUND);
}

static int suspend(fixture *f, px_db *db, void *arg, px_error *err)
{
    (void)f;
    return px_person_suspend(db, arg, true, "operator", err);
}

static int resume(fixture *f, px_db *db, void *arg, px_error *err)
{
    (void)f;
    return px_person_suspend(db, arg, false, "operator", err);
}

static void who_is_suspended_is_nobody(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_who who;

    assert_ok(people_give(f, &anna, PX_ROLE_SECRETARIAT, px_scope_house(), ""), &f->err);
    assert_fails(people_do(f, resume, &anna), PX_ERR_CONFLICT);
    assert_ok(people_do(f, suspend, &anna), &f->err);
    assert_fails(people_do(f, suspend, &anna), PX_ERR_CONFLICT);
    who = people_who(f, &anna);
    assert_int_equal(who.person, 0);
    assert_int_equal(who.n_grants, 0);
    assert_false(px_may_somewhere(&who, PX_ACTION_KEEP_ACCOUNT));
    assert_ok(people_do(f, resume, &anna), &f->err);
    who = people_who(f, &anna);
    assert_int_equal(who.person, anna.row);
    assert_true(px_may(&who, PX_ACTION_KEEP_PEOPLE, px_scope_house()));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_person_is_found_by_id_and_address, setup, teardown),
        cmocka_unit_test_setup_teardown(an_address_belongs_to_one, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_not_valid_names_its_field, setup, teardown),
        cmocka_unit_test_setup_teardown(a_person_changes, setup, teardown),
        cmocka_unit_test_setup_teardown(words_follow_the_name, setup, teardown),
        cmocka_unit_test_setup_teardown(who_is_suspended_is_nobody, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
