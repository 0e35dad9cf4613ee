/* SPDX-License-Identifier: EUPL-1.2 */
#include "document/xlsx.h"

#include "base/ascii.h"
#include "document/office.h"

#include "base/banned.h"

_Static_assert(PX_XLSX_MUTED == (int)PX_XLSX_TONE + PX_DOC_MUTED, "the order of tones");

/* ---- Sheets */

/* "A", "Z", "AA", ... */
static void write_column_name(px_builder *out, size_t column)
{
    char name[8];
    size_t at = sizeof(name);

    for (column++; column && at; column = (column - 1) / 26)
        name[--at] = (char)('A' + (column - 1) % 26);
    px_builder_str(out, px_str_n(name + at, sizeof(name) - at));
}

void px_xlsx_begin(px_xlsx_sheet *sheet, px_builder *out, const unsigned *widths, size_t n,
                   bool head)
{
    *sheet = (px_xlsx_sheet){
        .out = out, .widths = widths, .n_widths = n, .cells = PX_BUILDER_INIT(PX_BUILDER_LARGE)
    };
    px_builder_add(out,
                   PX_OFFICE_XML "<worksheet xmlns=\"" PX_OFFICE_SHEET "\">"
                                 "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews>"
                                 "<sheetView workbookViewId=\"0\">");
    if (head)
        px_builder_add(out, "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
                            "state=\"frozen\"/><selection pane=\"bottomLeft\" activeCell=\"A2\" "
                            "sqref=\"A2\"/>");
    px_builder_add(out, "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>");
    if (n)
        px_builder_add(out, "<cols>");
    for (size_t i = 0; i < n; i++)
        px_builder_format(out, "<col min=\"%zu\" max=\"%zu\" width=\"%u\" customWidth=\"1\"/>",
                          i + 1, i + 1, PX_MIN(widths[i], 255U));
    px_builder_add(out, n ? "</cols><sheetData>" : "<sheetData>");
}

void px_xlsx_row(px_xlsx_sheet *sheet)
{
    sheet->row++;
    sheet->column = 0;
    sheet->height = 0;
}

static void write_cell_start(px_xlsx_sheet *sheet, unsigned style)
{
    px_builder_add(&sheet->cells, "<c r=\"");
    write_column_name(&sheet->cells, sheet->column++);
    px_builder_format(&sheet->cells, "%zu\" s=\"%u\"", sheet->row, style);
}

/* Programs set the height of a row by its text when it is typed, not all when it is read: so it is
 * estimated here, rather too much, by the lines that the text takes in its column. */
static void measure(px_xlsx_sheet *sheet, px_str text, unsigned style)
{
    static const double line_heights[PX_XLSX_STYLE_COUNT] = {
        [PX_XLSX_TITLE] = 22, [PX_XLSX_HEADING] = 17
    };
    const double line_height = line_heights[style] > 0 ? line_heights[style] : 13.5;
    const double scale = line_height / 13.5 * 0.95;
    const size_t at = sheet->column - 1;
    const unsigned width = at < sheet->n_widths ? sheet->widths[at] : 10;
    double lines = 0;
    px_str line;

    while (text.len && px_str_split(&text, '\n', &line))
        lines += 1 + (double)(size_t)((double)px_utf8_count(line) * scale / width);
    sheet->height = PX_MAX(sheet->height, PX_MAX(lines, 1) * line_height + 2);
}

/* "_x0041_" at the head of s. */
static bool is_escape(px_str s)
{
    if (s.len < 7 || s.ptr[0] != '_' || s.ptr[1] != 'x' || s.ptr[6] != '_')
        return false;
    for (size_t i = 2; i < 6; i++)
        if (px_hex_value(s.ptr[i]) < 0)
            return false;
    return true;
}

/* The code point at the head of s that must be escaped, or 0. */
static unsigned must_escape(px_str s, size_t *ret_len)
{
    const unsigned char c = (unsigned char)s.ptr[0];
    unsigned codepoint;

    *ret_len = 1;
    if (c == '_')
        return is_escape(s) ? c : 0;
    if (c < 0x20)
        return c == '\n' || c == '\t' ? 0 : c;
    if (c != 0xEF)
        return 0;
    codepoint = px_utf8_decode(s, ret_len);
    return codepoint >= 0xFFFE ? codepoint : 0;
}

static void write_text(px_builder *out, px_str text)
{
    size_t from = 0, len;

    for (size_t i = 0; i < text.len; i += len) {
        const unsigned c = must_escape(px_str_sub(text, i, text.len), &len);

        if (!c)
            continue;
        px_builder_html(out, px_str_sub(text, from, i));
        px_builder_format(out, "_x%04X_", c);
        from = i + len;
    }
    px_builder_html(out, px_str_sub(text, from, text.len));
}

void px_xlsx_text(px_xlsx_sheet *sheet, px_str text, unsigned style)
{
    write_cell_start(sheet, style);
    measure(sheet, text, style);
    if (!text.len) {
        px_builder_add(&sheet->cells, "/>");
        return;
    }
    px_builder_add(&sheet->cells, " t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    write_text(&sheet->cells, text);
    px_builder_add(&sheet->cells, "</t></is></c>");
}

void px_xlsx_number(px_xlsx_sheet *sheet, long long value, unsigned style)
{
    write_cell_start(sheet, style);
    measure(sheet, PX_STR(""), style);
    px_builder_format(&sheet->cells, "><v>%lld</v></c>", value);
}

void px_xlsx_row_end(px_xlsx_sheet *sheet)
{
    px_builder_format(sheet->out, "<row r=\"%zu\" ht=\"%.1f\">", sheet->row,
                      PX_MIN(sheet->height, (double)PX_XLSX_MAX_HEIGHT));
    px_builder_str(sheet->out, px_builder_view(&sheet->cells));
    px_builder_add(sheet->out, "</row>");
    sheet->out->overflow |= sheet->cells.overflow;
    px_builder_clear(&sheet->cells);
}

void px_xlsx_free(px_xlsx_sheet *sheet)
{
    px_builder_free(&sheet->cells);
}

void px_xlsx_end(px_xlsx_sheet *sheet, size_t filter, bool landscape)
{
    px_builder *out = sheet->out;

    px_builder_add(out, "</sheetData>");
    if (filter && sheet->row) {
        px_builder_add(out, "<autoFilter ref=\"A1:");
        write_column_name(out, filter - 1);
        px_builder_format(out, "%zu\"/>", sheet->row);
    }
    px_builder_format(out,
                      "<pageMargins left=\"0.6\" right=\"0.6\" top=\"0.7\" bottom=\"0.7\" "
                      "header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" "
                      "orientation=\"%s\" fitToWidth=\"1\" fitToHeight=\"0\"/>"
                      "<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter>"
                      "</headerFooter></worksheet>",
                      landscape ? "landscape" : "portrait");
    px_xlsx_free(sheet);
}

static size_t utf16_units(unsigned codepoint)
{
    return codepoint >= 0x10000 ? 2 : 1;
}

/* Bytes at the head of text with at most `max` UTF-16 units. */
static size_t fit(px_str text, size_t max)
{
    size_t at = 0, units = 0, len;

    if (text.len <= max)
        return text.len;
    while (at < text.len) {
        units += utf16_units(px_utf8_decode(px_str_sub(text, at, text.len), &len));
        if (units > max)
            break;
        at += len;
    }
    return at;
}

size_t px_xlsx_fit(px_str text)
{
    return fit(text, PX_XLSX_MAX_TEXT);
}

/* ---- Names */

static bool is_taken(px_str name, const px_str *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (px_str_eq_nocase(name, names[i]))
            return true;
    return false;
}

/* The first characters, up to a space where one comes late enough. */
static px_str cut_name(px_str name, size_t max)
{
    const size_t end = fit(name, max);

    for (size_t at = end; end < name.len && at > end / 2; at--)
        if (name.ptr[at] == ' ')
            return px_str_sub(name, 0, at);
    return px_str_trim(px_str_sub(name, 0, end));
}

px_str px_xlsx_name(px_arena *arena, px_str wish, const px_str *names, size_t n)
{
    PX_AUTO_BUILDER px_builder clean = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str base, name;
    size_t number = 1;

    for (size_t i = 0; i < wish.len; i++) {
        char c = wish.ptr[i];
        const bool bad = c == '\0' || strchr("[]:*?/\\'\t\n\r", c) != NULL;

        px_builder_char(&clean, bad ? ' ' : c);
    }
    base = px_str_trim(px_builder_view(&clean));
    base = base.len ? base : PX_STR("1");
    name = px_arena_str(arena, cut_name(base, PX_XLSX_MAX_NAME));
    while (is_taken(name, names, n)) {
        px_str cut = cut_name(base, PX_XLSX_MAX_NAME - 7);

        name = px_str_of(px_arena_format(arena, "%.*s (%zu)", PX_STR_ARG(cut), ++number));
    }
    return name;
}

/* ---- The workbook */

/* A reference to the columns of a head, as print titles and filters want it: 'Name'!$A$1:$C$9. */
static void write_defined_names(px_builder *out, const px_str *names, const size_t *heads, size_t n)
{
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        if (!heads[i])
            continue;
        px_builder_add(out, any ? "" : "<definedNames>");
        any = true;
        px_builder_format(out, "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"%zu\">'",
                          i);
        px_builder_html(out, names[i]);
        px_builder_add(out, "'!$1:$1</definedName>");
    }
    px_builder_add(out, any ? "</definedNames>" : "");
}

static px_str kept(px_arena *arena, px_builder *bytes)
{
    px_str copy = px_arena_str(arena, px_builder_view(bytes));

    px_builder_clear(bytes);
    return copy;
}

static px_str workbook(px_arena *arena, const px_str *names, const size_t *heads, size_t n)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_builder_add(&out, PX_OFFICE_XML "<workbook xmlns=\"" PX_OFFICE_SHEET
                                       "\" xmlns:r=\"" PX_OFFICE_RELATIONS
                                       "\"><bookViews><workbookView/></bookViews><sheets>");
    for (size_t i = 0; i < n; i++) {
        px_builder_add(&out, "<sheet name=\"");
        px_builder_html(&out, names[i]);
        px_builder_format(&out, "\" sheetId=\"%zu\" r:id=\"rId%zu\"/>", i + 1, i + 1);
    }
    px_builder_add(&out, "</sheets>");
    write_defined_names(&out, names, heads, n);
    px_builder_add(&out, "</workbook>");
    return kept(arena, &out);
}

static px_str workbook_relations(px_arena *arena, size_t n)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_builder_add(&out, PX_OFFICE_XML "<Relationships xmlns=\"" PX_OFFICE_PACKAGE_RELATIONS "\">");
    for (size_t i = 0; i < n; i++)
        px_builder_format(&out,
                          "<Relationship Id=\"rId%zu\" Type=\"" PX_OFFICE_RELATIONS
                          "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
                          i + 1, i + 1);
    px_builder_format(&out,
                      "<Relationship Id=\"rId%zu\" Type=\"" PX_OFFICE_RELATIONS
                      "/styles\" Target=\"styles.xml\"/></Relationships>",
                      n + 1);
    return kept(arena, &out);
}

static px_str content_types(px_arena *arena, size_t n)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_office_types_begin(&out);
    px_office_type(&out, "/xl/workbook.xml",
                   "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml");
    px_office_type(&out, "/xl/styles.xml",
                   "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml");
    for (size_t i = 0; i < n; i++) {
        PX_AUTO_BUILDER px_builder part = PX_BUILDER_INIT(128);

        px_builder_format(&part, "/xl/worksheets/sheet%zu.xml", i + 1);
        px_office_type(&out, px_builder_cstr(&part),
                       "application/vnd.openxmlformats-officedocument.spreadsheetml."
                       "worksheet+xml");
    }
    px_office_types_end(&out);
    return kept(arena, &out);
}

void px_xlsx_book(px_package *package, px_arena *arena, const px_document_head *head,
                  const px_str *names, const size_t *heads, size_t n)
{
    px_package_add(package, "[Content_Types].xml", content_types(arena, n));
    px_office_add_common(package, arena, head, "xl/workbook.xml");
    px_package_add(package, "xl/workbook.xml", workbook(arena, names, heads, n));
    px_package_add(package, "xl/_rels/workbook.xml.rels", workbook_relations(arena, n));
    px_package_add(package, "xl/styles.xml", px_office_part("xlsx_styles.xml"));
}
