/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/watch.h"

#include <pthread.h>
#include <sys/socket.h>

#include "base/civil.h"

#include "base/banned.h"

struct px_watched {
    px_watched *next, **link;
    int fd;
    px_watch_phase phase;
    int64_t since_ns;
};

struct px_watch {
    pthread_mutex_t lock;
    px_watched *first;
    int64_t limits[3]; /* by phase; 0: none */
};

px_watch *px_watch_new(int64_t receive_ns, int64_t send_ns)
{
    px_watch *watch = px_alloc_zero(1, sizeof(*watch));

    (void)pthread_mutex_init(&watch->lock, NULL);
    watch->limits[PX_WATCH_RECEIVING] = receive_ns;
    watch->limits[PX_WATCH_SENDING] = send_ns;
    return watch;
}

void px_watch_free(px_watch *watch)
{
    if (!watch)
        return;
    (void)pthread_mutex_destroy(&watch->lock);
    free(watch);
}

px_watched *px_watch_add(px_watch *watch, int fd)
{
    px_watched *watched = px_alloc_zero(1, sizeof(*watched));

    watched->fd = fd;
    watched->since_ns = px_monotonic_ns();
    (void)pthread_mutex_lock(&watch->lock);
    watched->next = watch->first;
    watched->link = &watch->first;
    if (watch->first)
        watch->first->link = &watched->next;
    watch->first = watched;
    (void)pthread_mutex_unlock(&watch->lock);
    return watched;
}

void px_watch_remove(px_watch *watch, px_watched *watched)
{
    (void)pthread_mutex_lock(&watch->lock);
    *watched->link = watched->next;
    if (watched->next)
        watched->next->link = watched->link;
    (void)pthread_mutex_unlock(&watch->lock);
    free(watched);
}

void px_watch_set(px_watch *watch, px_watched *watched, px_watch_phase phase)
{
    (void)pthread_mutex_lock(&watch->lock);
    watched->phase = phase;
    watched->since_ns = px_monotonic_ns();
    (void)pthread_mutex_unlock(&watch->lock);
}

void px_watch_check(px_watch *watch, int64_t now_ns)
{
    (void)pthread_mutex_lock(&watch->lock);
    for (px_watched *w = watch->first; w; w = w->next)
        if (watch->limits[w->phase] && now_ns - w->since_ns > watch->limits[w->phase])
            (void)shutdown(w->fd, SHUT_RDWR);
    (void)pthread_mutex_unlock(&watch->lock);
}
