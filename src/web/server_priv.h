/* SPDX-License-Identifier: EUPL-1.2 */
/* The server's parts, shared by server.c, intake.c and worker.c. */
#ifndef PX_WEB_SERVER_PRIV_H
#define PX_WEB_SERVER_PRIV_H

#include <microhttpd.h>
#include <pthread.h>

#include "base/civil.h"
#include "web/linger.h"
#include "web/page_cache.h"
#include "web/queue.h"
#include "web/server.h"
#include "web/session_use.h"
#include "web/watch.h"

/* Password hashing takes memory and time: only so many at once, and so many waiting. */
enum { PX_SLOW_WORKERS = 2, PX_SLOW_WAITING = 64 };

typedef struct px_worker {
    px_server *server;
    px_queue *queue; /* borrowed, of the server */
    px_db *db;       /* owned; its read connection */
    pthread_t thread;
    bool running;
} px_worker;

struct px_server {
    px_house *house; /* borrowed, as is jail */
    px_jail *jail;
    px_server_options options; /* without zeros */
    px_zone *zone;
    int listen_fd;
    unsigned port;
    struct MHD_Daemon *daemon;
    px_queue queue, slow; /* slow: for the routes that hash passwords */
    px_watch *watch;
    px_linger *linger;
    px_page_cache *cache;
    px_session_use *session_use;
    px_worker *workers; /* options.workers, then PX_SLOW_WORKERS */
    pthread_t watcher;
    bool watcher_running;
    struct MHD_Response *full, *full_https; /* the answer when the queue is full */

    pthread_mutex_t lock; /* of the next four */
    pthread_cond_t changed;
    size_t under_way; /* exchanges whose head was read and whose answer is not sent yet */
    size_t large;     /* of them, those with a body larger than that of a plain form */
    bool stopping, hurry;
};

/* ---- intake.c: what libmicrohttpd calls, in its threads */
void *px_intake_uri(void *server, const char *uri, struct MHD_Connection *connection);
size_t px_intake_unescape(void *server, struct MHD_Connection *connection, char *text);
enum MHD_Result px_intake_access(void *server, struct MHD_Connection *connection, const char *url,
                                 const char *method, const char *version, const char *upload,
                                 size_t *upload_size, void **exchange);
void px_intake_completed(void *server, struct MHD_Connection *connection, void **exchange,
                         enum MHD_RequestTerminationCode code);
void px_intake_connection(void *server, struct MHD_Connection *connection, void **socket_context,
                          enum MHD_ConnectionNotificationCode code);

/* ---- worker.c: starts a thread with its own read connection. */
int px_worker_start(px_server *server, px_worker *worker, px_queue *queue,
                    px_error *err) PX_MUST_CHECK;

/* Waits for its end; the queue must be closed. */
void px_worker_stop(px_worker *worker);

/* ---- server.c: state that several threads ask for */
bool px_server_is_stopping(px_server *server);
bool px_server_is_in_hurry(px_server *server);

#endif
