/* SPDX-License-Identifier: EUPL-1.2 */
/* Who sees what of a meeting, for each role and audience; the register and its filters. */
#include "unit/testing.h"

#include "unit/drafting/meeting_fixture.h"

enum { CODE = 7, OTHER_CODE = 8, GROUP = 21, OTHER_GROUP = 22 };

static px_meeting_group groups[] = { { .row = GROUP, .key = PX_STR_INIT("one") } };

static px_meeting meeting_for(px_meeting_audience audience)
{
    return (px_meeting){ .code = CODE,
                         .may_attend = audience,
                         .sees_papers = audience,
                         .groups = groups,
                         .n_groups = 1 };
}

static bool sees(px_role role, px_scope scope, const char *category, px_meeting_audience audience)
{
    px_grant grant = { role, scope };
    px_who who = { .person = 1, .category = px_str_of(category), .grants = &grant, .n_grants = 1 };
    px_meeting meeting = meeting_for(audience);
    bool place = px_meeting_sees(&who, &meeting, PX_MEETING_PLACE);

    /* The same audience for both: one answer. */
    assert_int_equal(place, px_meeting_sees(&who, &meeting, PX_MEETING_PAPERS));
    return place;
}

/* One row a role in the code: what an audience of each kind lets it see, and whether it holds. */
static void test_roles(void **state)
{
    static const struct {
        px_role role;
        bool participants, groups, providers, drafters, holds;
    } rows[] = {
        { PX_ROLE_PUBLIC, false, false, false, false, false },
        { PX_ROLE_READER, false, false, false, false, false },
        { PX_ROLE_DELEGATE, true, true, false, false, false },
        { PX_ROLE_CONTACT_POINT, true, true, false, false, false },
        { PX_ROLE_OBSERVER, true, true, false, false, false },
        { PX_ROLE_MEMBER, true, true, false, false, false },
        { PX_ROLE_EDITOR, true, true, true, true, false },
        { PX_ROLE_VICE_CHAIR, true, true, true, true, true },
        { PX_ROLE_CHAIR, true, true, true, true, true },
        { PX_ROLE_SECRETARIAT, true, true, true, true, true },
        /* A provider's people take no part in drafting by that. */
        { PX_ROLE_PROVIDER_READER, false, false, false, false, false },
        { PX_ROLE_ENGINEER, false, false, false, false, false },
        { PX_ROLE_COMPLIANCE_OFFICER, false, false, false, false, false },
    };
    px_scope code = px_scope_code(CODE);

    (void)state;
    assert_int_equal(PX_COUNT(rows), PX_ROLE_COUNT);
    for (size_t i = 0; i < PX_COUNT(rows); i++) {
        px_grant grant = { rows[i].role, code };
        px_who who = { .person = 1, .grants = &grant, .n_grants = 1 };
        px_meeting meeting = meeting_for(PX_MEETING_DRAFTERS);

        assert_true(sees(rows[i].role, code, "civil-society", PX_MEETING_PUBLIC));
        assert_int_equal(sees(rows[i].role, code, "civil-society", PX_MEETING_PARTICIPANTS),
                         rows[i].participants);
        assert_int_equal(sees(rows[i].role, code, "civil-society", PX_MEETING_GROUPS),
                         rows[i].groups);
        assert_int_equal(sees(rows[i].role, code, "civil-society", PX_MEETING_PROVIDERS),
                         rows[i].providers);
        assert_int_equal(sees(rows[i].role, code, "gpai-provider", PX_MEETING_PROVIDERS),
                         rows[i].participants);
        assert_int_equal(sees(rows[i].role, code, "civil-society", PX_MEETING_DRAFTERS),
                         rows[i].drafters);
        assert_int_equal(px_meeting_may_hold(&who, &meeting), rows[i].holds);
        assert_int_equal(px_meeting_sees(&who, &meeting, PX_MEETING_DRAFT), rows[i].holds);
        assert_false(px_meeting_sees(&who, &meeting, PX_MEETING_RECORD));
        meeting.records = 1;
        assert_true(px_meeting_sees(&who, &meeting, PX_MEETING_RECORD));
        /* A role in another code is none here. */
        assert_false(sees(rows[i].role, px_scope_code(OTHER_CODE), "gpai-provider",
                          PX_MEETING_PARTICIPANTS));
        assert_false(
            sees(rows[i].role, px_scope_code(OTHER_CODE), "gpai-provider", PX_MEETING_PROVIDERS));
    }
}

/* Members of the groups that meet, and of others. */
static void test_groups(void **state)
{
    px_scope own = px_scope_group(GROUP, CODE), other = px_scope_group(OTHER_GROUP, CODE);
    px_meeting meeting = meeting_for(PX_MEETING_GROUPS);
    px_grant chair = { PX_ROLE_CHAIR, other };
    px_who who = { .person = 1, .grants = &chair, .n_grants = 1 };
    px_who nobody = { 0 };

    (void)state;
    assert_true(sees(PX_ROLE_MEMBER, own, "academia", PX_MEETING_GROUPS));
    assert_false(sees(PX_ROLE_MEMBER, other, "academia", PX_MEETING_GROUPS));
    assert_true(sees(PX_ROLE_MEMBER, other, "academia", PX_MEETING_PARTICIPANTS));
    assert_false(px_meeting_may_hold(&who, &meeting)); /* the chair of another group */
    assert_false(px_meeting_sees(&who, &meeting, PX_MEETING_DRAFT));
    chair.scope = own;
    assert_true(px_meeting_may_hold(&who, &meeting));
    assert_true(px_meeting_may_call(&who, CODE, (int64_t[]){ GROUP }, 1));
    assert_false(px_meeting_may_call(&who, CODE, (int64_t[]){ GROUP, OTHER_GROUP }, 2));
    assert_false(px_meeting_may_call(&who, CODE, NULL, 0)); /* that is for the whole code */
    assert_false(px_meeting_sees(&nobody, &meeting, PX_MEETING_PLACE));
    meeting.n_groups = 0;
    assert_false(px_meeting_sees(&who, &meeting, PX_MEETING_PLACE));
}

static px_meeting_page page_of(fixture *f, px_meeting_filter filter)
{
    px_code code = code_of(f);
    px_meeting_page page;

    assert_ok(px_meeting_list(f->reader, f->arena, &code, &filter, PX_STR("en"), &page, &f->err),
              &f->err);
    return page;
}

static size_t count(fixture *f, px_meeting_filter filter)
{
    px_meeting_page page = page_of(f, filter);

    assert_int_equal(page.total, page.count);
    return page.count;
}

static void test_list(void **state)
{
    static const px_str keys[] = { PX_STR_INIT("one"), PX_STR_INIT("two") };
    fixture *f = *state;
    px_meeting_call plenary = meeting_call("plenary"), group = meeting_call("group-meeting");
    px_meeting_page page;
    px_meeting *meetings;
    px_code code = code_of(f);

    group.groups = keys;
    group.n_groups = 2;
    group.cycle = 2;
    group.starts = PX_STR("2026-12-02");
    group.ends = PX_STR("");
    assert_ok(meeting_do(f, px_meeting_call_deed, &plenary), &f->err);
    assert_ok(meeting_do(f, px_meeting_call_deed, &group), &f->err);
    assert_ok(px_meeting_list(f->reader, f->arena, &code, &(px_meeting_filter){ 0 }, PX_STR("fr"),
                              &page, &f->err),
              &f->err);
    assert_int_equal(page.count, 2);
    meetings = page.rows;
    assert_str(meetings[0].id, group.ret_id); /* the latest first */
    assert_str(meetings[1].title, "Une réunion");
    assert_int_equal(meetings[0].n_groups, 2);
    assert_str(meetings[0].groups[1].name, "two");
    assert_str(meetings[0].code_id, "test");
    assert_true(meetings[0].starts.day_only);
    assert_false(meetings[1].starts.day_only);
    assert_int_equal(count(f, (px_meeting_filter){ .kind = PX_STR("plenary") }), 1);
    assert_int_equal(count(f, (px_meeting_filter){ .kind = PX_STR("board") }), 0);
    assert_int_equal(count(f, (px_meeting_filter){ .group = PX_STR("two") }), 1);
    assert_int_equal(count(f, (px_meeting_filter){ .cycle = 1 }), 1);
    assert_int_equal(count(f, (px_meeting_filter){ .process = PX_STR("first") }), 2);
    assert_int_equal(count(f, (px_meeting_filter){ .process = PX_STR("second") }), 0);
    assert_int_equal(count(f, (px_meeting_filter){ .category = PX_STR("academia") }), 0);
}

static int exec_deed(px_db *db, void *sql, px_error *err)
{
    return px_db_exec(db, sql, err);
}

/* A call on each of 23 days, two on the same hour, and a step that lost its day: by the table. */
static size_t many_meetings(fixture *f)
{
    static const char undated[] = "UPDATE step SET starts = '', starts_at = 0, ends = '', "
                                  "ends_at = 0 WHERE id = (SELECT min(step) FROM meeting)";
    size_t n = 0;

    for (int day = 1; day <= 23; day++) {
        px_meeting_call call = meeting_call(day % 5 ? "plenary" : "board");

        call.starts = px_str_of(px_arena_format(f->arena, "2026-12-%02dT10:00", day - day % 2));
        call.ends = PX_STR("");
        if (day == 1)
            call.starts = PX_STR("2026-12-01T10:00");
        assert_ok(meeting_do(f, px_meeting_call_deed, &call), &f->err);
        n++;
    }
    assert_ok(px_house_write(f->house, exec_deed, (void *)undated, &f->err), &f->err);
    return n;
}

/* Forward and back, whatever the size of a page: every meeting once, in one order. */
static void test_pages(void **state)
{
    fixture *f = *state;
    size_t all = many_meetings(f);
    px_meeting_page whole = page_of(f, (px_meeting_filter){ 0 });

    assert_int_equal(whole.count, all);
    assert_false(whole.more_after || whole.more_before);
    assert_false(whole.rows[0].starts.civil.ptr); /* without a day: at the head */
    for (size_t i = 2; i < all; i++)
        assert_true(whole.rows[i - 1].starts.at >= whole.rows[i].starts.at);
    for (size_t max = 1; max <= all; max += 3) {
        px_meeting_filter filter = { .max = max };
        px_meeting_page page;
        size_t met = 0;

        do {
            page = page_of(f, filter);
            assert_int_equal(page.total, all);
            assert_int_equal(page.more_before, met > 0);
            for (size_t i = 0; i < page.count; i++)
                assert_str(page.rows[i].id, px_arena_cstr(f->arena, whole.rows[met++].id));
            filter.after = page.rows[page.count - 1].id;
        } while (page.more_after);
        assert_int_equal(met, all);
        filter = (px_meeting_filter){ .max = max, .before = whole.rows[all - 1].id };
        met = all - 1;
        do {
            page = page_of(f, filter);
            assert_true(page.more_after);
            for (size_t i = page.count; i-- > 0;)
                assert_str(page.rows[i].id, px_arena_cstr(f->arena, whole.rows[--met].id));
            filter.before = page.rows[0].id;
        } while (page.more_before);
        assert_int_equal(met, 0);
    }
}

static int each_count(const px_meeting *meeting, void *arg, px_error *err)
{
    size_t *left = arg;

    (void)err;
    assert_true(meeting->starts.civil.len > 0);
    return --*left == 0;
}

static void test_bounds(void **state)
{
    fixture *f = *state;
    size_t all = many_meetings(f), left = all;
    px_code code = code_of(f), other = { .row = code.row + 1, .id = PX_STR("other") };
    px_meeting_filter filter = { .max = 2 };
    px_meeting_page page, boards = page_of(f, (px_meeting_filter){ .kind = PX_STR("board") });
    px_meeting_choices choices;

    assert_int_equal(boards.total, 4);
    page = page_of(f, (px_meeting_filter){ .kind = PX_STR("board"), .max = 3 });
    assert_int_equal(page.count, 3);
    assert_int_equal(page.total, 4);
    assert_true(page.more_after);
    assert_ok(px_time_parse(PX_STR("2026-12-02T09:00:00Z"), &filter.from, &f->err), &f->err);
    assert_ok(px_time_parse(PX_STR("2026-12-06T09:00:00Z"), &filter.until, &f->err), &f->err);
    page = page_of(f, filter); /* the 2nd twice, the 4th twice; the 6th begins at the bound */
    assert_int_equal(page.total, 4);
    assert_ok(px_meeting_each(f->reader, f->arena, &code, &filter, PX_STR("en"), each_count, &left,
                              &f->err),
              &f->err);
    assert_int_equal(left, all - 4);
    left = 1; /* one is enough */
    assert_ok(px_meeting_each(f->reader, f->arena, &code, &filter, PX_STR("en"), each_count, &left,
                              &f->err),
              &f->err);
    assert_int_equal(left, 0);
    filter = (px_meeting_filter){ .after = PX_STR("nosuchmeeting") };
    assert_fails(px_meeting_list(f->reader, f->arena, &code, &filter, PX_STR("en"), &page, &f->err),
                 PX_ERR_INVALID);
    filter.after = boards.rows[0].id; /* of another code */
    assert_fails(
        px_meeting_list(f->reader, f->arena, &other, &filter, PX_STR("en"), &page, &f->err),
        PX_ERR_INVALID);
    assert_ok(px_meeting_choices_read(f->reader, f->arena, &code, PX_STR("en"), &choices, &f->err),
              &f->err);
    assert_int_equal(choices.n_kinds, 2);
    assert_int_equal(choices.n_cycles, 1);
    assert_int_equal(choices.cycles[0], 1);
    assert_int_equal(choices.n_groups, 0);
}

static void test_words(void **state)
{
    px_meeting_audience audience;

    (void)state;
    for (unsigned i = 0; i < PX_MEETING_AUDIENCE_COUNT; i++) {
        const char *name = px_meeting_audience_name((px_meeting_audience)i);

        assert_true(px_meeting_audience_find(px_str_of(name), &audience));
        assert_int_equal(audience, i);
        assert_non_null(px_meeting_audience_title(audience));
    }
    assert_false(px_meeting_audience_find(PX_STR("all"), &audience));
    assert_non_null(px_meeting_kind_find(PX_STR("provider-workshop")));
    assert_null(px_meeting_kind_find(PX_STR("draft")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_roles),
        cmocka_unit_test(test_groups),
        cmocka_unit_test(test_words),
        cmocka_unit_test_setup_teardown(test_list, meeting_setup, teardown),
        cmocka_unit_test_setup_teardown(test_pages, meeting_setup, teardown),
        cmocka_unit_test_setup_teardown(test_bounds, meeting_setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
