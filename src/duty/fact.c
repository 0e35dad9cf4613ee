/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/fact.h"

#include <pthread.h>

#include "base/arena.h"
#include "base/embedded.h"
#include "duty/derive.h"
#include "duty/official_value.h"

#include "base/banned.h"

enum { FACTS_MAX = 200, FACT_COLUMNS = 6 };

static pthread_once_t facts_once = PTHREAD_ONCE_INIT;
static px_arena *facts_arena; /* lasts as long as the program */
static px_fact facts[FACTS_MAX];
static size_t n_facts;

/* ---- Reading the table; what it holds is checked by tools/check_data and a test */

static const char *const column_types[PX_COLUMN_TYPE_COUNT] = {
    [PX_COLUMN_NAME] = "name",     [PX_COLUMN_TEXT] = "text",         [PX_COLUMN_LINK] = "link",
    [PX_COLUMN_DATE] = "date",     [PX_COLUMN_MONTH] = "month",       [PX_COLUMN_PERIOD] = "period",
    [PX_COLUMN_NUMBER] = "number", [PX_COLUMN_MODALITY] = "modality", [PX_COLUMN_CHOICE] = "choice",
};

/* Of a size, in the order in which people name them. */
static const px_str size_modalities[] = { PX_STR_INIT("text"), PX_STR_INIT("image"),
                                          PX_STR_INIT("video"), PX_STR_INIT("audio"),
                                          PX_STR_INIT("other") };

/* "name:name!=Name=Nom" */
static px_form_column fact_column(px_str text)
{
    px_form_column column = { 0 };
    px_str type, key, english;

    (void)px_str_split(&text, '=', &type);
    (void)px_str_split(&text, '=', &english);
    (void)px_str_split(&type, ':', &key);
    column.key = px_arena_str(facts_arena, key);
    column.required = px_str_ends(type, PX_STR("!"));
    type = px_str_sub(type, 0, type.len - column.required);
    column.label = (px_bilingual){ english, text };
    while (column.type < PX_COLUMN_TYPE_COUNT - 1 && !px_str_is(type, column_types[column.type]))
        column.type++;
    return column;
}

static void fact_columns(px_official_field *field, px_str text)
{
    px_form_column *columns = NULL;
    size_t room = 0;
    px_str part;

    while (px_str_split(&text, ',', &part)) {
        columns = px_arena_grow(facts_arena, columns, field->n_columns, &room, sizeof(*columns));
        columns[field->n_columns++] = fact_column(part);
    }
    field->columns = columns;
}

static void fact_options(px_official_field *field, px_str text)
{
    px_form_part *options = NULL;
    size_t room = 0;
    px_str part;

    field->one = px_str_starts(text, PX_STR("one:"));
    if (field->one)
        text = px_str_sub(text, sizeof("one:") - 1, text.len);
    while (px_str_split(&text, ',', &part)) {
        px_str key, english;

        (void)px_str_split(&part, '=', &key);
        (void)px_str_split(&part, '=', &english);
        options = px_arena_grow(facts_arena, options, field->n_options, &room, sizeof(*options));
        options[field->n_options].key = px_arena_str(facts_arena, key);
        options[field->n_options].label = (px_bilingual){ english, part };
        field->n_options++;
    }
    field->options = options;
}

static void fact_read(const px_str columns[FACT_COLUMNS])
{
    px_fact *fact = &facts[n_facts++];
    px_official_field *field = &fact->field;

    *fact = (px_fact){ .is_name = px_str_is(columns[1], "name") };
    field->form = PX_STR("fact");
    field->id = px_arena_str(facts_arena, columns[0]);
    field->name = px_str_of(px_arena_format(facts_arena, "fact.%.*s", PX_STR_ARG(columns[0])));
    for (int type = 0; type < PX_FIELD_TYPE_COUNT; type++)
        if (px_str_is(columns[1], px_field_type_name((px_field_type)type)))
            field->type = (px_field_type)type;
    field->unit = px_str_is(columns[2], "-") ? PX_STR("") : columns[2];
    field->whole = px_str_is(columns[3], "whole");
    if (field->type == PX_FIELD_LIST) {
        fact_columns(field, columns[3]);
    } else if (field->type == PX_FIELD_CHOICES) {
        fact_options(field, columns[3]);
    } else if (field->type == PX_FIELD_SIZE) {
        field->modalities = size_modalities;
        field->n_modalities = PX_COUNT(size_modalities);
    }
    field->label = (px_bilingual){ columns[4], columns[5] };
    field->level =
        px_str_starts(field->id, PX_STR("provider.")) ? PX_FIELD_OF_PROVIDER : PX_FIELD_OF_MODEL;
}

static void facts_read(void)
{
    px_str rest = PX_STR_NONE, columns[FACT_COLUMNS];

    facts_arena = px_arena_new();
    while (n_facts < FACTS_MAX && px_embedded_row("facts.tsv", &rest, columns, FACT_COLUMNS))
        fact_read(columns);
}

/* ---- Asking it */

const px_fact *px_fact_all(size_t *ret_count)
{
    (void)pthread_once(&facts_once, facts_read);
    *ret_count = n_facts;
    return facts;
}

const px_fact *px_fact_by_name(px_str name)
{
    size_t n;
    const px_fact *all = px_fact_all(&n);

    for (size_t i = 0; i < n; i++)
        if (px_str_eq(all[i].field.name, name))
            return &all[i];
    return NULL;
}

const px_official_field *px_claim_field_by_name(px_str name)
{
    const px_official_field *field = px_official_field_by_name(name);
    const px_fact *fact = field ? NULL : px_fact_by_name(name);

    return fact ? &fact->field : field;
}

px_str px_claim_field_title(px_str name, px_str language)
{
    const px_official_field *field = px_claim_field_by_name(name);

    return field ? px_bilingual_in(&field->label, language) : PX_STR_NONE;
}

bool px_claim_field_is_name(const px_official_field *field)
{
    const px_fact *fact = px_fact_by_name(field->name);

    return fact && fact->is_name;
}

size_t px_claim_field_leads(px_str name, px_str *ret_fields, size_t max)
{
    size_t n = 0;

    for (size_t i = 0; i < derive_rule_count && n < max; i++)
        for (size_t k = 0; k < DERIVE_INPUTS_MAX && derive_rules[i].inputs[k]; k++)
            if (px_str_is(name, derive_rules[i].inputs[k])) {
                ret_fields[n++] = px_str_of(derive_rules[i].field);
                break;
            }
    return n;
}

static int fact_name_check(const px_fact *fact, const json_t *value, px_error *err)
{
    px_str text = px_str_n(json_string_value(value), json_string_length(value));
    bool good = json_is_string(value) && px_str_trim(text).len > 0 && text.len <= PX_FIELD_NAME_MAX;

    for (size_t i = 0; good && i < text.len; i++)
        good = (unsigned char)text.ptr[i] >= ' ';
    if (!good)
        return px_fail(err, PX_ERR_INVALID, N_("{field}: this has to be a text of one line"),
                       "field", fact->field.name.ptr, NULL);
    return 0;
}

int px_claim_value_check(px_str name, const json_t *value, px_error *err)
{
    const px_official_field *field = px_official_field_by_name(name);
    const px_fact *fact = field ? NULL : px_fact_by_name(name);
    char excerpt[PX_EXCERPT_SIZE];

    if (!field && !fact)
        return px_fail(err, PX_ERR_INVALID,
                       N_("there is no field '{field}'; 'praxis claims fields' lists all of them"),
                       "field", px_str_excerpt(name, excerpt), NULL);
    if (field && field->level == PX_FIELD_OF_DOCUMENT)
        return px_fail(err, PX_ERR_INVALID,
                       N_("'{field}' is of the document itself and cannot be claimed"), "field",
                       px_str_excerpt(name, excerpt), NULL);
    if (json_is_null(value))
        return 0;
    if (fact && fact->is_name)
        return fact_name_check(fact, value, err);
    return px_official_value_check(field ? field : &fact->field, value, err);
}
