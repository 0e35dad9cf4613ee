/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/exchange/comment_export.h"

#include "drafting/comment/exchange/comment_export_priv.h"

#include "base/banned.h"

typedef int write_fn(px_exporting *e, px_error *err);

static int write_xlsx(px_exporting *e, px_error *err)
{
    return px_comments_write_sheet(e, true, err);
}

static int write_csv(px_exporting *e, px_error *err)
{
    return px_comments_write_sheet(e, false, err);
}

static write_fn *const writers[PX_COMMENT_FORMAT_COUNT] = {
    [PX_COMMENT_ISO] = px_comments_write_iso,
    [PX_COMMENT_OSD] = write_xlsx,
    [PX_COMMENT_CSV] = write_csv,
    [PX_COMMENT_JSON] = px_comments_write_json,
    [PX_COMMENT_ANNOTATION] = px_comments_write_json,
};

/* ---- One row after the other */

typedef struct each_row {
    px_exporting *e;
    px_comments_write_fn *fn;
    void *arg;
} each_row;

static int export_line(const px_comment_line *line, void *arg, px_error *err)
{
    each_row *each = arg;
    px_exporting *e = each->e;
    px_comment_row row;
    int rc = px_row_make(e->maker, e->arena, line, &row, err);

    if (rc >= 0)
        rc = each->fn(&row, line, each->arg, err);
    px_arena_reset(e->arena);
    return rc;
}

int px_comments_write_each(px_exporting *e, px_comments_write_fn *fn, void *arg, px_error *err)
{
    each_row each = { .e = e, .fn = fn, .arg = arg };

    return px_comment_each(e->db, &e->export->filter, e->export->language, export_line, &each, err);
}

int px_comment_export_file(px_db *db, px_comment_export *export, const char *path, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_exporting e = { .db = db, .export = export, .path = path, .arena = arena };
    int rc;

    export->filter.code = export->code->row;
    export->filter.drafts = false;
    export->ret_count = 0;
    export->ret_parts = 1;
    export->ret_extension = px_comment_format_extension(export->format);
    export->ret_media_type = px_comment_format_media_type(export->format);
    e.maker = px_row_maker_new(db);
    rc = writers[export->format](&e, err);
    px_row_maker_free(e.maker);
    return rc;
}
