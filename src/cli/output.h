/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What commands print. Results go to standard output, sentences about the work too unless --quiet;
 * errors go to standard error, as a sentence or, with --json, as an object with type, status,
 * message and arguments.
 */
#ifndef PX_CLI_OUTPUT_H
#define PX_CLI_OUTPUT_H

#include "base/builder.h"
#include "base/json_write.h"
#include "cli/command.h"

/* Prints a message with its arguments and a newline, unless --quiet or --json was given; the
 * arguments are pairs of name and C string, ended by NULL. */
void px_say(const px_invocation *run, const char *message, ...) PX_SENTINEL;

/* Prints text as it is. */
void px_print(px_str text);

/* Prints a result, or writes it to the file of --output and says so. */
int px_print_result(const px_invocation *run, px_str result, px_error *err) PX_MUST_CHECK;

/* Prints a JSON Schema of data/schemas by the name of its file; DAMAGED where the program was built
 * without it. */
int px_print_schema(const char *name, px_error *err) PX_MUST_CHECK;

/* Starts the JSON result {"schema":1, ...; px_print_json_end closes, checks and prints it. */
void px_print_json(px_json *json, px_builder *out);
int px_print_json_end(px_json *json, px_error *err) PX_MUST_CHECK;

/* The sentence "praxis: ..." of an error, or its object, on standard error. */
void px_print_error(const px_invocation *run, const px_error *err);

/* Columns of the terminal on standard output; 0 in a pipe. */
size_t px_terminal_width(void);

/* Columns for the text of provisions, on a terminal and elsewhere. */
#define PX_TEXT_WIDTH 78

/* Appends text wrapped to width columns, each line after `indent` spaces; paragraphs are set apart
 * by empty lines. */
void px_wrap(px_builder *out, px_str text, size_t indent, size_t width);

#endif
