/* SPDX-License-Identifier: EUPL-1.2 */
/* One act: what was done and to what, its content, its leaf, its proof. */
#include "base/json_read.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { MAX_CONTENT = 1024 * 1024 };

/* The value of a field as people read it: text bare, anything else as JSON. */
static px_str act_value(px_arena *arena, const json_t *value)
{
    char *text;
    px_str copy;

    if (json_is_string(value))
        return px_arena_str(arena, px_json_text(value));
    text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
    if (!text)
        px_out_of_memory();
    copy = px_arena_str(arena, px_str_of(text));
    free(text);
    return copy;
}

static int act_fields(px_request *request, px_str content, px_view_act *view, px_error *err)
{
    PX_AUTO_JSON json_t *object = NULL;
    px_view_act_field *fields;
    const char *key;
    json_t *value;
    size_t n = 0;
    int rc;

    if (!content.ptr)
        return 0;
    rc = px_json_parse(content, "act", MAX_CONTENT, &object, err);
    if (rc < 0)
        return rc;
    fields = px_arena_array(request->arena, json_object_size(object), sizeof(*fields));
    json_object_foreach(object, key, value)
    {
        fields[n].name = px_arena_str(request->arena, px_str_of(key));
        fields[n++].value = act_value(request->arena, value);
    }
    view->content = fields;
    view->n_content = n;
    return 0;
}

static int act_html(px_request *request, px_reply *reply, const px_act_row *row, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_act_entry entry = px_part_act(request, row);
    px_view_act view = {
        .log = px_page_address(request, "/log"),
        .summary = entry.summary,
        .kind = row->kind,
        .id = row->id,
        .when = entry.when,
        .leaf = row->leaf_index,
        .in_log = row->leaf_index >= 0,
        .subject = entry.subject,
        .subject_link = entry.subject_link,
        .leaf_text = row->leaf,
        .erased = !row->content.ptr,
        .key = px_page_address(request, "/log#key"),
    };
    px_frame frame = { .title = entry.summary, .room = PX_ROOM_LOG };
    int rc = act_fields(request, row->content, &view, err);

    if (rc < 0)
        return rc;
    if (view.in_log)
        view.proof =
            px_str_of(px_arena_format(request->arena, "/log/proof/%.*s", PX_STR_ARG(row->id)));
    px_template_act(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
    return 0;
}

static int act_json(px_reply *reply, const px_act_row *row, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_key(&json, "act");
    px_part_act_json(&json, row);
    px_json_pair_str(&json, "bytes", row->leaf);
    px_json_pair_str(&json, "content", row->content);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_act(px_request *request, px_reply *reply, px_error *err)
{
    px_act_row row;
    int rc = px_act_find(request->db, request->arena, request->params[0], &row, err);

    if (rc < 0)
        return rc;
    if (row.leaf_index < 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("the log has no act '{act}'"), "act",
                       px_arena_cstr(request->arena, request->params[0]), NULL);
    reply->shared = true;
    return request->json ? act_json(reply, &row, err) : act_html(request, reply, &row, err);
}
