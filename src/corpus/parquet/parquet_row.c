/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/parquet/parquet_row.h"

#include "corpus/date.h"
#include "corpus/media/media.h"

#include "base/banned.h"

/* The years 1 to 9999. */
#define FIRST_DATE (-62135596800000)
#define LAST_DATE 253402300799999
enum { DAY_MS = 24 * 60 * 60 * 1000 };

bool px_parquet_may_be(const px_parquet_leaf *leaf, px_json_role role)
{
    bool bytes = px_parquet_is_bytes(leaf->type) && leaf->meaning != PX_PARQUET_OTHER;

    switch (role) {
    case PX_JSON_URL:
    case PX_JSON_TEXT:
    case PX_JSON_MEDIA:
    case PX_JSON_LANGUAGE:
        return bytes;
    case PX_JSON_DATE:
        return leaf->type == PX_PARQUET_BYTE_ARRAY
                   ? bytes
                   : leaf->type >= PX_PARQUET_INT32 && leaf->type <= PX_PARQUET_INT96;
    case PX_JSON_TOKENS:
        return leaf->type <= PX_PARQUET_DOUBLE && leaf->type != PX_PARQUET_INT96 &&
               leaf->meaning <= PX_PARQUET_UNSIGNED;
    case PX_JSON_ROLE_COUNT:
        break;
    }
    return false;
}

/* ---- Dates */

/* Downwards, also before 1970. */
static int64_t per(int64_t n, int64_t units)
{
    return n / units - (n % units < 0);
}

/* What a number of this meaning is in milliseconds; false where it is no date. */
static bool millis(const px_parquet_leaf *leaf, int64_t n, int64_t *ret_millis)
{
    if (leaf->type == PX_PARQUET_INT96) {
        *ret_millis = n;
        return true;
    }
    switch (leaf->meaning) {
    case PX_PARQUET_DAYS:
        *ret_millis = n > LAST_DATE / DAY_MS || n < FIRST_DATE / DAY_MS ? INT64_MAX : n * DAY_MS;
        return true;
    case PX_PARQUET_MILLIS:
        *ret_millis = n;
        return true;
    case PX_PARQUET_MICROS:
        *ret_millis = per(n, 1000);
        return true;
    case PX_PARQUET_NANOS:
        *ret_millis = per(n, 1000000);
        return true;
    default:
        return false;
    }
}

static void report(const px_parquet_rows *rows, px_trouble_kind trouble)
{
    px_reading_troubles(rows->reading, trouble, rows->at, rows->count);
}

static void set_date(const px_parquet_rows *rows, const px_parquet_leaf *leaf,
                     const px_parquet_value *value, px_record *record)
{
    int64_t date;

    if (px_parquet_is_bytes(leaf->type)) {
        record->date_state = px_corpus_date(value->bytes, &record->date);
    } else if (millis(leaf, value->number, &date) && date >= FIRST_DATE && date <= LAST_DATE) {
        record->date = date;
        record->date_state = PX_DATE_KNOWN;
    } else {
        record->date_state = PX_DATE_BAD;
    }
    if (record->date_state == PX_DATE_BAD)
        report(rows, PX_TROUBLE_DATE);
}

/* ---- The record */

static void set_text(const px_parquet_rows *rows, const px_parquet_value *value, px_record *record)
{
    record->figures[PX_FIGURE_STORED] = record->figures[PX_FIGURE_CONTENT] =
        record->figures[PX_FIGURE_TEXT] = value->len * rows->count;
    if (rows->reading->with_text)
        record->text = value->bytes;
    if (rows->reading->sizes_only)
        return;
    record->figures[PX_FIGURE_CHARACTERS] =
        (px_text_characters(value->bytes) - value->joints) * rows->count;
    if (!px_text_valid(value->bytes))
        report(rows, PX_TROUBLE_TEXT);
}

static void set_role(const px_parquet_rows *rows, const px_parquet_use *use,
                     const px_parquet_value *value, char room[PX_MEDIA_TYPE_MAX + 1],
                     px_record *record)
{
    switch (use->role) {
    case PX_JSON_URL:
        record->url = value->bytes;
        break;
    case PX_JSON_DATE:
        set_date(rows, use->leaf, value, record);
        break;
    case PX_JSON_TEXT:
        set_text(rows, value, record);
        break;
    case PX_JSON_MEDIA:
        record->media_type = px_media_type(value->bytes, room);
        record->modality = px_media_modality(record->media_type);
        break;
    case PX_JSON_TOKENS:
        record->figures[PX_FIGURE_TOKENS] = (uint64_t)PX_MAX(value->number, 0) * rows->count;
        break;
    case PX_JSON_LANGUAGE:
        record->languages[PX_CLAIM_DATA] = value->bytes;
        break;
    case PX_JSON_ROLE_COUNT:
        break;
    }
}

void px_parquet_row_record(const px_parquet_rows *rows, const px_parquet_use *const *uses,
                           const px_parquet_value *values, size_t count,
                           char room[PX_MEDIA_TYPE_MAX + 1], px_record *record)
{
    bool done[PX_JSON_ROLE_COUNT] = { false }, wants_text = false;

    *record = (px_record){ .role = PX_RECORD_DOCUMENT,
                           .kind = "row",
                           .media_type = PX_STR("text/plain"),
                           .modality = PX_MODALITY_TEXT };
    record->figures[PX_FIGURE_DOCUMENTS] = rows->count;
    for (size_t i = 0; i < count; i++) {
        if (uses[i]->role == PX_JSON_ROLE_COUNT)
            continue;
        wants_text = wants_text || uses[i]->role == PX_JSON_TEXT;
        if (done[uses[i]->role] || values[i].cell != PX_PARQUET_VALUE)
            continue;
        done[uses[i]->role] = true;
        set_role(rows, uses[i], &values[i], room, record);
    }
    if (wants_text && !done[PX_JSON_TEXT])
        report(rows, PX_TROUBLE_NO_TEXT);
}

int px_parquet_row_media(const px_parquet_rows *rows, const px_record *row, px_str bytes,
                         px_error *err)
{
    px_reading *r = rows->reading;
    px_random file = px_random_memory(bytes, "");
    px_look look = px_look_open(&file, px_tools_room(r->tools), 0, err);
    const px_media_format *format = px_media_of_head(px_look_at(&look, 0, PX_LOOK_MAX));
    px_media media = { .type = "", .modality = PX_MODALITY_OTHER };
    px_record record = { .role = PX_RECORD_DOCUMENT,
                         .kind = "media",
                         .url = row->url,
                         .date_state = row->date_state,
                         .date = row->date };
    int rc = format ? px_media_measure(format, &look, &media) : look.rc;

    if (rc < 0)
        return rc;
    record.media_type = px_str_of(media.type);
    record.modality = media.modality;
    record.figures[PX_FIGURE_DOCUMENTS] = rows->count;
    record.figures[PX_FIGURE_STORED] = record.figures[PX_FIGURE_CONTENT] = bytes.len * rows->count;
    record.figures[PX_FIGURE_PIXELS] = media.pixels * rows->count;
    record.figures[PX_FIGURE_MILLISECONDS] = media.milliseconds * rows->count;
    if (media.trouble || !format)
        report(rows, format ? media.trouble : PX_TROUBLE_MEDIA);
    r->record(r->arg, &record);
    return 0;
}
