/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * DOCX (ECMA-376, WordprocessingML): the body is built here, styles and numbering come from
 * data/office. Redlines are character styles, not tracked changes: they are what is told, not what
 * the reader may accept.
 */
#include "base/message.h"
#include "document/document_write_priv.h"
#include "document/office.h"
#include "document/write_docx_priv.h"

#include "base/banned.h"

#define DOCX_NAMESPACES                                                                            \
    " xmlns:w=\"" PX_OFFICE_WORD "\" xmlns:r=\"" PX_OFFICE_RELATIONS                               \
    "\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""                  \
    " xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" mc:Ignorable=\"w14\""

/* A part of data/office with what varies filled in. */
static px_str filled_part(px_arena *arena, const char *name, const px_docx_writer *w,
                          px_str language)
{
    PX_AUTO_BUILDER px_builder locale = PX_BUILDER_INIT(256);
    PX_AUTO_BUILDER px_builder width = PX_BUILDER_INIT(32);
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_docx_write_language(&locale, language.len ? language : PX_STR("en"));
    px_builder_int(&width, w->width);
    px_message_fill(&out, px_arena_cstr(arena, px_office_part(name)),
                    (const px_arg[]){ { "language", px_builder_view(&locale) },
                                      { "width", px_builder_view(&width) } },
                    2);
    return px_arena_str(arena, px_builder_view(&out));
}

/* The numbering, with those of this document's lists. */
static px_str numbering(px_arena *arena, const px_docx_writer *w)
{
    static const px_str end = PX_STR_INIT("</w:numbering>");
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str part = px_office_part("docx_numbering.xml");

    px_builder_str(&out, px_str_sub(part, 0, px_str_find(part, end)));
    px_builder_str(&out, px_builder_view(&w->numbers));
    px_builder_str(&out, end);
    return px_arena_str(arena, px_builder_view(&out));
}

/* ---- The footer: where the document can be had, and the page by fields. */

static void write_footer_text(px_builder *out, px_str text)
{
    px_builder_add(out, "<w:r>");
    px_docx_write_text(out, text);
    px_builder_add(out, "</w:r>");
}

static void write_page_field(px_builder *out, const char *field)
{
    px_builder_format(out, "<w:fldSimple w:instr=\" %s \"><w:r><w:t>1</w:t></w:r></w:fldSimple>",
                      field);
}

static px_str footer(px_arena *arena, const px_document_head *head)
{
    const px_doc_page_words words = px_doc_page_of(head);
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_builder_add(&out, PX_OFFICE_XML "<w:ftr" DOCX_NAMESPACES
                                       "><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>");
    write_footer_text(&out, head->address.len ? head->address : head->author);
    px_builder_add(&out, "<w:r><w:tab/></w:r>");
    write_footer_text(&out, words.before);
    write_page_field(&out, words.pages_first ? "NUMPAGES" : "PAGE");
    write_footer_text(&out, words.between);
    write_page_field(&out, words.pages_first ? "PAGE" : "NUMPAGES");
    write_footer_text(&out, words.behind);
    px_builder_add(&out, "</w:p></w:ftr>");
    return px_arena_str(arena, px_builder_view(&out));
}

/* ---- The body */

static void write_head_line(px_docx_writer *w, const char *style, px_str text)
{
    if (text.len)
        px_docx_write_paragraph(w, style, NULL, &(px_doc_run){ .text = text }, 1);
}

static void write_section(px_docx_writer *w, bool landscape)
{
    const unsigned across = landscape ? PX_DOCX_LONG : PX_DOCX_SHORT;
    const unsigned down = landscape ? PX_DOCX_SHORT : PX_DOCX_LONG;

    px_builder_format(w->out,
                      "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>"
                      "<w:pgSz w:w=\"%u\" w:h=\"%u\"%s/><w:pgMar w:top=\"%u\" w:right=\"%u\" "
                      "w:bottom=\"%u\" w:left=\"%u\" w:header=\"567\" w:footer=\"567\" "
                      "w:gutter=\"0\"/></w:sectPr>",
                      across, down, landscape ? " w:orient=\"landscape\"" : "",
                      (unsigned)PX_DOCX_MARGIN, (unsigned)PX_DOCX_MARGIN, (unsigned)PX_DOCX_MARGIN,
                      (unsigned)PX_DOCX_MARGIN);
}

static void write_body(px_docx_writer *w, const px_document *document)
{
    const px_document_head *head = &document->head;

    px_builder_add(w->out, PX_OFFICE_XML "<w:document" DOCX_NAMESPACES "><w:body>\n");
    write_head_line(w, "Author", head->author);
    write_head_line(w, "Title", head->title);
    write_head_line(w, "Subtitle", head->subtitle);
    write_head_line(w, "Date", head->date_words);
    px_docx_write_blocks(w, document);
    write_section(w, head->landscape);
    px_builder_add(w->out, "</w:body></w:document>");
}

/* ---- The package */

static px_str relations(px_arena *arena, const px_docx_writer *w)
{
    static const char *const fixed[PX_DOCX_FIXED_RELATIONS][2] = {
        { "styles", "styles.xml" },
        { "numbering", "numbering.xml" },
        { "settings", "settings.xml" },
        { "footer", "footer1.xml" },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_builder_add(&out, PX_OFFICE_XML "<Relationships xmlns=\"" PX_OFFICE_PACKAGE_RELATIONS "\">");
    for (unsigned i = 0; i < PX_DOCX_FIXED_RELATIONS; i++)
        px_builder_format(
            &out, "<Relationship Id=\"rId%u\" Type=\"" PX_OFFICE_RELATIONS "/%s\" Target=\"%s\"/>",
            i + 1, fixed[i][0], fixed[i][1]);
    px_builder_str(&out, px_builder_view(&w->relations));
    px_builder_add(&out, "</Relationships>");
    return px_arena_str(arena, px_builder_view(&out));
}

/* The pictures that the body shows, as parts. */
static void add_pictures(px_package *package, px_arena *arena, const px_docx_writer *w,
                         const px_document *document)
{
    unsigned n = 0;

    for (size_t i = 0; i < document->count; i++) {
        if (!w->pixels[i].png.len)
            continue;
        n++;
        px_package_add(package, px_arena_format(arena, "word/media/image%u.png", n),
                       w->pixels[i].png);
        px_package_add(package, px_arena_format(arena, "word/media/image%u.svg", n),
                       px_str_trim(document->blocks[i].svg));
    }
}

static int draw_pictures(const px_document *document, px_jail *jail, px_arena *arena,
                         px_docx_writer *w, px_error *err)
{
    px_doc_pixels *pixels = px_arena_array(arena, document->count + 1, sizeof(*pixels));
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < document->count; i++)
        if (document->blocks[i].kind == PX_DOC_FIGURE)
            rc = px_doc_pixels_make(jail, arena, px_str_trim(document->blocks[i].svg), &pixels[i],
                                    err);
    w->pixels = pixels;
    return rc;
}

static px_str content_types(px_arena *arena, unsigned n_pictures)
{
    static const char *const parts[][2] = {
        { "/word/document.xml", "document.main" }, { "/word/styles.xml", "styles" },
        { "/word/numbering.xml", "numbering" },    { "/word/settings.xml", "settings" },
        { "/word/footer1.xml", "footer" },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_office_types_begin(&out);
    for (size_t i = 0; i < PX_COUNT(parts); i++)
        px_office_type(
            &out, parts[i][0],
            px_arena_format(arena,
                            "application/vnd.openxmlformats-officedocument.wordprocessingml.%s+xml",
                            parts[i][1]));
    for (unsigned i = 1; i <= n_pictures; i++) {
        px_office_type(&out, px_arena_format(arena, "/word/media/image%u.png", i), "image/png");
        px_office_type(&out, px_arena_format(arena, "/word/media/image%u.svg", i), "image/svg+xml");
    }
    px_office_types_end(&out);
    return px_arena_str(arena, px_builder_view(&out));
}

int px_document_docx(const px_document *document, px_jail *jail, px_builder *out, px_error *err)
{
    const px_document_head *head = &document->head;
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_package *package = px_package_new(arena);
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_docx_writer w = {
        .out = &body,
        .relations = PX_BUILDER_INIT(PX_BUILDER_LARGE),
        .numbers = PX_BUILDER_INIT(PX_BUILDER_LARGE),
        .width = (head->landscape ? PX_DOCX_LONG : PX_DOCX_SHORT) - 2 * PX_DOCX_MARGIN,
    };
    int rc = draw_pictures(document, jail, arena, &w, err);

    if (rc < 0)
        return rc;
    write_body(&w, document);
    px_package_add(package, "[Content_Types].xml", content_types(arena, w.n_pictures));
    px_office_add_common(package, arena, head, "word/document.xml");
    px_package_add(package, "word/document.xml", px_builder_view(&body));
    px_package_add(package, "word/_rels/document.xml.rels", relations(arena, &w));
    px_package_add(package, "word/styles.xml",
                   filled_part(arena, "docx_styles.xml", &w, head->language));
    px_package_add(package, "word/numbering.xml", numbering(arena, &w));
    px_package_add(package, "word/settings.xml",
                   filled_part(arena, "docx_settings.xml", &w, head->language));
    px_package_add(package, "word/footer1.xml", footer(arena, head));
    add_pictures(package, arena, &w, document);
    rc = px_builder_check(&body, err);
    if (rc >= 0)
        rc = px_package_write(package, out, err);
    px_builder_free(&w.relations);
    px_builder_free(&w.numbers);
    return rc;
}
