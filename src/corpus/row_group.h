/* SPDX-License-Identifier: EUPL-1.2 */
/* The rows of one key, over all modalities, as one; as streams, by key or the largest first. */
#ifndef PX_CORPUS_ROW_GROUP_H
#define PX_CORPUS_ROW_GROUP_H

#include "corpus/partial.h"
#include "corpus/pile.h"

typedef struct px_group {
    px_str key;
    uint64_t figures[PX_FIGURE_COUNT];
    uint64_t content[PX_MODALITY_COUNT]; /* bytes, by modality */
    px_time first, last;
} px_group;

/* A group without rows. */
px_group px_group_of(px_str key);
void px_group_add(px_group *group, const px_row *row);

/* The groups of a stream of rows of one dimension, in its order. */
typedef struct px_group_stream {
    px_rows *rows;     /* owned */
    const px_row *row; /* the first of the next group */
    bool begun;
    size_t cut; /* bytes of keys that are passed over */
    px_group group;
    char key[PX_ROW_KEY_MAX];
} px_group_stream;

/* Takes the rows over. */
void px_group_stream_open(px_group_stream *stream, px_rows *rows);
/* The next group, valid until the next call; NULL at the end. */
int px_group_stream_next(px_group_stream *stream, const px_group **ret_group,
                         px_error *err) PX_MUST_CHECK;
void px_group_stream_close(px_group_stream *stream);

/* The groups of domains or hosts in the order of their content of one modality, or with
 * PX_MODALITY_COUNT of all, the most first; equal ones by key. Buckets are left out, and
 * those without content of that modality. In bounded memory: put in order by runs on disk. */
typedef struct px_ranking {
    px_pile *pile;
    px_group_stream groups;
} px_ranking;
int px_ranking_open(px_ranking *ranking, const px_partial *partial, px_dimension dimension,
                    px_modality modality, const px_spilling *spilling, px_error *err) PX_MUST_CHECK;
/* As px_group_stream_next. */
int px_ranking_next(px_ranking *ranking, const px_group **ret_group, px_error *err) PX_MUST_CHECK;
void px_ranking_close(px_ranking *ranking);

#endif
