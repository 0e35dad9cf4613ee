/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Filed forms as DOCX, and whatever else is handed in to be checked. Bytes that begin as a ZIP file
 * are one; JSON is as it is; any other input is the parts of a document with NUL between them:
 * document.xml, [Content_Types].xml. What the jail would say of it is read back whole.
 */
#include <stdint.h>
#include <stdlib.h>

#include "duty/check/checked_plain.h"
#include "duty/filed/filed_docx.h"
#include "stored_zip.h"

#include "base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PARTS_MAX = 1 << 20 };

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void read_words(px_str bytes)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_filed_words words;

    if (px_filed_docx_words(arena, bytes, &words, &err) < 0) {
        demand(err.message != NULL);
        return;
    }
    for (size_t i = 0; i < words.n_words; i++) {
        const px_filed_word *word = &words.words[i];

        demand(word->line < words.n_lines && word->page >= 1 && word->page <= words.pages);
        demand(word->x0 >= 0 && word->x0 <= word->x1 && word->y0 <= word->y1);
        demand(px_utf8_valid(word->text, NULL));
    }
}

static void check(px_str bytes)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error err = PX_ERROR_INIT;
    px_checked checked;

    if (px_checked_parse(bytes, PX_STR("2026-11-30"), &plain, &err) < 0) {
        demand(err.message != NULL);
        return;
    }
    demand(px_checked_read(arena, px_builder_view(&plain), &checked, &err) == 0);
    for (size_t i = 0; i < checked.subject->form->n_fields; i++)
        demand(checked.subject->answers[i].state != PX_ANSWER_UNREADABLE ||
               checked.subject->answers[i].yes_no == PX_YES_NO_NONE);
}

static void read_parts(px_str rest)
{
    static const char *const names[] = { "word/document.xml", "[Content_Types].xml" };
    archive a = { .bytes = PX_BUILDER_INIT(PARTS_MAX), .directory = PX_BUILDER_INIT(PARTS_MAX) };
    px_str part;

    add_part(&a, "_rels/.rels",
             PX_STR("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                    "relationships\"><Relationship Id=\"a\" "
                    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
                    "officeDocument\" Target=\"word/document.xml\"/></Relationships>"));
    for (size_t i = 0; i < PX_COUNT(names) && px_str_split(&rest, '\0', &part); i++)
        add_part(&a, names[i], part);
    end_archive(&a);
    read_words(px_builder_view(&a.bytes));
    check(px_builder_view(&a.bytes));
    px_builder_free(&a.bytes);
    px_builder_free(&a.directory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const px_str bytes = px_str_n((const char *)data, size);

    if (size > PARTS_MAX / 4)
        return 0;
    if (px_str_starts(bytes, PX_STR("PK")))
        read_words(bytes);
    if (px_str_starts(bytes, PX_STR("PK")) || px_str_starts(bytes, PX_STR("{")))
        check(bytes);
    else
        read_parts(bytes);
    return 0;
}
