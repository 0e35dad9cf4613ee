/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/message.h"
#include "code/xml_parser.h"

enum { BEYOND_LAST = 1000 };

/* What is marked for translation is what expat says. */
static void test_own_words(void **state)
{
    size_t known = 0;

    (void)state;
    for (int error = 0; error < BEYOND_LAST; error++) {
        const char *words = XML_ErrorString((enum XML_Error)error);

        if (!words)
            continue;
        known++;
        assert_string_equal(px_xml_reason((enum XML_Error)error), words);
    }
    assert_true(known >= 30);
    assert_string_equal(px_xml_reason((enum XML_Error)BEYOND_LAST), "unknown error");
}

/* The words have a translation. */
static void test_translated(void **state)
{
    const px_language *french = px_language_find(PX_STR("fr"));

    (void)state;
    assert_non_null(french);
    assert_string_not_equal(px_tr(french, px_xml_reason(XML_ERROR_TAG_MISMATCH)),
                            px_xml_reason(XML_ERROR_TAG_MISMATCH));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_own_words),
        cmocka_unit_test(test_translated),
    };

    return cmocka_run_group_tests_name("xml_parser", tests, NULL, NULL);
}
