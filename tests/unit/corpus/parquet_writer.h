/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Writes Parquet files of a few columns, in every encoding and packing, for tests: in two row
 * groups and several pages each, with runs and packed groups of levels mixed.
 */
#ifndef PX_TEST_PARQUET_WRITER_H
#define PX_TEST_PARQUET_WRITER_H

#include "base/builder.h"
#include "corpus/parquet/parquet_values.h"

typedef enum pw_nesting { PW_REQUIRED, PW_OPTIONAL, PW_LIST } pw_nesting;

typedef struct pw_spec {
    px_parquet_type type;
    px_parquet_encoding encoding;
    px_packing packing;
    pw_nesting nesting;
    bool v2, checksums, statistics; /* statistics: SizeStatistics */
    bool older_levels;              /* BIT_PACKED, in v1 */
    bool fall_back;                 /* a dictionary first, then the encoding */
    size_t page_entries;
    uint64_t more;    /* entries like the last one, in a run behind the last page of each chunk */
    const char *name; /* NULL: "text"; "group.leaf" */
    bool binary;      /* not said to be text */
    int converted;    /* ConvertedType; 0: UTF8 for byte arrays, else none */
} pw_spec;

/* Of PW_LIST: definition 0 no list, 1 an empty one, 2 null in it, 3 a value; of PW_OPTIONAL 0
 * and 1. An entry with repetition 0 begins a row. */
typedef struct pw_entry {
    unsigned repetition, definition;
    px_str bytes;
    int64_t number;
} pw_entry;

typedef struct pw_column {
    pw_spec spec;
    const pw_entry *entries;
    size_t count;
} pw_column;
enum { PW_COLUMNS = 8 };

/* Length of values of FIXED_LEN_BYTE_ARRAY. */
enum { PW_FIXED = 5 };

unsigned pw_max_definition(const pw_spec *spec);

/* The places of the pages with data are added to ret_pages (may be NULL), which has room for them.
 */
void pw_write(px_builder *out, const pw_spec *spec, const pw_entry *entries, size_t count,
              uint64_t *ret_pages, size_t *ret_n_pages);

/* The same with several columns of as many rows. */
void pw_write_columns(px_builder *out, const pw_column *columns, size_t n, uint64_t *ret_pages,
                      size_t *ret_n_pages);

/* The entry with which the second row group begins. */
size_t pw_half(const pw_entry *entries, size_t count);

/* Deterministic noise. */
uint32_t pw_random(void);
void pw_seed(uint32_t seed);

#endif
