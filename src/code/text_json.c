/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/text_json.h"

#include "code/outline.h"

#include "base/banned.h"

/* above: the lasting ids of the nodes that this one stands in, by depth. */
static void node_json(px_json *json, const px_node *node, px_str above[PX_OUTLINE_MAX_DEPTH])
{
    int depth = node->depth < PX_OUTLINE_MAX_DEPTH ? node->depth : PX_OUTLINE_MAX_DEPTH - 1;

    above[depth] = node->lasting_id;
    px_json_object(json);
    px_json_pair_str(json, "id", node->lasting_id);
    px_json_pair_str(json, "parent", depth ? above[depth - 1] : PX_STR_NONE);
    px_json_pair_int(json, "depth", node->depth);
    px_json_pair_cstr(json, "kind", px_provision_kind_name(node->kind));
    px_json_pair_str(json, "eid", node->eid);
    px_json_pair_str(json, "number", node->number);
    px_json_pair_str(json, "heading", node->heading);
    px_json_pair_str(json, "text", node->text);
    px_json_pair_str(json, "extra", node->extra);
    px_json_object_end(json);
}

void px_text_json(px_json *json, const px_text *text)
{
    px_str above[PX_OUTLINE_MAX_DEPTH] = { { NULL, 0 } };

    px_json_pair_str(json, "language", text->language);
    px_json_key(json, "provisions");
    px_json_array(json);
    for (size_t i = 0; i < text->count; i++)
        node_json(json, &text->nodes[i], above);
    px_json_array_end(json);
}
