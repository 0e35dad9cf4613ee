/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Images whose size stands at a fixed place: PNG (W3C PNG 3, 11.2.1), GIF (89a, 18), BMP (the
 * BITMAPINFOHEADER family) and WebP (RFC 9649).
 */
#include "corpus/bytes.h"
#include "corpus/media/media.h"

#include "base/banned.h"

/* ---- PNG: the signature, then IHDR. An animation's frames lie within its canvas. */

static bool is_png(px_str head)
{
    return px_str_starts(head, PX_STR("\x89PNG\r\n\x1a\n"));
}

static bool measure_png(px_look *l, px_media *media)
{
    px_str head;

    return px_look_all(l, 8, 16, &head) && px_str_is(px_str_sub(head, 4, 8), "IHDR") &&
           px_media_area(media, px_be32(head.ptr + 8), px_be32(head.ptr + 12));
}

const px_media_format px_media_png = { "image/png", PX_MODALITY_IMAGE, is_png, measure_png };

/* ---- GIF: the logical screen */

static bool is_gif(px_str head)
{
    return px_str_starts(head, PX_STR("GIF87a")) || px_str_starts(head, PX_STR("GIF89a"));
}

static bool measure_gif(px_look *l, px_media *media)
{
    px_str head;

    return px_look_all(l, 6, 4, &head) &&
           px_media_area(media, px_le16(head.ptr), px_le16(head.ptr + 2));
}

const px_media_format px_media_gif = { "image/gif", PX_MODALITY_IMAGE, is_gif, measure_gif };

/* ---- BMP: two letters are little, so that the rest of the head must fit, too */

static bool is_bmp(px_str head)
{
    static const unsigned char sizes[] = { 12, 16, 40, 52, 56, 64, 108, 124 };

    if (head.len < 26 || !px_str_starts(head, PX_STR("BM")) || px_le32(head.ptr + 6) != 0)
        return false;
    for (size_t i = 0; i < PX_COUNT(sizes); i++)
        if (px_le32(head.ptr + 14) == sizes[i])
            return px_le32(head.ptr + 10) >= 14U + sizes[i];
    return false;
}

/* A negative height says that the rows stand from top to bottom. */
static bool measure_bmp(px_look *l, px_media *media)
{
    px_str head;
    uint32_t width, height;

    if (!px_look_all(l, 14, 12, &head))
        return false;
    if (px_le32(head.ptr) == 12)
        return px_media_area(media, px_le16(head.ptr + 4), px_le16(head.ptr + 6));
    width = px_le32(head.ptr + 4);
    height = px_le32(head.ptr + 8);
    if (height > INT32_MAX)
        height = 0U - height;
    return width <= INT32_MAX && px_media_area(media, width, height);
}

const px_media_format px_media_bmp = { "image/bmp", PX_MODALITY_IMAGE, is_bmp, measure_bmp };

/* ---- ICO: several sizes of one picture, of which the largest counts; 0 stands for 256 */

static bool is_ico(px_str head)
{
    return head.len >= 22 && px_str_starts(head, PX_STR("\0\0\x01\0")) &&
           px_le16(head.ptr + 4) > 0 && head.ptr[9] == '\0' && px_le32(head.ptr + 14) > 0 &&
           px_le32(head.ptr + 18) == 6U + 16U * px_le16(head.ptr + 4);
}

static bool measure_ico(px_look *l, px_media *media)
{
    px_str bytes;
    uint64_t largest = 0;
    unsigned count;

    if (!px_look_all(l, 4, 2, &bytes))
        return false;
    count = px_le16(bytes.ptr);
    for (unsigned i = 0; i < count && px_look_all(l, 6 + (uint64_t)16 * i, 2, &bytes); i++) {
        unsigned width = (unsigned char)bytes.ptr[0], height = (unsigned char)bytes.ptr[1];

        largest = PX_MAX(largest, (uint64_t)(width ? width : 256) * (height ? height : 256));
    }
    media->pixels = largest;
    return largest > 0;
}

const px_media_format px_media_ico = { "image/x-icon", PX_MODALITY_IMAGE, is_ico, measure_ico };

/* ---- WebP: one of three kinds of first chunk */

static bool is_webp(px_str head)
{
    return px_str_starts(head, PX_STR("RIFF")) && px_str_is(px_str_sub(head, 8, 12), "WEBP");
}

static bool measure_webp(px_look *l, px_media *media)
{
    px_str chunk, kind;

    if (!px_look_all(l, 12, 18, &chunk))
        return false;
    kind = px_str_sub(chunk, 0, 4);
    if (px_str_is(kind, "VP8X"))
        return px_media_area(media, px_little(chunk.ptr + 12, 3) + 1,
                             px_little(chunk.ptr + 15, 3) + 1);
    if (px_str_is(kind, "VP8L")) {
        uint32_t bits = px_le32(chunk.ptr + 9);

        return chunk.ptr[8] == 0x2f &&
               px_media_area(media, (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
    }
    return px_str_is(kind, "VP8 ") && px_str_is(px_str_sub(chunk, 11, 14), "\x9d\x01\x2a") &&
           px_media_area(media, px_le16(chunk.ptr + 14) & 0x3fff, px_le16(chunk.ptr + 16) & 0x3fff);
}

const px_media_format px_media_webp = { "image/webp", PX_MODALITY_IMAGE, is_webp, measure_webp };
