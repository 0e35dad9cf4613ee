/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/random.h"
#include "store/house_priv.h"

#define CALLERS 16

typedef struct fixture {
    char *directory, *path;
    px_house *house;
    px_db *reader;
    px_error err;
} fixture;

static int exec_deed(px_db *db, void *arg, px_error *err)
{
    return px_db_exec(db, arg, err);
}

static void open_house(fixture *f)
{
    assert_ok(px_house_open(f->path, PX_HOUSE_WRITE, &f->house, &f->err), &f->err);
    assert_ok(px_house_reader(f->house, &f->reader, &f->err), &f->err);
}

static void close_house(fixture *f)
{
    px_db_close(PX_TAKE(f->reader));
    px_house_close(PX_TAKE(f->house));
}

static int setup(void **state)
{
    fixture *f = px_alloc_zero(1, sizeof(*f));

    f->directory = px_test_directory();
    f->path = px_path_join(f->directory, "house");
    assert_ok(px_house_init(f->path, NULL, &f->err), &f->err);
    open_house(f);
    assert_ok(px_house_write(f->house, exec_deed,
                             (void *)"CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT) STRICT;"
                                     "CREATE TABLE later (row INTEGER REFERENCES row(id)"
                                     " DEFERRABLE INITIALLY DEFERRED) STRICT",
                             &f->err),
              &f->err);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;

    close_house(f);
    px_test_remove(f->directory);
    free(f->path);
    free(f);
    return 0;
}

static int64_t number(px_db *db, const char *sql)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_error err = PX_ERROR_INIT;

    assert_ok(px_query_start(db, sql, &query, &err), &err);
    assert_int_equal(px_query_step(&query, &err), 1);
    return px_query_next_int(&query);
}

static int insert(px_db *db, int64_t id, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "INSERT INTO row (id, text) VALUES (?, 'text')", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, id);
    return px_query_run(&query, err);
}

static int insert_deed(px_db *db, void *arg, px_error *err)
{
    return insert(db, *(int64_t *)arg, err);
}

/* Inserts, then fails: its row must not stay. */
static int failing_deed(px_db *db, void *arg, px_error *err)
{
    int rc = insert(db, *(int64_t *)arg, err);

    return rc < 0 ? rc : px_fail(err, PX_ERR_FORBIDDEN, "no", NULL);
}

static int nesting_deed(px_db *db, void *arg, px_error *err)
{
    (void)db;
    return px_house_write(arg, exec_deed, (void *)"SELECT 1", err);
}

static void test_direct(void **state)
{
    fixture *f = *state;

    assert_ok(px_house_write(f->house, insert_deed, &(int64_t){ 1 }, &f->err), &f->err);
    assert_fails(px_house_write(f->house, failing_deed, &(int64_t){ 2 }, &f->err),
                 PX_ERR_FORBIDDEN);
    assert_fails(px_house_write(f->house, insert_deed, &(int64_t){ 1 }, &f->err), PX_ERR_EXISTS);
    assert_fails(px_house_write(f->house, nesting_deed, f->house, &f->err), PX_ERR_FAILED);
    assert_fails(px_house_write(f->house, exec_deed, (void *)"COMMIT", NULL), PX_ERR_FAILED);
    assert_ok(px_house_write(f->house, insert_deed, &(int64_t){ 3 }, NULL), &f->err);
    assert_int_equal(number(f->reader, "SELECT sum(id) FROM row"), 4);
}

static void test_read_house(void **state)
{
    fixture *f = *state;
    PX_AUTO_HOUSE px_house *house = NULL;

    assert_ok(px_house_open(f->path, PX_HOUSE_READ, &house, &f->err), &f->err);
    assert_fails(px_house_write(house, insert_deed, &(int64_t){ 1 }, &f->err), PX_ERR_READ_ONLY);
    assert_fails(px_house_start_writer(house, 0, &f->err), PX_ERR_READ_ONLY);
}

/* ---- One batch, put together at will: a first deed holds the writer until all are queued */

typedef struct call {
    px_house *house;
    px_write_fn *fn;
    void *arg;
    int rc;
    px_error err;
    pthread_t thread;
} call;

typedef struct gate {
    sem_t reached, open;
} gate;

static int gate_deed(px_db *db, void *arg, px_error *err)
{
    gate *g = arg;

    (void)db;
    (void)err;
    (void)sem_post(&g->reached);
    while (sem_wait(&g->open) != 0)
        continue;
    return 0;
}

static void *call_main(void *arg)
{
    call *c = arg;

    c->rc = px_house_write(c->house, c->fn, c->arg, &c->err);
    return NULL;
}

static void call_start(call *c, fixture *f)
{
    c->house = f->house;
    assert_int_equal(pthread_create(&c->thread, NULL, call_main, c), 0);
}

/* Returns when so many deeds wait in the queue. */
static void wait_for_queue(px_house *house, size_t expected)
{
    const struct timespec moment = { .tv_nsec = 1000000 };
    size_t n;

    do {
        n = 0;
        (void)nanosleep(&moment, NULL);
        (void)pthread_mutex_lock(&house->writer.mutex);
        for (px_deed *deed = house->writer.head; deed; deed = deed->next)
            n++;
        (void)pthread_mutex_unlock(&house->writer.mutex);
    } while (n < expected);
}

/* Runs the calls as one batch, in their order. */
static void run_together(fixture *f, call *calls, size_t n)
{
    gate g;
    call first = { .fn = gate_deed, .arg = &g };

    assert_int_equal(sem_init(&g.reached, 0, 0), 0);
    assert_int_equal(sem_init(&g.open, 0, 0), 0);
    assert_ok(px_house_start_writer(f->house, 0, &f->err), &f->err);
    call_start(&first, f);
    while (sem_wait(&g.reached) != 0)
        continue;
    for (size_t i = 0; i < n; i++) {
        call_start(&calls[i], f);
        wait_for_queue(f->house, i + 1); /* so that the order is the one of the array */
    }
    (void)sem_post(&g.open);
    assert_int_equal(pthread_join(first.thread, NULL), 0);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(pthread_join(calls[i].thread, NULL), 0);
    assert_int_equal(first.rc, 0);
    (void)sem_destroy(&g.reached);
    (void)sem_destroy(&g.open);
}

static int commits;

static int count_commit(void *arg)
{
    (void)arg;
    commits++;
    return 0;
}

static int hook_deed(px_db *db, void *arg, px_error *err)
{
    (void)arg;
    (void)err;
    (void)sqlite3_commit_hook(px_db_handle(db), count_commit, NULL);
    return 0;
}

static void test_batch(void **state)
{
    fixture *f = *state;
    call calls[] = {
        { .fn = hook_deed },
        { .fn = insert_deed, .arg = &(int64_t){ 1 } },
        { .fn = failing_deed, .arg = &(int64_t){ 2 } },
        { .fn = insert_deed, .arg = &(int64_t){ 1 } },
        { .fn = exec_deed, .arg = (void *)"INSERT INTO later VALUES (99)" },
        { .fn = exec_deed, .arg = (void *)"INSERT INTO later VALUES (3)" },
        { .fn = exec_deed,
          .arg = (void *)"INSERT INTO later VALUES (3); INSERT INTO row (id) VALUES (3)" },
        { .fn = insert_deed, .arg = &(int64_t){ 4 } },
    };
    const int expected[] = {
        0, 0, -PX_ERR_FORBIDDEN, -PX_ERR_EXISTS, -PX_ERR_CONFLICT, -PX_ERR_CONFLICT, 0, 0
    };

    commits = 0;
    run_together(f, calls, PX_COUNT(calls));
    for (size_t i = 0; i < PX_COUNT(calls); i++)
        assert_int_equal(calls[i].rc, expected[i]);
    assert_int_equal(commits, 1);
    assert_int_equal(number(f->reader, "SELECT count(*) FROM row"), 3);
    assert_int_equal(number(f->reader, "SELECT sum(id) FROM row"), 8);
    assert_int_equal(number(f->reader, "SELECT count(*) FROM later"), 1);
    assert_int_equal(number(f->reader, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

/* Counts its runs, so that the second chance shows. */
static int counting_deed(px_db *db, void *arg, px_error *err)
{
    int64_t *ids = arg;

    ids[1]++;
    return insert(db, ids[0], err);
}

static int rollback_deed(px_db *db, void *arg, px_error *err)
{
    (void)arg;
    (void)sqlite3_exec(px_db_handle(db), "ROLLBACK", NULL, NULL, NULL);
    return px_fail(err, PX_ERR_FULL, "the disk is full", NULL);
}

/* The whole transaction goes in the middle of a batch: the others get a second chance. */
static void test_lost_transaction(void **state)
{
    fixture *f = *state;
    int64_t a[2] = { 1, 0 }, b[2] = { 2, 0 }, c[2] = { 3, 0 };
    call calls[] = {
        { .fn = counting_deed, .arg = a }, { .fn = failing_deed, .arg = &(int64_t){ 9 } },
        { .fn = counting_deed, .arg = b }, { .fn = rollback_deed },
        { .fn = counting_deed, .arg = c },
    };
    const int expected[] = { 0, -PX_ERR_FORBIDDEN, 0, -PX_ERR_FULL, 0 };

    run_together(f, calls, PX_COUNT(calls));
    for (size_t i = 0; i < PX_COUNT(calls); i++)
        assert_int_equal(calls[i].rc, expected[i]);
    assert_int_equal(a[1], 2);
    assert_int_equal(b[1], 2);
    assert_int_equal(c[1], 1);
    assert_int_equal(number(f->reader, "SELECT sum(id) FROM row"), 6);
}

static int limit_deed(px_db *db, void *arg, px_error *err)
{
    (void)arg;
    return px_db_exec(db, "PRAGMA max_page_count=1", err); /* the present size is the least */
}

/* SQLite's own full disk: whoever needs a new page fails, whoever does not succeeds. */
static void test_full(void **state)
{
    fixture *f = *state;
    call calls[] = {
        { .fn = limit_deed },
        { .fn = insert_deed, .arg = &(int64_t){ 1 } },
        { .fn = exec_deed, .arg = (void *)"INSERT INTO row VALUES (2, hex(zeroblob(100000)))" },
        { .fn = insert_deed, .arg = &(int64_t){ 3 } },
    };

    run_together(f, calls, PX_COUNT(calls));
    assert_int_equal(calls[1].rc, 0);
    assert_int_equal(calls[2].rc, -PX_ERR_FULL);
    assert_int_equal(calls[3].rc, 0);
    assert_int_equal(number(f->reader, "SELECT sum(id) FROM row"), 4);
}

static int refuse_commit(void *arg)
{
    (void)arg;
    return 1;
}

static int refuse_deed(px_db *db, void *arg, px_error *err)
{
    (void)err;
    (void)sqlite3_commit_hook(px_db_handle(db), arg ? refuse_commit : NULL, NULL);
    return 0;
}

/* The commit fails: every deed of the batch gets the reason, those that had failed keep theirs. */
static void test_failed_commit(void **state)
{
    fixture *f = *state;
    call calls[] = {
        { .fn = insert_deed, .arg = &(int64_t){ 1 } },
        { .fn = failing_deed, .arg = &(int64_t){ 2 } },
        { .fn = refuse_deed, .arg = f },
        { .fn = insert_deed, .arg = &(int64_t){ 3 } },
    };

    run_together(f, calls, PX_COUNT(calls));
    assert_int_equal(calls[0].rc, -PX_ERR_CONFLICT);
    assert_int_equal(calls[1].rc, -PX_ERR_FORBIDDEN);
    assert_int_equal(calls[3].rc, -PX_ERR_CONFLICT);
    assert_non_null(px_error_arg(&calls[3].err, "reason"));
    assert_int_equal(number(f->reader, "SELECT count(*) FROM row"), 0);
    close_house(f); /* and with it the hook */
    open_house(f);
    assert_ok(px_house_write(f->house, insert_deed, &(int64_t){ 5 }, &f->err), &f->err);
    assert_int_equal(number(f->reader, "SELECT count(*) FROM row"), 1);
}

/* What was asked before the house closes is done, what fits one batch or not. */
static void test_stop_drains(void **state)
{
    fixture *f = *state;
    gate g;
    call first = { .fn = gate_deed, .arg = &g }, calls[CALLERS];
    int64_t ids[CALLERS];

    assert_int_equal(sem_init(&g.reached, 0, 0), 0);
    assert_int_equal(sem_init(&g.open, 0, 0), 0);
    assert_ok(px_house_start_writer(f->house, 3, &f->err), &f->err);
    call_start(&first, f);
    while (sem_wait(&g.reached) != 0)
        continue;
    for (int i = 0; i < CALLERS; i++) {
        ids[i] = i + 1;
        calls[i] = (call){ .fn = insert_deed, .arg = &ids[i] };
        call_start(&calls[i], f);
    }
    wait_for_queue(f->house, CALLERS);
    (void)sem_post(&g.open);
    close_house(f);
    assert_int_equal(pthread_join(first.thread, NULL), 0);
    for (int i = 0; i < CALLERS; i++) {
        assert_int_equal(pthread_join(calls[i].thread, NULL), 0);
        assert_int_equal(calls[i].rc, 0);
    }
    (void)sem_destroy(&g.reached);
    (void)sem_destroy(&g.open);
    open_house(f);
    assert_int_equal(number(f->reader, "SELECT count(*) FROM row"), CALLERS);
}

/* ---- Many threads, another process, and death */

typedef struct crowd {
    px_house *house;
    atomic_llong next;
    long long end;
    int report_fd; /* -1, or where acknowledged numbers go */
    atomic_int failed;
} crowd;

static void *crowd_main(void *arg)
{
    crowd *c = arg;

    for (;;) {
        int64_t id = atomic_fetch_add(&c->next, 1);
        int rc;

        if (id >= c->end)
            return NULL;
        rc = px_house_write(c->house, id % 7 == 6 ? failing_deed : insert_deed, &id, NULL);
        if (rc < 0) {
            if (id % 7 != 6)
                atomic_fetch_add(&c->failed, 1);
        } else if (c->report_fd >= 0 && write(c->report_fd, &id, sizeof(id)) != sizeof(id)) {
            return NULL;
        }
    }
}

static void crowd_run(crowd *c)
{
    pthread_t threads[CALLERS];

    for (int i = 0; i < CALLERS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, crowd_main, c), 0);
    for (int i = 0; i < CALLERS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
}

/* A second connection writes beside the writer thread, as a command would. */
static void test_many(void **state)
{
    fixture *f = *state;
    PX_AUTO_HOUSE px_house *beside = NULL;
    crowd c = { .next = 0, .end = 2100, .report_fd = -1 };
    crowd d = { .next = 10500, .end = 11200, .report_fd = -1 };
    pthread_t other;

    assert_ok(px_house_start_writer(f->house, 0, &f->err), &f->err);
    assert_ok(px_house_open(f->path, PX_HOUSE_WRITE, &beside, &f->err), &f->err);
    c.house = f->house;
    d.house = beside;
    assert_int_equal(pthread_create(&other, NULL, crowd_main, &d), 0);
    crowd_run(&c);
    assert_int_equal(pthread_join(other, NULL), 0);
    assert_int_equal(c.failed, 0);
    assert_int_equal(d.failed, 0);
    assert_int_equal(number(f->reader, "SELECT count(*) FROM row WHERE id < 2100"), 1800);
    assert_int_equal(number(f->reader, "SELECT count(*) FROM row WHERE id >= 2100"), 600);
    assert_int_equal(number(f->reader, "SELECT count(*) FROM row WHERE id % 7 = 6"), 0);
}

/* The child of the kill test: writes until it is killed. */
static void write_until_killed(const char *path, int64_t start, int report_fd)
{
    crowd c = { .next = start, .end = INT64_MAX, .report_fd = report_fd };
    pthread_t threads[CALLERS];

    if (px_house_open(path, PX_HOUSE_WRITE, &c.house, NULL) < 0 ||
        px_house_start_writer(c.house, 0, NULL) < 0)
        _exit(1);
    for (int i = 0; i < CALLERS; i++)
        if (pthread_create(&threads[i], NULL, crowd_main, &c) != 0)
            _exit(1);
    for (;;)
        (void)pause();
}

/* One life: returns when the child was killed; *acknowledged numbers have come through the pipe. */
static void live_and_die(fixture *f, int64_t start, int64_t *acknowledged, size_t max, size_t *n)
{
    unsigned char luck[2];
    struct timespec life;
    int ends[2], status;
    int64_t id;
    pid_t child;

    assert_int_equal(pipe(ends), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)close(ends[0]);
        write_until_killed(f->path, start, ends[1]);
    }
    (void)close(ends[1]);
    *n = 0;
    assert_int_equal(read(ends[0], &id, sizeof(id)), sizeof(id)); /* it is at work */
    acknowledged[(*n)++] = id;
    px_random_bytes(luck, sizeof(luck));
    life = (struct timespec){ .tv_nsec = 1000000 + (luck[0] * 256 + luck[1]) * 1000 };
    (void)nanosleep(&life, NULL);
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    while (read(ends[0], &id, sizeof(id)) == sizeof(id) && *n < max)
        acknowledged[(*n)++] = id;
    (void)close(ends[0]);
}

static bool has_row(px_db *db, int64_t id)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_error err = PX_ERROR_INIT;

    assert_ok(px_query_start(db, "SELECT 1 FROM row WHERE id = ?", &query, &err), &err);
    px_query_int(&query, id);
    return px_query_step(&query, &err) == 1;
}

static void test_kill(void **state)
{
    fixture *f = *state;
    const size_t max = 1000000;
    PX_AUTO_FREE int64_t *acknowledged = px_alloc(max * sizeof(*acknowledged));
    size_t n = 0, total = 0;

    close_house(f);
    for (int life = 0; life < 20; life++) {
        live_and_die(f, 10000000LL * life, acknowledged, max, &n);
        assert_in_range(n, 1, max - 1);
        open_house(f);
        for (size_t i = 0; i < n; i++)
            assert_true(has_row(f->reader, acknowledged[i]));
        assert_int_equal(number(f->reader, "SELECT count(*) FROM row WHERE id % 7 = 6"), 0);
        assert_int_equal(number(f->reader, "SELECT count(*) FROM pragma_integrity_check"
                                           " WHERE integrity_check <> 'ok'"),
                         0);
        total += n;
        close_house(f);
    }
    print_message("# %zu acknowledged rows were there after 20 kills\n", total);
    open_house(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_direct, setup, teardown),
        cmocka_unit_test_setup_teardown(test_read_house, setup, teardown),
        cmocka_unit_test_setup_teardown(test_batch, setup, teardown),
        cmocka_unit_test_setup_teardown(test_lost_transaction, setup, teardown),
        cmocka_unit_test_setup_teardown(test_full, setup, teardown),
        cmocka_unit_test_setup_teardown(test_failed_commit, setup, teardown),
        cmocka_unit_test_setup_teardown(test_stop_drains, setup, teardown),
        cmocka_unit_test_setup_teardown(test_many, setup, teardown),
        cmocka_unit_test_setup_teardown(test_kill, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
