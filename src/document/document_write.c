/* SPDX-License-Identifier: EUPL-1.2 */
#include "document/document_write.h"

#include "base/words.h"
#include "document/document_write_priv.h"

#include "base/banned.h"

typedef int write_fn(const px_document *document, px_builder *out, px_error *err);
typedef int write_tool_fn(const px_document *document, px_jail *jail, px_builder *out,
                          px_error *err);
static write_tool_fn write_pdf;

static const struct {
    const char *name, *title, *media_type;
    write_fn *write;
    write_tool_fn *write_by_tool; /* of those that use the jail */
} formats[] = {
    [PX_DOCUMENT_HTML] = { "html", N_("Web page (HTML)"), "text/html; charset=utf-8",
                           px_document_html },
    [PX_DOCUMENT_DOCX] = { "docx", N_("Word document (DOCX)"),
                           "application/"
                           "vnd.openxmlformats-officedocument.wordprocessingml.document",
                           NULL, px_document_docx },
    [PX_DOCUMENT_PDF] = { "pdf", N_("PDF document"), "application/pdf", NULL, write_pdf },
    [PX_DOCUMENT_XLSX] = { "xlsx", N_("Excel workbook (XLSX)"),
                           "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                           px_document_xlsx },
    [PX_DOCUMENT_CSV] = { "csv", N_("Table as text (CSV)"), "text/csv; charset=utf-8",
                          px_document_csv },
    [PX_DOCUMENT_MARKDOWN] = { "md", N_("Plain text (Markdown)"), "text/markdown; charset=utf-8",
                               px_document_markdown },
    [PX_DOCUMENT_JSON] = { "json", N_("Data (JSON)"), "application/json", px_document_json },
};

PX_WORDS(px_document_format, px_document_format, formats)

const char *px_document_media_type(px_document_format format)
{
    return formats[format].media_type;
}

/* ---- PDF: the HTML, printed. WeasyPrint takes the dates from the page, so that the same document
 * is the same file. Without its hints it would not see the first number of a list. */

static const char *const weasyprint[] = {
    "weasyprint", "--quiet", "--presentational-hints", "--pdf-variant", "pdf/ua-1", "-", "-", NULL
};

/* Twice as fine as screens are, on white; no times are written into it. */
static const char *const rsvg_convert[] = { "rsvg-convert",
                                            "--format=png",
                                            "--width=1400",
                                            "--keep-aspect-ratio",
                                            "--background-color=white",
                                            NULL };

const px_jail_tool px_document_tools[PX_DOCUMENT_TOOLS] = {
    {
        .name = PX_DOCUMENT_PDF_TOOL,
        .argv = weasyprint,
        .package = "weasyprint",
        .max_input = (size_t)16 << 20,
        .max_output = (size_t)64 << 20,
        .wall_seconds = 300, /* a page takes a tenth of a second and more */
    },
    {
        .name = PX_DOCUMENT_DRAWING_TOOL,
        .argv = rsvg_convert,
        .package = "librsvg2-bin",
        .max_input = (size_t)1 << 20,
        .max_output = (size_t)16 << 20,
        .wall_seconds = 30,
    },
};

bool px_document_uses_tools(px_document_format format)
{
    return formats[format].write_by_tool;
}

static int write_pdf(const px_document *document, px_jail *jail, px_builder *out, px_error *err)
{
    PX_AUTO_BUILDER px_builder html = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    int rc = px_document_html(document, &html, err);

    if (rc >= 0)
        rc = px_builder_check(&html, err);
    if (rc >= 0 && html.len > px_document_tools[0].max_input)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("the document is too long for PDF; take DOCX or HTML, or a part of it"),
                       NULL);
    return rc < 0 ? rc
                  : px_jail_tool_run(jail, PX_DOCUMENT_PDF_TOOL, px_builder_view(&html), out, err);
}

int px_document_write(const px_document *document, px_document_format format, px_jail *jail,
                      px_builder *out, px_error *err)
{
    int rc = px_doc_check(document, err);

    if (rc >= 0 && formats[format].write_by_tool)
        rc = formats[format].write_by_tool(document, jail, out, err);
    else if (rc >= 0)
        rc = formats[format].write(document, out, err);
    return rc < 0 ? rc : px_builder_check(out, err);
}
