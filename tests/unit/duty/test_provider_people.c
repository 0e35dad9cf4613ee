/* SPDX-License-Identifier: EUPL-1.2 */
/* The people of a provider: their roles, in which scope they hold, and every cell of the table. */
#include "drafting/people/erasure.h"
#include "drafting/people/person.h"
#include "drafting/people/personal_data.h"
#include "drafting/people/scope.h"
#include "unit/duty/duty_fixture.h"

static int person_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    return px_person_add(db, f->arena, arg, err);
}

static px_person person(fixture *f, const char *name)
{
    px_person p = { .name = px_str_of(name),
                    .mail = px_str_of(px_arena_format(f->arena, "%s@example.eu", name)) };

    assert_ok(duty_do(f, person_run, &p), &f->err);
    return p;
}

typedef struct giving {
    px_person person;
    px_grant grant;
} giving;

static int give_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    giving *g = arg;

    (void)f;
    return px_grant_give(db, &g->person, &g->grant, PX_STR(""), "operator", err);
}

static px_who who(fixture *f, const px_person *p)
{
    px_who read;

    assert_ok(px_who_read(f->reader, f->arena, p->row, px_now(), &read, &f->err), &f->err);
    return read;
}

/* Each action of this part against each role: '+' may. public, reader, delegate, contact-point,
 * observer, member, editor, vice-chair, chair, secretariat, provider-reader, engineer, officer. */
static const struct {
    px_action action;
    const char *roles;
} cells[] = {
    { PX_ACTION_KEEP_PROVIDERS, "---------+---" },    { PX_ACTION_READ_CLAIMS, "----------+++" },
    { PX_ACTION_MEASURE, "-----------++" },           { PX_ACTION_DECLARE, "------------+" },
    { PX_ACTION_PUBLISH_DOCUMENTS, "------------+" }, { PX_ACTION_READ_WORKING, "------++++---" },
    { PX_ACTION_CONTRIBUTE, "--++++++++---" },        { PX_ACTION_KEEP_PEOPLE, "---------+---" },
};

static void every_cell_of_the_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < PX_COUNT(cells); i++) {
        assert_int_equal(strlen(cells[i].roles), PX_ROLE_COUNT);
        for (unsigned role = 0; role < PX_ROLE_COUNT; role++)
            assert_int_equal(px_right_has((px_role)role, cells[i].action),
                             cells[i].roles[role] == '+');
    }
    assert_true(px_role_is_of_provider(PX_ROLE_ENGINEER));
    assert_false(px_role_is_of_provider(PX_ROLE_SECRETARIAT));
}

static void a_role_holds_in_its_provider_alone(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_provider other = { .name = PX_STR("Other") };
    giving g = { .person = person(f, "anna") };
    giving all = { .person = person(f, "otto") };
    px_who anna, otto;

    assert_ok(duty_do(f, duty_provider_run, &other), &f->err);
    g.grant = (px_grant){ PX_ROLE_ENGINEER, px_scope_provider(w.provider.row) };
    all.grant = (px_grant){ PX_ROLE_COMPLIANCE_OFFICER, px_scope_house() };
    assert_ok(duty_do(f, give_run, &g), &f->err);
    assert_ok(duty_do(f, give_run, &all), &f->err);
    anna = who(f, &g.person);
    otto = who(f, &all.person);
    assert_true(px_may(&anna, PX_ACTION_MEASURE, px_scope_provider(w.provider.row)));
    assert_false(px_may(&anna, PX_ACTION_DECLARE, px_scope_provider(w.provider.row)));
    assert_false(px_may(&anna, PX_ACTION_READ_CLAIMS, px_scope_provider(other.row)));
    assert_false(px_may(&anna, PX_ACTION_READ_CLAIMS, px_scope_house()));
    assert_true(px_may(&otto, PX_ACTION_DECLARE, px_scope_provider(other.row)));
}

static void they_are_no_participants(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    giving g = { .person = person(f, "anna") };
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

    g.grant = (px_grant){ PX_ROLE_COMPLIANCE_OFFICER, px_scope_provider(w.provider.row) };
    assert_ok(duty_do(f, give_run, &g), &f->err);
    assert_ok(px_query_start(f->reader, "SELECT standing, listed FROM person", &query, &f->err),
              &f->err);
    assert_int_equal(px_query_step(&query, &f->err), 1);
    assert_int_equal(px_query_next_int(&query), 0);
    assert_int_equal(px_query_next_int(&query), 0);
    g.grant = (px_grant){ PX_ROLE_EDITOR, px_scope_provider(w.provider.row) };
    assert_fails(duty_do(f, give_run, &g), PX_ERR_INVALID);
    g.grant = (px_grant){ PX_ROLE_ENGINEER, px_scope_code(1) };
    assert_fails(duty_do(f, give_run, &g), PX_ERR_INVALID);
    g.grant = (px_grant){ PX_ROLE_ENGINEER, px_scope_provider(99) };
    assert_fails(duty_do(f, give_run, &g), PX_ERR_NOT_FOUND);
}

static int rename_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    return px_provider_change(db, f->arena, arg, "operator", err);
}

static void a_scope_is_named_by_its_provider(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_scope scope;
    px_str text;

    assert_ok(px_scope_parse(f->reader, f->arena, PX_STR("provider:lab"), &scope, &f->err),
              &f->err);
    assert_int_equal(scope.kind, PX_SCOPE_PROVIDER);
    assert_int_equal(scope.row, w.provider.row);
    assert_ok(px_scope_title(f->reader, f->arena, scope, PX_STR("en"), &text, &f->err), &f->err);
    assert_str(text, "Example Lab");
    assert_ok(px_scope_id(f->reader, f->arena, scope, &text, &f->err), &f->err);
    assert_true(px_str_eq(text, w.provider.id));
    w.provider.slug = PX_STR("laboratory");
    assert_ok(duty_do(f, rename_run, &w.provider), &f->err);
    assert_fails(px_scope_parse(f->reader, f->arena, PX_STR("provider:lab"), &scope, &f->err),
                 PX_ERR_NOT_FOUND);
    assert_ok(px_scope_parse(f->reader, f->arena, PX_STR("provider:laboratory"), &scope, &f->err),
              &f->err);
}

static int erase_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    return px_erase_person(db, f->arena, arg, "operator", err);
}

/* How many rows a source of the copy of a person's data has. */
static size_t rows_of(fixture *f, const px_person *p, const char *source)
{
    px_personal_part *parts;
    size_t n, rows = 0;

    assert_ok(px_personal_data(f->reader, f->arena, p, &parts, &n, &f->err), &f->err);
    for (size_t i = 0; i < n; i++)
        rows += strcmp(parts[i].source->name, source) == 0 ? parts[i].n_rows : 0;
    return rows;
}

/* Whoever made a claim is known by its act alone, so that erasure reaches it there; the claim is
 * the provider's and stays. */
static void an_erased_person_leaves_claims_without_an_author(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    giving g = { .person = person(f, "anna") };
    px_claim claim = { .subject = duty_subject(&w, PX_LEVEL_MODEL),
                       .basis = PX_BASIS_DECLARED,
                       .field = PX_STR("fact.layers"),
                       .value = PX_STR("32") };
    px_claim_order order = { f->arena, &claim, 1, g.person.id.ptr, NULL };
    px_claim found;

    g.grant = (px_grant){ PX_ROLE_COMPLIANCE_OFFICER, px_scope_provider(w.provider.row) };
    assert_ok(duty_do(f, give_run, &g), &f->err);
    assert_ok(px_house_write(f->house, px_claim_add_deed, &order, &f->err), &f->err);
    assert_ok(px_claim_find(f->reader, f->arena, claim.id, &found, &f->err), &f->err);
    assert_true(px_str_eq(found.author, g.person.id));
    assert_int_equal(rows_of(f, &g.person, "roles"), 1);
    assert_true(rows_of(f, &g.person, "acts") >= 2);
    assert_ok(duty_do(f, erase_run, &g.person), &f->err);
    assert_ok(px_claim_find(f->reader, f->arena, claim.id, &found, &f->err), &f->err);
    assert_str(found.author, "");
    assert_str(found.value, "32");
    assert_int_equal(rows_of(f, &g.person, "roles"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_of_the_table),
        cmocka_unit_test_setup_teardown(a_role_holds_in_its_provider_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(they_are_no_participants, setup, teardown),
        cmocka_unit_test_setup_teardown(a_scope_is_named_by_its_provider, setup, teardown),
        cmocka_unit_test_setup_teardown(an_erased_person_leaves_claims_without_an_author, setup,
                                        teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
