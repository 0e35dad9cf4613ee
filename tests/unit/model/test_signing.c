/* SPDX-License-Identifier: EUPL-1.2 */
/* Signatures of models: the real bundle of OpenSSF, our own for each curve, and that whatever
 * changes, in a file or in the bundle, is found out, with the right reason. */
#include "model/signing.h"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base64.h"
#include "base/file.h"
#include "base/number.h"
#include "model/signing_priv.h"
#include "unit/arena_fixture.h"

#define REAL PX_SHARED_DATA "/models/signing"

/* A scratch folder with a model, its keys and its bundle. */
typedef struct scene {
    char *root;
    const char *model, *key, *public, *bundle;
} scene;

static const char *in(const char *folder, const char *name)
{
    return px_arena_format(arena, "%s/%s", folder, name);
}

/* Without waiting for the disk, as this is done thousands of times. */
static void put(const char *path, px_str text)
{
    FILE *out = fopen(path, "w");

    assert_non_null(out);
    assert_int_equal(fwrite(text.ptr, 1, text.len, out), text.len);
    assert_int_equal(fclose(out), 0);
}

static px_str get(const char *path)
{
    PX_AUTO_FREE char *text = NULL;
    px_error err = PX_ERROR_INIT;
    size_t len = 0;

    assert_ok(px_file_read(path, 1 << 20, &text, &len, &err), &err);
    return px_arena_str(arena, px_str_n(text, len));
}

static void write_keys(const char *private_path, const char *public_path, EVP_PKEY *key)
{
    FILE *out = fopen(private_path, "w");

    assert_non_null(out);
    assert_int_equal(PEM_write_PrivateKey(out, key, NULL, NULL, 0, NULL, NULL), 1);
    assert_int_equal(fclose(out), 0);
    assert_int_equal(chmod(private_path, 0600), 0);
    out = fopen(public_path, "w");
    assert_non_null(out);
    assert_int_equal(PEM_write_PUBKEY(out, key), 1);
    assert_int_equal(fclose(out), 0);
}

static void make_keys(const char *private_path, const char *public_path, const char *curve)
{
    EVP_PKEY *key = EVP_EC_gen(curve);

    assert_non_null(key);
    write_keys(private_path, public_path, key);
    EVP_PKEY_free(key);
}

static scene make_scene(const char *curve)
{
    scene s = { .root = px_test_directory() };

    s.model = in(s.root, "model");
    s.key = in(s.root, "key.pem");
    s.public = in(s.root, "key-pub.pem");
    s.bundle = in(s.root, "model/model.sig");
    assert_int_equal(mkdir(s.model, 0755), 0);
    assert_int_equal(mkdir(in(s.model, "a"), 0755), 0);
    put(in(s.model, "weights.bin"), PX_STR("weights"));
    put(in(s.model, "a/summary.json"), PX_STR("{}"));
    put(in(s.model, "a.txt"), PX_STR("form"));
    put(in(s.model, "empty"), PX_STR(""));
    make_keys(s.key, s.public, curve);
    return s;
}

static int verify(const char *model, const char *bundle, const char *key, px_error *err)
{
    PX_AUTO_ARENA px_arena *own = px_arena_new();
    px_signed_manifest manifest;

    return px_signing_verify(model, bundle, key, NULL, own, &manifest, err);
}

static void sign(const scene *s)
{
    px_error err = PX_ERROR_INIT;
    px_signed_manifest manifest;

    assert_ok(px_signing_sign(s->model, s->key, s->bundle, NULL, arena, &manifest, &err), &err);
}

static void assert_refused(const scene *s, const char *words, const char *path)
{
    px_error err = PX_ERROR_INIT;

    assert_fails(verify(s->model, s->bundle, s->public, &err), PX_ERR_NOT_VERIFIED);
    assert_non_null(strstr(err.message, words));
    if (path)
        assert_string_equal(px_error_arg(&err, "path"), path);
}

/* ---- The real bundle */

/* A copy of the real model that may be changed. */
static scene copy_real(void)
{
    static const char *const names[] = { "signme-1", "signme-2", "ignore-me", "model.sig" };
    scene s = { .root = px_test_directory(), .public = REAL "/signing-key-pub.pem" };

    s.model = in(s.root, "model");
    s.bundle = in(s.root, "model/model.sig");
    assert_int_equal(mkdir(s.model, 0755), 0);
    for (size_t i = 0; i < PX_COUNT(names); i++)
        put(in(s.model, names[i]), get(in(REAL "/v1.1.0-elliptic-key", names[i])));
    return s;
}

static void the_real_bundle_verifies(void **state)
{
    px_error err = PX_ERROR_INIT;
    px_signed_manifest manifest;

    (void)state;
    if (!px_path_is_dir(REAL))
        skip();
    assert_ok(px_signing_verify(REAL "/v1.1.0-elliptic-key", REAL "/v1.1.0-elliptic-key/model.sig",
                                REAL "/signing-key-pub.pem", NULL, arena, &manifest, &err),
              &err);
    assert_int_equal(manifest.n_resources, 2);
    assert_str(manifest.resources[0].name, "signme-1");
    assert_str(manifest.subject, "v1.1.0-elliptic-key");
    assert_int_equal(manifest.n_ignored, 6);
}

/* Changes each byte of the file; each change is found out, with that code where it
 * is given. */
static void every_byte_counts(const scene *s, const char *path, int code)
{
    px_str whole = get(path);
    char *changed = px_arena_alloc(arena, whole.len + 1);

    for (size_t i = 0; i < whole.len; i++) {
        unsigned char mask = i % 2 ? 0x01 : 0x20; /* other letters, and other cases */
        px_error err = PX_ERROR_INIT;
        int rc;

        memcpy(changed, whole.ptr, whole.len);
        changed[i] = (char)((unsigned char)changed[i] ^ mask);
        put(path, px_str_n(changed, whole.len));
        rc = verify(s->model, s->bundle, s->public, &err);
        if (rc >= 0 || (code && rc != -code))
            print_error("byte %zu ^ %02x of %s: %d\n", i, mask, path, rc);
        assert_true(rc < 0 && (!code || rc == -code));
    }
    /* One byte less. */
    put(path, px_str_sub(whole, 0, whole.len - 1));
    {
        px_error err = PX_ERROR_INIT;

        assert_true(verify(s->model, s->bundle, s->public, &err) < 0);
    }
    put(path, whole);
}

static void each_byte_of_the_real_one_counts(void **state)
{
    px_error err = PX_ERROR_INIT;
    scene s;

    (void)state;
    if (!px_path_is_dir(REAL))
        skip();
    s = copy_real();
    every_byte_counts(&s, in(s.model, "signme-1"), PX_ERR_NOT_VERIFIED);
    every_byte_counts(&s, in(s.model, "signme-2"), PX_ERR_NOT_VERIFIED);
    every_byte_counts(&s, s.bundle, 0);
    put(in(s.model, "ignore-me"), PX_STR("of this the signature says nothing"));
    assert_ok(verify(s.model, s.bundle, s.public, &err), &err);
    px_test_remove(s.root);
}

/* ---- Our own */

static void each_curve_signs(void **state)
{
    static const char *const curves[] = { "P-256", "P-384", "P-521" };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(curves); i++) {
        px_error err = PX_ERROR_INIT;
        scene s = make_scene(curves[i]);

        sign(&s);
        assert_ok(verify(s.model, s.bundle, s.public, &err), &err);
        /* Again, over the bundle that is there. */
        sign(&s);
        assert_ok(verify(s.model, s.bundle, s.public, &err), &err);
        px_test_remove(s.root);
    }
}

static void each_byte_of_our_own_counts(void **state)
{
    scene s = make_scene("P-256");

    (void)state;
    sign(&s);
    every_byte_counts(&s, in(s.model, "weights.bin"), PX_ERR_NOT_VERIFIED);
    every_byte_counts(&s, in(s.model, "a/summary.json"), PX_ERR_NOT_VERIFIED);
    every_byte_counts(&s, s.bundle, 0);
    px_test_remove(s.root);
}

/* The order of OpenSSF: by parts of the path, so that a folder's files come before "a.txt". */
static void files_are_listed_in_order(void **state)
{
    static const char *const order[] = { "a/summary.json", "a.txt", "empty", "weights.bin" };
    px_error err = PX_ERROR_INIT;
    px_signed_manifest manifest;
    scene s = make_scene("P-256");

    (void)state;
    sign(&s);
    assert_ok(px_signing_verify(s.model, s.bundle, s.public, NULL, arena, &manifest, &err), &err);
    assert_int_equal(manifest.n_resources, PX_COUNT(order));
    for (size_t i = 0; i < PX_COUNT(order); i++)
        assert_str(manifest.resources[i].name, order[i]);
    assert_str(manifest.subject, "model");
    assert_false(manifest.allow_symlinks);
    px_test_remove(s.root);
}

static void each_reason_is_told(void **state)
{
    px_error err = PX_ERROR_INIT;
    scene s = make_scene("P-384"), other = make_scene("P-384");
    px_signing_options more = { .allow_more = true };
    px_signed_manifest manifest;

    (void)state;
    sign(&s);
    sign(&other);
    put(in(s.model, "weights.bin"), PX_STR("Weights"));
    assert_refused(&s, "has changed", "weights.bin");
    put(in(s.model, "weights.bin"), PX_STR("weights"));
    put(in(s.model, "a/more"), PX_STR(""));
    assert_refused(&s, "was not signed", "a/more");
    assert_ok(px_signing_verify(s.model, s.bundle, s.public, &more, arena, &manifest, &err), &err);
    assert_int_equal(unlink(in(s.model, "a.txt")), 0);
    assert_refused(&s, "is missing", "a.txt"); /* goes before what is there too much */
    put(in(s.model, "a.txt"), PX_STR("form"));
    assert_int_equal(unlink(in(s.model, "a/more")), 0);
    s.public = other.public;
    assert_refused(&s, "another key", other.public);
    px_test_remove(s.root);
    px_test_remove(other.root);
}

/* A bundle with this text of a payload, signed by the key of the scene. */
static void sign_payload(const scene *s, px_str payload)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    PX_AUTO_KEY EVP_PKEY *key = NULL;
    px_error err = PX_ERROR_INIT;
    px_str signature;

    assert_ok(px_signing_key_private(s->key, &key, &err), &err);
    assert_ok(
        px_signing_key_sign(key, PX_STR(PX_SIGNING_PAYLOAD_TYPE), payload, arena, &signature, &err),
        &err);
    px_builder_add(&out, "{\"mediaType\":\"" PX_SIGNING_BUNDLE_TYPE "\",\"verificationMaterial\":{"
                         "\"publicKey\":{\"hint\":\"\"}},\"dsseEnvelope\":{\"payloadType\":"
                         "\"" PX_SIGNING_PAYLOAD_TYPE "\",\"payload\":\"");
    px_base64_print(&out, payload.ptr, payload.len);
    px_builder_add(&out, "\",\"signatures\":[{\"sig\":\"");
    px_base64_print(&out, signature.ptr, signature.len);
    px_builder_add(&out, "\"}]}}");
    put(s->bundle, px_builder_view(&out));
}

/* A payload of resources, "name digest" each, with the digest of the whole that belongs to them. */
static px_str payload_of(const char *serialization, const char *const *resources, bool right)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20), root = PX_BUILDER_INIT(1 << 16),
                               hex = PX_BUILDER_INIT(256);
    unsigned char bytes[64];
    px_error err = PX_ERROR_INIT;

    for (const char *const *one = resources; *one; one += 2) {
        size_t len = strlen(one[1]) / 2;

        assert_ok(px_parse_hex(px_str_of(one[1]), bytes, len, &err), &err);
        px_builder_str(&root, px_str_n((const char *)bytes, len));
    }
    assert_int_equal(EVP_Digest(root.ptr, root.len, bytes, NULL, EVP_sha256(), NULL), 1);
    bytes[0] ^= right ? 0 : 1;
    px_builder_hex(&hex, bytes, 32);
    px_builder_format(
        &out,
        "{\"_type\":\"%s\",\"subject\":[{\"name\":\"m\",\"digest\":{\"sha256\":\"%s\"}}],"
        "\"predicateType\":\"%s\",\"predicate\":{\"serialization\":{%s},\"resources\":[",
        PX_SIGNING_STATEMENT_TYPE, px_builder_cstr(&hex), PX_SIGNING_PREDICATE_TYPE, serialization);
    for (const char *const *one = resources; *one; one += 2)
        px_builder_format(&out, "%s{\"name\":\"%s\",\"algorithm\":\"%s\",\"digest\":\"%s\"}",
                          one == resources ? "" : ",", one[0],
                          strlen(one[1]) == 64 ? "sha256" : "blake2b", one[1]);
    px_builder_add(&out, "]}}");
    return px_arena_str(arena, px_builder_view(&out));
}

#define FILES "\"method\":\"files\",\"hash_type\":\"sha256\",\"allow_symlinks\":false"
#define SHARDS                                                                                     \
    "\"method\":\"shards\",\"hash_type\":\"sha256\",\"shard_size\":4,\"allow_symlinks\":false"

static const char *sha256_of(const char *text)
{
    PX_AUTO_BUILDER px_builder hex = PX_BUILDER_INIT(256);
    unsigned char digest[32];

    assert_int_equal(EVP_Digest(text, strlen(text), digest, NULL, EVP_sha256(), NULL), 1);
    px_builder_hex(&hex, digest, sizeof(digest));
    return px_arena_cstr(arena, px_builder_view(&hex));
}

/* A model of one file, "weights.bin" with "weights" in it. */
static scene small_scene(void)
{
    scene s = make_scene("P-256");

    assert_int_equal(unlink(in(s.model, "a/summary.json")), 0);
    assert_int_equal(rmdir(in(s.model, "a")), 0);
    assert_int_equal(unlink(in(s.model, "a.txt")), 0);
    assert_int_equal(unlink(in(s.model, "empty")), 0);
    return s;
}

static void parts_of_files_verify(void **state)
{
    const char *const parts[] = { "weights.bin:0:4", sha256_of("weig"), "weights.bin:4:7",
                                  sha256_of("hts"), NULL };
    const char *const gap[] = { "weights.bin:4:7", sha256_of("hts"), NULL };
    const char *const long_one[] = { "weights.bin:0:7", sha256_of("weights"), NULL };
    px_error err = PX_ERROR_INIT;
    scene s = small_scene();

    (void)state;
    sign_payload(&s, payload_of(SHARDS, parts, true));
    assert_ok(verify(s.model, s.bundle, s.public, &err), &err);
    put(in(s.model, "weights.bin"), PX_STR("weighTs"));
    assert_refused(&s, "has changed", "weights.bin");
    put(in(s.model, "weights.bin"), PX_STR("weights!"));
    assert_refused(&s, "another length", "weights.bin");
    put(in(s.model, "weights.bin"), PX_STR("weig"));
    assert_refused(&s, "another length", "weights.bin");
    put(in(s.model, "weights.bin"), PX_STR("weights"));
    put(in(s.model, "more"), PX_STR("more"));
    assert_refused(&s, "was not signed", "more");
    assert_int_equal(unlink(in(s.model, "more")), 0);
    sign_payload(&s, payload_of(SHARDS, gap, true));
    assert_refused(&s, "another length", "weights.bin");
    sign_payload(&s, payload_of(SHARDS, long_one, true));
    assert_fails(verify(s.model, s.bundle, s.public, &err), PX_ERR_MALFORMED);
    px_test_remove(s.root);
}

/* What is well signed and says something wrong. */
static void bad_statements_are_refused(void **state)
{
    const char *whole = sha256_of("weights");
    const char *const right[] = { "weights.bin", whole, NULL };
    const char *const twice[] = { "weights.bin", whole, "weights.bin", whole, NULL };
    const char *const outside[] = { "../weights.bin", whole, NULL };
    const char *const root[] = { "/weights.bin", whole, NULL };
    px_error err = PX_ERROR_INIT;
    scene s = small_scene();

    (void)state;
    sign_payload(&s, payload_of(FILES, right, true));
    assert_ok(verify(s.model, s.bundle, s.public, &err), &err);
    sign_payload(&s, payload_of(FILES, right, false));
    assert_refused(&s, "contradicts itself", NULL);
    sign_payload(&s, payload_of(FILES, twice, true));
    assert_refused(&s, "twice", "weights.bin");
    sign_payload(&s, payload_of(FILES, outside, true));
    assert_fails(verify(s.model, s.bundle, s.public, &err), PX_ERR_MALFORMED);
    sign_payload(&s, payload_of(FILES, root, true));
    assert_fails(verify(s.model, s.bundle, s.public, &err), PX_ERR_MALFORMED);
    sign_payload(&s, payload_of(FILES ",\"ignore_paths\":[\".\"]", right, true));
    assert_fails(verify(s.model, s.bundle, s.public, &err), PX_ERR_MALFORMED);
    sign_payload(&s, payload_of("\"method\":\"tensors\",\"hash_type\":\"sha256\"", right, true));
    assert_fails(verify(s.model, s.bundle, s.public, &err), PX_ERR_UNSUPPORTED);
    sign_payload(&s, payload_of("\"method\":\"files\",\"hash_type\":\"blake3\"", right, true));
    assert_fails(verify(s.model, s.bundle, s.public, &err), PX_ERR_UNSUPPORTED);
    sign_payload(&s, payload_of(FILES, right + 2, true));
    assert_fails(verify(s.model, s.bundle, s.public, &err), PX_ERR_MALFORMED);
    sign_payload(&s, PX_STR("[]"));
    assert_fails(verify(s.model, s.bundle, s.public, &err), PX_ERR_MALFORMED);
    px_test_remove(s.root);
}

static void blake2_verifies(void **state)
{
    PX_AUTO_BUILDER px_builder hex = PX_BUILDER_INIT(256);
    unsigned char digest[64];
    const char *resources[] = { "weights.bin", NULL, NULL };
    px_error err = PX_ERROR_INIT;
    scene s = small_scene();

    (void)state;
    assert_int_equal(EVP_Digest("weights", 7, digest, NULL, EVP_blake2b512(), NULL), 1);
    px_builder_hex(&hex, digest, sizeof(digest));
    resources[1] = px_builder_cstr(&hex);
    sign_payload(&s, payload_of("\"method\":\"files\",\"hash_type\":\"blake2b\"", resources, true));
    assert_ok(verify(s.model, s.bundle, s.public, &err), &err);
    put(in(s.model, "weights.bin"), PX_STR("Weights"));
    assert_refused(&s, "has changed", "weights.bin");
    px_test_remove(s.root);
}

/* ---- Keys, links, folders */

static void keys_are_looked_at(void **state)
{
    px_error err = PX_ERROR_INIT;
    px_signed_manifest manifest;
    scene s = make_scene("P-256");
    EVP_PKEY *rsa = EVP_RSA_gen(2048), *edwards = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519"),
             *curve = EVP_EC_gen("secp256k1");

    (void)state;
    assert_int_equal(chmod(s.key, 0640), 0);
    assert_fails(px_signing_sign(s.model, s.key, s.bundle, NULL, arena, &manifest, &err),
                 PX_ERR_FORBIDDEN);
    assert_false(px_path_exists(s.bundle));
    assert_int_equal(chmod(s.key, 0600), 0);
    assert_fails(
        px_signing_sign(s.model, in(s.root, "none.pem"), s.bundle, NULL, arena, &manifest, &err),
        PX_ERR_NOT_FOUND);
    assert_fails(px_signing_sign(s.model, s.public, s.bundle, NULL, arena, &manifest, &err),
                 PX_ERR_FORBIDDEN);
    assert_int_equal(chmod(s.public, 0600), 0);
    assert_fails(px_signing_sign(s.model, s.public, s.bundle, NULL, arena, &manifest, &err),
                 PX_ERR_MALFORMED);
    for (int i = 0; i < 3; i++) {
        const char *key = in(s.root, "other.pem"), *public = in(s.root, "other-pub.pem");

        write_keys(key, public, i == 0 ? rsa : i == 1 ? edwards : curve);
        assert_fails(px_signing_sign(s.model, key, s.bundle, NULL, arena, &manifest, &err),
                     PX_ERR_UNSUPPORTED);
        sign(&s);
        assert_fails(verify(s.model, s.bundle, public, &err), PX_ERR_UNSUPPORTED);
    }
    EVP_PKEY_free(rsa);
    EVP_PKEY_free(edwards);
    EVP_PKEY_free(curve);
    px_test_remove(s.root);
}

static void links_are_refused_or_followed(void **state)
{
    px_signing_options follow = { .follow_links = true };
    px_error err = PX_ERROR_INIT;
    px_signed_manifest manifest;
    scene s = make_scene("P-256");

    (void)state;
    assert_int_equal(symlink("weights.bin", in(s.model, "link")), 0);
    assert_fails(px_signing_sign(s.model, s.key, s.bundle, NULL, arena, &manifest, &err),
                 PX_ERR_INVALID);
    assert_string_equal(px_error_arg(&err, "path"), "link");
    assert_ok(px_signing_sign(s.model, s.key, s.bundle, &follow, arena, &manifest, &err), &err);
    assert_ok(verify(s.model, s.bundle, s.public, &err), &err);
    put(in(s.model, "weights.bin"), PX_STR("Weights"));
    assert_refused(&s, "has changed", "link");
    assert_int_equal(unlink(in(s.model, "link")), 0);
    assert_int_equal(symlink("../key.pem", in(s.model, "link")), 0);
    assert_fails(px_signing_sign(s.model, s.key, s.bundle, &follow, arena, &manifest, &err),
                 PX_ERR_INVALID);
    assert_int_equal(unlink(in(s.model, "link")), 0);
    assert_int_equal(symlink(".", in(s.model, "link")), 0);
    assert_fails(px_signing_sign(s.model, s.key, s.bundle, &follow, arena, &manifest, &err),
                 PX_ERR_INVALID);
    assert_int_equal(unlink(in(s.model, "link")), 0);
    assert_int_equal(mkfifo(in(s.model, "pipe"), 0600), 0);
    assert_fails(px_signing_sign(s.model, s.key, s.bundle, NULL, arena, &manifest, &err),
                 PX_ERR_INVALID);
    px_test_remove(s.root);
}

static void paths_are_left_out(void **state)
{
    static const char *const names[] = { "a", NULL };
    px_signing_options options = { .ignored = names };
    px_error err = PX_ERROR_INIT;
    px_signed_manifest manifest;
    scene s = make_scene("P-256");

    (void)state;
    assert_int_equal(mkdir(in(s.model, ".git"), 0755), 0);
    put(in(s.model, ".git/index"), PX_STR("x"));
    assert_ok(px_signing_sign(s.model, s.key, s.bundle, &options, arena, &manifest, &err), &err);
    assert_int_equal(manifest.n_resources, 3); /* "a.txt" is not below "a" */
    put(in(s.model, "a/summary.json"), PX_STR("{ }"));
    put(in(s.model, ".git/index"), PX_STR("y"));
    assert_ok(verify(s.model, s.bundle, s.public, &err), &err);
    put(in(s.model, "a.txt"), PX_STR("Form"));
    assert_refused(&s, "has changed", "a.txt");
    px_test_remove(s.root);
}

static void one_file_is_a_model(void **state)
{
    px_error err = PX_ERROR_INIT;
    scene s = make_scene("P-256");

    (void)state;
    s.model = in(s.root, "model/weights.bin");
    s.bundle = in(s.root, "weights.sig");
    sign(&s);
    assert_ok(verify(s.model, s.bundle, s.public, &err), &err);
    put(s.model, PX_STR("Weights"));
    assert_refused(&s, "has changed", ".");
    px_test_remove(s.root);
}

static void nothing_is_no_model(void **state)
{
    px_error err = PX_ERROR_INIT;
    px_signed_manifest manifest;
    scene s = small_scene();

    (void)state;
    assert_int_equal(unlink(in(s.model, "weights.bin")), 0);
    assert_fails(px_signing_sign(s.model, s.key, s.bundle, NULL, arena, &manifest, &err),
                 PX_ERR_INVALID);
    assert_fails(px_signing_sign(in(s.root, "none"), s.key, s.bundle, NULL, arena, &manifest, &err),
                 PX_ERR_NOT_FOUND);
    px_test_remove(s.root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_real_bundle_verifies),
        cmocka_unit_test(each_byte_of_the_real_one_counts),
        cmocka_unit_test(each_curve_signs),
        cmocka_unit_test(each_byte_of_our_own_counts),
        cmocka_unit_test(files_are_listed_in_order),
        cmocka_unit_test(each_reason_is_told),
        cmocka_unit_test(parts_of_files_verify),
        cmocka_unit_test(bad_statements_are_refused),
        cmocka_unit_test(blake2_verifies),
        cmocka_unit_test(keys_are_looked_at),
        cmocka_unit_test(links_are_refused_or_followed),
        cmocka_unit_test(paths_are_left_out),
        cmocka_unit_test(one_file_is_a_model),
        cmocka_unit_test(nothing_is_no_model),
    };

    return cmocka_run_group_tests_name("signing", tests, make, end);
}
