/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * JPEG (ITU-T T.81, annex B): segments up to the header of a frame, baseline or progressive. A
 * thumbnail lies within a segment (EXIF), which is passed over by its length.
 */
#include "corpus/bytes.h"
#include "corpus/media/media.h"

#include "base/banned.h"

enum {
    SEGMENTS_MAX = 4096,
    TEM = 0x01,
    DHT = 0xc4,
    JPG = 0xc8,
    DAC = 0xcc,
    RST0 = 0xd0,
    SOI = 0xd8,
    EOI = 0xd9,
    SOS = 0xda
};

static bool is_jpeg(px_str head)
{
    return px_str_starts(head, PX_STR("\xff\xd8\xff"));
}

static bool is_frame(unsigned marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != DHT && marker != JPG && marker != DAC;
}

/* Markers that stand alone, without a length. */
static bool is_alone(unsigned marker)
{
    return marker == TEM || (marker >= RST0 && marker <= SOI);
}

static bool measure_jpeg(px_look *l, px_media *media)
{
    uint64_t at = 2;
    px_str bytes;

    for (unsigned i = 0; i < SEGMENTS_MAX; i++) {
        unsigned marker;

        if (!px_look_all(l, at, 4, &bytes) || bytes.ptr[0] != '\xff')
            return false;
        marker = (unsigned char)bytes.ptr[1];
        if (is_frame(marker))
            return px_look_all(l, at + 5, 4, &bytes) &&
                   px_media_area(media, px_be16(bytes.ptr + 2), px_be16(bytes.ptr));
        if (marker == SOS || marker == EOI)
            return false;
        if (marker == 0xff) /* fill */
            at++;
        else if (is_alone(marker))
            at += 2;
        else if (px_be16(bytes.ptr + 2) < 2)
            return false;
        else
            at += 2U + px_be16(bytes.ptr + 2);
    }
    return false;
}

const px_media_format px_media_jpeg = { "image/jpeg", PX_MODALITY_IMAGE, is_jpeg, measure_jpeg };
