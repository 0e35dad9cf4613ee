/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a partial says, put together: sums, groups in an order, ranks. Rows are read as a stream;
 * what is held is the small dimensions and the first rows of the large ones.
 */
#ifndef PX_CORPUS_RESULT_H
#define PX_CORPUS_RESULT_H

#include "corpus/row_group.h"
#include "corpus/source_set.h"

typedef struct px_groups {
    px_group *items;
    size_t count;
} px_groups;

/* How often each kind of trouble was met, in how many files, and the first of its places. */
enum { PX_TROUBLE_PLACES_MAX = 1000 };
typedef struct px_trouble_place {
    px_str file;
    px_place place;
} px_trouble_place;
typedef struct px_trouble_sum {
    uint64_t count;
    size_t inputs;
    px_trouble_place *places;
    size_t n_places, places_room;
} px_trouble_sum;

typedef struct px_result_options {
    size_t top;         /* domains that are held, most content first */
    size_t memory;      /* bytes for putting domains in order; 0: as a scan has */
    const char *folder; /* of temporary files; NULL: TMPDIR, or /tmp */
} px_result_options;

typedef struct px_result {
    const px_partial *partial; /* borrowed */
    px_arena *arena;
    px_group total;
    uint64_t modality[PX_MODALITY_COUNT][PX_FIGURE_COUNT];
    uint64_t files, file_bytes;
    px_groups dimensions[PX_DIMENSION_COUNT]; /* of the small ones, by key */
    px_groups domains;                        /* the first; most content first */
    px_groups buckets;                        /* what has no domain; most content first */
    uint64_t n_domains, domain_content;       /* of all domains */
    uint64_t n_tenth, tenth_content;          /* of the top 10 % of them, rounded up */
    px_trouble_sum troubles[PX_TROUBLE_COUNT];
    px_source_set sources; /* of the manifest */
} px_result;

/* Reads the partial, which must outlive the result. */
int px_result_make(const px_partial *partial, const px_result_options *options,
                   px_result *ret_result, px_error *err) PX_MUST_CHECK;
void px_result_free(px_result *result);

typedef enum px_group_order {
    PX_ORDER_KEY,
    PX_ORDER_CONTENT /* most bytes of content first; equal ones by key */
} px_group_order;

/* The rows of a small dimension by the first key_len bytes of their keys (SIZE_MAX: whole keys);
 * the caller frees ->items. */
void px_result_groups(const px_result *result, px_dimension dimension, size_t key_len,
                      px_group_order order, px_groups *ret_groups);

/* Content of all groups. */
uint64_t px_groups_content(const px_groups *groups);

/* Calls fn for each source in the order of names: files with rows of their own, and paths under
 * which loose files were found (file NULL). group is all zero where nothing was counted. */
typedef int px_source_fn(void *arg, px_str name, const px_row *file, const px_group *group,
                         px_error *err);
int px_result_sources(const px_result *result, px_source_fn *fn, void *arg,
                      px_error *err) PX_MUST_CHECK;

/* True where some trouble is damage. */
bool px_result_is_damaged(const px_result *result);
/* The same of a partial, by its rows of troubles. */
int px_partial_is_damaged(const px_partial *partial, bool *ret_damaged,
                          px_error *err) PX_MUST_CHECK;

#endif
