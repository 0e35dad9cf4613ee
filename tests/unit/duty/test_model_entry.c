/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/duty/duty_fixture.h"

static int change_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    return px_model_entry_change(db, f->arena, arg, "operator", err);
}

static void models_and_versions_are_found_by_their_names(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    static const struct {
        const char *told;
        px_claim_level level;
    } names[] = { { "lab", PX_LEVEL_PROVIDER },
                  { "lab/one", PX_LEVEL_MODEL },
                  { "one", PX_LEVEL_MODEL },
                  { "lab/one@One-1.0", PX_LEVEL_VERSION },
                  { "one@One-1.0", PX_LEVEL_VERSION } };
    px_claim_subject subject;
    px_str name;

    for (size_t i = 0; i < PX_COUNT(names); i++) {
        px_claim_subject want = duty_subject(&w, names[i].level);

        assert_ok(px_subject_find(f->reader, f->arena, px_str_of(names[i].told), &subject, &f->err),
                  &f->err);
        assert_memory_equal(&subject, &want, sizeof(subject));
    }
    assert_ok(px_subject_find(f->reader, f->arena, w.version.id, &subject, &f->err), &f->err);
    assert_int_equal(subject.version, w.version.row);
    assert_ok(px_subject_name(f->reader, f->arena, &subject, &name, &f->err), &f->err);
    assert_str(name, "lab/one@One-1.0");
    assert_fails(px_subject_find(f->reader, f->arena, PX_STR("two"), &subject, &f->err),
                 PX_ERR_NOT_FOUND);
    assert_fails(px_subject_find(f->reader, f->arena, PX_STR("one@x"), &subject, &f->err),
                 PX_ERR_NOT_FOUND);
}

static void a_slug_of_two_models_needs_the_provider(void **state)
{
    fixture *f = *state;
    px_provider other = { .name = PX_STR("Other") };
    px_model_entry model = { .name = PX_STR("One") }, *all;
    px_claim_subject subject;
    size_t n;

    (void)duty_make(f);
    assert_ok(duty_do(f, duty_provider_run, &other), &f->err);
    model.provider = other.row;
    assert_ok(duty_do(f, duty_model_run, &model), &f->err);
    assert_fails(px_subject_find(f->reader, f->arena, PX_STR("one"), &subject, &f->err),
                 PX_ERR_INVALID);
    assert_ok(px_subject_find(f->reader, f->arena, PX_STR("other/one"), &subject, &f->err),
              &f->err);
    assert_int_equal(subject.model, model.row);
    assert_ok(px_model_entry_list(f->reader, f->arena, 0, &all, &n, &f->err), &f->err);
    assert_int_equal(n, 2);
    assert_ok(px_model_entry_list(f->reader, f->arena, other.row, &all, &n, &f->err), &f->err);
    assert_int_equal(n, 1);
    assert_str(all[0].provider_slug, "other");
}

static void what_is_there_already_is_refused(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_model_entry model = { .provider = w.provider.row, .name = PX_STR("ONE") };
    px_model_version version = { .model = w.model.row, .name = PX_STR("One-1.0") };

    assert_fails(duty_do(f, duty_model_run, &model), PX_ERR_EXISTS);
    assert_fails(duty_do(f, duty_version_run, &version), PX_ERR_EXISTS);
    model = (px_model_entry){ .provider = 99, .name = PX_STR("x") };
    assert_fails(duty_do(f, duty_model_run, &model), PX_ERR_NOT_FOUND);
    version = (px_model_version){ .model = 99, .name = PX_STR("x") };
    assert_fails(duty_do(f, duty_version_run, &version), PX_ERR_NOT_FOUND);
    version = (px_model_version){ .model = w.model.row, .name = PX_STR("a\nb") };
    assert_fails(duty_do(f, duty_version_run, &version), PX_ERR_INVALID);
}

static void a_model_changes(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_model_entry found;

    w.model.family = PX_STR("Numbers");
    w.model.slug = PX_STR("uno");
    assert_ok(duty_do(f, change_run, &w.model), &f->err);
    assert_ok(px_model_entry_find(f->reader, f->arena, PX_STR("lab/uno"), &found, &f->err),
              &f->err);
    assert_str(found.family, "Numbers");
    assert_int_equal(found.n_versions, 1);
    assert_fails(px_model_entry_find(f->reader, f->arena, PX_STR("lab/one"), &found, &f->err),
                 PX_ERR_NOT_FOUND);
}

static void the_dates_of_a_version_are_claims(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject subject = duty_subject(&w, PX_LEVEL_VERSION);
    px_model_version *all;
    size_t n;

    (void)duty_claim(f, subject, PX_BASIS_DECLARED, "model.g.release", "\"2026-04-30\"", NULL);
    (void)duty_claim(f, subject, PX_BASIS_DECLARED, "model.g.union", "\"2026-05-01\"", NULL);
    assert_ok(px_model_version_list(f->reader, f->arena, w.model.row, &all, &n, &f->err), &f->err);
    assert_int_equal(n, 1);
    assert_str(all[0].released, "2026-04-30");
    assert_str(all[0].placed, "2026-05-01");
    (void)duty_claim(f, subject, PX_BASIS_DECLARED, "model.g.union", "null", NULL);
    assert_ok(px_model_version_list(f->reader, f->arena, w.model.row, &all, &n, &f->err), &f->err);
    assert_str(all[0].placed, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(models_and_versions_are_found_by_their_names, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_slug_of_two_models_needs_the_provider, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_there_already_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_model_changes, setup, teardown),
        cmocka_unit_test_setup_teardown(the_dates_of_a_version_are_claims, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
