/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/edit/shaped.h"

#include "drafting/comment/comment_list.h"
#include "web/access.h"
#include "web/comment/comment_view.h"
#include "web/edit/comment_trace.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/templates.h"

#include "base/banned.h"

enum { COMMENTS_MAX = 50, HEADING = 4, NAME_POINTS = 90 };

/* ---- In the text */

int px_shaped_read(const px_request *request, const px_code *code, const px_version *version,
                   px_shaped *ret_shaped, px_error *err)
{
    px_comment_change *changes;
    size_t count, n = 0;
    int rc = px_provision_change_list(request->db, request->arena, code, PX_STR(""),
                                      version->state == PX_VERSION_WORKING, &changes, &count, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < count; i++)
        if (changes[i].version <= version->row)
            changes[n++] = changes[i];
    *ret_shaped = (px_shaped){ .code = code->id, .changes = changes, .count = n };
    return 0;
}

static size_t shaped_count(const px_shaped *shaped, px_str id)
{
    size_t count = 0;

    for (size_t i = 0; i < shaped->count; i++)
        count += px_str_eq(shaped->changes[i].lasting_id, id) ? 1 : 0;
    return count;
}

void px_shaped_mark(const px_request *request, px_builder *out, const px_shaped *shaped,
                    const px_node *node)
{
    if (!shaped || !shaped_count(shaped, node->lasting_id))
        return;
    px_builder_format(out, "<a class=\"shaped-link\" lang=\"%s\" href=\"",
                      px_language_tag(request->language));
    px_builder_html(out, px_page_address(request, "/codes/%.*s/p/%.*s#shaped",
                                         PX_STR_ARG(shaped->code), PX_STR_ARG(node->lasting_id)));
    px_builder_add(out, "\">");
    px_builder_html(out, px_str_of(px_tr(request->language, N_("Shaped by comments"))));
    px_builder_add(out, "</a>");
}

/* ---- On the page of a provision */

static px_str comment_link(const px_request *request, px_str id)
{
    return px_page_address(request, "/comments/%.*s", PX_STR_ARG(id));
}

static px_str comment_name(const px_request *request, int64_t number)
{
    px_comment comment = { .number = number };

    return px_comment_view_name(request, &comment);
}

static bool same_words(const px_comment_change *a, const px_comment_change *b)
{
    return a->version == b->version && px_str_eq(a->before, b->before) &&
           px_str_eq(a->after, b->after);
}

/* Sets what several comments led to together, in the order of the first of each. */
static px_comment_change *set_together(px_arena *arena, const px_comment_change *changes,
                                       size_t count)
{
    px_comment_change *sorted = px_arena_array(arena, PX_MAX(count, 1), sizeof(*sorted));
    bool *placed = px_arena_array(arena, PX_MAX(count, 1), sizeof(*placed));
    size_t n = 0;

    for (size_t i = 0; i < count; i++) {
        if (placed[i])
            continue;
        for (size_t j = i; j < count; j++) {
            if (placed[j] || !same_words(&changes[i], &changes[j]))
                continue;
            sorted[n++] = changes[j];
            placed[j] = true;
        }
    }
    return sorted;
}

static int shaped_changes(const px_request *request, const px_code *code, px_str id,
                          px_view_shaped *view, px_error *err)
{
    px_comment_change *changes;
    px_view_trace_change *rows;
    size_t count;
    int rc = px_provision_change_list(request->db, request->arena, code, id,
                                      px_access_working(request, code), &changes, &count, err);

    if (rc < 0)
        return rc;
    changes = set_together(request->arena, changes, count);
    rows = px_arena_array(request->arena, PX_MAX(count, 1), sizeof(*rows));
    for (size_t i = 0; i < count; i++) {
        rows[i] = px_trace_change(request, code->id, &changes[i]);
        if (i + 1 < count && same_words(&changes[i], &changes[i + 1]))
            rows[i].redline = PX_STR(""); /* stands below the last of them */
        rows[i].comment = comment_name(request, changes[i].number);
        rows[i].comment_link = comment_link(request, changes[i].comment_id);
    }
    view->changes = rows;
    view->n_changes = count;
    return 0;
}

/* Those that have an answer: also the rejected ones, so that what was not changed is explained. */
static int shaped_comments(const px_request *request, const px_code *code, px_str id,
                           px_view_shaped *view, px_error *err)
{
    px_comment_filter filter = {
        .code = code->row,
        .lasting_id = id,
        .status = PX_STR("answered"),
        .state = PX_STR("submitted"),
        .max = COMMENTS_MAX,
    };
    px_comment_page page = { 0 };
    px_view_shaped_comment *rows;
    px_version *versions;
    size_t count;
    int rc = px_version_list(request->db, request->arena, code, px_part_tag(request), true,
                             &versions, &count, err);

    if (rc < 0 || !count)
        return rc;
    filter.at_version = versions[0].row;
    view->version = versions[0].label;
    rc = px_comment_list(request->db, request->arena, &filter, request->language, &page, err);
    if (rc < 0)
        return rc;
    rows = px_arena_array(request->arena, PX_MAX(page.count, 1), sizeof(*rows));
    for (size_t i = 0; i < page.count; i++) {
        const px_comment_line *line = &page.rows[i];

        rows[i] = (px_view_shaped_comment){
            .name = px_comment_view_name(request, &line->comment),
            .link = comment_link(request, line->comment.id),
            .author = line->author,
            .status =
                px_str_of(px_tr(request->language, px_answer_status_title(line->answer.status))),
            .reason = px_comment_view_html(request, code, line->answer.reason, HEADING),
            .reason_language = line->answer.language,
        };
    }
    view->comments = rows;
    view->n_comments = page.count;
    return 0;
}

int px_shaped_provision(const px_request *request, const px_code *code, px_str lasting_id,
                        px_builder *out, px_error *err)
{
    px_view_shaped view = { 0 };
    int rc = shaped_changes(request, code, lasting_id, &view, err);

    if (rc >= 0)
        rc = shaped_comments(request, code, lasting_id, &view, err);
    if (rc < 0 || (!view.n_changes && !view.n_comments))
        return rc;
    px_template_shaped(out, &view, request->language);
    return px_builder_check(out, err);
}

/* ---- Behind a comparison */

typedef struct explaining {
    const px_request *request;
    const px_code *code;
    const px_compare_detail *detail;
    px_comment_change *changes; /* between the versions */
    size_t n_changes;
    px_view_why_provision *provisions, *others;
    size_t n_provisions, n_others;
    px_compare_note *notes; /* one for each of the provisions */
} explaining;

static bool is_between(const px_comment_change *change, const px_version *from,
                       const px_version *to)
{
    int64_t low = PX_MIN(from->row, to->row), high = PX_MAX(from->row, to->row);

    return change->version > low && change->version <= high;
}

static int explain_read(explaining *e, const px_version *from, const px_version *to, px_error *err)
{
    bool working = from->state == PX_VERSION_WORKING || to->state == PX_VERSION_WORKING;
    px_comment_change *changes;
    size_t count;
    int rc = px_provision_change_list(e->request->db, e->request->arena, e->code, PX_STR(""),
                                      working, &changes, &count, err);

    if (rc < 0)
        return rc;
    for (size_t i = 0; i < count; i++)
        if (is_between(&changes[i], from, to))
            changes[e->n_changes++] = changes[i];
    e->changes = changes;
    return 0;
}

/* A list, whose points have the words, has no place of its own in the comparison. */
static bool has_words(const px_match_node *node)
{
    return node->number.len || node->heading.len || node->text.len;
}

static px_str explain_name(const explaining *e, const px_match_node *node)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_builder_str(&name, node->number);
    if (node->number.len)
        px_builder_char(&name, ' ');
    px_builder_str(&name, node->heading.len ? node->heading : node->text);
    return px_comment_view_head(e->request, px_arena_str(e->request->arena, px_builder_view(&name)),
                                NAME_POINTS);
}

/* A comment changed a provision in each of its languages, and is named once for them. */
static bool is_named(const explaining *e, size_t change)
{
    for (size_t i = 0; i < change; i++)
        if (e->changes[i].comment == e->changes[change].comment &&
            e->changes[i].way == e->changes[change].way &&
            px_str_eq(e->changes[i].lasting_id, e->changes[change].lasting_id))
            return true;
    return false;
}

/* "Why it changed: Comment 12: its wording was taken; Comment 14: ..." beside the provision. */
static px_str explain_note(const explaining *e, const px_view_why_provision *view)
{
    const px_language *language = e->request->language;
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_builder_html(&out, px_str_of(px_tr(language, N_("Why it changed"))));
    for (size_t i = 0; i < view->n_comments; i++) {
        const px_view_why_comment *comment = &view->comments[i];

        if (i && px_str_eq(comment->link, comment[-1].link)) { /* it did that too */
            px_builder_add(&out, ", ");
            px_builder_html(&out, comment->way);
            continue;
        }
        px_builder_html(&out, px_str_of(i ? "; " : px_tr(language, N_(": "))));
        px_builder_add(&out, "<a href=\"");
        px_builder_html(&out, comment->link);
        px_builder_add(&out, "\">");
        px_builder_html(&out, comment->name);
        px_builder_add(&out, "</a>");
        px_builder_html(&out, px_str_of(px_tr(language, N_(": "))));
        px_builder_html(&out, comment->way);
    }
    return px_arena_str(e->request->arena, px_builder_view(&out));
}

static void explain_node(explaining *e, const px_match_node *node)
{
    px_arena *arena = e->request->arena;
    px_view_why_comment *rows = px_arena_array(arena, PX_MAX(e->n_changes, 1), sizeof(*rows));
    px_view_why_provision view = {
        .name = explain_name(e, node),
        .link = px_str_of(px_arena_format(arena, "#%.*s", PX_STR_ARG(node->id))),
        .comments = rows,
    };

    for (size_t i = 0; i < e->n_changes; i++) {
        const px_comment_change *change = &e->changes[i];

        if (px_str_eq(change->lasting_id, node->id) && !is_named(e, i))
            rows[view.n_comments++] = (px_view_why_comment){
                .name = comment_name(e->request, change->number),
                .link = comment_link(e->request, change->comment_id),
                .way = px_str_of(px_tr(e->request->language, px_change_way_title(change->way))),
            };
    }
    if (!view.n_comments) {
        e->others[e->n_others++] = view;
        return;
    }
    e->notes[e->n_provisions] = (px_compare_note){ node->id, explain_note(e, &view) };
    e->provisions[e->n_provisions++] = view;
}

static void explain_changes(explaining *e)
{
    const px_comparison *c = &e->detail->comparison;

    e->provisions = px_arena_array(e->request->arena, c->count, sizeof(*e->provisions));
    e->others = px_arena_array(e->request->arena, c->count, sizeof(*e->others));
    e->notes = px_arena_array(e->request->arena, c->count, sizeof(*e->notes));
    for (size_t i = 0; i < c->count; i++) {
        const px_change *change = &c->changes[i];
        const px_match_node *node = change->new_node != PX_OUTLINE_TOP
                                        ? &c->new_side->nodes[change->new_node]
                                        : &c->old_side->nodes[change->old_node];

        if (px_change_is_any(change) && has_words(node))
            explain_node(e, node);
    }
}

int px_shaped_comparison(const px_request *request, const px_code *code, const px_version *from,
                         const px_version *to, const px_compare_detail *detail,
                         px_shaped_why *ret_why, px_error *err)
{
    PX_AUTO_BUILDER px_builder section = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    explaining e = { .request = request, .code = code, .detail = detail };
    px_view_why_changed view = { 0 };
    int rc = explain_read(&e, from, to, err);

    if (rc < 0 || !detail->comparison.count)
        return rc;
    explain_changes(&e);
    if (!e.n_provisions && !e.n_others)
        return 0;
    view.provisions = e.provisions;
    view.n_provisions = e.n_provisions;
    view.others = e.others;
    view.n_others = e.n_others;
    view.count = (long long)e.n_others;
    view.language = px_part_other_language(request, to);
    px_template_why_changed(&section, &view, request->language);
    *ret_why =
        (px_shaped_why){ .notes = e.notes,
                         .n_notes = e.n_provisions,
                         .section = px_arena_str(request->arena, px_builder_view(&section)) };
    return px_builder_check(&section, err);
}

/* ---- Twins */

static void changes_json(px_json *json, const px_comment_change *changes, size_t count)
{
    px_json_key(json, "shaped_by");
    px_json_array(json);
    for (size_t i = 0; i < count; i++) {
        px_json_object(json);
        px_json_pair_str(json, "comment", changes[i].comment_id);
        px_json_pair_int(json, "number", (long long)changes[i].number);
        px_json_pair_str(json, "version", changes[i].version_label);
        px_json_pair_str(json, "lasting_id", changes[i].lasting_id);
        px_json_pair_cstr(json, "way", px_change_way_name(changes[i].way));
        px_json_pair_str(json, "language",
                         changes[i].language.len ? changes[i].language : PX_STR_NONE);
        px_json_pair_str(json, "before", changes[i].before);
        px_json_pair_str(json, "after", changes[i].after);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

int px_shaped_provision_json(const px_request *request, const px_code *code, px_str lasting_id,
                             px_json *json, px_error *err)
{
    px_comment_change *changes;
    size_t count;
    int rc = px_provision_change_list(request->db, request->arena, code, lasting_id,
                                      px_access_working(request, code), &changes, &count, err);

    if (rc >= 0)
        changes_json(json, changes, count);
    return rc;
}

int px_shaped_comparison_json(const px_request *request, const px_code *code,
                              const px_version *from, const px_version *to, px_json *json,
                              px_error *err)
{
    explaining e = { .request = request, .code = code };
    int rc = explain_read(&e, from, to, err);

    if (rc >= 0)
        changes_json(json, e.changes, e.n_changes);
    return rc;
}
