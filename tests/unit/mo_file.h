/* SPDX-License-Identifier: EUPL-1.2 */
/* Makes message catalogues (.mo) for tests, of either byte order, sound or broken on purpose. */
#ifndef PX_MO_FILE_H
#define PX_MO_FILE_H

#include "base/builder.h"

typedef struct mo_pair {
    px_str original, translation;
} mo_pair;

#define MO_PAIR(o, t) { PX_STR_INIT(o), PX_STR_INIT(t) }

#define MO_HEADER(plural_forms)                                                                    \
    MO_PAIR("", "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: " plural_forms "\n")

static inline void mo_put(px_builder *out, bool big_endian, size_t value)
{
    for (int i = 0; i < 4; i++)
        px_builder_char(out, (char)(value >> (big_endian ? 24 - 8 * i : 8 * i)));
}

/* Overwrites the word at a place. */
static inline void mo_patch(px_builder *out, bool big_endian, size_t at, size_t value)
{
    for (int i = 0; i < 4; i++)
        out->ptr[at + (size_t)i] = (char)(value >> (big_endian ? 24 - 8 * i : 8 * i));
}

/* The pairs must come in the order of their originals. */
static inline void mo_build(px_builder *out, bool big_endian, const mo_pair *pairs, size_t n)
{
    size_t at = 28 + 16 * n;

    px_builder_clear(out);
    mo_put(out, big_endian, 0x950412DE);
    mo_put(out, big_endian, 0); /* revision */
    mo_put(out, big_endian, n);
    mo_put(out, big_endian, 28);
    mo_put(out, big_endian, 28 + 8 * n);
    mo_put(out, big_endian, 0); /* size and place of the hash table */
    mo_put(out, big_endian, at);
    for (size_t i = 0; i < 2 * n; i++) {
        px_str s = i < n ? pairs[i].original : pairs[i - n].translation;

        mo_put(out, big_endian, s.len);
        mo_put(out, big_endian, at);
        at += s.len + 1;
    }
    for (size_t i = 0; i < 2 * n; i++) {
        px_builder_str(out, i < n ? pairs[i].original : pairs[i - n].translation);
        px_builder_char(out, '\0');
    }
}

#endif
