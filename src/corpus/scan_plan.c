/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/scan_plan.h"

#include <openssl/evp.h>

#include "base/builder.h"
#include "base/environment.h"
#include "base/number.h"

#include "base/banned.h"

/* What opening a file costs, in bytes read: small files are spread, too. */
enum { FILE_COST = 64 << 10 };

static void free_digest(EVP_MD_CTX **digest)
{
    EVP_MD_CTX_free(*digest);
}

int px_scan_plan_hash(const px_input *inputs, size_t count, char ret_hash[65], px_error *err)
{
    PX_CLEANUP(free_digest) EVP_MD_CTX *digest = EVP_MD_CTX_new();
    unsigned char hash[EVP_MAX_MD_SIZE];
    bool fine = digest && EVP_DigestInit_ex(digest, EVP_sha256(), NULL) == 1;

    for (size_t i = 0; fine && i < count; i++) {
        char size[32];
        int len = snprintf(size, sizeof(size), " %ju\n", (uintmax_t)inputs[i].size);

        fine = EVP_DigestUpdate(digest, inputs[i].name, strlen(inputs[i].name) + 1) == 1 &&
               EVP_DigestUpdate(digest, size, (size_t)len) == 1;
    }
    if (!fine || EVP_DigestFinal_ex(digest, hash, NULL) != 1)
        return px_fail(err, PX_ERR_FAILED, N_("the hash function failed"), NULL);
    for (size_t i = 0; i < 32; i++)
        (void)snprintf(ret_hash + 2 * i, 3, "%02x", hash[i]);
    return 0;
}

/* ---- Which inputs are whose */

static int compare_sizes(const void *a, const void *b)
{
    const px_input *x = *(const px_input *const *)a, *y = *(const px_input *const *)b;

    if (x->size != y->size)
        return x->size > y->size ? -1 : 1;
    return strcmp(x->name, y->name);
}

static int compare_names(const void *a, const void *b)
{
    const px_input *x = *(const px_input *const *)a, *y = *(const px_input *const *)b;

    return strcmp(x->name, y->name);
}

typedef struct plan_load {
    uint64_t bytes;
    unsigned rank;
} plan_load;

static bool is_lighter(const plan_load *a, const plan_load *b)
{
    return a->bytes != b->bytes ? a->bytes < b->bytes : a->rank < b->rank;
}

/* Adds to the first of the heap, which has the least, and puts it where it belongs. */
static void load_first(plan_load *heap, unsigned of, uint64_t bytes)
{
    plan_load moved = heap[0];
    unsigned at = 0;

    moved.bytes += bytes;
    for (;;) {
        unsigned child = 2 * at + 1;

        if (child >= of)
            break;
        if (child + 1 < of && is_lighter(&heap[child + 1], &heap[child]))
            child++;
        if (is_lighter(&moved, &heap[child]))
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = moved;
}

size_t px_scan_plan_choose(const px_input *inputs, size_t count, unsigned rank, unsigned of,
                           const px_input ***ret_chosen)
{
    PX_AUTO_FREE plan_load *heap = px_alloc_zero(of, sizeof(*heap));
    const px_input **order = px_alloc((count + 1) * sizeof(*order));
    size_t n = 0;

    for (unsigned i = 0; i < of; i++)
        heap[i].rank = i;
    for (size_t i = 0; i < count; i++)
        order[i] = &inputs[i];
    qsort(order, count, sizeof(*order), compare_sizes);
    for (size_t i = 0; i < count; i++) {
        if (heap[0].rank == rank)
            order[n++] = order[i];
        load_first(heap, of, order[i]->again ? 0 : order[i]->size + FILE_COST);
    }
    qsort(order, n, sizeof(*order), compare_names);
    *ret_chosen = order;
    return n;
}

/* ---- Which part is ours */

typedef struct rank_variable {
    const char *name;
    unsigned first; /* what it counts from */
} rank_variable;

static const rank_variable rank_variables[] = {
    { "SLURM_ARRAY_TASK_ID", 0 },  { "OMPI_COMM_WORLD_RANK", 0 }, { "PMI_RANK", 0 },
    { "JOB_COMPLETION_INDEX", 0 }, { "SGE_TASK_ID", 1 },          { "SLURM_PROCID", 0 },
};

int px_scan_plan_rank(unsigned of, unsigned *ret_rank, px_error *err)
{
    for (size_t i = 0; i < PX_COUNT(rank_variables); i++) {
        const rank_variable *variable = &rank_variables[i];
        const char *const names[] = { variable->name, NULL };
        const char *value = px_environment_first(names);
        long long first = variable->first, rank;

        /* Grid Engine says so where a job is no array. */
        if (!value || strcmp(value, "undefined") == 0)
            continue;
        if (px_parse_int(px_str_of(value), first, first + of - 1, &rank, err) < 0) {
            px_error_add(err, "variable", variable->name);
            return px_fail(err, PX_ERR_INVALID,
                           N_("{variable} is '{value}', which is none of the {of} parts; they "
                              "count from {first}"),
                           "variable", variable->name, "value", value, "of",
                           px_error_arg(err, "of"), "first", first ? "1" : "0", NULL);
        }
        *ret_rank = (unsigned)(rank - first);
        return 0;
    }
    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("no scheduler says which part this is; give it by --rank"), NULL);
}

/* The number of digits of `of`, so that the names sort as the parts do. */
char *px_scan_plan_output(const char *output, unsigned rank, unsigned of)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const char *base = strrchr(output, '/');
    const char *dot = strrchr(base ? base + 1 : output, '.');
    size_t stem = dot && dot > (base ? base + 1 : output) ? (size_t)(dot - output) : strlen(output);
    int digits = snprintf(NULL, 0, "%u", of);

    px_builder_format(&name, "%.*s.%0*u-of-%u%s", (int)stem, output, digits, rank, of,
                      output + stem);
    return px_builder_detach(&name, NULL);
}
