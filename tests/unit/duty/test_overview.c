/* SPDX-License-Identifier: EUPL-1.2 */
/* The work list: what is counted of a model, when it is counted anew, what to do next, and how it
 * is chosen from. */
#include "duty/duty_serve.h"
#include "duty/overview.h"
#include "duty/register.h"
#include "unit/duty/duty_fixture.h"

static const px_who nobody;

static px_overview read_at(fixture *f, int64_t provider, const char *today)
{
    px_overview overview;

    assert_ok(px_overview_read(f->house, f->reader, f->arena, &nobody, provider, px_str_of(today),
                               &overview, &f->err),
              &f->err);
    return overview;
}

static const px_overview_model *only(fixture *f, const duty_world *w, const char *today)
{
    px_overview overview = read_at(f, w->provider.row, today);

    assert_int_equal(overview.count, 1);
    return &overview.models[0];
}

static void run_job(fixture *f)
{
    px_job_work work = { .house = f->house, .db = f->reader, .arena = f->arena };

    assert_ok(px_model_state_job(&work, &f->err), &f->err);
}

static px_published publish(fixture *f, px_claim_subject subject, const char *form)
{
    px_publish_order order = { .subject = subject, .form = px_str_of(form), .author = "operator" };

    assert_ok(px_register_publish(f->house, f->reader, f->arena, &order, &f->err), &f->err);
    return order.ret_published;
}

/* As on the page of the model: a claim fills one field, a withdrawn one leaves it missing again. */
static void test_missing(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject model = duty_subject(&w, PX_LEVEL_MODEL);
    const px_overview_model *m = only(f, &w, "2026-11-30");
    int missing = m->forms[0].missing;

    assert_true(px_str_is(m->forms[0].form->name, PX_FORM_SUMMARY));
    assert_true(missing > 10);
    assert_true(m->counted);
    assert_int_equal(m->next, PX_NEXT_FILL);
    assert_int_equal(m->due, PX_DUE_NONE);
    (void)duty_claim(f, model, PX_BASIS_DECLARED, "summary.1.3.f", "{\"en\":\"None\"}", NULL);
    m = only(f, &w, "2026-11-30");
    assert_int_equal(m->forms[0].missing, missing - 1);
    (void)duty_claim(f, model, PX_BASIS_DECLARED, "summary.1.3.f", "null", NULL);
    assert_int_equal(only(f, &w, "2026-11-30")->forms[0].missing, missing);
    /* A question answered with no is followed by nothing more. */
    (void)duty_claim(f, model, PX_BASIS_DECLARED, "summary.2.3.a", "false", NULL);
    assert_true(only(f, &w, "2026-11-30")->forms[0].missing < missing - 1);
}

/* What the job keeps is what is counted, and what a provider says makes all its models old. */
static void test_kept(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject provider = duty_subject(&w, PX_LEVEL_PROVIDER);
    const px_overview_model *m;
    int missing;

    run_job(f);
    m = only(f, &w, "2026-11-30");
    missing = m->forms[0].missing;
    assert_true(missing > 0);
    (void)duty_claim(f, provider, PX_BASIS_DECLARED, "summary.1.1.a", "{\"en\":\"Lab, Paris\"}",
                     NULL);
    assert_int_equal(only(f, &w, "2026-11-30")->forms[0].missing, missing - 1);
    run_job(f);
    m = only(f, &w, "2026-11-30");
    assert_int_equal(m->forms[0].missing, missing - 1);
    assert_true(m->counted);
}

static void test_contradictions(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject model = duty_subject(&w, PX_LEVEL_MODEL);
    px_overview_choice choice = { .show = PX_SHOW_CONTRADICTIONS };
    const px_overview_model **models;
    size_t n, counts[PX_SHOW_COUNT];
    px_overview overview;

    (void)duty_claim(f, model, PX_BASIS_DECLARED, "model.g.release", "\"2026-05-01\"", NULL);
    (void)duty_claim(f, model, PX_BASIS_DECLARED, "model.g.union", "\"2026-04-01\"", NULL);
    assert_int_equal(only(f, &w, "2026-11-30")->contradictions, 1);
    assert_int_equal(only(f, &w, "2026-11-30")->next, PX_NEXT_RESOLVE);
    run_job(f);
    overview = read_at(f, w.provider.row, "2026-11-30");
    px_overview_choose(f->arena, &overview, &choice, &models, &n, counts);
    assert_int_equal(n, 1);
    assert_int_equal(counts[PX_SHOW_CONTRADICTIONS], 1);
    assert_int_equal(counts[PX_SHOW_UNPUBLISHED], 1);
    assert_int_equal(counts[PX_SHOW_OVERDUE], 0);
}

/* A published summary is due after six months, soon a month before, and overdue the day after. */
static void test_due(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject model = duty_subject(&w, PX_LEVEL_MODEL);
    px_published p = publish(f, model, PX_FORM_SUMMARY);
    const char *due = px_arena_cstr(f->arena, p.next_update);
    const px_overview_model *m = only(f, &w, px_arena_cstr(f->arena, p.day));

    assert_int_equal(m->forms[0].number, 1);
    assert_true(px_str_eq(m->due_day, p.next_update));
    assert_int_equal(m->due, PX_DUE_LATER);
    assert_int_equal(m->forms[0].changed, 0);
    assert_int_equal(only(f, &w, due)->due, PX_DUE_SOON);
    m = only(f, &w, px_arena_cstr(f->arena, px_document_due(f->arena, p.day, "summary-retention")));
    assert_int_equal(m->due, PX_DUE_OVERDUE);
    assert_int_equal(m->next, PX_NEXT_UPDATE_OVERDUE);
    assert_int_equal(m->next_form, 0);
}

static void test_changed(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject model = duty_subject(&w, PX_LEVEL_MODEL);

    (void)publish(f, model, PX_FORM_SUMMARY);
    (void)duty_claim(f, model, PX_BASIS_DECLARED, "summary.1.3.f", "{\"en\":\"None\"}", NULL);
    assert_int_equal(only(f, &w, "2026-11-30")->forms[0].changed, 1);
    run_job(f);
    assert_int_equal(only(f, &w, "2026-11-30")->forms[0].changed, 1);
    (void)publish(f, model, PX_FORM_SUMMARY);
    assert_int_equal(only(f, &w, "2026-11-30")->forms[0].changed, 0);
    assert_int_equal(only(f, &w, "2026-11-30")->forms[0].number, 2);
}

/* The model's own document counts before that of a version, however new. */
static void test_of_version(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    const px_overview_model *m;

    (void)publish(f, duty_subject(&w, PX_LEVEL_VERSION), PX_FORM_SUMMARY);
    m = only(f, &w, "2026-11-30");
    assert_true(px_str_is(m->forms[0].version, "One-1.0"));
    (void)publish(f, duty_subject(&w, PX_LEVEL_MODEL), PX_FORM_SUMMARY);
    m = only(f, &w, "2026-11-30");
    assert_int_equal(m->forms[0].version.len, 0);
    assert_int_equal(m->forms[1].number, 0);
}

/* Whoever works for two providers sees the models of both, and of no third one. */
static void test_granted(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_provider other = { .slug = PX_STR("other"), .name = PX_STR("Another Lab") };
    px_provider third = { .slug = PX_STR("third"), .name = PX_STR("Third Lab") };
    px_model_entry two = { .name = PX_STR("Two") }, three = { .name = PX_STR("Three") };
    px_grant grants[] = { { PX_ROLE_COMPLIANCE_OFFICER, px_scope_provider(w.provider.row) },
                          { PX_ROLE_PROVIDER_READER, px_scope_provider(w.provider.row) },
                          { PX_ROLE_ENGINEER, { PX_SCOPE_PROVIDER, 0, 0 } } };
    px_who who = { .person = 1, .grants = grants, .n_grants = PX_COUNT(grants) };
    px_overview overview;

    assert_ok(duty_do(f, duty_provider_run, &other), &f->err);
    assert_ok(duty_do(f, duty_provider_run, &third), &f->err);
    two.provider = other.row;
    three.provider = third.row;
    assert_ok(duty_do(f, duty_model_run, &two), &f->err);
    assert_ok(duty_do(f, duty_model_run, &three), &f->err);
    grants[2].scope.row = other.row;
    assert_ok(px_overview_read(f->house, f->reader, f->arena, &who, 0, PX_STR("2026-11-30"),
                               &overview, &f->err),
              &f->err);
    assert_int_equal(overview.count, 2);
    assert_true(overview.several);
    assert_true(px_str_is(overview.models[0].model.name, "Two")); /* of Another Lab */
    assert_true(px_str_is(overview.models[1].model.name, "One"));
    who.n_grants = 0;
    assert_ok(px_overview_read(f->house, f->reader, f->arena, &who, 0, PX_STR("2026-11-30"),
                               &overview, &f->err),
              &f->err);
    assert_int_equal(overview.count, 0);
}

static void test_order_and_words(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_model_entry two = { .name = PX_STR("Aardvark"), .provider = w.provider.row };
    px_overview_choice choice = { .order = PX_ORDER_DUE };
    const px_overview_model **models;
    size_t n, counts[PX_SHOW_COUNT];
    px_overview overview;

    assert_ok(duty_do(f, duty_model_run, &two), &f->err);
    (void)publish(f, duty_subject(&w, PX_LEVEL_MODEL), PX_FORM_SUMMARY);
    overview = read_at(f, w.provider.row, "2026-11-30");
    px_overview_choose(f->arena, &overview, &choice, &models, &n, counts);
    assert_int_equal(n, 2);
    assert_true(px_str_is(models[0]->model.name, "One")); /* what has a day comes first */
    choice.order = PX_ORDER_NAME;
    px_overview_choose(f->arena, &overview, &choice, &models, &n, counts);
    assert_true(px_str_is(models[0]->model.name, "Aardvark"));
    choice.words = PX_STR("AARD");
    px_overview_choose(f->arena, &overview, &choice, &models, &n, counts);
    assert_int_equal(n, 1);
    assert_int_equal(counts[PX_SHOW_ALL], 1);
    choice.words = PX_STR("nothing of this name");
    px_overview_choose(f->arena, &overview, &choice, &models, &n, counts);
    assert_int_equal(n, 0);
}

static void test_names(void **state)
{
    (void)state;
    for (int i = 0; i < PX_SHOW_COUNT; i++)
        assert_int_equal(
            px_overview_show_find(px_str_of(px_overview_show_name((px_overview_show)i))), i);
    for (int i = 0; i < PX_ORDER_COUNT; i++)
        assert_int_equal(
            px_overview_order_find(px_str_of(px_overview_order_name((px_overview_order)i))), i);
    assert_int_equal(px_overview_show_find(PX_STR("<script>")), PX_SHOW_ALL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_missing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(test_contradictions, setup, teardown),
        cmocka_unit_test_setup_teardown(test_due, setup, teardown),
        cmocka_unit_test_setup_teardown(test_changed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_of_version, setup, teardown),
        cmocka_unit_test_setup_teardown(test_granted, setup, teardown),
        cmocka_unit_test_setup_teardown(test_order_and_words, setup, teardown),
        cmocka_unit_test(test_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
