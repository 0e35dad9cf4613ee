/* SPDX-License-Identifier: EUPL-1.2 */
/* From a deed to the queue: words, wishes, notices, digests with a moved clock. Sending itself is
 * tried against real servers in test_courier and tests/cli/mail.t. */
#include "unit/drafting/people_fixture.h"

#include "base/random.h"
#include "drafting/mail/mail_queue.h"
#include "store/job.h"
#include "store/setting.h"

/* Sunday, 29 November 2026, 12:00 in UTC, which is 13:00 in Brussels. */
#define NOON ((px_time)1795953600000)
#define HOUR ((px_time)3600000)

static px_time now;

static px_time clock_read(void *arg)
{
    (void)arg;
    return now;
}

static int mail_setup(void **state)
{
    now = NOON;
    px_clock_set(clock_read, NULL);
    return setup(state);
}

/* ---- Deeds */

typedef struct adding {
    px_mail_kind kind;
    px_mail_to to;
    const px_mail_text *text;
    const px_audience *audiences;
    size_t n_audiences;
} adding;

static int add_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    const adding *a = arg;

    if (a->audiences)
        return px_notice_add_all(db, a->kind, a->audiences, a->n_audiences, a->text, err);
    return px_mail_add(db, f->arena, a->kind, &a->to, a->text, err);
}

static int add(fixture *f, px_mail_kind kind, int64_t person, const px_mail_text *text)
{
    adding a = { kind, { .person = person }, text, NULL, 0 };

    return people_do(f, add_run, &a);
}

static int add_address(fixture *f, const char *address, const char *language,
                       const px_mail_text *text)
{
    adding a = {
        PX_MAIL_APPLICATION, { 0, px_str_of(address), px_str_of(language) }, text, NULL, 0
    };

    return people_do(f, add_run, &a);
}

static int notify_all(fixture *f, const px_audience *audiences, size_t count,
                      const px_mail_text *text)
{
    adding a = { PX_MAIL_ROUND, { 0 }, text, audiences, count };

    return people_do(f, add_run, &a);
}

static int notify(fixture *f, const px_audience *audience, const px_mail_text *text)
{
    return notify_all(f, audience, 1, text);
}

typedef struct wishing {
    int64_t person;
    const char *wish;
} wishing;

static int wish_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    const wishing *w = arg;

    (void)f;
    return px_mail_wish(db, w->person, px_str_of(w->wish), err);
}

static int wish(fixture *f, const px_person *person, const char *text)
{
    wishing w = { person->row, text };

    return people_do(f, wish_run, &w);
}

static int sql_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    (void)f;
    return px_db_exec(db, arg, err);
}

static void sql(fixture *f, const char *text)
{
    assert_ok(people_do(f, sql_run, px_arena_cstr(f->arena, px_str_of(text))), &f->err);
}

static int change_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    const px_mail_row *m = arg;

    (void)f;
    return m->state == PX_MAIL_FAILED ? px_mail_retry(db, m->id, err)
                                      : px_mail_drop(db, m->id, err);
}

static size_t list(fixture *f, px_mail_state state, px_mail_row **ret_mails)
{
    px_mail_query ask = { state, PX_MAIL_KIND_COUNT, 0, 1000 };
    size_t count;

    assert_ok(px_mail_list(f->reader, f->arena, &ask, ret_mails, &count, &f->err), &f->err);
    return count;
}

static void run_job(fixture *f, px_job_fn *job)
{
    const px_job_work work = { NULL, f->house, f->reader, f->arena, NULL };

    assert_ok(job(&work, &f->err), &f->err);
}

static const px_mail_text simple = { .subject = "A subject", .body = "A body." };

/* ---- One mail */

static void words_links_and_languages(void **state)
{
    fixture *f = *state;
    const px_arg args[] = { { "title", PX_STR_INIT("Review {x}") },
                            { "title_fr", PX_STR_INIT("Révision") } };
    const px_mail_text text = { "On {title}", "See {title}.", args, 2, "/codes/gpai" };
    px_mail_row *mails;

    assert_ok(px_setting_set(f->house, "site.address", PX_STR("https://code.example.eu"), &f->err),
              &f->err);
    assert_ok(add_address(f, "a@example.eu", "en", &text), &f->err);
    assert_ok(add_address(f, "b@example.eu", "fr", &text), &f->err);
    assert_ok(add_address(f, "c@example.eu", "xx", &text), &f->err);
    assert_int_equal(list(f, PX_MAIL_WAITING, &mails), 3);
    assert_str(mails[2].subject, "On Review {x}");
    assert_str(mails[2].body, "See Review {x}.\n\nhttps://code.example.eu/en/codes/gpai");
    assert_str(mails[1].subject, "On Révision");
    assert_str(mails[1].body, "See Révision.\n\nhttps://code.example.eu/fr/codes/gpai");
    assert_str(mails[0].language, "en");
    assert_int_equal(mails[0].due, NOON);
}

static void subjects_and_addresses_with_control_characters_are_refused(void **state)
{
    static const char *const bad[] = { "a@b\r\nBcc: c@d", "a b@c", "<a@b>",  "a@b,c@d", "@b", "a@",
                                       "nobody",          "",      "a@b\x7f" };
    fixture *f = *state;
    const px_arg args[] = { { "title", PX_STR_INIT("x\nBcc: evil@example.eu") } };
    const px_mail_text text = { "On {title}", "{title}", args, 1, NULL };
    px_audience all = { .scope = px_scope_house() };
    px_mail_row *mails;

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_fails(add_address(f, bad[i], "en", &simple), PX_ERR_INVALID);
    assert_fails(add_address(f, "a@b", "en", &text), PX_ERR_INVALID);
    assert_fails(notify(f, &all, &text), PX_ERR_INVALID);
    assert_int_equal(list(f, PX_MAIL_STATE_COUNT, &mails), 0);
}

static void persons_get_what_they_wish(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_mail_row *mails;

    assert_ok(wish(f, &anna, "daily"), &f->err);
    assert_ok(add(f, PX_MAIL_ROUND, anna.row, &simple), &f->err);
    assert_ok(add(f, PX_MAIL_SIGN_IN, anna.row, &simple), &f->err);
    assert_int_equal(list(f, PX_MAIL_HELD, &mails), 1);
    assert_int_equal(list(f, PX_MAIL_WAITING, &mails), 1);
    assert_int_equal(mails[0].kind, PX_MAIL_SIGN_IN);
    assert_str(mails[0].name, "Anna");
    assert_ok(wish(f, &anna, "none"), &f->err);
    assert_ok(add(f, PX_MAIL_ROUND, anna.row, &simple), &f->err);
    assert_ok(add(f, PX_MAIL_RECEIPT, anna.row, &simple), &f->err);
    assert_int_equal(list(f, PX_MAIL_STATE_COUNT, &mails), 3);
    sql(f, "UPDATE person SET state = 'suspended', digest = 'each'");
    assert_ok(add(f, PX_MAIL_ROUND, anna.row, &simple), &f->err);
    sql(f, "UPDATE person SET state = 'erased', mail = NULL");
    assert_ok(add(f, PX_MAIL_RECEIPT, anna.row, &simple), &f->err);
    assert_int_equal(list(f, PX_MAIL_STATE_COUNT, &mails), 3);
    assert_fails(wish(f, &anna, "hourly"), PX_ERR_INVALID);
    assert_fails(add(f, PX_MAIL_ROUND, anna.row + 1, &simple), PX_ERR_NOT_FOUND);
}

static void links_that_open_something_are_not_shown(void **state)
{
    fixture *f = *state;
    px_mail_row mail = { .kind = PX_MAIL_SIGN_IN,
                         .body = PX_STR("Here: https://a.eu/en/sign-in/TOKEN and "
                                        "http://b.eu?x=TOKEN/ and https://c.eu") };

    assert_str(px_mail_shown(f->arena, &mail),
               "Here: https://a.eu/… and http://b.eu/… and https://c.eu/…");
    mail.kind = PX_MAIL_ROUND;
    assert_str(px_mail_shown(f->arena, &mail), mail.body.ptr);
}

static void a_mail_is_tried_anew_or_dropped(void **state)
{
    fixture *f = *state;
    px_mail_row *mails;

    assert_ok(add_address(f, "a@example.eu", "en", &simple), &f->err);
    sql(f, "UPDATE mail SET state = 'failed', tries = 7, reason = 'x', due = due + 1000000");
    assert_int_equal(list(f, PX_MAIL_FAILED, &mails), 1);
    assert_ok(people_do(f, change_run, &mails[0]), &f->err);
    assert_int_equal(list(f, PX_MAIL_WAITING, &mails), 1);
    assert_int_equal(mails[0].tries, 0);
    assert_int_equal(mails[0].due, NOON);
    assert_ok(people_do(f, change_run, &mails[0]), &f->err);
    assert_int_equal(list(f, PX_MAIL_VOID, &mails), 1);
    assert_fails(people_do(f, change_run, &mails[0]), PX_ERR_CONFLICT);
    mails[0].id = PX_STR("nothing");
    assert_fails(people_do(f, change_run, &mails[0]), PX_ERR_NOT_FOUND);
}

static void signing_in_does_not_stand_in_line(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_mail_row *mails;
    size_t count;
    bool due;

    assert_ok(px_mail_any_due(f->reader, now, &due, &f->err), &f->err);
    assert_false(due);
    assert_ok(add(f, PX_MAIL_ROUND, anna.row, &simple), &f->err);
    now += 1000;
    assert_ok(add(f, PX_MAIL_SIGN_IN, anna.row, &simple), &f->err);
    assert_ok(px_mail_due(f->reader, f->arena, now, 10, &mails, &count, &f->err), &f->err);
    assert_int_equal(count, 1);
    assert_int_equal(mails[0].kind, PX_MAIL_SIGN_IN);
    assert_ok(px_mail_due(f->reader, f->arena, now - 1, 10, &mails, &count, &f->err), &f->err);
    assert_int_equal(count, 1);
    assert_int_equal(mails[0].kind, PX_MAIL_ROUND);
}

/* ---- Notices */

/* There is a courier, and no server is set: what is of no use is void all the same. */
static void what_is_of_no_use_is_void(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_person bob = people_add(f, "Bob", "bob@example.eu");
    int courier = 0;
    const px_job_work work = { NULL, f->house, f->reader, f->arena, &courier };
    px_mail_row *mails;

    sql(f, "UPDATE person SET generated = 1 WHERE name = 'Bob'");
    assert_ok(add(f, PX_MAIL_ROUND, anna.row, &simple), &f->err);
    assert_ok(add(f, PX_MAIL_ROUND, bob.row, &simple), &f->err);
    assert_ok(add(f, PX_MAIL_SIGN_IN, anna.row, &simple), &f->err);
    assert_ok(px_mail_send_job(&work, &f->err), &f->err);
    assert_int_equal(list(f, PX_MAIL_VOID, &mails), 1);
    assert_int_equal(mails[0].person, bob.row);
    now += 2 * 3600 * 1000;
    assert_ok(px_mail_send_job(&work, &f->err), &f->err);
    assert_int_equal(list(f, PX_MAIL_VOID, &mails), 2);
    assert_int_equal(mails[0].kind, PX_MAIL_SIGN_IN);
    assert_str(mails[0].reason, "the link in it has expired");
    assert_int_equal(list(f, PX_MAIL_WAITING, &mails), 1);
}

static void a_notice_reaches_each_of_its_audience_once(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_person bela = people_add(f, "Béla", "bela@example.eu");
    px_person carl = people_add(f, "Carl", "carl@example.eu");
    px_person dora = people_add(f, "Dora", "dora@example.eu");
    px_scope code = people_code_scope(f, "first"), other = people_code_scope(f, "second");
    px_scope group = people_group_scope(f, code, "g1");
    px_audience all = { .scope = code };
    px_audience chairs = { .scope = code, .roles = 1U << PX_ROLE_CHAIR };
    px_audience inner = { .scope = group };
    px_mail_row *mails;

    assert_ok(people_give(f, &anna, PX_ROLE_MEMBER, code, ""), &f->err);
    assert_ok(people_give(f, &anna, PX_ROLE_CHAIR, group, ""), &f->err);
    assert_ok(people_give(f, &bela, PX_ROLE_MEMBER, other, ""), &f->err);
    assert_ok(people_give(f, &carl, PX_ROLE_SECRETARIAT, px_scope_house(), ""), &f->err);
    assert_ok(people_give(f, &dora, PX_ROLE_MEMBER, code, ""), &f->err);
    assert_ok(people_end(f, &dora, PX_ROLE_MEMBER, code), &f->err);
    assert_ok(notify(f, &all, &simple), &f->err);
    assert_ok(notify(f, &chairs, &simple), &f->err);
    assert_ok(notify(f, &inner, &simple), &f->err);
    run_job(f, px_mail_notice_job);
    run_job(f, px_mail_notice_job);
    assert_int_equal(list(f, PX_MAIL_STATE_COUNT, &mails), 4);
    assert_str(mails[3].name, "Anna");
    assert_str(mails[2].name, "Carl");
    assert_str(mails[1].name, "Anna");
    assert_str(mails[0].name, "Anna");
}

static void a_notice_for_a_category(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_person bela = people_add(f, "Béla", "bela@example.eu");
    px_audience academia = { .scope = px_scope_house(), .category = PX_STR("academia") };
    px_mail_row *mails;

    sql(f, "UPDATE person SET category = 'academia' WHERE name = 'Anna'");
    assert_ok(people_give(f, &anna, PX_ROLE_MEMBER, people_code_scope(f, "first"), ""), &f->err);
    assert_ok(people_give(f, &bela, PX_ROLE_MEMBER, people_code_scope(f, "first"), ""), &f->err);
    assert_ok(notify(f, &academia, &simple), &f->err);
    run_job(f, px_mail_notice_job);
    assert_int_equal(list(f, PX_MAIL_STATE_COUNT, &mails), 1);
    assert_str(mails[0].name, "Anna");
}

static void whoever_is_in_several_audiences_gets_one_mail(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_person bela = people_add(f, "Béla", "bela@example.eu");
    px_person carl = people_add(f, "Carl", "carl@example.eu");
    px_scope code = people_code_scope(f, "first");
    px_scope one = people_group_scope(f, code, "g1"), two = people_group_scope(f, code, "g2");
    px_audience both[] = { { .scope = two }, { .scope = one } };
    px_audience many[PX_AUDIENCES_MAX + 1] = { 0 };
    px_mail_row *mails;

    assert_ok(people_give(f, &anna, PX_ROLE_MEMBER, one, ""), &f->err);
    assert_ok(people_give(f, &anna, PX_ROLE_CHAIR, two, ""), &f->err);
    assert_ok(people_give(f, &bela, PX_ROLE_MEMBER, one, ""), &f->err);
    assert_ok(people_give(f, &carl, PX_ROLE_MEMBER, two, ""), &f->err);
    assert_ok(notify_all(f, both, 2, &simple), &f->err);
    run_job(f, px_mail_notice_job);
    assert_int_equal(list(f, PX_MAIL_STATE_COUNT, &mails), 3);
    assert_str(mails[2].name, "Anna");
    assert_str(mails[1].name, "Béla");
    assert_str(mails[0].name, "Carl");
    assert_fails(notify_all(f, many, PX_COUNT(many), &simple), PX_ERR_TOO_LARGE);
}

enum { CROWD = 450 }; /* more than two steps of the job */

/* Every third is in both groups, the others in one. */
static int crowd_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    const px_scope *groups = arg;
    int rc = 0;

    for (int i = 0; rc >= 0 && i < CROWD; i++) {
        px_person person = { .name = px_str_of(px_arena_format(f->arena, "Member %d", i)),
                             .mail = px_str_of(px_arena_format(f->arena, "m%d@example.eu", i)) };

        rc = px_person_add(db, f->arena, &person, err);
        for (int g = 0; rc >= 0 && g < 2; g++) {
            px_grant grant = { PX_ROLE_MEMBER, groups[g] };

            if (i % 3 == g || i % 3 == 2)
                rc = px_grant_give(db, &person, &grant, PX_STR(""), "operator", err);
        }
    }
    return rc;
}

static void a_crowd_in_several_audiences_is_told_in_steps(void **state)
{
    fixture *f = *state;
    px_scope code = people_code_scope(f, "first");
    px_scope groups[] = { people_group_scope(f, code, "g1"), people_group_scope(f, code, "g2") };
    px_audience both[] = { { .scope = groups[0] }, { .scope = groups[1] } };
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

    assert_ok(people_do(f, crowd_run, groups), &f->err);
    assert_ok(notify_all(f, both, 2, &simple), &f->err);
    run_job(f, px_mail_notice_job);
    assert_ok(px_query_start(f->reader,
                             "SELECT count(*), count(DISTINCT person) FROM mail "
                             "WHERE (SELECT done FROM notice) = 1",
                             &query, &f->err),
              &f->err);
    assert_int_equal(px_query_step(&query, &f->err), 1);
    assert_int_equal(px_query_next_int(&query), CROWD);
    assert_int_equal(px_query_next_int(&query), CROWD);
}

/* What a program before lists of audiences left in the house is still told. */
static void an_audience_without_a_list_is_read(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_audience all = { .scope = people_code_scope(f, "first") };
    px_mail_row *mails;

    assert_ok(people_give(f, &anna, PX_ROLE_MEMBER, all.scope, ""), &f->err);
    assert_ok(notify(f, &all, &simple), &f->err);
    sql(f, "UPDATE notice SET audience = trim(audience, '[]')");
    run_job(f, px_mail_notice_job);
    assert_int_equal(list(f, PX_MAIL_STATE_COUNT, &mails), 1);
}

/* ---- Digests */

static void a_digest_comes_at_seven(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_mail_row *mails;

    assert_ok(wish(f, &anna, "daily"), &f->err);
    assert_ok(add(f, PX_MAIL_ROUND, anna.row, &simple), &f->err);
    assert_ok(
        add(f, PX_MAIL_MEETING, anna.row, &(px_mail_text){ .subject = "Another", .body = "More." }),
        &f->err);
    now = NOON + 18 * HOUR - 1; /* Monday, 06:59:59.999 in Brussels */
    run_job(f, px_mail_digest_job);
    assert_int_equal(list(f, PX_MAIL_HELD, &mails), 2);
    now++;
    run_job(f, px_mail_digest_job);
    run_job(f, px_mail_digest_job);
    assert_int_equal(list(f, PX_MAIL_HELD, &mails), 0);
    assert_int_equal(list(f, PX_MAIL_VOID, &mails), 2);
    assert_int_equal(list(f, PX_MAIL_WAITING, &mails), 1);
    assert_int_equal(mails[0].kind, PX_MAIL_DIGEST);
    assert_str(mails[0].subject, "2 notices for you");
    assert_str(mails[0].body, "* A subject\n* Another\n\n* * *\n\nA subject\n\nA body.\n\n* * *\n\n"
                              "Another\n\nMore.\n");
}

static void a_digest_keeps_to_the_zone_and_the_language_of_the_person(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_mail_row *mails;

    sql(f, "UPDATE person SET zone = 'America/New_York', language = 'fr'");
    assert_ok(wish(f, &anna, "daily"), &f->err);
    assert_ok(add(f, PX_MAIL_ROUND, anna.row, &simple), &f->err);
    now = NOON + 1; /* 07:00:00.001 there: the mail came after the hour of its day */
    run_job(f, px_mail_digest_job);
    assert_int_equal(list(f, PX_MAIL_HELD, &mails), 1);
    now = NOON + 24 * HOUR;
    run_job(f, px_mail_digest_job);
    assert_int_equal(list(f, PX_MAIL_WAITING, &mails), 1);
    assert_str(mails[0].language, "fr");
}

static void a_weekly_digest_comes_on_monday(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_mail_row *mails;

    now = NOON + 20 * HOUR; /* Monday, 09:00 in Brussels */
    assert_ok(wish(f, &anna, "weekly"), &f->err);
    assert_ok(add(f, PX_MAIL_ROUND, anna.row, &simple), &f->err);
    for (int day = 0; day < 6; day++) {
        now += 24 * HOUR;
        run_job(f, px_mail_digest_job);
        assert_int_equal(list(f, PX_MAIL_HELD, &mails), 1);
    }
    now = NOON + 18 * HOUR + 7 * 24 * HOUR;
    run_job(f, px_mail_digest_job);
    assert_int_equal(list(f, PX_MAIL_WAITING, &mails), 1);
}

static void another_wish_frees_what_is_held(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_person bela = people_add(f, "Béla", "bela@example.eu");
    px_mail_row *mails;

    assert_ok(wish(f, &anna, "weekly"), &f->err);
    assert_ok(wish(f, &bela, "weekly"), &f->err);
    assert_ok(add(f, PX_MAIL_ROUND, anna.row, &simple), &f->err);
    assert_ok(add(f, PX_MAIL_ROUND, bela.row, &simple), &f->err);
    assert_ok(wish(f, &anna, "each"), &f->err);
    assert_ok(wish(f, &bela, "none"), &f->err);
    run_job(f, px_mail_digest_job);
    assert_int_equal(list(f, PX_MAIL_WAITING, &mails), 1);
    assert_str(mails[0].name, "Anna");
    assert_int_equal(list(f, PX_MAIL_VOID, &mails), 1);
}

/* ---- The link to unsubscribe */

static void a_token_stands_for_one_person_of_this_house(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_str token = px_mail_token(f->arena, f->house, anna.id), id;
    char *bad = px_arena_cstr(f->arena, token);

    assert_true(px_mail_token_read(f->house, token, &id));
    assert_str(id, px_arena_cstr(f->arena, anna.id));
    for (size_t i = 0; i < token.len; i++) {
        char kept = bad[i];

        bad[i] = kept == '0' ? '1' : '0';
        assert_false(px_mail_token_read(f->house, px_str_of(bad), &id));
        bad[i] = kept;
    }
    assert_false(px_mail_token_read(f->house, px_str_sub(token, 0, token.len - 1), &id));
    assert_false(px_mail_token_read(f->house, PX_STR(""), &id));
}

#define WITH_HOUSE(test) cmocka_unit_test_setup_teardown(test, mail_setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_HOUSE(words_links_and_languages),
        WITH_HOUSE(subjects_and_addresses_with_control_characters_are_refused),
        WITH_HOUSE(persons_get_what_they_wish),
        WITH_HOUSE(links_that_open_something_are_not_shown),
        WITH_HOUSE(a_mail_is_tried_anew_or_dropped),
        WITH_HOUSE(signing_in_does_not_stand_in_line),
        WITH_HOUSE(what_is_of_no_use_is_void),
        WITH_HOUSE(a_notice_reaches_each_of_its_audience_once),
        WITH_HOUSE(a_notice_for_a_category),
        WITH_HOUSE(whoever_is_in_several_audiences_gets_one_mail),
        WITH_HOUSE(a_crowd_in_several_audiences_is_told_in_steps),
        WITH_HOUSE(an_audience_without_a_list_is_read),
        WITH_HOUSE(a_digest_comes_at_seven),
        WITH_HOUSE(a_digest_keeps_to_the_zone_and_the_language_of_the_person),
        WITH_HOUSE(a_weekly_digest_comes_on_monday),
        WITH_HOUSE(another_wish_frees_what_is_held),
        WITH_HOUSE(a_token_stands_for_one_person_of_this_house),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
