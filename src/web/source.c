/* SPDX-License-Identifier: EUPL-1.2 */
/* The file that a text of a version was imported from, to be kept by the reader. */
#include "code/import.h"
#include "store/blob.h"
#include "web/page_part.h"
#include "web/route.h"

#include "base/banned.h"

/* Whatever stands in the file, it is saved and not shown. The name is made of ids alone, which
 * need no quoting: [a-z0-9.-], and a language tag. */
static void source_header(const px_request *request, px_reply *reply, const px_version_source *s)
{
    const char *value =
        px_arena_format(request->arena, "attachment; filename=\"%.*s-%.*s.%.*s.%s\"",
                        PX_STR_ARG(request->params[0]), PX_STR_ARG(request->params[1]),
                        PX_STR_ARG(s->language), px_version_source_ending(s->format));

    px_reply_header(reply, "Content-Disposition", px_str_of(value));
}

int px_web_source(px_request *request, px_reply *reply, px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    px_version_source source;
    px_version version;
    px_code code;
    size_t len;
    int rc =
        px_part_version_find(request, request->params[0], request->params[1], &code, &version, err);

    if (rc >= 0)
        rc = px_version_source_find(request->db, request->arena, &version, request->params[2],
                                    &source, err);
    if (rc >= 0)
        rc = px_blob_get(request->house, source.hash, PX_IMPORT_MAX_BYTES, &data, &len, err);
    if (rc < 0)
        return rc;
    reply->content_type = px_str_is(source.format, "markdown")
                              ? "text/markdown; charset=utf-8"
                              : px_version_source_media_type(source.format);
    source_header(request, reply, &source);
    px_builder_str(&reply->body, px_str_n(data, len));
    return 0;
}
