/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Large datasets: those public datasets that the public summary of training content lists by name,
 * from a share of one modality on (the rule large-dataset of data/summary_rules.tsv). What the
 * share is of is open: of all public datasets of that modality (a), or of all training data of that
 * modality (b). Both are worked out; what is large in either is listed, and the reading is said.
 *
 * What is compared is not fixed either. Here it is, of text, tokens where each set states them,
 * else bytes of text, else bytes of content; of images their number; of sound and video their
 * duration where it is known of each, else bytes; and it counts once, however often training went
 * through it.
 */
#ifndef PX_CORPUS_LARGE_SET_H
#define PX_CORPUS_LARGE_SET_H

#include "base/arena.h"
#include "corpus/record.h"

/* One source of a corpus with what was measured of it. */
typedef struct px_set {
    px_str name;
    bool is_public; /* its kind is "public-dataset" */
    uint64_t figures[PX_MODALITY_COUNT][PX_FIGURE_COUNT];
} px_set;

typedef struct px_large_set {
    const px_set *set; /* borrowed */
    px_modality modality;
    px_figure unit; /* of the amounts */
    uint64_t amount, of_public, of_all;
    bool large_by_public; /* reading (a) */
    bool large_by_all;    /* reading (b); never without (a) */
} px_large_set;

/* The figure by which sets of that modality are compared. */
px_figure px_large_set_unit(const px_set *sets, size_t count, px_modality modality);

/* All public sets that are large in either reading: by modality, then the larger first, then by
 * name. The array is of the arena. */
px_large_set *px_large_sets(px_arena *arena, const px_set *sets, size_t count,
                            size_t *ret_count) PX_MUST_CHECK;

#endif
