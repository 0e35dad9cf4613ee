/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/request_head.h"

#include "base/banned.h"

static const struct {
    const char *name;
    const char *join; /* between two of them; NULL: only one may come */
} known[PX_HEAD_COUNT] = {
    [PX_HEAD_ACCEPT] = { "Accept", ", " },
    [PX_HEAD_ACCEPT_ENCODING] = { "Accept-Encoding", ", " },
    [PX_HEAD_ACCEPT_LANGUAGE] = { "Accept-Language", ", " },
    [PX_HEAD_CONTENT_LENGTH] = { "Content-Length", NULL },
    [PX_HEAD_CONTENT_TYPE] = { "Content-Type", NULL },
    [PX_HEAD_COOKIE] = { "Cookie", "; " },
    [PX_HEAD_FORWARDED_FOR] = { "X-Forwarded-For", ", " },
    [PX_HEAD_FORWARDED_PROTO] = { "X-Forwarded-Proto", NULL },
    [PX_HEAD_HOST] = { "Host", NULL },
    [PX_HEAD_IF_NONE_MATCH] = { "If-None-Match", ", " },
    [PX_HEAD_ORIGIN] = { "Origin", NULL },
    [PX_HEAD_SEC_FETCH_SITE] = { "Sec-Fetch-Site", NULL },
    [PX_HEAD_TRANSFER_ENCODING] = { "Transfer-Encoding", ", " },
};

void px_request_head_add(px_request_head *head, px_arena *arena, px_str name, px_str value)
{
    head->n_fields++;
    for (size_t i = 0; i < PX_HEAD_COUNT; i++) {
        px_str *field = &head->fields[i];

        if (!px_str_eq_nocase(name, px_str_of(known[i].name)))
            continue;
        if (!field->ptr)
            *field = px_arena_str(arena, px_str_trim(value));
        else if (known[i].join)
            *field = px_str_of(px_arena_format(arena, "%.*s%s%.*s", PX_STR_ARG(*field),
                                               known[i].join, PX_STR_ARG(px_str_trim(value))));
        else
            head->repeated = known[i].name;
        return;
    }
}
