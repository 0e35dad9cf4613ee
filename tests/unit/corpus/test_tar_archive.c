/* SPDX-License-Identifier: EUPL-1.2 */
/* Tar archives made by hand: every kind of header, damage, samples, entries of every kind. */
#include "unit/corpus/archive_fixture.h"

#include <libdeflate.h>

#define BYTES(name) PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(8 << 20)

/* As a stream that is packed shows it, and as a file of which any place can be read. */
static void expect(const px_builder *b, const char *expected)
{
    for (int random = 0; random < 2; random++) {
        BYTES(found);
        px_tools tools = { 0 };
        px_error err = PX_ERROR_INIT;
        px_stream s = px_stream_memory(px_builder_view(b));
        px_random file = px_random_memory(px_builder_view(b), "bytes");
        px_reading r = reading(&px_format_tar, &tools, &found);

        assert_true(px_format_of_head(px_builder_view(b)) == &px_format_tar);
        r.file = random ? &file : NULL;
        assert_ok(px_format_tar.read(&r, &s, &err), &err);
        assert_string_equal(px_builder_cstr(&found), expected);
        px_tools_free(&tools);
    }
}

/* ---- Headers */

/* Links, devices and folders hold nothing; a sample is what has one key. */
static void test_kinds(void **state)
{
    BYTES(b);
    BYTES(png);

    (void)state;
    put_png(&png, 3, 5);
    (void)put_header(&b, '5', "set/", 0);
    put_file(&b, "set/a.seg.png", px_builder_view(&png));
    (void)put_header(&b, '2', "set/a.link", 0);
    put_file(&b, "set/a.txt", PX_STR("words"));
    put_file(&b, "set/README", PX_STR("no key"));
    put_file(&b, "set/a.json", PX_STR("{\"text\":\"line\"}\n"));
    (void)put_header(&b, '3', "set/device", 0);
    put_file(&b, "set.d/b.cls", PX_STR("7"));
    put_end(&b);
    expect(&b, "sample\nfile image/png 33 15 pixels\nfile text/plain 5\nfile text/plain 6\n"
               "line text/plain 4\nsample\nfile text/plain 1\n");
}

/* Before ustar, a folder was a name that ends with a slash. */
static void test_old(void **state)
{
    BYTES(b);
    char *block;

    (void)state;
    block = put_header(&b, '\0', "folder/", 0);
    memset(block + 257, 0, 8);
    set_sum(block);
    block = put_header(&b, '\0', "file", 3);
    memset(block + 257, 0, 8);
    set_sum(block);
    put_data(&b, PX_STR("abc"));
    expect(&b, "file text/plain 3\n"); /* the mark of the end may be missing */
}

/* Long names and sizes stand before the entry: GNU's way and that of pax. */
static void test_long(void **state)
{
    BYTES(b);
    char name[301], record[400];
    int len;

    (void)state;
    memset(name, 'n', 300);
    name[300] = '\0';
    name[250] = '.';
    (void)put_header(&b, 'L', "././@LongLink", 301);
    put_data(&b, px_str_n(name, 301));
    (void)put_header(&b, 'K', "././@LongLink", 5);
    put_data(&b, PX_STR("link\0"));
    put_file(&b, "short.of.it", PX_STR("one"));
    name[251] = 'x'; /* the same key in another file */
    len = snprintf(record, sizeof(record), "%d path=%s\n10 size=3\n", 310, name);
    (void)put_header(&b, 'x', "pax", (uint64_t)len);
    put_data(&b, px_str_n(record, (size_t)len));
    (void)put_header(&b, '0', "short", 0);
    put_data(&b, PX_STR("two"));
    (void)put_header(&b, 'g', "global", 10);
    put_data(&b, PX_STR("10 a=bcde\n"));
    put_file(&b, "c.txt", PX_STR("three"));
    put_end(&b);
    expect(&b, "sample\nfile text/plain 3\nfile text/plain 3\nsample\nfile text/plain 5\n");
}

static void test_numbers(void **state)
{
    BYTES(b);
    char *block;

    (void)state;
    block = put_header(&b, '0', "binary", 0);
    memcpy(block + 124, "\x80\0\0\0\0\0\0\0\0\0\0\x04", 12);
    set_sum(block);
    put_data(&b, PX_STR("four"));
    block = put_header(&b, '0', "spaces", 0);
    memcpy(block + 124, "          5 ", 12);
    set_sum(block);
    put_data(&b, PX_STR("fives"));
    block = put_header(&b, '0', "far", 0); /* more than there can be */
    memcpy(block + 124, "\x80\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff", 12);
    set_sum(block);
    put_file(&b, "next", PX_STR("next"));
    put_end(&b);
    expect(&b, "file text/plain 4\nfile text/plain 5\nbad-header at 2048\nfile text/plain 4\n");
}

/* ---- What is wrong */

/* A damaged header: on to the next block that is one. */
static void test_damaged(void **state)
{
    BYTES(b);

    (void)state;
    put_file(&b, "a", PX_STR("one"));
    put_file(&b, "b", PX_STR("two"));
    put_file(&b, "c", PX_STR("three"));
    put_end(&b);
    b.ptr[1024 + 3] = 'x';
    expect(&b, "file text/plain 3\nbad-header at 1024\nfile text/plain 5\n");
}

static void test_cut(void **state)
{
    BYTES(b);

    (void)state;
    put_file(&b, "a", PX_STR("one"));
    (void)put_header(&b, '0', "b", 2000);
    px_builder_add(&b, "what there is of it");
    expect(&b, "file text/plain 3\ncut-record at 1024\n");
}

/* Archives put behind each other are read on; other bytes behind the end are named. */
static void test_behind(void **state)
{
    BYTES(b);

    (void)state;
    put_file(&b, "a", PX_STR("one"));
    put_end(&b);
    put_file(&b, "b", PX_STR("two"));
    put_end(&b);
    for (size_t i = 0; i < 600; i++)
        px_builder_char(&b, 'x');
    expect(&b, "file text/plain 3\nfile text/plain 3\nstray-bytes at 4096\n");
}

/* ---- Sparse files: read with the zeros that they had */

static void put_pax(px_builder *b, const char *const *records)
{
    BYTES(all);

    for (; *records; records++)
        px_builder_format(&all, "%zu %s\n", strlen(*records) + 4, *records);
    (void)put_header(b, 'x', "pax", all.len);
    put_data(b, px_builder_view(&all));
}

/* "ab" at 0 and "cd" at 600 of a file of 1,000 bytes. */
static void put_old_sparse(px_builder *b, bool more)
{
    char *block = put_header(b, 'S', "old.bin", 4);

    (void)snprintf(block + 386, 12, "%011o", 0);
    (void)snprintf(block + 398, 12, "%011o", 2);
    if (!more) {
        (void)snprintf(block + 410, 12, "%011o", 600);
        (void)snprintf(block + 422, 12, "%011o", 2);
    }
    block[482] = (char)more;
    (void)snprintf(block + 483, 12, "%011o", 1000);
    set_sum(block);
    if (more) {
        size_t at = b->len;

        put_zeros(b, 512);
        (void)snprintf(b->ptr + at, 12, "%011o", 600);
        (void)snprintf(b->ptr + at + 12, 12, "%011o", 2);
    }
    put_data(b, PX_STR("abcd"));
}

static void test_sparse(void **state)
{
    static const char *const by_pairs[] = { "GNU.sparse.size=1000",
                                            "GNU.sparse.numblocks=2",
                                            "GNU.sparse.offset=0",
                                            "GNU.sparse.numbytes=2",
                                            "GNU.sparse.offset=600",
                                            "GNU.sparse.numbytes=2",
                                            NULL };
    static const char *const by_list[] = { "GNU.sparse.size=1000", "GNU.sparse.numblocks=2",
                                           "GNU.sparse.map=0,2,600,2", "GNU.sparse.name=of.list",
                                           NULL };
    static const char *const in_data[] = { "GNU.sparse.major=1", "GNU.sparse.minor=0",
                                           "GNU.sparse.name=in.data", "GNU.sparse.realsize=1000",
                                           NULL };
    BYTES(b);
    BYTES(mapped);

    (void)state;
    put_old_sparse(&b, false);
    put_old_sparse(&b, true);
    put_pax(&b, by_pairs);
    put_file(&b, "by.pairs", PX_STR("abcd"));
    put_pax(&b, by_list);
    put_file(&b, "GNUSparseFile.0/of.list", PX_STR("abcd"));
    put_pax(&b, in_data);
    px_builder_add(&mapped, "3\n0\n2\n600\n2\n1000\n0\n"); /* GNU ends it by an empty part */
    put_zeros(&mapped, 512 - mapped.len);
    px_builder_add(&mapped, "abcd");
    put_file(&b, "GNUSparseFile.0/in.data", px_builder_view(&mapped));
    put_file(&b, "words", PX_STR("words"));
    put_end(&b);
    /* Two of one key are one sample; each has all of its bytes. */
    expect(&b, "sample\nunknown-format at 0\nfile application/octet-stream 1000\n"
               "unknown-format at 1024\nfile application/octet-stream 1000\n"
               "sample\nunknown-format at 3584\nfile application/octet-stream 1000\n"
               "sample\nunknown-format at 5632\nfile application/octet-stream 1000\n"
               "sample\nunknown-format at 7680\nfile application/octet-stream 1000\n"
               "file text/plain 5\n");
}

/* Holes before what is stored, and nothing stored at all. */
static void test_sparse_text(void **state)
{
    static const char *const packed[] = { "GNU.sparse.size=38", "GNU.sparse.map=0,38", NULL };
    static const char *const empty[] = { "GNU.sparse.size=3000", "GNU.sparse.map=3000,0", NULL };
    BYTES(b);

    (void)state;
    put_pax(&b, packed);
    put_file(&b, "lines", PX_STR("{\"text\":\"one\"}\n{\"text\":\"and two\"}\n    "));
    put_pax(&b, empty);
    put_file(&b, "zeros", PX_STR(""));
    put_end(&b);
    expect(&b, "line text/plain 3\nline text/plain 7\n"
               "unknown-format at 3072\nfile application/octet-stream 3000\n");
}

/* Maps that are none, or not of this file, or of another kind. */
static void test_sparse_wrong(void **state)
{
    static const char *const wrong[][3] = {
        { "GNU.sparse.size=1000", "GNU.sparse.map=0,2,1,2" },   /* over each other */
        { "GNU.sparse.size=1000", "GNU.sparse.map=0,2,999,2" }, /* beyond the file */
        { "GNU.sparse.size=1000", "GNU.sparse.map=0,2,600" },
        { "GNU.sparse.size=1000", "GNU.sparse.map=0,3,600,2" }, /* more than is stored */
        { "GNU.sparse.size=99999999999999999999", "GNU.sparse.map=0,4" },
        { "GNU.sparse.major=1", "GNU.sparse.realsize=1000" }, /* no map before the data */
        { "SCHILY.realsize=1000", "SCHILY.volume=1" },
    };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(wrong); i++) {
        BYTES(b);

        put_pax(&b, wrong[i]);
        put_file(&b, "file", PX_STR("abcd"));
        put_file(&b, "next", PX_STR("next"));
        put_end(&b);
        expect(&b, "sparse at 1024\nfile text/plain 4\n");
    }
}

static void test_unread(void **state)
{
    BYTES(b);

    (void)state;
    (void)put_header(&b, 'M', "volume", 5);
    put_data(&b, PX_STR("parts"));
    (void)put_header(&b, 'x', "wrong", 25);
    put_data(&b, PX_STR("99 GNU.sparse.realsize=9\n"));
    (void)put_header(&b, '0', "empty", 0);
    put_end(&b);
    expect(&b, "entry-kind at 0\nbad-header at 1024\nempty at 2048\n");
}

/* ---- What entries hold */

static void put_gzip(px_builder *b, px_str text)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
    char packed[4096];
    size_t len = libdeflate_gzip_compress(c, text.ptr, text.len, packed, sizeof(packed));

    assert_true(len > 0);
    put_bytes(b, packed, len);
    libdeflate_free_compressor(c);
}

#define PAGE                                                                                       \
    "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.com/\r\n"                        \
    "Content-Type: text/html\r\nContent-Length: 3\r\n\r\nend\r\n\r\n"

/* Packed, records, archives; what is packed and damaged says so and harms nothing behind it. */
static void test_entries(void **state)
{
    BYTES(b);
    BYTES(inner);
    BYTES(packed);

    (void)state;
    put_gzip(&packed, PX_STR("text, packed"));
    put_file(&b, "0001.txt.gz", px_builder_view(&packed));
    packed.ptr[packed.len - 6]++; /* its sum */
    put_file(&b, "0002.txt.gz", px_builder_view(&packed));
    px_builder_clear(&packed);
    put_gzip(&packed, PX_STR(PAGE PAGE));
    put_file(&b, "crawl.warc.gz", px_builder_view(&packed));
    put_file(&inner, "inner.txt", PX_STR("within"));
    put_end(&inner);
    put_file(&b, "inner.tar", px_builder_view(&inner));
    put_file(&b, "noise.bin", PX_STR("\x01\x02\x03\xff\xfe\0noise"));
    put_end(&b);
    expect(&b, "sample\nfile text/plain 12\nsample\ndamaged at 1024\nsample\nresource text/html 3\n"
               "resource text/html 3\nsample\nsample\nfile text/plain 6\nsample\n"
               "unknown-format at 5632\nfile application/octet-stream 11\n");
}

static void test_nested(void **state)
{
    BYTES(b);
    BYTES(next);

    (void)state;
    put_file(&b, "words", PX_STR("words"));
    for (int i = 0; i < 4; i++) {
        px_builder_clear(&next);
        put_file(&next, "archive", px_builder_view(&b));
        px_builder_clear(&b);
        px_builder_str(&b, px_builder_view(&next));
    }
    expect(&b, "nested at 0\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),        cmocka_unit_test(test_old),
        cmocka_unit_test(test_long),         cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_damaged),      cmocka_unit_test(test_cut),
        cmocka_unit_test(test_behind),       cmocka_unit_test(test_unread),
        cmocka_unit_test(test_entries),      cmocka_unit_test(test_nested),
        cmocka_unit_test(test_sparse),       cmocka_unit_test(test_sparse_text),
        cmocka_unit_test(test_sparse_wrong),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
