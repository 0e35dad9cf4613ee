/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/process/meeting_plan.h"

#include <utf8proc.h>

#include "code/markdown/markdown.h"
#include "drafting/dossier_field.h"
#include "drafting/process/meeting_priv.h"
#include "drafting/process/moment.h"
#include "drafting/process/plan_priv.h"
#include "store/act.h"

#include "base/banned.h"

/* ---- Checks */

int px_meeting_line_check(px_str text, const char *field, bool needed, px_error *err)
{
    if (needed && !px_str_trim(text).len)
        return px_fail(err, PX_ERR_INVALID, N_("this must be filled in"), "field", field, NULL);
    if (text.len > PX_MEETING_LINE_MAX || !px_utf8_valid(text, NULL) || px_str_has_control(text))
        return px_fail(err, PX_ERR_INVALID, N_("this is one line of at most {max} characters"),
                       "max", "300", "field", field, NULL);
    return 0;
}

static int check_link(px_str link, px_error *err)
{
    if (!link.len ||
        (link.len <= PX_MEETING_LINK_MAX &&
         px_str_eq_nocase(px_str_sub(link, 0, 8), PX_STR("https://")) && px_link_allowed(link)))
        return 0;
    return px_fail(err, PX_ERR_INVALID,
                   N_("the link of a meeting is an address that begins with https://"), "field",
                   "link", NULL);
}

static int check_call(const px_meeting_call *call, px_error *err)
{
    int rc = px_plan_texts_check(call->texts, call->n_texts, false, err);

    if (rc >= 0)
        rc = px_meeting_line_check(call->body, "body", false, err);
    if (rc >= 0)
        rc = px_meeting_line_check(call->place, "place", false, err);
    if (rc >= 0)
        rc = check_link(call->link, err);
    if (rc < 0)
        return rc;
    if (call->n_groups > PX_MEETING_GROUPS_MAX)
        return px_fail(err, PX_ERR_INVALID, N_("a meeting has at most {max} working groups"), "max",
                       "32", "field", "groups", NULL);
    return 0;
}

/* Of the kind of the step, with its day and the groups that it needs. */
static int check_step(px_arena *arena, const px_meeting_call *call, const px_step *step,
                      px_error *err)
{
    if (!px_meeting_kind_find(px_str_of(step->kind->name)))
        return px_fail(err, PX_ERR_INVALID, N_("a step of the kind '{kind}' is no meeting"), "kind",
                       step->kind->name, "field", "kind", NULL);
    if (!px_str_is(step->state, "planned"))
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the step '{step}' is done or cancelled; plan another one"), "step",
                       px_arena_cstr(arena, step->title), NULL);
    if (!px_moment_is_set(&step->starts))
        return px_fail(err, PX_ERR_INVALID, N_("a meeting that is called has a day"), "field",
                       "starts", NULL);
    if (!call->n_groups &&
        (px_str_is(px_str_of(step->kind->name), "group-meeting") ||
         call->may_attend == PX_MEETING_GROUPS || call->sees_papers == PX_MEETING_GROUPS))
        return px_fail(err, PX_ERR_INVALID, N_("name the working groups that meet"), "field",
                       "groups", NULL);
    return 0;
}

/* ---- The step that becomes a meeting */

/* A kind is worded in lower case; a title begins with a capital. */
static px_str kind_title(px_arena *arena, const char *words)
{
    PX_AUTO_BUILDER px_builder title = PX_BUILDER_INIT(1024);
    px_str text = px_str_of(words);
    size_t len;

    px_builder_utf8(&title, (unsigned)utf8proc_toupper((int)px_utf8_decode(text, &len)));
    px_builder_str(&title, px_str_sub(text, len, text.len));
    return px_arena_str(arena, px_builder_view(&title));
}

/* Without a title a new step is called what its kind is, in all languages of the interface. */
static size_t kind_texts(px_arena *arena, px_str kind, px_plan_text **ret_texts)
{
    const px_dossier_word *word = px_dossier_word_find(px_dossier_steps, kind);
    px_plan_text *texts = px_arena_array(arena, PX_PLAN_LANGUAGES_MAX, sizeof(*texts));
    size_t n = 0;

    for (; word && n < PX_PLAN_LANGUAGES_MAX && px_language_at(n); n++)
        texts[n] =
            (px_plan_text){ .language = px_str_of(px_language_tag(px_language_at(n))),
                            .title = kind_title(arena, px_tr(px_language_at(n), word->title)),
                            .text = PX_STR("") };
    *ret_texts = texts;
    return n;
}

static int step_new(px_db *db, px_arena *arena, const px_meeting_call *call, px_str *ret_id,
                    px_error *err)
{
    px_step_add add = {
        .code = call->code,
        .process = call->process,
        .key = call->key,
        .kind = call->kind,
        .cycle = call->cycle,
        .starts = call->starts,
        .ends = call->ends,
        .texts = call->texts,
        .n_texts = call->n_texts,
        .author = call->author,
    };
    int rc;

    if (!px_meeting_kind_find(call->kind))
        return px_fail(err, PX_ERR_INVALID, N_("a step of the kind '{kind}' is no meeting"), "kind",
                       px_arena_cstr(arena, call->kind), "field", "kind", NULL);
    if (!call->n_texts) {
        px_plan_text *texts;

        add.n_texts = kind_texts(arena, call->kind, &texts);
        add.texts = texts;
    }
    rc = px_step_add_deed(db, &add, err);
    if (rc < 0)
        return rc;
    *ret_id = px_str_of(px_arena_cstr(arena, px_str_of(add.ret_id)));
    return 0;
}

/* Times and words of a planned step, where the call gives others. */
static int step_adjust(px_db *db, const px_meeting_call *call, px_error *err)
{
    px_step_move move = { .step = call->step,
                          .starts = call->starts,
                          .ends = call->ends,
                          .reason = PX_STR("called as a meeting"),
                          .author = call->author };
    px_step_change change = { .step = call->step,
                              .cycle = -1,
                              .required = -1,
                              .texts = call->texts,
                              .n_texts = call->n_texts,
                              .author = call->author };
    int rc = call->starts.len ? px_plan_step_move(db, &move, err) : 0;

    return rc < 0 || !call->n_texts ? rc : px_step_change_deed(db, &change, err);
}

/* The step, which must be one of the process. */
static int step_open(px_db *db, px_arena *arena, const px_meeting_call *call,
                     const px_planned *planned, px_step *ret_step, px_error *err)
{
    px_str id = call->step;
    int rc = id.len ? px_step_find(db, arena, id, PX_STR("en"), ret_step, err) : 0;

    if (rc >= 0 && id.len && ret_step->process != planned->process.row)
        rc = px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such step"), NULL);
    if (rc >= 0 && id.len && !px_str_is(ret_step->state, "planned"))
        return check_step(arena, call, ret_step, err);
    if (rc >= 0)
        rc = id.len ? step_adjust(db, call, err) : step_new(db, arena, call, &id, err);
    if (rc >= 0)
        rc = px_step_find(db, arena, id, PX_STR("en"), ret_step, err);
    return rc < 0 ? rc : check_step(arena, call, ret_step, err);
}

/* ---- Calling */

static int call_insert(px_db *db, const px_meeting_call *call, const px_step *step,
                       const px_act_receipt *receipt, int64_t *ret_row, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO meeting (public_id, step, process, body, place, link, "
                            "may_attend, sees_papers, called, act) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, call->ret_id);
    px_query_int(&query, step->row);
    px_query_int(&query, step->process);
    px_query_str(&query, call->body.ptr ? px_str_trim(call->body) : PX_STR(""));
    px_query_str(&query, call->place.ptr ? px_str_trim(call->place) : PX_STR(""));
    px_query_str(&query, call->link.ptr ? call->link : PX_STR(""));
    px_query_cstr(&query, px_meeting_audience_name(call->may_attend));
    px_query_cstr(&query, px_meeting_audience_name(call->sees_papers));
    px_query_int(&query, receipt->time);
    px_query_cstr(&query, receipt->id);
    rc = px_query_run(&query, err);
    if (rc == -PX_ERR_EXISTS)
        return px_fail(err, PX_ERR_CONFLICT, N_("this step is a meeting already"), NULL);
    *ret_row = px_db_last_id(db);
    return rc;
}

static int call_groups(px_db *db, int64_t meeting, const px_group *groups, size_t n_groups,
                       px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT OR IGNORE INTO meeting_group (meeting, working_group) "
                            "VALUES (?, ?)",
                            &query, err);

    for (size_t i = 0; rc >= 0 && i < n_groups; i++) {
        px_query_int(&query, meeting);
        px_query_int(&query, groups[i].row);
        rc = px_query_run(&query, err);
        px_query_again(&query);
    }
    return rc;
}

static int call_act(px_db *db, px_arena *arena, const px_meeting_call *call,
                    const px_planned *planned, const px_step *step, px_act_receipt *ret_receipt,
                    px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(64 * 1024);
    px_act act = { .kind = "meeting.called",
                   .code = px_arena_cstr(arena, planned->code.id),
                   .author = call->author };
    px_json json;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_cstr(&json, "attend", px_meeting_audience_name(call->may_attend));
    px_json_pair_str(&json, "body", call->body.ptr ? call->body : PX_STR(""));
    px_json_pair_str(&json, "code", planned->code.id);
    px_json_pair_str(&json, "ends", px_moment_short(arena, &step->ends));
    px_json_key(&json, "groups");
    px_json_array(&json);
    for (size_t i = 0; i < call->n_groups; i++)
        px_json_str(&json, call->groups[i]);
    px_json_array_end(&json);
    px_json_pair_cstr(&json, "kind", step->kind->name);
    px_json_pair_cstr(&json, "meeting", call->ret_id);
    px_json_pair_cstr(&json, "papers", px_meeting_audience_name(call->sees_papers));
    px_json_pair_str(&json, "process", planned->process.key);
    px_json_pair_str(&json, "starts", px_moment_short(arena, &step->starts));
    px_json_pair_str(&json, "step", step->id);
    return px_act_append_json(db, &act, &json, ret_receipt, err);
}

static int call_store(px_db *db, px_arena *arena, px_meeting_call *call, const px_planned *planned,
                      const px_step *step, const px_group *groups, px_error *err)
{
    px_act_receipt receipt;
    px_meeting meeting;
    int64_t row = 0;
    int rc;

    px_random_public_id(call->ret_id);
    rc = call_act(db, arena, call, planned, step, &receipt, err);
    if (rc >= 0)
        rc = call_insert(db, call, step, &receipt, &row, err);
    if (rc >= 0)
        rc = call_groups(db, row, groups, call->n_groups, err);
    if (rc >= 0)
        rc = px_meeting_of_step(db, arena, step->row, PX_STR("en"), &meeting, err);
    if (rc >= 0)
        rc = px_meeting_tell(db, arena, &meeting, PX_MEETING_NEWS_CALLED, PX_STR(""), err);
    if (rc < 0)
        return rc;
    (void)snprintf(call->ret_act, sizeof(call->ret_act), "%s", receipt.id);
    return 0;
}

int px_meeting_call_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_planned planned = { 0 };
    px_meeting_call *call = arg;
    px_group *groups = px_arena_array(arena, call->n_groups + 1, sizeof(*groups));
    px_step step;
    int rc = check_call(call, err);

    if (rc >= 0)
        rc = px_planned_open(db, arena, call->code, call->process, &planned, err);
    for (size_t i = 0; rc >= 0 && i < call->n_groups; i++) {
        rc = px_group_find(db, arena, &planned.process, call->groups[i], PX_STR("en"), &groups[i],
                           err);
        if (rc < 0)
            px_error_add(err, "field", "groups");
    }
    if (rc >= 0)
        rc = step_open(db, arena, call, &planned, &step, err);
    if (rc < 0)
        return rc;
    return call_store(db, arena, call, &planned, &step, groups, err);
}

/* ---- What happens to it afterwards */

static int no_record(const px_meeting *meeting, px_error *err)
{
    if (!meeting->records)
        return 0;
    return px_fail(err, PX_ERR_CONFLICT,
                   N_("the record of this meeting is published; it took place when it did"), NULL);
}

/* A meeting that can still be moved or cancelled. */
static int meeting_coming(px_db *db, px_arena *arena, px_str id, px_meeting *ret_meeting,
                          px_error *err)
{
    int rc = px_meeting_open(db, arena, id, ret_meeting, err);

    return rc < 0 ? rc : no_record(ret_meeting, err);
}

static int change_store(px_db *db, const px_meeting *meeting, const char *kind, px_str reason,
                        const px_act_receipt *receipt, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO meeting_change (meeting, kind, starts_before, reason, "
                            "time, act) VALUES (?, ?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, meeting->row);
    px_query_cstr(&query, kind);
    px_query_str(&query, meeting->starts.civil);
    px_query_str(&query, reason);
    px_query_int(&query, receipt->time);
    px_query_cstr(&query, receipt->id);
    return px_query_run(&query, err);
}

static int moved_act(px_db *db, px_arena *arena, const px_meeting *before, const px_meeting *after,
                     const px_meeting_move *move, px_act_receipt *ret_receipt, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(64 * 1024);
    px_act act = { .kind = "meeting.moved",
                   .code = px_arena_cstr(arena, before->code_id),
                   .author = move->author };
    px_json json;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "code", before->code_id);
    px_json_pair_str(&json, "ends", px_moment_short(arena, &after->ends));
    px_json_pair_str(&json, "meeting", before->id);
    px_json_pair_str(&json, "reason", move->reason);
    px_json_pair_str(&json, "starts", px_moment_short(arena, &after->starts));
    px_json_pair_str(&json, "starts_before", px_moment_short(arena, &before->starts));
    return px_act_append_json(db, &act, &json, ret_receipt, err);
}

static int move_step(px_db *db, px_arena *arena, const px_meeting *meeting,
                     const px_meeting_move *move, px_error *err)
{
    px_step_move step_move = {
        .starts = move->starts, .ends = move->ends, .reason = move->reason, .author = move->author
    };
    px_step step;
    int rc = px_step_get(db, arena, meeting->step, PX_STR("en"), &step, err);

    if (rc < 0)
        return rc;
    step_move.step = step.id;
    return px_plan_step_move(db, &step_move, err);
}

int px_meeting_move_any(px_db *db, px_meeting_move *move, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_meeting before = { 0 }, after;
    px_meeting_news news = PX_MEETING_NEWS_MOVED;
    px_act_receipt receipt;
    int rc = px_plan_reason_check(move->reason, err);

    if (rc >= 0)
        rc = px_meeting_find(db, arena, move->meeting, PX_STR("en"), &before, err);
    if (rc >= 0)
        rc = no_record(&before, err);
    if (rc >= 0 && !px_str_trim(move->starts).len)
        rc = px_fail(err, PX_ERR_INVALID, N_("a meeting that is called has a day"), "field",
                     "starts", NULL);
    if (rc >= 0)
        rc = move_step(db, arena, &before, move, err);
    if (rc >= 0)
        rc = px_meeting_find(db, arena, move->meeting, PX_STR("en"), &after, err);
    if (rc >= 0)
        rc = moved_act(db, arena, &before, &after, move, &receipt, err);
    if (rc >= 0)
        rc = change_store(db, &before, "moved", move->reason, &receipt, err);
    if (px_str_is(before.state, "cancelled"))
        news = PX_MEETING_NEWS_AGAIN;
    if (rc >= 0)
        rc = px_meeting_tell(db, arena, &after, news, move->reason, err);
    if (rc < 0)
        return rc;
    (void)snprintf(move->ret_act, sizeof(move->ret_act), "%s", receipt.id);
    return 0;
}

int px_meeting_move_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_meeting_move *move = arg;
    px_meeting meeting;
    int rc = meeting_coming(db, arena, move->meeting, &meeting, err);

    return rc < 0 ? rc : px_meeting_move_any(db, move, err);
}

int px_meeting_cancel_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(64 * 1024);
    px_meeting_cancel *cancel = arg;
    px_step_cancel step_cancel = { .reason = cancel->reason, .author = cancel->author };
    px_act act = { .kind = "meeting.cancelled", .author = cancel->author };
    px_act_receipt receipt;
    px_meeting meeting = { 0 };
    px_step step;
    px_json json;
    int rc = px_plan_reason_check(cancel->reason, err);

    if (rc >= 0)
        rc = meeting_coming(db, arena, cancel->meeting, &meeting, err);
    if (rc >= 0)
        rc = px_step_get(db, arena, meeting.step, PX_STR("en"), &step, err);
    if (rc < 0)
        return rc;
    step_cancel.step = step.id;
    rc = px_plan_step_cancel(db, &step_cancel, err);
    if (rc < 0)
        return rc;
    act.code = px_arena_cstr(arena, meeting.code_id);
    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "code", meeting.code_id);
    px_json_pair_str(&json, "meeting", meeting.id);
    px_json_pair_str(&json, "reason", cancel->reason);
    rc = px_act_append_json(db, &act, &json, &receipt, err);
    if (rc >= 0)
        rc = change_store(db, &meeting, "cancelled", cancel->reason, &receipt, err);
    if (rc >= 0)
        rc = px_meeting_tell(db, arena, &meeting, PX_MEETING_NEWS_CANCELLED, cancel->reason, err);
    if (rc < 0)
        return rc;
    (void)snprintf(cancel->ret_act, sizeof(cancel->ret_act), "%s", receipt.id);
    return 0;
}

int px_meeting_place_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_meeting_place *place = arg;
    px_meeting meeting;
    int rc = px_meeting_line_check(place->place, "place", false, err);

    if (rc >= 0)
        rc = check_link(place->link, err);
    if (rc >= 0)
        rc = meeting_coming(db, arena, place->meeting, &meeting, err);
    if (rc >= 0)
        rc = px_query_start(db, "UPDATE meeting SET place = ?, link = ? WHERE id = ?", &query, err);
    if (rc < 0)
        return rc;
    px_query_str(&query, place->place.ptr ? px_str_trim(place->place) : PX_STR(""));
    px_query_str(&query, place->link.ptr ? place->link : PX_STR(""));
    px_query_int(&query, meeting.row);
    rc = px_query_run(&query, err);
    if (rc < 0)
        return rc;
    return px_meeting_tell(db, arena, &meeting, PX_MEETING_NEWS_PLACE, PX_STR(""), err);
}
