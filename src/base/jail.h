/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The jail: foreign bytes are parsed in a child process that holds nothing and can do nothing.
 *
 * px_jail_start forks a zygote before any thread exists. For every job the zygote forks a child,
 * which enters px_sandbox_enter_parser, gets the input, and sends plain data back over a socket.
 * A child that crashes, loops or grows costs its job one clear error (PARSER, TIMEOUT) and nothing
 * else. Any thread may call px_jail_run at the same time.
 *
 * The second jail runs external tools (the table px_jail_tool): the web process itself may not
 * exec.
 */
#ifndef PX_BASE_JAIL_H
#define PX_BASE_JAIL_H

#include <stdio.h>

#include "base/builder.h"
#include "base/error.h"
#include "base/str.h"

/* A parser: reads the input, appends its result (its own plain format) to out. Runs in the child;
 * options is what the caller of px_jail_run passed. An error is carried back whole: its message
 * must come from a string constant. */
typedef int px_jail_fn(px_str input, px_str options, px_builder *out, px_error *err);

typedef struct px_jail_parser {
    const char *name;
    px_jail_fn *parse;
    size_t max_input, max_output;
    unsigned long long max_memory;
    unsigned cpu_seconds, wall_seconds;
} px_jail_parser;

/* An external tool: argv starts with the program; input on standard input, result on standard
 * output. */
typedef struct px_jail_tool {
    const char *name;
    const char *const *argv; /* NULL-terminated */
    const char *package;     /* the Debian package to name when it is missing */
    size_t max_input, max_output;
    unsigned long long max_memory; /* 0: no bound */
    unsigned wall_seconds;
} px_jail_tool;

typedef struct px_jail px_jail;

/* Tables are constant and outlive the jail. Call before the first thread. */
int px_jail_start(const px_jail_parser *parsers, size_t n_parsers, const px_jail_tool *tools,
                  size_t n_tools, px_jail **ret_jail, px_error *err) PX_MUST_CHECK;

/* Closes the sockets: zygote and tool runner end, and are waited for. NULL is fine. */
void px_jail_stop(px_jail *jail);

/* Parses input by the named parser; the result is appended to out. */
int px_jail_run(px_jail *jail, const char *parser, px_str input, px_str options, px_builder *out,
                px_error *err) PX_MUST_CHECK;

/* The same, with the result written to the file as it comes, so that it takes no memory; the file
 * is read from its beginning then. What was written before a failure is no result. */
int px_jail_run_file(px_jail *jail, const char *parser, px_str input, px_str options, FILE *file,
                     px_error *err) PX_MUST_CHECK;

/* Runs the named tool; TOOL_MISSING with the package where it is not installed. */
int px_jail_tool_run(px_jail *jail, const char *tool, px_str input, px_builder *out,
                     px_error *err) PX_MUST_CHECK;

/* True when the zygote and the runner answer. */
bool px_jail_alive(px_jail *jail);

#endif
