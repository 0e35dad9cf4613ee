/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading what a signature says: the bundle, and the statement in it. */
#include "base/base64.h"
#include "base/json_read.h"
#include "base/number.h"
#include "model/signing_priv.h"

#include "base/banned.h"

#define BUNDLE_PREFIX "application/vnd.dev.sigstore.bundle"

enum { SIGNATURE_MAX = 1024, KEY_MAX = 4096, IGNORED_MAX = 10000, RESOURCES_MAX = 4000000 };

static int malformed(px_error *err, const char *where)
{
    return px_fail(err, PX_ERR_MALFORMED,
                   N_("this is no signature of a model: '{where}' is missing or of another form"),
                   "where", where, NULL);
}

static int unsupported(px_error *err, const char *message, px_str what)
{
    char excerpt[PX_EXCERPT_SIZE];

    return px_fail(err, PX_ERR_UNSUPPORTED, message, "what", px_str_excerpt(what, excerpt), NULL);
}

/* A text of an object, never empty; false where there is none. */
static bool text_of(const json_t *object, const char *key, px_str *ret_text)
{
    const json_t *value = json_object_get(object, key);

    if (!json_is_string(value) || json_string_length(value) == 0)
        return false;
    *ret_text = px_json_text(value);
    return true;
}

/* Bytes in base64, in the arena. */
static int bytes_of(const json_t *object, const char *key, size_t max, px_arena *arena,
                    px_str *ret_bytes, px_error *err)
{
    px_str text;
    size_t len = 0;
    char *bytes;

    if (!text_of(object, key, &text) || text.len / 4 * 3 > max)
        return malformed(err, key);
    bytes = px_arena_alloc(arena, text.len / 4 * 3 + 1);
    if (!px_base64_parse(text, bytes, text.len / 4 * 3, &len) || len == 0)
        return malformed(err, key);
    *ret_bytes = px_str_n(bytes, len);
    return 0;
}

/* ---- Bundle */

/* An object that knows these keys alone; false for others. What a verifier would pass over,
 * somebody could change unseen. */
static bool has_only(const json_t *object, const char *const *keys, size_t count)
{
    const char *key;
    json_t *value;

    json_object_foreach((json_t *)object, key, value)
    {
        bool known = false;

        for (size_t i = 0; i < count; i++)
            known = known || strcmp(key, keys[i]) == 0;
        if (!known)
            return false;
    }
    return json_is_object(object);
}

/* Whether an object of lists holds anything. */
static bool has_items(const json_t *value)
{
    const char *key;
    json_t *item;

    if (!value || json_is_null(value))
        return false;
    if (json_is_array(value))
        return json_array_size(value) > 0;
    json_object_foreach((json_t *)value, key, item)
    {
        (void)key;
        if (!json_is_array(item) || json_array_size(item))
            return true;
    }
    return !json_is_object(value);
}

static int read_material(const json_t *material, px_arena *arena, px_signing_bundle *bundle,
                         px_error *err)
{
    static const char *const keys[] = { "publicKey", "tlogEntries", "timestampVerificationData" };
    static const char *const key_keys[] = { "hint", "rawBytes", "keyDetails" };
    const json_t *key = json_object_get(material, "publicKey");
    px_str hint = PX_STR(""), details = PX_STR("");

    if (json_object_get(material, "certificate") ||
        json_object_get(material, "x509CertificateChain"))
        return px_fail(
            err, PX_ERR_UNSUPPORTED,
            N_("the model is signed by a certificate: this checks signatures by a key of "
               "the provider's own; use the tool of OpenSSF for this one"),
            NULL);
    if (!has_only(material, keys, PX_COUNT(keys)) || !has_only(key, key_keys, PX_COUNT(key_keys)))
        return malformed(err, "verificationMaterial");
    if (has_items(json_object_get(material, "tlogEntries")) ||
        has_items(json_object_get(material, "timestampVerificationData")))
        return px_fail(err, PX_ERR_UNSUPPORTED,
                       N_("the signature has time stamps or entries of a transparency log, which "
                          "this cannot check"),
                       NULL);
    (void)text_of(key, "hint", &hint);
    (void)text_of(key, "keyDetails", &details);
    bundle->hint = px_arena_str(arena, hint);
    bundle->key_details = px_arena_str(arena, details);
    if (!json_object_get(key, "rawBytes"))
        return 0;
    return bytes_of(key, "rawBytes", KEY_MAX, arena, &bundle->raw_key, err);
}

static int read_envelope(const json_t *envelope, px_arena *arena, px_signing_bundle *bundle,
                         px_error *err)
{
    static const char *const keys[] = { "payload", "payloadType", "signatures" };
    static const char *const signature_keys[] = { "sig", "keyid" };
    const json_t *signatures = json_object_get(envelope, "signatures");
    const json_t *signature = json_array_get(signatures, 0);
    px_str type = PX_STR_NONE;
    int rc;

    if (!has_only(envelope, keys, PX_COUNT(keys)))
        return malformed(err, "dsseEnvelope");
    if (!text_of(envelope, "payloadType", &type))
        return malformed(err, "payloadType");
    if (json_array_size(signatures) != 1 ||
        !has_only(signature, signature_keys, PX_COUNT(signature_keys)))
        return malformed(err, "signatures");
    bundle->payload_type = px_arena_str(arena, type);
    type = PX_STR("");
    (void)text_of(signature, "keyid", &type);
    bundle->key_id = px_arena_str(arena, type);
    rc = bytes_of(envelope, "payload", PX_SIGNING_MAX_BUNDLE, arena, &bundle->payload, err);
    return rc < 0 ? rc : bytes_of(signature, "sig", SIGNATURE_MAX, arena, &bundle->signature, err);
}

int px_signing_bundle_read(px_str json, const char *source, px_arena *arena,
                           px_signing_bundle *ret_bundle, px_error *err)
{
    static const char *const keys[] = { "mediaType", "verificationMaterial", "dsseEnvelope" };
    PX_AUTO_JSON json_t *top = NULL;
    px_signing_bundle bundle = { 0 };
    px_str type = PX_STR_NONE;
    int rc = px_json_parse(json, source, PX_SIGNING_MAX_BUNDLE, &top, err);

    if (rc < 0)
        return rc;
    if (!text_of(top, "mediaType", &type) || !px_str_starts(type, PX_STR(BUNDLE_PREFIX)))
        return malformed(err, "mediaType");
    if (!px_str_is(type, PX_SIGNING_BUNDLE_TYPE))
        return unsupported(err, N_("the signature is a bundle of another version: '{what}'"), type);
    if (json_object_get(top, "messageSignature"))
        return px_fail(err, PX_ERR_UNSUPPORTED,
                       N_("the bundle signs one message and no list of files"), NULL);
    if (!has_only(top, keys, PX_COUNT(keys)))
        return malformed(err, "mediaType, verificationMaterial, dsseEnvelope");
    rc = read_material(json_object_get(top, "verificationMaterial"), arena, &bundle, err);
    if (rc >= 0)
        rc = read_envelope(json_object_get(top, "dsseEnvelope"), arena, &bundle, err);
    if (rc >= 0)
        *ret_bundle = bundle;
    return rc;
}

/* ---- Statement */

/* A path that stays below the folder: no empty part, no "." or "..", no byte 0; "." alone is the
 * model that is one file. */
static bool is_path(px_str path)
{
    px_str rest = path, part;

    if (px_str_is(path, "."))
        return true;
    if (path.len == 0 || path.len > PX_SIGNING_PATH_MAX || path.ptr[0] == '/')
        return false;
    while (px_str_split(&rest, '/', &part))
        if (part.len == 0 || px_str_is(part, ".") || px_str_is(part, ".."))
            return false;
    return !memchr(path.ptr, '\0', path.len);
}

static bool read_hash(px_str name, px_signing_hash *ret_hash)
{
    bool sha256 = px_str_is(name, "sha256");

    *ret_hash = sha256 ? PX_SIGNING_SHA256 : PX_SIGNING_BLAKE2B;
    return sha256 || px_str_is(name, "blake2b");
}

/* "path:start:end" of a part of a file. */
static bool read_shard(px_str name, uint64_t shard_size, px_signed_resource *resource)
{
    px_error ignored = PX_ERROR_INIT;
    long long start, end;
    size_t last = name.len, middle;

    while (last > 0 && name.ptr[last - 1] != ':')
        last--;
    middle = last ? last - 1 : 0;
    while (middle > 0 && name.ptr[middle - 1] != ':')
        middle--;
    if (middle < 2 ||
        px_parse_int(px_str_sub(name, last, name.len), 0, INT64_MAX, &end, &ignored) < 0 ||
        px_parse_int(px_str_sub(name, middle, last - 1), 0, INT64_MAX, &start, &ignored) < 0)
        return false;
    resource->name = px_str_sub(name, 0, middle - 1);
    resource->start = (uint64_t)start;
    resource->end = (uint64_t)end;
    /* The part of an empty file is empty. */
    return start <= end && (start < end || end == 0) && (uint64_t)start % shard_size == 0 &&
           (uint64_t)(end - start) <= shard_size;
}

static int read_resource(const json_t *object, const px_signed_manifest *manifest,
                         px_signed_resource *ret_resource, px_error *err)
{
    px_signed_resource resource = { .digest_len = manifest->hash == PX_SIGNING_SHA256 ? 32 : 64 };
    px_error ignored = PX_ERROR_INIT;
    px_str name, algorithm, digest;
    px_signing_hash hash;

    if (!text_of(object, "name", &name) || !text_of(object, "algorithm", &algorithm) ||
        !text_of(object, "digest", &digest))
        return malformed(err, "resources");
    if (!px_signing_algorithm(algorithm, manifest, &hash) || hash != manifest->hash)
        return unsupported(err, N_("a file is hashed by another function than all: '{what}'"),
                           algorithm);
    if (px_parse_hex(digest, resource.digest, resource.digest_len, &ignored) < 0)
        return malformed(err, "resources.digest");
    resource.name = name;
    if (manifest->shards && !read_shard(name, manifest->shard_size, &resource))
        return malformed(err, "resources.name");
    if (!is_path(resource.name))
        return px_fail(err, PX_ERR_MALFORMED,
                       N_("the signature names a path outside of the folder, or none"), NULL);
    *ret_resource = resource;
    return 0;
}

/* Names like "sha256" and, of parts of files, "sha256-sharded-1000000000". */
bool px_signing_algorithm(px_str name, const px_signed_manifest *manifest,
                          px_signing_hash *ret_hash)
{
    size_t dash = px_str_find_char(name, '-');
    char expected[64];

    if (!read_hash(px_str_sub(name, 0, dash), ret_hash))
        return false;
    if (dash == name.len)
        return true;
    (void)snprintf(expected, sizeof(expected), "-sharded-%ju", (uintmax_t)manifest->shard_size);
    return manifest->shards && px_str_is(px_str_sub(name, dash, name.len), expected);
}

static int read_ignored(const json_t *serialization, px_arena *arena, px_signed_manifest *manifest,
                        px_error *err)
{
    const json_t *list = json_object_get(serialization, "ignore_paths");
    size_t count = json_array_size(list);

    if ((list && !json_is_array(list)) || count > IGNORED_MAX)
        return malformed(err, "ignore_paths");
    manifest->ignored = px_arena_array(arena, count + 1, sizeof(px_str));
    for (size_t i = 0; i < count; i++) {
        const json_t *item = json_array_get(list, i);
        px_str path = px_json_text(item);

        if (!json_is_string(item))
            return malformed(err, "ignore_paths");
        if (px_str_is(path, ".") || path.len == 0)
            return px_fail(err, PX_ERR_MALFORMED, N_("the signature leaves out the whole folder"),
                           NULL);
        if (is_path(path)) /* others lie outside of it: nothing is looked for there */
            manifest->ignored[manifest->n_ignored++] = px_arena_str(arena, path);
    }
    return 0;
}

static int read_serialization(const json_t *serialization, px_arena *arena,
                              px_signed_manifest *manifest, px_error *err)
{
    const json_t *links = json_object_get(serialization, "allow_symlinks");
    px_str method, hash;
    double size;

    if (!text_of(serialization, "method", &method))
        return malformed(err, "serialization.method");
    manifest->shards = px_str_is(method, "shards");
    if (!manifest->shards && !px_str_is(method, "files"))
        return unsupported(err, N_("files are listed by another method: '{what}'"), method);
    if (links && !json_is_boolean(links))
        return malformed(err, "serialization.allow_symlinks");
    manifest->allow_symlinks = json_is_true(links);
    if (manifest->shards) {
        size = json_number_value(json_object_get(serialization, "shard_size"));
        manifest->shard_size = size >= 1 && size <= 1e15 ? (uint64_t)size : 0;
        if ((double)manifest->shard_size != size || size < 1)
            return malformed(err, "serialization.shard_size");
    }
    if (!text_of(serialization, "hash_type", &hash))
        return malformed(err, "serialization.hash_type");
    if (!px_signing_algorithm(hash, manifest, &manifest->hash))
        return unsupported(err, N_("files are hashed by another function: '{what}'"), hash);
    return read_ignored(serialization, arena, manifest, err);
}

static int read_resources(const json_t *list, px_arena *arena, px_signed_manifest *manifest,
                          px_error *err)
{
    size_t count = json_array_size(list);
    int rc = 0;

    if (!json_is_array(list) || count == 0 || count > RESOURCES_MAX)
        return malformed(err, "resources");
    manifest->resources = px_arena_array(arena, count, sizeof(px_signed_resource));
    for (size_t i = 0; rc >= 0 && i < count; i++) {
        px_signed_resource *resource = &manifest->resources[i];

        rc = read_resource(json_array_get(list, i), manifest, resource, err);
        if (rc >= 0)
            resource->name = px_arena_str(arena, resource->name);
    }
    if (rc >= 0)
        manifest->n_resources = count;
    return rc;
}

static int read_subject(const json_t *top, px_arena *arena, px_signed_manifest *manifest,
                        px_error *err)
{
    const json_t *subjects = json_object_get(top, "subject");
    const json_t *subject = json_array_get(subjects, 0);
    px_error ignored = PX_ERROR_INIT;
    px_str name = PX_STR(""), digest;

    if (json_array_size(subjects) != 1 ||
        !text_of(json_object_get(subject, "digest"), "sha256", &digest) ||
        px_parse_hex(digest, manifest->root, sizeof(manifest->root), &ignored) < 0)
        return malformed(err, "subject");
    (void)text_of(subject, "name", &name);
    manifest->subject = px_arena_str(arena, name);
    return 0;
}

static int check_root(const px_signed_manifest *manifest, px_error *err)
{
    unsigned char root[32];

    px_signing_root(manifest, root);
    if (memcmp(root, manifest->root, sizeof(root)) == 0)
        return 0;
    return px_fail(
        err, PX_ERR_NOT_VERIFIED,
        N_("the signature contradicts itself: its digest of the whole is not that of the "
           "files that it lists"),
        NULL);
}

int px_signing_manifest_read(px_str payload, px_arena *arena, px_signed_manifest *ret_manifest,
                             px_error *err)
{
    PX_AUTO_JSON json_t *top = NULL;
    px_signed_manifest manifest = { 0 };
    const json_t *predicate;
    px_str type = PX_STR_NONE;
    int rc = px_json_parse(payload, "payload", PX_SIGNING_MAX_BUNDLE, &top, err);

    if (rc < 0)
        return rc;
    if (!text_of(top, "_type", &type))
        return malformed(err, "_type");
    if (!px_str_is(type, PX_SIGNING_STATEMENT_TYPE))
        return unsupported(err, N_("the signed statement is of another type: '{what}'"), type);
    if (!text_of(top, "predicateType", &type))
        return malformed(err, "predicateType");
    if (!px_str_is(type, PX_SIGNING_PREDICATE_TYPE))
        return unsupported(err, N_("the signed statement is not about a model: '{what}'"), type);
    predicate = json_object_get(top, "predicate");
    rc = read_subject(top, arena, &manifest, err);
    if (rc >= 0)
        rc = read_serialization(json_object_get(predicate, "serialization"), arena, &manifest, err);
    if (rc >= 0)
        rc = read_resources(json_object_get(predicate, "resources"), arena, &manifest, err);
    if (rc >= 0)
        rc = check_root(&manifest, err);
    if (rc >= 0)
        *ret_manifest = manifest;
    return rc;
}
