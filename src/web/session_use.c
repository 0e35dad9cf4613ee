/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/session_use.h"

#include <pthread.h>
#include <time.h>

#include "base/log.h"

#include "base/banned.h"

enum { USES_AT_ONCE = 1024, GATHER_SECONDS = 5 };

struct px_session_use {
    px_house *house; /* borrowed */
    pthread_t thread;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t changed;
    px_token_hash waiting[USES_AT_ONCE];
    size_t count;
    bool stopping;
};

typedef struct use_batch {
    px_token_hash hashes[USES_AT_ONCE];
    size_t count;
    px_time now;
} use_batch;

static int use_write(px_db *db, void *arg, px_error *err)
{
    const use_batch *batch = arg;

    return px_person_session_mark(db, batch->hashes, batch->count, batch->now, err);
}

/* Waits for something to write, and then for more of it; false at the end. */
static bool use_gather(px_session_use *use, use_batch *batch)
{
    struct timespec until;

    (void)pthread_mutex_lock(&use->lock);
    while (!use->count && !use->stopping)
        (void)pthread_cond_wait(&use->changed, &use->lock);
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += GATHER_SECONDS;
    while (use->count && !use->stopping &&
           pthread_cond_timedwait(&use->changed, &use->lock, &until) == 0)
        continue;
    batch->count = use->count;
    memcpy(batch->hashes, use->waiting, use->count * sizeof(use->waiting[0]));
    use->count = 0;
    (void)pthread_mutex_unlock(&use->lock);
    batch->now = px_now();
    return batch->count > 0;
}

static void *use_run(void *arg)
{
    px_session_use *use = arg;
    use_batch batch;

    while (use_gather(use, &batch)) {
        px_error err = PX_ERROR_INIT;

        if (px_house_write(use->house, use_write, &batch, &err) < 0)
            px_log_error("web", "sessions", &err);
    }
    return NULL;
}

int px_session_use_start(px_house *house, px_session_use **ret_use, px_error *err)
{
    px_session_use *use = px_alloc_zero(1, sizeof(*use));
    pthread_condattr_t monotonic;
    int errnum;

    use->house = house;
    (void)pthread_mutex_init(&use->lock, NULL);
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&use->changed, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
    errnum = pthread_create(&use->thread, NULL, use_run, use);
    if (errnum) {
        free(use);
        return px_fail_errno(err, errnum, N_("cannot start a thread: {reason}"), NULL);
    }
    *ret_use = use;
    return 0;
}

void px_session_use_note(px_session_use *use, const px_token_hash *hash)
{
    size_t at = 0;

    (void)pthread_mutex_lock(&use->lock);
    while (at < use->count && memcmp(&use->waiting[at], hash, sizeof(*hash)) != 0)
        at++;
    if (at == use->count && at < USES_AT_ONCE) {
        use->waiting[use->count++] = *hash;
        if (use->count == 1)
            (void)pthread_cond_signal(&use->changed);
    }
    (void)pthread_mutex_unlock(&use->lock);
}

void px_session_use_stop(px_session_use *use)
{
    if (!use)
        return;
    (void)pthread_mutex_lock(&use->lock);
    use->stopping = true;
    (void)pthread_cond_signal(&use->changed);
    (void)pthread_mutex_unlock(&use->lock);
    (void)pthread_join(use->thread, NULL);
    (void)pthread_mutex_destroy(&use->lock);
    (void)pthread_cond_destroy(&use->changed);
    free(use);
}
