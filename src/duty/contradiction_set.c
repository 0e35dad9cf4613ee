/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules about sets of words and about answers. */
#include "base/json_read.h"
#include "corpus/iso_language.h"
#include "duty/contradiction_priv.h"
#include "duty/official_value.h"

#include "base/banned.h"

/* The words of a value: an array of them, "choices", or the keys of an object by modality. */
static bool set_has(const json_t *set, px_str word)
{
    const char *key;
    json_t *value;

    if (json_is_object(set) && json_object_get(set, "choices"))
        set = json_object_get(set, "choices");
    for (size_t i = 0; i < json_array_size(set); i++)
        if (px_str_eq(px_json_text(json_array_get(set, i)), word))
            return true;
    if (!json_is_object(set))
        return false;
    json_object_foreach((json_t *)set, key, value)
    {
        if (px_str_is(word, key))
            return true;
    }
    return false;
}

static bool set_within(const json_t *part, const json_t *whole)
{
    const char *key;
    json_t *value;

    if (json_is_object(part) && json_object_get(part, "choices"))
        part = json_object_get(part, "choices");
    for (size_t i = 0; i < json_array_size(part); i++)
        if (!set_has(whole, px_json_text(json_array_get(part, i))))
            return false;
    if (!json_is_object(part))
        return true;
    json_object_foreach((json_t *)part, key, value)
    {
        if (!set_has(whole, px_str_of(key)))
            return false;
    }
    return true;
}

static bool is_answer(const json_t *value)
{
    return !px_value_is_not_applicable(value) && !px_value_is_not_available(value);
}

bool pair_not_within(const duty_pair *pair)
{
    return is_answer(pair->a) && is_answer(pair->b) && !set_within(pair->a, pair->b);
}

bool pair_sets_differ(const duty_pair *pair)
{
    return is_answer(pair->a) && is_answer(pair->b) &&
           (!set_within(pair->a, pair->b) || !set_within(pair->b, pair->a));
}

/* ---- Lists of rows with a column */

static bool rows_have(const json_t *rows, const char *column, px_str word)
{
    for (size_t i = 0; i < json_array_size(rows); i++)
        if (px_str_eq_nocase(px_json_text_at(json_array_get(rows, i), column), word))
            return true;
    return false;
}

static bool rows_within(const json_t *part, const json_t *whole, const char *column)
{
    for (size_t i = 0; i < json_array_size(part); i++)
        if (!rows_have(whole, column, px_json_text_at(json_array_get(part, i), column)))
            return false;
    return true;
}

/* One says that there are none, or they name others. */
bool pair_names_differ(const duty_pair *pair)
{
    if (px_value_is_not_applicable(pair->a) && px_value_is_not_applicable(pair->b))
        return false;
    if (!json_is_array(pair->a) || !json_is_array(pair->b))
        return json_is_array(pair->a) || json_is_array(pair->b);
    return !rows_within(pair->a, pair->b, pair->with) || !rows_within(pair->b, pair->a, pair->with);
}

bool pair_language_missing(const duty_pair *pair)
{
    for (size_t i = 0; i < json_array_size(pair->a); i++) {
        px_str name = px_json_text_at(json_array_get(pair->a, i), "language");
        char room[PX_LANGUAGE_NAME_MAX + 1];
        bool there = false;

        for (size_t j = 0; !there && j < json_array_size(pair->b); j++)
            there = px_language_agrees(
                name,
                px_language_normal(px_json_text_at(json_array_get(pair->b, j), "language"), room));
        if (!there)
            return true;
    }
    return false;
}

/* ---- Answers */

static bool is_filled(const json_t *value)
{
    return is_answer(value) && !(json_is_array(value) && json_array_size(value) == 0);
}

bool pair_no_but_filled(const duty_pair *pair)
{
    return json_is_false(pair->a) && is_filled(pair->b);
}

bool pair_yes_but_none(const duty_pair *pair)
{
    return json_is_true(pair->a) && px_value_is_not_applicable(pair->b);
}

bool pair_no_but_source(const duty_pair *pair)
{
    return json_is_false(pair->a) && rows_have(pair->b, "kind", px_str_of(pair->with));
}

bool pair_choice_against(const duty_pair *pair)
{
    return json_is_boolean(pair->b) &&
           set_has(pair->a, px_str_of(pair->with)) != json_is_true(pair->b);
}

bool pair_yes_but_applies_not(const duty_pair *pair)
{
    return json_is_true(pair->a) && px_value_is_not_applicable(pair->b);
}

bool pair_no_but_applies(const duty_pair *pair)
{
    return json_is_false(pair->a) && is_answer(pair->b);
}

/* ---- Licences and access */

bool pair_weights_closed(const duty_pair *pair)
{
    return json_is_true(pair->a) && !set_has(pair->b, PX_STR("public"));
}

bool pair_no_repository(const duty_pair *pair)
{
    return json_is_true(pair->a) && json_is_array(pair->b) &&
           !rows_have(pair->b, "channel", PX_STR("repository"));
}

bool pair_no_licence(const duty_pair *pair)
{
    return px_value_is_not_applicable(pair->a) &&
           rows_have(pair->b, "channel", PX_STR("repository"));
}
