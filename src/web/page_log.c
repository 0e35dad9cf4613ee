/* SPDX-License-Identifier: EUPL-1.2 */
/* The log: its signed head and its acts, newest first (/log?before=LEAF); head and proofs as text.
 */
#include "base/number.h"
#include "store/ledger.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { ACTS_PER_PAGE = 50 };

typedef struct log_page {
    bool signed_once; /* there is a checkpoint */
    px_str note;
    px_checkpoint head;
    px_act_row *rows;
    size_t count;
    long long before; /* -1: from the newest */
    bool more;
} log_page;

static int log_read_head(px_request *request, log_page *l, px_error *err)
{
    int rc = px_ledger_head(request->db, request->arena, &l->note, &l->head, err);

    if (rc == -PX_ERR_NOT_FOUND)
        return 0;
    l->signed_once = rc >= 0;
    return rc;
}

static int log_read(px_request *request, log_page *l, px_error *err)
{
    px_error unused = PX_ERROR_INIT;
    int rc = log_read_head(request, l, err);

    if (rc < 0)
        return rc;
    l->before = -1;
    (void)!px_parse_int(px_fields_get(&request->query, "before"), 1, INT64_MAX, &l->before,
                        &unused);
    rc = px_act_list(request->db, request->arena, l->before, ACTS_PER_PAGE + 1, &l->rows, &l->count,
                     err);
    if (rc < 0)
        return rc;
    l->more = l->count > ACTS_PER_PAGE;
    l->count = PX_MIN(l->count, (size_t)ACTS_PER_PAGE);
    return 0;
}

static px_str log_root(const px_request *request, const log_page *l)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(256);

    px_builder_hex(&b, l->head.root.bytes, sizeof(l->head.root.bytes));
    return px_arena_str(request->arena, px_builder_view(&b));
}

static px_str log_key(const px_request *request)
{
    PX_AUTO_BUILDER px_builder b = PX_BUILDER_INIT(1024);

    px_note_verifier_print(px_house_log_key(request->house), &b);
    return px_arena_str(request->arena, px_builder_view(&b));
}

static void log_html(const px_request *request, px_reply *reply, const log_page *l)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_view_log view = {
        .origin = l->head.origin,
        .size = (long long)l->head.size,
        .root = log_root(request, l),
        .key = log_key(request),
        .checkpoint = l->note,
        .checkpoint_link = PX_STR("/log/checkpoint"),
        .acts = px_part_acts(request, l->rows, l->count),
        .n_acts = l->count,
    };
    px_frame frame = {
        .title = px_str_of(px_tr(request->language, N_("The log"))),
        .room = PX_ROOM_LOG,
        .hidden = l->before >= 0,
    };

    if (l->before < 0 && l->count)
        view.since = px_part_moment(request, l->rows[0].time);
    if (l->before >= 0)
        view.newer = px_page_address(request, "/log");
    if (l->more)
        view.older = px_page_address(request, "/log?before=%lld",
                                     (long long)l->rows[l->count - 1].leaf_index);
    if (l->before >= 0)
        frame.query = px_str_of(px_arena_format(request->arena, "?before=%lld", l->before));
    px_template_log(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

static int log_json(const px_request *request, px_reply *reply, const log_page *l, px_error *err)
{
    px_json json;

    px_reply_json(reply, &json);
    px_json_key(&json, "head");
    if (l->signed_once) {
        px_json_object(&json);
        px_json_pair_str(&json, "origin", l->head.origin);
        px_json_pair_int(&json, "size", (long long)l->head.size);
        px_json_pair_str(&json, "root", log_root(request, l));
        px_json_pair_str(&json, "key", log_key(request));
        px_json_pair_str(&json, "checkpoint", l->note);
        px_json_object_end(&json);
    } else {
        px_json_null(&json);
    }
    px_json_pair_bool(&json, "more", l->more);
    px_json_key(&json, "acts");
    px_json_array(&json);
    for (size_t i = 0; i < l->count; i++)
        px_part_act_json(&json, &l->rows[i]);
    px_json_array_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

int px_page_log(px_request *request, px_reply *reply, px_error *err)
{
    log_page l = { 0 };
    int rc = log_read(request, &l, err);

    if (rc < 0)
        return rc;
    reply->shared = true;
    if (request->json)
        return log_json(request, reply, &l, err);
    log_html(request, reply, &l);
    return 0;
}

/* ---- Text */

int px_web_checkpoint(px_request *request, px_reply *reply, px_error *err)
{
    px_checkpoint head;
    px_str note;
    int rc = px_ledger_head(request->db, request->arena, &note, &head, err);

    if (rc < 0)
        return rc;
    reply->content_type = "text/plain; charset=utf-8";
    reply->shared = true;
    px_builder_str(&reply->body, note);
    return 0;
}

int px_web_proof(px_request *request, px_reply *reply, px_error *err)
{
    int rc = px_ledger_prove(request->db, request->params[0], &reply->body, err);

    if (rc < 0)
        return rc;
    reply->content_type = "text/plain; charset=utf-8";
    reply->shared = true;
    return 0;
}
