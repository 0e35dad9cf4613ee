/* SPDX-License-Identifier: EUPL-1.2 */
/* Calls and applications: the window to the second, confirming, changing, deciding. */
#include "drafting/people/application.h"
#include "drafting/people/appointment.h"
#include "unit/drafting/process_fixture.h"

static const unsigned char secret[32] = { 1, 2, 3 };

static px_call open_call(fixture *f, const char *kind, const char *late)
{
    const px_plan_text texts[] = { { PX_STR_INIT("en"), PX_STR_INIT("Come"), PX_STR_INIT("All") } };
    px_call_open open = { .code = PX_STR("gpai"),
                          .process = PX_STR("first"),
                          .kind = px_str_of(kind),
                          .closes = PX_STR("2027-01-20"),
                          .late = px_str_of(late),
                          .texts = texts,
                          .n_texts = 1,
                          .author = "operator" };
    px_call call;

    set_clock("2027-01-11T09:00:00Z");
    begin_process(f, SMALL_TEMPLATE, "first", "2027-01-11", "");
    assert_ok(px_house_write(f->house, px_call_open_deed, &open, &f->err), &f->err);
    assert_ok(
        px_call_find(f->reader, f->arena, px_str_of(open.ret_id), PX_STR("fr"), &call, &f->err),
        &f->err);
    return call;
}

static px_application given(const char *mail, const char *category)
{
    return (px_application){ .name = PX_STR("Ann"),
                             .mail = px_str_of(mail),
                             .language = PX_STR("fr"),
                             .organisation = PX_STR("Acme"),
                             .category = px_str_of(category),
                             .country = PX_STR("BE"),
                             .motivation = PX_STR("Because."),
                             .expertise = PX_STR("Much."),
                             .interests = PX_STR("None."),
                             .consent_version = 1 };
}

static int send_one(fixture *f, const px_call *call, px_application a, bool confirmed,
                    px_str *ret_id)
{
    px_application_send send = { .call = call->id,
                                 .given = a,
                                 .confirmed = confirmed,
                                 .secret = secret,
                                 .author = "applicant" };
    int rc = px_house_write(f->house, px_application_send_deed, &send, &f->err);

    if (ret_id)
        *ret_id = px_arena_str(f->arena, px_str_of(send.ret_id));
    return rc;
}

static px_application find(fixture *f, px_str id)
{
    px_application a;

    assert_ok(px_application_find(f->reader, f->arena, id, &a, &f->err), &f->err);
    return a;
}

static int answer(fixture *f, px_write_fn *deed, px_str id, px_application changed)
{
    px_application_answer x = { .id = id, .given = changed, .secret = secret };

    return px_house_write(f->house, deed, &x, &f->err);
}

static int decide(fixture *f, px_application_decide d)
{
    d.secret = secret;
    d.author = "operator";
    return px_house_write(f->house, px_application_decide_deed, &d, &f->err);
}

static void a_call_is_open_to_its_last_second(void **state)
{
    fixture *f = *state;
    px_call call = open_call(f, "participants", "");

    assert_str(call.title, "Come");
    assert_int_equal(acts_of(f, "call.opened"), 1);
    assert_int_equal(px_call_state_at(&call, time_of("2027-01-20T22:59:59.999Z")), PX_CALL_OPEN);
    assert_int_equal(px_call_state_at(&call, time_of("2027-01-20T23:00:00Z")), PX_CALL_CLOSED);
    set_clock("2027-01-20T22:59:59.999Z");
    assert_ok(send_one(f, &call, given("a@b.eu", "academia"), false, NULL), &f->err);
    set_clock("2027-01-20T23:00:00Z");
    assert_fails(send_one(f, &call, given("c@b.eu", "academia"), false, NULL), PX_ERR_CONFLICT);
}

static void late_ones_can_be_marked(void **state)
{
    fixture *f = *state;
    px_call call = open_call(f, "participants", "mark");
    px_str id;

    set_clock("2027-01-21T12:00:00Z");
    assert_ok(send_one(f, &call, given("a@b.eu", "academia"), true, &id), &f->err);
    assert_true(find(f, id).late);
}

static void an_extension_holds_for_all(void **state)
{
    fixture *f = *state;
    px_call call = open_call(f, "participants", "");
    px_call_extend extend = { .call = call.id,
                              .closes = PX_STR("2027-01-25"),
                              .reason = PX_STR("Many asked."),
                              .author = "operator" };

    assert_ok(send_one(f, &call, given("a@b.eu", "academia"), true, NULL), &f->err);
    assert_ok(px_house_write(f->house, px_call_extend_deed, &extend, &f->err), &f->err);
    assert_int_equal(acts_of(f, "call.extended"), 1);
    assert_int_equal(
        count_of(f, "SELECT count(*) FROM mail WHERE subject LIKE ?", "%ouvert jusqu%") +
            count_of(f, "SELECT count(*) FROM mail WHERE subject LIKE ?", "%25_janvier_2027%"),
        2);
    extend.closes = PX_STR("2027-01-24");
    assert_fails(px_house_write(f->house, px_call_extend_deed, &extend, &f->err), PX_ERR_INVALID);
    extend.closes = PX_STR("2027-02-01");
    extend.reason = PX_STR(" ");
    assert_fails(px_house_write(f->house, px_call_extend_deed, &extend, &f->err), PX_ERR_INVALID);
    extend.reason = PX_STR("More.");
    set_clock("2027-01-25T23:00:00Z");
    assert_fails(px_house_write(f->house, px_call_extend_deed, &extend, &f->err), PX_ERR_CONFLICT);
}

static void the_clock_says_that_it_closed_once(void **state)
{
    fixture *f = *state;
    px_call call = open_call(f, "participants", "");
    px_job_work work = { .house = f->house, .db = f->reader, .arena = f->arena };

    (void)call;
    assert_ok(px_call_job(&work, &f->err), &f->err);
    assert_int_equal(acts_of(f, "call.closed"), 0);
    set_clock("2027-01-20T23:00:00Z");
    assert_ok(px_call_job(&work, &f->err), &f->err);
    assert_ok(px_call_job(&work, &f->err), &f->err);
    assert_int_equal(acts_of(f, "call.closed"), 1);
}

/* Also in the second in which it opened, whose end the clock has not reached. */
static void who_closes_it_early_closes_it_at_once(void **state)
{
    fixture *f = *state;
    px_call call;
    px_call_close close = { .reason = PX_STR("Enough."), .author = "operator" };

    call = open_call(f, "participants", "");
    set_clock("2027-01-11T09:00:00.500Z");
    close.call = call.id;
    assert_ok(px_house_write(f->house, px_call_close_deed, &close, &f->err), &f->err);
    assert_ok(px_call_find(f->reader, f->arena, call.id, PX_STR("fr"), &call, &f->err), &f->err);
    assert_int_equal(px_call_state_at(&call, px_now()), PX_CALL_CLOSED);
    assert_fails(send_one(f, &call, given("a@b.eu", "academia"), false, NULL), PX_ERR_CONFLICT);
    assert_fails(px_house_write(f->house, px_call_close_deed, &close, &f->err), PX_ERR_CONFLICT);
}

static void it_counts_once_the_address_is_confirmed(void **state)
{
    fixture *f = *state;
    px_call call = open_call(f, "participants", "");
    px_job_work work = { .house = f->house, .db = f->reader, .arena = f->arena };
    px_str id, other;

    assert_ok(send_one(f, &call, given("A@B.eu", "academia"), false, &id), &f->err);
    assert_str(find(f, id).state, "unconfirmed");
    assert_str(find(f, id).mail, "a@b.eu");
    assert_int_equal(acts_of(f, "application.received"), 0);
    assert_ok(answer(f, px_application_confirm_deed, id, (px_application){ 0 }), &f->err);
    assert_ok(answer(f, px_application_confirm_deed, id, (px_application){ 0 }), &f->err);
    assert_str(find(f, id).state, "received");
    assert_int_equal(acts_of(f, "application.received"), 1);

    /* Another one from the same address changes nothing, and its sender learns nothing. */
    assert_ok(send_one(f, &call, given("a@b.eu", "industry"), false, &other), &f->err);
    assert_str(other, "");
    assert_str(find(f, id).category, "academia");

    assert_ok(send_one(f, &call, given("lost@b.eu", "academia"), false, &other), &f->err);
    set_clock("2027-01-18T08:59:59Z");
    assert_ok(px_application_sweep_job(&work, &f->err), &f->err);
    assert_str(find(f, other).state, "unconfirmed");
    set_clock("2027-01-18T09:00:01Z");
    assert_ok(px_application_sweep_job(&work, &f->err), &f->err);
    {
        px_application gone;

        assert_fails(px_application_find(f->reader, f->arena, other, &gone, &f->err),
                     PX_ERR_NOT_FOUND);
    }
    assert_str(find(f, id).state, "received");
}

static void mails_to_an_address_are_bounded(void **state)
{
    fixture *f = *state;
    px_call call = open_call(f, "participants", "");

    for (int i = 0; i < 20; i++)
        assert_ok(send_one(f, &call, given("victim@b.eu", "academia"), false, NULL), &f->err);
    assert_int_equal(count_of(f, "SELECT count(*) FROM mail WHERE address = ?", "victim@b.eu"),
                     PX_APPLICATION_ASKED_MAX);
}

static void what_is_not_valid_names_its_field(void **state)
{
    fixture *f = *state;
    px_call call = open_call(f, "participants", "");
    px_str nowhere = PX_STR("nowhere");
    const struct {
        size_t at;
        const char *value, *field;
    } bad[] = {
        { offsetof(px_application, name), "", "name" },
        { offsetof(px_application, name), "a\nb", "name" },
        { offsetof(px_application, mail), "nobody", "mail" },
        { offsetof(px_application, category), "nobility", "category" },
        { offsetof(px_application, country), "XX", "country" },
        { offsetof(px_application, language), "xx", "language" },
        { offsetof(px_application, motivation), "  ", "motivation" },
        { offsetof(px_application, interests), "\x01", "interests" },
    };
    px_application a;

    for (size_t i = 0; i < PX_COUNT(bad); i++) {
        a = given("a@b.eu", "academia");
        *(px_str *)(void *)((char *)&a + bad[i].at) = px_str_of(bad[i].value);
        assert_fails(send_one(f, &call, a, false, NULL), PX_ERR_INVALID);
        assert_string_equal(px_error_arg(&f->err, "field"), bad[i].field);
    }
    a = given("a@b.eu", "academia");
    a.groups = &nowhere;
    a.n_groups = 1;
    assert_fails(send_one(f, &call, a, false, NULL), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "field"), "groups");
    a = given("a@b.eu", "academia");
    a.consent_version = 2;
    assert_fails(send_one(f, &call, a, false, NULL), PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "field"), "consent");
}

static void the_applicant_changes_and_withdraws(void **state)
{
    fixture *f = *state;
    px_call call = open_call(f, "participants", "");
    px_str id;

    assert_ok(send_one(f, &call, given("a@b.eu", "academia"), true, &id), &f->err);
    assert_ok(answer(f, px_application_change_deed, id, given("x@y.eu", "industry")), &f->err);
    assert_str(find(f, id).category, "industry");
    assert_str(find(f, id).mail, "a@b.eu");
    set_clock("2027-01-20T23:00:00Z");
    assert_fails(answer(f, px_application_change_deed, id, given("a@b.eu", "academia")),
                 PX_ERR_CONFLICT);
    assert_ok(answer(f, px_application_withdraw_deed, id, (px_application){ 0 }), &f->err);
    assert_str(find(f, id).state, "withdrawn");
    assert_fails(answer(f, px_application_withdraw_deed, id, (px_application){ 0 }),
                 PX_ERR_CONFLICT);
    assert_fails(decide(f, (px_application_decide){ .call = call.id,
                                                    .ids = &id,
                                                    .n_ids = 1,
                                                    .accept = true,
                                                    .reason = PX_STR("Good.") }),
                 PX_ERR_CONFLICT);
}

static void accepting_makes_person_organisation_and_role(void **state)
{
    fixture *f = *state;
    px_call call = open_call(f, "participants", "");
    px_application a = given("a@b.eu", "academia");
    px_str ids[2], one = PX_STR("one");
    px_person person;
    px_who who;

    a.groups = &one;
    a.n_groups = 1;
    assert_ok(send_one(f, &call, a, true, &ids[0]), &f->err);
    assert_ok(send_one(f, &call, given("c@b.eu", "member-state"), true, &ids[1]), &f->err);
    process_now += 3 * DAY; /* decided on later */
    assert_ok(decide(f, (px_application_decide){ .call = call.id,
                                                 .ids = ids,
                                                 .n_ids = 2,
                                                 .accept = true,
                                                 .reason = PX_STR("Good.") }),
              &f->err);
    /* Consent and interests are of the day on which the applicant gave them. */
    assert_int_equal(count_of(f,
                              "SELECT count(*) FROM consent AS c JOIN application AS a "
                              "ON a.person = c.person WHERE c.given = a.confirmed "
                              "AND c.given < a.decided AND c.purpose = ?",
                              "participation"),
                     2);
    assert_int_equal(count_of(f,
                              "SELECT count(*) FROM interest AS i JOIN application AS a "
                              "ON a.person = i.person WHERE i.declared <> a.confirmed "
                              "AND i.text <> ?",
                              ""),
                     0);
    assert_ok(px_person_find_mail(f->reader, f->arena, PX_STR("a@b.eu"), &person, &f->err),
              &f->err);
    assert_str(person.organisation_name, "Acme");
    assert_str(person.language, "fr");
    assert_ok(px_who_read(f->reader, f->arena, person.row, px_now(), &who, &f->err), &f->err);
    assert_int_equal(who.n_grants, 1);
    assert_int_equal(who.grants[0].role, PX_ROLE_MEMBER);
    assert_int_equal(who.grants[0].scope.kind, PX_SCOPE_GROUP);
    assert_ok(px_person_find_mail(f->reader, f->arena, PX_STR("c@b.eu"), &person, &f->err),
              &f->err);
    assert_ok(px_who_read(f->reader, f->arena, person.row, px_now(), &who, &f->err), &f->err);
    assert_int_equal(who.grants[0].role, PX_ROLE_OBSERVER);
    assert_int_equal(who.grants[0].scope.kind, PX_SCOPE_CODE);
    assert_int_equal(count_of(f, "SELECT count(*) FROM organisation WHERE name = ?", "Acme"), 1);
    assert_int_equal(count_of(f, "SELECT count(*) FROM consent WHERE purpose = ?", "participation"),
                     2);
    assert_int_equal(acts_of(f, "application.decided"), 2);
}

static void many_are_decided_on_or_none(void **state)
{
    fixture *f = *state;
    px_call call = open_call(f, "participants", "");
    px_str ids[2];

    assert_ok(send_one(f, &call, given("a@b.eu", "academia"), true, &ids[0]), &f->err);
    assert_ok(send_one(f, &call, given("c@b.eu", "academia"), false, &ids[1]), &f->err);
    assert_fails(decide(f, (px_application_decide){ .call = call.id,
                                                    .ids = ids,
                                                    .n_ids = 2,
                                                    .accept = true,
                                                    .reason = PX_STR("Good.") }),
                 PX_ERR_CONFLICT);
    assert_str(find(f, ids[0]).state, "received");
    assert_int_equal(count_of(f, "SELECT count(*) FROM person WHERE mail = ?", "a@b.eu"), 0);
    assert_fails(decide(f, (px_application_decide){ .call = call.id,
                                                    .ids = ids,
                                                    .n_ids = 1,
                                                    .accept = false,
                                                    .reason = PX_STR(" ") }),
                 PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&f->err, "field"), "reason");
}

static void a_candidate_becomes_chair_until_a_day(void **state)
{
    static const char told[] = "SELECT count(*) FROM mail WHERE subject LIKE ?";
    fixture *f = *state;
    px_call call = open_call(f, "chairs", "");
    px_job_work work = { .house = f->house, .db = f->reader, .arena = f->arena };
    px_application a = given("a@b.eu", "independent-expert");
    px_process process = process_of(f, "first");
    px_appointment *list;
    px_str one = PX_STR("one"), id;
    size_t n;

    a.groups = &one;
    a.n_groups = 1;
    assert_fails(send_one(f, &call, a, true, NULL), PX_ERR_INVALID); /* no function */
    a.function = PX_STR("co-chair");
    assert_ok(send_one(f, &call, a, true, &id), &f->err);
    assert_ok(decide(f, (px_application_decide){ .call = call.id,
                                                 .ids = &id,
                                                 .n_ids = 1,
                                                 .accept = true,
                                                 .until = PX_STR("2027-03-31"),
                                                 .reason = PX_STR("Best.") }),
              &f->err);
    assert_ok(px_appointment_list(f->reader, f->arena, &process, PX_STR("en"), &list, &n, &f->err),
              &f->err);
    assert_int_equal(n, 1);
    assert_str(list[0].function, "co-chair");
    assert_str(list[0].until.civil, "2027-03-31T23:59:59");
    assert_int_equal(list[0].n_interests, 1);
    assert_str(list[0].interests[0].text, "None.");
    set_clock("2027-03-31T21:59:59Z");
    assert_ok(px_appointment_job(&work, &f->err), &f->err);
    assert_int_equal(acts_of(f, "person.dismissed"), 0);
    assert_int_equal(count_of(f, told, "%ont%fin"), 0);
    set_clock("2027-03-31T22:00:00Z");
    assert_ok(px_appointment_job(&work, &f->err), &f->err);
    assert_int_equal(acts_of(f, "person.dismissed"), 1);
    assert_int_equal(count_of(f, told, "%ont%fin"), 1);
    assert_ok(px_appointment_list(f->reader, f->arena, &process, PX_STR("en"), &list, &n, &f->err),
              &f->err);
    assert_true(list[0].ended != PX_TIME_NONE);
}

static void the_queue_is_filtered_and_paged(void **state)
{
    fixture *f = *state;
    px_call call = open_call(f, "participants", "");
    px_application_filter filter = { .call = call.row, .max = 2 };
    px_application *list;
    px_str id = PX_STR("");
    bool more;
    size_t n;

    for (int i = 0; i < 5; i++) {
        px_application a =
            given(px_arena_format(f->arena, "p%d@b.eu", i), i % 2 ? "academia" : "industry");

        a.name = px_str_of(px_arena_format(f->arena, "P\xC3\xA9nelope %d", i));
        assert_ok(send_one(f, &call, a, true, &id), &f->err);
    }
    for (int page = 0; page < 3; page++) {
        assert_ok(px_application_list(f->reader, f->arena, &filter, &list, &n, &more, &f->err),
                  &f->err);
        assert_int_equal(n, page < 2 ? 2 : 1);
        assert_int_equal(more, page < 2);
        filter.after = list[n - 1].id;
    }
    filter = (px_application_filter){ .call = call.row, .text = PX_STR("penel 3"), .max = 9 };
    assert_ok(px_application_list(f->reader, f->arena, &filter, &list, &n, &more, &f->err),
              &f->err);
    assert_int_equal(n, 1);
    filter = (px_application_filter){ .call = call.row, .category = PX_STR("academia"), .max = 9 };
    assert_ok(px_application_list(f->reader, f->arena, &filter, &list, &n, &more, &f->err),
              &f->err);
    assert_int_equal(n, 2);
}

static void the_private_link_is_hard_to_guess(void **state)
{
    char key[PX_APPLICATION_KEY_LEN + 1], other[PX_APPLICATION_KEY_LEN + 1];

    (void)state;
    px_application_key(secret, PX_STR("a"), key);
    px_application_key(secret, PX_STR("b"), other);
    assert_string_not_equal(key, other);
    assert_true(px_application_key_is(secret, PX_STR("a"), px_str_of(key)));
    assert_false(px_application_key_is(secret, PX_STR("b"), px_str_of(key)));
    assert_false(px_application_key_is(secret, PX_STR("a"), PX_STR("")));
    assert_false(px_application_key_is(secret, PX_STR("a"), PX_STR_NONE));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_call_is_open_to_its_last_second),
        TEST(late_ones_can_be_marked),
        TEST(an_extension_holds_for_all),
        TEST(the_clock_says_that_it_closed_once),
        TEST(who_closes_it_early_closes_it_at_once),
        TEST(it_counts_once_the_address_is_confirmed),
        TEST(mails_to_an_address_are_bounded),
        TEST(what_is_not_valid_names_its_field),
        TEST(the_applicant_changes_and_withdraws),
        TEST(accepting_makes_person_organisation_and_role),
        TEST(many_are_decided_on_or_none),
        TEST(a_candidate_becomes_chair_until_a_day),
        TEST(the_queue_is_filtered_and_paged),
        cmocka_unit_test(the_private_link_is_hard_to_guess),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
