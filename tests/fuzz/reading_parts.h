/* SPDX-License-Identifier: EUPL-1.2 */
/* What targets of readers share: sums of what is read, and a stream that shows as little as may be.
 */
#ifndef PX_FUZZ_READING_PARTS_H
#define PX_FUZZ_READING_PARTS_H

#include "../unit/corpus/narrow_stream.h"
#include "corpus/reader.h"

typedef struct sums {
    uint64_t records, documents, stored, content, text, pixels, troubles;
} sums;

static inline void demand(bool holds)
{
    if (!holds)
        abort();
}

static inline void add_record(void *arg, const px_record *record)
{
    sums *s = arg;

    demand(record->kind && record->modality < PX_MODALITY_COUNT);
    demand(record->url.len == 0 || record->url.ptr);
    demand(record->figures[PX_FIGURE_CHARACTERS] <= record->figures[PX_FIGURE_TEXT]);
    s->records++;
    s->documents += record->figures[PX_FIGURE_DOCUMENTS];
    s->stored += record->figures[PX_FIGURE_STORED];
    s->content += record->figures[PX_FIGURE_CONTENT];
    s->text += record->figures[PX_FIGURE_TEXT];
    s->pixels += record->figures[PX_FIGURE_PIXELS];
}

static inline void add_trouble(void *arg, px_trouble_kind kind, uint64_t offset, bool inside,
                               uint64_t times)
{
    sums *s = arg;

    demand(kind > PX_TROUBLE_NONE && kind < PX_TROUBLE_COUNT);
    (void)offset;
    (void)inside;
    s->troubles += times;
}

#endif
