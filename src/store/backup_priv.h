/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The list of a backup, MANIFEST.json, which is its first entry: one JSON object with
 *
 *   format    "praxis-backup", and schema, the version of this list (1)
 *   praxis    the version of the program; tables: number of the database's last migration
 *   created   when, in UTC; origin: name of the log
 *   log       size and root (hexadecimal) of the log's newest signed head; null before the first
 *   entries   name, size and sha256 of every other file, in the order of the archive
 *
 * Shared by backup.c and restore.c.
 */
#ifndef PX_STORE_BACKUP_PRIV_H
#define PX_STORE_BACKUP_PRIV_H

#include "base/arena.h"
#include "base/civil.h"
#include "store/backup.h"
#include "store/tar.h"

#define PX_BACKUP_MANIFEST "MANIFEST.json"
#define PX_BACKUP_FORMAT "praxis-backup"
#define PX_BACKUP_SCHEMA 1
#define PX_BACKUP_CHUNK ((size_t)256 << 10)

#endif
