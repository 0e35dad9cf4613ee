/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A scan: inputs in, one partial out (corpus/partial.h), by as many threads as are wanted, in
 * bounded memory, as a whole or as one of many parts on many machines. The same inputs and options
 * give the same bytes whatever the number of threads, the memory, and how often it was interrupted.
 */
#ifndef PX_CORPUS_SCAN_H
#define PX_CORPUS_SCAN_H

#include "corpus/cdx.h"
#include "corpus/domain.h"
#include "corpus/input.h"
#include "corpus/manifest.h"
#include "corpus/partial.h"
#include "corpus/text_count.h"

/* Bytes of a file that one thread reads at a time. */
#define PX_SCAN_STRETCH ((uint64_t)8 << 20)

#define PX_SCAN_MEMORY ((uint64_t)256 << 20)
#define PX_SCAN_MEMORY_LEAST ((uint64_t)4 << 20)

/* Bytes that a thread reads before what is finished is put on disk, with an output. */
#define PX_SCAN_CHECKPOINT ((uint64_t)2 << 30)

typedef struct px_scan_options {
    unsigned threads; /* at least 1 */
    bool sizes_only;
    bool pages;    /* the text of pages is measured, too */
    bool hosts;    /* rows by host, too */
    bool payloads; /* by the digests of payloads that archives state */
    bool sha256;   /* of each file: it is read once more */
    px_text_options texts;
    px_suffix_section section;
    const px_suffix_list *suffixes; /* borrowed */
    const char *const *fields;      /* "url=PATH" ..., ended by NULL; may be NULL */
    const px_manifest *manifest;    /* borrowed; may be NULL */
    const px_cdx *cdx;              /* where members are, for sizes alone; borrowed, may be NULL */
    uint64_t memory;                /* bytes for rows; 0: PX_SCAN_MEMORY */
    uint64_t stretch;               /* 0: PX_SCAN_STRETCH; for tests */
    /* This is part `rank` (from 0) of `of`; of is 0 or 1 for the whole. */
    unsigned rank, of;
    /* Where the partial is to be; NULL: in a temporary file. Beside it, in a folder with .work
     * behind its name, stands what is finished, so that an interrupted scan goes on from there. */
    const char *output;
    uint64_t checkpoint; /* 0: PX_SCAN_CHECKPOINT */
    /* Called now and then with the bytes of all inputs and those read, by one thread at a time; may
     * be NULL. */
    void (*progress)(void *arg, uint64_t done, uint64_t total);
    void *progress_arg;
} px_scan_options;

/* What a scan did. */
typedef struct px_scan_done {
    bool already;     /* the output was there, of the same inputs and options: nothing was read */
    size_t inputs;    /* of this part */
    size_t continued; /* of them those that an interrupted scan had finished */
} px_scan_done;

/* Scans what px_inputs_find found, or the part of it. Troubles in the inputs are counted; only what
 * stops the whole scan is an error: EXISTS where the output is something else, BUSY where another
 * scan writes it, CONFLICT where the interrupted scan beside it was of something else. ret_done may
 * be NULL. */
int px_scan_run(const px_input *inputs, size_t count, const px_scan_options *options,
                px_partial **ret_partial, px_scan_done *ret_done, px_error *err) PX_MUST_CHECK;

#endif
