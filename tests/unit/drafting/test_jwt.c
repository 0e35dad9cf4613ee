/* SPDX-License-Identifier: EUPL-1.2 */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include "drafting/people/jwt.h"
#include "unit/arena_fixture.h"

#define NOW ((px_time)1700000000000)

static const px_jwt_wanted wanted = { PX_STR_INIT("https://a.example"), PX_STR_INIT("praxis"),
                                      PX_STR_INIT("n-1"), NOW };
static const char good[] = "{\"iss\":\"https://a.example\",\"aud\":\"praxis\",\"sub\":\"anna\","
                           "\"nonce\":\"n-1\",\"iat\":1700000000,\"exp\":1700000300}";

static EVP_PKEY *rsa, *ec;

static const char *encode(const void *bytes, size_t len)
{
    size_t room = sodium_base64_ENCODED_LEN(len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *text = px_arena_alloc(arena, room);

    return sodium_bin2base64(text, room, bytes, len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static const char *encode_text(const char *text)
{
    return encode(text, strlen(text));
}

/* The two numbers of an ES256 signature, from what OpenSSL makes. */
static const char *encode_es256(const unsigned char *der, size_t len)
{
    unsigned char bytes[64];
    ECDSA_SIG *sig = d2i_ECDSA_SIG(NULL, &der, (long)len);

    assert_int_equal(BN_bn2binpad(ECDSA_SIG_get0_r(sig), bytes, 32), 32);
    assert_int_equal(BN_bn2binpad(ECDSA_SIG_get0_s(sig), bytes + 32, 32), 32);
    ECDSA_SIG_free(sig);
    return encode(bytes, sizeof(bytes));
}

static px_str token_of(EVP_PKEY *key, const char *head, const char *claims)
{
    const char *text = px_arena_format(arena, "%s.%s", encode_text(head), encode_text(claims));
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    unsigned char bytes[512];
    size_t len = sizeof(bytes);
    const char *signature;

    assert_int_equal(EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key), 1);
    assert_int_equal(
        EVP_DigestSign(context, bytes, &len, (const unsigned char *)text, strlen(text)), 1);
    EVP_MD_CTX_free(context);
    signature = key == ec ? encode_es256(bytes, len) : encode(bytes, len);
    return px_str_of(px_arena_format(arena, "%s.%s", text, signature));
}

static const char *number_of(EVP_PKEY *key, const char *name)
{
    unsigned char bytes[512];
    BIGNUM *n = NULL;
    int len;

    assert_int_equal(EVP_PKEY_get_bn_param(key, name, &n), 1);
    len = BN_num_bytes(n) < 32 && key == ec ? BN_bn2binpad(n, bytes, 32) : BN_bn2bin(n, bytes);
    BN_free(n);
    return encode(bytes, (size_t)len);
}

/* Both keys, "one" of RSA and "two" of a curve. */
static json_t *key_set(void)
{
    const char *text = px_arena_format(
        arena,
        "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"one\",\"use\":\"sig\",\"n\":\"%s\",\"e\":\"%s\"},"
        "{\"kty\":\"EC\",\"kid\":\"two\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\"}]}",
        number_of(rsa, OSSL_PKEY_PARAM_RSA_N), number_of(rsa, OSSL_PKEY_PARAM_RSA_E),
        number_of(ec, OSSL_PKEY_PARAM_EC_PUB_X), number_of(ec, OSSL_PKEY_PARAM_EC_PUB_Y));
    px_error err = PX_ERROR_INIT;
    json_t *keys = NULL;

    assert_ok(px_json_parse(px_str_of(text), "keys", 65536, &keys, &err), &err);
    return keys;
}

/* Parses, verifies and checks, as signing in does. */
static int accept_token(px_str token, const json_t *keys)
{
    PX_AUTO_JWT px_jwt jwt = { 0 };
    px_error err = PX_ERROR_INIT;
    int rc = px_jwt_parse(arena, token, &jwt, &err);

    if (rc >= 0)
        rc = px_jwt_verify(&jwt, keys, &err);
    return rc < 0 ? rc : px_jwt_check(&jwt, &wanted, &err);
}

static void both_algorithms_are_taken(void **state)
{
    PX_AUTO_JSON json_t *keys = key_set();

    (void)state;
    assert_int_equal(accept_token(token_of(rsa, "{\"alg\":\"RS256\",\"kid\":\"one\"}", good), keys),
                     0);
    assert_int_equal(accept_token(token_of(ec, "{\"alg\":\"ES256\",\"kid\":\"two\"}", good), keys),
                     0);
    assert_int_equal(accept_token(token_of(rsa, "{\"alg\":\"RS256\"}", good), keys), 0);
}

/* A hash keyed by the public key, for those who take any algorithm that the token names. */
static px_str token_by_hash(void)
{
    const char *text = px_arena_format(
        arena, "%s.%s", encode_text("{\"alg\":\"HS256\",\"kid\":\"one\"}"), encode_text(good));
    const char *key = number_of(rsa, OSSL_PKEY_PARAM_RSA_N);
    unsigned char mac[64];
    unsigned len = 0;

    assert_non_null(HMAC(EVP_sha256(), key, (int)strlen(key), (const unsigned char *)text,
                         strlen(text), mac, &len));
    return px_str_of(px_arena_format(arena, "%s.%s", text, encode(mac, len)));
}

static void what_is_not_signed_is_refused(void **state)
{
    static const char head[] = "{\"alg\":\"RS256\",\"kid\":\"one\"}";
    PX_AUTO_JSON json_t *keys = key_set();
    px_str token = token_of(rsa, head, good), other;
    char *changed;

    (void)state;
    other = px_str_of(
        px_arena_format(arena, "%s.%s.", encode_text("{\"alg\":\"none\"}"), encode_text(good)));
    assert_fails(accept_token(other, keys), PX_ERR_MALFORMED);
    other = px_str_of(
        px_arena_format(arena, "%s.%s.eA", encode_text("{\"alg\":\"none\"}"), encode_text(good)));
    assert_fails(accept_token(other, keys), PX_ERR_UNSUPPORTED);
    assert_fails(accept_token(token_by_hash(), keys), PX_ERR_UNSUPPORTED);
    assert_fails(accept_token(token_of(rsa, "{\"alg\":\"RS256\",\"kid\":\"three\"}", good), keys),
                 PX_ERR_NOT_FOUND);
    assert_fails(accept_token(token_of(rsa, "{\"alg\":\"RS256\",\"kid\":\"two\"}", good), keys),
                 PX_ERR_NOT_FOUND);
    assert_fails(accept_token(token_of(rsa, "{\"alg\":\"RS256\",\"crit\":[\"x\"]}", good), keys),
                 PX_ERR_UNSUPPORTED);
    changed = px_arena_cstr(arena, token);
    changed[strlen(head) * 4 / 3 + 8] ^= 1;
    assert_true(accept_token(px_str_of(changed), keys) < 0);
    changed = px_arena_cstr(arena, token);
    changed[token.len - 20] = changed[token.len - 20] == 'A' ? 'B' : 'A';
    assert_fails(accept_token(px_str_of(changed), keys), PX_ERR_NOT_VERIFIED);
    assert_fails(accept_token(token_of(ec, "{\"alg\":\"RS256\",\"kid\":\"one\"}", good), keys),
                 PX_ERR_NOT_VERIFIED);
}

static void what_is_no_token_is_malformed(void **state)
{
    static const char *const tokens[] = {
        "", ".", "..", "a.b", "a.b.c.d", "a.b.", "!.!.!", "e30.e30.eA", "bm8.e30.eA", "e30=.e30.eA"
    };
    PX_AUTO_JSON json_t *keys = key_set();
    char *huge = px_arena_alloc(arena, PX_JWT_MAX + 2);

    (void)state;
    for (size_t i = 0; i < PX_COUNT(tokens); i++)
        assert_true(accept_token(px_str_of(tokens[i]), keys) < 0);
    memset(huge, 'a', PX_JWT_MAX + 1);
    assert_fails(accept_token(px_str_n(huge, PX_JWT_MAX + 1), keys), PX_ERR_TOO_LARGE);
}

static void what_it_says_must_fit(void **state)
{
    static const struct {
        const char *claims, *wrong;
    } cases[] = {
        { "\"iss\":\"https://b.example\",\"aud\":\"praxis\"", "iss" },
        { "\"aud\":\"praxis\"", "iss" },
        { "\"iss\":\"https://a.example\",\"aud\":\"other\"", "aud" },
        { "\"iss\":\"https://a.example\"", "aud" },
        { "\"iss\":\"https://a.example\",\"aud\":[\"praxis\",\"other\"]", "aud" },
        { "\"iss\":\"https://a.example\",\"aud\":\"praxis\",\"azp\":\"other\"", "aud" },
        { "\"iss\":\"https://a.example\",\"aud\":[\"praxis\",\"other\"],\"azp\":\"praxis\"", NULL },
        { "\"iss\":\"https://a.example\",\"aud\":[\"praxis\"]", NULL },
    };
    static const struct {
        const char *rest, *wrong;
    } times[] = {
        { "\"sub\":\"a\",\"nonce\":\"n-1\",\"iat\":1700000000,\"exp\":1699999000", "exp" },
        { "\"sub\":\"a\",\"nonce\":\"n-1\",\"iat\":1700000000", "exp" },
        { "\"sub\":\"a\",\"nonce\":\"n-1\",\"exp\":1700000300", "exp" },
        { "\"sub\":\"a\",\"nonce\":\"n-1\",\"iat\":1700009000,\"exp\":1700009900", "exp" },
        { "\"sub\":\"a\",\"nonce\":\"n-1\",\"iat\":1,\"exp\":\"1700000300\"", "exp" },
        { "\"sub\":\"a\",\"nonce\":\"n-2\",\"iat\":1700000000,\"exp\":1700000300", "nonce" },
        { "\"sub\":\"a\",\"iat\":1700000000,\"exp\":1700000300", "nonce" },
        { "\"sub\":\"\",\"nonce\":\"n-1\",\"iat\":1700000000,\"exp\":1700000300", "sub" },
        { "\"nonce\":\"n-1\",\"iat\":1700000000,\"exp\":1700000300", "sub" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(cases) + PX_COUNT(times); i++) {
        bool first = i < PX_COUNT(cases);
        const char *wrong = first ? cases[i].wrong : times[i - PX_COUNT(cases)].wrong;
        const char *claims = px_arena_format(
            arena, "{%s,%s}",
            first ? cases[i].claims : "\"iss\":\"https://a.example\",\"aud\":\"praxis\"",
            first ? "\"sub\":\"a\",\"nonce\":\"n-1\",\"iat\":1700000000,\"exp\":1700000300"
                  : times[i - PX_COUNT(cases)].rest);
        PX_AUTO_JWT px_jwt jwt = { 0 };
        px_error err = PX_ERROR_INIT;

        assert_ok(px_jwt_parse(arena, token_of(rsa, "{\"alg\":\"RS256\"}", claims), &jwt, &err),
                  &err);
        assert_int_equal(px_jwt_check(&jwt, &wanted, &err) < 0, wrong != NULL);
        if (wrong)
            assert_string_equal(px_error_arg(&err, "claim"), wrong);
    }
}

/* A token that says which access token it came with says so of no other. */
static void a_token_is_bound_to_its_access_token(void **state)
{
    /* The left half of SHA-256("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"), which is the example
     * of OpenID Connect Core, A.3. */
    static const char claims[] = "{\"iss\":\"https://a.example\",\"aud\":\"praxis\","
                                 "\"sub\":\"a\",\"nonce\":\"n-1\",\"iat\":1700000000,"
                                 "\"exp\":1700000300,\"at_hash\":\"77QmUPtjPfzWtF2AnpK9RQ\"}";
    static const struct {
        const char *access;
        bool good;
    } cases[] = {
        { "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y", true },
        { "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Z", false },
        { "", true }, /* none came: there is nothing that it could be mistaken for */
    };
    PX_AUTO_JWT px_jwt jwt = { 0 };
    px_error err = PX_ERROR_INIT;

    (void)state;
    assert_ok(px_jwt_parse(arena, token_of(rsa, "{\"alg\":\"RS256\"}", claims), &jwt, &err), &err);
    for (size_t i = 0; i < PX_COUNT(cases); i++) {
        px_jwt_wanted bound = wanted;

        bound.access = px_str_of(cases[i].access);
        assert_int_equal(px_jwt_check(&jwt, &bound, &err) >= 0, cases[i].good);
        if (!cases[i].good)
            assert_string_equal(px_error_arg(&err, "claim"), "at_hash");
    }
}

static void weak_and_odd_keys_are_refused(void **state)
{
    static const char *const sets[] = {
        "{}",
        "{\"keys\":[]}",
        "{\"keys\":[1,null]}",
        "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}",
        "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"\",\"e\":\"\"}]}",
        "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AQAB\"}]}",
    };
    px_str token = token_of(rsa, "{\"alg\":\"RS256\"}", good);

    (void)state;
    for (size_t i = 0; i < PX_COUNT(sets); i++) {
        PX_AUTO_JSON json_t *keys = NULL;
        px_error err = PX_ERROR_INIT;

        assert_ok(px_json_parse(px_str_of(sets[i]), "keys", 65536, &keys, &err), &err);
        assert_true(accept_token(token, keys) < 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_algorithms_are_taken),
        cmocka_unit_test(what_is_not_signed_is_refused),
        cmocka_unit_test(what_is_no_token_is_malformed),
        cmocka_unit_test(what_it_says_must_fit),
        cmocka_unit_test(weak_and_odd_keys_are_refused),
        cmocka_unit_test(a_token_is_bound_to_its_access_token),
    };
    int rc;

    rsa = EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)2048);
    ec = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
    rc = cmocka_run_group_tests(tests, make, end);
    EVP_PKEY_free(rsa);
    EVP_PKEY_free(ec);
    return rc;
}
