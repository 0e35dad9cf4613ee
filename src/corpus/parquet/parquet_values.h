/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The values of a page, nulls left out, whatever their encoding (Encodings.md): byte arrays as
 * slices, all other types as integers. They are unpacked some hundred at a time; slices are valid
 * until the next fill.
 */
#ifndef PX_CORPUS_PARQUET_VALUES_H
#define PX_CORPUS_PARQUET_VALUES_H

#include "corpus/parquet/delta.h"
#include "corpus/parquet/hybrid.h"
#include "corpus/parquet/parquet_page.h"

enum { PX_PARQUET_BATCH = 1024 };

/* A number that is none: not whole, or too large. */
#define PX_PARQUET_NO_NUMBER INT64_MIN

typedef struct px_parquet_dictionary {
    char *bytes; /* owned, like the following */
    size_t bytes_room;
    px_str *strings; /* or numbers, as the type wants */
    int64_t *numbers;
    size_t room, count; /* of the array */
    bool there;         /* false: there is none in this chunk, whatever memory is kept */
} px_parquet_dictionary;

typedef struct px_parquet_values px_parquet_values;
typedef size_t px_parquet_fill_fn(px_parquet_values *v, size_t n);

struct px_parquet_values {
    const px_parquet_leaf *leaf;
    px_parquet_fill_fn *fill;
    const px_parquet_dictionary *dictionary; /* borrowed */
    const unsigned char *at, *end;           /* what has not been read */
    px_hybrid indexes;                       /* into the dictionary; or booleans */
    px_delta delta, prefix;                  /* numbers or lengths; lengths of prefixes */
    size_t done, of;                         /* BYTE_STREAM_SPLIT; bits of booleans: `done` */
    char *room;                              /* values put together; owned */
    size_t room_len, room_size;
    px_unpack_stream *stream; /* that the values stand in; borrowed; else NULL */
    bool lengths;             /* the values are byte arrays, but given by their lengths alone */
    size_t taken, count;      /* of the following */
    union {
        px_str strings[PX_PARQUET_BATCH];
        int64_t numbers[PX_PARQUET_BATCH]; /* or lengths */
    };
};

/* Whether values of the type are slices. */
static inline bool px_parquet_is_bytes(px_parquet_type type)
{
    return type == PX_PARQUET_BYTE_ARRAY || type == PX_PARQUET_FIXED;
}

/* Aims at the values in `bytes`. PX_TROUBLE_PAGE where they are not of the encoding,
 * PX_TROUBLE_PACKING where that is not known for the type. */
px_trouble_kind px_parquet_values_open(px_parquet_values *v, const px_parquet_leaf *leaf,
                                       int64_t encoding, const px_parquet_dictionary *dictionary,
                                       px_str bytes);

/* The same for byte arrays (PLAIN) in a stream; with lengths_only the bytes are passed over. */
void px_parquet_values_stream(px_parquet_values *v, const px_parquet_leaf *leaf,
                              px_unpack_stream *stream, bool lengths_only);

/* How many of the next values are one and the same entry of the dictionary: as many as a run has,
 * or 0 where none are unpacked yet that could be told. */
uint64_t px_parquet_values_same(px_parquet_values *v);

/* Passes over n of these, some of which may be unpacked. */
void px_parquet_values_pass(px_parquet_values *v, uint64_t n);

/* Unpacks the next values, at most n: there are v->count of them then; 0: none can be read. */
void px_parquet_values_fill(px_parquet_values *v, uint64_t n);

/* Frees what it holds; fine for zero. */
void px_parquet_values_close(px_parquet_values *v);

/* Reads the dictionary's page, which was read last, in place of what it held; its memory is used
 * again. False where it is not of the form. v is used for it. */
bool px_parquet_dictionary_read(px_parquet_dictionary *d, px_parquet_values *v,
                                const px_parquet_leaf *leaf, px_parquet_pages *pages,
                                const px_parquet_page *page);
void px_parquet_dictionary_close(px_parquet_dictionary *d);

#endif
