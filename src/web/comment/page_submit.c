/* SPDX-License-Identifier: EUPL-1.2 */
/* Submitting several drafts in one go: all are seen once more, ticked, and handed in together. */
#include "drafting/comment/submit.h"
#include "web/access.h"
#include "web/comment/comment_round.h"
#include "web/comment/comment_view.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

typedef struct submit_page {
    px_request *request;
    px_comment_page drafts;
    px_str *ids; /* ticked */
    size_t n_ids;
    bool mixed;     /* some are anonymous, and others are not */
    px_str refused; /* a sentence, or empty */
} submit_page;

static int submit_read(px_request *request, submit_page *p, px_error *err)
{
    px_comment_filter filter = { .author = request->session.who.person,
                                 .drafts = true,
                                 .sort = PX_COMMENT_BY_PLACE,
                                 .max = PX_COMMENT_PAGE_MAX };

    p->request = request;
    p->ids = px_arena_array(request->arena, request->form.count, sizeof(*p->ids));
    for (size_t i = 0; i < request->form.count; i++)
        if (px_str_is(request->form.items[i].name, "comment"))
            p->ids[p->n_ids++] = request->form.items[i].value;
    return px_comment_list(request->db, request->arena, &filter, request->language, &p->drafts,
                           err);
}

/* What bears the same time in the log as signed comments is hardly anonymous: at first only the
 * signed ones are ticked. */
static bool submit_is_ticked(const submit_page *p, px_str id, px_display display)
{
    for (size_t i = 0; i < p->n_ids; i++)
        if (px_str_eq(p->ids[i], id))
            return true;
    return p->request->method == PX_GET && !(p->mixed && display == PX_DISPLAY_ANONYMOUS);
}

/* A draft as it will be read, with what is proposed. */
static px_view_submit_draft submit_row(const submit_page *p, px_reply *reply,
                                       px_comment_places *places, px_comment_rounds *rounds,
                                       const px_comment_line *line)
{
    const px_request *request = p->request;
    const px_comment *c = &line->comment;
    px_code code = { .row = c->code, .id = c->code_id };
    px_comment_round round = { 0 };
    px_error ignored = PX_ERROR_INIT;
    px_view_submit_draft row = {
        .id = c->id,
        .code = c->code_id,
        .place = px_comment_place_words(places, &code, c->version, c->language, c->anchor.id),
        .version = c->version_label,
        .kind = px_comment_view_kind(request, c),
        .text = px_comment_view_html(request, &code, c->text, 4),
        .text_language = c->text_language.len ? c->text_language : px_part_tag(request),
        .quote = px_comment_view_head(request, c->anchor.exact, 300),
        .language = c->language,
        .author = line->author,
        .edit = px_comment_view_link(request, c, "/edit"),
        .ticked = submit_is_ticked(p, c->id, c->display),
        .together = p->mixed && c->display == PX_DISPLAY_ANONYMOUS,
        .files = px_comment_view_files(request, c),
        .n_files = c->n_attachments,
    };

    (void)!px_comment_round_of(request, &code, c->version, &round, &ignored);
    px_comment_rounds_add(rounds, &code, c->version_label, &round);
    row.takes = round.takes;
    if (!round.takes)
        row.round = px_comment_round_show(request, reply, &round);
    row.ticked = row.ticked && row.takes;
    if (c->has_wording)
        row.redline = px_comment_view_redline(
            request,
            c->anchor.exact.len ? c->anchor.exact : px_comment_view_provision(request, &code, c),
            c->wording);
    return row;
}

/* Whether it is among those that can be submitted here. */
static bool submit_offers(const submit_page *p, const px_comment *c)
{
    return c->state == PX_COMMENT_DRAFT &&
           px_access_may(p->request, PX_ACTION_SUBMIT, px_scope_code(c->code));
}

static bool submit_is_mixed(const submit_page *p)
{
    bool anonymous = false, named = false;

    for (size_t i = 0; i < p->drafts.count; i++) {
        const px_comment *c = &p->drafts.rows[i].comment;

        if (!submit_offers(p, c))
            continue;
        anonymous |= c->display == PX_DISPLAY_ANONYMOUS;
        named |= c->display != PX_DISPLAY_ANONYMOUS;
    }
    return anonymous && named;
}

static void submit_show(submit_page *p, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_request *request = p->request;
    px_comment_places *places = px_comment_places_new(request);
    px_comment_rounds *rounds = px_comment_rounds_new(request, reply);
    px_view_submit_draft *rows = px_arena_array(request->arena, p->drafts.count, sizeof(*rows));
    px_view_submit view = {
        .mine = px_page_address(request, "/me/comments"),
        .action = px_page_address(request, "/me/submit"),
        .csrf = px_str_of(request->session.csrf),
        .refused = p->refused,
        .drafts = rows,
    };
    px_frame frame = {
        .title = px_str_of(px_tr(request->language, N_("Submit your comments"))),
        .room = PX_ROOM_ME,
        .hidden = true,
    };

    p->mixed = submit_is_mixed(p);
    for (size_t i = 0; i < p->drafts.count; i++)
        if (submit_offers(p, &p->drafts.rows[i].comment))
            rows[view.n_drafts++] = submit_row(p, reply, places, rounds, &p->drafts.rows[i]);
    view.rounds = px_comment_rounds_show(rounds);
    if (p->refused.len)
        reply->status = 422;
    px_template_submit(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

/* What the reader can mend is told on the page, and nothing is submitted. */
static int submit_send(submit_page *p, px_reply *reply, px_error *err)
{
    px_comment_submit submit = {
        .ids = p->ids,
        .n_ids = p->n_ids,
        .person = p->request->session.who.person,
        .author = px_form_author(p->request),
    };
    px_error why = PX_ERROR_INIT;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < p->drafts.count; i++)
        if (submit_is_ticked(p, p->drafts.rows[i].comment.id, p->drafts.rows[i].comment.display))
            rc = px_access_need(p->request, PX_ACTION_SUBMIT,
                                px_scope_code(p->drafts.rows[i].comment.code), err);
    if (rc < 0)
        return rc;
    rc = px_house_write(p->request->house, px_comment_submit_deed, &submit, &why);
    if (rc >= 0) {
        px_reply_see_other(reply,
                           px_page_address(p->request, "/submissions/%s", submit.ret_submission));
        return 0;
    }
    if (why.code != PX_ERR_CONFLICT && why.code != PX_ERR_INVALID) {
        *err = why;
        return rc;
    }
    p->refused = px_part_error(p->request, &why);
    submit_show(p, reply);
    return 0;
}

int px_page_submit(px_request *request, px_reply *reply, px_error *err)
{
    submit_page p = { 0 };
    int rc = submit_read(request, &p, err);

    reply->cache_control = "no-store";
    if (rc < 0)
        return rc;
    if (request->method == PX_POST)
        return submit_send(&p, reply, err);
    submit_show(&p, reply);
    return 0;
}
