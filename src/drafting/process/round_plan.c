/* SPDX-License-Identifier: EUPL-1.2 */
/* Rounds as they are opened, scheduled, extended and closed. */
#include "drafting/process/round_priv.h"

#include "base/banned.h"

#define DAY_MS ((px_time)86400000)

int px_round_row_get(px_db *db, px_arena *arena, int64_t row, px_round_row *ret_row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_round_row r = { 0 };
    int rc = px_round_get(db, arena, row, &r.round, err);

    if (rc >= 0)
        rc = px_query_start(db, "SELECT opened, closed, reminded FROM round WHERE id = ?", &query,
                            err);
    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    r.opened = px_query_next_text(&query, arena);
    r.closed = px_query_next_text(&query, arena);
    r.reminded = px_query_next_int(&query);
    *ret_row = r;
    return 0;
}

/* The row of the round of a step; 0: it has none. */
static int row_of_step(px_db *db, int64_t step, int64_t *ret_row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT id FROM round WHERE step = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, step);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_row = rc > 0 ? px_query_next_int(&query) : 0;
    return 0;
}

/* ---- Times */

static int fail_field(px_error *err, const char *field, const char *message)
{
    return px_fail(err, PX_ERR_INVALID, message, "field", field, NULL);
}

static px_time second_of(px_time t)
{
    return t - ((t % 1000) + 1000) % 1000;
}

static int find_opening(px_arena *arena, const px_round_open *open, const px_planned *planned,
                        px_time now, px_moment *ret_opens, px_error *err)
{
    int rc;

    if (!open->opens.len) {
        *ret_opens = px_moment_at(arena, planned->zone, second_of(now));
        return 0;
    }
    rc = px_moment_parse(arena, planned->zone, PX_MOMENT_BEGINS, open->opens, ret_opens, err);
    if (rc < 0) {
        px_error_add(err, "field", "opens");
        return rc;
    }
    ret_opens->day_only = false;
    if (ret_opens->at < second_of(now))
        return fail_field(err, "opens", N_("a round cannot open in the past"));
    return 0;
}

/* As many civil days as were planned, to the hour that was planned; else the days of the process,
 * to the end of the last one. */
static int default_closing(px_arena *arena, const px_planned *planned, const px_step *step,
                           const px_moment *opens, px_moment *ret_closes, px_error *err)
{
    bool as_planned = px_moment_is_set(&step->starts) && px_moment_is_set(&step->ends);
    px_civil c = { .hour = 23, .minute = 59, .second = 59 };
    int64_t days = planned->process.window_days;

    if (as_planned) {
        days = px_moment_day(&step->ends) - px_moment_day(&step->starts);
        c = px_moment_civil(&step->ends);
    }
    px_date_from_days(px_moment_day(opens) + days, &c.year, &c.month, &c.day);
    return px_moment_of(arena, planned->zone, PX_MOMENT_ENDS, &c, false, ret_closes, err);
}

static int check_window(const px_moment *opens, const px_moment *closes, px_time now, px_error *err)
{
    if (!px_moment_is_set(closes))
        return fail_field(err, "closes", N_("say when the round closes"));
    if (closes->at <= opens->at || closes->at < now)
        return fail_field(err, "closes", N_("a round has to close after it opens, and after now"));
    if (closes->at - opens->at > PX_ROUND_DAYS_MAX * DAY_MS)
        return fail_field(err, "closes", N_("a round is open for at most 366 days"));
    return 0;
}

static int find_closing(px_arena *arena, const px_round_open *open, const px_planned *planned,
                        const px_step *step, const px_moment *opens, px_moment *ret_closes,
                        px_error *err)
{
    int rc;

    if (!open->closes.len)
        return default_closing(arena, planned, step, opens, ret_closes, err);
    rc = px_moment_parse(arena, planned->zone, PX_MOMENT_ENDS, open->closes, ret_closes, err);
    if (rc < 0)
        px_error_add(err, "field", "closes");
    ret_closes->day_only = false;
    return rc;
}

/* ---- Rows */

static int round_insert(px_db *db, const px_planned *planned, const px_step *step,
                        const px_round *round, int64_t version, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "INSERT INTO round (step, process, number, version, opens, opens_at, closes, closes_at, "
        "late) VALUES (?1, ?2, (SELECT coalesce(max(number), 0) + 1 FROM round WHERE "
        "process = ?2), ?3, ?4, ?5, ?6, ?7, ?8)",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, step->row);
    px_query_int(&query, planned->process.row);
    if (version)
        px_query_int(&query, version);
    else
        px_query_null(&query);
    px_query_str(&query, round->opens.civil);
    px_query_int(&query, round->opens.at);
    px_query_str(&query, round->closes.civil);
    px_query_int(&query, round->closes.at);
    px_query_str(&query, round->late);
    return px_query_run(&query, err);
}

/* Round and step have the same times. */
static int round_times(px_db *db, const px_round *round, px_error *err)
{
    static const char *const statements[] = {
        "UPDATE round SET opens = ?1, opens_at = ?2, closes = ?3, closes_at = ?4 WHERE id = ?5",
        "UPDATE step SET starts = ?1, starts_at = ?2, ends = ?3, ends_at = ?4, day_only = 0 "
        "WHERE id = (SELECT step FROM round WHERE id = ?5)",
    };
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < PX_COUNT(statements); i++) {
        PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

        rc = px_query_start(db, statements[i], &query, err);
        if (rc < 0)
            return rc;
        px_query_str(&query, round->opens.civil);
        px_query_int(&query, round->opens.at);
        px_query_str(&query, round->closes.civil);
        px_query_int(&query, round->closes.at);
        px_query_int(&query, round->row);
        rc = px_query_run(&query, err);
    }
    return rc;
}

static int step_version(px_db *db, int64_t step, int64_t version, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "UPDATE step SET version = ? WHERE id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, version);
    px_query_int(&query, step);
    return px_query_run(&query, err);
}

/* ---- Opening */

static int open_check(px_db *db, px_arena *arena, const px_round_open *open, const px_step *step,
                      px_error *err)
{
    const char *kind = step->kind->name;
    int64_t round = 0;
    int rc = row_of_step(db, step->row, &round, err);

    if (rc < 0)
        return rc;
    if (round)
        return px_fail(err, PX_ERR_EXISTS, N_("the step '{step}' has its round already"), "step",
                       px_arena_cstr(arena, step->title), NULL);
    if (strcmp(kind, "written-feedback") != 0 && strcmp(kind, "consultation") != 0)
        return px_fail(err, PX_ERR_INVALID,
                       N_("only steps of the kinds written-feedback and consultation have a "
                          "round; '{step}' is a '{kind}'"),
                       "step", px_arena_cstr(arena, step->title), "kind", kind, NULL);
    if (!px_str_is(step->state, "planned"))
        return px_fail(err, PX_ERR_CONFLICT, N_("the step '{step}' is not planned any more"),
                       "step", px_arena_cstr(arena, step->title), NULL);
    if (open->late.len && !px_str_is(open->late, "refuse") && !px_str_is(open->late, "mark"))
        return fail_field(err, "late", N_("what comes late is 'refuse' or 'mark'"));
    return 0;
}

static int scheduled_act(px_db *db, px_arena *arena, const px_planned *planned, const px_step *step,
                         const px_round *round, px_round_open *open, px_error *err)
{
    const px_plan_pair pairs[] = {
        { .key = "closes", .text = round->closes.civil },
        { .key = "code", .text = planned->code.id },
        { .key = "late", .text = round->late },
        { .key = "opens", .text = round->opens.civil },
        { .key = "process", .text = planned->process.key },
        { .key = "round", .number = round->number },
        { .key = "step", .text = step->id },
        { .key = "zone", .text = planned->process.zone },
    };

    return px_plan_act(db, arena, "round.scheduled", planned, round->version, pairs,
                       PX_COUNT(pairs), open->author, open->ret_act, err);
}

/* The new round: its row, the times of its step, its jobs. */
static int open_make(px_db *db, px_arena *arena, const px_planned *planned, const px_step *step,
                     px_round *round, int64_t version, px_error *err)
{
    int rc = round_insert(db, planned, step, round, version, err);
    int64_t row = px_db_last_id(db);

    if (rc >= 0 && version)
        rc = step_version(db, step->row, version, err);
    if (rc >= 0)
        rc = px_round_get(db, arena, row, round, err);
    if (rc >= 0)
        rc = round_times(db, round, err);
    return rc < 0 ? rc : px_round_schedule(db, arena, round, err);
}

int px_round_open_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_planned planned = { 0 };
    px_round_open *open = arg;
    px_time now = px_now();
    px_round round = { 0 };
    px_step step = { 0 };
    int64_t version = 0;
    int rc = px_planned_step(db, arena, open->step, &planned, &step, err);

    if (rc >= 0)
        rc = open_check(db, arena, open, &step, err);
    if (rc >= 0)
        rc = find_opening(arena, open, &planned, now, &round.opens, err);
    if (rc >= 0)
        rc = find_closing(arena, open, &planned, &step, &round.opens, &round.closes, err);
    if (rc >= 0)
        rc = check_window(&round.opens, &round.closes, now, err);
    if (rc >= 0)
        rc = px_plan_version(db, arena, &planned.code,
                             open->version.len ? open->version : step.version, &version, err);
    round.late = open->late.len ? open->late : planned.process.late;
    if (rc >= 0)
        rc = open_make(db, arena, &planned, &step, &round, version, err);
    if (rc < 0)
        return rc;
    open->ret_opened = px_round_state_at(&round, now) != PX_ROUND_PLANNED;
    if (open->ret_opened)
        rc = px_round_say_opened(db, arena, &planned, &round, open->author, open->ret_act, err);
    else
        rc = scheduled_act(db, arena, &planned, &step, &round, open, err);
    if (rc >= 0)
        rc = px_plan_step_act(db, step.row, open->ret_act, err);
    open->ret_number = round.number;
    open->ret_row = round.row;
    return rc;
}

/* ---- With its step */

int px_round_move(px_db *db, px_arena *arena, const px_step *step, const px_moment *starts,
                  const px_moment *ends, px_error *err)
{
    px_round_row r;
    int64_t row = 0;
    int rc = row_of_step(db, step->row, &row, err);

    if (rc < 0 || !row)
        return rc;
    rc = px_round_row_get(db, arena, row, &r, err);
    if (rc < 0)
        return rc;
    if (r.opened.len || px_round_state_at(&r.round, px_now()) != PX_ROUND_PLANNED)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the round of the step '{step}' has opened: it can be extended, not "
                          "moved"),
                       "step", px_arena_cstr(arena, step->title), NULL);
    rc = check_window(starts, ends, px_now(), err);
    if (rc < 0)
        return rc;
    r.round.opens = *starts;
    r.round.closes = *ends;
    rc = round_times(db, &r.round, err);
    return rc < 0 ? rc : px_round_schedule(db, arena, &r.round, err);
}

int px_round_withdraw(px_db *db, px_arena *arena, const px_step *step, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_round_row r;
    int64_t row = 0;
    int rc = row_of_step(db, step->row, &row, err);

    if (rc < 0 || !row)
        return rc;
    rc = px_round_row_get(db, arena, row, &r, err);
    if (rc < 0)
        return rc;
    if (r.opened.len || px_round_state_at(&r.round, px_now()) != PX_ROUND_PLANNED)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the round of the step '{step}' has opened: it can be closed, not "
                          "cancelled"),
                       "step", px_arena_cstr(arena, step->title), NULL);
    rc = px_query_start(db, "DELETE FROM round_extension WHERE round = ?", &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    rc = px_query_run(&query, err);
    if (rc >= 0)
        rc = px_query_start(db, "DELETE FROM round WHERE id = ?", &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, row);
    return px_query_run(&query, err);
}

/* ---- Extending */

static int extend_check(px_arena *arena, const px_planned *planned, const px_round *round,
                        const px_moment *closes, px_error *err)
{
    if (px_round_state_at(round, px_now()) == PX_ROUND_CLOSED)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("round {number} of the process '{process}' has closed: it cannot be "
                          "extended; open another one"),
                       "number", px_arena_format(arena, "%d", round->number), "process",
                       px_arena_cstr(arena, planned->process.key), NULL);
    if (!px_moment_is_set(closes) || closes->at <= round->closes.at)
        return fail_field(err, "closes", N_("an extension closes the round later than before"));
    return check_window(&round->opens, closes, px_now(), err);
}

static int extension_insert(px_db *db, const px_round *round, const px_moment *before,
                            const px_round_extend *extend, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO round_extension (round, closed_before, closes, reason, "
                            "time, act) VALUES (?, ?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, round->row);
    px_query_str(&query, before->civil);
    px_query_str(&query, round->closes.civil);
    px_query_str(&query, extend->reason);
    px_query_int(&query, px_now());
    px_query_cstr(&query, extend->ret_act);
    return px_query_run(&query, err);
}

static int extend_say(px_db *db, px_arena *arena, const px_planned *planned, const px_round *round,
                      const px_moment *before, px_round_extend *extend, px_error *err)
{
    const px_plan_pair pairs[] = {
        { .key = "closes", .text = round->closes.civil },
        { .key = "closes_before", .text = before->civil },
        { .key = "code", .text = planned->code.id },
        { .key = "process", .text = planned->process.key },
        { .key = "reason", .text = extend->reason },
        { .key = "round", .number = round->number },
        { .key = "zone", .text = planned->process.zone },
    };
    int rc = px_plan_act(db, arena, "round.extended", planned, round->version, pairs,
                         PX_COUNT(pairs), extend->author, extend->ret_act, err);

    if (rc >= 0)
        rc = extension_insert(db, round, before, extend, err);
    if (rc >= 0)
        rc = px_round_tell(db, arena, planned, round, PX_ROUND_NEWS_EXTENDED, extend->reason, err);
    return rc;
}

/* The time that was given, else so many civil days later at the same hour. */
static int extended_closing(px_arena *arena, const px_planned *planned, const px_round *round,
                            const px_round_extend *extend, px_moment *ret_closes, px_error *err)
{
    px_civil c = px_moment_civil(&round->closes);
    int rc;

    if (!extend->closes.len && extend->days > 0 && extend->days <= PX_ROUND_DAYS_MAX) {
        px_date_from_days(px_moment_day(&round->closes) + extend->days, &c.year, &c.month, &c.day);
        return px_moment_of(arena, planned->zone, PX_MOMENT_ENDS, &c, false, ret_closes, err);
    }
    rc = px_moment_parse(arena, planned->zone, PX_MOMENT_ENDS, extend->closes, ret_closes, err);
    if (rc < 0)
        px_error_add(err, "field", "closes");
    ret_closes->day_only = false;
    return rc;
}

int px_round_extend_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_planned planned = { 0 };
    px_round_extend *extend = arg;
    px_moment closes = { 0 }, before;
    px_round round = { 0 };
    int rc = px_planned_open(db, arena, extend->code, extend->process, &planned, err);

    if (rc >= 0)
        rc = px_round_find(db, arena, &planned.process, extend->number, &round, err);
    if (rc >= 0)
        rc = px_plan_reason_check(extend->reason, err);
    if (rc < 0)
        return rc;
    rc = extended_closing(arena, &planned, &round, extend, &closes, err);
    if (rc >= 0)
        rc = extend_check(arena, &planned, &round, &closes, err);
    if (rc < 0)
        return rc;
    before = round.closes;
    round.closes = closes;
    rc = round_times(db, &round, err);
    if (rc >= 0)
        rc = px_round_schedule(db, arena, &round, err);
    return rc < 0 ? rc : extend_say(db, arena, &planned, &round, &before, extend, err);
}

/* ---- Closing */

int px_round_close_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_planned planned = { 0 };
    px_round_close *close = arg;
    px_time last = second_of(px_now()) - 1000; /* the last second in which it was open */
    px_round_row r = { 0 };
    int rc = px_planned_open(db, arena, close->code, close->process, &planned, err);

    if (rc >= 0)
        rc = px_round_find(db, arena, &planned.process, close->number, &r.round, err);
    if (rc >= 0)
        rc = px_round_row_get(db, arena, r.round.row, &r, err);
    if (rc >= 0)
        rc = px_plan_reason_check(close->reason, err);
    if (rc < 0)
        return rc;
    if (px_round_state_at(&r.round, px_now()) != PX_ROUND_OPEN)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("round {number} of the process '{process}' is not open"), "number",
                       px_arena_format(arena, "%d", r.round.number), "process",
                       px_arena_cstr(arena, planned.process.key), NULL);
    if (!r.opened.len) /* open by the clock, and nobody has said so yet */
        rc = px_round_say_opened(db, arena, &planned, &r.round, close->author, close->ret_act, err);
    r.round.closes = px_moment_at(arena, planned.zone, last);
    if (rc >= 0)
        rc = round_times(db, &r.round, err);
    return rc < 0 ? rc
                  : px_round_say_closed(db, arena, &planned, &r.round, close->reason, close->author,
                                        close->ret_act, err);
}

/* ---- Reading */

int px_round_extension_list(px_db *db, px_arena *arena, const px_round *round,
                            px_round_extension **ret_extensions, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_round_extension *extensions = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db,
                            "SELECT closed_before, closes, reason, act, time FROM "
                            "round_extension WHERE round = ? ORDER BY id",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, round->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        extensions = px_arena_grow(arena, extensions, count, &room, sizeof(*extensions));
        extensions[count].before.civil = px_query_next_text(&query, arena);
        extensions[count].closes.civil = px_query_next_text(&query, arena);
        extensions[count].reason = px_query_next_text(&query, arena);
        extensions[count].act = px_query_next_text(&query, arena);
        extensions[count++].time = px_query_next_int(&query);
    }
    if (rc < 0)
        return rc;
    *ret_extensions = extensions;
    *ret_count = count;
    return 0;
}
