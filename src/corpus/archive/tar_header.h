/* SPDX-License-Identifier: EUPL-1.2 */
/* Headers of tar: blocks of 512 bytes with fields at fixed places and a checksum of them. */
#ifndef PX_CORPUS_ARCHIVE_TAR_HEADER_H
#define PX_CORPUS_ARCHIVE_TAR_HEADER_H

#include "base/str.h"
#include "corpus/random_file.h"

enum {
    PX_TAR_BLOCK = 512,
    PX_TAR_NAME = 0,
    PX_TAR_NAME_LEN = 100,
    PX_TAR_SIZE = 124,
    PX_TAR_NUMBER_LEN = 12,
    PX_TAR_TYPE = 156,
    PX_TAR_MAGIC = 257,
    PX_TAR_PREFIX = 345,
    PX_TAR_PREFIX_LEN = 155
};

/* Whether the block is nothing but zeros, as at the end of an archive. */
bool px_tar_is_zero(const char *block);

/* A number in octal digits, or in base 256 where the highest bit is set; below 2^62. */
bool px_tar_number(const char *field, size_t len, uint64_t *ret);

/* Whether the block's checksum is right. */
bool px_tar_has_sum(const char *block);

/* Whether it is a header with a name. */
bool px_tar_is_header(const char *block);

/* Whether what follows is a record about the next entry, or about all of them, not an entry. */
bool px_tar_is_meta(char type);

/* Whether a header of this type has no data, whatever size it states: links, devices, folders. */
bool px_tar_is_bare(char type);

/* So many bytes in whole blocks. */
static inline uint64_t px_tar_padded(uint64_t size)
{
    return (size + PX_TAR_BLOCK - 1) / PX_TAR_BLOCK * PX_TAR_BLOCK;
}

/* The first place in [from, to) where an entry begins, with the records before it that are about
 * it; UINT64_MAX where none does. What lies in the data of an entry and looks like one is taken for
 * one. room has PX_TOOLS_ROOM bytes. */
int px_tar_find(const px_random *file, char *room, uint64_t from, uint64_t to, uint64_t *ret_at,
                px_error *err) PX_MUST_CHECK;

#endif
