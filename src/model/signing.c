/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/signing.h"

#include <limits.h>
#include <openssl/x509.h>

#include "base/base64.h"
#include "base/file.h"
#include "base/json_write.h"
#include "model/signing_priv.h"

#include "base/banned.h"

/* What OpenSSF leaves out, too. */
static const char *const git_paths[] = { ".git", ".gitattributes", ".gitignore", ".github" };

static int not_verified(px_error *err, const char *message, px_str path)
{
    int rc = px_fail(err, PX_ERR_NOT_VERIFIED, message, NULL);
    char excerpt[PX_EXCERPT_SIZE];

    px_error_add(err, "path", px_str_excerpt(path, excerpt));
    return rc;
}

/* Where the file is below the folder, "" where it is not there. Either may not exist yet. */
static px_str path_below(const char *folder, const char *path, px_arena *arena)
{
    char root[PATH_MAX], parent[PATH_MAX];
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *in = slash == path ? "/"
                     : slash       ? px_arena_cstr(arena, px_str_n(path, (size_t)(slash - path)))
                                   : ".";
    size_t len;

    if (!realpath(folder, root) || !realpath(in, parent) || !px_path_is_dir(root))
        return PX_STR("");
    len = strlen(root);
    if (strcmp(root, "/") == 0)
        len = 0;
    if (strncmp(parent, root, len) != 0 || (parent[len] && parent[len] != '/'))
        return PX_STR("");
    if (!parent[len])
        return px_str_of(px_arena_cstr(arena, px_str_of(name)));
    return px_str_of(px_arena_format(arena, "%s/%s", parent + len + 1, name));
}

/* ---- Verifying: the signature */

static bool names_key(px_str hint, EVP_PKEY *key, px_arena *arena)
{
    PX_AUTO_BUILDER px_builder hex = PX_BUILDER_INIT(256), base64 = PX_BUILDER_INIT(256);
    unsigned char *der = NULL, hash[32];
    int len = i2d_PUBKEY(key, &der);

    if (len < 0 || EVP_Digest(der, (size_t)len, hash, NULL, EVP_sha256(), NULL) != 1)
        px_out_of_memory();
    OPENSSL_free(der);
    px_builder_hex(&hex, hash, sizeof(hash));
    px_base64_print(&base64, hash, sizeof(hash));
    return px_str_eq(hint, px_signing_key_hint(key, arena)) ||
           px_str_eq(hint, px_builder_view(&hex)) || px_str_eq(hint, px_builder_view(&base64));
}

/* The bundle may name the key, hold it and say its kind. All that is there must fit. */
static bool is_of_key(const px_signing_bundle *bundle, EVP_PKEY *key, px_arena *arena)
{
    px_str pem, der, details;

    px_signing_key_forms(key, arena, &pem, &der, &details);
    return (bundle->hint.len == 0 || names_key(bundle->hint, key, arena)) &&
           (bundle->key_id.len == 0 || names_key(bundle->key_id, key, arena)) &&
           (bundle->raw_key.len == 0 || px_str_eq(bundle->raw_key, pem) ||
            px_str_eq(bundle->raw_key, der)) &&
           (bundle->key_details.len == 0 || px_str_eq(bundle->key_details, details));
}

static int check_signature(const px_signing_bundle *bundle, const char *path, px_arena *arena,
                           px_error *err)
{
    PX_AUTO_KEY EVP_PKEY *key = NULL;
    int rc = px_signing_key_public(path, &key, err);

    if (rc < 0)
        return rc;
    if (!is_of_key(bundle, key, arena))
        return px_fail(err, PX_ERR_NOT_VERIFIED,
                       N_("not verified: the signature names another key than '{path}'"), "path",
                       path, NULL);
    if (!px_signing_key_check(key, bundle->payload_type, bundle->payload, bundle->signature))
        return px_fail(err, PX_ERR_NOT_VERIFIED,
                       N_("not verified: the signature does not hold for the key '{path}'; what is "
                          "signed has been altered, or another key signed it"),
                       "path", path, NULL);
    if (px_str_is(bundle->payload_type, PX_SIGNING_PAYLOAD_TYPE))
        return 0;
    return px_fail(err, PX_ERR_UNSUPPORTED, N_("the signature is not about a model"), NULL);
}

/* ---- Verifying: the files */

static int compare_resources(const void *a, const void *b)
{
    const px_signed_resource *left = *(const px_signed_resource *const *)a;
    const px_signed_resource *right = *(const px_signed_resource *const *)b;
    int order = px_signing_path_cmp(left->name, right->name);

    return order ? order : (left->start > right->start) - (left->start < right->start);
}

/* The parts of one file, next to each other in `sorted`, cover it from its first byte to its last;
 * a whole file stands there once. */
static bool covers(const px_signed_resource *const *sorted, size_t count, bool shards,
                   uint64_t size)
{
    uint64_t at = 0;

    if (!shards)
        return count == 1;
    for (size_t i = 0; i < count; i++) {
        if (sorted[i]->start != at || (at == size && i > 0))
            return false;
        at = sorted[i]->end;
    }
    return at == size;
}

typedef struct check {
    const char *folder;
    const px_signed_manifest *manifest;
    const px_signing_options *options;
    px_signing_files files;
    const px_signed_resource **sorted;
} check;

static size_t same_name(const check *c, size_t from)
{
    size_t to = from;

    while (to < c->manifest->n_resources && px_str_eq(c->sorted[to]->name, c->sorted[from]->name))
        to++;
    return to - from;
}

/* Missing and further files: both lists are sorted alike. */
static int check_names(const check *c, px_error *err)
{
    const px_signed_manifest *manifest = c->manifest;
    px_str more = PX_STR("");
    size_t file = 0, at = 0;

    while (file < c->files.count || at < manifest->n_resources) {
        int order = file == c->files.count ? 1
                    : at == manifest->n_resources
                        ? -1
                        : px_signing_path_cmp(c->files.paths[file], c->sorted[at]->name);

        if (order > 0)
            return not_verified(err, N_("not verified: the signed file '{path}' is missing"),
                                c->sorted[at]->name);
        /* Older signatures of parts say nothing of empty files. */
        if (order < 0 && !more.len && !(manifest->shards && c->files.sizes[file] == 0))
            more = c->files.paths[file];
        if (order == 0) {
            size_t count = same_name(c, at);

            if (!covers(c->sorted + at, count, manifest->shards, c->files.sizes[file]))
                return not_verified(err,
                                    manifest->shards
                                        ? N_("not verified: the file '{path}' has another length "
                                             "than was signed")
                                        : N_("not verified: the signature lists '{path}' twice"),
                                    c->files.paths[file]);
            at += count;
        }
        file++;
    }
    if (more.len && !c->options->allow_more)
        return not_verified(err, N_("not verified: the file '{path}' is there and was not signed"),
                            more);
    return 0;
}

static int check_digests(const check *c, px_error *err)
{
    unsigned char digest[64];
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < c->manifest->n_resources; i++) {
        const px_signed_resource *resource = c->sorted[i];

        rc = c->manifest->shards && resource->end == 0
                 ? 0
                 : px_signing_digest(c->folder, resource->name, resource->start, resource->end,
                                     c->manifest->hash, digest, err);
        if (rc >= 0 && c->manifest->shards && resource->end == 0)
            (void)EVP_Digest(
                "", 0, digest, NULL,
                c->manifest->hash == PX_SIGNING_SHA256 ? EVP_sha256() : EVP_blake2b512(), NULL);
        if (rc >= 0 && memcmp(digest, resource->digest, resource->digest_len) != 0)
            return not_verified(
                err, N_("not verified: the file '{path}' has changed since it was signed"),
                resource->name);
    }
    return rc;
}

static int check_files(const char *folder, const char *bundle, const px_signed_manifest *manifest,
                       const px_signing_options *options, px_arena *arena, px_error *err)
{
    check c = { .folder = folder, .manifest = manifest, .options = options };
    px_str *ignored = px_arena_array(arena, manifest->n_ignored + 1, sizeof(*ignored));
    px_str itself = path_below(folder, bundle, arena);
    size_t n_ignored = manifest->n_ignored;
    int rc;

    for (size_t i = 0; i < n_ignored; i++)
        ignored[i] = manifest->ignored[i];
    if (itself.len)
        ignored[n_ignored++] = itself;
    c.sorted = px_arena_array(arena, manifest->n_resources, sizeof(*c.sorted));
    for (size_t i = 0; i < manifest->n_resources; i++)
        c.sorted[i] = &manifest->resources[i];
    qsort(c.sorted, manifest->n_resources, sizeof(*c.sorted), compare_resources);
    rc = px_signing_walk(folder, ignored, n_ignored,
                         manifest->allow_symlinks || options->follow_links, arena, &c.files, err);
    if (rc >= 0)
        rc = check_names(&c, err);
    return rc < 0 ? rc : check_digests(&c, err);
}

int px_signing_verify(const char *folder, const char *bundle, const char *key,
                      const px_signing_options *options, px_arena *arena,
                      px_signed_manifest *ret_manifest, px_error *err)
{
    static const px_signing_options none;
    PX_AUTO_FREE char *text = NULL;
    px_signing_bundle read = { 0 };
    px_signed_manifest manifest;
    size_t len = 0;
    int rc = px_file_read(bundle, PX_SIGNING_MAX_BUNDLE, &text, &len, err);

    if (rc >= 0)
        rc = px_signing_bundle_read(px_str_n(text, len), bundle, arena, &read, err);
    if (rc >= 0)
        rc = check_signature(&read, key, arena, err);
    if (rc >= 0)
        rc = px_signing_manifest_read(read.payload, arena, &manifest, err);
    if (rc >= 0)
        rc = check_files(folder, bundle, &manifest, options ? options : &none, arena, err);
    if (rc >= 0)
        *ret_manifest = manifest;
    return rc;
}

/* ---- Signing */

static int hash_files(const char *folder, const px_signing_files *files, px_arena *arena,
                      px_signed_manifest *manifest, px_error *err)
{
    int rc = 0;

    if (files->count == 0)
        return px_fail(err, PX_ERR_INVALID, N_("there is no file to sign in '{path}'"), "path",
                       folder, NULL);
    manifest->resources = px_arena_array(arena, files->count, sizeof(*manifest->resources));
    manifest->n_resources = files->count;
    for (size_t i = 0; rc >= 0 && i < files->count; i++) {
        px_signed_resource *resource = &manifest->resources[i];

        resource->name = files->paths[i];
        resource->digest_len = 32;
        rc = px_signing_digest(folder, resource->name, 0, 0, PX_SIGNING_SHA256, resource->digest,
                               err);
    }
    if (rc >= 0)
        px_signing_root(manifest, manifest->root);
    return rc;
}

static void write_predicate(px_json *json, const px_signed_manifest *manifest)
{
    px_json_key(json, "serialization");
    px_json_object(json);
    px_json_pair_cstr(json, "method", "files");
    px_json_pair_cstr(json, "hash_type", "sha256");
    px_json_pair_bool(json, "allow_symlinks", manifest->allow_symlinks);
    px_json_key(json, "ignore_paths");
    px_json_array(json);
    for (size_t i = 0; i < manifest->n_ignored; i++)
        px_json_str(json, manifest->ignored[i]);
    px_json_array_end(json);
    px_json_object_end(json);
    px_json_key(json, "resources");
    px_json_array(json);
    for (size_t i = 0; i < manifest->n_resources; i++) {
        const px_signed_resource *resource = &manifest->resources[i];

        px_json_object(json);
        px_json_pair_str(json, "name", resource->name);
        px_json_pair_cstr(json, "algorithm", "sha256");
        px_json_pair_hex(json, "digest", resource->digest, resource->digest_len);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static int write_payload(const px_signed_manifest *manifest, px_builder *out, px_error *err)
{
    px_json json;

    px_json_start(&json, out, PX_JSON_PRETTY);
    px_json_object(&json);
    px_json_pair_cstr(&json, "_type", PX_SIGNING_STATEMENT_TYPE);
    px_json_key(&json, "subject");
    px_json_array(&json);
    px_json_object(&json);
    px_json_pair_str(&json, "name", manifest->subject);
    px_json_key(&json, "digest");
    px_json_object(&json);
    px_json_pair_hex(&json, "sha256", manifest->root, sizeof(manifest->root));
    px_json_object_end(&json);
    px_json_object_end(&json);
    px_json_array_end(&json);
    px_json_pair_cstr(&json, "predicateType", PX_SIGNING_PREDICATE_TYPE);
    px_json_key(&json, "predicate");
    px_json_object(&json);
    write_predicate(&json, manifest);
    px_json_object_end(&json);
    px_json_object_end(&json);
    return px_json_finish(&json, err);
}

static void pair_base64(px_json *json, const char *key, px_str bytes)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(2 * PX_SIGNING_MAX_BUNDLE);

    px_base64_print(&text, bytes.ptr, bytes.len);
    px_json_pair_str(json, key, px_builder_view(&text));
}

static int write_bundle(const char *path, px_str payload, px_str signature, px_str hint,
                        px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_SIGNING_MAX_BUNDLE);
    px_json json;
    int rc;

    px_json_start(&json, &out, PX_JSON_COMPACT);
    px_json_object(&json);
    px_json_pair_cstr(&json, "mediaType", PX_SIGNING_BUNDLE_TYPE);
    px_json_key(&json, "verificationMaterial");
    px_json_object(&json);
    px_json_key(&json, "publicKey");
    px_json_object(&json);
    px_json_pair_str(&json, "hint", hint);
    px_json_object_end(&json);
    px_json_key(&json, "tlogEntries");
    px_json_array(&json);
    px_json_array_end(&json);
    px_json_object_end(&json);
    px_json_key(&json, "dsseEnvelope");
    px_json_object(&json);
    pair_base64(&json, "payload", payload);
    px_json_pair_cstr(&json, "payloadType", PX_SIGNING_PAYLOAD_TYPE);
    px_json_key(&json, "signatures");
    px_json_array(&json);
    px_json_object(&json);
    pair_base64(&json, "sig", signature);
    px_json_pair_cstr(&json, "keyid", "");
    px_json_object_end(&json);
    px_json_array_end(&json);
    px_json_object_end(&json);
    px_json_object_end(&json);
    rc = px_json_finish(&json, err);
    return rc < 0 ? rc : px_file_write(path, px_builder_view(&out), 0644, err);
}

/* The name of the folder, or of the file that is the model. */
static px_str subject_of(const char *folder, px_arena *arena)
{
    char real[PATH_MAX];
    const char *slash;

    if (!realpath(folder, real))
        return PX_STR("model");
    slash = strrchr(real, '/');
    return slash && slash[1] ? px_arena_str(arena, px_str_of(slash + 1)) : PX_STR("model");
}

static void put_ignored(const char *folder, const char *bundle, const px_signing_options *options,
                        px_arena *arena, px_signed_manifest *manifest)
{
    px_str itself = path_below(folder, bundle, arena);
    size_t count = 0;

    while (options->ignored && options->ignored[count])
        count++;
    manifest->ignored =
        px_arena_array(arena, count + PX_COUNT(git_paths) + 1, sizeof(*manifest->ignored));
    for (size_t i = 0; i < PX_COUNT(git_paths); i++)
        manifest->ignored[manifest->n_ignored++] = px_str_of(git_paths[i]);
    for (size_t i = 0; i < count; i++)
        manifest->ignored[manifest->n_ignored++] = px_str_of(options->ignored[i]);
    if (itself.len)
        manifest->ignored[manifest->n_ignored++] = itself;
}

int px_signing_sign(const char *folder, const char *private_key, const char *bundle,
                    const px_signing_options *options, px_arena *arena,
                    px_signed_manifest *ret_manifest, px_error *err)
{
    static const px_signing_options none;
    PX_AUTO_BUILDER px_builder payload = PX_BUILDER_INIT(PX_SIGNING_MAX_BUNDLE / 2);
    PX_AUTO_KEY EVP_PKEY *key = NULL;
    px_signed_manifest manifest = { .subject = subject_of(folder, arena) };
    px_signing_files files;
    px_str signature = PX_STR_NONE;
    int rc = px_signing_key_private(private_key, &key, err);

    options = options ? options : &none;
    if (rc < 0)
        return rc;
    manifest.allow_symlinks = options->follow_links;
    put_ignored(folder, bundle, options, arena, &manifest);
    rc = px_signing_walk(folder, manifest.ignored, manifest.n_ignored, options->follow_links, arena,
                         &files, err);
    if (rc >= 0)
        rc = hash_files(folder, &files, arena, &manifest, err);
    if (rc >= 0)
        rc = write_payload(&manifest, &payload, err);
    if (rc >= 0)
        rc = px_signing_key_sign(key, PX_STR(PX_SIGNING_PAYLOAD_TYPE), px_builder_view(&payload),
                                 arena, &signature, err);
    if (rc >= 0)
        rc = write_bundle(bundle, px_builder_view(&payload), signature,
                          px_signing_key_hint(key, arena), err);
    if (rc >= 0)
        *ret_manifest = manifest;
    return rc;
}
