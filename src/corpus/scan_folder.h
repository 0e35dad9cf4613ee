/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The folder beside the output of a scan that is not finished: OUTPUT.work. It holds runs, partials
 * of what is finished so far: each names in its rows of files the inputs that it holds, whole, and
 * there is no other record of them. A scan that was interrupted goes on behind them.
 */
#ifndef PX_CORPUS_SCAN_FOLDER_H
#define PX_CORPUS_SCAN_FOLDER_H

#include <pthread.h>

#include "corpus/partial.h"

typedef struct px_scan_folder {
    char *path;                  /* owned */
    const px_partial_head *head; /* borrowed */
    int lock;                    /* descriptor */
    char **runs;                 /* paths; owned */
    size_t n_runs, runs_room;
    unsigned next; /* number of the next run */
    pthread_mutex_t mutex;
} px_scan_folder;

/* What to do with a file that a run holds; `arg` is the caller's. */
typedef int px_finished_fn(void *arg, const px_row *file, px_error *err);

/* Makes or takes up the folder of the output, and tells of each file in its runs. BUSY where
 * another scan has it, CONFLICT where what it holds is of a scan with another head. */
int px_scan_folder_open(px_scan_folder *folder, const char *output, const px_partial_head *head,
                        px_finished_fn *finished, void *arg, px_error *err) PX_MUST_CHECK;

/* Adds a run of the rows; by any thread. */
int px_scan_folder_add(px_scan_folder *folder, px_rows *rows, px_error *err) PX_MUST_CHECK;

/* Removes the runs and the folder: what they held is in the output. */
void px_scan_folder_remove(px_scan_folder *folder);

/* Frees what it holds; the folder stays on disk. */
void px_scan_folder_close(px_scan_folder *folder);

#endif
