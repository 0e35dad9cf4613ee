/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"

#include <string.h>

#include "base/number.h"

#include "base/banned.h"

const px_option px_global_options[] = {
    { "house", N_("DIR"),
      N_("the folder that holds the site (default: $PRAXIS_HOUSE, or ./house)") },
    { "lang", N_("TAG"), N_("language of the messages: en or fr") },
    { "json", NULL, N_("print the result as JSON") },
    { "quiet", NULL, N_("print nothing but errors and what was asked for"), .letter = 'q' },
    { "help", NULL, N_("explain the command and exit"), .letter = 'h' },
    { "version", NULL, N_("print the version and exit") },
    { 0 },
};

/* State of the parser: where it is in argv, and what it fills. */
typedef struct parser {
    int argc, at;
    char **argv;
    px_invocation *run;
    bool only_operands; /* after "--" */
} parser;

const px_command *px_command_find(px_str name)
{
    for (size_t i = 0; px_commands[i]; i++)
        if (px_str_is(name, px_commands[i]->name))
            return px_commands[i];
    return NULL;
}

bool px_command_is_group(const char *word)
{
    size_t len = strlen(word);

    for (size_t i = 0; px_commands[i]; i++)
        if (strncmp(px_commands[i]->name, word, len) == 0 && px_commands[i]->name[len] == ' ')
            return true;
    return false;
}

/* Edits that lead from a to b (Levenshtein), for words of a command line. */
static size_t edit_distance(px_str a, px_str b)
{
    size_t row[33];

    if (a.len > 32 || b.len > 32)
        return 99;
    for (size_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t corner = row[0];

        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t change = corner + (a.ptr[i - 1] != b.ptr[j - 1]);

            corner = row[j];
            row[j] = PX_MIN(change, PX_MIN(row[j], row[j - 1]) + 1);
        }
    }
    return row[b.len];
}

/* Remembers the candidate when it is nearer to word than the best so far, within two edits. */
static void nearer(px_str word, const char *candidate, const char **best, size_t *distance)
{
    size_t d = edit_distance(word, px_str_of(candidate));

    if (d < *distance) {
        *distance = d;
        *best = candidate;
    }
}

int px_command_fail_unknown(const char *name, px_error *err)
{
    px_str word = px_str_of(name);
    const char *best = NULL;
    size_t distance = 3;

    for (size_t i = 0; px_commands[i]; i++) {
        px_str known = px_str_of(px_commands[i]->name);
        px_str first = px_str_sub(known, 0, px_str_find_char(known, ' '));

        nearer(word, px_commands[i]->name, &best, &distance);
        if (edit_distance(word, first) < distance)
            nearer(first, px_commands[i]->name, &best, &distance);
    }
    if (best)
        return px_fail(err, PX_ERR_USAGE,
                       N_("there is no command '{word}'; did you mean '{nearest}'? "
                          "'praxis help' lists all"),
                       "word", name, "nearest", best, NULL);
    return px_fail(err, PX_ERR_USAGE, N_("there is no command '{word}'; 'praxis help' lists all"),
                   "word", name, NULL);
}

static int fail_unknown_option(const px_invocation *run, const char *word, px_error *err)
{
    px_str name = px_str_of(word);
    const char *best = NULL;
    size_t distance = 3;

    while (name.len && name.ptr[0] == '-')
        name = px_str_sub(name, 1, name.len);
    name = px_str_sub(name, 0, px_str_find_char(name, '='));
    for (const px_option *o = px_global_options; o->name; o++)
        nearer(name, o->name, &best, &distance);
    if (run->command)
        for (const px_option *o = run->command->options; o->name; o++)
            nearer(name, o->name, &best, &distance);
    if (best)
        return px_fail(err, PX_ERR_USAGE,
                       N_("there is no option '{word}' here; did you mean '--{nearest}'?"), "word",
                       word, "nearest", best, NULL);
    return px_fail(err, PX_ERR_USAGE, N_("there is no option '{word}' here; see '--help'"), "word",
                   word, NULL);
}

/* Finds the option that a word like "--port", "--port=8" or "-o" names; -1 when none. */
static int option_find(const px_option *options, const char *word, const char **ret_value)
{
    for (int i = 0; options[i].name; i++) {
        size_t len = strlen(options[i].name);

        *ret_value = NULL;
        if (word[1] != '-') {
            if (options[i].letter && word[1] == options[i].letter) {
                *ret_value = word[2] ? word + 2 : NULL;
                return i;
            }
        } else if (strncmp(word + 2, options[i].name, len) == 0 &&
                   (word[2 + len] == '\0' || word[2 + len] == '=')) {
            *ret_value = word[2 + len] == '=' ? word + 2 + len + 1 : NULL;
            return i;
        }
    }
    return -1;
}

/* Takes the value from the word or from the next one; switches take none. */
static int option_value(parser *p, const px_option *option, const char **value, px_error *err)
{
    if (!option->value) {
        if (*value)
            return px_fail(err, PX_ERR_USAGE, N_("the option '--{option}' takes no value"),
                           "option", option->name, NULL);
        *value = "";
        return 0;
    }
    if (!*value && p->at < p->argc)
        *value = p->argv[p->at++];
    if (!*value)
        return px_fail(err, PX_ERR_USAGE, N_("the option '--{option}' needs a value: {operands}"),
                       "option", option->name, "operands", option->value, NULL);
    return 0;
}

static int set_language(px_invocation *run, const char *tag, px_error *err)
{
    const px_language *language = px_language_find(px_str_of(tag));

    if (!language)
        return px_fail(err, PX_ERR_USAGE,
                       N_("there are no messages in the language '{tag}'; take en or fr"), "tag",
                       tag, NULL);
    run->language = language;
    return 0;
}

static int set_global(px_invocation *run, const char *name, const char *value, px_error *err)
{
    if (strcmp(name, "house") == 0)
        run->house = value;
    else if (strcmp(name, "lang") == 0)
        return set_language(run, value, err);
    else if (strcmp(name, "json") == 0)
        run->json = true;
    else if (strcmp(name, "quiet") == 0)
        run->quiet = true;
    else if (strcmp(name, "help") == 0)
        run->help = true;
    else
        run->version = true;
    return 0;
}

static int parse_option(parser *p, const char *word, px_error *err)
{
    px_invocation *run = p->run;
    const char *value;
    int i, rc;

    if (run->command) {
        i = option_find(run->command->options, word, &value);
        if (i >= 0) {
            rc = option_value(p, &run->command->options[i], &value, err);
            if (rc < 0)
                return rc;
            run->values[i] = value;
            return 0;
        }
    }
    i = option_find(px_global_options, word, &value);
    if (i < 0)
        return fail_unknown_option(run, word, err);
    rc = option_value(p, &px_global_options[i], &value, err);
    if (rc < 0)
        return rc;
    return set_global(run, px_global_options[i].name, value, err);
}

/* The first word, or the first two, name the command. */
static int parse_command(parser *p, const char *word, px_error *err)
{
    px_invocation *run = p->run;

    if (run->group) {
        const char *both = px_arena_format(run->arena, "%s %s", run->group, word);

        run->command = px_command_find(px_str_of(both));
        if (!run->command)
            return px_command_fail_unknown(both, err);
        run->group = NULL;
        return 0;
    }
    run->command = px_command_find(px_str_of(word));
    if (run->command)
        return 0;
    if (!px_command_is_group(word))
        return px_command_fail_unknown(word, err);
    run->group = word;
    return 0;
}

static int parse_word(parser *p, const char *word, px_error *err)
{
    px_invocation *run = p->run;

    if (!p->only_operands && strcmp(word, "--") == 0) {
        p->only_operands = true;
        return 0;
    }
    if (!p->only_operands && word[0] == '-' && word[1])
        return parse_option(p, word, err);
    if (!run->command)
        return parse_command(p, word, err);
    if (run->n_operands == PX_MAX_OPERANDS)
        return px_fail(err, PX_ERR_USAGE, N_("there are too many operands, at '{word}'"), "word",
                       word, NULL);
    run->operands[run->n_operands++] = word;
    return 0;
}

/* What the table asks for must be there. */
static int check_complete(const px_invocation *run, px_error *err)
{
    const px_command *command = run->command;

    for (int i = 0; command->options[i].name; i++)
        if (command->options[i].required && !run->values[i])
            return px_fail(err, PX_ERR_USAGE,
                           N_("'praxis {command}' needs the option '--{option} {operands}'; "
                              "see 'praxis {command} --help'"),
                           "command", command->name, "option", command->options[i].name, "operands",
                           command->options[i].value, NULL);
    if (run->n_operands < (size_t)command->min_operands)
        return px_fail(err, PX_ERR_USAGE,
                       N_("'praxis {command}' needs {operands}; see 'praxis {command} --help'"),
                       "command", command->name, "operands", command->operands, NULL);
    if (run->n_operands > (size_t)command->max_operands)
        return px_fail(err, PX_ERR_USAGE,
                       N_("'praxis {command}' does not take '{word}'; "
                          "see 'praxis {command} --help'"),
                       "command", command->name, "word", run->operands[command->max_operands],
                       NULL);
    return 0;
}

int px_command_parse(int argc, char **argv, px_invocation *run, px_error *err)
{
    const char *house = getenv("PRAXIS_HOUSE");
    parser p = { .argc = argc, .at = 1, .argv = argv, .run = run };
    int failed = 0;

    run->house = house && *house ? house : "house";
    run->language = px_language_environment();
    while (p.at < argc) {
        px_error first = PX_ERROR_INIT;
        int rc = parse_word(&p, argv[p.at++], &first);

        /* Read on after an error, so that --lang and --json behind it still hold for it. */
        if (rc < 0 && !failed) {
            failed = rc;
            *err = first;
        }
    }
    if (failed)
        return failed;
    if (run->help || run->version || !run->command)
        return 0;
    return check_complete(run, err);
}

const char *px_invocation_option(const px_invocation *run, const char *name)
{
    for (int i = 0; run->command->options[i].name; i++)
        if (strcmp(run->command->options[i].name, name) == 0)
            return run->values[i];
    return NULL;
}

int px_invocation_int(const px_invocation *run, const char *name, long long min, long long max,
                      long long fallback, long long *ret_value, px_error *err)
{
    const char *text = px_invocation_option(run, name);

    if (!text) {
        *ret_value = fallback;
        return 0;
    }
    if (px_parse_int(px_str_of(text), min, max, ret_value, NULL) < 0) {
        const char *low = px_arena_format(run->arena, "%lld", min);
        const char *high = px_arena_format(run->arena, "%lld", max);

        return px_fail(err, PX_ERR_USAGE,
                       N_("'--{option} {value}' is not a number from {min} to {max}"), "option",
                       name, "value", text, "min", low, "max", high, NULL);
    }
    return 0;
}
