/* SPDX-License-Identifier: EUPL-1.2 */
/* Large tar files are cut between threads: whatever the cuts, the same is found. */
#include "unit/corpus/archive_fixture.h"
#include "unit/corpus/scan_fixture.h"

#include <sys/stat.h>

#include "base/file.h"

#define BYTES(name) PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(8 << 20)

static char *directory;

static uint64_t state_of_random = 3;

static unsigned next_random(unsigned below)
{
    state_of_random = state_of_random * 6364136223846793005U + 1442695040888963407U;
    return (unsigned)(state_of_random >> 33) % below;
}

/* A pax record, or GNU's, with a name for the next entry. */
static void put_name(px_builder *b, const char *name, bool pax)
{
    char record[256];
    int len = snprintf(record, sizeof(record), "%zu path=%s\n", strlen(name) + 9, name);

    if (pax) {
        (void)put_header(b, 'x', "pax", (uint64_t)len);
        put_data(b, px_str_n(record, (size_t)len));
    } else {
        (void)put_header(b, 'L', "././@LongLink", strlen(name) + 1);
        put_data(b, px_str_n(name, strlen(name) + 1));
    }
}

static void put_random(px_builder *b, unsigned sample)
{
    char name[64], text[3000];
    unsigned len = next_random(sizeof(text));

    for (unsigned i = 0; i < len; i++)
        text[i] = (char)(next_random(4) ? 'a' + next_random(20) : ' ');
    if (len > 10 && next_random(4) == 0)
        memset(text + len / 2, 0, len / 2); /* zeros as at the end */
    (void)snprintf(name, sizeof(name), next_random(6) ? "set/%08u.%c" : "set/no-key-%08u", sample,
                   'a' + next_random(3));
    if (next_random(3) == 0)
        put_name(b, name, next_random(2));
    put_file(b, name, px_str_n(text, len));
}

static void put_samples(px_builder *b, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        for (unsigned k = next_random(4); k > 0; k--)
            put_random(b, i / 2);
}

/* What one scan in one piece finds, every other finds, too. */
static void compare(const char *name, px_str bytes)
{
    static const uint64_t stretches[] = { 512, 700, 1536, 5000, 60000 };
    static const unsigned threads[] = { 1, 2, 5 };
    PX_AUTO_FREE char *path = px_path_join(directory, name);
    const char *paths[] = { path };
    px_error err = PX_ERROR_INIT;
    px_partial *scan;
    BYTES(whole);

    assert_ok(px_file_write(path, bytes, 0644, &err), &err);
    scan = scan_files(paths, 1, 1, UINT64_MAX / 4, false);
    dump(scan, &whole);
    px_partial_close(scan);
    for (size_t i = 0; i < PX_COUNT(stretches); i++)
        for (size_t k = 0; k < PX_COUNT(threads); k++) {
            BYTES(cut);

            scan = scan_files(paths, 1, threads[k], stretches[i], false);
            dump(scan, &cut);
            px_partial_close(scan);
            assert_string_equal(px_builder_cstr(&cut), px_builder_cstr(&whole));
        }
}

static void test_samples(void **state)
{
    BYTES(b);

    (void)state;
    put_samples(&b, 60);
    put_end(&b);
    compare("samples.tar", px_builder_view(&b));
}

/* Headers within entries are not of the archive; neither are bytes behind a damaged one. */
static void test_hard(void **state)
{
    BYTES(inner);
    BYTES(b);

    (void)state;
    put_samples(&inner, 20);
    put_end(&inner);
    put_samples(&b, 10);
    put_file(&b, "inner.tar", px_builder_view(&inner));
    put_samples(&b, 5);
    put_end(&b); /* another archive behind it */
    put_samples(&b, 10);
    b.ptr[b.len / 3 / 512 * 512 + 200] ^= 1;
    put_file(&b, "packed", px_str_n(inner.ptr, 1000));
    (void)put_header(&b, '0', "cut.off", 5000);
    put_zeros(&b, 700);
    compare("hard.tar", px_builder_view(&b));
}

/* One sample from end to end, and none at all. */
static void test_keys(void **state)
{
    BYTES(b);

    (void)state;
    for (int i = 0; i < 20; i++)
        put_file(&b, "one.txt", PX_STR("text"));
    put_end(&b);
    compare("one.tar", px_builder_view(&b));
    px_builder_clear(&b);
    for (int i = 0; i < 20; i++)
        put_file(&b, "none", PX_STR("text"));
    compare("none.tar", px_builder_view(&b));
}

static int set_up(void **state)
{
    px_error err = PX_ERROR_INIT;

    (void)state;
    directory = px_test_directory();
    assert_ok(px_suffix_list_load(NULL, &list, &err), &err);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    px_suffix_list_free(list);
    px_test_remove(directory);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_samples),
        cmocka_unit_test(test_hard),
        cmocka_unit_test(test_keys),
    };

    return cmocka_run_group_tests_name("scan_archive", tests, set_up, tear_down);
}
