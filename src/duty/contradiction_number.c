/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules about numbers: ranges, magnitudes, what is worked out from others; and about licences. */
#include "base/embedded.h"
#include "base/json_read.h"
#include "duty/contradiction_priv.h"
#include "duty/official_value.h"
#include "model/compute_rule.h"

#include "base/banned.h"

enum { AGREE_PERCENT = 5, FAR_TIMES = 3, LICENCE_COLUMNS = 2 };

bool pair_number(const json_t *value, px_decimal *ret_number)
{
    char buffer[32];
    px_str text = px_value_number(value, buffer);

    return text.len > 0 && px_decimal_parse(text, ret_number, NULL) >= 0;
}

bool pair_numbers_agree(const px_decimal *a, const px_decimal *b)
{
    px_decimal apart = px_decimal_distance(a, b), percent = px_decimal_of(AGREE_PERCENT);
    px_decimal most = px_decimal_percent(px_decimal_cmp(a, b) > 0 ? a : b, &percent);

    return px_decimal_cmp(&apart, &most) <= 0;
}

json_t *pair_value_of(const duty_pair *pair, const char *field)
{
    const px_claim *claim = px_claim_of(pair->claims, pair->n_claims, px_str_of(field));
    json_t *value;

    return claim && px_claim_value(claim, &value, NULL) >= 0 ? value : NULL;
}

/* a is more than FAR_TIMES b, or b than a. */
static bool are_far(const px_decimal *a, const px_decimal *b)
{
    px_decimal times = px_decimal_of(FAR_TIMES);
    px_decimal a_times = px_decimal_mul(a, &times), b_times = px_decimal_mul(b, &times);

    return px_decimal_cmp(a, &b_times) > 0 || px_decimal_cmp(b, &a_times) > 0;
}

bool pair_greater(const duty_pair *pair)
{
    px_decimal a, b;

    return pair_number(pair->a, &a) && pair_number(pair->b, &b) && px_decimal_cmp(&a, &b) > 0;
}

/* ---- Ranges: a border belongs to both */

static bool in_range(const px_form_range *range, const px_decimal *number)
{
    px_decimal bound;

    if (range->lower.len && px_decimal_parse(range->lower, &bound, NULL) >= 0 &&
        px_decimal_cmp(number, &bound) < 0)
        return false;
    return !range->upper.len || px_decimal_parse(range->upper, &bound, NULL) < 0 ||
           px_decimal_cmp(number, &bound) <= 0;
}

/* Whether the field has that range for that modality and the number is not in it. */
static bool outside(const char *name, px_str modality, px_str id, const px_decimal *number)
{
    const px_official_field *field = px_official_field_by_name(px_str_of(name));

    for (size_t i = 0; field && i < field->n_ranges; i++)
        if (px_str_eq(field->ranges[i].id, id) && px_str_eq(field->ranges[i].modality, modality))
            return !in_range(&field->ranges[i], number);
    return false;
}

bool pair_not_in_range(const duty_pair *pair)
{
    px_decimal number;

    return pair_number(pair->b, &number) &&
           outside(pair->with, PX_STR(""), px_json_text(pair->a), &number);
}

bool pair_time_range(const duty_pair *pair)
{
    px_decimal days;

    return pair_number(json_object_get(pair->b, "wall_clock"), &days) &&
           outside("model.c.time.n", PX_STR(""), px_json_text(pair->a), &days);
}

bool pair_not_magnitude(const duty_pair *pair)
{
    px_decimal number;

    return json_is_integer(pair->a) && pair_number(pair->b, &number) &&
           px_decimal_magnitude(&number) != json_integer_value(pair->a);
}

/* Ranges and values of a against values of b, modality by modality. */
bool pair_size_ranges(const duty_pair *pair)
{
    const char *modality;
    json_t *of_b;

    if (!json_is_object(pair->b))
        return false;
    json_object_foreach((json_t *)pair->b, modality, of_b)
    {
        const json_t *of_a = json_object_get(pair->a, modality);
        px_decimal a, b;

        if (!pair_number(json_object_get(of_b, "value"), &b))
            continue;
        if (outside("summary.1.3.b", px_str_of(modality), px_json_text_at(of_a, "range"), &b))
            return true;
        if (json_equal(json_object_get(of_a, "unit"), json_object_get(of_b, "unit")) &&
            pair_number(json_object_get(of_a, "value"), &a) && !pair_numbers_agree(&a, &b))
            return true;
    }
    return false;
}

bool pair_points_differ(const duty_pair *pair)
{
    for (size_t i = 0; i < json_array_size(pair->a); i++) {
        const json_t *row = json_array_get(pair->a, i);
        const char *modality = json_string_value(json_object_get(row, "modality"));
        const json_t *size = modality ? json_object_get(pair->b, modality) : NULL;
        px_decimal a, b;

        if (px_str_is(px_json_text_at(row, "part"), "training") &&
            json_equal(json_object_get(row, "unit"), json_object_get(size, "unit")) &&
            pair_number(json_object_get(row, "number"), &a) &&
            pair_number(json_object_get(size, "value"), &b) && !pair_numbers_agree(&a, &b))
            return true;
    }
    return false;
}

/* ---- What others work out */

bool pair_compute_far(const duty_pair *pair)
{
    PX_AUTO_JSON json_t *active = pair_value_of(pair, "fact.active_parameters");
    PX_AUTO_JSON json_t *all = pair_value_of(pair, "fact.parameters");
    px_decimal compute, tokens, parameters, six = px_decimal_of(6), product;

    if (!pair_number(pair->a, &compute) || !pair_number(pair->b, &tokens) ||
        !(pair_number(active, &parameters) || pair_number(all, &parameters)))
        return false;
    product = px_decimal_mul(&parameters, &tokens);
    product = px_decimal_mul(&product, &six);
    return are_far(&compute, &product);
}

bool pair_energy_far(const duty_pair *pair)
{
    PX_AUTO_JSON json_t *watts = pair_value_of(pair, "fact.accelerator_power");
    px_decimal energy, hours, power, million = px_decimal_of(1000000);

    if (!pair_number(pair->a, &energy) || !pair_number(pair->b, &hours) ||
        !pair_number(watts, &power))
        return false;
    hours = px_decimal_mul(&hours, &power);
    energy = px_decimal_mul(&energy, &million); /* watt-hours */
    return are_far(&energy, &hours);
}

bool pair_fewer_devices(const duty_pair *pair)
{
    px_decimal clock, hardware;

    return pair_number(json_object_get(pair->a, "wall_clock"), &clock) &&
           pair_number(json_object_get(pair->a, "hardware"), &hardware) &&
           px_decimal_cmp(&hardware, &clock) < 0 && !pair_numbers_agree(&hardware, &clock);
}

/* ---- The exemption of free and open-source models */

bool pair_licence_closed(const duty_pair *pair)
{
    px_str rest = PX_STR_NONE, columns[LICENCE_COLUMNS];
    px_str licence = px_arena_lower(pair->arena, px_json_text(pair->b));

    while (json_is_true(pair->a) &&
           px_embedded_row("licence_terms.tsv", &rest, columns, LICENCE_COLUMNS))
        if (px_str_starts(licence, columns[0]))
            return true;
    return false;
}

bool pair_systemic(const duty_pair *pair)
{
    px_str rest = PX_STR_NONE;
    px_compute_rule rule;
    px_decimal number, threshold;

    if (!json_is_true(pair->a) || !pair_number(pair->b, &number))
        return false;
    while (px_compute_rule_next(&rest, PX_STR("en"), &rule))
        if (px_str_is(rule.key, pair->with) && px_decimal_parse(rule.value, &threshold, NULL) >= 0)
            return px_decimal_cmp(&number, &threshold) > 0;
    return false;
}
