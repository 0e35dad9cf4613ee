/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/sample.h"

#include <inttypes.h>
#include <stdatomic.h>

#include "base/error.h"
#include "corpus/bytes.h"

#include "base/banned.h"

struct px_sample {
    _Atomic uint64_t threshold; /* hashes above it are not wanted */
    size_t size, count;
    uint64_t *least; /* the smallest hashes so far, all different, sorted; owned */
};

/* ---- The hash */

/* Both halves of a product of 64 by 64 bits, folded: every bit of both numbers acts on all. */
static uint64_t fold(uint64_t a, uint64_t b)
{
    unsigned __int128 product = (unsigned __int128)a * b;

    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* In the manner of wyhash (Wang Yi, public domain): 16 bytes a multiplication. The constants are
 * the first bits of the fractions of the square roots of 2, 3, 5 and 7. */
uint64_t px_sample_hash(px_str text)
{
    static const uint64_t roots[] = { 0x6a09e667f3bcc908U, 0xbb67ae8584caa73bU, 0x3c6ef372fe94f82bU,
                                      0xa54ff53a5f1d36f1U };
    const char *p = text.ptr, *end = p + text.len;
    uint64_t a = roots[0], b = roots[1];
    char tail[32] = { 0 };

    for (; end - p >= 32; p += 32) {
        a = fold(px_le64(p) ^ roots[2], px_le64(p + 8) ^ a);
        b = fold(px_le64(p + 16) ^ roots[3], px_le64(p + 24) ^ b);
    }
    if (p < end)
        memcpy(tail, p, (size_t)(end - p));
    a = fold(px_le64(tail) ^ roots[2], px_le64(tail + 8) ^ a);
    b = fold(px_le64(tail + 16) ^ roots[3], px_le64(tail + 24) ^ b);
    return fold(a ^ roots[1], b ^ roots[0] ^ (uint64_t)text.len);
}

/* ---- The threshold */

px_sample *px_sample_new(size_t size)
{
    px_sample *sample = px_alloc_zero(1, sizeof(*sample));

    sample->size = size;
    sample->least = px_alloc(size * sizeof(*sample->least));
    atomic_init(&sample->threshold, UINT64_MAX);
    return sample;
}

void px_sample_free(px_sample *sample)
{
    if (!sample)
        return;
    free(sample->least);
    free(sample);
}

static int compare_hashes(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

bool px_sample_wants(const px_sample *sample, const px_sample_list *list, uint64_t hash)
{
    return hash <= UINT64_MAX - list->above &&
           hash <= atomic_load_explicit(&sample->threshold, memory_order_relaxed);
}

/* Sorts them and takes out those that are there twice. */
static void sort_list(px_sample_list *list)
{
    size_t kept = 0;

    qsort(list->hashes, list->count, sizeof(*list->hashes), compare_hashes);
    for (size_t i = 0; i < list->count; i++)
        if (kept == 0 || list->hashes[kept - 1] != list->hashes[i])
            list->hashes[kept++] = list->hashes[i];
    list->count = kept;
}

/* A list of twice the sample is cut to the smallest: no others of the stretch can be in it. */
void px_sample_list_add(const px_sample *sample, px_sample_list *list, uint64_t hash)
{
    if (list->count == list->room) {
        list->room = list->room ? 2 * list->room : 64;
        list->hashes = px_realloc(list->hashes, list->room * sizeof(*list->hashes));
    }
    list->hashes[list->count++] = hash;
    if (list->count < 2 * sample->size)
        return;
    sort_list(list);
    if (list->count < sample->size)
        return;
    list->count = sample->size;
    list->above = UINT64_MAX - list->hashes[list->count - 1];
}

void px_sample_list_free(px_sample_list *list)
{
    free(list->hashes);
    *list = (px_sample_list){ 0 };
}

/* The smallest of both, sorted, without those that are there twice. */
void px_sample_take(px_sample *sample, px_sample_list *list)
{
    size_t kept = 0, at = 0, from = 0;
    uint64_t *merged;

    if (list->count == 0)
        return;
    merged = px_alloc((sample->count + list->count) * sizeof(*merged));
    sort_list(list);
    while (kept < sample->size && (at < sample->count || from < list->count)) {
        bool own =
            from == list->count || (at < sample->count && sample->least[at] <= list->hashes[from]);
        uint64_t next = own ? sample->least[at++] : list->hashes[from++];

        if (kept == 0 || merged[kept - 1] != next)
            merged[kept++] = next;
    }
    memcpy(sample->least, merged, kept * sizeof(*merged));
    free(merged);
    sample->count = kept;
    list->count = 0;
    if (kept == sample->size)
        atomic_store_explicit(&sample->threshold, sample->least[kept - 1], memory_order_relaxed);
}

/* ---- Keys */

px_str px_sample_key(uint64_t hash, px_str language, px_str flags, char room[PX_SAMPLE_KEY_MAX + 1])
{
    int len = snprintf(room, PX_SAMPLE_KEY_MAX + 1, "%016" PRIx64 " %.*s %.*s", hash,
                       PX_STR_ARG(language), PX_STR_ARG(flags));

    return px_str_n(room, (size_t)len);
}

bool px_sample_key_read(px_str key, px_str *ret_language, px_str *ret_flags)
{
    px_str hash;

    return px_str_split(&key, ' ', &hash) && hash.len == 16 &&
           px_str_split(&key, ' ', ret_language) && px_str_split(&key, ' ', ret_flags) &&
           key.len == 0;
}

bool px_sample_keeps(px_sample_cut *state, size_t sample_size, const px_row *row)
{
    px_str key = px_row_key(row);

    if (sample_size == 0 || row->dimension != PX_BY_SAMPLE || key.len < sizeof(state->last))
        return true;
    if (state->texts == 0 || memcmp(state->last, key.ptr, sizeof(state->last)) != 0) {
        if (state->texts == sample_size)
            return false;
        state->texts++;
        memcpy(state->last, key.ptr, sizeof(state->last));
    }
    return true;
}
