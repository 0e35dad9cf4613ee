/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One column of a row group, row by row: pages, levels and values put together. A row of a column
 * within lists holds all their values: their lengths are summed, their bytes joined by line ends.
 *
 * A page that cannot be read costs its rows, which are lost, and no others; where the rows of a
 * page are not known (its header is damaged, the column lies in lists), the rest of the row group
 * is lost. Either is reported once. A large page is unpacked as it is read (corpus/parquet/
 * parquet_page.h): of one without a checksum, what stands before the damage is not lost.
 *
 * A few bytes can say that billions of entries are the same. So rows that are the same can be
 * passed over together, and such entries within a row are added up at once.
 */
#ifndef PX_CORPUS_PARQUET_COLUMN_H
#define PX_CORPUS_PARQUET_COLUMN_H

#include "base/builder.h"
#include "corpus/parquet/parquet_values.h"
#include "corpus/reader.h"

/* Most that the joined values of a row may take. */
#define PX_PARQUET_ROW_MAX ((size_t)64 << 20)

typedef enum px_parquet_cell {
    PX_PARQUET_NULL,
    PX_PARQUET_VALUE,
    PX_PARQUET_NO_ROW
} px_parquet_cell;

typedef struct px_parquet_value {
    px_parquet_cell cell; /* PX_PARQUET_NO_ROW: the row is lost */
    px_str bytes;         /* of byte arrays; valid until the next row */
    size_t joints;        /* line ends between values of the row, part of bytes */
    uint64_t len;         /* of all values, without joints; also where bytes are not wanted */
    int64_t number;       /* of all other types; the sum where there are several */
} px_parquet_value;

/* Takes a value of a row, so many times. */
typedef int px_parquet_each_fn(void *arg, px_str bytes, uint64_t times, px_error *err);

typedef struct px_parquet_column {
    const px_parquet_leaf *leaf; /* borrowed, like the following two */
    px_reading *reading;         /* for troubles */
    bool lengths_only;           /* bytes are not wanted: they may be missing */
    px_parquet_each_fn *each;    /* takes the byte arrays of lists; NULL: they are joined */
    void *each_arg;
    uint64_t place;              /* the page that is read, or the chunk */
    uint64_t left;               /* entries of the page of which the levels have not been read */
    uint64_t sure, absent, lost; /* entries that come first, and are there, null, or lost */
    uint64_t run;                /* in lists: entries that come first, all of these levels */
    uint32_t run_repetition, run_definition;
    bool broken; /* all that comes is lost */
    px_hybrid repetition, definition;
    unsigned level_at, level_count; /* of the following, which come after those */
    px_parquet_pages pages;
    px_parquet_dictionary dictionary;
    char *kept[2]; /* levels of a page that is unpacked in parts; owned */
    size_t kept_room[2];
    px_builder joined;
    uint32_t definitions[PX_PARQUET_BATCH], repetitions[PX_PARQUET_BATCH];
    px_parquet_values values;
} px_parquet_column;

/* Aims at the chunk. *column is zero, or was used before: its buffers are used again. */
void px_parquet_column_open(px_parquet_column *column, const px_parquet_leaf *leaf,
                            const px_parquet_chunk *chunk, const px_random *file,
                            px_unpacker *unpacker, px_reading *reading, bool lengths_only);

/* The next row. */
int px_parquet_column_next(px_parquet_column *column, px_parquet_value *ret_value,
                           px_error *err) PX_MUST_CHECK;

/* How many of the next rows, at least one, are known to be the same. */
int px_parquet_column_same(px_parquet_column *column, uint64_t *ret_rows,
                           px_error *err) PX_MUST_CHECK;

/* Passes over n rows that are the same as the one that was read last: fewer than
 * px_parquet_column_same has told before that one. */
void px_parquet_column_pass(px_parquet_column *column, uint64_t n);

/* To be called after the last row: what is left of a page that is unpacked in parts is compared
 * with its checksum. */
int px_parquet_column_finish(px_parquet_column *column, px_error *err) PX_MUST_CHECK;

/* Frees what it holds; fine for zero. */
void px_parquet_column_close(px_parquet_column *column);

#endif
