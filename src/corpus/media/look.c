/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/media/look.h"

#include "base/macro.h"

#include "base/banned.h"

/* Reads on where the last window ended in larger and larger pieces, elsewhere in small ones. */
static void read_window(px_look *l, uint64_t at, size_t n)
{
    size_t got = 0;

    l->next = at == l->at + l->len ? PX_MIN(2 * l->next, (size_t)PX_LOOK_MAX) : PX_LOOK_FIRST;
    if (l->rc < 0 || l->reads == PX_LOOK_READS) {
        l->len = 0;
        return;
    }
    l->reads++;
    l->rc = px_random_read(l->file, at, l->room, PX_MAX(n, l->next), &got, l->err);
    l->at = at;
    l->len = l->rc < 0 ? 0 : got;
}

px_str px_look_at(px_look *l, uint64_t at, size_t n)
{
    if (at >= l->file->size)
        return px_str_n("", 0);
    n = (size_t)PX_MIN((uint64_t)PX_MIN(n, (size_t)PX_LOOK_MAX), l->file->size - at);
    if (l->file->fd < 0)
        return px_str_n(l->file->memory + at, n);
    if (at < l->at || at + n > l->at + l->len) {
        bool on = at > l->at && at <= l->at + l->len && l->len > 0;

        if (on) /* what is at hand of it is read again: a copy less to get wrong */
            l->len = (size_t)(at - l->at);
        read_window(l, at, n);
    }
    if (at < l->at || l->len < (size_t)(at - l->at))
        return px_str_n("", 0);
    return px_str_sub(px_str_n(l->room, l->len), (size_t)(at - l->at), (size_t)(at - l->at) + n);
}
