/* SPDX-License-Identifier: EUPL-1.2 */
/* Official forms from JSON (data/schemas/form.json). */
#include "base/json_read.h"
#include "duty/official_form_priv.h"

#include "base/banned.h"

enum { FORM_MAX_BYTES = 1024 * 1024 };

/* ---- Values: what is missing is empty */

static px_str text_of(px_arena *arena, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    if (!json_is_string(value))
        return PX_STR("");
    return px_arena_str(arena, px_json_text(value));
}

static px_bilingual words_of(px_arena *arena, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return (px_bilingual){ .en = text_of(arena, value, "en"), .fr = text_of(arena, value, "fr") };
}

static bool flag_of(const json_t *object, const char *key)
{
    return json_is_true(json_object_get(object, key));
}

static long long number_of(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

/* The place of a word in a table of names; -1 where it has none. */
static int place_of(const char *(*name_at)(int place), int count, px_str word)
{
    for (int i = 0; i < count; i++)
        if (px_str_is(word, name_at(i)))
            return i;
    return -1;
}

static const char *type_name_at(int place)
{
    return px_field_type_name((px_field_type)place);
}

static const char *column_type_at(int place)
{
    static const char *const names[PX_COLUMN_TYPE_COUNT] = { "name",   "text",     "link",
                                                             "date",   "month",    "period",
                                                             "number", "modality", "choice" };

    return names[place];
}

static const char *level_at(int place)
{
    static const char *const names[PX_FIELD_LEVEL_COUNT] = { "provider", "model", "document" };

    return names[place];
}

static const char *derivation_at(int place)
{
    static const char *const names[PX_DERIVED_COUNT] = { "", "range", "magnitude" };

    return names[place];
}

/* ---- Arrays */

static const px_str *read_strings(px_arena *arena, const json_t *array, size_t *ret_count)
{
    size_t n = json_array_size(array);
    px_str *items = px_arena_array(arena, n + 1, sizeof(*items));

    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(array, i);

        items[i] = px_arena_str(arena, px_json_text(item));
    }
    *ret_count = n;
    return items;
}

static const px_form_part *read_parts(px_arena *arena, const json_t *array, const char *key,
                                      size_t *ret_count)
{
    size_t n = json_array_size(array);
    px_form_part *items = px_arena_array(arena, n + 1, sizeof(*items));

    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(array, i);

        items[i] = (px_form_part){
            .key = text_of(arena, item, key),
            .label = words_of(arena, item, "label"),
            .unit = text_of(arena, item, "unit"),
        };
    }
    *ret_count = n;
    return items;
}

static const px_form_range *read_ranges(px_arena *arena, const json_t *array, size_t *ret_count)
{
    size_t n = json_array_size(array);
    px_form_range *items = px_arena_array(arena, n + 1, sizeof(*items));

    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(array, i);
        const json_t *between = json_object_get(item, "upper_between");
        size_t n_between;
        const px_str *ends = read_strings(arena, between, &n_between);

        items[i] = (px_form_range){
            .modality = text_of(arena, item, "modality"),
            .id = text_of(arena, item, "id"),
            .label = words_of(arena, item, "label"),
            .unit = text_of(arena, item, "unit"),
            .lower = text_of(arena, item, "lower"),
            .upper = text_of(arena, item, "upper"),
            .upper_from = n_between == 2 ? ends[0] : PX_STR(""),
            .upper_to = n_between == 2 ? ends[1] : PX_STR(""),
        };
    }
    *ret_count = n;
    return items;
}

static int read_columns(px_arena *arena, const json_t *array, const px_form_column **ret_columns,
                        size_t *ret_count, px_error *err)
{
    size_t n = json_array_size(array);
    px_form_column *items = px_arena_array(arena, n + 1, sizeof(*items));

    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(array, i);
        px_str type = text_of(arena, item, "type");
        int place = place_of(column_type_at, PX_COLUMN_TYPE_COUNT, type);

        if (place < 0)
            return px_fail(err, PX_ERR_INVALID, N_("there is no type of column '{value}'"), "value",
                           type.ptr, NULL);
        items[i] = (px_form_column){
            .key = text_of(arena, item, "key"),
            .label = words_of(arena, item, "label"),
            .type = (px_column_type)place,
            .required = flag_of(item, "required"),
            .unit = text_of(arena, item, "unit"),
        };
        items[i].options =
            read_parts(arena, json_object_get(item, "options"), "id", &items[i].n_options);
    }
    *ret_columns = items;
    *ret_count = n;
    return 0;
}

static const px_form_condition *read_conditions(px_arena *arena, const json_t *array,
                                                size_t *ret_count)
{
    size_t n = json_array_size(array);
    px_form_condition *items = px_arena_array(arena, n + 1, sizeof(*items));

    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(array, i);

        items[i] = (px_form_condition){ .field = text_of(arena, item, "field"),
                                        .is = flag_of(item, "is") };
    }
    *ret_count = n;
    return items;
}

/* ---- A field */

static int read_recipients(px_arena *arena, const json_t *array, unsigned *ret_recipients,
                           px_error *err)
{
    size_t n;
    const px_str *names = read_strings(arena, array, &n);
    px_recipient recipient;

    *ret_recipients = 0;
    for (size_t i = 0; i < n; i++) {
        if (!px_recipient_find(names[i], &recipient))
            return px_fail(err, PX_ERR_INVALID, N_("there is no recipient '{value}'"), "value",
                           names[i].ptr, NULL);
        *ret_recipients |= 1u << recipient;
    }
    return 0;
}

/* What of a field is one word of a closed list. */
static int read_kinds(px_arena *arena, const json_t *object, px_official_field *field,
                      px_error *err)
{
    const json_t *derived = json_object_get(object, "derived");
    px_str type = text_of(arena, object, "type"), level = text_of(arena, object, "level");
    px_str how = text_of(arena, derived, "how");
    int type_at = place_of(type_name_at, PX_FIELD_TYPE_COUNT, type);
    int of = place_of(level_at, PX_FIELD_LEVEL_COUNT, level);
    int derivation = place_of(derivation_at, PX_DERIVED_COUNT, how);

    if (type_at < 0 || of < 0 || derivation < 0)
        return px_fail(err, PX_ERR_INVALID, N_("there is no '{value}' here"), "value",
                       type_at < 0 ? type.ptr
                       : of < 0    ? level.ptr
                                   : how.ptr,
                       NULL);
    field->type = (px_field_type)type_at;
    field->level = (px_field_level)of;
    field->derived = (px_form_derived){
        .how = (px_field_derivation)derivation,
        .from = text_of(arena, derived, "from"),
        .column = text_of(arena, derived, "column"),
        .part = text_of(arena, derived, "part"),
    };
    return 0;
}

static int read_field(px_arena *arena, const json_t *object, px_str form, px_official_field *field,
                      px_error *err)
{
    const json_t *sure = json_object_get(object, "confidence");
    int rc;

    *field = (px_official_field){
        .form = form,
        .id = text_of(arena, object, "id"),
        .section = text_of(arena, object, "section"),
        .label = words_of(arena, object, "label"),
        .guidance = words_of(arena, object, "guidance"),
        .unit = text_of(arena, object, "unit"),
        .significant = number_of(object, "significant"),
        .header = flag_of(object, "header"),
        .words = number_of(object, "words"),
        .not_applicable = flag_of(object, "not_applicable"),
        .optional = flag_of(object, "optional"),
        .with_words = flag_of(object, "with_words"),
        .by_name = json_object_get(object, "per") != NULL,
        .source = text_of(arena, object, "source"),
        .date = text_of(arena, object, "date"),
        .confidence = { text_of(arena, sure, "text"), text_of(arena, sure, "recipients") },
    };
    field->name =
        px_str_of(px_arena_format(arena, "%.*s.%.*s", PX_STR_ARG(form), PX_STR_ARG(field->id)));
    rc = read_kinds(arena, object, field, err);
    if (rc == 0)
        rc = read_recipients(arena, json_object_get(object, "recipients"), &field->recipients, err);
    if (rc == 0)
        rc = read_columns(arena, json_object_get(object, "columns"), &field->columns,
                          &field->n_columns, err);
    if (rc < 0)
        return rc;
    field->modalities = read_strings(arena, json_object_get(object, "order"), &field->n_modalities);
    field->ranges = read_ranges(arena, json_object_get(object, "ranges"), &field->n_ranges);
    field->options = read_parts(arena, json_object_get(object, "options"), "id", &field->n_options);
    field->parts = read_parts(arena, json_object_get(object, "parts"), "key", &field->n_parts);
    field->conditions =
        read_conditions(arena, json_object_get(object, "condition"), &field->n_conditions);
    return 0;
}

/* ---- A form */

static const px_form_section *read_sections(px_arena *arena, const json_t *array, size_t *ret_count)
{
    size_t n = json_array_size(array);
    px_form_section *items = px_arena_array(arena, n + 1, sizeof(*items));

    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(array, i);

        items[i] = (px_form_section){
            .id = text_of(arena, item, "id"),
            .title = words_of(arena, item, "title"),
            .above = text_of(arena, item, "above"),
        };
    }
    *ret_count = n;
    return items;
}

static const px_form_mark *read_marks(px_arena *arena, const json_t *array, size_t *ret_count)
{
    size_t n = json_array_size(array);
    px_form_mark *items = px_arena_array(arena, n + 1, sizeof(*items));

    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(array, i);

        items[i].id = text_of(arena, item, "id");
        items[i].label = words_of(arena, item, "label");
        items[i].words = read_strings(arena, json_object_get(item, "words"), &items[i].n_words);
    }
    *ret_count = n;
    return items;
}

static const px_earlier_form *read_earlier(px_arena *arena, const json_t *array, size_t *ret_count)
{
    size_t n = json_array_size(array);
    px_earlier_form *items = px_arena_array(arena, n + 1, sizeof(*items));

    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(array, i);

        items[i] = (px_earlier_form){
            .version = text_of(arena, item, "version"),
            .title = words_of(arena, item, "title"),
            .source = text_of(arena, item, "source"),
            .date = text_of(arena, item, "date"),
            .confidence = text_of(arena, item, "confidence"),
        };
        items[i].marks = read_marks(arena, json_object_get(item, "marks"), &items[i].n_marks);
    }
    *ret_count = n;
    return items;
}

static const px_gone_field *read_gone(px_arena *arena, const json_t *array, size_t *ret_count)
{
    size_t n = json_array_size(array);
    px_gone_field *items = px_arena_array(arena, n + 1, sizeof(*items));

    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(array, i);

        items[i] = (px_gone_field){
            .section = text_of(arena, item, "section"),
            .label = words_of(arena, item, "label"),
            .became = words_of(arena, item, "became"),
            .in = text_of(arena, item, "in"),
        };
    }
    *ret_count = n;
    return items;
}

static int read_fields(px_arena *arena, const json_t *array, px_official_form *form, px_error *err)
{
    size_t n = json_array_size(array);
    px_official_field *fields = px_arena_array(arena, n + 1, sizeof(*fields));

    for (size_t i = 0; i < n; i++) {
        int rc = read_field(arena, json_array_get(array, i), form->name, &fields[i], err);

        if (rc < 0) {
            px_error_add(err, "field", fields[i].id.ptr);
            return rc;
        }
    }
    form->fields = fields;
    form->n_fields = n;
    return 0;
}

int px_official_form_read(px_arena *arena, px_str json, const char *source,
                          px_official_form *ret_form, px_error *err)
{
    PX_AUTO_JSON json_t *top = NULL;
    px_official_form form;
    int rc = px_json_parse(json, source, FORM_MAX_BYTES, &top, err);

    if (rc < 0)
        return rc;
    form = (px_official_form){
        .name = text_of(arena, top, "form"),
        .version = text_of(arena, top, "version"),
        .title = words_of(arena, top, "title"),
        .source = text_of(arena, top, "source"),
        .date = text_of(arena, top, "date"),
        .confidence = text_of(arena, top, "confidence"),
        .not_asked = words_of(arena, top, "not_asked"),
    };
    form.sections = read_sections(arena, json_object_get(top, "sections"), &form.n_sections);
    form.earlier = read_earlier(arena, json_object_get(top, "earlier"), &form.n_earlier);
    form.gone = read_gone(arena, json_object_get(top, "gone"), &form.n_gone);
    rc = read_fields(arena, json_object_get(top, "fields"), &form, err);
    if (rc < 0) {
        px_error_add(err, "source", source);
        return rc;
    }
    *ret_form = form;
    return 0;
}
