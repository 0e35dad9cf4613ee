/* SPDX-License-Identifier: EUPL-1.2 */
/* Places as people name them, in texts of data/codes. */
#include "unit/arena_fixture.h"

#include "base/embedded.h"
#include "code/eid.h"
#include "code/markdown/import_markdown.h"
#include "code/outline.h"
#include "drafting/comment/exchange/clause.h"

static px_text text;
static px_clauses *clauses;

static px_str code_file(const char *name)
{
    for (const px_embedded *file = px_embedded_codes; file->name; file++)
        if (strcmp(file->name, name) == 0)
            return px_embedded_str(file);
    fail_msg("no such code: %s", name);
    return PX_STR_NONE;
}

/* The text of a file as a version has it; ids are made up where it has none. */
static void load(const char *name)
{
    PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    px_outline outline;
    px_error err = PX_ERROR_INIT;
    px_str *eids;

    assert_ok(px_import_markdown(code_file(name), PX_STR(""), &bytes, &err), &err);
    assert_ok(px_outline_read(px_arena_str(arena, px_builder_view(&bytes)), arena, &outline, &err),
              &err);
    eids = px_eid_make(arena, &outline);
    text = (px_text){ .language = PX_STR("en"), .count = outline.count };
    text.nodes = px_arena_array(arena, outline.count, sizeof(*text.nodes));
    for (size_t i = 0; i < outline.count; i++) {
        const px_outline_node *n = &outline.nodes[i];

        text.nodes[i] = (px_node){
            .depth = n->depth,
            .kind = n->kind,
            .lasting_id = n->id.len ? n->id : px_str_of(px_arena_format(arena, "0000000%03zu", i)),
            .eid = eids[i],
            .number = n->number,
            .heading = n->heading,
            .text = n->text,
        };
    }
    clauses = px_clauses_new(arena, &text);
}

static const px_node *found(const char *clause, const char *element)
{
    px_clause_place place;
    px_error err = PX_ERROR_INIT;

    assert_ok(px_clause_find(clauses, arena, px_str_of(clause), px_str_of(element), PX_STR(""),
                             &place, &err),
              &err);
    assert_str(place.rest, "");
    return place.node;
}

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_provision_is_found_by_its_own_name),
        cmocka_unit_test(people_name_places_in_many_ways),
        cmocka_unit_test(the_whole_draft_has_many_names),
        cmocka_unit_test(elements_lead_further_down),
        cmocka_unit_test(quoted_words_are_found_in_the_text),
        cmocka_unit_test(what_is_not_there_is_told),
        cmocka_unit_test(several_of_one_number_are_told_apart),
    };

    return cmocka_run_group_tests(tests, make, end);
}
