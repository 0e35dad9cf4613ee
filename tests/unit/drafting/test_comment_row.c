/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/arena_fixture.h"

#include "drafting/comment/exchange/row.h"

static void headers_are_known_in_many_words(void **state)
{
    static const struct {
        const char *header, *key;
    } known[] = {
        { "text", "text" },
        { "Clause nb", "clause" },
        { " Clause/ Subclause\n(e.g. 3.1)", "clause" },
        { "Clause/Subclause (e.g. 3.1)", "clause" },
        { "MB/NC1", "member" },
        { "MB/NC", "member" },
        { "Line number (e.g. 17)", "line_number" },
        { "Paragraph/ Figure/ Table/ (e.g. Table 1)", "element" },
        { "Type of comment2", "kind" },
        { "Type of comment", "kind" },
        { "COMMENTS", "text" },
        { "Comment/Motivation", "text" },
        { "Proposed change", "change" },
        { "Observations of the secretariat", "observations" },
        { "Resolution status", "status" },
        { "Feedbacks", "feedback" },
        { "Replies", "feedback" },
        { "Stage code", "stage" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(known); i++) {
        const px_comment_column *column = px_comment_column_find(px_str_of(known[i].header));

        if (!column)
            print_error("not known: %s\n", known[i].header);
        assert_non_null(column);
        assert_string_equal(column->key, known[i].key);
    }
    assert_null(px_comment_column_find(PX_STR("Topic")));
    assert_null(px_comment_column_find(PX_STR("")));
}

static void values_go_in_and_out(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1000);
    px_comment_row row = { 0 };

    (void)state;
    assert_true(px_comment_row_set(&row, px_comment_column_find(PX_STR("number")), PX_STR("12")));
    assert_true(px_comment_row_set(&row, px_comment_column_find(PX_STR("late")), PX_STR("TRUE")));
    assert_false(px_comment_row_set(&row, px_comment_column_find(PX_STR("start")), PX_STR("x")));
    assert_false(
        px_comment_row_set(&row, px_comment_column_find(PX_STR("deletion")), PX_STR("maybe")));
    assert_int_equal(row.number, 12);
    assert_true(row.late);
    px_comment_row_value(&row, px_comment_column_find(PX_STR("number")), &out);
    px_comment_row_value(&row, px_comment_column_find(PX_STR("late")), &out);
    px_comment_row_value(&row, px_comment_column_find(PX_STR("round")), &out);
    assert_str(px_builder_view(&out), "12yes");
}

static void kinds_are_read_as_people_type_them(void **state)
{
    static const struct {
        const char *words, *kind;
    } typed[] = {
        { "te", "technical" },
        { "TE", "technical" },
        { "Technical", "technical" },
        { " ge ", "general" },
        { "Ed.", "editorial" },
        { "editorial", "editorial" },
        { "ge/te", "general" },
        { "Substantive", "technical" },
        { "Translation", "translation" },
        { "", "" },
        { "xx", "" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(typed); i++)
        assert_str(px_comment_kind_of_words(px_str_of(typed[i].words)), typed[i].kind);
    assert_string_equal(px_iso_kind(PX_STR("translation")), "ed");
    assert_string_equal(px_iso_kind(PX_STR("technical")), "te");
}

/* The order matters: "not accepted" holds "accepted". */
static void observations_begin_with_a_status(void **state)
{
    static const struct {
        const char *words, *status, *rest;
    } said[] = {
        { "Accepted.", "accepted", "" },
        { "Accepted. Now \"An empty set\".", "accepted", "Now \"An empty set\"." },
        { "Accepted with modifications: see below", "accepted-with-modifications", "see below" },
        { "AwM", "accepted-with-modifications", "" },
        { "Accept with changes. Done.", "accepted-with-modifications", "Done." },
        { "Not accepted. Out of line.", "not-accepted", "Out of line." },
        { "not acceptable", "not-accepted", "" },
        { "Rejected - no evidence", "not-accepted", "no evidence" },
        { "Partially accepted; the second half", "partly-accepted", "the second half" },
        { "accepted-with-modifications", "accepted-with-modifications", "" },
        { "Noted.", "noted", "" },
        { "Out of scope. See the Act.", "out-of-scope", "See the Act." },
        { "Clarification needed.", "", "Clarification needed." },
        { "See below. Accepted", "", "See below. Accepted" },
        { "It is accepted", "accepted", "It is accepted" },
        { "Denoted", "", "Denoted" },
        { "acceptable?", "", "acceptable?" },
        { "", "", "" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(said); i++) {
        px_str rest;

        assert_str(px_comment_status_of_words(px_str_of(said[i].words), &rest), said[i].status);
        assert_str(rest, said[i].rest);
    }
}

static void observations_are_made_of_answers(void **state)
{
    px_comment_row row = { .status = PX_STR("partly-accepted"), .motivation = PX_STR("Half.") };

    (void)state;
    assert_str(px_comment_row_observation(arena, &row), "Partially accepted. Half.");
    assert_string_equal(px_iso_status_shade(row.status), "C4D79B");
    assert_string_equal(px_iso_status_shade(PX_STR("not-accepted")), "FF99CC");
    assert_string_equal(px_iso_status_shade(PX_STR("accepted")), "92D050");
    assert_string_equal(px_iso_status_shade(PX_STR("noted")), "8DB4E2");
    assert_null(px_iso_status_shade(PX_STR("")));
    row = (px_comment_row){ .observations = PX_STR("Clarification needed.") };
    assert_str(px_comment_row_observation(arena, &row), "Clarification needed.");
}

static void ids_of_the_form_have_a_country(void **state)
{
    px_comment_row row = { .country = PX_STR("DE"), .number = 3 };

    (void)state;
    assert_str(px_comment_row_form_id(arena, &row), "DE-003");
    row.country = PX_STR("");
    assert_str(px_comment_row_form_id(arena, &row), "**-003");
    row.number = 0;
    row.member = PX_STR("FR");
    assert_str(px_comment_row_form_id(arena, &row), "FR");
}

static void place_and_change_stand_in_the_text(void **state)
{
    static const struct {
        const char *text, *change, *clause, *element, *line, *folded;
    } cases[] = {
        { "Why.", "", "", "", "", "Why." },
        { "Why.", "Say so.", "", "", "", "Why.\n\n**Proposed change:** Say so." },
        { "", "Say so.", "", "", "", "**Proposed change:** Say so." },
        { "Why.", "", "9.9", "Table 1", "17",
          "**Place:** clause \"9.9\"; element \"Table 1\"; line \"17\"\n\nWhy." },
        { "A\n\nB", "C\n\nD", "", "2-5.7, 4th column", "",
          "**Place:** element \"2-5.7, 4th column\"\n\nA\n\nB\n\n**Proposed change:** C\n\nD" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        px_comment_row place = { .clause = px_str_of(cases[i].clause),
                                 .element = px_str_of(cases[i].element),
                                 .line_number = px_str_of(cases[i].line) },
                       row = { .clause = PX_STR(""), .element = PX_STR("") };
        px_str folded = px_comment_row_fold(arena, px_str_of(cases[i].text), &place,
                                            px_str_of(cases[i].change));

        assert_str(folded, cases[i].folded);
        px_comment_row_unfold(folded, &row);
        assert_str(row.text, cases[i].text);
        assert_str(row.change, cases[i].change);
        assert_str(row.clause, cases[i].clause);
        assert_str(row.element, cases[i].element);
        assert_str(row.line_number, cases[i].line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_are_known_in_many_words),
        cmocka_unit_test(values_go_in_and_out),
        cmocka_unit_test(kinds_are_read_as_people_type_them),
        cmocka_unit_test(observations_begin_with_a_status),
        cmocka_unit_test(observations_are_made_of_answers),
        cmocka_unit_test(ids_of_the_form_have_a_country),
        cmocka_unit_test(place_and_change_stand_in_the_text),
    };

    return cmocka_run_group_tests(tests, make, end);
}
