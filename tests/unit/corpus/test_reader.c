/* SPDX-License-Identifier: EUPL-1.2 */
/* What readers find does not depend on how much of a stream stands ready by chance. */
#include "unit/corpus/narrow_stream.h"
#include "unit/testing.h"

#include "base/builder.h"
#include "corpus/head.h"
#include "corpus/reader.h"

static void add_record(void *arg, const px_record *record)
{
    px_builder_format(arg, "%s %.*s %ju\n", record->kind, PX_STR_ARG(record->url),
                      (uintmax_t)record->figures[PX_FIGURE_CONTENT]);
}

static void add_trouble(void *arg, px_trouble_kind kind, uint64_t offset, bool inside,
                        uint64_t times)
{
    (void)inside;
    for (uint64_t i = 0; i < times; i++)
        px_builder_format(arg, "%s at %ju\n", px_trouble_name(kind), (uintmax_t)offset);
}

static void read_stream(const px_format *format, px_stream *s, px_builder *found)
{
    px_tools tools = { 0 };
    px_error err = PX_ERROR_INIT;
    px_reading r = { .format = format,
                     .stop = UINT64_MAX,
                     .tools = &tools,
                     .record = add_record,
                     .trouble = add_trouble,
                     .arg = found };

    assert_ok(format->read(&r, s, &err), &err);
    assert_int_equal(s->len, 0);
    px_tools_free(&tools);
}

static void expect(const px_format *format, px_str bytes, const char *expected)
{
    PX_AUTO_BUILDER px_builder first = PX_BUILDER_INIT(4096), second = PX_BUILDER_INIT(4096);
    px_stream whole = px_stream_memory(bytes);
    narrow_stream narrow = narrow_stream_of(bytes);

    read_stream(format, &whole, &first);
    read_stream(format, &narrow.stream, &second);
    assert_string_equal(px_builder_cstr(&first), expected);
    assert_string_equal(px_builder_cstr(&second), expected);
}

static void add_filler(px_builder *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        px_builder_char(out, 'x');
}

/* ---- WARC */

#define RESOURCE(length)                                                                           \
    "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.com/\r\nContent-Length: " length \
    "\r\n\r\n"

/* A length that is wrong is set right where the next record can be seen, but in long blocks. */
static void test_stated_length(void **state)
{
    PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(4 << 20);

    (void)state;
    px_builder_add(&file, RESOURCE("500") "words\r\n\r\n" RESOURCE("3") "end\r\n\r\n");
    expect(&px_format_warc, px_builder_view(&file),
           "wrong-length at 0\nresource http://a.com/ 5\nresource http://a.com/ 3\n");
    px_builder_clear(&file);
    px_builder_add(&file, RESOURCE("2000000") "words\r\n\r\n" RESOURCE("3") "end\r\n\r\n");
    expect(&px_format_warc, px_builder_view(&file), "cut-record at 0\n");
    px_builder_clear(&file);
    px_builder_add(&file, RESOURCE("2"));
    add_filler(&file, 70000);
    px_builder_add(&file, "\r\n\r\n" RESOURCE("3") "end\r\n\r\n");
    expect(&px_format_warc, px_builder_view(&file),
           "resource http://a.com/ 2\nstray-bytes at 86\nresource http://a.com/ 3\n");
}

static void test_long_heads(void **state)
{
    PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(4 << 20), body = PX_BUILDER_INIT(4 << 20);
    char expected[80];

    (void)state;
    px_builder_add(&file, "WARC/1.0\r\nWARC-Type: resource\r\nx: ");
    add_filler(&file, PX_HEAD_MAX);
    px_builder_add(&file, "\r\nContent-Length: 3\r\n\r\nend\r\n\r\n" RESOURCE("3") "end");
    expect(&px_format_warc, px_builder_view(&file), "bad-header at 0\nresource http://a.com/ 3\n");
    px_builder_clear(&file);
    px_builder_add(&body, "HTTP/1.1 200 OK\r\nx: ");
    add_filler(&body, PX_HEAD_MAX);
    px_builder_add(&body, "\r\n\r\nend");
    px_builder_format(&file,
                      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.com/\r\n"
                      "Content-Length: %zu\r\n\r\n",
                      body.len);
    px_builder_str(&file, px_builder_view(&body));
    (void)snprintf(expected, sizeof(expected), "bad-header at 0\nresponse http://a.com/ %zu\n",
                   body.len);
    expect(&px_format_warc, px_builder_view(&file), expected);
}

/* ---- ARC */

#define PAGE "http://a.com/ 192.0.2.1 20140216050221 text/html 3\nend\n"

/* The next record is found wherever its line stands in the window. */
static void test_stray_lines(void **state)
{
    (void)state;
    for (size_t n = 8100; n < 16500; n += 7) {
        PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(1 << 20);

        add_filler(&file, n);
        px_builder_add(&file, "\n" PAGE);
        expect(&px_format_arc, px_builder_view(&file),
               "stray-bytes at 0\nresponse http://a.com/ 3\n");
    }
}

/* A line that is too long for a record's is none, though all of it stands ready. */
static void test_long_line(void **state)
{
    PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(1 << 20);

    (void)state;
    px_builder_add(&file, "http://a.com/");
    add_filler(&file, 9000);
    px_builder_add(&file, " 192.0.2.1 20140216050221 text/html 3\nend\n" PAGE);
    expect(&px_format_arc, px_builder_view(&file), "stray-bytes at 0\nresponse http://a.com/ 3\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stated_length),
        cmocka_unit_test(test_long_heads),
        cmocka_unit_test(test_stray_lines),
        cmocka_unit_test(test_long_line),
    };

    return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}
