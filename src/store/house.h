/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The house: a directory that holds a site.
 *
 *   house.db       SQLite database (application_id PX_HOUSE_APPLICATION_ID, user_version = number
 *                  of the last migration)
 *   files/ab/HASH  attachments and evidence by SHA-256
 *   keys/log.key   Ed25519 seed of the log (mode 0600); keys/web.key for web tokens. Each is one
 *                  line of 64 hexadecimal digits
 *   lock           locked exclusively by `praxis serve` alone
 *   erased         public ids of what was erased (PX_HOUSE_ERASED), which outlives the database so
 *                  that an older backup does not bring it back
 *
 * Opening checks in this order, each with its own clear error: the directory is there and is a
 * house (NO_HOUSE), its database is whole as far as can be seen (DAMAGED), not newer than this
 * program (NEWER), can be written where that is asked (READ_ONLY), and is a demonstration where the
 * clock was moved (INVALID). Nothing is changed before all
 * of that holds. Older houses are migrated when opened for writing, each migration in one
 * transaction; for reading they are refused (READ_ONLY).
 */
#ifndef PX_STORE_HOUSE_H
#define PX_STORE_HOUSE_H

#include "base/error.h"
#include "base/str.h"
#include "store/db.h"
#include "store/note.h"

#define PX_HOUSE_APPLICATION_ID 0x50585331 /* "PXS1" */

#define PX_HOUSE_ERASED "erased" /* below the house */

typedef struct px_house px_house;

typedef enum px_house_mode { PX_HOUSE_READ, PX_HOUSE_WRITE } px_house_mode;

/* What `praxis init` asks for. */
typedef struct px_house_options {
    const char *name;   /* shown in pages, e.g. "Code of practice"; NULL: "praxis" */
    const char *origin; /* name of the log, e.g. "code.example.eu/log"; NULL: "praxis/" and a
                           random id. No spaces, no plus sign (C2SP signed-note). */
    const char *zone;   /* time zone of deadlines; NULL: Europe/Brussels */
    bool demonstration; /* its people are generated; only here may the clock be moved */
} px_house_options;

/* Makes a new house in an empty or missing directory: tables, keys, the first act of the
 * log and its checkpoint. On failure what was made is removed again. */
int px_house_init(const char *path, const px_house_options *options, px_error *err) PX_MUST_CHECK;

/* Opens a house, with the checks above in their order. */
int px_house_open(const char *path, px_house_mode mode, px_house **ret_house,
                  px_error *err) PX_MUST_CHECK;
void px_house_close(px_house *house); /* NULL is fine; stops the writer */

static inline void px_cleanup_house(px_house **house)
{
    px_house_close(*house);
}
#define PX_AUTO_HOUSE PX_CLEANUP(px_cleanup_house)

/* Where it lies, and what it was made with (px_house_options). */
const char *px_house_path(const px_house *house);
const char *px_house_name(const px_house *house);
const char *px_house_origin(const px_house *house);
const char *px_house_zone(const px_house *house);

/* Whether it was a demonstration (setting demonstration) when it was opened: its pages say so. */
bool px_house_is_demonstration(const px_house *house);

/* The key that signs the log's checkpoints. Where keys/log.key cannot be read by whoever opened the
 * house for reading, it is a verifier only (seed zero), taken from the house's settings. */
const px_note_key *px_house_log_key(const px_house *house);

/* The secret of web tokens (CSRF, sessions), 32 bytes. NULL only in a house opened for reading
 * whose key cannot be read. */
const unsigned char *px_house_web_key(const px_house *house);

/* Takes the exclusive lock of `serve`; BUSY when another server has it. Held until close. */
int px_house_lock(px_house *house, px_error *err) PX_MUST_CHECK;

/* Another read connection to the same house, for one thread; px_db_close ends it. */
int px_house_reader(px_house *house, px_db **ret_db, px_error *err) PX_MUST_CHECK;

/* Settings: small values by name, kept in the table house_setting. */
int px_house_setting(px_db *db, px_arena *arena, const char *name, px_str *ret_value,
                     px_error *err) PX_MUST_CHECK; /* NOT_FOUND when it is not set */
int px_house_set(px_db *db, const char *name, px_str value, px_error *err) PX_MUST_CHECK;

/* ---- Writing (design: every writer uses BEGIN IMMEDIATE and reads what it depends on inside) */

/* A deed: reads and writes through db inside a transaction that the caller of px_house_write does
 * not see. A failure rolls back this deed alone. It may be run a second time, when SQLite rolled
 * back the transaction that it shared with others: what it leaves in arg must not depend on a
 * first run. It must not begin or end transactions, nor call px_house_write. */
typedef int px_write_fn(px_db *db, void *arg, px_error *err);

/* Runs the deed and returns when it is on disk (or failed). With a started writer thread the deeds
 * of all threads are grouped: one transaction, one savepoint each, one signed checkpoint when the
 * log grew, one commit, then every caller gets its own result. Without one, the deed is a
 * transaction of its own. */
int px_house_write(px_house *house, px_write_fn *fn, void *arg, px_error *err) PX_MUST_CHECK;

/* The same, and takes everything back: for previews, which show what a deed would do. What the deed
 * leaves in arg stays. */
int px_house_try(px_house *house, px_write_fn *fn, void *arg, px_error *err) PX_MUST_CHECK;

/* Starts the writer thread (serve); px_house_close ends it, after all that was asked before. At
 * most max_batch deeds share a commit; 0 means 256. */
int px_house_start_writer(px_house *house, size_t max_batch, px_error *err) PX_MUST_CHECK;

#endif
