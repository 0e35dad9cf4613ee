/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Publishing a summary with 1,000,000 domains, and the question whether a domain is in one: in each
 * of ten summaries with as many. Rival of the first: SQLite, which inserts the same rows in the
 * order of their keys, one transaction, from memory. Of the second: the same number of lookups of
 * single rows by bare SQLite in the same file.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/macro.h"
#include "base/random.h"
#include "bench.h"
#include "duty/register.h"
#include "store/blob.h"

#include "base/banned.h"

enum { DOMAINS = 1000000, SUMMARIES = 10, QUESTIONS = 2000, ROUNDS = 5 };

static char house_path[] = "/tmp/praxis-bench-duty-XXXXXX";

/* ---- Making */

static void print_domain(px_builder *out, unsigned i)
{
    /* Names in no order, as ranks by content have none. */
    px_builder_format(out, "site%07u.example%u.org", (unsigned)(i * 2654435761u % 9999991u),
                      i % 97);
}

static void make_list(px_house *house, char hash[65])
{
    px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error err = PX_ERROR_INIT;

    px_builder_add(&out, "rank,domain,documents,content_bytes,share\r\n");
    for (unsigned i = 0; i < DOMAINS; i++) {
        px_builder_format(&out, "%u,", i + 1);
        print_domain(&out, i);
        px_builder_format(&out, ",1,%u,0.000001\r\n", 2 * DOMAINS - i);
    }
    px_bench_demand(px_builder_check(&out, &err), &err);
    px_bench_demand(px_blob_put(house, px_builder_view(&out), hash, &err), &err);
    px_builder_free(&out);
}

typedef struct making {
    px_arena *arena;
    const char *hash;
    char slug[16];
    px_claim_subject subject;
} making;

static int make_model(px_db *db, void *arg, px_error *err)
{
    making *m = arg;
    px_model_entry model = { .name = px_str_of(m->slug), .slug = px_str_of(m->slug) };
    px_provider provider;
    px_claim claim = { .field = PX_STR("summary.2.3.h"), .basis = PX_BASIS_DECLARED };
    int rc = px_provider_find(db, m->arena, PX_STR("lab"), &provider, err);

    if (rc < 0) {
        provider = (px_provider){ .name = PX_STR("Lab"), .slug = PX_STR("lab") };
        rc = px_provider_add(db, m->arena, &provider, "operator", err);
    }
    model.provider = provider.row;
    if (rc >= 0)
        rc = px_model_entry_add(db, m->arena, &model, "operator", err);
    if (rc < 0)
        return rc;
    m->subject = (px_claim_subject){ .provider = provider.row, .model = model.row };
    claim.subject = m->subject;
    claim.value = px_str_of(px_arena_format(
        m->arena, "{\"count\":%d,\"file\":\"%s\",\"rule\":\"domains\",\"shown\":[]}", DOMAINS,
        m->hash));
    return px_claim_add(db, m->arena, &claim, 1, "operator", NULL, err);
}

/* ---- The first rival */

static double bare_inserts(void)
{
    char path[64];
    px_arena *arena = px_arena_new();
    px_db *db;
    px_error err = PX_ERROR_INIT;
    double began;
    px_query query = PX_QUERY_INIT;

    (void)snprintf(path, sizeof(path), "%s/bare.db", house_path);
    px_bench_demand(px_db_open(path, PX_DB_CREATE, &db, &err), &err);
    px_bench_demand(px_db_exec(db,
                               "CREATE TABLE d (document INTEGER NOT NULL, reversed TEXT NOT "
                               "NULL, rank INTEGER NOT NULL, bytes INTEGER NOT NULL, PRIMARY "
                               "KEY (document, reversed)) STRICT, WITHOUT ROWID",
                               &err),
                    &err);
    began = px_bench_now();
    px_bench_demand(px_db_exec(db, "BEGIN IMMEDIATE", &err), &err);
    px_bench_demand(px_query_start(db, "INSERT INTO d VALUES (?, ?, ?, ?)", &query, &err), &err);
    for (unsigned i = 0; i < DOMAINS; i++) {
        char name[64];
        int len = snprintf(name, sizeof(name), "org.example%02u.site%07u", i / 10310, i);

        if (i > 0)
            px_query_again(&query);
        px_query_int(&query, 1);
        px_query_str(&query, px_str_n(name, (size_t)len));
        px_query_int(&query, i);
        px_query_int(&query, i);
        px_bench_demand(px_query_run(&query, &err), &err);
    }
    px_query_end(&query);
    px_bench_demand(px_db_exec(db, "COMMIT", &err), &err);
    began = px_bench_now() - began;
    px_db_close(db);
    px_arena_free(arena);
    px_bench_demand(unlink(path), NULL);
    return began;
}

/* ---- Questions */

static double ask(px_db *db, unsigned from)
{
    double began = px_bench_now();

    for (unsigned i = 0; i < QUESTIONS / ROUNDS; i++) {
        px_arena *arena = px_arena_new();
        px_builder name = PX_BUILDER_INIT(128);
        px_error err = PX_ERROR_INIT;
        px_domain_hit *hits;
        px_str asked;
        size_t n;

        px_builder_add(&name, i % 2 ? "www." : "");
        print_domain(&name, (from + i * 977u) % DOMAINS);
        px_bench_demand(
            px_register_domain(db, arena, px_builder_view(&name), &asked, &hits, &n, &err), &err);
        px_bench_require(n == SUMMARIES, "each summary has the domain");
        px_builder_free(&name);
        px_arena_free(arena);
    }
    return (px_bench_now() - began) / (QUESTIONS / ROUNDS);
}

/* As many rows by their keys: one in each document. */
static double bare_lookups(px_db *db, unsigned from)
{
    double began = px_bench_now();
    px_error err = PX_ERROR_INIT;

    for (unsigned i = 0; i < QUESTIONS / ROUNDS; i++)
        for (int document = 1; document <= SUMMARIES; document++) {
            px_query query = PX_QUERY_INIT;
            char name[64];

            (void)snprintf(name, sizeof(name), "org.example%u.site%07u", i % 97, from + i);
            px_bench_demand(px_query_start(db,
                                           "SELECT rank, bytes FROM document_domain WHERE "
                                           "document = ? AND reversed = ?",
                                           &query, &err),
                            &err);
            px_query_int(&query, document);
            px_query_cstr(&query, name);
            px_bench_demand(px_query_step(&query, &err), &err);
            px_query_end(&query);
        }
    return (px_bench_now() - began) / (QUESTIONS / ROUNDS);
}

/* ---- Memory */

/* The most memory, in MB, of a process of its own that opens the house and, with a subject,
 * publishes its summary. */
static double peak_of(const px_claim_subject *subject)
{
    struct rusage usage;
    int status;
    pid_t child = fork();

    px_bench_require(child >= 0, "a process of its own");
    if (child == 0) {
        px_publish_order order = { .form = PX_STR(PX_FORM_SUMMARY), .author = "operator" };
        px_arena *arena = px_arena_new();
        px_error err = PX_ERROR_INIT;
        px_house *house;
        px_db *db;

        px_bench_demand(px_house_open(house_path, PX_HOUSE_WRITE, &house, &err), &err);
        px_bench_demand(px_house_reader(house, &db, &err), &err);
        if (subject) {
            order.subject = *subject;
            px_bench_demand(px_register_publish(house, db, arena, &order, &err), &err);
        }
        _exit(0);
    }
    px_bench_require(wait4(child, &status, 0, &usage) == child && status == 0, "a whole end of it");
    return (double)usage.ru_maxrss / 1024;
}

static bool bench_memory(const px_claim_subject *subject)
{
    double opened = peak_of(NULL), published = peak_of(subject);

    (void)printf("duty: a process that opens the house alone has %.0f MB\n", opened);
    return px_bench_line(&(px_bench){ .work = "duty: most memory while 1,000,000 are published",
                                      .unit = "MB",
                                      .figure = published - opened,
                                      .rival = "the goal of",
                                      .limit = 64,
                                      .goal = 1,
                                      .less_is_better = true });
}

static bool bench_publish(px_house *house, px_db *db)
{
    double ours[SUMMARIES], bare[SUMMARIES];
    px_error err = PX_ERROR_INIT;
    px_claim_subject subject;
    char hash[65];

    make_list(house, hash);
    for (int i = 0; i < SUMMARIES; i++) {
        px_arena *arena = px_arena_new();
        making m = { .arena = arena, .hash = hash };
        px_publish_order order = { .form = PX_STR(PX_FORM_SUMMARY), .author = "operator" };

        (void)snprintf(m.slug, sizeof(m.slug), "model-%d", i);
        px_bench_demand(px_house_write(house, make_model, &m, &err), &err);
        order.subject = subject = m.subject;
        bare[i] = bare_inserts();
        ours[i] = px_bench_now();
        px_bench_demand(px_register_publish(house, db, arena, &order, &err), &err);
        ours[i] = px_bench_now() - ours[i];
        px_bench_require(order.ret_published.n_domains > DOMAINS * 9 / 10, "the domains are there");
        px_arena_free(arena);
    }
    return bench_memory(&subject) &
           px_bench_line(&(px_bench){ .work = "duty: publish a summary with 1,000,000 domains",
                                      .unit = "s",
                                      .figure = px_bench_median(ours, SUMMARIES),
                                      .rival = "SQLite, rows in order",
                                      .limit = px_bench_median(bare, SUMMARIES),
                                      .goal = 4,
                                      .less_is_better = true });
}

int main(void)
{
    px_house_options options = { .name = "Bench" };
    px_error err = PX_ERROR_INIT;
    px_house *house = NULL;
    px_db *db = NULL;
    double ours[ROUNDS], bare[ROUNDS];
    bool reached;

    px_bench_require(mkdtemp(house_path) != NULL, "a folder for the house");
    px_bench_demand(px_house_init(house_path, &options, &err), &err);
    px_bench_demand(px_house_open(house_path, PX_HOUSE_WRITE, &house, &err), &err);
    px_bench_demand(px_house_reader(house, &db, &err), &err);
    reached = bench_publish(house, db);
    for (unsigned i = 0; i < ROUNDS; i++) {
        ours[i] = 1000 * ask(db, i * 1013);
        bare[i] = 1000 * bare_lookups(db, i * 1013);
    }
    reached &= px_bench_line(
        &(px_bench){ .work = "duty: is my domain in one of 10 summaries of 1,000,000?",
                     .unit = "ms",
                     .figure = px_bench_median(ours, ROUNDS),
                     .rival = "SQLite, one row each",
                     .limit = px_bench_median(bare, ROUNDS),
                     .goal = 100,
                     .less_is_better = true });
    px_db_close(db);
    px_house_close(house);
    return reached ? 0 : 1;
}
