/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/comment/margin.h"

#include "base/map.h"
#include "drafting/comment/comment_margin.h"
#include "web/comment/comment_view.h"
#include "web/edit/comment_trace.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/templates.h"

#include "base/banned.h"

enum { LETTERS = 80 };

typedef struct remark {
    const px_comment_count *count;
    const px_comment_first *firsts; /* of its own, one after the other */
    size_t n_firsts;
} remark;

PX_MAP_DEFINE(remark_map, remark)

struct px_page_remarks {
    const px_code *code;
    const px_version *version;
    remark_map by_id;
    int64_t count, whole;
};

int px_page_remarks_read(const px_request *request, const px_code *code, const px_version *version,
                         px_page_remarks **ret_remarks, px_error *err)
{
    px_arena *arena = request->arena;
    px_page_remarks *r = px_arena_alloc(arena, sizeof(*r));
    px_comment_count *counts;
    px_comment_first *firsts;
    remark *rows;
    size_t n, n_firsts;
    int rc = px_comment_counts(request->db, arena, version, &counts, &n, err);

    if (rc >= 0)
        rc = px_comment_firsts(request->db, arena, code->row, counts, n, request->language, &firsts,
                               &n_firsts, err);
    if (rc < 0)
        return rc;
    r->code = code;
    r->version = version;
    rows = px_arena_array(arena, n, sizeof(*rows));
    for (size_t i = 0; i < n; i++) {
        r->count += counts[i].comments;
        if (!counts[i].lasting_id.len)
            r->whole = counts[i].comments;
        rows[i].count = &counts[i];
        (void)remark_map_put(&r->by_id, counts[i].lasting_id, &rows[i]);
    }
    for (size_t i = 0; i < n_firsts; i++) {
        remark *of = remark_map_get(&r->by_id, firsts[i].lasting_id);

        if (!of)
            continue;
        if (!of->n_firsts++)
            of->firsts = &firsts[i];
    }
    *ret_remarks = r;
    return 0;
}

void px_page_remarks_end(px_page_remarks **remarks)
{
    if (*remarks)
        remark_map_free(&(*remarks)->by_id);
}

int64_t px_page_remarks_count(const px_page_remarks *remarks)
{
    return remarks->count;
}

int64_t px_page_remarks_whole(const px_page_remarks *remarks)
{
    return remarks->whole;
}

/* Of one that came from another version: what became of its words on the way. */
static px_str margin_place(const px_request *request, const px_page_remarks *remarks,
                           const px_comment *c)
{
    px_error ignored = PX_ERROR_INIT;
    px_comment_place place;

    if (c->version == remarks->version->row ||
        px_comment_place_in(request->db, request->arena, c, remarks->version, &place, &ignored) < 0)
        return PX_STR("");
    return px_part_headed(
        request,
        px_comment_view_message(request, N_("From version {version}"), "version", c->version_label),
        px_trace_place_words(request, c, &place));
}

static px_view_comment_margin_row margin_row(const px_request *request,
                                             const px_page_remarks *remarks,
                                             const px_comment_first *first)
{
    const px_comment *c = &first->comment;
    px_view_comment_margin_row row = {
        .link = px_comment_view_link(request, c, ""),
        .author = first->author,
        .language = c->text_language.len ? c->text_language : px_part_tag(request),
    };

    if (c->state != PX_COMMENT_SUBMITTED) {
        row.status = px_str_of(px_tr(request->language, px_comment_state_title(c->state)));
        row.author = px_comment_view_name(request, c);
        return row;
    }
    row.text = px_comment_view_line(request, c->text, LETTERS);
    row.kind = px_comment_view_kind(request, c);
    row.place = margin_place(request, remarks, c);
    if (c->answer.len)
        row.status = px_comment_view_status(request, c);
    return row;
}

static void margin_comments(const px_request *request, const px_page_remarks *remarks,
                            const remark *of, px_view_comment_margin *view)
{
    px_view_comment_margin_row *rows = px_arena_array(request->arena, of->n_firsts, sizeof(*rows));

    for (size_t i = 0; i < of->n_firsts; i++)
        rows[i] = margin_row(request, remarks, &of->firsts[i]);
    view->count = of->count->comments;
    view->rows = rows;
    view->n_rows = of->n_firsts;
    view->more = of->count->comments > (int64_t)of->n_firsts;
    view->all = px_page_address(request, "/codes/%.*s/comments?at=%.*s&on=%.*s",
                                PX_STR_ARG(remarks->code->id), PX_STR_ARG(remarks->version->label),
                                PX_STR_ARG(of->count->lasting_id));
}

bool px_page_remarks_write(const px_request *request, px_builder *out,
                           const px_page_remarks *remarks, const px_node *node, px_str comment)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(64 * 1024);
    const remark *of = remarks ? remark_map_get(&remarks->by_id, node->lasting_id) : NULL;
    px_view_comment_margin view = { .language = px_part_tag(request) };
    px_error ignored = PX_ERROR_INIT;

    if (!of && !comment.len)
        return false;
    if (px_page_text_name(request, &name, node, &ignored) >= 0)
        view.name = px_builder_view(&name);
    if (of)
        margin_comments(request, remarks, of, &view);
    if (comment.len)
        view.comment = px_str_of(px_arena_format(request->arena, "%.*s%.*s", PX_STR_ARG(comment),
                                                 PX_STR_ARG(node->lasting_id)));
    px_builder_add(out, of ? "<div class=\"said\">\n" : "<div class=\"said unsaid\">\n");
    px_template_comment_margin(out, &view, request->language);
    return true;
}
