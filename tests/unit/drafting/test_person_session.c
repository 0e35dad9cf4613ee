/* SPDX-License-Identifier: EUPL-1.2 */
/* Sessions: to the millisecond when they end, who may end which, and what is kept of a token. */
#include "drafting/people/person_session.h"
#include "unit/drafting/people_fixture.h"

#define START ((px_time)1700000000000)

typedef struct doing {
    enum { OPEN, MARK, END, END_ONE, END_ALL, SUSPEND, RESUME } what;
    const px_person *person;
    px_sign_in_way way;
    const char *text; /* a token, or of END_ONE the id */
    px_time now;
} doing;

static int doing_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    const doing *d = arg;
    px_str text = px_str_of(d->text ? d->text : "");
    px_token_hash hash = px_token_hash_of(text);

    (void)f;
    switch (d->what) {
    case OPEN:
        return px_person_session_open(db, d->person->row, d->way, text, d->now, err);
    case MARK:
        return px_person_session_mark(db, &hash, 1, d->now, err);
    case END:
        return px_person_session_end(db, text, err);
    case END_ONE:
        return px_person_session_end_one(db, d->person->row, text, err);
    case END_ALL:
        return px_person_session_end_all(db, d->person->row, text, err);
    default:
        return px_person_suspend(db, d->person, d->what == SUSPEND, "operator", err);
    }
}

static int act(fixture *f, doing d)
{
    return people_do(f, doing_run, &d);
}

typedef char token[PX_TOKEN_LEN + 1];

static void open_session(fixture *f, const px_person *person, px_time now, token ret_token)
{
    px_token_make(ret_token);
    assert_ok(act(f, (doing){ OPEN, person, PX_SIGN_IN_LINK, ret_token, now }), &f->err);
}

/* Whether the token opens the account of the person at that instant. */
static bool opens(fixture *f, const char *text, const px_person *person, px_time now)
{
    px_person_session session;
    px_who who;
    int rc =
        px_person_session_find(f->reader, f->arena, px_str_of(text), now, &session, &who, &f->err);

    if (rc < 0) {
        assert_int_equal(rc, -PX_ERR_NOT_FOUND);
        return false;
    }
    assert_int_equal(who.person, person->row);
    assert_int_equal(session.person, person->row);
    return true;
}

static size_t list(fixture *f, const px_person *person, px_time now, px_person_session **ret_list)
{
    size_t count;

    assert_ok(
        px_person_session_list(f->reader, f->arena, person->row, now, ret_list, &count, &f->err),
        &f->err);
    return count;
}

static void a_session_that_is_not_used_ends(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_person_session *sessions;
    token t;

    open_session(f, &anna, START, t);
    assert_true(opens(f, t, &anna, START));
    assert_true(opens(f, t, &anna, START + PX_SESSION_IDLE - 1));
    assert_false(opens(f, t, &anna, START + PX_SESSION_IDLE));
    assert_int_equal(list(f, &anna, START + PX_SESSION_IDLE - 1, &sessions), 1);
    assert_int_equal(list(f, &anna, START + PX_SESSION_IDLE, &sessions), 0);
}

/* Use makes it last, up to an end that no use moves. */
static void a_session_that_is_used_ends_all_the_same(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_time now = START, end = START + PX_SESSION_LONGEST;
    token t;

    open_session(f, &anna, START, t);
    while (now + PX_SESSION_IDLE - 1 < end) {
        now += PX_SESSION_IDLE - 1;
        assert_true(opens(f, t, &anna, now));
        assert_ok(act(f, (doing){ MARK, .text = t, .now = now }), &f->err);
    }
    assert_true(opens(f, t, &anna, end - 1));
    assert_ok(act(f, (doing){ MARK, .text = t, .now = end - 1 }), &f->err);
    assert_false(opens(f, t, &anna, end));
}

/* Two workers note its use in any order. */
static void an_earlier_use_takes_nothing_back(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_time later = START + PX_SESSION_IDLE / 2;
    token t;

    open_session(f, &anna, START, t);
    assert_ok(act(f, (doing){ MARK, .text = t, .now = later }), &f->err);
    assert_ok(act(f, (doing){ MARK, .text = t, .now = START + 1 }), &f->err);
    assert_true(opens(f, t, &anna, later + PX_SESSION_IDLE - 1));
    assert_false(opens(f, t, &anna, later + PX_SESSION_IDLE));
}

static void an_ended_session_opens_nothing(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    token one, two;

    open_session(f, &anna, START, one);
    open_session(f, &anna, START, two);
    assert_ok(act(f, (doing){ END, .text = one }), &f->err);
    assert_false(opens(f, one, &anna, START + 1));
    assert_true(opens(f, two, &anna, START + 1));
    assert_ok(act(f, (doing){ END, .text = one }), &f->err); /* nothing happens */
    assert_ok(act(f, (doing){ MARK, .text = one, .now = START + 2 }), &f->err);
    assert_false(opens(f, one, &anna, START + 3)); /* and its use does not bring it back */
}

static void an_id_ends_a_session_of_its_own_person_alone(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_person bela = people_add(f, "Béla", "bela@example.eu");
    px_person_session *sessions;
    token one, two, other;

    open_session(f, &anna, START, one);
    open_session(f, &anna, START + 5, two);
    open_session(f, &bela, START, other);
    assert_int_equal(list(f, &anna, START + 10, &sessions), 2);
    assert_int_equal(sessions[0].created, START + 5); /* the last used first */
    assert_string_not_equal(sessions[0].id, sessions[1].id);
    assert_int_equal(strlen(sessions[0].id), PX_SESSION_ID_LEN);
    /* What a person sees of a session opens none. */
    assert_false(opens(f, sessions[0].id, &anna, START + 10));
    assert_fails(act(f, (doing){ END_ONE, .person = &bela, .text = sessions[0].id }),
                 PX_ERR_NOT_FOUND);
    assert_fails(act(f, (doing){ END_ONE, .person = &anna, .text = "" }), PX_ERR_NOT_FOUND);
    assert_fails(act(f, (doing){ END_ONE, .person = &anna, .text = "%" }), PX_ERR_NOT_FOUND);
    assert_ok(act(f, (doing){ END_ONE, .person = &anna, .text = sessions[0].id }), &f->err);
    assert_fails(act(f, (doing){ END_ONE, .person = &anna, .text = sessions[0].id }),
                 PX_ERR_NOT_FOUND);
    assert_true(opens(f, one, &anna, START + 10));
    assert_false(opens(f, two, &anna, START + 10));
    assert_true(opens(f, other, &bela, START + 10));
}

static void all_others_end_and_the_one_at_hand_stays(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    px_person bela = people_add(f, "Béla", "bela@example.eu");
    px_person_session *sessions;
    token here, there, other;

    open_session(f, &anna, START, here);
    open_session(f, &anna, START, there);
    open_session(f, &bela, START, other);
    assert_ok(act(f, (doing){ END_ALL, .person = &anna, .text = here }), &f->err);
    assert_true(opens(f, here, &anna, START + 1));
    assert_false(opens(f, there, &anna, START + 1));
    assert_true(opens(f, other, &bela, START + 1));
    /* The token of somebody else keeps nothing open. */
    assert_ok(act(f, (doing){ END_ALL, .person = &anna, .text = other }), &f->err);
    assert_int_equal(list(f, &anna, START + 1, &sessions), 0);
    assert_true(opens(f, other, &bela, START + 1));
}

static void a_suspended_person_has_no_session(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    token before, after;

    open_session(f, &anna, START, before);
    assert_ok(act(f, (doing){ SUSPEND, .person = &anna }), &f->err);
    assert_false(opens(f, before, &anna, START + 1));
    assert_ok(act(f, (doing){ RESUME, .person = &anna }), &f->err);
    open_session(f, &anna, START + 2, after);
    assert_true(opens(f, after, &anna, START + 3));
}

static void what_is_kept_of_a_token_opens_nothing(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_person_session *sessions;
    char longer[PX_TOKEN_LEN + 2], cut[PX_TOKEN_LEN + 1];
    token t;

    open_session(f, &anna, START, t);
    assert_fails(act(f, (doing){ OPEN, &anna, PX_SIGN_IN_LINK, t, START }), PX_ERR_EXISTS);
    (void)snprintf(longer, sizeof(longer), "%sA", t);
    (void)snprintf(cut, sizeof(cut), "%.*s", PX_TOKEN_LEN - 1, t);
    assert_false(opens(f, longer, &anna, START));
    assert_false(opens(f, cut, &anna, START));
    assert_false(opens(f, "", &anna, START));
    assert_ok(px_query_start(f->reader, "SELECT count(*) FROM session WHERE instr(hash, ?) > 0",
                             &query, &f->err),
              &f->err);
    px_query_cstr(&query, t);
    assert_ok(px_query_step(&query, &f->err), &f->err);
    assert_int_equal(px_query_next_int(&query), 0);
    /* The hash is no token either. */
    assert_int_equal(list(f, &anna, START, &sessions), 1);
    assert_fails(
        px_person_session_find(f->reader, f->arena,
                               px_str_n((const char *)sessions[0].hash.bytes, PX_TOKEN_HASH_LEN),
                               START, &sessions[0], &(px_who){ 0 }, &f->err),
        PX_ERR_NOT_FOUND);
}

/* How it began is told by its name, and stays so. */
static void ways_are_kept(void **state)
{
    fixture *f = *state;
    px_person anna = people_add(f, "Anna", "anna@example.eu");

    for (int way = 0; way < PX_SIGN_IN_WAY_COUNT; way++) {
        px_person_session session;
        px_who who;
        token t;

        px_token_make(t);
        assert_ok(act(f, (doing){ OPEN, &anna, (px_sign_in_way)way, t, START }), &f->err);
        assert_ok(px_person_session_find(f->reader, f->arena, px_str_of(t), START, &session, &who,
                                         &f->err),
                  &f->err);
        assert_int_equal(session.way, way);
        assert_non_null(px_sign_in_way_name((px_sign_in_way)way));
    }
    assert_null(px_sign_in_way_name(PX_SIGN_IN_WAY_COUNT));
}

#define WITH_HOUSE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_HOUSE(a_session_that_is_not_used_ends),
        WITH_HOUSE(a_session_that_is_used_ends_all_the_same),
        WITH_HOUSE(an_earlier_use_takes_nothing_back),
        WITH_HOUSE(an_ended_session_opens_nothing),
        WITH_HOUSE(an_id_ends_a_session_of_its_own_person_alone),
        WITH_HOUSE(all_others_end_and_the_one_at_hand_stays),
        WITH_HOUSE(a_suspended_person_has_no_session),
        WITH_HOUSE(what_is_kept_of_a_token_opens_nothing),
        WITH_HOUSE(ways_are_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
