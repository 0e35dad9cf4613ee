/* SPDX-License-Identifier: EUPL-1.2 */
/* The bounded queue between libmicrohttpd's threads and the workers. */
#ifndef PX_WEB_QUEUE_H
#define PX_WEB_QUEUE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "web/exchange.h"

typedef struct px_queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    px_exchange *first, **last;
    size_t count, max;
    bool closed;
} px_queue;

/* An empty queue for at most max exchanges. */
void px_queue_init(px_queue *queue, size_t max);
void px_queue_destroy(px_queue *queue); /* it must be empty */

/* Suspends the exchange's connection and puts it in; false, and nothing done, when the queue is
 * full or closed. Suspending happens under the queue's lock, before any worker can resume. */
bool px_queue_push(px_queue *queue, px_exchange *exchange);

/* Waits for the next exchange; NULL when the queue is closed and empty. */
px_exchange *px_queue_pop(px_queue *queue);

/* No more exchanges; what is in the queue is still given out. */
void px_queue_close(px_queue *queue);

#endif
