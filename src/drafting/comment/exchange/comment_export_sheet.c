/* SPDX-License-Identifier: EUPL-1.2 */
/* XLSX and CSV: the columns of OSD, then those of praxis; CSV has the latter alone. */
#include "document/sheet.h"

#include "drafting/comment/exchange/comment_export_priv.h"

#include "base/banned.h"

enum { COLUMNS = 64, CELL_UNITS = 32767 };

typedef struct sheet_writing {
    px_exporting *e;
    px_sheet *sheet;
    const px_comment_column *columns[COLUMNS];
    size_t count;
    size_t longest[COLUMNS]; /* UTF-16 units */
    bool xlsx;
} sheet_writing;

/* Those of praxis that no column of the form shows already. */
static void choose_columns(sheet_writing *w)
{
    size_t forms = w->xlsx ? px_comment_osd_column_count : 0;

    for (size_t i = 0; i < forms; i++)
        w->columns[w->count++] = &px_comment_osd_columns[i];
    for (size_t i = 0; i < px_comment_column_count; i++) {
        bool shown = false;

        for (size_t k = 0; k < forms; k++)
            shown |= px_comment_osd_columns[k].at == px_comment_columns[i].at;
        if (!shown)
            w->columns[w->count++] = &px_comment_columns[i];
    }
}

static size_t units_of(px_str text)
{
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        n += (c & 0xC0) != 0x80; /* a code point begins */
        n += c >= 0xF0;          /* of two units */
    }
    return n;
}

static int measure_row(const px_comment_row *row, const px_comment_line *line, void *arg,
                       px_error *err)
{
    sheet_writing *w = arg;
    px_comment_row mine = *row;

    (void)line;
    (void)err;
    px_row_for_form(w->e->arena, &mine, false);
    for (size_t i = 0; i < w->count; i++)
        if (w->columns[i]->is_long)
            w->longest[i] =
                PX_MAX(w->longest[i], units_of(px_comment_row_text(&mine, w->columns[i])));
    return 0;
}

static int write_row(const px_comment_row *row, const px_comment_line *line, void *arg,
                     px_error *err)
{
    PX_AUTO_BUILDER px_builder number = PX_BUILDER_INIT(64);
    sheet_writing *w = arg;
    px_comment_row mine = *row;
    px_str cells[COLUMNS];

    (void)line;
    if (w->xlsx)
        px_row_for_form(w->e->arena, &mine, false);
    for (size_t i = 0; i < w->count; i++) {
        if (w->columns[i]->kind == PX_COLUMN_TEXT) {
            cells[i] = px_comment_row_text(&mine, w->columns[i]);
            continue;
        }
        px_builder_clear(&number);
        px_comment_row_value(&mine, w->columns[i], &number);
        cells[i] = px_arena_str(w->e->arena, px_builder_view(&number));
    }
    w->e->export->ret_count++;
    return px_sheet_row(w->sheet, cells, w->count, err);
}

static int begin_sheet(sheet_writing *w, px_error *err)
{
    px_sheet_column columns[COLUMNS];

    for (size_t i = 0; i < w->count; i++) {
        const px_comment_column *c = w->columns[i];

        /* room for cuts between code points of two units */
        columns[i] = (px_sheet_column){
            .title = px_str_of(w->xlsx && c->title ? c->title : c->key),
            .width = c->width,
            .parts = (unsigned)(w->longest[i] / (CELL_UNITS - 1)) + 1,
        };
    }
    return px_sheet_begin(w->xlsx ? PX_SHEET_XLSX : PX_SHEET_CSV, w->e->path, PX_STR("Comments"),
                          w->e->export->date, columns, w->count, &w->sheet, err);
}

int px_comments_write_sheet(px_exporting *e, bool xlsx, px_error *err)
{
    sheet_writing w = { .e = e, .xlsx = xlsx };
    int rc = 0;

    choose_columns(&w);
    if (xlsx)
        rc = px_comments_write_each(e, measure_row, &w, err);
    if (rc >= 0)
        rc = begin_sheet(&w, err);
    if (rc >= 0)
        rc = px_comments_write_each(e, write_row, &w, err);
    if (rc >= 0)
        return px_sheet_end(w.sheet, err);
    px_sheet_abandon(w.sheet);
    return rc;
}
