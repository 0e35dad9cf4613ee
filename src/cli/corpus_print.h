/* SPDX-License-Identifier: EUPL-1.2 */
/* For the commands of the corpus: what a partial says. */
#ifndef PX_CLI_CORPUS_PRINT_H
#define PX_CLI_CORPUS_PRINT_H

#include "cli/command.h"
#include "corpus/partial.h"

/* An option that takes bytes, "512M". */
int px_invocation_size(const px_invocation *run, const char *name, uint64_t least,
                       uint64_t fallback, uint64_t *ret_bytes, px_error *err) PX_MUST_CHECK;

/* The processors that this process may use. */
unsigned px_processors(void);

/* 0, or an error where the input was damaged: FAILED, DAMAGED where that is strict. Damage does not
 * stop a scan; the exit status says that there was some. */
int px_corpus_judge(bool damaged, bool strict, px_error *err) PX_MUST_CHECK;

/* Prints the report of a partial, as text or JSON, with as many rows of each list as --top says;
 * brief: sums and troubles alone. FAILED where its inputs were damaged, and with --strict DAMAGED:
 * the exit status says so. */
int px_corpus_print(const px_invocation *run, const px_partial *partial, bool brief,
                    px_error *err) PX_MUST_CHECK;

#endif
