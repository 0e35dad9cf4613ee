/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The footer of a Parquet file (FileMetaData): its schema and its row groups, each with the chunks
 * of the columns that are wanted. It stands at the end of the file: Thrift, its length in four
 * bytes, "PAR1", or "PARE" where it is encrypted.
 */
#ifndef PX_CORPUS_PARQUET_FOOTER_H
#define PX_CORPUS_PARQUET_FOOTER_H

#include "corpus/parquet/parquet_schema.h"
#include "corpus/random_file.h"

#define PX_PARQUET_UNKNOWN UINT64_MAX

/* The pages of one column in one row group. */
typedef struct px_parquet_chunk {
    uint64_t begin;   /* its first page in the file */
    uint64_t entries; /* values, nulls among them */
    uint64_t nulls;   /* PX_PARQUET_UNKNOWN where the writer did not say */
    uint64_t bytes;   /* of all its strings (SizeStatistics); PX_PARQUET_UNKNOWN likewise */
    int64_t codec;
    bool encrypted;
} px_parquet_chunk;

typedef struct px_parquet_group {
    uint64_t begin; /* its first column in the file */
    uint64_t rows;
    px_parquet_chunk *chunks; /* of the wanted columns, in their order */
} px_parquet_group;

typedef struct px_parquet_footer {
    px_arena *arena; /* of all below */
    char *bytes;     /* as they stand in the file */
    size_t len;
    px_parquet_schema schema;
    uint64_t rows;  /* of the file, as it states */
    bool encrypted; /* some of its columns */
    bool elsewhere; /* its row groups lie in other files: a summary of these */
    px_parquet_group *groups;
    size_t n_groups;
} px_parquet_footer;

/* What became of it. */
typedef enum px_parquet_state {
    PX_PARQUET_READ,
    PX_PARQUET_BAD,
    PX_PARQUET_ENCRYPTED,
    PX_PARQUET_TOO_LARGE
} px_parquet_state;

/* Reads the footer's bytes and its schema into a footer that is zero, or holds that of another file
 * or of the same: then it is left as it is, *ret_same says so. */
int px_parquet_footer_open(px_parquet_footer *footer, const px_random *file,
                           px_parquet_state *ret_state, bool *ret_same,
                           px_error *err) PX_MUST_CHECK;

/* Reads the row groups with the chunks of the wanted columns. False where they are not of the form
 * or do not fit the schema. */
bool px_parquet_footer_groups(px_parquet_footer *footer, const px_parquet_leaf *const *wanted,
                              size_t n_wanted);

/* Frees what it holds; fine for zero. */
void px_parquet_footer_close(px_parquet_footer *footer);

#endif
