/* SPDX-License-Identifier: EUPL-1.2 */
/* Agendas as text and as rows, and that nobody's agenda is lost. */
#include "unit/testing.h"

#include "unit/drafting/meeting_fixture.h"

static px_str again(px_arena *arena, const char *text)
{
    px_error err = PX_ERROR_INIT;
    px_agenda agenda;

    assert_ok(px_agenda_parse(arena, px_str_of(text), &agenda, &err), &err);
    return px_agenda_print(arena, &agenda);
}

static void test_text(void **state)
{
    static const char *const pairs[][2] = {
        { "", "" },
        { "Opening\n", "Opening\n" },
        { "- Opening\r\n\n2. Measure 1.1   #aaaaaaaaa0 \n* Close",
          "Opening\nMeasure 1.1 #aaaaaaaaa0\nClose\n" },
        { "3) Three", "Three\n" },
        { "2026 budget", "2026 budget\n" },
        { "1.1 Scope", "1.1 Scope\n" },
        { "#aaaaaaaaa0", "#aaaaaaaaa0\n" },     /* an id alone is a title */
        { "a#aaaaaaaaa0", "a#aaaaaaaaa0\n" },   /* as is one within a word */
        { "a #AAAAAAAAA0", "a #AAAAAAAAA0\n" }, /* or one in capitals */
        { "<script>x</script>", "<script>x</script>\n" },
    };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_agenda agenda;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(pairs); i++)
        assert_str(again(arena, pairs[i][0]), pairs[i][1]);
    assert_ok(px_agenda_parse(arena, PX_STR("One #aaaaaaaaa0\nTwo"), &agenda, &err), &err);
    assert_int_equal(agenda.count, 2);
    assert_str(agenda.items[0].title, "One");
    assert_str(agenda.items[0].lasting_id, "aaaaaaaaa0");
    assert_str(agenda.items[1].lasting_id, "");
    assert_str(px_agenda_print(arena, NULL), "");
}

static void test_bounds(void **state)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(1 << 20);
    px_error err = PX_ERROR_INIT;
    px_agenda agenda;

    (void)state;
    for (int i = 0; i < PX_AGENDA_ITEMS_MAX + 1; i++)
        px_builder_add(&text, "item\n");
    assert_int_equal(px_agenda_parse(arena, px_builder_view(&text), &agenda, &err),
                     -PX_ERR_TOO_LARGE);
    px_builder_clear(&text);
    for (int i = 0; i < PX_MEETING_LINE_MAX + 1; i++)
        px_builder_char(&text, 'a');
    assert_int_equal(px_agenda_parse(arena, px_builder_view(&text), &agenda, &err),
                     -PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&err, "line"), "1");
    assert_int_equal(px_agenda_parse(arena, PX_STR("a\x07"), &agenda, &err), -PX_ERR_INVALID);
    assert_int_equal(px_agenda_parse(arena, PX_STR("\xFF"), &agenda, &err), -PX_ERR_INVALID);
}

static void test_write(void **state)
{
    fixture *f = *state;
    px_meeting_call call = meeting_call("plenary");
    px_meeting_papers papers;

    assert_ok(meeting_do(f, px_meeting_call_deed, &call), &f->err);
    assert_ok(meeting_write(f, px_agenda_write_deed, call.ret_id, "", "One #ccccccccc2\nTwo"),
              &f->err);
    papers = meeting_papers(f, call.ret_id, 0);
    assert_int_equal(papers.n_agendas, 1);
    assert_str(px_agenda_print(f->arena, &papers.agendas[0]), "One #ccccccccc2\nTwo\n");
    /* Made from what others have changed since: nothing happens. */
    assert_int_equal(meeting_write(f, px_agenda_write_deed, call.ret_id, "", "Mine"),
                     -PX_ERR_CONFLICT);
    assert_ok(meeting_write(f, px_agenda_write_deed, call.ret_id, "One #ccccccccc2\nTwo\n", "Mine"),
              &f->err);
    /* A provision that the code never had. */
    assert_int_equal(
        meeting_write(f, px_agenda_write_deed, call.ret_id, "Mine\n", "One #ddddddddd3"),
        -PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "id"), "ddddddddd3");
    assert_ok(meeting_write(f, px_agenda_write_deed, call.ret_id, "Mine\n", ""), &f->err);
    assert_int_equal(meeting_papers(f, call.ret_id, 0).n_agendas, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test_setup_teardown(test_write, meeting_setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
