/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/compare_json.h"

#include "base/message.h"
#include "code/compare/compare_place.h"

#include "base/banned.h"

static void version_json(px_json *json, const char *key, const px_compare_version *version)
{
    px_json_key(json, key);
    px_json_object(json);
    px_json_pair_str(json, "version", version->label);
    px_json_pair_str(json, "title", version->title);
    px_json_pair_str(json, "language", version->text->language);
    px_json_pair_int(json, "provisions", (long long)version->text->count);
    px_json_object_end(json);
}

static void counts_json(px_json *json, const px_compare_chapter *sum)
{
    px_json_key(json, "counts");
    px_json_object(json);
    for (int kind = 0; kind < PX_CHANGE_KIND_COUNT; kind++)
        px_json_pair_int(json, px_change_kind_name((px_change_kind)kind),
                         (long long)sum->counts[kind]);
    px_json_object_end(json);
    px_json_key(json, "words");
    px_json_object(json);
    px_json_pair_int(json, "deleted", (long long)sum->deleted);
    px_json_pair_int(json, "inserted", (long long)sum->inserted);
    px_json_object_end(json);
    px_json_key(json, "duties");
    px_json_object(json);
    for (int effect = 0; effect <= PX_DUTY_WEAKER; effect++)
        px_json_pair_int(json, px_duty_effect_name((px_duty_effect)effect),
                         (long long)sum->duties[effect]);
    px_json_object_end(json);
}

/* Keys of a node in one of the versions; null where it is not there. */
static void node_json(px_json *json, const char *key, const px_compare_version *version,
                      size_t index)
{
    PX_AUTO_BUILDER px_builder place = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_node *node;

    px_json_key(json, key);
    if (index == PX_OUTLINE_TOP) {
        px_json_null(json);
        return;
    }
    node = &version->text->nodes[index];
    px_compare_place(&place, px_language_english(), version, index);
    px_json_object(json);
    px_json_pair_str(json, "id", node->lasting_id);
    px_json_pair_str(json, "eid", node->eid);
    px_json_pair_cstr(json, "kind", px_provision_kind_name(node->kind));
    px_json_pair_str(json, "number", node->number);
    px_json_pair_str(json, "heading", version->side.nodes[index].heading);
    px_json_pair_str(json, "place", px_builder_view(&place));
    px_json_object_end(json);
}

static void chapters_json(px_json *json, const px_compare_detail *d)
{
    px_json_key(json, "chapters");
    px_json_array(json);
    for (size_t i = 0; i < d->n_chapters; i++) {
        px_json_object(json);
        node_json(json, "old", d->old_version, d->chapters[i].old_node);
        node_json(json, "new", d->new_version, d->chapters[i].new_node);
        counts_json(json, &d->chapters[i]);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void runs_json(px_json *json, const char *key, const px_word_diff *diff)
{
    static const char *const ops[] = { "same", "deleted", "inserted" };

    if (diff->count == 0)
        return;
    px_json_key(json, key);
    px_json_array(json);
    for (size_t i = 0; i < diff->count; i++) {
        px_json_object(json);
        px_json_pair_cstr(json, "op", ops[diff->runs[i].op]);
        px_json_pair_str(json, "text", diff->runs[i].text);
        px_json_pair_int(json, "old_start", (long long)diff->runs[i].old_start);
        px_json_pair_int(json, "new_start", (long long)diff->runs[i].new_start);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void place_json(px_json *json, const char *key, const px_duty_place *place)
{
    px_json_key(json, key);
    px_json_object(json);
    px_json_pair_str(json, "words", place->words);
    px_json_pair_int(json, "start", (long long)place->start);
    px_json_pair_int(json, "end", (long long)place->end);
    if (place->class_)
        px_json_pair_cstr(json, "class", place->class_);
    if (place->unit.len)
        px_json_pair_str(json, "unit", place->unit);
    px_json_object_end(json);
}

static void duties_json(px_json *json, const px_duties *duties, bool heading)
{
    for (size_t i = 0; i < duties->count; i++) {
        const px_duty_finding *finding = &duties->items[i];

        px_json_object(json);
        px_json_pair_cstr(json, "kind", px_duty_kind_name(finding->kind));
        px_json_pair_cstr(json, "effect", px_duty_effect_name(finding->effect));
        px_json_pair_cstr(json, "in", heading ? "heading" : "text");
        place_json(json, "old", &finding->old_place);
        place_json(json, "new", &finding->new_place);
        px_json_object_end(json);
    }
}

static void others_json(px_json *json, const px_compare_detail *d, const px_change *change)
{
    const px_compare_version *version =
        change->kind == PX_CHANGE_SPLIT ? d->new_version : d->old_version;

    if (change->n_others == 0)
        return;
    px_json_key(json, "others");
    px_json_array(json);
    for (size_t i = 0; i < change->n_others; i++)
        px_json_str(json, version->text->nodes[change->others[i]].lasting_id);
    px_json_array_end(json);
}

static void change_json(px_json *json, const px_compare_detail *d, size_t index)
{
    const px_change *change = &d->comparison.changes[index];
    const px_change_detail *detail = &d->changes[index];
    bool paired = change->old_node != PX_OUTLINE_TOP && change->new_node != PX_OUTLINE_TOP;

    px_json_object(json);
    px_json_pair_cstr(json, "kind", px_change_kind_name(change->kind));
    px_json_pair_bool(json, "reworded", change->reworded);
    px_json_pair_bool(json, "moved", change->moved);
    px_json_pair_bool(json, "renumbered", change->renumbered);
    px_json_pair_int(json, "chapter", (long long)detail->chapter);
    node_json(json, "old", d->old_version, change->old_node);
    node_json(json, "new", d->new_version, change->new_node);
    if (paired) {
        px_json_pair_cstr(json, "reason", px_match_reason_name(change->reason));
        px_json_key(json, "similarity");
        px_json_real(json, change->similarity);
        px_json_pair_bool(json, "doubtful", change->doubtful);
    }
    others_json(json, d, change);
    runs_json(json, "heading", &detail->heading);
    runs_json(json, "words", &detail->words);
    if (detail->duties.count + detail->heading_duties.count) {
        px_json_key(json, "duties");
        px_json_array(json);
        duties_json(json, &detail->heading_duties, true);
        duties_json(json, &detail->duties, false);
        px_json_array_end(json);
    }
    px_json_object_end(json);
}

void px_compare_json(px_json *json, const px_compare_detail *detail)
{
    version_json(json, "from", detail->old_version);
    version_json(json, "to", detail->new_version);
    counts_json(json, &detail->total);
    chapters_json(json, detail);
    px_json_key(json, "changes");
    px_json_array(json);
    for (size_t i = 0; i < detail->comparison.count; i++)
        change_json(json, detail, i);
    px_json_array_end(json);
}
