/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Backup and restore. A backup is one tar (POSIX ustar with pax sizes): house.db as a VACUUM INTO
 * snapshot, the files that the snapshot names, MANIFEST.json with the SHA-256 of each; keys only
 * on request. It can be taken while the server writes.
 */
#ifndef PX_STORE_BACKUP_H
#define PX_STORE_BACKUP_H

#include "store/house.h"

typedef struct px_backup_report {
    uint64_t files, bytes;
    bool new_key; /* restored without the log's key: the log goes on under a new one */
} px_backup_report;

typedef struct px_backup_options {
    bool with_keys;
    /* Told after each piece how many bytes of how many are in the archive; may be NULL. */
    void (*progress)(void *arg, uint64_t done, uint64_t total);
    void *arg;
} px_backup_options;

/* Writes the backup to path (EXISTS where it is there); complete and fsynced, or not there.
 * ret_report may be NULL. */
int px_backup_write(px_house *house, const char *path, const px_backup_options *options,
                    px_backup_report *ret_report, px_error *err) PX_MUST_CHECK;

/* Told of a house that was restored, before anybody else sees it; its failure takes it away. */
typedef int px_restored_fn(px_house *house, void *arg, px_error *err);

/* Restores into an empty or missing directory (a list of what was erased there, PX_HOUSE_ERASED,
 * may stand in it), checking every hash, and calls `then` for the house, unless it is NULL; on
 * failure the directory is as before. keys: a directory with the keys when the backup has none
 * (NULL: new keys are made and the caller must say that the log continues under a new key). */
int px_backup_restore(const char *path, const char *house_path, const char *keys,
                      px_restored_fn *then, void *arg, px_backup_report *ret_report,
                      px_error *err) PX_MUST_CHECK;

#endif
