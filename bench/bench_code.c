/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The text: how fast a large bill (Akoma Ntoso, 3.3 MB) is read, imported and compared.
 *
 *   parse     XML into an outline, against expat alone on the same bytes, with handlers that do
 *             nothing
 *   import    the whole import: a process that parses, matching, rows, blob, act,
 *             commit; against expat and bare insertion of the same rows in one transaction, into a
 *             database made and opened in the same way. The goal is 2.5, since the rival needs no
 *             process of its own, keeps no file and hashes nothing
 *   publish   the same and publishing, which freezes, hashes and fills the search; against expat
 *             and bare insertion of rows and search text, with the same tokenizer
 *   compare   two versions, the new one with 200 random edits, moves and deletions, without ids:
 *             plain forms, matching, kinds of change, words inside what was reworded. Its limit is
 *             to look at every word of both once (count it in a hash table), which takes some
 *             3 ms; 60 times that is 0.2 s, well below the 0.5 s that a reader would wait
 *   growth    the same for the text four times over, each copy in words of its own, with four times
 *             the changes; against what n log n makes of the single text
 *
 * By turns, the middle of the rounds. PX_SHARED_DATA tells where the bill is; where it is absent, a
 * generated one stands for it.
 */
#include <expat.h>
#include <ftw.h>
#include <lzma.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

#include "base/arena.h"
#include "base/builder.h"
#include "base/file.h"
#include "code/akn/import_akn.h"
#include "code/compare/compare.h"
#include "code/compare/word_diff.h"
#include "code/import.h"
#include "code/plain.h"
#include "store/migration.h"

#include "base/banned.h"

#define ROUNDS 9
#define XML_MAX ((size_t)64 << 20)
#define CHANGES 200

static const char *bill_name = "the generated bill";

/* ---- The bill */

/* A bill of the same order of size, in words that differ from place to place. */
static px_str generate(px_builder *out)
{
    unsigned long long state = 1;

    px_builder_add(out, "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">"
                        "<bill name=\"bill\"><body>");
    for (int a = 1; a <= 1500; a++) {
        px_builder_format(out,
                          "<article eId=\"art_%d\"><num>Article %d</num><heading>On matter "
                          "%d</heading>",
                          a, a, a);
        for (int p = 1; p <= 4; p++) {
            px_builder_format(out, "<paragraph><num>%d.</num><content><p>", p);
            for (int w = 0; w < 60; w++) {
                state = state * 6364136223846793005ull + 1442695040888963407ull;
                px_builder_format(out, "w%llx ", (state >> 33) % 5000);
            }
            px_builder_add(out, "</p></content></paragraph>");
        }
        px_builder_add(out, "</article>");
    }
    px_builder_add(out, "</body></bill></akomaNtoso>");
    return px_builder_view(out);
}

/* The real one, taken out of its xz file; false where it is not there. */
static bool read_real(px_builder *out)
{
    const char *base = getenv("PX_SHARED_DATA");
    PX_AUTO_FREE char *path =
        px_path_join(base && *base ? base : PX_SHARED_DATA, "akoma-ntoso/leos/bill_big.xml.xz");
    PX_AUTO_FREE char *data = NULL, *xml = NULL;
    uint64_t memory = (uint64_t)256 << 20;
    size_t len = 0, in = 0, done = 0;

    if (px_file_read(path, XML_MAX, &data, &len, NULL) < 0)
        return false;
    xml = px_alloc(XML_MAX);
    if (lzma_stream_buffer_decode(&memory, 0, NULL, (const uint8_t *)data, &in, len, (uint8_t *)xml,
                                  &done, XML_MAX) != LZMA_OK)
        return false;
    px_builder_str(out, px_str_n(xml, done));
    bill_name = "the bill of LEOS";
    return true;
}

/* ---- expat alone */

static void start_nothing(void *arg, const XML_Char *name, const XML_Char **attributes)
{
    (void)arg;
    (void)name;
    (void)attributes;
}

static void end_nothing(void *arg, const XML_Char *name)
{
    (void)arg;
    (void)name;
}

static void text_nothing(void *arg, const XML_Char *text, int len)
{
    (void)arg;
    (void)text;
    (void)len;
}

static void run_expat(px_str xml)
{
    XML_Parser parser = XML_ParserCreateNS(NULL, ' ');

    XML_SetElementHandler(parser, start_nothing, end_nothing);
    XML_SetCharacterDataHandler(parser, text_nothing);
    if (XML_Parse(parser, xml.ptr, (int)xml.len, 1) != XML_STATUS_OK) {
        fprintf(stderr, "bench_code: expat does not read the bill\n");
        exit(1);
    }
    XML_ParserFree(parser);
}

static void bench_parse(px_str xml)
{
    double praxis[ROUNDS], expat[ROUNDS];
    char work[80];

    for (int i = 0; i < ROUNDS; i++) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        px_outline outline = { .arena = arena };
        px_error err = PX_ERROR_INIT;
        double start = px_bench_now();

        px_bench_demand(px_import_akn_outline(xml, &outline, &err), &err);
        praxis[i] = (px_bench_now() - start) * 1000;
        start = px_bench_now();
        run_expat(xml);
        expat[i] = (px_bench_now() - start) * 1000;
    }
    (void)snprintf(work, sizeof(work), "code: parse %.1f MB of Akoma Ntoso", (double)xml.len / 1e6);
    (void)px_bench_line(&(px_bench){ .work = work,
                                     .unit = "ms",
                                     .figure = px_bench_median(praxis, ROUNDS),
                                     .rival = "expat alone",
                                     .limit = px_bench_median(expat, ROUNDS),
                                     .goal = 3,
                                     .less_is_better = true });
}

/* ---- praxis imports */

static px_import import_of(px_arena *arena, px_str outline)
{
    return (px_import){
        .code = PX_STR("bench"),
        .label = PX_STR("1"),
        .language = PX_STR("en"),
        .outline = outline,
        .author = "operator",
        .arena = arena,
        .source = { .name = PX_STR("bill.xml"), .format = PX_STR("akn") },
    };
}

static px_jail *jail; /* started while this process is still small, as command and server do */

/* The whole import, and publishing where that is wanted; gives the milliseconds. */
static double run_import(px_house *house, px_str xml, bool publish)
{
    PX_AUTO_BUILDER px_builder outline = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const px_importer *importer;
    px_error err = PX_ERROR_INIT;
    double start = px_bench_now();
    px_import import;

    px_bench_demand(
        px_import_parse(jail, "akn", "bill.xml", xml, PX_STR_NONE, &outline, &importer, &err),
        &err);
    import = import_of(arena, px_builder_view(&outline));
    px_bench_demand(px_import_into_house(house, &import, xml, false, &err), &err);
    if (publish) {
        px_publish version = {
            .code = import.code,
            .label = import.label,
            .author = "operator",
            .accept_doubts = true,
        };

        px_bench_demand(px_house_write(house, px_version_publish, &version, &err), &err);
    }
    return (px_bench_now() - start) * 1000;
}

static px_house *new_house(const char *directory, const char *name, int round)
{
    PX_AUTO_BUILDER px_builder path = PX_BUILDER_INIT(4096);
    px_house *house = NULL;
    px_error err = PX_ERROR_INIT;

    px_builder_format(&path, "%s/%s-%d", directory, name, round);
    px_bench_demand(px_house_init(px_builder_cstr(&path), NULL, &err), &err);
    px_bench_demand(px_house_open(px_builder_cstr(&path), PX_HOUSE_WRITE, &house, &err), &err);
    return house;
}

/* ---- Bare insertion of the same rows */

typedef struct copied {
    const char *select, *insert;
    int columns;
    bool search;
    sqlite3_value **values;
    size_t count; /* of values */
} copied;

#define NO_ROWS NULL, 0

/* What an import and its publication leave, but for a handful of rows. */
static copied tables[] = {
    { "SELECT id, name, created FROM code", "INSERT INTO code (id, name, created) VALUES (?, ?, ?)",
      3, false, NO_ROWS },
    { "SELECT id, code, label, created FROM version",
      "INSERT INTO version (id, code, label, created) VALUES (?, ?, ?, ?)", 4, false, NO_ROWS },
    { "SELECT id, code, lasting_id FROM provision ORDER BY id",
      "INSERT INTO provision (id, code, lasting_id) VALUES (?, ?, ?)", 3, false, NO_ROWS },
    { "SELECT id, version, provision, parent, position, depth, kind, eid, alias, extra FROM node "
      "ORDER BY id",
      "INSERT INTO node (id, version, provision, parent, position, depth, kind, eid, alias, extra) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      10, false, NO_ROWS },
    { "SELECT node, language, number, heading, text, hash FROM node_text ORDER BY node",
      "INSERT INTO node_text (node, language, number, heading, text, hash) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      6, false, NO_ROWS },
    { "SELECT id, kind, item, language, code, version, part, current, within, words "
      "FROM search_item ORDER BY id",
      "INSERT INTO search_item (id, kind, item, language, code, version, part, current, within, "
      "words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      10, true, NO_ROWS },
    { "SELECT rowid, title, body, keys FROM search_en ORDER BY rowid",
      "INSERT INTO search_en (rowid, title, body, keys) VALUES (?, ?, ?, ?)", 4, true, NO_ROWS },
    { "SELECT language, word, stem, form, docs FROM search_word ORDER BY language, word",
      "INSERT INTO search_word (language, word, stem, form, docs) VALUES (?, ?, ?, ?, ?)", 5, true,
      NO_ROWS },
};

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *stmt = NULL;

    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK) {
        fprintf(stderr, "bench_code: %s\n", sqlite3_errmsg(db));
        exit(1);
    }
    return stmt;
}

static void copy_table(sqlite3 *db, copied *table)
{
    sqlite3_stmt *stmt = prepare(db, table->select);
    size_t room = 0;

    while (sqlite3_step(stmt) == SQLITE_ROW) {
        for (int i = 0; i < table->columns; i++) {
            if (table->count == room) {
                room = PX_MAX(2 * room, (size_t)1024);
                table->values = px_realloc(table->values, room * sizeof(sqlite3_value *));
            }
            table->values[table->count++] = sqlite3_value_dup(sqlite3_column_value(stmt, i));
        }
    }
    (void)sqlite3_finalize(stmt);
}

static void copy_rows(px_house *house)
{
    px_error err = PX_ERROR_INIT;
    PX_AUTO_DB px_db *db = NULL;

    px_bench_demand(px_house_reader(house, &db, &err), &err);
    for (size_t i = 0; i < PX_COUNT(tables); i++)
        copy_table(px_db_handle(db), &tables[i]);
}

static void forget_rows(void)
{
    for (size_t t = 0; t < PX_COUNT(tables); t++) {
        for (size_t i = 0; i < tables[t].count; i++)
            sqlite3_value_free(tables[t].values[i]);
        free(tables[t].values);
    }
}

static void insert_table(sqlite3 *db, const copied *table)
{
    sqlite3_stmt *stmt = prepare(db, table->insert);

    for (size_t i = 0; i < table->count; i += (size_t)table->columns) {
        for (int c = 0; c < table->columns; c++)
            (void)sqlite3_bind_value(stmt, c + 1, table->values[i + (size_t)c]);
        if (sqlite3_step(stmt) != SQLITE_DONE) {
            fprintf(stderr, "bench_code: %s\n", sqlite3_errmsg(db));
            exit(1);
        }
        (void)sqlite3_reset(stmt);
    }
    (void)sqlite3_finalize(stmt);
}

static double run_bare(const char *directory, int round, px_str xml, bool search)
{
    PX_AUTO_BUILDER px_builder path = PX_BUILDER_INIT(4096);
    px_error err = PX_ERROR_INIT;
    PX_AUTO_DB px_db *db = NULL;
    double start;

    px_builder_format(&path, "%s/bare-%d-%d.db", directory, search, round);
    px_bench_demand(px_db_open(px_builder_cstr(&path), PX_DB_CREATE, &db, &err), &err);
    px_bench_demand(px_migrate(db, &err), &err);
    start = px_bench_now();
    run_expat(xml);
    px_bench_demand(px_db_exec(db, "BEGIN IMMEDIATE", &err), &err);
    for (size_t i = 0; i < PX_COUNT(tables); i++)
        if (search || !tables[i].search)
            insert_table(px_db_handle(db), &tables[i]);
    px_bench_demand(px_db_exec(db, "COMMIT", &err), &err);
    return (px_bench_now() - start) * 1000;
}

static void bench_import(const char *directory, px_str xml, bool publish)
{
    double praxis[ROUNDS], bare[ROUNDS];

    for (int i = 0; i < ROUNDS; i++) {
        px_house *house = new_house(directory, publish ? "published" : "imported", i);

        praxis[i] = run_import(house, xml, publish);
        px_house_close(house);
        bare[i] = run_bare(directory, i, xml, publish);
    }
    (void)px_bench_line(
        &(px_bench){ .work = publish ? "code: import and publish" : "code: import",
                     .unit = "ms",
                     .figure = px_bench_median(praxis, ROUNDS),
                     .rival = publish ? "expat, bare rows and search" : "expat and bare rows",
                     .limit = px_bench_median(bare, ROUNDS),
                     .goal = publish ? 2 : 2.5,
                     .less_is_better = true });
}

/* ---- Comparing */

static unsigned long long seed = 88172645463325252ull;

static size_t any(size_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (size_t)(seed % below);
}

/* The text with a mark behind every word of letters, so that each copy has words of its own. */
static px_str in_other_words(px_arena *arena, px_str text, char mark)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(XML_MAX);
    bool letter = false;

    for (size_t i = 0; i <= text.len; i++) {
        char c = i < text.len ? (char)(text.ptr[i] | 0x20) : ' ';
        bool now = c >= 'a' && c <= 'z';

        if (letter && !now && mark)
            px_builder_char(&out, mark);
        if (i < text.len)
            px_builder_char(&out, text.ptr[i]);
        letter = now;
    }
    return px_arena_str(arena, px_builder_view(&out));
}

static px_text times(px_arena *arena, const px_text *text, size_t copies)
{
    px_text all = { .language = text->language };

    all.nodes = px_arena_array(arena, text->count * copies, sizeof(*all.nodes));
    for (size_t c = 0; c < copies; c++) {
        for (size_t i = 0; i < text->count; i++) {
            px_node *node = &all.nodes[all.count++];
            char mark = (char)(c ? 'A' + (int)c : 0);

            *node = text->nodes[i];
            node->heading = in_other_words(arena, node->heading, mark);
            node->text = in_other_words(arena, node->text, mark);
        }
    }
    return all;
}

static bool is_leaf(const px_text *text, size_t i)
{
    return text->nodes[i].text.len > 20 &&
           (i + 1 == text->count || text->nodes[i + 1].depth <= text->nodes[i].depth);
}

static size_t any_leaf(const px_text *text)
{
    size_t i = any(text->count);

    while (!is_leaf(text, i))
        i = (i + 1) % text->count;
    return i;
}

/* One word in eight becomes another one. */
static void edit(px_arena *arena, px_node *node)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(XML_MAX);
    px_str rest = node->text, word;

    while (px_str_split(&rest, ' ', &word)) {
        px_builder_add(&out, out.len ? " " : "");
        if (any(8) == 0)
            px_builder_format(&out, "word%zu", any(100000));
        else
            px_builder_str(&out, word);
    }
    node->text = px_arena_str(arena, px_builder_view(&out));
}

static void take_out(px_text *text, size_t at)
{
    memmove(&text->nodes[at], &text->nodes[at + 1], (text->count - at - 1) * sizeof(*text->nodes));
    text->count--;
}

/* To the place of another leaf of the same depth. */
static void move(px_text *text, size_t at)
{
    px_node node = text->nodes[at];
    size_t to;

    take_out(text, at);
    do
        to = any_leaf(text);
    while (text->nodes[to].depth != node.depth);
    memmove(&text->nodes[to + 1], &text->nodes[to], (text->count - to) * sizeof(node));
    text->nodes[to] = node;
    text->count++;
}

static px_text changed(px_arena *arena, const px_text *text, size_t changes)
{
    px_text copy = *text;

    copy.nodes = px_arena_array(arena, text->count + 1, sizeof(*copy.nodes));
    memcpy(copy.nodes, text->nodes, text->count * sizeof(*copy.nodes));
    for (size_t i = 0; i < changes; i++) {
        size_t at = any_leaf(&copy);

        if (i % 4 == 0)
            take_out(&copy, at);
        else if (i % 4 == 1)
            move(&copy, at);
        else
            edit(arena, &copy.nodes[at]);
    }
    return copy;
}

static double run_compare(const px_text *old_text, const px_text *new_text)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_match_side a, b;
    px_comparison comparison;
    px_error err = PX_ERROR_INIT;
    double start = px_bench_now();

    px_bench_demand(px_match_side_of_text(arena, old_text, false, &a, &err), &err);
    px_bench_demand(px_match_side_of_text(arena, new_text, false, &b, &err), &err);
    px_compare(arena, &a, &b, &comparison);
    for (size_t i = 0; i < comparison.count; i++) {
        const px_change *change = &comparison.changes[i];
        px_word_diff diff;

        if (change->reworded)
            px_word_diff_make(arena, a.nodes[change->old_node].text, b.nodes[change->new_node].text,
                              &diff);
    }
    return (px_bench_now() - start) * 1000;
}

/* Looks at every word once: a count in a hash table. */
static void count_words(px_str text, unsigned *counts, size_t mask)
{
    unsigned hash = 2166136261u;

    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (c > ' ') {
            hash = (hash ^ c) * 16777619u;
            continue;
        }
        counts[hash & mask]++;
        hash = 2166136261u;
    }
    counts[hash & mask]++;
}

static double run_words(const px_text *old_text, const px_text *new_text)
{
    const px_text *texts[] = { old_text, new_text };
    size_t room = (size_t)1 << 16;
    double start = px_bench_now();
    PX_AUTO_FREE unsigned *counts = px_alloc_zero(room, sizeof(*counts));

    for (size_t t = 0; t < 2; t++) {
        for (size_t i = 0; i < texts[t]->count; i++) {
            count_words(texts[t]->nodes[i].heading, counts, room - 1);
            count_words(texts[t]->nodes[i].text, counts, room - 1);
        }
    }
    return (px_bench_now() - start) * 1000;
}

/* The milliseconds of a comparison of the text so many times over; words: of its limit. */
static double measure(const px_text *text, size_t copies, double *ret_words, size_t *ret_nodes)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_text old_text = times(arena, text, copies);
    px_text new_text = changed(arena, &old_text, CHANGES * copies);
    double praxis[ROUNDS], words[ROUNDS];

    for (int i = 0; i < ROUNDS; i++) {
        praxis[i] = run_compare(&old_text, &new_text);
        words[i] = run_words(&old_text, &new_text);
    }
    *ret_words = px_bench_median(words, ROUNDS);
    *ret_nodes = old_text.count;
    return px_bench_median(praxis, ROUNDS);
}

static void bench_compare(px_house *house)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    double ms[3], words[3], n;
    size_t nodes[3];
    px_error err = PX_ERROR_INIT;
    PX_AUTO_DB px_db *db = NULL;
    px_version version;
    px_code code;
    px_text text;

    px_bench_demand(px_house_reader(house, &db, &err), &err);
    px_bench_demand(px_code_find(db, arena, PX_STR("bench"), PX_STR("en"), &code, &err), &err);
    px_bench_demand(px_version_find(db, arena, &code, PX_STR("1"), PX_STR("en"), &version, &err),
                    &err);
    px_bench_demand(px_version_text(db, arena, &version, PX_STR("en"), &text, &err), &err);
    for (size_t i = 0; i < 3; i++)
        ms[i] = measure(&text, (size_t)1 << i, &words[i], &nodes[i]);
    (void)px_bench_line(&(px_bench){ .work = "code: compare, 200 changes, without ids",
                                     .unit = "ms",
                                     .figure = ms[0],
                                     .rival = "looking at every word once",
                                     .limit = words[0],
                                     .goal = 60,
                                     .less_is_better = true });
    n = (double)nodes[0];
    (void)px_bench_line(&(px_bench){ .work = "code: compare, 4 times the text",
                                     .unit = "ms",
                                     .figure = ms[2],
                                     .rival = "n log n of the single text",
                                     .limit = ms[0] * 4 * log(4 * n) / log(n),
                                     .goal = 1.25,
                                     .less_is_better = true });
    printf("  (%zu, %zu, %zu provisions: %.0f, %.0f, %.0f ms)\n", nodes[0], nodes[1], nodes[2],
           ms[0], ms[1], ms[2]);
}

/* ---- All */

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

int main(void)
{
    PX_AUTO_BUILDER px_builder xml = PX_BUILDER_INIT(XML_MAX);
    const char *base = getenv("TMPDIR");
    char directory[4096];
    px_error err = PX_ERROR_INIT;
    px_house *house;
    px_str bill;

    px_bench_demand(px_jail_start(px_code_parsers, px_code_parser_count, NULL, 0, &jail, &err),
                    &err);
    (void)snprintf(directory, sizeof(directory), "%s/praxis-bench-XXXXXX",
                   base && *base ? base : "/tmp");
    if (!mkdtemp(directory)) {
        perror(directory);
        return 1;
    }
    bill = read_real(&xml) ? px_builder_view(&xml) : generate(&xml);
    printf("code: measured with %s\n", bill_name);
    bench_parse(bill);
    house = new_house(directory, "first", 0);
    (void)run_import(house, bill, true);
    copy_rows(house);
    bench_import(directory, bill, false);
    bench_import(directory, bill, true);
    bench_compare(house);
    px_house_close(house);
    px_jail_stop(jail);
    forget_rows();
    (void)nftw(directory, remove_one, 32, FTW_DEPTH | FTW_PHYS);
    return 0;
}
