/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What no file may hold is refused before the first byte is written. Every text of a document comes
 * through here, so writers need only escape.
 */
#include "base/link.h"
#include "document/document_priv.h"

#include "base/banned.h"

/* Control characters but tab and the ends of lines, as in the normal form of the house's texts, and
 * the two characters that XML forbids beside them. */
static bool forbidden(unsigned c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F || c == 0xFFFE ||
           c == 0xFFFF;
}

static int fail_text(px_str text, const char *message, px_error *err)
{
    char excerpt[PX_EXCERPT_SIZE];

    return px_fail(err, PX_ERR_INVALID, message, "text", px_str_excerpt(text, excerpt), NULL);
}

int px_doc_check_text(px_str text, px_error *err)
{
    size_t len;

    if (!px_utf8_valid(text, NULL))
        return fail_text(text, N_("a text of the document is not UTF-8: '{text}'"), err);
    for (px_str rest = text; rest.len; rest = px_str_sub(rest, len, rest.len))
        if (forbidden(px_utf8_decode(rest, &len)))
            return fail_text(text, N_("a text of the document has control characters: '{text}'"),
                             err);
    return 0;
}

px_str px_doc_clean(px_arena *arena, px_str text)
{
    PX_AUTO_BUILDER px_builder clean = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    size_t len, copied = 0;

    for (size_t at = 0; at < text.len; at += len) {
        if (!forbidden(px_utf8_decode(px_str_sub(text, at, text.len), &len)))
            continue;
        px_builder_str(&clean, px_str_sub(text, copied, at));
        px_builder_utf8(&clean, 0xFFFD);
        copied = at + len;
    }
    if (!copied)
        return text;
    px_builder_str(&clean, px_str_sub(text, copied, text.len));
    return px_arena_str(arena, px_builder_view(&clean));
}

static int check_runs(const px_doc_run *runs, size_t n, px_error *err)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < n; i++) {
        rc = px_doc_check_text(runs[i].text, err);
        if (rc >= 0)
            rc = px_doc_check_text(runs[i].language, err);
        if (rc >= 0 && runs[i].link.len &&
            (!px_link_allowed(runs[i].link) || runs[i].link.ptr[0] == '#'))
            rc =
                fail_text(runs[i].link, N_("a link of the document has no address: '{text}'"), err);
    }
    return rc;
}

static int check_table(const px_doc_grid *table, px_error *err)
{
    int rc = px_doc_check_text(table->caption, err);

    for (size_t i = 0; rc >= 0 && i < table->n_columns; i++) {
        rc = px_doc_check_text(table->columns[i].title, err);
        if (rc >= 0)
            rc = px_doc_check_text(table->columns[i].key, err);
    }
    for (size_t r = 0; rc >= 0 && r < table->n_rows; r++)
        for (size_t i = 0; rc >= 0 && i < table->n_columns; i++)
            rc = check_runs(table->rows[r].cells[i].runs, table->rows[r].cells[i].n_runs, err);
    return rc;
}

/* Pictures are our own; this holds that none ever carries more than a picture. */
static int check_figure(const px_doc_block *figure, px_error *err)
{
    static const char *const banned[] = { "<script", "<foreignObject", "javascript:", "<!", "<?" };
    const px_str svg = px_str_trim(figure->svg);
    int rc = px_doc_check_text(figure->title, err);

    if (rc >= 0)
        rc = px_doc_check_text(figure->description, err);
    if (rc >= 0)
        rc = px_doc_check_text(svg, err);
    if (rc >= 0 && !(px_str_starts(svg, PX_STR("<svg")) && px_str_ends(svg, PX_STR("</svg>"))))
        rc = fail_text(svg, N_("a picture of the document is no SVG: '{text}'"), err);
    for (size_t i = 0; rc >= 0 && i < PX_COUNT(banned); i++)
        if (px_str_find(svg, px_str_of(banned[i])) < svg.len)
            rc =
                fail_text(px_str_of(banned[i]),
                          N_("a picture of the document holds '{text}', which is no picture"), err);
    return rc;
}

static int check_head(const px_document_head *head, px_error *err)
{
    const px_str texts[] = { head->title,      head->subtitle, head->author, head->language,
                             head->date_words, head->address,  head->page_of };
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < PX_COUNT(texts); i++)
        rc = px_doc_check_text(texts[i], err);
    return rc;
}

int px_doc_check(const px_document *document, px_error *err)
{
    int rc = check_head(&document->head, err);

    for (size_t i = 0; rc >= 0 && i < document->count; i++) {
        const px_doc_block *block = &document->blocks[i];

        rc = check_runs(block->runs, block->n, err);
        if (rc >= 0)
            rc = px_doc_check_text(block->label, err);
        if (rc >= 0 && block->table)
            rc = check_table(block->table, err);
        if (rc >= 0 && block->kind == PX_DOC_FIGURE)
            rc = check_figure(block, err);
    }
    return rc;
}
