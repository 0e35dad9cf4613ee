/* SPDX-License-Identifier: EUPL-1.2 */
/* One provision by its lasting id: where it stands, what the dossier knows of it, its text in each
 * version that has it, newest first, what changed from one to the next, and what became of it. */
#include "base/ascii.h"
#include "code/lineage.h"
#include "code/provision.h"
#include "drafting/dossier_json.h"
#include "web/access.h"
#include "web/edit/shaped.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/page_provision_change.h"
#include "web/page_provision_fact.h"
#include "web/page_provision_place.h"
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
    px_provision_change *changes; /* of each place, against the one behind it */
    px_provision_around around;
    px_dossier dossier; /* what it knows of the provision */
} provision;

static int provision_gather(px_request *request, provision *p, px_error *err)
{
    bool published_only = !px_access_working(request, &p->code);
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
    if (rc >= 0)
        rc = px_page_provision_changes(request, p->places, p->texts, p->count, &p->changes, err);
    if (rc >= 0 && p->count)
        rc = px_page_provision_around(request, &p->places[0], &p->around, err);
    if (rc >= 0)
        rc = px_dossier_load_provision(request->db, request->arena, &p->code, p->id, tag,
                                       &p->dossier, err);
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

/* The index of the place in a version; SIZE_MAX where it has none. */
static size_t provision_place_in(const provision *p, const px_version *version)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->places[i].version.row == version->row)
            return i;
    return SIZE_MAX;
}

/* What changed against the version before that has it. */
static int provision_redline(const px_request *request, const provision *p, size_t place,
                             px_view_provision_version *row, px_error *err)
{
    PX_AUTO_BUILDER px_builder redline = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str before;
    int rc;

    if (place == SIZE_MAX || !p->changes[place].any)
        return 0;
    before = p->places[place + 1].version.label;
    rc = px_page_provision_change_html(request, &p->changes[place], place, &redline, err);
    row->before = before;
    row->redline = px_arena_str(request->arena, px_builder_view(&redline));
    row->compare = px_page_address(request, "/codes/%.*s/compare/%.*s/%.*s#%.*s",
                                   PX_STR_ARG(p->code.id), PX_STR_ARG(before),
                                   PX_STR_ARG(row->label), PX_STR_ARG(p->places[place].id));
    return rc;
}

/* "measure 1.1"; a number that says itself what it is, "Measure 1.1", alone. */
static px_str provision_kind(const px_request *request, const px_lineage_step *step)
{
    px_str kind = px_part_kind(request, step->kind, step->extra);

    if (!step->number.len)
        return kind;
    if (px_is_letter(step->number.ptr[0]))
        return step->number;
    return px_str_of(
        px_arena_format(request->arena, "%.*s %.*s", PX_STR_ARG(kind), PX_STR_ARG(step->number)));
}

static int provision_row(const px_request *request, const provision *p, const px_lineage_step *step,
                         px_view_provision_version *row, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_page_text_how how = { .code = p->code.id, .version = step->version.label };
    size_t place = provision_place_in(p, &step->version);
    const px_text *text = place == SIZE_MAX ? NULL : &p->texts[place];
    bool here = text && text->count;
    int rc = here ? px_page_text(request, &body, text, 0, text->count, &how, err) : 0;

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
        .kind = provision_kind(request, step),
        .language = here ? text->language : PX_STR(""),
        .body = px_arena_str(request->arena, px_builder_view(&body)),
    };
    return provision_redline(request, p, place, row, err);
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
    PX_AUTO_BUILDER px_builder shaped = PX_BUILDER_INIT(PX_BUILDER_LARGE);
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

    if (rc >= 0)
        rc = px_page_provision_around_view(request, &p->around, p->code.id, &view, err);
    for (size_t i = 0; rc >= 0 && i < count; i++)
        rc = provision_row(request, p, &p->lineage.steps[count - 1 - i], &rows[i], err);
    if (rc < 0)
        return rc;
    px_page_provision_facts(request, &p->dossier, p->id, &view);
    provision_end(request, p, &view);
    frame.title = view.heading;
    frame.description = view.heading;
    rc = px_shaped_provision(request, &p->code, p->id, &shaped, err);
    if (rc < 0)
        return rc;
    view.shaped = px_builder_view(&shaped);
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

static int provision_json(const px_request *request, px_reply *reply, const provision *p,
                          px_error *err)
{
    px_json json;
    int rc;

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
    px_page_provision_around_json(&json, &p->around);
    px_page_provision_changes_json(&json, p->changes, p->count);
    px_json_key(&json, "dossier");
    px_json_object(&json);
    px_dossier_json(&json, &p->dossier, px_part_tag(request));
    px_json_object_end(&json);
    rc = px_shaped_provision_json(request, &p->code, p->id, &json, err);
    if (rc < 0)
        return rc;
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_provision(px_request *request, px_reply *reply, px_error *err)
{
    provision p = {
        .id = request->params[1],
        .around = { .previous = SIZE_MAX, .next = SIZE_MAX },
    };
    int rc = px_code_find(request->db, request->arena, request->params[0], px_part_tag(request),
                          &p.code, err);

    if (rc >= 0)
        rc = provision_gather(request, &p, err);
    if (rc < 0)
        return rc;
    reply->shared = true;
    return request->json ? provision_json(request, reply, &p, err)
                         : provision_html(request, reply, &p, err);
}
