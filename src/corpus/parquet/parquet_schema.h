/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The schema of a Parquet file: its columns, each with its path and how deep it is nested
 * (apache/parquet-format, parquet.thrift and LogicalTypes.md).
 */
#ifndef PX_CORPUS_PARQUET_SCHEMA_H
#define PX_CORPUS_PARQUET_SCHEMA_H

#include "base/arena.h"
#include "corpus/parquet/thrift.h"

typedef enum px_parquet_type {
    PX_PARQUET_BOOLEAN,
    PX_PARQUET_INT32,
    PX_PARQUET_INT64,
    PX_PARQUET_INT96,
    PX_PARQUET_FLOAT,
    PX_PARQUET_DOUBLE,
    PX_PARQUET_BYTE_ARRAY,
    PX_PARQUET_FIXED, /* FIXED_LEN_BYTE_ARRAY */
    PX_PARQUET_TYPE_COUNT
} px_parquet_type;

/* What the values mean, as far as it matters here. */
typedef enum px_parquet_meaning {
    PX_PARQUET_PLAIN, /* what the physical type says: integers, bytes */
    PX_PARQUET_TEXT,  /* UTF-8: STRING, ENUM, JSON */
    PX_PARQUET_UNSIGNED,
    PX_PARQUET_DAYS,   /* DATE */
    PX_PARQUET_MILLIS, /* TIMESTAMP, since 1970 */
    PX_PARQUET_MICROS,
    PX_PARQUET_NANOS,
    PX_PARQUET_OTHER /* decimals, times of day, UUID, ...: neither text nor a number */
} px_parquet_meaning;

/* A column. */
typedef struct px_parquet_leaf {
    px_str full; /* "messages.list.element.role" */
    px_str path; /* "messages.role": without the names that lists and maps put in between */
    px_parquet_type type;
    px_parquet_meaning meaning;
    uint32_t width; /* bytes of a value of fixed length */
    unsigned max_definition, max_repetition;
} px_parquet_leaf;

typedef struct px_parquet_schema {
    px_parquet_leaf *leaves;
    size_t count;
} px_parquet_schema;

/* Reads the list of elements, `count` structs; in the arena. False where it is not of the form. */
bool px_parquet_schema_read(px_arena *arena, px_thrift *t, size_t count,
                            px_parquet_schema *ret_schema);

/* The column with this path, written in full or without the names in between; NULL: none. */
const px_parquet_leaf *px_parquet_schema_find(const px_parquet_schema *schema, px_str path);

#endif
