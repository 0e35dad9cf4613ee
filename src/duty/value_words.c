/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/value_words.h"

#include "base/json_read.h"
#include "base/number.h"

#include "base/banned.h"

void px_value_words_number(px_builder *out, const px_language *language, px_str number)
{
    px_error ignored = PX_ERROR_INIT;
    long long value;
    size_t end = px_str_find_char(number, 'e'), point;

    if (end == number.len)
        end = px_str_find_char(number, 'E');
    if (px_parse_int(number, 0, INT64_MAX, &value, &ignored) == 0) {
        px_format_int(out, language, value);
        return;
    }
    /* The decimal point of the language; a power of ten as people write it. */
    point = px_str_find_char(number, '.');
    px_builder_str(out, px_str_sub(number, 0, PX_MIN(point, end)));
    if (point < end) {
        px_builder_char(out, px_str_is(px_str_of(px_language_tag(language)), "fr") ? ',' : '.');
        px_builder_str(out, px_str_sub(number, point + 1, end));
    }
    if (end < number.len) {
        px_builder_add(out, " × 10^");
        px_builder_str(out, px_str_sub(number, end + 1 + (number.ptr[end + 1] == '+'), number.len));
    }
}

static bool part_of(px_str text, size_t from, size_t to, int *ret_part)
{
    px_error ignored = PX_ERROR_INIT;
    long long value;

    if (text.len < to || px_parse_int(px_str_sub(text, from, to), 0, 9999, &value, &ignored) < 0)
        return false;
    *ret_part = (int)value;
    return true;
}

void px_value_words_date(px_builder *out, const px_language *language, px_str day)
{
    px_civil civil = { 0 };

    if (part_of(day, 0, 4, &civil.year) && part_of(day, 5, 7, &civil.month) &&
        part_of(day, 8, 10, &civil.day) && px_civil_valid(&civil))
        px_format_date(out, language, &civil);
    else
        px_builder_str(out, day);
}

void px_value_words_month(px_builder *out, const px_language *language, px_str month)
{
    int number;

    (void)language; /* both write it so */
    if (!part_of(month, 5, 7, &number)) {
        px_builder_str(out, month);
        return;
    }
    px_builder_str(out, px_str_sub(month, 5, 7));
    px_builder_char(out, '/');
    px_builder_str(out, px_str_sub(month, 0, 4));
}

void px_value_words_period(px_builder *out, const px_language *language, const json_t *period)
{
    px_str to = px_json_text_at(period, "to");

    px_value_words_month(out, language, px_json_text_at(period, "from"));
    px_builder_add(out, " – ");
    if (px_str_is(to, "ongoing"))
        px_builder_add(out, px_tr(language, N_("ongoing")));
    else
        px_value_words_month(out, language, to);
}

px_str px_value_words_unit(const px_language *language, px_str unit)
{
    static const char *const units[] = { N_("tokens"), N_("images"), N_("hours"), N_("days"),
                                         N_("parameters") };

    for (size_t i = 0; i < PX_COUNT(units); i++)
        if (px_str_is(unit, units[i]))
            return px_str_of(px_tr(language, units[i]));
    if (px_str_is(unit, "percent"))
        return PX_STR("%");
    return unit;
}
