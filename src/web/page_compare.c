/* SPDX-License-Identifier: EUPL-1.2 */
/* What changed between two versions of a code, or three: /codes/CODE/compare/A/B[/C], inline or
 * ?view=side, the whole text or ?only=changes. */
#include "web/page_compare.h"
#include "code/compare/compare_html.h"
#include "code/compare/compare_json.h"
#include "code/relink.h"
#include "web/edit/shaped.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { MAX_VERSIONS = 3 };

typedef struct comparing {
    px_code code;
    px_str language; /* of the texts */
    px_version versions[MAX_VERSIONS];
    px_text texts[MAX_VERSIONS];
    px_compare_version sides[MAX_VERSIONS];
    px_compare_detail details[MAX_VERSIONS - 1];
    size_t count; /* of versions */
    px_compare_form form;
} comparing;

/* ---- Reading */

static int compare_fail_same(const px_request *request, px_str label, px_error *err)
{
    return px_fail(err, PX_ERR_INVALID,
                   N_("version '{version}' cannot be compared with itself; name two versions"),
                   "version", px_arena_cstr(request->arena, label), NULL);
}

static int compare_find_versions(px_request *request, comparing *c, px_error *err)
{
    c->count = request->params[MAX_VERSIONS].ptr ? MAX_VERSIONS : MAX_VERSIONS - 1;
    for (size_t i = 0; i < c->count; i++) {
        int rc = px_part_version_find(request, request->params[0], request->params[i + 1], &c->code,
                                      &c->versions[i], err);

        if (rc < 0)
            return rc;
        if (i > 0 && c->versions[i].row == c->versions[i - 1].row)
            return compare_fail_same(request, c->versions[i].label, err);
    }
    return 0;
}

static bool compare_has_language(const px_version *version, px_str tag)
{
    for (size_t i = 0; i < version->n_languages; i++)
        if (px_str_eq(version->languages[i], tag))
            return true;
    return false;
}

static bool compare_all_have(const comparing *c, px_str tag)
{
    for (size_t i = 0; i < c->count; i++)
        if (!compare_has_language(&c->versions[i], tag))
            return false;
    return true;
}

/* The reader's language where all versions have it, else the first that all have: words of two
 * languages cannot be compared. */
static int compare_choose_language(const px_request *request, comparing *c, px_error *err)
{
    c->language = px_part_tag(request);
    for (size_t i = 0; !compare_all_have(c, c->language); i++) {
        if (i == c->versions[0].n_languages)
            return px_fail(err, PX_ERR_NOT_FOUND,
                           N_("there is no language in which all of these versions have a text"),
                           NULL);
        c->language = c->versions[0].languages[i];
    }
    return 0;
}

static int compare_read(px_request *request, comparing *c, px_error *err)
{
    px_relinks relinks;
    int rc = compare_find_versions(request, c, err);

    if (rc >= 0)
        rc = compare_choose_language(request, c, err);
    if (rc >= 0)
        rc = px_relinks_load(request->db, request->arena, c->code.row, &relinks, err);
    for (size_t i = 0; rc >= 0 && i < c->count; i++) {
        rc = px_version_text(request->db, request->arena, &c->versions[i], c->language,
                             &c->texts[i], err);
        if (rc < 0)
            return rc;
        px_relinks_apply(&relinks, c->versions[i].row, &c->texts[i]);
        rc = px_compare_version_make(request->arena, c->versions[i].label, c->versions[i].title,
                                     &c->texts[i], true, &c->sides[i], err);
    }
    if (rc < 0)
        return rc;
    for (size_t i = 0; i + 1 < c->count; i++)
        px_compare_detail_make(request->arena, &c->sides[i], &c->sides[i + 1], &c->details[i]);
    return 0;
}

/* ---- The form of a comparison */

px_compare_form px_compare_form_read(const px_request *request)
{
    return (px_compare_form){
        .side = px_str_is(px_fields_get(&request->query, "view"), "side"),
        .only = px_str_is(px_fields_get(&request->query, "only"), "changes"),
    };
}

px_str px_compare_form_query(px_compare_form form)
{
    static const char *const queries[2][2] = {
        { "", "?only=changes" },
        { "?view=side", "?view=side&only=changes" },
    };

    return px_str_of(queries[form.side][form.only]);
}

/* The page's own address in another form. */
static px_str compare_address(const px_request *request, bool side, bool only)
{
    return px_page_address(
        request, "%.*s%.*s", PX_STR_ARG(request->page),
        PX_STR_ARG(px_compare_form_query((px_compare_form){ .side = side, .only = only })));
}

/* ---- The page */

static px_view_compare_version *compare_versions(const px_request *request, const comparing *c)
{
    px_view_compare_version *rows = px_arena_array(request->arena, c->count, sizeof(*rows));

    for (size_t i = 0; i < c->count; i++) {
        const px_version *version = &c->versions[i];

        rows[i] = (px_view_compare_version){
            .label = version->label,
            .link = px_page_address(request, "/codes/%.*s/%.*s", PX_STR_ARG(c->code.id),
                                    PX_STR_ARG(version->label)),
            .state = px_part_state(request, version->state),
            .working = version->state == PX_VERSION_WORKING,
            .published = px_part_moment(request, version->published),
        };
    }
    return rows;
}

static void compare_ways(const px_request *request, const comparing *c, px_view_compare *view)
{
    px_view_compare_way *layouts = px_arena_array(request->arena, 2, sizeof(*layouts));
    px_view_compare_way *extents = px_arena_array(request->arena, 2, sizeof(*extents));
    px_compare_form form = c->form;

    layouts[0] = (px_view_compare_way){
        .name = px_str_of(px_tr(request->language, N_("One column"))),
        .link = compare_address(request, false, form.only),
        .current = !form.side,
    };
    layouts[1] = (px_view_compare_way){
        .name = px_str_of(px_tr(request->language, N_("Side by side"))),
        .link = compare_address(request, true, form.only),
        .current = form.side,
    };
    extents[0] = (px_view_compare_way){
        .name = px_str_of(px_tr(request->language, N_("Whole text"))),
        .link = compare_address(request, form.side, false),
        .current = !form.only,
    };
    extents[1] = (px_view_compare_way){
        .name = px_str_of(px_tr(request->language, N_("Only changes"))),
        .link = compare_address(request, form.side, true),
        .current = form.only,
    };
    view->extents = extents;
    view->n_extents = 2;
    if (c->count > 2) /* always in columns, and in one order */
        return;
    view->layouts = layouts;
    view->n_layouts = 2;
    view->turn =
        px_page_address(request, "/codes/%.*s/compare/%.*s/%.*s%.*s", PX_STR_ARG(c->code.id),
                        PX_STR_ARG(c->versions[1].label), PX_STR_ARG(c->versions[0].label),
                        PX_STR_ARG(px_compare_form_query(form)));
}

static int compare_body(const px_request *request, const comparing *c, const px_shaped_why *why,
                        px_builder *out, px_error *err)
{
    px_compare_links links = {
        .provision = px_page_address(request, "/codes/%.*s/p/", PX_STR_ARG(c->code.id)),
    };
    px_compare_page page = {
        .language = request->language,
        .code_title = c->code.title,
        .detail = &c->details[0],
        .next = c->count > 2 ? &c->details[1] : NULL,
        .side_by_side = c->form.side,
        .only_changes = c->form.only,
        .notes = why->notes,
        .n_notes = why->n_notes,
        .links = &links,
    };

    for (size_t i = 0; i < c->count; i++)
        links.versions[i] = px_page_address(request, "/codes/%.*s/%.*s", PX_STR_ARG(c->code.id),
                                            PX_STR_ARG(c->versions[i].label));
    return px_compare_html_body(request->arena, &page, out, err);
}

/* Which comments are behind the changes; of three versions each pair has its own page. */
static int compare_why(const px_request *request, const comparing *c, px_shaped_why *ret_why,
                       px_error *err)
{
    if (c->count > 2)
        return 0;
    return px_shaped_comparison(request, &c->code, &c->versions[0], &c->versions[1], &c->details[0],
                                ret_why, err);
}

static px_view_compare compare_view(const px_request *request, const comparing *c)
{
    px_view_compare view = {
        .home = px_page_address(request, "/"),
        .code_title = c->code.title.len ? c->code.title : c->code.id,
        .code_language = px_part_other_language(request, &c->versions[c->count - 1]),
        .code_link = px_page_address(request, "/codes/%.*s", PX_STR_ARG(c->code.id)),
        .from = c->versions[0].label,
        .to = c->versions[c->count - 1].label,
        .versions = compare_versions(request, c),
        .n_versions = c->count,
        .choose = px_page_address(request, "/codes/%.*s/compare", PX_STR_ARG(c->code.id)),
        .twin = px_request_address(request, request->language, true),
    };

    if (!px_str_eq(c->language, px_part_tag(request))) {
        view.missing_language = px_part_language(request, px_part_tag(request));
        view.text_language_name = px_part_language(request, c->language);
    }
    compare_ways(request, c, &view);
    return view;
}

static int compare_html(const px_request *request, px_reply *reply, const comparing *c,
                        px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder title = PX_BUILDER_INIT(4096);
    px_shaped_why why = { 0 };
    px_view_compare view = compare_view(request, c);
    px_arg args[] = { { "code", view.code_title }, { "from", view.from }, { "to", view.to } };
    px_frame frame = {
        .room = PX_ROOM_CODES,
        .query = px_compare_form_query(c->form),
        .hidden = !reply->shared || c->form.side || c->form.only,
        .one_twin = true,
    };
    int rc = compare_why(request, c, &why, err);

    if (rc >= 0)
        rc = compare_body(request, c, &why, &text, err);
    if (rc < 0)
        return rc;
    px_message(&title, request->language, N_("{code}: changes from version {from} to version {to}"),
               args, PX_COUNT(args));
    frame.title = px_builder_view(&title);
    frame.description = frame.title;
    view.body = px_builder_view(&text);
    view.why = why.section;
    px_template_compare(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static int compare_json(const px_request *request, px_reply *reply, const comparing *c,
                        px_error *err)
{
    px_json json;
    int rc = 0;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "code", c->code.id);
    if (c->count == 2) {
        px_compare_json(&json, &c->details[0]);
        rc = px_shaped_comparison_json(request, &c->code, &c->versions[0], &c->versions[1], &json,
                                       err);
    } else {
        px_json_key(&json, "comparisons");
        px_json_array(&json);
        for (size_t i = 0; i + 1 < c->count; i++) {
            px_json_object(&json);
            px_compare_json(&json, &c->details[i]);
            px_json_object_end(&json);
        }
        px_json_array_end(&json);
    }
    if (rc < 0)
        return rc;
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_compare(px_request *request, px_reply *reply, px_error *err)
{
    comparing c = { .form = px_compare_form_read(request) };
    int rc = compare_read(request, &c, err);

    if (rc < 0)
        return rc;
    reply->shared = true;
    for (size_t i = 0; i < c.count; i++)
        if (c.versions[i].state == PX_VERSION_WORKING)
            reply->shared = false;
    return request->json ? compare_json(request, reply, &c, err)
                         : compare_html(request, reply, &c, err);
}
