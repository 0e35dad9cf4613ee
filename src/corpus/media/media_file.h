/* SPDX-License-Identifier: EUPL-1.2 */
/* Files that are images, sound or video, as a format of a scan (px_format_media). */
#ifndef PX_CORPUS_MEDIA_MEDIA_FILE_H
#define PX_CORPUS_MEDIA_MEDIA_FILE_H

#include "corpus/media/media.h"
#include "corpus/reader.h"

/* The number of bytes of the file's head in px_tools_room, where they are those of an image, sound
 * or video; 0 where they are not, or are of a format that comes before. One read, of so few bytes
 * that a folder of pictures costs little more than opening each. */
size_t px_media_peek(px_tools *tools, const px_random *file);

/* Hands over the document that the file is. Its first `head` bytes stand in px_tools_room already.
 */
int px_media_read(px_reading *r, const px_random *file, size_t head, px_error *err) PX_MUST_CHECK;

/* Measures an image, sound or video in memory; *ret_found is false where the bytes are none. */
int px_media_of_bytes(px_tools *tools, px_str bytes, px_media *ret_media, bool *ret_found,
                      px_error *err) PX_MUST_CHECK;

#endif
