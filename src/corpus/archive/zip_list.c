/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/archive/zip_list.h"

#include "corpus/bytes.h"

#include "base/banned.h"

enum {
    END_LEN = 22,
    COMMENT_MAX = 65535,
    LOCATOR_LEN = 20,
    WIDE_END_LEN = 56,
    ENTRY_LEN = 46,
    EXTRA_WIDE = 1,
    METHOD_AES = 99,
    MODE_FORMAT = 0xf000,
    MODE_LINK = 0xa000,
    SYSTEM_UNIX = 3
};

/* ---- Finding it */

/* The mark of the end: the last one whose comment ends where the file does, else the last one. */
static bool find_end(px_look *l, uint64_t *ret_at)
{
    uint64_t size = l->file->size, from = size > COMMENT_MAX ? size - COMMENT_MAX : 0;
    px_str tail = px_look_at(l, from, COMMENT_MAX);
    bool found = false;

    for (size_t at = tail.len; at-- > 0;) {
        px_str end = px_str_sub(tail, at, tail.len);

        if (end.len < END_LEN || !px_str_starts(end, PX_STR("PK\x05\x06")))
            continue;
        if (!found || px_le16(end.ptr + 20) + (size_t)END_LEN == end.len)
            *ret_at = from + at;
        if (px_le16(end.ptr + 20) + (size_t)END_LEN == end.len)
            return true;
        found = true;
    }
    return found;
}

/* The wide form (zip64) stands before the end, behind its own locator. */
static void read_wide(px_look *l, uint64_t end, uint64_t *entries, uint64_t *size, uint64_t *offset,
                      uint64_t *ret_end)
{
    px_str bytes;
    uint64_t at;

    if (end < LOCATOR_LEN || !px_look_all(l, end - LOCATOR_LEN, LOCATOR_LEN, &bytes) ||
        !px_str_starts(bytes, PX_STR("PK\x06\x07")))
        return;
    at = px_le64(bytes.ptr + 8);
    if (!px_look_all(l, at, WIDE_END_LEN, &bytes) || !px_str_starts(bytes, PX_STR("PK\x06\x06"))) {
        at = end - LOCATOR_LEN - PX_MIN(end - LOCATOR_LEN, (uint64_t)WIDE_END_LEN);
        if (!px_look_all(l, at, WIDE_END_LEN, &bytes) ||
            !px_str_starts(bytes, PX_STR("PK\x06\x06")))
            return;
    }
    *entries = px_le64(bytes.ptr + 32);
    *size = px_le64(bytes.ptr + 40);
    *offset = px_le64(bytes.ptr + 48);
    *ret_end = at;
}

/* What stands before the archive (a program that unpacks itself) moves all places. */
bool px_zip_list_find(px_look *l, px_zip_list *ret_list)
{
    uint64_t end = 0, entries, size, offset, list_end;
    px_str bytes;

    if (!find_end(l, &end) || !px_look_all(l, end, END_LEN, &bytes))
        return false;
    entries = px_le16(bytes.ptr + 10);
    size = px_le32(bytes.ptr + 12);
    offset = px_le32(bytes.ptr + 16);
    list_end = end;
    if (entries == UINT16_MAX || size == UINT32_MAX || offset == UINT32_MAX)
        read_wide(l, end, &entries, &size, &offset, &list_end);
    if (size > list_end || offset > list_end - size)
        return false;
    *ret_list = (px_zip_list){ .look = l,
                               .at = list_end - size,
                               .end = list_end,
                               .base = list_end - size - offset,
                               .left = entries };
    return true;
}

/* ---- Its entries */

/* Sizes and place of the wide form, each where the narrow one says that it stands there. */
static void read_extra(px_str extra, px_zip_entry *e)
{
    while (extra.len >= 4) {
        size_t len = px_le16(extra.ptr + 2);
        px_str value = px_str_sub(extra, 4, 4 + len);
        uint64_t *const fields[] = { &e->size, &e->packed, &e->local };

        if (px_le16(extra.ptr) == EXTRA_WIDE)
            for (size_t i = 0; i < PX_COUNT(fields); i++) {
                if (*fields[i] != UINT32_MAX || value.len < 8)
                    continue;
                *fields[i] = px_le64(value.ptr);
                value = px_str_sub(value, 8, value.len);
            }
        extra = px_str_sub(extra, 4 + len, extra.len);
    }
}

int px_zip_list_next(px_zip_list *list, px_zip_entry *ret)
{
    px_str bytes;
    size_t name, extra, comment;
    unsigned system, mode;

    if (list->left == 0 || list->at >= list->end)
        return 0;
    if (!px_look_all(list->look, list->at, ENTRY_LEN, &bytes) ||
        !px_str_starts(bytes, PX_STR("PK\x01\x02")))
        return -1;
    name = px_le16(bytes.ptr + 28);
    extra = px_le16(bytes.ptr + 30);
    comment = px_le16(bytes.ptr + 32);
    system = (unsigned char)bytes.ptr[5];
    mode = px_le32(bytes.ptr + 38) >> 16;
    *ret = (px_zip_entry){ .local = px_le32(bytes.ptr + 42),
                           .packed = px_le32(bytes.ptr + 20),
                           .size = px_le32(bytes.ptr + 24),
                           .crc = px_le32(bytes.ptr + 16),
                           .method = px_le16(bytes.ptr + 10),
                           .flags = px_le16(bytes.ptr + 8) };
    /* A look shows 64 KiB: what of a name or extra field lies beyond is not needed. */
    bytes = px_look_at(list->look, list->at + ENTRY_LEN, name + extra);
    read_extra(px_str_sub(bytes, name, bytes.len), ret);
    ret->name = px_str_sub(bytes, 0, name);
    if (ret->local > UINT64_MAX / 2)
        return -1;
    ret->local += list->base;
    ret->encrypted = (ret->flags & 1) || ret->method == METHOD_AES;
    ret->is_file = !px_str_ends(ret->name, PX_STR("/")) &&
                   !(system == SYSTEM_UNIX && (mode & MODE_FORMAT) == MODE_LINK);
    list->at += ENTRY_LEN + name + extra + comment;
    list->left--;
    return 1;
}
