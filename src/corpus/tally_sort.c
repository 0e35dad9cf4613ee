/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Radix sort from the first byte on, in place (P. M. McIlroy, K. Bostic, M. D. McIlroy: Engineering
 * radix sort, 1993: American flag sort). The bytes of a row are its dimension and its key, zeros
 * behind it. Eight at a time stand beside each row, because rows are spread over memory.
 */
#include "corpus/tally_sort.h"

#include <endian.h>

#include "base/banned.h"

enum {
    WORD = 8,
    BYTES = 256,
    FEW = 24,         /* rows that are inserted one by one */
    BYTES_MOST = 128, /* looked at; rows that are the same so far are compared */
    AHEAD = 16        /* rows are asked for before they are needed */
};

/* Eight bytes of the row from this one on. */
static uint64_t load(const px_row *row, size_t at)
{
    unsigned char bytes[WORD] = { 0 };
    uint64_t word;

    if (at == 0) {
        bytes[0] = row->dimension;
        memcpy(bytes + 1, row->key, PX_MIN((size_t)row->key_len, (size_t)WORD - 1));
    } else if (at - 1 < row->key_len) {
        memcpy(bytes, row->key + at - 1, PX_MIN(row->key_len - (at - 1), (size_t)WORD));
    }
    memcpy(&word, bytes, sizeof(word));
    return be64toh(word);
}

static void load_all(px_sort_item *items, size_t count, size_t at)
{
    for (size_t i = 0; i < count; i++) {
        if (i + AHEAD < count)
            __builtin_prefetch(items[i + AHEAD].row);
        items[i].word = load(items[i].row, at);
    }
}

/* Of rows whose bytes before their words are the same. */
static int compare(const void *a, const void *b)
{
    const px_sort_item *x = a, *y = b;

    if (x->word != y->word)
        return x->word < y->word ? -1 : 1;
    return px_row_cmp(x->row, y->row);
}

static void insert_all(px_sort_item *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        px_sort_item item = items[i];
        size_t at = i;

        for (; at > 0 && compare(&item, &items[at - 1]) < 0; at--)
            items[at] = items[at - 1];
        items[at] = item;
    }
}

static size_t byte_of(const px_sort_item *item, size_t at)
{
    return item->word >> (WORD * (WORD - 1 - at % WORD)) & (BYTES - 1);
}

/* Puts the rows into the order of this byte; ends[b] is where those of b end then. */
static void deal(px_sort_item *items, size_t count, size_t at, uint32_t ends[BYTES])
{
    uint32_t next[BYTES], sum = 0;

    memset(ends, 0, BYTES * sizeof(*ends));
    for (size_t i = 0; i < count; i++)
        ends[byte_of(&items[i], at)]++;
    for (size_t b = 0; b < BYTES; b++) {
        next[b] = sum;
        sum += ends[b];
        ends[b] = sum;
    }
    for (size_t b = 0; b < BYTES; b++) {
        while (next[b] < ends[b]) {
            px_sort_item item = items[next[b]];
            size_t of = byte_of(&item, at);

            while (of != b) { /* what stands where this one belongs is the next to be moved */
                px_sort_item moved = items[next[of]];

                items[next[of]++] = item;
                item = moved;
                of = byte_of(&item, at);
            }
            items[next[b]++] = item;
        }
    }
}

/* Rows that are the same before this byte; the words hold it, unless it begins one. */
static void sort_from(px_sort_item *items, size_t count, size_t at)
{
    uint32_t ends[BYTES], begin = 0;

    if (at % WORD == 0)
        load_all(items, count, at);
    if (count <= FEW) {
        insert_all(items, count);
        return;
    }
    if (at >= BYTES_MOST) {
        qsort(items, count, sizeof(*items), compare);
        return;
    }
    deal(items, count, at, ends);
    for (size_t b = 0; b < BYTES; b++) {
        if (ends[b] - begin > 1)
            sort_from(items + begin, ends[b] - begin, at + 1);
        begin = ends[b];
    }
}

void px_tally_sort(px_sort_item *items, size_t count)
{
    if (count > 1)
        sort_from(items, count, 0);
}
