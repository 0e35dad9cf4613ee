/* SPDX-License-Identifier: EUPL-1.2 */
/* Places as people name them, in texts of data/codes. */
#include "unit/drafting/clause_fixture.h"

static void people_name_places_in_many_ways(void **state)
{
    static const char *const same[] = {
        "Measure 7.6", "measure 7.6", "7.6",        "Clause 7.6",   "clause 7.6.",
        "Section 7.6", "  7.6  ",     "Mesure 7.6", "\xC2\xA7 7.6", "7.6:",
    };
    const px_node *measure;

    (void)state;
    load("gpai.final.en.md");
    measure = found("Measure 7.6", "");
    assert_non_null(measure);
    assert_str(measure->number, "Measure 7.6");
    for (size_t i = 0; i < PX_COUNT(same); i++)
        assert_ptr_equal(found(same[i], ""), measure);
    assert_ptr_equal(found(px_arena_cstr(arena, measure->lasting_id), ""), measure);
    assert_ptr_equal(found(px_arena_format(arena, "#%.*s", PX_STR_ARG(measure->lasting_id)), ""),
                     measure);
    assert_ptr_equal(found(px_arena_cstr(arena, measure->eid), ""), measure);
    assert_ptr_equal(found(px_arena_cstr(arena, measure->heading), ""), measure);
    assert_ptr_equal(found(px_arena_format(arena, "7.6 %.*s", PX_STR_ARG(measure->heading)), ""),
                     measure);
    assert_ptr_equal(
        found(px_arena_format(arena, "Measure 7.6 %.*s.", PX_STR_ARG(measure->heading)), ""),
        measure);
}

static void the_whole_draft_has_many_names(void **state)
{
    static const char *const names[] = { "",        "_whole document", "Whole document",
                                         "general", "GENERAL",         "-",
                                         "all",     "Document entier" };

    (void)state;
    load("gpai.final.en.md");
    for (size_t i = 0; i < PX_COUNT(names); i++)
        assert_null(found(names[i], ""));
}

static void what_is_not_there_is_told(void **state)
{
    px_clause_place place;
    px_error err = PX_ERROR_INIT;
    px_node nodes[] = {
        { .kind = PX_PROVISION_CHAPTER,
          .lasting_id = PX_STR("a"),
          .eid = PX_STR("chp_1"),
          .number = PX_STR("Chapter 1"),
          .heading = PX_STR("Aims"),
          .text = PX_STR("") },
        { .kind = PX_PROVISION_COMMITMENT,
          .lasting_id = PX_STR("b"),
          .eid = PX_STR("com_1"),
          .number = PX_STR("Commitment 1"),
          .heading = PX_STR("Means"),
          .text = PX_STR("") },
    };

    (void)state;
    text = (px_text){ .nodes = nodes, .count = 2 };
    clauses = px_clauses_new(arena, &text);
    assert_fails(
        px_clause_find(clauses, arena, PX_STR("99.9"), PX_STR(""), PX_STR(""), &place, &err),
        PX_ERR_NOT_FOUND);
    assert_string_equal(px_error_arg(&err, "clause"), "99.9");
    assert_fails(px_clause_find(clauses, arena, PX_STR("1"), PX_STR(""), PX_STR(""), &place, &err),
                 PX_ERR_CONFLICT);
    assert_string_equal(px_error_arg(&err, "list"),
                        "Chapter 1 Aims [chp_1]; Commitment 1 Means [com_1]");
    assert_ok(px_clause_find(clauses, arena, PX_STR("Commitment 1"), PX_STR(""), PX_STR(""), &place,
                             &err),
              &err);
    assert_ptr_equal(place.node, &nodes[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_name_places_in_many_ways),
        cmocka_unit_test(the_whole_draft_has_many_names),
        cmocka_unit_test(what_is_not_there_is_told),
    };

    return cmocka_run_group_tests(tests, make, end);
}
