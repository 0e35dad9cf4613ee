/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What bench_duty.sh needs:
 *
 *     duty_tool models HOUSE CLAIMS N   enters N models of one provider, each with the claims of
 *                                       that file (some of them left out, so that what is missing
 *                                       differs), publishes the summary of two in three, and prints
 *                                       the token of a session of the provider's officer
 *     duty_tool sql HOUSE ROUNDS        the milliseconds that SQLite takes for the rows that the
 *                                       work list is made of: the median of so many rounds
 *     duty_tool count HOUSE             has all models counted anew; prints the milliseconds, and
 *                                       those that SQLite takes to read their claims alone
 *     duty_tool register HOUSE N ROUNDS copies the summaries until the register has N, and looks
 *                                       for words in it, from rare ones to such that all have;
 *                                       prints the milliseconds of the slowest of them, for a page
 *                                       with all its counts, and those of one scan of the texts
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

#include "base/file.h"
#include "base/number.h"
#include "drafting/people/person.h"
#include "drafting/people/person_session.h"
#include "duty/claim_json.h"
#include "duty/duty_serve.h"
#include "duty/register.h"

#include "base/banned.h"

enum { LEFT_OUT = 7 /* of so many claims one, another one for each model */ };

static long long number(const char *text)
{
    px_error err = PX_ERROR_INIT;
    long long n = 0;

    px_bench_demand(px_parse_int(px_str_of(text), 1, 1000000, &n, &err), &err);
    return n;
}

static void house_of(const char *path, px_house **ret_house, px_db **ret_db)
{
    px_error err = PX_ERROR_INIT;

    px_bench_demand(px_house_open(path, PX_HOUSE_WRITE, ret_house, &err), &err);
    px_bench_demand(px_house_reader(*ret_house, ret_db, &err), &err);
}

/* ---- Models */

typedef struct making {
    px_arena *arena;
    px_str claims; /* of the file */
    int64_t provider;
    unsigned at;
    px_claim_subject subject;
    char token[PX_TOKEN_LEN + 1];
} making;

static int make_provider(px_db *db, void *arg, px_error *err)
{
    making *m = arg;
    px_provider provider = { .slug = PX_STR("lab"), .name = PX_STR("Example Lab") };
    px_person officer = { .name = PX_STR("Officer"), .mail = PX_STR("officer@example.eu") };
    px_grant grant = { .role = PX_ROLE_COMPLIANCE_OFFICER };
    int rc = px_provider_add(db, m->arena, &provider, "operator", err);

    m->provider = provider.row;
    grant.scope = px_scope_provider(provider.row);
    if (rc >= 0)
        rc = px_person_add(db, m->arena, &officer, err);
    if (rc >= 0)
        rc = px_grant_give(db, &officer, &grant, PX_STR(""), "operator", err);
    px_token_make(m->token);
    return rc < 0 ? rc
                  : px_person_session_open(db, officer.row, PX_SIGN_IN_LINK, px_str_of(m->token),
                                           px_now(), err);
}

/* What is measured beside what the file declares. */
static void add_measured(px_claim *claims, size_t *n, px_arena *arena, unsigned at)
{
    const struct {
        const char *field, *value;
    } facts[] = {
        { "fact.parameters", px_arena_format(arena, "\"%llu\"", 7000000000ULL / (at % 90 + 1)) },
        { "fact.context", "\"4096\"" },
        { "fact.vocabulary", "\"32000\"" },
    };

    for (size_t i = 0; i < PX_COUNT(facts); i++)
        claims[(*n)++] = (px_claim){ .field = px_str_of(facts[i].field),
                                     .value = px_str_of(facts[i].value),
                                     .basis = PX_BASIS_MEASURED,
                                     .method = PX_STR("praxis model inspect") };
}

static int make_model(px_db *db, void *arg, px_error *err)
{
    making *m = arg;
    px_model_entry model = { .provider = m->provider,
                             .name = px_str_of(px_arena_format(m->arena, "Model %04u", m->at)) };
    px_model_version version = { .name = px_str_of(px_arena_format(m->arena, "m-%04u", m->at)) };
    px_claim *read, *claims;
    size_t n_read, n = 0;
    int rc = px_claims_file_read(m->claims, "claims", m->arena, &read, &n_read, err);

    if (rc >= 0)
        rc = px_model_entry_add(db, m->arena, &model, "operator", err);
    version.model = model.row;
    if (rc >= 0)
        rc = px_model_version_add(db, m->arena, &version, "operator", err);
    if (rc < 0)
        return rc;
    m->subject = px_model_subject(&model);
    claims = px_arena_array(m->arena, n_read + 8, sizeof(*claims));
    for (size_t i = 0; i < n_read; i++)
        if ((i + m->at) % LEFT_OUT)
            claims[n++] = read[i];
    add_measured(claims, &n, m->arena, m->at);
    for (size_t i = 0; i < n; i++)
        claims[i].subject = m->subject;
    return px_claim_add(db, m->arena, claims, n, "operator", NULL, err);
}

static int models(const char *path, const char *file, const char *count)
{
    px_arena *arena = px_arena_new();
    making m = { .arena = arena };
    px_error err = PX_ERROR_INIT;
    px_house *house;
    px_db *db;
    char *text;
    size_t len;

    px_bench_demand(px_file_read(file, PX_CLAIMS_FILE_MAX, &text, &len, &err), &err);
    m.claims = px_str_n(text, len);
    house_of(path, &house, &db);
    px_bench_demand(px_house_write(house, make_provider, &m, &err), &err);
    for (long long i = 0; i < number(count); i++) {
        px_publish_order order = { .form = PX_STR(PX_FORM_SUMMARY), .author = "operator" };

        m.arena = px_arena_new();
        m.at = (unsigned)i;
        px_bench_demand(px_house_write(house, make_model, &m, &err), &err);
        order.subject = m.subject;
        if (i % 3)
            px_bench_demand(px_register_publish(house, db, m.arena, &order, &err), &err);
        px_arena_free(m.arena);
    }
    (void)printf("%s\n", m.token);
    free(text);
    px_db_close(db);
    px_house_close(house);
    px_arena_free(arena);
    return 0;
}

/* ---- Plain SQL */

static double read_all(px_db *db, const char *const *statements, size_t n)
{
    double began = px_bench_now();
    px_error err = PX_ERROR_INIT;

    for (size_t i = 0; i < n; i++) {
        px_query query = PX_QUERY_INIT;
        int rc;

        px_bench_demand(px_query_start(db, statements[i], &query, &err), &err);
        while ((rc = px_query_step(&query, &err)) > 0)
            (void)px_query_next_int(&query);
        px_bench_demand(rc, &err);
        px_query_end(&query);
    }
    return 1000 * (px_bench_now() - began);
}

static int sql(const char *path, const char *rounds)
{
    static const char *const statements[] = {
        "SELECT m.id, m.public_id, m.slug, m.name, m.family, p.slug, p.name, s.contradictions FROM "
        "model AS m JOIN provider AS p ON p.id = m.provider JOIN model_state AS s ON s.model = "
        "m.id WHERE m.provider = 1 ORDER BY m.id",
        "SELECT model, form, asked, missing, changed FROM model_form_state ORDER BY model",
        "SELECT model, form, id, number, day, next_update, version FROM document WHERE newest = 1 "
        "AND provider = 1 ORDER BY model, form",
    };
    double times[64];
    long long n = PX_MIN(number(rounds), 64LL);
    px_house *house;
    px_db *db;

    house_of(path, &house, &db);
    for (long long i = 0; i < n; i++)
        times[i] = read_all(db, statements, PX_COUNT(statements));
    (void)printf("%.3f\n", px_bench_median(times, (size_t)n));
    px_db_close(db);
    px_house_close(house);
    return 0;
}

/* ---- Counting anew */

static int make_old(px_db *db, void *unused, px_error *err)
{
    (void)unused;
    return px_db_exec(db, "UPDATE model_state SET changes = changes + 1", err);
}

static int count(const char *path)
{
    static const char *const claims[] = {
        "SELECT id, provider, model, version, field, value, basis, time FROM claim WHERE current = "
        "1 ORDER BY model, field"
    };
    px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_job_work work = { .arena = arena };
    double began, ours;

    house_of(path, &work.house, &work.db);
    px_bench_demand(px_house_write(work.house, make_old, NULL, &err), &err);
    began = px_bench_now();
    px_bench_demand(px_model_state_job(&work, &err), &err);
    ours = 1000 * (px_bench_now() - began);
    (void)printf("%.1f %.1f\n", ours, read_all(work.db, claims, 1));
    px_db_close(work.db);
    px_house_close(work.house);
    px_arena_free(arena);
    return 0;
}

/* ---- The register */

static int copy_summaries(px_db *db, void *arg, px_error *err)
{
    const long long *n = arg;
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "WITH RECURSIVE copy (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM copy LIMIT ?1) INSERT "
        "INTO document (public_id, provider, model, version, form, form_version, number, day, "
        "time, next_update, kept_until, snapshot, size, root, missing, changed, covers, domains, "
        "n_domains, listed, newest, act, shown) SELECT k || '/' || public_id, provider, model, "
        "version, form, form_version, number + k, day, time + k, next_update, kept_until, "
        "snapshot, size, root, missing, changed, covers, domains, n_domains, 0, 0, act, 1 FROM "
        "copy CROSS JOIN document WHERE form = 'summary' AND number = 1 LIMIT ?1 - (SELECT "
        "count(*) FROM document WHERE shown)",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, *n);
    rc = px_query_run(&query, err);
    return rc < 0 ? rc
                  : px_db_exec(db,
                               "INSERT INTO document_text (document, languages, words) SELECT "
                               "c.id, t.languages, t.words || ' copy' || c.number || ' half' || "
                               "(c.id % 2) FROM document AS c JOIN document AS d ON d.model = "
                               "c.model AND d.form = c.form AND d.number = 1 JOIN document_text "
                               "AS t ON t.document = d.id WHERE c.number > 1; INSERT INTO "
                               "document_word (document_word) VALUES ('rebuild')",
                               err);
}

static double look_for(px_db *db, const char *words)
{
    px_arena *arena = px_arena_new();
    px_register_filter filter = { .words = px_str_of(words), .max = 51 };
    px_error err = PX_ERROR_INIT;
    double began = px_bench_now();
    px_register_counts counts;
    px_published *rows;
    size_t n;

    px_bench_demand(px_register_list(db, arena, &filter, &rows, &n, &err), &err);
    px_bench_demand(px_register_count_all(db, arena, &filter, &counts, &err), &err);
    began = px_bench_now() - began;
    px_bench_require(n > 0 && counts.total >= n, "there are such documents");
    px_arena_free(arena);
    return 1000 * began;
}

static int look(const char *path, const char *count, const char *rounds)
{
    static const char *const words[] = { "copy5", "half1", "half1 copy5", "model lab", "" };
    static const char *const scan[] = {
        "SELECT count(*) FROM document_text WHERE instr(words, 'copy5') > 0"
    };
    double ours[PX_COUNT(words)][64], limit[64], slowest = 0;
    long long wanted = number(count), n = PX_MIN(number(rounds), 64LL);
    px_error err = PX_ERROR_INIT;
    px_house *house;
    px_db *db;

    house_of(path, &house, &db);
    px_bench_demand(px_house_write(house, copy_summaries, &wanted, &err), &err);
    for (long long i = 0; i < n; i++) {
        for (size_t w = 0; w < PX_COUNT(words); w++)
            ours[w][i] = look_for(db, words[w]);
        limit[i] = read_all(db, scan, 1);
    }
    for (size_t w = 0; w < PX_COUNT(words); w++)
        slowest = PX_MAX(slowest, px_bench_median(ours[w], (size_t)n));
    (void)printf("%.1f %.1f\n", slowest, px_bench_median(limit, (size_t)n));
    px_db_close(db);
    px_house_close(house);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 5 && strcmp(argv[1], "models") == 0)
        return models(argv[2], argv[3], argv[4]);
    if (argc == 4 && strcmp(argv[1], "sql") == 0)
        return sql(argv[2], argv[3]);
    if (argc == 3 && strcmp(argv[1], "count") == 0)
        return count(argv[2]);
    if (argc == 5 && strcmp(argv[1], "register") == 0)
        return look(argv[2], argv[3], argv[4]);
    (void)fprintf(stderr, "usage: duty_tool models HOUSE CLAIMS N | sql HOUSE ROUNDS | count HOUSE "
                          "| register HOUSE N ROUNDS\n");
    return 2;
}
