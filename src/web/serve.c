/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>

#include "base/log.h"
#include "base/sandbox.h"
#include "code/import.h"
#include "store/blob.h"
#include "store/job_runner.h"
#include "web/notify.h"
#include "web/server.h"

#include "base/banned.h"

/* HTML on standard input, PDF on standard output. */
static const char *const weasyprint[] = { "weasyprint", "--quiet", "-", "-", NULL };
static const px_jail_tool tools[] = {
    { .name = "weasyprint",
      .argv = weasyprint,
      .package = "weasyprint",
      .max_input = (size_t)16 << 20,
      .max_output = (size_t)64 << 20,
      .wall_seconds = 60 },
};

/* What the server does beside answering, each kind in the room that knows it. */
static const px_job_handler jobs[] = {
    { "house.sweep", px_blob_sweep_job, (px_time)24 * 60 * 60 * 1000 },
};

#ifdef PX_SANITIZED
/* LeakSanitizer looks for leaks by ptrace in a new process, which the walls forbid: it asks here
 * whether it should. The tests of the server look for leaks without walls. */
static bool walled;
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
    return walled;
}
#endif

/* What has been opened so far, so that every failure closes it, in this order. */
typedef struct serve {
    px_server *server;
    px_house *house;
    px_jail *jail;
    px_job_runner *runner;
    int notify_fd;
    sigset_t old_mask;
} serve;

/* SIGTERM and SIGINT are waited for, and so are blocked in every thread and child from the start;
 * a broken connection is an error of write(2). */
static void serve_block_signals(sigset_t *ret_stop, sigset_t *ret_old)
{
    struct sigaction ignore = { .sa_handler = SIG_IGN };

    (void)sigemptyset(&ignore.sa_mask);
    (void)sigaction(SIGPIPE, &ignore, NULL);
    (void)sigemptyset(ret_stop);
    (void)sigaddset(ret_stop, SIGTERM);
    (void)sigaddset(ret_stop, SIGINT);
    (void)pthread_sigmask(SIG_BLOCK, ret_stop, ret_old);
}

/* The jail first: its processes inherit neither the database nor the lock. The walls after all
 * that opens files or sockets, and before the first thread. */
static int serve_open(serve *s, const px_serve_options *options, px_error *err)
{
    static const char *const readable[] = { NULL };
    int rc =
        px_jail_start(px_code_parsers, px_code_parser_count, tools, PX_COUNT(tools), &s->jail, err);

    if (rc >= 0)
        rc = px_house_open(options->house, PX_HOUSE_WRITE, &s->house, err);
    if (rc >= 0)
        rc = px_house_lock(s->house, err);
    if (rc >= 0)
        rc = px_server_bind(s->house, s->jail, &options->server, &s->server, err);
    if (rc < 0)
        return rc;
    s->notify_fd = px_notify_open();
    rc = px_sandbox_enter_web(px_house_path(s->house), readable, err);
    if (rc >= 0 && px_sandbox_landlock_abi() == 0) /* what is left: seccomp, the user's rights */
        px_log(PX_LOG_WARNING, "web", "walls", "landlock", "missing", NULL);
#ifdef PX_SANITIZED
    walled = rc >= 0;
#endif
    if (rc >= 0)
        rc = px_house_start_writer(s->house, 0, err);
    if (rc >= 0)
        rc = px_job_runner_start(s->house, jobs, PX_COUNT(jobs), &s->runner, err);
    if (rc >= 0)
        rc = px_server_start(s->server, err);
    return rc;
}

static void serve_close(serve *s)
{
    px_server_stop(s->server);
    px_job_runner_stop(s->runner);
    px_house_close(s->house);
    px_jail_stop(s->jail);
    if (s->notify_fd >= 0)
        (void)close(s->notify_fd);
    (void)pthread_sigmask(SIG_SETMASK, &s->old_mask, NULL);
}

static void serve_wait(const sigset_t *stop)
{
    siginfo_t info;

    while (sigwaitinfo(stop, &info) < 0 && errno == EINTR)
        continue;
}

int px_serve(const px_serve_options *options, px_error *err)
{
    const char *address = options->server.address ? options->server.address : "127.0.0.1";
    serve s = { .notify_fd = -1 };
    sigset_t stop;
    int rc;

    serve_block_signals(&stop, &s.old_mask);
    rc = serve_open(&s, options, err);
    if (rc >= 0) {
        px_notify_send(s.notify_fd, "READY=1");
        if (options->ready)
            options->ready(options->arg, address, px_server_port(s.server));
        serve_wait(&stop);
        px_notify_send(s.notify_fd, "STOPPING=1");
    }
    serve_close(&s);
    return rc;
}
