/* SPDX-License-Identifier: EUPL-1.2 */
/* What follows from the facts "fact.corpus.*"; for the table of duty/derive_rules.c alone. */
#ifndef PX_DUTY_DERIVE_CORPUS_H
#define PX_DUTY_DERIVE_CORPUS_H

#include "duty/derive.h"

/* Of the size: its modalities, and data points with their units. */
derive_fn derive_corpus_modalities, derive_corpus_points;

/* Of the languages: words. */
derive_fn derive_corpus_languages;

/* Of the sources: which kinds there are. "No" follows only where the kind of each is known. */
derive_fn derive_corpus_provenance, derive_corpus_public, derive_corpus_licensed,
    derive_corpus_private, derive_corpus_crawled, derive_corpus_no_users, derive_corpus_synthetic,
    derive_corpus_other;

/* Of the sources of a kind: their modalities. */
derive_fn derive_corpus_public_kinds, derive_corpus_licensed_kinds, derive_corpus_private_kinds,
    derive_corpus_crawled_kinds, derive_corpus_synthetic_kinds;

/* Lists. */
derive_fn derive_corpus_large_sets, derive_corpus_other_sets, derive_corpus_known,
    derive_corpus_crawlers, derive_corpus_periods;

#endif
