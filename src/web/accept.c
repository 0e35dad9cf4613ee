/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/accept.h"

#include "base/banned.h"

/* True when the parameters have no weight, or one above 0. What is no weight counts as 0: the
 * plain form is always right. */
static bool accept_wanted(px_str parameters)
{
    px_str parameter;

    while (px_str_split(&parameters, ';', &parameter)) {
        px_str p = px_str_trim(parameter);

        if (p.len < 2 || (p.ptr[0] != 'q' && p.ptr[0] != 'Q') || p.ptr[1] != '=')
            continue;
        for (size_t i = 2; i < p.len; i++)
            if (p.ptr[i] >= '1' && p.ptr[i] <= '9')
                return true;
        return false;
    }
    return true;
}

bool px_accept_gzip(px_str accept_encoding)
{
    bool any = false;
    px_str item;

    if (accept_encoding.len == 0)
        return false;
    while (px_str_split(&accept_encoding, ',', &item)) {
        size_t semicolon = px_str_find_char(item, ';');
        px_str name = px_str_trim(px_str_sub(item, 0, semicolon));
        px_str parameters = px_str_sub(item, semicolon, item.len);

        if (px_str_eq_nocase(name, PX_STR("gzip")) || px_str_eq_nocase(name, PX_STR("x-gzip")))
            return accept_wanted(parameters);
        if (px_str_is(name, "*"))
            any = accept_wanted(parameters);
    }
    return any;
}
