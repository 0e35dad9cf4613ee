/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/scrub.h"

#include <time.h>

#include "base/file.h"
#include "store/blob.h"
#include "store/house_priv.h"

#include "base/banned.h"

/* SQLite would wait for readers with the lock of writers in its hand. A request reads and then
 * waits for its deed, so that both would stand still until somebody gives up. It is tried without
 * waiting instead, again and again, with the lock free in between. */
enum { TRIES = 500, PAUSE_MS = 20 };

static int scrub_once(px_db *db, bool *ret_done, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "PRAGMA wal_checkpoint(TRUNCATE)", &query, err);

    if (rc >= 0)
        rc = px_query_step(&query, err);
    if (rc >= 0)
        *ret_done = px_query_next_int(&query) == 0;
    return rc < 0 ? rc : 0;
}

static int scrub_log(px_db *db, const char *path, px_error *err)
{
    static const struct timespec pause = { 0, PAUSE_MS * 1000000 };
    bool done = false;
    int rc = scrub_once(db, &done, err);

    for (int i = 1; rc >= 0 && !done && i < TRIES; i++) {
        (void)nanosleep(&pause, NULL);
        rc = scrub_once(db, &done, err);
    }
    if (rc < 0)
        return rc;
    if (!done)
        return px_fail(err, PX_ERR_BUSY,
                       N_("what was erased stays in the write-ahead log of '{path}' for a while: "
                          "somebody is reading; it goes once they have ended"),
                       "path", path, NULL);
    return 0;
}

/* On a connection of its own, since it does not wait. */
static int scrub_house(px_house *house, const char *file, px_error *err)
{
    PX_AUTO_DB px_db *db = NULL;
    int rc = px_db_open(file, PX_DB_WRITE, &db, err);

    if (rc >= 0)
        rc = px_db_exec(db, "PRAGMA busy_timeout=0", err);
    return rc < 0 ? rc : scrub_log(db, px_house_path(house), err);
}

int px_house_scrub(px_house *house, px_error *err)
{
    PX_AUTO_FREE char *file = px_path_join(px_house_path(house), PX_HOUSE_DB);
    PX_AUTO_DB px_db *db = NULL;
    int rc = scrub_house(house, file, err);

    if (rc >= 0)
        rc = px_db_open(file, PX_DB_READ, &db, err);
    return rc < 0 ? rc : px_blob_sweep(house, db, NULL, err);
}
