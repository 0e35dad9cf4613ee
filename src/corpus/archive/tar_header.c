/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/archive/tar_header.h"

#include "corpus/bytes.h"

#include "base/banned.h"

enum {
    AT_SUM = 148,
    SUM_LEN = 8,
    LOOK_BACK = 16, /* blocks before a header in which records about it are looked for */
    ROOM = 1 << 16
};

bool px_tar_is_zero(const char *block)
{
    return block[0] == '\0' && memcmp(block, block + 1, PX_TAR_BLOCK - 1) == 0;
}

bool px_tar_number(const char *field, size_t len, uint64_t *ret)
{
    size_t at = 0, wide = PX_MIN(len - 1, sizeof(uint64_t));
    uint64_t n = 0;

    if ((unsigned char)field[0] == 0x80) {
        for (size_t i = 1; i < len - wide; i++)
            if (field[i] != '\0')
                return false;
        *ret = px_big(field + len - wide, (unsigned)wide);
        return *ret < (uint64_t)1 << 62;
    }
    while (at < len && field[at] == ' ')
        at++;
    for (; at < len && field[at] >= '0' && field[at] <= '7'; at++)
        n = n << 3 | (uint64_t)(field[at] - '0');
    *ret = n;
    return at == len || field[at] == '\0' || field[at] == ' ';
}

/* The sum of all bytes, the field of the sum taken as spaces; by some as signed ones. */
bool px_tar_has_sum(const char *block)
{
    uint64_t stated, sum = 0;
    int64_t with_sign = 0;

    if (!px_tar_number(block + AT_SUM, SUM_LEN, &stated))
        return false;
    for (size_t i = 0; i < PX_TAR_BLOCK; i++) {
        char c = i >= AT_SUM && i < AT_SUM + SUM_LEN ? ' ' : block[i];

        sum += (unsigned char)c;
        with_sign += (signed char)c;
    }
    return stated == sum || (int64_t)stated == with_sign;
}

bool px_tar_is_header(const char *block)
{
    return block[PX_TAR_NAME] != '\0' && px_tar_has_sum(block);
}

bool px_tar_is_meta(char type)
{
    return type == 'x' || type == 'g' || type == 'X' || type == 'L' || type == 'K';
}

bool px_tar_is_bare(char type)
{
    return type >= '1' && type <= '6';
}

/* ---- Finding an entry */

/* The place behind the header at `at` and what it says to follow. */
static uint64_t behind(const char *block, uint64_t at)
{
    uint64_t size;

    if (px_tar_is_bare(block[PX_TAR_TYPE]) ||
        !px_tar_number(block + PX_TAR_SIZE, PX_TAR_NUMBER_LEN, &size))
        size = 0;
    return at + PX_TAR_BLOCK + px_tar_padded(size);
}

/* Where the records about the entry begin that end at *at: before it, one behind the other. */
static bool step_back(const char *blocks, size_t count, uint64_t begin, uint64_t *at)
{
    for (size_t i = count; i-- > 0;) {
        const char *block = blocks + i * PX_TAR_BLOCK;
        uint64_t place = begin + i * PX_TAR_BLOCK;

        if (place >= *at || !px_tar_is_header(block) || !px_tar_is_meta(block[PX_TAR_TYPE]) ||
            block[PX_TAR_TYPE] == 'g' || behind(block, place) != *at)
            continue;
        *at = place;
        return true;
    }
    return false;
}

static int find_begin(const px_random *file, uint64_t header, uint64_t *ret_begin, px_error *err)
{
    char blocks[LOOK_BACK * PX_TAR_BLOCK];
    uint64_t from = header - PX_MIN(header, (uint64_t)sizeof(blocks)), at = header;
    size_t got;
    int rc = px_random_read(file, from, blocks, (size_t)(header - from), &got, err);

    if (rc < 0)
        return rc;
    while (step_back(blocks, got / PX_TAR_BLOCK, from, &at))
        ;
    *ret_begin = at;
    return 0;
}

/* The first header of the bytes read at `at`; their end where there is none. */
static size_t find_header(const char *bytes, size_t len)
{
    size_t off = 0;

    while (off + PX_TAR_BLOCK <= len && !px_tar_is_header(bytes + off))
        off += PX_TAR_BLOCK;
    return off;
}

int px_tar_find(const px_random *file, char *room, uint64_t from, uint64_t to, uint64_t *ret_at,
                px_error *err)
{
    uint64_t at = px_tar_padded(from);

    *ret_at = UINT64_MAX;
    while (at < PX_MIN(to, file->size)) {
        uint64_t begin;
        size_t got, off;
        int rc = px_random_read(file, at, room, ROOM, &got, err);

        if (rc < 0)
            return rc;
        off = find_header(room, got);
        at += PX_MAX(off, (size_t)PX_TAR_BLOCK);
        if (off + PX_TAR_BLOCK > got)
            continue;
        at -= off ? 0 : PX_TAR_BLOCK;
        if (at >= to)
            break;
        rc = find_begin(file, at, &begin, err);
        if (rc < 0)
            return rc;
        if (begin >= from) {
            *ret_at = begin;
            break;
        }
        at = behind(room + off, at); /* it began in the stretch before */
    }
    return 0;
}
