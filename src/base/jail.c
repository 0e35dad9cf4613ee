/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The parent's side of the jail; jail_child.c is the other. They talk through two sockets:
 *
 *   control  SOCK_SEQPACKET to the zygote: one jail_request with two descriptors, a memfd with
 *            options and input, and the child's end of
 *   result   SOCK_STREAM, one for each job: a jail_frame, then its payload (jail_frame.h)
 *
 * The parent trusts nothing that comes back: lengths are bounded before memory is taken, text is
 * checked, names and message ids of an error are interned in a table with a bound.
 */
#include "base/jail.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "base/civil.h"
#include "base/jail_frame.h"

#include "base/banned.h"

enum { JAIL_AT_ONCE = 8, JAIL_PING_MS = 5000, JAIL_GRACE_MS = 2000, JAIL_PIECE = 64 * 1024 };

struct px_jail {
    const px_jail_parser *parsers;
    size_t n_parsers;
    const px_jail_tool *tools;
    size_t n_tools;
    int control[2]; /* zygote, tool runner; -1: there is none */
    pid_t pids[2];
    pthread_mutex_t lock;
    pthread_cond_t freed;
    unsigned running;
};

enum { JAIL_ZYGOTE, JAIL_RUNNER };

/* One job on its way. */
typedef struct jail_job {
    int kind; /* JAIL_ZYGOTE or JAIL_RUNNER */
    uint32_t index;
    const char *name;
    px_str input, options;
    size_t max_output;
    unsigned wall_seconds;
    FILE *file; /* where the result goes; NULL: to the builder */
} jail_job;

static int start_process(px_jail *jail, int kind, px_error *err)
{
    int pair[2];
    pid_t pid;

    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
        return px_fail_errno(err, errno, N_("cannot make a socket for the parsers: {reason}"),
                             NULL);
    pid = fork();
    if (pid == 0) {
        if (kind == JAIL_ZYGOTE)
            px_jail_zygote(pair[1], jail->parsers, jail->n_parsers);
        else
            px_jail_runner(pair[1], jail->tools, jail->n_tools);
        _exit(0);
    }
    (void)close(pair[1]);
    if (pid < 0) {
        int errnum = errno;

        (void)close(pair[0]);
        return px_fail_errno(err, errnum, N_("cannot start the process of the parsers: {reason}"),
                             NULL);
    }
    jail->control[kind] = pair[0];
    jail->pids[kind] = pid;
    return 0;
}

int px_jail_start(const px_jail_parser *parsers, size_t n_parsers, const px_jail_tool *tools,
                  size_t n_tools, px_jail **ret_jail, px_error *err)
{
    px_jail *jail = px_alloc_zero(1, sizeof(*jail));
    int rc;

    *jail = (px_jail){
        .parsers = parsers,
        .n_parsers = n_parsers,
        .tools = tools,
        .n_tools = n_tools,
        .control = { -1, -1 },
    };
    (void)pthread_mutex_init(&jail->lock, NULL);
    (void)pthread_cond_init(&jail->freed, NULL);
    rc = start_process(jail, JAIL_ZYGOTE, err);
    if (rc >= 0 && n_tools)
        rc = start_process(jail, JAIL_RUNNER, err);
    if (rc < 0) {
        px_jail_stop(jail);
        return rc;
    }
    *ret_jail = jail;
    return 0;
}

void px_jail_stop(px_jail *jail)
{
    if (!jail)
        return;
    for (int kind = 0; kind < 2; kind++) {
        if (jail->control[kind] < 0)
            continue;
        (void)close(jail->control[kind]);
        while (waitpid(jail->pids[kind], NULL, 0) < 0 && errno == EINTR)
            ;
    }
    (void)pthread_cond_destroy(&jail->freed);
    (void)pthread_mutex_destroy(&jail->lock);
    free(jail);
}

/* Options and input in one memory file: {length of options} options input. */
static int input_file(const jail_job *job, int *ret_fd, px_error *err)
{
    PX_AUTO_CLOSE int fd = memfd_create("praxis-job", MFD_CLOEXEC);
    uint64_t options_len = job->options.len;
    const px_str parts[] = { { (const char *)&options_len, sizeof(options_len) },
                             job->options,
                             job->input };

    if (fd < 0)
        return px_fail_errno(err, errno, N_("cannot make room for the parser's input: {reason}"),
                             NULL);
    for (size_t i = 0; i < PX_COUNT(parts); i++) {
        if (!px_jail_write_all(fd, parts[i]))
            return px_fail_errno(err, errno,
                                 N_("cannot make room for the parser's input: {reason}"), NULL);
    }
    *ret_fd = PX_TAKE_FD(fd);
    return 0;
}

int px_jail_ask(int control, uint32_t index, int input, int result, px_error *err)
{
    jail_request request = { .index = index };
    struct iovec part = { &request, sizeof(request) };
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(2 * sizeof(int))];
    } space = { 0 };
    struct msghdr message = {
        .msg_iov = &part,
        .msg_iovlen = 1,
        .msg_control = space.bytes,
        .msg_controllen = sizeof(space.bytes),
    };
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    const int fds[2] = { input, result };
    ssize_t n;

    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof(fds));
    memcpy(CMSG_DATA(head), fds, sizeof(fds));
    do {
        n = sendmsg(control, &message, MSG_NOSIGNAL);
    } while (n < 0 && errno == EINTR);
    if (n < 0)
        return px_fail(err, PX_ERR_PARSER, N_("the process of the parsers is gone; restart praxis"),
                       NULL);
    return 0;
}

int px_jail_read_until(int fd, void *buffer, size_t len, int64_t deadline_ns)
{
    size_t done = 0;

    while (done < len) {
        int64_t left = (deadline_ns - px_monotonic_ns()) / 1000000;
        struct pollfd wait = { .fd = fd, .events = POLLIN };
        ssize_t n;

        if (left <= 0)
            return -1;
        if (poll(&wait, 1, (int)PX_MIN(left, (int64_t)1000)) <= 0)
            continue;
        n = read(fd, (char *)buffer + done, len - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return 0;
        done += (size_t)n;
    }
    return 1;
}

static int fail_ended(const jail_job *job, int64_t started_ns, bool timed_out, px_error *err)
{
    double seconds = (double)(px_monotonic_ns() - started_ns) / 1e9;

    if (timed_out || seconds >= job->wall_seconds)
        return px_fail(err, PX_ERR_TIMEOUT,
                       N_("reading the input with '{parser}' took too long and was stopped; "
                          "nothing was changed"),
                       "parser", job->name, NULL);
    return px_fail(err, PX_ERR_PARSER,
                   N_("the protected process '{parser}' stopped before its end: the input is "
                      "damaged, or asks for more memory than is allowed; nothing was changed"),
                   "parser", job->name, NULL);
}

/* The payload into the file of the job, piece by piece. */
static int receive_file(const jail_job *job, int fd, size_t len, int64_t started, int64_t deadline,
                        px_error *err)
{
    PX_AUTO_FREE char *piece = px_alloc(JAIL_PIECE);

    while (len) {
        size_t n = PX_MIN(len, (size_t)JAIL_PIECE);
        int rc = px_jail_read_until(fd, piece, n, deadline);

        if (rc <= 0)
            return fail_ended(job, started, rc < 0, err);
        if (fwrite(piece, 1, n, job->file) != n)
            return px_fail_errno(err, errno, N_("cannot keep what '{parser}' read: {reason}"),
                                 "parser", job->name, NULL);
        len -= n;
    }
    if (fflush(job->file) != 0 || fseek(job->file, 0, SEEK_SET) != 0)
        return px_fail_errno(err, errno, N_("cannot keep what '{parser}' read: {reason}"), "parser",
                             job->name, NULL);
    return 0;
}

/* Receives frame and payload. */
static int receive(const jail_job *job, int fd, px_builder *out, px_error *err)
{
    int64_t started = px_monotonic_ns();
    int64_t deadline =
        started + ((int64_t)job->wall_seconds * 1000 + JAIL_GRACE_MS) * INT64_C(1000000);
    PX_AUTO_FREE char *payload = NULL;
    jail_frame frame;
    int rc = px_jail_read_until(fd, &frame, sizeof(frame), deadline);

    if (rc <= 0)
        return fail_ended(job, started, rc < 0, err);
    if (frame.magic != JAIL_MAGIC || frame.len > (frame.rc < 0 ? JAIL_MAX_ERROR : job->max_output))
        return px_fail(err, PX_ERR_PARSER,
                       N_("the protected process '{parser}' sent back what it may not; nothing was "
                          "changed"),
                       "parser", job->name, NULL);
    if (job->file && frame.rc >= 0)
        return receive_file(job, fd, frame.len, started, deadline, err);
    payload = px_alloc(frame.len + 1);
    rc = px_jail_read_until(fd, payload, frame.len, deadline);
    if (rc <= 0)
        return fail_ended(job, started, rc < 0, err);
    if (frame.rc < 0)
        return px_jail_error_read(px_str_n(payload, frame.len), err);
    px_builder_str(out, px_str_n(payload, frame.len));
    return px_builder_check(out, err);
}

/* At most JAIL_AT_ONCE children at a time: the others wait their turn. */
static void slot_take(px_jail *jail)
{
    (void)pthread_mutex_lock(&jail->lock);
    while (jail->running >= JAIL_AT_ONCE)
        (void)pthread_cond_wait(&jail->freed, &jail->lock);
    jail->running++;
    (void)pthread_mutex_unlock(&jail->lock);
}

static void slot_give(px_jail *jail)
{
    (void)pthread_mutex_lock(&jail->lock);
    jail->running--;
    (void)pthread_cond_signal(&jail->freed);
    (void)pthread_mutex_unlock(&jail->lock);
}

static int job_run(px_jail *jail, const jail_job *job, px_builder *out, px_error *err)
{
    PX_AUTO_CLOSE int input = -1;
    PX_AUTO_CLOSE int ours = -1;
    PX_AUTO_CLOSE int theirs = -1;
    int pair[2];
    int rc = input_file(job, &input, err);

    if (rc < 0)
        return rc;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
        return px_fail_errno(err, errno, N_("cannot make a socket for the parsers: {reason}"),
                             NULL);
    ours = pair[0];
    theirs = pair[1];
    slot_take(jail);
    rc = px_jail_ask(jail->control[job->kind], job->index, input, theirs, err);
    if (rc >= 0) {
        (void)close(PX_TAKE_FD(theirs)); /* so that the child's end is the only one left */
        rc = receive(job, ours, out, err);
    }
    slot_give(jail);
    return rc;
}

static int check_input(const char *name, px_str input, size_t max, px_error *err)
{
    PX_AUTO_BUILDER px_builder limit = PX_BUILDER_INIT(64);

    if (input.len <= max)
        return 0;
    px_builder_int(&limit, (long long)max);
    return px_fail(err, PX_ERR_TOO_LARGE,
                   N_("the input for '{parser}' is larger than {limit} bytes"), "parser", name,
                   "limit", px_builder_cstr(&limit), NULL);
}

static int parser_run(px_jail *jail, const char *parser, px_str input, px_str options, FILE *file,
                      px_builder *out, px_error *err)
{
    for (size_t i = 0; i < jail->n_parsers; i++) {
        const px_jail_parser *p = &jail->parsers[i];
        const jail_job job = { JAIL_ZYGOTE, (uint32_t)i,   p->name,         input,
                               options,     p->max_output, p->wall_seconds, file };
        int rc;

        if (strcmp(p->name, parser) != 0)
            continue;
        rc = check_input(p->name, input, p->max_input, err);
        return rc < 0 ? rc : job_run(jail, &job, out, err);
    }
    return px_fail(err, PX_ERR_UNSUPPORTED, N_("there is no parser '{parser}'"), "parser", parser,
                   NULL);
}

int px_jail_run(px_jail *jail, const char *parser, px_str input, px_str options, px_builder *out,
                px_error *err)
{
    return parser_run(jail, parser, input, options, NULL, out, err);
}

int px_jail_run_file(px_jail *jail, const char *parser, px_str input, px_str options, FILE *file,
                     px_error *err)
{
    return parser_run(jail, parser, input, options, file, NULL, err);
}

int px_jail_tool_run(px_jail *jail, const char *tool, px_str input, px_builder *out, px_error *err)
{
    for (size_t i = 0; i < jail->n_tools; i++) {
        const px_jail_tool *t = &jail->tools[i];
        const jail_job job = { JAIL_RUNNER, (uint32_t)i,   t->name,         input,
                               PX_STR_NONE, t->max_output, t->wall_seconds, NULL };
        int rc;

        if (strcmp(t->name, tool) != 0)
            continue;
        rc = check_input(t->name, input, t->max_input, err);
        return rc < 0 ? rc : job_run(jail, &job, out, err);
    }
    return px_fail(err, PX_ERR_UNSUPPORTED, N_("there is no tool '{tool}'"), "tool", tool, NULL);
}

bool px_jail_alive(px_jail *jail)
{
    for (int kind = 0; kind < 2; kind++) {
        const jail_job ping = { .kind = kind,
                                .index = JAIL_PING,
                                .name = "ping",
                                .wall_seconds = (JAIL_PING_MS - JAIL_GRACE_MS) / 1000 };
        PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(16);

        if (jail->control[kind] >= 0 && job_run(jail, &ping, &out, NULL) < 0)
            return false;
    }
    return true;
}
