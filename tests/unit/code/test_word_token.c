/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/builder.h"
#include "code/compare/word_token.h"

/* The tokens of a text with "|" between them; a space behind a token is "_". */
static void check(const char *text, const char *expected)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(10000);
    px_word_tokens tokens;

    px_word_tokens_make(arena, px_str_of(text), &tokens);
    for (size_t i = 0; i < tokens.count; i++) {
        px_builder_add(&out, i ? "|" : "");
        px_builder_str(&out, tokens.items[i].text);
        px_builder_add(&out, tokens.items[i].space ? "_" : "");
    }
    assert_str(px_builder_view(&out), expected);
}

static void test_words(void **state)
{
    (void)state;
    check("", "");
    check("  a  b", "a_|b");
    check("open-weight models, e.g. GPT", "open-weight_|models|,_|e.g|._|GPT");
    check("don't provider\xE2\x80\x99s o'clock", "don't_|provider\xE2\x80\x99s_|o'clock");
    check("It's \"quoted\" (really)...", "It's_|\"|quoted|\"_|(|really|)|...");
    check("see https://x.eu/a,b?c=d, or me@x.eu.", "see_|https://x.eu/a,b?c=d|,_|or_|me@x.eu|.");
    check("- a -- b-", "-_|a_|--_|b|-");
}

static void test_french(void **state)
{
    (void)state;
    check("l'article d\xE2\x80\x99un mod\xC3\xA8le", "l'|article_|d\xE2\x80\x99|un_|mod\xC3\xA8le");
    check("Qu'il s'engage, jusqu'au", "Qu'|il_|s'|engage|,_|jusqu'|au");
    check("aujourd'hui presqu'ile", "aujourd'hui_|presqu'|ile");
    check("\xC3\x89tat e\xCC\x81t\xC3\xA9 c\xC5\x93ur",
          "\xC3\x89tat_|e\xCC\x81t\xC3\xA9_|c\xC5\x93ur");
}

static void test_numbers(void **state)
{
    (void)state;
    check("1.5 1,5 10,000.50 2024/1689 23:59", "1.5_|1,5_|10,000.50_|2024/1689_|23:59");
    check("10 000 EUR, 1 000 000,5", "10 000_|EUR|,_|1 000 000,5");
    check("10\xE2\x80\xAF"
          "000 10 0000 1000 000",
          "10\xE2\x80\xAF"
          "000_|10_|0000_|1000_|000");
    check("Article 3(1)(a), (iv) (12) (the)", "Article_|3|(1)|(a)|,_|(iv)_|(12)_|(|the|)");
    check("(aa) (3a) (ab) (a", "(aa)_|(3a)_|(|ab|)_|(|a");
    check("10^25 10% 5 %", "10|^|25_|10|%_|5_|%");
}

static void test_dates(void **state)
{
    (void)state;
    check("by 2 August 2025.", "by_|2 August 2025|.");
    check("le 1er ao\xC3\xBBt 2026 et mai 2027", "le_|1er ao\xC3\xBBt 2026_|et_|mai 2027");
    check("in May 2025, paragraph 2 may apply", "in_|May 2025|,_|paragraph_|2_|may_|apply");
    check("they may 2025", "they_|may_|2025");
    check("45 March 12345", "45_|March_|12345");
}

static void test_fold(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();

    (void)state;
    assert_str(px_word_fold(arena, PX_STR("SHALL")), "shall");
    assert_str(px_word_fold(arena, PX_STR("\xC3\x89tat\xE2\x80\x99")), "\xC3\xA9tat'");
    assert_str(px_word_fold(arena, PX_STR("open\xE2\x80\x91weight")), "open-weight");
    assert_str(px_word_fold(arena, PX_STR("")), "");
    assert_str(px_word_fold(arena, PX_STR("\xC8\xBA")),
               "\xE2\xB1\xA5"); /* two bytes become three */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words), cmocka_unit_test(test_french), cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_dates), cmocka_unit_test(test_fold),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
