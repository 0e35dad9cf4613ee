/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/reply.h"

#include <assert.h>

#include "web/entity.h"

#include "base/banned.h"

void px_reply_start(px_reply *reply)
{
    *reply = (px_reply){
        .status = 200,
        .content_type = "text/html; charset=utf-8",
        .body = PX_BUILDER_INIT(PX_BUILDER_LARGE),
        .cache_control = "no-cache",
    };
}

void px_reply_reset(px_reply *reply)
{
    px_builder_free(&reply->body);
    px_entity_unref(reply->inset);
    px_entity_unref(reply->entity);
    px_reply_start(reply);
}

void px_reply_header(px_reply *reply, const char *name, px_str value)
{
    assert(reply->n_headers < PX_REPLY_MAX_HEADERS);
    reply->headers[reply->n_headers].name = name;
    reply->headers[reply->n_headers].value = value;
    reply->n_headers++;
}

void px_reply_see_other(px_reply *reply, px_str location)
{
    /* An address of another site would make this one a means to deceive. */
    assert(location.len && location.ptr[0] == '/' && !px_str_starts(location, PX_STR("//")));
    reply->status = 303;
    px_reply_header(reply, "Location", location);
}

void px_reply_json(px_reply *reply, px_json *json)
{
    reply->content_type = "application/json";
    px_json_start(json, &reply->body, PX_JSON_COMPACT);
    px_json_object(json);
    px_json_pair_int(json, "schema", 1);
}
