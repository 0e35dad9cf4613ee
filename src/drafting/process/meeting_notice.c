/* SPDX-License-Identifier: EUPL-1.2 */
/* Mails about meetings. Place and link never stand in them: they are on the page, for those who may
 * attend when they look. */
#include "drafting/mail/mail.h"
#include "drafting/people/person.h"
#include "drafting/process/meeting_priv.h"
#include "drafting/process/notice_args.h"

#include "base/banned.h"

static const struct {
    const char *subject, *body;
} news_texts[] = {
    [PX_MEETING_NEWS_CALLED] = {
        N_("Meeting: {title}, {when}"),
        N_("The meeting \"{title}\" takes place on {when} (time zone: {zone}). You may attend "
           "it.\n\n"
           "Its page has the place or the link, the agenda and the documents, and an entry for "
           "your calendar."),
    },
    [PX_MEETING_NEWS_MOVED] = {
        N_("Meeting moved: {title}, {when}"),
        N_("The meeting \"{title}\" was moved. It now takes place on {when} (time zone: "
           "{zone}).\n\n"
           "The reason given is: {reason}"),
    },
    [PX_MEETING_NEWS_AGAIN] = {
        N_("Meeting planned again: {title}, {when}"),
        N_("The meeting \"{title}\", which had been cancelled, takes place after all: on {when} "
           "(time zone: {zone}).\n\n"
           "The reason given is: {reason}"),
    },
    [PX_MEETING_NEWS_CANCELLED] = {
        N_("Meeting cancelled: {title}"),
        N_("The meeting \"{title}\", planned for {when} (time zone: {zone}), will not take "
           "place.\n\n"
           "The reason given is: {reason}"),
    },
    [PX_MEETING_NEWS_PLACE] = {
        N_("Place of the meeting: {title}, {when}"),
        N_("The place or the link of the meeting \"{title}\" of {when} (time zone: {zone}) has "
           "changed. Its page has what holds now."),
    },
    [PX_MEETING_NEWS_PUBLISHED] = {
        N_("Minutes published: {title}"),
        N_("Agenda, documents, attendance and minutes of the meeting \"{title}\" of {when} (time "
           "zone: {zone}) have been published."),
    },
    [PX_MEETING_NEWS_CORRECTED] = {
        N_("Minutes corrected: {title}"),
        N_("The record of the meeting \"{title}\" of {when} (time zone: {zone}) has been "
           "corrected. What was published before stays readable.\n\n"
           "The reason given is: {reason}"),
    },
};

static unsigned drafter_roles(void)
{
    unsigned roles = 0;

    for (unsigned role = 0; role < PX_ROLE_COUNT; role++)
        if (px_right_has((px_role)role, PX_ACTION_READ_WORKING))
            roles |= 1U << role;
    return roles;
}

/* Participants of the categories of providers, and the drafters. */
static int providers_audiences(px_arena *arena, px_scope code, px_audience *audiences,
                               size_t *ret_count, px_error *err)
{
    px_category *categories;
    size_t count, n = 0;
    int rc = px_category_list(arena, PX_STR("en"), &categories, &count, err);

    if (rc < 0)
        return rc;
    audiences[n++] = (px_audience){ .scope = code, .roles = drafter_roles() };
    for (size_t i = 0; i < count && n < PX_AUDIENCES_MAX; i++)
        if (categories[i].provider)
            audiences[n++] =
                (px_audience){ .scope = code, .category = px_str_of(categories[i].key) };
    *ret_count = n;
    return 0;
}

/* Who may attend, told once whatever they are: one may be in several groups that meet. */
static int tell_attending(px_db *db, px_arena *arena, const px_meeting *meeting,
                          const px_mail_text *text, px_error *err)
{
    px_audience audiences[PX_AUDIENCES_MAX] = { { .scope = px_scope_code(meeting->code) } };
    size_t count = 1;
    int rc = 0;

    switch (meeting->may_attend) {
    case PX_MEETING_GROUPS:
        for (count = 0; count < PX_MIN(meeting->n_groups, (size_t)PX_AUDIENCES_MAX); count++)
            audiences[count].scope = px_scope_group(meeting->groups[count].row, meeting->code);
        break;
    case PX_MEETING_PROVIDERS:
        rc = providers_audiences(arena, px_scope_code(meeting->code), audiences, &count, err);
        break;
    case PX_MEETING_DRAFTERS:
        audiences[0].roles = drafter_roles();
        break;
    default:
        break;
    }
    return rc < 0 ? rc : px_notice_add_all(db, PX_MAIL_MEETING, audiences, count, text, err);
}

int px_meeting_tell(px_db *db, px_arena *arena, const px_meeting *meeting, px_meeting_news news,
                    px_str reason, px_error *err)
{
    px_audience everybody = { .scope = px_scope_code(meeting->code) };
    px_notice_args args = { 0 };
    px_mail_text text = {
        .subject = news_texts[news].subject,
        .body = news_texts[news].body,
        .args = args.list,
        .link = px_arena_format(arena, "/meetings/%.*s", PX_STR_ARG(meeting->id)),
    };
    int rc = px_notice_arg_step(db, arena, &args, meeting->step, meeting->kind, err);

    if (rc < 0)
        return rc;
    px_notice_arg_moment(arena, &args, "when", &meeting->starts);
    px_notice_arg(&args, "zone", meeting->zone);
    px_notice_arg(&args, "reason", reason);
    text.n_args = args.count;
    if (news == PX_MEETING_NEWS_PUBLISHED || news == PX_MEETING_NEWS_CORRECTED)
        return px_notice_add(db, PX_MAIL_MEETING, &everybody, &text, err);
    return tell_attending(db, arena, meeting, &text, err);
}
