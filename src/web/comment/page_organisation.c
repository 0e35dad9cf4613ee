/* SPDX-License-Identifier: EUPL-1.2 */
/* For the contact point: what the delegates of the organisation made ready; give one back with a
 * note, or submit all of a code once, for the organisation. */
#include "drafting/comment/receipt.h"
#include "drafting/comment/submit.h"
#include "drafting/comment/write.h"
#include "drafting/people/organisation.h"
#include "web/comment/comment_json.h"
#include "web/comment/comment_round.h"
#include "web/comment/comment_view.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { NOTE_MAX = 2000 };

typedef struct contact_page {
    px_request *request;
    px_organisation organisation;
    px_comment_page ready;
    px_submission *submissions;
    size_t n_submissions;
    px_str refused;
} contact_page;

/* The organisation that the reader is contact point of; the first by their grants. */
static int64_t contact_of(const px_who *who)
{
    for (size_t i = 0; i < who->n_grants; i++)
        if (who->grants[i].scope.kind == PX_SCOPE_ORGANISATION &&
            px_comment_may_submit_for(who, who->grants[i].scope.row))
            return who->grants[i].scope.row;
    return 0;
}

static int contact_read(px_request *request, contact_page *p, px_error *err)
{
    int64_t row = contact_of(&request->session.who);
    px_comment_filter filter = { .organisation = row,
                                 .drafts = true,
                                 .state = PX_STR("ready"),
                                 .sort = PX_COMMENT_BY_PLACE,
                                 .max = PX_COMMENT_PAGE_MAX };
    int rc;

    p->request = request;
    if (!row)
        return px_fail(err, PX_ERR_FORBIDDEN,
                       N_("this page is for the contact point of an organisation"), NULL);
    rc = px_organisation_get(request->db, request->arena, row, &p->organisation, err);
    if (rc >= 0)
        rc = px_comment_list(request->db, request->arena, &filter, request->language, &p->ready,
                             err);
    if (rc >= 0)
        rc = px_submission_list(request->db, request->arena, 0, row, &p->submissions,
                                &p->n_submissions, err);
    return rc;
}

/* ---- The page */

static px_view_organisation_comment contact_row(const contact_page *p, px_comment_places *places,
                                                const px_code *code, const px_comment_line *line)
{
    const px_request *request = p->request;
    px_view_comment_row *row = px_arena_alloc(request->arena, sizeof(*row));

    *row = px_comment_view_row(request, places, code, line);
    return (px_view_organisation_comment){
        .row = row,
        .id = line->comment.id,
        .edit = px_comment_view_link(request, &line->comment, "/edit"),
        .read = px_comment_view_link(request, &line->comment, ""),
    };
}

static px_view_organisation_code contact_code(const contact_page *p, px_reply *reply,
                                              const px_comment *first)
{
    const px_request *request = p->request;
    px_comment_round round = { 0 };
    px_error ignored = PX_ERROR_INIT;
    px_code code = { .row = first->code, .id = first->code_id };

    (void)!px_code_get(request->db, request->arena, first->code, px_part_tag(request), &code,
                       &ignored);
    (void)!px_comment_round_of(request, &code, first->version, &round, &ignored);
    return (px_view_organisation_code){
        .code = code.id,
        .title = code.title.len ? code.title : code.id,
        .round = px_comment_round_show(request, reply, &round),
        .comments =
            px_arena_array(request->arena, p->ready.count, sizeof(px_view_organisation_comment)),
    };
}

/* The comments by their codes: each is submitted for itself. */
static void contact_codes(const contact_page *p, px_reply *reply, px_view_organisation *view)
{
    const px_request *request = p->request;
    px_comment_places *places = px_comment_places_new(request);
    px_view_organisation_code *codes =
        px_arena_array(request->arena, p->ready.count, sizeof(*codes));

    for (size_t i = 0; i < p->ready.count; i++) {
        const px_comment_line *line = &p->ready.rows[i];
        px_code code = { .row = line->comment.code, .id = line->comment.code_id };
        px_view_organisation_comment *comments;
        size_t k = 0;

        while (k < view->n_codes && !px_str_eq(codes[k].code, code.id))
            k++;
        if (k == view->n_codes)
            codes[view->n_codes++] = contact_code(p, reply, &line->comment);
        comments = (px_view_organisation_comment *)codes[k].comments;
        comments[codes[k].n_comments++] = contact_row(p, places, &code, line);
        codes[k].count = (long long)codes[k].n_comments;
    }
    view->codes = codes;
}

static void contact_show(const contact_page *p, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    px_view_organisation view = {
        .name = p->organisation.name,
        .action = px_page_address(request, "/me/organisation"),
        .csrf = px_str_of(request->session.csrf),
        .refused = p->refused,
        .receipts = px_comment_view_receipts(request, p->submissions, p->n_submissions),
        .twin = px_request_address(request, request->language, true),
    };
    px_frame frame = {
        .title = px_part_headed(request, px_str_of(px_tr(request->language, N_("Comments"))),
                                p->organisation.name),
        .room = PX_ROOM_ME,
        .hidden = true,
        .one_twin = true,
    };

    contact_codes(p, reply, &view);
    if (p->refused.len)
        reply->status = 422;
    px_template_organisation(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int contact_json(const contact_page *p, px_reply *reply, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "organisation", p->organisation.name);
    px_json_key(&json, "ready");
    px_json_array(&json);
    for (size_t i = 0; i < p->ready.count; i++)
        px_comment_json_line(&json, &p->ready.rows[i]);
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

/* ---- What is done */

static int contact_give_back(const contact_page *p, px_error *err)
{
    const px_request *request = p->request;
    px_comment_hand hand = {
        .id = px_fields_get(&request->form, "back"),
        .ready = false,
        .person = request->session.who.person,
    };

    hand.note = px_str_trim(px_fields_get(
        &request->form, px_arena_format(request->arena, "note-%.*s", PX_STR_ARG(hand.id))));
    if (!hand.note.len)
        return px_fail(err, PX_ERR_INVALID,
                       N_("say in a note why you give the comment back, so that its author knows "
                          "what to do"),
                       NULL);
    if (hand.note.len > NOTE_MAX)
        return px_fail(err, PX_ERR_INVALID, N_("the note is too long"), NULL);
    return px_house_write(request->house, px_comment_hand_deed, &hand, err);
}

static int contact_submit(const contact_page *p, px_str *ret_link, px_error *err)
{
    const px_request *request = p->request;
    px_comment_submit submit = {
        .code = px_fields_get(&request->form, "submit"),
        .organisation = p->organisation.row,
        .person = request->session.who.person,
        .author = px_form_author(request),
    };
    int rc = px_house_write(request->house, px_comment_submit_deed, &submit, err);

    if (rc >= 0)
        *ret_link = px_page_address(request, "/submissions/%s", submit.ret_submission);
    return rc;
}

static int contact_send(contact_page *p, px_reply *reply, px_error *err)
{
    px_str link = px_page_address(p->request, "/me/organisation");
    px_error why = PX_ERROR_INIT;
    int rc = px_fields_get(&p->request->form, "back").len ? contact_give_back(p, &why)
                                                          : contact_submit(p, &link, &why);

    if (rc >= 0) {
        px_reply_see_other(reply, link);
        return 0;
    }
    if (why.code != PX_ERR_CONFLICT && why.code != PX_ERR_INVALID) {
        *err = why;
        return rc;
    }
    p->refused = px_part_error(p->request, &why);
    contact_show(p, reply);
    return 0;
}

int px_page_organisation(px_request *request, px_reply *reply, px_error *err)
{
    contact_page p = { 0 };
    int rc = contact_read(request, &p, err);

    reply->cache_control = "no-store";
    if (rc < 0)
        return rc;
    if (request->method == PX_POST)
        return contact_send(&p, reply, err);
    if (request->json)
        return contact_json(&p, reply, err);
    contact_show(&p, reply);
    return 0;
}
