/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/parquet/parquet_sum.h"

#include "base/error.h"

#include "base/banned.h"

static bool is_alike(const px_record *a, const px_record *b)
{
    bool same = a->modality == b->modality && a->date_state == b->date_state &&
                a->date == b->date && px_str_eq(a->url, b->url) &&
                px_str_eq(a->media_type, b->media_type);

    for (int i = 0; same && i < PX_CLAIM_SOURCES; i++)
        same = px_str_eq(a->languages[i], b->languages[i]);
    return same;
}

static void hand_over(px_parquet_sum *sum, px_reading *r)
{
    if (sum->record.figures[PX_FIGURE_DOCUMENTS] > 0)
        r->record(r->arg, &sum->record);
    sum->record.figures[PX_FIGURE_DOCUMENTS] = 0;
}

static void keep(char **to, px_str *slice)
{
    if (!slice->len)
        return;
    memcpy(*to, slice->ptr, slice->len);
    slice->ptr = *to;
    *to += slice->len;
}

/* The record with its words, which go with the row that they are of. */
static void begin(px_parquet_sum *sum, const px_record *record)
{
    px_record *r = &sum->record;
    size_t len = record->url.len + record->media_type.len;
    char *to;

    for (int i = 0; i < PX_CLAIM_SOURCES; i++)
        len += record->languages[i].len;
    if (len > sum->room) {
        free(sum->words);
        sum->room = 2 * len;
        sum->words = px_alloc(sum->room);
    }
    to = sum->words;
    *r = *record;
    keep(&to, &r->url);
    keep(&to, &r->media_type);
    for (int i = 0; i < PX_CLAIM_SOURCES; i++)
        keep(&to, &r->languages[i]);
}

void px_parquet_sum_add(px_parquet_sum *sum, px_reading *r, const px_record *record)
{
    if (sum->record.figures[PX_FIGURE_DOCUMENTS] > 0 && is_alike(&sum->record, record)) {
        for (int i = 0; i < PX_FIGURE_COUNT; i++)
            sum->record.figures[i] += record->figures[i];
        return;
    }
    hand_over(sum, r);
    begin(sum, record);
}

void px_parquet_sum_close(px_parquet_sum *sum, px_reading *r)
{
    hand_over(sum, r);
    free(sum->words);
    *sum = (px_parquet_sum){ 0 };
}
