/* SPDX-License-Identifier: EUPL-1.2 */
/* Rivals from npm (tests/rivals), each as a process of its own that tells its processor time. */
#include <stdio.h>
#include <stdlib.h>

#include "corpus_bench.h"

#include "base/child.h"
#include "base/number.h"

#include "base/banned.h"

static bool run(const char *const argv[], double *ret_seconds)
{
    px_child_spec spec = { .argv = argv, .timeout_ms = 1800000 };
    px_child_result result = { 0 };
    px_error err = PX_ERROR_INIT;
    bool good = px_child_run(&spec, &result, &err) == 0 && result.exit_status == 0;

    if (good && ret_seconds)
        good = px_parse_real(px_str_trim(px_builder_view(&result.out)), 0, 1e6, ret_seconds,
                             &err) >= 0;
    px_child_result_free(&result);
    return good;
}

bool corpus_bench_rivals(void)
{
    static int ready = -1;
    const char *const prepare[] = { "tests/rivals/prepare.sh", NULL };

    if (ready < 0) {
        ready = run(prepare, NULL);
        if (!ready)
            fprintf(stderr,
                    "bench_corpus: no lines with DuckDB and warcio.js: npm cannot be had\n");
    }
    return ready;
}

bool corpus_bench_make(const char *lines)
{
    const char *const argv[] = { "node",           "tests/rivals/duckdb_bench.mjs",
                                 "make",           lines,
                                 CORPUS_BENCH_DIR, NULL };

    return run(argv, NULL);
}

static double seconds_of(const char *const argv[], const char *name)
{
    double seconds = 0;

    if (!run(argv, &seconds)) {
        fprintf(stderr, "bench_corpus: %s cannot read the file\n", name);
        exit(1);
    }
    return seconds;
}

double corpus_bench_duckdb(const char *path)
{
    const char *const argv[] = { "node", "tests/rivals/duckdb_bench.mjs", "time", path, NULL };

    return seconds_of(argv, "DuckDB");
}

double corpus_bench_warcio(const char *path)
{
    const char *const argv[] = { "node", "tests/rivals/warcio_bench.mjs", path, NULL };

    return seconds_of(argv, "warcio.js");
}
