/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/filed/filed.h"

#include "base/banned.h"

static const char *const pdftotext[] = {
    "pdftotext", "-q", "-tsv", "-enc", "UTF-8", "-", "-", NULL
};

const px_jail_tool px_filed_tools[PX_FILED_TOOLS] = {
    {
        .name = "pdftotext",
        .argv = pdftotext,
        .package = "poppler-utils",
        .max_input = PX_FILED_FILE_MAX,
        .max_output = PX_FILED_MAX_BYTES,
        .max_memory = (unsigned long long)1 << 30,
        .wall_seconds = 60,
    },
};

bool px_filed_is_pdf(px_str bytes)
{
    enum { HEAD = 1024 }; /* readers look so far for the mark */

    return px_str_find(px_str_sub(bytes, 0, HEAD), PX_STR("%PDF-")) <
           PX_MIN(bytes.len, (size_t)HEAD);
}

int px_filed_pdf_words(px_jail *jail, px_str pdf, px_arena *arena, px_filed_words *ret_words,
                       px_error *err)
{
    PX_AUTO_BUILDER px_builder tsv = PX_BUILDER_INIT(PX_FILED_MAX_BYTES);
    px_filed_words words;
    int rc = px_jail_tool_run(jail, px_filed_tools[0].name, pdf, &tsv, err);

    if (rc >= 0)
        rc = px_builder_check(&tsv, err);
    if (rc >= 0)
        rc = px_filed_words_read(arena, px_arena_str(arena, px_builder_view(&tsv)), &words, err);
    if (rc < 0)
        return rc;
    if (!words.n_words)
        return px_fail(
            err, PX_ERR_UNSUPPORTED,
            N_("the PDF has no text: a scan cannot be read; ask for the file that it was "
               "made from"),
            NULL);
    *ret_words = words;
    return 0;
}
