/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "drafting/dossier.h"

static void test_words(void **state)
{
    static const struct {
        const char *act, *article, *words;
    } cases[] = {
        { "ai-act", "53", "Article 53 of the AI Act" },
        { "ai-act", "53(1)", "Article 53(1) of the AI Act" },
        { "ai-act", "53(1)(a)", "Article 53(1)(a) of the AI Act" },
        { "ai-act", "5(1)(a)(ii)", "5(1)(a)(ii) of the AI Act" },
        { "ai-act", "53(1", "53(1 of the AI Act" },
        { "ai-act", "Annex XII", "Annex XII of the AI Act" },
        { "ai-act", "Annex XI, section 1", "Annex XI, section 1 of the AI Act" },
        { "ai-act", "recital 110", "recital 110 of the AI Act" },
        { "directive-2019-790", "4(3)", "Article 4(3) of Directive (EU) 2019/790" },
        { "another", "4(3)", "Article 4(3), another" },
        { "another", "", ", another" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1024);
        px_dossier_article article = { px_str_of(cases[i].act), px_str_of(cases[i].article) };

        px_dossier_article_words(&out, px_language_english(), &article);
        assert_str(px_builder_view(&out), cases[i].words);
    }
}

static void test_french(void **state)
{
    px_dossier_article article = { PX_STR("directive-2019-790"), PX_STR("recital 18") };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1024);

    (void)state;
    px_dossier_article_words(&out, px_language_find(PX_STR("fr")), &article);
    assert_str(px_builder_view(&out), "Directive (UE) 2019/790, recital 18");
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_words),
                                        cmocka_unit_test(test_french) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
