/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/embedded.h"
#include "base/number.h"
#include "code/compare/duty_words.h"
#include "code/compare/word_token.h"

static px_str table(void)
{
    for (const px_embedded *file = px_embedded_tables; file->name; file++)
        if (strcmp(file->name, "duty_words.tsv") == 0)
            return px_embedded_str(file);
    fail_msg("no duty_words.tsv in the binary");
    return PX_STR_NONE;
}

static bool class_known(px_str name)
{
    for (int i = 0; i < PX_DUTY_CLASS_COUNT; i++)
        if (px_str_is(name, px_duty_class_name((px_duty_class)i)))
            return true;
    return false;
}

/* A row of the table finds itself: the first alternative of each word, in full. */
static void check_row(px_arena *arena, const px_str columns[5])
{
    px_str words[16], phrase = columns[1], word;
    px_duty_phrase found;
    size_t count = 0;

    while (px_str_split(&phrase, ' ', &word)) {
        size_t end = px_str_find_char(word, '|');

        assert_true(count < PX_COUNT(words) && word.len > 0);
        word = px_str_sub(word, 0, PX_MIN(end, px_str_find_char(word, '?')));
        words[count++] = px_word_fold(arena, word);
    }
    found =
        px_duty_words_find(px_str_is(columns[0], "*") ? PX_STR("en") : columns[0], words, count);
    if (found.length != count || !px_str_is(columns[2], px_duty_class_name(found.word_class)))
        print_error("%.*s %.*s\n", PX_STR_ARG(columns[0]), PX_STR_ARG(columns[1]));
    assert_int_equal(found.length, count);
    assert_str(columns[2], px_duty_class_name(found.word_class));
}

/* Every line of the table is a comment or a sound row, and no row hides another. */
static void test_table(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str rest = table(), line;
    size_t rows = 0;

    (void)state;
    while (px_str_line(&rest, &line)) {
        px_str columns[5];
        long long strength;
        px_error err = PX_ERROR_INIT;
        size_t n = 0;

        if (px_str_starts(line, PX_STR("#")))
            continue;
        while (n < 5 && px_str_split(&line, '\t', &columns[n]))
            n++;
        assert_int_equal(n, 5);
        assert_true(columns[4].len > 0);
        assert_true(class_known(columns[2]));
        assert_ok(px_parse_int(columns[3], -100, 1000000000, &strength, &err), &err);
        check_row(arena, columns);
        rows++;
    }
    assert_true(rows > 200);
}

static px_duty_phrase find(const char *language, const char *text)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_word_tokens tokens;
    px_str words[64];

    px_word_tokens_make(arena, px_str_of(text), &tokens);
    for (size_t i = 0; i < tokens.count; i++)
        words[i] = px_word_fold(arena, tokens.items[i].text);
    return px_duty_words_find(px_str_of(language), words, tokens.count);
}

static void test_find(void **state)
{
    static const struct {
        const char *language, *text;
        size_t length;
        px_duty_class word_class;
    } rows[] = {
        { "en", "shall report", 1, PX_DUTY_OBLIGATION },
        { "en", "Shall not report", 2, PX_DUTY_PROHIBITION },
        { "en", "shall therefore not report", 3, PX_DUTY_PROHIBITION },
        { "en-GB", "MUST", 1, PX_DUTY_OBLIGATION },
        { "en", "are encouraged to", 3, PX_DUTY_RECOMMENDATION },
        { "en", "are strongly encouraged to", 4, PX_DUTY_RECOMMENDATION },
        { "en", "are", 0, PX_DUTY_PROHIBITION },
        { "en", "doit", 0, PX_DUTY_PROHIBITION },
        { "fr", "doit", 1, PX_DUTY_OBLIGATION },
        { "fr", "ne doivent pas", 3, PX_DUTY_PROHIBITION },
        { "fr",
          "s\xE2\x80\x99"
          "engagent \xC3\xA0 publier",
          3, PX_DUTY_COMMITMENT },
        { "de", "shall", 0, PX_DUTY_PROHIBITION },
        { "de", "%", 1, PX_DUTY_PERCENT },
        { "", "", 0, PX_DUTY_PROHIBITION },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        px_duty_phrase found = find(rows[i].language, rows[i].text);

        if (found.length != rows[i].length)
            print_error("%s\n", rows[i].text);
        assert_int_equal(found.length, rows[i].length);
        if (found.length)
            assert_int_equal(found.word_class, rows[i].word_class);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_find),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
