/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "corpus/text_language.h"

static void test_names(void **state)
{
    static const char *const cases[][2] = {
        { "en", "eng-Latn" },
        { "eng", "eng-Latn" },
        { "eng_Latn", "eng-Latn" },
        { "en-US", "eng-Latn" },
        { "EN_us", "eng-Latn" },
        { "English", "eng-Latn" },
        { "zh", "zho-Hans" },
        { "zh-Hant", "zho-Hant" },
        { "zh-tw", "zho-Hant" },
        { "zh-Hans-HK", "zho-Hans" },
        { "zho_Hans", "zho-Hans" },
        { "cmn_Hani", "cmn-Hani" },
        { "sr-Latn-RS", "srp-Latn" },
        { "sr", "srp-Cyrl" },
        { "ger", "deu-Latn" },
        { "iw", "heb-Hebr" },
        { "spa,eng", "spa-Latn" },
        { " fr ; q=0.8", "fra-Latn" },
        { "de-DE, en;q=0.5", "deu-Latn" },
        { "xyz_Latn", "xyz-Latn" },
        { "qqx", "qqx" },
        { "", "und" },
        { "x-default", "und" },
        { "und", "und" },
        { "mul", "und" },
        { "Klingonese", "und" },
        { "Scottish Gaelic", "gla-Latn" },
        { "12", "und" },
        { "-", "und" },
        { ",;", "und" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        char room[PX_LANGUAGE_NAME_MAX + 1];
        px_str name = px_language_normal(px_str_of(cases[i][0]), room);

        if (!px_str_is(name, cases[i][1]))
            print_error("%s: %s\n", cases[i][0], room);
        assert_true(px_str_is(name, cases[i][1]));
    }
}

static void test_agreement(void **state)
{
    static const struct {
        const char *claim, *name;
        bool agrees;
    } cases[] = {
        { "en-GB", "eng-Latn", true },   { "de", "eng-Latn", false },
        { "de, en", "eng-Latn", true },  { "nb-NO", "nor-Latn", true },
        { "nn", "nob-Latn", false },     { "cmn", "zho-Hans", true },
        { "zh", "zho-Hant", true },      { "zh-Hans", "zho-Hant", false },
        { "zh-TW", "zho-Hans", false },  { "hr", "bos-Latn", false },
        { "sh", "bos-Latn", true },      { "sr", "srp-Latn", true },
        { "English", "eng-Latn", true }, { "", "eng-Latn", false },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++)
        if (px_language_agrees(px_str_of(cases[i].claim), px_str_of(cases[i].name)) !=
            cases[i].agrees)
            fail_msg("%s and %s", cases[i].claim, cases[i].name);
}

/* The official languages are those of Regulation No 1. */
static void test_official(void **state)
{
    size_t count, official = 0;
    const px_iso_language *languages = px_iso_languages(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(languages[i].code.len, 3);
        assert_true(i == 0 || px_str_cmp(languages[i - 1].code, languages[i].code) < 0);
        assert_ptr_equal(px_iso_language_find(languages[i].code), &languages[i]);
        assert_true(languages[i].whole.len == 0 || px_iso_language_find(languages[i].whole));
        official += languages[i].official;
    }
    assert_int_equal(official, 24);
    assert_true(px_iso_language_find(PX_STR("ga"))->official);
    assert_true(px_iso_language_find(PX_STR("mt"))->official);
    assert_false(px_iso_language_find(PX_STR("no"))->official);
}

/* Article 1 of the Universal Declaration of Human Rights, its beginning. */
static void test_detection(void **state)
{
    static const char *const cases[][2] = {
        { "gle-Latn", "T\u00e1 gach duine den daonnacht saor agus comhionann i nd\u00ednit agus i "
                      "gcearta nuair a thagann siad ar an saol." },
        { "mlt-Latn", "Il-bnedmin kollha jitwieldu \u0127ielsa u ugwali fid-dinjit\u00e0 u "
                      "d-drittijiet. Huma mog\u0127nija bir-ra\u0121uni u bil-kuxjenza." },
        { "deu-Latn", "Alle Menschen sind frei und gleich an W\u00fcrde und Rechten geboren. Sie "
                      "sind mit Vernunft und Gewissen begabt." },
        { "srp-Cyrl", "\u0421\u0432\u0430 \u0459\u0443\u0434\u0441\u043a\u0430 "
                      "\u0431\u0438\u045b\u0430 \u0440\u0430\u0452\u0430\u0458\u0443 "
                      "\u0441\u0435 \u0441\u043b\u043e\u0431\u043e\u0434\u043d\u0430 \u0438 "
                      "\u0458\u0435\u0434\u043d\u0430\u043a\u0430 \u0443 "
                      "\u0434\u043e\u0441\u0442\u043e\u0458\u0430\u043d\u0441\u0442\u0432\u0443 "
                      "\u0438 \u043f\u0440\u0430\u0432\u0438\u043c\u0430." },
        { "zho-Hant", "\u4eba\u4eba\u751f\u800c\u81ea\u7531,\u5728\u5c0a\u56b4\u548c\u6b0a"
                      "\u5229\u4e0a\u4e00\u5f8b\u5e73\u7b49\u3002\u4ed6\u5011\u8ce6\u6709"
                      "\u7406\u6027\u548c\u826f\u5fc3" },
        { "und", "Hello" },
        { "und", "" },
        { "und", "12345 67890 +++" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        char room[PX_LANGUAGE_NAME_MAX + 1];
        px_str name = px_language_of_text(px_str_of(cases[i][1]), room);

        if (!px_str_is(name, cases[i][0]))
            print_error("%zu: %s\n", i, room);
        assert_true(px_str_is(name, cases[i][0]));
    }
    assert_non_null(strstr(px_language_detector_version(), "V2"));
}

/* A byte that is not UTF-8 costs what stands behind it, no more. */
static void test_damaged_text(void **state)
{
    char room[PX_LANGUAGE_NAME_MAX + 1];

    (void)state;
    assert_true(px_str_is(
        px_language_of_text(PX_STR("All human beings are born free and equal in dignity and "
                                   "rights, and are endowed with reason \xff and conscience."),
                            room),
        "eng-Latn"));
}

static void test_scripts(void **state)
{
    (void)state;
    assert_true(px_str_is(px_text_script(PX_STR("abc \u0431")), "Latn"));
    assert_true(px_str_is(px_text_script(PX_STR("a \u0431\u0430\u0432")), "Cyrl"));
    assert_true(px_str_is(px_text_script(PX_STR("\u00e9 A \u1e00")), "Latn"));
    assert_true(px_str_is(px_text_script(PX_STR("1, 2")), ""));
    assert_true(px_str_is(px_text_script(PX_STR("ab\u0431\u0430")), ""));
}

/* A prefix never ends within a character. */
static void test_prefix(void **state)
{
    char text[PX_LANGUAGE_PREFIX + 8];

    (void)state;
    memset(text, 'a', sizeof(text));
    memcpy(text + PX_LANGUAGE_PREFIX - 1, "\xc3\xa9", 2);
    assert_int_equal(px_language_prefix(px_str_n(text, sizeof(text))).len, PX_LANGUAGE_PREFIX - 1);
    assert_int_equal(px_language_prefix(PX_STR("ab")).len, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),        cmocka_unit_test(test_agreement),
        cmocka_unit_test(test_official),     cmocka_unit_test(test_detection),
        cmocka_unit_test(test_damaged_text), cmocka_unit_test(test_scripts),
        cmocka_unit_test(test_prefix),
    };

    return cmocka_run_group_tests_name("language", tests, NULL, NULL);
}
