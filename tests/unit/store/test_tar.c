/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "store/tar.h"

#define TIME ((px_time)1795534718000) /* 2026-11-24T15:38:38Z */

static px_tar_out new_archive(void)
{
    px_tar_out out = { .fd = memfd_create("tar", MFD_CLOEXEC), .path = "test.tar" };

    assert_true(out.fd >= 0);
    return out;
}

static void add(px_tar_out *out, const char *name, px_str data)
{
    px_error err = PX_ERROR_INIT;

    assert_ok(px_tar_entry_start(out, name, data.len, TIME, &err), &err);
    assert_ok(px_tar_write(out, data, &err), &err);
}

static px_tar_in rewind_archive(const px_tar_out *out)
{
    assert_int_equal(lseek(out->fd, 0, SEEK_SET), 0);
    return (px_tar_in){ .fd = out->fd, .path = out->path };
}

static void test_round_trip(void **state)
{
    px_tar_out out = new_archive();
    px_error err = PX_ERROR_INIT;
    px_tar_entry entry;
    px_tar_in in;
    char name[PX_TAR_MAX_NAME + 1], data[2048], back[2048];
    size_t len;

    (void)state;
    memset(name, 'n', PX_TAR_MAX_NAME);
    name[PX_TAR_MAX_NAME] = '\0';
    memset(data, 'x', sizeof(data));
    add(&out, "empty", PX_STR(""));
    add(&out, "one", px_str_n(data, 512));
    add(&out, "passed-over", px_str_n(data, 1025));
    add(&out, name, px_str_n(data, 513));
    assert_ok(px_tar_finish(&out, &err), &err);
    in = rewind_archive(&out);
    assert_int_equal(px_tar_next(&in, &entry, &err), 1);
    assert_string_equal(entry.name, "empty");
    assert_ok(px_tar_read(&in, back, sizeof(back), &len, &err), &err);
    assert_int_equal(len, 0);
    assert_int_equal(px_tar_next(&in, &entry, &err), 1);
    assert_int_equal(entry.size, 512);
    assert_ok(px_tar_read(&in, back, 500, &len, &err), &err);
    assert_int_equal(len, 500);
    assert_ok(px_tar_read(&in, back, 500, &len, &err), &err);
    assert_int_equal(len, 12);
    assert_int_equal(px_tar_next(&in, &entry, &err), 1);
    assert_int_equal(px_tar_next(&in, &entry, &err), 1);
    assert_string_equal(entry.name, name);
    assert_ok(px_tar_read(&in, back, sizeof(back), &len, &err), &err);
    assert_int_equal(len, 513);
    assert_memory_equal(back, data, 513);
    assert_int_equal(px_tar_next(&in, &entry, &err), 0);
    assert_int_equal(close(out.fd), 0);
}

/* A file beyond 8 GiB, as a hole: its size comes back from the pax record. */
static void test_large(void **state)
{
    const uint64_t size = (UINT64_C(9) << 30) + 7;
    px_tar_out out = new_archive();
    px_error err = PX_ERROR_INIT;
    px_tar_entry entry;
    px_tar_in in;

    (void)state;
    assert_ok(px_tar_entry_start(&out, "large", size, TIME, &err), &err);
    in = rewind_archive(&out);
    assert_int_equal(px_tar_next(&in, &entry, &err), 1);
    assert_string_equal(entry.name, "large");
    assert_true(entry.size == size);
    assert_true(in.left == size);
    assert_int_equal(close(out.fd), 0);
}

static void test_bad_writes(void **state)
{
    px_tar_out out = new_archive();
    px_error err = PX_ERROR_INIT;
    char name[PX_TAR_MAX_NAME + 2];

    (void)state;
    memset(name, 'n', sizeof(name) - 1);
    name[sizeof(name) - 1] = '\0';
    assert_fails(px_tar_entry_start(&out, name, 1, TIME, &err), PX_ERR_INVALID);
    assert_fails(px_tar_entry_start(&out, "", 1, TIME, &err), PX_ERR_INVALID);
    assert_fails(px_tar_entry_start(&out, "a", UINT64_MAX, TIME, &err), PX_ERR_INVALID);
    assert_ok(px_tar_entry_start(&out, "a", 2, TIME, &err), &err);
    assert_fails(px_tar_write(&out, PX_STR("abc"), &err), PX_ERR_CONFLICT);
    assert_ok(px_tar_write(&out, PX_STR("a"), &err), &err);
    assert_fails(px_tar_entry_start(&out, "b", 1, TIME, &err), PX_ERR_CONFLICT);
    assert_fails(px_tar_finish(&out, &err), PX_ERR_CONFLICT);
    assert_int_equal(close(out.fd), 0);
}

/* Reads the archive to its end or first failure. */
static int read_all(const px_tar_out *out)
{
    px_tar_in in = rewind_archive(out);
    px_error err = PX_ERROR_INIT;
    px_tar_entry entry;
    int rc;

    while ((rc = px_tar_next(&in, &entry, &err)) > 0)
        continue;
    return rc;
}

/* Every cut is noticed, and every changed byte of a header. */
static void test_damage(void **state)
{
    px_error err = PX_ERROR_INIT;
    px_tar_out out = new_archive();
    off_t size;

    (void)state;
    add(&out, "file", PX_STR("content"));
    assert_ok(px_tar_finish(&out, &err), &err);
    size = lseek(out.fd, 0, SEEK_CUR);
    assert_int_equal(size, 4 * 512);
    for (off_t at = 0; at < 500; at++) { /* the last 12 bytes are unused, but summed as well */
        char byte, changed;

        assert_int_equal(pread(out.fd, &byte, 1, at), 1);
        changed = (char)(byte ^ 1);
        assert_int_equal(pwrite(out.fd, &changed, 1, at), 1);
        assert_int_equal(read_all(&out), -PX_ERR_MALFORMED);
        assert_int_equal(pwrite(out.fd, &byte, 1, at), 1);
    }
    assert_int_equal(read_all(&out), 0);
    for (off_t cut = 3 * 512 - 1; cut >= 0; cut -= 100) {
        assert_int_equal(ftruncate(out.fd, cut), 0);
        assert_int_equal(read_all(&out), -PX_ERR_MALFORMED);
    }
    assert_int_equal(close(out.fd), 0);
}

/* An archive of one header with that type and pax records. */
static int read_pax(const char *records)
{
    px_tar_out out = new_archive();
    px_error err = PX_ERROR_INIT;
    char block[512];
    int rc;

    add(&out, "pax", px_str_of(records));
    add(&out, "file", PX_STR("abc"));
    assert_ok(px_tar_finish(&out, &err), &err);
    /* make the first entry a pax header: '0' + 72 is 'x', so the checksum grows by 72 */
    assert_int_equal(pread(out.fd, block, sizeof(block), 0), sizeof(block));
    block[156] = 'x';
    memset(block + 148, ' ', 8);
    {
        unsigned sum = 0;

        for (size_t i = 0; i < sizeof(block); i++)
            sum += (unsigned char)block[i];
        (void)snprintf(block + 148, 8, "%06o", sum);
        block[155] = ' ';
    }
    assert_int_equal(pwrite(out.fd, block, sizeof(block), 0), sizeof(block));
    rc = read_all(&out);
    assert_int_equal(close(out.fd), 0);
    return rc;
}

static void test_pax(void **state)
{
    (void)state;
    assert_int_equal(read_pax("10 size=3\n"), 0);
    assert_int_equal(read_pax("9 size=3\n"), 0); /* the length is right both ways */
    assert_int_equal(read_pax("20 mtime=1700000000\n10 size=3\n"), 0);
    assert_int_equal(read_pax("18 path=../../etc\n"), -PX_ERR_MALFORMED);
    assert_int_equal(read_pax("14 linkpath=a\n"), -PX_ERR_MALFORMED);
    assert_int_equal(read_pax("11 size=3\n"), -PX_ERR_MALFORMED);
    assert_int_equal(read_pax("8 size=3\n"), -PX_ERR_MALFORMED);
    assert_int_equal(read_pax("11 size=-3\n"), -PX_ERR_MALFORMED);
    assert_int_equal(read_pax("27 size=99999999999999999999\n"), -PX_ERR_MALFORMED);
    assert_int_equal(read_pax("3 \n"), -PX_ERR_MALFORMED);
    assert_int_equal(read_pax("x"), -PX_ERR_MALFORMED);
    assert_int_equal(read_pax("14 size=99999\n"), -PX_ERR_MALFORMED); /* more than there is */
}

/* GNU tar reads the archive, and we read one that GNU tar wrote. */
static void test_gnu_tar(void **state)
{
    char *directory = px_test_directory();
    PX_AUTO_FREE char *archive = px_path_join(directory, "a.tar");
    px_tar_out out = { .fd = open(archive, O_RDWR | O_CREAT | O_CLOEXEC, 0600), .path = archive };
    px_error err = PX_ERROR_INIT;
    char command[9000];

    (void)state;
    add(&out, "dir/one", PX_STR("1"));
    add(&out, "two", PX_STR("22"));
    assert_ok(px_tar_finish(&out, &err), &err);
    (void)snprintf(command, sizeof(command),
                   "cd '%s' && test \"$(tar -tf a.tar 2>&1)\" = \"$(printf 'dir/one\\ntwo')\" &&"
                   " tar -xf a.tar && test \"$(cat dir/one two)\" = 122 &&"
                   " tar --format=ustar -cf b.tar dir/one two",
                   directory);
    assert_int_equal(system(command), 0);
    assert_int_equal(close(out.fd), 0);
    out.path = "b.tar";
    (void)snprintf(command, sizeof(command), "%s/b.tar", directory);
    out.fd = open(command, O_RDONLY | O_CLOEXEC);
    assert_int_equal(read_all(&out), 0);
    assert_int_equal(close(out.fd), 0);
    px_test_remove(directory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip), cmocka_unit_test(test_large),
        cmocka_unit_test(test_bad_writes), cmocka_unit_test(test_damage),
        cmocka_unit_test(test_pax),        cmocka_unit_test(test_gnu_tar),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
