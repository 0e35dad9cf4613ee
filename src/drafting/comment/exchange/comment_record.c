/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/exchange/comment_record.h"

#include "base/json_read.h"
#include "base/json_write.h"

#include "base/banned.h"

enum { RECORD_MAX = 2 * 1024 * 1024 };

/* Columns that are kept, and what they are about. */
typedef enum part { OF_COMMENT, OF_SPEAKER, OF_OPINION } part;
static const struct {
    const char *key;
    part part;
} kept[] = {
    { "origin", OF_COMMENT },       { "process", OF_COMMENT },  { "round", OF_COMMENT },
    { "late", OF_COMMENT },         { "meeting", OF_COMMENT },  { "minute", OF_COMMENT },
    { "stage", OF_COMMENT },        { "category", OF_SPEAKER }, { "country", OF_SPEAKER },
    { "organisation", OF_SPEAKER }, { "opinion", OF_OPINION },  { "feedback", OF_OPINION },
};

int px_comment_record_write(px_arena *arena, const px_comment_row *row, bool speaker,
                            px_str *ret_record, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(RECORD_MAX);
    PX_AUTO_BUILDER px_builder value = PX_BUILDER_INIT(RECORD_MAX);
    px_json json;
    int rc;

    px_json_start(&json, &out, PX_JSON_COMPACT);
    px_json_object(&json);
    px_json_pair_bool(&json, "speaker", speaker);
    for (size_t i = 0; i < PX_COUNT(kept); i++) {
        if (kept[i].part == OF_SPEAKER && !speaker)
            continue;
        px_builder_clear(&value);
        px_comment_row_value(row, px_comment_column_find(px_str_of(kept[i].key)), &value);
        if (value.len)
            px_json_pair_str(&json, kept[i].key, px_builder_view(&value));
    }
    px_json_object_end(&json);
    rc = px_builder_check(&value, err);
    if (rc >= 0)
        rc = px_json_finish(&json, err);
    if (rc >= 0)
        *ret_record = px_arena_str(arena, px_builder_view(&out));
    return rc;
}

int px_comment_record_read(px_arena *arena, px_str record, bool opinion, px_comment_row *row,
                           px_error *err)
{
    PX_AUTO_JSON json_t *object = NULL;
    int rc = px_json_parse(record, "record", RECORD_MAX, &object, err);
    bool speaker;

    if (rc < 0)
        return rc;
    speaker = json_is_true(json_object_get(object, "speaker"));
    for (size_t i = 0; i < PX_COUNT(kept); i++) {
        const json_t *value = json_object_get(object, kept[i].key);
        px_str text = PX_STR("");

        if ((kept[i].part == OF_SPEAKER && !speaker) || (kept[i].part == OF_OPINION && !opinion))
            continue;
        if (json_is_string(value))
            text = px_arena_str(arena, px_json_text(value));
        (void)px_comment_row_set(row, px_comment_column_find(px_str_of(kept[i].key)), text);
    }
    return 0;
}
