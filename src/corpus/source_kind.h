/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The kinds of source that the public summary of training content tells apart, and the numbers that
 * it is drawn up by: rows of data/source_kinds.tsv and data/summary_rules.tsv, each with its
 * source.
 */
#ifndef PX_CORPUS_SOURCE_KIND_H
#define PX_CORPUS_SOURCE_KIND_H

#include "base/str.h"

typedef struct px_source_kind {
    px_str key;     /* "public-dataset": stands in manifests and partials */
    px_str section; /* of the template: "2.1" */
    px_str title;   /* in the language asked for */
    px_str source, since;
    px_str confidence; /* "primary", "secondary", "unverified" */
} px_source_kind;

/* By key, with its title in that language ("fr", English for all others); false where there is
 * none. The slices last for ever. */
bool px_source_kind_find(px_str key, px_str language, px_source_kind *ret_kind);

/* The next kind in the order of the template: start with *rest NULL; false at the end. */
bool px_source_kind_next(px_str *rest, px_str language, px_source_kind *ret_kind);

typedef struct px_summary_rule {
    long long number;
    px_str unit; /* "percent", "domain" */
    px_str since, source, confidence;
} px_summary_rule;

/* The rule of that key: "large-dataset", "domains" ...; a number of 0 where there is none. */
px_summary_rule px_summary_rule_of(const char *key);

#endif
