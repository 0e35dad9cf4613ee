/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/compute_rule.h"

#include "base/embedded.h"
#include "base/number.h"

#include "base/banned.h"

enum {
    RULE_KEY,
    RULE_KIND,
    RULE_VALUE,
    RULE_DIVISOR,
    RULE_MEASURE,
    RULE_DAYS,
    RULE_SINCE,
    RULE_UNTIL,
    RULE_SOURCE,
    RULE_SECTION,
    RULE_SURE,
    RULE_ENGLISH,
    RULE_FRENCH,
    RULE_TITLE_ENGLISH,
    RULE_TITLE_FRENCH,
    RULE_SOURCE_FRENCH,
    RULE_SECTION_FRENCH,
    RULE_COLUMNS
};

enum {
    KIND_KEY,
    KIND_MEASURE,
    KIND_FACTOR,
    KIND_SINCE,
    KIND_SOURCE,
    KIND_SECTION,
    KIND_SURE,
    KIND_ENGLISH,
    KIND_FRENCH,
    KIND_WHY_ENGLISH,
    KIND_WHY_FRENCH,
    KIND_COLUMNS
};

static const char *const measures[] = {
    [PX_MEASURE_NONE] = "none",
    [PX_MEASURE_TRAINING] = "training",
    [PX_MEASURE_CUMULATIVE] = "cumulative",
};

const char *px_compute_measure_name(px_compute_measure measure)
{
    return measures[measure];
}

static px_compute_measure measure_of(px_str name)
{
    for (size_t i = 0; i < PX_COUNT(measures); i++)
        if (px_str_is(name, measures[i]))
            return (px_compute_measure)i;
    return PX_MEASURE_NONE;
}

/* "-" stands for nothing. */
static px_str cell(px_str text)
{
    return px_str_is(text, "-") ? PX_STR("") : text;
}

static int number_of(px_str text)
{
    px_error ignored = PX_ERROR_INIT;
    long long number = 0;

    return px_parse_int(text, 0, 10000, &number, &ignored) < 0 ? 0 : (int)number;
}

static bool is_french(px_str language)
{
    return px_str_is(px_str_sub(language, 0, 2), "fr");
}

bool px_compute_rule_next(px_str *rest, px_str language, px_compute_rule *ret_rule)
{
    bool french = is_french(language);
    px_str columns[RULE_COLUMNS];

    if (!px_embedded_row("compute_rules.tsv", rest, columns, RULE_COLUMNS))
        return false;
    *ret_rule = (px_compute_rule){
        .key = columns[RULE_KEY],
        .is_threshold = px_str_is(columns[RULE_KIND], "threshold"),
        .value = columns[RULE_VALUE],
        .divisor = columns[RULE_DIVISOR],
        .measure = measure_of(columns[RULE_MEASURE]),
        .days = number_of(columns[RULE_DAYS]),
        .since = columns[RULE_SINCE],
        .until = cell(columns[RULE_UNTIL]),
        .source = columns[french ? RULE_SOURCE_FRENCH : RULE_SOURCE],
        .section = columns[french ? RULE_SECTION_FRENCH : RULE_SECTION],
        .confidence = columns[RULE_SURE],
        .title = columns[french ? RULE_TITLE_FRENCH : RULE_TITLE_ENGLISH],
        .text = columns[french ? RULE_FRENCH : RULE_ENGLISH],
    };
    return true;
}

bool px_compute_kind_next(px_str *rest, px_str language, px_compute_kind *ret_kind)
{
    bool french = is_french(language);
    px_str columns[KIND_COLUMNS];

    if (!px_embedded_row("compute_kinds.tsv", rest, columns, KIND_COLUMNS))
        return false;
    *ret_kind = (px_compute_kind){
        .key = columns[KIND_KEY],
        .measure = measure_of(columns[KIND_MEASURE]),
        .factor = number_of(columns[KIND_FACTOR]),
        .since = columns[KIND_SINCE],
        .source = columns[KIND_SOURCE],
        .section = columns[KIND_SECTION],
        .confidence = columns[KIND_SURE],
        .title = columns[french ? KIND_FRENCH : KIND_ENGLISH],
        .why = columns[french ? KIND_WHY_FRENCH : KIND_WHY_ENGLISH],
    };
    return true;
}

bool px_compute_rule_holds(const px_compute_rule *rule, px_str day)
{
    return px_str_cmp(rule->since, day) <= 0 &&
           (rule->until.len == 0 || px_str_cmp(day, rule->until) <= 0);
}

bool px_compute_rule_find(px_str key, px_str language, px_compute_rule *ret_rule)
{
    px_str rest = PX_STR_NONE;

    while (px_compute_rule_next(&rest, language, ret_rule))
        if (px_str_eq(ret_rule->key, key))
            return true;
    return false;
}

bool px_compute_kind_find(px_str key, px_str language, px_compute_kind *ret_kind)
{
    px_compute_kind kind;
    px_str rest = PX_STR_NONE;

    while (px_compute_kind_next(&rest, language, &kind))
        if (px_str_eq(kind.key, key)) {
            *ret_kind = kind;
            return true;
        }
    return false;
}

/* Of a day before all rows of the key, the first of them. */
px_decimal px_compute_number(const char *key, px_str day)
{
    px_error ignored = PX_ERROR_INIT;
    px_decimal number = { 0 };
    px_str rest = PX_STR_NONE;
    px_compute_rule rule;
    bool found = false;

    while (px_compute_rule_next(&rest, PX_STR("en"), &rule))
        if (px_str_is(rule.key, key) && (!found || px_compute_rule_holds(&rule, day)))
            found = px_decimal_parse(rule.value, &number, &ignored) >= 0;
    return number;
}
