/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sizes by modality in the form of a field. Of a modality: the exact figure with its unit, or where
 * nobody knows it the range that the field has for it. Other modalities are several, each with its
 * name; what is emptied or ticked to be taken away is left out, and there is room for one more.
 */
#include "base/number.h"
#include "duty/official_value.h"
#include "duty/value_words.h"
#include "web/duty/field_form_priv.h"

#include "base/banned.h"

/* A request has room for so many of them beside all else (PX_REQUEST_MAX_FIELDS). */
enum { OTHERS_MAX = 30, UNIT_MAX = 40, NUMBER_MAX = PX_FIELD_NUMBER_MAX };

static bool is_other(px_str modality)
{
    return px_str_is(modality, "other");
}

/* ---- How many other modalities */

/* "other", "other-2", "other-3" ... */
static px_str other_part(const px_field_form *f, size_t at)
{
    return at ? px_str_of(px_arena_format(f->form.request->arena, "other-%zu", at + 1))
              : PX_STR("other");
}

/* From 1: the other modality that a field of the form with that name is of; 0: of none. */
static size_t other_number(px_str name)
{
    px_error ignored = PX_ERROR_INIT;
    px_str number = PX_STR("");
    long long n = 0;

    if (!px_str_starts(name, PX_STR("other-")))
        return 0;
    name = px_str_sub(name, sizeof("other-") - 1, name.len);
    (void)px_str_split(&name, '-', &number);
    return px_parse_int(number, 2, OTHERS_MAX, &n, &ignored) < 0 ? 1 : (size_t)n;
}

/* One alone stands there without an array. */
static size_t others_claimed(const json_t *value)
{
    const json_t *others = json_object_get(value, "other");

    return json_is_array(others) ? json_array_size(others) : others != NULL;
}

static const json_t *other_at(const json_t *value, size_t at)
{
    const json_t *others = json_object_get(value, "other");

    return json_is_array(others) ? json_array_get(others, at) : others;
}

static void count_others(px_field_form *f)
{
    const px_request *request = f->form.request;
    size_t shown = 0;

    f->n_others = others_claimed(f->value);
    for (size_t i = 0; i < request->form.count; i++) {
        size_t n = other_number(request->form.items[i].name);

        shown = PX_MAX(shown, n);
        if (request->form.items[i].value.len)
            f->n_others = PX_MAX(f->n_others, n);
    }
    f->n_others = PX_MIN(f->n_others, (size_t)OTHERS_MAX);
    f->n_others_room = px_field_form_is_more(request) ? PX_MAX(shown, f->n_others) : f->n_others;
    f->n_others_room = PX_MIN(f->n_others_room + 1, (size_t)OTHERS_MAX);
}

/* ---- The fields of the form */

static void add_figure(px_field_form *f, px_str part)
{
    field_form_add(f, field_form_name(f, part, "value"), PX_FORM_TEXT, N_("Exact figure"))->max =
        NUMBER_MAX;
    field_form_add(f, field_form_name(f, part, "unit"), PX_FORM_TEXT, N_("Unit"))->max = UNIT_MAX;
}

static void add_others(px_field_form *f)
{
    count_others(f);
    for (size_t i = 0; i < f->n_others_room; i++) {
        px_str part = other_part(f, i);
        px_form_field *head = field_form_add(f, part.ptr, PX_FORM_PART, "");

        if (i && i >= f->n_others)
            head->hint = N_("For one more of them; leave it empty where there is none.");
        field_form_add_text(f, px_str_of(field_form_name(f, part, "name")));
        add_figure(f, part);
        if (i < f->n_others)
            field_form_add(f, field_form_name(f, part, "remove"), PX_FORM_CHECK,
                           N_("Take this one away"));
    }
    if (others_claimed(f->value) > OTHERS_MAX)
        field_form_add(f, "others", PX_FORM_PART, N_("Further modalities"))->hint =
            N_("This form has room for 30 of them; those beyond stay as they are.");
}

void field_form_add_sizes(px_field_form *f)
{
    for (size_t i = 0; i < f->field->n_modalities; i++) {
        px_str modality = f->field->modalities[i];

        if (is_other(modality)) {
            add_others(f);
            continue;
        }
        field_form_add(f, field_form_name(f, modality, NULL), PX_FORM_PART, "");
        add_figure(f, modality);
        if (field_form_range(f->field, modality))
            field_form_add(f, field_form_name(f, modality, "range"), PX_FORM_SELECT, N_("Range"))
                ->hint = N_("Only where the exact figure is not known: the range follows from it.");
    }
}

/* ---- Their words */

static void word_others(px_field_form *f, px_str title)
{
    for (size_t i = 0; i < f->n_others_room; i++)
        px_form_label(&f->form, other_part(f, i).ptr,
                      i ? px_str_of(px_arena_format(f->form.request->arena, "%.*s (%zu)",
                                                    PX_STR_ARG(title), i + 1))
                        : title,
                      PX_STR(""));
}

/* The unit in which the ranges are given stands there already. */
void field_form_word_sizes(px_field_form *f)
{
    for (size_t i = 0; i < f->field->n_modalities; i++) {
        px_str modality = f->field->modalities[i], title = field_form_modality(f, modality);
        const px_form_range *range = field_form_range(f->field, modality);

        if (is_other(modality)) {
            word_others(f, title);
            continue;
        }
        px_form_label(&f->form, field_form_name(f, modality, NULL), title, PX_STR(""));
        if (!range)
            continue;
        px_form_set(&f->form, field_form_name(f, modality, "unit"),
                    px_value_words_unit(f->form.request->language, range->unit));
        field_form_offer_ranges(f, modality, field_form_name(f, modality, "range"));
    }
}

/* ---- Into the form */

/* Units are shown in the reader's language, and claimed in English. */
static void fill_figure(px_field_form *f, px_str part, const json_t *size)
{
    const json_t *unit = json_object_get(size, "unit");

    field_form_fill_part(f, field_form_name(f, part, "value"), json_object_get(size, "value"));
    if (json_is_string(unit))
        px_form_set(
            &f->form, field_form_name(f, part, "unit"),
            px_value_words_unit(f->form.request->language,
                                px_str_n(json_string_value(unit), json_string_length(unit))));
}

void field_form_fill_sizes(px_field_form *f)
{
    size_t n = PX_MIN(others_claimed(f->value), f->n_others_room);

    for (size_t i = 0; i < f->field->n_modalities; i++) {
        px_str modality = f->field->modalities[i];
        const json_t *size = json_object_get(f->value, modality.ptr);

        if (is_other(modality))
            continue;
        fill_figure(f, modality, size);
        if (field_form_range(f->field, modality))
            field_form_fill_part(f, field_form_name(f, modality, "range"),
                                 json_object_get(size, "range"));
    }
    for (size_t i = 0; i < n; i++) {
        px_str part = other_part(f, i);
        const json_t *size = other_at(f->value, i);

        fill_figure(f, part, size);
        field_form_fill_text(f, px_str_of(field_form_name(f, part, "name")),
                             json_object_get(size, "name"));
    }
}

/* ---- Out of it */

/* The unit of a range, or one that is in the claim already, where it stands there in words. */
static json_t *typed_unit(const px_field_form *f, px_str part, px_str known)
{
    px_str unit = px_form_text(&f->form, field_form_name(f, part, "unit"));

    if (known.len && px_str_eq(unit, px_value_words_unit(f->form.request->language, known)))
        unit = known;
    return unit.len ? json_stringn(unit.ptr, unit.len) : NULL;
}

static json_t *typed_figure(const px_field_form *f, px_str part, px_str known)
{
    json_t *size = NULL;

    field_form_put(&size, "value", field_form_typed(f, field_form_name(f, part, "value")));
    if (size)
        field_form_put(&size, "unit", typed_unit(f, part, known));
    return size;
}

static px_str unit_of(const json_t *size)
{
    const json_t *unit = json_object_get(size, "unit");

    return px_str_n(json_string_value(unit), json_string_length(unit));
}

static json_t *typed_other(const px_field_form *f, size_t at)
{
    px_str part = other_part(f, at);
    json_t *size;

    if (at < f->n_others && px_form_checked(&f->form, field_form_name(f, part, "remove")))
        return NULL;
    size = typed_figure(f, part, unit_of(other_at(f->value, at)));
    field_form_put(&size, "name",
                   field_form_typed_text(f, px_str_of(field_form_name(f, part, "name"))));
    return size;
}

/* One alone stands without an array, as it always did. */
static json_t *typed_others(const px_field_form *f)
{
    json_t *all = json_array(), *one;

    for (size_t i = 0; i < f->n_others_room; i++) {
        json_t *size = typed_other(f, i);

        if (size)
            (void)!json_array_append_new(all, size);
    }
    for (size_t i = OTHERS_MAX; i < others_claimed(f->value); i++)
        (void)!json_array_append(all, (json_t *)other_at(f->value, i));
    if (json_array_size(all) > 1)
        return all;
    one = json_incref(json_array_get(all, 0));
    json_decref(all);
    return one;
}

static json_t *typed_size(const px_field_form *f, px_str modality)
{
    const px_form_range *range = field_form_range(f->field, modality);
    json_t *size;

    if (is_other(modality))
        return typed_others(f);
    size = typed_figure(f, modality,
                        range ? range->unit : unit_of(json_object_get(f->value, modality.ptr)));
    if (!size && range)
        field_form_put(&size, "range", field_form_typed(f, field_form_name(f, modality, "range")));
    return size;
}

json_t *field_form_typed_sizes(const px_field_form *f)
{
    json_t *value = NULL;

    for (size_t i = 0; i < f->field->n_modalities; i++)
        field_form_put(&value, f->field->modalities[i].ptr, typed_size(f, f->field->modalities[i]));
    return value;
}
