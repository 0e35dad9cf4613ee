/* SPDX-License-Identifier: EUPL-1.2 */
/* What the texts of an archive say of their place. */
#include "unit/testing.h"

#include "drafting/comment/archive_words.h"

static px_archive_words words_of(px_arena *arena, const char *title, const char *body)
{
    px_archive_words words;

    px_archive_words_read(arena, px_str_of(title), px_str_of(body), &words);
    return words;
}

static void test_suggestion(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_archive_words w;

    (void)state;
    w = words_of(arena, "", "Better:\n```suggestion\nThe lamp is\nturned off.\n```\nThanks");
    assert_true(w.has_suggestion);
    assert_false(w.many);
    assert_str(w.suggestion, "The lamp is turned off.");
    assert_str(w.text, "Better:\nThanks");
    w = words_of(arena, "", "```suggestion\n## Duties {#duties}\n```");
    assert_str(w.suggestion, "Duties");
    assert_str(w.text, "");
    w = words_of(arena, "", "```suggestion\n* one point\n```");
    assert_str(w.suggestion, "one point");
    w = words_of(arena, "", "```suggestion\nOne.\n\nTwo.\n```");
    assert_true(w.many);
    w = words_of(arena, "", "```suggestion\n```");
    assert_true(w.has_suggestion);
    assert_str(w.suggestion, "");
    w = words_of(arena, "", "```\nsuggestion\n```");
    assert_false(w.has_suggestion);
    w = words_of(arena, "", "```suggestion\nnever closed");
    assert_str(w.suggestion, "never closed");
}

static void test_phrases(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_archive_words w;

    (void)state;
    w = words_of(arena, "",
                 "It says:\n\n> One sentence of it. Another\n> one here.\n\nand `a term`");
    assert_int_equal(w.n_phrases, 4);
    assert_str(w.phrases[0], "One sentence of it. Another one here");
    assert_str(w.phrases[1], "One sentence of it");
    assert_str(w.phrases[2], "Another one here");
    assert_str(w.phrases[3], "a term");
    w = words_of(arena, "Is \"the lamp\" right?", "No: \xE2\x80\x9Cshall ... at once\xE2\x80\x9D.");
    assert_int_equal(w.n_phrases, 3);
    assert_str(w.phrases[0], "the lamp");
    assert_str(w.phrases[1], "at once");
    assert_str(w.phrases[2], "shall");
    w = words_of(arena, "", "S 5.\n\n    Quoted by\n    four spaces.\n\nMine.");
    assert_str(w.phrases[0], "Quoted by four spaces");
    w = words_of(arena, "", "```diff\n- the old words\n+ the new words\n```");
    assert_int_equal(w.n_phrases, 1);
    assert_str(w.phrases[0], "the old words");
}

static void test_sections(void **state)
{
    static const struct {
        const char *title, *body, *section;
        bool several;
    } rows[] = {
        { "3.2 Respecting", "", "3.2", false },
        { "", "In Section 4.5.", "4.5", false },
        { "",
          "\xC2\xA7"
          "3 and \xC2\xA7 3",
          "3", false },
        { "", "Section 3 and Section 4", "", true },
        { "Section 2", "Section 3", "2", false },
        { "2026 budget", "", "2026", false },
        { "Nothing", "in this section of it", "", false },
    };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();

    (void)state;
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        px_archive_words w = words_of(arena, rows[i].title, rows[i].body);

        assert_str(w.section, rows[i].section);
        assert_int_equal(w.several, rows[i].several);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_suggestion),
        cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_sections),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
