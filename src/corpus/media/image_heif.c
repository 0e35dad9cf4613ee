/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * HEIF (ISO/IEC 23008-12) and AVIF: the size (`ispe`) that is associated with the primary item.
 * Other items are parts of a grid, thumbnails, masks. A sequence is one picture, like any
 * animation; where it has no items, its first track says how large it is.
 */
#include "corpus/bytes.h"
#include "corpus/media/box.h"
#include "corpus/media/media.h"

#include "base/banned.h"

enum { ITEMS_MAX = 1 << 16, PROPERTIES_MAX = 1 << 12, IPMA_MAX = 1 << 20 };

static bool is_heif(px_str head)
{
    return px_box_brand(head, "avifavisheicheixheimheishevchevxmif1msf1miaf");
}

static bool full_box(px_look *l, const px_box *box, unsigned *ret_version, unsigned *ret_flags)
{
    px_str head;

    if (!px_look_all(l, box->from, 4, &head))
        return false;
    *ret_version = (unsigned char)head.ptr[0];
    *ret_flags = (unsigned)px_big(head.ptr + 1, 3);
    return true;
}

static bool primary_item(px_look *l, const px_box *meta, uint32_t *ret_item)
{
    unsigned version, flags;
    px_box pitm;
    px_str id;

    if (!px_box_find(l, meta->from + 4, meta->to, PX_BOX('p', 'i', 't', 'm'), &pitm) ||
        !full_box(l, &pitm, &version, &flags) ||
        !px_look_all(l, pitm.from + 4, version ? 4 : 2, &id))
        return false;
    *ret_item = (uint32_t)px_big(id.ptr, version ? 4 : 2);
    return true;
}

/* The size in the property of this number, counted from 1. */
static bool property_area(px_look *l, const px_box *ipco, unsigned wanted, px_media *media)
{
    uint64_t at = ipco->from;
    px_box box;
    px_str size;

    for (unsigned i = 1; i <= PX_MIN(wanted, (unsigned)PROPERTIES_MAX); i++) {
        if (!px_box_next(l, &at, ipco->to, &box))
            return false;
        if (i == wanted)
            return box.type == PX_BOX('i', 's', 'p', 'e') &&
                   px_look_all(l, box.from + 4, 8, &size) &&
                   px_media_area(media, px_be32(size.ptr), px_be32(size.ptr + 4));
    }
    return false;
}

/* Reads the associations of one item at *at: true where it is the wanted one and has a size. */
static bool item_area(px_look *l, const px_box *ipma, const px_box *ipco, uint64_t *at,
                      unsigned version, unsigned flags, uint32_t wanted, px_media *media)
{
    unsigned wide = version ? 4 : 2, index = flags & 1 ? 2 : 1, count;
    bool is_wanted;
    px_str bytes;

    if (*at >= ipma->to || !px_look_all(l, *at, wide + 1, &bytes)) {
        *at = ipma->to;
        return false;
    }
    is_wanted = px_big(bytes.ptr, wide) == wanted;
    count = (unsigned char)bytes.ptr[wide];
    *at += wide + 1;
    for (unsigned i = 0; i < count; i++, *at += index) {
        unsigned number;

        if (!is_wanted)
            continue;
        if (!px_look_all(l, *at, index, &bytes))
            return false;
        number = (unsigned)px_big(bytes.ptr, index) & (index == 2 ? 0x7fff : 0x7f);
        if (property_area(l, ipco, number, media))
            return true;
    }
    return false;
}

static bool items_area(px_look *l, const px_box *meta, px_media *media)
{
    px_box iprp, ipco, ipma;
    unsigned version, flags;
    uint64_t at, next;
    uint32_t item, count;
    px_str bytes;

    if (!primary_item(l, meta, &item) ||
        !px_box_find(l, meta->from + 4, meta->to, PX_BOX('i', 'p', 'r', 'p'), &iprp) ||
        !px_box_find(l, iprp.from, iprp.to, PX_BOX('i', 'p', 'c', 'o'), &ipco))
        return false;
    at = iprp.from;
    while (px_box_next(l, &at, iprp.to, &ipma)) {
        if (ipma.type != PX_BOX('i', 'p', 'm', 'a') || !full_box(l, &ipma, &version, &flags) ||
            !px_look_all(l, ipma.from + 4, 4, &bytes))
            continue;
        count = px_be32(bytes.ptr);
        next = ipma.from + 8;
        for (uint32_t i = 0; i < PX_MIN(count, (uint32_t)ITEMS_MAX) && next < ipma.to; i++)
            if (item_area(l, &ipma, &ipco, &next, version, flags, item, media))
                return true;
    }
    return false;
}

/* Width and height of a track's header are numbers of 16.16 bits at its end. */
static bool track_area(px_look *l, uint64_t size, px_media *media)
{
    px_box moov, trak, tkhd;
    px_str bytes;

    return px_box_find(l, 0, size, PX_BOX('m', 'o', 'o', 'v'), &moov) &&
           px_box_find(l, moov.from, moov.to, PX_BOX('t', 'r', 'a', 'k'), &trak) &&
           px_box_find(l, trak.from, trak.to, PX_BOX('t', 'k', 'h', 'd'), &tkhd) &&
           tkhd.to - tkhd.from >= 84 && px_look_all(l, tkhd.to - 8, 8, &bytes) &&
           px_media_area(media, px_be32(bytes.ptr) >> 16, px_be32(bytes.ptr + 4) >> 16);
}

static bool measure_heif(px_look *l, px_media *media)
{
    px_str head = px_look_at(l, 0, 12);
    px_box meta;

    if (px_box_brand(head, "avifavis"))
        media->type = "image/avif";
    else if (px_box_brand(head, "heicheixheimheishevchevx"))
        media->type = "image/heic";
    if (px_box_find(l, 0, l->file->size, PX_BOX('m', 'e', 't', 'a'), &meta) &&
        items_area(l, &meta, media))
        return true;
    return track_area(l, l->file->size, media);
}

const px_media_format px_media_heif = { "image/heif", PX_MODALITY_IMAGE, is_heif, measure_heif };
