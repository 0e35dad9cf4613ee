/* SPDX-License-Identifier: EUPL-1.2 */
/* JPEG 2000 (ISO/IEC 15444-1, I.5.3): boxes, of which `jp2h` holds the header of the image. */
#include "corpus/bytes.h"
#include "corpus/media/box.h"
#include "corpus/media/media.h"

#include "base/banned.h"

static bool is_jp2(px_str head)
{
    return px_str_starts(head, PX_STR("\0\0\0\x0cjP  \r\n\x87\n"));
}

static bool measure_jp2(px_look *l, px_media *media)
{
    px_box jp2h, ihdr;
    px_str bytes;

    return px_box_find(l, 0, l->file->size, PX_BOX('j', 'p', '2', 'h'), &jp2h) &&
           px_box_find(l, jp2h.from, jp2h.to, PX_BOX('i', 'h', 'd', 'r'), &ihdr) &&
           px_look_all(l, ihdr.from, 8, &bytes) &&
           px_media_area(media, px_be32(bytes.ptr + 4), px_be32(bytes.ptr));
}

const px_media_format px_media_jp2 = { "image/jp2", PX_MODALITY_IMAGE, is_jp2, measure_jp2 };
