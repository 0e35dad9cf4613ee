/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/lineage.h"

#include "base/banned.h"

static void links_json(px_json *json, const px_lineage_step *step)
{
    px_json_key(json, "links");
    px_json_array(json);
    for (size_t i = 0; i < step->n_links; i++) {
        const px_lineage_link *link = &step->links[i];

        px_json_object(json);
        px_json_pair_cstr(json, "tie", px_lineage_tie_name(link->tie));
        px_json_pair_str(json, "id", link->id);
        px_json_pair_str(json, "words", link->words);
        if (link->share) {
            px_json_key(json, "share");
            px_json_real(json, link->share / 1000.0);
        }
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void step_json(px_json *json, const px_lineage_step *step)
{
    px_json_object(json);
    px_json_pair_str(json, "version", step->version.label);
    px_json_pair_cstr(json, "state", px_version_state_name(step->version.state));
    px_json_key(json, "published");
    if (step->version.published == PX_TIME_NONE)
        px_json_null(json);
    else
        px_json_time(json, step->version.published);
    px_json_pair_cstr(json, "change", px_lineage_change_name(step));
    px_json_pair_bool(json, "reworded", step->reworded);
    px_json_pair_bool(json, "moved", step->moved);
    px_json_pair_bool(json, "renumbered", step->renumbered);
    px_json_pair_str(json, "id", step->id);
    px_json_pair_cstr(json, "kind", px_provision_kind_name(step->kind));
    px_json_pair_str(json, "eid", step->eid.len ? step->eid : PX_STR_NONE);
    px_json_pair_str(json, "number", step->number);
    px_json_pair_str(json, "words", step->words);
    links_json(json, step);
    px_json_object_end(json);
}

void px_lineage_json(px_json *json, const px_lineage *lineage)
{
    px_json_array(json);
    for (size_t i = 0; i < lineage->count; i++)
        step_json(json, &lineage->steps[i]);
    px_json_array_end(json);
}
