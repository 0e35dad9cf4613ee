/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * TIFF 6.0 and BigTIFF, of both byte orders: a chain of directories, one for each page. Smaller
 * copies of a page (NewSubfileType bit 0, SubfileType 2) and masks (bit 2) are not counted; where
 * the chain holds nothing else, as in DNG, the pictures stand in directories below (SubIFDs).
 */
#include "corpus/bytes.h"
#include "corpus/media/media.h"

#include "base/banned.h"

enum {
    PAGES_MAX = 4096,
    FIELDS_MAX = 4096,
    SUB_MAX = 32,
    TAG_NEW_SUBFILE = 254,
    TAG_SUBFILE = 255,
    TAG_WIDTH = 256,
    TAG_HEIGHT = 257,
    TAG_SUB = 330,
    TYPE_SHORT = 3,
    TYPE_LONG = 4,
    TYPE_IFD = 13,
    TYPE_LONG8 = 16,
    TYPE_IFD8 = 18
};

typedef struct tiff {
    px_look *l;
    bool big_end, big;
    uint64_t pixels;
    uint64_t sub[SUB_MAX]; /* places of directories below */
    size_t n_sub;
} tiff;

static bool is_tiff(px_str head)
{
    return px_str_starts(head, PX_STR("II*\0")) || px_str_starts(head, PX_STR("MM\0*")) ||
           px_str_starts(head, PX_STR("II+\0\x08\0\0\0")) ||
           px_str_starts(head, PX_STR("MM\0+\0\x08\0\0"));
}

static uint64_t number(const tiff *t, const char *p, unsigned count)
{
    return t->big_end ? px_big(p, count) : px_little(p, count);
}

static unsigned type_size(uint64_t type)
{
    return type == TYPE_SHORT                        ? 2
           : type == TYPE_LONG || type == TYPE_IFD   ? 4
           : type == TYPE_LONG8 || type == TYPE_IFD8 ? 8
                                                     : 0;
}

/* The first value of a field, which stands in the field itself. */
static uint64_t first_value(const tiff *t, px_str field)
{
    unsigned size = type_size(number(t, field.ptr + 2, 2));
    unsigned at = t->big ? 12 : 8;

    return size && at + size <= field.len ? number(t, field.ptr + at, size) : 0;
}

/* Where the directories below stand: in the field, or in a list elsewhere. */
static void note_sub(tiff *t, px_str field)
{
    unsigned size = type_size(number(t, field.ptr + 2, 2)), wide = t->big ? 8 : 4;
    uint64_t count = number(t, field.ptr + 4, wide);
    px_str list = px_str_sub(field, 4 + wide, field.len);
    char room[SUB_MAX * 8];

    if (size == 0 || count == 0)
        return;
    count = PX_MIN(count, (uint64_t)SUB_MAX);
    if (count * size > wide &&
        !px_look_all(t->l, number(t, list.ptr, wide), (size_t)count * size, &list))
        return;
    memcpy(room, list.ptr, (size_t)count * size);
    for (size_t i = 0; i < count && t->n_sub < SUB_MAX; i++)
        t->sub[t->n_sub++] = number(t, room + i * size, size);
}

typedef struct tiff_page {
    uint64_t width, height;
    bool is_copy;
} tiff_page;

static void read_field(tiff *t, px_str field, bool with_sub, tiff_page *page)
{
    switch (number(t, field.ptr, 2)) {
    case TAG_NEW_SUBFILE:
        page->is_copy = page->is_copy || (first_value(t, field) & 5);
        break;
    case TAG_SUBFILE:
        page->is_copy = page->is_copy || first_value(t, field) == 2;
        break;
    case TAG_WIDTH:
        page->width = first_value(t, field);
        break;
    case TAG_HEIGHT:
        page->height = first_value(t, field);
        break;
    case TAG_SUB:
        if (with_sub)
            note_sub(t, field);
        break;
    default:
        break;
    }
}

/* Adds the page at the place; *ret_next is 0 behind the last. */
static bool read_directory(tiff *t, uint64_t at, bool with_sub, uint64_t *ret_next)
{
    unsigned head = t->big ? 8 : 2, wide = t->big ? 20 : 12, last = t->big ? 8 : 4;
    uint64_t fields;
    tiff_page page = { 0 };
    px_str bytes;

    if (!px_look_all(t->l, at, head, &bytes))
        return false;
    fields = number(t, bytes.ptr, head);
    if (fields == 0 || fields > FIELDS_MAX)
        return false;
    for (uint64_t i = 0; i < fields; i++) {
        if (!px_look_all(t->l, at + head + i * wide, wide, &bytes))
            return false;
        read_field(t, bytes, with_sub, &page);
    }
    if (!px_look_all(t->l, at + head + fields * wide, last, &bytes))
        return false;
    *ret_next = number(t, bytes.ptr, last);
    if (!page.is_copy && page.width <= UINT32_MAX >> 2 && page.height <= UINT32_MAX >> 2)
        t->pixels += page.width * page.height;
    return t->pixels < (uint64_t)1 << 60;
}

/* A chain that comes back to itself is no file. */
static bool read_chain(tiff *t, uint64_t at)
{
    uint64_t mark = 0;

    for (unsigned i = 0; at != 0; i++) {
        uint64_t here = at;

        if (here == mark || i == PAGES_MAX || !read_directory(t, here, true, &at))
            return false;
        if ((i & (i - 1)) == 0)
            mark = here;
    }
    return true;
}

static bool measure_tiff(px_look *l, px_media *media)
{
    tiff t = { .l = l };
    px_str head;
    uint64_t next;

    if (!px_look_all(l, 0, 8, &head))
        return false;
    t.big_end = head.ptr[0] == 'M';
    t.big = head.ptr[2] == '+' || head.ptr[3] == '+';
    if (t.big && !px_look_all(l, 8, 8, &head))
        return false;
    if (!read_chain(&t, number(&t, t.big ? head.ptr : head.ptr + 4, t.big ? 8 : 4)))
        media->trouble = PX_TROUBLE_MEDIA;
    for (size_t i = 0; t.pixels == 0 && i < t.n_sub; i++)
        (void)read_directory(&t, t.sub[i], false, &next);
    media->pixels = t.pixels;
    return t.pixels > 0 && !media->trouble;
}

const px_media_format px_media_tiff = { "image/tiff", PX_MODALITY_IMAGE, is_tiff, measure_tiff };
