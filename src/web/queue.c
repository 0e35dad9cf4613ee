/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/queue.h"

#include "base/banned.h"

void px_queue_init(px_queue *queue, size_t max)
{
    *queue = (px_queue){ .max = max };
    queue->last = &queue->first;
    (void)pthread_mutex_init(&queue->lock, NULL);
    (void)pthread_cond_init(&queue->filled, NULL);
}

void px_queue_destroy(px_queue *queue)
{
    (void)pthread_mutex_destroy(&queue->lock);
    (void)pthread_cond_destroy(&queue->filled);
}

bool px_queue_push(px_queue *queue, px_exchange *exchange)
{
    bool room;

    (void)pthread_mutex_lock(&queue->lock);
    room = !queue->closed && queue->count < queue->max;
    if (room) {
        MHD_suspend_connection(exchange->connection);
        exchange->next = NULL;
        *queue->last = exchange;
        queue->last = &exchange->next;
        queue->count++;
        (void)pthread_cond_signal(&queue->filled);
    }
    (void)pthread_mutex_unlock(&queue->lock);
    return room;
}

px_exchange *px_queue_pop(px_queue *queue)
{
    px_exchange *exchange;

    (void)pthread_mutex_lock(&queue->lock);
    while (!queue->first && !queue->closed)
        (void)pthread_cond_wait(&queue->filled, &queue->lock);
    exchange = queue->first;
    if (exchange) {
        queue->first = exchange->next;
        if (!queue->first)
            queue->last = &queue->first;
        queue->count--;
    }
    (void)pthread_mutex_unlock(&queue->lock);
    return exchange;
}

void px_queue_close(px_queue *queue)
{
    (void)pthread_mutex_lock(&queue->lock);
    queue->closed = true;
    (void)pthread_cond_broadcast(&queue->filled);
    (void)pthread_mutex_unlock(&queue->lock);
}
