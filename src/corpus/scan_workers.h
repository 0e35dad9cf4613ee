/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The threads of a scan. Inputs are cut into stretches, each counted in a pile of its own. A
 * stretch after the first looks for its beginning by itself; it is taken over only where the
 * stretch before it ended right there, and is read again from that place otherwise. So the result
 * is that of reading each input from its beginning to its end. Small inputs, and those that cannot
 * be cut, are counted where the thread keeps what it has finished.
 */
#ifndef PX_CORPUS_SCAN_WORKERS_H
#define PX_CORPUS_SCAN_WORKERS_H

#include "corpus/pile.h"
#include "corpus/scan.h"

typedef struct px_scan_job {
    const px_input *const *inputs;
    size_t count;
    const px_scan_options *options;
    const px_spilling *spilling;
    /* Puts what a thread has finished on disk, several threads at once; NULL: not before the end.
     * The pile is emptied behind it. */
    int (*checkpoint)(void *arg, px_pile *finished, px_error *err);
    void *arg;
    uint64_t every; /* bytes that a thread finishes between two of them */
} px_scan_job;

/* Reads all inputs. ret_piles gets a pile of each thread, owned by the caller, also on failure. */
int px_scan_work(const px_scan_job *job, px_pile **ret_piles, px_error *err) PX_MUST_CHECK;

#endif
