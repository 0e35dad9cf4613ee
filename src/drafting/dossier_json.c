/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/dossier_json.h"

#include "drafting/dossier_field.h"

#include "base/banned.h"

/* Where a field of that type stands. */
#define AT(type) ((const type *)((const char *)object + field->offset))

typedef void write_fn(px_json *json, const px_dossier_field *field, const void *object,
                      px_str language);

static void write_kind(px_json *json, const px_dossier_field *field, const void *object,
                       px_str language)
{
    (void)language;
    px_json_cstr(json, px_dossier_kind_name(*AT(px_dossier_kind)));
}

static void write_one_text(px_json *json, const px_dossier_text *text, px_str language)
{
    if (!text->value.ptr) {
        px_json_null(json);
        return;
    }
    px_json_object(json);
    px_json_pair_str(json, "language", text->language.len ? text->language : language);
    px_json_pair_str(json, "text", text->value);
    px_json_object_end(json);
}

static void write_text(px_json *json, const px_dossier_field *field, const void *object,
                       px_str language)
{
    write_one_text(json, AT(px_dossier_text), language);
}

static void write_word(px_json *json, const px_dossier_field *field, const void *object,
                       px_str language)
{
    const px_dossier_word *word = *AT(px_dossier_word *);

    (void)language;
    px_json_str(json, word ? px_str_of(word->name) : PX_STR_NONE);
}

static void write_side(px_json *json, const px_dossier_field *field, const void *object,
                       px_str language)
{
    (void)language;
    px_json_cstr(json, field->words[*AT(bool) ? 1 : 0].name);
}

static void write_date(px_json *json, const px_dossier_field *field, const void *object,
                       px_str language)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(32);

    (void)language;
    px_dossier_date_print(&text, AT(px_dossier_date));
    px_json_str(json, text.len ? px_builder_view(&text) : PX_STR_NONE);
}

static void write_time(px_json *json, const px_dossier_field *field, const void *object,
                       px_str language)
{
    int minute = *AT(int);
    char text[24];

    (void)language;
    (void)snprintf(text, sizeof(text), "%02d:%02d", minute / 60, minute % 60);
    px_json_str(json, minute >= 0 ? px_str_of(text) : PX_STR_NONE);
}

static void write_flag(px_json *json, const px_dossier_field *field, const void *object,
                       px_str language)
{
    (void)language;
    px_json_bool(json, *AT(bool));
}

static void write_int(px_json *json, const px_dossier_field *field, const void *object,
                      px_str language)
{
    (void)language;
    if (*AT(int))
        px_json_int(json, *AT(int));
    else
        px_json_null(json);
}

static void write_value(px_json *json, const px_dossier_field *field, const void *object,
                        px_str language)
{
    (void)language;
    px_json_int(json, *AT(long long));
}

static void write_string(px_json *json, const px_dossier_field *field, const void *object,
                         px_str language)
{
    (void)language;
    px_json_str(json, AT(px_str)->len ? *AT(px_str) : PX_STR_NONE);
}

/* The key, with what the part says of that source. */
static void write_source(px_json *json, const px_dossier_field *field, const void *object,
                         px_str language)
{
    const px_dossier_source *source = AT(px_dossier_source);

    px_json_str(json, source->key);
    px_json_key(json, "title");
    write_one_text(json, &source->title, language);
    px_json_pair_str(json, "address", source->address.len ? source->address : PX_STR_NONE);
}

static write_fn write_list;

static write_fn *const writers[PX_DOSSIER_TYPE_COUNT] = {
    [PX_DOSSIER_TYPE_KIND] = write_kind,     [PX_DOSSIER_TYPE_TEXT] = write_text,
    [PX_DOSSIER_TYPE_WORD] = write_word,     [PX_DOSSIER_TYPE_SIDE] = write_side,
    [PX_DOSSIER_TYPE_DATE] = write_date,     [PX_DOSSIER_TYPE_TIME] = write_time,
    [PX_DOSSIER_TYPE_FLAG] = write_flag,     [PX_DOSSIER_TYPE_INT] = write_int,
    [PX_DOSSIER_TYPE_VALUE] = write_value,   [PX_DOSSIER_TYPE_STRING] = write_string,
    [PX_DOSSIER_TYPE_SOURCE] = write_source, [PX_DOSSIER_TYPE_LIST] = write_list,
};

static void write_fields(px_json *json, const px_dossier_field *fields, const void *object,
                         px_str language)
{
    for (; fields->name; fields++) {
        px_json_key(json, fields->name);
        writers[fields->type](json, fields, object, language);
    }
}

static void write_list(px_json *json, const px_dossier_field *field, const void *object,
                       px_str language)
{
    size_t count = *(const size_t *)((const char *)object + field->count);
    const char *items = *AT(char *);

    px_json_array(json);
    for (size_t i = 0; i < count; i++) {
        const char *item = items + i * field->size;

        if (!field->fields) {
            px_json_str(json, *(const px_str *)item);
            continue;
        }
        px_json_object(json);
        write_fields(json, field->fields, item, language);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

void px_dossier_entry_json(px_json *json, const px_dossier_entry *entry, px_str language)
{
    px_json_object(json);
    px_json_pair_str(json, "part", entry->part);
    write_fields(json, px_dossier_entry_fields, entry, language);
    write_fields(json, px_dossier_kind_fields(entry->kind), entry, language);
    if (entry->process.len)
        px_json_pair_str(json, "process", entry->process);
    px_json_object_end(json);
}

void px_dossier_json(px_json *json, const px_dossier *dossier, px_str language)
{
    px_json_pair_str(json, "as_of", dossier->as_of.len ? dossier->as_of : PX_STR_NONE);
    px_json_key(json, "entries");
    px_json_array(json);
    for (size_t i = 0; i < dossier->count; i++)
        px_dossier_entry_json(json, &dossier->entries[i], language);
    px_json_array_end(json);
}
