/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Errors. A function that can fail returns 0 or a negative px_errcode and fills one px_error.
 *
 * The error keeps a message id and named arguments; the sentence is made at the edge, in the
 * language of whoever reads it (px_error_format). A px_error is a plain value: it owns nothing,
 * so it needs no release and can be copied. Library code never prints and never exits; the one
 * exception is px_out_of_memory().
 *
 * Messages: a whole sentence without final stop, lower case, what failed first, the subject
 * quoted, then what to do:  N_("cannot open the house '{path}'; make one with 'praxis init'")
 */
#ifndef PX_BASE_ERROR_H
#define PX_BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/macro.h"

typedef enum px_errcode {
    PX_OK = 0,
#define PX_ERROR(name, stable, exit_status, http_status, title) PX_ERR_##name,
#include "base/errors.def"
#undef PX_ERROR
    PX_ERR_COUNT
} px_errcode;

#define PX_ERROR_MAX_ARGS 8

typedef struct px_error {
    px_errcode code;
    const char *message; /* message id, a string constant; NULL while there is no error */
    unsigned n_args;
    const char *arg_names[PX_ERROR_MAX_ARGS]; /* string constants */
    unsigned short arg_at[PX_ERROR_MAX_ARGS]; /* offset of each value in text */
    unsigned short text_len;
    char text[1024]; /* the values, each ended by NUL; what does not fit is cut with "..." */
} px_error;

#define PX_ERROR_INIT ((px_error){ .code = PX_OK })

/* One row of errors.def. */
typedef struct px_error_kind {
    const char *stable_name;
    int exit_status;
    int http_status;
    const char *title; /* message id */
} px_error_kind;

/* Fills err (which may be NULL) and returns -code. The arguments are pairs of a name (a string
 * constant) and a value (copied, any string or NULL), ended by NULL:
 *     return px_fail(err, PX_ERR_NOT_FOUND, N_("no code '{code}'"), "code", code, NULL);
 * A later failure overwrites an earlier one. */
int px_fail(px_error *err, px_errcode code, const char *message, ...) PX_SENTINEL;

/* Like px_fail for a failed system call: adds the argument "reason" with the system's words for
 * errnum, and picks the code from errnum (ENOSPC: FULL, EACCES and EROFS: READ_ONLY, EADDRINUSE:
 * PORT_IN_USE, ENOENT: NOT_FOUND, EEXIST: EXISTS, others: IO). */
int px_fail_errno(px_error *err, int errnum, const char *message, ...) PX_SENTINEL;

/* Both return less than 0. That is said to the compilers, which then see that what a function
 * leaves untouched on failure is not read after it. */
#define px_fail(...) PX_NEGATIVE(px_fail(__VA_ARGS__))
#define px_fail_errno(...) PX_NEGATIVE(px_fail_errno(__VA_ARGS__))

/* Adds or replaces one argument, for callers that know more (a line number, a file name). */
void px_error_add(px_error *err, const char *name, const char *value);

/* The value of an argument, or NULL. Valid as long as err is. */
const char *px_error_arg(const px_error *err, const char *name);

/* The row for a code; never NULL (an unknown code gives that of FAILED). */
const px_error_kind *px_error_kind_of(px_errcode code);

/* Ends the process with one line on standard error and exit status 71. Inputs are bounded before
 * they are read, so only a machine without memory, or a parser child at its limit, gets here. */
PX_NORETURN void px_out_of_memory(void);

/* Never fail: end the process instead (px_out_of_memory). The caller frees with free(). */
void *px_alloc(size_t size) PX_MUST_CHECK __attribute__((malloc, alloc_size(1)));
void *px_alloc_zero(size_t count, size_t size) PX_MUST_CHECK;
void *px_realloc(void *p, size_t size) PX_MUST_CHECK;
char *px_strdup(const char *s) PX_MUST_CHECK;

#endif
