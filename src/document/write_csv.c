/* SPDX-License-Identifier: EUPL-1.2 */
/* CSV: the first table of a document, and the cells of all such files. */
#include "document/csv_cell.h"
#include "document/document_write_priv.h"

#include "base/banned.h"

void px_csv_write_cell(px_builder *out, px_str text)
{
    static const char formulas[] = "=+-@\t\r\n'"; /* and the apostrophe that stands for itself */
    const bool guard = text.len && memchr(formulas, text.ptr[0], sizeof(formulas) - 1);
    bool quote = false;

    for (size_t i = 0; i < text.len && !quote; i++)
        quote = strchr(",;\"\r\n\t", text.ptr[i]) != NULL;
    px_builder_add(out, quote ? "\"" : "");
    px_builder_add(out, guard ? "'" : "");
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"')
            px_builder_char(out, '"');
        px_builder_char(out, text.ptr[i]);
    }
    px_builder_add(out, quote ? "\"" : "");
}

static void write_cell(px_builder *out, const px_doc_cell *cell)
{
    PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    if (cell->number) { /* a number is no formula, whatever its sign */
        px_builder_int(out, cell->value);
        return;
    }
    px_doc_plain(&words, cell->runs, cell->n_runs, "\n");
    px_csv_write_cell(out, px_builder_view(&words));
}

int px_document_csv(const px_document *document, px_builder *out, px_error *err)
{
    const px_doc_grid *table = NULL;

    for (size_t i = 0; i < document->count && !table; i++)
        table = document->blocks[i].table;
    if (!table)
        return px_fail(err, PX_ERR_UNSUPPORTED,
                       N_("the document has no table, so there is nothing for CSV; take another "
                          "format"),
                       NULL);
    px_builder_add(out, PX_CSV_BYTE_ORDER_MARK);
    for (size_t i = 0; i < table->n_columns; i++) {
        px_builder_add(out, i ? "," : "");
        px_csv_write_cell(out, table->columns[i].title);
    }
    px_builder_add(out, "\r\n");
    for (size_t r = 0; r < table->n_rows; r++) {
        for (size_t i = 0; i < table->n_columns; i++) {
            px_builder_add(out, i ? "," : "");
            write_cell(out, &table->rows[r].cells[i]);
        }
        px_builder_add(out, "\r\n");
    }
    return 0;
}
