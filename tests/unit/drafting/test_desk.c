/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "code/code.h"
#include "drafting/desk.h"
#include "unit/house_fixture.h"

#define NOW ((px_time)1767225600000) /* 2026-01-01T00:00:00Z */
#define HOUR ((px_time)3600 * 1000)
#define DAY (24 * HOUR)

static const px_grant secretariat = { PX_ROLE_SECRETARIAT, { .kind = PX_SCOPE_HOUSE } };
static const px_grant member = { PX_ROLE_MEMBER, { PX_SCOPE_GROUP, 1, 1 } };
static const px_grant other = { PX_ROLE_SECRETARIAT, { PX_SCOPE_CODE, 99, 99 } };

static int run_sql(px_db *db, void *sql, px_error *err)
{
    return px_db_exec(db, sql, err);
}

static void sql(fixture *f, const char *text)
{
    assert_ok(px_house_write(f->house, run_sql, (void *)(uintptr_t)text, &f->err), &f->err);
}

static int make_code(px_db *db, void *unused, px_error *err)
{
    int64_t row;
    bool made;

    (void)unused;
    return px_code_keep(db, PX_STR("test"), &row, &made, err);
}

/* A code (row 1) with a process, and a person (row 1). */
static int setup_process(void **state)
{
    int rc = setup(state);
    fixture *f = *state;

    assert_ok(px_house_write(f->house, make_code, NULL, &f->err), &f->err);
    sql(f, "INSERT INTO process (id, code, key, template, zone, window_days, created) "
           "VALUES (1, 1, 'main', 'none', 'Europe/Brussels', 14, 0);"
           "INSERT INTO person (id, public_id, name, mail, created, sort_key) "
           "VALUES (1, 'aaaaaaaaaa', 'Somebody', 'somebody@example.eu', 0, 'somebody');");
    return rc;
}

static px_desk desk_of(fixture *f, const px_grant *grant, px_time now)
{
    px_who who = { .person = 1, .id = PX_STR_INIT("aaaaaaaaaa") };
    px_desk desk;

    if (grant) {
        who.grants = px_arena_array(f->arena, 1, sizeof(*grant));
        who.grants[0] = *grant;
        who.n_grants = 1;
    }
    assert_ok(px_desk_read(f->reader, f->arena,
                           &(px_desk_order){ .who = &who, .now = now, .language = PX_STR("fr") },
                           &desk, &f->err),
              &f->err);
    return desk;
}

static const px_desk_item *item_of(const px_desk *desk, const char *source)
{
    for (size_t i = 0; i < desk->count; i++)
        if (strcmp(desk->items[i].source->name, source) == 0)
            return &desk->items[i];
    return NULL;
}

static void test_nobody(void **state)
{
    fixture *f = *state;
    px_who who = { 0 };
    px_desk desk;

    assert_ok(px_desk_read(f->reader, f->arena,
                           &(px_desk_order){ .who = &who, .now = NOW, .language = PX_STR("en") },
                           &desk, &f->err),
              &f->err);
    assert_int_equal(desk.count, 0);
    assert_int_equal(desk_of(f, &secretariat, NOW).count, 0);
}

/* A step of a day is overdue when the day is over, and not a millisecond before. */
static void test_step(void **state)
{
    fixture *f = *state;
    const px_desk_item *item;
    px_desk desk;

    sql(f,
        "INSERT INTO step (id, public_id, key, process, kind, position, starts, starts_at) VALUES "
        "(1, 'ssssssssss', 'k', 1, 'plenary', 1, '2026-01-01T00:00:00', 1767225600000);"
        "INSERT INTO step_text (step, language, title) VALUES (1, 'en', 'A day');");
    assert_int_equal(desk_of(f, &secretariat, NOW + DAY - 1).count, 0);
    desk = desk_of(f, &secretariat, NOW + DAY);
    item = item_of(&desk, "steps-overdue");
    assert_non_null(item);
    assert_true(item->overdue && item->day_only);
    assert_int_equal(desk.n_overdue, 1);
    assert_str(item->title, "A day");
    assert_str(item->code, "test");
    assert_str(item->address, "/codes/test/processes/main/plan#step-ssssssssss");
    assert_int_equal(desk_of(f, &other, NOW + DAY).count, 0);
    assert_int_equal(desk_of(f, &member, NOW + DAY).count, 0);
    sql(f, "UPDATE step SET state = 'done'");
    assert_int_equal(desk_of(f, &secretariat, NOW + DAY).count, 0);
}

/* A round is open for members up to the end of its last second; the secretariat hears of its end in
 * the last week. */
static void test_round(void **state)
{
    fixture *f = *state;
    px_desk desk;

    sql(f, "INSERT INTO step (id, public_id, key, process, kind, cycle, position) VALUES "
           "(1, 'ssssssssss', 'k', 1, 'written-feedback', 2, 1);"
           "INSERT INTO round (step, process, number, opens, opens_at, closes, closes_at, late) "
           "VALUES (1, 1, 1, '', 1767225600000, '', 1768435200000, 'refuse');");
    assert_int_equal(desk_of(f, &member, NOW - 1).count, 0);
    desk = desk_of(f, &member, NOW);
    assert_int_equal(desk.count, 1);
    assert_string_equal(desk.items[0].source->name, "rounds-open");
    assert_int_equal(desk.items[0].due, NOW + 14 * DAY);
    assert_str(desk.items[0].title, "contributions écrites");
    assert_str(desk.items[0].address, "/codes/test/processes/main/cycles/2");
    assert_int_equal(desk_of(f, &member, NOW + 14 * DAY + 999).count, 1);
    assert_int_equal(desk_of(f, &member, NOW + 14 * DAY + 1000).count, 0);
    assert_int_equal(desk_of(f, &secretariat, NOW + 7 * DAY - 1).count, 0);
    desk = desk_of(f, &secretariat, NOW + 8 * DAY);
    assert_int_equal(desk.count, 1);
    assert_string_equal(desk.items[0].source->name, "rounds-closing");
    assert_int_equal(desk_of(f, NULL, NOW).count, 0);
}

static void test_applications(void **state)
{
    fixture *f = *state;
    const px_desk_item *item;
    px_desk desk;

    sql(f,
        "INSERT INTO call (id, public_id, process, kind, opens, closes, opens_civil, closes_civil, "
        "consent_version) VALUES (1, 'cccccccccc', 1, 'participants', 1767225600000, "
        "1768435200000, '', '', 1);"
        "INSERT INTO call_text VALUES (1, 'en', 'Take part', ''), (1, 'fr', 'Participez', '');"
        "INSERT INTO application (public_id, call, name, mail, language, category, country, "
        "consent_version, received, state) VALUES ('p1', 1, 'A', 'a@x.eu', 'en', '', '', 1, 5, "
        "'received'), "
        "('p2', 1, 'B', 'b@x.eu', 'en', '', '', 1, 4, 'received');");
    desk = desk_of(f, &secretariat, NOW);
    item = item_of(&desk, "applications");
    assert_non_null(item);
    assert_int_equal(item->count, 2);
    assert_int_equal(item->since, 4);
    assert_str(item->title, "Participez");
    assert_null(item_of(&desk, "candidacies"));
    /* Whoever has no part in the code yet is told of the call while it is open. */
    desk = desk_of(f, NULL, NOW);
    item = item_of(&desk, "calls");
    assert_non_null(item);
    assert_int_equal(item->due, NOW + 14 * DAY);
    assert_null(item_of(&desk, "applications"));
    assert_int_equal(desk_of(f, NULL, NOW + 15 * DAY).count, 0);
    assert_int_equal(desk_of(f, &member, NOW).count, 0);
    sql(f, "UPDATE application SET state = 'accepted', person = 1 WHERE public_id = 'p1'");
    assert_int_equal(desk_of(f, NULL, NOW).count, 0);
}

/* Overdue first, then what is urgent, then by deadline, then the rest. */
static void test_order(void **state)
{
    static const char *const order[] = { "steps-overdue", "mails-failed", "rounds-closing",
                                         "applications" };
    fixture *f = *state;
    px_desk desk;

    sql(f,
        "INSERT INTO step (id, public_id, key, process, kind, position, starts, starts_at) VALUES "
        "(1, 's1', 'k1', 1, 'plenary', 1, 'x', 1), (2, 's2', 'k2', 1, 'written-feedback', 2, '', "
        "0);"
        "INSERT INTO round (step, process, number, opens, opens_at, closes, closes_at, late) "
        "VALUES (2, 1, 1, '', 1, '', 1767225600001, 'refuse');"
        "INSERT INTO call (id, public_id, process, kind, opens, closes, opens_civil, closes_civil, "
        "consent_version) VALUES (1, 'c', 1, 'participants', 1, 2, '', '', 1);"
        "INSERT INTO call_text VALUES (1, 'en', 'Take part', '');"
        "INSERT INTO application (public_id, call, name, mail, language, category, country, "
        "consent_version, received, state) VALUES ('p1', 1, 'A', 'a@x.eu', 'en', '', '', 1, 5, "
        "'received');"
        "INSERT INTO mail (public_id, kind, address, language, subject, body, state, created, "
        "due) VALUES ('m1', 'round', 'a@x.eu', 'en', 's', 'b', 'failed', 7, 7), "
        "('m2', 'round', 'a@x.eu', 'en', 's', 'b', 'sent', 7, 7);");
    desk = desk_of(f, &secretariat, NOW);
    assert_int_equal(desk.count, PX_COUNT(order));
    for (size_t i = 0; i < PX_COUNT(order); i++)
        assert_string_equal(desk.items[i].source->name, order[i]);
    assert_int_equal(desk.items[1].count, 1);
}

static void test_house(void **state)
{
    static const char *const wait =
        "INSERT INTO mail (public_id, kind, address, language, subject, body, state, created, due) "
        "VALUES ('m1', 'round', 'a@x.eu', 'en', 's', 'b', 'waiting', 1767225600000, "
        "1767225600000);"
        "UPDATE person SET retain_until = 1767225600000 + 20 * 86400000;";
    fixture *f = *state;
    const px_desk_item *item;
    px_desk desk;

    sql(f, wait);
    desk = desk_of(f, &secretariat, NOW);
    assert_null(item_of(&desk, "mails-stuck"));
    item = item_of(&desk, "retention");
    assert_non_null(item);
    assert_int_equal(item->due, NOW + 20 * DAY);
    assert_false(item->overdue);
    desk = desk_of(f, &secretariat, NOW + HOUR);
    assert_non_null(item_of(&desk, "mails-stuck"));
    assert_int_equal(desk_of(f, &other, NOW + HOUR).count, 0); /* not of the whole house */
}

/* A meeting of group 1: its chair holds it and publishes its minutes, its members attend, those of
 * another group do not hear of it. */
static void test_meeting(void **state)
{
    static const px_grant chair = { PX_ROLE_CHAIR, { PX_SCOPE_GROUP, 1, 1 } };
    static const px_grant elsewhere = { PX_ROLE_MEMBER, { PX_SCOPE_GROUP, 2, 1 } };
    fixture *f = *state;
    px_desk desk;

    sql(f, "INSERT INTO working_group (id, public_id, process, key, position, since) VALUES "
           "(1, 'g1', 1, 'one', 1, 0), (2, 'g2', 1, 'two', 2, 0);"
           "INSERT INTO step (id, public_id, key, process, kind, position, starts, starts_at, "
           "ends, ends_at, day_only) VALUES (1, 's1', 'k1', 1, 'group-meeting', 1, "
           "'2026-01-02T01:00:00', 1767312000000, '2026-01-02T02:00:00', 1767315600000, 0);"
           "INSERT INTO meeting (id, public_id, step, process, may_attend, sees_papers, called, "
           "act) VALUES (1, 'mmmmmmmmmm', 1, 1, 'groups', 'groups', 1, '');"
           "INSERT INTO meeting_group VALUES (1, 1);");
    desk = desk_of(f, &chair, NOW);
    assert_int_equal(desk.count, 1);
    assert_string_equal(desk.items[0].source->name, "meetings-to-hold");
    assert_int_equal(desk.items[0].due, NOW + DAY);
    assert_str(desk.items[0].address, "/meetings/mmmmmmmmmm");
    desk = desk_of(f, &member, NOW);
    assert_int_equal(desk.count, 1);
    assert_string_equal(desk.items[0].source->name, "meetings-to-come");
    assert_int_equal(desk_of(f, &elsewhere, NOW).count, 0);
    desk = desk_of(f, &chair, NOW + DAY + HOUR);
    assert_int_equal(desk.count, 1);
    assert_string_equal(desk.items[0].source->name, "minutes");
    assert_int_equal(desk.items[0].since, NOW + DAY + HOUR);
    assert_int_equal(desk_of(f, &member, NOW + DAY + HOUR).count, 0);
    sql(f, "UPDATE step SET state = 'cancelled'");
    assert_int_equal(desk_of(f, &chair, NOW).count, 0);
}

/* One source cannot fill the desk. */
static void test_bound(void **state)
{
    fixture *f = *state;

    sql(f, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150) "
           "INSERT INTO step (public_id, key, process, kind, position, starts, starts_at) "
           "SELECT 's' || i, 'k' || i, 1, 'plenary', i, 'x', i FROM n;");
    assert_int_equal(desk_of(f, &secretariat, NOW).count, PX_DESK_MAX_OF_SOURCE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nobody, setup_process, teardown),
        cmocka_unit_test_setup_teardown(test_step, setup_process, teardown),
        cmocka_unit_test_setup_teardown(test_round, setup_process, teardown),
        cmocka_unit_test_setup_teardown(test_applications, setup_process, teardown),
        cmocka_unit_test_setup_teardown(test_order, setup_process, teardown),
        cmocka_unit_test_setup_teardown(test_house, setup_process, teardown),
        cmocka_unit_test_setup_teardown(test_meeting, setup_process, teardown),
        cmocka_unit_test_setup_teardown(test_bound, setup_process, teardown),
    };

    return cmocka_run_group_tests_name("desk", tests, NULL, NULL);
}
