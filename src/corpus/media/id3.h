/* SPDX-License-Identifier: EUPL-1.2 */
/* Tags in front of sound (ID3v2, section 3.1). */
#ifndef PX_CORPUS_MEDIA_ID3_H
#define PX_CORPUS_MEDIA_ID3_H

#include "base/str.h"

/* Length of the tag at the head of the bytes, with head and foot; 0 where there is none. */
static inline size_t px_id3_length(px_str head)
{
    size_t len = 0;

    if (head.len < 10 || !px_str_starts(head, PX_STR("ID3")) || head.ptr[3] < 2 ||
        head.ptr[3] > 4 || (head.ptr[5] & 0xf))
        return 0;
    for (size_t i = 6; i < 10; i++) {
        if (head.ptr[i] & 0x80)
            return 0;
        len = len << 7 | (unsigned char)head.ptr[i];
    }
    return len + 10 + (head.ptr[5] & 0x10 ? 10 : 0);
}

#endif
