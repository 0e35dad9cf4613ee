/* SPDX-License-Identifier: EUPL-1.2 */
/* A version in one language as a file, in each format that there is. */
#include "code/export.h"
#include "web/page_part.h"
#include "web/route.h"

#include "base/banned.h"

/* Titles and text in the language of the file, whatever the reader's is. */
static int export_read(const px_request *request, px_code *code, px_version *version,
                       px_str language, px_text *ret_text, px_error *err)
{
    px_db *db = request->db;
    px_arena *arena = request->arena;
    bool there = false;
    int rc;

    for (size_t i = 0; i < version->n_languages; i++)
        there |= px_str_eq(version->languages[i], language);
    if (there) {
        rc = px_code_find(db, arena, code->id, language, code, err);
        if (rc >= 0)
            rc = px_version_find(db, arena, code, version->label, language, version, err);
        return rc < 0 ? rc : px_version_text(db, arena, version, language, ret_text, err);
    }
    return px_fail(err, PX_ERR_NOT_FOUND, N_("version '{version}' has no text in '{language}'"),
                   "version", px_arena_cstr(request->arena, version->label), "language",
                   px_arena_cstr(request->arena, language), NULL);
}

/* A file to be kept: an exported document brings its own style, which pages of this site may not
 * have. The name is made of ids alone, which need no quoting. */
static void export_header(const px_request *request, px_reply *reply, const px_exporter *exporter)
{
    const char *value =
        px_arena_format(request->arena, "attachment; filename=\"%.*s-%.*s.%.*s.%s\"",
                        PX_STR_ARG(request->params[0]), PX_STR_ARG(request->params[1]),
                        PX_STR_ARG(request->params[3]), exporter->extension);

    px_reply_header(reply, "Content-Disposition", px_str_of(value));
}

int px_web_version_export(px_request *request, px_reply *reply, px_error *err)
{
    const px_exporter *exporter = NULL;
    px_version version;
    px_text text;
    px_code code;
    int rc =
        px_part_version_find(request, request->params[0], request->params[1], &code, &version, err);

    if (rc >= 0 && px_exporter_find(request->params[2], &exporter, err) < 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no format '{format}' of export"),
                       "format", px_arena_cstr(request->arena, request->params[2]), NULL);
    if (rc >= 0)
        rc = export_read(request, &code, &version, request->params[3], &text, err);
    if (rc < 0)
        return rc;
    reply->content_type = exporter->media_type;
    export_header(request, reply, exporter);
    return exporter->write(request->arena,
                           &(px_export){ .code = &code, .version = &version, .text = &text },
                           &reply->body, err);
}
