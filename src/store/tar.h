/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tar archives as backups need them: POSIX ustar (IEEE Std 1003.1, pax interchange format) with
 * regular files only, streamed in one pass. Names have at most 100 bytes; a size beyond the 8 GiB
 * of ustar's octal field goes into a pax record. Other tar programs read what we write.
 *
 * The reader takes regular files, and of pax records only the size; anything else (links,
 * directories, long names) is refused, and so is every header whose checksum is wrong.
 */
#ifndef PX_STORE_TAR_H
#define PX_STORE_TAR_H

#include <stdint.h>

#include "base/civil.h"
#include "base/error.h"
#include "base/str.h"

#define PX_TAR_MAX_NAME 100

/* Writing: open, then for each file entry, write until its size is reached, at the end finish.
 * Nothing is owned; the caller opens, syncs and closes the descriptor. */
typedef struct px_tar_out {
    int fd;
    const char *path; /* for messages */
    uint64_t left;    /* of the present entry */
    unsigned padding; /* after it */
} px_tar_out;

/* Starts the next file; the one before must be complete. Rights are 0600, owner is nobody. */
int px_tar_entry_start(px_tar_out *out, const char *name, uint64_t size, px_time mtime,
                       px_error *err) PX_MUST_CHECK;

/* Adds bytes to the present file: never more than its size in all. */
int px_tar_write(px_tar_out *out, px_str data, px_error *err) PX_MUST_CHECK;

/* Writes the end of the archive. */
int px_tar_finish(px_tar_out *out, px_error *err) PX_MUST_CHECK;

/* Reading: next, then read until it gives nothing, and so on. */
typedef struct px_tar_in {
    int fd;
    const char *path; /* for messages */
    uint64_t left;    /* of the present entry */
    unsigned padding; /* after it */
} px_tar_in;

typedef struct px_tar_entry {
    char name[PX_TAR_MAX_NAME + 1];
    uint64_t size;
} px_tar_entry;

/* 1 with the next file (what was not read of the one before is passed over), 0 at the end of the
 * archive. MALFORMED, also where it is cut. */
int px_tar_next(px_tar_in *in, px_tar_entry *ret_entry, px_error *err) PX_MUST_CHECK;

/* Reads up to room bytes of the present file; *ret_len is 0 at its end only. */
int px_tar_read(px_tar_in *in, void *buffer, size_t room, size_t *ret_len,
                px_error *err) PX_MUST_CHECK;

#endif
