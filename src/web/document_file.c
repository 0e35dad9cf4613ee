/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/document_file.h"

#include <stdatomic.h>

#include "web/kept.h"
#include "web/server_priv.h"

#include "base/banned.h"

/* What tools make takes time, PDF seconds, and anybody may ask for it: one PDF is made at a time,
 * and the same document is made once until something changes in the house. */
static atomic_flag printing = ATOMIC_FLAG_INIT;

static int file_by_tool(const px_request *request, px_reply *reply, const px_document *document,
                        px_document_format format, px_str key, px_error *err)
{
    bool pdf = format == PX_DOCUMENT_PDF;
    px_str kept = px_str_of(px_arena_format(request->arena, "%s %.*s",
                                            px_document_format_name(format), PX_STR_ARG(key)));
    int rc;

    reply->entity = px_kept_get(request, kept);
    if (reply->entity)
        return 0;
    if (pdf && atomic_flag_test_and_set(&printing))
        return px_fail(err, PX_ERR_BUSY, N_("another PDF file is being made"), NULL);
    rc = px_document_write(document, format, request->server->jail, &reply->body, err);
    if (pdf)
        atomic_flag_clear(&printing);
    if (rc >= 0)
        reply->entity = px_kept_put(request, kept, &reply->body);
    return rc;
}

int px_document_file(const px_request *request, px_reply *reply, const px_document *document,
                     px_document_format format, px_str key, px_str name, px_error *err)
{
    bool jail = request->server && request->server->jail; /* none in a static copy */

    if (format == PX_DOCUMENT_PDF && !jail)
        return px_fail(err, PX_ERR_UNSUPPORTED, N_("this copy has no PDF files"), NULL);
    reply->content_type = px_document_media_type(format);
    px_reply_header(reply, "Content-Disposition",
                    px_str_of(px_arena_format(request->arena, "attachment; filename=\"%.*s.%s\"",
                                              PX_STR_ARG(name), px_document_format_name(format))));
    return jail && px_document_uses_tools(format)
               ? file_by_tool(request, reply, document, format, key, err)
               : px_document_write(document, format, NULL, &reply->body, err);
}
