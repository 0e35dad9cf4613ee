/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/session.h"

#include <sodium.h>

#include "drafting/people/person.h"
#include "web/cookie.h"
#include "web/server_priv.h"
#include "web/session_use.h"

#include "base/banned.h"

/* The prefix __Host- makes browsers refuse the cookie from a sub-domain or without TLS. */
static const char *session_cookie_name(const px_request *request)
{
    return request->https ? "__Host-session" : "session";
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

    request->session = (px_session){ 0 };
    if (px_token_is(token))
        session_set(request, token);
}

/* Sends the cookie of a token, which is copied. */
static void session_send(px_request *request, px_reply *reply, px_str token)
{
    px_cookie cookie = { .name = session_cookie_name(request), .secure = request->https };

    session_set(request, px_arena_str(request->arena, token));
    cookie.value = request->session.token;
    px_reply_header(reply, "Set-Cookie", px_cookie_print(request->arena, &cookie));
    reply->shared = false;
}

void px_session_renew(px_request *request, px_reply *reply)
{
    char token[PX_TOKEN_LEN + 1];

    px_token_make(token);
    request->session.who = (px_who){ 0 };
    session_send(request, reply, px_str_n(token, PX_TOKEN_LEN));
}

void px_session_need(px_request *request, px_reply *reply)
{
    reply->shared = false;
    if (!request->session.token.len)
        px_session_renew(request, reply);
}

int px_session_find(px_request *request, px_error *err)
{
    px_person_session session;
    px_error none = PX_ERROR_INIT;
    int rc;

    if (!request->session.token.len)
        return 0;
    rc = px_person_session_find(request->db, request->arena, request->session.token, request->now,
                                &session, &request->session.who, &none);
    if (rc == -(int)PX_ERR_NOT_FOUND)
        return 0;
    if (rc < 0) {
        *err = none;
        return rc;
    }
    if (request->server && request->server->session_use &&
        session.seen + PX_SESSION_SEEN_EVERY <= request->now)
        px_session_use_note(request->server->session_use, &session.hash);
    return 0;
}

int px_session_open(px_request *request, px_reply *reply, px_sign_in *in, px_error *err)
{
    char token[PX_TOKEN_LEN + 1];
    int rc;

    px_token_make(token);
    in->token = px_str_n(token, PX_TOKEN_LEN);
    in->old_token = request->session.token;
    in->now = request->now;
    rc = px_house_write(request->house, px_sign_in_write, in, err);
    if (rc >= 0 && !in->ret_second)
        session_send(request, reply, in->token);
    sodium_memzero(token, sizeof(token));
    in->token = in->old_token = PX_STR_NONE;
    return rc;
}

static int session_end(px_db *db, void *arg, px_error *err)
{
    return px_person_session_end(db, *(px_str *)arg, err);
}

int px_session_close(px_request *request, px_reply *reply, px_error *err)
{
    int rc = 0;

    if (request->session.token.len)
        rc = px_house_write(request->house, session_end, &request->session.token, err);
    if (rc < 0)
        return rc;
    px_session_renew(request, reply);
    return 0;
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
