/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Files of comments that are ZIP files: a fuzzer gives one as it is, or parts with NUL between
 * them, which are packed with those that every such file has.
 */
#ifndef PX_FUZZ_COMMENT_PARTS_H
#define PX_FUZZ_COMMENT_PARTS_H

#include <stdlib.h>

#include "drafting/comment/exchange/read.h"
#include "stored_zip.h"

#define PARTS_MAX ((size_t)1 << 20)

typedef struct fixed_part {
    const char *name, *bytes;
} fixed_part;

static int count(const px_comment_row *row, const px_error *fault, void *arg, px_error *err)
{
    (void)row;
    (void)fault;
    (void)err;
    ++*(size_t *)arg;
    return 0;
}

/* The plain form comes as a file. */
static int read_plain(px_str plain, size_t *rows, px_error *err)
{
    FILE *file = plain.len ? fmemopen((char *)(uintptr_t)plain.ptr, plain.len, "r")
                           : fopen("/dev/null", "re");
    int rc = px_comment_read_plain(file, count, rows, err);

    (void)fclose(file);
    return rc;
}

/* What is read comes through the plain form of the jail. */
static void read_file(px_str file, const char *format)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error err = PX_ERROR_INIT;
    size_t rows = 0;

    if (px_comment_parse(file, px_str_of(format), &plain, &err) == 0 &&
        read_plain(px_builder_view(&plain), &rows, &err) < 0)
        abort();
}

static void read_parts(px_str rest, const char *format, const fixed_part *fixed, size_t n_fixed,
                       const char *const *names, size_t n_names)
{
    archive a = { .bytes = PX_BUILDER_INIT(PARTS_MAX), .directory = PX_BUILDER_INIT(PARTS_MAX) };
    px_str part;

    if (px_str_starts(rest, PX_STR("PK"))) {
        read_file(rest, format);
        return;
    }
    for (size_t i = 0; i < n_fixed; i++)
        add_part(&a, fixed[i].name, px_str_of(fixed[i].bytes));
    for (size_t i = 0; i < n_names && px_str_split(&rest, '\0', &part); i++)
        add_part(&a, names[i], part);
    end_archive(&a);
    read_file(px_builder_view(&a.bytes), format);
    px_builder_free(&a.bytes);
    px_builder_free(&a.directory);
}

#endif
