/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A progress bar on standard error: drawn at most ten times a second, only on a terminal, silent
 * in a pipe, under --quiet and where TERM is dumb; plain characters where NO_COLOR is set or the
 * locale is not UTF-8.
 */
#ifndef PX_BASE_PROGRESS_H
#define PX_BASE_PROGRESS_H

#include "base/str.h"

typedef struct px_progress px_progress;

/* label is shown in front (already translated, copied); total 0 means unknown (a spinner).
 * `force` draws even where standard error is no terminal (tests). */
px_progress *px_progress_new(const char *label, unsigned long long total, bool quiet, bool force);
void px_progress_set(px_progress *progress, unsigned long long done);

/* Clears the line and frees; NULL is fine. */
void px_progress_end(px_progress *progress);

#endif
