/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signatures of models after OpenSSF Model Signing 1.0: a sigstore bundle v0.3 with a DSSE envelope
 * around an in-toto statement that lists the files of a folder with their digests. Signed with
 * ECDSA by a key of the provider's own: P-256 with SHA-256, P-384 with SHA-384, P-521 with SHA-512.
 * No certificate and no transparency log is asked for. docs/signing.md.
 */
#ifndef PX_MODEL_SIGNING_H
#define PX_MODEL_SIGNING_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

#define PX_SIGNING_MAX_BUNDLE ((size_t)64 << 20)

/* A file, or a part of one, as it was signed. */
typedef struct px_signed_resource {
    px_str name;         /* path below the folder, with "/" */
    uint64_t start, end; /* bytes of the part; of whole files 0, 0 */
    unsigned char digest[64];
    unsigned char digest_len;
} px_signed_resource;

typedef enum px_signing_hash { PX_SIGNING_SHA256, PX_SIGNING_BLAKE2B } px_signing_hash;

typedef struct px_signed_manifest {
    px_str subject;         /* name of the folder when it was signed; says nothing */
    unsigned char root[32]; /* SHA-256 of all digests, one behind the other */
    bool shards;
    uint64_t shard_size;
    px_signing_hash hash;
    bool allow_symlinks;
    px_str *ignored; /* paths below the folder that the signature says nothing of */
    size_t n_ignored;
    px_signed_resource *resources; /* in the order signed */
    size_t n_resources;
} px_signed_manifest;

/* A bundle as it is read, before anything in it is believed. */
typedef struct px_signing_bundle {
    px_str payload_type, payload, signature; /* bytes, decoded */
    /* Of the key, each may be empty: its name twice, the key itself, its kind. */
    px_str hint, key_id, raw_key, key_details;
} px_signing_bundle;

/* Reads the JSON of a bundle into the arena. MALFORMED; UNSUPPORTED for another version, a
 * signature by certificate without a key of ours to check it with, or more than one signature. */
int px_signing_bundle_read(px_str json, const char *source, px_arena *arena,
                           px_signing_bundle *ret_bundle, px_error *err) PX_MUST_CHECK;

/* Reads the payload of a bundle whose signature has been checked. MALFORMED; UNSUPPORTED for
 * another kind of statement, method or hash; NOT_VERIFIED where the digest of the whole is not that
 * of its parts. */
int px_signing_manifest_read(px_str payload, px_arena *arena, px_signed_manifest *ret_manifest,
                             px_error *err) PX_MUST_CHECK;

typedef struct px_signing_options {
    bool
        follow_links; /* take links below the folder for what they lead to; else they are refused */
    bool allow_more;  /* verify: files that were not signed may be there */
    const char *const
        *ignored; /* sign: paths below the folder that are left out; NULL-ended or NULL */
} px_signing_options;

/* Checks signature and files. `key` is a PEM file with the public key. NOT_VERIFIED with one
 * reason, the first found: the key, the signature, the payload, then files that are missing, more
 * or changed, with the argument path. UNSUPPORTED for keys that are not ECDSA. */
int px_signing_verify(const char *folder, const char *bundle, const char *key,
                      const px_signing_options *options, px_arena *arena,
                      px_signed_manifest *ret_manifest, px_error *err) PX_MUST_CHECK;

/* Puts a file beside those of the model, under its own name, so that the signature binds it, too;
 * one that is below the folder stays where it is. EXISTS where another file has that name. */
int px_signing_add(const char *folder, const char *file, px_arena *arena,
                   px_error *err) PX_MUST_CHECK;

/* Hashes the folder, signs with the PEM private key and writes the bundle in one step; an existing
 * file at that path is replaced. Inside the folder, the bundle ignores itself. FORBIDDEN where
 * others may read the private key. */
int px_signing_sign(const char *folder, const char *private_key, const char *bundle,
                    const px_signing_options *options, px_arena *arena,
                    px_signed_manifest *ret_manifest, px_error *err) PX_MUST_CHECK;

#endif
