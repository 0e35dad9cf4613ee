/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/stretch.h"

#include "base/error.h"

#include "base/banned.h"

void px_stretches_add(px_stretches *all, uint64_t from, uint64_t to)
{
    if (all->count == all->room) {
        all->room = all->room ? 2 * all->room : 256;
        all->items = px_realloc(all->items, all->room * sizeof(*all->items));
    }
    all->items[all->count++] = (px_stretch){ from, to };
}

void px_stretches_free(px_stretches *all)
{
    free(all->items);
    *all = (px_stretches){ .items = NULL };
}

static int compare(const void *a, const void *b)
{
    const px_stretch *x = a, *y = b;

    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->to < y->to ? -1 : x->to > y->to;
}

const char *px_stretches_check(px_stretches *all, uint64_t size, uint64_t alignment)
{
    uint64_t at = 0;
    bool ordered = true;

    for (size_t i = 1; i < all->count && ordered; i++)
        ordered = compare(&all->items[i - 1], &all->items[i]) <= 0;
    if (!ordered)
        qsort(all->items, all->count, sizeof(*all->items), compare);
    for (size_t i = 0; i < all->count; i++) {
        if (all->items[i].to > size)
            return N_("a tensor is said to end behind the file");
        if (all->items[i].from < at)
            return N_("two tensors overlap");
        if (all->items[i].from - at >= alignment)
            return N_("bytes between two tensors belong to none");
        at = all->items[i].to;
    }
    return size - at >= alignment ? N_("bytes behind the last tensor belong to none") : NULL;
}
