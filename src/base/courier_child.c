/* SPDX-License-Identifier: EUPL-1.2 */
/* The courier's process and its children, each of which runs one errand by libcurl. */
#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "base/courier_frame.h"
#include "base/jail_frame.h"
#include "base/log.h"
#include "base/sandbox.h"

#include "base/banned.h"

enum { COURIER_CONNECT_SECONDS = 15 };

/* ---- Frames */

static bool child_tell(int fd, int rc, uint32_t index, uint32_t detail, px_str payload)
{
    courier_frame frame = { COURIER_MAGIC, rc, index, detail, (uint32_t)payload.len };

    return px_jail_write_all(fd, px_str_n((const char *)&frame, sizeof(frame))) &&
           px_jail_write_all(fd, payload);
}

static px_str child_reason(CURLcode code, const char *words)
{
    return px_str_sub(px_str_of(words[0] ? words : curl_easy_strerror(code)), 0, COURIER_MAX_LINE);
}

/* ---- Where a connection may lead */

/* Networks that are nobody's but the operator's: private, shared, loopback, link-local, multicast
 * and the rest that is no host of the public network (IANA's special-purpose registries). */
static bool child_is_private_v4(uint32_t a)
{
    static const struct {
        uint32_t net, bits;
    } nets[] = {
        { 0x00000000, 8 },  { 0x0a000000, 8 },  { 0x64400000, 10 }, { 0x7f000000, 8 },
        { 0xa9fe0000, 16 }, { 0xac100000, 12 }, { 0xc0000000, 24 }, { 0xc0a80000, 16 },
        { 0xc6120000, 15 }, { 0xe0000000, 3 },
    };

    for (size_t i = 0; i < PX_COUNT(nets); i++)
        if ((a ^ nets[i].net) >> (32 - nets[i].bits) == 0)
            return true;
    return false;
}

/* Of IPv6 only what is handed out as global unicast (2000::/3) is public, but for 6to4, Teredo and
 * the documentation's, and for addresses that wrap an IPv4 one. */
static bool child_is_private_v6(const struct in6_addr *address)
{
    const uint8_t *b = address->s6_addr;

    if (IN6_IS_ADDR_V4MAPPED(address))
        return child_is_private_v4((uint32_t)b[12] << 24 | (uint32_t)b[13] << 16 |
                                   (uint32_t)b[14] << 8 | b[15]);
    if (b[0] >> 5 != 1)
        return true;
    if (b[0] == 0x20 && b[1] == 0x02)
        return true;
    return b[0] == 0x20 && b[1] == 0x01 && (b[2] == 0 || (b[2] == 0x0d && b[3] == 0xb8));
}

static bool child_is_private(const struct sockaddr *address)
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    if (address->sa_family == AF_INET) {
        memcpy(&v4, address, sizeof(v4));
        return child_is_private_v4(ntohl(v4.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6) {
        memcpy(&v6, address, sizeof(v6));
        return child_is_private_v6(&v6.sin6_addr);
    }
    return true;
}

/* libcurl asks for each socket: here the address is known that the name was resolved to. */
static curl_socket_t child_open_socket(void *arg, curlsocktype purpose,
                                       struct curl_sockaddr *address)
{
    const bool *named = arg;

    (void)purpose;
    if (!*named && child_is_private(&address->addr))
        return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* ---- What every errand sets */

/* The options that hold for all: only the schemes named, no proxies, no signals, own certificates
 * where the operator gave some. */
static void child_set(CURL *curl, const char *schemes, uint32_t seconds, px_str authority,
                      char *ret_words)
{
    struct curl_blob blob = { (void *)(uintptr_t)authority.ptr, authority.len, CURL_BLOB_COPY };

    ret_words[0] = '\0';
    (void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, schemes);
    (void)curl_easy_setopt(curl, CURLOPT_PROXY, "");
    (void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, ret_words);
    (void)curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)seconds);
    (void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT,
                           (long)PX_MIN(seconds, COURIER_CONNECT_SECONDS));
    (void)curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (authority.len) {
        (void)curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
        (void)curl_easy_setopt(curl, CURLOPT_CAINFO_BLOB, &blob);
    }
}

/* ---- Fetching */

typedef struct child_fetch {
    px_str address, body, authority;
    uint32_t post, named, max, seconds;
    struct curl_slist *headers;
    px_builder answer;
    bool is_named;
} child_fetch;

static bool fetch_read(px_arena *arena, px_str rest, child_fetch *f)
{
    uint32_t count = 0;

    if (!px_courier_take_str(&rest, &f->address) || !px_courier_take_int(&rest, &f->post) ||
        !px_courier_take_str(&rest, &f->body) || !px_courier_take_int(&rest, &f->named) ||
        !px_courier_take_str(&rest, &f->authority) || !px_courier_take_int(&rest, &f->max) ||
        !px_courier_take_int(&rest, &f->seconds) || !px_courier_take_int(&rest, &count))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        px_str header;

        if (!px_courier_take_str(&rest, &header))
            return false;
        f->headers = curl_slist_append(f->headers, px_arena_cstr(arena, header));
    }
    f->is_named = f->named != 0;
    f->answer = PX_BUILDER_INIT(f->max);
    return true;
}

static size_t fetch_take(char *bytes, size_t size, size_t count, void *arg)
{
    child_fetch *f = arg;

    px_builder_str(&f->answer, px_str_n(bytes, size * count));
    return f->answer.overflow ? 0 : size * count;
}

static void fetch_tell(child_fetch *f, CURL *curl, CURLcode code, const char *words, int result)
{
    PX_AUTO_BUILDER px_builder payload = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const char *type = NULL;
    long status = 0;
    px_str media;

    if (code != CURLE_OK) {
        int rc = code == CURLE_OPERATION_TIMEDOUT ? -(int)PX_ERR_TIMEOUT
                 : f->answer.overflow             ? -(int)PX_ERR_TOO_LARGE
                                                  : -(int)PX_ERR_IO;

        (void)child_tell(result, rc, 0, 0, child_reason(code, words));
        return;
    }
    (void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    (void)curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
    media = px_str_sub(px_str_of(type), 0, 200);
    px_builder_str(&payload, media);
    px_builder_str(&payload, px_builder_view(&f->answer));
    (void)child_tell(result, 0, (uint32_t)status, (uint32_t)media.len, px_builder_view(&payload));
}

static void fetch_run(px_arena *arena, px_str input, int result)
{
    CURL *curl = curl_easy_init();
    char words[CURL_ERROR_SIZE];
    child_fetch f = { 0 };
    CURLcode code;

    if (!curl || !fetch_read(arena, input, &f))
        return;
    (void)alarm(f.seconds + 2);
    child_set(curl, "http,https", f.seconds, f.authority, words);
    (void)curl_easy_setopt(curl, CURLOPT_URL, px_arena_cstr(arena, f.address));
    (void)curl_easy_setopt(curl, CURLOPT_USERAGENT, "praxis");
    (void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, f.headers);
    (void)curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, child_open_socket);
    (void)curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &f.is_named);
    (void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, fetch_take);
    (void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, &f);
    if (f.post) {
        (void)curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)f.body.len);
        (void)curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, f.body.len ? f.body.ptr : "");
    }
    code = curl_easy_perform(curl);
    fetch_tell(&f, curl, code, words, result);
    curl_easy_cleanup(curl);
}

/* ---- Sending */

/* How far a mail got: a refusal is the mail's own only from RCPT on. */
typedef enum send_stage { SEND_CONNECTING, SEND_MAIL, SEND_RCPT, SEND_DATA } send_stage;

typedef struct child_send {
    CURL *curl;
    px_arena *arena;
    px_str address, helo, user, password, authority;
    uint32_t tls, seconds, count;
    px_str message; /* what is left of the mail's */
    send_stage stage;
    char line[COURIER_MAX_LINE]; /* what the server said last */
    char words[CURL_ERROR_SIZE];
    bool leaving;  /* QUIT was said: what comes after is of no interest */
    unsigned lost; /* connections lost in a row */
} child_send;

static bool send_read(px_str *rest, child_send *s)
{
    return px_courier_take_str(rest, &s->address) && px_courier_take_str(rest, &s->helo) &&
           px_courier_take_str(rest, &s->user) && px_courier_take_str(rest, &s->password) &&
           px_courier_take_str(rest, &s->authority) && px_courier_take_int(rest, &s->tls) &&
           px_courier_take_int(rest, &s->seconds) && px_courier_take_int(rest, &s->count);
}

/* Follows the conversation; of what is sent only the verb is looked at. */
static int send_watch(CURL *curl, curl_infotype type, char *bytes, size_t len, void *arg)
{
    child_send *s = arg;
    px_str text = px_str_n(bytes, len);

    (void)curl;
    if (type == CURLINFO_HEADER_IN && !s->leaving) {
        text = px_str_sub(px_str_trim(text), 0, sizeof(s->line) - 1);
        memcpy(s->line, text.ptr, text.len);
        s->line[text.len] = '\0';
    } else if (type == CURLINFO_HEADER_OUT) {
        if (px_str_starts(text, PX_STR("MAIL ")))
            s->stage = SEND_MAIL;
        else if (px_str_starts(text, PX_STR("RCPT ")))
            s->stage = SEND_RCPT;
        else if (px_str_starts(text, PX_STR("DATA")))
            s->stage = SEND_DATA;
        s->leaving = px_str_starts(text, PX_STR("QUIT"));
    }
    return 0;
}

static size_t send_give(char *buffer, size_t size, size_t count, void *arg)
{
    child_send *s = arg;
    size_t len = PX_MIN(size * count, s->message.len);

    memcpy(buffer, s->message.ptr, len);
    s->message = px_str_sub(s->message, len, s->message.len);
    return len;
}

/* A password travels only where nobody can listen. */
static bool send_may_sign_in(const child_send *s)
{
    px_str host =
        px_str_sub(s->address, px_str_find(s->address, PX_STR("://")) + 3, s->address.len);

    return s->tls == PX_MAIL_TLS_REQUIRED || px_str_starts(host, PX_STR("127.")) ||
           px_str_starts(host, PX_STR("localhost")) || px_str_starts(host, PX_STR("[::1]"));
}

static void send_set(child_send *s)
{
    static const long use[] = {
        [PX_MAIL_TLS_REQUIRED] = CURLUSESSL_ALL,
        [PX_MAIL_TLS_OPPORTUNISTIC] = CURLUSESSL_TRY,
        [PX_MAIL_TLS_NONE] = CURLUSESSL_NONE,
    };
    const char *address =
        px_arena_format(s->arena, "%.*s/%.*s", PX_STR_ARG(s->address), PX_STR_ARG(s->helo));

    child_set(s->curl, "smtp,smtps", s->seconds, s->authority, s->words);
    (void)curl_easy_setopt(s->curl, CURLOPT_URL, address);
    (void)curl_easy_setopt(s->curl, CURLOPT_USE_SSL, use[s->tls]);
    if (s->tls != PX_MAIL_TLS_REQUIRED) {
        (void)curl_easy_setopt(s->curl, CURLOPT_SSL_VERIFYPEER, 0L);
        (void)curl_easy_setopt(s->curl, CURLOPT_SSL_VERIFYHOST, 0L);
    }
    if (s->user.len && send_may_sign_in(s)) {
        (void)curl_easy_setopt(s->curl, CURLOPT_USERNAME, px_arena_cstr(s->arena, s->user));
        (void)curl_easy_setopt(s->curl, CURLOPT_PASSWORD, px_arena_cstr(s->arena, s->password));
    }
    (void)curl_easy_setopt(s->curl, CURLOPT_UPLOAD, 1L);
    (void)curl_easy_setopt(s->curl, CURLOPT_READFUNCTION, send_give);
    (void)curl_easy_setopt(s->curl, CURLOPT_READDATA, s);
    (void)curl_easy_setopt(s->curl, CURLOPT_VERBOSE, 1L);
    (void)curl_easy_setopt(s->curl, CURLOPT_DEBUGFUNCTION, send_watch);
    (void)curl_easy_setopt(s->curl, CURLOPT_DEBUGDATA, s);
}

/* What a refusal with this reply means. Sign-in (53x) and the sender (MAIL) are matters of the
 * settings; 552 there says that the mail is too large. */
static px_mail_verdict send_judge(const child_send *s, long reply)
{
    if (s->stage == SEND_CONNECTING || reply == 421 || (reply >= 530 && reply <= 538))
        return PX_MAIL_NO_SERVER;
    if (reply < 500)
        return PX_MAIL_TEMPORARY;
    return s->stage == SEND_MAIL && reply != 552 ? PX_MAIL_NO_SERVER : PX_MAIL_PERMANENT;
}

/* The fate of the mail that was just tried. A connection that is lost in the middle of a mail may
 * be that mail's fault once, not twice in a row. */
static px_mail_verdict send_verdict(child_send *s, CURLcode code)
{
    long reply = 0;

    (void)curl_easy_getinfo(s->curl, CURLINFO_RESPONSE_CODE, &reply);
    if (code == CURLE_OK) {
        s->lost = 0;
        return PX_MAIL_ACCEPTED;
    }
    if (code != CURLE_OPERATION_TIMEDOUT && reply >= 400 && reply <= 599 &&
        code != CURLE_LOGIN_DENIED)
        return send_judge(s, reply);
    if (s->stage == SEND_CONNECTING || code == CURLE_LOGIN_DENIED || s->lost++)
        return PX_MAIL_NO_SERVER;
    return PX_MAIL_TEMPORARY;
}

static px_mail_verdict send_one(child_send *s, px_str from, px_str to)
{
    struct curl_slist *list = curl_slist_append(NULL, px_arena_cstr(s->arena, to));
    px_mail_verdict verdict;
    CURLcode code;

    (void)alarm(s->seconds + 2);
    s->stage = SEND_CONNECTING;
    s->line[0] = s->words[0] = '\0';
    s->leaving = false;
    (void)curl_easy_setopt(s->curl, CURLOPT_MAIL_FROM, px_arena_cstr(s->arena, from));
    (void)curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, list);
    (void)curl_easy_setopt(s->curl, CURLOPT_INFILESIZE, (long)s->message.len);
    code = curl_easy_perform(s->curl);
    verdict = send_verdict(s, code);
    if (verdict != PX_MAIL_ACCEPTED && !(s->line[0] == '4' || s->line[0] == '5')) {
        px_str reason = child_reason(code, s->words);

        memcpy(s->line, reason.ptr, PX_MIN(reason.len, sizeof(s->line) - 1));
        s->line[PX_MIN(reason.len, sizeof(s->line) - 1)] = '\0';
    }
    curl_slist_free_all(list);
    return verdict;
}

static void send_run(px_arena *arena, px_str input, int result)
{
    child_send s = { .curl = curl_easy_init(), .arena = arena };

    if (!s.curl || !send_read(&input, &s) || s.tls > PX_MAIL_TLS_NONE)
        return;
    send_set(&s);
    for (uint32_t i = 0; i < s.count; i++) {
        px_mail_verdict verdict;
        px_str from, to;

        if (!px_courier_take_str(&input, &from) || !px_courier_take_str(&input, &to) ||
            !px_courier_take_str(&input, &s.message))
            return;
        verdict = send_one(&s, from, to);
        if (!child_tell(result, 0, i, verdict, px_str_of(s.line)) || verdict == PX_MAIL_NO_SERVER)
            break;
    }
    curl_easy_cleanup(s.curl);
}

/* ---- The process */

typedef void courier_run(px_arena *arena, px_str input, int result);

static courier_run *const runs[COURIER_ERRANDS] = {
    [COURIER_FETCH] = fetch_run,
    [COURIER_SEND] = send_run,
};

static void courier_job(const void *row, int input, int result)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    courier_run *const *run = row;
    size_t len = 0;
    char *bytes = px_jail_read_input(input, &len);

    if (bytes)
        (*run)(arena, px_str_n(bytes, len), result);
    free(bytes);
}

void px_courier_process(int control)
{
    px_error err = PX_ERROR_INIT;

    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return;
    if (px_sandbox_enter_courier(&err) < 0) {
        px_log_error("base", "courier", &err);
        return;
    }
    px_jail_serve(control, courier_job, runs, sizeof(runs[0]), PX_COUNT(runs));
}
