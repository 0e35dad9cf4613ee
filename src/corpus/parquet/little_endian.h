/* SPDX-License-Identifier: EUPL-1.2 */
/* Numbers of packed bits that end near the end of their bytes. */
#ifndef PX_CORPUS_LITTLE_ENDIAN_H
#define PX_CORPUS_LITTLE_ENDIAN_H

#include "corpus/bytes.h"

/* Up to eight bytes, as many as there are before `end`; what is missing is zero. */
static inline uint64_t px_load_up_to(const unsigned char *from, const unsigned char *end)
{
    unsigned char bytes[8] = { 0 };

    if (end - from >= 8)
        return px_le64(from);
    memcpy(bytes, from, (size_t)(end - from));
    return px_le64(bytes);
}

#endif
