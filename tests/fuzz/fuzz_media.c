/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as an image, sound or video, by each format in turn, and as a file without a container.
 * What is measured must be sound, and the same in memory and through the windows of a file.
 */
#include <sys/mman.h>

#include "corpus/media/media.h"
#include "corpus/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static px_media measure(const px_media_format *format, const px_random *file)
{
    static char room[PX_LOOK_MAX];
    px_error err;
    px_look look = px_look_open(file, room, 0, &err);
    px_media media;

    demand(px_media_measure(format, &look, &media) == 0);
    demand(strchr(media.type, '/') && media.modality < PX_MODALITY_OTHER);
    demand(media.modality != PX_MODALITY_TEXT && media.trouble < PX_TROUBLE_COUNT);
    /* Only of a sound that is cut off it is known how long it is said to be. */
    demand(!media.trouble || media.trouble == PX_TROUBLE_CUT_SOUND ||
           (media.pixels == 0 && media.milliseconds == 0));
    demand(media.modality == PX_MODALITY_IMAGE ? media.milliseconds == 0 : media.pixels == 0);
    return media;
}

/* A file of the bytes that is made once and filled anew. */
static px_random file_of(px_str bytes)
{
    static int fd = -1;

    if (fd < 0)
        fd = memfd_create("bytes", MFD_CLOEXEC);
    demand(fd >= 0 && ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0);
    demand(write(fd, bytes.ptr, bytes.len) == (ssize_t)bytes.len);
    return (px_random){ .fd = fd, .size = bytes.len, .name = "bytes" };
}

static void count_record(void *arg, const px_record *record)
{
    unsigned *records = arg;

    demand(record->role == PX_RECORD_DOCUMENT && record->figures[PX_FIGURE_DOCUMENTS] == 1);
    demand(record->figures[PX_FIGURE_CHARACTERS] <= record->figures[PX_FIGURE_TEXT]);
    ++*records;
}

static void ignore_trouble(void *arg, px_trouble_kind kind, uint64_t offset, bool inside,
                           uint64_t times)
{
    (void)arg;
    (void)offset;
    (void)inside;
    (void)times;
    demand(kind > PX_TROUBLE_NONE && kind < PX_TROUBLE_COUNT);
}

/* Every file without a container is one document. */
static void read_loose(px_str bytes)
{
    static px_tools tools;
    static const px_format *const formats[] = { &px_format_text, &px_format_other };

    for (size_t i = 0; i < PX_COUNT(formats); i++) {
        px_stream s = px_stream_memory(bytes);
        unsigned records = 0;
        px_error err;
        px_reading r = { .format = formats[i],
                         .pages = true,
                         .stop = UINT64_MAX,
                         .tools = &tools,
                         .record = count_record,
                         .trouble = ignore_trouble,
                         .arg = &records };

        demand(formats[i]->read(&r, &s, &err) == 0);
        demand(records == (formats[i]->recognise(bytes) ? 1U : 0U));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const px_media_format *const formats[] = {
        &px_media_png,
        &px_media_gif,
        &px_media_bmp,
        &px_media_jpeg,
        &px_media_webp,
        &px_media_tiff,
        &px_media_heif,
        &px_media_svg,
        &px_media_wav,
        &px_media_flac,
        &px_media_mpeg_audio,
        &px_media_aac,
        &px_media_ogg,
        &px_media_mp4,
        &px_media_matroska,
        &px_media_avi,
        &px_media_transport_stream,
        &px_media_ico,
        &px_media_jp2,
    };
    px_str bytes = px_str_n((const char *)data, size);
    const px_media_format *found = px_media_of_head(bytes);
    px_random memory = px_random_memory(bytes, "bytes");

    if (size == 0)
        return 0;
    for (size_t i = 0; i < PX_COUNT(formats); i++)
        (void)measure(formats[i], &memory);
    if (found) {
        px_random file = file_of(bytes);
        px_media first = measure(found, &memory), second = measure(found, &file);

        demand(first.pixels == second.pixels && first.milliseconds == second.milliseconds &&
               first.trouble == second.trouble && first.type == second.type);
    }
    read_loose(bytes);
    return 0;
}
