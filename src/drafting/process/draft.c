/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/process/draft.h"

#include "drafting/comment/place.h"
#include "drafting/mail/mail.h"
#include "drafting/process/notice_args.h"
#include "drafting/process/plan_priv.h"

#include "base/banned.h"

static bool is_planned(const px_step *step, const char *kind)
{
    return strcmp(step->kind->name, kind) == 0 && px_str_is(step->state, "planned");
}

/* The window of a cycle that no round has yet. */
static int find_window(px_db *db, px_arena *arena, const px_process *process, const px_step *steps,
                       size_t count, int cycle, px_step *ret_step, px_error *err)
{
    px_round *rounds;
    size_t n;
    int rc = px_round_list(db, arena, process, &rounds, &n, err);

    for (size_t i = 0; rc >= 0 && i < count && !ret_step->row; i++) {
        bool taken = false;

        for (size_t k = 0; k < n; k++)
            taken = taken || rounds[k].step == steps[i].row;
        if (!taken && steps[i].cycle == cycle && is_planned(&steps[i], "written-feedback"))
            *ret_step = steps[i];
    }
    return rc;
}

int px_draft_steps(px_db *db, px_arena *arena, const px_process *process, px_str language,
                   px_step *ret_draft, px_step *ret_round, px_error *err)
{
    px_step *steps, draft = { 0 }, window = { 0 };
    size_t count;
    int rc = px_step_list(db, arena, process, language, &steps, &count, err);

    for (size_t i = 0; rc >= 0 && i < count && !draft.row; i++)
        if (is_planned(&steps[i], "draft"))
            draft = steps[i];
    if (rc >= 0 && draft.row)
        rc = find_window(db, arena, process, steps, count, draft.cycle, &window, err);
    if (rc < 0)
        return rc;
    *ret_draft = draft;
    *ret_round = window;
    return 0;
}

/* The steps that were named, else those that come next. */
static int choose_steps(px_db *db, px_arena *arena, const px_draft_publish *publish,
                        const px_planned *planned, px_step *ret_draft, px_step *ret_round,
                        px_error *err)
{
    px_step *steps;
    size_t count;
    int rc = px_draft_steps(db, arena, &planned->process, PX_STR(""), ret_draft, ret_round, err);

    if (rc >= 0 && publish->step.len) {
        *ret_round = (px_step){ 0 };
        rc = px_step_find(db, arena, publish->step, PX_STR(""), ret_draft, err);
        if (rc >= 0)
            rc = px_step_list(db, arena, &planned->process, PX_STR(""), &steps, &count, err);
        if (rc >= 0)
            rc = find_window(db, arena, &planned->process, steps, count, ret_draft->cycle,
                             ret_round, err);
    }
    if (rc >= 0 && publish->round_step.len)
        rc = px_step_find(db, arena, publish->round_step, PX_STR(""), ret_round, err);
    if (rc < 0)
        return rc;
    if (!ret_draft->row || !is_planned(ret_draft, "draft") ||
        ret_draft->process != planned->process.row)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("no draft is planned in the process '{process}'; plan one with 'praxis "
                          "step add'"),
                       "process", px_arena_cstr(arena, planned->process.key), "field", "step",
                       NULL);
    if (!publish->without_round && (!ret_round->row || ret_round->process != planned->process.row))
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("no written feedback is planned for the draft '{step}'; plan it with "
                          "'praxis step add', or publish without a round"),
                       "step", px_arena_cstr(arena, ret_draft->title), "field", "round_step", NULL);
    return 0;
}

/* The step takes the version and the day of today. */
static int draft_done(px_db *db, px_arena *arena, const px_draft_publish *publish,
                      const px_planned *planned, const px_step *draft, px_error *err)
{
    px_moment now = px_moment_at(arena, planned->zone, px_now());
    px_step_change change = {
        .step = draft->id,
        .version = publish->label,
        .cycle = -1,
        .required = -1,
        .author = publish->author,
    };
    px_step_done done = {
        .step = draft->id,
        .on = px_moment_short(arena, &now),
        .author = publish->author,
    };
    int rc = px_str_eq(draft->version, publish->label) ? 0 : px_step_change_deed(db, &change, err);

    return rc < 0 ? rc : px_step_done_deed(db, &done, err);
}

/* Without a round nobody is told of one: so of the draft itself. */
static int tell(px_db *db, px_arena *arena, const px_draft_publish *publish,
                const px_planned *planned, px_error *err)
{
    px_audience audience = { .scope = px_scope_code(planned->code.row) };
    px_notice_args args = { 0 };
    px_mail_text mail = {
        .subject = N_("{code}: version {version} is published"),
        .body = N_("Version {version} is published in the process '{process}'."),
        .args = args.list,
        .link = px_arena_format(arena, "/codes/%.*s/%.*s", PX_STR_ARG(planned->code.id),
                                PX_STR_ARG(publish->label)),
    };
    int rc = px_notice_arg_code(db, arena, &args, planned->code.id, err);

    if (rc >= 0)
        rc = px_notice_arg_process(db, arena, &args, planned->process.row, err);
    if (rc < 0)
        return rc;
    px_notice_arg(&args, "version", publish->label);
    mail.n_args = args.count;
    return px_notice_add(db, PX_MAIL_PROCESS, &audience, &mail, err);
}

static int open_round(px_db *db, px_draft_publish *publish, const px_step *window, px_error *err)
{
    px_round_open open = {
        .step = window->id,
        .opens = publish->opens,
        .closes = publish->closes,
        .late = publish->late,
        .version = publish->label,
        .author = publish->author,
    };
    int rc = px_round_open_deed(db, &open, err);

    if (rc < 0)
        return rc;
    publish->ret_round = open.ret_number;
    publish->ret_opened = open.ret_opened;
    (void)snprintf(publish->ret_round_act, sizeof(publish->ret_round_act), "%s", open.ret_act);
    return 0;
}

int px_draft_publish_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_draft_publish *publish = arg;
    px_planned planned = { 0 };
    px_step draft = { 0 }, window = { 0 };
    px_publish version = {
        .code = publish->code,
        .label = publish->label,
        .accept_doubts = publish->accept_doubts,
        .author = publish->author,
    };
    int rc = px_planned_open(db, arena, publish->code, publish->process, &planned, err);

    publish->ret_round = 0;
    publish->ret_opened = false;
    publish->ret_round_act[0] = '\0';
    if (rc >= 0)
        rc = choose_steps(db, arena, publish, &planned, &draft, &window, err);
    if (rc >= 0)
        rc = px_text_publish_deed(db, &version, err);
    if (rc >= 0)
        rc = draft_done(db, arena, publish, &planned, &draft, err);
    if (rc >= 0)
        rc = publish->without_round ? tell(db, arena, publish, &planned, err)
                                    : open_round(db, publish, &window, err);
    if (rc >= 0)
        (void)snprintf(publish->ret_act, sizeof(publish->ret_act), "%s", version.ret_act);
    return rc;
}
