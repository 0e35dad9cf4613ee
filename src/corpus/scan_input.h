/* SPDX-License-Identifier: EUPL-1.2 */
/* One input of a scan: what it is, how it is cut, and reading one stretch of it. */
#ifndef PX_CORPUS_SCAN_INPUT_H
#define PX_CORPUS_SCAN_INPUT_H

#include "corpus/reader.h"
#include "corpus/scan.h"

/* How the records of an input are reached. */
typedef enum px_access {
    PX_ACCESS_NONE,    /* it is not read */
    PX_ACCESS_PLAIN,   /* they stand in the file as they are */
    PX_ACCESS_MEMBERS, /* in gzip members of their own */
    PX_ACCESS_STREAM,  /* in what the whole file unpacks to */
    PX_ACCESS_RANDOM   /* at places that a list at the end of the file tells (px_format.read_at) */
} px_access;

typedef struct px_sniffed {
    px_access access;
    const px_format *format;
    const px_codec *codec; /* NULL: not packed */
    px_json_fields fields;
    px_trouble_kind trouble; /* why it is not read */
} px_sniffed;

/* Looks at the beginning of the open input. */
int px_sniff(px_tools *tools, px_file_stream *f, const px_scan_options *options,
             px_sniffed *ret_sniffed, px_error *err) PX_MUST_CHECK;

/* Where a stretch began and where the next record after it begins. PX_NOWHERE: nothing began in
 * it. */
#define PX_NOWHERE UINT64_MAX
typedef struct px_stretch_ends {
    uint64_t begin, end;
    px_sample_keys keys; /* of archives: the first sample is counted where begin is 0 */
} px_stretch_ends;
#define PX_NO_STRETCH ((px_stretch_ends){ .begin = PX_NOWHERE, .end = PX_NOWHERE })

/* Reads the records that begin in [from, to) of the file. `exact`: a record begins at from; else
 * the first one is looked for. r has tools, sink and arg set. */
int px_stretch_read(px_reading *r, const px_sniffed *sniffed, px_file_stream *f, uint64_t from,
                    uint64_t to, bool exact, px_stretch_ends *ret_ends,
                    px_error *err) PX_MUST_CHECK;

#endif
