/* SPDX-License-Identifier: EUPL-1.2 */
/* One provision by its lasting id: as it stands in each version that has it, newest first, what
 * changed from one to the next, and what became of it. */
#include "code/lineage.h"
#include "code/provision.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/page_text.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

typedef struct provision {
    px_code code;
    px_str id;
    px_lineage lineage;         /* oldest first */
    px_provision_place *places; /* newest first */
    px_text *texts;             /* of each place */
    size_t count;
} provision;

static int provision_gather(px_request *request, provision *p, px_error *err)
{
    bool published_only = !px_part_sees_working(request);
    px_str tag = px_part_tag(request);
    int rc = px_lineage_load(request->db, request->arena, &p->code, p->id, tag, published_only,
                             &p->lineage, err);

    if (rc >= 0)
        rc = px_provision_places(request->db, request->arena, &p->code, p->id, tag, published_only,
                                 &p->places, &p->count, err);
    if (rc < 0)
        return rc;
    p->texts = px_arena_array(request->arena, PX_MAX(p->count, 1), sizeof(*p->texts));
    for (size_t i = 0; rc >= 0 && i < p->count; i++)
        rc = px_provision_text(request->db, request->arena, &p->places[i], tag, &p->texts[i], err);
    return rc;
}

static px_view_provision_tie *provision_ties(const px_request *request, const provision *p,
                                             const px_lineage_step *step)
{
    px_view_provision_tie *ties =
        px_arena_array(request->arena, PX_MAX(step->n_links, 1), sizeof(*ties));

    for (size_t i = 0; i < step->n_links; i++) {
        const px_lineage_link *link = &step->links[i];

        ties[i] = (px_view_provision_tie){
            .link = px_page_address(request, "/codes/%.*s/p/%.*s", PX_STR_ARG(p->code.id),
                                    PX_STR_ARG(link->id)),
            .words = link->words.len ? link->words : link->id,
            .part_of = link->tie == PX_TIE_PART_OF,
            .gave_part = link->tie == PX_TIE_GAVE_PART,
            .took_in = link->tie == PX_TIE_TOOK_IN,
            .merged_into = link->tie == PX_TIE_MERGED_INTO,
            .read_as = link->tie == PX_TIE_READ_AS,
            .stands_as = link->tie == PX_TIE_STANDS_AS,
        };
    }
    return ties;
}

static const px_text *provision_text_in(const provision *p, const px_version *version)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->places[i].version.row == version->row)
            return &p->texts[i];
    return NULL;
}

static int provision_row(const px_request *request, const provision *p, const px_lineage_step *step,
                         px_view_provision_version *row, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_text *text = provision_text_in(p, &step->version);
    bool here = text && text->count;
    int rc = here ? px_page_text(request, &body, text, 0, text->count, false, err) : 0;

    if (rc < 0)
        return rc;
    *row = (px_view_provision_version){
        .label = step->version.label,
        .link = px_page_address(request, here ? "/codes/%.*s/%.*s#%.*s" : "/codes/%.*s/%.*s",
                                PX_STR_ARG(p->code.id), PX_STR_ARG(step->version.label),
                                PX_STR_ARG(step->id)),
        .state = px_part_state(request, step->version.state),
        .published = px_part_moment(request, step->version.published),
        .change = px_str_of(px_tr(request->language, px_lineage_change_text(step))),
        .ties = provision_ties(request, p, step),
        .n_ties = step->n_links,
        .here = here,
        .eid = step->eid,
        .number = step->number,
        .kind = px_part_kind(request, step->kind, step->extra),
        .language = here ? text->language : PX_STR(""),
        .body = px_arena_str(request->arena, px_builder_view(&body)),
    };
    return 0;
}

/* Its name in the newest version that has it; where no version has it, as a correction leaves it,
 * the words that the lineage knows. */
static int provision_name(const px_request *request, const provision *p, px_view_provision *view,
                          px_error *err)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(64 * 1024);
    const px_node *node = p->count && p->texts[0].count ? &p->texts[0].nodes[0] : NULL;
    int rc = node ? px_page_text_name(request, &name, node, err) : 0;

    if (rc < 0)
        return rc;
    view->heading = px_arena_str(request->arena, px_builder_view(&name));
    if (!node)
        view->heading = p->lineage.steps[p->lineage.count - 1].words;
    else if (!node->heading.len)
        view->heading = px_part_sentence(request, view->heading, false);
    view->heading_language = node ? p->texts[0].language : PX_STR("");
    return 0;
}

static void provision_end(const px_request *request, const provision *p, px_view_provision *view)
{
    const px_lineage_step *last = &p->lineage.steps[p->lineage.count - 1];

    if (!p->lineage.ended)
        return;
    view->ended = last->version.label;
    view->ended_link = px_page_address(request, "/codes/%.*s/%.*s", PX_STR_ARG(p->code.id),
                                       PX_STR_ARG(last->version.label));
    view->ended_ties = provision_ties(request, p, last);
    view->n_ended_ties = last->n_links;
}

static int provision_html(const px_request *request, px_reply *reply, const provision *p,
                          px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    size_t count = p->lineage.count;
    px_view_provision_version *rows = px_arena_array(request->arena, count, sizeof(*rows));
    px_view_provision view = {
        .home = px_page_address(request, "/"),
        .code_title = p->code.title.len ? p->code.title : p->code.id,
        .code_link = px_page_address(request, "/codes/%.*s", PX_STR_ARG(p->code.id)),
        .lasting_id = p->id,
        .versions = rows,
        .n_versions = count,
        .count = (long long)p->count,
    };
    px_frame frame = { .room = PX_ROOM_CODES };
    int rc = provision_name(request, p, &view, err);

    for (size_t i = 0; rc >= 0 && i < count; i++)
        rc = provision_row(request, p, &p->lineage.steps[count - 1 - i], &rows[i], err);
    if (rc < 0)
        return rc;
    provision_end(request, p, &view);
    frame.title = view.heading;
    frame.description = view.heading;
    px_template_provision(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static void provision_version_json(px_json *json, const provision *p, size_t i)
{
    const px_node *node = &p->texts[i].nodes[0];

    px_json_object(json);
    px_json_key(json, "version");
    px_part_version_json(json, &p->places[i].version);
    px_json_pair_str(json, "language", p->texts[i].language);
    px_json_pair_cstr(json, "kind", px_provision_kind_name(node->kind));
    px_json_pair_str(json, "eid", node->eid);
    px_json_pair_str(json, "number", node->number);
    px_json_pair_str(json, "heading", node->heading);
    px_json_pair_str(json, "text", node->text);
    px_json_object_end(json);
}

static int provision_json(px_reply *reply, const provision *p, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_pair_str(&json, "code", p->code.id);
    px_json_pair_str(&json, "id", p->id);
    px_json_key(&json, "versions");
    px_json_array(&json);
    for (size_t i = 0; i < p->count; i++)
        if (p->texts[i].count)
            provision_version_json(&json, p, i);
    px_json_array_end(&json);
    px_json_pair_bool(&json, "ended", p->lineage.ended);
    px_json_key(&json, "lineage");
    px_lineage_json(&json, &p->lineage);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_provision(px_request *request, px_reply *reply, px_error *err)
{
    provision p = { .id = request->params[1] };
    int rc = px_code_find(request->db, request->arena, request->params[0], px_part_tag(request),
                          &p.code, err);

    if (rc >= 0)
        rc = provision_gather(request, &p, err);
    if (rc < 0)
        return rc;
    reply->shared = true;
    return request->json ? provision_json(reply, &p, err) : provision_html(request, reply, &p, err);
}
