/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The ISO commenting form, version 2012-03, as people fill it in. The labels of its columns are in
 * the header of the page, so rows are told by their place: tables of the body with eight columns,
 * or seven in forms of 2001-09 (without line numbers). Where somebody has put the labels into the
 * table, they count. Merged cells, empty rows, words in several runs, tracked changes (taken as
 * done), lists and tables in cells are read; the headers of the pages never are.
 */
#include "base/ascii.h"
#include "base/file.h"
#include "code/docx/docx_package.h"
#include "drafting/comment/exchange/read_priv.h"

#include "base/banned.h"

enum { CELLS = 12, OLD_COLUMNS = 7, DEPTH = 40 };

/* Keys of the columns, in the order of the form; of the form of 2001-09. */
static const char *const keys[PX_ISO_COLUMNS] = {
    "member", "line_number", "clause", "element", "kind", "text", "change", "observations"
};
static const char *const old_keys[OLD_COLUMNS] = { "member", "clause", "element",     "kind",
                                                   "text",   "change", "observations" };

typedef struct iso_cell {
    px_str text;
    bool continued; /* merged with the one above */
} iso_cell;

typedef struct iso_reading {
    px_row_out *out;
    px_arena *arena; /* of the row */
    bool form;       /* a table of the form was there */
    int64_t line;
    px_table table, tried; /* where the labels are in the body; of the row that is looked at */
    bool labelled;
    px_str above[CELLS]; /* what the cells above say, for merged ones */
    px_arena *kept;      /* for these */
} iso_reading;

/* ---- Words */

static bool is_gone(const px_xml *e)
{
    return px_xml_is(e, "del") || px_xml_is(e, "moveFrom");
}

static void add_words(px_builder *out, const px_xml *parent, int depth);

static void add_run(px_builder *out, const px_xml *run, int depth)
{
    const px_xml *properties = px_xml_child(run, "rPr");

    if (px_xml_val_on(properties, "vanish") > 0)
        return;
    for (const px_xml *e = run->first; e; e = e->next) {
        if (px_xml_is(e, "t"))
            px_builder_str(out, e->text);
        else if (px_xml_is(e, "br") || px_xml_is(e, "cr"))
            px_builder_char(out, '\n');
        else if (px_xml_is(e, "tab"))
            px_builder_char(out, '\t');
        else if (px_xml_is(e, "noBreakHyphen"))
            px_builder_add(out, "\xE2\x80\x91");
        else if (e->ns == PX_NS_MC)
            add_words(out, e, depth + 1);
    }
}

static void add_equation(px_builder *out, const px_xml *e, int depth)
{
    if (depth > DEPTH)
        return;
    if (e->ns == PX_NS_M && px_str_is(e->name, "t"))
        px_builder_str(out, e->text);
    for (const px_xml *child = e->first; child; child = child->next)
        add_equation(out, child, depth + 1);
}

/* Runs, wherever they stand: in links, content controls, insertions. Of alternatives the first. */
static void add_words(px_builder *out, const px_xml *parent, int depth)
{
    if (depth > DEPTH)
        return;
    for (const px_xml *e = parent->first; e; e = e->next) {
        if (is_gone(e) || px_xml_is(e, "pPr") || px_xml_is(e, "sdtPr"))
            continue;
        if (px_xml_is(e, "r"))
            add_run(out, e, depth);
        else if (e->ns == PX_NS_M)
            add_equation(out, e, depth);
        else
            add_words(out, e, depth + 1);
        if (parent->ns == PX_NS_MC && px_str_is(parent->name, "AlternateContent"))
            return;
    }
}

static bool is_item(const px_xml *paragraph)
{
    const px_xml *number = px_xml_child(px_xml_child(paragraph, "pPr"), "numPr");

    return number && px_xml_val_int(number, "numId", 1) != 0;
}

/* Whether the mark at its end was deleted, so that it goes on in the next one. */
static bool goes_on(const px_xml *paragraph)
{
    const px_xml *properties = px_xml_child(px_xml_child(paragraph, "pPr"), "rPr");

    return px_xml_child(properties, "del") != NULL;
}

typedef struct cell_words {
    px_builder *out;
    bool item, glue; /* the paragraph before was one of a list, goes on */
} cell_words;

static void add_blocks(cell_words *w, const px_xml *parent, int depth);

static void add_paragraph(cell_words *w, const px_xml *paragraph, int depth)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    bool item = is_item(paragraph);

    add_words(&words, paragraph, depth);
    if (px_str_trim(px_builder_view(&words)).len) {
        if (w->out->len && !w->glue)
            px_builder_add(w->out, item && w->item ? "\n" : "\n\n");
        if (item && !w->glue)
            px_builder_add(w->out, "- ");
        px_builder_str(w->out, px_builder_view(&words));
        w->item = item;
    }
    w->glue = goes_on(paragraph) && w->out->len;
}

/* A table in a cell: a line for each of its rows. */
static void add_table(cell_words *w, const px_xml *table, int depth)
{
    for (const px_xml *row = table->first; row; row = row->next) {
        bool first = true;

        if (!px_xml_is(row, "tr"))
            continue;
        if (w->out->len)
            px_builder_char(w->out, '\n');
        for (const px_xml *cell = row->first; cell; cell = cell->next) {
            PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(PX_BUILDER_LARGE);
            cell_words inner = { .out = &words };

            if (!px_xml_is(cell, "tc"))
                continue;
            add_blocks(&inner, cell, depth + 1);
            px_builder_add(w->out, first ? "" : " | ");
            px_builder_str(w->out, px_str_trim(px_builder_view(&words)));
            first = false;
        }
    }
}

static void add_blocks(cell_words *w, const px_xml *parent, int depth)
{
    if (depth > DEPTH)
        return;
    for (const px_xml *e = parent->first; e; e = e->next) {
        if (px_xml_is(e, "p"))
            add_paragraph(w, e, depth);
        else if (px_xml_is(e, "tbl"))
            add_table(w, e, depth);
        else if (!is_gone(e) && !px_xml_is(e, "tcPr"))
            add_blocks(w, e, depth + 1);
    }
}

static px_str cell_text(px_arena *arena, const px_xml *cell)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    cell_words w = { .out = &words };

    add_blocks(&w, cell, 0);
    return px_str_trim(px_arena_str(arena, px_builder_view(&words)));
}

/* ---- Rows */

/* Cells in the columns of the grid; returns how many columns there are. */
static size_t read_cells(iso_reading *r, const px_xml *row, iso_cell cells[CELLS], int depth)
{
    const px_xml *properties = px_xml_child(row, "trPr");
    int before = px_xml_val_int(properties, "gridBefore", 0);
    size_t n = (size_t)PX_MIN(PX_MAX(before, 0), CELLS);

    for (const px_xml *e = row->first; e && n < CELLS; e = e->next) {
        const px_xml *tc = e, *merge;
        int span;

        if (px_xml_is(e, "sdt") && depth < DEPTH) /* a content control around a cell */
            tc = px_xml_child(px_xml_child(e, "sdtContent"), "tc");
        if (!px_xml_is(tc, "tc"))
            continue;
        merge = px_xml_child(px_xml_child(tc, "tcPr"), "vMerge");
        span = px_xml_val_int(px_xml_child(tc, "tcPr"), "gridSpan", 1);
        cells[n] = (iso_cell){
            .text = cell_text(r->arena, tc),
            .continued = merge && !px_str_is(px_xml_attribute_of(merge, "val"), "restart"),
        };
        n += (size_t)PX_MIN(PX_MAX(span, 1), CELLS);
    }
    return PX_MIN(n, (size_t)CELLS);
}

/* "1 2 (3) 4 5 (6) (7)": the numbers of the columns, as the old form has them. */
static bool is_numbers(const px_str *cells, size_t n)
{
    size_t numbers = 0;

    for (size_t i = 0; i < n; i++) {
        px_str s = px_str_trim(cells[i]);

        if (px_str_starts(s, PX_STR("(")) && px_str_ends(s, PX_STR(")")))
            s = px_str_sub(s, 1, s.len - 1);
        if (s.len != 1 || !px_is_digit(s.ptr[0]))
            return false;
        numbers++;
    }
    return numbers >= OLD_COLUMNS;
}

/* Merged cells say what the one above says, but for the words of the comment itself. */
static void fill_merged(iso_reading *r, iso_cell cells[CELLS], size_t n, const char *const *names,
                        size_t n_names)
{
    for (size_t i = 0; i < n; i++) {
        bool words =
            i < n_names && (strcmp(names[i], "text") == 0 || strcmp(names[i], "change") == 0 ||
                            strcmp(names[i], "observations") == 0);

        if (cells[i].continued && !cells[i].text.len && !words)
            cells[i].text = r->above[i];
        r->above[i] = px_arena_str(r->kept, cells[i].text);
    }
}

/* The public id that an export of this program left in the row as a bookmark. */
static px_str bookmark_id(const px_xml *e, int depth)
{
    px_str id = PX_STR("");

    if (depth > 4)
        return id;
    for (const px_xml *child = e->first; child && !id.len; child = child->next) {
        px_str name =
            px_xml_is(child, "bookmarkStart") ? px_xml_attribute_of(child, "name") : PX_STR("");

        id = px_str_starts(name, PX_STR("praxis_")) ? px_str_sub(name, 7, name.len)
                                                    : bookmark_id(child, depth + 1);
    }
    return id;
}

static int put_row(iso_reading *r, const px_xml *element, const px_str *texts, size_t n,
                   const char *const *names, size_t n_names, px_error *err)
{
    px_comment_row row = { .line = r->line };

    for (size_t i = 0; i < n; i++) {
        const px_comment_column *column = r->labelled ? r->table.columns[i].column
                                          : i < n_names
                                              ? px_comment_column_find(px_str_of(names[i]))
                                              : NULL;

        if (column && column->kind == PX_COLUMN_TEXT)
            (void)px_comment_row_set(&row, column, texts[i]);
    }
    if (bookmark_id(element, 0).len)
        row.id = bookmark_id(element, 0);
    return px_row_put(r->out, &row, NULL, err);
}

static int read_row(iso_reading *r, const px_xml *row, px_error *err)
{
    iso_cell cells[CELLS] = { 0 };
    px_str texts[CELLS];
    size_t n = read_cells(r, row, cells, 0);
    bool old = n == OLD_COLUMNS;
    const char *const *names = old ? old_keys : keys;
    size_t n_names = old ? (size_t)OLD_COLUMNS : (size_t)PX_ISO_COLUMNS;
    int rc = 0;

    r->line++;
    if (px_xml_child(px_xml_child(row, "trPr"), "del"))
        return 0;
    if (n < OLD_COLUMNS && !(r->form && n > 1)) /* a row that was torn: fewer cells than columns */
        return 0;
    r->form = true;
    fill_merged(r, cells, n, names, n_names);
    for (size_t i = 0; i < n; i++)
        texts[i] = cells[i].text;
    if (px_table_head(&r->tried, texts, n)) {
        r->table = r->tried;
        r->labelled = true;
    } else if (!is_numbers(texts, n)) {
        rc = put_row(r, row, texts, PX_MIN(n, r->labelled ? r->table.count : n), names, n_names,
                     err);
    }
    px_arena_reset(r->arena);
    return rc;
}

/* Rows of a table; content controls and insertions around rows are looked into. */
static int read_rows(iso_reading *r, const px_xml *parent, int depth, px_error *err)
{
    for (const px_xml *e = depth < DEPTH ? parent->first : NULL; e; e = e->next) {
        int rc = 0;

        if (px_xml_is(e, "tr"))
            rc = read_row(r, e, err);
        else if (px_xml_is(e, "sdt") || px_xml_is(e, "sdtContent") || px_xml_is(e, "ins"))
            rc = read_rows(r, e, depth + 1, err);
        if (rc < 0)
            return rc;
    }
    return 0;
}

static int read_blocks(iso_reading *r, const px_xml *parent, int depth, px_error *err)
{
    for (const px_xml *e = depth < DEPTH ? parent->first : NULL; e; e = e->next) {
        int rc = 0;

        if (px_xml_is(e, "tbl")) {
            r->labelled = r->form = false;
            rc = read_rows(r, e, 0, err);
        } else if (px_xml_is(e, "sdt") || px_xml_is(e, "sdtContent") || px_xml_is(e, "ins")) {
            rc = read_blocks(r, e, depth + 1, err);
        }
        if (rc < 0)
            return rc;
    }
    return 0;
}

/* ---- The document */

static bool has_table(const px_xml *parent, int depth)
{
    for (const px_xml *e = depth < DEPTH ? parent->first : NULL; e; e = e->next) {
        size_t columns = 0;

        if (px_xml_is(e, "tbl"))
            for (const px_xml *c = px_xml_child(e, "tr") ? px_xml_child(e, "tr")->first : NULL; c;
                 c = c->next)
                columns += px_xml_is(c, "tc") || px_xml_is(c, "sdt");
        if (columns > 1 || has_table(e, depth + 1))
            return true;
    }
    return false;
}

static int read_body(px_docx_package *package, px_row_out *out, px_error *err)
{
    PX_AUTO_ARENA px_arena *kept = px_arena_new();
    PX_AUTO_ARENA px_arena *of_row = px_arena_new();
    PX_AUTO_FREE iso_reading *r = px_alloc_zero(1, sizeof(*r));
    px_docx_relationships links;
    px_str part;
    px_xml *root = NULL;
    int rc = px_docx_package_relationships(package, PX_STR(""), &links, err);

    if (rc >= 0)
        rc = px_docx_package_main(package, &links, &part, err);
    if (rc >= 0 && part.len)
        rc = px_docx_package_xml(package, part, &root, err);
    if (rc < 0)
        return rc;
    if (!root || !px_xml_child(root, "body") || !has_table(px_xml_child(root, "body"), 0))
        return px_fail(err, PX_ERR_MALFORMED,
                       N_("the document is no commenting form: it has no table with the eight "
                          "columns of the form; take the empty form as pattern"),
                       NULL);
    *r = (iso_reading){ .out = out, .arena = of_row, .kept = kept };
    return read_blocks(r, px_xml_child(root, "body"), 0, err);
}

int px_iso_read(const px_comment_file *file, px_row_out *out, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_docx_package *package = NULL;
    PX_AUTO_FREE char *data = NULL;
    px_str bytes = file->bytes;
    size_t len = 0;
    int rc = 0;

    if (!bytes.ptr) {
        rc = px_file_read(file->path, PX_COMMENT_FILE_MAX, &data, &len, err);
        bytes = px_str_n(data, len);
    }
    /* A ZIP file may have anything in front of it: what is a PDF, too, is taken for none. */
    if (rc >= 0 && !px_str_starts(bytes, PX_STR("PK\x03\x04")) &&
        !px_str_starts(bytes, PX_STR("\xD0\xCF\x11\xE0")))
        rc = px_fail(err, PX_ERR_MALFORMED,
                     N_("the file is neither DOCX, XLSX, CSV in UTF-8 nor JSON; save it as one of "
                        "them"),
                     NULL);
    if (rc >= 0)
        rc = px_docx_package_open(bytes, arena, &package, err);
    if (rc >= 0)
        rc = read_body(package, out, err);
    px_docx_package_close(package);
    return rc;
}
