/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules on the model documentation form fire where a value breaks them, and only there. */
#include "duty/check/check.h"

#include "base/json_read.h"
#include "duty/check/check_filled.h"
#include "unit/arena_fixture.h"

/* One value of a form that has no other. */
static void check_value(const char *field, const char *json, px_recipient recipient,
                        const char *other_field, const char *other_json, px_findings *ret_findings)
{
    const px_check_context context = { .today = { .year = 2026, .month = 11, .day = 30 } };
    px_filled_form *filled = px_arena_alloc(arena, sizeof(*filled));
    const char *const fields[] = { field, other_field };
    const char *const texts[] = { json, other_json };
    px_error err = PX_ERROR_INIT;

    px_filled_start(arena, px_official_form_by_name(PX_STR(PX_FORM_MODEL)), filled);
    filled->head.recipient = recipient;
    for (size_t i = 0; i < PX_COUNT(fields) && fields[i]; i++) {
        json_t *value = NULL;

        assert_int_equal(px_json_parse(px_str_of(texts[i]), "test", 1 << 20, &value, &err), 0);
        px_filled_set(filled, px_filled_of(filled, px_str_of(fields[i])), value);
    }
    px_check_run(px_check_subject_of_filled(arena, filled), &context, ret_findings);
    px_filled_free(filled);
}

static size_t count(const px_findings *findings, const char *rule, const char *field)
{
    size_t n = 0;

    for (size_t i = 0; i < findings->count; i++)
        n += strcmp(findings->list[i].rule->id, rule) == 0 &&
                     px_str_is(findings->list[i].field, field)
                 ? 1
                 : 0;
    return n;
}

static const struct {
    const char *rule, *field, *json, *other_field, *other_json;
    px_recipient recipient;
    bool fires;
} cases[] = {
    { "FRM-01", "p.arch", "null", NULL, NULL, PX_RECIPIENT_NOBODY, true },
    { "FRM-01", "p.arch", "{\"en\":\"Transformer\"}", NULL, NULL, PX_RECIPIENT_NOBODY, false },
    { "FRM-01", "p.size", "null", NULL, NULL, PX_RECIPIENT_DOWNSTREAM, false },
    { "FRM-01", "p.range", "null", "p.size", "7241732096", PX_RECIPIENT_NOBODY, false },
    { "FRM-02", "p.arch", "{\"en\":\"a b c d e f g h i j k l m n o p q r s t u v\"}", NULL, NULL,
      PX_RECIPIENT_NOBODY, true },
    { "FRM-02", "p.arch", "{\"en\":\"a b c\"}", NULL, NULL, PX_RECIPIENT_NOBODY, false },
    { "FRM-03", "p.range", "\"1b-2b\"", "p.size", "7241732096", PX_RECIPIENT_NOBODY, true },
    { "FRM-03", "p.range", "\"500m-5b\"", "p.size", "7241732096", PX_RECIPIENT_NOBODY, true },
    { "FRM-03", "p.range", "\"5b-15b\"", "p.size", "7241732096", PX_RECIPIENT_NOBODY, false },
    { "FRM-03", "c.flop.n", "23", "c.flop.a", "\"2.3e24\"", PX_RECIPIENT_NOBODY, true },
    { "FRM-03", "c.flop.n", "24", "c.flop.a", "\"2.3e24\"", PX_RECIPIENT_NOBODY, false },
    { "FRM-04", "p.range", "\"5b-15b\"", "p.size", "5000000000", PX_RECIPIENT_NOBODY, true },
    { "FRM-04", "p.range", "\"5b-15b\"", "p.size", "5000000001", PX_RECIPIENT_NOBODY, false },
    { "FRM-05", "c.flop.a", "\"2e24\"", NULL, NULL, PX_RECIPIENT_NOBODY, true },
    { "FRM-05", "c.flop.a", "\"2.3e24\"", NULL, NULL, PX_RECIPIENT_NOBODY, false },
    { "FRM-06", "p.size", "7241732096", NULL, NULL, PX_RECIPIENT_DOWNSTREAM, true },
    { "FRM-06", "p.size", "7241732096", NULL, NULL, PX_RECIPIENT_AI_OFFICE, false },
    { "FRM-07", "g.union", "{\"not_applicable\":{\"en\":\"n/a\"}}", NULL, NULL, PX_RECIPIENT_NOBODY,
      true },
    { "FRM-07", "g.deps", "{\"not_applicable\":{\"en\":\"n/a\"}}", NULL, NULL, PX_RECIPIENT_NOBODY,
      false },
    { "FRM-08", "x.how", "{\"en\":\"Data may come from some sites.\"}", NULL, NULL,
      PX_RECIPIENT_NOBODY, true },
    { "FRM-08", "x.how", "{\"en\":\"Data of three museums.\"}", NULL, NULL, PX_RECIPIENT_NOBODY,
      false },
    { "FRM-09", "e.how", "{\"en\":\"By a meter.\"}", "e.mwh", "\"120\"", PX_RECIPIENT_NOBODY,
      true },
    { "FRM-09", "e.how", "{\"en\":\"By meters of the nodes.\"}", "e.mwh", "\"120\"",
      PX_RECIPIENT_NOBODY, false },
    { "FRM-10", "g.union", "\"2026-01-01\"", "g.release", "\"2026-02-01\"", PX_RECIPIENT_NOBODY,
      true },
    { "FRM-10", "g.union", "\"2026-03-01\"", "g.release", "\"2026-02-01\"", PX_RECIPIENT_NOBODY,
      false },
    { "FRM-11", "g.union", "\"soon\"", NULL, NULL, PX_RECIPIENT_NOBODY, true },
    { "FRM-11", "g.union", "\"2026-03-01\"", NULL, NULL, PX_RECIPIENT_NOBODY, false },
};

static void test_rules(void **state)
{
    size_t failed = 0;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        px_findings findings;

        check_value(cases[i].field, cases[i].json, cases[i].recipient, cases[i].other_field,
                    cases[i].other_json, &findings);
        if ((count(&findings, cases[i].rule, cases[i].field) > 0) == cases[i].fires)
            continue;
        print_error("%s, %s: %s\n", cases[i].rule, cases[i].field, cases[i].json);
        failed++;
    }
    assert_int_equal(failed, 0);
}

/* Version and date of a filled form stand in its head. */
static void test_the_head_is_read(void **state)
{
    px_filled_form *filled = px_arena_alloc(arena, sizeof(*filled));
    const px_check_subject *subject;

    (void)state;
    px_filled_start(arena, px_official_form_by_name(PX_STR(PX_FORM_MODEL)), filled);
    filled->head.version = PX_STR("2");
    subject = px_check_subject_of_filled(arena, filled);
    assert_int_equal(px_check_subject_answer(subject, "h.ver")->state, PX_ANSWER_GIVEN);
    assert_int_equal(px_check_subject_answer(subject, "h.date")->state, PX_ANSWER_MISSING);
    px_filled_free(filled);
}

/* What is claimed beside the form is no value of it: test_checked asks for FRM-12. */
static void test_every_rule_has_both_cases(void **state)
{
    const px_check_rule *rule;

    (void)state;
    for (size_t i = 0; (rule = px_check_rule_at(i)); i++) {
        bool fires = strcmp(rule->form, "model") != 0 || strcmp(rule->id, "FRM-12") == 0,
             rests = fires;

        for (size_t k = 0; k < PX_COUNT(cases); k++) {
            fires |= strcmp(cases[k].rule, rule->id) == 0 && cases[k].fires;
            rests |= strcmp(cases[k].rule, rule->id) == 0 && !cases[k].fires;
        }
        assert_true(fires && rests);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules),
        cmocka_unit_test(test_the_head_is_read),
        cmocka_unit_test(test_every_rule_has_both_cases),
    };

    return cmocka_run_group_tests(tests, make, end);
}
