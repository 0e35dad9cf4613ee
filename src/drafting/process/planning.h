/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a plan is measured by: rules (data/planning.tsv), each a number with its source. They are
 * advice: a plan that breaks one is carried out all the same, and shows it.
 */
#ifndef PX_DRAFTING_PROCESS_PLANNING_H
#define PX_DRAFTING_PROCESS_PLANNING_H

#include "base/str.h"

typedef struct px_planning_rule {
    px_str key;
    long long number;
    px_str unit; /* "day", "working-day", "hour" */
    px_str since, source;
    px_str confidence; /* "primary", "secondary", "unverified", "house" */
} px_planning_rule;

/* All of them, in the order of the table; NULL after the last. */
const px_planning_rule *px_planning_rule_at(size_t index);

/* By key; NULL when there is none. */
const px_planning_rule *px_planning_rule_find(const char *key);

/* The number of a rule; 0 for one that the table does not have. */
long long px_planning_number(const char *key);

#endif
