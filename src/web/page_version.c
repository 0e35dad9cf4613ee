/* SPDX-License-Identifier: EUPL-1.2 */
/* The reading view of a version: contents, text, facts; and the whole text as JSON. */
#include "code/text_json.h"
#include "code/version_source.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/page_text.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

typedef struct reading {
    px_code code;
    px_version version;
    px_text text;
    px_version_source *sources;
    size_t n_sources;
} reading;

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
        .text_language = r->text.language.len ? r->text.language : px_part_tag(request),
        .published = px_part_moment(request, version->published),
        .digest = version->digest,
        .provisions = (long long)r->text.count,
        .twin = px_request_address(request, request->language, true),
    };

    if (version->act.len)
        view.act = px_page_address(request, "/log/%.*s", PX_STR_ARG(version->act));
    if (!px_str_eq(view.text_language, px_part_tag(request))) {
        view.missing_language = px_part_language(request, px_part_tag(request));
        view.text_language_name = px_part_language(request, view.text_language);
    }
    version_languages(request, r, &view);
    version_sources(request, r, &view);
    return view;
}

static int version_html(const px_request *request, px_reply *reply, const reading *r, px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder contents = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_version view = version_view(request, r);
    px_frame frame = {
        .title = px_str_of(px_arena_format(request->arena, "%.*s, %.*s", PX_STR_ARG(view.title),
                                           PX_STR_ARG(view.label))),
        .description = view.title,
        .room = PX_ROOM_CODES,
        .hidden = view.working,
    };
    int rc = px_page_text(request, &text, &r->text, 0, r->text.count, true, err);

    if (rc >= 0)
        rc = px_page_contents(&contents, &r->text, err);
    if (rc < 0)
        return rc;
    view.body = px_builder_view(&text);
    view.contents = px_builder_view(&contents);
    px_template_version(&body, &view, request->language);
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

static int version_json(const px_request *request, px_reply *reply, const reading *r, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "code", r->code.id);
    px_json_key(&json, "version");
    px_part_version_json(&json, &r->version);
    version_sources_json(&json, request, r);
    px_text_json(&json, &r->text);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_version(px_request *request, px_reply *reply, px_error *err)
{
    reading r = { 0 };
    int rc = px_part_version_find(request, request->params[0], request->params[1], &r.code,
                                  &r.version, err);

    if (rc >= 0)
        rc = px_version_text(request->db, request->arena, &r.version, px_part_tag(request), &r.text,
                             err);
    if (rc >= 0 && r.version.state != PX_VERSION_WORKING)
        rc = px_version_source_list(request->db, request->arena, &r.version, &r.sources,
                                    &r.n_sources, err);
    if (rc < 0)
        return rc;
    reply->shared = r.version.state != PX_VERSION_WORKING;
    return request->json ? version_json(request, reply, &r, err)
                         : version_html(request, reply, &r, err);
}
