/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/server.h"

#include <sys/socket.h>
#include <time.h>

#include "base/log.h"
#include "web/asset.h"
#include "web/delivery.h"
#include "web/listen.h"
#include "web/request.h"
#include "web/server_priv.h"

#include "base/banned.h"

enum {
    DRAIN_SECONDS = 10,
    /* Of one connection in libmicrohttpd: more than the largest head that we answer ourselves. */
    CONNECTION_MEMORY = 32 * 1024,
    CACHE_MIB = 64
};

static unsigned or_default(unsigned value, unsigned otherwise)
{
    return value ? value : otherwise;
}

static unsigned processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    return n < 1 ? 1 : (unsigned)PX_MIN(n, 64L);
}

static px_server_options server_options(const px_server_options *given)
{
    px_server_options o = *given;

    o.address = given->address ? given->address : "127.0.0.1";
    o.workers = or_default(given->workers, 4 * processors());
    o.connections = or_default(given->connections, 1024);
    o.queue = or_default(given->queue, 1024);
    o.timeout_seconds = or_default(given->timeout_seconds, 30);
    o.cache_mib = given->cache_mib ? PX_MAX(given->cache_mib, 0) : CACHE_MIB;
    return o;
}

static unsigned server_workers(const px_server *server)
{
    return server->options.workers + PX_SLOW_WORKERS;
}

static void server_init(px_server *server)
{
    static const char full[] = "The server has too many requests at the moment. Please try again "
                               "in a few seconds.\n";
    const int64_t second = 1000000000;
    int64_t timeout = server->options.timeout_seconds * second;
    pthread_condattr_t monotonic;

    px_queue_init(&server->queue, server->options.queue);
    px_queue_init(&server->slow, PX_SLOW_WAITING);
    server->watch = px_watch_new(2 * timeout, 10 * timeout);
    server->full = px_delivery_plain(full, false);
    server->full_https = px_delivery_plain(full, true);
    server->workers = px_alloc_zero(server_workers(server), sizeof(*server->workers));
    (void)pthread_mutex_init(&server->lock, NULL);
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&server->changed, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
}

int px_server_bind(px_house *house, px_jail *jail, const px_server_options *options,
                   px_server **ret_server, px_error *err)
{
    px_server_options o = server_options(options);
    PX_AUTO_CLOSE int fd = -1;
    px_zone *zone = NULL;
    unsigned port = 0;
    px_server *server;
    int rc = px_listen_open(o.address, o.port, &fd, &port, err);

    if (rc < 0)
        return rc;
    rc = px_zone_load(px_house_zone(house), &zone, err);
    if (rc == -(int)PX_ERR_NOT_FOUND || rc == -(int)PX_ERR_INVALID)
        return px_fail(
            err, PX_ERR_CONFIG,
            N_("the house's time zone '{zone}' is not known on this machine; install the "
               "package tzdata, or correct the setting 'zone' of the house"),
            "zone", px_house_zone(house), NULL);
    if (rc < 0)
        return rc;
    px_asset_prepare();
    server = px_alloc_zero(1, sizeof(*server));
    server->house = house;
    server->jail = jail;
    server->options = o;
    server->zone = zone;
    server->listen_fd = PX_TAKE_FD(fd);
    server->port = port;
    server_init(server);
    *ret_server = server;
    return 0;
}

unsigned px_server_port(const px_server *server)
{
    return server->port;
}

bool px_server_is_stopping(px_server *server)
{
    bool stopping;

    (void)pthread_mutex_lock(&server->lock);
    stopping = server->stopping;
    (void)pthread_mutex_unlock(&server->lock);
    return stopping;
}

bool px_server_is_in_hurry(px_server *server)
{
    bool hurry;

    (void)pthread_mutex_lock(&server->lock);
    hurry = server->hurry;
    (void)pthread_mutex_unlock(&server->lock);
    return hurry;
}

static struct timespec server_time_in(time_t seconds)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += seconds;
    return t;
}

/* Looks for late connections once a second, until the server stops. */
static void *server_watch(void *arg)
{
    px_server *server = arg;

    (void)pthread_mutex_lock(&server->lock);
    while (!server->hurry) {
        struct timespec next = server_time_in(1);

        (void)pthread_cond_timedwait(&server->changed, &server->lock, &next);
        (void)pthread_mutex_unlock(&server->lock);
        px_watch_check(server->watch, px_monotonic_ns());
        (void)pthread_mutex_lock(&server->lock);
    }
    (void)pthread_mutex_unlock(&server->lock);
    return NULL;
}

static int server_start_daemon(px_server *server, px_error *err)
{
    const unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;
    unsigned threads = processors() > 1 ? 2 : 0; /* 0: one thread, without a pool */

    server->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, px_intake_access, server, MHD_OPTION_LISTEN_SOCKET, server->listen_fd,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY, MHD_OPTION_CONNECTION_LIMIT,
        server->options.connections, MHD_OPTION_CONNECTION_TIMEOUT, server->options.timeout_seconds,
        MHD_OPTION_URI_LOG_CALLBACK, px_intake_uri, server, MHD_OPTION_UNESCAPE_CALLBACK,
        px_intake_unescape, server, MHD_OPTION_NOTIFY_COMPLETED, px_intake_completed, server,
        MHD_OPTION_NOTIFY_CONNECTION, px_intake_connection, server,
        MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_THREAD_POOL_SIZE, threads, MHD_OPTION_END);
    if (!server->daemon)
        return px_fail(err, PX_ERR_FAILED, N_("the HTTP server could not be started"), NULL);
    return 0;
}

int px_server_start(px_server *server, px_error *err)
{
    size_t cache_bytes = (size_t)server->options.cache_mib << 20;
    int rc = px_page_cache_new(server->house, cache_bytes, &server->cache, err);
    int errnum;

    for (unsigned i = 0; rc >= 0 && i < server_workers(server); i++)
        rc = px_worker_start(server, &server->workers[i],
                             i < server->options.workers ? &server->queue : &server->slow, err);
    if (rc >= 0)
        rc = px_session_use_start(server->house, &server->session_use, err);
    if (rc >= 0)
        rc = px_linger_start(&server->linger, err);
    if (rc < 0)
        return rc;
    errnum = pthread_create(&server->watcher, NULL, server_watch, server);
    if (errnum)
        return px_fail_errno(err, errnum, N_("cannot start a thread: {reason}"), NULL);
    server->watcher_running = true;
    return server_start_daemon(server, err);
}

/* Until the last answer is sent, or time is up. */
static void server_drain(px_server *server)
{
    struct timespec end = server_time_in(DRAIN_SECONDS);
    int rc = 0;

    if (server->daemon)
        (void)MHD_quiesce_daemon(server->daemon);
    (void)shutdown(server->listen_fd, SHUT_RDWR); /* or the kernel would go on taking visitors */
    (void)pthread_mutex_lock(&server->lock);
    server->stopping = true;
    while (server->under_way && rc == 0)
        rc = pthread_cond_timedwait(&server->changed, &server->lock, &end);
    server->hurry = true;
    (void)pthread_cond_broadcast(&server->changed);
    (void)pthread_mutex_unlock(&server->lock);
}

/* Ends what the workers still do. Each exchange is answered and its connection resumed, as
 * libmicrohttpd must not be stopped while one is suspended. */
static void server_stop_workers(px_server *server)
{
    px_queue_close(&server->queue);
    px_queue_close(&server->slow);
    for (unsigned i = 0; i < server_workers(server); i++)
        if (server->workers[i].running)
            sqlite3_interrupt(px_db_handle(server->workers[i].db));
    for (unsigned i = 0; i < server_workers(server); i++)
        px_worker_stop(&server->workers[i]);
}

void px_server_stop(px_server *server)
{
    if (!server)
        return;
    server_drain(server);
    server_stop_workers(server);
    if (server->daemon)
        MHD_stop_daemon(server->daemon);
    if (server->watcher_running)
        (void)pthread_join(server->watcher, NULL);
    px_linger_stop(server->linger);
    px_session_use_stop(server->session_use);
    px_page_cache_free(server->cache);
    px_queue_destroy(&server->queue);
    px_queue_destroy(&server->slow);
    px_watch_free(server->watch);
    MHD_destroy_response(server->full);
    MHD_destroy_response(server->full_https);
    px_zone_free(server->zone);
    (void)close(server->listen_fd);
    (void)pthread_mutex_destroy(&server->lock);
    (void)pthread_cond_destroy(&server->changed);
    free(server->workers);
    free(server);
}
