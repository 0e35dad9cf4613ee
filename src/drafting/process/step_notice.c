/* SPDX-License-Identifier: EUPL-1.2 */
/* Mails about steps that were moved or cancelled; those about meetings are in
 * process/meeting_notice.c. */
#include "drafting/mail/mail.h"
#include "drafting/process/notice_args.h"
#include "drafting/process/plan_priv.h"

#include "base/banned.h"

typedef struct news_text {
    const char *subject, *body;
} news_text;

static const news_text moved = {
    N_("{code}: {title} is moved to {when}"),
    N_("In the process '{process}', the step \"{title}\" was planned for {before}. It is now "
       "planned for {when} (time zone: {zone}).\n\n"
       "The reason given is: {reason}"),
};
static const news_text again = {
    N_("{code}: {title} is planned again, for {when}"),
    N_("In the process '{process}', the step \"{title}\" had been cancelled. It is planned again, "
       "for {when} (time zone: {zone}).\n\n"
       "The reason given is: {reason}"),
};
static const news_text cancelled = {
    N_("{code}: {title} is cancelled"),
    N_("In the process '{process}', the step \"{title}\", planned for {before} (time zone: "
       "{zone}), will not take place.\n\n"
       "The reason given is: {reason}"),
};
static const news_text cancelled_undated = {
    N_("{code}: {title} is cancelled"),
    N_("In the process '{process}', the step \"{title}\" will not take place.\n\n"
       "The reason given is: {reason}"),
};

/* The page that shows it: its cycle, else its process. */
static const char *step_page(px_arena *arena, const px_planned *planned, const px_step *step)
{
    px_str code = planned->code.id, process = planned->process.key;

    if (!step->cycle)
        return px_arena_format(arena, "/codes/%.*s/processes/%.*s", PX_STR_ARG(code),
                               PX_STR_ARG(process));
    return px_arena_format(arena, "/codes/%.*s/processes/%.*s/cycles/%d", PX_STR_ARG(code),
                           PX_STR_ARG(process), step->cycle);
}

static int step_tell(px_db *db, px_arena *arena, const px_planned *planned, const px_step *before,
                     const px_step *after, const news_text *text, px_str reason, px_error *err)
{
    px_audience audience = { .scope = px_scope_code(planned->code.row) };
    px_notice_args args = { 0 };
    px_mail_text mail = {
        .subject = text->subject,
        .body = text->body,
        .args = args.list,
        .link = step_page(arena, planned, before),
    };
    int rc = px_notice_arg_code(db, arena, &args, planned->code.id, err);

    if (rc >= 0)
        rc = px_notice_arg_process(db, arena, &args, planned->process.row, err);
    if (rc >= 0)
        rc = px_notice_arg_step(db, arena, &args, before->row, before->kind, err);
    if (rc < 0)
        return rc;
    px_notice_arg_moment(arena, &args, "before", &before->starts);
    if (after)
        px_notice_arg_moment(arena, &args, "when", &after->starts);
    px_notice_arg(&args, "zone", planned->process.zone);
    px_notice_arg(&args, "reason", reason);
    mail.n_args = args.count;
    return px_notice_add(db, PX_MAIL_PROCESS, &audience, &mail, err);
}

/* Whether a part of it is still to come; a day lasts until its end. */
static bool is_ahead(const px_step *step)
{
    px_time begins = step->starts.at;

    if (px_moment_is_set(&step->ends))
        return step->ends.at > px_now();
    return begins + (step->starts.day_only ? (px_time)86400000 : 0) > px_now();
}

int px_step_tell_moved(px_db *db, px_arena *arena, const px_planned *planned, const px_step *before,
                       px_str reason, px_error *err)
{
    px_step after;
    int rc;

    if (px_str_is(before->state, "done") || !px_moment_is_set(&before->starts))
        return 0;
    rc = px_step_find(db, arena, before->id, PX_STR(""), &after, err);
    if (rc < 0 || (!is_ahead(before) && !is_ahead(&after)))
        return rc;
    return step_tell(db, arena, planned, before, &after,
                     px_str_is(before->state, "cancelled") ? &again : &moved, reason, err);
}

int px_step_tell_cancelled(px_db *db, px_arena *arena, const px_planned *planned,
                           const px_step *before, px_str reason, px_error *err)
{
    bool dated = px_moment_is_set(&before->starts);

    if (dated && !is_ahead(before))
        return 0;
    return step_tell(db, arena, planned, before, NULL, dated ? &cancelled : &cancelled_undated,
                     reason, err);
}
