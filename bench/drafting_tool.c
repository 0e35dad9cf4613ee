/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What bench_drafting.sh needs beside its client:
 *
 *     drafting_tool people HOUSE CODE N   makes N members of the code, each with a session; prints
 *                                         the tokens of these, one a line
 *     drafting_tool comments HOUSE N      puts N submitted comments on the newest version, spread
 *                                         over its provisions
 *     drafting_tool bare PAGE FORM        libmicrohttpd alone, which answers the mix of the client
 *                                         with the bytes of these files; prints its port, ends with
 *                                         standard input
 *     drafting_tool commits FILE N ROWS   N commits of ROWS rows of a kilobyte each by SQLite
 *                                         alone, as durable as those of a house; prints the rows a
 *                                         second
 */
#include <microhttpd.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

#include "base/file.h"
#include "base/number.h"
#include "code/code.h"
#include "drafting/people/person.h"
#include "drafting/people/person_session.h"
#include "store/house.h"

#include "base/banned.h"

static _Noreturn void fail(const char *what)
{
    fprintf(stderr, "drafting_tool: %s\n", what);
    exit(1);
}

static long long number(const char *text)
{
    px_error err = PX_ERROR_INIT;
    long long n = 0;

    px_bench_demand(px_parse_int(px_str_of(text), 0, 10000000, &n, &err), &err);
    return n;
}

/* ---- People with sessions */

typedef struct making {
    px_str code;
    long long count;
} making;

static int make_people(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const making *m = arg;
    px_code code;
    int rc = px_code_find(db, arena, m->code, PX_STR(""), &code, err);

    for (long long i = 0; rc >= 0 && i < m->count; i++) {
        px_person person = { .name = px_str_of(px_arena_format(arena, "Person %lld", i)),
                             .mail = px_str_of(px_arena_format(arena, "person-%lld@example.eu", i)),
                             .category = PX_STR("civil-society") };
        const px_grant grant = { PX_ROLE_MEMBER, px_scope_code(code.row) };
        char token[PX_TOKEN_LEN + 1];

        px_token_make(token);
        rc = px_person_add(db, arena, &person, err);
        if (rc >= 0)
            rc = px_grant_give(db, &person, &grant, PX_STR(""), "operator", err);
        if (rc >= 0)
            rc = px_person_session_open(db, person.row, PX_SIGN_IN_LINK, px_str_of(token), px_now(),
                                        err);
        if (rc >= 0)
            printf("%s\n", token);
    }
    return rc;
}

static int people(const char *path, const char *code, const char *count)
{
    making m = { px_str_of(code), number(count) };
    px_error err = PX_ERROR_INIT;
    px_house *house = NULL;

    px_bench_demand(px_house_open(path, PX_HOUSE_WRITE, &house, &err), &err);
    px_bench_demand(px_house_write(house, make_people, &m, &err), &err);
    px_house_close(house);
    return 0;
}

/* ---- Many comments */

static int make_comments(px_db *db, void *arg, px_error *err)
{
    static const char *const tables[] = {
        "INSERT INTO comment (public_id, code, round, number, state, origin, kind, stance, author, "
        "category, country, version, language, lasting_id, chapter, start_at, end_at, place, "
        "has_wording, created, changed, submitted, act) "
        "SELECT printf('c%025d', i), w.code, (SELECT max(id) FROM round WHERE version = "
        "w.version), "
        "i + (SELECT coalesce(max(number), 0) FROM comment WHERE code = w.code), 'submitted', "
        "'written', CASE i % 4 WHEN 0 THEN 'general' WHEN 1 THEN 'editorial' ELSE 'technical' END, "
        "CASE i % 5 WHEN 0 THEN 'support' WHEN 1 THEN 'object' ELSE '' END, p.id, p.category, '', "
        "w.version, 'en', w.lasting_id, w.chapter, 0, 0, ((w.nth + 1) << 32) + i % 100, 0, i, i, "
        "i, "
        "'' FROM many CROSS JOIN spot AS w ON w.nth = i % (SELECT count(*) FROM spot) "
        "CROSS JOIN person AS p ON p.id = 1 + i % (SELECT max(id) FROM person)",
        "INSERT INTO comment_body (comment, exact, text) SELECT id, '', "
        "printf('The providers of models must keep document %d, and not %d, for years. ', id, "
        "id % 100) || replace(hex(zeroblob(120)), '00', 'ab cd ') FROM comment WHERE public_id "
        "LIKE 'c0000%'",
        "INSERT INTO comment_word (rowid, exact, text, wording) SELECT comment, exact, text, '' "
        "FROM comment_body",
    };
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_db_exec(db,
                        "CREATE TEMP TABLE spot AS SELECT v.code, n.version, q.lasting_id, "
                        "coalesce((SELECT t.lasting_id FROM node AS c JOIN provision AS t ON t.id "
                        "= c.provision WHERE c.version = n.version AND c.depth = 0 AND c.position "
                        "<= n.position ORDER BY c.position DESC LIMIT 1), '') AS chapter, "
                        "row_number() OVER (ORDER BY n.position) - 1 AS nth FROM node AS n JOIN "
                        "version AS v ON v.id = n.version JOIN provision AS q ON q.id = "
                        "n.provision WHERE n.version = (SELECT max(id) FROM version)",
                        err);

    if (rc >= 0)
        rc = px_query_start(db,
                            "CREATE TEMP TABLE many AS WITH RECURSIVE n (i) AS (SELECT 1 UNION "
                            "ALL SELECT i + 1 FROM n WHERE i < ?) SELECT i FROM n",
                            &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, *(const long long *)arg);
    rc = px_query_run(&query, err);
    for (size_t i = 0; rc >= 0 && i < PX_COUNT(tables); i++)
        rc = px_db_exec(db, tables[i], err);
    return rc;
}

static int comments(const char *path, const char *count)
{
    long long n = number(count);
    px_error err = PX_ERROR_INIT;
    px_house *house = NULL;

    px_bench_demand(px_house_open(path, PX_HOUSE_WRITE, &house, &err), &err);
    px_bench_demand(px_house_write(house, make_comments, &n, &err), &err);
    px_house_close(house);
    return 0;
}

/* ---- The mix without praxis */

typedef struct bare_pages {
    struct MHD_Response *page, *form, *saved, *submitted;
} bare_pages;

static enum MHD_Result bare_answer(void *arg, struct MHD_Connection *connection, const char *url,
                                   const char *method, const char *version, const char *upload,
                                   size_t *upload_size, void **context)
{
    static int seen;
    const bare_pages *pages = arg;
    bool edit = strstr(url, "/edit") != NULL;

    (void)version;
    (void)upload;
    if (!*context) { /* the head alone; the answer goes out when the body is read */
        *context = &seen;
        return MHD_YES;
    }
    if (*upload_size) {
        *upload_size = 0;
        return MHD_YES;
    }
    if (strcmp(method, "POST") == 0)
        return MHD_queue_response(connection, MHD_HTTP_SEE_OTHER,
                                  edit ? pages->submitted : pages->saved);
    return MHD_queue_response(
        connection, MHD_HTTP_OK,
        edit || strstr(url, "/comment") || strstr(url, "/submissions") ? pages->form : pages->page);
}

static struct MHD_Response *bare_page(const char *path)
{
    struct MHD_Response *response;
    px_error err = PX_ERROR_INIT;
    char *bytes = NULL;
    size_t len = 0;

    px_bench_demand(px_file_read(path, PX_BUILDER_LARGE, &bytes, &len, &err), &err);
    response = MHD_create_response_from_buffer(len, bytes, MHD_RESPMEM_MUST_FREE);
    (void)MHD_add_response_header(response, "Content-Type", "text/html; charset=utf-8");
    return response;
}

static struct MHD_Response *bare_way(const char *location)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);

    (void)MHD_add_response_header(response, "Location", location);
    return response;
}

static int bare(const char *page, const char *form)
{
    bare_pages pages = { bare_page(page), bare_page(form), bare_way("/en/comments/c/edit"),
                         bare_way("/en/submissions/s") };
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, bare_answer, &pages,
        MHD_OPTION_THREAD_POOL_SIZE, 2U, MHD_OPTION_CONNECTION_LIMIT, 2048U, MHD_OPTION_END);
    const union MHD_DaemonInfo *info =
        daemon ? MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT) : NULL;

    if (!info)
        fail("cannot start the bare server");
    printf("%u\n", (unsigned)info->port);
    (void)fflush(stdout);
    while (getchar() != EOF)
        ;
    MHD_stop_daemon(daemon);
    MHD_destroy_response(pages.page);
    MHD_destroy_response(pages.form);
    MHD_destroy_response(pages.saved);
    MHD_destroy_response(pages.submitted);
    return 0;
}

/* ---- The disk */

static void sql(sqlite3 *db, const char *text)
{
    if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK)
        fail(sqlite3_errmsg(db));
}

static int commits(const char *path, const char *count, const char *rows)
{
    long long n = number(count), each = number(rows);
    sqlite3_stmt *insert = NULL;
    sqlite3 *db = NULL;
    double start;

    if (sqlite3_open(path, &db) != SQLITE_OK)
        fail("cannot open a database");
    sql(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS "
            "kept (id INTEGER PRIMARY KEY, bytes BLOB)");
    if (sqlite3_prepare_v2(db, "INSERT INTO kept (bytes) VALUES (randomblob(1024))", -1, &insert,
                           NULL) != SQLITE_OK)
        fail(sqlite3_errmsg(db));
    start = px_bench_now();
    for (long long i = 0; i < n; i++) {
        sql(db, "BEGIN IMMEDIATE");
        for (long long j = 0; j < each; j++) {
            if (sqlite3_step(insert) != SQLITE_DONE)
                fail(sqlite3_errmsg(db));
            (void)sqlite3_reset(insert);
        }
        sql(db, "COMMIT");
    }
    printf("%.6g\n", (double)(n * each) / (px_bench_now() - start));
    (void)sqlite3_finalize(insert);
    (void)sqlite3_close(db);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 5 && strcmp(argv[1], "people") == 0)
        return people(argv[2], argv[3], argv[4]);
    if (argc == 4 && strcmp(argv[1], "comments") == 0)
        return comments(argv[2], argv[3]);
    if (argc == 4 && strcmp(argv[1], "bare") == 0)
        return bare(argv[2], argv[3]);
    if (argc == 5 && strcmp(argv[1], "commits") == 0)
        return commits(argv[2], argv[3], argv[4]);
    fail("usage: people HOUSE CODE N | comments HOUSE N | bare PAGE FORM | commits FILE N ROWS");
}
