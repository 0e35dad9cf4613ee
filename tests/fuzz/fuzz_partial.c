/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Partials. The first byte says what the rest is:
 *   F  a file as it is
 *   C  a file whose checksums are set right first, so that what stands behind them is tried
 *   R  an unpacked block of rows
 * What is read must be in its order, come out the same when it is written and read again, and take
 * bounded memory.
 */
#include "corpus/partial_row.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

/* A row comes out the same through its bytes. */
static void check_row(const px_row *row)
{
    static char bytes[PX_ROW_ENCODED_MAX];
    static px_row_room again;
    px_partial_names names = { .n_figures = PX_FIGURE_COUNT };
    px_str rest = px_str_n(bytes, px_row_encode(row, 0, bytes));

    for (int i = 0; i < PX_FIGURE_COUNT; i++)
        names.figures[i] = (unsigned char)i;
    again.row.key_len = 0;
    again.row.dimension = row->dimension;
    demand(px_row_decode(&rest, &names, &again) && rest.len == 0);
    demand(px_row_cmp(&again.row, row) == 0 && again.row.note_len == row->note_len);
    demand(memcmp(again.row.figures, row->figures, sizeof(row->figures)) == 0);
    demand(again.row.first == row->first && again.row.last == row->last);
    demand(memcmp(again.row.key, row->key, (size_t)row->key_len + row->note_len) == 0);
}

static void check_block(px_str block)
{
    static px_row_room room;
    px_partial_names names = { .n_figures = PX_FIGURE_COUNT };

    for (int i = 0; i < PX_FIGURE_COUNT; i++)
        names.figures[i] = (unsigned char)i;
    room.row.key_len = 0;
    room.row.dimension = PX_BY_DOMAIN;
    while (block.len > 0 && px_row_decode(&block, &names, &room))
        check_row(&room.row);
}

static void check_file(px_str bytes)
{
    static px_row_room before;
    px_partial *partial;
    px_rows *rows;
    const px_row *row = NULL;
    uint64_t count = 0, all = 0;
    int rc;

    if (px_partial_open_memory(bytes, "fuzz", &partial, NULL) < 0)
        return;
    for (int d = 0; d < PX_DIMENSION_COUNT; d++)
        all += px_partial_count(partial, (px_dimension)d);
    rows = px_partial_rows(partial, PX_DIMENSION_COUNT);
    while ((rc = px_rows_next(rows, &row, NULL)) >= 0 && row) {
        demand(count++ == 0 || px_row_cmp(&before.row, row) < 0);
        memcpy(&before.row, row, px_row_size(row));
        check_row(row);
    }
    demand(rc < 0 || count == all);
    px_rows_close(rows);
    px_partial_close(partial);
}

/* Sets the checksum of each chunk right, as far as chunks follow each other. */
static void mend(char *bytes, size_t size)
{
    size_t at = PX_PARTIAL_MAGIC_SIZE;

    while (at + PX_CHUNK_HEAD <= size) {
        unsigned char *head = (unsigned char *)bytes + at;
        px_chunk chunk = px_chunk_read(head);

        if (chunk.stored > size - at - PX_CHUNK_HEAD)
            return;
        px_chunk_write(&chunk, px_str_n(bytes + at + PX_CHUNK_HEAD, chunk.stored), head);
        at += PX_CHUNK_HEAD + chunk.stored;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy;

    if (size == 0)
        return 0;
    copy = px_alloc(size);
    memcpy(copy, data + 1, size - 1);
    if (data[0] == 'C')
        mend(copy, size - 1);
    if (data[0] == 'R')
        check_block(px_str_n(copy, size - 1));
    else
        check_file(px_str_n(copy, size - 1));
    free(copy);
    return 0;
}
