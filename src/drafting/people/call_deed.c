/* SPDX-License-Identifier: EUPL-1.2 */
/* Calls as they are opened, extended and closed. */
#include "base/message.h"
#include "drafting/mail/mail.h"
#include "drafting/people/call.h"
#include "drafting/people/consent.h"
#include "drafting/process/moment.h"
#include "drafting/process/notice_args.h"
#include "drafting/process/plan_priv.h"

#include "base/banned.h"

#define DAY_MS ((px_time)86400000)

enum { CALL_DAYS_MAX = 366, CONSENT_MAX = 20000, JOB_TRIES = 20 };

static int fail_field(px_error *err, const char *field, const char *message)
{
    return px_fail(err, PX_ERR_INVALID, message, "field", field, NULL);
}

/* ---- Consent */

/* The usual texts of that version, in every language of the interface. */
static void consent_usual_texts(px_arena *arena, int version, px_plan_text **ret_texts,
                                size_t *ret_count)
{
    px_plan_text *texts;
    size_t n = 0;

    while (px_language_at(n))
        n++;
    texts = px_arena_array(arena, n, sizeof(*texts));
    for (size_t i = 0; i < n; i++) {
        texts[i].language = px_str_of(px_language_tag(px_language_at(i)));
        texts[i].text = px_consent_usual(PX_CONSENT_PARTICIPATION, version, texts[i].language);
    }
    *ret_texts = texts;
    *ret_count = n;
}

static int consent_newest(px_db *db, int *ret_version, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT coalesce(max(version), 0) FROM consent_text WHERE purpose = "
                            "'" PX_CONSENT_PARTICIPATION "'",
                            &query, err);

    if (rc >= 0)
        rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_version = (int)px_query_next_int(&query);
    return 0;
}

/* Whether that version has exactly these texts. */
static int consent_is(px_db *db, int version, const px_plan_text *texts, size_t n, bool *ret_same,
                      px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t found = 0, same = 0;
    int rc = px_query_start(db,
                            "SELECT language, text FROM consent_text WHERE purpose = "
                            "'" PX_CONSENT_PARTICIPATION "' AND version = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_str language = px_query_next_str(&query), text = px_query_next_str(&query);

        found++;
        for (size_t i = 0; i < n; i++)
            same += px_str_eq(texts[i].language, language) && px_str_eq(texts[i].text, text);
    }
    *ret_same = found == n && same == n;
    return rc;
}

static int consent_put(px_db *db, int version, const px_plan_text *texts, size_t n, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO consent_text (purpose, version, language, text, since) "
                            "VALUES ('" PX_CONSENT_PARTICIPATION "', ?, ?, ?, ?)",
                            &query, err);

    for (size_t i = 0; rc >= 0 && i < n; i++) {
        px_query_again(&query);
        px_query_int(&query, version);
        px_query_str(&query, texts[i].language);
        px_query_str(&query, texts[i].text);
        px_query_int(&query, px_now());
        rc = px_query_run(&query, err);
    }
    return rc;
}

static int consent_check(const px_plan_text *texts, size_t n, px_error *err)
{
    for (size_t i = 0; i < n; i++)
        if (!px_str_trim(texts[i].text).len || texts[i].text.len > CONSENT_MAX)
            return fail_field(err, "consent",
                              N_("the consent text is needed, of at most 20,000 bytes"));
    return 0;
}

/* Whether that version of the house is one of the usual ones. */
static int consent_was_usual(px_db *db, px_arena *arena, int version, bool *ret_usual,
                             px_error *err)
{
    px_plan_text *usual;
    size_t n;
    int rc = 0;

    *ret_usual = version == 0;
    for (int v = px_consent_usual_newest(PX_CONSENT_PARTICIPATION); rc >= 0 && !*ret_usual && v > 0;
         v--) {
        consent_usual_texts(arena, v, &usual, &n);
        rc = consent_is(db, version, usual, n, ret_usual, err);
    }
    return rc;
}

/* The version of the texts that were given, which is a new one where they differ. Without texts the
 * newest of the house; where it has none, or only had usual ones so far, the newest usual ones. */
static int consent_version(px_db *db, px_arena *arena, const px_call_open *open, int *ret_version,
                           px_error *err)
{
    px_plan_text *usual = NULL;
    const px_plan_text *texts = open->consents;
    size_t n = open->n_consents;
    bool same = false, was_usual = false;
    int version = 0;
    int rc = consent_newest(db, &version, err);

    if (rc >= 0 && n == 0)
        rc = consent_was_usual(db, arena, version, &was_usual, err);
    if (rc >= 0 && was_usual) {
        consent_usual_texts(arena, px_consent_usual_newest(PX_CONSENT_PARTICIPATION), &usual, &n);
        texts = usual;
    }
    if (rc >= 0)
        rc = consent_check(texts, n, err);
    if (rc >= 0 && n && version)
        rc = consent_is(db, version, texts, n, &same, err);
    if (rc >= 0 && n && !same)
        rc = consent_put(db, ++version, texts, n, err);
    if (rc >= 0)
        *ret_version = version;
    return rc;
}

/* ---- Opening */

static int open_moment(px_arena *arena, const px_zone *zone, px_moment_side side, const char *field,
                       px_str text, px_moment *ret_moment, px_error *err)
{
    int rc;

    if (!px_str_trim(text).len) {
        *ret_moment = px_moment_at(arena, zone, px_now() / 1000 * 1000);
        return 0;
    }
    rc = px_moment_parse(arena, zone, side, text, ret_moment, err);
    if (rc < 0)
        px_error_add(err, "field", field);
    ret_moment->day_only = false;
    return rc;
}

static int window_check(const px_call *call, px_error *err)
{
    if (call->opens.at < px_now() - DAY_MS)
        return fail_field(err, "opens", N_("a call cannot open in the past"));
    if (call->closes.at <= call->opens.at || call->closes.at < px_now())
        return fail_field(err, "closes", N_("a call has to close after it opens, and after now"));
    if (call->closes.at - call->opens.at > CALL_DAYS_MAX * DAY_MS)
        return fail_field(err, "closes", N_("a call is open for at most 366 days"));
    return 0;
}

static int open_check(px_arena *arena, const px_call_open *open, const px_planned *planned,
                      px_call *call, px_error *err)
{
    int rc = px_plan_texts_check(open->texts, open->n_texts, true, err);

    if (rc < 0)
        return rc;
    call->chairs = px_str_is(open->kind, "chairs");
    if (!call->chairs && !px_str_is(open->kind, "participants"))
        return fail_field(err, "kind", N_("a call is for 'participants' or for 'chairs'"));
    call->late = open->late.len ? open->late : planned->process.late;
    if (!px_str_is(call->late, "refuse") && !px_str_is(call->late, "mark"))
        return fail_field(err, "late", N_("what comes late is 'refuse' or 'mark'"));
    if (!px_str_trim(open->closes).len)
        return fail_field(err, "closes", N_("say when the call closes"));
    rc = open_moment(arena, planned->zone, PX_MOMENT_BEGINS, "opens", open->opens, &call->opens,
                     err);
    if (rc >= 0)
        rc = open_moment(arena, planned->zone, PX_MOMENT_ENDS, "closes", open->closes,
                         &call->closes, err);
    return rc < 0 ? rc : window_check(call, err);
}

/* The step that the call is, of the same process; 0: none. */
static int open_step(px_db *db, px_arena *arena, const px_call_open *open,
                     const px_planned *planned, int64_t *ret_step, px_error *err)
{
    px_step step;
    int rc;

    *ret_step = 0;
    if (!open->step.len)
        return 0;
    rc = px_step_find(db, arena, open->step, PX_STR(""), &step, err);
    if (rc >= 0 && step.process != planned->process.row)
        rc = px_fail(err, PX_ERR_NOT_FOUND, N_("the step is none of this process"), NULL);
    if (rc < 0) {
        px_error_add(err, "field", "step");
        return rc;
    }
    *ret_step = step.row;
    return 0;
}

static int call_insert(px_db *db, const px_call_open *open, px_call *call, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO call (public_id, process, step, kind, opens, opens_civil, "
                            "closes, closes_civil, late, consent_version) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, open->ret_id);
    px_query_int(&query, call->process);
    if (call->step)
        px_query_int(&query, call->step);
    else
        px_query_null(&query);
    px_query_cstr(&query, call->chairs ? "chairs" : "participants");
    px_query_int(&query, call->opens.at);
    px_query_str(&query, call->opens.civil);
    px_query_int(&query, call->closes.at);
    px_query_str(&query, call->closes.civil);
    px_query_str(&query, call->late);
    px_query_int(&query, call->consent_version);
    rc = px_query_run(&query, err);
    call->row = px_db_last_id(db);
    return rc;
}

static int call_texts_insert(px_db *db, const px_call_open *open, int64_t row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "INSERT OR REPLACE INTO call_text (call, language, title, text) VALUES (?, ?, ?, ?)",
        &query, err);

    for (size_t i = 0; rc >= 0 && i < open->n_texts; i++) {
        px_query_again(&query);
        px_query_int(&query, row);
        px_query_str(&query, open->texts[i].language);
        px_query_str(&query, px_str_trim(open->texts[i].title));
        px_query_str(&query, open->texts[i].text.ptr ? open->texts[i].text : PX_STR(""));
        rc = px_query_run(&query, err);
    }
    return rc;
}

static int call_set(px_db *db, const char *sql, const char *value, int64_t row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, value);
    px_query_int(&query, row);
    return px_query_run(&query, err);
}

static int open_say(px_db *db, px_arena *arena, const px_planned *planned, const px_call *call,
                    px_call_open *open, px_error *err)
{
    char digest[65];
    int rc;

    px_plan_texts_digest(open->texts, open->n_texts, digest);
    {
        const px_plan_pair pairs[] = {
            { .key = "call", .text = px_str_of(open->ret_id) },
            { .key = "closes", .text = call->closes.civil },
            { .key = "code", .text = planned->code.id },
            { .key = "consent", .number = call->consent_version },
            { .key = "kind", .text = call->chairs ? PX_STR("chairs") : PX_STR("participants") },
            { .key = "late", .text = call->late },
            { .key = "opens", .text = call->opens.civil },
            { .key = "process", .text = planned->process.key },
            { .key = "texts", .text = px_str_of(digest) },
            { .key = "zone", .text = planned->process.zone },
        };

        rc = px_plan_act(db, arena, "call.opened", planned, PX_STR(""), pairs, PX_COUNT(pairs),
                         open->author, open->ret_act, err);
    }
    return rc < 0 ? rc
                  : call_set(db, "UPDATE call SET act = ? WHERE id = ?", open->ret_act, call->row,
                             err);
}

static int call_schedule(px_db *db, const px_call *call, px_error *err)
{
    return px_job_add(db, "call.look", PX_STR("{}"), px_call_end(call), JOB_TRIES, err);
}

int px_call_open_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_planned planned = { 0 };
    px_call_open *open = arg;
    px_call call = { 0 };
    int rc = px_planned_open(db, arena, open->code, open->process, &planned, err);

    if (rc >= 0)
        rc = open_check(arena, open, &planned, &call, err);
    if (rc >= 0)
        rc = open_step(db, arena, open, &planned, &call.step, err);
    if (rc >= 0)
        rc = consent_version(db, arena, open, &call.consent_version, err);
    if (rc < 0)
        return rc;
    call.process = planned.process.row;
    px_random_public_id(open->ret_id);
    rc = call_insert(db, open, &call, err);
    if (rc >= 0)
        rc = call_texts_insert(db, open, call.row, err);
    if (rc >= 0)
        rc = open_say(db, arena, &planned, &call, open, err);
    return rc < 0 ? rc : call_schedule(db, &call, err);
}

/* ---- Extending */

static int extension_insert(px_db *db, const px_call *call, const px_moment *closes,
                            const px_call_extend *extend, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO call_extension (call, closed_before, closes, reason, "
                            "time, act) VALUES (?, ?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, call->row);
    px_query_str(&query, call->closes.civil);
    px_query_str(&query, closes->civil);
    px_query_str(&query, px_str_trim(extend->reason));
    px_query_int(&query, px_now());
    px_query_cstr(&query, extend->ret_act);
    return px_query_run(&query, err);
}

static int closing_set(px_db *db, int64_t row, const px_moment *closes, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "UPDATE call SET closes = ?, closes_civil = ? WHERE id = ?", &query,
                            err);

    if (rc < 0)
        return rc;
    px_query_int(&query, closes->at);
    px_query_str(&query, closes->civil);
    px_query_int(&query, row);
    return px_query_run(&query, err);
}

static int extend_check(const px_call *call, const px_moment *closes, px_error *err)
{
    if (px_call_state_at(call, px_now()) == PX_CALL_CLOSED || call->closed.len)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the call has closed: it cannot be extended; open another one"), NULL);
    if (!px_moment_is_set(closes) || closes->at <= call->closes.at)
        return fail_field(err, "closes", N_("an extension closes the call later than before"));
    if (closes->at - call->opens.at > CALL_DAYS_MAX * DAY_MS)
        return fail_field(err, "closes", N_("a call is open for at most 366 days"));
    return 0;
}

/* The title of the call as the readers of each language find it on its page. */
static int extend_titles(px_db *db, px_arena *arena, const px_call *call, px_notice_args *args,
                         px_error *err)
{
    int rc = 0;

    px_notice_arg(args, "title", call->title);
    for (size_t i = 0; rc >= 0 && px_language_at(i); i++) {
        const char *tag = px_language_tag(px_language_at(i));
        px_call own = { 0 };

        rc = px_call_get(db, arena, call->row, px_str_of(tag), &own, err);
        if (rc >= 0)
            px_notice_arg(args, px_arena_format(arena, "title_%s", tag), own.title);
    }
    return rc;
}

/* Those who have applied and are not decided learn that they can change it for longer. */
static int extend_tell(px_db *db, px_arena *arena, const px_call *call, const px_moment *closes,
                       px_str reason, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_notice_args args = { 0 };
    px_mail_text text = {
        .subject = N_("{title}: open until {closes}"),
        .body = N_("The call “{title}”, to which you have applied, stays open longer, for "
                   "everybody: until {closes} ({zone}).\n\nThe reason: {reason}"),
        .args = args.list,
        .link = px_arena_format(arena, "/calls/%.*s", PX_STR_ARG(call->id)),
    };
    int rc = px_query_start(
        db, "SELECT mail, language FROM application WHERE call = ? AND state = 'received'", &query,
        err);

    if (rc >= 0)
        rc = extend_titles(db, arena, call, &args, err);
    if (rc < 0)
        return rc;
    px_notice_arg_moment(arena, &args, "closes", closes);
    px_notice_arg(&args, "zone", call->zone);
    px_notice_arg(&args, "reason", reason);
    text.n_args = args.count;
    px_query_int(&query, call->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        px_mail_to to = { .address = px_query_next_text(&query, arena) };

        to.language = px_query_next_text(&query, arena);
        rc = px_mail_add(db, arena, PX_MAIL_APPLICATION, &to, &text, err);
        if (rc < 0)
            return rc;
    }
    return rc;
}

int px_call_extend_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_call_extend *extend = arg;
    px_planned planned = { 0 };
    px_moment closes = { 0 };
    px_call call = { 0 };
    int rc = px_call_find(db, arena, extend->call, PX_STR(""), &call, err);

    if (rc >= 0)
        rc = px_planned_open_any(db, arena, call.process, &planned, err);
    if (rc >= 0)
        rc = px_plan_reason_check(extend->reason, err);
    if (rc >= 0)
        rc = px_moment_parse(arena, planned.zone, PX_MOMENT_ENDS, extend->closes, &closes, err);
    if (rc >= 0)
        rc = extend_check(&call, &closes, err);
    if (rc < 0) {
        if (rc == -PX_ERR_INVALID && !px_error_arg(err, "field"))
            px_error_add(err, "field", "closes");
        return rc;
    }
    {
        const px_plan_pair pairs[] = {
            { .key = "call", .text = call.id },
            { .key = "closes", .text = closes.civil },
            { .key = "closes_before", .text = call.closes.civil },
            { .key = "code", .text = planned.code.id },
            { .key = "process", .text = planned.process.key },
            { .key = "reason", .text = px_str_trim(extend->reason) },
            { .key = "zone", .text = planned.process.zone },
        };

        rc = px_plan_act(db, arena, "call.extended", &planned, PX_STR(""), pairs, PX_COUNT(pairs),
                         extend->author, extend->ret_act, err);
    }
    if (rc >= 0)
        rc = extension_insert(db, &call, &closes, extend, err);
    if (rc >= 0)
        rc = closing_set(db, call.row, &closes, err);
    if (rc >= 0)
        rc = extend_tell(db, arena, &call, &closes, px_str_trim(extend->reason), err);
    call.closes = closes;
    return rc < 0 ? rc : call_schedule(db, &call, err);
}

/* ---- Closing */

static int close_say(px_db *db, px_arena *arena, const px_call *call, px_str reason,
                     const char *author, char ret_act[64], px_error *err)
{
    px_planned planned = { 0 };
    int rc = px_planned_open_any(db, arena, call->process, &planned, err);

    if (rc < 0)
        return rc;
    {
        const px_plan_pair pairs[] = {
            { .key = "call", .text = call->id },
            { .key = "closes", .text = call->closes.civil },
            { .key = "code", .text = planned.code.id },
            { .key = "early", .number = reason.len > 0 },
            { .key = "process", .text = planned.process.key },
            { .key = "reason", .text = reason },
            { .key = "zone", .text = planned.process.zone },
        };

        rc = px_plan_act(db, arena, "call.closed", &planned, PX_STR(""), pairs, PX_COUNT(pairs),
                         author, ret_act, err);
    }
    if (rc >= 0)
        rc = call_set(db, "UPDATE call SET closed = ? WHERE id = ?", ret_act, call->row, err);
    return rc;
}

int px_call_close_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_call_close *closing = arg;
    px_planned planned = { 0 };
    px_call call = { 0 };
    int rc = px_call_find(db, arena, closing->call, PX_STR(""), &call, err);

    if (rc >= 0)
        rc = px_plan_reason_check(closing->reason, err);
    if (rc >= 0)
        rc = px_planned_open_any(db, arena, call.process, &planned, err);
    if (rc < 0)
        return rc;
    if (px_call_state_at(&call, px_now()) != PX_CALL_OPEN)
        return px_fail(err, PX_ERR_CONFLICT, N_("the call is not open"), NULL);
    /* The last second that belongs to it is over now. */
    call.closes = px_moment_at(arena, planned.zone, px_now() / 1000 * 1000 - 1000);
    if (call.closes.at < call.opens.at)
        call.closes = call.opens;
    rc = closing_set(db, call.row, &call.closes, err);
    if (rc >= 0)
        rc = close_say(db, arena, &call, px_str_trim(closing->reason), closing->author,
                       closing->ret_act, err);
    return rc;
}

/* Those that the clock closed and nobody has said so. */
static int look_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int64_t rows[200];
    size_t n = 0;
    char act[64];
    int rc = px_query_start(db, "SELECT id FROM call WHERE closed = '' AND closes < ? LIMIT 200",
                            &query, err);

    (void)arg;
    if (rc < 0)
        return rc;
    px_query_int(&query, px_now() - 999);
    while (n < PX_COUNT(rows) && (rc = px_query_step(&query, err)) > 0)
        rows[n++] = px_query_next_int(&query);
    px_query_end(&query);
    for (size_t i = 0; rc >= 0 && i < n; i++) {
        px_call call;

        rc = px_call_get(db, arena, rows[i], PX_STR(""), &call, err);
        if (rc >= 0)
            rc = close_say(db, arena, &call, PX_STR(""), "house", act, err);
    }
    return rc;
}

int px_call_job(const px_job_work *work, px_error *err)
{
    return px_house_write(work->house, look_deed, NULL, err);
}
