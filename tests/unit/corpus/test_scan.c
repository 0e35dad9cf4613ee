/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/corpus/scan_fixture.h"

#include <fcntl.h>
#include <libdeflate.h>
#include <sys/stat.h>
#include <zstd.h>

#include "base/file.h"
#include "corpus/result.h"
#include "corpus/text_sums.h"

#define SAMPLES PX_SHARED_DATA "/corpus/"

static void make_result(const px_partial *scan, px_result *result)
{
    static const px_result_options options = { .top = 1000 };
    px_error err = PX_ERROR_INIT;

    assert_ok(px_result_make(scan, &options, result, &err), &err);
}

/* ---- The real samples and their right answers (by warcio) */

typedef struct answer {
    const char *path;
    uint64_t documents, stored, content, domains;
    px_trouble_kind trouble;
    uint64_t troubles;
} answer;

static const answer answers[] = {
    { "warc/whirlwind.warc.gz", 1, 72848, 72848, 1, PX_TROUBLE_NONE, 0 },
    { "warc/whirlwind.warc.wet.gz", 1, 4456, 4456, 1, PX_TROUBLE_NONE, 0 },
    { "warc/whirlwind.warc.wat.gz", 0, 0, 0, 0, PX_TROUBLE_NONE, 0 },
    { "warc/warcfile.warc.gz", 16, 513225, 513225, 15, PX_TROUBLE_NONE, 0 },
    { "warc/sample-0000.warc.gz", 22, 742044, 741963, 9, PX_TROUBLE_NONE, 0 },
    { "warc/IAH-urls-wget.warc", 16, 144503, 144438, 1, PX_TROUBLE_NONE, 0 },
    { "warc/IAH-urls-wget.warc.gz", 16, 144503, 144438, 1, PX_TROUBLE_NONE, 0 },
    { "warc/clueweb-quirk.warc.gz", 29, 911605, 911605, 1, PX_TROUBLE_DATE, 29 },
    { "warc/clipped.warc.gz", 0, 0, 0, 0, PX_TROUBLE_CUT_OFF, 1 },
    { "warc/block-sized-records.warc", 0, 0, 0, 0, PX_TROUBLE_NONE, 0 },
    { "warc/block-sized-records.warc.gz", 0, 0, 0, 0, PX_TROUBLE_NONE, 0 },
    { "warc/example-trunc.warc", 1, 606, 1270, 1, PX_TROUBLE_LENGTH, 1 },
    { "warc/example-bad-non-chunked.warc.gz", 1, 606, 1270, 1, PX_TROUBLE_NONE, 0 },
    { "warc/example-iana.org-chunked.warc", 1, 7238, 7223, 1, PX_TROUBLE_NONE, 0 },
    { "warc/example-wget-bad-target-uri.warc.gz", 1, 1270, 1270, 1, PX_TROUBLE_NONE, 0 },
    { "warc/example.arc.gz", 1, 1270, 1270, 1, PX_TROUBLE_NONE, 0 },
    { "warc/CC-MAIN-2024-22.warc.paths.gz", 1, 19200, 19200, 0, PX_TROUBLE_NONE, 0 },
    { "jsonl/cc_en_head-0091.jsonl", 10, 105284, 94424, 10, PX_TROUBLE_NONE, 0 },
    { "jsonl/cc_en_head-0174.jsonl.gz", 10, 72494, 61163, 8, PX_TROUBLE_NONE, 0 },
    { "jsonl/000.json.gz", 10, 69379, 58841, 9, PX_TROUBLE_NONE, 0 },
    { "jsonl/test.jsonl.zst", 1, 29, 0, 0, PX_TROUBLE_NO_TEXT, 1 },
};

static void check_answer(const answer *a, bool sizes_only)
{
    char path[512];
    const char *paths[] = { path };
    px_result result;
    px_partial *scan;

    (void)snprintf(path, sizeof(path), SAMPLES "%s", a->path);
    scan = scan_files(paths, 1, 1, 0, sizes_only);
    make_result(scan, &result);
    if (result.total.figures[PX_FIGURE_STORED] != a->stored || result.n_domains != a->domains)
        print_error("%s: %ju stored, %ju domains\n", a->path,
                    (uintmax_t)result.total.figures[PX_FIGURE_STORED], (uintmax_t)result.n_domains);
    assert_int_equal(result.total.figures[PX_FIGURE_DOCUMENTS], a->documents);
    assert_int_equal(result.total.figures[PX_FIGURE_STORED], a->stored);
    assert_int_equal(result.total.figures[PX_FIGURE_CONTENT], a->content);
    assert_int_equal(result.n_domains, a->domains);
    assert_int_equal(result.troubles[a->trouble].count, a->troubles);
    px_result_free(&result);
    px_partial_close(scan);
}

static void test_samples(void **state)
{
    (void)state;
    if (!px_path_is_dir(SAMPLES)) {
        print_message("# no shared data here: " SAMPLES "\n");
        skip();
    }
    for (size_t i = 0; i < PX_COUNT(answers); i++) {
        check_answer(&answers[i], false);
        check_answer(&answers[i], true);
    }
}

static void test_sample_dates(void **state)
{
    const char *paths[] = { SAMPLES "warc/sample-0000.warc.gz" };
    px_time first, last;
    px_result result;
    px_partial *scan;

    (void)state;
    if (!px_path_is_dir(SAMPLES))
        skip();
    scan = scan_files(paths, 1, 1, 0, false);
    make_result(scan, &result);
    assert_int_equal(px_time_parse(PX_STR("2024-04-25T16:24:44Z"), &first, NULL), 0);
    assert_int_equal(px_time_parse(PX_STR("2024-04-25T16:24:47Z"), &last, NULL), 0);
    assert_int_equal(result.total.first, first);
    assert_int_equal(result.total.last, last);
    px_result_free(&result);
    px_partial_close(scan);
}

/* Any number of threads and any cut gives the same. */
static void compare_splits(void)
{
    const char *paths[] = { SAMPLES "warc", SAMPLES "jsonl" };
    static const uint64_t stretches[] = { 333, 5000, 100000 };
    PX_AUTO_BUILDER px_builder whole = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_partial *scan;

    scan = scan_files(paths, 2, 1, UINT64_MAX / 4, false);
    dump(scan, &whole);
    px_partial_close(scan);
    for (size_t i = 0; i < PX_COUNT(stretches); i++) {
        static const unsigned threads[] = { 1, 2, 7 };

        for (size_t k = 0; k < PX_COUNT(threads); k++) {
            PX_AUTO_BUILDER px_builder cut = PX_BUILDER_INIT(PX_BUILDER_LARGE);

            scan = scan_files(paths, 2, threads[k], stretches[i], false);
            dump(scan, &cut);
            px_partial_close(scan);
            assert_string_equal(px_builder_cstr(&cut), px_builder_cstr(&whole));
        }
    }
}

static void test_splits(void **state)
{
    (void)state;
    if (!px_path_is_dir(SAMPLES))
        skip();
    compare_splits();
}

/* So do languages, a sample that is smaller than the corpus, and duplicates. */
static void test_text_splits(void **state)
{
    (void)state;
    if (!px_path_is_dir(SAMPLES))
        skip();
    texts = (px_text_options){ .languages = PX_LANGUAGES_SAMPLE,
                               .duplicates = true,
                               .sample_size = 20 };
    compare_splits();
    texts.languages = PX_LANGUAGES_PREFIX;
    compare_splits();
    texts = (px_text_options){ 0 };
}

/* ---- Made inputs */

static char *directory;

static const char *write_file(const char *name, px_str data)
{
    static char path[512];
    px_error err = PX_ERROR_INIT;

    (void)snprintf(path, sizeof(path), "%s/%s", directory, name);
    assert_ok(px_file_write(path, data, 0644, &err), &err);
    return path;
}

static void add_record(px_builder *out, const char *url, const char *head, const char *body)
{
    px_builder_format(out,
                      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\n"
                      "WARC-Date: 2024-01-02T03:04:05Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
                      "Content-Type: application/http;msgtype=response\r\n"
                      "Content-Length: %zu\r\n\r\n%s%s\r\n\r\n",
                      url, strlen(head) + strlen(body), head, body);
}

static void add_member(px_builder *out, px_str record)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
    size_t room = libdeflate_gzip_compress_bound(c, record.len);
    PX_AUTO_FREE char *packed = px_alloc(room);
    size_t len = libdeflate_gzip_compress(c, record.ptr, record.len, packed, room);

    assert_true(len > 0);
    px_builder_str(out, px_str_n(packed, len));
    libdeflate_free_compressor(c);
}

#define HTTP "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"

static void expect(const char *path, uint64_t documents, uint64_t content, px_trouble_kind trouble,
                   uint64_t troubles)
{
    const char *paths[] = { path };
    static const uint64_t stretches[] = { UINT64_MAX / 4, 50, 333 };

    for (size_t i = 0; i < PX_COUNT(stretches); i++) {
        px_partial *scan = scan_files(paths, 1, 2, stretches[i], false);
        px_result result;

        make_result(scan, &result);
        assert_int_equal(result.total.figures[PX_FIGURE_DOCUMENTS], documents);
        assert_int_equal(result.total.figures[PX_FIGURE_CONTENT], content);
        for (int kind = 1; kind < PX_TROUBLE_COUNT; kind++)
            assert_int_equal(result.troubles[kind].count, kind == (int)trouble ? troubles : 0);
        px_result_free(&result);
        px_partial_close(scan);
    }
}

/* A member that holds an archive, unpacked as it is: its members are no records of this one. */
static void test_archive_within(void **state)
{
    PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(1 << 20), record = PX_BUILDER_INIT(1 << 20),
                               inner = PX_BUILDER_INIT(1 << 20), packed = PX_BUILDER_INIT(1 << 20);
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(0);
    char stored[4096];

    (void)state;
    add_record(&inner, "http://inner.example.org/", HTTP, "inner");
    add_member(&packed, px_builder_view(&inner));
    px_builder_format(&record,
                      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://outer.com/\r\n"
                      "WARC-Date: 2024-01-02T03:04:05Z\r\nContent-Type: application/http\r\n"
                      "Content-Length: %zu\r\n\r\n" HTTP,
                      strlen(HTTP) + packed.len);
    px_builder_str(&record, px_builder_view(&packed));
    px_builder_add(&record, "\r\n\r\n");
    px_builder_str(&file, px_str_n(stored, libdeflate_gzip_compress(c, record.ptr, record.len,
                                                                    stored, sizeof(stored))));
    libdeflate_free_compressor(c);
    px_builder_clear(&inner);
    add_record(&inner, "http://last.com/", HTTP, "last");
    add_member(&file, px_builder_view(&inner));
    expect(write_file("within.warc.gz", px_builder_view(&file)), 2, packed.len + 4, PX_TROUBLE_NONE,
           0);
}

/* Damage in a member costs that member alone. */
static void test_damaged_member(void **state)
{
    PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(1 << 20), record = PX_BUILDER_INIT(1 << 20);
    size_t second = 0;

    (void)state;
    for (int i = 0; i < 5; i++) {
        char body[300];

        for (size_t k = 0; k < sizeof(body) - 1; k++)
            body[k] = (char)('a' + (k * k + (size_t)i * 7 + k / 5) % 26);
        body[sizeof(body) - 1] = '\0';
        if (i == 2)
            second = file.len;
        px_builder_clear(&record);
        add_record(&record, "http://example.com/", HTTP, body);
        add_member(&file, px_builder_view(&record));
    }
    memset(file.ptr + second + 100, 0xff, 20);
    expect(write_file("damaged.warc.gz", px_builder_view(&file)), 4, 4 * 299, PX_TROUBLE_DAMAGED,
           1);
    px_builder_cut(&file, file.len - 30);
    file.ptr[second] = 'x';
    expect(write_file("stray.warc.gz", px_str_sub(px_builder_view(&file), 0, second + 1)), 2,
           2 * 299, PX_TROUBLE_STRAY, 1);
}

/* Bytes between the records, a head that is none, a record that is cut off. */
static void test_damaged_plain(void **state)
{
    PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(1 << 20);

    (void)state;
    add_record(&file, "http://a.com/", HTTP, "one");
    px_builder_add(&file, "stray bytes\r\nand more\r\n");
    add_record(&file, "http://b.com/", HTTP, "three");
    expect(write_file("stray.warc", px_builder_view(&file)), 2, 8, PX_TROUBLE_STRAY, 1);
    px_builder_clear(&file);
    add_record(&file, "http://a.com/", HTTP, "one");
    px_builder_add(&file, "WARC/1.0\r\nWARC-Type: response\r\n\r\nno length\r\n\r\n");
    add_record(&file, "http://b.com/", HTTP, "three");
    expect(write_file("head.warc", px_builder_view(&file)), 2, 8, PX_TROUBLE_HEADER, 1);
    px_builder_clear(&file);
    add_record(&file, "http://a.com/", HTTP, "one");
    add_record(&file, "http://b.com/", HTTP, "three");
    px_builder_cut(&file, file.len - 6);
    expect(write_file("cut.warc", px_builder_view(&file)), 1, 3, PX_TROUBLE_CUT_RECORD, 1);
}

/* ---- Bodies */

static void expect_body(const char *head, px_str body, uint64_t content, px_trouble_kind trouble)
{
    PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(1 << 20);

    px_builder_format(&file,
                      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.com/\r\n"
                      "WARC-Date: 2024-01-02T03:04:05Z\r\nContent-Type: application/http\r\n"
                      "Content-Length: %zu\r\n\r\nHTTP/1.1 200 OK\r\n%s\r\n",
                      17 + strlen(head) + 2 + body.len, head);
    px_builder_str(&file, body);
    px_builder_add(&file, "\r\n\r\n");
    expect(write_file("body.warc", px_builder_view(&file)), 1, content, trouble, trouble ? 1 : 0);
}

static void test_bodies(void **state)
{
    static const char text[] = "some text, some text, some text, some text, some text";
    PX_AUTO_BUILDER px_builder gz = PX_BUILDER_INIT(4096), chunks = PX_BUILDER_INIT(4096);
    static const char brotli[] = "\x0b\x02\x80hello\x03"; /* printf hello | brotli -w 22 */
    char zstd[200];
    size_t zstd_len = ZSTD_compress(zstd, sizeof(zstd), text, sizeof(text) - 1, 3);

    (void)state;
    add_member(&gz, PX_STR(text));
    expect_body("", PX_STR(text), 53, PX_TROUBLE_NONE);
    expect_body("Content-Encoding: gzip\r\n", px_builder_view(&gz), 53, PX_TROUBLE_NONE);
    expect_body("Content-Encoding: gzip\r\n", PX_STR(text), 53, PX_TROUBLE_NOT_ENCODED);
    expect_body("content-encoding:br\n", px_str_n(brotli, sizeof(brotli) - 1), 5, PX_TROUBLE_NONE);
    expect_body("Content-Encoding: br\r\n", PX_STR("\x0b\x02\x80hello\x03 and more"), 5,
                PX_TROUBLE_NONE);
    expect_body("Content-Encoding: br\r\n", PX_STR(text), 53, PX_TROUBLE_NOT_ENCODED);
    expect_body("Content-Encoding: zstd\r\n", px_str_n(zstd, zstd_len), 53, PX_TROUBLE_NONE);
    expect_body("Content-Encoding: sdch\r\n", PX_STR(text), 53, PX_TROUBLE_NO_DECODER);
    px_builder_format(&chunks, "%zx;x=y\r\n", gz.len / 2);
    px_builder_str(&chunks, px_str_sub(px_builder_view(&gz), 0, gz.len / 2));
    px_builder_format(&chunks, "\r\n%zX\n", gz.len - gz.len / 2);
    px_builder_str(&chunks, px_str_sub(px_builder_view(&gz), gz.len / 2, gz.len));
    px_builder_add(&chunks, "\r\n0\r\n\r\n");
    expect_body("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
                px_builder_view(&chunks), 53, PX_TROUBLE_NONE);
    expect_body("Transfer-Encoding: chunked\r\n", px_builder_view(&chunks), gz.len,
                PX_TROUBLE_NONE);
    expect_body("Transfer-Encoding: chunked\r\n", PX_STR(text), 53, PX_TROUBLE_NOT_CHUNKED);
    expect_body("Transfer-Encoding: chunked\r\n", PX_STR("5\r\nhello\r\n9\r\nshort"), 10,
                PX_TROUBLE_CHUNKED);
    px_builder_cut(&gz, gz.len - 9); /* all of the text comes out, its end is missing */
    expect_body("Content-Encoding: gzip\r\n", px_builder_view(&gz), 53, PX_TROUBLE_ENCODING);
}

/* ---- Lines */

static void test_lines(void **state)
{
    static const char lines[] = "{\"url\":\"http:\\/\\/a.com\\/\",\"text\":\"\\u00e9t\\u00e9\"}\n"
                                "\n"
                                "no JSON at all\n"
                                "{\"text\":\"b\"}\r\n"
                                "{\"text\":\"c\"} trailing\n"
                                "{\"text\":\"last\"}";

    (void)state;
    expect(write_file("lines.jsonl", PX_STR(lines)), 3, 5 + 1 + 4, PX_TROUBLE_LINE, 2);
    expect(write_file("cut.jsonl", PX_STR("{\"text\":\"a\"}\n{\"text\":\"b\"")), 1, 1,
           PX_TROUBLE_CUT_RECORD, 1);
}

static void test_again(void **state)
{
    char first[512];
    const char *paths[] = { first, directory };
    px_result result;
    px_partial *scan;

    (void)state;
    (void)snprintf(first, sizeof(first), "%s",
                   write_file("again.jsonl", PX_STR("{\"text\":\"a\"}")));
    scan = scan_files(paths, 2, 1, 0, false);
    make_result(scan, &result);
    assert_int_equal(result.troubles[PX_TROUBLE_AGAIN].count, 1);
    px_result_free(&result);
    px_partial_close(scan);
}

/* ---- Texts */

static void sum_texts(const px_partial *scan, px_text_sums *ret_sums)
{
    px_text_facts facts;
    px_error err = PX_ERROR_INIT;

    px_text_facts_read(px_partial_head_of(scan), &facts);
    assert_ok(px_text_sums_read(scan, &facts, ret_sums, &err), &err);
}

#define GERMAN                                                                                     \
    "Alle Menschen sind frei und gleich an W\u00fcrde und Rechten geboren. Sie sind mit Vernunft " \
    "und Gewissen begabt und sollen einander im Geist der Br\u00fcderlichkeit begegnen."
#define ENGLISH                                                                                    \
    "All human beings are born free and equal in dignity and rights. They are endowed with "       \
    "reason and conscience and should act towards one another in a spirit of brotherhood."

static const px_language_sum *language_of(const px_text_sums *sums, const char *name)
{
    for (size_t i = 0; i < sums->n_languages; i++)
        if (strcmp(sums->languages[i].name, name) == 0)
            return &sums->languages[i];
    return NULL;
}

static void test_texts(void **state)
{
    static const char lines[] = "{\"text\":\"" GERMAN "\",\"language\":\"de\"}\n"
                                "{\"text\":\"" ENGLISH "\",\"language\":\"fr\"}\n"
                                "{\"text\":\"" GERMAN "\",\"language\":\"de-AT\"}\n"
                                "{\"text\":\"1\",\"language\":\"en\"}\n";
    const char *paths[] = { write_file("texts.jsonl", PX_STR(lines)) };
    static const px_languages ways[] = { PX_LANGUAGES_FULL, PX_LANGUAGES_PREFIX,
                                         PX_LANGUAGES_SAMPLE };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(ways); i++) {
        px_text_sums sums;
        px_partial *scan;

        texts = (px_text_options){ .languages = ways[i], .duplicates = true };
        scan = scan_files(paths, 1, 1, 0, false);
        sum_texts(scan, &sums);
        assert_int_equal(sums.documents, 4);
        assert_true(sums.exact);
        assert_int_equal(language_of(&sums, "deu-Latn")->documents, 2);
        assert_true(language_of(&sums, "deu-Latn")->bytes.value == 2 * (sizeof(GERMAN) - 1));
        assert_true(language_of(&sums, "eng-Latn")->bytes.low == sizeof(ENGLISH) - 1);
        assert_int_equal(language_of(&sums, "und")->documents, 1);
        assert_int_equal(language_of(&sums, "mlt-Latn")->documents, 0);
        assert_int_equal(sums.n_languages, 25); /* those of the Union, and none */
        assert_int_equal(sums.claims[PX_CLAIM_DATA].agree, 2);
        assert_int_equal(sums.claims[PX_CLAIM_DATA].disagree, 1);
        assert_int_equal(sums.claims[PX_CLAIM_HTTP].agree, 0);
        assert_int_equal(sums.texts_again.different, 3);
        assert_int_equal(sums.texts_again.documents, 1);
        assert_int_equal(sums.texts_again.bytes, sizeof(GERMAN) - 1);
        free(sums.languages);
        px_partial_close(scan);
    }
    texts = (px_text_options){ 0 };
}

/* A page's own words on its language, and its header's. */
static void test_page_claims(void **state)
{
    PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(1 << 16);
    px_text_sums sums;
    const char *path;
    px_partial *scan;

    (void)state;
    add_record(&file, "http://a.com/",
               "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Language: en\r\n\r\n",
               "<html lang=de><title>Rechte</title><script>no text</script><p>" GERMAN);
    path = write_file("claims.warc", px_builder_view(&file));
    texts = (px_text_options){ .languages = PX_LANGUAGES_FULL };
    scan = scan_files(&path, 1, 1, 0, false);
    sum_texts(scan, &sums);
    assert_int_equal(sums.bytes, sizeof("Rechte\n" GERMAN) - 1);
    assert_int_equal(sums.characters, sums.bytes - 2);
    assert_int_equal(sums.claims[PX_CLAIM_PAGE].agree, 1);
    assert_int_equal(sums.claims[PX_CLAIM_HTTP].disagree, 1);
    free(sums.languages);
    px_partial_close(scan);
    texts = (px_text_options){ 0 };
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_samples),        cmocka_unit_test(test_sample_dates),
        cmocka_unit_test(test_splits),         cmocka_unit_test(test_archive_within),
        cmocka_unit_test(test_damaged_member), cmocka_unit_test(test_damaged_plain),
        cmocka_unit_test(test_bodies),         cmocka_unit_test(test_lines),
        cmocka_unit_test(test_again),          cmocka_unit_test(test_text_splits),
        cmocka_unit_test(test_texts),          cmocka_unit_test(test_page_claims),
    };
    px_error err = PX_ERROR_INIT;
    int failed;

    directory = px_test_directory();
    if (px_suffix_list_load(NULL, &list, &err) < 0)
        return 1;
    failed = cmocka_run_group_tests_name("scan", tests, NULL, NULL);
    px_suffix_list_free(list);
    px_test_remove(directory);
    return failed;
}
