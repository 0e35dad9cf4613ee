/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <lzma.h>

#include "base/base64.h"
#include "base/file.h"
#include "base/number.h"
#include "corpus/token_split.h"
#include "corpus/tokenizer.h"

#define SAMPLES PX_SHARED_DATA "/corpus/tokenizers/"

/* ---- Pieces; as the patterns cut them in Python's module regex */

static const char *pieces(px_token_split_fn *split, const char *text)
{
    static char out[1024];
    px_str rest = px_str_of(text);
    size_t n = 0;

    while (rest.len > 0) {
        size_t len = split(rest);

        assert_in_range(len, 1, rest.len);
        n += (size_t)snprintf(out + n, sizeof(out) - n, "%s%.*s", n ? "|" : "", (int)len, rest.ptr);
        rest = px_str_sub(rest, len, rest.len);
    }
    out[n] = '\0';
    return out;
}

static void test_r50k_pieces(void **state)
{
    (void)state;
    assert_string_equal(pieces(px_token_split_r50k, "Hello world, it's 1234!"),
                        "Hello| world|,| it|'s| 1234|!");
    assert_string_equal(pieces(px_token_split_r50k, "IT'S  two   "), "IT|'|S| | two|   ");
    assert_string_equal(pieces(px_token_split_r50k, "a\n\n b\t\tc"), "a|\n\n| b|\t|\t|c");
    assert_string_equal(pieces(px_token_split_r50k, " 'll 're"), " '|ll| '|re");
    assert_string_equal(pieces(px_token_split_r50k, "\u00e9t\u00e9 \u0661\u0662"),
                        "\u00e9t\u00e9| \u0661\u0662");
    assert_string_equal(pieces(px_token_split_r50k, "a\u00a0\u2003b"), "a|\u00a0|\u2003|b");
}

static void test_cl100k_pieces(void **state)
{
    (void)state;
    assert_string_equal(pieces(px_token_split_cl100k, "Hello world, IT'S 12345!\n\n"),
                        "Hello| world|,| IT|'S| |123|45|!\n\n");
    assert_string_equal(pieces(px_token_split_cl100k, "a  \n \n  b"), "a|  \n \n| | b");
    assert_string_equal(pieces(px_token_split_cl100k, "(foo) \tbar $x\r\n"),
                        "(foo|)| |\tbar| $|x|\r\n");
    assert_string_equal(pieces(px_token_split_cl100k, "it'\u017f"), "it|'\u017f");
    assert_string_equal(pieces(px_token_split_cl100k, "a\u0301b"), "a|\u0301b");
}

static void test_o200k_pieces(void **state)
{
    (void)state;
    assert_string_equal(pieces(px_token_split_o200k, "HelloWorld it's ABCdef ABC's"),
                        "Hello|World| it's| ABCdef| ABC's");
    assert_string_equal(pieces(px_token_split_o200k, "//path/to 1234\n"), "//|path|/to| |123|4|\n");
    assert_string_equal(pieces(px_token_split_o200k, "!/\n/x"), "!/\n/|x");
    assert_string_equal(pieces(px_token_split_o200k, "a\u0301b \u6f22\u5b57ABC"),
                        "a\u0301b| \u6f22\u5b57|ABC");
    assert_string_equal(pieces(px_token_split_o200k, "AB\u02b0C"), "AB\u02b0|C");
    assert_string_equal(pieces(px_token_split_o200k, "\u0301\u0301 a"), "\u0301\u0301| a");
}

/* ---- A small vocabulary */

/* All bytes, and joined ones. */
static char *make_file(const char *const *joined, size_t count)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    size_t len;

    for (unsigned i = 0; i < 256 + count; i++) {
        char byte = (char)i;

        if (i < 256)
            px_base64_print(&out, &byte, 1);
        else
            px_base64_print(&out, joined[i - 256], strlen(joined[i - 256]));
        px_builder_format(&out, " %u\n", i);
    }
    return px_builder_detach(&out, &len);
}

static px_tokenizer *make(const char *const *joined, size_t count)
{
    PX_AUTO_FREE char *file = make_file(joined, count);
    px_tokenizer *t;
    px_error err = PX_ERROR_INIT;

    assert_ok(px_tokenizer_parse(px_str_of(file), "r50k", &t, &err), &err);
    return t;
}

static void test_merging(void **state)
{
    static const char *const joined[] = { "bc", "ab", "abc", "aa", "aaaa" };
    px_tokenizer *t = make(joined, PX_COUNT(joined));
    uint32_t ranks[16];

    (void)state;
    assert_int_equal(px_tokenizer_encode(t, PX_STR("abc"), ranks), 1);
    assert_int_equal(ranks[0], 258);
    assert_int_equal(px_tokenizer_encode(t, PX_STR("abcd"), ranks), 2); /* bc first, then abc */
    assert_int_equal(ranks[0], 258);
    assert_int_equal(px_tokenizer_encode(t, PX_STR("aaaaa"), ranks), 2);
    assert_int_equal(ranks[0], 260);
    assert_int_equal(ranks[1], 'a');
    assert_int_equal(px_tokenizer_encode(t, PX_STR("xaab"), ranks), 3); /* ab before aa */
    assert_int_equal(ranks[1], 'a');
    assert_int_equal(ranks[2], 257);
    assert_int_equal(px_tokenizer_encode(t, PX_STR(""), ranks), 0);
    px_tokenizer_free(t);
}

/* What joins by looking through all pairs at each step, as the definition says. */
static size_t join_plainly(const char *const *joined, size_t count, px_str piece)
{
    size_t ends[600], n = piece.len;

    for (size_t i = 0; i < n; i++)
        ends[i] = i + 1;
    for (;;) {
        size_t best = count, at = 0;

        for (size_t i = 0; i + 1 < n; i++) {
            px_str pair = px_str_sub(piece, i ? ends[i - 1] : 0, ends[i + 1]);

            for (size_t k = 0; k < best; k++) {
                if (px_str_is(pair, joined[k])) {
                    best = k;
                    at = i;
                }
            }
        }
        if (best == count)
            return n;
        memmove(&ends[at], &ends[at + 1], (n - at - 1) * sizeof(*ends));
        n--;
    }
}

/* Short and long pieces are joined by different means, to the same end. */
static void test_lengths(void **state)
{
    static const char *const joined[] = { "ab", "ba", "aba", "abab", "bb", "abb", "aa", "bbaa" };
    px_tokenizer *t = make(joined, PX_COUNT(joined));
    uint64_t seed = 1;

    (void)state;
    for (size_t len = 1; len < 600; len += 1 + len / 20) {
        char text[600];

        for (size_t i = 0; i < len; i++) {
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            text[i] = seed >> 63 ? 'a' : 'b';
        }
        assert_int_equal(px_tokenizer_encode(t, px_str_n(text, len), NULL),
                         join_plainly(joined, PX_COUNT(joined), px_str_n(text, len)));
    }
    px_tokenizer_free(t);
}

static void test_refused(void **state)
{
    static const char *const files[] = {
        "", "IQ== 0\n", "IQ==\n", "IQ== x\n", "!! 0\n", "IQ== 0\nIQ== 1\n", "IQ== -1\n", " 0\n",
    };
    PX_AUTO_FREE char *file = make_file(NULL, 0);

    (void)state;
    for (size_t i = 0; i < PX_COUNT(files); i++) {
        px_tokenizer *t;
        px_error err = PX_ERROR_INIT;

        assert_int_equal(px_tokenizer_parse(px_str_of(files[i]), "r50k", &t, &err),
                         -PX_ERR_MALFORMED);
    }
    for (int i = 0; i < 2; i++) {
        px_tokenizer *t;
        px_error err = PX_ERROR_INIT;

        assert_int_equal(px_tokenizer_parse(px_str_of(file), i ? "gpt" : NULL, &t, &err),
                         -PX_ERR_INVALID);
    }
}

/* ---- The vocabularies of tiktoken, and what it makes of 313 texts */

static char *unpack(const char *name, size_t *ret_len)
{
    PX_AUTO_FREE char *packed = NULL;
    char path[512], *out = px_alloc(8 << 20);
    size_t len, in = 0, made = 0;
    uint64_t limit = UINT64_MAX;
    px_error err = PX_ERROR_INIT;

    (void)snprintf(path, sizeof(path), SAMPLES "%s.xz", name);
    assert_ok(px_file_read(path, 8 << 20, &packed, &len, &err), &err);
    assert_int_equal(lzma_stream_buffer_decode(&limit, 0, NULL, (const uint8_t *)packed, &in, len,
                                               (uint8_t *)out, &made, 8 << 20),
                     LZMA_OK);
    out[made] = '\0';
    *ret_len = made;
    return out;
}

static px_tokenizer *load(const char *name)
{
    char file[64];
    size_t len;
    PX_AUTO_FREE char *data = NULL;
    px_tokenizer *t;
    px_error err = PX_ERROR_INIT;

    (void)snprintf(file, sizeof(file), "%s.tiktoken", name);
    data = unpack(file, &len);
    assert_ok(px_tokenizer_parse(px_str_n(data, len), NULL, &t, &err), &err);
    assert_string_equal(px_tokenizer_name(t), name);
    return t;
}

static bool has_samples(void)
{
    if (px_path_is_dir(SAMPLES))
        return true;
    print_message("# no shared data here: " SAMPLES "\n");
    return false;
}

static void check_vector(const px_tokenizer *t, px_str sample, px_str encoded)
{
    uint32_t *ranks = px_alloc((sample.len + 1) * sizeof(*ranks));
    size_t count = px_tokenizer_encode(t, sample, ranks), n = 0;
    px_str part;

    encoded = px_str_sub(encoded, 1, encoded.len - 1);
    while (encoded.len > 0 && px_str_split(&encoded, ',', &part)) {
        long long rank;

        assert_int_equal(px_parse_int(px_str_trim(part), 0, UINT32_MAX, &rank, NULL), 0);
        if (n >= count || ranks[n] != rank)
            print_error("%.*s: token %zu\n", PX_STR_ARG(sample), n);
        assert_true(n < count);
        assert_int_equal(ranks[n], rank);
        n++;
    }
    assert_int_equal(n, count);
    free(ranks);
}

static void test_vectors(void **state)
{
    static const struct {
        const char *encoding, *vocabulary;
    } all[] = { { "r50k_base", "r50k_base" },
                { "p50k_base", "p50k_base" },
                { "p50k_edit", "p50k_base" },
                { "cl100k_base", "cl100k_base" },
                { "o200k_base", "o200k_base" } };
    PX_AUTO_FREE char *plans = NULL;
    px_tokenizer *t = NULL;
    const char *loaded = "";
    size_t len, vectors = 0;
    px_str rest, block;

    (void)state;
    if (!has_samples())
        skip();
    plans = unpack("TestPlans.txt", &len);
    for (rest = px_str_n(plans, len); rest.len > 0;) {
        size_t end = px_str_find(rest, PX_STR("\nEncodingName: ")), sample, encoded;
        px_str name;

        block = px_str_sub(rest, 0, end);
        rest = px_str_sub(rest, end + 1, rest.len);
        sample = px_str_find(block, PX_STR("\nSample: "));
        encoded = px_str_find(block, PX_STR("\nEncoded: "));
        assert_true(encoded < block.len);
        name = px_str_trim(px_str_sub(block, strlen("EncodingName: "), sample));
        for (size_t i = 0; i < PX_COUNT(all); i++) {
            if (!px_str_is(name, all[i].encoding))
                continue;
            if (strcmp(loaded, all[i].vocabulary) != 0) {
                px_tokenizer_free(t);
                t = load(loaded = all[i].vocabulary);
            }
            check_vector(t, px_str_sub(block, sample + 9, encoded),
                         px_str_trim(px_str_sub(block, encoded + 10, block.len)));
            vectors++;
        }
    }
    px_tokenizer_free(t);
    assert_int_equal(vectors, 313);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_r50k_pieces),  cmocka_unit_test(test_cl100k_pieces),
        cmocka_unit_test(test_o200k_pieces), cmocka_unit_test(test_merging),
        cmocka_unit_test(test_lengths),      cmocka_unit_test(test_refused),
        cmocka_unit_test(test_vectors),
    };

    return cmocka_run_group_tests_name("tokenizer", tests, NULL, NULL);
}
