/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rows beyond memory: a tally that is written out as a sorted run, into a temporary file without a
 * name, whenever it has grown too large. Many runs are merged into one, so that a pile of any size
 * has few files open. For one thread.
 */
#ifndef PX_CORPUS_PILE_H
#define PX_CORPUS_PILE_H

#include "corpus/rows.h"

/* Where and when piles spill. */
typedef struct px_spilling {
    const char *folder; /* of the temporary files; NULL: TMPDIR, or /tmp */
    size_t limit;       /* bytes that a tally may take; less than PX_SPILL_LEAST is taken as that */
} px_spilling;

enum { PX_SPILL_LEAST = 128 << 10 };

typedef struct px_pile px_pile;

/* spilling is borrowed. */
px_pile *px_pile_new(const px_spilling *spilling) PX_MUST_CHECK;
void px_pile_free(px_pile *pile); /* NULL is fine */

/* Empty again, its runs gone. */
void px_pile_reset(px_pile *pile);

/* Where to add rows; they stand there until the next px_pile_check. */
px_tally *px_pile_tally(px_pile *pile);

/* Spills a tally that has grown too large: to be called after each record. An error is kept for
 * px_pile_failed, because those who add have no way to tell it. */
void px_pile_check(px_pile *pile);
int px_pile_failed(const px_pile *pile, px_error *err) PX_MUST_CHECK;

/* Adds all of the other, which is empty then. */
void px_pile_absorb(px_pile *pile, px_pile *other);

/* The rows in their order; the pile must outlive them and not change meanwhile. Where there are
 * runs, the tally becomes one, too, so that merging them has its memory. */
px_rows *px_pile_rows(px_pile *pile) PX_MUST_CHECK;

#endif
