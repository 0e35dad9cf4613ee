/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/wat.h"

#include "base/number.h"
#include "corpus/date.h"
#include "corpus/json_scan.h"
#include "corpus/media_type.h"

#include "base/banned.h"

typedef enum wat_field {
    WAT_TYPE,
    WAT_TARGET,
    WAT_DATE,
    WAT_ENTITY,
    WAT_MEDIA,
    WAT_MEDIA_LOWER,
    WAT_FIELDS
} wat_field;

#define HTTP "Envelope.Payload-Metadata.HTTP-Response-Metadata."
#define HEADER "Envelope.WARC-Header-Metadata."
static const px_str wat_paths[WAT_FIELDS] = {
    [WAT_TYPE] = PX_STR_INIT(HEADER "WARC-Type"),
    [WAT_TARGET] = PX_STR_INIT(HEADER "WARC-Target-URI"),
    [WAT_DATE] = PX_STR_INIT(HEADER "WARC-Date"),
    [WAT_ENTITY] = PX_STR_INIT(HTTP "Entity-Length"),
    [WAT_MEDIA] = PX_STR_INIT(HTTP "Headers.Content-Type"),
    [WAT_MEDIA_LOWER] = PX_STR_INIT(HTTP "Headers.content-type"),
};

static px_str string_of(const px_json_value *value)
{
    return value->kind == PX_JSON_STRING ? value->text.raw : PX_STR_NONE;
}

static void make_record(px_reading *r, const px_json_value *found, uint64_t at, char *media_room,
                        px_record *record)
{
    const px_json_value *media = &found[WAT_MEDIA];
    long long entity;

    if (!px_str_is(string_of(&found[WAT_TYPE]), "response"))
        return;
    if (px_parse_int(string_of(&found[WAT_ENTITY]), 0, INT64_MAX, &entity, NULL) < 0) {
        px_reading_trouble(r, PX_TROUBLE_ENVELOPE, at);
        return;
    }
    record->role = PX_RECORD_DOCUMENT;
    record->url = string_of(&found[WAT_TARGET]);
    record->date_state = px_corpus_date(string_of(&found[WAT_DATE]), &record->date);
    if (record->date_state == PX_DATE_BAD)
        px_reading_trouble(r, PX_TROUBLE_DATE, at);
    if (media->kind != PX_JSON_STRING)
        media = &found[WAT_MEDIA_LOWER];
    record->media_type = px_media_type(string_of(media), media_room);
    record->modality = px_media_modality(record->media_type);
    record->figures[PX_FIGURE_DOCUMENTS] = 1;
    record->figures[PX_FIGURE_STORED] = record->figures[PX_FIGURE_CONTENT] = (uint64_t)entity;
}

int px_wat_read(px_reading *r, px_part_stream *part, uint64_t at, char *media_room,
                px_record *record, px_error *err)
{
    uint64_t len = px_part_stream_left(part);
    px_stream *s = &part->stream;
    px_json_path paths[WAT_FIELDS];
    px_json_value found[WAT_FIELDS];
    const char *p;
    int rc = px_stream_want(s, (size_t)PX_MIN(len, (uint64_t)PX_STREAM_MAX), err);

    if (rc < 0)
        return rc;
    for (int i = 0; i < WAT_FIELDS; i++)
        (void)px_json_path_parse(wat_paths[i], &paths[i]);
    p = s->ptr;
    if (s->len < len)
        return 0; /* cut off: the caller says so */
    if (len > 0 && px_json_scan(&p, s->ptr + s->len, paths, WAT_FIELDS, found) == PX_JSON_WHOLE)
        make_record(r, found, at, media_room, record);
    else
        px_reading_trouble(r, PX_TROUBLE_ENVELOPE, at);
    return 0;
}
