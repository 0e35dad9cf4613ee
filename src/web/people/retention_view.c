/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/people/retention_view.h"

#include "drafting/people/retention.h"
#include "web/page_part.h"
#include "web/templates.h"

#include "base/banned.h"

int px_retention_view(const px_request *request, const px_view_retention **ret_view, px_error *err)
{
    px_view_retention *view = px_arena_alloc(request->arena, sizeof(*view));
    px_view_retention_period *periods;
    px_retention *rows;
    size_t n;
    int rc = px_retention_list(request->arena, px_part_tag(request), &rows, &n, err);

    if (rc < 0)
        return rc;
    periods = px_arena_array(request->arena, n, sizeof(*periods));
    for (size_t i = 0; i < n; i++)
        periods[i] = (px_view_retention_period){ .title = rows[i].title,
                                                 .from = rows[i].from,
                                                 .days = rows[i].days,
                                                 .warned = rows[i].warned };
    *view = (px_view_retention){ periods, n };
    *ret_view = view;
    return 0;
}

int px_retention_json(px_json *json, const px_request *request, px_error *err)
{
    px_retention *rows;
    size_t n;
    int rc = px_retention_list(request->arena, px_part_tag(request), &rows, &n, err);

    if (rc < 0)
        return rc;
    px_json_key(json, "retention");
    px_json_array(json);
    for (size_t i = 0; i < n; i++) {
        px_json_object(json);
        px_json_pair_cstr(json, "kind", rows[i].key);
        px_json_pair_str(json, "title", rows[i].title);
        px_json_pair_str(json, "from", rows[i].from);
        px_json_pair_int(json, "days", rows[i].days);
        px_json_pair_bool(json, "warned", rows[i].warned);
        px_json_pair_str(json, "source", rows[i].source);
        px_json_pair_str(json, "since", rows[i].since);
        px_json_pair_str(json, "confidence", rows[i].confidence);
        px_json_object_end(json);
    }
    px_json_array_end(json);
    return 0;
}
