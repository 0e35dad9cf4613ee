/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * demo_train TOKENS FOLDER: trains the small model of the demonstration house, once over all
 * tokens, and writes FOLDER/model.safetensors, config.json and training.json (what the training
 * took). TOKENS is what tools/demo_corpus.pl writes: 16-bit little-endian numbers below VOCABULARY.
 *
 * The model guesses the next token from the CONTEXT tokens before it: their embeddings, one hidden
 * layer, a softmax (Bengio et al., A Neural Probabilistic Language Model, 2003). It is of no use
 * but to be measured: weights that exist, from data that exist. The same tokens give the same
 * weights.
 */
#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/banned.h"

enum {
    VOCABULARY = 321, /* 256 bytes of text, 64 shades of grey, the end of a document */
    WIDTH = 12,
    CONTEXT = 3,
    INPUT = CONTEXT * WIDTH,
    HIDDEN = 32,
    TOKENS_MAX = 16 << 20
};

struct model {
    float embedding[VOCABULARY][WIDTH];
    float hidden_weight[INPUT]
                       [HIDDEN]; /* transposed: rows are added up, which compilers vectorise */
    float hidden_bias[HIDDEN];
    float output_weight[VOCABULARY][HIDDEN];
    float output_bias[VOCABULARY];
};

/* What one token needs on its way through the model and back. */
struct pass {
    float input[INPUT], input_slope[INPUT];
    float hidden[HIDDEN], hidden_slope[HIDDEN];
    float chance[VOCABULARY];
};

static struct model model;
static uint16_t *tokens;
static size_t n_tokens;

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void fail_unexpected(const char *path)
{
    fprintf(stderr, "%s: not as expected\n", path);
    exit(1);
}

static void read_tokens(const char *path)
{
    FILE *in = fopen(path, "rb");
    unsigned char pair[2];

    tokens = malloc(TOKENS_MAX * sizeof(*tokens));
    if (!in || !tokens)
        fail(path);
    while (n_tokens < TOKENS_MAX && fread(pair, 1, 2, in) == 2) {
        tokens[n_tokens] = (uint16_t)(pair[0] | pair[1] << 8);
        if (tokens[n_tokens++] >= VOCABULARY)
            fail_unexpected(path);
    }
    if (fclose(in))
        fail(path);
    if (n_tokens <= CONTEXT)
        fail_unexpected(path);
}

/* A number from -1 to 1; the same row of them in every run. */
static float next_random(void)
{
    static uint64_t state = 20260802;

    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (float)((double)(state >> 33) / (double)(1ULL << 30) - 1.0);
}

static void scatter(float *weights, size_t n, float size)
{
    for (size_t i = 0; i < n; i++)
        weights[i] = size * next_random();
}

static void begin_model(void)
{
    scatter(&model.embedding[0][0], (size_t)VOCABULARY * WIDTH, 0.3f);
    scatter(&model.hidden_weight[0][0], (size_t)INPUT * HIDDEN, 1.0f / sqrtf(INPUT));
    scatter(&model.output_weight[0][0], (size_t)VOCABULARY * HIDDEN, 0.1f);
}

/* Fills the pass for the token at `at`; returns the loss in bits. */
static double forward(struct pass *p, size_t at)
{
    float sum = 0, most = -INFINITY;

    for (size_t c = 0; c < CONTEXT; c++)
        memcpy(p->input + c * WIDTH, model.embedding[tokens[at - CONTEXT + c]],
               sizeof(model.embedding[0]));
    memcpy(p->hidden, model.hidden_bias, sizeof(p->hidden));
    for (size_t i = 0; i < INPUT; i++)
        for (size_t h = 0; h < HIDDEN; h++)
            p->hidden[h] += p->input[i] * model.hidden_weight[i][h];
    for (size_t h = 0; h < HIDDEN; h++)
        p->hidden[h] = tanhf(p->hidden[h]);
    for (size_t v = 0; v < VOCABULARY; v++) {
        float score = model.output_bias[v];

        for (size_t h = 0; h < HIDDEN; h++)
            score += p->hidden[h] * model.output_weight[v][h];
        p->chance[v] = score;
        most = fmaxf(most, score);
    }
    for (size_t v = 0; v < VOCABULARY; v++)
        sum += p->chance[v] = expf(p->chance[v] - most);
    for (size_t v = 0; v < VOCABULARY; v++)
        p->chance[v] /= sum;
    return -log2((double)p->chance[tokens[at]] + 1e-30);
}

/* Moves all weights a step down the slope of the loss. */
static void backward(struct pass *p, size_t at, float step)
{
    memset(p->hidden_slope, 0, sizeof(p->hidden_slope));
    memset(p->input_slope, 0, sizeof(p->input_slope));
    for (size_t v = 0; v < VOCABULARY; v++) {
        float slope = p->chance[v] - (v == tokens[at]);

        for (size_t h = 0; h < HIDDEN; h++) {
            p->hidden_slope[h] += slope * model.output_weight[v][h];
            model.output_weight[v][h] -= step * slope * p->hidden[h];
        }
        model.output_bias[v] -= step * slope;
    }
    for (size_t h = 0; h < HIDDEN; h++) {
        p->hidden_slope[h] *= 1 - p->hidden[h] * p->hidden[h];
        model.hidden_bias[h] -= step * p->hidden_slope[h];
    }
    for (size_t i = 0; i < INPUT; i++)
        for (size_t h = 0; h < HIDDEN; h++) {
            p->input_slope[i] += p->hidden_slope[h] * model.hidden_weight[i][h];
            model.hidden_weight[i][h] -= step * p->hidden_slope[h] * p->input[i];
        }
    for (size_t i = 0; i < INPUT; i++)
        model.embedding[tokens[at - CONTEXT + i / WIDTH]][i % WIDTH] -= step * p->input_slope[i];
}

/* One pass over all tokens; bits a token at the beginning and at the end (a tenth of them each). */
static void train(double *ret_first, double *ret_last)
{
    size_t steps = n_tokens - CONTEXT, tenth = steps / 10 ? steps / 10 : 1;
    struct pass pass;

    *ret_first = *ret_last = 0;
    for (size_t i = 0; i < steps; i++) {
        double bits = forward(&pass, CONTEXT + i);

        if (i < tenth)
            *ret_first += bits / (double)tenth;
        if (i >= steps - tenth)
            *ret_last += bits / (double)tenth;
        backward(&pass, CONTEXT + i, 0.05f * (1 - 0.9f * (float)i / (float)steps));
    }
}

static FILE *create(const char *folder, const char *name, char *path, size_t room)
{
    FILE *out;

    if (snprintf(path, room, "%s/%s", folder, name) >= (int)room) {
        errno = ENAMETOOLONG;
        fail(folder);
    }
    out = fopen(path, "wb");
    if (!out)
        fail(path);
    return out;
}

static void finish(FILE *out, const char *path)
{
    if (fflush(out) || ferror(out) || fclose(out))
        fail(path);
}

static void write_floats(FILE *out, const float *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t bits;

        memcpy(&bits, &values[i], sizeof(bits));
        for (int k = 0; k < 4; k++)
            (void)putc((int)(bits >> 8 * k & 0xff), out);
    }
}

/* The format of safetensors: length of the head, the head as JSON, the bytes of all tensors. */
static void write_weights(const char *folder)
{
    static float turned[HIDDEN][INPUT]; /* a layer's weights by output, as is usual */
    const struct {
        const char *name;
        const float *values;
        size_t rows, columns;
    } tensors[] = {
        { "embedding.weight", &model.embedding[0][0], VOCABULARY, WIDTH },
        { "hidden.bias", model.hidden_bias, 0, HIDDEN },
        { "hidden.weight", &turned[0][0], HIDDEN, INPUT },
        { "output.bias", model.output_bias, 0, VOCABULARY },
        { "output.weight", &model.output_weight[0][0], VOCABULARY, HIDDEN },
    };
    enum { N_TENSORS = sizeof(tensors) / sizeof(*tensors) };
    char path[4096], head[2048] = "{\"__metadata__\":{\"format\":\"pt\"}";
    size_t len = strlen(head), at = 0;
    FILE *out = create(folder, "model.safetensors", path, sizeof(path));

    for (size_t i = 0; i < INPUT; i++)
        for (size_t h = 0; h < HIDDEN; h++)
            turned[h][i] = model.hidden_weight[i][h];
    for (size_t i = 0; i < N_TENSORS; i++) {
        size_t rows = tensors[i].rows, n = (rows ? rows : 1) * tensors[i].columns * 4;
        char shape[64];

        (void)snprintf(shape, sizeof(shape), rows ? "%zu,%zu" : "%.0zu%zu", rows,
                       tensors[i].columns);
        len += (size_t)snprintf(head + len, sizeof(head) - len,
                                ",\"%s\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":"
                                "[%zu,%zu]}",
                                tensors[i].name, shape, at, at + n);
        at += n;
    }
    len += (size_t)snprintf(head + len, sizeof(head) - len, "}");
    while (len % 8)
        head[len++] = ' ';
    for (int k = 0; k < 8; k++)
        (void)putc((int)((uint64_t)len >> 8 * k & 0xff), out);
    (void)fwrite(head, 1, len, out);
    for (size_t i = 0; i < N_TENSORS; i++)
        write_floats(out, tensors[i].values,
                     (tensors[i].rows ? tensors[i].rows : 1) * tensors[i].columns);
    finish(out, path);
}

static void write_config(const char *folder)
{
    char path[4096];
    FILE *out = create(folder, "config.json", path, sizeof(path));

    fprintf(out,
            "{\n  \"architectures\": [\"DemonstrationModel\"],\n"
            "  \"model_type\": \"demonstration\",\n  \"hidden_size\": %d,\n"
            "  \"num_hidden_layers\": 1,\n  \"max_position_embeddings\": %d,\n"
            "  \"vocab_size\": %d,\n  \"torch_dtype\": \"float32\"\n}\n",
            HIDDEN, CONTEXT, VOCABULARY);
    finish(out, path);
}

static void write_training(const char *folder, double seconds, double first, double last)
{
    char path[4096];
    FILE *out = create(folder, "training.json", path, sizeof(path));
    size_t text = 0, grey = 0;

    for (size_t i = 0; i < n_tokens; i++) {
        text += tokens[i] < 256;
        grey += tokens[i] >= 256 && tokens[i] < VOCABULARY - 1;
    }
    fprintf(out,
            "{\n  \"tokens\": %zu,\n  \"text_tokens\": %zu,\n  \"image_tokens\": %zu,\n"
            "  \"epochs\": 1,\n  \"parameters\": %zu,\n  \"processor_seconds\": %.3f,\n"
            "  \"cores\": 1,\n  \"bits_per_token_first\": %.3f,\n"
            "  \"bits_per_token_last\": %.3f\n}\n",
            n_tokens, text, grey, sizeof(model) / sizeof(float), seconds, first, last);
    finish(out, path);
}

static double processor_seconds(void)
{
    struct timespec now;

    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now))
        fail("clock");
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    double began, first, last;

    if (argc != 3) {
        fprintf(stderr, "usage: demo_train TOKENS FOLDER\n");
        return 2;
    }
    read_tokens(argv[1]);
    began = processor_seconds();
    begin_model();
    train(&first, &last);
    write_weights(argv[2]);
    write_config(argv[2]);
    write_training(argv[2], processor_seconds() - began, first, last);
    free(tokens);
    return 0;
}
