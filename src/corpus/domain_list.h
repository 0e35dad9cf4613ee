/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The most relevant domains, as the public summary of training content asks for them (section 2.3):
 * the top 10 % of all domain names by size of content; of small and medium-sized enterprises the
 * top 5 % or 1,000, whichever is lower (data/summary_rules.tsv). It is a share of the names, not of
 * the bytes; parts are rounded up.
 *
 * "Representative across modalities" is read so: the list has the top names by all their content,
 * and of each modality the same share of the names that have content of it, by that content. So no
 * modality is crowded out by one that is heavier by nature, and the list is never shorter than the
 * rule asks for. Everything is done in bounded memory, by sorted runs on disk.
 */
#ifndef PX_CORPUS_DOMAIN_LIST_H
#define PX_CORPUS_DOMAIN_LIST_H

#include "base/json_write.h"
#include "base/message.h"
#include "corpus/row_group.h"

typedef struct px_domain_list_options {
    px_dimension dimension; /* PX_BY_DOMAIN, or PX_BY_CRAWLED_DOMAIN: of crawled sources alone */
    bool small;             /* the provider is a small or medium-sized enterprise */
    size_t memory;          /* bytes; 0: as a scan has */
    const char *folder;     /* of temporary files; NULL: TMPDIR, or /tmp; px_folder_memory */
} px_domain_list_options;

typedef struct px_domain_list {
    const px_partial *from; /* borrowed */
    px_domain_list_options options;
    px_partial *rows;     /* rows of the domains of the list, by name; owned */
    uint64_t count;       /* of the list */
    uint64_t top;         /* the names that the rule asks for, over all modalities */
    uint64_t all;         /* domains in all */
    uint64_t content;     /* bytes of those of the list, */
    uint64_t all_content; /* and of all domains */
    uint64_t modality_top[PX_MODALITY_COUNT], modality_all[PX_MODALITY_COUNT];
} px_domain_list;

/* The partial must outlive the list. */
int px_domain_list_make(const px_partial *partial, const px_domain_list_options *options,
                        px_domain_list *ret_list, px_error *err) PX_MUST_CHECK;
void px_domain_list_free(px_domain_list *list);

/* How many of that many names the rule asks for. */
uint64_t px_domain_list_share(uint64_t names, bool small);

/* The list by size of content, the largest first: calls fn for each, with its rank from 1. */
typedef int px_domain_fn(void *arg, uint64_t rank, const px_group *domain, px_error *err);
int px_domain_list_ranked(const px_domain_list *list, px_domain_fn *fn, void *arg,
                          px_error *err) PX_MUST_CHECK;

/* Writes it as CSV (RFC 4180, names of columns in the first line), the largest first. */
int px_domain_list_csv(const px_domain_list *list, int fd, const char *name,
                       px_error *err) PX_MUST_CHECK;

/* The same into memory; TOO_LARGE where the builder's cap is reached. */
int px_domain_list_csv_text(const px_domain_list *list, px_builder *text,
                            px_error *err) PX_MUST_CHECK;

/* Adds the pairs of the rule and of the sums to the object that is open; the domains themselves
 * where `max` is not 0, at most that many. */
int px_domain_list_json(px_json *json, const px_domain_list *list, size_t max,
                        px_error *err) PX_MUST_CHECK;

/* Writes pages into the folder, which is made or is empty: index.html, with a search that needs no
 * server, and pages of a thousand names in their order; domains.csv with all. EXISTS. */
int px_domain_list_pages(const px_domain_list *list, const px_language *language,
                         const char *folder, px_error *err) PX_MUST_CHECK;

#endif
