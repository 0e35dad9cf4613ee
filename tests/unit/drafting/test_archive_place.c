/* SPDX-License-Identifier: EUPL-1.2 */
/* Where the words of an archive stand in a draft: exactly, on a provision, or nowhere. */
#include "unit/testing.h"

#include "drafting/comment/archive_place.h"

static px_node nodes[] = {
    { .row = 1,
      .kind = PX_PROVISION_SECTION,
      .lasting_id = PX_STR_INIT("aaaaaaaaa1"),
      .heading = PX_STR_INIT("Scope of it") },
    { .row = 2,
      .parent = 1,
      .depth = 1,
      .kind = PX_PROVISION_PARAGRAPH,
      .lasting_id = PX_STR_INIT("aaaaaaaaa2"),
      .text = PX_STR_INIT("This code is about lamps that are left to burn in the rooms of a "
                          "house.") },
    { .row = 3,
      .kind = PX_PROVISION_SECTION,
      .lasting_id = PX_STR_INIT("aaaaaaaaa3"),
      .heading = PX_STR_INIT("Duties of people") },
    { .row = 4,
      .parent = 3,
      .depth = 1,
      .kind = PX_PROVISION_PARAGRAPH,
      .lasting_id = PX_STR_INIT("aaaaaaaaa4"),
      .text = PX_STR_INIT("Whoever leaves a room turns the lamp off unless somebody else is still "
                          "in the room. A lamp is looked at twice.") },
    { .row = 5,
      .parent = 3,
      .depth = 1,
      .kind = PX_PROVISION_PARAGRAPH,
      .lasting_id = PX_STR_INIT("aaaaaaaaa5"),
      .text = PX_STR_INIT("A lamp of glass is dusted.") },
};

static const char source[] = "# Scope of it\n\nThis code is about lamps\nthat are left to burn in "
                             "the rooms of a house.\n\n# Duties of people\n\nWhoever leaves a room "
                             "turns the lamp off\nunless somebody else is still in the room.\nA "
                             "lamp is looked at twice.\n\nA lamp of glass is dusted.\n";

static void make(px_arena *arena, px_archive_draft *draft, const char *from)
{
    const px_text text = { PX_STR_INIT("en"), nodes, PX_COUNT(nodes) };
    const px_version version = { .label = PX_STR_INIT("1") };
    px_error err = PX_ERROR_INIT;

    assert_ok(px_archive_draft_make(arena, &version, &text, px_str_of(from), draft, &err), &err);
}

static px_str words_at(const px_archive_draft *draft, const px_archive_spot *spot)
{
    return px_str_sub(px_archive_draft_plain(draft, spot->node, spot->in_heading), spot->start,
                      spot->end);
}

static px_archive_found place(px_arena *arena, const px_archive_draft *draft, const char *title,
                              const char *body)
{
    px_archive_words words;
    px_archive_found found;

    px_archive_words_read(arena, px_str_of(title), px_str_of(body), &words);
    px_archive_place(arena, draft, px_str_of(title), &words, &found);
    return found;
}

static void test_lines(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_archive_draft draft;

    (void)state;
    make(arena, &draft, source);
    assert_int_equal(draft.n_stretches, 8);
    assert_str(draft.sections[0], "1");
    assert_str(draft.sections[2], "2");
    make(arena, &draft, "");
    assert_int_equal(draft.n_stretches, 4); /* sentences */
}

static void test_suggestion(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_archive_found found;
    px_archive_draft draft;

    (void)state;
    make(arena, &draft, source);
    found = place(arena, &draft, "",
                  "```suggestion\nWhoever leaves a room shall turn the lamp off at once\n```");
    assert_int_equal(found.by, PX_ARCHIVE_BY_SUGGESTION);
    assert_str(words_at(&draft, &found.spot), "Whoever leaves a room turns the lamp off");
    found = place(arena, &draft, "",
                  "```suggestion\nWhoever leaves a room turns it off\nunless somebody else is "
                  "still there.\n```");
    assert_str(words_at(&draft, &found.spot), "Whoever leaves a room turns the lamp off unless "
                                              "somebody else is still in the room.");
    found = place(arena, &draft, "", "```suggestion\nNothing of this kind stands anywhere\n```");
    assert_int_equal(found.spot.node, PX_OUTLINE_TOP);
    found = place(arena, &draft, "", "```suggestion\nA lamp is dusted twice.\n```");
    assert_int_equal(found.spot.node, PX_OUTLINE_TOP); /* as near to one line as to another */
}

static void test_quote(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_archive_found found;
    px_archive_draft draft;

    (void)state;
    make(arena, &draft, source);
    found = place(arena, &draft, "", "> are left to burn in the rooms");
    assert_int_equal(found.by, PX_ARCHIVE_BY_QUOTE);
    assert_str(words_at(&draft, &found.spot), "are left to burn in the rooms");
    found = place(arena, &draft, "", "> are left to burn in the room");
    assert_int_equal(found.by, PX_ARCHIVE_BY_NOTHING); /* no whole word */
    found = place(arena, &draft, "", "The word `twice` is odd.");
    assert_int_equal(found.by, PX_ARCHIVE_BY_NOTHING); /* one word may be chance */
    found = place(arena, &draft, "Section 2", "The word `twice` is odd.");
    assert_int_equal(found.by, PX_ARCHIVE_BY_QUOTE);
    found = place(arena, &draft, "Section 2", "The word `lamps` is odd.");
    assert_int_equal(found.by, PX_ARCHIVE_BY_SECTION); /* it stands elsewhere */
    assert_int_equal(found.spot.node, 2);
    assert_int_equal(found.spot.end, 0);
    found = place(arena, &draft, "The duties of people", "");
    assert_int_equal(found.by, PX_ARCHIVE_BY_HEADING);
    assert_int_equal(found.spot.node, 2);
    found = place(arena, &draft, "Something", "about section 9");
    assert_int_equal(found.by, PX_ARCHIVE_BY_NOTHING);
}

static void test_together(void **state)
{
    const px_archive_found on_words = { PX_ARCHIVE_BY_SUGGESTION, { 3, false, 0, 10 }, 0.9 };
    const px_archive_found other = { PX_ARCHIVE_BY_QUOTE, { 4, false, 0, 6 }, 1 };
    const px_archive_found nothing = { .spot = { .node = PX_OUTLINE_TOP } };
    px_archive_line_of lines[] = {
        { PX_STR_INIT("a"), 3, true, on_words }, { PX_STR_INIT("a"), 5, false, nothing },
        { PX_STR_INIT("a"), 9, false, other },   { PX_STR_INIT("b"), 3, false, nothing },
        { PX_STR_INIT("a"), 9, true, nothing },  { PX_STR_INIT("b"), 5, false, nothing },
    };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_archive_draft draft;

    (void)state;
    make(arena, &draft, source);
    px_archive_place_threads(lines, PX_COUNT(lines));
    assert_int_equal(lines[3].found.by, PX_ARCHIVE_BY_THREAD); /* the same line */
    assert_int_equal(lines[3].found.spot.end, 10);
    assert_int_equal(lines[4].found.by, PX_ARCHIVE_BY_NOTHING); /* no proposal for a word */
    px_archive_place_between(&draft, lines, PX_COUNT(lines));
    assert_int_equal(lines[1].found.by, PX_ARCHIVE_BY_ORDER);
    assert_int_equal(lines[1].found.spot.node, 2);
    assert_int_equal(lines[1].found.spot.end, 0);
    assert_int_equal(lines[5].found.by, PX_ARCHIVE_BY_NOTHING); /* of another state */
}

static void test_next(void **state)
{
    static px_node later[PX_COUNT(nodes) + 1];
    const px_text text = { PX_STR_INIT("en"), later, PX_COUNT(later) };
    const px_version version = { .label = PX_STR_INIT("2") };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_archive_found found = { .spot = { .node = PX_OUTLINE_TOP } };
    px_archive_draft draft, next;
    px_archive_words words;
    px_error err = PX_ERROR_INIT;

    (void)state;
    make(arena, &draft, source);
    memcpy(later, nodes, sizeof(nodes));
    later[PX_COUNT(nodes)] = (px_node){ .row = 9,
                                        .parent = 3,
                                        .depth = 1,
                                        .kind = PX_PROVISION_PARAGRAPH,
                                        .lasting_id = PX_STR_INIT("aaaaaaaaa9"),
                                        .text = PX_STR_INIT("Candles are put out by hand.") };
    assert_ok(px_archive_draft_make(arena, &version, &text, PX_STR_NONE, &next, &err), &err);
    px_archive_words_read(arena, PX_STR_NONE,
                          PX_STR("```suggestion\nCandles are put out by hand.\n```"), &words);
    px_archive_place_next(arena, &draft, &next, &words, &found);
    assert_int_equal(found.by, PX_ARCHIVE_BY_NEXT);
    assert_int_equal(found.spot.node, 2); /* the paragraph is new, its section is not */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines), cmocka_unit_test(test_suggestion),
        cmocka_unit_test(test_quote), cmocka_unit_test(test_together),
        cmocka_unit_test(test_next),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
