/* SPDX-License-Identifier: EUPL-1.2 */
/* Backup and restore: src/store/backup.c and restore.c. */
#include "unit/testing.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "store/backup.h"
#include "store/blob.h"
#include "store/house_check.h"
#include "store/ledger.h"
#include "store/tar.h"

#define ROUNDS 40

static const px_backup_options with_keys = { .with_keys = true };
static const px_backup_options without_keys = { .with_keys = false };

typedef struct fixture {
    char *directory, *path, *tar, *again;
    px_house *house;
    px_error err;
} fixture;

static int setup(void **state)
{
    fixture *f = px_alloc_zero(1, sizeof(*f));

    f->directory = px_test_directory();
    f->path = px_path_join(f->directory, "house");
    f->tar = px_path_join(f->directory, "backup.tar");
    f->again = px_path_join(f->directory, "deep/again");
    assert_ok(px_house_init(f->path, NULL, &f->err), &f->err);
    assert_ok(px_house_open(f->path, PX_HOUSE_WRITE, &f->house, &f->err), &f->err);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;

    px_house_close(f->house);
    px_test_remove(f->directory);
    free(f->path);
    free(f->tar);
    free(f->again);
    free(f);
    return 0;
}

/* ---- What the house holds: n files, each with its row and a setting */

typedef struct deed {
    char hash[65];
    size_t size;
    int n;
} deed;

static int keep_deed(px_db *db, void *arg, px_error *err)
{
    const deed *d = arg;
    char name[32];
    int rc = px_blob_ref(db, d->hash, d->size, "text/plain", err);

    if (rc < 0)
        return rc;
    (void)snprintf(name, sizeof(name), "file-%d", d->n);
    return px_house_set(db, name, px_str_of(d->hash), err);
}

static void keep(px_house *house, int n, size_t size)
{
    PX_AUTO_FREE char *bytes = px_alloc_zero(1, size + 16);
    px_error err = PX_ERROR_INIT;
    deed d = { .size = size, .n = n };

    memset(bytes, 'a' + n % 26, size);
    (void)snprintf(bytes, 16, "%d", n);
    assert_ok(px_blob_put(house, px_str_n(bytes, size), d.hash, &err), &err);
    assert_ok(px_house_write(house, keep_deed, &d, &err), &err);
}

static void report_finding(void *arg, const char *check, uint64_t figure, const px_error *finding)
{
    (void)arg;
    (void)figure;
    if (finding)
        print_error("# %s: %s\n", check, finding->message);
}

/* The restored house is whole; returns the number of its files. */
static int64_t look_at(const char *path)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *reader = NULL;
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_error err = PX_ERROR_INIT;

    assert_ok(px_house_open(path, PX_HOUSE_WRITE, &house, &err), &err);
    assert_ok(px_house_check(house, report_finding, NULL, &err), &err);
    assert_ok(px_house_reader(house, &reader, &err), &err);
    assert_ok(px_query_start(reader,
                             "SELECT count(*), (SELECT count(*) FROM house_setting"
                             " WHERE name LIKE 'file-%') FROM blob",
                             &query, &err),
              &err);
    assert_int_equal(px_query_step(&query, &err), 1);
    assert_int_equal(px_query_next_int(&query), px_query_next_int(&query));
    px_query_end(&query);
    assert_ok(px_query_start(reader, "SELECT count(*) FROM blob", &query, &err), &err);
    assert_int_equal(px_query_step(&query, &err), 1);
    return px_query_next_int(&query);
}

static unsigned mode_of(const char *directory, const char *name)
{
    PX_AUTO_FREE char *path = px_path_join(directory, name);
    struct stat st;

    assert_int_equal(lstat(path, &st), 0);
    return st.st_mode & 07777;
}

static void test_round_trip(void **state)
{
    fixture *f = *state;
    px_backup_report out, in;
    char command[9000];

    for (int n = 0; n < 5; n++)
        keep(f->house, n, (size_t)n * 300000 + 16);
    assert_ok(px_backup_write(f->house, f->tar, &with_keys, &out, &f->err), &f->err);
    assert_int_equal(out.files, 8); /* house.db, two keys, five files */
    assert_int_equal(mode_of(f->directory, "backup.tar"), 0600);
    assert_ok(px_backup_restore(f->tar, f->again, NULL, NULL, NULL, &in, &f->err), &f->err);
    assert_int_equal(in.files, out.files);
    assert_true(in.bytes == out.bytes);
    assert_int_equal(look_at(f->again), 5);
    assert_int_equal(mode_of(f->again, "house.db"), 0600);
    assert_int_equal(mode_of(f->again, "keys/log.key"), 0600);
    assert_int_equal(mode_of(f->directory, "deep"), 0700);
    /* any tar reads it, and nothing is left of the way there */
    (void)snprintf(command, sizeof(command),
                   "cd '%s' && tar -tf backup.tar > list && test $(wc -l < list) = 9 &&"
                   " test $(head -n1 list) = MANIFEST.json &&"
                   " test \"$(ls -A house | sort | tr '\\n' ' ')\" ="
                   " 'files house.db house.db-shm house.db-wal keys lock '",
                   f->directory);
    assert_int_equal(system(command), 0);
    assert_fails(px_backup_write(f->house, f->tar, &without_keys, NULL, &f->err), PX_ERR_EXISTS);
    assert_fails(px_backup_restore(f->tar, f->again, NULL, NULL, NULL, NULL, &f->err),
                 PX_ERR_EXISTS);
}

static void note_progress(void *arg, uint64_t done, uint64_t total)
{
    uint64_t *last = arg;

    assert_true(done > last[0] && done <= total);
    assert_true(last[1] == 0 || last[1] == total);
    last[0] = done;
    last[1] = total;
}

static void test_progress(void **state)
{
    fixture *f = *state;
    uint64_t last[2] = { 0 };
    const px_backup_options options = { .progress = note_progress, .arg = last };

    keep(f->house, 3, 3000000);
    assert_ok(px_backup_write(f->house, f->tar, &options, NULL, &f->err), &f->err);
    assert_true(last[0] > 3000000);
    assert_int_equal(last[0], last[1]);
}

/* Without its keys the log goes on under a new one, which the check accepts. */
static void test_without_keys(void **state)
{
    fixture *f = *state;
    PX_AUTO_FREE char *keys = px_path_join(f->path, "keys");
    PX_AUTO_FREE char *third = px_path_join(f->directory, "third");
    PX_AUTO_HOUSE px_house *new_keys = NULL, *old_keys = NULL;
    px_backup_report out, in;

    keep(f->house, 1, 100);
    assert_ok(px_backup_write(f->house, f->tar, &without_keys, &out, &f->err), &f->err);
    assert_int_equal(out.files, 2);
    assert_ok(px_backup_restore(f->tar, f->again, NULL, NULL, NULL, &in, &f->err), &f->err);
    assert_true(in.new_key);
    assert_int_equal(look_at(f->again), 1);
    assert_ok(px_house_open(f->again, PX_HOUSE_WRITE, &new_keys, &f->err), &f->err);
    assert_memory_not_equal(px_house_log_key(new_keys)->seed, px_house_log_key(f->house)->seed, 32);
    assert_string_equal(px_house_origin(new_keys), px_house_origin(f->house));
    /* with the old keys it goes on as before */
    assert_ok(px_backup_restore(f->tar, third, keys, NULL, NULL, &in, &f->err), &f->err);
    assert_false(in.new_key);
    assert_int_equal(look_at(third), 1);
    assert_ok(px_house_open(third, PX_HOUSE_WRITE, &old_keys, &f->err), &f->err);
    assert_memory_equal(px_house_log_key(old_keys)->seed, px_house_log_key(f->house)->seed, 32);
}

static void test_wrong_keys(void **state)
{
    fixture *f = *state;
    PX_AUTO_FREE char *other = px_path_join(f->directory, "other");
    PX_AUTO_FREE char *keys = px_path_join(other, "keys");
    PX_AUTO_FREE char *deep = px_path_join(f->directory, "deep");

    assert_ok(px_house_init(other, NULL, &f->err), &f->err);
    assert_ok(px_backup_write(f->house, f->tar, &without_keys, NULL, &f->err), &f->err);
    assert_fails(px_backup_restore(f->tar, f->again, keys, NULL, NULL, NULL, &f->err),
                 PX_ERR_DAMAGED);
    assert_false(px_path_exists(deep));
    assert_fails(px_backup_restore(f->tar, f->again, other, NULL, NULL, NULL, &f->err),
                 PX_ERR_NOT_FOUND);
    assert_false(px_path_exists(deep));
}

/* ---- Under load */

/* How many files are kept during each backup: without a bound, a slow machine has ever more to back
 * up, for which it needs ever longer. */
enum { FILES_PER_BACKUP = 60 };

typedef struct load {
    fixture *f;
    atomic_bool stop;
    atomic_int allowed;
    int written;
} load;

static void *load_main(void *arg)
{
    static const struct timespec moment = { .tv_nsec = 1000000 };
    load *l = arg;

    while (!l->stop)
        if (l->written < l->allowed)
            keep(l->f->house, l->written++, 2000);
        else
            (void)nanosleep(&moment, NULL);
    return NULL;
}

/* Backups taken while somebody writes are whole, each of them, and grow. */
static void test_under_load(void **state)
{
    fixture *f = *state;
    load l = { .f = f };
    pthread_t thread;
    int64_t last = 0;

    assert_ok(px_house_start_writer(f->house, 0, &f->err), &f->err);
    assert_int_equal(pthread_create(&thread, NULL, load_main, &l), 0);
    for (int i = 0; i < 5; i++) {
        PX_AUTO_FREE char *tar = NULL, *to = NULL;
        char name[32];
        int64_t files;

        (void)snprintf(name, sizeof(name), "%d.tar", i);
        tar = px_path_join(f->directory, name);
        (void)snprintf(name, sizeof(name), "to-%d", i);
        to = px_path_join(f->directory, name);
        l.allowed += FILES_PER_BACKUP;
        assert_ok(px_backup_write(f->house, tar, &with_keys, NULL, &f->err), &f->err);
        assert_ok(px_backup_restore(tar, to, NULL, NULL, NULL, NULL, &f->err), &f->err);
        files = look_at(to);
        assert_true(files >= last);
        last = files;
    }
    l.stop = true;
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_true(last > 0);
}

/* ---- Damage and malice */

static void test_missing_file(void **state)
{
    fixture *f = *state;
    PX_AUTO_FREE char *partial = px_path_join(f->directory, "backup.tar.partial");
    char command[9000];

    keep(f->house, 1, 5000);
    (void)snprintf(command, sizeof(command), "cd '%s/house/files' && truncate -s 4000 */*",
                   f->directory);
    assert_int_equal(system(command), 0);
    assert_fails(px_backup_write(f->house, f->tar, &with_keys, NULL, &f->err), PX_ERR_DAMAGED);
    (void)snprintf(command, sizeof(command), "rm -r '%s/house/files/'*", f->directory);
    assert_int_equal(system(command), 0);
    assert_true(px_backup_write(f->house, f->tar, &with_keys, NULL, &f->err) < 0);
    assert_false(px_path_exists(f->tar));
    assert_false(px_path_exists(partial));
    /* what a killed backup left there is written over */
    assert_ok(px_file_create(partial, PX_STR("half a backup"), 0600, &f->err), &f->err);
    assert_true(px_backup_write(f->house, f->tar, &with_keys, NULL, &f->err) < 0);
    assert_false(px_path_exists(partial));
}

/* Wherever the archive is cut or changed, restoring fails and leaves nothing. */
static void test_damaged_backup(void **state)
{
    fixture *f = *state;
    PX_AUTO_FREE char *deep = px_path_join(f->directory, "deep"), *bytes = NULL;
    PX_AUTO_FREE char *bad = px_path_join(f->directory, "bad.tar");
    size_t len;

    keep(f->house, 1, 50);
    assert_ok(px_backup_write(f->house, f->tar, &with_keys, NULL, &f->err), &f->err);
    assert_ok(px_file_read(f->tar, 10 << 20, &bytes, &len, &f->err), &f->err);
    for (size_t i = 0; i < ROUNDS; i++) {
        size_t at = (len - 1024) / ROUNDS * i;

        assert_ok(px_file_write(bad, px_str_n(bytes, at), 0600, &f->err), &f->err);
        assert_true(px_backup_restore(bad, f->again, NULL, NULL, NULL, NULL, &f->err) < 0);
        assert_false(px_path_exists(deep));
    }
    for (size_t i = 0; i < ROUNDS; i++) { /* a bit of the database, which follows two headers */
        size_t at = 4096 + (size_t)4096 * i;

        if (at >= len - 8192)
            break;
        bytes[at] = (char)(bytes[at] ^ 4);
        assert_ok(px_file_write(bad, px_str_n(bytes, len), 0600, &f->err), &f->err);
        assert_true(px_backup_restore(bad, f->again, NULL, NULL, NULL, NULL, &f->err) < 0);
        assert_false(px_path_exists(deep));
        bytes[at] = (char)(bytes[at] ^ 4);
    }
    assert_ok(px_file_write(bad, px_str_n(bytes, len), 0600, &f->err), &f->err);
    assert_ok(px_backup_restore(bad, f->again, NULL, NULL, NULL, NULL, &f->err), &f->err);
}

#define EMPTY_HASH "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define LIST(entries)                                                                              \
    "{\"format\":\"praxis-backup\",\"schema\":1,\"tables\":1,\"entries\":[" entries "]}"
#define ENTRY(name) "{\"name\":\"" name "\",\"sha256\":\"" EMPTY_HASH "\",\"size\":0}"

/* An archive of the list and one empty file of that name (NULL: none). */
static void forge(fixture *f, const char *list, const char *name)
{
    px_tar_out out = { .fd = open(f->tar, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600),
                       .path = f->tar };

    assert_ok(px_tar_entry_start(&out, "MANIFEST.json", strlen(list), 0, &f->err), &f->err);
    assert_ok(px_tar_write(&out, px_str_of(list), &f->err), &f->err);
    if (name)
        assert_ok(px_tar_entry_start(&out, name, 0, 0, &f->err), &f->err);
    assert_ok(px_tar_finish(&out, &f->err), &f->err);
    assert_int_equal(close(out.fd), 0);
}

static void test_forged_backups(void **state)
{
    static const struct {
        const char *list, *name;
        px_errcode code;
    } forged[] = {
        { "{", NULL, PX_ERR_MALFORMED },
        { "[]", NULL, PX_ERR_MALFORMED },
        { "{\"format\":\"other\",\"schema\":1,\"tables\":1}", NULL, PX_ERR_MALFORMED },
        { "{\"format\":\"praxis-backup\",\"schema\":2,\"tables\":1}", NULL, PX_ERR_NEWER },
        { "{\"format\":\"praxis-backup\",\"schema\":1,\"tables\":99999}", NULL, PX_ERR_NEWER },
        { "{\"format\":\"praxis-backup\",\"schema\":1,\"tables\":1}", NULL, PX_ERR_INVALID },
        { LIST(ENTRY("../evil")), "../evil", PX_ERR_MALFORMED },
        { LIST(ENTRY("/etc/evil")), "/etc/evil", PX_ERR_MALFORMED },
        { LIST(ENTRY("files/e3/../../evil")), "files/e3/../../evil", PX_ERR_MALFORMED },
        { LIST(ENTRY("files/aa/" EMPTY_HASH)), "files/aa/" EMPTY_HASH, PX_ERR_MALFORMED },
        { LIST(ENTRY("keys/other.key")), "keys/other.key", PX_ERR_MALFORMED },
        { LIST("7"), "house.db", PX_ERR_MALFORMED },
        { LIST(ENTRY("house.db")), "keys/log.key", PX_ERR_MALFORMED },
        { LIST(ENTRY("house.db")), NULL, PX_ERR_MALFORMED },
        { LIST(""), "house.db", PX_ERR_MALFORMED },
        { LIST(ENTRY("house.db") "," ENTRY("house.db")), "house.db", PX_ERR_MALFORMED },
        { LIST(ENTRY("house.db")), "house.db", PX_ERR_NO_HOUSE }, /* an empty database */
    };
    fixture *f = *state;
    PX_AUTO_FREE char *deep = px_path_join(f->directory, "deep");

    for (size_t i = 0; i < PX_COUNT(forged); i++) {
        int rc;

        forge(f, forged[i].list, forged[i].name);
        rc = px_backup_restore(f->tar, f->again, NULL, NULL, NULL, NULL, &f->err);
        if (rc != -(int)forged[i].code)
            print_error("# %s: %s\n", forged[i].list, f->err.message);
        assert_int_equal(rc, -(int)forged[i].code);
        assert_false(px_path_exists(deep));
    }
}

static void test_no_backup(void **state)
{
    fixture *f = *state;

    assert_fails(px_backup_restore(f->tar, f->again, NULL, NULL, NULL, NULL, &f->err),
                 PX_ERR_NOT_FOUND);
    assert_ok(px_file_create(f->tar, PX_STR("not a tar"), 0600, &f->err), &f->err);
    assert_fails(px_backup_restore(f->tar, f->again, NULL, NULL, NULL, NULL, &f->err),
                 PX_ERR_MALFORMED);
    assert_true(px_backup_write(f->house, "/nowhere/at/all.tar", &without_keys, NULL, &f->err) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_round_trip, setup, teardown),
        cmocka_unit_test_setup_teardown(test_progress, setup, teardown),
        cmocka_unit_test_setup_teardown(test_without_keys, setup, teardown),
        cmocka_unit_test_setup_teardown(test_wrong_keys, setup, teardown),
        cmocka_unit_test_setup_teardown(test_under_load, setup, teardown),
        cmocka_unit_test_setup_teardown(test_missing_file, setup, teardown),
        cmocka_unit_test_setup_teardown(test_damaged_backup, setup, teardown),
        cmocka_unit_test_setup_teardown(test_forged_backups, setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_backup, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
