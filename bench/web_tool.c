/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What bench_web.sh and bench_process.sh need and no tool of the system does:
 *
 *     web_tool bare FILE          a bare libmicrohttpd server that sends the bytes of FILE to
 *                                 whatever is asked, with as many threads as praxis has; prints its
 *                                 port and serves until standard input ends
 *     web_tool hold N PORT PATH   opens N connections, asks once for PATH on each and reads the
 *                                 answer, prints how many were answered, and keeps them open until
 *                                 standard input ends
 *     web_tool argon2id N         makes N hashes as praxis makes them of passwords, on two threads;
 *                                 prints the seconds
 *     web_tool line WORK FIGURE UNIT RIVAL LIMIT GOAL [less]
 *                                 prints a line of the benchmark
 */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "bench.h"

#include "base/file.h"
#include "base/number.h"

#include "base/banned.h"

static int fail(const char *what)
{
    fprintf(stderr, "web_tool: %s\n", what);
    return 1;
}

static void wait_for_end(void)
{
    while (getchar() != EOF)
        ;
}

/* ---- The bare server */

static enum MHD_Result bare_answer(void *response, struct MHD_Connection *connection,
                                   const char *url, const char *method, const char *version,
                                   const char *upload, size_t *upload_size, void **context)
{
    static int seen;

    (void)url;
    (void)method;
    (void)version;
    (void)upload;
    (void)upload_size;
    if (!*context) { /* the head alone; the answer goes out at the next call */
        *context = &seen;
        return MHD_YES;
    }
    return MHD_queue_response(connection, MHD_HTTP_OK, response);
}

static int bare(const char *path)
{
    PX_AUTO_FREE char *bytes = NULL;
    size_t len = 0;
    const unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD;
    const union MHD_DaemonInfo *info;
    struct MHD_Response *response;
    struct MHD_Daemon *daemon;
    px_error err = PX_ERROR_INIT;

    if (px_file_read(path, PX_BUILDER_LARGE, &bytes, &len, &err) < 0)
        return fail("cannot read the file");
    response = MHD_create_response_from_buffer(len, bytes, MHD_RESPMEM_PERSISTENT);
    (void)MHD_add_response_header(response, "Content-Type", "text/html; charset=utf-8");
    daemon =
        MHD_start_daemon(flags, 0, NULL, NULL, bare_answer, response, MHD_OPTION_THREAD_POOL_SIZE,
                         2U, MHD_OPTION_CONNECTION_LIMIT, 1024U, MHD_OPTION_END);
    info = daemon ? MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT) : NULL;
    if (!info)
        return fail("cannot start the bare server");
    printf("%u\n", (unsigned)info->port);
    (void)fflush(stdout);
    wait_for_end();
    MHD_stop_daemon(daemon);
    MHD_destroy_response(response);
    return 0;
}

/* ---- Open connections */

/* Of head and body together; 0 where the head names no length. */
static size_t answer_size(const char *head, const char *end)
{
    const char *length = strcasestr(head, "content-length: ");
    long long bytes = 0;
    px_error err = PX_ERROR_INIT;

    if (!length || length > end)
        return 0;
    length += strlen("content-length: ");
    if (px_parse_int(px_str_n(length, strcspn(length, "\r")), 0, 1 << 20, &bytes, &err) < 0)
        return 0;
    return (size_t)(end + 4 - head) + (size_t)bytes;
}

/* Reads head and body by their Content-Length; false where the answer ends before. */
static bool read_answer(int fd)
{
    static char room[1 << 20];
    size_t len = 0, want = 0;

    while (len < sizeof(room) - 1) {
        ssize_t n = read(fd, room + len, sizeof(room) - 1 - len);
        char *end;

        if (n <= 0)
            return false;
        len += (size_t)n;
        room[len] = '\0';
        end = strstr(room, "\r\n\r\n");
        if (!want && end)
            want = answer_size(room, end);
        if (want && len >= want)
            return true;
    }
    return false;
}

static int open_connection(unsigned port, const char *path)
{
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    char request[1024];
    int len =
        snprintf(request, sizeof(request), "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n", path);

    if (fd < 0 || len >= (int)sizeof(request) ||
        connect(fd, (const struct sockaddr *)&to, sizeof(to)) < 0 ||
        write(fd, request, (size_t)len) != len || !read_answer(fd))
        return -1;
    return fd; /* kept open until the process ends */
}

static int hold(const char *count, const char *port, const char *path)
{
    struct rlimit files = { 65536, 65536 };
    px_error err = PX_ERROR_INIT;
    long long n = 0, p = 0, held = 0;

    if (px_parse_int(px_str_of(count), 1, 60000, &n, &err) < 0 ||
        px_parse_int(px_str_of(port), 1, 65535, &p, &err) < 0)
        return fail("the number of connections or the port is no number");
    (void)setrlimit(RLIMIT_NOFILE, &files);
    for (long long i = 0; i < n; i++)
        held += open_connection((unsigned)p, path) >= 0;
    printf("%lld\n", held);
    (void)fflush(stdout);
    wait_for_end();
    return 0;
}

/* ---- A line */

static int line(char **argv, bool less)
{
    px_bench bench = { .work = argv[0], .unit = argv[2], .rival = argv[3], .less_is_better = less };
    px_error err = PX_ERROR_INIT;

    if (px_parse_real(px_str_of(argv[1]), 0, 1e15, &bench.figure, &err) < 0 ||
        px_parse_real(px_str_of(argv[4]), 0, 1e15, &bench.limit, &err) < 0 ||
        px_parse_real(px_str_of(argv[5]), 0, 1e15, &bench.goal, &err) < 0)
        return fail("a figure is no number");
    (void)px_bench_line(&bench);
    return 0;
}

/* ---- argon2id alone, on as many threads as the server has for passwords */

enum { HASH_THREADS = 2 };
static const char password[] = "otter lantern quiet";

static void *hash_some(void *arg)
{
    char hash[crypto_pwhash_STRBYTES];

    for (long long i = *(const long long *)arg; i > 0; i--)
        if (crypto_pwhash_str(hash, password, strlen(password), crypto_pwhash_OPSLIMIT_MODERATE,
                              crypto_pwhash_MEMLIMIT_MODERATE) != 0)
            exit(1);
    return NULL;
}

/* Prints the seconds that so many take. */
static int hash(const char *count)
{
    pthread_t threads[HASH_THREADS];
    px_error err = PX_ERROR_INIT;
    long long n, each;
    double start;

    if (px_parse_int(px_str_of(count), 1, 1000000, &n, &err) < 0)
        return fail("the number of hashes is no number");
    each = PX_MAX(n / HASH_THREADS, 1);
    start = px_bench_now();
    for (int i = 0; i < HASH_THREADS; i++)
        if (pthread_create(&threads[i], NULL, hash_some, &each) != 0)
            return fail("no thread");
    for (int i = 0; i < HASH_THREADS; i++)
        (void)pthread_join(threads[i], NULL);
    printf("%.6f\n", px_bench_now() - start);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "argon2id") == 0)
        return hash(argv[2]);
    if (argc == 3 && strcmp(argv[1], "bare") == 0)
        return bare(argv[2]);
    if (argc == 5 && strcmp(argv[1], "hold") == 0)
        return hold(argv[2], argv[3], argv[4]);
    if (argc >= 8 && strcmp(argv[1], "line") == 0)
        return line(argv + 2, argc > 8);
    return fail("usage: argon2id N | bare FILE | hold N PORT PATH | line ...");
}
