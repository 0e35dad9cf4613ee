/* SPDX-License-Identifier: EUPL-1.2 */
/* Markdown of strangers as a document: no writer fails, and every part of DOCX and XLSX that has
 * words of it, and the JSON, is well-formed. */
#include <expat.h>
#include <stdint.h>
#include <zip.h>

#include "base/json_read.h"
#include "document/document_write.h"

#include "base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_xml(px_str bytes, const char *part)
{
    char *xml = NULL;
    zip_error_t error;
    zip_source_t *source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, &error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) : NULL;
    XML_Parser parser = XML_ParserCreate("UTF-8");
    zip_stat_t st;
    zip_file_t *file;

    if (!zip || zip_stat(zip, part, 0, &st) < 0)
        abort();
    xml = px_alloc((size_t)st.size + 1);
    file = zip_fopen(zip, part, 0);
    if (!file || zip_fread(file, xml, st.size) != (zip_int64_t)st.size)
        abort();
    if (XML_Parse(parser, xml, (int)st.size, 1) != XML_STATUS_OK)
        abort();
    XML_ParserFree(parser);
    (void)zip_fclose(file);
    zip_discard(zip);
    free(xml);
}

static void check(const px_document *document, px_document_format format)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error err = PX_ERROR_INIT;

    if (px_document_write(document, format, NULL, &out, &err) < 0)
        abort();
    if (format == PX_DOCUMENT_DOCX)
        check_xml(px_builder_view(&out), "word/document.xml");
    if (format == PX_DOCUMENT_XLSX)
        check_xml(px_builder_view(&out), "xl/worksheets/sheet1.xml");
    if (format == PX_DOCUMENT_JSON) {
        json_t *root;

        if (px_json_parse(px_builder_view(&out), "document", out.len, &root, &err) < 0)
            abort();
        json_decref(root);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const px_doc_column column = { .title = PX_STR_INIT("T") };
    const px_document_head head = { .title = PX_STR("Fuzz"), .language = PX_STR("en") };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_document *d = px_document_new(arena, &head);
    px_str markdown = px_str_n((const char *)data, size), site = PX_STR("https://h.eu/p/");
    px_doc_cell cell = { 0 };
    px_error err = PX_ERROR_INIT;

    if (size > (64U << 10) || px_doc_markdown(d, markdown, site, &err) < 0 ||
        px_doc_markdown_runs(d, markdown, site, &cell.runs, &cell.n_runs, &err) < 0)
        return 0;
    px_doc_table(d, &column, 1, PX_STR("Cells"));
    px_doc_row(d, &cell, 1);
    px_doc_table_end(d);
    for (int i = 0; i < PX_DOCUMENT_FORMAT_COUNT; i++)
        if (i != PX_DOCUMENT_PDF)
            check(d, (px_document_format)i);
    return 0;
}
