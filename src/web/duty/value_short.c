/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/duty/value_short.h"

#include "duty/official_value.h"
#include "duty/value_words.h"
#include "web/page_part.h"

#include "base/banned.h"

enum { SHORT_MAX = 240, CAP = 4096 };

typedef struct wording {
    const px_request *request;
    const px_official_field *field;
    px_builder *out;
} wording;

static void add(const wording *w, px_str text)
{
    px_builder_str(w->out, text);
}

static void add_message(const wording *w, const char *message)
{
    px_builder_add(w->out, px_tr(w->request->language, message));
}

/* What parts a list in a line. */
static void add_comma(const wording *w)
{
    if (px_builder_view(w->out).len)
        add(w, PX_STR(", "));
}

static px_str string_of(const json_t *value)
{
    return px_str_n(json_string_value(value), json_string_length(value));
}

static void add_text(const wording *w, const json_t *value)
{
    px_str language, own = px_part_tag(w->request);
    px_str text = px_value_text(value, own, &language);
    size_t line = px_str_find_char(text, '\n');

    add(w, px_str_sub(text, 0, line));
    if (line < text.len)
        add(w, PX_STR(" …"));
    if (text.len && language.len && !px_str_eq(language, own)) {
        add(w, PX_STR(" ("));
        add(w, px_part_language(w->request, language));
        add(w, PX_STR(")"));
    }
}

static void add_number(const wording *w, const json_t *value, px_str unit)
{
    char buffer[32];
    px_str number = px_value_number(value, buffer);

    if (number.len)
        px_value_words_number(w->out, w->request->language, number);
    else
        add(w, string_of(value));
    if (unit.len) {
        add(w, PX_STR("\xc2\xa0"));
        add(w, px_value_words_unit(w->request->language, unit));
    }
}

static void add_modality(const wording *w, px_str modality)
{
    const char *title = px_form_modality_title(modality);

    add(w, title ? px_str_of(px_tr(w->request->language, title)) : modality);
}

static px_str label_of(const wording *w, const px_form_part *parts, size_t n, px_str key)
{
    for (size_t i = 0; i < n; i++)
        if (px_str_eq(parts[i].key, key))
            return px_bilingual_in(&parts[i].label, px_part_tag(w->request));
    return key;
}

static px_str range_label(const wording *w, px_str modality, px_str id)
{
    for (size_t i = 0; i < w->field->n_ranges; i++)
        if (px_str_eq(w->field->ranges[i].id, id) &&
            px_str_eq(w->field->ranges[i].modality, modality))
            return px_bilingual_in(&w->field->ranges[i].label, px_part_tag(w->request));
    return id;
}

static void add_set(const wording *w, const json_t *items)
{
    for (size_t i = 0; i < json_array_size(items); i++) {
        px_str item = string_of(json_array_get(items, i));

        add_comma(w);
        if (w->field->type == PX_FIELD_MODALITIES)
            add_modality(w, item);
        else
            add(w, label_of(w, w->field->options, w->field->n_options, item));
    }
}

static void add_one_size(const wording *w, px_str modality, const json_t *size)
{
    const json_t *name = json_object_get(size, "name"); /* of another modality */

    if (name) {
        add_text(w, name);
        add(w, PX_STR(" "));
    }
    if (json_object_get(size, "range"))
        add(w, range_label(w, modality, string_of(json_object_get(size, "range"))));
    else
        add_number(w, json_object_get(size, "value"), string_of(json_object_get(size, "unit")));
}

static void add_size(const wording *w, px_str modality, const json_t *size)
{
    if (!json_is_array(size)) {
        add_one_size(w, modality, size);
        return;
    }
    for (size_t i = 0; i < json_array_size(size); i++) {
        if (i)
            add(w, PX_STR(", "));
        add_one_size(w, modality, json_array_get(size, i));
    }
}

static void add_by_modality(const wording *w, const json_t *value)
{
    for (size_t i = 0; i < w->field->n_modalities; i++) {
        px_str modality = w->field->modalities[i];
        const json_t *of_it = json_object_get(value, modality.ptr);

        if (!of_it)
            continue;
        if (px_builder_view(w->out).len)
            add(w, px_str_ends(px_builder_view(w->out), PX_STR(".")) ? PX_STR(" ") : PX_STR("; "));
        add_modality(w, modality);
        add(w, PX_STR(": "));
        if (w->field->type == PX_FIELD_SIZE)
            add_size(w, modality, of_it);
        else
            add_text(w, of_it);
    }
}

static void add_numbers(const wording *w, const json_t *value)
{
    for (size_t i = 0; i < w->field->n_parts; i++) {
        const px_form_part *part = &w->field->parts[i];
        const json_t *number = json_object_get(value, part->key.ptr);

        if (!number)
            continue;
        add_comma(w);
        add(w, px_bilingual_in(&part->label, px_part_tag(w->request)));
        add(w, PX_STR(": "));
        add_number(w, number, part->unit);
    }
}

static void add_period(const wording *w, const json_t *value)
{
    if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value); i++) {
            add_comma(w);
            add_period(w, json_array_get(value, i));
        }
        return;
    }
    px_value_words_period(w->out, w->request->language, value);
}

static void add_count(const wording *w, const char *one, const char *many, long long n)
{
    char digits[24];
    px_arg arg = { "count", px_str_n(digits, (size_t)snprintf(digits, sizeof(digits), "%lld", n)) };

    px_message_fill(w->out, px_tr_plural(w->request->language, one, many, (unsigned long long)n),
                    &arg, 1);
}

static void add_cell(const wording *w, const px_form_column *column, const json_t *cell)
{
    if (column->type == PX_COLUMN_CHOICE)
        add(w, label_of(w, column->options, column->n_options, string_of(cell)));
    else if (column->type == PX_COLUMN_MODALITY)
        add_modality(w, string_of(cell));
    else
        add_text(w, cell);
}

/* What a row is called, and how much of it there is: its first column, and its first number. */
static void add_row(const wording *w, const json_t *row)
{
    const px_form_column *columns = w->field->columns;

    add_cell(w, &columns[0], json_object_get(row, columns[0].key.ptr));
    for (size_t i = 1; i < w->field->n_columns; i++) {
        const json_t *cell = json_object_get(row, columns[i].key.ptr);

        if (columns[i].type != PX_COLUMN_NUMBER || !cell)
            continue;
        add_message(w, N_(": "));
        add_number(w, cell, columns[i].unit);
        return;
    }
}

/* The first rows of a list, and how many there are. */
static void add_rows(const wording *w, const json_t *rows)
{
    size_t n = json_array_size(rows);

    for (size_t i = 0; i < n && i < 3 && w->field->n_columns; i++) {
        if (i)
            add(w, PX_STR("; "));
        add_row(w, json_array_get(rows, i));
    }
    if (n > 3) {
        add(w, PX_STR(" … "));
        add_count(w, N_("({count} row)"), N_("({count} rows)"), (long long)n);
    }
}

static void add_plain(const wording *w, const json_t *value)
{
    char *dump;

    if (json_is_string(value) || json_is_integer(value)) {
        add_number(w, value, PX_STR_NONE);
        return;
    }
    if (json_is_object(value) && px_value_text(value, px_part_tag(w->request), NULL).len) {
        add_text(w, value);
        return;
    }
    dump = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS);
    add(w, px_str_sub(px_str_of(dump), 0, SHORT_MAX));
    free(dump);
}

static void add_value(const wording *w, const json_t *value)
{
    switch (w->field ? w->field->type : PX_FIELD_TYPE_COUNT) {
    case PX_FIELD_TEXT: /* of facts also names, which are the same in all languages */
        add_text(w, value);
        break;
    case PX_FIELD_YES_NO:
        add_message(w, json_is_true(value) ? N_("Yes") : N_("No"));
        break;
    case PX_FIELD_DATE:
        px_value_words_date(w->out, w->request->language, string_of(value));
        break;
    case PX_FIELD_MONTH:
        px_value_words_month(
            w->out, w->request->language,
            string_of(json_is_object(value) ? json_object_get(value, "month") : value));
        break;
    case PX_FIELD_PERIOD:
        add_period(w, value);
        break;
    case PX_FIELD_MODALITIES:
    case PX_FIELD_CHOICES:
        add_set(w, json_is_object(value) ? json_object_get(value, "choices") : value);
        break;
    case PX_FIELD_NUMBER:
        add_number(w, value, w->field->unit);
        break;
    case PX_FIELD_NUMBERS:
        add_numbers(w, value);
        break;
    case PX_FIELD_RANGE:
        add(w, range_label(w, PX_STR_NONE, string_of(value)));
        break;
    case PX_FIELD_SIZE:
    case PX_FIELD_TEXT_BY_MODALITY:
        add_by_modality(w, value);
        break;
    case PX_FIELD_LIST:
        add_rows(w, value);
        break;
    case PX_FIELD_DOMAINS:
        add_count(w, N_("{count} domain"), N_("{count} domains"),
                  (long long)json_integer_value(json_object_get(value, "count")));
        break;
    default:
        add_plain(w, value);
        break;
    }
}

px_str px_value_short(const px_request *request, const px_official_field *field,
                      const json_t *value)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    wording w = { request, field, &out };
    const json_t *reason = json_object_get(value, "not_applicable");
    size_t end;

    if (!value || json_is_null(value))
        return PX_STR("");
    if (reason || json_object_get(value, "not_available")) {
        add_message(&w, reason ? N_("Does not apply") : N_("Not available"));
        add(&w, PX_STR(": "));
        add_text(&w, reason ? reason : json_object_get(value, "not_available"));
    } else {
        add_value(&w, value);
    }
    if (px_builder_view(&out).len <= SHORT_MAX)
        return px_arena_str(request->arena, px_builder_view(&out));
    for (end = SHORT_MAX; end && (px_builder_view(&out).ptr[end] & 0xc0) == 0x80; end--)
        ;
    return px_str_of(px_arena_format(request->arena, "%.*s…",
                                     PX_STR_ARG(px_str_sub(px_builder_view(&out), 0, end))));
}
