/* SPDX-License-Identifier: EUPL-1.2 */
/* Places within a provision. */
#include "unit/drafting/clause_fixture.h"

static void elements_lead_further_down(void **state)
{
    const px_node *measure, *paragraph;
    px_clause_place place;
    px_error err = PX_ERROR_INIT;

    (void)state;
    load("gpai.final.en.md");
    measure = found("7.6", "");
    paragraph = found("7.6", "paragraph 1");
    assert_true(paragraph > measure && paragraph->kind == PX_PROVISION_PARAGRAPH);
    assert_ptr_equal(found("7.6", "Para. 1"), paragraph);
    assert_ptr_equal(found("7.6, paragraph 1", ""), paragraph);
    assert_ptr_equal(found("Measure 7.6 paragraph 1", ""), paragraph);
    /* what does not lead anywhere is kept, and nothing is guessed */
    assert_ok(px_clause_find(clauses, arena, PX_STR("7.6"), PX_STR("Figure 9, 4th column"),
                             PX_STR(""), &place, &err),
              &err);
    assert_ptr_equal(place.node, measure);
    assert_str(place.rest, "Figure 9, 4th column");
}

static void quoted_words_are_found_in_the_text(void **state)
{
    px_clause_place place;
    px_error err = PX_ERROR_INIT;
    px_node nodes[] = {
        { .depth = 0,
          .kind = PX_PROVISION_MEASURE,
          .lasting_id = PX_STR("m"),
          .eid = PX_STR("m1"),
          .number = PX_STR("Measure 1"),
          .heading = PX_STR("Be *kind*"),
          .text = PX_STR("") },
        { .depth = 1,
          .kind = PX_PROVISION_PARAGRAPH,
          .lasting_id = PX_STR("p"),
          .eid = PX_STR("m1p1"),
          .number = PX_STR(""),
          .heading = PX_STR(""),
          .text = PX_STR("\xC3\xA9t\xC3\xA9 **must** be kind, and kind again") },
    };

    (void)state;
    text = (px_text){ .nodes = nodes, .count = 2 };
    clauses = px_clauses_new(arena, &text);
    assert_ok(px_clause_find(clauses, arena, PX_STR("Be kind"),
                             PX_STR("\xE2\x80\x9Cmust be"
                                    "\xE2\x80\x9D"),
                             PX_STR(""), &place, &err),
              &err);
    assert_ptr_equal(place.node, &nodes[1]);
    assert_int_equal(place.start, 4);
    assert_int_equal(place.end, 11);
    assert_str(place.exact, "must be");
    /* twice there: kept as it was typed */
    assert_ok(
        px_clause_find(clauses, arena, PX_STR("1"), PX_STR("\"kind\""), PX_STR(""), &place, &err),
        &err);
    assert_ptr_equal(place.node, &nodes[0]);
    assert_int_equal(place.end, 0);
    assert_str(place.rest, "\"kind\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_lead_further_down),
        cmocka_unit_test(quoted_words_are_found_in_the_text),
    };

    return cmocka_run_group_tests(tests, make, end);
}
