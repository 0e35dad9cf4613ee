/* SPDX-License-Identifier: EUPL-1.2 */
/* Forms filled by chance, always the same: every field has a value of its type with words or digits
 * in it that stand nowhere else. */
#ifndef PX_FILLED_FIXTURE_H
#define PX_FILLED_FIXTURE_H

#include "base/macro.h"
#include "duty/filled.h"
#include "duty/official_value.h"
#include "unit/arena_fixture.h"

typedef struct chance {
    uint64_t state;
} chance;

static inline uint64_t chance_next(chance *c)
{
    c->state = c->state * 6364136223846793005u + 1442695040888963407u;
    return c->state >> 33;
}

/* Nine digits that no other field of the filling has; the first is not 0, the last neither. */
static inline char *planted_digits(chance *c, size_t field)
{
    return px_arena_format(arena, "%llu%02zu%llu", 1 + (unsigned long long)chance_next(c) % 9,
                           field + 10, 1111 + 2 * ((unsigned long long)chance_next(c) % 4444));
}

static inline json_t *planted_text(chance *c, size_t field)
{
    char *digits = planted_digits(c, field);

    return json_pack("{s:s, s:s}", "en", px_arena_format(arena, "word%sx", digits), "fr",
                     px_arena_format(arena, "mot%sx", digits));
}

static inline json_t *planted_row(chance *c, size_t at, const px_official_field *field)
{
    json_t *row = json_object();

    for (size_t i = 0; i < field->n_columns; i++) {
        const px_form_column *column = &field->columns[i];
        json_t *cell;

        if (column->type == PX_COLUMN_LINK)
            cell = json_string(
                px_arena_format(arena, "https://link%s.example/", planted_digits(c, at)));
        else if (px_str_is(column->key, "unit"))
            cell = json_string("tokens"); /* its order of magnitude has the same unit */
        else if (column->type == PX_COLUMN_NUMBER)
            cell = json_string(planted_digits(c, at));
        else if (column->type == PX_COLUMN_MODALITY)
            cell = json_string("text");
        else if (column->type == PX_COLUMN_CHOICE)
            cell = json_string(column->options[0].key.ptr);
        else if (column->type == PX_COLUMN_PERIOD)
            cell = json_pack("{s:s, s:s}", "from", "2024-01", "to", "ongoing");
        else if (column->type == PX_COLUMN_DATE)
            cell = json_string("2024-01-02");
        else
            cell = json_string(px_arena_format(arena, "cell%sx", planted_digits(c, at)));
        json_object_set_new(row, column->key.ptr, cell);
    }
    return row;
}

static inline json_t *planted_domains(chance *c, size_t at)
{
    json_t *shown = json_array();

    for (size_t i = 0; i < 3; i++)
        json_array_append_new(
            shown, json_pack("{s:s, s:i}", "domain",
                             px_arena_format(arena, "d%s.example", planted_digits(c, at)), "bytes",
                             100 - (int)i));
    return json_pack("{s:i, s:o, s:i, s:s, s:s}", "count", 3, "shown", shown, "total_domains", 30,
                     "rule", "domains", "share_of_bytes", "0.5");
}

/* A value for the field, or NULL for a derived one. */
static inline json_t *planted_value(chance *c, size_t at, const px_official_field *field)
{
    switch (field->type) {
    case PX_FIELD_TEXT:
        return planted_text(c, at);
    case PX_FIELD_YES_NO:
        return json_boolean(chance_next(c) % 4 != 0);
    case PX_FIELD_DATE:
        return json_string("2025-11-12");
    case PX_FIELD_MONTH:
        return json_string("2025-11");
    case PX_FIELD_PERIOD:
        return json_pack("{s:s, s:s}", "from", "2024-01", "to", "ongoing");
    case PX_FIELD_MODALITIES:
        return json_pack("[s, s]", "text", "image");
    case PX_FIELD_NUMBER:
        return json_string(planted_digits(c, at));
    case PX_FIELD_NUMBERS:
        return json_pack("{s:s, s:s}", "wall_clock",
                         px_arena_format(arena, "73.%s", planted_digits(c, at)), "hardware",
                         planted_digits(c, at));
    case PX_FIELD_SIZE:
        return json_pack("{s:{s:s, s:s}}", "text", "value", planted_digits(c, at), "unit",
                         "tokens");
    case PX_FIELD_LIST:
        return json_pack("[o, o]", planted_row(c, at, field), planted_row(c, at, field));
    case PX_FIELD_TEXT_BY_MODALITY:
        return json_pack("{s:o}", "text", planted_text(c, at));
    case PX_FIELD_CHOICES:
        return json_pack("[s]", "other");
    case PX_FIELD_DOMAINS:
        return planted_domains(c, at);
    default:
        return NULL;
    }
}

static const px_evidence planted_evidence = {
    .name = PX_STR_INIT("weights-evidence.safetensors"),
    .hash = PX_STR_INIT("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
    .size = 14483498213,
};

/* Fills what a person would; then what follows from it. */
static inline px_filled_form planted_form(const char *name, uint64_t seed)
{
    const px_official_form *form = px_official_form_by_name(px_str_of(name));
    static const px_str versions[] = { PX_STR_INIT("lantern-7b-1.0") };
    px_error err = PX_ERROR_INIT;
    chance c = { .state = seed };
    px_filled_form filled;

    px_filled_start(arena, form, &filled);
    filled.head.provider = PX_STR("Example Lab");
    filled.head.model = PX_STR("Lantern");
    filled.head.versions = versions;
    filled.head.n_versions = 1;
    filled.head.version = PX_STR("1");
    filled.head.date = PX_STR("2026-05-31");
    for (size_t i = 0; i < form->n_fields; i++) {
        px_filled_field *field = &filled.fields[i];
        json_t *value = form->fields[i].level == PX_FIELD_OF_DOCUMENT ||
                                form->fields[i].derived.how != PX_DERIVED_NOT
                            ? NULL
                            : planted_value(&c, i, &form->fields[i]);

        if (!value)
            continue;
        px_filled_set(&filled, field, value);
        field->has_basis = true;
        field->basis = (px_basis)(chance_next(&c) % PX_BASIS_COUNT);
        field->method = PX_STR("praxis method");
        field->program = PX_STR("praxis 0");
        field->evidence = &planted_evidence;
        field->n_evidence = 1;
    }
    assert_ok(px_filled_derive(&filled, &err), &err);
    return filled;
}

/* Calls fn with every word of a value that was planted: those with digits in a row. */
typedef void planted_fn(void *arg, const px_official_field *field, px_str word);
static inline void planted_words(const px_official_field *field, const json_t *value,
                                 planted_fn *fn, void *arg)
{
    const char *key;
    json_t *part;
    size_t i;

    json_object_foreach((json_t *)value, key, part)
    {
        planted_words(field, part, fn, arg);
    }
    json_array_foreach(value, i, part)
    {
        planted_words(field, part, fn, arg);
    }
    if (json_is_string(value)) {
        px_str text = px_str_n(json_string_value(value), json_string_length(value));
        size_t from = 0, at = 0;

        while (from < text.len && !(text.ptr[from] >= '0' && text.ptr[from] <= '9'))
            from++;
        for (at = from; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';)
            at++;
        if (at - from < 7 && at < text.len && text.ptr[at] == '.') {
            from = ++at;
            while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9')
                at++;
        }
        if (at - from >= 7)
            fn(arg, field, px_str_sub(text, from, at));
    }
}

#endif
