/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A folder of pictures: what the scan needs for each beyond opening it, reading a few bytes and
 * closing it, which is the least that anybody needs; and mediainfo, which reads all of them in one
 * process. The goal is 100,000 files a second where the bare loop makes 238,000. The pictures are
 * those of a Debian package (bench/corpus_images.sh), read from the page cache by one thread.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "bench.h"

#include "base/child.h"
#include "base/file.h"
#include "corpus/result.h"
#include "corpus/scan.h"

#include "base/banned.h"

#define IMAGE_DIR "build/bench-images"
#define PNG_DIR IMAGE_DIR "/png"
#define LIST IMAGE_DIR "/list"
enum { ROUNDS = 11, LEAST_BYTES = 64 };

static bool run_shell(const char *script)
{
    const char *const argv[] = { "sh", "-c", script, NULL };
    px_child_spec spec = { .argv = argv, .timeout_ms = 600000 };
    px_child_result result = { 0 };
    px_error err = PX_ERROR_INIT;
    bool good = px_child_run(&spec, &result, &err) == 0 && result.exit_status == 0;

    px_child_result_free(&result);
    return good;
}

/* Processor time: a busy machine does not change it. */
static double cpu_now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static size_t files;

/* ---- Rivals */

/* Every file of the folder, relative to it, and of the folders below. */
static void touch_folder(int parent, const char *name)
{
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    struct dirent *entry;

    if (!dir) {
        fprintf(stderr, "bench_corpus_folder: cannot read %s\n", name);
        exit(1);
    }
    while ((entry = readdir(dir)) != NULL) {
        char bytes[LEAST_BYTES];
        int file;

        if (entry->d_type == DT_DIR && entry->d_name[0] != '.')
            touch_folder(fd, entry->d_name);
        if (entry->d_type != DT_REG)
            continue;
        file = openat(fd, entry->d_name, O_RDONLY | O_CLOEXEC);
        if (file >= 0 && pread(file, bytes, sizeof(bytes), 0) > 0)
            files++;
        (void)close(file);
    }
    (void)closedir(dir);
}

static double bare_loop(void)
{
    double start = cpu_now();

    files = 0;
    touch_folder(AT_FDCWD, PNG_DIR);
    return cpu_now() - start;
}

static double mediainfo(void)
{
    double start = px_bench_now();

    if (!run_shell("xargs mediainfo '--Output=Image;%Width% %Height%\\n' <" LIST " >/dev/null"))
        return 0;
    return px_bench_now() - start;
}

/* ---- praxis */

static px_suffix_list *suffixes;

static double scan_by(double (*now)(void))
{
    static const char *const paths[] = { PNG_DIR };
    px_scan_options options = { .threads = 1, .section = PX_SUFFIX_ICANN, .suffixes = suffixes };
    const px_result_options shown = { .top = 20 };
    px_error err = PX_ERROR_INIT;
    px_arena *arena = px_arena_new();
    px_result result;
    px_partial *scan;
    px_input *inputs;
    size_t count;
    double start = now();

    px_bench_demand(px_inputs_find(arena, paths, 1, &inputs, &count, &err), &err);
    px_bench_demand(px_scan_run(inputs, count, &options, &scan, NULL, &err), &err);
    px_bench_demand(px_result_make(scan, &shown, &result, &err), &err);
    if (result.total.figures[PX_FIGURE_DOCUMENTS] != files ||
        result.total.figures[PX_FIGURE_PIXELS] < files) {
        fprintf(stderr, "bench_corpus_folder: pictures are missing\n");
        exit(1);
    }
    px_result_free(&result);
    px_partial_close(scan);
    px_arena_free(arena);
    return now() - start;
}

static bool against_loop(void)
{
    double ours[ROUNDS], theirs[ROUNDS];
    px_bench line = { .work = "corpus: folder of PNG, sizes and pixels",
                      .unit = "files/s",
                      .rival = "opening, reading, closing",
                      .goal = 0.42 };

    for (size_t i = 0; i < ROUNDS; i++) {
        theirs[i] = bare_loop();
        ours[i] = scan_by(cpu_now);
    }
    line.figure = (double)files / px_bench_median(ours, ROUNDS);
    line.limit = (double)files / px_bench_median(theirs, ROUNDS);
    return px_bench_line(&line);
}

static bool against_mediainfo(void)
{
    double ours[ROUNDS], theirs[3];
    px_bench line = { .work = "corpus: folder of PNG, by the clock",
                      .unit = "files/s",
                      .rival = "mediainfo",
                      .goal = 20 };

    for (size_t i = 0; i < PX_COUNT(theirs); i++)
        theirs[i] = mediainfo();
    for (size_t i = 0; i < ROUNDS; i++)
        ours[i] = scan_by(px_bench_now);
    line.figure = (double)files / px_bench_median(ours, ROUNDS);
    line.limit = (double)files / px_bench_median(theirs, PX_COUNT(theirs));
    return px_bench_line(&line);
}

int main(void)
{
    px_error err = PX_ERROR_INIT;
    bool good;

    if (!run_shell("bench/corpus_images.sh " IMAGE_DIR " && find " PNG_DIR
                   " -name '*.png' >" LIST)) {
        fprintf(stderr, "bench_corpus_folder: the pictures cannot be fetched\n");
        return 1;
    }
    px_bench_demand(px_suffix_list_load(NULL, &suffixes, &err), &err);
    good = against_loop();
    if (run_shell("command -v mediainfo"))
        good &= against_mediainfo();
    px_suffix_list_free(suffixes);
    return good ? 0 : 1;
}
