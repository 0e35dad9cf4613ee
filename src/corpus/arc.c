/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ARC, version 1: each record is a line "URL address date type length", as many bytes, a line end.
 * The first describes the file (filedesc://). Pages are HTTP responses.
 */
#include "base/ascii.h"
#include "corpus/date.h"
#include "corpus/domain.h"
#include "corpus/http_body.h"
#include "corpus/reader.h"

#include "base/banned.h"

enum { ARC_LINE_MAX = 8192, ARC_WORDS = 5, ARC_WORDS_MAX = 10, ARC_URL_MAX = 4096 };

typedef struct arc_line {
    char url[ARC_URL_MAX], date[16], type[PX_MEDIA_TYPE_MAX + 1];
    size_t url_len, date_len, type_len;
    uint64_t length;
} arc_line;

static bool arc_recognise(px_str head)
{
    return px_str_starts(head, PX_STR("filedesc://"));
}

static size_t keep(char *room, size_t size, px_str value)
{
    size_t len = PX_MIN(value.len, size);

    memcpy(room, value.ptr, len);
    return len;
}

/* Version 1 has five words, version 2 ten: the date is the third, the length the last. */
static bool read_line(px_str line, arc_line *ret)
{
    px_str words[ARC_WORDS_MAX], word;
    size_t count = 0;
    px_time date;

    line = px_str_trim(line);
    while (line.len && px_str_split(&line, ' ', &word)) {
        if (count == ARC_WORDS_MAX)
            return false;
        words[count++] = word;
    }
    if (count != ARC_WORDS && count != ARC_WORDS_MAX)
        return false;
    word = words[count - 1];
    ret->length = 0;
    if (word.len == 0 || word.len > 18 || px_str_find_char(words[0], ':') == words[0].len ||
        px_corpus_date14(words[2], &date) != PX_DATE_KNOWN)
        return false;
    for (size_t i = 0; i < word.len; i++) {
        if (!px_is_digit(word.ptr[i]))
            return false;
        ret->length = 10 * ret->length + (uint64_t)(word.ptr[i] - '0');
    }
    ret->url_len = keep(ret->url, sizeof(ret->url), words[0]);
    ret->date_len = keep(ret->date, sizeof(ret->date), words[2]);
    ret->type_len = keep(ret->type, sizeof(ret->type), words[3]);
    return true;
}

/* The line at the head of the stream without its end; false where there is none, or where it is too
 * long for a record's, however much of it stands ready. */
static bool find_line(px_stream *s, px_str *ret_line)
{
    px_str seen = px_str_n(s->ptr, PX_MIN(s->len, (size_t)ARC_LINE_MAX));
    size_t lf = px_str_find_char(seen, '\n');

    *ret_line = px_str_sub(seen, 0, lf);
    return lf < seen.len;
}

/* Moves to the next line of the form of a record's, at least one byte on; or to the end. */
static int find_record(px_stream *s, px_error *err)
{
    for (;;) {
        int rc = px_stream_want(s, 1, err);
        arc_line record;
        px_str line;
        size_t lf;

        if (rc < 0 || s->len == 0)
            return rc;
        lf = px_str_find_char(px_str_n(s->ptr, s->len), '\n');
        if (lf == s->len) {
            px_stream_take(s, s->len);
            continue;
        }
        px_stream_take(s, lf + 1);
        rc = px_stream_want(s, ARC_LINE_MAX, err);
        if (rc < 0 || (find_line(s, &line) && read_line(line, &record)))
            return rc;
    }
}

static int read_block(px_reading *r, px_part_stream *part, const arc_line *line, uint64_t at,
                      px_error *err)
{
    char media[PX_MEDIA_TYPE_MAX + 1];
    px_str url = px_str_n(line->url, line->url_len), host;
    bool web = px_str_find(url, PX_STR("://")) < url.len && px_url_host(url, &host), whole;
    px_record record = { .role = web ? PX_RECORD_DOCUMENT : PX_RECORD_OTHER,
                         .kind = web ? "response" : "other",
                         .url = url };
    px_http_head http;
    px_http_size size = { 0 };
    int rc = 0;

    record.media_type = px_media_type(px_str_n(line->type, line->type_len), media);
    record.date_state = px_corpus_date14(px_str_n(line->date, line->date_len), &record.date);
    if (web)
        rc = px_http_measure(r, part, at, &http, &size, err);
    if (web && rc >= 0)
        px_http_describe(r, &http, &size, &record);
    record.modality = px_media_modality(record.media_type);
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

static int skip_line_ends(px_stream *s, px_error *err)
{
    int rc = px_stream_want(s, 1, err);

    while (rc >= 0 && s->len && (*s->ptr == '\n' || *s->ptr == '\r')) {
        px_stream_take(s, 1);
        rc = px_stream_want(s, 1, err);
    }
    return rc;
}

static int arc_read(px_reading *r, px_stream *s, px_error *err)
{
    int rc = 0;

    while (rc >= 0) {
        px_part_stream part;
        arc_line record;
        px_str line;
        uint64_t at;
        bool whole;

        rc = skip_line_ends(s, err);
        if (rc < 0 || s->len == 0 || s->at >= r->stop)
            break;
        rc = px_stream_want(s, ARC_LINE_MAX, err);
        if (rc < 0)
            break;
        at = s->at;
        whole = find_line(s, &line);
        if (!whole && s->len < ARC_LINE_MAX && s->trouble) {
            px_stream_take(s, s->len);
        } else if (!whole || !read_line(line, &record)) {
            px_reading_trouble(r, PX_TROUBLE_STRAY, at);
            rc = find_record(s, err);
        } else {
            px_stream_take(s, line.len + 1);
            px_part_stream_open(&part, s, record.length);
            rc = read_block(r, &part, &record, at, err);
        }
    }
    if (rc >= 0 && s->trouble && s->len == 0)
        px_reading_trouble(r, s->trouble, s->at);
    return rc;
}

const px_format px_format_arc = {
    .name = "ARC",
    .recognise = arc_recognise,
    .in_members = true,
    .find = find_record,
    .read = arc_read,
};
