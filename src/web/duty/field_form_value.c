/* SPDX-License-Identifier: EUPL-1.2 */
/* The field form's values: from JSON into what is typed, and back. */
#include "duty/official_value.h"
#include "duty/value_words.h"
#include "web/duty/field_form_priv.h"

#include "base/banned.h"

static const char *const tags[] = { "en", "fr" };

/* ---- Into the form */

static px_str string_of(const px_field_form *f, const json_t *value)
{
    if (json_is_integer(value))
        return px_str_of(
            px_arena_format(f->form.request->arena, "%lld", (long long)json_integer_value(value)));
    return px_arena_str(f->form.request->arena,
                        px_str_n(json_string_value(value), json_string_length(value)));
}

static void fill(px_field_form *f, const char *name, const json_t *value)
{
    if (json_is_string(value) || json_is_integer(value))
        px_form_set(&f->form, name, string_of(f, value));
}

/* A text by language; one that is the same in all of them stands under English. */
static void fill_text(px_field_form *f, px_str part, const json_t *value)
{
    for (size_t i = 0; i < PX_COUNT(tags); i++)
        fill(f, field_form_name(f, part, tags[i]),
             json_is_string(value) ? (i == 0 ? value : NULL) : json_object_get(value, tags[i]));
}

static void fill_period(px_field_form *f, px_str part, const json_t *value)
{
    fill(f, field_form_name(f, part, "from"), json_object_get(value, "from"));
    fill(f, field_form_name(f, part, "to"), json_object_get(value, "to"));
}

static void fill_several(px_field_form *f, const json_t *items)
{
    for (size_t i = 0; i < json_array_size(items); i++)
        fill(f, "value", json_array_get(items, i));
}

static void fill_row(px_field_form *f, const json_t *row)
{
    for (size_t i = 0; i < f->field->n_columns; i++) {
        const px_form_column *column = &f->field->columns[i];
        px_str name = field_form_column(f, column);
        const json_t *cell = json_object_get(row, column->key.ptr);

        if (column->type == PX_COLUMN_TEXT)
            fill_text(f, name, cell);
        else if (column->type == PX_COLUMN_PERIOD)
            fill_period(f, name, cell);
        else
            fill(f, name.ptr, cell);
    }
}

/* Units of the ranges are shown in the reader's language, and claimed in English. */
static void fill_unit(px_field_form *f, px_str modality, const json_t *unit)
{
    if (json_is_string(unit))
        px_form_set(&f->form, field_form_name(f, modality, "unit"),
                    px_value_words_unit(f->form.request->language, string_of(f, unit)));
}

static void fill_modalities(px_field_form *f, const json_t *value)
{
    for (size_t i = 0; i < f->field->n_modalities; i++) {
        px_str modality = f->field->modalities[i];
        const json_t *of_it = json_object_get(value, modality.ptr);

        if (f->field->type == PX_FIELD_TEXT_BY_MODALITY) {
            fill_text(f, modality, of_it);
            continue;
        }
        if (json_is_array(of_it)) /* other modalities, each with its name */
            of_it = json_array_get(of_it, 0);
        fill(f, field_form_name(f, modality, "value"), json_object_get(of_it, "value"));
        fill_unit(f, modality, json_object_get(of_it, "unit"));
        if (field_form_range(f->field, modality))
            fill(f, field_form_name(f, modality, "range"), json_object_get(of_it, "range"));
        else
            fill_text(f, px_str_of(field_form_name(f, modality, "name")),
                      json_object_get(of_it, "name"));
    }
}

static void fill_reason(px_field_form *f, const json_t *value)
{
    px_form_set(&f->form, "not_applicable", PX_STR("1"));
    fill_text(f, PX_STR("reason"), json_object_get(value, "not_applicable"));
}

void px_field_form_fill(px_field_form *f, const json_t *value)
{
    const px_official_field *field = f->field;

    if (!value)
        return;
    if (px_value_is_not_applicable(value)) {
        if (field->not_applicable || field->n_conditions)
            fill_reason(f, value);
        return;
    }
    switch (field->type) {
    case PX_FIELD_TEXT:
        fill_text(f, PX_STR_NONE, value);
        break;
    case PX_FIELD_YES_NO:
        px_form_set(&f->form, "value", json_is_true(value) ? PX_STR("yes") : PX_STR("no"));
        break;
    case PX_FIELD_MONTH:
        fill(f, "value", json_is_object(value) ? json_object_get(value, "month") : value);
        if (field->with_words)
            fill_text(f, PX_STR("words"), json_object_get(value, "words"));
        break;
    case PX_FIELD_PERIOD:
        fill_period(f, PX_STR_NONE, value);
        break;
    case PX_FIELD_MODALITIES:
        fill_several(f, value);
        break;
    case PX_FIELD_CHOICES:
        fill_several(f, json_is_object(value) ? json_object_get(value, "choices") : value);
        fill_text(f, PX_STR("words"), json_object_get(value, "words"));
        break;
    case PX_FIELD_NUMBERS:
        for (size_t i = 0; i < field->n_parts; i++)
            fill(f, field->parts[i].key.ptr, json_object_get(value, field->parts[i].key.ptr));
        break;
    case PX_FIELD_SIZE:
    case PX_FIELD_TEXT_BY_MODALITY:
        fill_modalities(f, value);
        break;
    case PX_FIELD_LIST:
        fill_row(f, value);
        break;
    default:
        fill(f, "value", value);
        break;
    }
}

/* ---- Out of it */

static json_t *word(px_str text)
{
    return text.len ? json_stringn(text.ptr, text.len) : NULL;
}

static json_t *typed(const px_field_form *f, const char *name)
{
    return word(px_form_text(&f->form, name));
}

/* Puts a part into the object, which is made for the first one. */
static void put(json_t **object, const char *key, json_t *value)
{
    if (!value)
        return;
    if (!*object)
        *object = json_object();
    (void)!json_object_set_new(*object, key, value);
}

static json_t *typed_text(const px_field_form *f, px_str part)
{
    json_t *text = NULL;

    for (size_t i = 0; i < PX_COUNT(tags); i++)
        put(&text, tags[i], typed(f, field_form_name(f, part, tags[i])));
    return text;
}

static json_t *typed_period(const px_field_form *f, px_str part)
{
    json_t *period = NULL;

    put(&period, "from", typed(f, field_form_name(f, part, "from")));
    put(&period, "to", typed(f, field_form_name(f, part, "to")));
    return period;
}

static json_t *typed_several(const px_field_form *f)
{
    const px_form_entry *entry = px_form_entry_of(&f->form, "value");
    json_t *items = entry->n_several ? json_array() : NULL;

    for (size_t i = 0; i < entry->n_several; i++)
        (void)!json_array_append_new(items, word(entry->several[i]));
    return items;
}

static json_t *typed_row(const px_field_form *f)
{
    json_t *row = NULL;

    for (size_t i = 0; i < f->field->n_columns; i++) {
        const px_form_column *column = &f->field->columns[i];
        px_str name = field_form_column(f, column);

        put(&row, column->key.ptr,
            column->type == PX_COLUMN_TEXT     ? typed_text(f, name)
            : column->type == PX_COLUMN_PERIOD ? typed_period(f, name)
                                               : typed(f, name.ptr));
    }
    return row;
}

static json_t *typed_unit(const px_field_form *f, px_str modality)
{
    const px_form_range *range = field_form_range(f->field, modality);
    px_str unit = px_form_text(&f->form, field_form_name(f, modality, "unit"));

    if (range && px_str_eq(unit, px_value_words_unit(f->form.request->language, range->unit)))
        unit = range->unit;
    return word(unit);
}

static json_t *typed_size(const px_field_form *f, px_str modality)
{
    json_t *size = NULL;

    put(&size, "value", typed(f, field_form_name(f, modality, "value")));
    if (size)
        put(&size, "unit", typed_unit(f, modality));
    if (!field_form_range(f->field, modality))
        put(&size, "name", typed_text(f, px_str_of(field_form_name(f, modality, "name"))));
    else if (!size)
        put(&size, "range", typed(f, field_form_name(f, modality, "range")));
    return size;
}

static json_t *typed_modalities(const px_field_form *f)
{
    json_t *value = NULL;

    for (size_t i = 0; i < f->field->n_modalities; i++)
        put(&value, f->field->modalities[i].ptr,
            f->field->type == PX_FIELD_SIZE ? typed_size(f, f->field->modalities[i])
                                            : typed_text(f, f->field->modalities[i]));
    return value;
}

/* What stands beside words: alone where there are none. */
static json_t *with_words(const px_field_form *f, const char *key, json_t *value)
{
    json_t *words = typed_text(f, PX_STR("words")), *both = NULL;

    if (!words)
        return value;
    put(&both, key, value);
    put(&both, "words", words);
    return both;
}

static json_t *typed_numbers(const px_field_form *f)
{
    json_t *numbers = NULL;

    for (size_t i = 0; i < f->field->n_parts; i++)
        put(&numbers, f->field->parts[i].key.ptr, typed(f, f->field->parts[i].key.ptr));
    return numbers;
}

json_t *px_field_form_value(const px_field_form *f)
{
    px_str answer;

    switch (f->field->type) {
    case PX_FIELD_TEXT:
        return typed_text(f, PX_STR_NONE);
    case PX_FIELD_YES_NO:
        answer = px_form_text(&f->form, "value");
        return answer.len ? json_boolean(px_str_is(answer, "yes")) : NULL;
    case PX_FIELD_MONTH:
        return f->field->with_words ? with_words(f, "month", typed(f, "value")) : typed(f, "value");
    case PX_FIELD_PERIOD:
        return typed_period(f, PX_STR_NONE);
    case PX_FIELD_MODALITIES:
        return typed_several(f);
    case PX_FIELD_CHOICES:
        return with_words(f, "choices", typed_several(f));
    case PX_FIELD_NUMBERS:
        return typed_numbers(f);
    case PX_FIELD_SIZE:
    case PX_FIELD_TEXT_BY_MODALITY:
        return typed_modalities(f);
    case PX_FIELD_LIST:
        return typed_row(f);
    default:
        return typed(f, "value");
    }
}

json_t *px_field_form_not_applicable(const px_field_form *f)
{
    json_t *value = NULL;

    if ((!f->field->not_applicable && !f->field->n_conditions) ||
        !px_form_checked(&f->form, "not_applicable"))
        return NULL;
    value = json_object();
    (void)!json_object_set_new(value, "not_applicable", typed_text(f, PX_STR("reason")));
    return value;
}
