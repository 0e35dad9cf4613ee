/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/accelerator.h"

#include "base/embedded.h"

#include "base/banned.h"

enum { KEY, NAME, RATES, WATTS, SOURCE, DATE, SURE, COLUMNS };

bool px_accelerator_next(px_str *rest, px_accelerator *ret_accelerator)
{
    px_str columns[COLUMNS];

    if (!px_embedded_row("accelerators.tsv", rest, columns, COLUMNS))
        return false;
    *ret_accelerator = (px_accelerator){
        .key = columns[KEY],
        .name = columns[NAME],
        .rates = columns[RATES],
        .watts = px_str_is(columns[WATTS], "-") ? PX_STR("") : columns[WATTS],
        .source = columns[SOURCE],
        .date = columns[DATE],
        .confidence = columns[SURE],
    };
    return true;
}

int px_accelerator_find(px_str key, px_accelerator *ret_accelerator, px_error *err)
{
    char excerpt[PX_EXCERPT_SIZE];
    px_accelerator accelerator;
    px_str rest = PX_STR_NONE;

    while (px_accelerator_next(&rest, &accelerator))
        if (px_str_eq(accelerator.key, key)) {
            *ret_accelerator = accelerator;
            return 0;
        }
    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("the accelerator '{accelerator}' is not in the table; 'praxis model compute "
                      "--accelerators' lists it, or give its peak rate"),
                   "accelerator", px_str_excerpt(key, excerpt), NULL);
}

bool px_accelerator_rate_next(px_str *rest, px_str *ret_format, px_str *ret_rate)
{
    px_str pair;
    size_t sign;

    while (rest->ptr && px_str_split(rest, ' ', &pair)) {
        sign = px_str_find_char(pair, '=');
        if (sign == 0 || sign == pair.len)
            continue;
        *ret_format = px_str_sub(pair, 0, sign);
        *ret_rate = px_str_sub(pair, sign + 1, pair.len);
        return true;
    }
    return false;
}

int px_accelerator_peak(const px_accelerator *accelerator, px_str *format, px_decimal *ret_peak,
                        px_error *err)
{
    char key[PX_EXCERPT_SIZE], wanted[PX_EXCERPT_SIZE];
    px_str rest = accelerator->rates, name, rate;

    while (px_accelerator_rate_next(&rest, &name, &rate))
        if (format->len == 0 || px_str_eq(*format, name)) {
            *format = name;
            return px_decimal_parse(rate, ret_peak, err);
        }
    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("there is no peak rate of '{accelerator}' in the format '{format}'; 'praxis "
                      "model compute --accelerators' lists what there is, or give the rate"),
                   "accelerator", px_str_excerpt(accelerator->key, key), "format",
                   px_str_excerpt(*format, wanted), NULL);
}
