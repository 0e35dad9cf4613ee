/* SPDX-License-Identifier: EUPL-1.2 */
/* From provisions to their names, which lead back to them. */
#include "unit/drafting/clause_fixture.h"

static void every_provision_is_found_by_its_own_name(void **state)
{
    static const char *const names[] = {
        "gpai.final.en.md",      "gpai.final.fr.md",      "training-summary.2025-07.fr.md",
        "open-drafting.1.en.md", "open-drafting.2.fr.md", "training-summary.2025-07.en.md"
    };

    (void)state;
    for (size_t k = 0; k < PX_COUNT(names); k++) {
        size_t by_eid = 0;

        load(names[k]);
        for (size_t i = 0; i < text.count; i++) {
            px_str clause, title, element;
            px_clause_place place;
            px_error err = PX_ERROR_INIT;

            assert_true(px_clause_name(clauses, arena, text.nodes[i].lasting_id, &clause, &title,
                                       &element));
            assert_ok(px_clause_find(clauses, arena, clause, element, PX_STR(""), &place, &err),
                      &err);
            assert_ptr_equal(place.node, &text.nodes[i]);
            by_eid += px_str_eq(clause, text.nodes[i].eid);
        }
        /* few need the name that only machines read */
        assert_true(by_eid * 4 < text.count);
    }
}

/* In the real code "1.2" is a measure of each chapter; the one that is meant can be chosen, and the
 * name that a form gets leads back to it. */
static void several_of_one_number_are_told_apart(void **state)
{
    px_clause_place place;
    px_error err = PX_ERROR_INIT;

    (void)state;
    load("gpai.final.en.md");
    assert_fails(px_clause_find(clauses, arena, PX_STR("1.2, paragraph 1"), PX_STR(""), PX_STR(""),
                                &place, &err),
                 PX_ERR_CONFLICT);
    assert_int_equal(place.n_candidates,
                     4); /* and a section of an appendix, whose number is bare */
    for (size_t i = 0; i < place.n_candidates; i++) {
        const px_node *meant = place.candidates[i], *paragraph;
        px_str title = px_clause_title(clauses, arena, meant), clause, heading, element;
        px_clause_place again;

        assert_non_null(strstr(px_error_arg(&err, "list"), px_arena_cstr(arena, title)));
        for (size_t k = 0; k < i; k++)
            assert_false(px_str_eq(title, px_clause_title(clauses, arena, place.candidates[k])));
        assert_ok(px_clause_find(clauses, arena, PX_STR("1.2, paragraph 1"), PX_STR(""),
                                 meant->lasting_id, &again, &err),
                  &err);
        paragraph = again.node;
        assert_true(paragraph > meant);
        assert_int_equal(paragraph->kind, PX_PROVISION_PARAGRAPH);
        assert_true(
            px_clause_name(clauses, arena, again.node->lasting_id, &clause, &heading, &element));
        assert_false(px_str_eq(clause, paragraph->eid)); /* a name for people */
        assert_ok(px_clause_find(clauses, arena, clause, element, PX_STR(""), &again, &err), &err);
        assert_ptr_equal(again.node, paragraph);
    }
    /* what is none of them chooses nothing */
    assert_fails(px_clause_find(clauses, arena, PX_STR("1.2"), PX_STR(""), PX_STR("0000000000"),
                                &place, &err),
                 PX_ERR_CONFLICT);
}

/* What has neither number nor heading is called by the head of its words, in whole characters. */
static void titles_are_cut_between_characters(void **state)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_node node = { .kind = PX_PROVISION_PARAGRAPH,
                     .lasting_id = PX_STR("p"),
                     .eid = PX_STR("para_1"),
                     .number = PX_STR(""),
                     .heading = PX_STR("") };
    px_str title;

    (void)state;
    for (int i = 0; i < 60; i++)
        px_builder_add(&words, "\xC3\xA9");
    for (size_t before = 0; before < 2; before++) {
        node.text = before ? px_str_of(px_arena_format(arena, "a%s", px_builder_cstr(&words)))
                           : px_builder_view(&words);
        text = (px_text){ .nodes = &node, .count = 1 };
        clauses = px_clauses_new(arena, &text);
        title = px_clause_title(clauses, arena, &node);
        assert_true(px_utf8_valid(title, NULL));
        assert_int_equal(title.len, 80 - before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_provision_is_found_by_its_own_name),
        cmocka_unit_test(several_of_one_number_are_told_apart),
        cmocka_unit_test(titles_are_cut_between_characters),
    };

    return cmocka_run_group_tests(tests, make, end);
}
