/* SPDX-License-Identifier: EUPL-1.2 */
/* A submission: what was handed in together, and when; its receipt as one text file. */
#include "drafting/comment/receipt.h"
#include "web/comment/comment_json.h"
#include "web/comment/comment_view.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/meeting_view.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

typedef struct submission_page {
    const px_request *request;
    px_submission submission;
    px_code code;
    px_comment_line *lines;
    size_t count, room;
} submission_page;

static int submission_add(const px_comment_line *line, void *arg, px_error *err)
{
    submission_page *p = arg;
    px_arena *arena = p->request->arena;
    px_comment_line *kept;

    p->lines = px_arena_grow(arena, p->lines, p->count, &p->room, sizeof(*p->lines));
    kept = &p->lines[p->count++];
    kept->author = px_arena_str(arena, line->author);
    return px_comment_get(p->request->db, arena, line->comment.row, &kept->comment, err);
}

static int submission_read(const px_request *request, submission_page *p, px_error *err)
{
    px_comment_filter filter = { .sort = PX_COMMENT_BY_NUMBER };
    int rc =
        px_submission_find(request->db, request->arena, request->params[0], &p->submission, err);

    p->request = request;
    if (rc >= 0 && !px_submission_may_read(&request->session.who, &p->submission))
        rc = px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such submission"), NULL);
    if (rc >= 0)
        rc = px_code_get(request->db, request->arena, p->submission.code, px_part_tag(request),
                         &p->code, err);
    if (rc < 0)
        return rc;
    filter.submission = p->submission.row;
    filter.code = p->submission.code; /* in the order of the numbers, as in the receipt */
    return px_comment_each(request->db, &filter, request->language, submission_add, p, err);
}

static void submission_html(const submission_page *p, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    px_comment_places *places = px_comment_places_new(request);
    px_view_comment_row *rows = px_arena_array(request->arena, p->count, sizeof(*rows));
    px_view_submission view = {
        .head = px_comment_view_crumbs(request, &p->code),
        .count = (long long)p->count,
        .time = px_part_moment(request, p->submission.time),
        .receipt =
            px_page_address(request, "/submissions/%.*s?format=text", PX_STR_ARG(p->submission.id)),
        .twin = px_request_address(request, request->language, true),
        .mine = px_page_address(request, "/me/comments"),
        .rows = rows,
        .n_rows = p->count,
    };
    px_frame frame = {
        .title = px_str_of(px_tr(request->language, N_("Receipt"))),
        .room = PX_ROOM_ME,
        .hidden = true,
        .one_twin = true,
    };

    for (size_t i = 0; i < p->count; i++)
        rows[i] = px_comment_view_row(request, places, &p->code, &p->lines[i]);
    px_template_submission(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int submission_json(const submission_page *p, px_reply *reply, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "id", p->submission.id);
    px_json_pair_str(&json, "code", p->code.id);
    px_json_pair_time(&json, "time", p->submission.time);
    px_json_key(&json, "comments");
    px_json_array(&json);
    for (size_t i = 0; i < p->count; i++)
        px_comment_json_line(&json, &p->lines[i]);
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

static int submission_text(const submission_page *p, px_reply *reply, px_error *err)
{
    const px_request *request = p->request;
    int rc = px_receipt_write(request->db, request->arena, request->house, request->language,
                              &p->submission, NULL, &reply->body, err);

    if (rc < 0)
        return rc;
    reply->content_type = "text/plain; charset=utf-8";
    px_file_header(request, reply,
                   px_str_of(px_arena_format(request->arena, "receipt-%.*s.txt",
                                             PX_STR_ARG(p->submission.id))));
    return 0;
}

int px_page_submission(px_request *request, px_reply *reply, px_error *err)
{
    submission_page p = { 0 };
    int rc = submission_read(request, &p, err);

    reply->cache_control = "no-store";
    if (rc < 0)
        return rc;
    if (request->json)
        return submission_json(&p, reply, err);
    if (px_str_is(px_fields_get(&request->query, "format"), "text"))
        return submission_text(&p, reply, err);
    submission_html(&p, reply);
    return 0;
}
