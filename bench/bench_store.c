/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The writer's group commit against a bare SQLite loop: the same rows, the same tables and
 * settings, and transactions of the batch size that the writer reached on average. By turns, in
 * the same directory (TMPDIR). Sixteen threads call px_house_write; each waits for its commit.
 *
 * The second line adds an act to each deed: JSON checked, commitments, Merkle tree, one signature
 * per commit. Its rival writes the same bytes into the same tables without computing any.
 */
#include <ftw.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

#include "base/file.h"
#include "base/random.h"
#include "store/act.h"
#include "store/house.h"
#include "store/migration.h"

#include "base/banned.h"

#define THREADS 16
#define ROUNDS 40
#define ROUND_SECONDS 0.08
#define ROW_SQL "INSERT INTO bench (author, text) VALUES (?, ?)"

static const char row_table[] = "CREATE TABLE bench (id INTEGER PRIMARY KEY, author INTEGER NOT "
                                "NULL, text TEXT NOT NULL) STRICT;"
                                "CREATE INDEX bench_author ON bench (author)";
static const char row_text[] = "A comment of the usual length: it asks for one more word in the "
                               "second sentence, and says in three lines why that would be good "
                               "for those who must follow the text. Here the third line ends.";

static void demand_sqlite(sqlite3 *db, int rc)
{
    if (rc == SQLITE_OK || rc == SQLITE_DONE)
        return;
    fprintf(stderr, "bench_store: %s\n", sqlite3_errmsg(db));
    exit(1);
}

/* ---- praxis */

typedef struct crowd {
    px_house *house;
    px_write_fn *fn;
    double end;
    atomic_llong deeds;
} crowd;

static atomic_llong commits;

static int count_commit(void *arg)
{
    (void)arg;
    commits++;
    return 0;
}

static int setup_deed(px_db *db, void *arg, px_error *err)
{
    (void)arg;
    (void)sqlite3_commit_hook(px_db_handle(db), count_commit, NULL);
    return px_db_exec(db, row_table, err);
}

static int row_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, ROW_SQL, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, (int64_t)(uintptr_t)arg % 1000);
    px_query_str(&query, px_str_n(row_text, sizeof(row_text) - 1));
    return px_query_run(&query, err);
}

static int act_deed(px_db *db, void *arg, px_error *err)
{
    const px_act act = {
        .kind = "version.published",
        .code = "bench",
        .version = "one",
        .author = "operator",
        .content = PX_STR("{\"code\":\"bench\",\"digest\":"
                          "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
                          "\"languages\":[\"en\",\"fr\"],\"version\":\"one\"}"),
    };
    int rc = row_deed(db, arg, err);

    return rc < 0 ? rc : px_act_append(db, &act, NULL, err);
}

static void *crowd_main(void *arg)
{
    crowd *c = arg;
    uintptr_t n = 0;

    while (px_bench_now() < c->end) {
        px_error err = PX_ERROR_INIT;

        px_bench_demand(px_house_write(c->house, c->fn, (void *)n++, &err), &err);
        atomic_fetch_add(&c->deeds, 1);
    }
    return NULL;
}

/* One turn of praxis: adds deeds and commits, returns the seconds. */
static double crowd_run(crowd *c)
{
    pthread_t threads[THREADS];
    double start = px_bench_now();

    c->end = start + ROUND_SECONDS;
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, crowd_main, c) != 0)
            exit(1);
    for (int i = 0; i < THREADS; i++)
        (void)pthread_join(threads[i], NULL);
    return px_bench_now() - start;
}

/* ---- Bare SQLite */

typedef struct rival {
    sqlite3 *db;
    sqlite3_stmt *begin, *commit, *row, *act, *node, *head;
    bool with_acts;
    sqlite3_int64 size; /* of the log that it imitates */
    long long deeds;
} rival;

static void prepare(rival *r, const char *sql, sqlite3_stmt **ret_stmt)
{
    demand_sqlite(r->db,
                  sqlite3_prepare_v3(r->db, sql, -1, SQLITE_PREPARE_PERSISTENT, ret_stmt, NULL));
}

static void rival_open(rival *r, const char *path)
{
    px_error err = PX_ERROR_INIT;
    px_db *db = NULL;

    px_bench_demand(px_db_open(path, PX_DB_CREATE, &db, &err), &err); /* for the tables only */
    px_bench_demand(px_migrate(db, &err), &err);
    px_bench_demand(px_db_exec(db, row_table, &err), &err);
    px_db_close(db);
    demand_sqlite(r->db,
                  sqlite3_open_v2(path, &r->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL));
    demand_sqlite(r->db, sqlite3_exec(r->db,
                                      "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                                      "PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON;"
                                      "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8192;",
                                      NULL, NULL, NULL));
    prepare(r, "BEGIN IMMEDIATE", &r->begin);
    prepare(r, "COMMIT", &r->commit);
    prepare(r, ROW_SQL, &r->row);
    prepare(r,
            "INSERT INTO act (public_id, kind, code, version, time, leaf_index, leaf, content,"
            " content_salt, author, author_salt)"
            " VALUES (?, 'version.published', 'bench', 'one', 1795534718000, ?, zeroblob(400),"
            " zeroblob(140), zeroblob(32), 'operator', zeroblob(32))",
            &r->act);
    prepare(r, "INSERT INTO ledger_node (hash) VALUES (randomblob(32))", &r->node);
    prepare(r,
            "INSERT INTO ledger_checkpoint (size, previous, root, note)"
            " VALUES (?, NULL, randomblob(32), hex(zeroblob(150)))",
            &r->head);
}

static void rival_close(rival *r)
{
    sqlite3_stmt *const all[] = { r->begin, r->commit, r->row, r->act, r->node, r->head };

    for (size_t i = 0; i < PX_COUNT(all); i++)
        (void)sqlite3_finalize(all[i]);
    (void)sqlite3_close(r->db);
}

static void run(rival *r, sqlite3_stmt *stmt)
{
    demand_sqlite(r->db, sqlite3_step(stmt));
    (void)sqlite3_reset(stmt);
}

static void rival_act(rival *r)
{
    char id[PX_PUBLIC_ID_LEN + 1];

    px_random_public_id(id);
    (void)sqlite3_bind_text(r->act, 1, id, -1, SQLITE_STATIC);
    (void)sqlite3_bind_int64(r->act, 2, r->size++);
    run(r, r->act);
    for (sqlite3_int64 n = r->size; n > 0; n >>= 1) { /* the subtrees that a leaf completes */
        run(r, r->node);
        if (n & 1)
            break;
    }
}

static void rival_batch(rival *r, long batch)
{
    run(r, r->begin);
    for (long i = 0; i < batch; i++) {
        (void)sqlite3_bind_int64(r->row, 1, r->deeds++ % 1000);
        (void)sqlite3_bind_text(r->row, 2, row_text, sizeof(row_text) - 1, SQLITE_STATIC);
        run(r, r->row);
        if (r->with_acts)
            rival_act(r);
    }
    if (r->with_acts) {
        (void)sqlite3_bind_int64(r->head, 1, r->size);
        run(r, r->head);
    }
    run(r, r->commit);
}

static double rival_run(rival *r, long batch)
{
    double start = px_bench_now();

    while (px_bench_now() < start + ROUND_SECONDS)
        rival_batch(r, batch);
    return px_bench_now() - start;
}

/* ---- By turns */

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

static void compare(const char *directory, const char *work, px_write_fn *fn, bool with_acts,
                    double goal)
{
    PX_AUTO_FREE char *path = px_path_join(directory, with_acts ? "acts" : "rows");
    PX_AUTO_FREE char *bare = px_path_join(directory, with_acts ? "acts.db" : "rows.db");
    crowd c = { .fn = fn };
    rival r = { .with_acts = with_acts };
    double praxis[ROUNDS], bare_sqlite[ROUNDS];
    px_error err = PX_ERROR_INIT;
    char label[80];
    long batch = 1;

    px_bench_demand(px_house_init(path, NULL, &err), &err);
    px_bench_demand(px_house_open(path, PX_HOUSE_WRITE, &c.house, &err), &err);
    px_bench_demand(px_house_write(c.house, setup_deed, NULL, &err), &err);
    px_bench_demand(px_house_start_writer(c.house, 0, &err), &err);
    rival_open(&r, bare);
    commits = 0;
    for (int i = 0; i < ROUNDS; i++) {
        long long before = c.deeds, bare_before = r.deeds;
        double seconds = crowd_run(&c);

        praxis[i] = (double)(c.deeds - before) / seconds;
        batch = (long)((double)c.deeds / (double)commits + 0.5);
        seconds = rival_run(&r, batch);
        bare_sqlite[i] = (double)(r.deeds - bare_before) / seconds;
    }
    (void)snprintf(label, sizeof(label), "store: %s, %d threads, %ld per commit", work, THREADS,
                   batch);
    (void)px_bench_line(&(px_bench){ .work = label,
                                     .unit = "deeds/s",
                                     .figure = px_bench_median(praxis, ROUNDS),
                                     .rival = "bare SQLite",
                                     .limit = px_bench_median(bare_sqlite, ROUNDS),
                                     .goal = goal });
    rival_close(&r);
    px_house_close(c.house);
}

int main(void)
{
    const char *base = getenv("TMPDIR");
    char directory[4096];

    (void)snprintf(directory, sizeof(directory), "%s/praxis-bench-XXXXXX",
                   base && *base ? base : "/tmp");
    if (!mkdtemp(directory)) {
        perror(directory);
        return 1;
    }
    compare(directory, "a row", row_deed, false, 0.7);
    compare(directory, "a row and an act", act_deed, true, 0.5);
    (void)nftw(directory, remove_one, 32, FTW_DEPTH | FTW_PHYS);
    return 0;
}
