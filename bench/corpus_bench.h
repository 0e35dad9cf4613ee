/* SPDX-License-Identifier: EUPL-1.2 */
/* What bench_corpus.c lends to its parts: scans, and comparing by turns. */
#ifndef PX_CORPUS_BENCH_H
#define PX_CORPUS_BENCH_H

#include <stdbool.h>
#include <stddef.h>

#define CORPUS_BENCH_DIR "build/bench-corpus"

/* Seconds that the work on the file took. */
typedef double corpus_bench_fn(const char *path);

typedef struct corpus_bench {
    double (*now)(void);                /* processor time of all threads */
    corpus_bench_fn *sizes, *all, *two; /* scans: of sizes alone, of everything, by two threads */
    corpus_bench_fn *megabytes;         /* of the file */
    void (*shell)(const char *script);
    /* Some rounds of each by turns, and one line of the medians. */
    bool (*compare)(const char *work, const char *path, double mb, corpus_bench_fn *own,
                    const char *rival, corpus_bench_fn *other, double goal);
} corpus_bench;

/* A file in memory; ends the program where it cannot be read. */
typedef struct corpus_mapped {
    const char *ptr;
    size_t len;
} corpus_mapped;
corpus_mapped corpus_bench_map(const char *path);

/* Whether the rivals of tests/rivals can be had from npm; says so once where they cannot. */
bool corpus_bench_rivals(void);
/* Writes the inputs of Parquet from the lines of this file. */
bool corpus_bench_make(const char *lines);
/* Processor time of DuckDB (Parquet, lines) and of warcio.js. */
double corpus_bench_duckdb(const char *path);
double corpus_bench_warcio(const char *path);

/* The lines of Parquet: by processor time, and by the clock. */
bool corpus_bench_parquet(const corpus_bench *bench);
bool corpus_bench_parquet_two(const corpus_bench *bench);

#endif
