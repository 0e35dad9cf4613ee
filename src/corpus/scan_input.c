/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/scan_input.h"

#include "corpus/member.h"

#include "base/banned.h"

enum {
    SNIFF = 1 << 20, /* packed bytes: a block of bzip2 must be in them */
    HEAD = 1 << 16,
    ALIGN_MAX = 4 << 20
};

/* ---- What it is */

static void ignore_record(void *arg, const px_record *record)
{
    (void)arg;
    (void)record;
}

static void note_trouble(void *arg, px_trouble_kind kind, uint64_t offset, bool inside,
                         uint64_t times)
{
    bool *cut = arg;

    (void)offset;
    (void)inside;
    (void)times;
    *cut = *cut || kind == PX_TROUBLE_CUT_RECORD;
}

/* Whether the first member ends where a record does, and another member follows. The window holds
 * the beginning of the file. */
static int has_whole_members(px_tools *tools, const px_sniffed *sniffed, px_stream *s,
                             bool *ret_has, px_error *err)
{
    px_stream packed;
    px_codec_stream *layer = &tools->layers[0];
    bool cut = false;
    px_reading r = { .format = sniffed->format,
                     .sizes_only = true,
                     .stop = UINT64_MAX,
                     .tools = tools,
                     .record = ignore_record,
                     .trouble = note_trouble,
                     .arg = &cut };
    int rc = px_stream_want(s, ALIGN_MAX, err);

    if (rc < 0)
        return rc;
    packed = px_stream_memory(px_str_n(s->ptr, s->len));
    px_codec_stream_open(layer, &px_codec_gzip,
                         px_codec_pool_state(&tools->pools[0], &px_codec_gzip), &packed, true);
    rc = sniffed->format->read(&r, &layer->stream, err);
    *ret_has = !cut; /* a damaged or very long first member is no reason to give members up */
    return rc;
}

/* The head of what the window unpacks to. */
static int unpacked_head(px_tools *tools, const px_codec *codec, px_str window, px_str *ret_head,
                         px_trouble_kind *ret_trouble, px_error *err)
{
    px_codec_stream *layer = &tools->layers[0];
    px_stream packed = px_stream_memory(window);
    int rc;

    px_codec_stream_open(layer, codec, px_codec_pool_state(&tools->pools[0], codec), &packed,
                         false);
    rc = px_stream_want(&layer->stream, HEAD, err);
    if (rc < 0)
        return rc;
    *ret_head = px_str_n(layer->stream.ptr, layer->stream.len);
    *ret_trouble = layer->stream.trouble;
    return 0;
}

int px_sniff(px_tools *tools, px_file_stream *f, const px_scan_options *options,
             px_sniffed *ret_sniffed, px_error *err)
{
    px_stream *s = &f->stream;
    px_sniffed sniffed = { .access = PX_ACCESS_PLAIN };
    px_trouble_kind trouble = PX_TROUBLE_NONE;
    px_str head;
    bool whole;
    int rc = px_stream_want(s, SNIFF, err);

    if (rc < 0)
        return rc;
    head = px_str_n(s->ptr, s->len);
    sniffed.codec = px_codec_of_head(head);
    if (sniffed.codec) {
        sniffed.access = PX_ACCESS_STREAM;
        rc = unpacked_head(tools, sniffed.codec, head, &head, &trouble, err);
    }
    if (rc < 0)
        return rc;
    head.len = PX_MIN(head.len, (size_t)HEAD);
    sniffed.format = px_format_of_head(head);
    if (!sniffed.format) {
        sniffed.access = PX_ACCESS_NONE;
        sniffed.trouble = s->len == 0 ? PX_TROUBLE_EMPTY
                          : head.len  ? PX_TROUBLE_UNKNOWN
                          : trouble   ? trouble
                                      : PX_TROUBLE_EMPTY;
    } else if (sniffed.format->read_at) {
        sniffed.access = PX_ACCESS_RANDOM;
    } else if (sniffed.format == &px_format_jsonl) {
        rc = px_json_fields_make(head, options->fields, &sniffed.fields, err);
    } else if (sniffed.codec == &px_codec_gzip && sniffed.format->in_members) {
        rc = has_whole_members(tools, &sniffed, s, &whole, err);
        if (rc >= 0 && whole)
            sniffed.access = PX_ACCESS_MEMBERS;
    }
    if (rc >= 0)
        *ret_sniffed = sniffed;
    return rc;
}

/* ---- Reading */

static int read_plain(px_reading *r, px_file_stream *f, uint64_t from, bool exact,
                      px_stretch_ends *ends, px_error *err)
{
    px_stream *s = &f->stream;
    int rc = 0;

    (void)px_file_stream_seek(f, exact ? from : from - 1);
    if (!exact)
        rc = r->format->find(s, err);
    if (rc < 0)
        return rc;
    rc = px_stream_want(s, 1, err);
    if (rc < 0)
        return rc;
    if (s->at < r->stop && s->len > 0)
        ends->begin = s->at;
    rc = r->format->read(r, s, err);
    ends->end = s->at;
    return rc;
}

/* Entries of an archive that is not packed can be looked into at any place. */
static int read_archive(px_reading *r, px_file_stream *f, uint64_t from, bool exact,
                        px_stretch_ends *ends, px_error *err)
{
    px_random file;
    int rc = px_random_open(&file, f->fd, f->name, err);

    if (rc >= 0 && !exact)
        rc = r->format->find_at(r->tools, &file, from, r->stop, &from, err);
    if (rc < 0 || from == UINT64_MAX)
        return rc;
    r->file = &file;
    r->goes_on = from > 0;
    rc = read_plain(r, f, from, true, ends, err);
    r->file = NULL;
    ends->keys = r->keys;
    return rc;
}

static int read_members(px_reading *r, px_file_stream *f, uint64_t from, bool exact,
                        px_stretch_ends *ends, px_error *err)
{
    px_stream *s = &f->stream;
    int rc = 0;

    (void)px_file_stream_seek(f, from);
    if (!exact)
        rc = px_members_find(r, f, err);
    if (rc >= 0)
        rc = px_stream_want(s, 1, err);
    if (rc < 0)
        return rc;
    if (s->at < r->stop && s->len > 0)
        ends->begin = s->at;
    rc = px_members_read(r, f, err);
    ends->end = s->at;
    return rc;
}

static int read_stream(px_reading *r, const px_codec *codec, px_file_stream *f,
                       px_stretch_ends *ends, px_error *err)
{
    px_tools *tools = r->tools;
    px_codec_stream *layer = &tools->layers[0];
    int rc;

    px_codec_stream_open(layer, codec, px_codec_pool_state(&tools->pools[0], codec), &f->stream,
                         false);
    r->inside = true;
    rc = r->format->read(r, &layer->stream, err);
    r->inside = false;
    ends->begin = 0;
    ends->end = PX_NOWHERE;
    return rc;
}

/* A file with its list of contents at its end; held first where it cannot seek. */
static int read_random(px_reading *r, const px_codec *codec, px_file_stream *f, uint64_t from,
                       px_stretch_ends *ends, px_error *err)
{
    px_tools *tools = r->tools;
    px_codec_stream *layer = &tools->layers[0];
    px_stream *s = codec ? &layer->stream : &f->stream;
    bool held = codec || !f->seekable;
    px_random file;
    int rc;

    if (codec)
        px_codec_stream_open(layer, codec, px_codec_pool_state(&tools->pools[0], codec), &f->stream,
                             false);
    rc = held ? px_random_hold(&file, s, f->name, err) : px_random_open(&file, f->fd, f->name, err);
    if (rc < 0)
        return rc;
    r->inside = codec != NULL;
    if (held && s->trouble)
        px_reading_trouble(r, s->trouble, s->at);
    else
        rc = r->format->read_at(r, &file, from, r->stop, err);
    r->inside = false;
    px_random_close(&file);
    ends->begin = from;
    ends->end = PX_NOWHERE;
    return rc;
}

int px_stretch_read(px_reading *r, const px_sniffed *sniffed, px_file_stream *f, uint64_t from,
                    uint64_t to, bool exact, px_stretch_ends *ret_ends, px_error *err)
{
    px_stretch_ends ends = PX_NO_STRETCH;
    int rc = 0;

    r->format = sniffed->format;
    r->fields = &sniffed->fields;
    r->stop = to;
    if (sniffed->access == PX_ACCESS_RANDOM)
        rc = read_random(r, sniffed->codec, f, from, &ends, err);
    else if (sniffed->access == PX_ACCESS_PLAIN && r->format->archive && f->seekable)
        rc = read_archive(r, f, from, exact, &ends, err);
    else if (sniffed->access == PX_ACCESS_PLAIN)
        rc = read_plain(r, f, from, exact, &ends, err);
    else if (sniffed->access == PX_ACCESS_MEMBERS)
        rc = read_members(r, f, from, exact, &ends, err);
    else if (sniffed->access == PX_ACCESS_STREAM)
        rc = read_stream(r, sniffed->codec, f, &ends, err);
    if (rc >= 0)
        *ret_ends = ends;
    return rc;
}
