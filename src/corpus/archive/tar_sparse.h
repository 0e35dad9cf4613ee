/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sparse files in tar: the parts that are stored stand one behind the other, a map says where they
 * belong; what lies between them is zeros. The map stands in the header (GNU's old way), in pax
 * records (GNU 0.0, 0.1) or before the data (GNU 1.0). The file is read as it was: with its zeros.
 */
#ifndef PX_CORPUS_ARCHIVE_TAR_SPARSE_H
#define PX_CORPUS_ARCHIVE_TAR_SPARSE_H

#include "corpus/stream.h"

typedef struct px_tar_part {
    uint64_t offset, len;
} px_tar_part;

typedef struct px_tar_sparse {
    px_tar_part *parts; /* by their place; owned */
    size_t count, room;
    uint64_t size;   /* of the file */
    uint64_t offset; /* of a part of which the length is still to come */
    bool is_sparse;
    bool in_data;    /* the map stands before the data */
    bool is_foreign; /* of a kind that is not read */
    bool failed;     /* it is no map */
    /* Of the stream. */
    uint64_t at;
    size_t part;
} px_tar_sparse;

/* No map, for the next entry; what it holds is used again. */
void px_tar_sparse_reset(px_tar_sparse *sparse);
/* Frees what it holds. */
void px_tar_sparse_free(px_tar_sparse *sparse);

/* Takes a pax record; false where it is not about sparse files. */
bool px_tar_sparse_pax(px_tar_sparse *sparse, px_str name, px_str value);

/* Takes the map of an old GNU header; more blocks of it may follow. */
void px_tar_sparse_header(px_tar_sparse *sparse, const char *block);
/* Takes one of those, and says whether another follows. */
bool px_tar_sparse_block(px_tar_sparse *sparse, const char *block);

/* Takes the map that stands before the data, off the stream; *ret_len is its length. */
int px_tar_sparse_read(px_tar_sparse *s, px_stream *from, uint64_t size, uint64_t *ret_len,
                       px_error *err) PX_MUST_CHECK;

/* Whether it is the map of a file of which so many bytes are stored. */
bool px_tar_sparse_fits(const px_tar_sparse *sparse, uint64_t stored);

/* Opens the file as a stream, of the parts as `from` has them. */
void px_tar_sparse_open(px_tar_sparse *sparse, px_codec_stream *layer, px_stream *from);

#endif
