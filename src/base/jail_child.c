/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Zygote and tool runner. Both wait on the control socket and fork one child for each job; the
 * children are never waited for (SIGCHLD is ignored, the kernel takes them away), the parent
 * learns of their end by the end of the result socket.
 *
 * Neither of the two ever touches foreign bytes: only their children do, behind the walls.
 */
#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "base/child.h"
#include "base/jail_frame.h"
#include "base/sandbox.h"

#include "base/banned.h"

bool px_jail_write_all(int fd, px_str data)
{
    while (data.len) {
        ssize_t n = write(fd, data.ptr, data.len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        data = px_str_sub(data, (size_t)n, data.len);
    }
    return true;
}

static void send_result(int result, int rc, px_str payload)
{
    const jail_frame frame = { .magic = JAIL_MAGIC, .rc = rc, .len = payload.len };

    if (px_jail_write_all(result, px_str_n((const char *)&frame, sizeof(frame))))
        (void)px_jail_write_all(result, payload);
}

static void send_error(int result, int rc, const px_error *err)
{
    PX_AUTO_BUILDER px_builder bytes = PX_BUILDER_INIT(JAIL_MAX_ERROR);

    px_jail_error_write(&bytes, err);
    send_result(result, rc, px_builder_view(&bytes));
}

char *px_jail_read_input(int fd, size_t *ret_len)
{
    size_t len, done = 0;
    struct stat st;
    char *bytes;

    if (fstat(fd, &st) < 0 || lseek(fd, 0, SEEK_SET) < 0)
        return NULL;
    len = (size_t)st.st_size;
    bytes = px_alloc(len + 1);
    while (done < len) {
        ssize_t n = read(fd, bytes + done, len - done);

        if (n <= 0) {
            free(bytes);
            return NULL;
        }
        done += (size_t)n;
    }
    bytes[len] = '\0';
    *ret_len = len;
    return bytes;
}

/* Reads the memory file whole and splits it; the buffer is the child's until it ends. */
static int read_input(int fd, px_str *ret_options, px_str *ret_input, px_error *err)
{
    uint64_t options_len;
    size_t len = 0;
    char *bytes = px_jail_read_input(fd, &len);

    if (!bytes || len < sizeof(options_len)) {
        free(bytes);
        return px_fail(err, PX_ERR_PARSER, N_("the parser got no input"), NULL);
    }
    memcpy(&options_len, bytes, sizeof(options_len));
    len -= sizeof(options_len);
    *ret_options = px_str_n(bytes + sizeof(options_len), PX_MIN(options_len, len));
    *ret_input = px_str_n(ret_options->ptr + ret_options->len, len - ret_options->len);
    return 0;
}

/* A parser child: shuts itself in, reads, parses, sends. */
static void parser_job(const void *row, int input, int result)
{
    const px_jail_parser *parser = row;
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(parser->max_output);
    px_error err = PX_ERROR_INIT;
    px_str options, bytes;
    int rc;

    (void)alarm(parser->wall_seconds);
    rc = px_sandbox_enter_parser(parser->max_memory, parser->cpu_seconds, &err);
    if (rc >= 0)
        rc = read_input(input, &options, &bytes, &err);
    if (rc >= 0)
        rc = parser->parse(bytes, options, &out, &err);
    if (rc >= 0)
        rc = px_builder_check(&out, &err);
    if (rc < 0)
        send_error(result, rc, &err);
    else
        send_result(result, 0, px_builder_view(&out));
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

static int tool_failed(const px_jail_tool *tool, const px_child_result *done, px_error *err)
{
    px_str words = px_builder_view(&done->err), line = PX_STR_NONE;
    PX_AUTO_BUILDER px_builder reason = PX_BUILDER_INIT(1024);

    while (px_str_line(&words, &line))
        if (px_str_trim(line).len)
            break;
    px_builder_str(&reason, px_str_sub(px_str_trim(line), 0, 300));
    return px_fail(err, PX_ERR_FAILED, N_("the tool '{tool}' failed: {reason}"), "tool", tool->name,
                   "reason", px_builder_cstr(&reason), NULL);
}

/* Runs the tool with the scratch folder as its only place to write. */
static int tool_run(const px_jail_tool *tool, const char *scratch, px_str input, px_builder *out,
                    px_error *err)
{
    PX_AUTO_BUILDER px_builder tmpdir = PX_BUILDER_INIT(256);
    PX_AUTO_BUILDER px_builder home = PX_BUILDER_INIT(256);
    px_child_result done = { 0 };
    int rc;

    px_builder_format(&tmpdir, "TMPDIR=%s", scratch);
    px_builder_format(&home, "HOME=%s", scratch);
    rc = px_sandbox_enter_tool(scratch, tool->max_memory, tool->wall_seconds, err);
    if (rc < 0)
        return rc;
    rc = px_child_run(
        &(px_child_spec){
            .argv = tool->argv,
            /* The epoch: what tools would date with the present moment (in PDF, embedded fonts). */
            .env =
                (const char *const[]){ "PATH=/usr/bin:/bin", "LANG=C.UTF-8", "SOURCE_DATE_EPOCH=0",
                                       px_builder_cstr(&tmpdir), px_builder_cstr(&home), NULL },
            .input = input,
            .max_output = tool->max_output,
            .timeout_ms = tool->wall_seconds * 1000,
        },
        &done, err);
    if (rc == -(int)PX_ERR_TOOL_MISSING)
        return px_fail(err, PX_ERR_TOOL_MISSING,
                       N_("the program '{tool}' is not installed here; the operator of the house "
                          "can install the Debian package '{package}'"),
                       "tool", tool->name, "package", tool->package, NULL);
    if (rc >= 0 && done.exit_status != 0)
        rc = tool_failed(tool, &done, err);
    if (rc >= 0)
        px_builder_str(out, px_builder_view(&done.out));
    px_child_result_free(&done);
    return rc;
}

static void tool_send(const px_jail_tool *tool, const char *scratch, int input, int result)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(tool->max_output);
    px_error err = PX_ERROR_INIT;
    px_str options, bytes;
    int rc = read_input(input, &options, &bytes, &err);

    if (rc >= 0)
        rc = tool_run(tool, scratch, bytes, &out, &err);
    if (rc < 0)
        send_error(result, rc, &err);
    else
        send_result(result, 0, px_builder_view(&out));
}

/* One process more than for a parser: the folder is removed by one that is outside the walls. */
static void tool_job(const void *row, int input, int result)
{
    char scratch[] = "/tmp/praxis-tool-XXXXXX";
    px_error err = PX_ERROR_INIT;
    pid_t pid;

    (void)signal(SIGCHLD, SIG_DFL);
    if (!mkdtemp(scratch)) {
        int rc =
            px_fail_errno(&err, errno, N_("cannot make a folder for the tool: {reason}"), NULL);

        send_error(result, rc, &err);
        return;
    }
    pid = fork();
    if (pid == 0) {
        tool_send(row, scratch, input, result);
        _exit(0);
    }
    (void)close(result);
    while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        ;
    (void)nftw(scratch, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

/* One request with its two descriptors: 1, 0 at the end of the socket, -1 for a bad one. */
static int receive_request(int control, uint32_t *ret_index, int ret_fds[2])
{
    jail_request request;
    struct iovec part = { &request, sizeof(request) };
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(2 * sizeof(int))];
    } space;
    struct msghdr message = {
        .msg_iov = &part,
        .msg_iovlen = 1,
        .msg_control = space.bytes,
        .msg_controllen = sizeof(space.bytes),
    };
    struct cmsghdr *head;
    ssize_t n;

    do {
        n = recvmsg(control, &message, MSG_CMSG_CLOEXEC);
    } while (n < 0 && errno == EINTR);
    if (n <= 0)
        return 0;
    head = CMSG_FIRSTHDR(&message);
    if (n != (ssize_t)sizeof(request) || !head || head->cmsg_type != SCM_RIGHTS ||
        head->cmsg_len != CMSG_LEN(2 * sizeof(int)))
        return -1;
    memcpy(ret_fds, CMSG_DATA(head), 2 * sizeof(int));
    *ret_index = request.index;
    return 1;
}

/* What zygote and runner keep: the standard descriptors and the control socket. Signals of the
 * terminal are for the parent; when it goes, the socket ends. */
static void settle(int control)
{
    if (control > 3)
        (void)syscall(SYS_close_range, 3U, (unsigned)control - 1, 0);
    (void)syscall(SYS_close_range, (unsigned)control + 1, ~0U, 0);
    (void)signal(SIGINT, SIG_IGN);
    (void)signal(SIGTERM, SIG_IGN);
    (void)signal(SIGHUP, SIG_IGN);
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGCHLD, SIG_IGN);
}

static void fork_job(jail_job_fn *job, const void *row, int control, const int fds[2])
{
    px_error err = PX_ERROR_INIT;
    pid_t pid = fork();

    if (pid == 0) {
        (void)close(control);
        job(row, fds[0], fds[1]);
        _exit(0);
    }
    if (pid < 0) {
        int rc = px_fail_errno(&err, errno, N_("cannot start a protected process: {reason}"), NULL);

        send_error(fds[1], rc, &err);
    }
}

void px_jail_serve(int control, jail_job_fn *job, const void *rows, size_t size, size_t count)
{
    uint32_t index;
    int fds[2];
    int rc;

    settle(control);
    while ((rc = receive_request(control, &index, fds)) != 0) {
        if (rc < 0)
            continue;
        if (index < count)
            fork_job(job, (const char *)rows + index * size, control, fds);
        else
            send_result(fds[1], 0, PX_STR(""));
        (void)close(fds[0]);
        (void)close(fds[1]);
    }
}

void px_jail_zygote(int control, const px_jail_parser *parsers, size_t n_parsers)
{
    px_jail_serve(control, parser_job, parsers, sizeof(*parsers), n_parsers);
}

void px_jail_runner(int control, const px_jail_tool *tools, size_t n_tools)
{
    px_jail_serve(control, tool_job, tools, sizeof(*tools), n_tools);
}
