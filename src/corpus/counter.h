/* SPDX-License-Identifier: EUPL-1.2 */
/* The sink of a scan: adds each record to the rows of a pile. For one thread. */
#ifndef PX_CORPUS_COUNTER_H
#define PX_CORPUS_COUNTER_H

#include "corpus/domain.h"
#include "corpus/pile.h"
#include "corpus/text_count.h"

enum { PX_KIND_KEY_MAX = 48 };

typedef struct px_counter {
    px_pile *pile;       /* borrowed; where the next records go */
    px_domains *domains; /* borrowed */
    bool hosts, payloads;
    px_str input;  /* key of its rows; borrowed */
    px_str file;   /* name, for troubles; borrowed */
    bool sources;  /* there is a manifest: */
    px_str source; /* name of the input's source; "" where it has none; borrowed */
    bool crawled;  /* its kind is "crawled" */
    px_text_place texts;
    const char *format;
    const char *kind; /* kind_key is that of this kind */
    char kind_key[PX_KIND_KEY_MAX];
    int64_t day; /* day_key is that of this day */
    char day_key[16];
} px_counter;

/* A px_record_fn and a px_trouble_fn: arg is the counter. */
void px_counter_record(void *arg, const px_record *record);
void px_counter_trouble(void *arg, px_trouble_kind kind, uint64_t offset, bool inside,
                        uint64_t times);

#endif
