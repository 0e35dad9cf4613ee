/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/application.h"

#include <sodium.h>

#include "base/json_read.h"
#include "drafting/people/application_priv.h"
#include "drafting/people/person_row.h"
#include "drafting/process/moment.h"
#include "drafting/process/notice_args.h"
#include "drafting/process/plan_priv.h"

#include "base/banned.h"

/* ---- Words */

static const struct {
    const char *name, *title;
} states[] = {
    { "unconfirmed", N_("address not confirmed yet") },
    { "received", N_("received, not decided yet") },
    { "accepted", N_("accepted") },
    { "declined", N_("declined") },
    { "withdrawn", N_("withdrawn") },
};

static const struct {
    const char *name, *title;
} functions[] = {
    { "chair", N_("chair") },
    { "co-chair", N_("co-chair") },
    { "vice-chair", N_("vice-chair") },
};

const char *px_application_state_title(px_str state)
{
    for (size_t i = 0; i < PX_COUNT(states); i++)
        if (px_str_is(state, states[i].name))
            return states[i].title;
    return NULL;
}

const char *px_application_function_title(px_str function)
{
    for (size_t i = 0; i < PX_COUNT(functions); i++)
        if (px_str_is(function, functions[i].name))
            return functions[i].title;
    return NULL;
}

/* ---- The private link */

void px_application_key(const unsigned char secret[32], px_str id,
                        char ret_key[PX_APPLICATION_KEY_LEN + 1])
{
    static const char purpose[] = "praxis/application/1"; /* with its NUL: ends the purpose */
    crypto_auth_hmacsha256_state state;
    unsigned char mac[crypto_auth_hmacsha256_BYTES];

    (void)crypto_auth_hmacsha256_init(&state, secret, 32);
    (void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)purpose, sizeof(purpose));
    (void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)id.ptr, id.len);
    (void)crypto_auth_hmacsha256_final(&state, mac);
    (void)sodium_bin2base64(ret_key, PX_APPLICATION_KEY_LEN + 1, mac, sizeof(mac),
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(&state, sizeof(state));
}

bool px_application_key_is(const unsigned char secret[32], px_str id, px_str key)
{
    char right[PX_APPLICATION_KEY_LEN + 1];

    px_application_key(secret, id, right);
    return key.len == PX_APPLICATION_KEY_LEN && sodium_memcmp(right, key.ptr, key.len) == 0;
}

/* ---- Reading */

#define APPLICATION_COLUMNS                                                                        \
    "a.id, a.call, coalesce(a.person, 0), a.public_id, a.name, a.mail, a.language, "               \
    "a.organisation, a.category, a.country, a.register_number, a.motivation, a.expertise, "        \
    "a.interests, a.groups, a.function, a.consent_version, a.received, coalesce(a.confirmed, 0), " \
    "coalesce(a.decided, 0), a.late, a.state, a.reason, a.act"

static px_time time_or_none(int64_t value)
{
    return value ? value : PX_TIME_NONE;
}

static int application_groups(px_arena *arena, px_str json, px_application *a, px_error *err)
{
    PX_AUTO_JSON json_t *array = NULL;
    int rc = px_json_parse(json, "application", 8192, &array, err);
    size_t n;

    if (rc < 0)
        return rc;
    n = json_array_size(array);
    a->groups = px_arena_array(arena, n, sizeof(*a->groups));
    for (size_t i = 0; i < n; i++) {
        const json_t *value = json_array_get(array, i);

        if (json_is_string(value))
            a->groups[a->n_groups++] = px_arena_str(arena, px_json_text(value));
    }
    return 0;
}

static int application_read(px_query *query, px_arena *arena, px_application *ret_application,
                            px_error *err)
{
    px_application a = { .row = px_query_next_int(query) };
    px_str groups;

    a.call = px_query_next_int(query);
    a.person = px_query_next_int(query);
    a.id = px_query_next_text(query, arena);
    a.name = px_query_next_text(query, arena);
    a.mail = px_query_next_text(query, arena);
    a.language = px_query_next_text(query, arena);
    a.organisation = px_query_next_text(query, arena);
    a.category = px_query_next_text(query, arena);
    a.country = px_query_next_text(query, arena);
    a.register_number = px_query_next_text(query, arena);
    a.motivation = px_query_next_text(query, arena);
    a.expertise = px_query_next_text(query, arena);
    a.interests = px_query_next_text(query, arena);
    groups = px_query_next_text(query, arena);
    a.function = px_query_next_text(query, arena);
    a.consent_version = (int)px_query_next_int(query);
    a.received = px_query_next_int(query);
    a.confirmed = time_or_none(px_query_next_int(query));
    a.decided = time_or_none(px_query_next_int(query));
    a.late = px_query_next_int(query) != 0;
    a.state = px_query_next_text(query, arena);
    a.reason = px_query_next_text(query, arena);
    a.act = px_query_next_text(query, arena);
    *ret_application = a;
    return application_groups(arena, groups, ret_application, err);
}

int px_application_find(px_db *db, px_arena *arena, px_str id, px_application *ret_application,
                        px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "SELECT " APPLICATION_COLUMNS " FROM application AS a WHERE a.public_id = ?", &query,
        err);

    if (rc < 0)
        return rc;
    px_query_str(&query, id);
    rc = px_query_step(&query, err);
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such application"), NULL);
    return rc < 0 ? rc : application_read(&query, arena, ret_application, err);
}

int px_application_of_mail(px_db *db, px_arena *arena, int64_t call, px_str mail,
                           px_application *ret_application, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "SELECT " APPLICATION_COLUMNS " FROM application AS a WHERE a.call = ? AND a.mail = ?",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, call);
    px_query_str(&query, mail);
    rc = px_query_step(&query, err);
    if (rc <= 0)
        return rc;
    rc = application_read(&query, arena, ret_application, err);
    return rc < 0 ? rc : 1;
}

/* ---- The queue */

/* Where the page before ended: time and row of that application; zeros for the first page. */
static int list_after(px_db *db, const px_application_filter *filter, int64_t *ret_received,
                      int64_t *ret_row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc;

    *ret_received = *ret_row = 0;
    if (!filter->after.len)
        return 0;
    rc = px_query_start(db, "SELECT received, id FROM application WHERE public_id = ? AND call = ?",
                        &query, err);
    if (rc < 0)
        return rc;
    px_query_str(&query, filter->after);
    px_query_int(&query, filter->call);
    rc = px_query_step(&query, err);
    if (rc > 0) {
        *ret_received = px_query_next_int(&query);
        *ret_row = px_query_next_int(&query);
    }
    return rc;
}

/* Each word of the search begins a word of the application. */
static bool list_matches(px_str words, px_str asked)
{
    px_str word;

    while (asked.len && px_str_split(&asked, ' ', &word)) {
        px_str rest = words, one;
        bool found = false;

        while (!found && rest.len && px_str_split(&rest, ' ', &one))
            found = px_str_starts(one, word);
        if (!found)
            return false;
    }
    return true;
}

#define LIST_WHERE                                                                                 \
    " FROM application AS a WHERE a.call = ?1 AND (a.received, a.id) > (?2, ?3) "                  \
    "AND (?4 = '' OR a.category = ?4) AND (?5 = '' OR a.country = ?5) "

static int list_start(px_db *db, const px_application_filter *filter, px_query *query,
                      px_error *err)
{
    int64_t received = 0, row = 0;
    int rc = list_after(db, filter, &received, &row, err);

    if (rc >= 0)
        rc = px_query_start(db,
                            filter->state.len ? "SELECT a.words, " APPLICATION_COLUMNS LIST_WHERE
                                                "AND a.state = ?6 ORDER BY a.received, a.id"
                                              : "SELECT a.words, " APPLICATION_COLUMNS LIST_WHERE
                                                "AND a.state <> ?6 ORDER BY a.received, a.id",
                            query, err);
    if (rc < 0)
        return rc;
    px_query_int(query, filter->call);
    px_query_int(query, received);
    px_query_int(query, row);
    px_query_str(query, filter->category.len ? filter->category : PX_STR(""));
    px_query_str(query, filter->country.len ? filter->country : PX_STR(""));
    px_query_str(query, filter->state.len ? filter->state : PX_STR("unconfirmed"));
    return 0;
}

int px_application_list(px_db *db, px_arena *arena, const px_application_filter *filter,
                        px_application **ret_applications, size_t *ret_count, bool *ret_more,
                        px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str asked = person_sort_key(arena, filter->text.ptr ? filter->text : PX_STR(""));
    px_application *applications =
        px_arena_array(arena, filter->max ? filter->max : 1, sizeof(*applications));
    size_t count = 0;
    bool more = false;
    int rc = list_start(db, filter, &query, err);

    if (rc < 0)
        return rc;
    while (!more && (rc = px_query_step(&query, err)) > 0) {
        if (!list_matches(px_query_next_str(&query), asked))
            continue;
        more = count == filter->max;
        if (more)
            break;
        rc = application_read(&query, arena, &applications[count++], err);
        if (rc < 0)
            return rc;
    }
    if (rc < 0)
        return rc;
    *ret_applications = applications;
    *ret_count = count;
    *ret_more = more;
    return 0;
}

int px_application_counts(px_db *db, px_arena *arena, int64_t call,
                          px_application_count **ret_counts, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_application_count *counts = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db,
                            "SELECT category, sum(state = 'received'), sum(state = 'accepted'), "
                            "sum(state = 'declined'), sum(state = 'withdrawn') FROM application "
                            "WHERE call = ? AND state <> 'unconfirmed' GROUP BY category "
                            "ORDER BY category",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, call);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_application_count *c;

        counts = px_arena_grow(arena, counts, count, &room, sizeof(*counts));
        c = &counts[count++];
        c->category = px_query_next_text(&query, arena);
        c->received = px_query_next_int(&query);
        c->accepted = px_query_next_int(&query);
        c->declined = px_query_next_int(&query);
        c->withdrawn = px_query_next_int(&query);
    }
    if (rc < 0)
        return rc;
    *ret_counts = counts;
    *ret_count = count;
    return 0;
}

int px_application_waiting_list(px_db *db, px_arena *arena, px_time before, px_str language,
                                px_application_waiting **ret_waiting, size_t *ret_count,
                                px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_application_waiting *waiting = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db,
                            "SELECT call, count(*), sum(received < ?), min(received) "
                            "FROM application WHERE state = 'received' GROUP BY call "
                            "ORDER BY min(received) LIMIT 100",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, before);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_application_waiting *w;
        px_call call;

        rc = px_call_get(db, arena, px_query_next_int(&query), language, &call, err);
        if (rc < 0)
            return rc;
        waiting = px_arena_grow(arena, waiting, count, &room, sizeof(*waiting));
        w = &waiting[count++];
        w->call = call.id;
        w->title = call.title;
        w->code = call.code;
        w->count = px_query_next_int(&query);
        w->old = px_query_next_int(&query);
        w->oldest = px_query_next_int(&query);
    }
    if (rc < 0)
        return rc;
    *ret_waiting = waiting;
    *ret_count = count;
    return 0;
}

/* ---- Acts and mails */

int px_application_act(px_db *db, px_arena *arena, const char *kind, const px_call *call,
                       const px_application *application, const char *key, px_str value,
                       const char *author, char ret_act[64], px_error *err)
{
    px_planned planned = { 0 };
    px_plan_pair pairs[5];
    size_t n = 0;
    int rc = px_planned_open_any(db, arena, call->process, &planned, err);

    if (rc < 0)
        return rc;
    pairs[n++] = (px_plan_pair){ .key = "application", .text = application->id };
    pairs[n++] = (px_plan_pair){ .key = "call", .text = call->id };
    pairs[n++] = (px_plan_pair){ .key = "code", .text = planned.code.id };
    if (key) /* "decision", "digest": before "process" */
        pairs[n++] = (px_plan_pair){ .key = key, .text = value };
    pairs[n++] = (px_plan_pair){ .key = "process", .text = planned.process.key };
    return px_plan_act(db, arena, kind, &planned, PX_STR(""), pairs, n, author, ret_act, err);
}

int px_application_tell(px_db *db, px_arena *arena, const px_call *call,
                        const px_application *application, const unsigned char secret[32],
                        const px_application_mail *mail, px_error *err)
{
    char key[PX_APPLICATION_KEY_LEN + 1];
    const px_mail_to to = { .address = application->mail, .language = application->language };
    px_notice_args args = { 0 };
    px_mail_text text = { .subject = mail->subject, .body = mail->body, .args = args.list };
    px_call own = { 0 };
    int rc = px_call_get(db, arena, call->row, application->language, &own, err);

    if (rc < 0)
        return rc;
    px_notice_arg(&args, "title", own.title);
    px_notice_arg(&args, "name", application->name);
    px_notice_arg(&args, "reason", mail->reason);
    px_notice_arg(&args, "receipt", mail->receipt);
    px_notice_arg_moment(arena, &args, "closes", &own.closes);
    px_notice_arg(&args, "zone", own.zone);
    px_notice_arg(
        &args, "days",
        px_str_of(px_arena_format(arena, "%d", (int)(PX_APPLICATION_UNCONFIRMED_MS / 86400000))));
    text.n_args = args.count;
    px_application_key(secret, application->id, key);
    text.link =
        px_arena_format(arena, "/applications/%.*s?key=%s", PX_STR_ARG(application->id), key);
    return px_mail_add(db, arena, PX_MAIL_APPLICATION, &to, &text, err);
}
