/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/filed/filed_file.h"

#include "corpus/html_text.h"
#include "duty/filed/filed.h"
#include "duty/filed/filed_docx.h"

#include "base/banned.h"

enum { HEAD = 1024 };

static bool is_html(px_str bytes)
{
    static const px_str marks[] = { PX_STR_INIT("<!DOCTYPE html"), PX_STR_INIT("<!doctype html"),
                                    PX_STR_INIT("<html") };
    const px_str head = px_str_sub(bytes, 0, HEAD);

    for (size_t i = 0; i < PX_COUNT(marks); i++)
        if (px_str_find(head, marks[i]) < head.len)
            return true;
    return false;
}

px_filed_kind px_filed_kind_of(px_str bytes)
{
    /* Archives, and what Word wrote before 2007 or writes with a password. */
    static const px_str packed[] = { PX_STR_INIT("PK\x03\x04"), PX_STR_INIT("\xD0\xCF\x11\xE0") };

    for (size_t i = 0; i < PX_COUNT(packed); i++)
        if (px_str_starts(bytes, packed[i]))
            return PX_FILED_DOCX;
    if (px_filed_is_pdf(bytes))
        return PX_FILED_PDF;
    if (px_str_starts(px_str_trim(bytes), PX_STR("{")))
        return PX_FILED_JSON;
    return is_html(bytes) ? PX_FILED_HTML : PX_FILED_TEXT;
}

static int html_words(px_arena *arena, px_str bytes, px_filed_words *ret_words, px_error *err)
{
    char *room;
    px_str language;

    if (!px_utf8_valid(bytes, NULL))
        return px_fail(err, PX_ERR_MALFORMED, N_("the page is not UTF-8; save it as UTF-8"), NULL);
    if (bytes.len > PX_FILED_MAX_BYTES / 2)
        return px_fail(err, PX_ERR_TOO_LARGE,
                       N_("the document has more text than is accepted; give the summary alone"),
                       NULL);
    room = px_arena_alloc(arena, PX_HTML_TEXT_ROOM(bytes.len));
    return px_filed_words_of_text(arena, px_html_text(bytes, room, &language), ret_words, err);
}

int px_filed_file_words(px_arena *arena, px_filed_kind kind, px_str bytes,
                        px_filed_words *ret_words, px_error *err)
{
    switch (kind) {
    case PX_FILED_DOCX:
        return px_filed_docx_words(arena, bytes, ret_words, err);
    case PX_FILED_HTML:
        return html_words(arena, bytes, ret_words, err);
    case PX_FILED_JSON:
    case PX_FILED_PDF:
    case PX_FILED_TEXT:
    default:
        return px_filed_words_of_text(arena, px_arena_str(arena, bytes), ret_words, err);
    }
}
