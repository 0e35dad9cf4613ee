/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the house share (house*.c, writer.c, backup.c, restore.c): its inside. */
#ifndef PX_STORE_HOUSE_PRIV_H
#define PX_STORE_HOUSE_PRIV_H

#include <pthread.h>
#include <semaphore.h>

#include "store/house.h"

/* Below the house's directory. */
#define PX_HOUSE_DB "house.db"
#define PX_HOUSE_LOCK "lock"
#define PX_HOUSE_KEY_LOG "keys/log.key"
#define PX_HOUSE_KEY_WEB "keys/web.key"

/* The setting that names the log's present key, as px_note_verifier_print writes it. */
#define PX_HOUSE_SETTING_LOG "log_verifier"

/* One call of px_house_write, on the stack of its caller. */
typedef struct px_deed {
    struct px_deed *next;
    px_write_fn *fn;
    void *arg;
    px_error *err; /* of the caller, or NULL */
    bool trial;    /* is rolled back whatever comes of it */
    int rc;
    sem_t done;
} px_deed;

/* The queue of deeds and the thread that empties it. `mutex` guards all but the thread id; the
 * house's connection belongs to whoever holds `direct`. */
typedef struct px_writer {
    pthread_mutex_t mutex;
    pthread_cond_t wake;
    pthread_mutex_t direct;
    pthread_t thread;
    px_deed *head, **tail;
    size_t max_batch;
    bool running, stopping;
} px_writer;

struct px_house {
    char *path, *name, *origin, *zone; /* owned */
    px_house_mode mode;
    bool demonstration; /* the setting, as it was when the house was opened */
    int lock_fd;        /* -1 while not locked */
    px_note_key log_key;
    bool has_web_key;
    unsigned char web_key[32];
    px_db *db; /* the write connection, owned; NULL in a house opened for reading */
    px_writer writer;
};

/* A house with nothing in it but its path; px_house_close frees it. */
px_house *px_house_new(const char *path, px_house_mode mode) PX_MUST_CHECK;

/* 0 when a house can be made there: an empty directory, or nothing; EXISTS. */
int px_house_check_place(const char *path, px_error *err) PX_MUST_CHECK;

/* Is the database that of a praxis house (NO_HOUSE), and one that this program understands (NEWER,
 * for reading also READ_ONLY)? */
int px_house_check_db(const char *path, px_house_mode mode, px_db *db, px_error *err) PX_MUST_CHECK;

/* Length of the longest part of path that is there. */
size_t px_house_existing_part(const char *path);

/* Removes a half-made house, and of its path what is longer than `keep`. */
void px_house_unmake(const char *path, size_t keep);

/* Makes those keys below path that are not there. */
int px_house_make_keys(const char *path, px_error *err) PX_MUST_CHECK;

/* Reads keys/log.key below path as the key of that origin; DAMAGED. */
int px_house_read_log_key(const char *path, const char *origin, px_note_key *ret_key,
                          px_error *err) PX_MUST_CHECK;

/* Loads both keys; keys/log.key must be the one that the verifier names, which stands for it where
 * it cannot be read. DAMAGED. */
int px_house_load_keys(px_house *house, const char *verifier, px_error *err) PX_MUST_CHECK;

/* Makes the log go on under this key, from its first act or from here; inside a deed. */
int px_house_adopt_key(px_db *db, const px_note_key *key, px_error *err) PX_MUST_CHECK;

/* A writer without a thread. */
void px_writer_init(px_writer *writer);

/* Ends the thread after it has emptied the queue; fine when there is none. */
void px_writer_stop(px_house *house);
void px_writer_free(px_writer *writer);

/* INVALID: the clock was moved, and the house is no demonstration. */
int px_house_fail_clock(const char *path, px_error *err);

#endif
