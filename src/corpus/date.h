/* SPDX-License-Identifier: EUPL-1.2 */
/* Dates as archives and data sets write them. What cannot be read is said, never guessed. */
#ifndef PX_CORPUS_DATE_H
#define PX_CORPUS_DATE_H

#include "corpus/record.h"

/* RFC 3339, with a blank for the T and without a zone, too (that is UTC then), or a day alone. */
px_date_state px_corpus_date(px_str text, px_time *ret_date);

/* The fourteen digits of ARC, UTC. */
px_date_state px_corpus_date14(px_str text, px_time *ret_date);

#endif
