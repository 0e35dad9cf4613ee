/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Child processes: a command with its arguments (never a shell), input from memory, output and
 * messages gathered up to a cap, a limit on time.
 */
#ifndef PX_BASE_CHILD_H
#define PX_BASE_CHILD_H

#include "base/builder.h"
#include "base/error.h"
#include "base/str.h"

typedef struct px_child_spec {
    const char *const *argv; /* NULL-terminated; argv[0] is looked up in PATH */
    const char *const *env;  /* NULL-terminated "NAME=value" list; NULL passes only PATH, LANG=C */
    px_str input;            /* written to standard input, then closed */
    size_t max_output;       /* cap for standard output and for standard error; 0 means 1 MiB */
    unsigned timeout_ms;     /* 0 means 60 s; the child's process group is killed after it */
} px_child_spec;

typedef struct px_child_result {
    int exit_status; /* of exit(2), or 128 + signal */
    px_builder out, err;
} px_child_result;

/* Frees both outputs. */
void px_child_result_free(px_child_result *result);

/* Runs the command to its end, from any thread. 0 whenever it ran, whatever its exit status;
 * TOOL_MISSING when argv[0] is not found or may not be run, TIMEOUT, TOO_LARGE, IO; then it has
 * been killed and ret_result is untouched. Processes that it leaves behind in its group end with
 * it. A child that does not read its input is no failure. */
int px_child_run(const px_child_spec *spec, px_child_result *ret_result,
                 px_error *err) PX_MUST_CHECK;

#endif
