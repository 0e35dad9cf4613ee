/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/archive/archive_entry.h"

#include "base/banned.h"

enum { HEAD = 1 << 16, SMALL = 1 << 20 };

/* What reads a format that needs any place of its file: the file itself, or all of a small entry in
 * the window; what is larger is held. */
static int read_random(px_reading *r, px_stream *s, const px_random *file, px_error *err)
{
    px_random held = { .fd = -1 };
    int rc;

    if (file)
        return r->format->read_at(r, file, 0, UINT64_MAX, err);
    rc = px_stream_want(s, SMALL, err);
    if (rc < 0)
        return rc;
    if (s->end && !s->trouble)
        held = px_random_memory(px_str_n(s->ptr, s->len), "");
    else
        rc = px_random_hold(&held, s, "", err);
    if (rc >= 0 && s->trouble)
        px_reading_trouble(r, s->trouble, 0);
    else if (rc >= 0)
        rc = r->format->read_at(r, &held, 0, UINT64_MAX, err);
    px_random_close(&held);
    return rc;
}

/* `fields` is room for those of a format that has some. */
static int read_format(px_reading *r, px_stream *s, const px_random *file, px_json_fields *fields,
                       px_error *err)
{
    int rc = 0;

    if (r->format->read_at)
        return read_random(r, s, file, err);
    if (r->format == &px_format_jsonl) {
        rc = px_json_fields_make(px_str_n(s->ptr, PX_MIN(s->len, (size_t)HEAD)), r->assigned,
                                 fields, err);
        r->fields = fields;
    }
    r->file = file;
    return rc < 0 ? rc : r->format->read(r, s, err);
}

/* What the entry unpacks to takes its place. */
static int open_layer(px_reading *r, px_stream **s, const px_codec *codec, uint64_t size,
                      px_error *err)
{
    px_tools *tools = r->tools;
    px_codec_stream *layer;

    r->layer++;
    layer = &tools->layers[r->layer];
    px_codec_stream_open(layer, codec, px_codec_pool_state(&tools->pools[r->layer], codec), *s,
                         false);
    layer->limit = px_entry_limit(size);
    *s = &layer->stream;
    return px_stream_want(*s, HEAD, err);
}

int px_entry_read(px_reading *outer, px_stream *s, const px_random *file, uint64_t size,
                  uint64_t at, px_error *err)
{
    px_reading r = *outer;
    px_json_fields fields;
    const px_codec *codec;
    int rc = px_stream_want(s, HEAD, err);

    r.place = outer->fixed ? outer->place : at;
    r.fixed = true;
    r.goes_on = false;
    r.stop = UINT64_MAX;
    if (rc < 0)
        return rc;
    codec = px_codec_of_head(px_str_n(s->ptr, s->len));
    if (codec && r.layer + 1 < PX_LAYERS_MAX) {
        rc = open_layer(&r, &s, codec, size, err);
        file = NULL;
    }
    if (rc < 0)
        return rc;
    r.format = px_format_of_head(px_str_n(s->ptr, PX_MIN(s->len, (size_t)HEAD)));
    if (!r.format) {
        px_reading_trouble(&r, s->trouble ? s->trouble : PX_TROUBLE_EMPTY, at);
        return 0;
    }
    if (r.format->archive && ++r.depth > PX_ARCHIVES_MAX) {
        px_reading_trouble(&r, PX_TROUBLE_NESTED, at);
        return 0;
    }
    return read_format(&r, s, file, &fields, err);
}
