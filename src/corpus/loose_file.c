/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Files without a container: each is one document, of which the media type is told by its content.
 * What is text from end to end has its bytes and characters counted as text; of HTML, PDF and the
 * like the bytes are those of the file. Bytes of which nothing is known are a document, too, of
 * the modality "other", and are named: nothing that lies in a corpus is left out in silence.
 */
#include "corpus/http_body.h"
#include "corpus/media_type.h"
#include "corpus/reader.h"
#include "corpus/text_kind.h"
#include "corpus/text_measure.h"

#include "base/banned.h"

enum { WINDOW = 1 << 18, HEAD = 1 << 16 };

static void hand_over(px_reading *r, px_record *record, const char *type, uint64_t size)
{
    record->role = PX_RECORD_DOCUMENT;
    record->kind = "file";
    record->media_type = px_str_of(type);
    record->modality = px_media_modality(record->media_type);
    record->figures[PX_FIGURE_DOCUMENTS] = 1;
    record->figures[PX_FIGURE_STORED] = record->figures[PX_FIGURE_CONTENT] = size;
    r->record(r->arg, record);
}

/* Passes over all that is left; what can be told without reading it is not read. */
static int count_bytes(px_reading *r, px_stream *s, uint64_t *ret_size, px_error *err)
{
    if (!r->file)
        return px_stream_skip(s, UINT64_MAX, ret_size, err);
    *ret_size = r->file->size;
    return 0;
}

/* ---- Text */

static bool text_recognise(px_str head)
{
    return px_text_kind_of(head) != NULL;
}

/* Bytes of the window that can be measured by themselves: without a character that is not whole. */
static size_t whole_part(const px_stream *s)
{
    size_t len = s->len, back = 0;

    if (s->end)
        return len;
    while (back < 3 && back < len && ((unsigned char)s->ptr[len - 1 - back] & 0xc0) == 0x80)
        back++;
    if (back + 1 < len && ((unsigned char)s->ptr[len - 1 - back] & 0xc0) == 0xc0)
        len -= back + 1;
    return len;
}

/* Adds what is left of the stream; *ret_good: all of it is well-formed. */
static int measure_text(px_reading *r, px_stream *s, px_record *record, bool *ret_good,
                        px_error *err)
{
    bool good = true;

    for (;;) {
        int rc = px_stream_want(s, WINDOW, err);
        px_str part;

        if (rc < 0)
            return rc;
        if (s->len == 0)
            break;
        part = px_str_n(s->ptr, whole_part(s));
        record->figures[PX_FIGURE_TEXT] += part.len;
        if (!r->sizes_only) {
            record->figures[PX_FIGURE_CHARACTERS] += px_text_characters(part);
            good = good && px_text_valid(part);
        }
        px_stream_take(s, part.len);
    }
    *ret_good = good;
    return 0;
}

/* How the text is read: as a whole where it is wanted, stands in markup or is not UTF-8; bit by bit
 * otherwise. */
static px_text_form form_of(const px_reading *r, const px_text_kind *kind)
{
    if (px_str_is(px_str_of(kind->type), "text/html"))
        return r->pages || r->with_text ? PX_TEXT_HTML : PX_TEXT_NONE;
    if (kind->is_text && (r->with_text || (kind->is_coded && !r->sizes_only)))
        return PX_TEXT_PLAIN;
    return PX_TEXT_NONE;
}

static int measure(px_reading *r, px_stream *s, const px_text_kind *kind, uint64_t at,
                   px_record *record, uint64_t *ret_size, px_error *err)
{
    px_text_form form = form_of(r, kind);
    uint64_t begin = s->at;
    bool has = false, good = true;
    int rc = 0;

    if (form != PX_TEXT_NONE)
        rc = px_read_text(r, s, form, PX_STR(""), at, &has, err);
    if (rc < 0)
        return rc;
    if (has) {
        px_describe_text(r, record);
        *ret_size = s->len;
        px_stream_take(s, s->len);
    } else if (kind->is_text && !kind->is_coded) {
        rc = measure_text(r, s, record, &good, err);
        *ret_size = s->at - begin;
    } else {
        rc = count_bytes(r, s, ret_size, err);
    }
    if (!good)
        px_reading_trouble(r, PX_TROUBLE_TEXT, at);
    return rc;
}

static int text_read(px_reading *r, px_stream *s, px_error *err)
{
    px_record record = { 0 };
    const px_text_kind *kind;
    uint64_t at = s->at, size;
    int rc = px_stream_want(s, HEAD, err);

    if (rc < 0)
        return rc;
    kind = px_text_kind_of(px_str_n(s->ptr, PX_MIN(s->len, (size_t)HEAD)));
    if (s->len == 0 || !kind)
        return 0;
    rc = measure(r, s, kind, at, &record, &size, err);
    if (rc < 0)
        return rc;
    if (s->trouble) /* not whole */
        px_reading_trouble(r, s->trouble, at);
    else
        hand_over(r, &record, kind->type, size);
    return 0;
}

const px_format px_format_text = {
    .name = "file",
    .recognise = text_recognise,
    .loose = true,
    .read = text_read,
};

/* ---- All the rest */

static bool other_recognise(px_str head)
{
    return head.len > 0;
}

static int other_read(px_reading *r, px_stream *s, px_error *err)
{
    px_record record = { 0 };
    uint64_t at = s->at, size;
    int rc = count_bytes(r, s, &size, err);

    if (rc < 0)
        return rc;
    px_reading_trouble(r, s->trouble ? s->trouble : PX_TROUBLE_UNKNOWN, at);
    if (!s->trouble)
        hand_over(r, &record, "application/octet-stream", size);
    return 0;
}

const px_format px_format_other = {
    .name = "file",
    .recognise = other_recognise,
    .loose = true,
    .read = other_read,
};
