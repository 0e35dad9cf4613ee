/* SPDX-License-Identifier: EUPL-1.2 */
/* Zip archives made by hand: every form of the list, packings, lies, documents. */
#include "unit/corpus/archive_fixture.h"

#include <libdeflate.h>

#define BYTES(name) PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(8 << 20)

enum { STORED = 0, DEFLATE = 8, LZMA = 14 };

/* ---- Archives */

typedef struct maker {
    px_builder file, list;
    unsigned count;
    /* What the next entry is made with. */
    unsigned method, flags, made_by;
    uint32_t mode;
    bool wide, lie;
} maker;

#define MAKER(name)                                                                                \
    PX_CLEANUP(free_maker)                                                                         \
    maker name = { .file = PX_BUILDER_INIT(8 << 20), .list = PX_BUILDER_INIT(1 << 20) }

static void free_maker(maker *m)
{
    px_builder_free(&m->file);
    px_builder_free(&m->list);
}

static px_str pack(const maker *m, px_str data, char *room, size_t size)
{
    struct libdeflate_compressor *c;
    size_t len;

    if (m->method != DEFLATE)
        return data;
    c = libdeflate_alloc_compressor(6);
    len = libdeflate_deflate_compress(c, data.ptr, data.len, room, size);
    libdeflate_free_compressor(c);
    assert_true(len > 0);
    return px_str_n(room, len);
}

static void put_sizes(px_builder *b, uint32_t crc, size_t packed, size_t size, bool wide)
{
    put_little(b, crc, 4);
    put_little(b, wide ? UINT32_MAX : packed, 4);
    put_little(b, wide ? UINT32_MAX : size, 4);
}

/* Header, bytes and a line of the list. */
static void put_entry(maker *m, const char *name, px_str data)
{
    PX_AUTO_FREE char *room = px_alloc(data.len + 1000);
    px_str bytes = pack(m, data, room, data.len + 1000);
    uint32_t crc = libdeflate_crc32(0, data.ptr, data.len);
    size_t at = m->file.len, extra = m->wide ? 28 : 0;

    put_bytes(&m->file, "PK\x03\x04\x14\0", 6);
    put_little(&m->file, m->flags, 2);
    put_little(&m->file, m->method, 2);
    put_zeros(&m->file, 4);
    put_sizes(&m->file, m->lie ? crc + 1 : crc, bytes.len, data.len, false);
    put_little(&m->file, strlen(name), 2);
    put_zeros(&m->file, 2);
    px_builder_add(&m->file, name);
    px_builder_str(&m->file, bytes);
    put_bytes(&m->list, "PK\x01\x02\x14", 5);
    put_little(&m->list, m->made_by, 1);
    put_bytes(&m->list, "\x14\0", 2);
    put_little(&m->list, m->flags, 2);
    put_little(&m->list, m->method, 2);
    put_zeros(&m->list, 4);
    put_sizes(&m->list, crc, bytes.len, data.len, m->wide);
    put_little(&m->list, strlen(name), 2);
    put_little(&m->list, extra, 2);
    put_little(&m->list, 7, 2); /* a comment */
    put_zeros(&m->list, 4);
    put_little(&m->list, (uint64_t)m->mode << 16, 4);
    put_little(&m->list, m->wide ? UINT32_MAX : at, 4);
    px_builder_add(&m->list, name);
    if (m->wide) {
        put_bytes(&m->list, "\x01\0\x18\0", 4);
        put_little(&m->list, data.len, 8);
        put_little(&m->list, bytes.len, 8);
        put_little(&m->list, at, 8);
    }
    px_builder_add(&m->list, "comment");
    m->count++;
}

static void put_wide_end(maker *m, size_t list)
{
    size_t at = m->file.len;

    put_bytes(&m->file, "PK\x06\x06", 4);
    put_little(&m->file, 44, 8);
    put_zeros(&m->file, 12);
    put_little(&m->file, m->count, 8);
    put_little(&m->file, m->count, 8);
    put_little(&m->file, at - list, 8);
    put_little(&m->file, list, 8);
    put_bytes(&m->file, "PK\x06\x07\0\0\0\0", 8);
    put_little(&m->file, at, 8);
    put_little(&m->file, 1, 4);
}

static void put_directory_end(maker *m, bool wide, const char *comment)
{
    size_t list = m->file.len;

    px_builder_str(&m->file, px_builder_view(&m->list));
    if (wide)
        put_wide_end(m, list);
    put_bytes(&m->file, "PK\x05\x06\0\0\0\0", 8);
    put_little(&m->file, wide ? UINT16_MAX : m->count, 2);
    put_little(&m->file, wide ? UINT16_MAX : m->count, 2);
    put_little(&m->file, wide ? UINT32_MAX : m->list.len, 4);
    put_little(&m->file, wide ? UINT32_MAX : list, 4);
    put_little(&m->file, strlen(comment), 2);
    px_builder_add(&m->file, comment);
}

/* In one piece and in stretches: the same, in the order of the list. */
static void expect_of(const px_format *format, px_str bytes, const char *expected)
{
    static const uint64_t stretches[] = { UINT64_MAX, 40 };
    px_random file = px_random_memory(bytes, "bytes");
    px_error err = PX_ERROR_INIT;

    for (size_t i = 0; i < PX_COUNT(stretches); i++) {
        BYTES(found);
        px_tools tools = { 0 };
        px_reading r = reading(format, &tools, &found);

        for (uint64_t from = 0;; from += stretches[i]) {
            bool last = bytes.len - from <= stretches[i];

            assert_ok(
                format->read_at(&r, &file, from, last ? UINT64_MAX : from + stretches[i], &err),
                &err);
            if (last)
                break;
        }
        assert_string_equal(px_builder_cstr(&found), expected);
        px_tools_free(&tools);
    }
}

static void expect(const maker *m, const char *expected)
{
    assert_true(px_format_of_head(px_builder_view(&m->file)) == &px_format_zip);
    expect_of(&px_format_zip, px_builder_view(&m->file), expected);
}

/* ---- Lists */

static void test_entries(void **state)
{
    MAKER(m);
    BYTES(png);

    (void)state;
    put_png(&png, 4, 6);
    put_entry(&m, "folder/", PX_STR(""));
    put_entry(&m, "folder/a.png", px_builder_view(&png));
    m.method = DEFLATE;
    put_entry(&m, "b.txt", PX_STR("words words words words"));
    put_entry(&m, "c.jsonl", PX_STR("{\"text\":\"one\"}\n{\"text\":\"three\"}\n"));
    put_entry(&m, "d.png", px_builder_view(&png));
    m.method = STORED;
    m.made_by = 3; /* Unix: a link's bytes are a path */
    m.mode = 0xa1ff;
    put_entry(&m, "link", PX_STR("b.txt"));
    put_directory_end(&m, false, "");
    expect(&m, "file image/png 33 24 pixels\nfile text/plain 23\nline text/plain 3\n"
               "line text/plain 5\nfile image/png 33 24 pixels\n");
}

/* Wide numbers, and a comment that looks like an end. */
static void test_wide(void **state)
{
    MAKER(m);

    (void)state;
    m.wide = true;
    put_entry(&m, "../../etc/passwd", PX_STR("words")); /* a name is no path here */
    put_entry(&m, "b", PX_STR("more words"));
    put_directory_end(&m, true, "PK\x05\x06 is how it begins");
    expect(&m, "file text/plain 5\nfile text/plain 10\n");
}

/* A program before the archive moves all places. */
static void test_moved(void **state)
{
    MAKER(m);
    BYTES(whole);

    (void)state;
    put_entry(&m, "a", PX_STR("words"));
    put_directory_end(&m, false, "");
    px_builder_add(&whole, "#!/bin/sh\nexit\n");
    px_builder_str(&whole, px_builder_view(&m.file));
    expect_of(&px_format_zip, px_builder_view(&whole), "file text/plain 5\n");
}

/* ---- What is wrong */

static void test_unread(void **state)
{
    MAKER(m);

    (void)state;
    m.flags = 1;
    put_entry(&m, "secret", PX_STR("words"));
    m.flags = 0;
    m.method = LZMA;
    put_entry(&m, "lzma", PX_STR("no words"));
    m.method = STORED;
    m.lie = true;
    put_entry(&m, "two ways", PX_STR("three"));
    put_directory_end(&m, false, "");
    expect(&m, "encrypted at 0\nno-method at 41\nfile application/octet-stream 8\n"
               "mismatch at 83\nfile text/plain 5\n");
}

/* Bytes whose sum is not the stated one, bytes that are no packed ones, a header that is none. */
static void test_damaged(void **state)
{
    MAKER(m);

    (void)state;
    m.method = DEFLATE;
    put_entry(&m, "a", PX_STR("words words words words"));
    put_entry(&m, "b", PX_STR("more words, more words, more words"));
    put_entry(&m, "c", PX_STR("the last of the words"));
    m.list.ptr[16]++; /* the sum of a */
    m.file.ptr[14]++;
    put_directory_end(&m, false, "");
    m.file.ptr[2] = 'x'; /* of a's header: read no more */
    expect_of(&px_format_zip, px_builder_view(&m.file),
              "bad-header at 0\nfile text/plain 34\nfile text/plain 21\n");
    m.file.ptr[2] = '\x03';
    expect(&m, "damaged at 0\nfile text/plain 34\nfile text/plain 21\n");
    m.file.len -= 10;
    expect_of(&px_format_zip, px_builder_view(&m.file), "cut-off at 338\n");
}

/* Entries that lie over each other, to unpack to more than any disk holds. */
static void test_overlap(void **state)
{
    MAKER(m);
    char text[400];

    (void)state;
    memset(text, 'a', sizeof(text));
    put_entry(&m, "a", px_str_n(text, sizeof(text)));
    for (int i = 0; i < 3; i++) {
        size_t line = m.list.len;

        put_entry(&m, "b", PX_STR(""));
        memcpy(m.list.ptr + line, m.list.ptr, 46); /* the first again */
    }
    put_directory_end(&m, false, "");
    expect(&m, "file text/plain 400\noverlap at 632\n");
}

/* What unpacks to far more than any text does is given up. */
static void test_bomb(void **state)
{
    MAKER(m);
    PX_AUTO_FREE char *zeros = px_alloc_zero(300 << 20, 1);
    PX_AUTO_FREE char *room = px_alloc(4 << 20);
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(1);
    size_t len;

    (void)state;
    len = libdeflate_gzip_compress(c, zeros, 300 << 20, room, 4 << 20);
    assert_true(len > 0);
    libdeflate_free_compressor(c);
    m.method = DEFLATE;
    put_entry(&m, "twice packed", px_str_n(room, len));
    put_directory_end(&m, false, "");
    expect(&m, "too-large at 0\n");
}

/* ---- Documents */

static void expect_document(const maker *m, const char *expected)
{
    assert_true(px_format_of_head(px_builder_view(&m->file)) == &px_format_package);
    expect_of(&px_format_package, px_builder_view(&m->file), expected);
}

static void test_documents(void **state)
{
    MAKER(book);
    MAKER(office);
    MAKER(java);

    (void)state;
    put_entry(&book, "mimetype", PX_STR("application/epub+zip"));
    put_entry(&book, "OEBPS/a.xhtml", PX_STR("<html>"));
    put_directory_end(&book, false, "");
    expect_document(&book, "file application/epub+zip 256\n");
    office.method = DEFLATE;
    put_entry(&office, "[Content_Types].xml", PX_STR("<Types>"));
    put_entry(&office, "word/document.xml", PX_STR("<w:document>"));
    put_directory_end(&office, false, "");
    expect_document(&office, "file application/"
                             "vnd.openxmlformats-officedocument.wordprocessingml.document 289\n");
    put_entry(&java, "META-INF/MANIFEST.MF", PX_STR("Manifest-Version: 1.0"));
    put_directory_end(&java, false, "");
    expect_document(&java, "file application/java-archive 166\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entries), cmocka_unit_test(test_wide),
        cmocka_unit_test(test_moved),   cmocka_unit_test(test_unread),
        cmocka_unit_test(test_damaged), cmocka_unit_test(test_overlap),
        cmocka_unit_test(test_bomb),    cmocka_unit_test(test_documents),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
