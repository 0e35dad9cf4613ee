/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "drafting/people/person.h"
#include "unit/drafting/process_fixture.h"

static const px_str first_chapter[] = { PX_STR_INIT("cps0100000") };
static const px_str other_chapters[] = { PX_STR_INIT("cps0200000"), PX_STR_INIT("cps0300000") };
static const px_plan_text name[] = { { PX_STR_INIT("en"), PX_STR_INIT("New"),
                                       PX_STR_INIT("Subject") } };

static int begin(void **state)
{
    setup(state);
    set_clock("2027-01-04T09:00:00Z");
    begin_process(*state, SMALL_TEMPLATE, "p", "2027-01-06", "");
    return 0;
}

static px_group_change change_of(const char *key)
{
    return (px_group_change){
        .code = PX_STR("gpai"),
        .process = PX_STR("p"),
        .key = px_str_of(key),
        .texts = name,
        .n_texts = 1,
        .reason = PX_STR("Why."),
        .author = "operator",
    };
}

static px_group group_at(fixture *f, const char *key, const char *time)
{
    px_process p = process_of(f, "p");
    px_group *groups;
    size_t count;

    assert_ok(px_group_list(f->reader, f->arena, &p, PX_STR("en"), time_of(time), &groups, &count,
                            &f->err),
              &f->err);
    for (size_t i = 0; i < count; i++)
        if (px_str_is(groups[i].key, key))
            return groups[i];
    return (px_group){ 0 };
}

/* Names and chapters stay readable as they were. */
static void test_over_time(void **state)
{
    fixture *f = *state;
    px_group_change change = change_of("one");
    px_group_name *names;
    px_group group;
    size_t count;

    set_clock("2027-02-01T00:00:00Z");
    assert_ok(px_house_write(f->house, px_group_rename_deed, &change, &f->err), &f->err);
    set_clock("2027-03-01T00:00:00Z");
    change.chapters = other_chapters;
    change.n_chapters = 2;
    assert_ok(px_house_write(f->house, px_group_rescope_deed, &change, &f->err), &f->err);
    group = group_at(f, "one", "2027-01-15T00:00:00Z");
    assert_str(group.name, "One");
    assert_int_equal(group.n_chapters, 1);
    group = group_at(f, "one", "2027-02-15T00:00:00Z");
    assert_str(group.name, "New");
    assert_str(group.text, "Subject");
    assert_str(group.chapters[0], "cps0100000");
    group = group_at(f, "one", "2027-03-15T00:00:00Z");
    assert_int_equal(group.n_chapters, 2);
    assert_str(group.chapters[1], "cps0300000");
    assert_ok(
        px_group_name_list(f->reader, f->arena, &group, PX_STR("en"), &names, &count, &f->err),
        &f->err);
    assert_int_equal(count, 2);
    assert_str(names[0].name, "One");
    assert_int_equal(names[0].until, time_of("2027-02-01T00:00:00Z"));
    assert_int_equal(names[1].until, PX_TIME_NONE);
    assert_int_equal(acts_of(f, "group.renamed") + acts_of(f, "group.rescoped"), 2);
}

/* No chapter belongs to two groups at a time; what one gives up another can take. */
static void test_chapters(void **state)
{
    fixture *f = *state;
    px_group_change change = change_of("two");

    change.chapters = first_chapter;
    change.n_chapters = 1;
    assert_fails(px_house_write(f->house, px_group_rescope_deed, &change, &f->err),
                 PX_ERR_CONFLICT);
    change = change_of("three");
    change.chapters = first_chapter;
    change.n_chapters = 1;
    assert_fails(px_house_write(f->house, px_group_form_deed, &change, &f->err), PX_ERR_CONFLICT);
    change = change_of("one");
    assert_ok(px_house_write(f->house, px_group_rescope_deed, &change, &f->err), &f->err);
    change = change_of("three");
    change.chapters = first_chapter;
    change.n_chapters = 1;
    assert_ok(px_house_write(f->house, px_group_form_deed, &change, &f->err), &f->err);
    assert_int_equal(strlen(change.ret_id), PX_PUBLIC_ID_LEN);
    assert_fails(px_house_write(f->house, px_group_form_deed, &change, &f->err), PX_ERR_EXISTS);
    change.chapters = (px_str[]){ PX_STR("cps0200000"), PX_STR("cps0200000") };
    change.n_chapters = 2;
    assert_fails(px_house_write(f->house, px_group_rescope_deed, &change, &f->err), PX_ERR_INVALID);
    change.chapters = (px_str[]){ PX_STR("no") };
    change.n_chapters = 1;
    assert_fails(px_house_write(f->house, px_group_rescope_deed, &change, &f->err), PX_ERR_INVALID);
}

/* A group ends with the roles in it, and frees its chapters. */
static void test_end(void **state)
{
    fixture *f = *state;
    px_group_change change = change_of("one");
    px_process p = process_of(f, "p");
    px_group group;

    set_clock("2027-02-01T00:00:00Z");
    change.reason = PX_STR("");
    assert_fails(px_house_write(f->house, px_group_end_deed, &change, &f->err), PX_ERR_INVALID);
    change.reason = PX_STR("Done.");
    assert_ok(px_house_write(f->house, px_group_end_deed, &change, &f->err), &f->err);
    assert_int_equal(group_at(f, "one", "2027-02-02T00:00:00Z").row, 0);
    assert_str(group_at(f, "one", "2027-01-15T00:00:00Z").name, "One");
    assert_ok(px_group_find(f->reader, f->arena, &p, PX_STR("one"), PX_STR("en"), &group, &f->err),
              &f->err);
    assert_str(group.name, "One"); /* as it was when it ended */
    assert_int_equal(group.until, time_of("2027-02-01T00:00:00Z"));
    assert_fails(px_house_write(f->house, px_group_rename_deed, &change, &f->err), PX_ERR_CONFLICT);
    set_clock("2027-02-02T00:00:00Z");
    change = change_of("two");
    change.chapters = first_chapter;
    change.n_chapters = 1;
    assert_ok(px_house_write(f->house, px_group_rescope_deed, &change, &f->err), &f->err);
}

/* Two changes within a millisecond, or with a clock that was set back, still follow each other. */
static void test_set_back(void **state)
{
    fixture *f = *state;
    px_group_change change = change_of("one");
    px_group_name *names;
    px_group group;
    size_t count;

    assert_ok(px_house_write(f->house, px_group_rename_deed, &change, &f->err), &f->err);
    set_clock("2026-12-01T09:00:00Z");
    assert_ok(px_house_write(f->house, px_group_rename_deed, &change, &f->err), &f->err);
    group = group_at(f, "one", "2027-01-05T00:00:00Z");
    assert_ok(
        px_group_name_list(f->reader, f->arena, &group, PX_STR("en"), &names, &count, &f->err),
        &f->err);
    assert_int_equal(count, 3);
    for (size_t i = 0; i + 1 < count; i++) {
        assert_true(names[i].since < names[i].until);
        assert_int_equal(names[i].until, names[i + 1].since);
    }
}

typedef struct chairing {
    px_person person;
    px_grant grant;
} chairing;

static int appoint(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    chairing *c = arg;
    int rc = px_person_add(db, arena, &c->person, err);

    return rc < 0 ? rc : px_grant_give(db, &c->person, &c->grant, PX_STR(""), "operator", err);
}

static void test_roles_end(void **state)
{
    fixture *f = *state;
    px_group_change change = change_of("one");
    px_group group = group_at(f, "one", "2027-01-05T00:00:00Z");
    chairing c = {
        .person = { .name = PX_STR_INIT("Ada Berg"),
                    .mail = PX_STR_INIT("ada@example.eu"),
                    .category = PX_STR_INIT("academia"),
                    .country = PX_STR_INIT("BE"),
                    .language = PX_STR_INIT("en"),
                    .display = PX_STR_INIT("name"),
                    .digest = PX_STR_INIT("each"),
                    .state = PX_STR_INIT("active") },
        .grant = { .role = PX_ROLE_CHAIR, .scope = px_scope_group(group.row, group.code) },
    };

    assert_ok(px_house_write(f->house, appoint, &c, &f->err), &f->err);
    assert_int_equal(acts_of(f, "person.appointed"), 1);
    assert_ok(px_house_write(f->house, px_group_end_deed, &change, &f->err), &f->err);
    assert_int_equal(acts_of(f, "person.dismissed"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_over_time, begin, teardown),
        cmocka_unit_test_setup_teardown(test_chapters, begin, teardown),
        cmocka_unit_test_setup_teardown(test_end, begin, teardown),
        cmocka_unit_test_setup_teardown(test_set_back, begin, teardown),
        cmocka_unit_test_setup_teardown(test_roles_end, begin, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
