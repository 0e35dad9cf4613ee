/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/media/media.h"

#include "base/macro.h"

#include "base/banned.h"

/* ---- Formats of which only the type is told */

static bool is_flv(px_str head)
{
    return px_str_starts(head, PX_STR("FLV\x01"));
}

static bool is_asf(px_str head)
{
    return px_str_starts(head, PX_STR("\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62"));
}

static bool is_program_stream(px_str head)
{
    return px_str_starts(head, PX_STR("\0\0\x01\xba"));
}

static bool is_aiff(px_str head)
{
    px_str kind = px_str_sub(head, 8, 12);

    return px_str_starts(head, PX_STR("FORM")) &&
           (px_str_is(kind, "AIFF") || px_str_is(kind, "AIFC"));
}

static bool is_amr(px_str head)
{
    return px_str_starts(head, PX_STR("#!AMR"));
}

static bool is_jpeg_xl(px_str head)
{
    return px_str_starts(head, PX_STR("\0\0\0\x0cJXL \r\n\x87\n")) ||
           px_str_starts(head, PX_STR("\xff\x0a"));
}

static bool is_photoshop(px_str head)
{
    return px_str_starts(head, PX_STR("8BPS\0\x01"));
}

#define TYPE_ONLY(name, modality, recognise)                                                       \
    &(const px_media_format)                                                                       \
    {                                                                                              \
        name, PX_MODALITY_##modality, recognise, NULL                                              \
    }

/* The first that recognises a head has it: those whose marks are longest stand first. */
static const px_media_format *const formats[] = {
    &px_media_png,
    &px_media_jpeg,
    &px_media_webp,
    &px_media_gif,
    &px_media_heif,
    &px_media_mp4,
    &px_media_wav,
    &px_media_avi,
    &px_media_ogg,
    &px_media_flac,
    &px_media_matroska,
    &px_media_tiff,
    TYPE_ONLY("video/x-ms-asf", VIDEO, is_asf),
    &px_media_jp2,
    TYPE_ONLY("image/jxl", IMAGE, is_jpeg_xl),
    TYPE_ONLY("image/vnd.adobe.photoshop", IMAGE, is_photoshop),
    TYPE_ONLY("audio/aiff", AUDIO, is_aiff),
    TYPE_ONLY("audio/amr", AUDIO, is_amr),
    TYPE_ONLY("video/x-flv", VIDEO, is_flv),
    TYPE_ONLY("video/mpeg", VIDEO, is_program_stream),
    &px_media_bmp,
    &px_media_ico,
    &px_media_transport_stream,
    &px_media_mpeg_audio,
    &px_media_aac,
    &px_media_svg,
};

const px_media_format *px_media_of_head(px_str head)
{
    for (size_t i = 0; i < PX_COUNT(formats); i++)
        if (formats[i]->recognise(head))
            return formats[i];
    return NULL;
}

int px_media_measure(const px_media_format *format, px_look *l, px_media *ret_media)
{
    px_media media = { .type = format->type, .modality = format->modality };
    bool timed = format->modality != PX_MODALITY_IMAGE, good;

    good = format->measure && format->measure(l, &media);
    if (l->rc < 0)
        return l->rc;
    if (!good) {
        media.pixels = media.milliseconds = 0;
        if (!media.trouble)
            media.trouble = format->measure ? PX_TROUBLE_MEDIA
                            : timed         ? PX_TROUBLE_NO_DURATION
                                            : PX_TROUBLE_NO_PIXELS;
    }
    *ret_media = media;
    return 0;
}

bool px_media_area(px_media *media, uint64_t width, uint64_t height)
{
    if (width == 0 || height == 0 || width > UINT32_MAX || height > UINT32_MAX)
        return false;
    media->pixels = width * height;
    return true;
}

bool px_media_lasts(px_media *media, uint64_t units, uint64_t per_second)
{
    const uint64_t century = (uint64_t)100 * 366 * 24 * 3600;

    if (per_second == 0 || per_second > UINT64_MAX / 2000 || units / per_second > century)
        return false;
    media->milliseconds =
        units / per_second * 1000 + ((units % per_second) * 1000 + per_second / 2) / per_second;
    return true;
}
