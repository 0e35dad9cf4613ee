/* SPDX-License-Identifier: EUPL-1.2 */
/* Steps as they are moved and cancelled, and who is told. */
#include "drafting/process/meeting_priv.h"
#include "drafting/process/round_priv.h"

#include "base/banned.h"

static int set_state(px_db *db, int64_t step, const char *state, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "UPDATE step SET state = ? WHERE id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, state);
    px_query_int(&query, step);
    return px_query_run(&query, err);
}

/* The meeting that the step is: 1, or 0 where none was called. */
static int step_meeting(px_db *db, px_arena *arena, const px_step *step, px_meeting *ret_meeting,
                        px_error *err)
{
    px_error none = PX_ERROR_INIT;
    int rc = px_meeting_of_step(db, arena, step->row, PX_STR("en"), ret_meeting, &none);

    if (rc < 0)
        return rc == -PX_ERR_NOT_FOUND ? 0 : px_fail(err, none.code, none.message, NULL);
    return 1;
}

/* ---- Moving */

/* The end that keeps the length in civil days and hours: what lasted from Monday 10:00 to Tuesday
 * 17:00 does so wherever it is moved. */
static int keep_length(px_arena *arena, const px_zone *zone, const px_step *step, px_moment *starts,
                       px_moment *ret_ends, px_error *err)
{
    px_civil old_start = px_moment_civil(&step->starts), old_end = px_moment_civil(&step->ends),
             start = px_moment_civil(starts);
    px_civil end = px_civil_from_utc(px_civil_to_utc(&start) + px_civil_to_utc(&old_end) -
                                     px_civil_to_utc(&old_start));
    int rc;

    if (!step->starts.day_only && starts->day_only) { /* a day was given for what has an hour */
        start.hour = old_start.hour;
        start.minute = old_start.minute;
        start.second = old_start.second;
        rc = px_moment_of(arena, zone, PX_MOMENT_BEGINS, &start, false, starts, err);
        if (rc < 0)
            return rc;
        end = px_civil_from_utc(px_civil_to_utc(&start) + px_civil_to_utc(&old_end) -
                                px_civil_to_utc(&old_start));
    }
    if (!px_moment_is_set(&step->ends))
        return 0;
    return px_moment_of(arena, zone, PX_MOMENT_ENDS, &end, starts->day_only, ret_ends, err);
}

static int move_times(px_arena *arena, const px_step_move *move, const px_planned *planned,
                      const px_step *step, px_moment *ret_starts, px_moment *ret_ends,
                      px_error *err)
{
    bool no_end = px_str_is(move->ends, "-");
    int rc = px_plan_times_parse(arena, planned->zone, move->starts,
                                 no_end ? PX_STR("") : move->ends, ret_starts, ret_ends, err);

    if (rc < 0)
        return rc;
    if (!px_moment_is_set(ret_starts))
        return px_fail(err, PX_ERR_INVALID, N_("the new day of the step is missing"), "field",
                       "starts", NULL);
    if (move->ends.len || !px_moment_is_set(&step->starts))
        return 0;
    return keep_length(arena, planned->zone, step, ret_starts, ret_ends, err);
}

static int move_act(px_db *db, px_arena *arena, px_step_move *move, const px_planned *planned,
                    const px_step *step, const px_moment *starts, const px_moment *ends,
                    px_error *err)
{
    const px_plan_pair pairs[] = {
        { .key = "code", .text = planned->code.id },
        { .key = "ends", .text = px_moment_short(arena, ends) },
        { .key = "ends_before", .text = px_moment_short(arena, &step->ends) },
        { .key = "kind", .text = px_str_of(step->kind->name) },
        { .key = "process", .text = planned->process.key },
        { .key = "reason", .text = move->reason },
        { .key = "starts", .text = px_moment_short(arena, starts) },
        { .key = "starts_before", .text = px_moment_short(arena, &step->starts) },
        { .key = "step", .text = step->id },
    };

    return px_plan_act(db, arena, "step.moved", planned, step->version, pairs, PX_COUNT(pairs),
                       move->author, move->ret_act, err);
}

/* Moves it without a word to anybody; the act is in move->ret_act. */
static int step_move(px_db *db, px_arena *arena, px_step_move *move, const px_planned *planned,
                     const px_step *step, px_error *err)
{
    px_moment starts = { 0 }, ends = { 0 };
    int rc = px_plan_reason_check(move->reason, err);

    if (rc >= 0)
        rc = move_times(arena, move, planned, step, &starts, &ends, err);
    if (rc >= 0)
        rc = px_round_move(db, arena, step, &starts, &ends, err);
    if (rc >= 0)
        rc = px_plan_step_times(db, step->row, &starts, &ends, err);
    if (rc >= 0 && px_str_is(step->state, "cancelled"))
        rc = set_state(db, step->row, "planned", err);
    if (rc >= 0)
        rc = move_act(db, arena, move, planned, step, &starts, &ends, err);
    return rc < 0 ? rc : px_plan_step_act(db, step->row, move->ret_act, err);
}

int px_plan_step_move(px_db *db, px_step_move *move, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_planned planned = { 0 };
    px_step step = { 0 };
    int rc = px_planned_step(db, arena, move->step, &planned, &step, err);

    return rc < 0 ? rc : step_move(db, arena, move, &planned, &step, err);
}

/* A meeting that was called has a register, acts and mails of its own: moving its step moves it. */
static int move_meeting(px_db *db, px_step_move *move, const px_meeting *meeting, px_error *err)
{
    px_meeting_move m = { .meeting = meeting->id,
                          .starts = move->starts,
                          .ends = move->ends,
                          .reason = move->reason,
                          .author = move->author };
    int rc = px_meeting_move_any(db, &m, err);

    if (rc < 0)
        return rc;
    (void)snprintf(move->ret_act, sizeof(move->ret_act), "%s", m.ret_act);
    return 0;
}

int px_step_move_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_planned planned = { 0 };
    px_step_move *move = arg;
    px_meeting meeting;
    px_step step = { 0 };
    int rc = px_planned_step(db, arena, move->step, &planned, &step, err);

    if (rc >= 0)
        rc = step_meeting(db, arena, &step, &meeting, err);
    if (rc > 0)
        return move_meeting(db, move, &meeting, err);
    if (rc >= 0)
        rc = step_move(db, arena, move, &planned, &step, err);
    return rc < 0 ? rc : px_step_tell_moved(db, arena, &planned, &step, move->reason, err);
}

/* ---- Cancelling */

/* Cancels it without a word to anybody; the act is in cancel->ret_act. */
static int step_cancel(px_db *db, px_arena *arena, px_step_cancel *cancel,
                       const px_planned *planned, const px_step *step, px_error *err)
{
    int rc = px_plan_reason_check(cancel->reason, err);

    if (rc >= 0)
        rc = px_plan_state_check(arena, step, "done", N_("the step '{step}' is done already"), err);
    if (rc >= 0)
        rc = px_plan_state_check(arena, step, "cancelled",
                                 N_("the step '{step}' is cancelled already"), err);
    if (rc >= 0)
        rc = px_round_withdraw(db, arena, step, err);
    if (rc >= 0)
        rc = set_state(db, step->row, "cancelled", err);
    if (rc >= 0) {
        const px_plan_pair pairs[] = {
            { .key = "code", .text = planned->code.id },
            { .key = "kind", .text = px_str_of(step->kind->name) },
            { .key = "process", .text = planned->process.key },
            { .key = "reason", .text = cancel->reason },
            { .key = "step", .text = step->id },
        };

        rc = px_plan_act(db, arena, "step.cancelled", planned, step->version, pairs,
                         PX_COUNT(pairs), cancel->author, cancel->ret_act, err);
    }
    return rc < 0 ? rc : px_plan_step_act(db, step->row, cancel->ret_act, err);
}

int px_plan_step_cancel(px_db *db, px_step_cancel *cancel, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_planned planned = { 0 };
    px_step step = { 0 };
    int rc = px_planned_step(db, arena, cancel->step, &planned, &step, err);

    return rc < 0 ? rc : step_cancel(db, arena, cancel, &planned, &step, err);
}

static int cancel_meeting(px_db *db, px_step_cancel *cancel, const px_meeting *meeting,
                          px_error *err)
{
    px_meeting_cancel m = { .meeting = meeting->id,
                            .reason = cancel->reason,
                            .author = cancel->author };
    int rc = px_meeting_cancel_deed(db, &m, err);

    if (rc < 0)
        return rc;
    (void)snprintf(cancel->ret_act, sizeof(cancel->ret_act), "%s", m.ret_act);
    return 0;
}

int px_step_cancel_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_planned planned = { 0 };
    px_step_cancel *cancel = arg;
    px_meeting meeting;
    px_step step = { 0 };
    int rc = px_planned_step(db, arena, cancel->step, &planned, &step, err);

    if (rc >= 0)
        rc = step_meeting(db, arena, &step, &meeting, err);
    if (rc > 0)
        return cancel_meeting(db, cancel, &meeting, err);
    if (rc >= 0)
        rc = step_cancel(db, arena, cancel, &planned, &step, err);
    return rc < 0 ? rc : px_step_tell_cancelled(db, arena, &planned, &step, cancel->reason, err);
}
