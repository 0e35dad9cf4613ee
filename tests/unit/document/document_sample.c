/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/document/document_sample.h"

#include "unit/testing.h"

static px_doc_cell text_cell(px_arena *arena, const char *text, px_doc_tone tone)
{
    px_doc_run *run = px_arena_alloc(arena, sizeof(*run));

    run->text = px_str_of(text);
    return (px_doc_cell){ .runs = run, .n_runs = 1, .tone = tone };
}

static void add_table(px_document *d, px_arena *arena)
{
    static const px_doc_column columns[] = {
        { .title = PX_STR_INIT("Comment"), .key = PX_STR_INIT("comment"), .width = 1 },
        { .title = PX_STR_INIT("Proposed wording"), .key = PX_STR_INIT("wording"), .width = 4 },
        { .title = PX_STR_INIT("Answer"), .key = PX_STR_INIT("answer"), .width = 2 },
        { .title = PX_STR_INIT("Days"), .key = PX_STR_INIT("days"), .width = 1 },
    };
    const px_doc_run redline[] = {
        { .text = PX_STR("Signatories ") },
        { .text = PX_STR("may"), .marks = PX_DOC_DELETED },
        { .text = PX_STR("shall"), .marks = PX_DOC_INSERTED },
        { .text = PX_STR(" keep a register.") },
    };
    px_doc_cell row[4] = {
        text_cell(arena, "C-1", PX_DOC_PLAIN),
        { .runs = redline, .n_runs = PX_COUNT(redline) },
        text_cell(arena, "Accepted", PX_DOC_GOOD),
        { .number = true, .value = 12 },
    };

    row[0].head = true;
    px_doc_table(d, columns, PX_COUNT(columns), PX_STR("Comments & answers <all>"));
    px_doc_row(d, row, 4);
    row[0] = text_cell(arena, "C-2", PX_DOC_PLAIN);
    row[1] = text_cell(arena, "A | bar, a \"quote\"\nand a second line", PX_DOC_PLAIN);
    row[2] = text_cell(arena, "=Not accepted", PX_DOC_BAD);
    row[3].value = -3;
    px_doc_row(d, row, 4);
    px_doc_row(d, row, 1);
    px_doc_table_end(d);
}

static void add_list(px_document *d)
{
    px_doc_list_from(d, 3);
    px_doc_item(d, &(px_doc_run){ .text = PX_STR("third item") }, 1);
    px_doc_list(d, false);
    px_doc_item(d, &(px_doc_run){ .text = PX_STR("inner dot") }, 1);
    px_doc_list_end(d);
    px_doc_item(d, &(px_doc_run){ .text = PX_STR("fourth item") }, 1);
    px_doc_list_end(d);
}

px_document *px_sample_document(px_arena *arena, bool french)
{
    static const px_str svg = PX_STR_INIT(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"40\" "
        "viewBox=\"0 0 200 40\"><rect width=\"120\" height=\"20\" fill=\"#23509c\"/></svg>");
    const px_document_head head = {
        .title = PX_STR("Disposition of comments & <answers>"),
        .subtitle = PX_STR("Round 2 of the \xC3\xA9preuve"),
        .author = PX_STR("House of codes"),
        .language = french ? PX_STR("fr") : PX_STR("en"),
        .date = 1795996800123, /* 30 November 2026 */
        .date_words = PX_STR("30 November 2026"),
        .address = PX_STR("https://codes.example/en/codes/gpai/reports?a=1&b=2"),
        .landscape = true,
        .page_of = french ? PX_STR("Page {page} sur {pages}") : PX_STR("Page {page} of {pages}"),
    };
    const px_doc_run marked[] = {
        { .text = PX_STR("Plain, ") },
        { .text = PX_STR("strong"), .marks = PX_DOC_STRONG },
        { .text = PX_STR(" and ") },
        { .text = PX_STR("emphasised"), .marks = PX_DOC_EMPHASIS },
        { .text = PX_STR(" words, ") },
        { .text = PX_STR("a < b"), .marks = PX_DOC_CODE },
        { .text = PX_STR(", a ") },
        { .text = PX_STR("link"), .link = PX_STR("https://example.org/?x=1&y='2'") },
        { .text = PX_STR(", ") },
        { .text = PX_STR("quelques mots"), .language = PX_STR("fr") },
        { .text = PX_STR("on a new line"), .marks = PX_DOC_BREAK },
    };
    px_document *d = px_document_new(arena, &head);

    px_doc_heading(d, 1, PX_STR("First chapter"));
    px_doc_paragraph(d, marked, PX_COUNT(marked));
    px_doc_text(d, PX_STR("1. This is no list\n# and this no heading * of any * kind"));
    add_list(d);
    px_doc_heading(d, 2, PX_STR("The table"));
    add_table(d, arena);
    px_doc_tick(d, true, &(px_doc_run){ .text = PX_STR("ticked choice") }, 1);
    px_doc_tick(d, false, &(px_doc_run){ .text = PX_STR("open choice") }, 1);
    px_doc_field(d, PX_STR("Provider"), &(px_doc_run){ .text = PX_STR("Example SA") }, 1);
    px_doc_field(d, PX_STR("Model"), &(px_doc_run){ .text = PX_STR("not stated") }, 1);
    px_doc_note(d, &(px_doc_run){ .text = PX_STR("A remark that stands apart.") }, 1);
    px_doc_quote(d, &(px_doc_run){ .text = PX_STR("Words of others.") }, 1);
    px_doc_code(d, PX_STR("int x;\n  return <x>;"));
    px_doc_figure(d, svg, PX_STR("Comments by category"),
                  PX_STR("Of 12 comments 7 came from providers."));
    px_doc_page_break(d);
    px_doc_heading(d, 1, PX_STR("Last chapter"));
    px_doc_text(d, PX_STR("The end."));
    return d;
}

px_document *px_sample_table(px_arena *arena, size_t rows)
{
    static const px_doc_column columns[] = {
        { .title = PX_STR_INIT("Number") },
        { .title = PX_STR_INIT("Text") },
    };
    const px_document_head head = { .title = PX_STR("Large"), .language = PX_STR("en") };
    px_document *d = px_document_new(arena, &head);

    px_doc_table(d, columns, 2, PX_STR("All of them"));
    for (size_t i = 0; i < rows; i++) {
        const px_doc_run run = { .text =
                                     px_str_of(px_arena_format(arena, "words of row%zu end", i)) };
        const px_doc_cell cells[2] = { { .number = true, .value = (long long)i },
                                       { .runs = &run, .n_runs = 1 } };

        px_doc_row(d, cells, 2);
    }
    return d;
}
