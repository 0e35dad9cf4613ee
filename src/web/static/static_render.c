/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/static/static_priv.h"

#include "web/entity.h"
#include "web/request_priv.h"
#include "web/respond.h"

#include "base/banned.h"

static void own_answer(px_request *request, const px_request_head *head, px_handler_fn *own,
                       px_reply *reply)
{
    px_error err = PX_ERROR_INIT;
    int rc = px_request_read(request, head, &err);

    if (rc >= 0)
        rc = px_db_exec(request->db, "BEGIN", &err);
    if (rc >= 0)
        rc = own(request, reply, &err);
    px_db_rollback(request->db);
    if (rc < 0)
        reply->status = px_error_kind_of(err.code)->http_status;
}

px_str px_static_body(const px_reply *reply)
{
    return reply->entity ? reply->entity->plain : px_builder_view(&reply->body);
}

px_request *px_static_render(px_static_site *s, const px_static_entry *e, px_reply *reply)
{
    const px_error early = PX_ERROR_INIT;
    px_request_head head = { .method = PX_STR("GET"), .target = e->target };
    px_request *request;

    px_arena_reset(s->page);
    px_reply_reset(reply);
    head.fields[PX_HEAD_HOST] = PX_STR(PX_STATIC_HOST);
    request = px_arena_alloc(s->page, sizeof(*request));
    *request = (px_request){ .arena = s->page, .house = s->house, .db = s->db, .zone = s->zone };
    px_request_start(request, &head, false);
    request->now = s->now;
    if (e->own)
        own_answer(request, &head, e->own, reply);
    else
        px_respond(request, &head, PX_STR_NONE, &early, reply);
    return request;
}

px_str px_static_header(const px_reply *reply, const char *name)
{
    for (size_t i = 0; i < reply->n_headers; i++)
        if (strcmp(reply->headers[i].name, name) == 0)
            return reply->headers[i].value;
    return PX_STR("");
}

px_str px_static_name(const px_reply *reply)
{
    px_str value = px_static_header(reply, "Content-Disposition");
    size_t at = px_str_find(value, PX_STR("filename=\""));
    px_str name;

    if (at == value.len)
        return PX_STR("");
    name = px_str_sub(value, at + sizeof("filename=\"") - 1, value.len);
    return px_str_sub(name, 0, px_str_find_char(name, '"'));
}

bool px_static_is(const px_reply *reply, const char *type)
{
    return px_str_starts(px_str_of(reply->content_type), px_str_of(type));
}
