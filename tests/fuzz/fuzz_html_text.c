/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as a page: the text is well-formed, folded, within its room, and does not depend on
 * where the page stands in the blocks in which it is read.
 */
#include "base/error.h"
#include "corpus/document_text.h"
#include "corpus/html_text.h"
#include "corpus/text_measure.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void check_folding(px_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        demand(c != '\t' && c != '\r' && c != '\f' && c != '\v');
        if (c == ' ' || c == '\n')
            demand(i > 0 && i + 1 < text.len && text.ptr[i + 1] != ' ' && text.ptr[i + 1] != '\n');
    }
}

/* The text of the page behind a comment of some length. */
static px_str shifted(px_str page, size_t shift, char *bytes, char *room)
{
    px_str language;
    size_t len = 0;

    memcpy(bytes, "<!--", 4);
    memset(bytes + 4, 'x', shift);
    memcpy(bytes + 4 + shift, "-->", 3);
    len = 7 + shift;
    if (page.len)
        memcpy(bytes + len, page.ptr, page.len);
    return px_html_text(px_str_n(bytes, len + page.len), room, &language);
}

static void check_shifts(px_str page)
{
    size_t most = page.len + 100;
    PX_AUTO_FREE char *room = px_alloc(PX_HTML_TEXT_ROOM(most));
    PX_AUTO_FREE char *other = px_alloc(PX_HTML_TEXT_ROOM(most));
    PX_AUTO_FREE char *bytes = px_alloc(most);
    px_str language, text = px_html_text(page, room, &language);

    demand(text.len <= PX_HTML_TEXT_ROOM(page.len) - 66); /* a block, and what stands before */
    check_folding(text);
    for (size_t shift = 0; shift < 70; shift += 23)
        demand(px_str_eq(shifted(page, shift, bytes, other), text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const labels[] = { "", "utf-8", "latin1", "shift_jis", "utf-16", "none" };
    px_str page = px_str_n((const char *)data, size);
    px_text_reader reader = { 0 };
    px_document_text text;

    check_shifts(page);
    if (size == 0)
        return 0;
    for (int form = PX_TEXT_PLAIN; form <= PX_TEXT_HTML; form++) {
        px_document_text_read(&reader, (px_text_form)form, page,
                              px_str_of(labels[data[size - 1] % PX_COUNT(labels)]), &text);
        demand(px_text_valid(text.text));
    }
    (void)px_charset_of_label(page);
    (void)px_charset_parameter(page);
    px_text_reader_free(&reader);
    return 0;
}
