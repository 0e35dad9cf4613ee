/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "store/search_word.h"

/* Splits the text and writes "folded/stem " for each word. */
static void assert_terms(const char *language, px_str text, const char *expected)
{
    PX_AUTO_WORDS px_words *words = px_words_new(language);
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(100000);
    px_str word, folded, stem, rest = text;

    while (px_words_next(words, &rest, &word)) {
        assert_true(word.ptr >= text.ptr && word.ptr + word.len <= text.ptr + text.len);
        px_words_terms(words, word, &folded, &stem);
        px_builder_format(&out, "%s%.*s", out.len ? " " : "", PX_STR_ARG(folded));
        if (!px_str_eq(folded, stem))
            px_builder_format(&out, "/%.*s", PX_STR_ARG(stem));
    }
    assert_str(px_builder_view(&out), expected);
}

static void test_english(void **state)
{
    (void)state;
    assert_terms("en", PX_STR("Providers provide the provider's transparency."),
                 "providers/provid provide/provid the providers/provid transparency/transpar");
    assert_terms("en", PX_STR("don't \xE2\x80\x98quote\xE2\x80\x99 it\xE2\x80\x99s"),
                 "dont quote/quot its/it");
    assert_terms("en", PX_STR("'' ' -- '"), "");
    assert_terms("en", PX_STR("3.2 GPT-4 a_b x''y"), "3 2 gpt 4 a b x y");
}

static void test_french(void **state)
{
    (void)state;
    assert_terms("fr", PX_STR("R\xC3\xA9servations"), "reservations/reserv");
    assert_terms("fr",
                 PX_STR("l'\xC3\xA9tat L\xE2\x80\x99\xC3\x89TAT d\xE2\x80\x99"
                        "apr\xC3\xA8s"),
                 "etat etat apres");
    assert_terms("fr", PX_STR("jusqu'au lorsqu'il qu'elle aujourd'hui"), "au il elle aujourdhui");
    assert_terms("fr", PX_STR("qu'l'\xC3\xA9t\xC3\xA9"), "ete"); /* twice */
    assert_terms("fr", PX_STR("l' d"), "l d");
}

static void test_unstemmed(void **state)
{
    (void)state;
    assert_terms("de",
                 PX_STR("Gr\xC3\xB6\xC3\x9F"
                        "e GR\xC3\x96SSE"),
                 "grosse grosse");
    assert_terms(NULL, PX_STR("dell'accesso"), "dell accesso");
    assert_terms("el", PX_STR("\xCE\x9A\xCF\x8E\xCE\xB4\xCE\xB9\xCE\xBA\xCE\xB1\xCF\x82"),
                 "\xCE\xBA\xCF\x89\xCE\xB4\xCE\xB9\xCE\xBA\xCE\xB1\xCF\x83");
    assert_terms("bg", PX_STR("\xD0\x9A\xD0\x9E\xD0\x94\xD0\x95\xD0\x9A\xD0\xA1"),
                 "\xD0\xBA\xD0\xBE\xD0\xB4\xD0\xB5\xD0\xBA\xD1\x81");
}

static void test_forms(void **state)
{
    (void)state;
    /* Composed and decomposed, ligatures, full width, soft hyphen, a stray accent. */
    assert_terms(NULL, PX_STR("caf\xC3\xA9 cafe\xCC\x81"), "cafe cafe");
    assert_terms(NULL, PX_STR("\xEF\xAC\x81nal"), "final");
    assert_terms(NULL, PX_STR("\xEF\xBC\xA1\xEF\xBC\xA2"), "ab");
    assert_terms(NULL, PX_STR("trans\xC2\xADparent"), "transparent");
    assert_terms(NULL, PX_STR("\xC4\xB0stanbul"), "istanbul");
    assert_terms(NULL, PX_STR(" \xCC\x81 "), "");
}

static void test_any_bytes(void **state)
{
    (void)state;
    assert_terms("en",
                 PX_STR("a\0b\xFF\xC3"
                        "c\xE2\x80"),
                 "a b c");
    assert_terms("fr", PX_STR("\xC3"), "");
    assert_terms("fr", PX_STR(""), "");
}

static void test_long_word(void **state)
{
    PX_AUTO_WORDS px_words *words = px_words_new("fr");
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(1 << 21);
    px_str rest, word, folded, stem;

    (void)state;
    px_builder_char(&text, 'a'); /* so that the cut falls into a character */
    for (int i = 0; i < 500000; i++)
        px_builder_add(&text, "\xC3\xA9");
    px_builder_add(&text, " end");
    rest = px_builder_view(&text);
    assert_true(px_words_next(words, &rest, &word));
    assert_int_equal(word.len, 255);
    px_words_terms(words, word, &folded, &stem);
    assert_int_equal(folded.len, 128);
    assert_true(px_words_next(words, &rest, &word));
    assert_str(word, "end");
    assert_false(px_words_next(words, &rest, &word));
}

/* What people type is no syntax of FTS5. */
static void test_match(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();

    (void)state;
    assert_str(px_words_match(arena, PX_STR("Field  notes"), 9), "\"Field\"* \"notes\"*");
    assert_str(px_words_match(arena, PX_STR("\"one-1.0\" OR (x*"), 9),
               "\"one\"* \"1\"* \"0\"* \"OR\"* \"x\"*");
    assert_str(px_words_match(arena, PX_STR("one two three"), 2), "\"one\"* \"two\"*");
    assert_str(px_words_match(arena, PX_STR(" -- "), 9), "");
    assert_str(px_words_match(arena, PX_STR("a b c d e f g h i"), 9),
               "\"a\"* \"b\"* \"c\"* \"d\"* \"e\"* \"f\"* \"g\"* \"h\"* \"i\"*");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_english),   cmocka_unit_test(test_french),
        cmocka_unit_test(test_unstemmed), cmocka_unit_test(test_forms),
        cmocka_unit_test(test_any_bytes), cmocka_unit_test(test_long_word),
        cmocka_unit_test(test_match),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
