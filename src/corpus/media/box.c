/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/media/box.h"

#include "corpus/bytes.h"

#include "base/banned.h"

enum { BOXES_MAX = 1 << 16 };

bool px_box_next(px_look *l, uint64_t *at, uint64_t to, px_box *ret_box)
{
    uint64_t from = *at, size, head = 8;
    px_str bytes;

    if (from >= to || to - from < 8 || !px_look_all(l, from, 8, &bytes))
        return false;
    size = px_be32(bytes.ptr);
    ret_box->type = px_be32(bytes.ptr + 4);
    if (size == 1) {
        head = 16;
        if (to - from < head || !px_look_all(l, from + 8, 8, &bytes))
            return false;
        size = px_be64(bytes.ptr);
    } else if (size == 0) {
        size = to - from;
    }
    if (size < head)
        return false;
    ret_box->from = from + head;
    ret_box->to = size > to - from ? to : from + size; /* cut off: what there is of it */
    *at = ret_box->to;
    return true;
}

bool px_box_find(px_look *l, uint64_t from, uint64_t to, uint32_t type, px_box *ret_box)
{
    px_box box;

    for (unsigned i = 0; i < BOXES_MAX && px_box_next(l, &from, to, &box); i++) {
        if (box.type != type)
            continue;
        *ret_box = box;
        return true;
    }
    return false;
}

bool px_box_brand(px_str head, const char *brands)
{
    px_str brand = px_str_sub(head, 8, 12), known = px_str_of(brands);

    if (!px_str_is(px_str_sub(head, 4, 8), "ftyp") || brand.len < 4)
        return false;
    for (size_t at = 0; at + 4 <= known.len; at += 4)
        if (px_str_eq(px_str_sub(known, at, at + 4), brand))
            return true;
    return false;
}
