/* SPDX-License-Identifier: EUPL-1.2 */
/* The register: what is public, how it is chosen and counted; views that are made public, copies
 * that are checked, and what officers are told of the clock. */
#include "duty/commitment.h"
#include "duty/duty_serve.h"
#include "duty/register.h"
#include "duty/view_proof.h"
#include "unit/duty/duty_fixture.h"

static px_published publish(fixture *f, px_claim_subject subject, const char *form)
{
    px_publish_order order = { .subject = subject, .form = px_str_of(form), .author = "operator" };

    assert_ok(px_register_publish(f->house, f->reader, f->arena, &order, &f->err), &f->err);
    return order.ret_published;
}

static size_t listed(fixture *f, px_register_filter filter, px_published **ret_rows)
{
    px_published *rows;
    size_t n;

    filter.max = 100;
    assert_ok(px_register_list(f->reader, f->arena, &filter, &rows, &n, &f->err), &f->err);
    if (ret_rows)
        *ret_rows = rows;
    return n;
}

/* What the public may search is what the public may read: case and accents aside, all words. */
static void test_words(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject model = duty_subject(&w, PX_LEVEL_MODEL);

    (void)duty_claim(f, model, PX_BASIS_DECLARED, "summary.1.3.f",
                     "{\"en\":\"Field notes\",\"fr\":\"Relevés d'été\"}", NULL);
    (void)publish(f, model, PX_FORM_SUMMARY);
    assert_int_equal(listed(f, (px_register_filter){ 0 }, NULL), 1);
    assert_int_equal(listed(f, (px_register_filter){ .words = PX_STR("FIELD") }, NULL), 1);
    assert_int_equal(listed(f, (px_register_filter){ .words = PX_STR("releves  ETE") }, NULL), 1);
    assert_int_equal(listed(f, (px_register_filter){ .words = PX_STR("field winter") }, NULL), 0);
    assert_int_equal(listed(f, (px_register_filter){ .words = PX_STR("fi no") }, NULL), 1);
    assert_int_equal(listed(f, (px_register_filter){ .words = PX_STR("ield") }, NULL), 0);
    assert_int_equal(listed(f, (px_register_filter){ .words = PX_STR("\"OR* (-NOT") }, NULL), 0);
    assert_int_equal(listed(f, (px_register_filter){ .words = PX_STR("--") }, NULL), 0);
    assert_int_equal(listed(f, (px_register_filter){ .words = PX_STR("  ") }, NULL), 1);
    assert_int_equal(listed(f, (px_register_filter){ .words = PX_STR("one-1.0") }, NULL), 1);
    assert_int_equal(listed(f, (px_register_filter){ .language = PX_STR("fr") }, NULL), 1);
    assert_int_equal(listed(f, (px_register_filter){ .language = PX_STR("de") }, NULL), 0);
    assert_int_equal(listed(f, (px_register_filter){ .provider = PX_STR("lab") }, NULL), 1);
    assert_int_equal(listed(f, (px_register_filter){ .provider = PX_STR("nobody") }, NULL), 0);
    assert_int_equal(listed(f, (px_register_filter){ .form = PX_STR("model") }, NULL), 0);
    assert_int_equal(listed(f, (px_register_filter){ .from = PX_STR("2999-01-01") }, NULL), 0);
    assert_int_equal(listed(f, (px_register_filter){ .to = PX_STR("2999-01-01") }, NULL), 1);
}

/* Only the newest version is listed, the earlier ones too for feeds. */
static void test_versions(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_register_counts counts;
    px_register_filter all = { .max = 10 };
    px_published *rows;

    (void)publish(f, duty_subject(&w, PX_LEVEL_MODEL), PX_FORM_SUMMARY);
    (void)publish(f, duty_subject(&w, PX_LEVEL_MODEL), PX_FORM_SUMMARY);
    assert_int_equal(listed(f, (px_register_filter){ 0 }, &rows), 1);
    assert_int_equal(rows[0].number, 2);
    assert_int_equal(listed(f, (px_register_filter){ .earlier = true }, NULL), 2);
    assert_ok(px_register_count_all(f->reader, f->arena, &all, &counts, &f->err), &f->err);
    assert_int_equal(counts.total, 1);
    assert_int_equal(counts.n_forms, 1);
    assert_int_equal(counts.n_providers, 1);
    assert_true(px_str_is(counts.providers[0].name, "lab"));
    for (int order = 0; order < PX_REGISTER_ORDER_COUNT; order++) {
        px_register_order o = (px_register_order)order;

        assert_int_equal(listed(f, (px_register_filter){ .order = o }, NULL), 1);
        assert_int_equal(px_register_order_find(px_str_of(px_register_order_name(o))), order);
    }
}

static int opened(fixture *f, const px_published *p, px_recipient recipient)
{
    px_open_order order = { .published = p, .recipient = recipient, .author = "operator" };

    f->err = (px_error)PX_ERROR_INIT;
    return px_register_open(f->house, f->arena, &order, &f->err);
}

/* A form is nobody's business until a view of it is made public; then that view alone. */
static void test_open(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject model = duty_subject(&w, PX_LEVEL_MODEL);
    px_published one, two, *rows;

    (void)duty_claim(f, model, PX_BASIS_DECLARED, "model.p.size", "\"7241732096\"", NULL);
    (void)duty_claim(f, model, PX_BASIS_DECLARED, "model.p.arch", "{\"en\":\"Decoder\"}", NULL);
    one = publish(f, model, PX_FORM_MODEL);
    assert_int_equal(listed(f, (px_register_filter){ .earlier = true }, NULL), 0);
    assert_ok(opened(f, &one, PX_RECIPIENT_DOWNSTREAM), &f->err);
    assert_int_equal(listed(f, (px_register_filter){ 0 }, &rows), 1);
    assert_true(px_published_is_open(&rows[0], PX_RECIPIENT_DOWNSTREAM));
    assert_false(px_published_is_open(&rows[0], PX_RECIPIENT_AI_OFFICE));
    assert_int_equal(listed(f, (px_register_filter){ .words = PX_STR("decoder") }, NULL), 1);
    assert_int_equal(listed(f, (px_register_filter){ .words = PX_STR("7241732096") }, NULL), 0);
    assert_int_equal(opened(f, &one, PX_RECIPIENT_DOWNSTREAM), -PX_ERR_CONFLICT);
    assert_int_equal(opened(f, &one, PX_RECIPIENT_PUBLIC), -PX_ERR_INVALID);
    /* A newer version that is not public does not hide the one that is. */
    two = publish(f, model, PX_FORM_MODEL);
    assert_int_equal(listed(f, (px_register_filter){ 0 }, &rows), 1);
    assert_int_equal(rows[0].number, 1);
    assert_ok(opened(f, &two, PX_RECIPIENT_AI_OFFICE), &f->err);
    assert_int_equal(listed(f, (px_register_filter){ 0 }, &rows), 1);
    assert_int_equal(rows[0].number, 2);
    assert_int_equal(listed(f, (px_register_filter){ .words = PX_STR("7241732096") }, NULL), 1);
    one = publish(f, model, PX_FORM_SUMMARY);
    assert_int_equal(opened(f, &one, PX_RECIPIENT_DOWNSTREAM), -PX_ERR_CONFLICT);
}

static int withdrawn(fixture *f, const char *id, px_recipient recipient, const char *reason)
{
    px_published now;
    px_open_order order = {
        .published = &now, .recipient = recipient, .reason = px_str_of(reason), .author = "operator"
    };

    f->err = (px_error)PX_ERROR_INIT;
    assert_ok(px_register_find(f->reader, f->arena, px_str_of(id), &now, &f->err), &f->err);
    return px_register_withdraw(f->house, f->arena, &order, &f->err);
}

static px_published now_of(fixture *f, px_str id)
{
    px_published now;

    assert_ok(px_register_find(f->reader, f->arena, id, &now, &f->err), &f->err);
    return now;
}

/* What was taken back is told, and no longer found by its words; what else is public stays. */
static void test_withdraw(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject model = duty_subject(&w, PX_LEVEL_MODEL);
    px_published one, now, *rows;
    const px_opening *taken;
    const char *id;

    (void)duty_claim(f, model, PX_BASIS_DECLARED, "model.p.size", "\"7241732096\"", NULL);
    (void)duty_claim(f, model, PX_BASIS_DECLARED, "model.p.arch", "{\"en\":\"Decoder\"}", NULL);
    one = publish(f, model, PX_FORM_MODEL);
    id = px_arena_cstr(f->arena, one.id);
    assert_int_equal(withdrawn(f, id, PX_RECIPIENT_DOWNSTREAM, "never"), -PX_ERR_CONFLICT);
    assert_ok(opened(f, &one, PX_RECIPIENT_DOWNSTREAM), &f->err);
    /* Whoever looked before that would leave its words out of what is searched. */
    assert_int_equal(opened(f, &one, PX_RECIPIENT_AI_OFFICE), -PX_ERR_CONFLICT);
    now = now_of(f, one.id);
    assert_ok(opened(f, &now, PX_RECIPIENT_AI_OFFICE), &f->err);
    assert_int_equal(listed(f, (px_register_filter){ .words = PX_STR("7241732096") }, NULL), 1);

    assert_int_equal(withdrawn(f, id, PX_RECIPIENT_AI_OFFICE, " "), -PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "field"), "reason");
    assert_int_equal(withdrawn(f, id, PX_RECIPIENT_AI_OFFICE, "two\nlines"), -PX_ERR_INVALID);
    assert_int_equal(withdrawn(f, id, PX_RECIPIENT_PUBLIC, "no view"), -PX_ERR_INVALID);
    assert_ok(withdrawn(f, id, PX_RECIPIENT_AI_OFFICE, " too much "), &f->err);
    now = now_of(f, one.id);
    assert_int_equal(now.open, 1U << PX_RECIPIENT_DOWNSTREAM);
    taken = px_published_taken_back(&now, PX_RECIPIENT_AI_OFFICE);
    assert_non_null(taken);
    assert_true(px_str_is(taken->reason, "too much"));
    assert_true(taken->from <= taken->to && taken->to <= px_published_touched(&now));
    assert_true(taken->act.len && taken->end_act.len && !px_str_eq(taken->act, taken->end_act));
    assert_null(px_published_taken_back(&now, PX_RECIPIENT_DOWNSTREAM));
    assert_null(px_published_taken_back(&now, PX_RECIPIENT_AUTHORITY));
    assert_int_equal(listed(f, (px_register_filter){ .words = PX_STR("7241732096") }, NULL), 0);
    assert_int_equal(listed(f, (px_register_filter){ .words = PX_STR("decoder") }, NULL), 1);
    assert_int_equal(withdrawn(f, id, PX_RECIPIENT_AI_OFFICE, "twice"), -PX_ERR_CONFLICT);

    assert_ok(withdrawn(f, id, PX_RECIPIENT_DOWNSTREAM, "all of it"), &f->err);
    assert_int_equal(listed(f, (px_register_filter){ .words = PX_STR("decoder") }, NULL), 0);
    assert_int_equal(listed(f, (px_register_filter){ .language = PX_STR("en") }, NULL), 0);
    assert_int_equal(listed(f, (px_register_filter){ .words = PX_STR("one-1.0") }, &rows), 1);
    assert_int_equal(rows[0].open, 0);
    assert_int_equal(rows[0].n_openings, 2);

    /* It can be public again: then that is what is told. */
    assert_ok(opened(f, &rows[0], PX_RECIPIENT_DOWNSTREAM), &f->err);
    now = now_of(f, one.id);
    assert_int_equal(now.n_openings, 3);
    assert_null(px_published_taken_back(&now, PX_RECIPIENT_DOWNSTREAM));
    assert_int_equal(listed(f, (px_register_filter){ .words = PX_STR("decoder") }, NULL), 1);
    one = publish(f, model, PX_FORM_SUMMARY);
    assert_int_equal(withdrawn(f, px_arena_cstr(f->arena, one.id), PX_RECIPIENT_PUBLIC, "x"),
                     -PX_ERR_CONFLICT);
}

/* The register has the newest version that is public, and what was taken back since. */
static void test_withdraw_shown(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject model = duty_subject(&w, PX_LEVEL_MODEL);
    px_published one = publish(f, model, PX_FORM_MODEL), two = publish(f, model, PX_FORM_MODEL);
    px_register_filter touched = { .order = PX_REGISTER_TOUCHED };
    px_published *rows, three;

    assert_ok(opened(f, &one, PX_RECIPIENT_DOWNSTREAM), &f->err);
    assert_ok(opened(f, &two, PX_RECIPIENT_DOWNSTREAM), &f->err);
    assert_int_equal(listed(f, touched, &rows), 1);
    assert_int_equal(rows[0].number, 2);
    assert_ok(withdrawn(f, px_arena_cstr(f->arena, two.id), PX_RECIPIENT_DOWNSTREAM, "wrong"),
              &f->err);
    assert_int_equal(listed(f, touched, &rows), 2);
    assert_int_equal(rows[0].number, 2);
    assert_int_equal(rows[0].open, 0);
    assert_int_equal(rows[1].number, 1);
    assert_ok(withdrawn(f, px_arena_cstr(f->arena, one.id), PX_RECIPIENT_DOWNSTREAM, "too"),
              &f->err);
    assert_int_equal(listed(f, (px_register_filter){ 0 }, &rows), 1);
    assert_int_equal(rows[0].number, 2);
    assert_int_equal(
        listed(f, (px_register_filter){ .earlier = true, .order = PX_REGISTER_TOUCHED }, &rows), 2);
    assert_int_equal(rows[0].number, 1);
    three = publish(f, model, PX_FORM_MODEL);
    assert_ok(opened(f, &three, PX_RECIPIENT_AUTHORITY), &f->err);
    assert_int_equal(listed(f, (px_register_filter){ 0 }, &rows), 1);
    assert_int_equal(rows[0].number, 3);
    assert_int_equal(listed(f, (px_register_filter){ .earlier = true }, NULL), 3);
}

/* ---- Copies */

static px_str view_of(fixture *f, const px_published *p, px_recipient recipient)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_FILLED px_filled_form whole = { 0 };
    PX_AUTO_FILLED px_filled_form view = { 0 };

    assert_ok(px_register_whole(f->house, f->arena, p, &whole, &f->err), &f->err);
    assert_ok(px_filled_view(f->arena, &whole, recipient, &view, &f->err), &f->err);
    assert_ok(px_filled_write(&view, &out, &f->err), &f->err);
    return px_arena_str(f->arena, px_builder_view(&out));
}

static int check(fixture *f, px_str copy, px_view_proof *ret_proof)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    int rc;

    f->err = (px_error)PX_ERROR_INIT;
    rc = px_view_parser.parse(copy, PX_STR(""), &out, &f->err);
    return rc < 0 ? rc : px_view_proof_read(f->arena, px_builder_view(&out), ret_proof, &f->err);
}

static void test_proof(void **state)
{
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_claim_subject model = duty_subject(&w, PX_LEVEL_MODEL);
    px_published p, found;
    px_view_proof proof;
    px_str copy;
    char *changed, *at;

    (void)duty_claim(f, model, PX_BASIS_DECLARED, "model.p.arch", "{\"en\":\"Decoder\"}", NULL);
    p = publish(f, model, PX_FORM_MODEL);
    copy = view_of(f, &p, PX_RECIPIENT_DOWNSTREAM);
    assert_ok(check(f, copy, &proof), &f->err);
    assert_true(px_str_eq(proof.root, p.root));
    assert_int_equal(proof.recipient, PX_RECIPIENT_DOWNSTREAM);
    assert_true(proof.shown > 0 && proof.shown < proof.fields);
    assert_ok(px_register_by_root(f->reader, f->arena, proof.root, &found, &f->err), &f->err);
    assert_int_equal(found.row, p.row);
    changed = px_arena_cstr(f->arena, copy);
    at = strstr(changed, "Decoder");
    assert_non_null(at);
    at[0] = 'd';
    assert_int_equal(check(f, px_str_of(changed), &proof), -PX_ERR_NOT_VERIFIED);
    assert_true(check(f, PX_STR("{}"), &proof) < 0);
    assert_true(check(f, PX_STR("none"), &proof) < 0);
    /* What a child that was taken over might send. */
    assert_int_equal(px_view_proof_read(f->arena, PX_STR("{\"form\":\"x\"}"), &proof, &f->err),
                     -PX_ERR_PARSER);
    assert_int_equal(px_register_by_root(f->reader, f->arena, PX_STR("00"), &found, &f->err),
                     -PX_ERR_NOT_FOUND);
}

/* ---- Reminders */

static int remind_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    px_time *now = arg;
    size_t told;
    int rc = px_duty_remind(db, f->arena, *now, &told, err);

    *now = (px_time)told;
    return rc;
}

static px_time reminded(fixture *f, px_time now)
{
    assert_ok(duty_do(f, remind_run, &now), &f->err);
    return now;
}

/* Once when it is due soon, once when it was due, and of an earlier version never. */
static void test_remind(void **state)
{
    const px_time day = (px_time)86400000;
    fixture *f = *state;
    duty_world w = duty_make(f);
    px_time now = px_now();

    (void)publish(f, duty_subject(&w, PX_LEVEL_MODEL), PX_FORM_SUMMARY);
    assert_int_equal(reminded(f, now), 0);
    assert_int_equal(reminded(f, now + 140 * day), 0);
    assert_int_equal(reminded(f, now + 165 * day), 1);
    assert_int_equal(reminded(f, now + 166 * day), 0);
    assert_int_equal(reminded(f, now + 200 * day), 1);
    assert_int_equal(reminded(f, now + 201 * day), 0);
    (void)publish(f, duty_subject(&w, PX_LEVEL_MODEL), PX_FORM_SUMMARY);
    assert_int_equal(reminded(f, now), 0);
    assert_int_equal(reminded(f, now + 200 * day), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_words, setup, teardown),
        cmocka_unit_test_setup_teardown(test_versions, setup, teardown),
        cmocka_unit_test_setup_teardown(test_open, setup, teardown),
        cmocka_unit_test_setup_teardown(test_withdraw, setup, teardown),
        cmocka_unit_test_setup_teardown(test_withdraw_shown, setup, teardown),
        cmocka_unit_test_setup_teardown(test_proof, setup, teardown),
        cmocka_unit_test_setup_teardown(test_remind, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
