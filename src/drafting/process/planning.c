/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/process/planning.h"

#include <pthread.h>

#include "base/embedded.h"
#include "base/macro.h"
#include "base/number.h"

#include "base/banned.h"

enum { COLUMNS = 6, RULES_MAX = 64 };

static px_planning_rule rules[RULES_MAX];
static size_t n_rules;
static pthread_once_t rules_once = PTHREAD_ONCE_INIT;

static void rule_add(const px_str columns[COLUMNS])
{
    px_error ignored = PX_ERROR_INIT;
    long long number;

    if (n_rules == RULES_MAX || px_parse_int(columns[1], 0, 10000, &number, &ignored) < 0)
        return;
    rules[n_rules++] = (px_planning_rule){
        .key = columns[0],
        .number = number,
        .unit = columns[2],
        .since = columns[3],
        .source = columns[4],
        .confidence = columns[5],
    };
}

static void rules_read(void)
{
    px_str rest = PX_STR_NONE, columns[COLUMNS];

    while (px_embedded_row("planning.tsv", &rest, columns, COLUMNS))
        rule_add(columns);
}

const px_planning_rule *px_planning_rule_at(size_t index)
{
    (void)pthread_once(&rules_once, rules_read);
    return index < n_rules ? &rules[index] : NULL;
}

const px_planning_rule *px_planning_rule_find(const char *key)
{
    const px_planning_rule *rule;

    for (size_t i = 0; (rule = px_planning_rule_at(i)); i++)
        if (px_str_is(rule->key, key))
            return rule;
    return NULL;
}

long long px_planning_number(const char *key)
{
    const px_planning_rule *rule = px_planning_rule_find(key);

    return rule ? rule->number : 0;
}
