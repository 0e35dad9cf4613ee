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

void field_form_fill_part(px_field_form *f, const char *name, const json_t *value)
{
    if (json_is_string(value) || json_is_integer(value))
        px_form_set(&f->form, name, string_of(f, value));
}

/* A text by language; one that is the same in all of them stands under English. */
void field_form_fill_text(px_field_form *f, px_str part, const json_t *value)
{
    for (size_t i = 0; i < PX_COUNT(tags); i++)
        field_form_fill_part(f, field_form_name(f, part, tags[i]),
                             json_is_string(value) ? (i == 0 ? value : NULL)
                                                   : json_object_get(value, tags[i]));
}

static void fill_period(px_field_form *f, px_str part, const json_t *value)
{
    field_form_fill_part(f, field_form_name(f, part, "from"), json_object_get(value, "from"));
    field_form_fill_part(f, field_form_name(f, part, "to"), json_object_get(value, "to"));
}

static void fill_several(px_field_form *f, const json_t *items)
{
    for (size_t i = 0; i < json_array_size(items); i++)
        field_form_fill_part(f, "value", json_array_get(items, i));
}

static void fill_row(px_field_form *f, const json_t *row)
{
    for (size_t i = 0; i < f->field->n_columns; i++) {
        const px_form_column *column = &f->field->columns[i];
        px_str name = field_form_column(f, column);
        const json_t *cell = json_object_get(row, column->key.ptr);

        if (column->type == PX_COLUMN_TEXT)
            field_form_fill_text(f, name, cell);
        else if (column->type == PX_COLUMN_PERIOD)
            fill_period(f, name, cell);
        else
            field_form_fill_part(f, name.ptr, cell);
    }
}

static void fill_modalities(px_field_form *f)
{
    for (size_t i = 0; i < f->field->n_modalities; i++)
        field_form_fill_text(f, f->field->modalities[i],
                             json_object_get(f->value, f->field->modalities[i].ptr));
}

static void fill_reason(px_field_form *f, const json_t *value)
{
    px_form_set(&f->form, "not_applicable", PX_STR("1"));
    field_form_fill_text(f, PX_STR("reason"), json_object_get(value, "not_applicable"));
}

void field_form_fill(px_field_form *f)
{
    const px_official_field *field = f->field;
    const json_t *value = f->value;

    if (!value)
        return;
    if (px_value_is_not_applicable(value)) {
        if (field->not_applicable || field->n_conditions)
            fill_reason(f, value);
        return;
    }
    if (f->is_name) {
        field_form_fill_part(f, "value", value);
        return;
    }
    switch (field->type) {
    case PX_FIELD_TEXT:
        field_form_fill_text(f, PX_STR_NONE, value);
        break;
    case PX_FIELD_YES_NO:
        px_form_set(&f->form, "value", json_is_true(value) ? PX_STR("yes") : PX_STR("no"));
        break;
    case PX_FIELD_MONTH:
        field_form_fill_part(f, "value",
                             json_is_object(value) ? json_object_get(value, "month") : value);
        if (f->with_words)
            field_form_fill_text(f, PX_STR("words"), json_object_get(value, "words"));
        break;
    case PX_FIELD_PERIOD:
        fill_period(f, PX_STR_NONE, value);
        break;
    case PX_FIELD_MODALITIES:
        fill_several(f, value);
        break;
    case PX_FIELD_CHOICES:
        fill_several(f, json_is_object(value) ? json_object_get(value, "choices") : value);
        if (f->with_words)
            field_form_fill_text(f, PX_STR("words"), json_object_get(value, "words"));
        break;
    case PX_FIELD_NUMBERS:
        for (size_t i = 0; i < field->n_parts; i++)
            field_form_fill_part(f, field->parts[i].key.ptr,
                                 json_object_get(value, field->parts[i].key.ptr));
        break;
    case PX_FIELD_SIZE:
        field_form_fill_sizes(f);
        break;
    case PX_FIELD_TEXT_BY_MODALITY:
        fill_modalities(f);
        break;
    case PX_FIELD_LIST:
        fill_row(f, value);
        break;
    default:
        field_form_fill_part(f, "value", value);
        break;
    }
}

/* ---- Out of it */

static json_t *word(px_str text)
{
    return text.len ? json_stringn(text.ptr, text.len) : NULL;
}

json_t *field_form_typed(const px_field_form *f, const char *name)
{
    return word(px_form_text(&f->form, name));
}

void field_form_put(json_t **object, const char *key, json_t *value)
{
    if (!value)
        return;
    if (!*object)
        *object = json_object();
    (void)!json_object_set_new(*object, key, value);
}

json_t *field_form_typed_text(const px_field_form *f, px_str part)
{
    json_t *text = NULL;

    for (size_t i = 0; i < PX_COUNT(tags); i++)
        field_form_put(&text, tags[i], field_form_typed(f, field_form_name(f, part, tags[i])));
    return text;
}

static json_t *typed_period(const px_field_form *f, px_str part)
{
    json_t *period = NULL;

    field_form_put(&period, "from", field_form_typed(f, field_form_name(f, part, "from")));
    field_form_put(&period, "to", field_form_typed(f, field_form_name(f, part, "to")));
    return period;
}

static json_t *typed_several(const px_field_form *f)
{
    const px_form_entry *entry = px_form_entry_of(&f->form, "value");
    bool any = f->field->one ? entry->text.len > 0 : entry->n_several > 0;
    json_t *items = any ? json_array() : NULL;

    if (f->field->one && any)
        (void)!json_array_append_new(items, word(entry->text));
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

        field_form_put(&row, column->key.ptr,
                       column->type == PX_COLUMN_TEXT     ? field_form_typed_text(f, name)
                       : column->type == PX_COLUMN_PERIOD ? typed_period(f, name)
                                                          : field_form_typed(f, name.ptr));
    }
    return row;
}

static json_t *typed_modalities(const px_field_form *f)
{
    json_t *value = NULL;

    for (size_t i = 0; i < f->field->n_modalities; i++)
        field_form_put(&value, f->field->modalities[i].ptr,
                       field_form_typed_text(f, f->field->modalities[i]));
    return value;
}

/* What stands beside words: alone where there are none. */
static json_t *with_words(const px_field_form *f, const char *key, json_t *value)
{
    json_t *words = f->with_words ? field_form_typed_text(f, PX_STR("words")) : NULL, *both = NULL;

    if (!words)
        return value;
    field_form_put(&both, key, value);
    field_form_put(&both, "words", words);
    return both;
}

static json_t *typed_numbers(const px_field_form *f)
{
    json_t *numbers = NULL;

    for (size_t i = 0; i < f->field->n_parts; i++)
        field_form_put(&numbers, f->field->parts[i].key.ptr,
                       field_form_typed(f, f->field->parts[i].key.ptr));
    return numbers;
}

json_t *px_field_form_value(const px_field_form *f)
{
    px_str answer;

    if (f->is_name)
        return field_form_typed(f, "value");
    switch (f->field->type) {
    case PX_FIELD_TEXT:
        return field_form_typed_text(f, PX_STR_NONE);
    case PX_FIELD_YES_NO:
        answer = px_form_text(&f->form, "value");
        return answer.len ? json_boolean(px_str_is(answer, "yes")) : NULL;
    case PX_FIELD_MONTH:
        return with_words(f, "month", field_form_typed(f, "value"));
    case PX_FIELD_PERIOD:
        return typed_period(f, PX_STR_NONE);
    case PX_FIELD_MODALITIES:
        return typed_several(f);
    case PX_FIELD_CHOICES:
        return with_words(f, "choices", typed_several(f));
    case PX_FIELD_NUMBERS:
        return typed_numbers(f);
    case PX_FIELD_SIZE:
        return field_form_typed_sizes(f);
    case PX_FIELD_TEXT_BY_MODALITY:
        return typed_modalities(f);
    case PX_FIELD_LIST:
        return typed_row(f);
    default:
        return field_form_typed(f, "value");
    }
}

json_t *px_field_form_not_applicable(const px_field_form *f)
{
    json_t *value = NULL;

    if ((!f->field->not_applicable && !f->field->n_conditions) ||
        !px_form_checked(&f->form, "not_applicable"))
        return NULL;
    value = json_object();
    (void)!json_object_set_new(value, "not_applicable", field_form_typed_text(f, PX_STR("reason")));
    return value;
}
