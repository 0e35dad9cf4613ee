/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The last minutes before a deadline, as one thread with a connection for each session
 * (bench_drafting.sh).
 *
 *     deadline_client load PORT PAGE TOKENS VISITS RATE AT-ONCE SENT
 *         VISITS visits by the sessions of the file TOKENS to the draft at PAGE
 *         ("/en/codes/gpai/draft-1"): each reads the draft, opens the form of a provision, saves a
 *         comment, follows to its draft, submits it, and follows to the page of the receipt.
 *         RATE 0: a closed loop with AT-ONCE visits at any time. Else an open loop: RATE visits
 *         begin each second, however slow the server is, and what is late counts from the time
 *         when it was due. Writes "token submission comment" of each submission that was
 *         acknowledged to SENT, and prints "rate" with the submissions a second, "client" with its
 *         own processor time in milliseconds, then the median and the 99th percentile of each
 *         step, in milliseconds.
 *
 *     deadline_client receipts PORT SENT DIRECTORY
 *         reads that each of the comments is there and gets its receipt as
 *         DIRECTORY/SUBMISSION.txt; prints how many there are
 *
 *     deadline_client slowest PORT TOKEN TIMES PATH...
 *         gets each path so many times, by turns, and prints the slowest of their medians in
 *         milliseconds, and its path. TOKEN "-" is nobody's
 */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"

#include "base/builder.h"
#include "base/file.h"
#include "base/number.h"

#include "base/banned.h"

static _Noreturn void fail(const char *what)
{
    fprintf(stderr, "deadline_client: %s\n", what);
    exit(1);
}

static long long number(const char *text)
{
    px_error err = PX_ERROR_INIT;
    long long n = 0;

    px_bench_demand(px_parse_int(px_str_of(text), 0, 10000000, &n, &err), &err);
    return n;
}

/* ---- A connection and its answers */

enum { WORD = 128, TOKEN = 43, ANSWER_MAX = 32 << 20 };

typedef struct link {
    int fd;
    char *in; /* what came of the answer, with a NUL behind it */
    size_t len, room;
    size_t want; /* the size of the whole answer; 0: not known yet */
} link_to;

static void link_open(link_to *l, unsigned port)
{
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int one = 1;

    l->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (l->fd < 0 || connect(l->fd, (const struct sockaddr *)&to, sizeof(to)) < 0)
        fail("cannot connect");
    (void)setsockopt(l->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
}

/* Small enough for the buffer of the socket, so that it never blocks. */
static void link_send(link_to *l, px_str request)
{
    l->len = l->want = 0;
    if (write(l->fd, request.ptr, request.len) != (ssize_t)request.len)
        fail("cannot send a request");
}

static size_t answer_size(const char *head, const char *end)
{
    const char *length = strcasestr(head, "content-length: ");
    long long bytes = 0;
    px_error err = PX_ERROR_INIT;

    if (!length || length > end)
        fail("an answer without its length");
    length += strlen("content-length: ");
    px_bench_demand(
        px_parse_int(px_str_n(length, strcspn(length, "\r")), 0, ANSWER_MAX, &bytes, &err), &err);
    return (size_t)(end + 4 - head) + (size_t)bytes;
}

/* Reads what is there; true when the answer is whole. */
static bool link_read(link_to *l)
{
    const char *end;
    ssize_t n;

    if (l->room - l->len < 64 * 1024) {
        l->room = PX_MAX(2 * l->room, (size_t)128 * 1024);
        l->in = px_realloc(l->in, l->room);
    }
    n = read(l->fd, l->in + l->len, l->room - l->len - 1);
    if (n <= 0)
        fail("the server has closed a connection");
    l->len += (size_t)n;
    l->in[l->len] = '\0';
    end = l->want ? NULL : strstr(l->in, "\r\n\r\n");
    if (end)
        l->want = answer_size(l->in, end);
    return l->want && l->len >= l->want;
}

static int answer_status(const link_to *l)
{
    return l->len > 12 ? (int)number((const char[]){ l->in[9], l->in[10], l->in[11], '\0' }) : 0;
}

/* What stands between the mark and the first byte that ends it. */
static bool answer_word(const link_to *l, const char *mark, const char *ends, char word[WORD])
{
    const char *at = strstr(l->in, mark);
    size_t len;

    if (!at)
        return false;
    at += strlen(mark);
    len = strcspn(at, ends);
    if (len >= WORD)
        return false;
    memcpy(word, at, len);
    word[len] = '\0';
    return true;
}

/* ---- The load */

typedef enum step { READ, FORM, SAVE, DRAFT, SUBMIT, RECEIPT, STEPS } step;
static const char *const step_names[STEPS] = {
    "read", "form", "save", "draft", "submit", "receipt"
};

typedef struct session {
    link_to link;
    char token[WORD], csrf[WORD], on[WORD], comment[WORD], submission[WORD], revision[WORD];
    step step;
    bool busy;
    long long visit;
    double due;
} session;

typedef struct load {
    unsigned port;
    const char *page;
    session *sessions;
    size_t n_sessions;
    char (*places)[WORD]; /* lasting ids of the draft */
    size_t n_places;
    long long visits, begun, done, acknowledged;
    double rate, start;
    size_t at_once, under_way;
    double *times[STEPS];
    long long n_times[STEPS];
    FILE *sent;
    int epoll;
} load;

static px_str step_request(const load *run, session *s, px_builder *out)
{
    PX_AUTO_BUILDER px_builder form = PX_BUILDER_INIT(16 * 1024), path = PX_BUILDER_INIT(4096);

    if (s->step == SAVE || s->step == SUBMIT) {
        px_builder_format(&form,
                          "csrf=%s&kind=technical&stance=live-with&display=name&do=%s&text="
                          "Comment+%lld+before+the+deadline.",
                          s->csrf, s->step == SAVE ? "save" : "submit", s->visit);
        for (int i = 0; i < 10; i++)
            px_builder_add(&form, "+Signatories+should+say+by+when+they+do+what+this+asks+for.");
        if (s->step == SUBMIT)
            px_builder_format(&form, "&revision=%s", s->revision);
    }
    if (s->step == READ)
        px_builder_add(&path, run->page);
    else if (s->step == FORM || s->step == SAVE)
        px_builder_format(&path, "%s/comment?on=%s", run->page, s->on);
    else if (s->step == RECEIPT)
        px_builder_format(&path, "/en/submissions/%s", s->submission);
    else
        px_builder_format(&path, "/en/comments/%s/edit", s->comment);
    px_builder_format(out, "%s %.*s HTTP/1.1\r\nHost: localhost\r\nCookie: session=%s\r\n",
                      form.len ? "POST" : "GET", PX_STR_ARG(px_builder_view(&path)), s->token);
    if (form.len)
        px_builder_format(out,
                          "Content-Type: application/x-www-form-urlencoded\r\n"
                          "Content-Length: %zu\r\n\r\n%.*s",
                          form.len, PX_STR_ARG(px_builder_view(&form)));
    else
        px_builder_add(out, "\r\n");
    return px_builder_view(out);
}

static void step_send(load *run, session *s)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);

    link_send(&s->link, step_request(run, s, &out));
}

static void session_open(const load *run, session *s)
{
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = s };

    link_open(&s->link, run->port);
    if (epoll_ctl(run->epoll, EPOLL_CTL_ADD, s->link.fd, &event) < 0)
        fail("epoll");
}

/* The server closes connections that are idle for long; a browser opens another. */
static bool session_is_closed(const session *s)
{
    char byte;

    return recv(s->link.fd, &byte, 1, MSG_DONTWAIT | MSG_PEEK) == 0;
}

static void session_close(session *s)
{
    (void)close(s->link.fd);
    s->link.fd = -1;
}

static void visit_begin(load *run, session *s, double due)
{
    if (s->link.fd >= 0 && session_is_closed(s))
        session_close(s);
    if (s->link.fd < 0)
        session_open(run, s);
    s->busy = true;
    s->visit = run->begun++;
    s->step = READ;
    s->due = due;
    memcpy(s->on, run->places[(size_t)s->visit % run->n_places], WORD);
    run->under_way++;
    step_send(run, s);
}

static void step_fail(const session *s)
{
    fprintf(stderr, "drafting_tool: step %s was answered:\n%.2000s\n", step_names[s->step],
            s->link.in);
    exit(1);
}

/* Takes from the answer what the next step needs. */
static void step_take(load *run, session *s)
{
    bool post = s->step == SAVE || s->step == SUBMIT, good = true;

    if (answer_status(&s->link) != (post ? 303 : 200))
        step_fail(s);
    if (s->step == FORM)
        good = answer_word(&s->link, "name=\"csrf\" value=\"", "\"", s->csrf);
    else if (s->step == SAVE)
        good = answer_word(&s->link, "/comments/", "/", s->comment);
    else if (s->step == DRAFT)
        good = answer_word(&s->link, "name=\"revision\" value=\"", "\"", s->revision);
    else if (s->step == SUBMIT)
        good = answer_word(&s->link, "/submissions/", "\r", s->submission);
    if (!good)
        step_fail(s);
    if (s->step == SUBMIT) {
        run->acknowledged++;
        fprintf(run->sent, "%s %s %s\n", s->token, s->submission, s->comment);
    }
}

static void step_end(load *run, session *s)
{
    double now = px_bench_now();

    step_take(run, s);
    run->times[s->step][run->n_times[s->step]++] = now - s->due;
    s->due = now;
    if (++s->step < STEPS) {
        step_send(run, s);
        return;
    }
    s->busy = false;
    run->under_way--;
    run->done++;
}

/* Begins what is due; the seconds until the next is. A session that is busy yet begins its next
 * visit later, and the wait counts. */
static double begin_due(load *run)
{
    while (run->begun < run->visits) {
        session *s = &run->sessions[(size_t)run->begun % run->n_sessions];
        double now = px_bench_now();
        double due = run->rate > 0 ? run->start + (double)run->begun / run->rate : now;

        if (s->busy || (run->rate == 0 && run->under_way >= run->at_once))
            return 1;
        if (due > now)
            return due - now;
        visit_begin(run, s, due);
    }
    return 1;
}

static void load_run(load *run)
{
    struct epoll_event events[256];

    run->start = px_bench_now();
    while (run->done < run->visits) {
        double wait = begin_due(run);
        int n = epoll_wait(run->epoll, events, PX_COUNT(events), (int)(wait * 1000) + 1);

        for (int i = 0; i < n; i++) {
            session *s = events[i].data.ptr;

            if (!s->busy && session_is_closed(s))
                session_close(s);
            else if (s->busy && link_read(&s->link))
                step_end(run, s);
        }
    }
}

/* The provisions that the page of the draft leads to comments on. */
static void find_places(load *run)
{
    session *s = &run->sessions[0];
    const char *at;
    size_t room = 0;

    s->step = READ;
    step_send(run, s);
    while (!link_read(&s->link))
        ;
    if (answer_status(&s->link) != 200)
        step_fail(s);
    for (at = s->link.in; (at = strstr(at, "/comment?on="));) {
        size_t len = strcspn(at += strlen("/comment?on="), "&\"");

        if (len == 0 || len >= WORD)
            continue;
        if (run->n_places == room) {
            room = PX_MAX(2 * room, (size_t)64);
            run->places = px_realloc(run->places, room * WORD);
        }
        (void)snprintf(run->places[run->n_places++], WORD, "%.*s", (int)len, at);
    }
    if (!run->n_places)
        fail("the draft cannot be commented on");
}

static void load_sessions(load *run, const char *path)
{
    PX_AUTO_FREE char *text = NULL;
    px_error err = PX_ERROR_INIT;
    size_t len = 0;
    px_str rest, line;

    px_bench_demand(px_file_read(path, PX_BUILDER_LARGE, &text, &len, &err), &err);
    rest = px_str_n(text, len);
    run->sessions = px_alloc_zero(len / TOKEN + 1, sizeof(*run->sessions));
    run->epoll = epoll_create1(EPOLL_CLOEXEC);
    while (px_str_split(&rest, '\n', &line) && line.len) {
        session *s = &run->sessions[run->n_sessions++];
        (void)snprintf(s->token, WORD, "%.*s", PX_STR_ARG(line));
        session_open(run, s);
        if (run->n_sessions == 1)
            find_places(run);
    }
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Milliseconds that so many of a hundred stay below. */
static double percentile(load *run, step s, double part)
{
    size_t n = (size_t)run->n_times[s];

    qsort(run->times[s], n, sizeof(double), compare);
    return n ? run->times[s][PX_MIN((size_t)((double)n * part), n - 1)] * 1000 : 0;
}

/* Processor time of this process until now. */
static double processor_ms(void)
{
    struct timespec used;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (double)used.tv_sec * 1000 + (double)used.tv_nsec / 1e6;
}

static int load_main(char **argv)
{
    struct rlimit files = { 65536, 65536 };
    load run = { .port = (unsigned)number(argv[0]),
                 .page = argv[1],
                 .visits = number(argv[3]),
                 .rate = (double)number(argv[4]),
                 .at_once = (size_t)number(argv[5]),
                 .sent = fopen(argv[6], "we") };
    double seconds, before;

    (void)setrlimit(RLIMIT_NOFILE, &files);
    if (!run.sent)
        fail("cannot write the file of what was sent");
    load_sessions(&run, argv[2]);
    for (int i = 0; i < STEPS; i++)
        run.times[i] = px_alloc_zero((size_t)run.visits, sizeof(double));
    before = processor_ms();
    load_run(&run);
    seconds = px_bench_now() - run.start;
    printf("rate %.6g\n", (double)run.acknowledged / seconds);
    printf("client %.6g\n", processor_ms() - before);
    for (int i = 0; i < STEPS; i++)
        printf("%s %.6g %.6g\n", step_names[i], percentile(&run, (step)i, 0.5),
               percentile(&run, (step)i, 0.99));
    if (fclose(run.sent) != 0)
        fail("cannot write the file of what was sent");
    return 0;
}

/* ---- What is there afterwards */

static void get(link_to *l, const char *token, const char *path)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);

    px_builder_format(&out, "GET %s HTTP/1.1\r\nHost: localhost\r\nCookie: session=%s\r\n\r\n",
                      path, token);
    link_send(l, px_builder_view(&out));
    while (!link_read(l))
        ;
    if (answer_status(l) != 200)
        fail(path);
}

/* One line of what was sent: token, submission, comment. */
static void receipt_one(link_to *l, px_str line, const char *directory)
{
    PX_AUTO_FREE char *file = NULL;
    char words[3][WORD], path[4 * WORD];
    px_error err = PX_ERROR_INIT;
    const char *body;
    px_str word;

    for (int i = 0; i < 3; i++)
        if (px_str_split(&line, ' ', &word))
            (void)snprintf(words[i], WORD, "%.*s", PX_STR_ARG(word));
        else
            fail("a line of what was sent is malformed");
    (void)snprintf(path, sizeof(path), "/en/comments/%s.json", words[2]);
    get(l, "-", path);
    if (!strstr(l->in, "before the deadline. Signatories should say"))
        fail("a comment does not say what was sent");
    (void)snprintf(path, sizeof(path), "/en/submissions/%s?format=text", words[1]);
    get(l, words[0], path);
    if (!strstr(l->in, words[2]))
        fail("a receipt is of another comment");
    (void)snprintf(path, sizeof(path), "%s.txt", words[1]);
    file = px_path_join(directory, path);
    body = strstr(l->in, "\r\n\r\n") + 4;
    px_bench_demand(
        px_file_write(file, px_str_n(body, l->want - (size_t)(body - l->in)), 0600, &err), &err);
}

static int receipts(const char *port, const char *sent, const char *directory)
{
    PX_AUTO_FREE char *text = NULL;
    px_error err = PX_ERROR_INIT;
    px_str rest, line;
    link_to l = { 0 };
    long long n = 0;
    size_t len = 0;

    px_bench_demand(px_file_read(sent, PX_BUILDER_LARGE, &text, &len, &err), &err);
    rest = px_str_n(text, len);
    link_open(&l, (unsigned)number(port));
    for (; px_str_split(&rest, '\n', &line) && line.len; n++)
        receipt_one(&l, line, directory);
    printf("%lld\n", n);
    return 0;
}

/* ---- Pages one by one */

static double get_time(link_to *l, const char *token, const char *path)
{
    double start = px_bench_now();

    get(l, token, path);
    return (px_bench_now() - start) * 1000;
}

static int slowest(char **argv, int n_paths)
{
    enum { TIMES_MAX = 101 };
    size_t times = (size_t)number(argv[2]);
    const char *worst_path = "";
    link_to l = { 0 };
    double worst = 0;

    if (times == 0 || times > TIMES_MAX)
        fail("how many times is out of range");
    link_open(&l, (unsigned)number(argv[0]));
    for (int i = 0; i < n_paths; i++) {
        double took[TIMES_MAX];

        for (size_t n = 0; n < times; n++)
            took[n] = get_time(&l, argv[1], argv[3 + i]);
        qsort(took, times, sizeof(double), compare);
        if (took[times / 2] > worst) {
            worst = took[times / 2];
            worst_path = argv[3 + i];
        }
    }
    printf("%.6g %s\n", worst, worst_path);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 9 && strcmp(argv[1], "load") == 0)
        return load_main(argv + 2);
    if (argc == 5 && strcmp(argv[1], "receipts") == 0)
        return receipts(argv[2], argv[3], argv[4]);
    if (argc > 5 && strcmp(argv[1], "slowest") == 0)
        return slowest(argv + 2, argc - 5);
    fail("usage: load ... | receipts PORT SENT DIRECTORY | slowest PORT TOKEN TIMES PATH...");
}
