/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/exchange/iso_write.h"

#include "base/random.h"
#include "document/package.h"
#include "drafting/comment/exchange/iso_parts.h"

#include "base/banned.h"

#define TABLE_WIDTH "15876"
#define LINE "w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\""

struct px_iso_form {
    const px_iso_head *head;
    px_arena *arena; /* of a row */
    px_builder body;
    size_t rows;
};

/* ---- XML */

/* Words as XML can hold them: control characters have no place there. */
static void add_text(px_builder *out, px_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (c == '&')
            px_builder_add(out, "&amp;");
        else if (c == '<')
            px_builder_add(out, "&lt;");
        else if (c == '>')
            px_builder_add(out, "&gt;");
        else if (c >= 0x20 && c != 0x7F)
            px_builder_char(out, (char)c);
    }
}

/* Language of the words, for those who read them aloud. */
static void add_properties(px_builder *out, px_str language)
{
    if (language.len)
        px_builder_format(out, "<w:rPr><w:lang w:val=\"%.*s\"/></w:rPr>", PX_STR_ARG(language));
}

/* A run: words with tabs and line breaks. */
static void add_run(px_builder *out, px_str text, px_str language)
{
    size_t from = 0;

    px_builder_add(out, "<w:r>");
    add_properties(out, language);
    for (size_t i = 0; i <= text.len; i++) {
        bool end = i == text.len, mark = !end && (text.ptr[i] == '\n' || text.ptr[i] == '\t');

        if (!end && !mark)
            continue;
        if (i > from) {
            px_builder_add(out, "<w:t xml:space=\"preserve\">");
            add_text(out, px_str_sub(text, from, i));
            px_builder_add(out, "</w:t>");
        }
        if (mark)
            px_builder_add(out, text.ptr[i] == '\n' ? "<w:br/>" : "<w:tab/>");
        from = i + 1;
    }
    px_builder_add(out, "</w:r>");
}

static void begin_paragraph(px_builder *out, const char *style)
{
    px_builder_format(out,
                      "<w:p><w:pPr><w:pStyle w:val=\"%s\"/><w:spacing w:before=\"60\" "
                      "w:after=\"60\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr>",
                      style);
}

/* Up to a blank line with something behind it; further line breaks stay in the paragraph. */
static px_str take_paragraph(px_str *rest)
{
    size_t at = 1;
    px_str paragraph;

    while (at + 2 < rest->len &&
           !(rest->ptr[at] == '\n' && rest->ptr[at + 1] == '\n' && rest->ptr[at + 2] != '\n'))
        at++;
    if (at + 2 >= rest->len) {
        paragraph = *rest;
        *rest = PX_STR("");
        return paragraph;
    }
    paragraph = px_str_sub(*rest, 0, at);
    *rest = px_str_sub(*rest, at + 2, rest->len);
    return paragraph;
}

/* ---- Rows */

typedef struct iso_cell {
    px_str text, language;
    const char *shade; /* or NULL */
} iso_cell;

static void add_cell(px_iso_form *form, size_t column, const iso_cell *cell, px_str bookmark)
{
    const px_iso_column *c = &px_iso_columns[column];
    px_builder *out = &form->body;
    px_str rest = cell->text;

    px_builder_format(out,
                      "<w:tc><w:tcPr><w:tcW w:w=\"%u\" w:type=\"dxa\"/><w:tcBorders><w:top " LINE
                      "/><w:bottom " LINE "/></w:tcBorders>",
                      c->width);
    if (cell->shade)
        px_builder_format(out, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"%s\"/>",
                          cell->shade);
    px_builder_add(out, "</w:tcPr>");
    begin_paragraph(out, c->style);
    if (bookmark.len)
        px_builder_format(out,
                          "<w:bookmarkStart w:id=\"%zu\" w:name=\"praxis_%.*s\"/>"
                          "<w:bookmarkEnd w:id=\"%zu\"/>",
                          form->rows, PX_STR_ARG(bookmark), form->rows);
    while (rest.len) {
        add_run(out, take_paragraph(&rest), cell->language);
        if (rest.len) {
            px_builder_add(out, "</w:p>");
            begin_paragraph(out, c->style);
        }
    }
    px_builder_add(out, "</w:p></w:tc>");
}

static void begin_row(px_iso_form *form)
{
    px_builder_add(&form->body, "<w:tr><w:trPr><w:jc w:val=\"center\"/></w:trPr>");
}

void px_iso_row(px_iso_form *form, const px_comment_row *row)
{
    bool own = px_id_is_public(row->id);
    px_str language = px_str_is(row->text_language, "en") ? PX_STR("") : row->text_language,
           wish = row->wording.len ? row->wording : row->change;
    const iso_cell cells[PX_ISO_COLUMNS] = {
        { !own && row->id.len ? row->id : px_comment_row_form_id(form->arena, row), PX_STR(""),
          NULL },
        { row->line_number, PX_STR(""), NULL },
        { row->clause, PX_STR(""), NULL },
        { row->element, PX_STR(""), NULL },
        { row->kind.len ? px_str_of(px_iso_kind(row->kind)) : PX_STR(""), PX_STR(""), NULL },
        { row->text, language, NULL },
        { row->deletion && !wish.len ? PX_STR("Delete these words.") : wish, language, NULL },
        { px_comment_row_observation(form->arena, row),
          px_str_is(row->answer_language, "en") ? PX_STR("") : row->answer_language,
          px_iso_status_shade(row->status) },
    };

    begin_row(form);
    for (size_t i = 0; i < PX_ISO_COLUMNS; i++)
        add_cell(form, i, &cells[i], own && i == 0 ? row->id : PX_STR(""));
    px_builder_add(&form->body, "</w:tr>");
    form->rows++;
    px_arena_reset(form->arena);
}

void px_iso_empty_rows(px_iso_form *form, size_t n)
{
    const iso_cell empty = { PX_STR(""), PX_STR(""), NULL };

    for (size_t i = 0; i < n; i++) {
        begin_row(form);
        for (size_t column = 0; column < PX_ISO_COLUMNS; column++)
            add_cell(form, column, &empty, PX_STR(""));
        px_builder_add(&form->body, "</w:tr>");
        form->rows++;
    }
}

/* ---- The page */

static void begin_table(px_builder *out, const unsigned *widths, size_t n, bool inside)
{
    px_builder_add(out, "<w:tbl><w:tblPr><w:tblW w:w=\"" TABLE_WIDTH
                        "\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders><w:top " LINE
                        "/><w:left " LINE "/><w:bottom " LINE "/><w:right " LINE "/>");
    if (inside)
        px_builder_add(out, "<w:insideH " LINE "/>");
    px_builder_add(out, "<w:insideV " LINE
                        "/></w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left "
                        "w:w=\"99\" w:type=\"dxa\"/><w:right w:w=\"99\" "
                        "w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>");
    for (size_t i = 0; i < n; i++)
        px_builder_format(out, "<w:gridCol w:w=\"%u\"/>", widths[i]);
    px_builder_add(out, "</w:tblGrid>");
}

static void begin_form_table(px_builder *out, bool inside)
{
    unsigned widths[PX_ISO_COLUMNS];

    for (size_t i = 0; i < PX_ISO_COLUMNS; i++)
        widths[i] = px_iso_columns[i].width;
    begin_table(out, widths, PX_ISO_COLUMNS, inside);
}

/* A cell of the head table: a label and what was filled in. */
static void add_head_cell(px_builder *out, unsigned width, const char *borders, const char *label,
                          px_str value)
{
    px_builder_format(out,
                      "<w:tc><w:tcPr><w:tcW w:w=\"%u\" w:type=\"dxa\"/><w:tcBorders>%s"
                      "</w:tcBorders></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"ISOChange\"/>"
                      "<w:spacing w:before=\"60\" w:after=\"60\"/></w:pPr><w:r>"
                      "<w:t xml:space=\"preserve\">%s</w:t></w:r>",
                      width, borders, label);
    if (value.len) {
        px_builder_add(out, "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"> ");
        add_text(out, value);
        px_builder_add(out, "</w:t></w:r>");
    }
    px_builder_add(out, "</w:p></w:tc>");
}

static void add_head_table(px_builder *out, const px_iso_head *head)
{
    static const unsigned widths[] = { 7740, 2410, 3119, 2607 };

    begin_table(out, widths, PX_COUNT(widths), false);
    px_builder_add(out,
                   "<w:tr><w:trPr><w:cantSplit/><w:jc w:val=\"center\"/></w:trPr><w:tc><w:tcPr>"
                   "<w:tcW w:w=\"7740\" w:type=\"dxa\"/><w:tcBorders><w:top w:val=\"nil\"/><w:left "
                   "w:val=\"nil\"/><w:bottom w:val=\"nil\"/><w:right w:val=\"nil\"/>"
                   "</w:tcBorders></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"ISOComments\"/>"
                   "<w:spacing w:before=\"60\" w:after=\"60\"/></w:pPr><w:r><w:rPr><w:b/><w:bCs/>"
                   "<w:sz w:val=\"22\"/></w:rPr><w:t>Template for comments and secretariat "
                   "observations");
    if (head->parts > 1)
        px_builder_format(out, " (part %u of %u)", head->part, head->parts);
    px_builder_add(out, "</w:t></w:r></w:p></w:tc>");
    add_head_cell(out, 2410, "<w:top " LINE "/><w:left " LINE "/><w:bottom " LINE "/>",
                  "Date:", head->date);
    add_head_cell(out, 3119, "<w:top " LINE "/><w:bottom " LINE "/>", "Document:", head->document);
    add_head_cell(out, 2607, "<w:top " LINE "/><w:bottom " LINE "/>", "Project:", head->project);
    px_builder_add(out, "</w:tr></w:tbl>");
}

static void add_label(px_builder *out, const char *words, bool bold, const char *note)
{
    px_builder_format(out,
                      "<w:p><w:pPr><w:keepLines/><w:spacing w:before=\"%d\" w:after=\"60\" "
                      "w:line=\"190\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/></w:pPr>"
                      "<w:r><w:rPr>%s<w:sz w:val=\"16\"/></w:rPr><w:t>%s</w:t></w:r>",
                      bold ? 100 : 0, bold ? "<w:b/>" : "", words);
    if (note)
        px_builder_format(out,
                          "<w:r><w:rPr><w:b/><w:position w:val=\"6\"/><w:sz w:val=\"12\"/>"
                          "</w:rPr><w:t>%s</w:t></w:r>",
                          note);
    px_builder_add(out, "</w:p>");
}

static void add_labels(px_builder *out)
{
    static const char *const notes[PX_ISO_COLUMNS] = { [0] = "1", [4] = "2" };

    begin_form_table(out, true);
    px_builder_add(out, "<w:tr><w:trPr><w:cantSplit/><w:jc w:val=\"center\"/></w:trPr>");
    for (size_t i = 0; i < PX_ISO_COLUMNS; i++) {
        const px_iso_column *c = &px_iso_columns[i];

        px_builder_format(out, "<w:tc><w:tcPr><w:tcW w:w=\"%u\" w:type=\"dxa\"/></w:tcPr>",
                          c->width);
        add_label(out, c->title, true, notes[i]);
        if (c->hint)
            add_label(out, c->hint, false, NULL);
        px_builder_add(out, "</w:tc>");
    }
    px_builder_add(out, "</w:tr></w:tbl>");
}

static void write_header(px_builder *out, const px_iso_head *head)
{
    px_builder_add(out, PX_ISO_XML "<w:hdr " PX_ISO_NAMESPACES ">");
    add_head_table(out, head);
    px_builder_add(out, "<w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr></w:p>");
    add_labels(out);
    px_builder_add(out, "<w:p><w:pPr><w:pStyle w:val=\"Header\"/><w:spacing w:line=\"14\" "
                        "w:lineRule=\"exact\"/><w:rPr><w:sz w:val=\"2\"/></w:rPr></w:pPr></w:p>"
                        "</w:hdr>");
}

/* ---- The file */

px_iso_form *px_iso_begin(const px_iso_head *head)
{
    px_iso_form *form = px_alloc_zero(1, sizeof(*form));

    form->head = head;
    form->arena = px_arena_new();
    form->body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_builder_add(&form->body, PX_ISO_XML "<w:document " PX_ISO_NAMESPACES "><w:body>");
    begin_form_table(&form->body, false);
    return form;
}

void px_iso_abandon(px_iso_form *form)
{
    if (!form)
        return;
    px_builder_free(&form->body);
    px_arena_free(form->arena);
    free(form);
}

int px_iso_end(px_iso_form *form, px_builder *out, px_error *err)
{
    PX_AUTO_BUILDER px_builder header = PX_BUILDER_INIT(256 * 1024);
    px_package *package = px_package_new(form->arena);
    int rc;

    if (!form->rows) /* a table has at least one row */
        px_iso_empty_rows(form, 1);
    px_builder_add(&form->body, PX_ISO_END);
    write_header(&header, form->head);
    rc = px_builder_check(&form->body, err);
    for (size_t i = 0; i < px_iso_part_count; i++)
        px_package_add(package, px_iso_parts[i].name, px_str_of(px_iso_parts[i].bytes));
    px_package_add(package, "word/header1.xml", px_builder_view(&header));
    px_package_add(package, "word/document.xml", px_builder_view(&form->body));
    if (rc >= 0)
        rc = px_package_write(package, out, err);
    px_iso_abandon(form);
    return rc;
}
