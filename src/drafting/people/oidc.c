/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/oidc.h"

#include <pthread.h>
#include <sodium.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "base/builder.h"
#include "base/net_address.h"
#include "drafting/people/jwt.h"
#include "store/setting.h"

#include "base/banned.h"

#define KEPT_FOR ((px_time)10 * 60 * 1000)
#define KEYS_NOT_BEFORE ((px_time)60 * 1000) /* a key that is not known is asked for so often */

enum { DOCUMENT_MAX = 256 * 1024, MAX_ADDRESS = 2048 };

/* The provider, from settings and discovery. Slices in the arena. */
typedef struct provider {
    px_str issuer, client, secret, authority, scopes, mail_claim, verified_claim;
    px_str authorization, token, keys, userinfo; /* addresses */
    bool basic;                                  /* the secret goes in the head */
} provider;

/* What was fetched from a provider, for all threads. */
typedef struct kept_document {
    char *issuer, *text; /* owned */
    px_time fetched;
} kept_document;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static kept_document kept_discovery, kept_keys;

/* ---- Documents of the provider */

static bool kept_get(const kept_document *kept, px_arena *arena, px_str issuer, px_time since,
                     px_str *ret_text)
{
    bool found;

    (void)pthread_mutex_lock(&lock);
    found = kept->issuer && px_str_is(issuer, kept->issuer) && kept->fetched >= since;
    if (found)
        *ret_text = px_arena_str(arena, px_str_of(kept->text));
    (void)pthread_mutex_unlock(&lock);
    return found;
}

static void kept_put(kept_document *kept, px_str issuer, px_str text, px_time now)
{
    (void)pthread_mutex_lock(&lock);
    free(kept->issuer);
    free(kept->text);
    kept->issuer = px_alloc_zero(issuer.len + 1, 1);
    kept->text = px_alloc_zero(text.len + 1, 1);
    memcpy(kept->issuer, issuer.ptr, issuer.len);
    memcpy(kept->text, text.ptr, text.len);
    kept->fetched = now;
    (void)pthread_mutex_unlock(&lock);
}

static int oidc_fetch(const px_oidc *oidc, const provider *p, px_fetch *fetch, px_str *ret_body,
                      px_error *err)
{
    px_fetched fetched;
    int rc;

    if (!oidc->courier)
        return px_fail(err, PX_ERR_UNSUPPORTED, N_("no connections can be made here"), NULL);
    fetch->named = p->issuer;
    fetch->authority = p->authority;
    fetch->max_bytes = DOCUMENT_MAX;
    rc = px_courier_fetch(oidc->courier, oidc->arena, fetch, &fetched, err);
    if (rc < 0)
        return rc;
    if (fetched.status != 200)
        return px_fail(err, PX_ERR_NOT_VERIFIED,
                       N_("the provider refused to answer (status {status})"), "status",
                       px_arena_format(oidc->arena, "%d", fetched.status), NULL);
    *ret_body = fetched.body;
    return 0;
}

static int oidc_fail_document(px_error *err)
{
    return px_fail(err, PX_ERR_CONFIG,
                   N_("what the provider of sign-in says of itself does not fit the settings"),
                   NULL);
}

/* An address that the document names: https, or this machine where the issuer is on it. */
static bool oidc_is_address(px_str address, px_str issuer)
{
    px_net_address parts, own;

    if (address.len > MAX_ADDRESS || !px_net_address_read(address, &parts) ||
        !px_net_address_read(issuer, &own))
        return false;
    if (px_str_is(parts.scheme, "https"))
        return true;
    return px_str_is(parts.scheme, "http") && px_net_is_loopback(parts.host) &&
           px_net_is_loopback(own.host);
}

static int discovery_address(const json_t *document, const provider *p, px_arena *arena,
                             const char *name, px_str *ret_address, px_error *err)
{
    px_str address;

    if (px_json_get_str(document, name, &address, NULL) < 0 || !oidc_is_address(address, p->issuer))
        return oidc_fail_document(err);
    *ret_address = px_arena_str(arena, address);
    return 0;
}

/* Whether the provider takes the secret in the head: it does unless it says otherwise. */
static bool discovery_takes_basic(const json_t *document)
{
    const json_t *ways = json_object_get(document, "token_endpoint_auth_methods_supported");
    bool basic = !json_is_array(ways);

    for (size_t i = 0; i < json_array_size(ways); i++) {
        const char *way = json_string_value(json_array_get(ways, i));

        basic |= way && strcmp(way, "client_secret_basic") == 0;
    }
    return basic;
}

static int discovery_read(const px_oidc *oidc, provider *p, px_str text, px_error *err)
{
    PX_AUTO_JSON json_t *document = NULL;
    px_str issuer;
    int rc;

    if (px_json_parse(text, "discovery", DOCUMENT_MAX, &document, NULL) < 0 ||
        px_json_get_str(document, "issuer", &issuer, NULL) < 0 || !px_str_eq(issuer, p->issuer))
        return oidc_fail_document(err);
    rc = discovery_address(document, p, oidc->arena, "authorization_endpoint", &p->authorization,
                           err);
    if (rc >= 0)
        rc = discovery_address(document, p, oidc->arena, "token_endpoint", &p->token, err);
    if (rc >= 0)
        rc = discovery_address(document, p, oidc->arena, "jwks_uri", &p->keys, err);
    if (rc >= 0 && json_object_get(document, "userinfo_endpoint"))
        rc = discovery_address(document, p, oidc->arena, "userinfo_endpoint", &p->userinfo, err);
    p->basic = discovery_takes_basic(document);
    return rc;
}

static int provider_settings(const px_oidc *oidc, provider *p, px_error *err)
{
    const struct {
        const char *name;
        px_str *target;
    } settings[] = {
        { "oidc.issuer", &p->issuer },
        { "oidc.client_id", &p->client },
        { "oidc.scopes", &p->scopes },
        { "oidc.claim_mail", &p->mail_claim },
        { "oidc.claim_verified", &p->verified_claim },
    };
    int rc = px_setting_secret(oidc->house, oidc->arena, "oidc.client_secret", &p->secret, err);

    if (rc >= 0)
        rc = px_setting_secret(oidc->house, oidc->arena, "oidc.authority", &p->authority, err);
    for (size_t i = 0; rc >= 0 && i < PX_COUNT(settings); i++)
        rc = px_setting_get(oidc->db, oidc->arena, settings[i].name, settings[i].target, err);
    if (rc >= 0 && (!p->issuer.len || !p->client.len))
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("this house has no provider of sign-in; the settings oidc.issuer and "
                          "oidc.client_id name one"),
                       NULL);
    return rc;
}

static int provider_read(const px_oidc *oidc, provider *p, px_error *err)
{
    px_fetch fetch = { 0 };
    px_str text, base;
    int rc = provider_settings(oidc, p, err);

    if (rc < 0)
        return rc;
    if (kept_get(&kept_discovery, oidc->arena, p->issuer, oidc->now - KEPT_FOR, &text))
        return discovery_read(oidc, p, text, err);
    base = p->issuer;
    while (base.len && base.ptr[base.len - 1] == '/')
        base.len--;
    fetch.address = px_str_of(
        px_arena_format(oidc->arena, "%.*s/.well-known/openid-configuration", PX_STR_ARG(base)));
    rc = oidc_fetch(oidc, p, &fetch, &text, err);
    if (rc >= 0)
        rc = discovery_read(oidc, p, text, err);
    if (rc >= 0)
        kept_put(&kept_discovery, p->issuer, text, oidc->now);
    return rc;
}

/* ---- Beginning */

static void oidc_encode(px_builder *out, px_str value)
{
    static const char digits[] = "0123456789ABCDEF";

    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.ptr[i];

        if (px_is_alnum(c) || (c && strchr("-._~", c))) {
            px_builder_char(out, (char)c);
        } else {
            px_builder_char(out, '%');
            px_builder_char(out, digits[c >> 4]);
            px_builder_char(out, digits[c & 15]);
        }
    }
}

/* A name and a value of a query or a form, behind what separates it from those before. */
static void oidc_add(px_builder *out, const char *separator, const char *name, px_str value)
{
    px_builder_format(out, "%s%s=", separator, name);
    oidc_encode(out, value);
}

typedef struct begin_deed {
    px_token_hash state, session;
    px_str nonce, verifier, back;
    px_time expires;
} begin_deed;

static int begin_write(px_db *db, void *arg, px_error *err)
{
    const begin_deed *deed = arg;
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO oidc_flow (hash, session_hash, nonce, verifier, back,"
                            " expires) VALUES (?, ?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_blob(&query, deed->state.bytes, sizeof(deed->state.bytes));
    px_query_blob(&query, deed->session.bytes, sizeof(deed->session.bytes));
    px_query_str(&query, deed->nonce);
    px_query_str(&query, deed->verifier);
    px_query_str(&query, deed->back);
    px_query_int(&query, deed->expires);
    return px_query_run(&query, err);
}

/* RFC 7636, 4.2: the challenge of a verifier. */
static px_str begin_challenge(px_arena *arena, px_str verifier)
{
    px_token_hash hash = px_token_hash_of(verifier);
    char challenge[PX_TOKEN_LEN + 1];

    (void)sodium_bin2base64(challenge, sizeof(challenge), hash.bytes, sizeof(hash.bytes),
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return px_arena_str(arena, px_str_n(challenge, PX_TOKEN_LEN));
}

int px_oidc_begin(const px_oidc *oidc, const px_oidc_flow *flow, px_str *ret_address, px_error *err)
{
    PX_AUTO_BUILDER px_builder address = PX_BUILDER_INIT(16 * 1024);
    char state[PX_TOKEN_LEN + 1], nonce[PX_TOKEN_LEN + 1], verifier[PX_TOKEN_LEN + 1];
    begin_deed deed = { .nonce = { nonce, PX_TOKEN_LEN },
                        .verifier = { verifier, PX_TOKEN_LEN },
                        .back = flow->back,
                        .expires = oidc->now + PX_OIDC_FLOW_LASTS };
    provider p = { 0 };
    int rc = provider_read(oidc, &p, err);

    if (rc < 0)
        return rc;
    px_token_make(state);
    px_token_make(nonce);
    px_token_make(verifier);
    deed.state = px_token_hash_of(px_str_n(state, PX_TOKEN_LEN));
    deed.session = px_token_hash_of(flow->session);
    px_builder_str(&address, p.authorization);
    oidc_add(&address, px_str_find_char(p.authorization, '?') < p.authorization.len ? "&" : "?",
             "response_type", PX_STR("code"));
    oidc_add(&address, "&", "client_id", p.client);
    oidc_add(&address, "&", "redirect_uri", flow->redirect);
    oidc_add(&address, "&", "scope", p.scopes);
    oidc_add(&address, "&", "state", px_str_n(state, PX_TOKEN_LEN));
    oidc_add(&address, "&", "nonce", deed.nonce);
    oidc_add(&address, "&", "code_challenge", begin_challenge(oidc->arena, deed.verifier));
    oidc_add(&address, "&", "code_challenge_method", PX_STR("S256"));
    rc = px_builder_check(&address, err);
    if (rc >= 0)
        rc = px_house_write(oidc->house, begin_write, &deed, err);
    if (rc >= 0)
        *ret_address = px_arena_str(oidc->arena, px_builder_view(&address));
    return rc;
}

/* ---- Ending */

typedef struct end_deed {
    px_arena *arena;
    px_token_hash state, session;
    px_time now;
    px_str ret_nonce, ret_verifier, ret_back;
} end_deed;

static int end_write(px_db *db, void *arg, px_error *err)
{
    end_deed *deed = arg;
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "DELETE FROM oidc_flow WHERE hash = ? AND session_hash = ? AND"
                            " expires > ? RETURNING nonce, verifier, back",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_blob(&query, deed->state.bytes, sizeof(deed->state.bytes));
    px_query_blob(&query, deed->session.bytes, sizeof(deed->session.bytes));
    px_query_int(&query, deed->now);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("this sign-in is not under way any more"), NULL);
    deed->ret_nonce = px_query_next_text(&query, deed->arena);
    deed->ret_verifier = px_query_next_text(&query, deed->arena);
    deed->ret_back = px_query_next_text(&query, deed->arena);
    return px_query_run(&query, err);
}

static int end_take(const px_oidc *oidc, px_str state, px_str session, end_deed *deed,
                    px_error *err)
{
    *deed = (end_deed){ .arena = oidc->arena,
                        .state = px_token_hash_of(state),
                        .session = px_token_hash_of(session),
                        .now = oidc->now };
    return px_house_write(oidc->house, end_write, deed, err);
}

/* RFC 6749, 2.3.1: both parts are encoded as in forms before they are joined. */
static px_str end_basic(px_arena *arena, const provider *p)
{
    PX_AUTO_BUILDER px_builder both = PX_BUILDER_INIT(16 * 1024);
    PX_AUTO_BUILDER px_builder head = PX_BUILDER_INIT(64 * 1024);

    oidc_encode(&both, p->client);
    px_builder_char(&both, ':');
    oidc_encode(&both, p->secret);
    px_builder_add(&head, "Authorization: Basic ");
    px_base64_print(&head, px_builder_cstr(&both), both.len);
    return px_arena_str(arena, px_builder_view(&head));
}

/* Changes the code for the tokens: the answer's JSON, to be given back. */
static int end_tokens(const px_oidc *oidc, const provider *p, px_str redirect, px_str code,
                      px_str verifier, json_t **ret_tokens, px_error *err)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_FETCH_MAX_BODY);
    px_str headers[3] = { PX_STR("Content-Type: application/x-www-form-urlencoded"),
                          PX_STR("Accept: application/json") };
    px_fetch fetch = { .address = p->token, .headers = headers, .n_headers = 2, .post = true };
    px_str answer;
    int rc;

    oidc_add(&body, "", "grant_type", PX_STR("authorization_code"));
    oidc_add(&body, "&", "code", code);
    oidc_add(&body, "&", "redirect_uri", redirect);
    oidc_add(&body, "&", "code_verifier", verifier);
    if (p->secret.len && p->basic) {
        headers[fetch.n_headers++] = end_basic(oidc->arena, p);
    } else {
        oidc_add(&body, "&", "client_id", p->client);
        if (p->secret.len)
            oidc_add(&body, "&", "client_secret", p->secret);
    }
    rc = px_builder_check(&body, err);
    if (rc < 0)
        return rc;
    fetch.body = px_builder_view(&body);
    rc = oidc_fetch(oidc, p, &fetch, &answer, err);
    if (rc < 0)
        return rc;
    if (px_json_parse(answer, "tokens", DOCUMENT_MAX, ret_tokens, NULL) < 0)
        return oidc_fail_document(err);
    return 0;
}

static int end_verify_with(const px_jwt *jwt, px_str text, px_error *err)
{
    PX_AUTO_JSON json_t *keys = NULL;

    if (px_json_parse(text, "keys", DOCUMENT_MAX, &keys, NULL) < 0)
        return oidc_fail_document(err);
    return px_jwt_verify(jwt, keys, err);
}

static int end_fail_key(px_error *err)
{
    return px_fail(err, PX_ERR_NOT_VERIFIED,
                   N_("the provider has no key that its token could be signed with"), NULL);
}

/* With the keys that are kept; anew where they are old, or lack the key. */
static int end_verify(const px_oidc *oidc, const provider *p, const px_jwt *jwt, px_error *err)
{
    px_fetch fetch = { .address = p->keys };
    px_str text;
    int rc;

    if (kept_get(&kept_keys, oidc->arena, p->issuer, oidc->now - KEPT_FOR, &text)) {
        rc = end_verify_with(jwt, text, err);
        if (rc != -(int)PX_ERR_NOT_FOUND)
            return rc;
        if (kept_get(&kept_keys, oidc->arena, p->issuer, oidc->now - KEYS_NOT_BEFORE, &text))
            return end_fail_key(err);
    }
    rc = oidc_fetch(oidc, p, &fetch, &text, err);
    if (rc < 0)
        return rc;
    kept_put(&kept_keys, p->issuer, text, oidc->now);
    rc = end_verify_with(jwt, text, err);
    return rc == -(int)PX_ERR_NOT_FOUND ? end_fail_key(err) : rc;
}

/* The address where the claims have one that the provider says is verified. */
static px_str end_mail(px_arena *arena, const provider *p, const json_t *claims)
{
    const char *name = px_arena_cstr(arena, p->mail_claim);
    const char *verified = px_arena_cstr(arena, p->verified_claim);
    const json_t *says = json_object_get(claims, verified);
    bool is_verified = px_str_is(p->verified_claim, "-") || json_is_true(says) ||
                       (json_is_string(says) && strcmp(json_string_value(says), "true") == 0);
    px_str mail;

    if (!is_verified || px_json_get_str(claims, name, &mail, NULL) < 0 || mail.len > 254)
        return PX_STR("");
    return px_arena_str(arena, mail);
}

/* Asks for the claims that the token does not have; they count only for the same subject. */
static int end_ask_mail(const px_oidc *oidc, const provider *p, const json_t *tokens,
                        px_str subject, px_str *ret_mail, px_error *err)
{
    PX_AUTO_JSON json_t *claims = NULL;
    px_str headers[2] = { PX_STR("Accept: application/json") };
    px_fetch fetch = { .address = p->userinfo, .headers = headers, .n_headers = 2 };
    px_str token, text, same;
    int rc;

    if (!p->userinfo.len || px_json_get_str(tokens, "access_token", &token, NULL) < 0 ||
        token.len > 8192)
        return 0;
    for (size_t i = 0; i < token.len; i++)
        if (token.ptr[i] <= ' ' || token.ptr[i] >= 0x7F)
            return oidc_fail_document(err);
    headers[1] =
        px_str_of(px_arena_format(oidc->arena, "Authorization: Bearer %.*s", PX_STR_ARG(token)));
    rc = oidc_fetch(oidc, p, &fetch, &text, err);
    if (rc < 0)
        return rc;
    if (px_json_parse(text, "userinfo", DOCUMENT_MAX, &claims, NULL) < 0 ||
        px_json_get_str(claims, "sub", &same, NULL) < 0 || !px_str_eq(same, subject))
        return oidc_fail_document(err);
    *ret_mail = end_mail(oidc->arena, p, claims);
    return 0;
}

static int end_identify(const px_oidc *oidc, const provider *p, const json_t *tokens, px_str nonce,
                        px_oidc_answer *answer, px_error *err)
{
    px_jwt_wanted wanted = { p->issuer, p->client, nonce, oidc->now, PX_STR_INIT("") };
    PX_AUTO_JWT px_jwt jwt = { 0 };
    px_str token, subject;
    int rc;

    if (px_json_get_str(tokens, "id_token", &token, NULL) < 0)
        return oidc_fail_document(err);
    (void)!px_json_get_str(tokens, "access_token", &wanted.access, NULL);
    rc = px_jwt_parse(oidc->arena, token, &jwt, err);
    if (rc >= 0)
        rc = end_verify(oidc, p, &jwt, err);
    if (rc >= 0)
        rc = px_jwt_check(&jwt, &wanted, err);
    if (rc >= 0)
        rc = px_json_get_str(jwt.claims, "sub", &subject, err);
    if (rc < 0)
        return rc;
    answer->identity =
        (px_identity){ .issuer = p->issuer, .subject = px_arena_str(oidc->arena, subject) };
    answer->mail = end_mail(oidc->arena, p, jwt.claims);
    if (answer->mail.len)
        return 0;
    return end_ask_mail(oidc, p, tokens, answer->identity.subject, &answer->mail, err);
}

int px_oidc_end(const px_oidc *oidc, px_str state, px_str code, const px_oidc_flow *flow,
                px_oidc_answer *ret_answer, px_error *err)
{
    PX_AUTO_JSON json_t *tokens = NULL;
    px_oidc_answer answer = { 0 };
    provider p = { 0 };
    end_deed deed;
    int rc = end_take(oidc, state, flow->session, &deed, err);

    if (rc >= 0)
        rc = provider_read(oidc, &p, err);
    if (rc >= 0)
        rc = end_tokens(oidc, &p, flow->redirect, code, deed.ret_verifier, &tokens, err);
    if (rc >= 0)
        rc = end_identify(oidc, &p, tokens, deed.ret_nonce, &answer, err);
    if (rc < 0)
        return rc;
    answer.back = deed.ret_back;
    *ret_answer = answer;
    return 0;
}

int px_oidc_drop(const px_oidc *oidc, px_str state, px_str session, px_str *ret_back, px_error *err)
{
    end_deed deed;
    int rc = end_take(oidc, state, session, &deed, err);

    if (rc >= 0)
        *ret_back = deed.ret_back;
    return rc;
}
