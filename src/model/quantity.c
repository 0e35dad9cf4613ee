/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/quantity.h"

#include "base/banned.h"

px_quantity px_quantity_of(px_decimal value)
{
    return (px_quantity){ .value = value, .low = value, .high = value };
}

void px_quantity_spread(px_quantity *q, const px_decimal *percent)
{
    px_decimal part = px_decimal_percent(&q->value, percent);

    q->low = px_decimal_cmp(&part, &q->value) < 0 ? px_decimal_distance(&q->value, &part)
                                                  : px_decimal_of(0);
    q->high = px_decimal_add(&q->value, &part);
}

px_quantity px_quantity_mul(const px_quantity *a, const px_quantity *b)
{
    return (px_quantity){
        .value = px_decimal_mul(&a->value, &b->value),
        .low = px_decimal_mul(&a->low, &b->low),
        .high = px_decimal_mul(&a->high, &b->high),
        .stated = a->stated || b->stated,
        .cut = a->cut || b->cut,
    };
}

px_quantity px_quantity_add(const px_quantity *a, const px_quantity *b)
{
    return (px_quantity){
        .value = px_decimal_add(&a->value, &b->value),
        .low = px_decimal_add(&a->low, &b->low),
        .high = px_decimal_add(&a->high, &b->high),
        .stated = a->stated || b->stated,
        .cut = a->cut || b->cut,
    };
}

px_quantity px_quantity_divide(const px_quantity *a, const px_quantity *b)
{
    bool exact = true, low_exact = true, high_exact = true;
    px_quantity quotient = {
        .value = px_decimal_divide(&a->value, &b->value, PX_DECIMAL_QUOTIENT, &exact),
        .low = px_decimal_divide(&a->low, &b->high, PX_DECIMAL_QUOTIENT, &low_exact),
        .high = px_decimal_divide(&a->high, &b->low, PX_DECIMAL_QUOTIENT, &high_exact),
        .stated = a->stated || b->stated,
        .cut = a->cut || b->cut,
    };

    quotient.cut = quotient.cut || !exact || !low_exact || !high_exact;
    return quotient;
}

uint64_t px_quantity_spread_of(const px_quantity *q)
{
    px_decimal below = px_decimal_distance(&q->value, &q->low);
    px_decimal above = px_decimal_distance(&q->high, &q->value);
    px_decimal thousand = px_decimal_of(1000), part;
    px_decimal farther = px_decimal_cmp(&below, &above) > 0 ? below : above;
    uint64_t tenths;

    if (px_decimal_is_zero(&q->value))
        return 0;
    part = px_decimal_mul(&farther, &thousand);
    part = px_decimal_divide(&part, &q->value, PX_DECIMAL_QUOTIENT, NULL);
    tenths = px_decimal_whole(&part);
    thousand = px_decimal_of(tenths);
    return tenths < UINT64_MAX && px_decimal_cmp(&part, &thousand) > 0 ? tenths + 1 : tenths;
}

int px_quantity_check(const px_quantity *q, px_error *err)
{
    int rc = px_decimal_check(&q->value, err);

    if (rc >= 0)
        rc = px_decimal_check(&q->low, err);
    return rc < 0 ? rc : px_decimal_check(&q->high, err);
}
