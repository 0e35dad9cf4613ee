/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "code/search_key.h"

static void assert_number(const char *number, const char *key)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1000);

    px_search_key_number(&out, px_str_of(number));
    assert_str(px_builder_view(&out), key);
}

static void assert_typed(const char *typed, const char *key, const char *kind)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1000);
    px_str found;

    assert_int_equal(px_search_key_typed(&out, px_str_of(typed), &found), *key != '\0');
    assert_str(px_builder_view(&out), key);
    assert_str(found, kind);
}

static void test_numbers(void **state)
{
    (void)state;
    assert_number("Measure 7.6", "n7.6");
    assert_number("Article\xC2\xA0"
                  "53",
                  "n53");
    assert_number("1.", "n1");
    assert_number("(a)", "na");
    assert_number("Annex II", "nii");
    assert_number("53(1)", "n53(1)");
    assert_number("Chapitre 3", "n3");
    assert_number("", "");
    assert_number("\xE2\x80\xA2", "");
    assert_number(" . ", "");
}

static void test_typed(void **state)
{
    (void)state;
    assert_typed("measure 7.6", "n7.6", "measure");
    assert_typed("Mesure 7.6", "n7.6", "measure");
    assert_typed("mesure\xC2\xA0"
                 "7.6",
                 "n7.6", "measure");
    assert_typed(" 7.6 ", "n7.6", "");
    assert_typed("7.6.", "n7.6", "");
    assert_typed("Article 53", "n53", "article");
    assert_typed("annexe II", "nii", "annex");
    assert_typed("point (a)", "na", "point");
    assert_typed("consid\xC3\xA9rant 12", "n12", "recital");
    assert_typed("cps0706000", "icps0706000", "");
    assert_typed("CPS0706000", "icps0706000", "");
    assert_typed("experiment", "", ""); /* ten letters are a word */
    assert_typed("model 7", "", "");
    assert_typed("II", "", "");
    assert_typed("measure", "", "");
    assert_typed("measure seventy", "nseventy", "measure"); /* no provision has that number */
    assert_typed("serious incident", "", "");
    assert_typed("\"7.6\"", "", "");
    assert_typed("(", "", "");
    assert_typed("", "", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_typed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
