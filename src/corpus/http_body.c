/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/http_body.h"

#include "base/ascii.h"
#include "corpus/head.h"
#include "corpus/media/media_file.h"
#include "corpus/text_measure.h"

#include "base/banned.h"

/* ---- The head */

static void add_encodings(px_http_head *head, px_str list)
{
    px_str name;

    while (list.ptr && px_str_split(&list, ',', &name)) {
        name = px_str_trim(name);
        if (name.len == 0 || px_str_eq_nocase(name, PX_STR("identity")))
            continue;
        if (head->n_encodings == PX_HTTP_ENCODINGS)
            head->too_many = true;
        else
            head->encodings[head->n_encodings++] = name;
    }
}

static bool ends_chunked(px_str value)
{
    px_str last = PX_STR("chunked");

    return value.len >= last.len &&
           px_str_eq_nocase(px_str_sub(value, value.len - last.len, value.len), last);
}

static px_str keep(char *room, size_t size, px_str value)
{
    value.len = PX_MIN(value.len, size);
    if (value.len)
        memcpy(room, value.ptr, value.len);
    return px_str_n(value.ptr ? room : NULL, value.len);
}

static void read_type(px_http_head *head, px_str value)
{
    head->media_type = px_media_type(value, head->media_room);
    head->charset =
        keep(head->charset_room, sizeof(head->charset_room), px_charset_parameter(value));
}

static void read_fields(px_http_head *head, px_str rest)
{
    px_str name, value;

    while (px_head_field(&rest, &name, &value)) {
        switch (name.len) {
        case 12:
            if (px_str_eq_nocase(name, PX_STR("content-type")) && head->media_type.len == 0)
                read_type(head, value);
            break;
        case 16:
            if (px_str_eq_nocase(name, PX_STR("content-encoding")))
                add_encodings(head, value);
            else if (px_str_eq_nocase(name, PX_STR("content-language")))
                head->language = keep(head->language_room, sizeof(head->language_room), value);
            break;
        case 17:
            if (px_str_eq_nocase(name, PX_STR("transfer-encoding")))
                head->chunked = ends_chunked(value);
            break;
        default:
            break;
        }
    }
}

bool px_http_head_read(px_str bytes, bool last, px_http_head *ret_head)
{
    size_t len, line;

    *ret_head = (px_http_head){ .media_type = { "", 0 } };
    if (!px_str_starts(bytes, PX_STR("HTTP/")))
        return bytes.len >= 5 || last;
    len = px_head_length(bytes);
    if (len == 0 && last)
        len = bytes.len; /* a head and nothing else */
    if (len == 0)
        return false;
    ret_head->len = len;
    line = px_str_find_char(px_str_n(bytes.ptr, len), '\n');
    for (size_t at = px_str_find_char(px_str_n(bytes.ptr, line), ' ') + 1;
         at < line && px_is_digit(bytes.ptr[at]) && ret_head->status < 1000; at++)
        ret_head->status = 10 * ret_head->status + (unsigned)(bytes.ptr[at] - '0');
    read_fields(ret_head, px_str_sub(bytes, PX_MIN(line + 1, len), len));
    return true;
}

/* ---- The body */

/* A size in hexadecimal digits and the end of its line or an extension. */
static bool begins_chunk(px_str head)
{
    size_t digits = 0, at;

    while (digits < head.len && px_hex_value(head.ptr[digits]) >= 0)
        digits++;
    at = digits;
    while (at < head.len && (head.ptr[at] == ' ' || head.ptr[at] == '\t'))
        at++;
    return digits > 0 && digits < 16 &&
           (at == head.len || head.ptr[at] == ';' || head.ptr[at] == '\r' || head.ptr[at] == '\n');
}

/* ---- Its text */

int px_read_text(px_reading *r, px_stream *s, px_text_form kind, px_str label, uint64_t at,
                 bool *ret_has, px_error *err)
{
    px_tools *tools = r->tools;
    int rc = px_stream_whole(s, ret_has, err);

    if (rc < 0)
        return rc;
    if (!*ret_has) {
        px_reading_trouble(r, PX_TROUBLE_TOO_LARGE, at);
        return 0;
    }
    px_document_text_read(&tools->texts, kind, px_str_n(s->ptr, s->len), label, &tools->text);
    if (tools->text.trouble)
        px_reading_trouble(r, tools->text.trouble, at);
    return 0;
}

void px_describe_text(px_reading *r, px_record *record)
{
    const px_document_text *text = &r->tools->text;

    record->figures[PX_FIGURE_TEXT] = text->text.len;
    record->figures[PX_FIGURE_CHARACTERS] = px_text_characters(text->text);
    record->languages[PX_CLAIM_PAGE] = text->language;
    if (r->with_text)
        record->text = text->text;
}

void px_http_describe(px_reading *r, const px_http_head *head, const px_http_size *size,
                      px_record *record)
{
    if (head->media_type.len)
        record->media_type = head->media_type;
    record->figures[PX_FIGURE_DOCUMENTS] = record->role == PX_RECORD_DOCUMENT;
    record->figures[PX_FIGURE_STORED] = size->stored;
    record->figures[PX_FIGURE_CONTENT] = size->content;
    record->figures[PX_FIGURE_PIXELS] = size->pixels;
    record->figures[PX_FIGURE_MILLISECONDS] = size->milliseconds;
    record->languages[PX_CLAIM_HTTP] = head->language;
    if (size->has_text)
        px_describe_text(r, record);
}

/* What undoes the chunks and encodings of one body. */
typedef struct body_layers {
    px_reading *r;
    px_stream *top;
    size_t count;
    uint64_t at;
    bool failed; /* a trouble was reported */
    px_text_form kind;
    px_str label; /* of its character set */
    bool has_text;
    px_modality
        media; /* what it is said to be: image, sound, video; TEXT where that is not asked */
    px_http_size *size;
} body_layers;

static void add_layer(body_layers *b, const px_codec *codec)
{
    px_tools *tools = b->r->tools;
    size_t number = b->r->layer + b->count + 1;
    px_codec_stream *layer = &tools->layers[number];

    px_codec_stream_open(layer, codec, px_codec_pool_state(&tools->pools[number], codec), b->top,
                         codec == &px_codec_chunked);
    layer->limit = PX_HTTP_CONTENT_MAX;
    b->top = &layer->stream;
    b->count++;
}

static int add_chunks(body_layers *b, px_error *err)
{
    int rc = px_stream_want(b->top, 20, err);

    if (rc < 0 || b->top->len == 0)
        return rc;
    if (begins_chunk(px_str_n(b->top->ptr, PX_MIN(b->top->len, (size_t)20))))
        add_layer(b, &px_codec_chunked);
    else
        px_reading_trouble(b->r, PX_TROUBLE_NOT_CHUNKED, b->at);
    return 0;
}

static int add_encoding(body_layers *b, px_str name, px_error *err)
{
    const px_codec *codec = px_codec_of_encoding(name);
    int rc = px_stream_want(b->top, 16, err);

    if (rc < 0 || b->top->len == 0)
        return rc;
    if (!codec) {
        px_reading_trouble(b->r, PX_TROUBLE_NO_DECODER, b->at);
        b->failed = true;
    } else if (codec->recognise && !codec->recognise(px_str_n(b->top->ptr, b->top->len))) {
        px_reading_trouble(b->r, PX_TROUBLE_NOT_ENCODED, b->at);
    } else {
        add_layer(b, codec);
    }
    return 0;
}

static int drain(px_stream *s, uint64_t *ret_len, px_error *err)
{
    return px_stream_skip(s, UINT64_MAX, ret_len, err);
}

/* Measures an image, sound or video by its header; what is too long for the window is only counted.
 */
static int read_media(body_layers *b, px_error *err)
{
    px_media media;
    bool whole, found;
    int rc = px_stream_whole(b->top, &whole, err);

    if (rc < 0 || !whole || b->top->trouble)
        return rc;
    rc = px_media_of_bytes(b->r->tools, px_str_n(b->top->ptr, b->top->len), &media, &found, err);
    if (rc < 0)
        return rc;
    if (!found || media.modality != b->media) {
        px_reading_trouble(b->r, PX_TROUBLE_NOT_MEDIA, b->at);
        return 0;
    }
    if (media.trouble)
        px_reading_trouble(b->r, media.trouble, b->at);
    b->size->pixels = media.pixels;
    b->size->milliseconds = media.milliseconds;
    return 0;
}

/* Counts what is left in the stream; its text or header is read first. */
static int read_content(body_layers *b, uint64_t *ret_len, px_error *err)
{
    int rc = 0;

    if (b->kind != PX_TEXT_NONE)
        rc = px_read_text(b->r, b->top, b->kind, b->label, b->at, &b->has_text, err);
    else if (b->media != PX_MODALITY_TEXT && !b->failed)
        rc = read_media(b, err);
    return rc < 0 ? rc : drain(b->top, ret_len, err);
}

/* What came out of the layers, and which of them were in trouble. */
static int read_layers(body_layers *b, uint64_t stored, uint64_t *ret_content, px_error *err)
{
    px_codec_stream *layers = b->r->tools->layers + b->r->layer;
    uint64_t content = 0, left;
    int rc = read_content(b, &content, err);

    for (size_t i = b->count; rc >= 0 && i > 0; i--) {
        px_codec_stream *layer = &layers[i];
        bool chunks = layer->codec == &px_codec_chunked;
        px_trouble_kind trouble = layer->stream.trouble;

        if (trouble == PX_TROUBLE_STRAY)
            trouble = PX_TROUBLE_NONE; /* bytes behind the packed body are of no use to anybody */
        if (trouble && layer->made == 0 && !chunks) { /* it never was what its head says */
            px_reading_trouble(b->r, PX_TROUBLE_NOT_ENCODED, b->at);
            b->has_text = false; /* its beginning is gone */
            rc = drain(layer->from, &left, err);
            content = i > 1 ? layers[i - 1].made : stored;
        } else if (trouble) {
            px_reading_trouble(b->r,
                               trouble == PX_TROUBLE_TOO_LARGE ? trouble
                               : chunks                        ? PX_TROUBLE_CHUNKED
                                                               : PX_TROUBLE_ENCODING,
                               b->at);
            break; /* those below were left in the middle */
        }
    }
    *ret_content = content;
    return rc;
}

/* Whether the body is to be measured as an image, sound or video. */
static px_modality media_of_body(const px_reading *r, const px_http_head *head)
{
    px_modality modality = px_media_modality(head->media_type);

    return r->pages && modality != PX_MODALITY_OTHER ? modality : PX_MODALITY_TEXT;
}

static int measure_body(px_reading *r, px_stream *s, uint64_t at, const px_http_head *head,
                        px_text_form kind, px_http_size *size, px_error *err)
{
    body_layers b = { .r = r,
                      .top = s,
                      .at = at,
                      .kind = kind,
                      .label = head->charset,
                      .media = media_of_body(r, head),
                      .size = size };
    int rc = head->chunked ? add_chunks(&b, err) : 0;

    if (head->too_many) {
        px_reading_trouble(r, PX_TROUBLE_NO_DECODER, at);
        b.failed = true;
    }
    for (size_t i = head->n_encodings; rc >= 0 && i > 0 && !b.failed; i--)
        rc = add_encoding(&b, head->encodings[i - 1], err);
    if (rc < 0)
        return rc;
    rc = read_layers(&b, size->stored, &size->content, err);
    size->has_text = b.has_text && !b.failed;
    return rc;
}

/* What the body is read as, where its text is wanted. */
static px_text_form kind_of_body(const px_reading *r, const px_http_head *head, px_str body)
{
    if (!r->pages && !r->with_text)
        return PX_TEXT_NONE;
    if (head->media_type.len == 0 || px_str_is(head->media_type, PX_MEDIA_BAD))
        return px_text_form_of_head(px_str_sub(body, 0, 1024));
    return px_text_form_of(head->media_type);
}

int px_http_measure(px_reading *r, px_part_stream *part, uint64_t at, px_http_head *ret_head,
                    px_http_size *ret_size, px_error *err)
{
    px_stream *s = &part->stream;
    size_t want = 4096;
    px_text_form kind;
    int rc;

    for (;; want *= 4) {
        rc = px_stream_want(s, PX_MIN(want, (size_t)PX_HEAD_MAX), err);
        if (rc < 0)
            return rc;
        if (px_http_head_read(px_str_n(s->ptr, PX_MIN(s->len, (size_t)PX_HEAD_MAX)),
                              s->end && s->len < PX_HEAD_MAX, ret_head))
            break;
        if (want >= PX_HEAD_MAX) {
            px_reading_trouble(r, PX_TROUBLE_HEADER, at);
            *ret_head = (px_http_head){ .media_type = { "", 0 } };
            break;
        }
    }
    px_stream_take(s, ret_head->len);
    *ret_size = (px_http_size){ .stored = px_part_stream_left(part) };
    ret_size->content = ret_size->stored;
    kind = kind_of_body(r, ret_head, px_str_n(s->ptr, s->len));
    /* The head's slices live in the window that reading the body moves: only the encodings do. */
    if (ret_size->stored > 0 &&
        (kind != PX_TEXT_NONE || media_of_body(r, ret_head) != PX_MODALITY_TEXT ||
         ret_head->chunked || ret_head->n_encodings > 0 || ret_head->too_many)) {
        px_http_head kept = *ret_head;
        char names[PX_HTTP_ENCODINGS][16];

        for (size_t i = 0; i < kept.n_encodings; i++) {
            kept.encodings[i].len = PX_MIN(kept.encodings[i].len, sizeof(names[i]));
            memcpy(names[i], kept.encodings[i].ptr, kept.encodings[i].len);
            kept.encodings[i].ptr = names[i];
        }
        rc = measure_body(r, s, at, &kept, kind, ret_size, err);
    }
    return rc;
}
