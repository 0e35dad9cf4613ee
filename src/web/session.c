/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/session.h"

#include <sodium.h>

#include "base/ascii.h"
#include "base/random.h"
#include "web/cookie.h"

#include "base/banned.h"

/* The prefix __Host- makes browsers refuse the cookie from a sub-domain or without TLS. */
static const char *session_cookie_name(const px_request *request)
{
    return request->https ? "__Host-session" : "session";
}

static bool is_token(px_str s)
{
    if (s.len != PX_SESSION_TOKEN_LEN)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];

        if (!(px_is_alnum(c) || c == '-' || c == '_'))
            return false;
    }
    return true;
}

static void session_set(px_request *request, px_str token)
{
    static const char purpose[] = "praxis/csrf/1"; /* with its NUL: ends the purpose */
    crypto_auth_hmacsha256_state state;
    unsigned char mac[crypto_auth_hmacsha256_BYTES];

    (void)crypto_auth_hmacsha256_init(&state, px_house_web_key(request->house), 32);
    (void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)purpose, sizeof(purpose));
    (void)crypto_auth_hmacsha256_update(&state, (const unsigned char *)token.ptr, token.len);
    (void)crypto_auth_hmacsha256_final(&state, mac);
    (void)sodium_bin2hex(request->session.csrf, sizeof(request->session.csrf), mac, sizeof(mac));
    request->session.token = token;
    sodium_memzero(&state, sizeof(state));
}

void px_session_read(px_request *request)
{
    px_str token = px_fields_get(&request->cookies, session_cookie_name(request));

    request->session = (px_session){ .role = PX_ROLE_PUBLIC };
    if (is_token(token))
        session_set(request, token);
}

void px_session_need(px_request *request, px_reply *reply)
{
    unsigned char bytes[32];
    char token[PX_SESSION_TOKEN_LEN + 1];
    px_cookie cookie;

    reply->shared = false;
    if (request->session.token.len)
        return;
    px_random_bytes(bytes, sizeof(bytes));
    (void)sodium_bin2base64(token, sizeof(token), bytes, sizeof(bytes),
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    session_set(request, px_arena_str(request->arena, px_str_n(token, PX_SESSION_TOKEN_LEN)));
    cookie = (px_cookie){ .name = session_cookie_name(request),
                          .value = request->session.token,
                          .secure = request->https };
    px_reply_header(reply, "Set-Cookie", px_cookie_print(request->arena, &cookie));
}

bool px_session_is_personal(const px_request *request)
{
    return request->session.token.len > 0 ||
           px_fields_get(&request->cookies, "appearance").ptr != NULL;
}

static int session_fail_cross_site(px_error *err)
{
    return px_fail(err, PX_ERR_FORBIDDEN,
                   N_("this was sent from the page of another site; open the page here and send it "
                      "again"),
                   NULL);
}

/* The host with its port in an origin such as "https://code.example.eu:8443"; empty for "null". */
static px_str origin_host(px_str origin)
{
    size_t at = px_str_find(origin, PX_STR("://"));

    return px_str_sub(origin, at + 3, origin.len);
}

int px_session_check_origin(const px_request *request, const px_request_head *head, px_error *err)
{
    px_str site = head->fields[PX_HEAD_SEC_FETCH_SITE];
    px_str origin = head->fields[PX_HEAD_ORIGIN];

    if (site.ptr) {
        if (px_str_is(site, "same-origin") || px_str_is(site, "none"))
            return 0;
        return session_fail_cross_site(err);
    }
    /* A proxy may have ended TLS, so the scheme is not compared. */
    if (origin.ptr && !px_str_eq_nocase(origin_host(origin), request->host))
        return session_fail_cross_site(err);
    return 0;
}

int px_session_check_csrf(const px_request *request, px_error *err)
{
    px_str sent = px_fields_get(&request->form, "csrf");
    size_t len = sizeof(request->session.csrf) - 1;

    if (request->session.token.len && sent.len == len &&
        sodium_memcmp(sent.ptr, request->session.csrf, len) == 0)
        return 0;
    return px_fail(err, PX_ERR_FORBIDDEN,
                   N_("the form is no longer valid; go back, load the page again and send it once "
                      "more"),
                   NULL);
}
