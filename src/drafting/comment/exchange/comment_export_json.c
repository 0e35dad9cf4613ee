/* SPDX-License-Identifier: EUPL-1.2 */
/* JSON of our own (docs/format-comment-json.md) and W3C Web Annotations, comment by comment. */
#include <errno.h>

#include "base/file.h"
#include "base/json_write.h"
#include "drafting/comment/comment_annotation.h"
#include "drafting/comment/exchange/comment_export_priv.h"

#include "base/banned.h"

typedef struct json_writing {
    px_exporting *e;
    FILE *file;
    px_builder item;
} json_writing;

static int write_bytes(json_writing *w, px_str bytes, px_error *err)
{
    if (fwrite(bytes.ptr, 1, bytes.len, w->file) == bytes.len)
        return 0;
    return px_fail_errno(err, errno, N_("cannot write '{path}': {reason}"), "path", w->e->path,
                         NULL);
}

/* ---- Comments */

static void write_value(px_json *json, const px_comment_row *row, const px_comment_column *column)
{
    PX_AUTO_BUILDER px_builder value = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_comment_row_value(row, column, &value);
    if (!value.len)
        return;
    px_json_key(json, column->key);
    if (column->kind == PX_COLUMN_NUMBER)
        px_json_int(json, *(const int64_t *)((const char *)row + column->at));
    else if (column->kind == PX_COLUMN_YES)
        px_json_bool(json, true);
    else
        px_json_str(json, px_builder_view(&value));
}

static int write_comment(const px_comment_row *row, const px_comment_line *line, void *arg,
                         px_error *err)
{
    json_writing *w = arg;
    px_json json;
    int rc;

    (void)line;
    px_builder_clear(&w->item);
    px_builder_add(&w->item, w->e->export->ret_count++ ? ",\n" : "\n");
    px_json_start(&json, &w->item, PX_JSON_COMPACT);
    px_json_object(&json);
    for (size_t i = 0; i < px_comment_column_count; i++)
        write_value(&json, row, &px_comment_columns[i]);
    px_json_object_end(&json);
    rc = px_json_finish(&json, err);
    return rc < 0 ? rc : write_bytes(w, px_builder_view(&w->item), err);
}

/* ---- Annotations */

static int write_annotation(const px_comment_row *row, const px_comment_line *line, void *arg,
                            px_error *err)
{
    json_writing *w = arg;
    px_json json;
    int rc;

    (void)row;
    if (line->comment.state != PX_COMMENT_SUBMITTED)
        return 0;
    px_builder_clear(&w->item);
    px_builder_add(&w->item, w->e->export->ret_count++ ? ",\n" : "\n");
    px_json_start(&json, &w->item, PX_JSON_COMPACT);
    px_json_object(&json);
    px_comment_annotation_pairs(&json, w->e->arena, w->e->export->site, &line->comment,
                                line->author);
    px_json_object_end(&json);
    rc = px_json_finish(&json, err);
    return rc < 0 ? rc : write_bytes(w, px_builder_view(&w->item), err);
}

/* ---- The file */

/* An object that ends with the list; `list` is its key. */
static int write_head(json_writing *w, const char *list, px_error *err)
{
    const px_comment_export *export = w->e->export;
    px_json json;
    int rc;

    px_json_start(&json, &w->item, PX_JSON_COMPACT);
    px_json_object(&json);
    if (export->format == PX_COMMENT_JSON) {
        px_json_pair_int(&json, "schema", 1);
        px_json_pair_str(&json, "code", export->code->id);
        px_json_pair_str(&json, "title", export->code->title);
        px_json_pair_time(&json, "exported", export->date);
    } else {
        px_json_pair_cstr(&json, "@context", "http://www.w3.org/ns/anno.jsonld");
        px_json_pair_cstr(&json, "type", "AnnotationPage");
    }
    px_json_object_end(&json);
    rc = px_json_finish(&json, err);
    if (rc < 0)
        return rc;
    px_builder_cut(&w->item, w->item.len - 1); /* the list goes in */
    px_builder_format(&w->item, ",\"%s\":[", list);
    return write_bytes(w, px_builder_view(&w->item), err);
}

int px_comments_write_json(px_exporting *e, px_error *err)
{
    PX_AUTO_FCLOSE FILE *file = fopen(e->path, "we");
    json_writing w = { .e = e, .file = file, .item = PX_BUILDER_INIT(PX_BUILDER_LARGE) };
    bool own = e->export->format == PX_COMMENT_JSON;
    int rc;

    if (!file)
        return px_fail_errno(err, errno, N_("cannot write '{path}': {reason}"), "path", e->path,
                             NULL);
    rc = write_head(&w, own ? "comments" : "items", err);
    if (rc >= 0)
        rc = px_comments_write_each(e, own ? write_comment : write_annotation, &w, err);
    if (rc >= 0)
        rc = write_bytes(&w, PX_STR("\n]}\n"), err);
    if (rc >= 0 && fflush(file) != 0)
        rc =
            px_fail_errno(err, errno, N_("cannot write '{path}': {reason}"), "path", e->path, NULL);
    px_builder_free(&w.item);
    return rc;
}
