/* SPDX-License-Identifier: EUPL-1.2 */
/* A file that is an image, sound or video: one document, measured by its header. */
#include "corpus/media/media_file.h"

#include "corpus/media/id3.h"

#include "base/banned.h"

static bool media_recognise(px_str head)
{
    return px_media_of_head(head) != NULL;
}

size_t px_media_peek(px_tools *tools, const px_random *file)
{
    char *room = px_tools_room(tools);
    px_error err = PX_ERROR_INIT;
    size_t len;

    if (px_random_read(file, 0, room, PX_LOOK_FIRST, &len, &err) < 0 ||
        px_format_of_head(px_str_n(room, len)) != &px_format_media)
        return 0;
    return len;
}

/* Behind a tag stands what the file is; frames of sound without a header want more bytes. */
static const px_media_format *find_format(px_look *look)
{
    px_str head = px_look_at(look, 0, PX_LOOK_FIRST);
    size_t tag = px_id3_length(head);
    const px_media_format *format =
        tag ? px_media_of_head(px_look_at(look, tag, PX_LOOK_MAX)) : NULL;

    if (!format)
        format = px_media_of_head(px_look_at(look, 0, PX_LOOK_FIRST));
    return format ? format : px_media_of_head(px_look_at(look, 0, PX_LOOK_MAX));
}

int px_media_read(px_reading *r, const px_random *file, size_t head, px_error *err)
{
    px_look look = px_look_open(file, px_tools_room(r->tools), head, err);
    const px_media_format *format = find_format(&look);
    px_media media;
    px_record record = { .role = PX_RECORD_DOCUMENT, .kind = "file" };
    int rc;

    if (!format)
        return look.rc;
    rc = px_media_measure(format, &look, &media);
    if (rc < 0)
        return rc;
    record.media_type = px_str_of(media.type);
    record.modality = media.modality;
    record.figures[PX_FIGURE_DOCUMENTS] = 1;
    record.figures[PX_FIGURE_STORED] = record.figures[PX_FIGURE_CONTENT] = file->size;
    record.figures[PX_FIGURE_PIXELS] = media.pixels;
    record.figures[PX_FIGURE_MILLISECONDS] = media.milliseconds;
    if (media.trouble)
        px_reading_trouble(r, media.trouble, 0);
    r->record(r->arg, &record);
    return 0;
}

int px_media_of_bytes(px_tools *tools, px_str bytes, px_media *ret_media, bool *ret_found,
                      px_error *err)
{
    px_random file = px_random_memory(bytes, "");
    px_look look = px_look_open(&file, px_tools_room(tools), 0, err);
    const px_media_format *format = find_format(&look);

    *ret_found = format != NULL;
    return format ? px_media_measure(format, &look, ret_media) : look.rc;
}

static int media_read_at(px_reading *r, const px_random *file, uint64_t from, uint64_t to,
                         px_error *err)
{
    (void)to;
    return from == 0 ? px_media_read(r, file, 0, err) : 0;
}

const px_format px_format_media = {
    .name = "file",
    .recognise = media_recognise,
    .loose = true,
    .read_at = media_read_at,
};
