/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rows go to a file beside the result: that of CSV is then given its name, that of XLSX has none
 * and is packed into the result.
 */
#include "document/sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sys/stat.h>

#include "base/file.h"
#include "document/csv_cell.h"
#include "document/xlsx.h"

#include "base/banned.h"

enum { USUAL_WIDTH = 18 };

struct px_sheet {
    px_arena *arena;
    px_sheet_format format;
    char *path, *folder, *unfinished; /* the last: CSV until it is whole */
    px_str name;
    px_document_head head;
    px_sheet_column *columns;
    size_t n, n_columns; /* as the caller counts, and with the parts of long texts */
    FILE *file;
    px_builder row; /* what goes to the file next */
    px_xlsx_sheet xlsx;
};

static void sheet_free(px_sheet *s)
{
    if (s->file) {
        (void)fclose(s->file);
        if (s->format == PX_SHEET_CSV)
            (void)unlink(s->unfinished);
    }
    px_xlsx_free(&s->xlsx);
    px_builder_free(&s->row);
    px_arena_free(s->arena);
    free(s);
}

static int fail_write(const px_sheet *s, px_error *err)
{
    return px_fail_errno(err, errno, N_("cannot write '{path}': {reason}"), "path", s->path, NULL);
}

/* XLSX: a file without a name. CSV: what becomes the result. */
static FILE *open_file(const px_sheet *s)
{
    FILE *file;
    int fd;

    if (s->format == PX_SHEET_XLSX)
        return px_file_nameless(s->folder);
    fd = open(s->unfinished, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0644);
    file = fd >= 0 ? fdopen(fd, "w+") : NULL;
    if (fd >= 0 && !file)
        (void)close(fd);
    return file;
}

static int open_stream(px_sheet *s, px_error *err)
{
    s->file = open_file(s);
    return s->file ? 0 : fail_write(s, err);
}

/* Hands what has been built to the file. */
static int spill(px_sheet *s, px_error *err)
{
    px_str bytes = px_builder_view(&s->row);
    int rc = px_builder_check(&s->row, err);

    if (rc >= 0 && fwrite(bytes.ptr, 1, bytes.len, s->file) != bytes.len)
        rc = fail_write(s, err);
    px_builder_clear(&s->row);
    return rc;
}

/* ---- Rows */

static int fail_cell(const px_sheet *s, size_t column, px_error *err)
{
    char row[32];

    (void)snprintf(row, sizeof(row), "%zu", s->xlsx.row);
    return px_fail(err, PX_ERR_TOO_LARGE,
                   N_("a text in row {row}, column '{column}', is longer than a workbook can hold; "
                      "take CSV"),
                   "row", row, "column", px_arena_cstr(s->arena, s->columns[column].title), NULL);
}

static unsigned parts_of(const px_sheet_column *column)
{
    return PX_MAX(column->parts, 1U);
}

static int write_xlsx_cell(px_sheet *s, size_t column, px_str text, unsigned style, px_error *err)
{
    const unsigned parts = parts_of(&s->columns[column]);

    for (unsigned i = 0; i < parts; i++) {
        const size_t len = px_xlsx_fit(text);

        px_xlsx_text(&s->xlsx, px_str_sub(text, 0, len), style);
        text = px_str_sub(text, len, text.len);
    }
    return text.len ? fail_cell(s, column, err) : 0;
}

static int write_xlsx_row(px_sheet *s, const px_str *cells, size_t n, px_error *err)
{
    int rc = 0;

    if (s->xlsx.row >= PX_XLSX_MAX_ROWS)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("a table is larger than a sheet can be: {max} rows; take CSV"), "max",
                       "1048576", NULL);
    px_xlsx_row(&s->xlsx);
    for (size_t i = 0; rc >= 0 && i < s->n; i++)
        rc = write_xlsx_cell(s, i, i < n ? cells[i] : PX_STR(""), PX_XLSX_PLAIN, err);
    px_xlsx_row_end(&s->xlsx);
    return rc;
}

static void write_csv_row(px_sheet *s, const px_str *cells, size_t n)
{
    for (size_t i = 0; i < s->n; i++) {
        px_builder_add(&s->row, i ? "," : "");
        if (i < n)
            px_csv_write_cell(&s->row, cells[i]);
    }
    px_builder_add(&s->row, "\r\n");
}

int px_sheet_row(px_sheet *sheet, const px_str *cells, size_t n, px_error *err)
{
    char excerpt[PX_EXCERPT_SIZE];
    int rc = 0;

    for (size_t i = 0; i < PX_MIN(n, sheet->n); i++)
        if (!px_utf8_valid(cells[i], NULL))
            return px_fail(err, PX_ERR_INVALID, N_("a text of the document is not UTF-8: '{text}'"),
                           "text", px_str_excerpt(cells[i], excerpt), NULL);
    if (sheet->format == PX_SHEET_XLSX)
        rc = write_xlsx_row(sheet, cells, n, err);
    else
        write_csv_row(sheet, cells, n);
    return rc < 0 ? rc : spill(sheet, err);
}

/* ---- Begin */

static void xlsx_begin(px_sheet *s)
{
    unsigned *widths = px_arena_array(s->arena, s->n_columns, sizeof(*widths));
    size_t at = 0;

    for (size_t i = 0; i < s->n; i++)
        for (unsigned part = 0; part < parts_of(&s->columns[i]); part++)
            widths[at++] = s->columns[i].width ? s->columns[i].width : USUAL_WIDTH;
    px_xlsx_begin(&s->xlsx, &s->row, widths, s->n_columns, true);
    px_xlsx_row(&s->xlsx);
    for (size_t i = 0; i < s->n; i++)
        for (unsigned part = 1; part <= parts_of(&s->columns[i]); part++)
            px_xlsx_text(&s->xlsx,
                         part == 1
                             ? s->columns[i].title
                             : px_str_of(px_arena_format(s->arena, "%.*s (%u)",
                                                         PX_STR_ARG(s->columns[i].title), part)),
                         PX_XLSX_HEAD);
    px_xlsx_row_end(&s->xlsx);
}

static void csv_begin(px_sheet *s)
{
    px_str *titles = px_arena_array(s->arena, s->n, sizeof(*titles));

    for (size_t i = 0; i < s->n; i++)
        titles[i] = s->columns[i].title;
    px_builder_add(&s->row, PX_CSV_BYTE_ORDER_MARK);
    write_csv_row(s, titles, s->n);
}

static int check_columns(const px_sheet *s, px_error *err)
{
    int rc = px_doc_check_text(s->name, err);

    for (size_t i = 0; rc >= 0 && i < s->n; i++)
        rc = px_doc_check_text(s->columns[i].title, err);
    if (rc >= 0 && s->format == PX_SHEET_XLSX && s->n_columns > PX_XLSX_MAX_COLUMNS)
        rc = px_fail(err, PX_ERR_TOO_MANY, N_("a sheet has at most {max} columns"), "max", "16384",
                     NULL);
    return rc;
}

static px_sheet *sheet_new(px_sheet_format format, const char *path, px_str name, px_time date)
{
    px_sheet *s = px_alloc_zero(1, sizeof(*s));
    px_arena *arena = px_arena_new();

    s->arena = arena;
    s->format = format;
    s->path = px_arena_cstr(arena, px_str_of(path));
    s->folder = dirname(px_arena_cstr(arena, px_str_of(path)));
    s->unfinished = px_arena_format(arena, "%s.unfinished", path);
    s->name = px_arena_str(arena, name);
    s->head = (px_document_head){ .title = s->name, .date = date };
    s->row = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    return s;
}

int px_sheet_begin(px_sheet_format format, const char *path, px_str name, px_time date,
                   const px_sheet_column *columns, size_t n, px_sheet **ret_sheet, px_error *err)
{
    px_sheet *s = sheet_new(format, path, name, date);
    int rc;

    s->columns = px_arena_array(s->arena, n, sizeof(*s->columns));
    s->n = n;
    for (size_t i = 0; i < n; i++) {
        s->columns[i] = columns[i];
        s->columns[i].title = px_arena_str(s->arena, columns[i].title);
        s->n_columns += parts_of(&columns[i]);
    }
    rc = check_columns(s, err);
    if (rc >= 0)
        rc = open_stream(s, err);
    if (rc >= 0) {
        if (format == PX_SHEET_XLSX)
            xlsx_begin(s);
        else
            csv_begin(s);
        rc = spill(s, err);
    }
    if (rc < 0) {
        sheet_free(s);
        return rc;
    }
    *ret_sheet = s;
    return 0;
}

/* ---- End */

static int xlsx_end(px_sheet *s, px_error *err)
{
    px_package *package = px_package_new(s->arena);
    const size_t heads[1] = { s->n_columns };
    px_str name = px_xlsx_name(s->arena, s->name, NULL, 0);
    int rc;

    px_xlsx_end(&s->xlsx, s->n_columns, true);
    rc = spill(s, err);
    if (rc >= 0 && (fflush(s->file) != 0 || fseek(s->file, 0, SEEK_SET) != 0))
        rc = fail_write(s, err);
    if (rc < 0)
        return rc;
    px_xlsx_book(package, s->arena, &s->head, &name, heads, 1);
    px_package_add_file(package, "xl/worksheets/sheet1.xml", PX_TAKE(s->file));
    return px_package_save(package, s->path, err);
}

static int csv_end(px_sheet *s, px_error *err)
{
    if (fflush(s->file) != 0 || rename(s->unfinished, s->path) < 0)
        return fail_write(s, err);
    (void)fclose(PX_TAKE(s->file));
    return 0;
}

int px_sheet_end(px_sheet *sheet, px_error *err)
{
    int rc = sheet->format == PX_SHEET_XLSX ? xlsx_end(sheet, err) : csv_end(sheet, err);

    sheet_free(sheet);
    return rc;
}

void px_sheet_abandon(px_sheet *sheet)
{
    if (sheet)
        sheet_free(sheet);
}
