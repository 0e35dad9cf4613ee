/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/accept.h"

#include "base/ascii.h"
#include "base/macro.h"

#include "base/banned.h"

enum { WHOLE = 1000 }; /* the weight of what has none */

/* The weight among the parameters in thousandths. What is no weight counts as 0: the plain form is
 * always right. */
static unsigned accept_weight(px_str parameters)
{
    px_str parameter;

    while (px_str_split(&parameters, ';', &parameter)) {
        px_str p = px_str_trim(parameter);
        unsigned weight = 0, unit = WHOLE;

        if (p.len < 2 || (p.ptr[0] != 'q' && p.ptr[0] != 'Q') || p.ptr[1] != '=')
            continue;
        for (size_t i = 2; i < p.len && unit; i++) {
            if (!px_is_digit(p.ptr[i]))
                continue;
            weight += (unsigned)(p.ptr[i] - '0') * unit;
            unit /= 10;
        }
        return weight;
    }
    return WHOLE;
}

/* Of the next item of a list its name and its weight; false at the end. */
static bool accept_next(px_str *list, px_str *ret_name, unsigned *ret_weight)
{
    px_str item;
    size_t semicolon;

    if (!px_str_split(list, ',', &item))
        return false;
    semicolon = px_str_find_char(item, ';');
    *ret_name = px_str_trim(px_str_sub(item, 0, semicolon));
    *ret_weight = accept_weight(px_str_sub(item, semicolon, item.len));
    return true;
}

bool px_accept_gzip(px_str accept_encoding)
{
    bool any = false;
    unsigned weight;
    px_str name;

    if (accept_encoding.len == 0)
        return false;
    while (accept_next(&accept_encoding, &name, &weight)) {
        if (px_str_eq_nocase(name, PX_STR("gzip")) || px_str_eq_nocase(name, PX_STR("x-gzip")))
            return weight > 0;
        if (px_str_is(name, "*"))
            any = weight > 0;
    }
    return any;
}

bool px_accept_linked(px_str accept)
{
    unsigned linked = 0, page = 0, weight;
    px_str name;

    while (accept.len && accept_next(&accept, &name, &weight)) {
        if (px_str_eq_nocase(name, PX_STR("application/ld+json")))
            linked = PX_MAX(linked, weight);
        if (px_str_eq_nocase(name, PX_STR("text/html")) ||
            px_str_eq_nocase(name, PX_STR("application/xhtml+xml")))
            page = PX_MAX(page, weight);
    }
    return linked > page;
}
