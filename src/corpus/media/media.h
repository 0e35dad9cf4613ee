/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Images, sound and video: told by their bytes and measured by their headers, without decoding.
 * One table (media.c), one file for each family of formats.
 *
 *   pixels    width times height of the picture as it is shown: of an animation (GIF, WebP, PNG,
 *             AVIF) once, not of each frame; of TIFF the sum of its pages, without the smaller
 *             copies of them; of SVG its nominal size in CSS pixels
 *   duration  of the whole as its header states it, else of the longest track; sound within video
 *             is part of the video
 */
#ifndef PX_CORPUS_MEDIA_MEDIA_H
#define PX_CORPUS_MEDIA_MEDIA_H

#include "corpus/media/look.h"
#include "corpus/record.h"
#include "corpus/trouble.h"

typedef struct px_media {
    const char *type; /* "image/png" */
    px_modality modality;
    uint64_t pixels;
    uint64_t milliseconds;
    px_trouble_kind trouble; /* why they are not known, or doubtful; PX_TROUBLE_NONE */
} px_media;

typedef struct px_media_format {
    const char *type;
    px_modality modality;
    bool (*recognise)(px_str head);
    /* Fills what the header says; type and modality are set, and may be set better. False where the
     * header is none. NULL: nothing but the type can be told. */
    bool (*measure)(px_look *l, px_media *media);
} px_media_format;

/* The format of what begins with these bytes, or NULL. For most, 4 KiB of them are enough; 64 KiB
 * for frames of sound without a header. */
const px_media_format *px_media_of_head(px_str head);

/* Always fills *ret_media; what could not be measured is said by its trouble. Only failures to read
 * are errors. */
int px_media_measure(const px_media_format *format, px_look *l, px_media *ret_media) PX_MUST_CHECK;

/* For the formats: width times height, false where one of them is 0 or beyond any picture. */
bool px_media_area(px_media *media, uint64_t width, uint64_t height);

/* units / per_second in milliseconds, rounded; false where that is no duration. */
bool px_media_lasts(px_media *media, uint64_t units, uint64_t per_second);

extern const px_media_format px_media_png, px_media_gif, px_media_bmp, px_media_ico, px_media_jp2,
    px_media_jpeg, px_media_webp, px_media_tiff, px_media_heif, px_media_svg, px_media_wav,
    px_media_flac, px_media_mpeg_audio, px_media_aac, px_media_ogg, px_media_mp4, px_media_matroska,
    px_media_avi, px_media_transport_stream;

#endif
