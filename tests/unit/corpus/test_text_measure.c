/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "corpus/text_measure.h"

/* What a text of JSON measures, at every place in a block and with the bytes cut off anywhere. */
static void check(const char *json, const char *meant, uint64_t characters, bool bad)
{
    size_t len = strlen(json);

    for (size_t shift = 0; shift < 70; shift++) {
        char bytes[400], out[400];
        px_json_written text;
        const char *p = bytes, *end = bytes + shift + len + 1;

        memset(bytes, 'x', shift);
        memcpy(bytes + shift, json, len);
        bytes[shift + len] = '"';
        assert_int_equal(px_json_text_read(&p, end, &text), PX_JSON_WHOLE);
        assert_ptr_equal(p, end);
        assert_int_equal(text.raw.len, shift + len);
        assert_int_equal(text.raw.len - text.less, shift + strlen(meant));
        assert_int_equal(px_text_characters(text.raw) - text.less_chars, shift + characters);
        assert_int_equal(text.bad, bad);
        assert_int_equal(px_json_text_unescape(&text, out), shift + strlen(meant));
        assert_memory_equal(out + shift, meant, strlen(meant));
        for (size_t cut = 0; cut <= shift + len; cut++) {
            p = bytes;
            assert_int_equal(px_json_text_read(&p, bytes + cut, &text), PX_JSON_CUT);
        }
    }
}

static void test_strings(void **state)
{
    (void)state;
    check("", "", 0, false);
    check("plain", "plain", 5, false);
    check("a\\nb\\\\\\\"\\/", "a\nb\\\"/", 6, false);
    check("\\\\\\\\", "\\\\", 2, false);
    check("\xc3\xa9t\xc3\xa9 \\u00e9 \\u20AC", "\xc3\xa9t\xc3\xa9 \xc3\xa9 \xe2\x82\xac", 7, false);
    check("\\ud83d\\ude00!", "\xf0\x9f\x98\x80!", 2, false);
    check("\\ud83d", "\xef\xbf\xbd", 1, true);
    check("\\ude00\\ud83dx", "\xef\xbf\xbd\xef\xbf\xbdx", 3, true);
}

static void test_malformed(void **state)
{
    static const char *const wrong[] = { "\\x\"", "a\nb\"", "\\u12g4\"", "\\u12\"", "tab\t\"" };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(wrong); i++) {
        for (size_t shift = 0; shift < 70; shift++) {
            char bytes[200];
            px_json_written text;
            const char *p = bytes;

            memset(bytes, 'x', sizeof(bytes));
            memcpy(bytes + shift, wrong[i], strlen(wrong[i]));
            assert_int_equal(px_json_text_read(&p, bytes + sizeof(bytes), &text), PX_JSON_BAD);
        }
    }
}

static void test_utf8(void **state)
{
    static const struct {
        const char *text;
        bool valid;
    } cases[] = {
        { "\xc3\xa9", true },
        { "\xf0\x9f\x98\x80", true },
        { "\xc3", false },
        { "\x80", false },
        { "\xed\xa0\x80", false },
        { "\xc0\x80", false },
        { "\xf4\x90\x80\x80", false },
        { "\xe0\x9f\xbf", false },
        { "\xef\xbf\xbd", true },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        for (size_t shift = 0; shift < 130; shift++) {
            char bytes[200];

            memset(bytes, 'x', sizeof(bytes));
            memcpy(bytes + shift, cases[i].text, strlen(cases[i].text));
            assert_int_equal(px_text_valid(px_str_n(bytes, sizeof(bytes))), cases[i].valid);
        }
        assert_int_equal(px_text_valid(px_str_of(cases[i].text)), cases[i].valid);
    }
    assert_true(px_text_valid(px_str_n("a\0b", 3)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strings),
        cmocka_unit_test(test_malformed),
        cmocka_unit_test(test_utf8),
    };

    return cmocka_run_group_tests_name("text_measure", tests, NULL, NULL);
}
