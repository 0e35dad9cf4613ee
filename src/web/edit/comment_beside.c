/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/edit/comment_beside.h"

#include "code/markdown/markdown.h"
#include "web/access.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/templates.h"

#include "base/banned.h"

enum { HEADING = 4 };

int px_comment_beside_read(const px_request *request, const px_code *code, px_str lasting_id,
                           px_comment_beside *ret_beside, px_error *err)
{
    px_comment_filter filter = {
        .code = code->row,
        .lasting_id = lasting_id,
        .below = true,
        .state = PX_STR("submitted"),
        .sort = PX_COMMENT_BY_PLACE,
        .max = PX_COMMENT_BESIDE_MAX,
    };
    px_version *versions;
    size_t count;
    int rc = px_version_list(request->db, request->arena, code, px_part_tag(request), true,
                             &versions, &count, err);

    *ret_beside = (px_comment_beside){ .version = PX_STR("") };
    if (rc < 0 || !count)
        return rc;
    ret_beside->version = versions[0].label;
    filter.at_version = versions[0].row;
    return px_comment_list(request->db, request->arena, &filter, request->language,
                           &ret_beside->page, err);
}

/* ---- To tick */

static px_str beside_title(const px_request *request, const px_comment_line *line)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(16 * 1024);
    px_arg args[] = {
        { "number",
          px_str_of(px_arena_format(request->arena, "%lld", (long long)line->comment.number)) },
        { "author", line->author },
    };

    px_message(&out, request->language, N_("Comment {number}, {author}"), args, PX_COUNT(args));
    return px_arena_str(request->arena, px_builder_view(&out));
}

const px_form_choice *px_comment_beside_choices(const px_request *request,
                                                const px_comment_beside *beside)
{
    px_form_choice *choices =
        px_arena_array(request->arena, PX_MAX(beside->page.count, 1), sizeof(*choices));

    for (size_t i = 0; i < beside->page.count; i++)
        choices[i] = (px_form_choice){
            .value = beside->page.rows[i].comment.id,
            .title = beside_title(request, &beside->page.rows[i]),
        };
    return choices;
}

/* ---- To read */

static int beside_html(const px_request *request, px_str markdown, px_str *ret_html, px_error *err)
{
    PX_AUTO_BUILDER px_builder html = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    int rc = px_markdown_document_html(&html, markdown, HEADING, NULL, err);

    if (rc < 0)
        return rc;
    *ret_html = px_arena_str(request->arena, px_builder_view(&html));
    return 0;
}

/* The newest answer: a draft of it only for those who answer. */
static int beside_answer(const px_request *request, const px_comment *comment,
                         px_view_comment_beside *view, px_error *err)
{
    bool drafts = px_access_may(request, PX_ACTION_ANSWER, px_comment_scope(comment));
    px_answer *answers;
    size_t count;
    int rc = px_answer_list(request->db, request->arena, comment, drafts, &answers, &count, err);

    if (rc < 0 || !count)
        return rc;
    view->answer =
        px_str_of(px_tr(request->language, px_answer_status_title(answers[count - 1].status)));
    view->answer = px_part_sentence(request, view->answer, false);
    view->answer_draft = !answers[count - 1].published;
    view->reason_language = answers[count - 1].language;
    return beside_html(request, answers[count - 1].reason, &view->reason, err);
}

static int beside_view(const px_request *request, const px_comment_line *line,
                       px_view_comment_beside *view, px_error *err)
{
    const px_comment *comment = &line->comment;
    int rc;

    *view = (px_view_comment_beside){
        .title = beside_title(request, line),
        .link = px_page_address(request, "/comments/%.*s", PX_STR_ARG(comment->id)),
        .quote = comment->anchor.exact,
        .quote_language = comment->language,
        .language = comment->text_language,
        .cut = line->cut,
        .deletes = comment->has_wording && !comment->wording.len,
    };
    rc = beside_html(request, comment->text, &view->text, err);
    if (rc >= 0 && comment->has_wording && comment->wording.len)
        rc = beside_html(request, comment->wording, &view->wording, err);
    return rc < 0 ? rc : beside_answer(request, comment, view, err);
}

int px_comment_beside_view(const px_request *request, const px_comment_beside *beside,
                           const px_view_comment_beside **ret_views, size_t *ret_count,
                           px_error *err)
{
    size_t count = beside->page.count;
    px_view_comment_beside *views =
        px_arena_array(request->arena, PX_MAX(count, 1), sizeof(*views));
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < count; i++)
        rc = beside_view(request, &beside->page.rows[i], &views[i], err);
    *ret_views = views;
    *ret_count = count;
    return rc;
}
