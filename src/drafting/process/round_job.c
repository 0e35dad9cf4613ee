/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What happens to rounds by the clock: opening, reminder, closing, each said once. Jobs are hints
 * when to look: what is done follows from the clock and from the acts that were appended before.
 */
#include "base/json_read.h"
#include "drafting/mail/mail.h"
#include "drafting/process/notice_args.h"
#include "drafting/process/planning.h"
#include "drafting/process/round_priv.h"

#include "base/banned.h"

#define DAY_MS ((px_time)86400000)
enum { JOB_TRIES = 20 };

/* ---- When to look */

static int add_job(px_db *db, px_arena *arena, const char *kind, const px_round *round, px_time due,
                   px_error *err)
{
    const char *payload = px_arena_format(arena, "{\"round\":%lld}", (long long)round->row);

    return px_job_add(db, kind, px_str_of(payload), due, JOB_TRIES, err);
}

static px_time reminder_time(const px_round *round)
{
    return round->closes.at - px_planning_number("round-reminder") * DAY_MS;
}

int px_round_schedule(px_db *db, px_arena *arena, const px_round *round, px_error *err)
{
    px_time now = px_now(), remind = reminder_time(round);
    int rc = 0;

    if (round->opens.at > now)
        rc = add_job(db, arena, "round.open", round, round->opens.at, err);
    /* A window that is shorter than that needs no reminder beside the news of its opening. */
    if (rc >= 0 && remind > now && remind > round->opens.at)
        rc = add_job(db, arena, "round.remind", round, remind, err);
    return rc < 0 ? rc : add_job(db, arena, "round.close", round, px_round_end(round), err);
}

/* ---- What is said */

typedef struct news_text {
    const char *subject, *body;
} news_text;

static const news_text news_texts[] = {
    [PX_ROUND_NEWS_OPENED] = { N_("{code}: round {number} is open until {closes}"),
                               N_("Round {number} of the process '{process}' is open. You can "
                                  "comment on the draft until {closes} ({zone}): choose 'Comment "
                                  "on "
                                  "this' beside a provision, or select words in the text.") },
    [PX_ROUND_NEWS_EXTENDED] = { N_("{code}: round {number} is extended until {closes}"),
                                 N_("Round {number} of the process '{process}' stays open longer, "
                                    "for everybody: until "
                                    "{closes} ({zone}).\n\nThe reason: {reason}") },
    [PX_ROUND_NEWS_REMINDER] = { N_("{code}: round {number} closes on {closes}"),
                                 N_("Round {number} of the process '{process}' closes soon: you "
                                    "can comment on the draft until {closes} ({zone}). Drafts of "
                                    "comments that you have saved are not submitted by "
                                    "themselves.") },
    [PX_ROUND_NEWS_CLOSED] = { N_("{code}: round {number} has closed"),
                               N_("Round {number} of the process '{process}' has closed. It was "
                                  "open until {closes} "
                                  "({zone}).") },
};
static const news_text closed_early = {
    N_("{code}: round {number} was closed before its time"),
    N_("Round {number} of the process '{process}' was closed before its time. It was open until "
       "{closes} ({zone}).\n\nThe reason: {reason}"),
};

/* Where the mail leads: to the draft while comments are taken, else to the page of the cycle. */
static const char *round_page(px_arena *arena, const px_planned *planned, const px_round *round,
                              px_round_news news)
{
    px_str code = planned->code.id, process = planned->process.key;

    if (news != PX_ROUND_NEWS_CLOSED && round->version.len)
        return px_arena_format(arena, "/codes/%.*s/%.*s", PX_STR_ARG(code),
                               PX_STR_ARG(round->version));
    if (!round->cycle)
        return px_arena_format(arena, "/codes/%.*s/processes/%.*s", PX_STR_ARG(code),
                               PX_STR_ARG(process));
    return px_arena_format(arena, "/codes/%.*s/processes/%.*s/cycles/%d", PX_STR_ARG(code),
                           PX_STR_ARG(process), round->cycle);
}

int px_round_tell(px_db *db, px_arena *arena, const px_planned *planned, const px_round *round,
                  px_round_news news, px_str reason, px_error *err)
{
    const news_text *text =
        news == PX_ROUND_NEWS_CLOSED && reason.len ? &closed_early : &news_texts[news];
    px_audience audience = { .scope = px_scope_code(planned->code.row) };
    px_notice_args args = { 0 };
    const char *page = round_page(arena, planned, round, news);
    px_mail_text mail = {
        .subject = text->subject,
        .body = text->body,
        .args = args.list,
        .link = page,
    };
    int rc = px_notice_arg_code(db, arena, &args, planned->code.id, err);

    if (rc >= 0)
        rc = px_notice_arg_process(db, arena, &args, planned->process.row, err);
    if (rc < 0)
        return rc;
    px_notice_arg(&args, "number", px_str_of(px_arena_format(arena, "%d", round->number)));
    px_notice_arg_moment(arena, &args, "closes", &round->closes);
    px_notice_arg(&args, "zone", planned->process.zone);
    px_notice_arg(&args, "reason", reason);
    mail.n_args = args.count;
    return px_notice_add(db, PX_MAIL_ROUND, &audience, &mail, err);
}

static int set_act(px_db *db, const char *sql, const px_round *round, const char *act,
                   px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, act);
    px_query_int(&query, round->row);
    return px_query_run(&query, err);
}

int px_round_say_opened(px_db *db, px_arena *arena, const px_planned *planned,
                        const px_round *round, const char *author, char ret_act[64], px_error *err)
{
    const px_plan_pair pairs[] = {
        { .key = "closes", .text = round->closes.civil },
        { .key = "code", .text = planned->code.id },
        { .key = "late", .text = round->late },
        { .key = "opens", .text = round->opens.civil },
        { .key = "process", .text = planned->process.key },
        { .key = "round", .number = round->number },
        { .key = "zone", .text = planned->process.zone },
    };
    int rc = px_plan_act(db, arena, "round.opened", planned, round->version, pairs, PX_COUNT(pairs),
                         author, ret_act, err);

    if (rc >= 0)
        rc = set_act(db, "UPDATE round SET opened = ? WHERE id = ?", round, ret_act, err);
    if (rc >= 0)
        rc = px_round_tell(db, arena, planned, round, PX_ROUND_NEWS_OPENED, PX_STR(""), err);
    return rc;
}

int px_round_say_closed(px_db *db, px_arena *arena, const px_planned *planned,
                        const px_round *round, px_str reason, const char *author, char ret_act[64],
                        px_error *err)
{
    const px_plan_pair pairs[] = {
        { .key = "closes", .text = round->closes.civil },
        { .key = "code", .text = planned->code.id },
        { .key = "early", .number = reason.len > 0 },
        { .key = "process", .text = planned->process.key },
        { .key = "reason", .text = reason.ptr ? reason : PX_STR("") },
        { .key = "round", .number = round->number },
        { .key = "zone", .text = planned->process.zone },
    };
    int rc = px_plan_act(db, arena, "round.closed", planned, round->version, pairs, PX_COUNT(pairs),
                         author, ret_act, err);

    if (rc >= 0)
        rc = set_act(db, "UPDATE round SET closed = ? WHERE id = ?", round, ret_act, err);
    if (rc >= 0)
        rc = set_act(db,
                     "UPDATE step SET state = 'done', act = ? "
                     "WHERE id = (SELECT step FROM round WHERE id = ?)",
                     round, ret_act, err);
    if (rc >= 0)
        rc = px_round_tell(db, arena, planned, round, PX_ROUND_NEWS_CLOSED, reason, err);
    return rc;
}

/* ---- Looking */

typedef struct looking {
    int64_t round;
    bool remind;
} looking;

static int remind(px_db *db, px_arena *arena, const px_planned *planned, const px_round_row *r,
                  px_time now, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc;

    if (r->reminded == r->round.closes.at || now < reminder_time(&r->round) ||
        px_round_state_at(&r->round, now) != PX_ROUND_OPEN)
        return 0;
    rc = px_query_start(db, "UPDATE round SET reminded = ? WHERE id = ?", &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, r->round.closes.at);
    px_query_int(&query, r->round.row);
    rc = px_query_run(&query, err);
    return rc < 0 ? rc
                  : px_round_tell(db, arena, planned, &r->round, PX_ROUND_NEWS_REMINDER, PX_STR(""),
                                  err);
}

/* Says what the clock did and nobody has said. A round that is not there any more was withdrawn
 * before it opened. */
static int look_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const looking *l = arg;
    px_planned planned = { 0 };
    px_time now = px_now();
    px_round_row r = { 0 };
    char act[64];
    int rc = px_round_row_get(db, arena, l->round, &r, err);

    if (rc == -PX_ERR_NOT_FOUND)
        return 0;
    if (rc >= 0)
        rc = px_planned_open_any(db, arena, r.round.process, &planned, err);
    if (rc >= 0 && !r.opened.len && now >= r.round.opens.at)
        rc = px_round_say_opened(db, arena, &planned, &r.round, "house", act, err);
    if (rc >= 0 && !r.closed.len && px_round_state_at(&r.round, now) == PX_ROUND_CLOSED)
        rc = px_round_say_closed(db, arena, &planned, &r.round, PX_STR(""), "house", act, err);
    if (rc >= 0 && l->remind)
        rc = remind(db, arena, &planned, &r, now, err);
    return rc;
}

static int look(const px_job_work *work, bool remind_too, px_error *err)
{
    PX_AUTO_JSON json_t *payload = NULL;
    looking l = { .remind = remind_too };
    long long round;
    int rc = px_json_parse(work->job->payload, "job", 4096, &payload, err);

    if (rc >= 0)
        rc = px_json_get_int(payload, "round", 1, INT64_MAX, &round, err);
    if (rc < 0)
        return rc;
    l.round = round;
    return px_house_write(work->house, look_deed, &l, err);
}

int px_round_open_job(const px_job_work *work, px_error *err)
{
    return look(work, false, err);
}

int px_round_close_job(const px_job_work *work, px_error *err)
{
    return look(work, false, err);
}

int px_round_remind_job(const px_job_work *work, px_error *err)
{
    return look(work, true, err);
}
