/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/civil.h"
#include "unit/testing.h"

static void test_kept(void **state)
{
    const px_zone *first, *other, *again;
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_zone_kept("Europe/Brussels", &first, &err), &err);
    assert_ok(px_zone_kept("Pacific/Auckland", &other, &err), &err);
    assert_ok(px_zone_kept("Europe/Brussels", &again, &err), &err);
    assert_ptr_equal(first, again);
    assert_ptr_not_equal(first, other);
    assert_string_equal(px_zone_name(other), "Pacific/Auckland");
}

static void test_unknown(void **state)
{
    px_error err = PX_ERROR_INIT;
    const px_zone *zone = NULL;

    (void)state;
    assert_fails(px_zone_kept("Europe/Nowhere", &zone, &err), PX_ERR_NOT_FOUND);
    assert_fails(px_zone_kept("../passwd", &zone, &err), PX_ERR_INVALID);
    assert_null(zone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kept),
        cmocka_unit_test(test_unknown),
    };

    return cmocka_run_group_tests_name("zone_kept", tests, NULL, NULL);
}
