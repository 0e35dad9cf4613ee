/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Migrations: SQL files named src/MODULE/schema/NNNN-words.sql, embedded (px_embedded_migrations)
 * in the order of their numbers, which have no gaps and start at 1. Each runs in one transaction
 * and sets user_version to its number.
 */
#ifndef PX_STORE_MIGRATION_H
#define PX_STORE_MIGRATION_H

#include "store/db.h"

/* The number of the last migration that this program knows. */
int px_migration_last(void);

/* The number of the last migration that the database has (user_version). */
int px_migration_version(px_db *db, int *ret_version, px_error *err) PX_MUST_CHECK;

/* Brings the database up to the last migration, and fills the index of the search where one has
 * emptied it; NEWER where it is beyond that already. */
int px_migrate(px_db *db, px_error *err) PX_MUST_CHECK;

#endif
