/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/base64.h"
#include "store/note.h"

#define DASH "\xE2\x80\x94 "

/* The example of Go's golang.org/x/mod/sumdb/note. */
#define PETER "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
#define PETER_TEXT                                                                                 \
    "If you think cryptography is the answer to your problem,\n"                                   \
    "then you don't know what your problem is.\n"
#define PETER_LINE                                                                                 \
    DASH "PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdng"   \
         "otpRZb6KE6RyyBwJnAM=\n"
#define OTHER_LINE                                                                                 \
    DASH "EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ov"              \
         "TG5i2fWxMRPKkVVAbAXPAgE=\n"

/* A head of Go's checksum database. */
#define SUMDB "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
#define SUMDB_HEAD "go.sum database tree\n65209736\n5+uGFjx6xBZG8ip1+wi77v+grwbhhukIrxEUS8PXvRo=\n"
#define SUMDB_NOTE                                                                                 \
    SUMDB_HEAD "\n" DASH "sum.golang.org Az3grnbssgK7ubgFX36gVETtNv0U23qxyAhAMai2QUfeGa3nB/akvkMd" \
               "lUErfcZz7l/R3cVtYspg3dxXABkGZZKdsQ8=\n"

static px_note_key verifier(const char *text)
{
    px_note_key key;
    px_error err;

    assert_ok(px_note_verifier_parse(px_str_of(text), &key, &err), &err);
    return key;
}

static px_note_key signer(const char *name)
{
    static const unsigned char seed[32] = { 1, 2, 3 };
    px_note_key key;
    px_error err;

    assert_ok(px_note_key_from_seed(&key, px_str_of(name), seed, &err), &err);
    return key;
}

static void assert_verifies(const char *note, const px_note_key *key, const char *expected)
{
    px_str text = PX_STR_NONE;
    px_error err;

    assert_ok(px_note_verify(px_str_of(note), key, &text, &err), &err);
    assert_str(text, expected);
}

static void assert_refused(px_str note, const px_note_key *key, px_errcode code)
{
    px_str text = PX_STR("untouched");
    px_error err;
    int rc = px_note_verify(note, key, &text, &err);

    if (rc != -(int)code)
        print_error("%d for \"%.*s\"\n", rc, PX_STR_ARG(note));
    assert_int_equal(rc, -(int)code);
    assert_str(text, "untouched");
}

static void test_published(void **state)
{
    px_note_key peter = verifier(PETER), sumdb = verifier(SUMDB);

    (void)state;
    assert_verifies(PETER_TEXT "\n" PETER_LINE, &peter, PETER_TEXT);
    assert_verifies(PETER_TEXT "\n" OTHER_LINE PETER_LINE, &peter, PETER_TEXT);
    assert_verifies(PETER_TEXT "\n" PETER_LINE PETER_LINE, &peter, PETER_TEXT);
    assert_verifies(SUMDB_NOTE, &sumdb, SUMDB_HEAD);
    assert_refused(PX_STR(PETER_TEXT "\n" PETER_LINE), &sumdb, PX_ERR_NOT_VERIFIED);
    assert_refused(PX_STR(PETER_TEXT "\n" OTHER_LINE), &peter, PX_ERR_NOT_VERIFIED);
    assert_refused(PX_STR(PETER_TEXT "x\n\n" PETER_LINE), &peter, PX_ERR_NOT_VERIFIED);
}

static void test_verifier_text(void **state)
{
    static const char *const wrong[] = {
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+c74f20a3+",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", /* hash */
        "PeterNeumanN+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", /* name */
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TX", /* key */
        "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", /* type 2 */
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWAA==",
        "PeterNeumann+c74f20a+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        PETER "\n",
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1000);
    px_note_key key = verifier(PETER), before = key;
    px_error err;

    (void)state;
    px_note_verifier_print(&key, &out);
    assert_str(px_builder_view(&out), PETER);
    for (size_t i = 0; i < PX_COUNT(wrong); i++)
        assert_fails(px_note_verifier_parse(px_str_of(wrong[i]), &key, &err), PX_ERR_MALFORMED);
    assert_memory_equal(&key, &before, sizeof(key));
    assert_fails(px_note_verifier_parse(PX_STR_NONE, &key, &err), PX_ERR_MALFORMED);
}

static void test_key_names(void **state)
{
    static const char *const wrong[] = { "",
                                         "a b",
                                         "a+b",
                                         "a\tb",
                                         "a\nb",
                                         "a\xC2\xA0"
                                         "b",
                                         "a\xE2\x80\xA8",
                                         "\xE3\x80\x80",
                                         "a\x80"
                                         "b",
                                         "a\xC2\x85" };
    static const char *const good[] = { "a", "code.example.eu/log", "caf\xC3\xA9/1" };
    static const unsigned char seed[32];
    char longest[300];
    px_note_key key;
    px_error err;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(wrong); i++)
        assert_fails(px_note_key_from_seed(&key, px_str_of(wrong[i]), seed, &err), PX_ERR_INVALID);
    for (size_t i = 0; i < PX_COUNT(good); i++)
        assert_ok(px_note_key_from_seed(&key, px_str_of(good[i]), seed, &err), &err);
    memset(longest, 'a', sizeof(longest));
    assert_ok(px_note_key_from_seed(&key, px_str_n(longest, 255), seed, &err), &err);
    assert_fails(px_note_key_from_seed(&key, px_str_n(longest, 256), seed, &err), PX_ERR_INVALID);
}

static void test_sign(void **state)
{
    PX_AUTO_BUILDER px_builder note = PX_BUILDER_INIT(10000), key_text = PX_BUILDER_INIT(1000);
    px_note_key key = signer("example.org/log"), reader;
    px_str text;
    px_error err;

    (void)state;
    assert_ok(px_note_sign(PX_STR("caf\xC3\xA9\n\nend\n"), &key, &note, &err), &err);
    px_note_verifier_print(&key, &key_text);
    reader = verifier(px_builder_cstr(&key_text));
    assert_ok(px_note_verify(px_builder_view(&note), &reader, &text, &err), &err);
    assert_str(text, "caf\xC3\xA9\n\nend\n");
    assert_true(px_note_names_key(px_builder_view(&note), &reader));
    for (size_t i = 0; i < note.len * 8; i++) { /* no bit can change */
        note.ptr[i / 8] ^= (char)(1U << i % 8);
        assert_true(px_note_verify(px_builder_view(&note), &reader, &text, &err) < 0);
        note.ptr[i / 8] ^= (char)(1U << i % 8);
    }
}

static void test_sign_refuses(void **state)
{
    PX_AUTO_BUILDER px_builder note = PX_BUILDER_INIT(10000), small = PX_BUILDER_INIT(20);
    px_note_key key = signer("example.org/log");
    px_error err;

    (void)state;
    assert_fails(px_note_sign(PX_STR("no line feed"), &key, &note, &err), PX_ERR_INVALID);
    assert_fails(px_note_sign(PX_STR(""), &key, &note, &err), PX_ERR_INVALID);
    assert_fails(px_note_sign(PX_STR("tab\there\n"), &key, &note, &err), PX_ERR_INVALID);
    assert_fails(px_note_sign(PX_STR("cr\r\n"), &key, &note, &err), PX_ERR_INVALID);
    assert_fails(px_note_sign(PX_STR("nul\0\n"), &key, &note, &err), PX_ERR_INVALID);
    assert_fails(px_note_sign(PX_STR("\xC3\n"), &key, &note, &err), PX_ERR_INVALID);
    assert_int_equal(note.len, 0);
    assert_fails(px_note_sign(PX_STR("too long\n"), &key, &small, &err), PX_ERR_TOO_LARGE);
}

static void test_malformed(void **state)
{
    static const px_str wrong[] = {
        PX_STR_INIT(""),
        PX_STR_INIT("\n"),
        PX_STR_INIT("\n\n"),
        PX_STR_INIT(PETER_TEXT),
        PX_STR_INIT(PETER_TEXT "\n"),
        PX_STR_INIT(PETER_TEXT PETER_LINE),
        PX_STR_INIT(PETER_TEXT "\n" PETER_LINE "\n"),
        PX_STR_INIT(PETER_TEXT "\n" PETER_LINE "x"),
        PX_STR_INIT(PETER_TEXT "\n" PETER_LINE "x\n"),
        PX_STR_INIT(PETER_TEXT "\n" PETER_LINE "- PeterNeumann AAAAAAAA\n"),
        PX_STR_INIT(PETER_TEXT "\n" PETER_LINE DASH "PeterNeumann\n"),
        PX_STR_INIT(PETER_TEXT "\n" PETER_LINE DASH "PeterNeumann \n"),
        PX_STR_INIT(PETER_TEXT "\n" PETER_LINE DASH " AAAAAAAA\n"),
        PX_STR_INIT(PETER_TEXT "\n" PETER_LINE DASH "a+b AAAAAAAA\n"),
        PX_STR_INIT(PETER_TEXT "\n" PETER_LINE DASH "a\xC2\xA0"
                               "b AAAAAAAA\n"),
        PX_STR_INIT(PETER_TEXT "\n" PETER_LINE DASH "other AAAAAA==\n"), /* no signature */
        PX_STR_INIT(PETER_TEXT "\n" PETER_LINE DASH "other AAAAAAA\n"),  /* no padding */
        PX_STR_INIT(PETER_TEXT "\n" PETER_LINE DASH "other AAAAAAAB AAAA\n"),
        PX_STR_INIT(PETER_TEXT "\n" PETER_LINE DASH "other AAAA-AAA\n"),
        PX_STR_INIT("tab\t\n\n" PETER_LINE),
        PX_STR_INIT("cr\r\n\n" PETER_LINE),
        PX_STR_INIT("nul\0\n\n" PETER_LINE),
        PX_STR_INIT("utf\xC3\n\n" PETER_LINE),
    };
    px_note_key key = verifier(PETER);

    (void)state;
    for (size_t i = 0; i < PX_COUNT(wrong); i++)
        assert_refused(wrong[i], &key, PX_ERR_MALFORMED);
}

/* Lines of other keys are passed over even with the same name or the same hash; a line of the
 * known key must hold. */
static void test_other_keys(void **state)
{
    px_note_key key = verifier(PETER);

    (void)state;
    assert_verifies(PETER_TEXT "\n" DASH "PeterNeumann AAAAAAAA\n" PETER_LINE, &key, PETER_TEXT);
    assert_verifies(PETER_TEXT "\n" DASH "Somebody x08go/Y=\n" PETER_LINE, &key, PETER_TEXT);
    assert_refused(PX_STR(PETER_TEXT "\n" PETER_LINE DASH "PeterNeumann x08gowAA\n"), &key,
                   PX_ERR_NOT_VERIFIED);
    assert_refused(PX_STR(PETER_TEXT "\n" DASH "PeterNeumann x08gowAA\n" PETER_LINE), &key,
                   PX_ERR_NOT_VERIFIED);
    assert_false(px_note_names_key(PX_STR(PETER_TEXT "\n" OTHER_LINE), &key));
    assert_false(px_note_names_key(PX_STR(""), &key));
}

static void note_with_lines(px_builder *out, unsigned others)
{
    px_builder_clear(out);
    px_builder_add(out, PETER_TEXT "\n");
    for (unsigned i = 0; i < others; i++)
        px_builder_add(out, OTHER_LINE);
    px_builder_add(out, PETER_LINE);
}

static void test_limits(void **state)
{
    PX_AUTO_BUILDER px_builder note = PX_BUILDER_INIT(4 << 20);
    px_note_key key = verifier(PETER);

    (void)state;
    note_with_lines(&note, 63);
    assert_verifies(px_builder_cstr(&note), &key, PETER_TEXT);
    note_with_lines(&note, 64);
    assert_refused(px_builder_view(&note), &key, PX_ERR_MALFORMED);
    px_builder_clear(&note);
    for (int i = 0; i < 70000; i++)
        px_builder_add(&note, "sixteen letters\n");
    px_builder_add(&note, "\n" PETER_LINE);
    assert_refused(px_builder_view(&note), &key, PX_ERR_MALFORMED);
}

static void test_checkpoint(void **state)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1000);
    px_checkpoint head;
    px_error err;

    (void)state;
    assert_ok(px_checkpoint_parse(PX_STR(SUMDB_HEAD), &head, &err), &err);
    assert_str(head.origin, "go.sum database tree");
    assert_int_equal(head.size, 65209736);
    assert_int_equal(head.root.bytes[0], 0xE7);
    px_checkpoint_print(&head, &out);
    assert_str(px_builder_view(&out), SUMDB_HEAD);
    assert_ok(px_checkpoint_parse(PX_STR(SUMDB_HEAD "more\nlines\n"), &head, &err), &err);
    assert_int_equal(head.size, 65209736);
}

static void test_checkpoint_refused(void **state)
{
#define ROOT "5+uGFjx6xBZG8ip1+wi77v+grwbhhukIrxEUS8PXvRo=\n"
    static const px_str wrong[] = {
        PX_STR_INIT(""),
        PX_STR_INIT("\n"),
        PX_STR_INIT("log\n"),
        PX_STR_INIT("log\n1\n"),
        PX_STR_INIT("\n1\n" ROOT),
        PX_STR_INIT("log\n\n" ROOT),
        PX_STR_INIT("log\n01\n" ROOT),
        PX_STR_INIT("log\n00\n" ROOT),
        PX_STR_INIT("log\n+1\n" ROOT),
        PX_STR_INIT("log\n-1\n" ROOT),
        PX_STR_INIT("log\n 1\n" ROOT),
        PX_STR_INIT("log\n1 \n" ROOT),
        PX_STR_INIT("log\n0x1\n" ROOT),
        PX_STR_INIT("log\n9223372036854775808\n" ROOT),
        PX_STR_INIT("log\n1\n5+uGFjx6xBZG8ip1+wi77v+grwbhhukIrxEUS8PXvRo=="),
        PX_STR_INIT("log\n1\n5+uGFjx6xBZG8ip1+wi77v+grwbhhukIrxEUS8PXvRo="),   /* no line feed */
        PX_STR_INIT("log\n1\n5+uGFjx6xBZG8ip1+wi77v+grwbhhukIrxEUS8PXvQ==\n"), /* 31 bytes */
        PX_STR_INIT("log\n1\n5+uGFjx6xBZG8ip1+wi77v+grwbhhukIrxEUS8PXvRoA\n"), /* 33 bytes */
        PX_STR_INIT("log\n1\n" ROOT "\n"),
        PX_STR_INIT("log\n1\n" ROOT "\nmore\n"),
    };
    px_checkpoint head = { .size = 42 };
    px_error err;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(wrong); i++) {
        if (px_checkpoint_parse(wrong[i], &head, &err) != -(int)PX_ERR_MALFORMED)
            fail_msg("taken: \"%.*s\"", PX_STR_ARG(wrong[i]));
        assert_int_equal(head.size, 42);
    }
    assert_ok(px_checkpoint_parse(PX_STR("log\n9223372036854775807\n" ROOT), &head, &err), &err);
    assert_ok(px_checkpoint_parse(PX_STR("log\n0\n" ROOT), &head, &err), &err);
    assert_int_equal(head.size, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published),    cmocka_unit_test(test_verifier_text),
        cmocka_unit_test(test_key_names),    cmocka_unit_test(test_sign),
        cmocka_unit_test(test_sign_refuses), cmocka_unit_test(test_malformed),
        cmocka_unit_test(test_other_keys),   cmocka_unit_test(test_limits),
        cmocka_unit_test(test_checkpoint),   cmocka_unit_test(test_checkpoint_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
