/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/plain.h"

#include <sodium.h>

#include "base/markdown_walk.h"
#include "code/markdown/markdown.h"
#include "code/normal.h"
#include "code/table_row.h"

#include "base/banned.h"

static int table_plain(px_builder *out, px_str text, px_error *err)
{
    PX_AUTO_BUILDER px_builder cells = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str row, cell;

    while (px_str_line(&text, &row)) {
        px_str rest = px_table_row_inner(row);

        if (px_table_row_is_delimiter(row))
            continue;
        while (px_table_row_cell(&rest, &cell)) {
            int rc = px_markdown_plain(&cells, cell, err);

            if (rc < 0)
                return rc;
            px_builder_char(&cells, ' ');
        }
    }
    px_text_fold(out, px_builder_view(&cells));
    return px_builder_check(out, err);
}

int px_provision_plain(px_builder *out, px_provision_kind kind, px_str text, px_error *err)
{
    PX_AUTO_BUILDER px_builder composed = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    int rc;

    if (kind == PX_PROVISION_TABLE)
        return table_plain(out, text, err);
    if (kind != PX_PROVISION_CODE_BLOCK)
        return px_markdown_plain(out, text, err);
    rc = px_text_nfc(&composed, text, err);
    if (rc < 0)
        return rc;
    px_text_fold(out, px_builder_view(&composed));
    return px_builder_check(out, err);
}

int px_provision_plain_hash(px_builder *out, px_provision_kind kind, px_str heading, px_str text,
                            size_t *ret_heading_len, unsigned char ret_hash[PX_TEXT_HASH_LEN],
                            px_error *err)
{
    size_t start = out->len, end;
    int rc = px_markdown_plain(out, heading, err);

    if (rc < 0)
        return rc;
    end = out->len;
    px_builder_char(out, '\n');
    rc = px_provision_plain(out, kind, text, err);
    if (rc < 0)
        return rc;
    *ret_heading_len = end - start;
    (void)crypto_hash_sha256(ret_hash, (const unsigned char *)out->ptr + start, out->len - start);
    return 0;
}
