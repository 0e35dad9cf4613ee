/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/linger.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include "base/civil.h"

#include "base/banned.h"

enum { MAX_HELD = 64, MAX_BYTES = 64 << 20, PIECE = 64 * 1024 };

static const int64_t max_ns = 10 * INT64_C(1000000000);

typedef struct lingering {
    int fd;
    int64_t since_ns;
    size_t bytes;
} lingering;

struct px_linger {
    pthread_t thread;
    int wake; /* an eventfd: there is something new in the next three */

    pthread_mutex_t lock; /* of the next three */
    lingering added[MAX_HELD];
    size_t n_added;
    bool stopping;

    lingering held[MAX_HELD]; /* the thread's own, as is piece */
    size_t n_held;
    char piece[PIECE];
};

/* Takes over what was added; false at the end. */
static bool linger_take(px_linger *linger)
{
    uint64_t count;
    bool stopping;

    (void)!read(linger->wake, &count, sizeof(count)); /* does not block */
    (void)pthread_mutex_lock(&linger->lock);
    for (; linger->n_added && linger->n_held < MAX_HELD; linger->n_held++)
        linger->held[linger->n_held] = linger->added[--linger->n_added];
    stopping = linger->stopping;
    (void)pthread_mutex_unlock(&linger->lock);
    return !stopping;
}

/* Reads one piece; false when the client is done, or has had its time. */
static bool linger_read(px_linger *linger, lingering *l)
{
    ssize_t n = recv(l->fd, linger->piece, PIECE, MSG_DONTWAIT);

    if (n > 0)
        l->bytes += (size_t)n;
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
        return false;
    return l->bytes < MAX_BYTES && px_monotonic_ns() - l->since_ns < max_ns;
}

static void *linger_run(void *arg)
{
    px_linger *linger = arg;
    struct pollfd fds[MAX_HELD + 1] = { { .fd = linger->wake, .events = POLLIN } };

    while (linger_take(linger)) {
        for (size_t i = 0; i < linger->n_held; i++)
            fds[i + 1] = (struct pollfd){ .fd = linger->held[i].fd, .events = POLLIN };
        (void)poll(fds, linger->n_held + 1, linger->n_held ? 1000 : -1);
        for (size_t i = linger->n_held; i-- > 0;) {
            if (linger_read(linger, &linger->held[i]))
                continue;
            (void)close(linger->held[i].fd);
            linger->held[i] = linger->held[--linger->n_held];
        }
    }
    return NULL;
}

int px_linger_start(px_linger **ret_linger, px_error *err)
{
    px_linger *linger = px_alloc_zero(1, sizeof(*linger));
    int errnum = 0;

    (void)pthread_mutex_init(&linger->lock, NULL);
    linger->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    errnum = linger->wake < 0 ? errno : pthread_create(&linger->thread, NULL, linger_run, linger);
    if (errnum) {
        if (linger->wake >= 0)
            (void)close(linger->wake);
        (void)pthread_mutex_destroy(&linger->lock);
        free(linger);
        return px_fail_errno(err, errnum, N_("cannot start a thread: {reason}"), NULL);
    }
    *ret_linger = linger;
    return 0;
}

static void linger_wake(px_linger *linger)
{
    const uint64_t one = 1;

    (void)!write(linger->wake, &one, sizeof(one));
}

void px_linger_stop(px_linger *linger)
{
    if (!linger)
        return;
    (void)pthread_mutex_lock(&linger->lock);
    linger->stopping = true;
    (void)pthread_mutex_unlock(&linger->lock);
    linger_wake(linger);
    (void)pthread_join(linger->thread, NULL);
    while (linger->n_held)
        (void)close(linger->held[--linger->n_held].fd);
    while (linger->n_added)
        (void)close(linger->added[--linger->n_added].fd);
    (void)close(linger->wake);
    (void)pthread_mutex_destroy(&linger->lock);
    free(linger);
}

void px_linger_add(px_linger *linger, int fd)
{
    bool room;

    (void)pthread_mutex_lock(&linger->lock);
    room = linger->n_added < MAX_HELD;
    if (room) {
        int own = fcntl(fd, F_DUPFD_CLOEXEC, 0);

        room = own >= 0;
        if (room)
            linger->added[linger->n_added++] =
                (lingering){ .fd = own, .since_ns = px_monotonic_ns() };
    }
    (void)pthread_mutex_unlock(&linger->lock);
    if (!room)
        return;
    (void)shutdown(fd, SHUT_WR); /* the answer ends here; the client need not wait for the rest */
    linger_wake(linger);
}
