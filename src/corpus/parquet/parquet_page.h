/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The pages of a column in a row group, one after the other: header (Thrift), checksum, unpacking
 * (apache/parquet-format: README.md, parquet.thrift). A page is bounded by its stated sizes before
 * anything is allocated for it. A large page of byte arrays is not unpacked at once but window by
 * window, as its values are read: DuckDB writes pages of 100 MB.
 */
#ifndef PX_CORPUS_PARQUET_PAGE_H
#define PX_CORPUS_PARQUET_PAGE_H

#include "corpus/parquet/parquet_footer.h"
#include "corpus/parquet/unpack_stream.h"

/* Numbers of Encoding. */
typedef enum px_parquet_encoding {
    PX_PARQUET_PLAIN_VALUES = 0,
    PX_PARQUET_PLAIN_DICTIONARY = 2,
    PX_PARQUET_RLE = 3,
    PX_PARQUET_BIT_PACKED = 4,
    PX_PARQUET_DELTA_BINARY = 5,
    PX_PARQUET_DELTA_LENGTHS = 6,
    PX_PARQUET_DELTA_BYTES = 7,
    PX_PARQUET_RLE_DICTIONARY = 8,
    PX_PARQUET_SPLIT = 9 /* BYTE_STREAM_SPLIT */
} px_parquet_encoding;

typedef struct px_parquet_page {
    uint64_t at; /* its header in the file */
    bool dictionary;
    uint64_t entries; /* nulls among them; of a dictionary, its values */
    int64_t encoding;
    bool levels_apart; /* v2: levels stand in `levels`; v1: before the values, each with its length
                        */
    bool repetition_older, definition_older; /* v1: BIT_PACKED */
    px_str repetition, definition;           /* v2 */
    px_str body;                             /* unpacked; valid until the next page */
    px_unpack_stream *stream; /* in place of the body, where it is unpacked in parts; or NULL */
} px_parquet_page;

typedef enum px_parquet_found {
    PX_PARQUET_PAGE,
    PX_PARQUET_LOST, /* a page that cannot be read: its entries are known, and where the next begins
                      */
    PX_PARQUET_BROKEN, /* nothing can be read from here on */
    PX_PARQUET_END
} px_parquet_found;

typedef struct px_parquet_pages {
    const px_random *file; /* borrowed */
    px_unpacker *unpacker; /* borrowed */
    int64_t packing;
    uint64_t at;        /* the next page */
    uint64_t left;      /* entries in pages to come */
    uint64_t window_at; /* what of the file stands in the window */
    size_t window_len;
    char *window; /* owned, like the following */
    char *packed, *body;
    size_t packed_room, body_room;
    size_t ahead; /* bytes worth reading with a header */
    bool byte_arrays;
    px_unpack_stream stream;
} px_parquet_pages;

/* Aims at the pages of the chunk, of byte arrays or of another type. *pages is zero, or was used
 * before: its buffers are used again. */
void px_parquet_pages_open(px_parquet_pages *pages, const px_random *file, px_unpacker *unpacker,
                           const px_parquet_chunk *chunk, bool byte_arrays);

/* The next page; for what is lost or broken, with the trouble and its place. */
int px_parquet_pages_next(px_parquet_pages *pages, px_parquet_page *ret_page,
                          px_parquet_found *ret_found, px_trouble_kind *ret_trouble,
                          px_error *err) PX_MUST_CHECK;

/* Puts the body of the page that was read last into *buffer, of *room bytes, and owned by the
 * caller; what was there serves for further pages. Large bodies are not copied. */
void px_parquet_pages_keep(px_parquet_pages *pages, px_str body, char **buffer, size_t *room);

/* Frees the buffers; fine for zero. */
void px_parquet_pages_close(px_parquet_pages *pages);

#endif
