/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The list of comments with 100,000 comments on two versions of a code with 600 provisions, in
 * three rounds, of all kinds, a third of them answered, the first 60,000 carried over to the second
 * version, a tenth to the third. Each line is one filter: the slowest of its first pages, read in a
 * row, with the total that each page shows, against the plain query of the same page (the filter as
 * WHERE, ORDER BY, LIMIT and OFFSET) and of its count, each the best of three. The last line holds
 * the slowest page of all, and the counts for the margin of the third version, against 100 ms. So
 * are the pages of the work list of those who answer, with a tenth drafted, and how far the
 * answering of the code and of a round has come, by category and chapter too.
 */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench.h"

#include "base/file.h"
#include "drafting/comment/answer_work.h"
#include "drafting/comment/comment_list.h"
#include "store/house.h"

#include "base/banned.h"

enum { COMMENTS = 100000, PAGE = 50, PAGES = 5, TURNS = 3 };

/* ---- Making the house */

#define DIGEST "'0000000000000000000000000000000000000000000000000000000000000000'"

static const char *const tables[] = {
    "INSERT INTO code (name, created) VALUES ('gpai', 1)",
    "INSERT INTO version (code, label, state, created, published, digest, act) VALUES "
    "(1, 'draft-1', 'published', 1, 1, " DIGEST ", 'a'), "
    "(1, 'draft-2', 'published', 2, 2, " DIGEST ", 'b'), "
    "(1, 'draft-3', 'published', 3, 3, " DIGEST ", 'c')",
    /* 600 provisions, every thirtieth a chapter */
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600) "
    "INSERT INTO provision (code, lasting_id) SELECT 1, printf('p%09d', i) FROM n",
    "INSERT INTO node (version, provision, position, depth, kind, eid, alias, extra) "
    "SELECT v.id, p.id, p.id, 0, 'chapter', 'chp_' || p.id, '', '' FROM provision AS p, "
    "version AS v WHERE p.id % 30 = 1",
    "INSERT INTO node (version, provision, parent, position, depth, kind, eid, alias, extra) "
    "SELECT v.id, p.id, (SELECT n.id FROM node AS n WHERE n.version = v.id AND n.position = "
    "p.id - (p.id - 1) % 30), p.id, 1, 'paragraph', 'para_' || p.id, '', '' FROM provision AS p, "
    "version AS v WHERE p.id % 30 <> 1",
    "INSERT INTO process (code, key, template, zone, window_days, created) "
    "VALUES (1, 'p', 'gpai', 'Europe/Brussels', 14, 1)",
    "INSERT INTO working_group (public_id, process, key, position, since) VALUES "
    "('g1', 1, 'g1', 1, 1), ('g2', 1, 'g2', 2, 1)",
    "INSERT INTO step (public_id, process, key, kind, position) VALUES ('s1', 1, 's1', "
    "'written-feedback', 1), ('s2', 1, 's2', 'written-feedback', 2), ('s3', 1, 's3', "
    "'written-feedback', 3)",
    "INSERT INTO round (step, process, number, version, opens, opens_at, closes, closes_at, late) "
    "VALUES (1, 1, 1, 1, '', 1, '', 1, 'refuse'), (2, 1, 2, 1, '', 1, '', 1, 'refuse'), "
    "(3, 1, 3, 2, '', 1, '', 1, 'refuse')",
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) "
    "INSERT INTO organisation (public_id, name, category, created) "
    "SELECT 'o' || i, 'Organisation ' || i, 'industry', 1 FROM n",
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
    "INSERT INTO person (public_id, name, mail, category, language, created) "
    "SELECT printf('%026d', i), 'Person ' || i, 'person-' || i || '@example.eu', 'industry', "
    "'en', 1 FROM n",
    /* 80,000 on the first version, in two rounds, 20,000 on the second */
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000), "
    "r (i, x) AS (SELECT i, (i * 7919) % 99991 FROM n) "
    "INSERT INTO comment (public_id, code, round, number, state, origin, kind, stance, answer, "
    "objection, author, organisation, category, country, working_group, version, language, "
    "lasting_id, chapter, start_at, end_at, place, has_wording, created, changed, submitted, act) "
    "SELECT printf('c%025d', i), 1, CASE WHEN i <= 40000 THEN 1 WHEN i <= 80000 THEN 2 ELSE 3 END, "
    "i, CASE WHEN x % 50 = 0 THEN 'withdrawn' ELSE 'submitted' END, 'written', "
    "CASE x % 8 WHEN 0 THEN 'general' WHEN 1 THEN 'editorial' WHEN 2 THEN 'translation' ELSE "
    "'technical' END, CASE x % 5 WHEN 0 THEN 'support' WHEN 1 THEN 'object' ELSE '' END, "
    "CASE x % 9 WHEN 0 THEN 'accepted' WHEN 1 THEN 'noted' WHEN 2 THEN 'not-accepted' ELSE '' END, "
    "0, 1 + x % 1000, 1 + x % 400, CASE x % 4 WHEN 0 THEN 'academia' WHEN 1 THEN "
    "'civil-society' ELSE 'industry' END, CASE WHEN x % 2000 = 0 THEN 'MT' ELSE 'DE' END, "
    "1 + x % 2, CASE WHEN i <= 80000 THEN 1 ELSE 2 END, 'en', printf('p%09d', 1 + x % 600), "
    "printf('p%09d', 1 + x % 600 - (x % 600) % 30), 10, 20, ((1 + x % 600) << 32) + (1 << 31) + "
    "x % 100, x % 3 = 0, i, i, i, '' FROM r",
    "INSERT INTO comment_body (comment, exact, text) SELECT id, 'the words that it is on', "
    "printf('The providers of models must keep document %d, and not %d, for years. ', id, "
    "id % 100) || replace(hex(zeroblob(120)), '00', 'ab cd ') FROM comment",
    "INSERT INTO comment_word (rowid, exact, text, wording) SELECT comment, exact, text, '' "
    "FROM comment_body",
    "INSERT INTO answer (comment, number, status, reason, language, state, changed, published, "
    "act) SELECT id, 1, answer, 'Because.', 'en', 'published', 1, id + (id * 7919) % 99991, "
    "'act' || id % 20 FROM comment WHERE answer <> ''",
    "INSERT INTO answer_opinion (answer, opinion, time) SELECT id, CASE WHEN comment % 97 = 0 THEN "
    "'objects' WHEN comment % 2 = 0 THEN 'satisfied' ELSE 'not-satisfied' END, 1 FROM answer "
    "WHERE comment % 97 = 0 OR comment % 3 = 0",
    "INSERT INTO answer (comment, number, status, reason, language, changed, person) "
    "SELECT id, 1, 'noted', 'Because.', 'en', 1, 1 + id % 1000 FROM comment WHERE answer = '' AND "
    "id % 7 = 0 AND state = 'submitted'",
    "INSERT INTO comment_place (comment, version, state, lasting_id, start_at, end_at, place, "
    "time) SELECT id, 2, CASE id % 3 WHEN 0 THEN 'moved' ELSE 'unchanged' END, lasting_id, 10, 20, "
    "place, 1 FROM comment WHERE id <= 60000",
    /* 10,000 on the third version */
    "INSERT INTO comment_place (comment, version, state, lasting_id, start_at, end_at, place, "
    "time) SELECT id, 3, 'unchanged', lasting_id, 10, 20, place, 1 FROM comment "
    "WHERE id % 10 = 0",
};

static int make_tables(px_db *db, void *arg, px_error *err)
{
    int rc = 0;

    (void)arg;
    for (size_t i = 0; rc >= 0 && i < PX_COUNT(tables); i++)
        rc = px_db_exec(db, tables[i], err);
    for (int64_t row = 1; rc >= 0 && row <= COMMENTS; row++)
        rc = px_comment_answer_keep(db, row, err);
    return rc;
}

/* ---- Filters */

typedef struct wanted {
    const char *name;
    px_comment_filter filter;
    const char *plain; /* WHERE of the plain query, on comment AS c */
    const char *order;
} wanted;

#define BY_NUMBER .code = 1, .sort = PX_COMMENT_BY_NUMBER
#define MATCHES(words)                                                                             \
    "c.id IN (SELECT rowid FROM comment_word WHERE comment_word MATCH '" words "')"
#define IN_TWO "(c.version = 2 OR c.id IN (SELECT comment FROM comment_place WHERE version = 2))"

static const wanted filters[] = {
    { "nothing", { BY_NUMBER }, "c.number > 0", "c.number" },
    { "nothing, newest",
      { .code = 1, .sort = PX_COMMENT_NEWEST },
      "c.number > 0",
      "c.number DESC" },
    { "nothing, by place", { .code = 1 }, "c.number > 0", "c.version, c.place, c.id" },
    { "a round", { BY_NUMBER, .round = 2 }, "c.round = 2", "c.number" },
    { "a round, by place", { .code = 1, .round = 3 }, "c.round = 3", "c.version, c.place, c.id" },
    { "a version", { .code = 1, .version = 1 }, "c.version = 1", "c.place, c.id" },
    { "what stands in a version", { .code = 1, .at_version = 2 }, IN_TWO, "c.place, c.id" },
    { "what stands in a version, by number", { BY_NUMBER, .at_version = 2 }, IN_TWO, "c.number" },
    { "what was moved",
      { .code = 1, .at_version = 2, .place_state = PX_STR_INIT("moved") },
      "c.id IN (SELECT comment FROM comment_place WHERE version = 2 AND state = 'moved')",
      "c.place, c.id" },
    { "a provision in a version",
      { .code = 1, .at_version = 2, .lasting_id = PX_STR_INIT("p000000077") },
      IN_TWO " AND c.lasting_id = 'p000000077'",
      "c.place, c.id" },
    { "a chapter and what stands in it",
      { BY_NUMBER, .lasting_id = PX_STR_INIT("p000000061"), .below = true },
      "c.chapter = 'p000000061'",
      "c.number" },
    { "a chapter",
      { BY_NUMBER, .chapter = PX_STR_INIT("p000000061") },
      "c.chapter = 'p000000061'",
      "c.number" },
    { "a kind",
      { BY_NUMBER, .kind = PX_STR_INIT("editorial") },
      "c.kind = 'editorial'",
      "c.number" },
    { "a stance",
      { BY_NUMBER, .stance = PX_STR_INIT("object") },
      "c.stance = 'object'",
      "c.number" },
    { "a state",
      { BY_NUMBER, .state = PX_STR_INIT("withdrawn") },
      "c.state = 'withdrawn'",
      "c.number" },
    { "a category, by place",
      { .code = 1, .category = PX_STR_INIT("academia") },
      "c.category = 'academia'",
      "c.version, c.place, c.id" },
    { "a rare country",
      { BY_NUMBER, .country = PX_STR_INIT("MT") },
      "c.country = 'MT'",
      "c.number" },
    { "a rare country, by place",
      { .code = 1, .country = PX_STR_INIT("MT") },
      "c.country = 'MT'",
      "c.version, c.place, c.id" },
    { "an organisation", { BY_NUMBER, .organisation = 7 }, "c.organisation = 7", "c.number" },
    { "an author", { BY_NUMBER, .author = 7 }, "c.author = 7", "c.number" },
    { "a working group", { BY_NUMBER, .working_group = 2 }, "c.working_group = 2", "c.number" },
    { "what is open",
      { BY_NUMBER, .status = PX_STR_INIT("open") },
      "c.state = 'submitted' AND NOT EXISTS (SELECT 1 FROM answer AS a WHERE a.comment = c.id AND "
      "a.state = 'published')",
      "c.number" },
    { "a status",
      { BY_NUMBER, .status = PX_STR_INIT("accepted") },
      "c.id IN (SELECT comment FROM answer WHERE status = 'accepted' AND state = 'published')",
      "c.number" },
    { "open objections",
      { BY_NUMBER, .objection = PX_STR_INIT("open") },
      "c.objection = 1",
      "c.number" },
    { "proposed wording",
      { BY_NUMBER, .wording = PX_STR_INIT("yes") },
      "c.has_wording = 1",
      "c.number" },
    { "words that all have",
      { BY_NUMBER, .text = PX_STR_INIT("providers models") },
      MATCHES("providers models"),
      "c.number" },
    { "words that few have",
      { BY_NUMBER, .text = PX_STR_INIT("77777") },
      MATCHES("77777"),
      "c.number" },
    { "words, by place, in a version",
      { .code = 1, .at_version = 2, .text = PX_STR_INIT("42") },
      IN_TWO " AND " MATCHES("42*"),
      "c.place, c.id" },
    { "many at once",
      { BY_NUMBER, .kind = PX_STR_INIT("general"), .stance = PX_STR_INIT("object"),
        .status = PX_STR_INIT("noted"), .country = PX_STR_INIT("MT"),
        .wording = PX_STR_INIT("yes") },
      "c.kind = 'general' AND c.stance = 'object' AND c.answer = 'noted' AND c.country = 'MT' AND "
      "c.has_wording = 1",
      "c.number" },
};

/* ---- Measuring */

/* Reads pages in a row and keeps the best time of each; how many there are. */
static size_t pages_of(px_db *db, const px_comment_filter *filter, double best[PAGES])
{
    PX_AUTO_ARENA px_arena *keep = px_arena_new();
    px_comment_filter f = *filter;
    px_error err = PX_ERROR_INIT;
    px_comment_page page;
    size_t n = 0;

    f.max = PAGE;
    do {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        double start = px_bench_now();

        px_bench_demand(px_comment_list(db, arena, &f, px_language_english(), &page, &err), &err);
        start = (px_bench_now() - start) * 1000;
        best[n] = best[n] > 0 ? PX_MIN(best[n], start) : start;
        n++;
        if (page.more_after)
            f.after = px_arena_str(keep, page.rows[page.count - 1].comment.id);
    } while (n < PAGES && page.more_after);
    return n;
}

static double plain_run(px_db *db, const char *sql)
{
    sqlite3_stmt *stmt;
    double start = px_bench_now();

    if (sqlite3_prepare_v2(px_db_handle(db), sql, -1, &stmt, NULL) != SQLITE_OK) {
        fprintf(stderr, "bench_comments: %s\n", sqlite3_errmsg(px_db_handle(db)));
        exit(1);
    }
    while (sqlite3_step(stmt) == SQLITE_ROW)
        (void)sqlite3_column_text(stmt, 0);
    sqlite3_finalize(stmt);
    return (px_bench_now() - start) * 1000;
}

static double plain_of(px_db *db, const wanted *w, size_t offset)
{
    char page[2000], count[2000];

    (void)snprintf(page, sizeof(page),
                   "SELECT c.*, b.*, p.name, o.name FROM comment AS c JOIN comment_body AS b ON "
                   "b.comment = c.id LEFT JOIN person AS p ON p.id = c.author LEFT JOIN "
                   "organisation AS o ON o.id = c.organisation WHERE c.code = 1 AND %s ORDER BY %s "
                   "LIMIT %d OFFSET %zu",
                   w->plain, w->order, PAGE + 1, offset);
    (void)snprintf(count, sizeof(count),
                   "SELECT count(*) FROM comment AS c WHERE c.code = 1 AND c.number > 0 AND %s",
                   w->plain);
    return plain_run(db, page) + plain_run(db, count);
}

static bool measure(px_db *db, const wanted *w, double *slowest)
{
    double best[PAGES] = { 0 }, ours = 0, plain = 1e9, took;
    size_t n = 0, offset = 0;
    char work[100];

    for (int i = 0; i < TURNS; i++)
        n = pages_of(db, &w->filter, best);
    for (size_t i = 0; i < n; i++)
        if (best[i] > ours) {
            ours = best[i];
            offset = i * PAGE;
        }
    for (int i = 0; i < TURNS; i++) {
        took = plain_of(db, w, offset);
        plain = PX_MIN(plain, took);
    }
    *slowest = PX_MAX(*slowest, ours);
    (void)snprintf(work, sizeof(work), "comments: %s", w->name);
    return px_bench_line(&(px_bench){ .work = work,
                                      .unit = "ms",
                                      .figure = ours,
                                      .rival = "plain SQL",
                                      .limit = plain,
                                      .goal = 3,
                                      .less_is_better = true });
}

/* ---- Answering */

/* Pages of the work list in a row; the best time of the slowest. */
static double work_pages(px_db *db, const px_answer_work_filter *filter)
{
    double best[PAGES] = { 0 }, slowest = 0;

    for (int turn = 0; turn < TURNS; turn++) {
        px_answer_work_filter f = *filter;
        px_error err = PX_ERROR_INIT;
        px_answer_work work;

        for (size_t i = 0; i < PAGES; i++) {
            PX_AUTO_ARENA px_arena *arena = px_arena_new();
            double start = px_bench_now(), took;

            px_bench_demand(
                px_answer_work_read(db, arena, &f, NULL, px_language_english(), &work, &err), &err);
            took = (px_bench_now() - start) * 1000;
            best[i] = turn ? PX_MIN(best[i], took) : took;
            if (!work.more_after)
                break;
            f.after = work.rows[work.count - 1].comment.number;
        }
    }
    for (size_t i = 0; i < PAGES; i++)
        slowest = PX_MAX(slowest, best[i]);
    return slowest;
}

/* All that the page of progress shows. */
static double progress_of(px_db *db, const px_round *round)
{
    const px_code code = { .row = 1 };
    double best = 1e9;

    for (int turn = 0; turn < TURNS; turn++) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        px_error err = PX_ERROR_INIT;
        px_answer_progress progress;
        px_answer_share *shares;
        double start = px_bench_now();
        size_t n;

        px_bench_demand(px_answer_progress_read(db, &code, round, &progress, &err), &err);
        px_bench_demand(
            px_answer_share_list(db, arena, &code, round, PX_ANSWER_BY_CATEGORY, &shares, &n, &err),
            &err);
        px_bench_demand(
            px_answer_share_list(db, arena, &code, round, PX_ANSWER_BY_CHAPTER, &shares, &n, &err),
            &err);
        best = PX_MIN(best, (px_bench_now() - start) * 1000);
    }
    return best;
}

static bool promised(const char *work, double ms, double limit)
{
    return px_bench_line(&(px_bench){ .work = work,
                                      .unit = "ms",
                                      .figure = ms,
                                      .rival = "what is promised",
                                      .limit = limit,
                                      .goal = 1,
                                      .less_is_better = true });
}

static bool answering(px_db *db)
{
    static const px_answer_work_filter lists[] = {
        { .code = 1, .max = PX_ANSWER_WORK_MAX },
        { .code = 1, .max = PX_ANSWER_WORK_MAX, .state = PX_WORK_OPEN },
        { .code = 1, .max = PX_ANSWER_WORK_MAX, .state = PX_WORK_DRAFTED },
        { .code = 1, .max = PX_ANSWER_WORK_MAX, .state = PX_WORK_OBJECTION },
        { .code = 1, .max = PX_ANSWER_WORK_MAX, .state = PX_WORK_ANSWERED },
        { .code = 1, .max = PX_ANSWER_WORK_MAX, .round = 2, .working_group = 2 },
        { .code = 1, .max = PX_ANSWER_WORK_MAX, .chapter = PX_STR_INIT("p000000061") },
        { .code = 1, .max = PX_ANSWER_WORK_MAX, .category = PX_STR_INIT("academia") },
        { .code = 1, .max = PX_ANSWER_WORK_MAX, .kind = PX_STR_INIT("editorial") },
    };
    const px_round round = { .row = 2 };
    double slowest = 0;
    bool reached = true;

    for (size_t i = 0; i < PX_COUNT(lists); i++) {
        double took = work_pages(db, &lists[i]);

        slowest = PX_MAX(slowest, took);
    }
    reached &= promised("answers: the slowest page of the work list", slowest, 100);
    reached &= promised("answers: progress of a code", progress_of(db, NULL), 200);
    reached &= promised("answers: progress of a round", progress_of(db, &round), 200);
    return reached;
}

static int remove_one(const char *path, const struct stat *s, int flag, struct FTW *ftw)
{
    (void)s;
    (void)flag;
    (void)ftw;
    return remove(path);
}

int main(void)
{
    char directory[] = "/tmp/bench_comments.XXXXXX", path[64];
    const px_version version = { .row = 3 };
    px_error err = PX_ERROR_INIT;
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_comment_count *counts;
    px_house *house = NULL;
    px_db *db = NULL;
    double slowest = 0, start;
    bool good = true;
    size_t n;

    if (!mkdtemp(directory))
        return 1;
    (void)snprintf(path, sizeof(path), "%s/house", directory);
    px_bench_demand(px_house_init(path, NULL, &err), &err);
    px_bench_demand(px_house_open(path, PX_HOUSE_WRITE, &house, &err), &err);
    px_bench_demand(px_house_write(house, make_tables, NULL, &err), &err);
    px_bench_demand(px_house_reader(house, &db, &err), &err);
    for (size_t i = 0; i < PX_COUNT(filters); i++)
        good &= measure(db, &filters[i], &slowest);
    start = px_bench_now();
    px_bench_demand(px_comment_counts(db, arena, &version, &counts, &n, &err), &err);
    slowest = PX_MAX(slowest, (px_bench_now() - start) * 1000);
    good &= promised("comments: the slowest page, counts of a margin", slowest, 100);
    good &= answering(db);
    px_db_close(db);
    px_house_close(house);
    (void)nftw(directory, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    return good ? 0 : 1;
}
