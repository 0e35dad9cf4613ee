/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The ISO form; more than a form holds goes into several in a ZIP file. What is in which part is
 * found by going through the comments once before.
 */
#include <errno.h>
#include <libgen.h>

#include "base/file.h"
#include "document/package.h"
#include "drafting/comment/exchange/comment_export_priv.h"
#include "drafting/comment/exchange/iso_write.h"

#include "base/banned.h"

typedef struct iso_writing {
    px_exporting *e;
    px_iso_head head;
    px_iso_form *form;
    size_t rows, bytes; /* of the part */
    unsigned parts;
    px_arena *arena; /* of the whole */
    px_package *package;
} iso_writing;

unsigned px_comment_export_parts(int64_t comments)
{
    return comments > PX_ISO_ROWS_MAX
               ? (unsigned)((comments + PX_ISO_ROWS_MAX - 1) / PX_ISO_ROWS_MAX)
               : 1;
}

static size_t bytes_of(const px_comment_row *row)
{
    return row->text.len + row->wording.len + row->motivation.len + 256;
}

/* Whether a row begins the next part. */
static bool begins_part(iso_writing *w, const px_comment_row *row)
{
    size_t bytes = bytes_of(row);
    bool next = w->rows == PX_ISO_ROWS_MAX || (w->rows && w->bytes + bytes > PX_ISO_BYTES_MAX);

    if (next)
        w->rows = w->bytes = 0;
    w->rows++;
    w->bytes += bytes;
    return next;
}

static int count_row(const px_comment_row *row, const px_comment_line *line, void *arg,
                     px_error *err)
{
    iso_writing *w = arg;

    (void)line;
    (void)err;
    w->parts += begins_part(w, row);
    w->e->export->ret_count++;
    return 0;
}

static void begin_form(iso_writing *w)
{
    w->head.part++;
    w->form = px_iso_begin(&w->head);
}

/* Ends a part: a file of its own in a temporary place, packed in the end. */
static int end_form(iso_writing *w, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_comment_export *export = w->e->export;
    FILE *file;
    int rc = px_iso_end(PX_TAKE(w->form), &out, err);

    if (rc < 0)
        return rc;
    if (w->head.parts == 1)
        return px_file_write(w->e->path, px_builder_view(&out), 0644, err);
    file = px_file_nameless(dirname(px_arena_cstr(w->arena, px_str_of(w->e->path))));
    if (!file || fwrite(out.ptr, 1, out.len, file) != out.len || fflush(file) != 0 ||
        fseek(file, 0, SEEK_SET) != 0) {
        rc = px_fail_errno(err, errno, N_("cannot write '{path}': {reason}"), "path", w->e->path,
                           NULL);
        if (file)
            (void)fclose(file);
        return rc;
    }
    px_package_add_file(w->package,
                        px_arena_format(w->arena, "%.*s-comments-%u-of-%u.docx",
                                        PX_STR_ARG(export->code->id), w->head.part, w->head.parts),
                        file);
    return 0;
}

static int write_row(const px_comment_row *row, const px_comment_line *line, void *arg,
                     px_error *err)
{
    iso_writing *w = arg;
    px_comment_row mine = *row;
    int rc = 0;

    (void)line;
    if (begins_part(w, row)) {
        rc = end_form(w, err);
        if (rc < 0)
            return rc;
        begin_form(w);
    }
    px_row_for_form(w->e->arena, &mine, true);
    px_iso_row(w->form, &mine);
    return rc;
}

static void fill_head(iso_writing *w)
{
    const px_comment_export *export = w->e->export;
    px_civil day = px_civil_from_utc(export->date);

    w->head.date =
        px_str_of(px_arena_format(w->arena, "%04d-%02d-%02d", day.year, day.month, day.day));
    w->head.document = export->document;
    w->head.project = export->project;
    w->head.parts = w->parts;
}

int px_comments_write_iso(px_exporting *e, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    iso_writing w = { .e = e, .arena = arena, .parts = 1, .package = px_package_new(arena) };
    px_comment_export *export = e->export;
    int rc = export->empty ? 0 : px_comments_write_each(e, count_row, &w, err);

    if (rc < 0)
        return rc;
    w.rows = w.bytes = 0;
    fill_head(&w);
    begin_form(&w);
    if (export->empty)
        px_iso_empty_rows(w.form, PX_ISO_EMPTY_ROWS);
    else
        rc = px_comments_write_each(e, write_row, &w, err);
    if (rc >= 0)
        rc = end_form(&w, err);
    px_iso_abandon(w.form);
    export->ret_parts = w.parts;
    if (w.parts == 1 || rc < 0) {
        px_package_abandon(w.package);
        return rc;
    }
    export->ret_extension = "zip";
    export->ret_media_type = "application/zip";
    return px_package_save(w.package, e->path, err);
}
