/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/throttle.h"
#include "unit/house_fixture.h"

#define MINUTE ((px_time)60000)

typedef struct step {
    px_throttle throttle;
    px_time now;
    int verb; /* 0: count, 1: undo, 2: forget */
    bool over;
} step;

static int step_write(px_db *db, void *arg, px_error *err)
{
    step *s = arg;

    if (s->verb == 1)
        return px_throttle_undo(db, &s->throttle, err);
    if (s->verb == 2)
        return px_throttle_forget(db, &s->throttle, err);
    return px_throttle_count(db, &s->throttle, s->now, &s->over, err);
}

static bool over(fixture *f, const px_throttle *throttle, px_time now)
{
    step s = { .throttle = *throttle, .now = now };

    assert_ok(px_house_write(f->house, step_write, &s, &f->err), &f->err);
    return s.over;
}

static void change(fixture *f, const px_throttle *throttle, int verb)
{
    step s = { .throttle = *throttle, .verb = verb };

    assert_ok(px_house_write(f->house, step_write, &s, &f->err), &f->err);
}

static px_throttle of(fixture *f, px_throttle_kind kind, const char *what, const char *from)
{
    return px_throttle_of(px_house_web_key(f->house), kind, px_str_of(what), px_str_of(from));
}

/* How many are taken before one is too many. */
static int taken(fixture *f, const px_throttle *throttle, px_time now)
{
    int n = 0;

    while (!over(f, throttle, now) && n < 1000)
        n++;
    return n;
}

static void a_window_ends(void **state)
{
    fixture *f = *state;
    px_throttle t = of(f, PX_THROTTLE_ACCOUNT, "anna@example.eu", "192.0.2.0/24");
    px_time start = 1700000000000;

    assert_int_equal(taken(f, &t, start), 10);
    assert_true(over(f, &t, start + 15 * MINUTE - 1));
    assert_int_equal(taken(f, &t, start + 15 * MINUTE), 10);
    assert_true(over(f, &t, start + 29 * MINUTE));
    assert_false(over(f, &t, start + 30 * MINUTE));
}

static void counts_do_not_touch_each_other(void **state)
{
    fixture *f = *state;
    px_throttle anna = of(f, PX_THROTTLE_ACCOUNT, "anna@example.eu", "192.0.2.0/24");
    px_throttle elsewhere = of(f, PX_THROTTLE_ACCOUNT, "anna@example.eu", "198.51.100.0/24");
    px_throttle device = of(f, PX_THROTTLE_DEVICE, "anna@example.eu", "192.0.2.0/24");
    px_throttle shifted = of(f, PX_THROTTLE_ACCOUNT, "anna@example.eu1", "92.0.2.0/24");

    assert_int_equal(taken(f, &anna, 1000), 10);
    assert_false(over(f, &elsewhere, 1000));
    assert_false(over(f, &device, 1000));
    assert_false(over(f, &shifted, 1000));
}

static void a_success_takes_back(void **state)
{
    fixture *f = *state;
    px_throttle t = of(f, PX_THROTTLE_ACCOUNT, "anna@example.eu", "192.0.2.0/24");

    assert_int_equal(taken(f, &t, 1000), 10);
    change(f, &t, 1);
    assert_true(over(f, &t, 1000));
    change(f, &t, 2);
    assert_int_equal(taken(f, &t, 1000), 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_window_ends, setup, teardown),
        cmocka_unit_test_setup_teardown(counts_do_not_touch_each_other, setup, teardown),
        cmocka_unit_test_setup_teardown(a_success_takes_back, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
