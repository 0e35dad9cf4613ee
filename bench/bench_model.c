/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Heads of weights: 100,000 tensors of safetensors, as a large mixture of experts has them, read,
 * checked and counted; against jansson, which parses the same head and does nothing else. Then the
 * memory that it takes, against the length of the head. Processor time, the middle of several
 * rounds by turns.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "bench.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/json_read.h"
#include "model/inspect.h"

#include "base/banned.h"

#define FOLDER "build/bench-model"
#define WEIGHTS FOLDER "/model.safetensors"
enum { TENSORS = 100000, ROUNDS = 9, LAYERS = 64, PARTS = 3 };

static double spent(void)
{
    struct rusage usage;

    (void)getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static size_t peak(void)
{
    struct rusage usage;

    (void)getrusage(RUSAGE_SELF, &usage);
    return (size_t)usage.ru_maxrss * 1024;
}

/* The head alone; its length in front, and a few bytes for each tensor behind, are for praxis. */
static void make_head(px_builder *head)
{
    static const char *const names[PARTS] = { "gate_proj", "up_proj", "down_proj" };

    px_builder_char(head, '{');
    for (unsigned i = 0; i < TENSORS; i++)
        px_builder_format(head,
                          "%s\"model.layers.%u.mlp.experts.%u.%s.weight\":{\"dtype\":\"BF16\","
                          "\"shape\":[2,4],\"data_offsets\":[%u,%u]}",
                          i ? "," : "", i / PARTS % LAYERS, i / PARTS / LAYERS, names[i % PARTS],
                          16 * i, 16 * i + 16);
    px_builder_char(head, '}');
}

static int fill(void *arg, int fd, px_error *err)
{
    const px_builder *head = arg;
    static const char zeros[16 * TENSORS / 100];
    char length[8];
    int rc;

    for (unsigned i = 0; i < sizeof(length); i++)
        length[i] = (char)(head->len >> (8 * i));
    rc = px_fd_write(fd, WEIGHTS, px_str_n(length, sizeof(length)), err);
    if (rc >= 0)
        rc = px_fd_write(fd, WEIGHTS, px_builder_view(head), err);
    for (unsigned i = 0; rc >= 0 && i < 100; i++)
        rc = px_fd_write(fd, WEIGHTS, px_str_n(zeros, sizeof(zeros)), err);
    return rc;
}

static double run_praxis(void)
{
    double start = spent();
    px_arena *arena = px_arena_new();
    px_error err = PX_ERROR_INIT;
    px_model *model;

    px_bench_demand(px_model_inspect(WEIGHTS, NULL, arena, &model, &err), &err);
    px_bench_require(model->tensors == TENSORS &&
                         model->parameters.total.value == (uint64_t)8 * TENSORS,
                     "all tensors are counted");
    px_arena_free(arena);
    return (spent() - start) * 1000;
}

static double run_jansson(const px_builder *head)
{
    double start = spent();
    json_error_t error;
    json_t *value = json_loadb(head->ptr, head->len, JSON_REJECT_DUPLICATES, &error);

    px_bench_require(json_object_size(value) == TENSORS, "jansson reads the head");
    json_decref(value);
    return (spent() - start) * 1000;
}

int main(void)
{
    px_builder head = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_bench speed = { .work = "model: a head of 100,000 tensors",
                       .unit = "ms",
                       .rival = "jansson, parsing alone",
                       .goal = 1.0,
                       .less_is_better = true };
    px_bench memory = { .work = "model: memory for that head",
                        .unit = "MB",
                        .rival = "the head itself",
                        .goal = 0.75,
                        .less_is_better = true };
    double ours[ROUNDS], theirs[ROUNDS];
    px_error err = PX_ERROR_INIT;
    size_t before;
    bool good;

    make_head(&head);
    px_bench_demand(px_dir_make(FOLDER, 0755, &err), &err);
    px_bench_demand(px_file_fill(WEIGHTS, fill, &head, 0644, &err), &err);
    before = peak();
    ours[0] = run_praxis();
    memory.figure = (double)(peak() - before) / 1e6;
    memory.limit = (double)head.len / 1e6;
    for (unsigned i = 0; i < ROUNDS; i++) {
        ours[i] = run_praxis();
        theirs[i] = run_jansson(&head);
    }
    speed.figure = px_bench_median(ours, ROUNDS);
    speed.limit = px_bench_median(theirs, ROUNDS);
    good = px_bench_line(&speed);
    good &= px_bench_line(&memory);
    px_builder_free(&head);
    return good ? 0 : 1;
}
