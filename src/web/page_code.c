/* SPDX-License-Identifier: EUPL-1.2 */
/* One code: its versions as a table, newest first, and its documents. */
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { DIGEST_SHOWN = 12 };

typedef struct versions {
    px_version *items;
    size_t count;
} versions;

/* The languages of a version, each with a link to its page in that language where the house has
 * the interface, else to the reader's own page. */
static void code_languages(const px_request *request, const px_code *code,
                           const px_version *version, px_view_code_version *row)
{
    px_view_code_language *list =
        px_arena_array(request->arena, version->n_languages, sizeof(*list));

    for (size_t i = 0; i < version->n_languages; i++) {
        px_str tag = version->languages[i];
        const px_language *found = px_language_find(tag);

        list[i].tag = tag;
        list[i].name = px_part_own_language(tag);
        list[i].link = px_str_of(px_arena_format(request->arena, "/%s/codes/%.*s/%.*s",
                                                 px_language_tag(found ? found : request->language),
                                                 PX_STR_ARG(code->id), PX_STR_ARG(version->label)));
    }
    row->languages = list;
    row->n_languages = version->n_languages;
}

static px_view_code_version code_row(const px_request *request, const px_code *code,
                                     const px_version *version)
{
    px_view_code_version row = {
        .label = version->label,
        .title = version->title,
        .title_language = px_part_other_language(request, version),
        .link = px_page_address(request, "/codes/%.*s/%.*s", PX_STR_ARG(code->id),
                                PX_STR_ARG(version->label)),
        .state = px_part_state(request, version->state),
        .working = version->state == PX_VERSION_WORKING,
        .published = px_part_moment(request, version->published),
        .digest = version->digest,
        .digest_short = px_str_sub(version->digest, 0, DIGEST_SHOWN),
    };

    if (version->act.len)
        row.act = px_page_address(request, "/log/%.*s", PX_STR_ARG(version->act));
    code_languages(request, code, version, &row);
    return row;
}

static px_view_code_document code_document(const px_request *request, const px_code *code,
                                           const px_version *version)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(4096);
    px_arg arg = { "version", version->label };

    px_message(&name, request->language, N_("Whole text of version {version}"), &arg, 1);
    return (px_view_code_document){
        .name = px_arena_str(request->arena, px_builder_view(&name)),
        .format = PX_STR("JSON"),
        .link = px_page_address(request, "/codes/%.*s/%.*s.json", PX_STR_ARG(code->id),
                                PX_STR_ARG(version->label)),
    };
}

static void code_html(const px_request *request, px_reply *reply, const px_code *code,
                      const versions *v)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_code_version *rows = px_arena_array(request->arena, v->count, sizeof(*rows));
    px_view_code_document *documents = px_arena_array(request->arena, v->count, sizeof(*documents));
    px_str title = code->title.len ? code->title : code->id;
    px_view_code view = {
        .title = title,
        .title_language = v->count ? px_part_other_language(request, &v->items[0]) : PX_STR_NONE,
        .home = px_page_address(request, "/"),
        .versions = rows,
        .n_versions = v->count,
        .documents = documents,
        .n_documents = v->count,
        .search = px_page_address(request, "/search"),
        .id = code->id,
    };
    px_frame frame = { .title = title, .room = PX_ROOM_CODES, .description = title };

    for (size_t i = 0; i < v->count; i++) {
        rows[i] = code_row(request, code, &v->items[i]);
        documents[i] = code_document(request, code, &v->items[i]);
    }
    px_template_code(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int code_json(px_reply *reply, const px_code *code, const versions *v, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "code", code->id);
    px_json_pair_str(&json, "title", code->title);
    px_json_key(&json, "versions");
    px_json_array(&json);
    for (size_t i = 0; i < v->count; i++)
        px_part_version_json(&json, &v->items[i]);
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_code(px_request *request, px_reply *reply, px_error *err)
{
    px_code code;
    versions v = { 0 };
    px_str tag = px_part_tag(request);
    int rc = px_code_find(request->db, request->arena, request->params[0], tag, &code, err);

    if (rc >= 0)
        rc = px_version_list(request->db, request->arena, &code, tag,
                             !px_part_sees_working(request), &v.items, &v.count, err);
    if (rc < 0)
        return rc;
    reply->shared = true;
    if (request->json)
        return code_json(reply, &code, &v, err);
    code_html(request, reply, &code, &v);
    return 0;
}
