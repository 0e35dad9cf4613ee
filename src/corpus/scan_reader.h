/* SPDX-License-Identifier: EUPL-1.2 */
/* What a thread of a scan reads with, and reading whole inputs and stretches of them into a pile.
 */
#ifndef PX_CORPUS_SCAN_READER_H
#define PX_CORPUS_SCAN_READER_H

#include "corpus/counter.h"
#include "corpus/input_open.h"
#include "corpus/scan_input.h"

typedef struct px_scan_reader {
    const px_scan_options *options; /* borrowed */
    px_tools tools;
    px_opener opener;
    px_file_stream file; /* its buffer serves one file after the other */
    px_counter counter;
} px_scan_reader;

/* sample is borrowed; NULL: none is taken. */
void px_scan_reader_init(px_scan_reader *reader, const px_scan_options *options,
                         const px_sample *sample);
/* Frees what it holds. */
void px_scan_reader_free(px_scan_reader *reader);

/* What reading a stretch gave. */
typedef struct px_scan_part {
    px_pile *pile; /* where it is counted; the caller's */
    px_stretch_ends ends;
    const char *schema;     /* that the reader has found; a constant */
    px_sample_list sampled; /* adds to it; the caller's */
} px_scan_part;

/* Reads the records that begin in [from, to) of the input that reader->file is; as px_stretch_read.
 * A file that cannot be read on becomes a trouble, like damage in it. */
void px_scan_reader_stretch(px_scan_reader *reader, const px_input *input,
                            const px_sniffed *sniffed, uint64_t from, uint64_t to, bool exact,
                            px_scan_part *part);

/* Counts the first sample of a stretch of an archive, which the one before did not begin. */
void px_scan_reader_sample(px_scan_reader *reader, const px_input *input, const px_sniffed *sniffed,
                           px_scan_part *part);

/* Reads an image, sound or video of which so many bytes of the head stand ready (px_media_peek). */
void px_scan_reader_media(px_scan_reader *reader, const px_input *input, const px_random *file,
                          size_t head, px_scan_part *part);

/* Reads a stretch of an input that is opened for it. */
void px_scan_reader_part(px_scan_reader *reader, const px_input *input, const px_sniffed *sniffed,
                         uint64_t from, uint64_t to, bool exact, px_scan_part *part);

/* Notes in the pile what the finished input turned out to be; sniffed is NULL where it was not
 * read. */
void px_scan_reader_note(const px_scan_reader *reader, px_pile *pile, const px_input *input,
                         const px_sniffed *sniffed, const char *schema);

/* Notes a trouble at this place of the file. */
void px_scan_trouble(px_pile *pile, const px_input *input, px_trouble_kind kind, uint64_t offset);

#endif
