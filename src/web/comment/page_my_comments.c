/* SPDX-License-Identifier: EUPL-1.2 */
/* One's own comments: what is not submitted yet, then what was. */
#include "drafting/comment/receipt.h"
#include "drafting/comment/write.h"
#include "web/comment/answer_view.h"
#include "web/comment/comment_json.h"
#include "web/comment/comment_round.h"
#include "web/comment/comment_view.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/session.h"
#include "web/templates.h"

#include "base/banned.h"

typedef struct mine_page {
    const px_request *request;
    px_comment_page drafts, submitted;
    px_submission *submissions;
    size_t n_submissions;
} mine_page;

static int mine_read(const px_request *request, mine_page *p, px_error *err)
{
    int64_t person = request->session.who.person;
    px_comment_filter filter = {
        .author = person, .drafts = true, .sort = PX_COMMENT_NEWEST, .max = PX_COMMENT_PAGE_MAX
    };
    int rc =
        px_comment_list(request->db, request->arena, &filter, request->language, &p->drafts, err);

    p->request = request;
    filter.drafts = false;
    filter.after = px_fields_get(&request->query, "after");
    filter.before = px_fields_get(&request->query, "before");
    filter.max = 100;
    if (rc >= 0)
        rc = px_comment_list(request->db, request->arena, &filter, request->language, &p->submitted,
                             err);
    if (rc >= 0)
        rc = px_submission_list(request->db, request->arena, person, 0, &p->submissions,
                                &p->n_submissions, err);
    return rc;
}

/* The code of a comment; its id alone where it cannot be read. */
static px_code mine_code(const px_request *request, const px_comment *comment)
{
    px_code code = { .row = comment->code, .id = comment->code_id };
    px_error ignored = PX_ERROR_INIT;

    (void)!px_code_get(request->db, request->arena, comment->code, px_part_tag(request), &code,
                       &ignored);
    return code;
}

static void mine_drafts(const mine_page *p, px_reply *reply, px_comment_places *places,
                        px_view_my_comments *view)
{
    const px_request *request = p->request;
    px_comment_rounds *rounds = px_comment_rounds_new(request, reply);
    px_view_my_comments_draft *rows =
        px_arena_array(request->arena, p->drafts.count, sizeof(*rows));

    for (size_t i = 0; i < p->drafts.count; i++) {
        const px_comment_line *line = &p->drafts.rows[i];
        px_code code = mine_code(request, &line->comment);
        px_comment_round round = { 0 };
        px_error ignored = PX_ERROR_INIT;
        px_view_comment_row *row = px_arena_alloc(request->arena, sizeof(*row));

        *row = px_comment_view_row(request, places, &code, line);
        (void)!px_comment_round_of(request, &code, line->comment.version, &round, &ignored);
        rows[i] = (px_view_my_comments_draft){
            .row = row,
            .ready = line->comment.state == PX_COMMENT_READY,
            .note = line->comment.note,
            .edit = px_comment_view_link(request, &line->comment, "/edit"),
            .id = line->comment.id,
        };
        px_comment_rounds_add(rounds, &code, line->comment.version_label, &round);
        view->unsubmitted += !rows[i].ready && px_may(&request->session.who, PX_ACTION_SUBMIT,
                                                      px_scope_code(line->comment.code));
    }
    view->rounds = px_comment_rounds_show(rounds);
    view->drafts = rows;
    view->n_drafts = p->drafts.count;
}

/* A comment of one's own, and what became of it. */
static int mine_became(const mine_page *p, px_comment_places *places, const px_comment_line *line,
                       px_view_my_comments_submitted *ret_row, px_error *err)
{
    const px_request *request = p->request;
    px_code code = mine_code(request, &line->comment);
    px_view_comment_row *row = px_arena_alloc(request->arena, sizeof(*row));

    *row = px_comment_view_row(request, places, &code, line);
    ret_row->row = row;
    if (line->comment.state != PX_COMMENT_SUBMITTED || !line->answer.row)
        return 0; /* the row says that it is not answered */
    return px_answer_view(request, &code, &line->comment, false, &ret_row->answers, err);
}

static int mine_submitted(const mine_page *p, px_comment_places *places, px_view_my_comments *view,
                          px_error *err)
{
    const px_request *request = p->request;
    px_view_my_comments_submitted *rows =
        px_arena_array(request->arena, p->submitted.count, sizeof(*rows));
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < p->submitted.count; i++)
        rc = mine_became(p, places, &p->submitted.rows[i], &rows[i], err);
    view->submitted = rows;
    view->n_submitted = p->submitted.count;
    view->receipts = px_comment_view_receipts(request, p->submissions, p->n_submissions);
    if (p->submitted.more_before)
        view->newer = px_page_address(request, "/me/comments?before=%.*s",
                                      PX_STR_ARG(p->submitted.rows[0].comment.id));
    if (p->submitted.more_after)
        view->older =
            px_page_address(request, "/me/comments?after=%.*s",
                            PX_STR_ARG(p->submitted.rows[p->submitted.count - 1].comment.id));
    return rc;
}

/* Whether the person is contact point of an organisation. */
static bool mine_contact(const px_who *who)
{
    return px_comment_may_submit_for(who, who->organisation);
}

static int mine_html(const mine_page *p, px_reply *reply, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    px_comment_places *places = px_comment_places_new(request);
    px_view_my_comments view = {
        .action = px_page_address(request, "/me/comments"),
        .csrf = px_str_of(request->session.csrf),
        .submit = px_page_address(request, "/me/submit"),
        .twin = px_request_address(request, request->language, true),
    };
    px_frame frame = {
        .title = px_str_of(px_tr(request->language, N_("Your comments"))),
        .room = PX_ROOM_ME,
        .hidden = true,
        .one_twin = true,
    };

    int rc;

    if (mine_contact(&request->session.who))
        view.organisation = px_page_address(request, "/me/organisation");
    mine_drafts(p, reply, places, &view);
    if (!view.n_drafts) {
        px_comment_rounds *open = px_comment_rounds_new(request, reply);

        rc = px_comment_rounds_add_open(open, err);
        if (rc < 0)
            return rc;
        view.open = px_comment_rounds_show(open);
    }
    rc = mine_submitted(p, places, &view, err);
    if (rc < 0)
        return rc;
    px_template_my_comments(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static int mine_json(const mine_page *p, px_reply *reply, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_key(&json, "drafts");
    px_json_array(&json);
    for (size_t i = 0; i < p->drafts.count; i++)
        px_comment_json_line(&json, &p->drafts.rows[i]);
    px_json_array_end(&json);
    px_json_key(&json, "submitted");
    px_json_array(&json);
    for (size_t i = 0; i < p->submitted.count; i++)
        px_comment_json_line(&json, &p->submitted.rows[i]);
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

/* The one form of the page: a draft comes back from the contact point. */
static int mine_take_back(px_request *request, px_reply *reply, px_error *err)
{
    px_comment_hand hand = { .id = px_fields_get(&request->form, "back"),
                             .ready = false,
                             .person = request->session.who.person };
    int rc = px_house_write(request->house, px_comment_hand_deed, &hand, err);

    if (rc >= 0)
        px_reply_see_other(reply,
                           px_page_address(request, "/comments/%.*s/edit", PX_STR_ARG(hand.id)));
    return rc;
}

int px_page_my_comments(px_request *request, px_reply *reply, px_error *err)
{
    mine_page p = { 0 };
    int rc;

    reply->cache_control = "no-store";
    if (request->method == PX_POST)
        return mine_take_back(request, reply, err);
    rc = mine_read(request, &p, err);
    if (rc < 0)
        return rc;
    if (request->json)
        return mine_json(&p, reply, err);
    return mine_html(&p, reply, err);
}
