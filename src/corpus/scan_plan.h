/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The parts of a scan. Each machine finds the same inputs, makes the same plan of them and reads
 * its own part; nothing is agreed between them.
 */
#ifndef PX_CORPUS_SCAN_PLAN_H
#define PX_CORPUS_SCAN_PLAN_H

#include "corpus/input.h"

/* SHA-256, in hexadecimal digits, of the names and sizes of all inputs. */
int px_scan_plan_hash(const px_input *inputs, size_t count, char ret_hash[65],
                      px_error *err) PX_MUST_CHECK;

/* The inputs of part `rank` of `of`, in the order of their names: the largest go first, each to
 * the part that has the fewest bytes so far. The caller frees *ret_chosen. */
size_t px_scan_plan_choose(const px_input *inputs, size_t count, unsigned rank, unsigned of,
                           const px_input ***ret_chosen);

/* The number of this process among those that a scheduler has started: the first of
 * SLURM_ARRAY_TASK_ID, OMPI_COMM_WORLD_RANK, PMI_RANK, JOB_COMPLETION_INDEX, SGE_TASK_ID (which
 * counts from 1) and SLURM_PROCID that is set. NOT_FOUND where none is, INVALID where it is no
 * number below `of`. */
int px_scan_plan_rank(unsigned of, unsigned *ret_rank, px_error *err) PX_MUST_CHECK;

/* "crawl.00003-of-00100.partial" for part 3 of 100 of "crawl.partial"; the caller frees it. */
char *px_scan_plan_output(const char *output, unsigned rank, unsigned of) PX_MUST_CHECK;

#endif
