/* SPDX-License-Identifier: EUPL-1.2 */
/* Indexes of web archives: both forms, packed or not; what is none is told with its line. */
#include "corpus/cdx.h"

#include <unistd.h>

#include "base/file.h"
#include "unit/testing.h"

static const char *put(px_str text, char ret_path[32])
{
    px_error err = PX_ERROR_INIT;

    (void)snprintf(ret_path, 32, "/tmp/praxis-cdx-%d", (int)getpid());
    assert_ok(px_file_write(ret_path, text, 0600, &err), &err);
    return ret_path;
}

static int read_one(px_str text, px_cdx **ret_cdx, px_error *err)
{
    char path[32];
    const char *paths[] = { put(text, path) };
    int rc = px_cdx_read(paths, 1, ret_cdx, err);

    assert_int_equal(unlink(path), 0);
    return rc;
}

static uint64_t length_at(const px_cdx *cdx, const char *path, uint64_t offset)
{
    return px_extents_length(px_cdx_of(cdx, px_str_of(path)), offset);
}

static void columns_are_named_by_the_first_line(void **state)
{
    px_error err = PX_ERROR_INIT;
    px_cdx *cdx = NULL;

    (void)state;
    assert_ok(read_one(PX_STR(" CDX N b a m s k r M S V g\n"
                              "com,a)/ 2024 http://a.com/ text/html 200 X - - 500 900 d/x.warc.gz\n"
                              "com,b)/ 2024 http://b.com/ text/html 200 X - - 400 0 x.warc.gz\n"
                              "com,c)/ 2024 http://c.com/ text/html 200 X - - - 77 x.warc.gz\n"
                              "com,d)/ 2024 http://d.com/ text/html 200 X - - 1 5 y.warc.gz"),
                       &cdx, &err),
              &err);
    assert_int_equal(length_at(cdx, "/crawl/x.warc.gz", 0), 400);
    assert_int_equal(length_at(cdx, "x.warc.gz", 900), 500);
    assert_int_equal(length_at(cdx, "x.warc.gz", 77), 0); /* no length */
    assert_int_equal(length_at(cdx, "x.warc.gz", 1), 0);
    assert_int_equal(length_at(cdx, "y.warc.gz", 5), 1);
    assert_int_equal(length_at(cdx, "z.warc.gz", 5), 0);
    assert_int_equal(length_at(NULL, "x.warc.gz", 0), 0);
    px_cdx_free(cdx);
}

/* As Common Crawl writes them, with numbers as texts, and as pywb does. */
static void objects_of_json_end_a_line(void **state)
{
    px_error err = PX_ERROR_INIT;
    px_cdx *cdx = NULL;

    (void)state;
    assert_ok(
        read_one(
            PX_STR("!meta 0 {\"format\": \"cdxj-gzip-1.0\"}\n"
                   "com,a)/ 20240518015810 {\"url\": \"http://a.com/{\", \"length\": \"1234\", "
                   "\"offset\": \"77\", \"filename\": \"crawl-data/x/warc/CC-1.warc.gz\"}\r\n"
                   "com,b)/ 20240518015811 {\"offset\": 9, \"length\": 10, \"filename\": \"b\"}\n\n"
                   "{\"offset\": 1, \"filename\": \"b\"}\n"),
            &cdx, &err),
        &err);
    assert_int_equal(length_at(cdx, "CC-1.warc.gz", 77), 1234);
    assert_int_equal(length_at(cdx, "b", 9), 10);
    assert_int_equal(length_at(cdx, "b", 1), 0);
    px_cdx_free(cdx);
}

static void what_is_no_index_is_told_with_its_line(void **state)
{
    static const px_str bad[] = {
        PX_STR_INIT("{\"offset\": 1}\n{\"offset\"\n"),
        PX_STR_INIT("{}\nWARC/1.0\n"),
        PX_STR_INIT(" CDX S V g\nten 1 x\n"),
        PX_STR_INIT(" CDX S V g\n10 -1 x\n"),
    };
    px_error err = PX_ERROR_INIT;
    px_cdx *cdx = NULL;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++) {
        assert_fails(read_one(bad[i], &cdx, &err), PX_ERR_MALFORMED);
        assert_string_equal(px_error_arg(&err, "line"), "2");
    }
    assert_ok(read_one(PX_STR(""), &cdx, &err), &err);
    px_cdx_free(cdx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_named_by_the_first_line),
        cmocka_unit_test(objects_of_json_end_a_line),
        cmocka_unit_test(what_is_no_index_is_told_with_its_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
