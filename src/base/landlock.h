/* SPDX-License-Identifier: EUPL-1.2 */
/* Landlock rules for sandbox.c: what of the file system stays open, and nothing else. */
#ifndef PX_BASE_LANDLOCK_H
#define PX_BASE_LANDLOCK_H

#include <stddef.h>

#include "base/error.h"

typedef enum px_landlock_access {
    PX_LANDLOCK_READ,
    PX_LANDLOCK_RUN,  /* read and execute */
    PX_LANDLOCK_WRITE /* read, write, make, remove; no execution */
} px_landlock_access;

typedef struct px_landlock_path {
    const char *path;
    px_landlock_access access;
} px_landlock_path;

/* Restricts the calling thread, for ever: below the paths as said, nothing elsewhere, no TCP
 * connections or new listeners, no signals and abstract sockets outside. Descriptors that are open
 * already stay usable. On a kernel without Landlock only privileges are given up. */
int px_landlock_enter(const px_landlock_path *paths, size_t count, px_error *err) PX_MUST_CHECK;

/* The same, for a process that may connect by TCP (but not listen). */
int px_landlock_enter_client(const px_landlock_path *paths, size_t count,
                             px_error *err) PX_MUST_CHECK;

#endif
