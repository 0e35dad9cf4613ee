/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/embedded.h"
#include "base/message.h"
#include "unit/mo_file.h"

/* This program brings its own catalogues: a sound German one, a broken French one, one for English
 * and one of an unknown language, which do not count, and a stranger. Those that are built in are
 * tested by the tests of messages. */
static unsigned char german[400];

const px_embedded px_embedded_catalogues[] = {
    { "README", (const unsigned char *)"", 0 },
    { "de.mo", german, sizeof(german) },
    { "en.mo", german, sizeof(german) },
    { "fr.mo", (const unsigned char *)"\xDE\x12\x04\x95 broken", 11 },
    { "xx.mo", german, sizeof(german) },
    { NULL, NULL, 0 },
};

static int setup(void **state)
{
    static const mo_pair pairs[] = {
        MO_HEADER("nplurals=2; plural=n!=1;"),
        MO_PAIR("code of practice", "Verhaltenskodex"),
    };
    PX_AUTO_BUILDER px_builder mo = PX_BUILDER_INIT(sizeof(german));

    (void)state;
    mo_build(&mo, false, pairs, PX_COUNT(pairs));
    memcpy(german, mo.ptr, mo.len);
    return 0;
}

static void test_registry(void **state)
{
    (void)state;
    assert_string_equal(px_language_tag(px_language_at(0)), "de");
    assert_string_equal(px_language_name(px_language_at(0)), "Deutsch");
    assert_string_equal(px_language_tag(px_language_at(1)), "en");
    assert_string_equal(px_language_name(px_language_at(1)), "English");
    assert_ptr_equal(px_language_at(1), px_language_english());
    assert_null(px_language_at(2));
    assert_null(px_language_at(99));
    assert_string_equal(px_tr(px_language_at(0), "code of practice"), "Verhaltenskodex");
    assert_string_equal(px_tr(px_language_english(), "code of practice"), "code of practice");
}

static void test_find(void **state)
{
    static const struct {
        const char *tag, *found;
    } cases[] = {
        { "de", "de" },       { "DE", "de" },      { "de-AT", "de" }, { "de_AT.UTF-8", "de" },
        { "de.UTF-8", "de" }, { "de@euro", "de" }, { "en-GB", "en" }, { "fr", NULL },
        { "xx", NULL },       { "", NULL },        { "d", NULL },     { "deu", NULL },
        { "-de", NULL },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        const px_language *language = px_language_find(px_str_of(cases[i].tag));

        if (!cases[i].found) {
            assert_null(language);
            continue;
        }
        assert_non_null(language);
        assert_string_equal(px_language_tag(language), cases[i].found);
    }
    assert_null(px_language_find(PX_STR_NONE));
}

/* A broken catalogue means English, wherever it is asked for. */
static void test_broken_falls_back(void **state)
{
    (void)state;
    assert_ptr_equal(px_language_accept(PX_STR("fr")), px_language_english());
    assert_string_equal(px_language_tag(px_language_accept(PX_STR("fr, de;q=0.3"))), "de");
}

static void test_environment(void **state)
{
    static const char *const names[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };
    static const struct {
        const char *values[4], *tag;
    } cases[] = {
        { { NULL, NULL, NULL, NULL }, "en" },
        { { NULL, NULL, NULL, "de_DE.UTF-8" }, "de" },
        { { NULL, NULL, NULL, "de" }, "de" },
        { { NULL, NULL, NULL, "de@euro" }, "de" },
        { { NULL, NULL, "en_US.UTF-8", "de_DE.UTF-8" }, "en" },
        { { NULL, NULL, "de_DE", "en_US" }, "de" },
        { { NULL, "de_DE", "en_US", "en_US" }, "de" },
        { { NULL, "", "", "de_DE" }, "de" },
        { { NULL, "C", NULL, "de_DE" }, "en" },
        { { NULL, "POSIX", NULL, "de_DE" }, "en" },
        { { NULL, "C.UTF-8", NULL, "de_DE" }, "en" },
        { { NULL, NULL, NULL, "sv_SE.UTF-8" }, "en" },
        { { NULL, NULL, NULL, "nonsense" }, "en" },
        { { "de:en", NULL, NULL, "en_US.UTF-8" }, "de" },
        { { "sv:de_AT:en", NULL, NULL, "en_US.UTF-8" }, "de" },
        { { "en:de", NULL, NULL, "de_DE" }, "en" },
        { { "C:de", NULL, NULL, "de_DE" }, "en" },
        { { "sv", NULL, NULL, "de_DE" }, "en" },
        { { "", NULL, NULL, "de_DE" }, "de" },
        { { "de", NULL, NULL, NULL }, "de" },
        { { "de", "C", NULL, NULL }, "en" },
        { { ":de", NULL, NULL, "en_US" }, "de" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        for (size_t k = 0; k < PX_COUNT(names); k++)
            if (cases[i].values[k])
                (void)setenv(names[k], cases[i].values[k], 1);
            else
                (void)unsetenv(names[k]);
        if (strcmp(px_language_tag(px_language_environment()), cases[i].tag) != 0)
            print_error("case %zu\n", i);
        assert_string_equal(px_language_tag(px_language_environment()), cases[i].tag);
    }
}

static void test_parse_refused(void **state)
{
    px_language *language = NULL;
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_fails(px_language_parse("fr", "Français", PX_STR("no catalogue"), &language, &err),
                 PX_ERR_MALFORMED);
    assert_string_equal(px_error_arg(&err, "language"), "fr");
    assert_string_equal(px_error_arg(&err, "reason"), "it is too short");
    assert_null(language);
    px_language_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_registry),          cmocka_unit_test(test_find),
        cmocka_unit_test(test_broken_falls_back), cmocka_unit_test(test_environment),
        cmocka_unit_test(test_parse_refused),
    };

    return cmocka_run_group_tests(tests, setup, NULL);
}
