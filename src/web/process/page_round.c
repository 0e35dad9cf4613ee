/* SPDX-License-Identifier: EUPL-1.2 */
/* A round, for those who publish: a later end for all, or an end before its time. */
#include "base/number.h"
#include "drafting/process/round.h"
#include "web/page_part.h"
#include "web/process/deadline.h"
#include "web/process/form_page.h"
#include "web/process/moment_field.h"
#include "web/process/plan_view.h"
#include "web/route.h"

#include "base/banned.h"

enum { MAX_ROUND = 9999 };

static const px_form_field extend_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "closes", PX_FORM_DATE, N_("New last day"), NULL, .required = true },
    { "closes-hour", PX_FORM_TEXT, N_("Time of day of the end"),
      N_("Empty: it is open until the day is over, 23:59:59."), .max = 5,
      .check = px_moment_field_hour },
    { "reason", PX_FORM_LONG, N_("Why it is extended"),
      N_("The reason is public, and stands in the mail to all who take part."), .required = true,
      .max = 1000 },
};
static const px_form_field close_fields[] = {
    PX_FORM_PAGE_FIELDS,
    { "reason", PX_FORM_LONG, N_("Why it is closed before its time"),
      N_("The reason is public, and stands in the mail to all who take part."), .required = true,
      .max = 1000 },
    { "certain", PX_FORM_CHECK, N_("Close it now; it cannot be opened again"), .required = true },
};

static const px_form_page_form extend_form = {
    "extend",
    N_("Extend the round"),
    N_("The new end holds for all, and all are told. A round that has closed stays closed."),
    N_("Extend the round"),
    extend_fields,
    PX_COUNT(extend_fields)
};
static const px_form_page_form close_form = {
    "close",
    N_("Close it early"),
    N_("Whoever still writes is cut off. Do so only where the round cannot go on."),
    N_("Close the round now"),
    close_fields,
    PX_COUNT(close_fields)
};

static int round_find(const px_request *request, const px_process_view *v,
                      const px_round **ret_round, px_error *err)
{
    px_error ignored = PX_ERROR_INIT;
    long long number = 0;

    (void)!px_parse_int(request->params[2], 1, MAX_ROUND, &number, &ignored);
    for (size_t i = 0; i < v->n_rounds; i++)
        if (v->rounds[i].number == number) {
            *ret_round = &v->rounds[i];
            return 0;
        }
    return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such round"), NULL);
}

static int round_sent(px_form_page *page, const px_process_view *v, const px_round *round,
                      px_reply *reply, px_error *err)
{
    px_form *form = px_form_page_sent(page, err);
    px_round_extend extend = { .code = v->code.code.id,
                               .process = v->process.key,
                               .number = round->number,
                               .author = px_form_author(page->request) };
    px_round_close close = { .code = extend.code,
                             .process = extend.process,
                             .number = extend.number,
                             .author = extend.author };
    bool extending, done = false;
    int rc = 0;

    if (!form)
        return -(int)err->code;
    extending = strcmp(px_form_page_name(page, form), "extend") == 0;
    if (extending)
        extend.closes = px_moment_field_text(form, "closes", "closes-hour");
    extend.reason = close.reason = px_form_text(form, "reason");
    if (px_form_is_valid(form) && extending)
        rc = px_plan_view_try(page, form, v, px_round_extend_deed, &extend, err);
    if (rc >= 0 && px_form_is_valid(form) && !px_form_page_must_ask(page, form))
        rc = extending ? px_form_deed(form, px_round_extend_deed, &extend, &done, err)
                       : px_form_deed(form, px_round_close_deed, &close, &done, err);
    if (rc < 0)
        return rc;
    if (done)
        px_reply_see_other(reply, round->cycle ? px_process_view_link(v, "/cycles/%d", round->cycle)
                                               : px_process_view_link(v, "%s", ""));
    else
        px_form_page_write(page, reply);
    return 0;
}

static px_str round_lead(const px_process_view *v, const px_round *round, px_round_state state)
{
    const px_request *request = v->code.request;

    return px_process_view_sentence(
        v,
        state == PX_ROUND_OPEN     ? N_("Open until {when}.")
        : state == PX_ROUND_CLOSED ? N_("Closed on {when}.")
                                   : N_("Opens by itself, and closes on {when}."),
        PX_STR_NONE, px_deadline_words(request, v->process.zone, round->closes.at));
}

int px_page_round(px_request *request, px_reply *reply, px_error *err)
{
    px_form_page *page = px_arena_alloc(request->arena, sizeof(*page));
    const px_round *round;
    const px_step *step;
    px_process_view v;
    px_round_state state;
    int rc = px_process_view_read(request, false, &v, err);

    if (rc >= 0)
        rc = px_process_view_need(&v, v.publishes, err);
    if (rc >= 0)
        rc = round_find(request, &v, &round, err);
    if (rc < 0)
        return rc;
    state = px_round_state_at(round, request->now);
    step = px_process_view_step(&v, round->step);
    px_form_page_start(page, request, &v, step ? px_process_view_title(&v, step) : PX_STR(""));
    page->lead = round_lead(&v, round, state);
    if (state != PX_ROUND_CLOSED)
        px_moment_field_set(px_form_page_add(page, &extend_form), "closes", "closes-hour",
                            &round->closes);
    else
        px_form_page_fact(page, px_str_of(px_tr(request->language,
                                                N_("What is closed stays closed: whoever needs "
                                                   "more time opens another round, for all."))));
    if (state == PX_ROUND_OPEN)
        (void)px_form_page_add(page, &close_form);
    if (request->method == PX_POST)
        return round_sent(page, &v, round, reply, err);
    px_form_page_write(page, reply);
    return 0;
}
