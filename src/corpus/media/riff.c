/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/media/riff.h"

#include "corpus/bytes.h"

#include "base/banned.h"

bool px_riff_next(px_look *l, uint64_t *at, px_chunk *ret_chunk)
{
    px_str head;

    if (!px_look_all(l, *at, 8, &head))
        return false;
    memcpy(ret_chunk->name, head.ptr, 4);
    ret_chunk->size = px_le32(head.ptr + 4);
    ret_chunk->from = *at + 8;
    *at = ret_chunk->from + ret_chunk->size + (ret_chunk->size & 1);
    return true;
}
