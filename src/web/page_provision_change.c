/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/page_provision_change.h"

#include "code/compare/compare_html.h"
#include "code/compare/compare_json.h"

#include "base/banned.h"

/* The text as one by itself: the provision is its top. */
static const px_text *from_top(const px_request *request, const px_text *text)
{
    px_text *copy = px_arena_alloc(request->arena, sizeof(*copy));

    *copy = *text;
    copy->nodes = px_arena_array(request->arena, text->count, sizeof(*copy->nodes));
    for (size_t i = 0; i < text->count; i++) {
        copy->nodes[i] = text->nodes[i];
        copy->nodes[i].depth -= text->nodes[0].depth;
    }
    return copy;
}

static bool changed(const px_compare_detail *detail)
{
    for (size_t i = 0; i < detail->comparison.count; i++)
        if (px_change_is_any(&detail->comparison.changes[i]))
            return true;
    return false;
}

static int compare(const px_request *request, const px_provision_place *place, const px_text *text,
                   px_compare_version *ret_version, px_error *err)
{
    return px_compare_version_make(request->arena, place->version.label, place->version.title,
                                   from_top(request, text), true, ret_version, err);
}

int px_page_provision_changes(const px_request *request, const px_provision_place *places,
                              px_text *texts, size_t count, px_provision_change **ret_changes,
                              px_error *err)
{
    px_provision_change *changes =
        px_arena_array(request->arena, PX_MAX(count, 1), sizeof(*changes));
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i + 1 < count; i++) {
        px_provision_change *change = &changes[i];

        if (!texts[i].count || !texts[i + 1].count ||
            !px_str_eq(texts[i].language, texts[i + 1].language))
            continue;
        rc = compare(request, &places[i + 1], &texts[i + 1], &change->old_version, err);
        if (rc >= 0)
            rc = compare(request, &places[i], &texts[i], &change->new_version, err);
        if (rc < 0)
            return rc;
        px_compare_detail_make(request->arena, &change->old_version, &change->new_version,
                               &change->detail);
        change->any = changed(&change->detail);
    }
    *ret_changes = changes;
    return rc;
}

int px_page_provision_change_html(const px_request *request, const px_provision_change *change,
                                  size_t index, px_builder *out, px_error *err)
{
    px_compare_page page = {
        .language = request->language,
        .detail = &change->detail,
        .prefix = px_arena_format(request->arena, "c%zu-", index),
    };

    return px_compare_html_redline(request->arena, &page, out, err);
}

void px_page_provision_changes_json(px_json *json, const px_provision_change *changes, size_t count)
{
    px_json_key(json, "comparisons");
    px_json_array(json);
    for (size_t i = 0; i + 1 < count; i++) {
        if (!changes[i].any)
            continue;
        px_json_object(json);
        px_compare_json(json, &changes[i].detail);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}
