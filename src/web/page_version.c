/* SPDX-License-Identifier: EUPL-1.2 */
/* The reading view of a version: contents, text, facts; and the whole text as JSON. */
#include "code/text_json.h"
#include "code/version_source.h"
#include "web/access.h"
#include "web/asset.h"
#include "web/comment/comment_round.h"
#include "web/comment/margin.h"
#include "web/edit/shaped.h"
#include "web/entity.h"
#include "web/kept.h"
#include "web/page_contents.h"
#include "web/page_duty.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/page_text.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { GAPS_MAX = 1000 };

typedef struct reading {
    px_code code;
    px_version version;
    px_text text;
    px_version_source *sources;
    size_t n_sources;
    px_dossier dossier;
    px_comment_round round; /* that comments on it go into */
    bool comments;          /* the reader may comment on it now */
    px_page_remarks *remarks;
    px_shaped shaped;
    px_translation_gap *gaps; /* of a working version */
    size_t n_gaps;
} reading;

/* All that version and code do not say themselves. */
static int version_load(const px_request *request, reading *r, px_error *err)
{
    px_str tag = px_part_tag(request);
    size_t all = 0;
    int rc = px_version_text(request->db, request->arena, &r->version, tag, &r->text, err);

    if (rc >= 0)
        rc = px_version_source_list(request->db, request->arena, &r->version, &r->sources,
                                    &r->n_sources, err);
    if (rc >= 0)
        rc = px_dossier_load_provisions(request->db, request->arena, &r->code, tag, &r->dossier,
                                        err);
    if (rc >= 0 && r->version.state != PX_VERSION_WORKING)
        rc = px_page_remarks_read(request, &r->code, &r->version, &r->remarks, err);
    if (rc >= 0)
        rc = px_shaped_read(request, &r->code, &r->version, &r->shaped, err);
    if (rc >= 0 && r->version.state == PX_VERSION_WORKING)
        rc = px_translation_gaps(request->db, request->arena, &r->version, GAPS_MAX, &r->gaps,
                                 &r->n_gaps, &all, err);
    return rc;
}

/* Where the source of the text in a language can be had; it is the same for all readers. */
static px_str version_source_link(const px_request *request, const reading *r, px_str language)
{
    return px_str_of(px_arena_format(request->arena, "/codes/%.*s/%.*s/source/%.*s",
                                     PX_STR_ARG(r->code.id), PX_STR_ARG(r->version.label),
                                     PX_STR_ARG(language)));
}

static void version_sources(const px_request *request, const reading *r, px_view_version *view)
{
    px_view_version_source *list = px_arena_array(request->arena, r->n_sources, sizeof(*list));

    for (size_t i = 0; i < r->n_sources; i++)
        list[i] = (px_view_version_source){
            .tag = r->sources[i].language,
            .name = px_part_own_language(r->sources[i].language),
            .link = version_source_link(request, r, r->sources[i].language),
        };
    view->sources = list;
    view->n_sources = r->n_sources;
}

static void version_languages(const px_request *request, const reading *r, px_view_version *view)
{
    px_view_version_language *list =
        px_arena_array(request->arena, r->version.n_languages, sizeof(*list));

    for (size_t i = 0; i < r->version.n_languages; i++) {
        px_str tag = r->version.languages[i];
        const px_language *found = px_language_find(tag);

        list[i] = (px_view_version_language){
            .tag = tag,
            .name = px_part_own_language(tag),
            .link = px_str_of(px_arena_format(request->arena, "/%s%.*s",
                                              px_language_tag(found ? found : request->language),
                                              PX_STR_ARG(request->page))),
            .current = px_str_eq(tag, r->text.language),
        };
    }
    view->languages = list;
    view->n_languages = r->version.n_languages;
}

/* When it was adopted, and by which act. */
static void version_adopted(const px_request *request, const reading *r, px_view_version *view)
{
    px_error ignored = PX_ERROR_INIT;
    px_act_row act;

    if (!view->adopted ||
        px_act_find_last(request->db, request->arena, "version.adopted",
                         px_arena_cstr(request->arena, r->code.id),
                         px_arena_cstr(request->arena, r->version.label), &act, &ignored) < 0)
        return;
    view->adopted_on = px_part_moment(request, act.time);
    view->adopted_act = px_page_address(request, "/log/%.*s", PX_STR_ARG(act.id));
}

/* How many comments stand in it, and on the whole of it. */
static void version_comments(const px_request *request, const reading *r, px_view_version *view)
{
    px_str all = px_page_address(request, "/codes/%.*s/comments?at=%.*s", PX_STR_ARG(r->code.id),
                                 PX_STR_ARG(r->version.label));

    if (!r->remarks)
        return;
    view->comments = px_page_remarks_count(r->remarks);
    view->comments_whole = px_page_remarks_whole(r->remarks);
    view->comments_link = all;
}

/* Address of the form of a comment on a provision, whose id follows. */
static px_str version_form(const px_request *request, const reading *r)
{
    if (!r->comments)
        return PX_STR("");
    return px_page_address(request, "/codes/%.*s/%.*s/comment?on=", PX_STR_ARG(r->code.id),
                           PX_STR_ARG(r->version.label));
}

static px_view_version version_view(const px_request *request, const reading *r)
{
    const px_version *version = &r->version;
    px_view_version view = {
        .code_title = r->code.title.len ? r->code.title : r->code.id,
        .code_link = px_page_address(request, "/codes/%.*s", PX_STR_ARG(r->code.id)),
        .home = px_page_address(request, "/"),
        .title = version->title.len ? version->title : r->code.title,
        .label = version->label,
        .state = px_part_state(request, version->state),
        .working = version->state == PX_VERSION_WORKING,
        .adopted = version->state == PX_VERSION_ADOPTED,
        .text_language = r->text.language.len ? r->text.language : px_part_tag(request),
        .published = px_part_moment(request, version->published),
        .digest = version->digest,
        .provisions = (long long)r->text.count,
        .twin = px_request_address(request, request->language, true),
    };

    version_adopted(request, r, &view);
    if (version->act.len)
        view.act = px_page_address(request, "/log/%.*s", PX_STR_ARG(version->act));
    if (view.working && px_access_may(request, PX_ACTION_PUBLISH, px_scope_code(r->code.row)))
        view.publish = px_page_address(request, "/codes/%.*s/%.*s/publish", PX_STR_ARG(r->code.id),
                                       PX_STR_ARG(version->label));
    if (!px_str_eq(view.text_language, px_part_tag(request))) {
        view.missing_language = px_part_language(request, px_part_tag(request));
        view.text_language_name = px_part_language(request, view.text_language);
    }
    version_languages(request, r, &view);
    version_sources(request, r, &view);
    version_comments(request, r, &view);
    return view;
}

static bool version_may_edit(const px_request *request, const reading *r)
{
    return r->version.state == PX_VERSION_WORKING &&
           px_access_may(request, PX_ACTION_EDIT_WORKING, px_scope_code(r->code.row));
}

/* What stands in the frame, made of the whole text. */
static int version_body(const px_request *request, const reading *r, px_builder *out, px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder contents = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_version view = version_view(request, r);
    PX_AUTO_TERMS px_terms *terms = px_terms_new(&r->text);
    px_page_text_how how = { .code = r->code.id,
                             .version = r->version.label,
                             .addresses = true,
                             .terms = terms,
                             .dossier = &r->dossier,
                             .remarks = r->remarks,
                             .comment = version_form(request, r),
                             .shaped = &r->shaped,
                             .gaps = r->gaps,
                             .n_gaps = r->n_gaps };
    int rc;

    if (version_may_edit(request, r))
        how.edit = px_page_address(request, "/codes/%.*s/%.*s/edit/", PX_STR_ARG(r->code.id),
                                   PX_STR_ARG(r->version.label));
    rc = px_page_text(request, &text, &r->text, 0, r->text.count, &how, err);
    if (rc >= 0)
        rc = px_page_contents(request, &contents, &r->text, err);
    if (rc < 0)
        return rc;
    view.body = px_builder_view(&text);
    view.contents = px_builder_view(&contents);
    px_template_version(out, &view, request->language);
    return px_builder_check(out, err);
}

/* What those who draw up the text can do from here; behind the text, which is kept for all. */
static void version_tools(const px_request *request, const reading *r, px_builder *out)
{
    px_view_version_tools view = { 0 };

    if (r->version.state == PX_VERSION_WORKING ||
        !px_access_may(request, PX_ACTION_EDIT_WORKING, px_scope_code(r->code.row)))
        return;
    view.next = px_page_address(request, "/codes/%.*s/%.*s/next", PX_STR_ARG(r->code.id),
                                PX_STR_ARG(r->version.label));
    px_template_version_tools(out, &view, request->language);
}

/* What is told of comments above the text: differs by reader and time, and is never kept. */
static void version_bar(const px_request *request, px_reply *reply, const reading *r,
                        px_builder *out)
{
    px_str form = version_form(request, r);
    px_view_comment_bar view = {
        .round = px_comment_round_show(request, reply, &r->round),
        .form = form,
        .script = px_str_of(px_asset_path("comment.js")),
        .mine = px_page_address(request, "/me/comments"),
        .all = px_page_address(request, "/codes/%.*s/comments?at=%.*s", PX_STR_ARG(r->code.id),
                               PX_STR_ARG(r->version.label)),
    };

    if (!view.round)
        return;
    if (!r->comments && !request->session.who.person && r->round.state == PX_ROUND_OPEN)
        view.sign_in = px_page_address(request, "/sign-in?back=/%s/codes/%.*s/%.*s",
                                       px_language_tag(request->language), PX_STR_ARG(r->code.id),
                                       PX_STR_ARG(r->version.label));
    px_template_comment_bar(out, &view, request->language);
}

/* The text of a published version is the same for every reader (for those who may comment, with
 * the links to do so), and large: it is kept, so that a page that is one reader's own costs no more
 * than its frame. */
static int version_html(const px_request *request, px_reply *reply, reading *r, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder kept = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str title = r->version.title.len ? r->version.title : r->code.title;
    px_str key = px_str_of(
        px_arena_format(request->arena, "%s %.*s", r->comments ? "commented" : "version",
                        PX_STR_ARG(px_page_address(request, "%.*s", PX_STR_ARG(request->page)))));
    px_frame frame = {
        .title = px_str_of(px_arena_format(request->arena, "%.*s, %.*s", PX_STR_ARG(title),
                                           PX_STR_ARG(r->version.label))),
        .description = title,
        .room = PX_ROOM_CODES,
        .hidden = r->version.state == PX_VERSION_WORKING,
    };
    px_entity *part;
    int rc = 0;

    version_bar(request, reply, r, &body);
    part = px_kept_get(request, key);
    if (!part) {
        rc = version_load(request, r, err);
        if (rc >= 0)
            rc = version_body(request, r, &kept, err);
        px_page_remarks_end(&r->remarks);
        if (rc < 0)
            return rc;
        if (reply->shared)
            part = px_kept_put(request, key, &kept);
    }
    if (part)
        px_kept_show(request, reply, &body, part);
    else
        px_builder_str(&body, px_builder_view(&kept));
    version_tools(request, r, &body);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static void version_sources_json(px_json *json, const px_request *request, const reading *r)
{
    px_json_key(json, "sources");
    px_json_array(json);
    for (size_t i = 0; i < r->n_sources; i++) {
        px_json_object(json);
        px_json_pair_str(json, "language", r->sources[i].language);
        px_json_pair_str(json, "link", version_source_link(request, r, r->sources[i].language));
        px_json_pair_int(json, "bytes", (long long)r->sources[i].bytes);
        px_json_pair_cstr(json, "sha256", r->sources[i].hash);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static int version_json(const px_request *request, px_reply *reply, reading *r, px_error *err)
{
    px_json json;
    int rc = version_load(request, r, err);

    if (rc < 0)
        return rc;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "code", r->code.id);
    px_json_key(&json, "version");
    px_part_version_json(&json, &r->version);
    version_sources_json(&json, request, r);
    px_page_duty_json(&json, request, &r->dossier);
    px_text_json(&json, &r->text);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_version(px_request *request, px_reply *reply, px_error *err)
{
    reading r = { 0 };
    int rc = px_part_version_find(request, request->params[0], request->params[1], &r.code,
                                  &r.version, err);

    if (rc < 0)
        return rc;
    reply->shared = r.version.state != PX_VERSION_WORKING;
    if (reply->shared && !request->json) {
        rc = px_comment_round_of(request, &r.code, r.version.row, &r.round, err);
        if (rc < 0)
            return rc;
        r.comments = r.round.takes && px_comment_round_may(request, &r.code);
    }
    return request->json ? version_json(request, reply, &r, err)
                         : version_html(request, reply, &r, err);
}
