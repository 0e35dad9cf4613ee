/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Files and directories. Every descriptor is close-on-exec; every read has a bound; what is
 * written is on disk (fsync of file and directory) before success is reported.
 */
#ifndef PX_BASE_FILE_H
#define PX_BASE_FILE_H

#include <stdint.h>
#include <stdio.h>

#include "base/builder.h"
#include "base/error.h"
#include "base/str.h"

/* Reads at most max bytes into a new NUL-terminated buffer, which the caller frees; TOO_LARGE
 * when there are more. "-" is standard input. */
int px_file_read(const char *path, size_t max, char **ret_data, size_t *ret_len,
                 px_error *err) PX_MUST_CHECK;
int px_fd_read(int fd, const char *name, size_t max, char **ret_data, size_t *ret_len,
               px_error *err) PX_MUST_CHECK;

/* Writes all bytes, also after short writes and EINTR. */
int px_fd_write(int fd, const char *name, px_str data, px_error *err) PX_MUST_CHECK;

/* Replaces the file in one step: temporary file in the same directory, fsync, rename, fsync of
 * the directory. mode as for open(2). A symbolic link at the path is replaced, not followed. On
 * failure the file is as it was and nothing is left behind. */
int px_file_write(const char *path, px_str data, unsigned mode, px_error *err) PX_MUST_CHECK;

/* Like px_file_write, but what is written comes from fn, which writes to the descriptor. */
typedef int px_fill_fn(void *arg, int fd, px_error *err);
int px_file_fill(const char *path, px_fill_fn *fn, void *arg, unsigned mode,
                 px_error *err) PX_MUST_CHECK;

/* Like px_file_write, but EXISTS where the path is there already. */
int px_file_create(const char *path, px_str data, unsigned mode, px_error *err) PX_MUST_CHECK;

/* A new file without a name in the folder, for reading and writing; NULL where it cannot be made,
 * with the reason in errno. */
FILE *px_file_nameless(const char *folder) PX_MUST_CHECK;

/* A link counts as existing wherever it leads; px_path_is_dir follows it. */
bool px_path_exists(const char *path);
bool px_path_is_dir(const char *path);

/* Makes the directory and those above it; fine when it is there. */
int px_dir_make(const char *path, unsigned mode, px_error *err) PX_MUST_CHECK;

/* 0 when it has no entries but perhaps that one (NULL: none at all), or is not there; EXISTS with
 * the argument "entry" otherwise. */
int px_dir_check_empty(const char *path, const char *but, px_error *err) PX_MUST_CHECK;

/* Calls fn for every regular file below root, in byte order of the path; stops at the first
 * failure and returns it. `path` is relative to root. Links below root are not followed; what
 * vanishes meanwhile is passed over; TOO_LARGE below PX_WALK_MAX_DEPTH directories or where one
 * directory has more than PX_WALK_MAX_ENTRIES. */
#define PX_WALK_MAX_DEPTH 64
#define PX_WALK_MAX_ENTRIES 4000000
typedef int px_file_fn(void *arg, const char *path, uint64_t size, px_error *err);
int px_dir_walk(const char *root, px_file_fn *fn, void *arg, px_error *err) PX_MUST_CHECK;

/* The same with all that the system says of each file. */
struct stat;
typedef int px_file_stat_fn(void *arg, const char *path, const struct stat *st, px_error *err);
int px_dir_walk_stat(const char *root, px_file_stat_fn *fn, void *arg, px_error *err) PX_MUST_CHECK;

/* Puts the entries of the directory on disk: a new name lasts only then. */
int px_fd_sync_dir(const char *path, px_error *err) PX_MUST_CHECK;

/* SHA-256 of a file, streaming; ret_size may be NULL. */
int px_file_sha256(const char *path, unsigned char ret_hash[32], uint64_t *ret_size,
                   px_error *err) PX_MUST_CHECK;

/* directory + "/" + name, to be freed by the caller. */
char *px_path_join(const char *directory, const char *name) PX_MUST_CHECK;

#endif
