/* SPDX-License-Identifier: EUPL-1.2 */
/* What the jail tells of a file that was checked: whole on the way, and refused where it is not
 * what px_checked_parse writes. */
#include "duty/check/checked_plain.h"

#include "duty/check/check_filled.h"
#include "unit/duty/filled_fixture.h"

static const px_check_context context = { .today = { .year = 2026, .month = 11, .day = 30 } };
static px_str day = PX_STR_INIT("2026-11-30");

static px_str json_of(const char *form)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_FILLED px_filled_form filled = planted_form(form, 7);
    px_error err = PX_ERROR_INIT;

    assert_ok(px_filled_write(&filled, &out, &err), &err);
    return px_arena_str(arena, px_builder_view(&out));
}

static px_str parsed(px_str bytes, px_str options)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error err = PX_ERROR_INIT;

    assert_ok(px_checked_parse(bytes, options, &out, &err), &err);
    return px_arena_str(arena, px_builder_view(&out));
}

static px_str sentence(const px_finding *finding)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_finding_words(&out, px_language_english(), finding, finding->message);
    px_finding_words(&out, px_language_english(), finding, finding->remedy);
    return px_arena_str(arena, px_builder_view(&out));
}

/* Both forms: the same findings and points as without the way. */
static void test_way(void **state)
{
    static const char *const forms[] = { PX_FORM_SUMMARY, PX_FORM_MODEL };

    (void)state;
    for (size_t f = 0; f < PX_COUNT(forms); f++) {
        const px_str json = json_of(forms[f]);
        PX_AUTO_FILLED px_filled_form filled = { 0 };
        px_error err = PX_ERROR_INIT;
        px_checked before, after;

        assert_ok(px_filled_read(arena, json, "test", &filled, &err), &err);
        px_checked_filled(arena, &filled, &context, &before);
        assert_ok(px_checked_read(arena, parsed(json, day), &after, &err), &err);
        assert_true(before.findings.count > 0);
        assert_int_equal(after.findings.count, before.findings.count);
        for (size_t i = 0; i < before.findings.count; i++) {
            const px_finding *one = &before.findings.list[i], *other = &after.findings.list[i];

            assert_ptr_equal(one->rule, other->rule);
            assert_int_equal(one->severity, other->severity);
            assert_true(px_str_eq(one->field, other->field));
            assert_true(px_str_eq(one->words, other->words));
            assert_true(px_str_eq(sentence(one), sentence(other)));
        }
        assert_int_equal(after.scored, f == 0);
        assert_int_equal(after.score.all.points2, before.score.all.points2);
        assert_int_equal(after.score.all.counted, before.score.all.counted);
        assert_memory_equal(after.score.judged, before.score.judged, sizeof(before.score.judged));
        assert_false(after.subject->filed);
        assert_true(px_str_eq(px_checked_errors(&before, arena), px_checked_errors(&after, arena)));
    }
}

/* A document of others: what could not be read comes along. */
static void test_filed(void **state)
{
    static const char text[] =
        "Public Summary of Training Content\nVersion of the Summary: 1\nLast update: 1 June 2026\n"
        "1.1. Provider identification\nProvider name and contact details:\nExample Lab\n"
        "1.2. Model identification\nVersioned model name(s):\nlantern-7b-1.0\n"
        "Model dependencies:\nNone\n2.4. User data\n"
        "Was data from user interactions with the AI model (e.g. user input and prompts) used to "
        "train the model?\nYes No\n3.2. Removal of illegal content\n"
        "General description of measures taken:\nNone.\n";
    px_error err = PX_ERROR_INIT;
    px_checked checked;

    (void)state;
    assert_ok(px_checked_read(arena, parsed(px_str_of(text), day), &checked, &err), &err);
    assert_true(checked.subject->filed);
    assert_int_equal(checked.subject->unread.count, 1);
    assert_true(px_str_is(checked.subject->unread.notes[0].section, "2.4.a"));
    assert_int_equal(px_check_subject_answer(checked.subject, "2.4.a")->state,
                     PX_ANSWER_UNREADABLE);
    assert_int_equal(px_check_subject_answer(checked.subject, "1.1.a")->state, PX_ANSWER_GIVEN);
    assert_true(
        px_str_is(px_check_subject_answer(checked.subject, "1.2.a")->text, "lantern-7b-1.0"));
}

/* What else is claimed of the model stands against the form that has one of both fields. */
static void test_contradictions(void **state)
{
    static const px_claim date = { .field = PX_STR_INIT("summary.1.2.c") },
                          released = { .field = PX_STR_INIT("model.g.release") },
                          provider = { .field = PX_STR_INIT("provider.signed") };
    const px_contradiction found[] = {
        { "a", N_("these do not fit"), N_("mend one"), &released, &date },
        { "b", N_("nor do these"), N_("mend the other"), &date, &date },
        { "c", N_("this is of no form"), N_("mend it"), &provider, NULL },
    };
    const px_check_context with = { context.today, found, PX_COUNT(found) };
    PX_AUTO_FILLED px_filled_form summary = planted_form(PX_FORM_SUMMARY, 7),
                                  model = planted_form(PX_FORM_MODEL, 7);
    px_checked checked;
    size_t n = 0;

    (void)state;
    px_checked_filled(arena, &summary, &with, &checked);
    for (size_t i = 0; i < checked.findings.count; i++) {
        const px_finding *finding = &checked.findings.list[i];

        if (strcmp(finding->rule->id, "SUM-28") != 0)
            continue;
        assert_true(px_str_is(finding->field, "1.2.c"));
        assert_int_equal(finding->severity, PX_SEVERITY_ERROR);
        assert_true(px_str_is(finding->words, n++ == 0 ? "model.g.release" : ""));
    }
    assert_int_equal(n, 2);
    px_checked_filled(arena, &model, &with, &checked);
    for (size_t i = 0; i < checked.findings.count; i++)
        if (strcmp(checked.findings.list[i].rule->id, "FRM-12") == 0) {
            assert_true(px_str_is(checked.findings.list[i].field, "g.release"));
            assert_true(px_str_is(checked.findings.list[i].words, "summary.1.2.c"));
            n++;
        }
    assert_int_equal(n, 3);
    px_checked_filled(arena, &summary, &context, &checked);
    for (size_t i = 0; i < checked.findings.count; i++)
        assert_string_not_equal(checked.findings.list[i].rule->id, "SUM-28");
}

/* What no child of ours says. */
static void test_foreign(void **state)
{
    static const struct {
        const char *find, *put;
    } changes[] = {
        { "\"form\":\"summary\"", "\"form\":\"letter\"" },
        { "\"rule\":\"SUM-", "\"rule\":\"FRM-" },
        { "\"rule\":\"SUM-", "\"rule\":\"XXX-" },
        { "\"severity\":", "\"severity\":9" },
        { "\"field\":\"", "\"field\":\"9" },
        { "\"message\":\"", "\"message\":\"\",\"more\":\"" },
        { "\"args\":[", "\"args\":[1," },
        { "\"args\":[", "\"args\":[\"a\",\"b\",\"a\",\"b\",\"a\",\"b\",\"a\",\"b\",\"a\",\"b\"," },
        { "\"state\":", "\"state\":9" },
        { "\"modalities\":", "\"modalities\":9" },
        { "\"answers\":[", "\"answers\":[{}," },
        { "\"verdicts\":[", "\"verdicts\":[9," },
        { "\"findings\":[", "\"findings\":[[]," },
        { "{", "{{" },
        { "\"answers\":", "\"replies\":" },
    };
    const px_str plain = parsed(json_of(PX_FORM_SUMMARY), day);

    (void)state;
    for (size_t i = 0; i < PX_COUNT(changes); i++) {
        const size_t at = px_str_find(plain, px_str_of(changes[i].find));
        const px_str behind = px_str_sub(plain, at + strlen(changes[i].find), plain.len);
        px_error err = PX_ERROR_INIT;
        px_checked checked;
        int rc;

        assert_true(at < plain.len);
        rc = px_checked_read(arena,
                             px_str_of(px_arena_format(arena, "%.*s%s%.*s", (int)at, plain.ptr,
                                                       changes[i].put, PX_STR_ARG(behind))),
                             &checked, &err);
        if (rc != -(int)PX_ERR_PARSER)
            print_error("'%s' passes as '%s'\n", changes[i].put, changes[i].find);
        assert_int_equal(rc, -(int)PX_ERR_PARSER);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_way),
        cmocka_unit_test(test_filed),
        cmocka_unit_test(test_contradictions),
        cmocka_unit_test(test_foreign),
    };

    return cmocka_run_group_tests(tests, make, end);
}
