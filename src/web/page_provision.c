/* SPDX-License-Identifier: EUPL-1.2 */
/* One provision by its lasting id, as it stands in each version that has it, newest first. */
#include "code/contents_html.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/page_text.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

/* The provision in one version. */
typedef struct occurrence {
    px_version version;
    px_text text;
    size_t at;
} occurrence;

typedef struct provision {
    px_code code;
    px_str id;
    occurrence *items;
    size_t count;
} provision;

static bool provision_is_in(const px_text *text, px_str id, size_t *ret_at)
{
    for (size_t i = 0; i < text->count; i++) {
        if (px_str_eq(text->nodes[i].lasting_id, id)) {
            *ret_at = i;
            return true;
        }
    }
    return false;
}

static int provision_gather(px_request *request, const px_version *versions, size_t count,
                            provision *p, px_error *err)
{
    p->items = px_arena_array(request->arena, count, sizeof(*p->items));
    for (size_t i = 0; i < count; i++) {
        occurrence *item = &p->items[p->count];
        int rc = px_version_text(request->db, request->arena, &versions[i], px_part_tag(request),
                                 &item->text, err);

        if (rc < 0)
            return rc;
        item->version = versions[i];
        if (provision_is_in(&item->text, p->id, &item->at))
            p->count++;
    }
    if (p->count)
        return 0;
    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("the code '{code}' has no provision with the lasting id '{id}'"), "code",
                   px_arena_cstr(request->arena, p->code.id), "id",
                   px_arena_cstr(request->arena, p->id), NULL);
}

static int provision_row(const px_request *request, const provision *p, const occurrence *item,
                         px_view_provision_version *row, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_node *node = &item->text.nodes[item->at];
    int rc = px_page_text(request, &body, &item->text, item->at,
                          px_text_tree_end(&item->text, item->at), false, err);

    if (rc < 0)
        return rc;
    *row = (px_view_provision_version){
        .label = item->version.label,
        .link = px_page_address(request, "/codes/%.*s/%.*s#%.*s", PX_STR_ARG(p->code.id),
                                PX_STR_ARG(item->version.label), PX_STR_ARG(p->id)),
        .state = px_part_state(request, item->version.state),
        .published = px_part_moment(request, item->version.published),
        .eid = node->eid,
        .number = node->number,
        .kind = px_part_kind(request, node->kind),
        .language = item->text.language,
        .body = px_arena_str(request->arena, px_builder_view(&body)),
    };
    return 0;
}

static int provision_html(const px_request *request, px_reply *reply, const provision *p,
                          px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(64 * 1024);
    px_view_provision_version *rows = px_arena_array(request->arena, p->count, sizeof(*rows));
    const occurrence *newest = &p->items[0];
    px_view_provision view = {
        .home = px_page_address(request, "/"),
        .code_title = p->code.title.len ? p->code.title : p->code.id,
        .code_link = px_page_address(request, "/codes/%.*s", PX_STR_ARG(p->code.id)),
        .heading_language = newest->text.language,
        .lasting_id = p->id,
        .versions = rows,
        .n_versions = p->count,
        .count = (long long)p->count,
    };
    px_frame frame = { .room = PX_ROOM_CODES };
    int rc = px_page_text_name(request, &name, &newest->text.nodes[newest->at], err);

    for (size_t i = 0; rc >= 0 && i < p->count; i++)
        rc = provision_row(request, p, &p->items[i], &rows[i], err);
    if (rc < 0)
        return rc;
    view.heading = px_builder_view(&name);
    if (!newest->text.nodes[newest->at].heading.len)
        view.heading = px_part_sentence(request, view.heading, false);
    frame.title = view.heading;
    frame.description = view.heading;
    px_template_provision(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static int provision_json(px_reply *reply, const provision *p, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "code", p->code.id);
    px_json_pair_str(&json, "id", p->id);
    px_json_key(&json, "versions");
    px_json_array(&json);
    for (size_t i = 0; i < p->count; i++) {
        const px_node *node = &p->items[i].text.nodes[p->items[i].at];

        px_json_object(&json);
        px_json_key(&json, "version");
        px_part_version_json(&json, &p->items[i].version);
        px_json_pair_str(&json, "language", p->items[i].text.language);
        px_json_pair_cstr(&json, "kind", px_provision_kind_name(node->kind));
        px_json_pair_str(&json, "eid", node->eid);
        px_json_pair_str(&json, "number", node->number);
        px_json_pair_str(&json, "heading", node->heading);
        px_json_pair_str(&json, "text", node->text);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_provision(px_request *request, px_reply *reply, px_error *err)
{
    provision p = { .id = request->params[1] };
    px_str tag = px_part_tag(request);
    px_version *versions;
    size_t count;
    int rc = px_code_find(request->db, request->arena, request->params[0], tag, &p.code, err);

    if (rc >= 0)
        rc = px_version_list(request->db, request->arena, &p.code, tag,
                             !px_part_sees_working(request), &versions, &count, err);
    if (rc >= 0)
        rc = provision_gather(request, versions, count, &p, err);
    if (rc < 0)
        return rc;
    reply->shared = true;
    return request->json ? provision_json(reply, &p, err) : provision_html(request, reply, &p, err);
}
