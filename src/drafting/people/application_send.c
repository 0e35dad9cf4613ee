/* SPDX-License-Identifier: EUPL-1.2 */
/* What applicants do: send, confirm, change, withdraw. */
#include <sodium.h>

#include "base/json_write.h"
#include "code/normal.h"
#include "drafting/people/application_priv.h"
#include "drafting/people/country.h"
#include "drafting/people/organisation.h"
#include "drafting/people/person_row.h"
#include "drafting/people/throttle.h"
#include "drafting/process/process.h"
#include "store/job.h"

#include "base/banned.h"

enum { REGISTER_NUMBER_MAX = 40 };

static int fail_field(px_error *err, const char *field, const char *message)
{
    return px_fail(err, PX_ERR_INVALID, message, "field", field, NULL);
}

/* ---- Checking */

/* A text of several lines, in NFC and trimmed. */
static int check_text(px_arena *arena, const char *field, bool needed, px_str *text, px_error *err)
{
    PX_AUTO_BUILDER px_builder normal = PX_BUILDER_INIT(64 * 1024);
    px_str s = px_str_trim(text->ptr ? *text : PX_STR(""));

    if (needed && s.len == 0)
        return fail_field(err, field, N_("this must be filled in"));
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];

        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
            return fail_field(err, field, N_("this holds control characters"));
    }
    if (!px_utf8_valid(s, NULL))
        return fail_field(err, field, N_("this is not UTF-8"));
    if (px_utf8_count(s) > PX_APPLICATION_TEXT_MAX)
        return fail_field(err, field, N_("this is longer than 4,000 characters; shorten it"));
    if (px_text_nfc(&normal, s, NULL) < 0)
        return fail_field(err, field, N_("this is not UTF-8"));
    *text = px_arena_str(arena, px_builder_view(&normal));
    return 0;
}

static int check_group(px_db *db, px_arena *arena, const px_call *call, px_str key, px_error *err)
{
    px_process process;
    px_group *groups;
    size_t n = 0;
    int rc = px_process_get(db, arena, call->process, PX_STR(""), &process, err);

    if (rc >= 0)
        rc = px_group_list(db, arena, &process, PX_STR(""), PX_TIME_NONE, &groups, &n, err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < n; i++)
        if (px_str_eq(groups[i].key, key))
            return 0;
    return fail_field(err, "groups", N_("there is no such working group"));
}

static int check_choices(px_db *db, px_arena *arena, const px_call *call, const px_application *a,
                         px_error *err)
{
    int rc = 0;

    if (!px_category_is(a->category))
        return fail_field(err, "category", N_("choose one of the categories"));
    if (!px_country_is(a->country))
        return fail_field(err, "country", N_("choose one of the countries"));
    if (!px_language_find(a->language))
        return fail_field(err, "language", N_("choose one of the languages"));
    if (call->chairs && !px_application_function_title(a->function))
        return fail_field(err, "function", N_("choose one of the functions"));
    if (call->chairs && a->n_groups == 0)
        return fail_field(err, "groups", N_("choose at least one working group"));
    if (a->n_groups > PX_APPLICATION_GROUPS_MAX)
        return fail_field(err, "groups", N_("these are too many working groups"));
    for (size_t i = 0; rc >= 0 && i < a->n_groups; i++)
        rc = check_group(db, arena, call, a->groups[i], err);
    return rc;
}

/* The number of the register is kept as it is: another form than the usual one is shown to the
 * secretariat, and blocks nobody. */
static int check_given(px_db *db, px_arena *arena, const px_call *call, px_application *a,
                       px_error *err)
{
    int rc = px_text_line(arena, "name", a->name, true, PX_PERSON_NAME_MAX, &a->name, err);

    if (rc >= 0)
        rc = px_text_line(arena, "organisation", a->organisation, false, PX_ORGANISATION_NAME_MAX,
                          &a->organisation, err);
    if (rc >= 0)
        rc = px_text_line(arena, "register_number", a->register_number, false, REGISTER_NUMBER_MAX,
                          &a->register_number, err);
    if (rc >= 0)
        rc = check_text(arena, "motivation", true, &a->motivation, err);
    if (rc >= 0)
        rc = check_text(arena, "expertise", call->chairs, &a->expertise, err);
    if (rc >= 0)
        rc = check_text(arena, "interests", call->chairs, &a->interests, err);
    if (rc >= 0)
        rc = check_choices(db, arena, call, a, err);
    if (rc >= 0 && a->consent_version != call->consent_version)
        rc = fail_field(err, "consent",
                        N_("the text to agree to has changed; read it and agree again"));
    if (!call->chairs)
        a->function = a->expertise = PX_STR("");
    return rc;
}

/* ---- Rows */

static px_str groups_json(px_arena *arena, const px_application *a)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(8192);
    px_error unused = PX_ERROR_INIT;
    px_json j;

    px_json_start(&j, &out, PX_JSON_COMPACT);
    px_json_array(&j);
    for (size_t i = 0; i < a->n_groups; i++)
        px_json_str(&j, a->groups[i]);
    px_json_array_end(&j);
    if (px_json_finish(&j, &unused) < 0)
        return PX_STR("[]");
    return px_arena_str(arena, px_builder_view(&out));
}

static px_str search_words(px_arena *arena, const px_application *a)
{
    const char *text = px_arena_format(arena, "%.*s %.*s %.*s", PX_STR_ARG(a->name),
                                       PX_STR_ARG(a->organisation), PX_STR_ARG(a->mail));

    return person_sort_key(arena, px_str_of(text));
}

/* The columns that sending and changing set, in the order of their statements. */
static void bind_given(px_query *query, px_arena *arena, const px_application *a)
{
    px_query_str(query, a->name);
    px_query_str(query, a->language);
    px_query_str(query, a->organisation);
    px_query_str(query, a->category);
    px_query_str(query, a->country);
    px_query_str(query, a->register_number);
    px_query_str(query, a->motivation);
    px_query_str(query, a->expertise);
    px_query_str(query, groups_json(arena, a));
    px_query_str(query, a->function);
    px_query_str(query, a->interests);
    px_query_int(query, a->consent_version);
    px_query_str(query, search_words(arena, a));
}

static int row_insert(px_db *db, px_arena *arena, const px_application *a, int64_t asked,
                      px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "INSERT INTO application (name, language, organisation, category, country, "
        "register_number, motivation, expertise, groups, function, interests, consent_version, "
        "words, call, public_id, mail, received, late, asked) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        &query, err);

    if (rc < 0)
        return rc;
    bind_given(&query, arena, a);
    px_query_int(&query, a->call);
    px_query_str(&query, a->id);
    px_query_str(&query, a->mail);
    px_query_int(&query, a->received);
    px_query_int(&query, a->late);
    px_query_int(&query, asked);
    return px_query_run(&query, err);
}

static int row_change(px_db *db, px_arena *arena, const px_application *a, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "UPDATE application SET name = ?, language = ?, organisation = ?, category = ?, "
        "country = ?, register_number = ?, motivation = ?, expertise = ?, groups = ?, "
        "function = ?, interests = ?, consent_version = ?, words = ? WHERE id = ?",
        &query, err);

    if (rc < 0)
        return rc;
    bind_given(&query, arena, a);
    px_query_int(&query, a->row);
    return px_query_run(&query, err);
}

static int row_run(px_db *db, const char *sql, int64_t value, int64_t row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, value);
    px_query_int(&query, row);
    return px_query_run(&query, err);
}

static int row_asked(px_db *db, int64_t row, int64_t *ret_asked, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT asked FROM application WHERE id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    rc = px_query_step(&query, err);
    if (rc > 0)
        *ret_asked = px_query_next_int(&query);
    return rc;
}

/* ---- Receipts */

/* Over what was sent, under the key of the private link: whoever holds the link can show that this
 * is what the act of the log commits to; nobody else can guess from it. */
static px_str receipt_digest(px_arena *arena, const px_application *a,
                             const unsigned char secret[32])
{
    char key[PX_APPLICATION_KEY_LEN + 1], hex[2 * crypto_auth_hmacsha256_BYTES + 1];
    const px_str parts[] = { a->id,
                             a->name,
                             a->mail,
                             a->organisation,
                             a->category,
                             a->country,
                             a->register_number,
                             a->motivation,
                             a->expertise,
                             groups_json(arena, a),
                             a->function,
                             a->interests };
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_state state;

    px_application_key(secret, a->id, key);
    (void)crypto_auth_hmacsha256_init(&state, (const unsigned char *)key, PX_APPLICATION_KEY_LEN);
    for (size_t i = 0; i < PX_COUNT(parts); i++) { /* each ends with a NUL that no part holds */
        (void)crypto_auth_hmacsha256_update(
            &state, (const unsigned char *)(parts[i].len ? parts[i].ptr : ""), parts[i].len);
        (void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)"", 1);
    }
    (void)crypto_auth_hmacsha256_final(&state, mac);
    (void)sodium_bin2hex(hex, sizeof(hex), mac, sizeof(mac));
    return px_arena_str(arena, px_str_of(hex));
}

/* It counts from now on. */
static int receive(px_db *db, px_arena *arena, const px_call *call, px_application *a,
                   const unsigned char *secret, const char *author, char ret_act[64], px_error *err)
{
    const px_application_mail mail = {
        .subject = N_("{title}: your application was received"),
        .body =
            N_("Your application to the call “{title}” was received, {name}.\n\nYou can see it, "
               "change it until {closes} ({zone}) and withdraw it with the link below, which "
               "is for you alone. You will be told the decision by mail.\n\nReceipt: {receipt}"),
        .receipt = receipt_digest(arena, a, secret),
    };
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_application_act(db, arena, "application.received", call, a, "digest", mail.receipt,
                                author, ret_act, err);

    if (rc >= 0)
        rc = px_query_start(db,
                            "UPDATE application SET state = 'received', confirmed = ?, act = ? "
                            "WHERE id = ?",
                            &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, px_now());
    px_query_cstr(&query, ret_act);
    px_query_int(&query, a->row);
    rc = px_query_run(&query, err);
    return rc < 0 ? rc : px_application_tell(db, arena, call, a, secret, &mail, err);
}

/* ---- Sending */

/* There is one already that counts: its owner is told, by mail alone. */
static int send_known(px_db *db, px_arena *arena, const px_call *call, const px_application *a,
                      int64_t asked, const unsigned char *secret, px_error *err)
{
    const px_application_mail mail = {
        .subject = N_("{title}: you have applied already"),
        .body =
            N_("Somebody has just applied to the call “{title}” with your address, from which "
               "an application is there already. That one is unchanged. With the link below, "
               "which is for you alone, you see it and can change it until {closes} ({zone}).\n\n"
               "If it was not you, you need not do anything."),
    };
    int rc;

    if (asked >= PX_APPLICATION_ASKED_MAX)
        return 0;
    rc = row_run(db, "UPDATE application SET asked = asked + ? WHERE id = ?", 1, a->row, err);
    return rc < 0 ? rc : px_application_tell(db, arena, call, a, secret, &mail, err);
}

static int send_new(px_db *db, px_arena *arena, const px_call *call, px_application *a,
                    int64_t asked, px_application_send *send, px_error *err)
{
    const px_application_mail mail = {
        .subject = N_("{title}: please confirm your application"),
        .body = N_("Hello {name},\n\nsomebody has applied to the call “{title}” with your address. "
                   "If it was you, open the link below within {days} days and confirm it: only "
                   "then does the application count.\n\nIf it was not you, you need not do "
                   "anything. What was sent will be deleted."),
    };
    char act[64];
    int rc = row_insert(db, arena, a, asked + 1, err);

    if (rc < 0)
        return rc;
    a->row = px_db_last_id(db);
    (void)snprintf(send->ret_id, sizeof(send->ret_id), "%.*s", PX_STR_ARG(a->id));
    if (send->confirmed)
        return receive(db, arena, call, a, send->secret, send->author, act, err);
    return px_application_tell(db, arena, call, a, send->secret, &mail, err);
}

static bool is_replaced(const px_application *before)
{
    return px_str_is(before->state, "unconfirmed") || px_str_is(before->state, "withdrawn");
}

static int send_run(px_db *db, px_arena *arena, const px_call *call, px_application *a,
                    px_application_send *send, px_error *err)
{
    px_application before = { 0 };
    int64_t asked = 0;
    int found = px_application_of_mail(db, arena, call->row, a->mail, &before, err);
    int rc = found > 0 ? row_asked(db, before.row, &asked, err) : found;

    if (rc < 0)
        return rc;
    if (found && !is_replaced(&before))
        return send_known(db, arena, call, &before, asked, send->secret, err);
    if (found && asked >= PX_APPLICATION_ASKED_MAX && !send->confirmed)
        return 0; /* it was written to often enough */
    if (found)
        rc = row_run(db, "DELETE FROM application WHERE ?1 = 0 AND id = ?2", 0, before.row, err);
    return rc < 0 ? rc : send_new(db, arena, call, a, asked, send, err);
}

/* Each application makes a mail to an address that anybody can type: nobody sends them by the
 * thousand. One too many takes the count back with the deed, so the window ends when it ends. */
static int send_count(px_db *db, const px_application_send *send, px_error *err)
{
    px_throttle count =
        px_throttle_of(send->secret, PX_THROTTLE_APPLYING, PX_STR(""), send->source);
    bool over = false;
    int rc = send->confirmed ? 0 : px_throttle_count(db, &count, px_now(), &over, err);

    if (rc >= 0 && over)
        return px_fail(
            err, PX_ERR_TOO_MANY,
            N_("too many applications were sent from here; wait an hour, or sign in with "
               "the address first"),
            NULL);
    return rc;
}

int px_application_send_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_application_send *send = arg;
    px_application a = send->given;
    char id[PX_PUBLIC_ID_LEN + 1];
    px_call call;
    int rc = px_call_find(db, arena, send->call, send->given.language, &call, err), accepts = 0;

    if (rc >= 0)
        rc = accepts = px_call_accepts(&call, px_now(), err);
    if (rc >= 0)
        rc = px_mail_address_key(arena, a.mail, &a.mail, err);
    if (rc == -PX_ERR_INVALID)
        px_error_add(err, "field", "mail");
    if (rc >= 0)
        rc = check_given(db, arena, &call, &a, err);
    if (rc >= 0)
        rc = send_count(db, send, err);
    if (rc < 0)
        return rc;
    send->ret_id[0] = '\0';
    px_random_public_id(id);
    a.id = px_str_of(id);
    a.call = call.row;
    a.received = px_now();
    a.late = accepts == 2;
    return send_run(db, arena, &call, &a, send, err);
}

/* ---- By the private link */

typedef struct answering {
    px_call call;
    px_application a;
} answering;

static int answer_find(px_db *db, px_arena *arena, const px_application_answer *answer,
                       answering *ret, px_error *err)
{
    int rc = px_application_find(db, arena, answer->id, &ret->a, err);

    return rc < 0 ? rc : px_call_get(db, arena, ret->a.call, ret->a.language, &ret->call, err);
}

int px_application_confirm_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_application_answer *answer = arg;
    answering x = { 0 };
    int rc = answer_find(db, arena, answer, &x, err);

    if (rc < 0)
        return rc;
    if (px_str_is(x.a.state, "withdrawn"))
        return px_fail(err, PX_ERR_CONFLICT, N_("the application was withdrawn"), NULL);
    if (!px_str_is(x.a.state, "unconfirmed"))
        return 0;
    return receive(db, arena, &x.call, &x.a, answer->secret, "applicant", answer->ret_act, err);
}

int px_application_change_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_application_answer *answer = arg;
    px_application given = answer->given;
    answering x = { 0 };
    int rc = answer_find(db, arena, answer, &x, err);

    if (rc < 0)
        return rc;
    if (!px_str_is(x.a.state, "received") && !px_str_is(x.a.state, "unconfirmed"))
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the application was decided on or withdrawn, and cannot be changed any "
                          "more"),
                       NULL);
    if (px_call_state_at(&x.call, px_now()) == PX_CALL_CLOSED)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the call has closed: the application cannot be changed any more"), NULL);
    rc = check_given(db, arena, &x.call, &given, err);
    if (rc < 0)
        return rc;
    given.row = x.a.row;
    given.id = x.a.id;
    given.mail = x.a.mail;
    rc = row_change(db, arena, &given, err);
    if (rc < 0 || px_str_is(x.a.state, "unconfirmed"))
        return rc;
    return px_application_act(db, arena, "application.changed", &x.call, &given, "digest",
                              receipt_digest(arena, &given, answer->secret), "applicant",
                              answer->ret_act, err);
}

int px_application_withdraw_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const px_application_mail mail = {
        .subject = N_("{title}: your application was withdrawn"),
        .body =
            N_("Your application to the call “{title}” was withdrawn. Nobody will decide on it. "
               "As long as the call is open, you can apply again."),
    };
    px_application_answer *answer = arg;
    answering x = { 0 };
    int rc = answer_find(db, arena, answer, &x, err);

    if (rc < 0)
        return rc;
    if (px_str_is(x.a.state, "unconfirmed"))
        return row_run(db, "DELETE FROM application WHERE ?1 = 0 AND id = ?2", 0, x.a.row, err);
    if (!px_str_is(x.a.state, "received"))
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the application was decided on or withdrawn, and cannot be changed any "
                          "more"),
                       NULL);
    rc = row_run(db, "UPDATE application SET state = 'withdrawn', decided = ? WHERE id = ?",
                 px_now(), x.a.row, err);
    if (rc >= 0)
        rc = px_application_act(db, arena, "application.withdrawn", &x.call, &x.a, NULL,
                                PX_STR_NONE, "applicant", answer->ret_act, err);
    return rc < 0 ? rc : px_application_tell(db, arena, &x.call, &x.a, answer->secret, &mail, err);
}

/* ---- What stays unconfirmed */

static int sweep_deed(px_db *db, void *arg, px_error *err)
{
    (void)arg;
    return row_run(db,
                   "DELETE FROM application WHERE state = 'unconfirmed' AND received < ? "
                   "AND ? = 0",
                   px_now() - PX_APPLICATION_UNCONFIRMED_MS, 0, err);
}

int px_application_sweep_job(const px_job_work *work, px_error *err)
{
    return px_house_write(work->house, sweep_deed, NULL, err);
}
