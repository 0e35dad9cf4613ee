/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/jwt.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <sodium.h>

#include "base/json_read.h"

#include "base/banned.h"

enum { LEEWAY_SECONDS = 120, RSA_MIN_BITS = 2048, RSA_MAX_BITS = 8192, EC_BYTES = 32 };

static const struct {
    const char *name, *type;
} algorithms[] = {
    [PX_JWT_RS256] = { "RS256", "RSA" },
    [PX_JWT_ES256] = { "ES256", "EC" },
};

static int jwt_malformed(px_error *err)
{
    return px_fail(err, PX_ERR_MALFORMED, N_("the token of the provider is not well formed"), NULL);
}

/* ---- Taking apart */

static bool jwt_decode(px_arena *arena, px_str text, px_str *ret_bytes)
{
    unsigned char *bytes = px_arena_alloc(arena, text.len + 1);
    size_t len = 0;

    if (sodium_base642bin(bytes, text.len + 1, text.ptr, text.len, NULL, &len, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return false;
    *ret_bytes = px_str_n((const char *)bytes, len);
    return true;
}

static int jwt_json(px_arena *arena, px_str part, json_t **ret_object, px_error *err)
{
    px_str bytes;

    if (!jwt_decode(arena, part, &bytes) ||
        px_json_parse(bytes, "token", PX_JWT_MAX, ret_object, NULL) < 0)
        return jwt_malformed(err);
    return json_is_object(*ret_object) ? 0 : jwt_malformed(err);
}

/* A text of bounded length, or empty where it is none. */
static px_str jwt_text(const json_t *object, const char *name)
{
    px_str text;

    if (px_json_get_str(object, name, &text, NULL) < 0 || text.len > PX_JWT_MAX_WORD)
        return PX_STR("");
    return text;
}

static int jwt_head(px_arena *arena, const json_t *head, px_jwt *jwt, px_error *err)
{
    px_str name = jwt_text(head, "alg");
    size_t i = 0;

    while (i < PX_COUNT(algorithms) && !px_str_is(name, algorithms[i].name))
        i++;
    if (i == PX_COUNT(algorithms) || json_object_get(head, "crit"))
        return px_fail(err, PX_ERR_UNSUPPORTED,
                       N_("the token of the provider is signed in a way that is not taken; RS256 "
                          "and ES256 are"),
                       NULL);
    jwt->algorithm = (px_jwt_algorithm)i;
    jwt->key = px_arena_str(arena, jwt_text(head, "kid"));
    return 0;
}

int px_jwt_parse(px_arena *arena, px_str token, px_jwt *ret_jwt, px_error *err)
{
    PX_AUTO_JSON json_t *head = NULL;
    px_str rest = token, parts[3];
    px_jwt jwt = { 0 };
    int rc;

    if (token.len > PX_JWT_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("the token of the provider is too large"), NULL);
    for (size_t i = 0; i < PX_COUNT(parts); i++)
        if (!rest.ptr || !px_str_split(&rest, '.', &parts[i]) || !parts[i].len)
            return jwt_malformed(err);
    if (parts[2].ptr + parts[2].len != token.ptr + token.len)
        return jwt_malformed(err);
    jwt.text = px_str_sub(token, 0, parts[0].len + 1 + parts[1].len);
    rc = jwt_json(arena, parts[0], &head, err);
    if (rc >= 0)
        rc = jwt_head(arena, head, &jwt, err);
    if (rc >= 0 && !jwt_decode(arena, parts[2], &jwt.signature))
        rc = jwt_malformed(err);
    if (rc >= 0)
        rc = jwt_json(arena, parts[1], &jwt.claims, err);
    if (rc < 0) {
        px_jwt_free(&jwt);
        return rc;
    }
    *ret_jwt = jwt;
    return 0;
}

void px_jwt_free(px_jwt *jwt)
{
    json_decref(PX_TAKE(jwt->claims));
}

/* ---- Keys */

static void key_free(EVP_PKEY **key)
{
    EVP_PKEY_free(*key);
}

static void bn_free(BIGNUM **n)
{
    BN_free(*n);
}

static void build_free(OSSL_PARAM_BLD **build)
{
    OSSL_PARAM_BLD_free(*build);
}

static EVP_PKEY *key_make(const char *type, OSSL_PARAM_BLD *build)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(build);
    EVP_PKEY *key = NULL;

    if (context && params && EVP_PKEY_fromdata_init(context) == 1 &&
        EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
        key = NULL;
    OSSL_PARAM_free(params);
    EVP_PKEY_CTX_free(context);
    return key;
}

static bool key_bytes(px_arena *arena, const json_t *jwk, const char *name, px_str *ret_bytes)
{
    px_str text = jwt_text(jwk, name);

    return text.len && jwt_decode(arena, text, ret_bytes);
}

static EVP_PKEY *key_rsa(px_arena *arena, const json_t *jwk)
{
    PX_CLEANUP(build_free) OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    PX_CLEANUP(bn_free) BIGNUM *n = NULL;
    PX_CLEANUP(bn_free) BIGNUM *e = NULL;
    px_str modulus, exponent;

    if (!build || !key_bytes(arena, jwk, "n", &modulus) || !key_bytes(arena, jwk, "e", &exponent) ||
        exponent.len > 8)
        return NULL;
    n = BN_bin2bn((const unsigned char *)modulus.ptr, (int)modulus.len, NULL);
    e = BN_bin2bn((const unsigned char *)exponent.ptr, (int)exponent.len, NULL);
    if (!n || !e || BN_num_bits(n) < RSA_MIN_BITS || BN_num_bits(n) > RSA_MAX_BITS ||
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, n) != 1 ||
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, e) != 1)
        return NULL;
    return key_make("RSA", build);
}

static EVP_PKEY *key_ec(px_arena *arena, const json_t *jwk)
{
    PX_CLEANUP(build_free) OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    unsigned char point[1 + 2 * EC_BYTES] = { 4 }; /* not compressed */
    px_str x, y;

    if (!build || !px_str_is(jwt_text(jwk, "crv"), "P-256") || !key_bytes(arena, jwk, "x", &x) ||
        !key_bytes(arena, jwk, "y", &y) || x.len != EC_BYTES || y.len != EC_BYTES)
        return NULL;
    memcpy(point + 1, x.ptr, EC_BYTES);
    memcpy(point + 1 + EC_BYTES, y.ptr, EC_BYTES);
    if (OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof(point)) != 1)
        return NULL;
    return key_make("EC", build);
}

/* ---- Verifying */

/* ES256 signs with two numbers of 32 bytes; OpenSSL wants them in DER. */
static bool jwt_der(px_str signature, unsigned char *der, size_t room, size_t *ret_len)
{
    const unsigned char *bytes = (const unsigned char *)signature.ptr;
    ECDSA_SIG *sig = signature.len == 2 * EC_BYTES ? ECDSA_SIG_new() : NULL;
    BIGNUM *r = sig ? BN_bin2bn(bytes, EC_BYTES, NULL) : NULL;
    BIGNUM *s = sig ? BN_bin2bn(bytes + EC_BYTES, EC_BYTES, NULL) : NULL;
    int len = 0;

    if (r && s && ECDSA_SIG_set0(sig, r, s) == 1) {
        len = i2d_ECDSA_SIG(sig, NULL);
        if (len > 0 && (size_t)len <= room)
            len = i2d_ECDSA_SIG(sig, &der);
    } else {
        BN_free(r);
        BN_free(s);
    }
    ECDSA_SIG_free(sig);
    *ret_len = len > 0 ? (size_t)len : 0;
    return len > 0;
}

static bool jwt_is_signed(const px_jwt *jwt, EVP_PKEY *key)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    unsigned char der[2 * EC_BYTES + 16];
    px_str signature = jwt->signature;
    bool good = context != NULL;
    size_t len;

    if (jwt->algorithm == PX_JWT_ES256) {
        good = good && jwt_der(signature, der, sizeof(der), &len);
        signature = good ? px_str_n((const char *)der, len) : PX_STR("");
    }
    good = good && EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
           EVP_DigestVerify(context, (const unsigned char *)signature.ptr, signature.len,
                            (const unsigned char *)jwt->text.ptr, jwt->text.len) == 1;
    EVP_MD_CTX_free(context);
    return good;
}

/* Whether the set means this key for this token. */
static bool key_fits(const px_jwt *jwt, const json_t *jwk)
{
    px_str use = jwt_text(jwk, "use"), algorithm = jwt_text(jwk, "alg");

    return json_is_object(jwk) &&
           px_str_is(jwt_text(jwk, "kty"), algorithms[jwt->algorithm].type) &&
           (!use.len || px_str_is(use, "sig")) &&
           (!algorithm.len || px_str_is(algorithm, algorithms[jwt->algorithm].name)) &&
           (!jwt->key.len || px_str_eq(jwt_text(jwk, "kid"), jwt->key));
}

int px_jwt_verify(const px_jwt *jwt, const json_t *keys, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const json_t *list = json_object_get(keys, "keys");
    const json_t *found = NULL;
    size_t fitting = 0;

    for (size_t i = 0; i < PX_MIN(json_array_size(list), (size_t)PX_JWT_MAX_KEYS); i++) {
        const json_t *jwk = json_array_get(list, i);

        if (!key_fits(jwt, jwk))
            continue;
        fitting++;
        found = jwk;
    }
    /* Without a name of the key only one may be meant. */
    if (fitting == 1) {
        PX_CLEANUP(key_free)
        EVP_PKEY *key =
            jwt->algorithm == PX_JWT_RS256 ? key_rsa(arena, found) : key_ec(arena, found);

        if (key && jwt_is_signed(jwt, key))
            return 0;
        return px_fail(err, PX_ERR_NOT_VERIFIED,
                       N_("the signature of the provider's token is not good"), NULL);
    }
    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("the provider has no key that its token could be signed with"), NULL);
}

/* ---- What it says */

static bool jwt_is_for(const json_t *claims, px_str client)
{
    const json_t *audience = json_object_get(claims, "aud");
    px_str party = jwt_text(claims, "azp");
    bool among = json_is_string(audience) && px_str_eq(jwt_text(claims, "aud"), client);

    for (size_t i = 0; i < json_array_size(audience); i++) {
        const json_t *one = json_array_get(audience, i);

        among |= json_is_string(one) && px_str_eq(px_json_text(one), client);
    }
    if (!among || (json_array_size(audience) > 1 && !party.len))
        return false;
    return !json_object_get(claims, "azp") || px_str_eq(party, client);
}

/* Seconds since 1970; numbers may have a fraction. False where it is none. */
static bool jwt_seconds(const json_t *claims, const char *name, double *ret_seconds)
{
    const json_t *value = json_object_get(claims, name);

    if (!json_is_number(value))
        return false;
    *ret_seconds = json_number_value(value);
    return true;
}

static bool jwt_is_now(const json_t *claims, double now)
{
    double expires, from;

    if (!jwt_seconds(claims, "exp", &expires) || !(expires > now - LEEWAY_SECONDS))
        return false;
    if (json_object_get(claims, "nbf") &&
        (!jwt_seconds(claims, "nbf", &from) || !(from < now + LEEWAY_SECONDS)))
        return false;
    return jwt_seconds(claims, "iat", &from) && from < now + LEEWAY_SECONDS;
}

/* The claim at_hash, where there is one: the left half of the hash of the access token (OpenID
 * Connect Core, 3.1.3.6). Both algorithms hash by SHA-256. */
static bool jwt_binds(const json_t *claims, px_str access)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char
        text[sodium_base64_ENCODED_LEN(sizeof(hash) / 2, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];

    if (!access.len || !json_object_get(claims, "at_hash"))
        return true;
    crypto_hash_sha256(hash, (const unsigned char *)access.ptr, access.len);
    sodium_bin2base64(text, sizeof(text), hash, sizeof(hash) / 2,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return px_str_is(jwt_text(claims, "at_hash"), text);
}

int px_jwt_check(const px_jwt *jwt, const px_jwt_wanted *wanted, px_error *err)
{
    const char *wrong = NULL;
    px_str nonce = jwt_text(jwt->claims, "nonce");

    if (!px_str_eq(jwt_text(jwt->claims, "iss"), wanted->issuer))
        wrong = "iss";
    else if (!jwt_is_for(jwt->claims, wanted->audience))
        wrong = "aud";
    else if (!jwt_is_now(jwt->claims, (double)wanted->now / 1000))
        wrong = "exp";
    else if (nonce.len != wanted->nonce.len || !nonce.len ||
             sodium_memcmp(nonce.ptr, wanted->nonce.ptr, nonce.len) != 0)
        wrong = "nonce";
    else if (!jwt_text(jwt->claims, "sub").len)
        wrong = "sub";
    else if (!jwt_binds(jwt->claims, wanted->access))
        wrong = "at_hash";
    if (!wrong)
        return 0;
    return px_fail(err, PX_ERR_NOT_VERIFIED,
                   N_("the token of the provider is not for this sign-in: its claim '{claim}'"),
                   "claim", wrong, NULL);
}
