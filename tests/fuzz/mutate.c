/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * mutate_TARGET SEEDS INPUTS: a fuzz target in the test ring. It gets every file of the folder of
 * seeds, then so many inputs that are made of them by a fixed sequence of numbers: what the test
 * finds does not depend on chance. (`make fuzz` lets libFuzzer search, guided by what each input
 * reaches.)
 *
 * Prints TAP. An input that a sanitizer or the target itself ends the program for is kept in
 * build/crashes, to be a seed once its cause is mended.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sanitizer/common_interface_defs.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/number.h"

#include "base/banned.h"

#define SEEDS_MAX 2048
#define LENGTH_MAX ((size_t)64 << 10)
/* An input that takes longer hangs. */
#define HANG_SECONDS 60

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__asan_default_options(void);

typedef struct seed {
    char *name;
    uint8_t *bytes;
    size_t size;
} seed;

static seed seeds[SEEDS_MAX];
static size_t seed_count;
static uint8_t input[LENGTH_MAX];
static size_t input_size;
static uint64_t state = 1;

const char *__asan_default_options(void)
{
    return "handle_abort=1:allocator_may_return_null=1:hard_rss_limit_mb=2048";
}

static void give_up(const char *what)
{
    perror(what);
    _exit(2);
}

/* ---- What failed */

static void keep_input(void)
{
    char path[256];
    int fd;

    (void)snprintf(path, sizeof(path), "build/crashes/%s", program_invocation_short_name);

    (void)mkdir("build", 0777);
    (void)mkdir("build/crashes", 0777);
    fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0 || write(fd, input, input_size) != (ssize_t)input_size)
        perror("the input that failed cannot be kept");
    else
        fprintf(stderr, "# the input that failed: %s\n", path);
}

static void on_hang(int number)
{
    (void)number;
    static const char words[] = "# the target does not come to an end\n";

    (void)!write(STDERR_FILENO, words, sizeof(words) - 1);
    abort();
}

/* ---- Seeds */

static int by_name(const void *a, const void *b)
{
    return strcmp(((const seed *)a)->name, ((const seed *)b)->name);
}

static void read_seed(int folder, const char *name)
{
    seed *s = &seeds[seed_count++];
    int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
    ssize_t got;

    s->bytes = malloc(LENGTH_MAX);
    s->name = strdup(name);
    if (fd < 0 || !s->bytes || !s->name)
        give_up(name);
    while ((got = read(fd, s->bytes + s->size, LENGTH_MAX - s->size)) > 0)
        s->size += (size_t)got;
    if (got < 0)
        give_up(name);
    close(fd);
}

static void read_seeds(const char *path)
{
    DIR *folder = opendir(path);
    struct dirent *entry;

    if (!folder)
        give_up(path);
    while ((entry = readdir(folder)) && seed_count < SEEDS_MAX)
        if (entry->d_name[0] != '.')
            read_seed(dirfd(folder), entry->d_name);
    closedir(folder);
    qsort(seeds, seed_count, sizeof(*seeds), by_name);
}

/* ---- Inputs */

/* SplitMix64: the same numbers everywhere. */
static uint64_t next_number(void)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15u);

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static size_t below(size_t bound)
{
    return bound ? (size_t)(next_number() % bound) : 0;
}

/* Puts bytes at a place, over what is there or before it. */
static void put(size_t at, const uint8_t *bytes, size_t size, int over)
{
    size_t rest = input_size - at;

    if (over) {
        memmove(input + at, bytes, size < rest ? size : rest);
        return;
    }
    if (size > LENGTH_MAX - input_size)
        size = LENGTH_MAX - input_size;
    memmove(input + at + size, input + at, rest);
    memcpy(input + at, bytes, size);
    input_size += size;
}

/* A short piece of an input, from anywhere in it. */
static void weave(const uint8_t *bytes, size_t size, int over)
{
    uint8_t piece[256];
    size_t from = below(size), length = 1 + below(below(2) ? 8 : sizeof(piece));

    if (!size)
        return;
    length = length < size - from ? length : size - from;
    memcpy(piece, bytes + from, length);
    put(below(input_size + 1), piece, length, over);
}

static void change(void)
{
    static const char signs[] = "\0\n\r\t \"'<>&/\\{}[]()#*_`|-+=:;,.%0129azAZ\x7F\x80\xC2\xFF";
    const seed *other = &seeds[below(seed_count)];
    size_t at = below(input_size), length;
    uint8_t byte = below(3) ? (uint8_t)signs[below(sizeof(signs) - 1)] : (uint8_t)next_number();

    switch (below(9)) {
    case 0: /* a bit */
        if (input_size)
            input[at] ^= (uint8_t)(1u << below(8));
        break;
    case 1: /* a byte over another */
        put(at, &byte, 1, input_size > 0);
        break;
    case 2: /* a byte more, or many */
        for (length = below(16) ? 1 : below(300); length; length--)
            put(at, &byte, 1, 0);
        break;
    case 3: /* a piece less */
        length = 1 + below(below(4) ? 8 : input_size);
        length = length < input_size - at ? length : input_size - at;
        memmove(input + at, input + at + length, input_size - at - length);
        input_size -= length;
        break;
    case 4: /* a piece again */
        weave(input, input_size, 0);
        break;
    case 5:
        weave(input, input_size, 1);
        break;
    case 6: /* a piece of another seed */
        weave(other->bytes, other->size, 0);
        break;
    case 7:
        weave(other->bytes, other->size, 1);
        break;
    default: /* the end is missing, now and then */
        input_size = below(4) ? input_size : at;
        break;
    }
}

static void try_input(void)
{
    uint8_t *copy = malloc(input_size ? input_size : 1); /* so that reading behind it is seen */

    if (!copy)
        give_up("an input");
    memcpy(copy, input, input_size);
    alarm(HANG_SECONDS);
    (void)LLVMFuzzerTestOneInput(copy, input_size);
    alarm(0);
    free(copy);
}

static void take_seed(const seed *s)
{
    memcpy(input, s->bytes, s->size);
    input_size = s->size;
}

int main(int argc, char **argv)
{
    long long inputs = 0;
    px_error err = PX_ERROR_INIT;

    if (argc != 3 || px_parse_int(px_str_of(argv[2]), 0, 1000000000, &inputs, &err) < 0) {
        fputs("usage: mutate_TARGET SEEDS INPUTS\n", stderr);
        return 2;
    }
    read_seeds(argv[1]);
    if (!seed_count) {
        fprintf(stderr, "mutate: there are no seeds in %s\n", argv[1]);
        return 2;
    }
    __sanitizer_set_death_callback(keep_input);
    signal(SIGALRM, on_hang);
    printf("1..1\n");
    fflush(stdout);
    for (size_t i = 0; i < seed_count; i++) {
        take_seed(&seeds[i]);
        try_input();
    }
    for (long long i = 0; i < inputs; i++) {
        take_seed(&seeds[below(seed_count)]);
        for (size_t n = 1 + below(6); n; n--)
            change();
        try_input();
    }
    printf("ok 1 - %zu seeds and %lld inputs made of them\n", seed_count, inputs);
    for (size_t i = 0; i < seed_count; i++) {
        free(seeds[i].bytes);
        free(seeds[i].name);
    }
    return 0;
}
