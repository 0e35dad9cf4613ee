/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * WARC 0.17 to 1.1 (and WET and WAT, which are WARC): a head, Content-Length bytes, two line ends.
 *
 * response      a document where its target is of the web; the body of its HTTP message is measured
 * resource      a document where its target is of the web: the block itself
 * conversion    text made of a page (WET): a document of text/plain
 * revisit       nothing new: only its date counts
 * continuation  more of an earlier record: its bytes count
 * metadata      a WAT envelope of a response is a document, dated and measured by the envelope
 * others        are counted by their kind
 */
#include "base/ascii.h"
#include "base/number.h"
#include "corpus/crawler.h"
#include "corpus/date.h"
#include "corpus/domain.h"
#include "corpus/head.h"
#include "corpus/http_body.h"
#include "corpus/reader.h"
#include "corpus/wat.h"

#include "base/banned.h"

enum {
    LOOK_AHEAD = 1 << 16,
    BOUNDARY_MAX = 1 << 20,
    BOUNDARY_MARK = 9, /* two line ends and "WARC/" */
    TARGET_MAX = 4096,
    DIGEST_MAX = 144 /* of 64 bytes in hexadecimal digits, with a name before them */
};

typedef enum warc_type {
    WARC_RESPONSE,
    WARC_RESOURCE,
    WARC_CONVERSION,
    WARC_REVISIT,
    WARC_CONTINUATION,
    WARC_METADATA,
    WARC_REQUEST,
    WARC_INFO,
    WARC_UNKNOWN
} warc_type;

static const char *const type_names[] = {
    [WARC_RESPONSE] = "response",         [WARC_RESOURCE] = "resource",
    [WARC_CONVERSION] = "conversion",     [WARC_REVISIT] = "revisit",
    [WARC_CONTINUATION] = "continuation", [WARC_METADATA] = "metadata",
    [WARC_REQUEST] = "request",           [WARC_INFO] = "warcinfo",
    [WARC_UNKNOWN] = "unknown",
};

typedef struct warc_head {
    size_t len;
    warc_type type;
    px_str target, date, content_type, language, digest;
    uint64_t content_length;
    bool has_length, has_type;
} warc_head;

static bool warc_recognise(px_str head)
{
    return head.len >= 8 && px_str_starts(head, PX_STR("WARC/")) && px_is_digit(head.ptr[5]) &&
           head.ptr[6] == '.';
}

/* ---- The head */

static warc_type find_type(px_str name)
{
    for (size_t i = 0; i < WARC_UNKNOWN; i++)
        if (px_str_eq_nocase(name, px_str_of(type_names[i])))
            return (warc_type)i;
    return WARC_UNKNOWN;
}

static bool read_length(px_str value, uint64_t *ret_length)
{
    uint64_t length = 0;

    if (value.len == 0 || value.len > 18)
        return false;
    for (size_t i = 0; i < value.len; i++) {
        if (!px_is_digit(value.ptr[i]))
            return false;
        length = 10 * length + (uint64_t)(value.ptr[i] - '0');
    }
    *ret_length = length;
    return true;
}

static void read_field(warc_head *h, px_str name, px_str value)
{
    switch (name.len) {
    case 9:
        if (px_str_eq_nocase(name, PX_STR("warc-type"))) {
            h->type = find_type(value);
            h->has_type = true;
        } else if (px_str_eq_nocase(name, PX_STR("warc-date"))) {
            h->date = value;
        }
        break;
    case 12:
        if (px_str_eq_nocase(name, PX_STR("content-type")))
            h->content_type = value;
        break;
    case 14:
        if (px_str_eq_nocase(name, PX_STR("content-length")))
            h->has_length = read_length(value, &h->content_length);
        break;
    case 15:
        if (px_str_eq_nocase(name, PX_STR("warc-target-uri")))
            h->target = value;
        break;
    case 19:
        if (px_str_eq_nocase(name, PX_STR("warc-payload-digest")))
            h->digest = value;
        break;
    case 32:
        if (px_str_eq_nocase(name, PX_STR("warc-identified-content-language")))
            h->language = value;
        break;
    default:
        break;
    }
}

/* False where it is no head of a record; len is its length all the same. */
static bool read_head(px_str bytes, size_t len, warc_head *h)
{
    size_t line = px_str_find_char(px_str_n(bytes.ptr, len), '\n');
    px_str rest = px_str_sub(bytes, PX_MIN(line + 1, len), len), name, value;

    *h = (warc_head){ .len = len, .type = WARC_UNKNOWN };
    while (px_head_field(&rest, &name, &value))
        read_field(h, name, value);
    return h->has_length && h->has_type;
}

/* ---- Finding records */

/* Passes over the line ends between records. */
static int skip_line_ends(px_stream *s, px_error *err)
{
    for (;;) {
        size_t n = 0;
        int rc = px_stream_want(s, 8, err);

        if (rc < 0)
            return rc;
        while (n < s->len && (s->ptr[n] == '\r' || s->ptr[n] == '\n'))
            n++;
        if (n == 0 || s->len == 0)
            return 0;
        px_stream_take(s, n);
    }
}

/* Moves to the next line that begins a record, at least one byte on; or to the end. */
static int find_record(px_stream *s, px_error *err)
{
    static const char mark[] = "\nWARC/";

    for (;;) {
        int rc = px_stream_want(s, LOOK_AHEAD, err);
        size_t at;

        if (rc < 0)
            return rc;
        at = px_str_find(px_str_n(s->ptr, s->len), px_str_n(mark, 6));
        if (at < s->len) {
            px_stream_take(s, at + 1);
            return 0;
        }
        if (s->end) {
            px_stream_take(s, s->len);
            return 0;
        }
        px_stream_take(s, s->len - 5);
    }
}

/* Whether what stands here can follow a block: two line ends, or fewer and another record or the
 * end. */
static bool is_boundary(px_str rest, bool end)
{
    size_t n = 0;

    if (px_str_starts(rest, PX_STR("\r\n\r\n")))
        return true;
    while (n < rest.len && (rest.ptr[n] == '\r' || rest.ptr[n] == '\n'))
        n++;
    rest = px_str_sub(rest, n, rest.len);
    return rest.len == 0 ? end : px_str_starts(rest, PX_STR("WARC/"));
}

/* Makes n bytes ready and gives no more of them: what is found must not depend on how many stand
 * ready by chance. Fewer are all that are left. */
static int look(px_stream *s, size_t n, px_str *ret_seen, px_error *err)
{
    int rc = px_stream_want(s, n, err);

    if (rc >= 0)
        *ret_seen = px_str_n(s->ptr, PX_MIN(s->len, n));
    return rc;
}

/*
 * The block's real length: the stated one, if what must follow a record follows it. Else, where the
 * next record can be seen, the length up to it. Blocks too long to look behind are taken as stated,
 * in memory too: a record is the same one packed and plain.
 */
static int real_length(px_reading *r, px_stream *s, const warc_head *h, uint64_t at,
                       uint64_t *ret_length, px_error *err)
{
    uint64_t stated = h->content_length;
    size_t mark = (size_t)stated + BOUNDARY_MARK, found;
    px_str seen;
    bool last;
    int rc;

    *ret_length = stated;
    if (stated > BOUNDARY_MAX)
        return 0;
    rc = look(s, mark, &seen, err);
    if (rc < 0)
        return rc;
    last = seen.len < mark;
    if (stated <= seen.len && is_boundary(px_str_sub(seen, (size_t)stated, seen.len), last))
        return 0;
    if (last && s->trouble)
        return 0; /* it is cut off, and that is reported */
    rc = look(s, (size_t)stated + LOOK_AHEAD, &seen, err);
    if (rc < 0)
        return rc;
    found = px_str_find(seen, PX_STR("\r\n\r\nWARC/"));
    if (found == seen.len)
        return 0; /* it is cut off, or bytes follow it that belong to nothing */
    px_reading_trouble(r, PX_TROUBLE_LENGTH, at);
    *ret_length = found;
    return 0;
}

/* ---- What a record is */

static bool of_web(px_str target)
{
    px_str host;

    return target.len > 0 && px_str_find(target, PX_STR("://")) < target.len &&
           px_url_host(target, &host);
}

static bool is_media(px_str content_type, const char *type)
{
    char room[PX_MEDIA_TYPE_MAX + 1];

    return px_str_is(px_media_type(content_type, room), type);
}

static void set_date(px_reading *r, px_record *record, px_str date, uint64_t at)
{
    if (record->role == PX_RECORD_OTHER)
        return;
    record->date_state = px_corpus_date(date, &record->date);
    if (record->date_state == PX_DATE_BAD)
        px_reading_trouble(r, PX_TROUBLE_DATE, at);
}

static px_record_role role_of(const warc_head *h)
{
    bool http = is_media(h->content_type, "application/http");

    switch (h->type) {
    case WARC_RESPONSE:
        return of_web(h->target) && (http || h->content_type.len == 0) ? PX_RECORD_DOCUMENT
                                                                       : PX_RECORD_OTHER;
    case WARC_RESOURCE:
    case WARC_CONVERSION:
        return of_web(h->target) ? PX_RECORD_DOCUMENT : PX_RECORD_OTHER;
    case WARC_REVISIT:
        return of_web(h->target) ? PX_RECORD_DATE : PX_RECORD_OTHER;
    case WARC_CONTINUATION:
        return of_web(h->target) ? PX_RECORD_PART : PX_RECORD_OTHER;
    default:
        return PX_RECORD_OTHER;
    }
}

/* The address as it is counted: without the brackets that some tools put round it. */
static px_str bare_target(px_str target)
{
    if (target.len >= 2 && target.ptr[0] == '<' && target.ptr[target.len - 1] == '>')
        return px_str_sub(target, 1, target.len - 1);
    return target;
}

static void set_size(px_record *record, uint64_t stored, uint64_t content)
{
    record->figures[PX_FIGURE_DOCUMENTS] = record->role == PX_RECORD_DOCUMENT;
    record->figures[PX_FIGURE_STORED] = stored;
    record->figures[PX_FIGURE_CONTENT] = content;
}

/* The text of a WET record is all of its block. */
static int measure_text(px_reading *r, px_part_stream *part, uint64_t at, px_record *record,
                        px_error *err)
{
    uint64_t len = px_part_stream_left(part);
    px_stream *s = &part->stream;
    px_str text;
    int rc;

    record->figures[PX_FIGURE_TEXT] = len;
    if (r->sizes_only && !r->with_text)
        return 0;
    if (len > PX_STREAM_MAX) {
        px_reading_trouble(r, PX_TROUBLE_TOO_LARGE, at);
        return 0;
    }
    rc = px_stream_want(s, (size_t)len, err);
    if (rc < 0)
        return rc;
    text = px_str_n(s->ptr, s->len);
    record->figures[PX_FIGURE_CHARACTERS] = px_text_characters(text);
    if (!px_text_valid(text))
        px_reading_trouble(r, PX_TROUBLE_TEXT, at);
    if (r->with_text)
        record->text = text;
    return 0;
}

/* Fields of the head, which are used after the window has moved on. */
typedef struct kept_fields {
    char target[TARGET_MAX], date[64], type[PX_MEDIA_TYPE_MAX + 1], language[PX_LANGUAGE_CLAIM_MAX],
        digest[DIGEST_MAX];
} kept_fields;

static px_str keep(char *room, size_t size, px_str value)
{
    value.len = PX_MIN(value.len, size);
    if (value.len)
        memcpy(room, value.ptr, value.len);
    return px_str_n(value.ptr ? room : NULL, value.len);
}

static void keep_fields(kept_fields *kept, warc_head *h)
{
    h->target = keep(kept->target, sizeof(kept->target), bare_target(h->target));
    h->date = keep(kept->date, sizeof(kept->date), h->date);
    h->content_type = keep(kept->type, sizeof(kept->type), h->content_type);
    h->language = keep(kept->language, sizeof(kept->language), h->language);
    h->digest = keep(kept->digest, sizeof(kept->digest), h->digest);
}

static int measure_resource(px_reading *r, px_part_stream *part, const warc_head *h, uint64_t at,
                            px_record *record, px_error *err)
{
    px_text_form kind = px_text_form_of(record->media_type);
    bool has = false;
    int rc = 0;

    if (kind != PX_TEXT_NONE)
        rc = px_read_text(r, &part->stream, kind, px_charset_parameter(h->content_type), at, &has,
                          err);
    if (rc >= 0 && has)
        px_describe_text(r, record);
    return rc;
}

static int measure_block(px_reading *r, px_part_stream *part, const warc_head *h, uint64_t at,
                         px_record *record, px_http_head *http, px_error *err)
{
    uint64_t len = px_part_stream_left(part);
    px_http_size size;
    int rc = 0;

    switch (h->type) {
    case WARC_RESPONSE:
        rc = px_http_measure(r, part, at, http, &size, err);
        if (rc < 0)
            return rc;
        record->media_type = PX_STR("");
        px_http_describe(r, http, &size, record);
        break;
    case WARC_CONVERSION:
        set_size(record, len, len);
        if (px_media_modality(record->media_type) == PX_MODALITY_TEXT)
            rc = measure_text(r, part, at, record, err);
        break;
    default:
        set_size(record, len, len);
        if (h->type == WARC_RESOURCE && (r->pages || r->with_text))
            rc = measure_resource(r, part, h, at, record, err);
        break;
    }
    record->modality = px_media_modality(record->media_type);
    return rc;
}

/* Longer blocks are none that a crawler writes; what is read must stand ready to the end. */
static int read_crawler(px_part_stream *part, warc_type type, px_record *record, px_error *err)
{
    px_stream *s = &part->stream;
    uint64_t len = px_part_stream_left(part);
    int rc;

    if (len > PX_CRAWLER_BLOCK)
        return 0;
    rc = px_stream_want(s, (size_t)len, err);
    if (rc >= 0)
        px_crawler_read(px_str_n(s->ptr, s->len), type == WARC_REQUEST, record->crawler);
    return rc;
}

/* A record whose block is the part; handed over where the part is whole. */
static int read_block(px_reading *r, px_part_stream *part, const warc_head *h, uint64_t at,
                      px_error *err)
{
    px_record record = { .role = role_of(h), .kind = type_names[h->type], .url = h->target };
    char media[PX_MEDIA_TYPE_MAX + 1];
    px_http_head http;
    bool whole;
    int rc = 0;

    if (h->type == WARC_METADATA && is_media(h->content_type, "application/json") &&
        of_web(h->target)) {
        rc = px_wat_read(r, part, at, media, &record, err);
    } else if (h->type == WARC_REQUEST || h->type == WARC_INFO) {
        rc = read_crawler(part, h->type, &record, err);
    } else {
        set_date(r, &record, h->date, at);
        record.media_type = px_media_type(h->content_type, media);
        record.languages[PX_CLAIM_DATA] = h->language;
        record.payload_digest = h->digest;
        if (record.role == PX_RECORD_DOCUMENT || record.role == PX_RECORD_PART)
            rc = measure_block(r, part, h, at, &record, &http, err);
    }
    if (rc >= 0)
        rc = px_part_stream_finish(part, &whole, err);
    if (rc < 0)
        return rc;
    if (whole)
        r->record(r->arg, &record);
    else if (!part->from->trouble)
        px_reading_trouble(r, PX_TROUBLE_CUT_RECORD, at);
    return 0;
}

static int read_record(px_reading *r, px_stream *s, px_error *err)
{
    uint64_t at = s->at, length;
    px_part_stream part;
    kept_fields kept;
    warc_head h;
    size_t len;
    int rc;

    for (size_t want = 4096;; want *= 4) {
        rc = px_stream_want(s, PX_MIN(want, (size_t)PX_HEAD_MAX), err);
        if (rc < 0)
            return rc;
        len = px_head_length(px_str_n(s->ptr, PX_MIN(s->len, (size_t)PX_HEAD_MAX)));
        if (len > 0 || s->end || want >= PX_HEAD_MAX)
            break;
    }
    if (len == 0 && s->len < PX_HEAD_MAX) { /* all that is left */
        if (!s->trouble)
            px_reading_trouble(r, PX_TROUBLE_CUT_RECORD, at);
        px_stream_take(s, s->len);
        return 0;
    }
    if (len == 0 || !read_head(px_str_n(s->ptr, s->len), len, &h)) {
        px_reading_trouble(r, PX_TROUBLE_HEADER, at);
        return find_record(s, err);
    }
    keep_fields(&kept, &h);
    px_stream_take(s, len);
    rc = real_length(r, s, &h, at, &length, err);
    if (rc < 0)
        return rc;
    px_part_stream_open(&part, s, length);
    return read_block(r, &part, &h, at, err);
}

static int warc_read(px_reading *r, px_stream *s, px_error *err)
{
    for (;;) {
        int rc = skip_line_ends(s, err);

        if (rc < 0)
            return rc;
        if (s->len == 0 || s->at >= r->stop)
            break;
        if (!warc_recognise(px_str_n(s->ptr, s->len))) {
            if (!s->trouble)
                px_reading_trouble(r, PX_TROUBLE_STRAY, s->at);
            rc = find_record(s, err);
        } else {
            rc = read_record(r, s, err);
        }
        if (rc < 0)
            return rc;
    }
    if (s->trouble && s->len == 0)
        px_reading_trouble(r, s->trouble, s->at);
    return 0;
}

/* ---- By the head alone */

/* Whether the member that unpacks to `whole` bytes is one record whose head can say all: neither
 * more of another nor JSON nor text to be looked at. */
static bool can_peek(const px_reading *r, px_str head, size_t len, uint64_t whole, warc_head *h)
{
    if (!warc_recognise(head) || len == 0 || !read_head(head, len, h))
        return false;
    if (h->content_length > whole || len + h->content_length + 4 != whole)
        return false;
    return h->type != WARC_METADATA && h->type != WARC_CONTINUATION &&
           (h->type != WARC_CONVERSION || r->sizes_only);
}

/* The crawler's names, where the head holds the whole block. */
static bool peek_crawler(px_str head, const warc_head *h, size_t len, px_record *record)
{
    uint64_t size = h->content_length;

    record->media_type = PX_STR("");
    if (size > PX_CRAWLER_BLOCK)
        return true; /* it is not read either where it is unpacked */
    if (head.len < len + size)
        return false;
    px_crawler_read(px_str_sub(head, len, len + (size_t)size), h->type == WARC_REQUEST,
                    record->crawler);
    return true;
}

/* The type and the claims of a response, and its body's size. */
static bool peek_response(px_str head, uint64_t whole, size_t len, px_http_head *http,
                          px_record *record, uint64_t *size)
{
    if (!px_http_head_read(px_str_sub(head, len, head.len), head.len == whole, http) ||
        http->chunked || http->n_encodings > 0 || http->len > *size)
        return false;
    *size -= http->len;
    record->media_type = http->media_type;
    record->languages[PX_CLAIM_HTTP] = http->language;
    return true;
}

static bool warc_peek(px_reading *r, px_str head, uint64_t whole)
{
    size_t len = px_head_length(head);
    px_record record;
    px_http_head http;
    warc_head h;
    uint64_t size;
    bool good = true;

    if (!can_peek(r, head, len, whole, &h))
        return false;
    record = (px_record){ .role = role_of(&h),
                          .kind = type_names[h.type],
                          .url = bare_target(h.target) };
    size = h.content_length;
    if (h.type == WARC_REQUEST || h.type == WARC_INFO)
        good = peek_crawler(head, &h, len, &record);
    else if (h.type == WARC_RESPONSE && record.role == PX_RECORD_DOCUMENT)
        good = peek_response(head, whole, len, &http, &record, &size);
    else
        record.media_type = px_media_type(h.content_type, http.media_room);
    if (!good)
        return false;
    record.languages[PX_CLAIM_DATA] = h.language;
    record.payload_digest = h.digest;
    set_date(r, &record, h.date, r->place);
    if (record.role == PX_RECORD_DOCUMENT) {
        set_size(&record, size, size);
        record.modality = px_media_modality(record.media_type);
        if (h.type == WARC_CONVERSION && record.modality == PX_MODALITY_TEXT)
            record.figures[PX_FIGURE_TEXT] = size;
    }
    r->record(r->arg, &record);
    return true;
}

const px_format px_format_warc = {
    .name = "WARC",
    .recognise = warc_recognise,
    .in_members = true,
    .find = find_record,
    .read = warc_read,
    .peek = warc_peek,
};
