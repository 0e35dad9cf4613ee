/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "code/outline.h"

static const char good[] = "praxis-outline 1\ntitle 1\nT\nnode 0 section 1\nid 10\nabcde12345\n"
                           "heading 1\nH\nnode 1 paragraph 2\ntext 2\na\n\n"
                           "warning 2 html 1\nx\nend 2 1\n";

static int read_back(const char *text, size_t len, px_outline *ret_outline, px_arena *arena)
{
    px_error err = PX_ERROR_INIT;

    return px_outline_read(px_str_n(text, len), arena, ret_outline, &err);
}

static void test_round_trip(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1000);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_outline o;

    (void)state;
    assert_int_equal(read_back(good, sizeof(good) - 1, &o, arena), 0);
    assert_int_equal(o.count, 2);
    assert_int_equal(o.nodes[1].parent, 0);
    assert_str(o.nodes[1].text, "a\n");
    assert_ok(px_outline_write(&o, &out, &err), &err);
    assert_str(px_builder_view(&out), good);
}

/* Cut off anywhere, it is refused; with any byte changed, nothing breaks. */
static void test_damaged(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    char copy[sizeof(good)];
    px_outline o;

    (void)state;
    for (size_t len = 0; len < sizeof(good) - 1; len++)
        assert_fails(read_back(good, len, &o, arena), PX_ERR_MALFORMED);
    for (size_t i = 0; i < sizeof(good) - 1; i++)
        for (int c = 0; c < 256; c++) {
            memcpy(copy, good, sizeof(good));
            copy[i] = (char)c;
            (void)!read_back(copy, sizeof(good) - 1, &o, arena);
        }
}

static void test_forged(void **state)
{
    static const char *const wrong[] = {
        "",
        "praxis-outline 2\nend 0 0\n",
        "praxis-outline 1\nend 1 0\n",
        "praxis-outline 1\nend 0 0\nmore",
        "praxis-outline 1\nnode 1 section 1\nend 1 0\n",
        "praxis-outline 1\nnode 0 section 1\nnode 2 section 1\nend 2 0\n",
        "praxis-outline 1\nnode 32 section 1\nend 1 0\n",
        "praxis-outline 1\nnode -1 section 1\nend 1 0\n",
        "praxis-outline 1\nnode 0 chapters 1\nend 1 0\n",
        "praxis-outline 1\nnode 0 section\nend 1 0\n",
        "praxis-outline 1\nid 10\nabcde12345\nend 0 0\n",
        "praxis-outline 1\nnode 0 section 1\nid 10\nABCDE12345\nend 1 0\n",
        "praxis-outline 1\nnode 0 section 1\nid 10\nabcdeabcde\nend 1 0\n",
        "praxis-outline 1\nnode 0 section 1\ntext 1\na\nheading 1\nb\nend 1 0\n",
        "praxis-outline 1\nnode 0 section 1\ntext 1\na\ntext 1\nb\nend 1 0\n",
        "praxis-outline 1\nnode 0 section 1\ntext 3\na\nend 1 0\n",
        "praxis-outline 1\nnode 0 section 1\ntext 99999999999999999999\na\nend 1 0\n",
        "praxis-outline 1\nnode 0 section 1\ntext 1\n\xFF\nend 1 0\n",
        "praxis-outline 1\nnode 0 section 1\ntext 1\n\x1B\nend 1 0\n",
        "praxis-outline 1\nnode 0 section 1\nodd 1\na\nend 1 0\n",
        "praxis-outline 1\nwarning 1 odd 1\na\nend 0 1\n",
        "praxis-outline 1\nwarning 1 html 1\na\nnode 0 section 1\nend 1 1\n",
        "praxis-outline 1\ntitle 1\na\ntitle 1\nb\nend 0 0\n",
    };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_outline o;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(wrong); i++)
        assert_fails(read_back(wrong[i], strlen(wrong[i]), &o, arena), PX_ERR_MALFORMED);
}

static void test_lasting_ids(void **state)
{
    char id[11];

    (void)state;
    assert_true(px_lasting_id_valid(PX_STR("abcde12345")));
    assert_false(px_lasting_id_valid(PX_STR("references")));
    assert_false(px_lasting_id_valid(PX_STR("abcde1234l")));
    assert_false(px_lasting_id_valid(PX_STR("abcde1234")));
    for (int i = 0; i < 1000; i++) {
        px_lasting_id_make(id);
        assert_true(px_lasting_id_valid(px_str_of(id)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_forged),
        cmocka_unit_test(test_lasting_ids),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
