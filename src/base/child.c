/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What holds for every child:
 *  1. It leads a process group of its own, which is killed when the run ends, however it ends.
 *  2. It inherits descriptors 0 to 2 and nothing else, no signal mask and no ignored signal.
 *  3. It is waited for before px_child_run returns; until then its number belongs to nobody else.
 * Between fork and exec only calls are made that are safe in a process with threads.
 */
#include "base/child.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "base/civil.h"

#include "base/banned.h"

#define DEFAULT_OUTPUT ((size_t)1 << 20)
#define DEFAULT_TIMEOUT_MS 60000
#define DEFAULT_PATH "/usr/local/bin:/usr/bin:/bin"
#define CHUNK ((size_t)64 << 10)

/* The pipes; the first three have the numbers of the child's descriptors. */
enum { IN, OUT, ERR, STARTED, N_PIPES };

typedef struct child_run {
    const px_child_spec *spec;
    const char *tool;
    pid_t pid; /* 0 until there is one, and after it has been waited for */
    int pidfd;
    int ours[N_PIPES], theirs[N_PIPES];
    px_str input; /* not written yet */
    px_builder output[2];
    int64_t deadline; /* on the monotonic clock */
} child_run;

static int child_fail(const child_run *run, int errnum, px_error *err)
{
    return px_fail_errno(err, errnum, N_("cannot run the program '{tool}': {reason}"), "tool",
                         run->tool, NULL);
}

static int child_missing(const char *tool, px_error *err)
{
    return px_fail(err, PX_ERR_TOOL_MISSING,
                   N_("the program '{tool}' is missing; install the package that has it"), "tool",
                   tool, NULL);
}

static void close_one(int *fd)
{
    px_cleanup_close(fd);
    *fd = -1;
}

/* Kills what is left of the process group and waits for the child. Its wait status, or -1. */
static int child_reap(child_run *run)
{
    int status;
    pid_t got;

    if (run->pid == 0)
        return -1;
    (void)kill(-run->pid, SIGKILL);
    do
        got = waitpid(run->pid, &status, 0);
    while (got < 0 && errno == EINTR);
    run->pid = 0;
    return got < 0 ? -1 : status;
}

static void child_end(child_run *run)
{
    (void)child_reap(run);
    for (int i = 0; i < N_PIPES; i++) {
        px_cleanup_close(&run->ours[i]);
        px_cleanup_close(&run->theirs[i]);
    }
    px_cleanup_close(&run->pidfd);
    px_builder_free(&run->output[0]);
    px_builder_free(&run->output[1]);
}

/* Moves a descriptor above 2, where the child's own are put. */
static int fd_lift(int fd)
{
    int high;

    if (fd > STDERR_FILENO)
        return fd;
    high = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    (void)close(fd);
    return high;
}

static int child_open_pipes(child_run *run, px_error *err)
{
    for (int i = 0; i < N_PIPES; i++) {
        int ends[2];

        if (pipe2(ends, O_CLOEXEC) < 0)
            return child_fail(run, errno, err);
        run->theirs[i] = fd_lift(ends[i != IN]);
        run->ours[i] = fd_lift(ends[i == IN]);
        if (run->theirs[i] < 0 || run->ours[i] < 0)
            return child_fail(run, EMFILE, err);
        if (i != STARTED && fcntl(run->ours[i], F_SETFL, O_NONBLOCK) < 0)
            return child_fail(run, errno, err);
    }
    return 0;
}

/* The value of PATH that the child will see. */
static const char *child_search_path(const char *const *env)
{
    const char *path = NULL;

    if (!env) {
        path = getenv("PATH");
    } else {
        for (; *env && !path; env++)
            if (strncmp(*env, "PATH=", 5) == 0)
                path = *env + 5;
    }
    return path && *path ? path : DEFAULT_PATH;
}

static bool is_program(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

/* The file of the program, to be freed; NULL when there is none. Empty parts of PATH, which would
 * mean the working directory, are passed over. */
static char *child_find(const char *tool, const char *search_path)
{
    px_str rest = px_str_of(search_path), directory;

    if (strchr(tool, '/'))
        return is_program(tool) ? px_strdup(tool) : NULL;
    while (*tool && px_str_split(&rest, ':', &directory)) {
        px_builder path = PX_BUILDER_INIT(PX_BUILDER_LARGE);

        if (directory.len == 0)
            continue;
        px_builder_str(&path, directory);
        px_builder_char(&path, '/');
        px_builder_add(&path, tool);
        if (is_program(px_builder_cstr(&path)))
            return px_builder_detach(&path, NULL);
        px_builder_free(&path);
    }
    return NULL;
}

/* The child after the fork: becomes the program, or writes errno into the pipe STARTED. */
PX_NORETURN static void child_become(const child_run *run, const char *path, const char *const *env,
                                     pid_t parent)
{
    struct sigaction normal = { .sa_handler = SIG_DFL };
    sigset_t none;
    int errnum;

    (void)setpgid(0, 0);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) /* it died before it could be told */
        _exit(127);
    for (int i = IN; i <= ERR; i++) {
        assert(run->theirs[i] > STDERR_FILENO);
        if (dup2(run->theirs[i], i) < 0)
            goto failed;
    }
    if (close_range(STDERR_FILENO + 1, UINT_MAX, CLOSE_RANGE_CLOEXEC) < 0)
        goto failed;
    for (int number = 1; number < NSIG; number++)
        (void)sigaction(number, &normal, NULL);
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    (void)execve(path, (char *const *)run->spec->argv, (char *const *)env);
failed:
    errnum = errno;
    if (write(run->theirs[STARTED], &errnum, sizeof(errnum)) < 0)
        _exit(126);
    _exit(127);
}

/* Forks with all signals blocked, so that no handler of ours runs in the child. */
static int child_fork(child_run *run, const char *path, const char *const *env, px_error *err)
{
    sigset_t all, before;
    pid_t parent = getpid(), pid;
    int errnum;

    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    pid = fork();
    errnum = errno;
    if (pid == 0)
        child_become(run, path, env, parent);
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (pid < 0)
        return child_fail(run, errnum, err);
    run->pid = pid;
    (void)setpgid(pid, pid); /* whoever comes first: kill(-pid) holds from here on */
    for (int i = 0; i < N_PIPES; i++)
        close_one(&run->theirs[i]);
    return 0;
}

/* Waits until the program has been started; the pipe closes without a word when it has. */
static int child_started(child_run *run, px_error *err)
{
    int errnum = 0;
    ssize_t n;

    do
        n = read(run->ours[STARTED], &errnum, sizeof(errnum));
    while (n < 0 && errno == EINTR);
    close_one(&run->ours[STARTED]);
    if (n == 0)
        return 0;
    if (n == sizeof(errnum) && (errnum == ENOENT || errnum == ENOTDIR || errnum == EACCES))
        return child_missing(run->tool, err);
    return child_fail(run, n == sizeof(errnum) ? errnum : EIO, err);
}

static int child_start(child_run *run, px_error *err)
{
    const char *const *env = run->spec->env;
    const char *search_path = child_search_path(env);
    PX_AUTO_FREE char *program = child_find(run->tool, search_path);
    PX_AUTO_BUILDER px_builder path_entry = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const char *default_env[3] = { NULL, "LANG=C", NULL };
    int rc;

    if (!program)
        return child_missing(run->tool, err);
    px_builder_format(&path_entry, "PATH=%s", search_path);
    default_env[0] = px_builder_cstr(&path_entry);
    rc = child_open_pipes(run, err);
    if (rc < 0)
        return rc;
    rc = child_fork(run, program, env ? env : default_env, err);
    if (rc < 0)
        return rc;
    rc = child_started(run, err);
    if (rc < 0)
        return rc;
    run->pidfd = pidfd_open(run->pid, 0);
    return run->pidfd < 0 ? child_fail(run, errno, err) : 0;
}

/* Writes what the child takes now; closes its input at the end, or when it wants no more. */
static void child_feed(child_run *run)
{
    while (run->input.len > 0) {
        ssize_t n = write(run->ours[IN], run->input.ptr, run->input.len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return;
        if (n < 0)
            break;
        run->input = px_str_sub(run->input, (size_t)n, run->input.len);
    }
    close_one(&run->ours[IN]);
}

/* Gathers what is there now from OUT or ERR; closes it at its end. */
static int child_gather(child_run *run, int which, px_error *err)
{
    px_builder *output = &run->output[which - OUT];
    char chunk[CHUNK];

    while (run->ours[which] >= 0) {
        ssize_t n = read(run->ours[which], chunk, sizeof(chunk));

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return 0;
        if (n < 0)
            return child_fail(run, errno, err);
        if (n == 0)
            close_one(&run->ours[which]);
        px_builder_str(output, px_str_n(chunk, (size_t)n));
        if (output->overflow) {
            char limit[24];

            (void)snprintf(limit, sizeof(limit), "%zu", output->cap);
            return px_fail(err, PX_ERR_TOO_LARGE,
                           N_("the program '{tool}' wrote more than the {limit} bytes accepted "
                              "here"),
                           "tool", run->tool, "limit", limit, NULL);
        }
    }
    return 0;
}

/* Waits for something to do, at most until the deadline. */
static int child_wait(child_run *run, struct pollfd fds[4], px_error *err)
{
    int64_t left = run->deadline - px_monotonic_ns();
    int64_t ms = (left + 999999) / 1000000;
    int n;

    if (left > 0) {
        n = poll(fds, 4, (int)PX_MIN(ms, (int64_t)INT_MAX));
        if (n >= 0 || errno == EINTR)
            return n > 0;
        return child_fail(run, errno, err);
    }
    return px_fail(err, PX_ERR_TIMEOUT, N_("the program '{tool}' took too long and was stopped"),
                   "tool", run->tool, NULL);
}

/* Feeds and gathers until the child ends. Both directions are served as they come, so neither side
 * waits for the other for ever. */
static int child_serve(child_run *run, px_error *err)
{
    for (;;) {
        struct pollfd fds[4] = {
            { .fd = run->ours[IN], .events = POLLOUT }, /* poll passes over -1 */
            { .fd = run->ours[OUT], .events = POLLIN },
            { .fd = run->ours[ERR], .events = POLLIN },
            { .fd = run->pidfd, .events = POLLIN },
        };
        int rc = child_wait(run, fds, err);

        if (rc < 0)
            return rc;
        if (rc == 0)
            continue;
        if (fds[IN].revents)
            child_feed(run);
        for (int which = OUT; which <= ERR; which++) {
            rc = fds[which].revents ? child_gather(run, which, err) : 0;
            if (rc < 0)
                return rc;
        }
        if (fds[3].revents)
            return 0;
    }
}

/* The child has ended: its descendants end with it, and what they have written is gathered. */
static int child_finish(child_run *run, px_child_result *ret_result, px_error *err)
{
    int status = child_reap(run);

    for (int which = OUT; which <= ERR; which++) {
        int rc = child_gather(run, which, err);

        if (rc < 0)
            return rc;
    }
    if (status == -1)
        return child_fail(run, ECHILD, err);
    *ret_result = (px_child_result){
        .exit_status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status),
        .out = run->output[0],
        .err = run->output[1],
    };
    run->output[0] = run->output[1] = PX_BUILDER_INIT(0);
    return 0;
}

/* Blocks SIGPIPE in this thread; a child that does not read its input must not end us. */
static bool sigpipe_block(sigset_t *ret_before)
{
    sigset_t pending, pipe_only;

    (void)sigemptyset(&pipe_only);
    (void)sigaddset(&pipe_only, SIGPIPE);
    (void)sigpending(&pending);
    (void)pthread_sigmask(SIG_BLOCK, &pipe_only, ret_before);
    return sigismember(&pending, SIGPIPE) == 1;
}

/* Takes away the SIGPIPE that we may have caused, not one that was waiting before. */
static void sigpipe_restore(const sigset_t *before, bool was_pending)
{
    sigset_t pipe_only;

    (void)sigemptyset(&pipe_only);
    (void)sigaddset(&pipe_only, SIGPIPE);
    if (!was_pending)
        while (sigtimedwait(&pipe_only, NULL, &(struct timespec){ 0 }) < 0 && errno == EINTR)
            continue;
    (void)pthread_sigmask(SIG_SETMASK, before, NULL);
}

void px_child_result_free(px_child_result *result)
{
    px_builder_free(&result->out);
    px_builder_free(&result->err);
}

int px_child_run(const px_child_spec *spec, px_child_result *ret_result, px_error *err)
{
    size_t cap = spec->max_output ? spec->max_output : DEFAULT_OUTPUT;
    unsigned timeout_ms = spec->timeout_ms ? spec->timeout_ms : DEFAULT_TIMEOUT_MS;
    PX_CLEANUP(child_end)
    child_run run = {
        .spec = spec,
        .tool = spec->argv[0],
        .pidfd = -1,
        .ours = { -1, -1, -1, -1 },
        .theirs = { -1, -1, -1, -1 },
        .input = spec->input,
        .output = { PX_BUILDER_INIT(cap), PX_BUILDER_INIT(cap) },
        .deadline = px_monotonic_ns() + (int64_t)timeout_ms * 1000000,
    };
    bool was_pending;
    sigset_t before;
    int rc = child_start(&run, err);

    if (rc < 0)
        return rc;
    was_pending = sigpipe_block(&before);
    rc = child_serve(&run, err);
    sigpipe_restore(&before, was_pending);
    if (rc < 0)
        return rc;
    return child_finish(&run, ret_result, err);
}
