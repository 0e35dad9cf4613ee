/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * JSON, one object a line. A line is read where it stands in the window, in one pass that ends at
 * its line end; it counts when it is an object from the first brace to the last.
 */
#include "corpus/date.h"
#include "corpus/media_type.h"
#include "corpus/reader.h"

#include "base/banned.h"

enum { LINE_WANT = 1 << 12, URL_MAX = 4096 };

static bool jsonl_recognise(px_str head)
{
    static const px_json_path none[1];
    px_json_value found[1];
    const char *p, *end;
    px_json_end result = PX_JSON_BAD;

    while (head.len && (head.ptr[0] == '\n' || head.ptr[0] == '\r' || head.ptr[0] == ' ')) {
        head.ptr++;
        head.len--;
    }
    p = head.ptr;
    end = p + head.len;
    /* A first line that is longer than the head is one that has not gone wrong so far. */
    if (head.len)
        result = px_json_scan(&p, end, none, 0, found);
    switch (result) {
    case PX_JSON_WHOLE:
        while (p < end && (*p == ' ' || *p == '\t' || *p == '\r'))
            p++;
        return (p == end || *p == '\n') &&
               !memchr(head.ptr, '\n', (size_t)(p - head.ptr)); /* not a document of many lines */
    case PX_JSON_CUT:
        return head.len > 1 && !memchr(head.ptr, '\n', head.len);
    case PX_JSON_BAD:
        break;
    }
    return false;
}

/* Behind the next line end; or to the end. */
static int next_line(px_stream *s, px_error *err)
{
    for (;;) {
        int rc = px_stream_want(s, 1, err);
        const char *lf;

        if (rc < 0 || s->len == 0)
            return rc;
        lf = memchr(s->ptr, '\n', s->len);
        px_stream_take(s, lf ? (size_t)(lf + 1 - s->ptr) : s->len);
        if (lf)
            return 0;
    }
}

static px_str string_of(const px_json_value *value)
{
    return value && value->kind == PX_JSON_STRING ? value->text.raw : PX_STR_NONE;
}

/* An address as it is meant; many writers escape its slashes. */
static px_str address_of(const px_json_value *value, char room[URL_MAX])
{
    px_str raw = string_of(value);

    if (raw.ptr && value->text.less > 0 && raw.len <= URL_MAX)
        return px_str_n(room, px_json_text_unescape(&value->text, room));
    return raw;
}

static uint64_t number_of(const px_json_value *value)
{
    uint64_t n = 0;

    if (!value || value->kind != PX_JSON_NUMBER || value->raw.len > 18)
        return 0;
    for (size_t i = 0; i < value->raw.len && value->raw.ptr[i] >= '0' && value->raw.ptr[i] <= '9';
         i++)
        n = 10 * n + (uint64_t)(value->raw.ptr[i] - '0');
    return n;
}

static px_str unescaped(px_reading *r, const px_json_written *text)
{
    char *room;

    if (text->less == 0 && !text->bad)
        return text->raw;
    room = px_text_reader_room(&r->tools->texts, text->raw.len);
    return px_str_n(room, px_json_text_unescape(text, room));
}

static void measure_text(px_reading *r, const px_json_written *text, uint64_t at, px_record *record)
{
    uint64_t bytes = text->raw.len - text->less;

    record->figures[PX_FIGURE_CONTENT] = record->figures[PX_FIGURE_TEXT] = bytes;
    if (r->with_text)
        record->text = unescaped(r, text);
    if (r->sizes_only)
        return;
    record->figures[PX_FIGURE_CHARACTERS] = px_text_characters(text->raw) - text->less_chars;
    if (text->bad || !px_text_valid(text->raw))
        px_reading_trouble(r, PX_TROUBLE_TEXT, at);
}

static void hand_over(px_reading *r, const px_json_value *found, size_t line_len, uint64_t at)
{
    const px_json_fields *f = r->fields;
    const px_json_value *text = px_json_field(f, found, PX_JSON_TEXT);
    const px_json_value *date = px_json_field(f, found, PX_JSON_DATE);
    char room[URL_MAX];
    px_record record = { .role = PX_RECORD_DOCUMENT,
                         .kind = "line",
                         .url = address_of(px_json_field(f, found, PX_JSON_URL), room),
                         .media_type = PX_STR("text/plain"),
                         .modality = PX_MODALITY_TEXT };

    record.figures[PX_FIGURE_DOCUMENTS] = 1;
    record.figures[PX_FIGURE_STORED] = line_len;
    record.figures[PX_FIGURE_TOKENS] = number_of(px_json_field(f, found, PX_JSON_TOKENS));
    record.languages[PX_CLAIM_DATA] = string_of(px_json_field(f, found, PX_JSON_LANGUAGE));
    if (text && text->kind == PX_JSON_STRING)
        measure_text(r, &text->text, at, &record);
    else
        px_reading_trouble(r, PX_TROUBLE_NO_TEXT, at);
    if (date)
        record.date_state = date->kind == PX_JSON_STRING
                                ? px_corpus_date(date->text.raw, &record.date)
                                : PX_DATE_BAD;
    if (record.date_state == PX_DATE_BAD)
        px_reading_trouble(r, PX_TROUBLE_DATE, at);
    r->record(r->arg, &record);
}

/* The line at the head of the window, with its line end: CUT where the window does not hold it. */
static px_json_end read_line(px_reading *r, px_stream *s, px_json_value *found, size_t *ret_len)
{
    const char *p = s->ptr, *end = p + s->len;
    px_json_end result = px_json_scan(&p, end, r->fields->paths, r->fields->count, found);

    if (result != PX_JSON_WHOLE)
        return result;
    while (p < end && (*p == ' ' || *p == '\t' || *p == '\r'))
        p++;
    if (p == end && !s->end)
        return PX_JSON_CUT;
    if (p < end && *p != '\n')
        return PX_JSON_BAD;
    *ret_len = (size_t)(p - s->ptr) + (p < end);
    return PX_JSON_WHOLE;
}

/* What is to be done with a line that cannot be read whole in the largest window, or at the end. */
static int give_up(px_reading *r, px_stream *s, px_json_end result, px_error *err)
{
    if (s->end && result == PX_JSON_CUT) {
        if (!s->trouble)
            px_reading_trouble(r, PX_TROUBLE_CUT_RECORD, s->at);
        px_stream_take(s, s->len);
        return 0;
    }
    px_reading_trouble(r, result == PX_JSON_CUT ? PX_TROUBLE_TOO_LARGE : PX_TROUBLE_LINE, s->at);
    return next_line(s, err);
}

static int jsonl_read(px_reading *r, px_stream *s, px_error *err)
{
    px_json_value found[PX_JSON_PATHS_MAX];
    size_t want = LINE_WANT, len;
    int rc = 0;

    for (;;) {
        px_json_end result;

        rc = px_stream_want(s, want, err);
        if (rc < 0)
            return rc;
        if (s->len == 0 || s->at >= r->stop)
            break;
        if (*s->ptr == '\n' || *s->ptr == '\r' || *s->ptr == ' ') { /* blank lines */
            px_stream_take(s, 1);
            continue;
        }
        result = read_line(r, s, found, &len);
        if (result == PX_JSON_WHOLE) {
            hand_over(r, found, len, s->at);
            px_stream_take(s, len);
            want = LINE_WANT;
        } else if (result == PX_JSON_CUT && !s->end && s->len < PX_STREAM_MAX) {
            want = PX_MIN(PX_MAX(2 * want, s->len + 1), PX_STREAM_MAX);
        } else {
            rc = give_up(r, s, result, err);
            want = LINE_WANT;
        }
        if (rc < 0)
            return rc;
    }
    if (s->trouble && s->len == 0)
        px_reading_trouble(r, s->trouble, s->at);
    return 0;
}

const px_format px_format_jsonl = {
    .name = "JSONL",
    .recognise = jsonl_recognise,
    .find = next_line,
    .read = jsonl_read,
};
