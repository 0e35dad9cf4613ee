/* SPDX-License-Identifier: EUPL-1.2 */
/* The sources of a partial: what the manifest says of each, and what was measured of it. */
#ifndef PX_CORPUS_SOURCE_SET_H
#define PX_CORPUS_SOURCE_SET_H

#include "corpus/large_set.h"
#include "corpus/manifest.h"
#include "corpus/partial.h"

typedef struct px_measured_source {
    px_source declared;  /* without paths; its name is "" for inputs that no source has */
    px_time first, last; /* PX_TIME_NONE: no dates */
} px_measured_source;

typedef struct px_source_set {
    const px_measured_source *sources; /* by name */
    const px_set *sets;                /* the figures of each, in the same order */
    size_t count;                      /* 0 where the scan had no manifest */
    const px_large_set *large;         /* of the public datasets (corpus/large_set.h) */
    size_t n_large;
} px_source_set;

/* Reads the partial; what is found lives in the arena. Sources without any input are there, too:
 * what was declared and not found is worth a look. */
int px_source_set_read(const px_partial *partial, px_arena *arena, px_source_set *ret_set,
                       px_error *err) PX_MUST_CHECK;

/* Sum over all modalities. */
uint64_t px_set_sum(const px_set *set, px_figure figure);

#endif
