/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_provision_place.h"

#include "code/contents_html.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/page_text.h"
#include "web/templates.h"

#include "base/banned.h"

static size_t find_row(const px_text *text, int64_t row)
{
    for (size_t i = 0; i < text->count; i++)
        if (text->nodes[i].row == row)
            return i;
    return SIZE_MAX;
}

/* The next one of the same kind in a direction, 1 or -1. */
static size_t neighbour(const px_text *text, size_t at, int step)
{
    for (size_t i = at + (size_t)step; i < text->count; i += (size_t)step)
        if (text->nodes[i].kind == text->nodes[at].kind)
            return i;
    return SIZE_MAX;
}

static void find_above(const px_request *request, px_provision_around *around, size_t at)
{
    size_t parent = px_text_tree_parent(&around->text, at);

    around->above = px_arena_array(request->arena, (size_t)around->text.nodes[at].depth + 1,
                                   sizeof(*around->above));
    for (size_t up = parent; up != SIZE_MAX; up = px_text_tree_parent(&around->text, up))
        around->n_above++;
    for (size_t i = around->n_above; i > 0; i--) {
        around->above[i - 1] = parent;
        parent = px_text_tree_parent(&around->text, parent);
    }
}

int px_page_provision_around(px_request *request, const px_provision_place *place,
                             px_provision_around *ret_around, px_error *err)
{
    px_provision_around around = { .previous = SIZE_MAX, .next = SIZE_MAX };
    int rc = px_version_text(request->db, request->arena, &place->version, px_part_tag(request),
                             &around.text, err);
    size_t at = rc < 0 ? SIZE_MAX : find_row(&around.text, place->node);

    if (at != SIZE_MAX) {
        find_above(request, &around, at);
        around.previous = neighbour(&around.text, at, -1);
        around.next = neighbour(&around.text, at, 1);
    }
    if (rc >= 0)
        *ret_around = around;
    return rc;
}

static px_str place_link(const px_request *request, px_str code, const px_node *node)
{
    return px_page_address(request, "/codes/%.*s/p/%.*s", PX_STR_ARG(code),
                           PX_STR_ARG(node->lasting_id));
}

/* Its name; a paragraph has none but its kind, with a capital here. */
static int place_name(const px_request *request, const px_node *node, px_str *ret_name,
                      px_error *err)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(64 * 1024);
    int rc = px_page_text_name(request, &name, node, err);

    *ret_name = px_part_sentence(request, px_builder_view(&name), false);
    return rc;
}

/* Lists and groups without a heading say nothing of the place. */
static int view_above(const px_request *request, const px_provision_around *around, px_str code,
                      px_view_provision *view, px_error *err)
{
    px_view_provision_above *rows =
        px_arena_array(request->arena, around->n_above + 1, sizeof(*rows));
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < around->n_above; i++) {
        const px_node *node = &around->text.nodes[around->above[i]];
        px_view_provision_above *row = &rows[view->n_above];

        if (!node->heading.len && !node->number.len)
            continue;
        row->link = place_link(request, code, node);
        rc = place_name(request, node, &row->name, err);
        view->n_above++;
    }
    view->above = rows;
    return rc;
}

int px_page_provision_around_view(const px_request *request, const px_provision_around *around,
                                  px_str code, px_view_provision *view, px_error *err)
{
    int rc = view_above(request, around, code, view, err);

    view->place_language = around->text.language;
    if (rc >= 0 && around->previous != SIZE_MAX) {
        view->previous = place_link(request, code, &around->text.nodes[around->previous]);
        rc = place_name(request, &around->text.nodes[around->previous], &view->previous_name, err);
    }
    if (rc >= 0 && around->next != SIZE_MAX) {
        view->next = place_link(request, code, &around->text.nodes[around->next]);
        rc = place_name(request, &around->text.nodes[around->next], &view->next_name, err);
    }
    return rc;
}

static px_str id_of(const px_provision_around *around, size_t at)
{
    return at == SIZE_MAX ? PX_STR_NONE : around->text.nodes[at].lasting_id;
}

void px_page_provision_around_json(px_json *json, const px_provision_around *around)
{
    px_json_key(json, "above");
    px_json_array(json);
    for (size_t i = 0; i < around->n_above; i++)
        px_json_str(json, id_of(around, around->above[i]));
    px_json_array_end(json);
    px_json_pair_str(json, "previous", id_of(around, around->previous));
    px_json_pair_str(json, "next", id_of(around, around->next));
}
