/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "base/log.h"
#include "web/delivery.h"
#include "web/request_priv.h"
#include "web/respond.h"
#include "web/server_priv.h"
#include "web/session.h"

#include "base/banned.h"

/* The path in the log: only that of a page which exists, since what else was asked for may hold
 * anything; never the query. */
static void worker_log(const px_request *request, const px_delivery *delivery, int64_t started_ns)
{
    char status[16], ms[24], bytes[24];
    const char *methods[] = { "GET", "POST", "OTHER" };

    (void)snprintf(status, sizeof(status), "%d", delivery->status);
    (void)snprintf(ms, sizeof(ms), "%lld", (long long)((px_monotonic_ns() - started_ns) / 1000000));
    (void)snprintf(bytes, sizeof(bytes), "%zu", delivery->bytes);
    px_log(PX_LOG_INFO, "web", "request", "method",
           request->head ? "HEAD" : methods[request->method], "path",
           request->route ? px_arena_cstr(request->arena, request->target) : "-", "status", status,
           "ms", ms, "bytes", bytes, NULL);
}

/* Gives the request the cache, for parts of its page. A failure to see the generation only costs
 * the use of the cache. */
static void worker_lend_cache(px_worker *worker, const px_exchange *exchange, px_request *request)
{
    px_page_cache *cache = worker->server->cache;
    px_error err = PX_ERROR_INIT;

    if (exchange->early.code || request->method != PX_GET)
        return;
    if (px_page_cache_generation(cache, &request->generation, &err) >= 0)
        request->cache = cache;
}

/* What somebody sent may have been written: their next page shows it, however many others write. By
 * the session, and by the person, who may have others. */
static void worker_note_own(px_worker *worker, const px_request *request)
{
    px_page_cache *cache = worker->server->cache;

    if (request->method != PX_POST)
        return;
    if (request->session.token.len)
        px_page_cache_note_own(cache, px_str_of(request->session.csrf));
    if (request->session.who.person)
        px_page_cache_note_own(cache, request->session.who.id);
}

static px_delivery worker_deliver(px_worker *worker, px_exchange *exchange, px_request *request)
{
    px_str key = exchange->head.target;
    px_delivery delivery;
    px_reply reply;
    px_page page;
    bool whole; /* the page may come from the cache, and go into it */

    worker_lend_cache(worker, exchange, request);
    whole = request->cache && !px_session_is_personal(request) && !request->linked;
    if (whole && px_page_cache_get(request->cache, request->generation, 0, key, &page)) {
        request->target = px_str_sub(key, 0, px_str_find_char(key, '?'));
        request->route = page.route;
        delivery = px_delivery_make(request, &page, NULL);
        px_entity_unref(page.entity);
        return delivery;
    }
    px_reply_start(&reply);
    px_respond(request, &exchange->head, px_builder_view(&exchange->body), &exchange->early,
               &reply);
    worker_note_own(worker, request);
    page = px_delivery_page(request, &reply);
    if (whole && reply.shared && reply.status == 200 && reply.n_headers == 0)
        px_page_cache_put(request->cache, request->generation, key, &page);
    delivery = px_delivery_make(request, &page, &reply);
    px_entity_unref(page.entity);
    px_reply_reset(&reply);
    return delivery;
}

static void worker_serve(px_worker *worker, px_exchange *exchange)
{
    px_server *server = worker->server;
    px_request *request = px_arena_alloc(exchange->arena, sizeof(*request));
    px_delivery delivery;

    *request = (px_request){ .arena = exchange->arena,
                             .server = server,
                             .house = server->house,
                             .courier = server->options.courier,
                             .db = worker->db,
                             .zone = server->zone };
    px_request_start(request, &exchange->head, server->options.behind_proxy);
    if (!exchange->early.code && px_server_is_in_hurry(server))
        (void)px_fail(&exchange->early, PX_ERR_BUSY, N_("the server is stopping"), NULL);
    delivery = worker_deliver(worker, exchange, request);
    worker_log(request, &delivery, exchange->started_ns);
    exchange->status = delivery.status;
    exchange->response = delivery.response;
    exchange->state = PX_EXCHANGE_ANSWERED;
    MHD_resume_connection(
        exchange->connection); /* from here it belongs to libmicrohttpd's thread */
}

static void *worker_run(void *arg)
{
    px_worker *worker = arg;
    px_exchange *exchange;

    while ((exchange = px_queue_pop(worker->queue)))
        worker_serve(worker, exchange);
    return NULL;
}

int px_worker_start(px_server *server, px_worker *worker, px_queue *queue, px_error *err)
{
    int rc = px_house_reader(server->house, &worker->db, err);
    int errnum;

    if (rc < 0)
        return rc;
    worker->server = server;
    worker->queue = queue;
    errnum = pthread_create(&worker->thread, NULL, worker_run, worker);
    if (errnum)
        return px_fail_errno(err, errnum, N_("cannot start a thread: {reason}"), NULL);
    worker->running = true;
    return 0;
}

void px_worker_stop(px_worker *worker)
{
    if (worker->running)
        (void)pthread_join(worker->thread, NULL);
    px_db_close(worker->db);
    *worker = (px_worker){ 0 };
}
