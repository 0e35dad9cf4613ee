/* SPDX-License-Identifier: EUPL-1.2 */
/* For the files that sign and verify. */
#ifndef PX_MODEL_SIGNING_PRIV_H
#define PX_MODEL_SIGNING_PRIV_H

#include <openssl/evp.h>

#include "base/builder.h"
#include "model/signing.h"

#define PX_SIGNING_BUNDLE_TYPE "application/vnd.dev.sigstore.bundle.v0.3+json"
#define PX_SIGNING_PAYLOAD_TYPE "application/vnd.in-toto+json"
#define PX_SIGNING_STATEMENT_TYPE "https://in-toto.io/Statement/v1"
#define PX_SIGNING_PREDICATE_TYPE "https://model_signing/signature/v1.0"

enum { PX_SIGNING_PATH_MAX = 4096 };

/* The hash that an algorithm's name means; false for others. */
bool px_signing_algorithm(px_str name, const px_signed_manifest *manifest,
                          px_signing_hash *ret_hash);

/* SHA-256 of all digests of the manifest, one behind the other. */
void px_signing_root(const px_signed_manifest *manifest, unsigned char ret_root[32]);

/* ---- Keys */

static inline void px_cleanup_key(EVP_PKEY **key)
{
    EVP_PKEY_free(*key);
}
#define PX_AUTO_KEY PX_CLEANUP(px_cleanup_key)

/* PEM files. NOT_FOUND and so on; MALFORMED, UNSUPPORTED for other keys than ECDSA on P-256, P-384
 * and P-521. FORBIDDEN for a private key that others may read. */
int px_signing_key_public(const char *path, EVP_PKEY **ret_key, px_error *err) PX_MUST_CHECK;
int px_signing_key_private(const char *path, EVP_PKEY **ret_key, px_error *err) PX_MUST_CHECK;

/* Lower-case hexadecimal SHA-256 of the public key as PEM: how OpenSSF names keys. */
px_str px_signing_key_hint(EVP_PKEY *key, px_arena *arena);

/* The public key as PEM and as DER, and what sigstore calls its kind. */
void px_signing_key_forms(EVP_PKEY *key, px_arena *arena, px_str *ret_pem, px_str *ret_der,
                          px_str *ret_details);

/* ECDSA over the pre-authentication encoding of type and payload, with the hash that belongs to the
 * curve. check: true where it holds. */
bool px_signing_key_check(EVP_PKEY *key, px_str type, px_str payload, px_str signature);
int px_signing_key_sign(EVP_PKEY *key, px_str type, px_str payload, px_arena *arena,
                        px_str *ret_signature, px_error *err) PX_MUST_CHECK;

/* ---- Files */

/* Files below a folder, or a file itself as ".", in the order of OpenSSF: by parts of the path. */
typedef struct px_signing_files {
    px_str *paths;
    uint64_t *sizes;
    size_t count;
} px_signing_files;

/* Finds them, without those ignored. INVALID for links (unless they are followed) and for what is
 * neither file nor folder, with the argument path. */
int px_signing_walk(const char *folder, const px_str *ignored, size_t n_ignored, bool follow_links,
                    px_arena *arena, px_signing_files *ret_files, px_error *err) PX_MUST_CHECK;

/* Order of paths by their parts. */
int px_signing_path_cmp(px_str a, px_str b);

/* The digest of bytes start to end (0, 0: all) of the file. */
int px_signing_digest(const char *folder, px_str path, uint64_t start, uint64_t end,
                      px_signing_hash hash, unsigned char ret_digest[64],
                      px_error *err) PX_MUST_CHECK;

#endif
