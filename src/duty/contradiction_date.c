/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules about dates. */
#include "base/json_read.h"
#include "duty/contradiction_priv.h"

#include "base/banned.h"

px_str pair_month(const json_t *value)
{
    px_str text = px_json_text(json_is_object(value) ? json_object_get(value, "month") : value);

    if (text.len < 7 || text.ptr[4] != '-' || text.ptr[0] < '0' || text.ptr[0] > '9')
        return PX_STR("");
    return px_str_sub(text, 0, 7);
}

/* Order of two dates or months: by their days where both have some, else by months. 0 also where
 * one is none. */
static int order(const json_t *a, const json_t *b)
{
    px_str first = pair_month(a), second = pair_month(b);

    if (!first.len || !second.len)
        return 0;
    if (px_json_text(a).len == 10 && px_json_text(b).len == 10)
        return px_str_cmp(px_json_text(a), px_json_text(b));
    return px_str_cmp(first, second);
}

bool pair_before(const duty_pair *pair)
{
    return order(pair->a, pair->b) < 0;
}

bool pair_after(const duty_pair *pair)
{
    return order(pair->a, pair->b) > 0;
}

bool pair_differ(const duty_pair *pair)
{
    return !json_equal(pair->a, pair->b);
}

/* Calls fn for each period of a value: one, or one for each of several names. */
static const json_t *period_at(const json_t *value, size_t at)
{
    if (json_is_array(value))
        return json_array_get(value, at);
    return at == 0 ? value : NULL;
}

bool pair_ends_after(const duty_pair *pair)
{
    const json_t *period;

    for (size_t i = 0; (period = period_at(pair->a, i)); i++)
        if (order(json_object_get(period, "to"), pair->b) > 0)
            return true;
    return false;
}

/* Whether a month lies in one of the periods; "ongoing" has no end. */
static bool is_within(const json_t *periods, const json_t *month)
{
    const json_t *period;

    if (!pair_month(month).len)
        return true;
    for (size_t i = 0; (period = period_at(periods, i)); i++)
        if (order(json_object_get(period, "from"), month) <= 0 &&
            order(month, json_object_get(period, "to")) <= 0)
            return true;
    return false;
}

bool pair_outside_periods(const duty_pair *pair)
{
    for (size_t i = 0; i < json_array_size(pair->b); i++) {
        const json_t *row = json_array_get(pair->b, i);

        if (!is_within(pair->a, json_object_get(row, "from")) ||
            !is_within(pair->a, json_object_get(row, "to")))
            return true;
    }
    return false;
}

bool pair_stages_end_early(const duty_pair *pair)
{
    bool any = false;

    for (size_t i = 0; i < json_array_size(pair->a); i++) {
        const json_t *to = json_object_get(json_array_get(pair->a, i), "to");

        if (!pair_month(to).len || order(to, pair->b) >= 0)
            return false;
        any = true;
    }
    return any;
}
