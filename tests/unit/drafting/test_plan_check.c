/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/embedded.h"
#include "drafting/process/plan_check.h"
#include "drafting/process/planning.h"
#include "unit/drafting/process_fixture.h"

#define HEAD                                                                                       \
    "{\"template\":1,\"key\":\"t\",\"title\":{\"en\":\"T\"},\"zone\":\"Europe/Brussels\","         \
    "\"late\":\"refuse\",\"window_days\":14,\"steps\":["
#define STEP(kind, rest)                                                                           \
    "{\"key\":\"s\",\"kind\":\"" kind "\",\"cycle\":1,\"title\":{\"en\":\"S\"}," rest "}"
#define ONE(kind, rest) HEAD STEP(kind, rest) "]}"

/* The rules that the one step of a process breaks when it begins on that day, as "a b ". */
static const char *broken(fixture *f, const char *template_text, const char *from)
{
    static int number;
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);
    const char *key = px_arena_format(f->arena, "p%d", number++);
    px_plan_warning *warnings;
    px_process process;
    size_t count;

    begin_process(f, template_text, key, from, "");
    process = process_of(f, key);
    assert_ok(px_plan_check(f->reader, f->arena, &process, PX_STR("en"), process_now, &warnings,
                            &count, &f->err),
              &f->err);
    for (size_t i = 0; i < count; i++) {
        PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(4096);

        px_plan_warning_words(&words, px_language_english(), &warnings[i]);
        assert_true(words.len > 10);
        assert_true(px_str_find_char(px_builder_view(&words), '{') == words.len);
        px_builder_format(&out, "%s ", px_plan_rule_name(warnings[i].rule));
    }
    return px_arena_cstr(f->arena, px_builder_view(&out));
}

static void test_rules(void **state)
{
    static const struct {
        const char *text, *from, *rules;
    } rows[] = {
        /* Monday to Monday, two weeks without a holiday */
        { ONE("written-feedback", "\"lasts\":{\"days\":14}"), "2027-03-01", "" },
        { ONE("written-feedback", "\"lasts\":{\"days\":13}"), "2027-03-02",
          "window-days window-working-days " },
        { ONE("written-feedback", "\"lasts\":{\"days\":14}"), "2027-02-27", "deadline-weekend " },
        { ONE("written-feedback", "\"lasts\":{\"days\":30}"), "2027-04-06", "deadline-holiday " },
        { ONE("consultation", "\"lasts\":{\"days\":41}"), "2027-02-02", "consultation-days " },
        { ONE("written-feedback", "\"lasts\":{\"days\":16}"), "2026-12-14",
          "window-working-days deadline-holiday deadline-holiday " },
        { ONE("written-feedback", "\"lasts\":{\"days\":28}"), "2026-12-14",
          "window-holiday window-holiday window-holiday " },
        { ONE("board", "\"time\":\"10:00\""), "2027-03-01", "" },
        { ONE("board", "\"time\":\"07:30\""), "2027-03-01", "meeting-early " },
        { ONE("board", "\"time\":\"18:00\""), "2027-03-01", "meeting-late " },
        { ONE("board", "\"time\":\"10:00\""), "2027-02-28", "meeting-weekend " },
        { ONE("board", "\"time\":\"10:00\""), "2027-07-14", "meeting-holiday " },
        { ONE("board", "\"time\":\"10:00\""), "2026-12-07", "meeting-notice " },
        { ONE("board", "\"time\":\"10:00\""), "2035-03-01", "no-holidays " },
        { ONE("other", "\"days\":0"), "2026-11-02", "overdue " },
        { ONE("received", "\"undated\":true,\"required\":true"), "2027-03-01", "no-day " },
        { HEAD STEP("draft", "\"days\":1") ","
                                           "{\"key\":\"m\",\"kind\":\"group-meeting\",\"cycle\":1,"
                                           "\"title\":{\"en\":\"M\"},"
                                           "\"days\":1}]}",
          "2027-03-01", "draft-meeting " },
        { HEAD STEP(
              "draft",
              "\"days\":1") ","
                            "{\"key\":\"w\",\"kind\":\"written-feedback\",\"cycle\":1,\"days\":-1,"
                            "\"title\":{\"en\":\"W\"}}]}",
          "2027-03-01", "window-order " },
    };
    fixture *f = *state;

    set_clock("2026-12-04T09:00:00Z");
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        const char *got = broken(f, rows[i].text, rows[i].from);

        if (strcmp(got, rows[i].rules) != 0)
            fail_msg("row %zu: got \"%s\", expected \"%s\"", i, got, rows[i].rules);
    }
}

/* What was not verified says so. */
static void test_unverified(void **state)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(4096);
    px_plan_warning warning = { .rule = PX_PLAN_MEETING_HOLIDAY };

    (void)state;
    assert_int_equal(px_holiday_find(px_days_from_date(2027, 1, 1), px_days_from_date(2027, 1, 1),
                                     PX_STR("en"), &warning.holiday, 1),
                     1);
    px_plan_warning_words(&words, px_language_english(), &warning);
    assert_true(px_str_ends(px_builder_view(&words), PX_STR("These days were not verified.")));
}

static void test_working_days(void **state)
{
    int64_t friday = px_days_from_date(2026, 12, 18), monday = px_days_from_date(2027, 1, 4);

    (void)state;
    assert_true(px_day_is_working(friday));
    assert_false(px_day_is_working(friday + 1));
    assert_false(px_day_is_working(px_days_from_date(2026, 12, 25)));
    assert_int_equal(px_working_days(friday, monday), 5); /* 18, 21, 22, 23 December, 4 January */
    assert_int_equal(px_working_days(monday, friday), 0);
}

/* Every line of a table of data is read. */
static size_t lines_of(const char *name)
{
    size_t n = 0;

    for (const px_embedded *file = px_embedded_tables; file->name; file++) {
        px_str text = px_embedded_str(file), line;

        while (strcmp(file->name, name) == 0 && px_str_line(&text, &line))
            n += line.len && line.ptr[0] != '#';
    }
    return n;
}

static void test_tables(void **state)
{
    px_holiday holidays[400];
    const px_planning_rule *rule;
    size_t n = 0;
    int first, last;

    (void)state;
    for (; (rule = px_planning_rule_at(n)); n++) {
        assert_true(rule->number > 0 && rule->source.len && rule->unit.len);
        assert_true(
            px_str_is(rule->confidence, "primary") || px_str_is(rule->confidence, "secondary") ||
            px_str_is(rule->confidence, "unverified") || px_str_is(rule->confidence, "house"));
    }
    assert_int_equal(n, lines_of("planning.tsv"));
    assert_int_equal(px_planning_number("window-days"), 14);
    assert_int_equal(px_planning_number("nothing"), 0);
    n = px_holiday_find(0, px_days_from_date(2100, 1, 1), PX_STR("fr"), holidays, 400);
    assert_int_equal(n, lines_of("holidays.tsv"));
    for (size_t i = 0; i < n; i++) {
        assert_true(holidays[i].first <= holidays[i].last &&
                    holidays[i].last - holidays[i].first < 60);
        assert_true(holidays[i].name.len && holidays[i].source.len);
    }
    px_holiday_years(&first, &last);
    assert_true(first <= 2024 && last >= 2027);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_rules, setup, teardown),
        cmocka_unit_test(test_unverified),
        cmocka_unit_test(test_working_days),
        cmocka_unit_test(test_tables),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
