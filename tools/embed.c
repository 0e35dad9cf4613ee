/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * embed SYMBOL OUTPUT [FILE...]: writes a C file with the table SYMBOL (see base/embedded.h) that
 * holds the bytes of the files, sorted by file name. Runs at build time only.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(base_name(*(char *const *)a), base_name(*(char *const *)b));
}

/* Writes the bytes of one file as an array; returns their number, or exits. */
static size_t embed_bytes(FILE *out, const char *path, int index)
{
    FILE *in = fopen(path, "rb");
    size_t len = 0;
    int c;

    if (!in) {
        perror(path);
        exit(1);
    }
    fprintf(out, "static const unsigned char file_%d[] = {", index);
    while ((c = getc(in)) != EOF)
        fprintf(out, "%s%d,", len++ % 24 == 0 ? "\n" : "", c);
    fprintf(out, "0\n};\n"); /* a NUL behind the bytes, not counted */
    (void)fclose(in);
    return len;
}

int main(int argc, char **argv)
{
    size_t *lens;
    FILE *out;

    if (argc < 3) {
        fprintf(stderr, "usage: embed SYMBOL OUTPUT [FILE...]\n");
        return 2;
    }
    out = fopen(argv[2], "wb");
    lens = calloc((size_t)argc, sizeof(*lens));
    if (!out || !lens) {
        perror(argv[2]);
        exit(1);
    }
    qsort(argv + 3, (size_t)(argc - 3), sizeof(*argv), by_name);
    fprintf(out, "/* Made by tools/embed.c. */\n#include \"base/embedded.h\"\n");
    for (int i = 3; i < argc; i++)
        lens[i] = embed_bytes(out, argv[i], i - 3);
    fprintf(out, "const px_embedded %s[] = {\n", argv[1]);
    for (int i = 3; i < argc; i++)
        fprintf(out, "    { \"%s\", file_%d, %zu },\n", base_name(argv[i]), i - 3, lens[i]);
    fprintf(out, "    { NULL, NULL, 0 },\n};\n");
    free(lens);
    if (fclose(out) != 0) {
        perror(argv[2]);
        return 1;
    }
    return 0;
}
