/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Parquet: text bytes by domain, against unpacking the same pages (of the columns that are read) by
 * the fastest library of each packing and doing nothing else, and against DuckDB with one thread.
 * The files are written by DuckDB from the lines of bench_corpus.c (tests/rivals/duckdb_bench.mjs):
 * row groups of 4,096 texts of 23 kB, each one page of 93 MB, and 623,000 texts of 200 bytes.
 */
#include "corpus_bench.h"

#include <fcntl.h>
#include <malloc.h>
#include <snappy-c.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "base/child.h"
#include "base/file.h"
#include "base/number.h"
#include "bench.h"
#include "corpus/parquet/parquet_footer.h"
#include "corpus/parquet/unpack.h"

#include "base/banned.h"

enum { PAGES_MAX = 1 << 20, ROOM = 256 << 20 };

static const char *const columns[] = { "text", "url", "date", "language", "token_count" };

static const corpus_bench *bench;

/* ---- Bare unpacking */

typedef struct packed_page {
    const char *at;
    size_t packed, unpacked;
    int64_t packing;
} packed_page;

typedef struct page_list {
    packed_page *pages;
    size_t count;
} page_list;

/* Sizes of the page whose header stands here, and where it ends. */
static const char *read_header(const char *at, const char *end, packed_page *page,
                               uint64_t *entries)
{
    px_thrift t = px_thrift_of(px_str_n(at, (size_t)(end - at)));
    px_thrift_field field = { 0 };

    while (px_thrift_next(&t, &field)) {
        if (field.id == 2) {
            page->unpacked = (size_t)px_thrift_int(&t, &field);
        } else if (field.id == 3) {
            page->packed = (size_t)px_thrift_int(&t, &field);
        } else if (field.id == 5) { /* a page of data, v1: DuckDB writes no others */
            px_thrift_field inner = { 0 };

            while (px_thrift_next(&t, &inner)) {
                if (inner.id == 1)
                    *entries -= (uint64_t)px_thrift_int(&t, &inner);
                else
                    px_thrift_skip(&t, inner.type);
            }
        } else {
            px_thrift_skip(&t, field.type);
        }
    }
    px_bench_require(!t.bad, "the header of a page cannot be read");
    page->at = (const char *)t.at;
    return page->at + page->packed;
}

static void list_chunk(page_list *list, corpus_mapped m, const px_parquet_chunk *chunk)
{
    const char *at = m.ptr + chunk->begin;

    for (uint64_t left = chunk->entries; left > 0;) {
        packed_page *page = &list->pages[list->count++];

        px_bench_require(list->count < PAGES_MAX, "too many pages");
        page->packing = chunk->codec;
        at = read_header(at, m.ptr + m.len, page, &left);
    }
}

static page_list list_pages(const char *path, corpus_mapped m)
{
    page_list list = { px_alloc(PAGES_MAX * sizeof(packed_page)), 0 };
    px_random file = px_random_memory(px_str_n(m.ptr, m.len), path);
    const px_parquet_leaf *leaves[PX_COUNT(columns)];
    px_parquet_footer footer = { 0 };
    px_parquet_state state;
    px_error err = PX_ERROR_INIT;
    bool same;

    px_bench_require(px_parquet_footer_open(&footer, &file, &state, &same, &err) >= 0 &&
                         state == PX_PARQUET_READ,
                     path);
    for (size_t i = 0; i < PX_COUNT(columns); i++)
        leaves[i] = px_parquet_schema_find(&footer.schema, px_str_of(columns[i]));
    px_bench_require(px_parquet_footer_groups(&footer, leaves, PX_COUNT(columns)), path);
    for (size_t g = 0; g < footer.n_groups; g++)
        for (size_t i = 0; i < PX_COUNT(columns); i++)
            list_chunk(&list, m, &footer.groups[g].chunks[i]);
    px_parquet_footer_close(&footer);
    return list;
}

/* Snappy by its own library, as praxis has a decoder of its own. */
static bool unpack_bare(px_unpacker *unpacker, const packed_page *p, char *to)
{
    size_t len = p->unpacked;

    if (p->packing == PX_PACKING_SNAPPY)
        return snappy_uncompress(p->at, p->packed, to, &len) == SNAPPY_OK && len == p->unpacked;
    return px_unpack(unpacker, (px_packing)p->packing, px_str_n(p->at, p->packed), to, len);
}

static double bare_pages(const char *path)
{
    static char *room;
    static page_list list;
    static const char *listed;
    static corpus_mapped m;
    px_unpacker unpacker = { 0 };
    double start;

    if (!room)
        room = px_alloc(ROOM);
    if (listed != path) {
        free(list.pages);
        if (m.ptr)
            (void)munmap((void *)m.ptr, m.len);
        m = corpus_bench_map(path);
        list = list_pages(path, m);
        listed = path;
    }
    start = bench->now();
    for (size_t i = 0; i < list.count; i++) {
        const packed_page *p = &list.pages[i];

        px_bench_require(p->unpacked <= ROOM && unpack_bare(&unpacker, p, room),
                         "a page cannot be unpacked");
    }
    px_unpacker_free(&unpacker);
    return bench->now() - start;
}

/* ---- The inputs, which DuckDB writes */

static bool has_inputs(void)
{
    px_error err = PX_ERROR_INIT;
    bool ready = corpus_bench_rivals();

    if (ready && !px_path_exists(CORPUS_BENCH_DIR "/parquet-ready"))
        ready = corpus_bench_make(CORPUS_BENCH_DIR "/pages.jsonl") &&
                px_file_write(CORPUS_BENCH_DIR "/parquet-ready", PX_STR(""), 0644, &err) == 0;
    return ready;
}

/* ---- Memory */

/* Of this process, in MB: a line of /proc/self/status. */
static double memory_line(const char *name)
{
    FILE *f = fopen("/proc/self/status", "re");
    char line[256];
    double kib = 0;

    px_bench_require(f != NULL, "/proc/self/status");
    while (fgets(line, sizeof(line), f))
        if (strncmp(line, name, strlen(name)) == 0)
            kib = strtod(line + strlen(name), NULL);
    (void)fclose(f);
    return kib * 1024 / 1e6;
}

/* How far the peak of resident memory rises while the file is read. */
static bool compare_memory(const char *name, const char *path)
{
    char work[128];
    px_bench line = {
        .work = work, .unit = "MB", .rival = "bound", .limit = 64, .goal = 1, .less_is_better = true
    };
    double before;
    FILE *f;

    (void)snprintf(work, sizeof(work), "corpus: Parquet, %s, memory", name);
    (void)malloc_trim(0);
    f = fopen("/proc/self/clear_refs", "we"); /* 5: the peak is what there is now */
    px_bench_require(f && fputs("5", f) > 0 && fclose(f) == 0, "/proc/self/clear_refs");
    before = memory_line("VmRSS:");
    (void)bench->all(path);
    line.figure = memory_line("VmHWM:") - before;
    return px_bench_line(&line);
}

/* ---- The lines */

static const struct {
    const char *name, *path;
    double duckdb; /* goal */
} inputs[] = {
    { "snappy", CORPUS_BENCH_DIR "/pages.snappy.parquet", 1.0 },
    { "zstd", CORPUS_BENCH_DIR "/pages.zstd.parquet", 1.0 },
    { "gzip", CORPUS_BENCH_DIR "/pages.gzip.parquet", 2.5 },
    { "LZ4", CORPUS_BENCH_DIR "/pages.lz4_raw.parquet", 1.0 },
    { "brotli", CORPUS_BENCH_DIR "/pages.brotli.parquet", 1.0 },
    { "snappy, short texts", CORPUS_BENCH_DIR "/short.snappy.parquet", 1.0 },
    { "zstd, short texts", CORPUS_BENCH_DIR "/short.zstd.parquet", 1.0 },
};

bool corpus_bench_parquet(const corpus_bench *shared)
{
    bool good = true;

    bench = shared;
    if (!has_inputs())
        return true;
    for (size_t i = 0; i < PX_COUNT(inputs); i++)
        good &= compare_memory(inputs[i].name, inputs[i].path);
    for (size_t i = 0; i < PX_COUNT(inputs); i++) {
        double mb = bench->megabytes(inputs[i].path);
        char work[128];

        (void)snprintf(work, sizeof(work), "corpus: Parquet, %s, sizes and domains",
                       inputs[i].name);
        good &=
            bench->compare(work, inputs[i].path, mb, bench->sizes, "its library", bare_pages, 0.85);
        good &= bench->compare(work, inputs[i].path, mb, bench->sizes, "DuckDB",
                               corpus_bench_duckdb, inputs[i].duckdb);
    }
    return good;
}

/* The row groups of one file are few here: four files are shared out better. */
bool corpus_bench_parquet_two(const corpus_bench *shared)
{
    static const char folder[] = CORPUS_BENCH_DIR "/parquet";

    bench = shared;
    if (!has_inputs())
        return true;
    if (!px_path_exists(CORPUS_BENCH_DIR "/parquet-folder"))
        bench->shell("cd " CORPUS_BENCH_DIR " && rm -rf parquet && mkdir parquet && "
                     "cp pages.snappy.parquet pages.zstd.parquet pages.gzip.parquet "
                     "pages.lz4_raw.parquet parquet && touch parquet-folder");
    return bench->compare("corpus: four Parquet files, two threads", folder,
                          bench->megabytes(folder), bench->two, "one thread", bench->all, 1.9);
}
