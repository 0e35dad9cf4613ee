/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/media_type.h"

#include "base/ascii.h"
#include "base/macro.h"
#include "base/words.h"

#include "base/banned.h"

static const struct {
    const char *name, *title;
} modalities[PX_MODALITY_COUNT] = {
    [PX_MODALITY_TEXT] = { "text", N_("text") },    [PX_MODALITY_IMAGE] = { "image", N_("images") },
    [PX_MODALITY_AUDIO] = { "audio", N_("audio") }, [PX_MODALITY_VIDEO] = { "video", N_("video") },
    [PX_MODALITY_OTHER] = { "other", N_("other") },
};

PX_WORDS_SHOW(px_modality, px_modality, modalities)

/* Beginnings of types, the first that fits holds. */
static const struct {
    px_str prefix;
    px_modality modality;
} prefixes[] = {
    { PX_STR_INIT("text/"), PX_MODALITY_TEXT },
    { PX_STR_INIT("image/"), PX_MODALITY_IMAGE },
    { PX_STR_INIT("audio/"), PX_MODALITY_AUDIO },
    { PX_STR_INIT("video/"), PX_MODALITY_VIDEO },
    { PX_STR_INIT("application/ogg"), PX_MODALITY_AUDIO },
    { PX_STR_INIT("application/xhtml+xml"), PX_MODALITY_TEXT },
    { PX_STR_INIT("application/xml"), PX_MODALITY_TEXT },
    { PX_STR_INIT("application/json"), PX_MODALITY_TEXT },
    { PX_STR_INIT("application/ld+json"), PX_MODALITY_TEXT },
    { PX_STR_INIT("application/javascript"), PX_MODALITY_TEXT },
    { PX_STR_INIT("application/x-javascript"), PX_MODALITY_TEXT },
    { PX_STR_INIT("application/rss+xml"), PX_MODALITY_TEXT },
    { PX_STR_INIT("application/atom+xml"), PX_MODALITY_TEXT },
    { PX_STR_INIT("application/rdf+xml"), PX_MODALITY_TEXT },
    { PX_STR_INIT("application/rtf"), PX_MODALITY_TEXT },
    { PX_STR_INIT("application/pdf"), PX_MODALITY_TEXT },
    { PX_STR_INIT("application/msword"), PX_MODALITY_TEXT },
    { PX_STR_INIT("application/epub+zip"), PX_MODALITY_TEXT },
    { PX_STR_INIT("application/vnd.oasis.opendocument.text"), PX_MODALITY_TEXT },
    { PX_STR_INIT("application/vnd.openxmlformats-officedocument.wordprocessingml"),
      PX_MODALITY_TEXT },
    { PX_STR_INIT("application/"), PX_MODALITY_OTHER },
};

px_modality px_media_modality(px_str type)
{
    if (type.len == 0 || px_str_is(type, PX_MEDIA_BAD))
        return PX_MODALITY_TEXT;
    for (size_t i = 0; i < PX_COUNT(prefixes); i++)
        if (px_str_starts(type, prefixes[i].prefix))
            return prefixes[i].modality;
    return PX_MODALITY_OTHER;
}

/* RFC 9110, 5.6.2, and the slash. */
static bool is_type_char(char c)
{
    return px_is_alnum(c) || (c && strchr("!#$%&'*+-.^_`|~/", c));
}

px_str px_media_type(px_str header, char room[PX_MEDIA_TYPE_MAX + 1])
{
    size_t n, slashes = 0;
    bool good = true;

    header = px_str_trim(px_str_sub(header, 0, px_str_find_char(header, ';')));
    header = px_str_trim(px_str_sub(header, 0, px_str_find_char(header, ',')));
    n = PX_MIN(header.len, (size_t)PX_MEDIA_TYPE_MAX);
    for (size_t i = 0; i < n; i++) {
        good = good && is_type_char(header.ptr[i]);
        slashes += header.ptr[i] == '/';
        room[i] = px_lower(header.ptr[i]);
    }
    if (n == 0)
        return px_str_n(room, 0);
    if (!good || slashes != 1 || n < header.len || room[0] == '/' || room[n - 1] == '/')
        return px_str_of(PX_MEDIA_BAD);
    return px_str_n(room, n);
}
