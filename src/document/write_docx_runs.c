/* SPDX-License-Identifier: EUPL-1.2 */
/* Words of DOCX: runs with the character styles of data/office/docx_styles.xml, links, boxes. */
#include "base/ascii.h"
#include "document/office.h"
#include "document/write_docx_priv.h"

#include "base/banned.h"

void px_docx_write_language(px_builder *out, px_str tag)
{
    /* Where the country is not called as the language. */
    static const struct {
        const char *language, *locale;
    } locales[] = {
        { "en", "en-GB" }, { "cs", "cs-CZ" }, { "da", "da-DK" }, { "el", "el-GR" },
        { "et", "et-EE" }, { "ga", "ga-IE" }, { "sl", "sl-SI" }, { "sv", "sv-SE" },
    };

    for (size_t i = 0; i < PX_COUNT(locales); i++)
        if (px_str_is(tag, locales[i].language)) {
            px_builder_add(out, locales[i].locale);
            return;
        }
    px_builder_html(out, tag);
    if (tag.len != 2 || !px_is_lower(tag.ptr[0]) || !px_is_lower(tag.ptr[1]))
        return;
    px_builder_format(out, "-%c%c", tag.ptr[0] - 'a' + 'A', tag.ptr[1] - 'a' + 'A');
}

void px_docx_write_text(px_builder *out, px_str text)
{
    if (!text.len)
        return;
    px_builder_add(out, "<w:t xml:space=\"preserve\">");
    px_builder_html(out, text);
    px_builder_add(out, "</w:t>");
}

/* ---- Properties of a run: a character style, and what adds to it, in the order of the schema. */

static void write_properties(px_builder *out, const px_doc_run *run)
{
    static const struct {
        unsigned mark;
        const char *style;
    } styles[] = {
        { PX_DOC_INSERTED, "Inserted" }, { PX_DOC_DELETED, "Deleted" },
        { PX_DOC_CODE, "CodeWords" },    { PX_DOC_SMALL, "Small" },
        { PX_DOC_STRONG, "Strong" },     { PX_DOC_EMPHASIS, "Emphasis" },
    };
    const char *style = run->link.len ? "Hyperlink" : NULL;

    for (size_t i = 0; !style && i < PX_COUNT(styles); i++)
        if (run->marks & styles[i].mark)
            style = styles[i].style;
    if (!style && !run->language.len)
        return;
    px_builder_add(out, "<w:rPr>");
    if (style)
        px_builder_format(out, "<w:rStyle w:val=\"%s\"/>", style);
    if (run->marks & PX_DOC_STRONG)
        px_builder_add(out, "<w:b/>");
    if (run->marks & PX_DOC_EMPHASIS)
        px_builder_add(out, "<w:i/>");
    if (run->language.len) {
        px_builder_add(out, "<w:lang w:val=\"");
        px_docx_write_language(out, run->language);
        px_builder_add(out, "\"/>");
    }
    px_builder_add(out, "</w:rPr>");
}

/* A box that can be ticked in Word. */
static void write_box(px_docx_writer *w, const px_doc_run *run)
{
    const bool ticked = run->marks & PX_DOC_BOX_TICKED;

    px_builder_format(
        w->out,
        "<w:sdt><w:sdtPr><w:id w:val=\"%u\"/><w14:checkbox><w14:checked w14:val=\"%d\"/>"
        "<w14:checkedState w14:val=\"2611\" w14:font=\"Segoe UI Symbol\"/>"
        "<w14:uncheckedState w14:val=\"2610\" w14:font=\"Segoe UI Symbol\"/></w14:checkbox>"
        "</w:sdtPr><w:sdtContent><w:r><w:rPr><w:rFonts w:ascii=\"Segoe UI Symbol\" "
        "w:hAnsi=\"Segoe UI Symbol\" w:eastAsia=\"Segoe UI Symbol\" w:cs=\"Segoe UI Symbol\"/>"
        "</w:rPr><w:t>%s</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>",
        ++w->n_boxes, ticked, ticked ? "\xE2\x98\x91" : "\xE2\x98\x90");
}

static void open_link(px_docx_writer *w, px_str address)
{
    px_builder_format(&w->relations,
                      "<Relationship Id=\"rId%u\" Type=\"" PX_OFFICE_RELATIONS
                      "/hyperlink\" TargetMode=\"External\" Target=\"",
                      PX_DOCX_FIXED_RELATIONS + ++w->n_links);
    px_builder_html(&w->relations, address);
    px_builder_add(&w->relations, "\"/>");
    px_builder_format(w->out, "<w:hyperlink r:id=\"rId%u\" w:history=\"1\">",
                      PX_DOCX_FIXED_RELATIONS + w->n_links);
}

void px_docx_write_runs(px_docx_writer *w, const px_doc_run *runs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const px_doc_run *run = &runs[i];

        if (run->marks & PX_DOC_BREAK)
            px_builder_add(w->out, "<w:r><w:br/></w:r>");
        if (run->marks & PX_DOC_BOX)
            write_box(w, run);
        if (!run->text.len)
            continue;
        if (run->link.len)
            open_link(w, run->link);
        px_builder_add(w->out, "<w:r>");
        write_properties(w->out, run);
        px_docx_write_text(w->out, run->text);
        px_builder_add(w->out, run->link.len ? "</w:r></w:hyperlink>" : "</w:r>");
    }
}
