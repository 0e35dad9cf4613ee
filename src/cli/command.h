/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Commands are constant tables, one file cmd_NAME.c each, listed in commands.c. Parsing, --help,
 * the man pages, shell completion and the tests of completeness are made from them.
 *
 * Options written before the command are global ones. Behind it, the command's own options come
 * first and hide a global one of the same name: `praxis --lang fr code import F --lang en` speaks
 * French and imports an English text.
 */
#ifndef PX_CLI_COMMAND_H
#define PX_CLI_COMMAND_H

#include "base/arena.h"
#include "base/error.h"
#include "base/message.h"
#include "base/str.h"

typedef struct px_option {
    const char *name;    /* "port", written --port; NULL ends a table */
    const char *value;   /* name of the value in help, "N", or NULL for a switch */
    const char *summary; /* message id */
    char letter;         /* 'o' for -o, or 0 */
    bool required;
} px_option;

typedef struct px_example {
    const char *line;    /* without the leading "praxis"; NULL ends a table */
    const char *summary; /* message id */
} px_example;

typedef struct px_invocation px_invocation;
typedef int px_command_fn(px_invocation *run, px_error *err);

typedef struct px_command {
    const char *name;        /* "code import": one or two words */
    const char *operands;    /* for the usage line, "FILE", or NULL */
    const char *summary;     /* message id, one line */
    const char *description; /* message id, whole sentences; paragraphs are set apart by "\n\n" */
    const px_option *options;
    const px_example *examples;
    int min_operands, max_operands;
    px_command_fn *run;
} px_command;

enum { PX_MAX_OPTIONS = 32, PX_MAX_OPERANDS = 8192 };

/* A parsed command line. Everything in it lives as long as argv and the arena. */
struct px_invocation {
    px_arena *arena;
    const px_command *command;          /* NULL: none was named */
    const char *group;                  /* a first word that names a group only ("code"), or NULL */
    const char *values[PX_MAX_OPTIONS]; /* by position in command->options; "" for a switch */
    const char *operands[PX_MAX_OPERANDS];
    size_t n_operands;
    const char *house;           /* --house, PRAXIS_HOUSE, or "house" */
    const px_language *language; /* --lang, or the environment's */
    bool json, quiet, help, version;
};

/* All commands, sorted by name; NULL after the last. */
extern const px_command *const px_commands[];

/* The options that every command takes. */
extern const px_option px_global_options[];

/* Exact name, or NULL. */
const px_command *px_command_find(px_str name);

/* True for a first word such as "code" that only two-word commands begin with. */
bool px_command_is_group(const char *word);

/* USAGE for a word that names no command, with the nearest one where there is one. */
int px_command_fail_unknown(const char *name, px_error *err);

/* Fills run from the arguments; run->arena is set by the caller. USAGE with the offending word, and
 * the nearest known one where there is one. On failure language and json are still usable. */
int px_command_parse(int argc, char **argv, px_invocation *run, px_error *err) PX_MUST_CHECK;

/* The value of the command's own option: NULL when it was not given, "" for a switch. */
const char *px_invocation_option(const px_invocation *run, const char *name);

/* An integer option within bounds, or fallback when it was not given. */
int px_invocation_int(const px_invocation *run, const char *name, long long min, long long max,
                      long long fallback, long long *ret_value, px_error *err) PX_MUST_CHECK;

#endif
