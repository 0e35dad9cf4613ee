/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/weight_hash.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/file.h"

#include "base/banned.h"

enum { THREADS_MAX = 64 };

typedef struct hashing {
    px_model *model;
    const char *folder;
    atomic_size_t next;
    pthread_mutex_t lock;
    size_t failed_at; /* under the lock, as what follows */
    int rc;
    px_error err;
} hashing;

static void hash_file(hashing *h, size_t at)
{
    px_model_file *file = &h->model->files[at];
    px_builder path = PX_BUILDER_INIT(1 << 16);
    px_error err = PX_ERROR_INIT;
    int rc;

    px_builder_format(&path, "%s/%.*s", h->folder, PX_STR_ARG(file->name));
    rc = px_file_sha256(px_builder_cstr(&path), file->sha256, NULL, &err);
    px_builder_free(&path);
    file->hashed = rc >= 0;
    if (rc >= 0)
        return;
    (void)pthread_mutex_lock(&h->lock);
    if (h->rc >= 0 || at < h->failed_at) {
        h->rc = rc;
        h->err = err;
        h->failed_at = at;
    }
    (void)pthread_mutex_unlock(&h->lock);
}

static void *hash_some(void *arg)
{
    hashing *h = arg;
    size_t at;

    while ((at = atomic_fetch_add(&h->next, 1)) < h->model->n_files)
        hash_file(h, at);
    return NULL;
}

int px_weight_hash(px_model *model, const char *folder, unsigned threads, px_error *err)
{
    hashing h = { .model = model, .folder = folder, .lock = PTHREAD_MUTEX_INITIALIZER };
    pthread_t ids[THREADS_MAX];
    unsigned started = 0;

    threads = (unsigned)PX_MIN((size_t)PX_MIN(threads, (unsigned)THREADS_MAX), model->n_files);
    while (started + 1 < threads && pthread_create(&ids[started], NULL, hash_some, &h) == 0)
        started++;
    (void)hash_some(&h); /* a thread that could not be started only makes it slower */
    for (unsigned i = 0; i < started; i++)
        (void)pthread_join(ids[i], NULL);
    (void)pthread_mutex_destroy(&h.lock);
    if (h.rc < 0 && err)
        *err = h.err;
    return h.rc;
}
