/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/builder.h"
#include "base/message.h"

/* With catalogues for English and French. */
static void test_choice(void **state)
{
    static const struct {
        const char *header, *tag;
    } cases[] = {
        { "", "en" },
        { "fr", "fr" },
        { "en", "en" },
        { "de", "en" },
        { "FR", "fr" },
        { "fr-BE", "fr" },
        { "fR-be", "fr" },
        { "fr-Latn-BE-x-private", "fr" },
        { "fra", "en" },
        { "frx-BE", "en" },
        { "en, fr", "en" }, /* the same weight: the first */
        { "fr, en", "fr" },
        { "fr,en", "fr" },
        { " fr , en ", "fr" },
        { ",,fr,,en,", "fr" },
        { "de, fr;q=0.1", "fr" },
        { "en;q=0.5, fr;q=0.8", "fr" },
        { "en;q=0.9, fr;q=0.8", "en" },
        { "fr;q=0.123, en;q=0.124", "en" },
        { "fr;q=1, en;q=1.000", "fr" },
        { "fr;q=1.", "fr" },
        { "fr;Q=0.5", "fr" },
        { "fr ; q=0.7 , en;q=0.6", "fr" },
        { "fr-BE, fr;q=0.5, en;q=0.8", "fr" },
        { "da, en-gb;q=0.8, en;q=0.7", "en" }, /* the example of the RFC */
        { "fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "fr" },
        { "*", "en" },
        { "*;q=0.5", "en" },
        { "de, *", "en" },
        { "en;q=0.1, *", "fr" }, /* what is not named has the weight of the star */
        { "fr;q=0.5, *;q=0.5", "fr" },
        { "*, en;q=0", "fr" },
        { "*, fr;q=0", "en" },
        { "fr;q=0", "en" },
        { "fr;q=0.000, fr-BE, en;q=0.1", "en" }, /* shut out, regions and all */
        { "fr-CA;q=0, fr", "fr" },
        { "en;q=0", "en" }, /* something has to be shown */
        { "*;q=0", "en" },
        { "en;q=0, fr;q=0", "en" },
        { "en;q=0, fr;q=0.001", "fr" },
        { "fr;q=2", "en" }, /* from here on: not by the grammar, so not sent */
        { "fr;q=1.001", "en" },
        { "fr;q=0.1234", "en" },
        { "fr;q=-1", "en" },
        { "fr;q=", "en" },
        { "fr;q", "en" },
        { "fr;", "en" },
        { "fr;q=a", "en" },
        { "fr;q=0,9", "en" },
        { "fr;q=.5", "en" },
        { "fr;level=1", "en" },
        { "fr_BE", "en" },
        { "fr-", "en" },
        { "-fr", "en" },
        { "fr-abcdefghi", "en" },
        { "f1", "en" },
        { "fr fr", "en" },
        { "\xC3\xA9, fr", "fr" },
        { "garbage!!, ;;;, q=1, fr;q=0.2", "fr" },
        { "**, *-fr", "en" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        const px_language *language = px_language_accept(px_str_of(cases[i].header));

        if (strcmp(px_language_tag(language), cases[i].tag) != 0)
            print_error("%s\n", cases[i].header);
        assert_string_equal(px_language_tag(language), cases[i].tag);
    }
    assert_ptr_equal(px_language_accept(PX_STR_NONE), px_language_english());
}

static void test_length(void **state)
{
    PX_AUTO_BUILDER px_builder header = PX_BUILDER_INIT(10000);

    (void)state;
    px_builder_add(&header, "fr");
    while (header.len < 4096)
        px_builder_char(&header, ',');
    assert_string_equal(px_language_tag(px_language_accept(px_builder_view(&header))), "fr");
    px_builder_char(&header, ',');
    assert_string_equal(px_language_tag(px_language_accept(px_builder_view(&header))), "en");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_choice),
        cmocka_unit_test(test_length),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
