/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/source_kind.h"

#include "base/embedded.h"
#include "base/number.h"

#include "base/banned.h"

enum { KEY, SECTION, ENGLISH, FRENCH, SOURCE, SINCE, SURE, COLUMNS };
enum { RULE_KEY, RULE_NUMBER, RULE_UNIT, RULE_SINCE, RULE_SOURCE, RULE_SURE, RULE_COLUMNS };

enum { RULE_MAX = 1000000000 };

bool px_source_kind_next(px_str *rest, px_str language, px_source_kind *ret_kind)
{
    bool french = px_str_is(px_str_sub(language, 0, 2), "fr");
    px_str columns[COLUMNS];

    if (!px_embedded_row("source_kinds.tsv", rest, columns, COLUMNS))
        return false;
    *ret_kind = (px_source_kind){
        .key = columns[KEY],
        .section = columns[SECTION],
        .title = columns[french ? FRENCH : ENGLISH],
        .source = columns[SOURCE],
        .since = columns[SINCE],
        .confidence = columns[SURE],
    };
    return true;
}

bool px_source_kind_find(px_str key, px_str language, px_source_kind *ret_kind)
{
    px_str rest = PX_STR_NONE;

    while (px_source_kind_next(&rest, language, ret_kind))
        if (px_str_eq(ret_kind->key, key))
            return true;
    return false;
}

px_summary_rule px_summary_rule_of(const char *key)
{
    px_str rest = PX_STR_NONE, columns[RULE_COLUMNS];
    px_error ignored = PX_ERROR_INIT;
    px_summary_rule rule = { 0 };

    while (px_embedded_row("summary_rules.tsv", &rest, columns, RULE_COLUMNS)) {
        if (!px_str_is(columns[RULE_KEY], key) ||
            px_parse_int(columns[RULE_NUMBER], 0, RULE_MAX, &rule.number, &ignored) < 0)
            continue;
        rule.unit = columns[RULE_UNIT];
        rule.since = columns[RULE_SINCE];
        rule.source = columns[RULE_SOURCE];
        rule.confidence = columns[RULE_SURE];
        break;
    }
    return rule;
}
