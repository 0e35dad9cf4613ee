/* SPDX-License-Identifier: EUPL-1.2 */
/* From the values of a row to its record. */
#ifndef PX_CORPUS_PARQUET_ROW_H
#define PX_CORPUS_PARQUET_ROW_H

#include "corpus/media_type.h"
#include "corpus/parquet/parquet_column.h"

/* A column that is read, and what for. */
typedef struct px_parquet_use {
    const px_parquet_leaf *leaf;
    px_json_role role; /* PX_JSON_ROLE_COUNT: none; its values are not used but only checked */
    bool media;        /* none, but it holds images, sound or video */
} px_parquet_use;

/* Whether columns of this type can have the role. */
bool px_parquet_may_be(const px_parquet_leaf *leaf, px_json_role role);

/* Rows that are the same: one, mostly. */
typedef struct px_parquet_rows {
    px_reading *reading;
    uint64_t at; /* their place */
    uint64_t count;
} px_parquet_rows;

/* The record of the rows, without their media. The first value of each role counts. room is for
 * its media type. */
void px_parquet_row_record(const px_parquet_rows *rows, const px_parquet_use *const *uses,
                           const px_parquet_value *values, size_t count,
                           char room[PX_MEDIA_TYPE_MAX + 1], px_record *ret_record);

/* Hands over what an image, sound or video is that each of the rows holds, as a document with
 * their address and date. */
int px_parquet_row_media(const px_parquet_rows *rows, const px_record *record, px_str bytes,
                         px_error *err) PX_MUST_CHECK;

#endif
