/* SPDX-License-Identifier: EUPL-1.2 */
/* Keys, and ECDSA by OpenSSL. */
#include <errno.h>
#include <fcntl.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <sys/stat.h>

#include "base/file.h"
#include "model/signing_priv.h"

#include "base/banned.h"

enum { KEY_MAX_BYTES = 64 * 1024, SIGNATURE_MAX = 256 };

/* The hash that goes with each curve, after the sigstore specification. */
static const struct curve {
    const char *name;
    const EVP_MD *(*hash)(void);
    const char *details;
} curves[] = {
    { "prime256v1", EVP_sha256, "PKIX_ECDSA_P256_SHA_256" },
    { "secp384r1", EVP_sha384, "PKIX_ECDSA_P384_SHA_384" },
    { "secp521r1", EVP_sha512, "PKIX_ECDSA_P521_SHA_512" },
};

static const struct curve *curve_of(EVP_PKEY *key)
{
    char name[64] = "";
    size_t len = 0;

    if (!EVP_PKEY_is_a(key, "EC") || !EVP_PKEY_get_group_name(key, name, sizeof(name), &len))
        return NULL;
    for (size_t i = 0; i < PX_COUNT(curves); i++)
        if (strcmp(name, curves[i].name) == 0)
            return &curves[i];
    return NULL;
}

static int check_kind(const char *path, EVP_PKEY *key, px_error *err)
{
    ERR_clear_error();
    if (!key)
        return px_fail(err, PX_ERR_MALFORMED,
                       N_("'{path}' holds no key in PEM of the kind asked for, or one behind a "
                          "password"),
                       "path", path, NULL);
    if (curve_of(key))
        return 0;
    return px_fail(err, PX_ERR_UNSUPPORTED,
                   N_("the key '{path}' is not of the kind that signs models here: ECDSA on P-256, "
                      "P-384 or P-521"),
                   "path", path, NULL);
}

/* No password is asked for on a terminal: a key behind one does not load. */
static int no_password(char *password, int size, int writing, void *arg)
{
    (void)password;
    (void)size;
    (void)writing;
    (void)arg;
    return -1;
}

int px_signing_key_public(const char *path, EVP_PKEY **ret_key, px_error *err)
{
    PX_AUTO_FREE char *text = NULL;
    PX_AUTO_KEY EVP_PKEY *key = NULL;
    size_t len = 0;
    BIO *in;
    int rc = px_file_read(path, KEY_MAX_BYTES, &text, &len, err);

    if (rc < 0)
        return rc;
    in = BIO_new_mem_buf(text, (int)len);
    key = in ? PEM_read_bio_PUBKEY(in, NULL, no_password, NULL) : NULL;
    BIO_free(in);
    rc = check_kind(path, key, err);
    if (rc >= 0)
        *ret_key = PX_TAKE(key);
    return rc;
}

/* Whoever can read the key can sign in the provider's name. */
static int open_private(const char *path, int *ret_fd, px_error *err)
{
    PX_AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;

    if (fd < 0 || fstat(fd, &st) < 0)
        return px_fail_errno(err, errno, N_("cannot read the private key '{path}': {reason}"),
                             "path", path, NULL);
    if (st.st_mode & (S_IRWXG | S_IRWXO))
        return px_fail(err, PX_ERR_FORBIDDEN,
                       N_("others than its owner may use the private key '{path}': run 'chmod 600' "
                          "on it first"),
                       "path", path, NULL);
    *ret_fd = PX_TAKE_FD(fd);
    return 0;
}

int px_signing_key_private(const char *path, EVP_PKEY **ret_key, px_error *err)
{
    PX_AUTO_CLOSE int fd = -1;
    PX_AUTO_KEY EVP_PKEY *key = NULL;
    char *text = NULL;
    size_t len = 0;
    BIO *in;
    int rc = open_private(path, &fd, err);

    if (rc >= 0)
        rc = px_fd_read(fd, path, KEY_MAX_BYTES, &text, &len, err);
    if (rc < 0)
        return rc;
    in = BIO_new_mem_buf(text, (int)len);
    key = in ? PEM_read_bio_PrivateKey(in, NULL, no_password, NULL) : NULL;
    BIO_free(in);
    OPENSSL_cleanse(text, len);
    free(text);
    rc = check_kind(path, key, err);
    if (rc >= 0)
        *ret_key = PX_TAKE(key);
    return rc;
}

static px_str pem_of(EVP_PKEY *key, px_arena *arena)
{
    BIO *out = BIO_new(BIO_s_mem());
    char *pem = NULL;
    px_str copy;
    long len;

    if (!out || PEM_write_bio_PUBKEY(out, key) != 1)
        px_out_of_memory();
    len = BIO_get_mem_data(out, &pem);
    copy = px_arena_str(arena, px_str_n(pem, (size_t)len));
    BIO_free(out);
    return copy;
}

void px_signing_key_forms(EVP_PKEY *key, px_arena *arena, px_str *ret_pem, px_str *ret_der,
                          px_str *ret_details)
{
    unsigned char *der = NULL;
    int len = i2d_PUBKEY(key, &der);

    if (len < 0)
        px_out_of_memory();
    *ret_pem = pem_of(key, arena);
    *ret_der = px_arena_str(arena, px_str_n((const char *)der, (size_t)len));
    *ret_details = px_str_of(curve_of(key)->details);
    OPENSSL_free(der);
}

px_str px_signing_key_hint(EVP_PKEY *key, px_arena *arena)
{
    PX_AUTO_BUILDER px_builder hex = PX_BUILDER_INIT(256);
    px_str pem = pem_of(key, arena);
    unsigned char hash[32];

    if (EVP_Digest(pem.ptr, pem.len, hash, NULL, EVP_sha256(), NULL) != 1)
        px_out_of_memory();
    px_builder_hex(&hex, hash, sizeof(hash));
    return px_arena_str(arena, px_builder_view(&hex));
}

/* ---- Signatures */

/* What is signed of an envelope (DSSE): type and payload, each with its length. */
static px_str encoded(px_str type, px_str payload, px_arena *arena)
{
    const char *head =
        px_arena_format(arena, "DSSEv1 %zu %.*s %zu ", type.len, PX_STR_ARG(type), payload.len);
    size_t len = strlen(head);
    char *all = px_arena_alloc(arena, len + payload.len);

    memcpy(all, head, len);
    memcpy(all + len, payload.ptr, payload.len);
    return px_str_n(all, len + payload.len);
}

bool px_signing_key_check(EVP_PKEY *key, px_str type, px_str payload, px_str signature)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str text = encoded(type, payload, arena);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool holds;

    if (!context)
        px_out_of_memory();
    holds = EVP_DigestVerifyInit(context, NULL, curve_of(key)->hash(), NULL, key) == 1 &&
            EVP_DigestVerify(context, (const unsigned char *)signature.ptr, signature.len,
                             (const unsigned char *)text.ptr, text.len) == 1;
    EVP_MD_CTX_free(context);
    ERR_clear_error();
    return holds;
}

int px_signing_key_sign(EVP_PKEY *key, px_str type, px_str payload, px_arena *arena,
                        px_str *ret_signature, px_error *err)
{
    px_str text = encoded(type, payload, arena);
    unsigned char *signature = px_arena_alloc(arena, SIGNATURE_MAX);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    size_t len = SIGNATURE_MAX;
    bool done;

    if (!context)
        px_out_of_memory();
    done = EVP_DigestSignInit(context, NULL, curve_of(key)->hash(), NULL, key) == 1 &&
           EVP_DigestSign(context, signature, &len, (const unsigned char *)text.ptr, text.len) == 1;
    EVP_MD_CTX_free(context);
    ERR_clear_error();
    if (!done)
        return px_fail(err, PX_ERR_FAILED, N_("signing with this key did not work"), NULL);
    *ret_signature = px_str_n((const char *)signature, len);
    return 0;
}
