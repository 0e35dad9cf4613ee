/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>

#include "base/courier.h"
#include "base/log.h"
#include "base/net_address.h"
#include "base/sandbox.h"
#include "code/import.h"
#include "document/document_write.h"
#include "drafting/comment/exchange/read.h"
#include "drafting/mail/mail_queue.h"
#include "drafting/people/application.h"
#include "drafting/people/appointment.h"
#include "drafting/people/erasure.h"
#include "drafting/people/retention.h"
#include "drafting/people/sign_in.h"
#include "drafting/process/round.h"
#include "duty/check/check_jail.h"
#include "duty/claim_import.h"
#include "duty/duty_serve.h"
#include "store/blob.h"
#include "store/job_runner.h"
#include "store/setting.h"
#include "web/notify.h"
#include "web/people/demonstration.h"
#include "web/server.h"

#include "base/banned.h"

enum { MAX_PARSERS = 16, MAX_TOOLS = PX_DOCUMENT_TOOLS + PX_FILED_TOOLS };

/* What the server does beside answering, each kind in the room that knows it. */
static const px_job_handler jobs[] = {
    { "application.sweep", px_application_sweep_job, (px_time)24 * 60 * 60 * 1000 },
    { "appointment.end", px_appointment_job, 0 },
    { "call.look", px_call_job, 0 },
    { PX_MODEL_STATE_JOB, px_model_state_job, (px_time)24 * 60 * 60 * 1000 },
    { PX_DUTY_REMIND_JOB, px_duty_remind_job, (px_time)60 * 60 * 1000 },
    { "round.close", px_round_close_job, 0 },
    { "round.open", px_round_open_job, 0 },
    { "round.remind", px_round_remind_job, 0 },
    { "people.link", px_link_job, 0 },
    { PX_ERASURE_JOB, px_erasure_job, (px_time)24 * 60 * 60 * 1000 },
    { PX_RETENTION_JOB, px_retention_job, (px_time)24 * 60 * 60 * 1000 },
    { "people.sweep", px_sign_in_sweep_job, (px_time)24 * 60 * 60 * 1000 },
    { "house.sweep", px_blob_sweep_job, (px_time)24 * 60 * 60 * 1000 },
    { PX_MAIL_DIGEST_JOB, px_mail_digest_job, (px_time)5 * 60 * 1000 },
    { PX_MAIL_NOTICE_JOB, px_mail_notice_job, (px_time)5 * 60 * 1000 },
};

/* Mail waits for a server elsewhere: a slow one holds up nothing else. */
static const px_job_handler mail_jobs[] = {
    { PX_MAIL_JOB, px_mail_send_job, (px_time)60 * 1000 },
};
static const px_job_filter only_mail = { PX_MAIL_JOB, false };
static const px_job_filter all_but_mail = { PX_MAIL_JOB, true };

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
    px_jail_parser parsers[MAX_PARSERS];
    px_jail_tool tools[MAX_TOOLS];
    px_courier *courier;
    px_job_runner *runner, *mail_runner;
    int notify_fd;
    sigset_t old_mask;
    char demonstration[PX_TOKEN_LEN + 1]; /* the secret of its addresses */
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

/* Where mails say that the site is, as long as the operator did not set it: an address of this
 * machine, for trials. */
static int serve_note_address(serve *s, const px_serve_options *options, px_error *err)
{
    const char *address = options->server.address ? options->server.address : "127.0.0.1";
    bool is_v6 = strchr(address, ':') != NULL;
    PX_AUTO_BUILDER px_builder site = PX_BUILDER_INIT(256);

    if (!px_net_is_loopback(px_str_of(address)))
        return 0;
    px_builder_format(&site, "http://%s%s%s:%u", is_v6 ? "[" : "", address, is_v6 ? "]" : "",
                      px_server_port(s->server));
    return px_setting_served(s->house, px_builder_view(&site), err);
}

/* Pages of some hundred kilobytes come and go: memory that is given back to the kernel after each
 * is cleared by it for the next. So much is held instead, by each thread at most. */
static void serve_hold_memory(void)
{
    enum { ONE = 4 << 20, HELD = 16 << 20 };

    (void)mallopt(M_MMAP_THRESHOLD, ONE);
    (void)mallopt(M_TRIM_THRESHOLD, HELD);
}

/* The parsers of all rooms in one table. */
static size_t serve_parsers(serve *s)
{
    size_t n = PX_MIN(px_code_parser_count, (size_t)MAX_PARSERS - 4);

    memcpy(s->parsers, px_code_parsers, n * sizeof(*s->parsers));
    s->parsers[n++] = px_comment_parser;
    s->parsers[n++] = px_view_parser;
    s->parsers[n++] = px_import_parser;
    s->parsers[n++] = px_checked_parser;
    return n;
}

/* And their tools. */
static size_t serve_tools(serve *s)
{
    memcpy(s->tools, px_document_tools, PX_DOCUMENT_TOOLS * sizeof(*s->tools));
    memcpy(s->tools + PX_DOCUMENT_TOOLS, px_filed_tools, PX_FILED_TOOLS * sizeof(*s->tools));
    return MAX_TOOLS;
}

/* Jail and courier first: their processes inherit neither the database nor the lock. The walls
 * after all that opens files or sockets, and before the first thread. */
static int serve_open(serve *s, const px_serve_options *options, px_error *err)
{
    const char *const readable[] = { px_zone_folder(), NULL };
    px_server_options server = options->server;
    int rc = px_jail_start(s->parsers, serve_parsers(s), s->tools, serve_tools(s), &s->jail, err);

    if (rc >= 0)
        rc = px_courier_start(&s->courier, err);
    server.courier = s->courier;
    if (rc >= 0)
        rc = px_house_open(options->house, PX_HOUSE_WRITE, &s->house, err);
    if (rc >= 0)
        rc = px_house_lock(s->house, err);
    if (rc >= 0 && options->offer) {
        px_token_make(s->demonstration);
        server.demonstration = s->demonstration;
        rc = px_demonstration_check(s->house, &server, err);
    }
    if (rc >= 0)
        rc = px_server_bind(s->house, s->jail, &server, &s->server, err);
    if (rc < 0)
        return rc;
    serve_hold_memory();
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
        rc = serve_note_address(s, options, err);
    if (rc >= 0)
        rc = px_job_runner_start(s->house, &all_but_mail, jobs, PX_COUNT(jobs), s->courier,
                                 &s->runner, err);
    if (rc >= 0)
        rc = px_job_runner_start(s->house, &only_mail, mail_jobs, PX_COUNT(mail_jobs), s->courier,
                                 &s->mail_runner, err);
    if (rc >= 0)
        rc = px_server_start(s->server, err);
    return rc;
}

static void serve_close(serve *s)
{
    px_server_stop(s->server);
    px_job_runner_stop(s->mail_runner);
    px_job_runner_stop(s->runner);
    px_house_close(s->house);
    px_courier_stop(s->courier);
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
        if (options->offer)
            rc = px_demonstration_offer(s.house, options, s.demonstration, err);
        if (rc >= 0)
            serve_wait(&stop);
        px_notify_send(s.notify_fd, "STOPPING=1");
    }
    serve_close(&s);
    return rc;
}
