/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/builder.h"
#include "code/compare/word_diff.h"

/* A small generator with the same numbers on every machine. */
static uint64_t noise_state;

static unsigned noise(unsigned below)
{
    noise_state = noise_state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(noise_state >> 33) % below;
}

/* The runs as "same [-deleted-]{+inserted+}". */
static void show(px_builder *out, const px_word_diff *diff)
{
    static const char *const marks[][2] = { { "", "" }, { "[-", "-]" }, { "{+", "+}" } };

    for (size_t i = 0; i < diff->count; i++) {
        px_builder_add(out, marks[diff->runs[i].op][0]);
        px_builder_str(out, diff->runs[i].text);
        px_builder_add(out, marks[diff->runs[i].op][1]);
    }
}

static void check(const char *old_text, const char *new_text, const char *expected)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(100000);
    px_word_diff diff;

    px_word_diff_make(arena, px_str_of(old_text), px_str_of(new_text), &diff);
    show(&out, &diff);
    assert_str(px_builder_view(&out), expected);
}

static void test_plain_changes(void **state)
{
    (void)state;
    check("", "", "");
    check("a", "", "[-a-]");
    check("", "a b", "{+a b+}");
    check("a b c", "a b c", "a b c");
    check("the provider shall report", "the provider may report",
          "the provider [-shall-]{+may+} report");
    check("a c", "a b c", "a {+b +}c");
    check("do", "do something", "do{+ something+}");
    check("do something", "do", "do[- something-]");
    check("however it is", "however, it is", "however{+,+} it is");
    check("ab", "a b", "[-ab-]{+a b+}");
    check("within 10 000 days", "within 10 001 days", "within [-10 000-]{+10 001+} days");
    check("by 2 August 2025 at", "by 2 August 2026 at", "by [-2 August 2025-]{+2 August 2026+} at");
    check("point (a) and", "point (b) and", "point [-(a)-]{+(b)+} and");
    check("l'article 3", "l'annexe 3", "l'[-article-]{+annexe+} 3");
    check("open-weight \xC3\xA9tudes", "open-source \xC3\xA9tude",
          "[-open-weight \xC3\xA9tudes-]{+open-source \xC3\xA9tude+}");
}

static void test_reading(void **state)
{
    (void)state;
    /* Light words between replaced ones are no island; words of weight are. */
    check("the responsibility of the provider is", "the accountability of the signatory is",
          "the [-responsibility of the provider-]{+accountability of the signatory+} is");
    check("small models change", "large models remain",
          "[-small-]{+large+} models [-change-]{+remain+}");
    /* Pure insertions stay apart. */
    check("use of the data", "lawful use of the personal data",
          "{+lawful +}use of the {+personal +}data");
    /* A change never runs over the end of a sentence to swallow an island. */
    check("They publish. It ends.", "We report. It stops.",
          "[-They publish-]{+We report+}. It [-ends-]{+stops+}.");
    /* Borders at phrases. */
    check("a, b, d", "a, b, c, d", "a, b, {+c, +}d");
    check("The first ends. The last ends.", "The first ends. The new ends. The last ends.",
          "The first ends. {+The new ends. +}The last ends.");
    check("read and write", "read and write and run", "read and write{+ and run+}");
    /* A lone mark takes its word along. */
    check("the systems, they", "the systems; they", "the [-systems,-]{+systems;+} they");
    /* Next to nothing in common. */
    check("The model is what the provider says the model of the provider might be in May.",
          "Everybody publishes the one summary, within two weeks, and keeps the copies of it.",
          "[-The model is what the provider says the model of the provider might be in "
          "May-]{+Everybody publishes the one summary, within two weeks, and keeps the copies of "
          "it+}.");
}

/* What holds for any two texts. */
static void check_properties(px_str old_text, px_str new_text, px_word_diff *ret_diff)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder old_again = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder new_again = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_words_op last = PX_WORDS_INSERTED;
    size_t old_point = 0, new_point = 0;
    px_word_diff diff;

    px_word_diff_make(arena, old_text, new_text, &diff);
    for (size_t i = 0; i < diff.count; i++) {
        const px_words_run *run = &diff.runs[i];
        size_t points = px_utf8_count(run->text);

        assert_true(run->text.len > 0);
        assert_true(i == 0 || run->op != last);
        assert_false(i > 0 && run->op == PX_WORDS_DELETED && last == PX_WORDS_INSERTED);
        assert_int_equal(run->old_start, old_point);
        assert_int_equal(run->new_start, new_point);
        last = run->op;
        if (run->op != PX_WORDS_INSERTED) {
            px_builder_str(&old_again, run->text);
            old_point += points;
        }
        if (run->op != PX_WORDS_DELETED) {
            px_builder_str(&new_again, run->text);
            new_point += points;
        }
    }
    assert_true(px_str_eq(px_builder_view(&old_again), old_text));
    assert_true(px_str_eq(px_builder_view(&new_again), new_text));
    if (ret_diff)
        *ret_diff = diff;
}

static void random_text(px_builder *out, unsigned words, unsigned vocabulary)
{
    static const char *const marks[] = { " ", " ", " ", ", ", ". ", "; ", " (a) ", "-", " l'", "" };

    for (unsigned i = 0; i < words; i++) {
        px_builder_format(out, "w%u", noise(vocabulary));
        px_builder_add(out, i + 1 < words ? marks[noise(PX_COUNT(marks))] : "");
    }
}

/* Changes one word in `rate`; deletes and inserts as well. */
static void edit_text(px_builder *out, px_str text, unsigned rate)
{
    px_str word;

    while (px_str_split(&text, ' ', &word)) {
        unsigned what = noise(rate) == 0 ? noise(3) : 3;

        if (what == 1)
            continue;
        if (out->len)
            px_builder_char(out, ' ');
        if (what == 0)
            px_builder_format(out, "x%u", noise(1000));
        else
            px_builder_str(out, word);
        if (what == 2)
            px_builder_format(out, " y%u", noise(1000));
    }
}

static void test_random(void **state)
{
    (void)state;
    noise_state = 1;
    for (unsigned round = 0; round < 1500; round++) {
        PX_AUTO_BUILDER px_builder a = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        px_word_diff there, back;

        random_text(&a, noise(60), 2 + noise(40));
        if (round % 3 == 0)
            random_text(&b, noise(60), 2 + noise(40));
        else
            edit_text(&b, px_builder_view(&a), 2 + noise(20));
        check_properties(px_builder_view(&a), px_builder_view(&b), &there);
        check_properties(px_builder_view(&b), px_builder_view(&a), &back);
        assert_int_equal(there.same + there.deleted, back.same + back.inserted);
        /* Which of several equal ways is taken, and so what is tidied, may differ a little. */
        assert_true(there.deleted <= back.inserted * 2 + 12);
        assert_true(back.inserted <= there.deleted * 2 + 12);
    }
}

/* Words that really changed, against words shown as changed. */
static void test_economy(void **state)
{
    PX_AUTO_BUILDER px_builder a = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_word_diff diff;

    (void)state;
    noise_state = 2;
    for (unsigned i = 0; i < 3000; i++)
        px_builder_format(&a, "%sword%u", i ? " " : "", noise(500));
    edit_text(&b, px_builder_view(&a), 20);
    check_properties(px_builder_view(&a), px_builder_view(&b), &diff);
    assert_int_equal(diff.same + diff.deleted, 3000);
    assert_in_range(diff.deleted, 60, 240);
    assert_in_range(diff.inserted, 60, 240);
}

/* Texts that are dear to a search without a bound: nothing in common, few words in all, one
 * word over and over, one text turned round. */
static void test_pathological(void **state)
{
    static const unsigned vocabulary[][2] = {
        { 100000, 1 }, { 100000, 2 }, { 100000, 100000 }, { 20000, 200 }
    };

    (void)state;
    noise_state = 3;
    for (size_t i = 0; i < PX_COUNT(vocabulary); i++) {
        PX_AUTO_BUILDER px_builder a = PX_BUILDER_INIT(PX_BUILDER_LARGE);
        PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(PX_BUILDER_LARGE);

        random_text(&a, vocabulary[i][0], vocabulary[i][1]);
        random_text(&b, vocabulary[i][0], vocabulary[i][1]);
        check_properties(px_builder_view(&a), px_builder_view(&b), NULL);
        check_properties(px_builder_view(&a), px_str_sub(px_builder_view(&a), 0, 10), NULL);
    }
}

static void test_long_edited(void **state)
{
    PX_AUTO_BUILDER px_builder a = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_word_diff diff;

    (void)state;
    noise_state = 4;
    for (unsigned i = 0; i < 100000; i++)
        px_builder_format(&a, "%sword%u", i ? " " : "", noise(5000));
    edit_text(&b, px_builder_view(&a), 10);
    check_properties(px_builder_view(&a), px_builder_view(&b), &diff);
    assert_in_range(diff.same, 85000, 97000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_changes), cmocka_unit_test(test_reading),
        cmocka_unit_test(test_random),        cmocka_unit_test(test_economy),
        cmocka_unit_test(test_pathological),  cmocka_unit_test(test_long_edited),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
