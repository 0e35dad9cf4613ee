/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/organisation.h"
#include "unit/drafting/people_fixture.h"

static int add(fixture *f, px_db *db, void *arg, px_error *err)
{
    return px_organisation_add(db, f->arena, arg, err);
}

static int change(fixture *f, px_db *db, void *arg, px_error *err)
{
    return px_organisation_change(db, f->arena, arg, err);
}

static px_organisation society(void)
{
    return (px_organisation){
        .name = PX_STR("Société d'Écriture"),
        .category = PX_STR("civil-society"),
        .country = PX_STR("FR"),
        .register_number = PX_STR("123456789-12"),
        .address = PX_STR("https://example.eu/"),
    };
}

static void an_organisation_is_found_by_id_and_name(void **state)
{
    fixture *f = *state;
    px_organisation added = society(), found;

    assert_ok(people_do(f, add, &added), &f->err);
    assert_ok(px_organisation_find(f->reader, f->arena, added.id, &found, &f->err), &f->err);
    assert_int_equal(found.row, added.row);
    assert_str(found.register_number, "123456789-12");
    assert_ok(px_organisation_find_name(f->reader, f->arena, PX_STR("societe D'ECRITURE"), &found,
                                        &f->err),
              &f->err);
    assert_str(found.name, "Société d'Écriture");
    assert_fails(px_organisation_find_name(f->reader, f->arena, PX_STR("--"), &found, &f->err),
                 PX_ERR_NOT_FOUND);
    assert_fails(px_organisation_find(f->reader, f->arena, PX_STR("x"), &found, &f->err),
                 PX_ERR_NOT_FOUND);
}

static void its_people_are_found_by_its_new_name(void **state)
{
    fixture *f = *state;
    px_organisation o = society();
    px_person anna = { .name = PX_STR("Anna"), .mail = PX_STR("anna@example.eu") };
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

    assert_ok(people_do(f, add, &o), &f->err);
    anna.organisation = o.row;
    assert_ok(people_do(f, people_add_run, &anna), &f->err);
    o.name = PX_STR("Renamed");
    assert_ok(people_do(f, change, &o), &f->err);
    assert_ok(px_query_start(f->reader,
                             "SELECT group_concat(word) FROM (SELECT word FROM person_word "
                             "ORDER BY word)",
                             &query, &f->err),
              &f->err);
    assert_int_equal(px_query_step(&query, &f->err), 1);
    assert_str(px_query_next_str(&query), "anna,renamed");
    o.row = 99;
    assert_fails(people_do(f, change, &o), PX_ERR_NOT_FOUND);
}

static void a_number_of_another_form_is_doubtful_and_taken(void **state)
{
    static const char *const good[] = { "123456-12", "123456789012-34" };
    static const char *const doubtful[] = { "",          "12345-12",    "1234567890123-12",
                                            "123456-1",  "123456-12-3", "123456",
                                            "12345a-12", " 123456-12",  "123456-123" };
    fixture *f = *state;
    px_organisation o = society();

    for (size_t i = 0; i < PX_COUNT(good); i++)
        assert_true(px_register_number_is(px_str_of(good[i])));
    for (size_t i = 0; i < PX_COUNT(doubtful); i++)
        assert_false(px_register_number_is(px_str_of(doubtful[i])));
    o.register_number = PX_STR("pending");
    assert_ok(people_do(f, add, &o), &f->err);
}

static void what_is_not_valid_names_its_field(void **state)
{
    fixture *f = *state;
    px_organisation o = society();

    o.name = PX_STR(" ");
    assert_fails(people_do(f, add, &o), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "field"), "organisation");
    o = society();
    o.category = PX_STR("");
    assert_fails(people_do(f, add, &o), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "field"), "category");
    o = society();
    o.country = PX_STR("France");
    assert_fails(people_do(f, add, &o), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "field"), "country");
    o = society();
    o.address = PX_STR("javascript:alert(1)");
    assert_fails(people_do(f, add, &o), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "field"), "address");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_organisation_is_found_by_id_and_name, setup, teardown),
        cmocka_unit_test_setup_teardown(its_people_are_found_by_its_new_name, setup, teardown),
        cmocka_unit_test_setup_teardown(a_number_of_another_form_is_doubtful_and_taken, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_is_not_valid_names_its_field, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
