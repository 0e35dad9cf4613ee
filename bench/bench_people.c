/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The list of participants with 100,000 persons in 5,000 organisations, four groups, all categories
 * and 27 countries. Each line is one filter: the slowest of its first pages, read in a row, against
 * the plain query of the same page (the filter as WHERE with LIKE and IN, ORDER BY, LIMIT and
 * OFFSET), each the best of five. The last line holds the slowest page of all against 100 ms.
 */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

#include "base/file.h"
#include "drafting/people/organisation.h"
#include "drafting/people/people_list.h"
#include "store/house.h"

#include "base/banned.h"

enum {
    PEOPLE = 100000,
    ORGANISATIONS = 5000,
    GROUPS = 4,
    BATCH = 2000,
    PAGE = 50,
    PAGES = 10,
    TURNS = 5
};

static const char *const countries[] = { "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES",
                                         "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
                                         "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK" };

static unsigned long long state = 88172645463325252ull;

static size_t any(size_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state % below);
}

/* ---- Making the house */

typedef struct making {
    px_arena *arena;
    px_category *categories;
    size_t n_categories;
    int64_t organisations[ORGANISATIONS];
    size_t from;
} making;

static px_str words(px_arena *arena, size_t n)
{
    static const char *const parts[] = { "ba", "ce", "di", "fo", "gu", "ha", "ke", "li",
                                         "mo", "nu", "pa", "re", "si", "to", "vu", "za" };
    size_t a = any(16), b = any(16), c = any(16), d = any(16);

    return px_str_of(
        px_arena_format(arena, "%s%s%s%s %zu", parts[a], parts[b], parts[c], parts[d], n));
}

static int make_organisations(px_db *db, void *arg, px_error *err)
{
    making *m = arg;

    for (size_t i = 0; i < ORGANISATIONS; i++) {
        px_organisation o = {
            .name = words(m->arena, i),
            .category = px_str_of(m->categories[any(m->n_categories)].key),
            .country = px_str_of(countries[any(PX_COUNT(countries))]),
        };
        int rc = px_organisation_add(db, m->arena, &o, err);

        if (rc < 0)
            return rc;
        m->organisations[i] = o.row;
    }
    return px_db_exec(db,
                      "INSERT INTO code (name, created) VALUES ('gpai', 1);"
                      "INSERT INTO process (code, key, template, zone, window_days, created) "
                      "VALUES (1, 'edition-2', 'gpai', 'Europe/Brussels', 14, 1);"
                      "INSERT INTO working_group (public_id, process, key, position, since) VALUES "
                      "('g1', 1, 'g1', 1, 1), ('g2', 1, 'g2', 2, 1), ('g3', 1, 'g3', 3, 1), "
                      "('g4', 1, 'g4', 4, 1)",
                      err);
}

static int make_person(px_db *db, making *m, size_t i, px_error *err)
{
    px_person person = {
        .name = words(m->arena, i),
        .mail = px_str_of(px_arena_format(m->arena, "person-%zu@example.eu", i)),
        .organisation = m->organisations[any(ORGANISATIONS)],
        .category = px_str_of(m->categories[any(m->n_categories)].key),
        .country = px_str_of(countries[any(PX_COUNT(countries))]),
        .display = any(10) ? PX_STR("name") : PX_STR("anonymous"),
        .generated = true,
    };
    px_grant grant = {
        .role = i % 5000 == 0 ? PX_ROLE_CHAIR : PX_ROLE_MEMBER,
        .scope = px_scope_group((int64_t)any(GROUPS) + 1, 1),
    };
    int rc = px_person_add(db, m->arena, &person, err);

    return rc < 0 ? rc : px_grant_give(db, &person, &grant, PX_STR(""), "operator", err);
}

static int make_people(px_db *db, void *arg, px_error *err)
{
    making *m = arg;
    int rc = 0;

    for (size_t i = m->from; rc >= 0 && i < m->from + BATCH; i++)
        rc = make_person(db, m, i, err);
    return rc;
}

static void make_house(px_house *house, px_error *err)
{
    making *m = px_alloc_zero(1, sizeof(*m));

    m->arena = px_arena_new();
    px_bench_demand(px_category_list(m->arena, PX_STR("en"), &m->categories, &m->n_categories, err),
                    err);
    px_bench_demand(px_house_write(house, make_organisations, m, err), err);
    for (m->from = 0; m->from < PEOPLE; m->from += BATCH)
        px_bench_demand(px_house_write(house, make_people, m, err), err);
    px_arena_free(m->arena);
    free(m);
}

/* ---- Filters */

typedef struct wanted {
    const char *name;
    px_people_filter filter;
    const char *plain; /* WHERE of the plain query, on person AS p */
    const char *order;
} wanted;

#define GROUP_TWO .scoped = true, .scope = { PX_SCOPE_GROUP, 2, 1 }
#define IN_GROUP_TWO                                                                               \
    "p.id IN (SELECT g.person FROM grant_of_role AS g WHERE g.ended IS NULL AND "                  \
    "g.scope_kind = 'group' AND g.scope = 2)"
#define IS_CHAIR                                                                                   \
    "p.id IN (SELECT g.person FROM grant_of_role AS g WHERE g.ended IS NULL AND g.role = 'chair')"

static const wanted filters[] = {
    { "nothing, the public", { .all = false }, "p.listed = 1", "p.sort_key, p.id" },
    { "nothing, all", { .all = true }, "p.state = 'active'", "p.sort_key, p.id" },
    { "nothing, newest",
      { .all = true, .sort = PX_PEOPLE_NEWEST },
      "p.state = 'active'",
      "p.created DESC, p.id DESC" },
    { "nothing, by country",
      { .all = true, .sort = PX_PEOPLE_BY_COUNTRY },
      "p.state = 'active'",
      "p.country, p.sort_key, p.id" },
    { "a category",
      { .category = PX_STR_INIT("academia") },
      "p.listed = 1 AND p.category = 'academia'",
      "p.sort_key, p.id" },
    { "a category and a country",
      { .category = PX_STR_INIT("academia"), .country = PX_STR_INIT("MT") },
      "p.listed = 1 AND p.category = 'academia' AND p.country = 'MT'",
      "p.sort_key, p.id" },
    { "a group",
      { .all = true, GROUP_TWO },
      "p.state = 'active' AND " IN_GROUP_TWO,
      "p.sort_key, p.id" },
    { "a group and a category",
      { .all = true, GROUP_TWO, .category = PX_STR_INIT("industry") },
      "p.state = 'active' AND p.category = 'industry' AND " IN_GROUP_TWO,
      "p.sort_key, p.id" },
    { "a rare role",
      { .all = true, .role = PX_STR_INIT("chair") },
      "p.state = 'active' AND " IS_CHAIR,
      "p.sort_key, p.id" },
    { "frequent words",
      { .all = true, .text = PX_STR_INIT("b") },
      "p.state = 'active' AND (p.sort_key LIKE 'b%' OR p.sort_key LIKE '% b%' OR o.sort_key LIKE "
      "'b%')",
      "p.sort_key, p.id" },
    { "rare words",
      { .all = true, .text = PX_STR_INIT("zazaza") },
      "p.state = 'active' AND (p.sort_key LIKE 'zazaza%' OR o.sort_key LIKE 'zazaza%')",
      "p.sort_key, p.id" },
    { "a number",
      { .all = true, .text = PX_STR_INIT("99999") },
      "p.state = 'active' AND p.sort_key LIKE '% 99999%'",
      "p.sort_key, p.id" },
    { "words that nobody has together",
      { .all = true, .text = PX_STR_INIT("ba ce di") },
      "p.state = 'active' AND p.sort_key LIKE '%ba%' AND p.sort_key LIKE '% ce%' AND p.sort_key "
      "LIKE '% di%'",
      "p.sort_key, p.id" },
    { "words in a group of another country",
      { .all = true, GROUP_TWO, .text = PX_STR_INIT("ba"), .country = PX_STR_INIT("XX") },
      "p.state = 'active' AND p.country = 'XX' AND p.sort_key LIKE 'ba%' AND " IN_GROUP_TWO,
      "p.sort_key, p.id" },
    { "an address",
      { .all = true, .text = PX_STR_INIT("person-7777@") },
      "p.state = 'active' AND p.mail LIKE 'person-7777@%'",
      "p.sort_key, p.id" },
    { "words, by country",
      { .all = true, .text = PX_STR_INIT("mo"), .sort = PX_PEOPLE_BY_COUNTRY },
      "p.state = 'active' AND (p.sort_key LIKE 'mo%' OR o.sort_key LIKE 'mo%')",
      "p.country, p.sort_key, p.id" },
};

/* ---- Measuring */

/* Reads pages in a row and keeps the best time of each; how many there are. */
static size_t pages_of(px_db *db, const px_people_filter *filter, double best[PAGES])
{
    PX_AUTO_ARENA px_arena *keep = px_arena_new();
    px_people_filter f = *filter;
    px_error err = PX_ERROR_INIT;
    px_people_page page;
    size_t n = 0;

    f.max = PAGE;
    do {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        double start = px_bench_now();

        px_bench_demand(px_people_list(db, arena, &f, &page, &err), &err);
        start = (px_bench_now() - start) * 1000;
        best[n] = best[n] > 0 ? PX_MIN(best[n], start) : start;
        n++;
        if (page.more_after)
            f.after = px_arena_str(keep, page.rows[page.count - 1].id);
    } while (n < PAGES && page.more_after);
    return n;
}

static double plain_of(px_db *db, const wanted *w, size_t offset)
{
    char sql[2000];
    sqlite3_stmt *stmt;
    double start;

    (void)snprintf(sql, sizeof(sql),
                   "SELECT p.*, o.name FROM person AS p LEFT JOIN organisation AS o ON o.id = "
                   "p.organisation WHERE %s ORDER BY %s LIMIT %d OFFSET %zu",
                   w->plain, w->order, PAGE + 1, offset);
    if (sqlite3_prepare_v2(px_db_handle(db), sql, -1, &stmt, NULL) != SQLITE_OK) {
        fprintf(stderr, "bench_people: %s\n", sqlite3_errmsg(px_db_handle(db)));
        exit(1);
    }
    start = px_bench_now();
    while (sqlite3_step(stmt) == SQLITE_ROW)
        (void)sqlite3_column_text(stmt, 2);
    start = (px_bench_now() - start) * 1000;
    sqlite3_finalize(stmt);
    return start;
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
    (void)snprintf(work, sizeof(work), "people: %s", w->name);
    return px_bench_line(&(px_bench){ .work = work,
                                      .unit = "ms",
                                      .figure = ours,
                                      .rival = "plain SQL",
                                      .limit = plain,
                                      .goal = 3,
                                      .less_is_better = true });
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
    char directory[] = "/tmp/bench_people.XXXXXX", path[64];
    px_error err = PX_ERROR_INIT;
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_house *house = NULL;
    px_people_count *counts;
    px_db *db = NULL;
    double slowest = 0, start;
    bool good = true;
    size_t n;

    if (!mkdtemp(directory))
        return 1;
    (void)snprintf(path, sizeof(path), "%s/house", directory);
    px_bench_demand(px_house_init(path, NULL, &err), &err);
    px_bench_demand(px_house_open(path, PX_HOUSE_WRITE, &house, &err), &err);
    make_house(house, &err);
    px_bench_demand(px_house_reader(house, &db, &err), &err);
    for (size_t i = 0; i < PX_COUNT(filters); i++)
        good &= measure(db, &filters[i], &slowest);
    start = px_bench_now();
    px_bench_demand(px_people_counts(db, arena, &counts, &n, &err), &err);
    slowest = PX_MAX(slowest, (px_bench_now() - start) * 1000);
    good &= px_bench_line(&(px_bench){ .work = "people: the slowest page, or count",
                                       .unit = "ms",
                                       .figure = slowest,
                                       .rival = "what feels at once",
                                       .limit = 100,
                                       .goal = 1,
                                       .less_is_better = true });
    px_db_close(db);
    px_house_close(house);
    (void)nftw(directory, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    return good ? 0 : 1;
}
