/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Files by their SHA-256: files/ab/HASH below the house. A file is written and fsynced before the
 * row that names it commits; a row never names a missing file, a file without a row is rubbish
 * that px_blob_sweep removes.
 */
#ifndef PX_STORE_BLOB_H
#define PX_STORE_BLOB_H

#include "store/db.h"
#include "store/house.h"

struct px_job_work;

/* Writes the bytes below the house, unless they are there; ret_hash gets 64 hexadecimal digits
 * and NUL. Call before the deed that adds the row. */
int px_blob_put(px_house *house, px_str data, char ret_hash[65], px_error *err) PX_MUST_CHECK;

/* The row (table blob): size, media type, number of references; inside the deed. A further
 * reference must give the same size (CONFLICT). The row goes with its last reference. */
int px_blob_ref(px_db *db, const char *hash, uint64_t size, const char *media_type,
                px_error *err) PX_MUST_CHECK;
int px_blob_unref(px_db *db, const char *hash, px_error *err) PX_MUST_CHECK;

/* Reads it whole and checks the hash: DAMAGED where it differs. The caller frees. */
int px_blob_get(px_house *house, const char *hash, size_t max, char **ret_data, size_t *ret_len,
                px_error *err) PX_MUST_CHECK;

/* 64 lower-case hexadecimal digits? */
bool px_blob_is_hash(px_str s);

/* Is there a row for the hash? */
int px_blob_is_named(px_db *db, px_str hash, bool *ret_named, px_error *err) PX_MUST_CHECK;

/* The hash that a path below files/ ("ab/HASH") stands for; empty where it stands for none. */
px_str px_blob_hash_of_path(const char *path);

/* Removes files that no row names and that are older than a day; ret_removed may be NULL. */
int px_blob_sweep(px_house *house, px_db *db, uint64_t *ret_removed, px_error *err) PX_MUST_CHECK;

/* The same as a job (px_job_fn). */
int px_blob_sweep_job(const struct px_job_work *work, px_error *err);

#endif
