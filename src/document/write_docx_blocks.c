/* SPDX-License-Identifier: EUPL-1.2 */
/* Blocks of DOCX: paragraphs with the styles of data/office/docx_styles.xml, lists, tables,
 * pictures.
 */
#include "document/office.h"
#include "document/write_docx_priv.h"

#include "base/banned.h"

#define SVG_EXTENSION "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
enum { PICTURE_WIDTH = 9000 }; /* twentieths of a point, where the page is as wide */

void px_docx_write_paragraph(px_docx_writer *w, const char *style, const char *properties,
                             const px_doc_run *runs, size_t n)
{
    px_builder_add(w->out, "<w:p>");
    if (style || properties) {
        px_builder_add(w->out, "<w:pPr>");
        if (style)
            px_builder_format(w->out, "<w:pStyle w:val=\"%s\"/>", style);
        px_builder_add(w->out, properties ? properties : "");
        px_builder_add(w->out, "</w:pPr>");
    }
    px_docx_write_runs(w, runs, n);
    px_builder_add(w->out, "</w:p>\n");
}

static void write_words(px_docx_writer *w, const char *style, px_str words)
{
    if (words.len)
        px_docx_write_paragraph(w, style, NULL, &(px_doc_run){ .text = words }, 1);
}

/* ---- Tables */

static const char *const tone_colours[PX_DOC_TONE_COUNT] = {
    [PX_DOC_GOOD] = "92D050",
    [PX_DOC_PARTIAL] = "C4D79B",
    [PX_DOC_NEUTRAL] = "8DB4E2",
    [PX_DOC_BAD] = "FF99CC",
};

static void write_width(px_builder *out, unsigned width)
{
    px_builder_format(out, "<w:tcW w:w=\"%u\" w:type=\"dxa\"/>", width);
}

/* columns: widths of so many. caption: what the table is, for those who hear it. */
static void open_table(px_docx_writer *w, const char *style, const unsigned *columns, size_t n,
                       px_str caption)
{
    unsigned width = 0;

    for (size_t i = 0; i < n; i++)
        width += columns[i];
    px_builder_format(w->out,
                      "<w:tbl><w:tblPr><w:tblStyle w:val=\"%s\"/><w:tblW w:w=\"%u\" "
                      "w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" "
                      "w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" "
                      "w:noHBand=\"1\" w:noVBand=\"1\"/>",
                      style, width);
    if (caption.len) {
        px_builder_add(w->out, "<w:tblCaption w:val=\"");
        px_builder_html(w->out, caption);
        px_builder_add(w->out, "\"/>");
    }
    px_builder_add(w->out, "</w:tblPr><w:tblGrid>");
    for (size_t i = 0; i < n; i++)
        px_builder_format(w->out, "<w:gridCol w:w=\"%u\"/>", columns[i]);
    px_builder_add(w->out, "</w:tblGrid>\n");
}

/* Two tables that follow one another would become one. */
static void close_table(px_docx_writer *w)
{
    px_builder_add(w->out, "</w:tbl>\n");
    px_docx_write_paragraph(w, "TableEnd", NULL, NULL, 0);
}

/* ---- Widths of columns, in twentieths of a point */

enum {
    LETTER = 105,  /* of a letter of the size of tables, at the middle */
    PADDING = 230, /* of a cell, left and right together */
    WORD_MOST = 16 /* letters; longer words may be broken */
};

static size_t longest_word(px_str text, size_t longest)
{
    size_t letters = 0;

    for (size_t at = 0, len = 0; at < text.len; at += len) {
        const unsigned c = px_utf8_decode(px_str_sub(text, at, text.len), &len);

        letters = c == ' ' || c == '\n' || c == '-' ? 0 : letters + 1;
        longest = PX_MAX(longest, letters);
    }
    return PX_MIN(longest, (size_t)WORD_MOST);
}

/* What a column needs so that no word in it is broken. */
static unsigned least_width(const px_doc_grid *table, size_t column)
{
    size_t longest = longest_word(table->columns[column].title, 0);

    for (size_t r = 0; r < table->n_rows && longest < WORD_MOST; r++) {
        const px_doc_cell *cell = &table->rows[r].cells[column];

        for (size_t i = 0; i < cell->n_runs; i++)
            longest = longest_word(cell->runs[i].text, longest);
    }
    return (unsigned)longest * LETTER + PADDING;
}

/* The shares that the columns have; those that need more get it from those that have more. */
static unsigned *column_widths(const px_docx_writer *w, px_arena *arena, const px_doc_grid *table)
{
    unsigned *widths = px_arena_array(arena, table->n_columns, sizeof(*widths));
    unsigned *least = px_arena_array(arena, table->n_columns, sizeof(*least));
    unsigned long long lacking = 0, spare = 0, moved;

    for (size_t i = 0; i < table->n_columns; i++) {
        widths[i] = w->width * px_doc_column_share(table, i) / 1000;
        least[i] = least_width(table, i);
        lacking += least[i] > widths[i] ? least[i] - widths[i] : 0;
        spare += widths[i] > least[i] ? widths[i] - least[i] : 0;
    }
    moved = PX_MIN(lacking, spare);
    for (size_t i = 0; moved && i < table->n_columns; i++) {
        if (least[i] > widths[i])
            widths[i] += (unsigned)((least[i] - widths[i]) * moved / lacking);
        else
            widths[i] -= (unsigned)((widths[i] - least[i]) * moved / spare);
    }
    return widths;
}

static void write_head(px_docx_writer *w, const px_doc_grid *table, const unsigned *widths)
{
    px_builder_add(w->out, "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (size_t i = 0; i < table->n_columns; i++) {
        px_builder_add(w->out, "<w:tc><w:tcPr>");
        write_width(w->out, widths[i]);
        px_builder_add(w->out, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"1F3864\"/>"
                               "<w:vAlign w:val=\"bottom\"/></w:tcPr>");
        px_docx_write_paragraph(w, "TableHead",
                                px_doc_column_is_right(table, i) ? "<w:jc w:val=\"right\"/>" : NULL,
                                &(px_doc_run){ .text = table->columns[i].title }, 1);
        px_builder_add(w->out, "</w:tc>");
    }
    px_builder_add(w->out, "</w:tr>\n");
}

static void write_cell(px_docx_writer *w, const px_doc_cell *cell, unsigned width)
{
    PX_AUTO_BUILDER px_builder digits = PX_BUILDER_INIT(32);
    const char *style = cell->head ? "TableRowHead" : "TableText";
    const char *right = px_doc_cell_is_right(cell) ? "<w:jc w:val=\"right\"/>" : NULL;

    px_builder_add(w->out, "<w:tc><w:tcPr>");
    write_width(w->out, width);
    if (tone_colours[cell->tone])
        px_builder_format(w->out, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"%s\"/>",
                          tone_colours[cell->tone]);
    px_builder_add(w->out, "</w:tcPr>");
    if (cell->number && !cell->n_runs) {
        px_builder_int(&digits, cell->value);
        px_docx_write_paragraph(w, style, right, &(px_doc_run){ .text = px_builder_view(&digits) },
                                1);
    } else {
        px_docx_write_paragraph(w, style, right, cell->runs, cell->n_runs);
    }
    px_builder_add(w->out, "</w:tc>");
}

static void write_table(px_docx_writer *w, px_arena *arena, const px_doc_grid *table)
{
    unsigned *widths = column_widths(w, arena, table);

    write_words(w, "Caption", table->caption);
    open_table(w, "DocumentTable", widths, table->n_columns, table->caption);
    write_head(w, table, widths);
    for (size_t r = 0; r < table->n_rows; r++) {
        px_builder_add(w->out, px_doc_row_is_long(table, r)
                                   ? "<w:tr>"
                                   : "<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (size_t i = 0; i < table->n_columns; i++)
            write_cell(w, &table->rows[r].cells[i], widths[i]);
        px_builder_add(w->out, "</w:tr>\n");
    }
    close_table(w);
}

/* ---- Rows of a form */

static void write_field(px_docx_writer *w, const px_doc_block *block, const unsigned widths[2])
{
    px_builder_add(w->out, "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr>");
    write_width(w->out, widths[0]);
    px_builder_add(w->out, "</w:tcPr>");
    px_docx_write_paragraph(w, "FieldLabel", NULL, &(px_doc_run){ .text = block->label }, 1);
    px_builder_add(w->out, "</w:tc><w:tc><w:tcPr>");
    write_width(w->out, widths[1]);
    px_builder_add(w->out, "</w:tcPr>");
    px_docx_write_paragraph(w, "FieldValue", NULL, block->runs, block->n);
    px_builder_add(w->out, "</w:tc></w:tr>\n");
}

/* All fields that follow one another from `at`; returns the block behind them. */
static size_t write_fields(px_docx_writer *w, const px_document *d, size_t at)
{
    const unsigned widths[2] = { w->width * 32 / 100, w->width - w->width * 32 / 100 };

    open_table(w, "FieldTable", widths, 2, PX_STR(""));
    for (; at < d->count && d->blocks[at].kind == PX_DOC_FIELD; at++)
        write_field(w, &d->blocks[at], widths);
    close_table(w);
    return at;
}

/* ---- Lists: each with numbers has its own, so that it begins with its first. */

static unsigned add_numbers(px_docx_writer *w, const px_doc_block *list)
{
    const unsigned id = PX_DOCX_FIXED_NUMBERS + ++w->n_numbers;

    px_builder_format(&w->numbers,
                      "<w:num w:numId=\"%u\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride "
                      "w:ilvl=\"%d\"><w:startOverride w:val=\"%u\"/></w:lvlOverride></w:num>\n",
                      id, list->level - 1, list->first);
    return id;
}

static void write_item(px_docx_writer *w, const px_doc_block *block, unsigned id)
{
    char properties[128];

    if (block->kind == PX_DOC_ITEM_MORE)
        (void)snprintf(properties, sizeof(properties), "<w:ind w:left=\"%d\"/>",
                       425 * block->level);
    else
        (void)snprintf(properties, sizeof(properties),
                       "<w:numPr><w:ilvl w:val=\"%d\"/><w:numId w:val=\"%u\"/></w:numPr>",
                       block->level - 1, id);
    px_docx_write_paragraph(w, "ListParagraph", properties, block->runs, block->n);
}

/* ---- Blocks */

static void write_lines(px_docx_writer *w, const px_doc_block *block)
{
    px_builder_add(w->out, "<w:p><w:pPr><w:pStyle w:val=\"Code\"/></w:pPr>");
    for (size_t i = 0; i < block->n; i++) {
        px_builder_add(w->out, i ? "<w:r><w:br/></w:r><w:r>" : "<w:r>");
        px_docx_write_text(w->out, block->runs[i].text);
        px_builder_add(w->out, "</w:r>");
    }
    px_builder_add(w->out, "</w:p>\n");
}

/* The picture in pixels, and beside it as it was drawn, which newer programs show (ECMA-376,
 * DrawingML; [MS-ODRAWXML] 2.3, svgBlip). 635 units are a twentieth of a point. */
static void write_picture(px_docx_writer *w, const px_doc_block *block, const px_doc_pixels *pixels)
{
    static const char drawing[] = "http://schemas.openxmlformats.org/drawingml/2006";
    unsigned n, width = PX_MIN(w->width, (unsigned)PICTURE_WIDTH);
    unsigned long long across = 635ULL * width;
    unsigned long long down = pixels->width ? across * pixels->height / pixels->width : 0;

    if (!pixels->png.len)
        return;
    n = ++w->n_pictures;
    px_builder_format(&w->relations,
                      "<Relationship Id=\"png%u\" Type=\"" PX_OFFICE_RELATIONS
                      "/image\" Target=\"media/image%u.png\"/>"
                      "<Relationship Id=\"svg%u\" Type=\"" PX_OFFICE_RELATIONS
                      "/image\" Target=\"media/image%u.svg\"/>",
                      n, n, n, n);
    px_builder_format(w->out,
                      "<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:drawing><wp:inline "
                      "xmlns:wp=\"%s/wordprocessingDrawing\" distT=\"0\" distB=\"0\" distL=\"0\" "
                      "distR=\"0\"><wp:extent cx=\"%llu\" cy=\"%llu\"/><wp:docPr id=\"%u\" "
                      "name=\"Picture %u\" descr=\"",
                      drawing, across, down, n, n);
    px_builder_html(w->out, block->title);
    px_builder_format(
        w->out,
        "\"/><a:graphic xmlns:a=\"%s/main\"><a:graphicData uri=\"%s/picture\">"
        "<pic:pic xmlns:pic=\"%s/picture\"><pic:nvPicPr><pic:cNvPr id=\"%u\" "
        "name=\"image%u.png\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        "<a:blip r:embed=\"png%u\"><a:extLst><a:ext uri=\"" SVG_EXTENSION
        "\"><asvg:svgBlip xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/"
        "SVG/main\" r:embed=\"svg%u\"/></a:ext></a:extLst></a:blip><a:stretch>"
        "<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" "
        "y=\"0\"/><a:ext cx=\"%llu\" cy=\"%llu\"/></a:xfrm><a:prstGeom "
        "prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>\n",
        drawing, drawing, drawing, n, n, n, n, across, down);
}

static void write_block(px_docx_writer *w, const px_document *d, const px_doc_block *block,
                        unsigned numbers[PX_DOC_MAX_LISTS])
{
    static const char *const headings[] = { "Heading1", "Heading2", "Heading3", "Heading4" };
    static const char *const styles[] = {
        [PX_DOC_QUOTE] = "Quote",
        [PX_DOC_NOTE] = "Note",
        [PX_DOC_TICK] = "Tick",
    };

    switch (block->kind) {
    case PX_DOC_HEADING:
        px_docx_write_paragraph(w, headings[block->level - 1], NULL, block->runs, block->n);
        break;
    case PX_DOC_PARAGRAPH:
        px_docx_write_paragraph(w, NULL, NULL, block->runs, block->n);
        break;
    case PX_DOC_QUOTE:
    case PX_DOC_NOTE:
    case PX_DOC_TICK:
        px_docx_write_paragraph(w, styles[block->kind], NULL, block->runs, block->n);
        break;
    case PX_DOC_LINES:
        write_lines(w, block);
        break;
    case PX_DOC_LIST:
        numbers[block->level - 1] =
            block->ordered ? add_numbers(w, block) : (unsigned)PX_DOCX_FIXED_NUMBERS;
        break;
    case PX_DOC_ITEM:
    case PX_DOC_ITEM_MORE:
        write_item(w, block, numbers[block->level - 1]);
        break;
    case PX_DOC_TABLE:
        write_table(w, d->arena, block->table);
        break;
    case PX_DOC_FIGURE:
        write_words(w, "Caption", block->title);
        write_picture(w, block, &w->pixels[block - d->blocks]);
        write_words(w, NULL, block->description);
        break;
    case PX_DOC_PAGE_BREAK:
        px_builder_add(w->out, "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>\n");
        break;
    case PX_DOC_FIELD: /* write_fields */
    case PX_DOC_LIST_END:
        break;
    }
}

void px_docx_write_blocks(px_docx_writer *w, const px_document *document)
{
    unsigned numbers[PX_DOC_MAX_LISTS] = { 0 };
    size_t at = 0;

    while (at < document->count) {
        if (document->blocks[at].kind == PX_DOC_FIELD)
            at = write_fields(w, document, at);
        else
            write_block(w, document, &document->blocks[at++], numbers);
    }
}
