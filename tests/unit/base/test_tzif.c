/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/builder.h"
#include "base/civil.h"
#include "base/file.h"

/* What a test file is made of; write_file turns it into bytes. Counts that are -1 are the true
 * ones. */
typedef struct parts {
    char version; /* '\0', '2', '3', '4' */
    long n_utc, n_std, n_leaps, n_times, n_types, n_chars;
    int64_t times[4];
    unsigned char of_time[4];
    int true_times;
    struct {
        int offset;
        unsigned char dst, at;
    } types[3];
    int true_types;
    px_str chars;
    const char *footer; /* with its line feeds */
} parts;

/* Two changes: AAA (+1 h) until 1000, BBB (+2 h) until 2000, then AAA again, and the rule. */
static parts good_parts(char version)
{
    return (parts){
        .version = version,
        .n_times = -1,
        .n_types = -1,
        .n_chars = -1,
        .times = { 1000, 2000 },
        .of_time = { 1, 0 },
        .true_times = 2,
        .types = { { 3600, 0, 0 }, { 7200, 1, 4 } },
        .true_types = 2,
        .chars = PX_STR_INIT("AAA\0BBB\0"),
        .footer = "\nAAA-1BBB,M3.5.0,M10.5.0/3\n",
    };
}

static void write_be(px_builder *out, int64_t value, unsigned bytes)
{
    while (bytes-- > 0)
        px_builder_char(out, (char)((uint64_t)value >> (8 * bytes)));
}

static void write_block(px_builder *out, const parts *p, unsigned time_size)
{
    px_builder_str(out, PX_STR("TZif"));
    px_builder_char(out, p->version);
    px_builder_str(out, px_str_n("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 15));
    write_be(out, p->n_utc, 4);
    write_be(out, p->n_std, 4);
    write_be(out, p->n_leaps, 4);
    write_be(out, p->n_times < 0 ? p->true_times : p->n_times, 4);
    write_be(out, p->n_types < 0 ? p->true_types : p->n_types, 4);
    write_be(out, p->n_chars < 0 ? (long)p->chars.len : p->n_chars, 4);
    for (int i = 0; i < p->true_times; i++)
        write_be(out, p->times[i], time_size);
    for (int i = 0; i < p->true_times; i++)
        px_builder_char(out, (char)p->of_time[i]);
    for (int i = 0; i < p->true_types; i++) {
        write_be(out, p->types[i].offset, 4);
        px_builder_char(out, (char)p->types[i].dst);
        px_builder_char(out, (char)p->types[i].at);
    }
    px_builder_str(out, p->chars);
}

static void write_file(px_builder *out, const parts *p)
{
    px_builder_clear(out);
    if (p->version) { /* readers of version 2 pass over the first block */
        parts first = { .version = p->version,
                        .true_types = 1,
                        .n_times = -1,
                        .n_types = -1,
                        .n_chars = -1,
                        .chars = PX_STR_INIT("x\0") };

        write_block(out, &first, 4);
    }
    write_block(out, p, p->version ? 8 : 4);
    if (p->version)
        px_builder_add(out, p->footer);
}

static int parse(const parts *p, px_zone **ret_zone, px_error *err)
{
    PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(1 << 20);

    write_file(&file, p);
    return px_zone_parse(px_builder_view(&file), "Test/Zone", ret_zone, err);
}

static void assert_shows(const px_zone *zone, int64_t second, const char *abbreviation, int offset)
{
    const char *got = NULL;
    int got_offset = 0;

    (void)px_civil_from_time(zone, second * 1000, &got_offset, &got);
    assert_string_equal(got, abbreviation);
    assert_int_equal(got_offset, offset);
}

static void test_versions(void **state)
{
    static const char versions[] = { '\0', '2', '3', '4' };

    (void)state;
    for (size_t i = 0; i < PX_COUNT(versions); i++) {
        parts p = good_parts(versions[i]);
        px_error err = PX_ERROR_INIT;
        px_zone *zone = NULL;

        assert_ok(parse(&p, &zone, &err), &err);
        assert_string_equal(px_zone_name(zone), "Test/Zone");
        assert_shows(zone, -99999999999, "AAA", 3600);
        assert_shows(zone, 999, "AAA", 3600);
        assert_shows(zone, 1000, "BBB", 7200);
        assert_shows(zone, 1999, "BBB", 7200);
        assert_shows(zone, 2000, "AAA", 3600);
        /* July 2026: only the footer knows of it */
        assert_shows(zone, 1783000000, versions[i] ? "BBB" : "AAA", versions[i] ? 7200 : 3600);
        px_zone_free(zone);
    }
    px_zone_free(NULL);
}

/* Before the first transition type 0 holds, whatever the first transition leads to. */
static void test_before_first(void **state)
{
    parts p = good_parts('2');
    px_error err = PX_ERROR_INIT;
    px_zone *zone = NULL;

    (void)state;
    p.types[0].offset = 1050;
    p.of_time[0] = p.of_time[1] = 1;
    assert_ok(parse(&p, &zone, &err), &err);
    assert_shows(zone, 999, "AAA", 1050);
    assert_shows(zone, 1000, "BBB", 7200);
    px_zone_free(zone);
}

static void test_footers(void **state)
{
    parts p = good_parts('2');
    px_error err = PX_ERROR_INIT;
    px_zone *zone = NULL;

    (void)state;
    p.footer = "\n\n"; /* nothing is known: the last type stays */
    p.of_time[1] = 1;
    p.times[1] = 5000000000; /* beyond 32 bits */
    assert_ok(parse(&p, &zone, &err), &err);
    assert_shows(zone, 9000000000, "BBB", 7200);
    px_zone_free(zone);
    p.true_times = 0; /* the rule alone */
    p.footer = "\n<+03>-3\n";
    assert_ok(parse(&p, &zone, &err), &err);
    assert_shows(zone, -9000000000, "+03", 10800);
    assert_shows(zone, 9000000000, "+03", 10800);
    px_zone_free(zone);
    p.footer = "\n\n";
    assert_ok(parse(&p, &zone, &err), &err);
    assert_shows(zone, 0, "AAA", 3600);
    px_zone_free(zone);
}

/* Each breaks one thing in a good file. Returns their number. */
static size_t make_broken(parts list[32])
{
    size_t n = 0;

    for (size_t i = 0; i < 32; i++)
        list[i] = good_parts('2');
    list[n++].version = '5';
    list[n++].version = '1';
    list[n++].n_times = 0xFFFFFFFF;
    list[n++].n_types = 0xFFFFFFFF;
    list[n++].n_chars = 0xFFFFFFFF;
    list[n++].n_types = 0;
    list[n++].n_chars = 0;
    list[n++].n_std = 1;
    list[n++].n_utc = 3;
    list[n++].n_leaps = 1;
    list[n++].times[1] = 1000;
    list[n++].times[1] = -5;
    list[n++].of_time[1] = 2;
    list[n++].of_time[0] = 255;
    list[n++].types[1].at = 8;
    list[n++].types[1].at = 255;
    list[n++].chars = PX_STR("AAA\0BBBB");
    list[n++].chars = PX_STR("A A\0BBB\0");
    list[n++].chars = PX_STR("AAA\0B<B\0");
    list[n++].types[0].offset = 93600;
    list[n++].types[0].offset = -90000;
    list[n++].types[0].offset = INT32_MIN;
    list[n++].types[0].dst = 2;
    list[n++].footer = "";
    list[n++].footer = "\n";
    list[n++].footer = "\nAAA-1";
    list[n++].footer = "AAA-1\n";
    list[n++].footer = "\nAAA-1BBB\n";
    list[n++].footer = "\nAAA-1 \n";
    list[n++].n_times = 257;
    list[n++].n_types = 257;
    return n;
}

static void test_broken(void **state)
{
    parts list[32];
    size_t count = make_broken(list);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        px_error err = PX_ERROR_INIT;
        px_zone *zone = NULL;

        if (parse(&list[i], &zone, &err) != -PX_ERR_MALFORMED)
            fail_msg("case %zu was accepted or failed otherwise", i);
        assert_null(zone);
        assert_string_equal(px_error_arg(&err, "zone"), "Test/Zone");
    }
}

/* Every shorter piece of a good file is refused. The bytes lie on the heap, so that the sanitizer
 * sees a read beyond them. */
static void test_truncated(void **state)
{
    static const char versions[] = { '\0', '2' };

    (void)state;
    for (size_t v = 0; v < PX_COUNT(versions); v++) {
        PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(1 << 20);
        parts p = good_parts(versions[v]);

        write_file(&file, &p);
        for (size_t len = 0; len < file.len; len++) {
            px_error err = PX_ERROR_INIT;
            px_zone *zone = NULL;
            char *copy = px_alloc(len);

            memcpy(copy, file.ptr, len);
            assert_fails(px_zone_parse(px_str_n(copy, len), "x", &zone, &err), PX_ERR_MALFORMED);
            free(copy);
        }
    }
}

/* Every byte of a good file, changed in a few ways, gives a zone that answers or an error. */
static void test_changed_bytes(void **state)
{
    PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(1 << 20);
    parts p = good_parts('3');

    (void)state;
    write_file(&file, &p);
    for (size_t i = 0; i < file.len * 256; i++) {
        char *byte = &file.ptr[i / 256], before = *byte;
        px_error err = PX_ERROR_INIT;
        px_zone *zone = NULL;

        *byte = (char)(i % 256);
        if (px_zone_parse(px_builder_view(&file), "x", &zone, &err) == 0) {
            px_civil c = px_civil_from_time(zone, 1783000000000, NULL, NULL);
            px_time t;

            assert_ok(px_civil_resolve(zone, &c, &t, NULL, &err), &err);
            px_zone_free(zone);
        } else {
            assert_int_equal(err.code, PX_ERR_MALFORMED);
        }
        *byte = before;
    }
}

static void test_names(void **state)
{
    static const char *const bad[] = {
        "",
        "/etc/passwd",
        "/usr/share/zoneinfo/UTC",
        "../../../etc/passwd",
        "Europe/../UTC",
        "..",
        ".",
        "./UTC",
        "Europe//Brussels",
        "Europe/",
        "/",
        "Europe\\Brussels",
        "Europe/Brussels\n",
        "Euro pe",
        "tzdata.zi",
        "\xC3\xA9",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", /* 65 */
    };
    static const char *const missing[] = { "Europe", "Europe/Bruxelles", "UTC/x",
                                           "America/Argentina" };
    px_error err = PX_ERROR_INIT;
    px_zone *zone = NULL;

    (void)state;
    for (size_t i = 0; i < PX_COUNT(bad); i++)
        if (px_zone_load(bad[i], &zone, &err) != -PX_ERR_INVALID)
            fail_msg("%s", bad[i]);
    for (size_t i = 0; i < PX_COUNT(missing); i++) {
        assert_fails(px_zone_load(missing[i], &zone, &err), PX_ERR_NOT_FOUND);
        assert_string_equal(px_error_arg(&err, "zone"), missing[i]);
    }
    assert_null(zone);
    assert_ok(px_zone_load("America/Argentina/Buenos_Aires", &zone, &err), &err);
    px_zone_free(zone);
    assert_ok(px_zone_load("Etc/GMT+12", &zone, &err), &err);
    px_zone_free(zone);
}

static void test_zoneinfo_variable(void **state)
{
    char *dir = px_test_directory(), *path = px_path_join(dir, "Mine");
    PX_AUTO_BUILDER px_builder file = PX_BUILDER_INIT(2 << 20);
    parts p = good_parts('2');
    px_error err = PX_ERROR_INIT;
    px_zone *zone = NULL;

    (void)state;
    write_file(&file, &p);
    assert_ok(px_file_write(path, px_builder_view(&file), 0600, &err), &err);
    assert_int_equal(setenv("ZONEINFO", dir, 1), 0);
    assert_ok(px_zone_load("Mine", &zone, &err), &err);
    assert_shows(zone, 1500, "BBB", 7200);
    px_zone_free(zone);
    assert_fails(px_zone_load("UTC", &zone, &err), PX_ERR_NOT_FOUND);
    while (file.len <= 1 << 20)
        px_builder_str(&file, PX_STR("0123456789abcdef0123456789abcdef"));
    assert_ok(px_file_write(path, px_builder_view(&file), 0600, &err), &err);
    assert_fails(px_zone_load("Mine", &zone, &err), PX_ERR_TOO_LARGE);
    assert_int_equal(setenv("ZONEINFO", "", 1), 0);
    assert_ok(px_zone_load("UTC", &zone, &err), &err);
    px_zone_free(zone);
    assert_int_equal(unsetenv("ZONEINFO"), 0);
    free(path);
    px_test_remove(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_versions),  cmocka_unit_test(test_before_first),
        cmocka_unit_test(test_footers),   cmocka_unit_test(test_broken),
        cmocka_unit_test(test_truncated), cmocka_unit_test(test_changed_bytes),
        cmocka_unit_test(test_names),     cmocka_unit_test(test_zoneinfo_variable),
    };

    return cmocka_run_group_tests_name("tzif", tests, NULL, NULL);
}
