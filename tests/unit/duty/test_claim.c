/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/duty/duty_fixture.h"

#include "store/act.h"

static void a_claim_is_superseded_and_never_changed(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject model = duty_subject(&w, PX_LEVEL_MODEL);
    px_claim first, second, *all;
    px_act_row act;
    size_t n;

    assert_int_equal(duty_claim(f, model, PX_BASIS_DECLARED, "fact.context", "4096", &first),
                     PX_CLAIM_MADE);
    assert_int_equal(duty_claim(f, model, PX_BASIS_DECLARED, "fact.context", "4096", NULL),
                     PX_CLAIM_UNCHANGED);
    assert_int_equal(duty_claim(f, model, PX_BASIS_DECLARED, "fact.context", "8192", &second),
                     PX_CLAIM_REPLACED);
    assert_str(duty_value(f, model, "fact.context"), "8192");
    assert_ok(
        px_claim_history(f->reader, f->arena, &model, PX_STR("fact.context"), &all, &n, &f->err),
        &f->err);
    assert_int_equal(n, 2);
    assert_true(px_str_eq(all[0].id, second.id));
    assert_true(px_str_eq(all[0].supersedes, first.id));
    assert_true(all[0].current);
    assert_false(all[1].current);
    assert_str(all[1].value, "4096");
    assert_str(all[1].author, "operator");
    assert_ok(px_act_find(f->reader, f->arena, all[1].act, &act, &f->err), &f->err);
    assert_str(act.kind, "claims.made");
    assert_int_equal(act.leaf_index, -1);
}

static void the_nearest_level_and_the_best_basis_count(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject provider = duty_subject(&w, PX_LEVEL_PROVIDER);
    px_claim_subject model = duty_subject(&w, PX_LEVEL_MODEL);
    px_claim_subject version = duty_subject(&w, PX_LEVEL_VERSION);
    px_claim *all;
    size_t n, seen = 0;

    (void)duty_claim(f, provider, PX_BASIS_MEASURED, "fact.context", "1", NULL);
    assert_str(duty_value(f, version, "fact.context"), "1");
    (void)duty_claim(f, model, PX_BASIS_DERIVED, "fact.context", "2", NULL);
    assert_str(duty_value(f, version, "fact.context"), "2");
    assert_str(duty_value(f, provider, "fact.context"), "1");
    (void)duty_claim(f, model, PX_BASIS_DECLARED, "fact.context", "3", NULL);
    assert_str(duty_value(f, model, "fact.context"), "3");
    (void)duty_claim(f, model, PX_BASIS_MEASURED, "fact.context", "4", NULL);
    assert_str(duty_value(f, model, "fact.context"), "4");
    (void)duty_claim(f, version, PX_BASIS_DERIVED, "fact.context", "5", NULL);
    assert_str(duty_value(f, version, "fact.context"), "5");
    assert_str(duty_value(f, model, "fact.context"), "4");
    assert_ok(px_claim_standing(f->reader, f->arena, &version, &all, &n, &f->err), &f->err);
    for (size_t i = 0; i < n; i++)
        if (px_str_is(all[i].field, "fact.context"))
            assert_int_equal(all[i].value.ptr[0], "54321"[seen++]);
    assert_int_equal(seen, 5);
}

typedef struct withdrawal {
    px_str id;
    px_claim ret_claim;
} withdrawal;

static int withdraw_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    withdrawal *w = arg;

    return px_claim_withdraw(db, f->arena, w->id, PX_STR("a mistake"), "operator", &w->ret_claim,
                             err);
}

static void what_is_withdrawn_says_nothing(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject model = duty_subject(&w, PX_LEVEL_MODEL);
    px_claim_subject provider = duty_subject(&w, PX_LEVEL_PROVIDER);
    px_claim claim, derived;
    withdrawal order;

    (void)duty_claim(f, provider, PX_BASIS_DECLARED, "summary.1.1.a", "{\"en\":\"Lab\"}", NULL);
    (void)duty_claim(f, model, PX_BASIS_DECLARED, "summary.1.1.a", "{\"en\":\"Lad\"}", &claim);
    order.id = claim.id;
    assert_ok(duty_do(f, withdraw_run, &order), &f->err);
    assert_true(px_claim_is_withdrawn(&order.ret_claim));
    assert_str(order.ret_claim.note, "a mistake");
    assert_str(duty_value(f, model, "summary.1.1.a"), "{\"en\":\"Lab\"}"); /* inherited again */
    assert_fails(duty_do(f, withdraw_run, &order), PX_ERR_CONFLICT);
    order.id = order.ret_claim.id;
    assert_fails(duty_do(f, withdraw_run, &order), PX_ERR_CONFLICT);
    (void)duty_claim(f, model, PX_BASIS_DERIVED, "model.p.range", "\"5b-15b\"", &derived);
    order.id = derived.id;
    assert_fails(duty_do(f, withdraw_run, &order), PX_ERR_CONFLICT);
    order.id = PX_STR("none");
    assert_fails(duty_do(f, withdraw_run, &order), PX_ERR_NOT_FOUND);
}

static void evidence_comes_back_as_it_was_given(void **state)
{
    static const char hash[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_evidence evidence[] = {
        { .name = PX_STR("config.json"),
          .hash = PX_STR(hash),
          .size = 100,
          .ranged = true,
          .start = 10,
          .length = 90 },
        { .name = PX_STR("corpus of May"), .scan = PX_STR("s1") },
    };
    px_claim claim = { .subject = duty_subject(&w, PX_LEVEL_VERSION),
                       .basis = PX_BASIS_MEASURED,
                       .field = PX_STR("fact.context"),
                       .value = PX_STR(" 4096 "),
                       .method = PX_STR("praxis model inspect"),
                       .program = px_str_of(px_claim_program()),
                       .evidence = evidence,
                       .n_evidence = 2 };
    px_claim_order order = { f->arena, &claim, 1, "operator", NULL };
    px_claim found;

    assert_ok(px_house_write(f->house, px_claim_add_deed, &order, &f->err), &f->err);
    assert_ok(px_claim_find(f->reader, f->arena, claim.id, &found, &f->err), &f->err);
    assert_str(found.value, "4096");
    assert_str(found.method, "praxis model inspect");
    assert_int_equal(found.n_evidence, 2);
    assert_str(found.evidence[0].hash, hash);
    assert_true(found.evidence[0].ranged && !found.evidence[0].kept);
    assert_int_equal(found.evidence[0].start, 10);
    assert_int_equal(found.evidence[0].length, 90);
    assert_str(found.evidence[1].scan, "s1");
    assert_false(found.evidence[1].ranged);
    evidence[0].length = 91;
    assert_fails(px_house_write(f->house, px_claim_add_deed, &order, &f->err), PX_ERR_INVALID);
    evidence[0].length = 90;
    evidence[0].hash = PX_STR("E3");
    assert_fails(px_house_write(f->house, px_claim_add_deed, &order, &f->err), PX_ERR_INVALID);
}

static void what_is_not_valid_is_named_and_nothing_is_kept(void **state)
{
    static const struct {
        const char *field, *value;
    } wrong[] = {
        { "summary.", "1" },
        { "other.x", "1" },
        { "model.P.size", "1" },
        { "", "1" },
        { "fact.context", "1.5" },
        { "fact.context", "" },
        { "fact.context", "{\"a\":1,\"a\":2}" },
        { "fact.context", "{\"\xc3\xa9\":1}" },
    };
    fixture *f = *state;
    duty_world w = duty_make(f);

    for (size_t i = 0; i < PX_COUNT(wrong); i++) {
        px_claim claims[] = {
            { .subject = duty_subject(&w, PX_LEVEL_MODEL),
              .basis = PX_BASIS_DECLARED,
              .field = PX_STR("fact.layers"),
              .value = PX_STR("1") },
            { .subject = duty_subject(&w, PX_LEVEL_MODEL),
              .basis = PX_BASIS_DECLARED,
              .field = px_str_of(wrong[i].field),
              .value = px_str_of(wrong[i].value) },
        };
        px_claim_order order = { f->arena, claims, 2, "operator", NULL };

        assert_true(px_house_write(f->house, px_claim_add_deed, &order, &f->err) < 0);
        assert_string_equal(px_error_arg(&f->err, "claim"), "2");
        assert_string_equal(px_error_arg(&f->err, "field"), wrong[i].field);
    }
    assert_str(duty_value(f, duty_subject(&w, PX_LEVEL_MODEL), "fact.layers"), "");
}

static void a_subject_must_be_one(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject wrong[] = { { 99, 0, 0 },
                                 { w.provider.row, 99, 0 },
                                 { w.provider.row, w.model.row, 99 },
                                 { w.provider.row, 0, w.version.row } };

    for (size_t i = 0; i < PX_COUNT(wrong); i++) {
        px_claim claim = { .subject = wrong[i],
                           .field = PX_STR("fact.layers"),
                           .value = PX_STR("1") };
        px_claim_order order = { f->arena, &claim, 1, "operator", NULL };

        assert_fails(px_house_write(f->house, px_claim_add_deed, &order, &f->err),
                     PX_ERR_NOT_FOUND);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_claim_is_superseded_and_never_changed, setup, teardown),
        cmocka_unit_test_setup_teardown(the_nearest_level_and_the_best_basis_count, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_is_withdrawn_says_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(evidence_comes_back_as_it_was_given, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_not_valid_is_named_and_nothing_is_kept, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_subject_must_be_one, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
