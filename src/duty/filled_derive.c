/* SPDX-License-Identifier: EUPL-1.2 */
/* What of a filled form follows from the rest of it. */
#include "base/json_read.h"
#include "duty/filled.h"
#include "duty/official_value.h"
#include "model/decimal.h"

#include "base/banned.h"

/* ---- Ranges and orders of magnitude */

static bool decimal_of(px_str text, px_decimal *ret_value)
{
    px_error ignored = PX_ERROR_INIT;

    return text.len > 0 && px_decimal_parse(text, ret_value, &ignored) == 0;
}

/* -1, 0 or 1: the number against a bound; without one it lies on the inner side. */
static int against(const px_decimal *number, px_str bound, int without)
{
    px_decimal b;

    return decimal_of(bound, &b) ? px_decimal_cmp(number, &b) : without;
}

/* The number is a bound, or lies where the bound may be taken to be. */
static bool is_border(const px_decimal *number, const px_form_range *range)
{
    if (range->upper_from.len > 0)
        return against(number, range->upper_from, -1) >= 0 &&
               against(number, range->upper_to, 1) <= 0;
    return against(number, range->upper, 1) == 0;
}

const px_form_range *px_form_range_of(const px_official_field *field, px_str modality,
                                      px_str number, bool *ret_border)
{
    const px_form_range *found = NULL;
    px_decimal value;

    *ret_border = false;
    if (!decimal_of(number, &value))
        return NULL;
    for (size_t i = 0; i < field->n_ranges; i++) {
        const px_form_range *range = &field->ranges[i];

        if (!px_str_eq(range->modality, modality))
            continue;
        if (is_border(&value, range))
            *ret_border = true;
        /* A bound itself is counted to the upper range, and said to be a border. */
        if (against(&value, range->lower, 0) >= 0 && against(&value, range->upper, -1) < 0)
            found = range;
    }
    return found;
}

const px_form_range *px_form_range_of_size(const px_official_field *field, px_str modality,
                                           const json_t *size, bool *ret_border)
{
    px_str told = px_json_text_at(size, "range");
    const px_form_range *range;
    char buffer[32];

    *ret_border = false;
    for (size_t i = 0; told.len > 0 && i < field->n_ranges; i++)
        if (px_str_eq(field->ranges[i].modality, modality) && px_str_eq(field->ranges[i].id, told))
            return &field->ranges[i];
    range = px_form_range_of(field, modality,
                             px_value_number(json_object_get(size, "value"), buffer), ret_border);
    if (range && px_str_eq(range->unit, px_json_text_at(size, "unit")))
        return range;
    *ret_border = false;
    return NULL;
}

static px_str number_at(const json_t *value, px_str key, char buffer[32])
{
    return px_value_number(key.len > 0 ? json_object_get(value, key.ptr) : value, buffer);
}

static void set_derived(px_filled_form *filled, px_filled_field *field, json_t *value,
                        const px_filled_field *from)
{
    px_filled_set(filled, field, value);
    field->has_basis = true;
    field->basis = PX_BASIS_DERIVED;
    field->method = px_str_of(
        px_arena_format(filled->arena, "%s of %s",
                        field->field->derived.how == PX_DERIVED_RANGE ? "range" : "magnitude",
                        from->field->name.ptr));
    field->program = field->claim = PX_STR("");
    field->evidence = NULL;
    field->n_evidence = 0;
}

static json_t *string_json(px_str text)
{
    return json_stringn(text.ptr, text.len);
}

/* The list with its numbers as powers of ten. */
static json_t *magnitudes_of(const px_official_field *field, const json_t *list)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *row = json_array_get(list, i);
        json_t *made = json_object();
        char buffer[32];
        px_decimal number;

        for (size_t j = 0; j < field->n_columns; j++) {
            const char *key = field->columns[j].key.ptr;
            const json_t *cell = json_object_get(row, key);

            if (field->columns[j].type != PX_COLUMN_NUMBER && cell)
                json_object_set_new(made, key, json_deep_copy(cell));
            else if (field->columns[j].type == PX_COLUMN_NUMBER &&
                     decimal_of(
                         px_value_number(json_object_get(row, field->derived.column.ptr), buffer),
                         &number))
                json_object_set_new(made, key, json_integer(px_decimal_magnitude(&number)));
        }
        json_array_append_new(rows, made);
    }
    return rows;
}

static void derive_field(px_filled_form *filled, px_filled_field *field)
{
    const px_form_derived *derived = &field->field->derived;
    const px_filled_field *from = px_filled_of(filled, derived->from);
    char buffer[32];
    px_str text;
    px_decimal number;

    if (!from || !from->value)
        return;
    if (px_value_is_not_applicable(from->value) || px_value_is_not_available(from->value)) {
        set_derived(filled, field, json_deep_copy(from->value), from);
        return;
    }
    if (derived->column.len > 0) {
        set_derived(filled, field, magnitudes_of(field->field, from->value), from);
        return;
    }
    text = number_at(from->value, derived->part, buffer);
    if (!decimal_of(text, &number))
        return;
    if (derived->how == PX_DERIVED_MAGNITUDE) {
        set_derived(filled, field, json_integer(px_decimal_magnitude(&number)), from);
    } else {
        bool border;
        const px_form_range *range = px_form_range_of(field->field, PX_STR(""), text, &border);

        if (range)
            set_derived(filled, field, string_json(range->id), from);
        field->border = border;
    }
}

/* Sizes keep their numbers; whether one lies on a border is for the document to say. */
static void mark_borders(px_filled_field *field)
{
    const char *modality;
    json_t *size;

    if (field->field->type != PX_FIELD_SIZE || !json_is_object(field->value))
        return;
    json_object_foreach((json_t *)field->value, modality, size)
    {
        bool border;

        (void)px_form_range_of_size(field->field, px_str_of(modality), size, &border);
        field->border |= border;
    }
}

/* ---- What the head says */

static json_t *version_row(px_str version, px_str date, px_str link)
{
    json_t *row = json_object();

    json_object_set_new(row, "version", string_json(version));
    if (date.len > 0)
        json_object_set_new(row, "date", string_json(date));
    if (link.len > 0)
        json_object_set_new(row, "link", string_json(link));
    return row;
}

static void set_of_document(px_filled_form *filled, px_filled_field *field)
{
    const px_filled_head *head = &filled->head;
    json_t *value;

    if (field->field->type == PX_FIELD_DATE) {
        value = string_json(head->date);
    } else if (field->field->type == PX_FIELD_LIST) {
        value = json_array();
        json_array_append_new(value, version_row(head->version, head->date, PX_STR("")));
        for (size_t i = 0; i < head->n_earlier; i++)
            json_array_append_new(value, version_row(head->earlier[i].version,
                                                     head->earlier[i].date, head->earlier[i].link));
    } else {
        value = json_object();
        json_object_set_new(value, "en", string_json(head->version));
    }
    px_filled_set(filled, field, value);
}

/* ---- Not applicable */

/* "Does not apply: no crawlers were used" would need words for each question; that the answer above
 * is no says the same for all. */
static void set_not_asked(px_filled_form *filled, px_filled_field *field)
{
    json_t *words = json_object(), *value = json_object();

    json_object_set_new(words, "en", string_json(filled->form->not_asked.en));
    json_object_set_new(words, "fr", string_json(filled->form->not_asked.fr));
    json_object_set_new(value, "not_applicable", words);
    px_filled_set(filled, field, value);
    field->has_basis = true;
    field->basis = PX_BASIS_DERIVED;
    field->method = PX_STR("condition");
}

int px_filled_derive(px_filled_form *filled, px_error *err)
{
    for (size_t i = 0; i < filled->form->n_fields; i++) {
        px_filled_field *field = &filled->fields[i];

        if (field->field->level == PX_FIELD_OF_DOCUMENT)
            set_of_document(filled, field);
        else if (field->field->derived.how != PX_DERIVED_NOT)
            derive_field(filled, field);
        else if (!field->value && !field->unreadable &&
                 px_filled_is_asked(filled, field->field) == PX_NOT_ASKED)
            set_not_asked(filled, field);
        mark_borders(field);
    }
    for (size_t i = 0; i < filled->form->n_fields; i++) {
        const px_filled_field *field = &filled->fields[i];
        int rc = field->value ? px_official_value_check(field->field, field->value, err) : 0;

        if (rc < 0)
            return rc;
    }
    return 0;
}
