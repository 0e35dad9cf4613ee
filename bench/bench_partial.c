/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a crawl of the whole web comes to: rows of so many domains that they do not fit into memory,
 * counted, spilled, merged into a partial and ranked for a report; against GNU sort of
 * their names, with as much memory, in processor time. That knows neither figures nor checksums.
 * Then the peak of memory, which must not grow with the domains. BENCH_DOMAINS changes how many
 * there are (30,000,000).
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "bench.h"

#include "base/child.h"
#include "base/environment.h"
#include "base/file.h"
#include "base/number.h"
#include "corpus/pile.h"
#include "corpus/result.h"

#include "base/banned.h"

#define FOLDER "build/bench-partial"
#define MEMORY ((size_t)64 << 20)
/* The program itself, and buffers for reading and writing runs. */
#define BUFFERS ((size_t)12 << 20)

/* Processor time of this process, or of those that it has started: a busy machine does not change
 * it. */
static double spent(int whose)
{
    struct rusage usage;

    (void)getrusage(whose, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* The names come in no order, each a few times, few of them often. */
static int name_of(uint64_t domains, uint64_t i, char name[64])
{
    uint64_t mixed = (i * 0x9e3779b97f4a7c15U) ^ (i >> 7);

    return snprintf(name, 64, "%s-%jx.example", mixed % 3 ? "www" : "shop",
                    (uintmax_t)((mixed >> 20) * 2654435761U % domains));
}

static void count(px_pile *pile, uint64_t domains)
{
    px_record record = { .role = PX_RECORD_DOCUMENT, .date_state = PX_DATE_KNOWN };
    px_error err = PX_ERROR_INIT;

    record.figures[PX_FIGURE_DOCUMENTS] = 1;
    for (uint64_t i = 0; i < domains; i++) {
        char name[64];
        int len = name_of(domains, i, name);

        record.figures[PX_FIGURE_CONTENT] = 1000 + i % 100000;
        record.date = 1700000000000 + (px_time)(i % 86400) * 1000;
        px_row_add(px_tally_row(px_pile_tally(pile), PX_BY_DOMAIN, PX_MODALITY_TEXT,
                                px_str_n(name, (size_t)len)),
                   &record);
        px_pile_check(pile);
    }
    px_bench_demand(px_pile_failed(pile, &err), &err);
}

/* From records to a report. */
static double run_praxis(uint64_t domains)
{
    static const px_spilling spilling = { FOLDER, MEMORY };
    static const px_partial_head head;
    px_result_options shown = { .top = 20, .memory = MEMORY, .folder = FOLDER };
    double start = spent(RUSAGE_SELF);
    px_pile *pile = px_pile_new(&spilling);
    px_error err = PX_ERROR_INIT;
    px_partial *partial;
    px_result result;
    px_rows *rows;

    count(pile, domains);
    rows = px_pile_rows(pile);
    px_bench_demand(px_partial_keep(rows, &head, FOLDER, "", &partial, &err), &err);
    px_rows_close(rows);
    px_pile_free(pile);
    px_bench_demand(px_result_make(partial, &shown, &result, &err), &err);
    fprintf(stderr, "bench_partial: %ju domains, the top 10 %% hold %ju of %ju bytes\n",
            (uintmax_t)result.n_domains, (uintmax_t)result.tenth_content,
            (uintmax_t)result.domain_content);
    px_result_free(&result);
    px_partial_close(partial);
    return spent(RUSAGE_SELF) - start;
}

static double run_sort(uint64_t domains)
{
    static const char *const argv[] = { "sh", "-c",
                                        "cd " FOLDER " && LC_ALL=C sort --parallel=1 -S 64M -T . "
                                        "names | uniq -c | LC_ALL=C sort --parallel=1 -S 64M -T . "
                                        "-k 1,1nr | tail -n 1",
                                        NULL };
    px_child_spec spec = { .argv = argv, .timeout_ms = 3600000 };
    px_child_result result = { 0 };
    px_error err = PX_ERROR_INIT;
    FILE *f = fopen(FOLDER "/names", "wb");
    double start;

    for (uint64_t i = 0; f && i < domains; i++) {
        char name[64];
        int len = name_of(domains, i, name);

        name[len] = '\n';
        if (fwrite(name, 1, (size_t)len + 1, f) != (size_t)len + 1)
            break;
    }
    if (!f || fclose(f) != 0) {
        fprintf(stderr, "bench_partial: cannot write " FOLDER "/names\n");
        exit(1);
    }
    start = spent(RUSAGE_CHILDREN);
    px_bench_demand(px_child_run(&spec, &result, &err), &err);
    px_child_result_free(&result);
    (void)unlink(FOLDER "/names");
    return spent(RUSAGE_CHILDREN) - start;
}

int main(void)
{
    static const char *const variable[] = { "BENCH_DOMAINS", NULL };
    const char *wish = px_environment_first(variable);
    long long domains = 30000000;
    px_bench speed = { .work = "corpus: many domains, counted, merged and ranked",
                       .unit = "names/s",
                       .rival = "sort | uniq -c | sort",
                       .goal = 0.5 };
    px_bench memory = { .work = "corpus: memory for many domains",
                        .unit = "MB",
                        .rival = "the limit and buffers",
                        .limit = (double)(MEMORY + BUFFERS) / 1e6,
                        .goal = 1.0,
                        .less_is_better = true };
    px_error err = PX_ERROR_INIT;
    struct rusage usage;
    bool good;

    if (wish)
        px_bench_demand(px_parse_int(px_str_of(wish), 1, INT64_MAX, &domains, &err), &err);
    px_bench_demand(px_dir_make(FOLDER, 0755, &err), &err);
    speed.figure = (double)domains / run_praxis((uint64_t)domains);
    (void)getrusage(RUSAGE_SELF, &usage);
    memory.figure = (double)usage.ru_maxrss * 1024 / 1e6;
    speed.limit = (double)domains / run_sort((uint64_t)domains);
    good = px_bench_line(&speed);
    good &= px_bench_line(&memory);
    return good ? 0 : 1;
}
