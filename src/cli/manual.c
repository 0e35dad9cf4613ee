/* SPDX-License-Identifier: EUPL-1.2 */
/* Man pages in mdoc(7), and completion for bash, from the tables of commands. */
#include <string.h>

#include "base/ascii.h"
#include "cli/help.h"

#include "base/banned.h"

/* The date that the pages carry; moved when the tables change in a way that readers notice. */
#define MANUAL_DATE "November 24, 2026"

/* Text for mdoc: backslashes escaped, a dot or quote at the head of a line guarded, one sentence a
 * line as mandoc asks. */
static void mdoc_text(px_builder *out, const char *text)
{
    bool line_start = true;

    for (const char *p = text; *p; p++) {
        if (line_start && (*p == '.' || *p == '\''))
            px_builder_add(out, "\\&");
        line_start = false;
        if (*p == '\\') {
            px_builder_add(out, "\\e");
        } else if (*p == '-') {
            px_builder_add(out, "\\-");
        } else if (*p == '\n') {
            px_builder_add(out, p[1] == '\n' ? "\n.Pp\n" : "\n");
            while (p[1] == '\n')
                p++;
            line_start = true;
        } else if (*p == ' ' && p > text && p[-1] == '.') {
            px_builder_char(out, '\n');
            line_start = true;
        } else {
            px_builder_char(out, *p);
        }
    }
    px_builder_char(out, '\n');
}

static void section(px_builder *out, const px_language *language, const char *title)
{
    px_builder_format(out, ".Sh %s\n", px_tr(language, title));
}

/* "praxis-code-import". */
static void page_name(px_builder *out, const px_command *command)
{
    px_builder_add(out, "praxis");
    if (!command)
        return;
    px_builder_char(out, '-');
    for (const char *p = command->name; *p; p++)
        px_builder_char(out, (char)(*p == ' ' ? '-' : *p));
}

static void option_list(px_builder *out, const px_language *language, const px_option *table)
{
    px_builder_add(out, ".Bl -tag -width Ds\n");
    for (const px_option *o = table; o->name; o++) {
        px_builder_add(out, ".It ");
        if (o->letter)
            px_builder_format(out, "Fl %c , ", o->letter);
        px_builder_format(out, "Fl \\-%s", o->name);
        if (o->value)
            px_builder_format(out, " Ar %s", px_tr(language, o->value));
        px_builder_char(out, '\n');
        mdoc_text(out, px_tr(language, o->summary));
    }
    px_builder_add(out, ".El\n");
}

static void synopsis(px_builder *out, const px_language *language, const px_command *command)
{
    section(out, language, N_("SYNOPSIS"));
    if (!command) {
        px_builder_add(out, ".Nm\n.Op Ar OPTION ...\n.Ar COMMAND\n.Op Ar OPERAND ...\n");
        return;
    }
    px_builder_format(out, ".Nm praxis\n.Cm %s\n", command->name);
    for (const px_option *o = command->options; o->name; o++) {
        px_builder_format(out, "%sFl \\-%s", o->required ? "." : ".Op ", o->name);
        if (o->value)
            px_builder_format(out, " Ar %s", px_tr(language, o->value));
        px_builder_char(out, '\n');
    }
    if (command->operands)
        px_builder_format(out, ".Ar %s\n", px_tr(language, command->operands));
}

static void exit_statuses(px_builder *out, const px_language *language)
{
    section(out, language, N_("EXIT STATUS"));
    px_builder_add(out, ".Bl -tag -width Ds -compact\n");
    for (int code = 0; code < PX_ERR_COUNT; code++) {
        const px_error_kind *kind = px_error_kind_of((px_errcode)code);

        px_builder_format(out, ".It %d\n", kind->exit_status);
        mdoc_text(out, px_tr(language, kind->title));
    }
    px_builder_add(out, ".It 71\n");
    mdoc_text(out, px_tr(language, N_("the machine has no memory left")));
    px_builder_add(out, ".El\n");
}

static void environment(px_builder *out, const px_language *language)
{
    static const struct {
        const char *name, *meaning;
    } variables[] = {
        { "PRAXIS_HOUSE", N_("the house, where no --house is given") },
        { "PRAXIS_CLOCK", N_("the time to begin at, like 2026-11-24T10:00:00Z, for demonstration "
                             "houses only") },
        { "LC_ALL, LC_MESSAGES, LANG", N_("the language of the messages") },
        { "NO_COLOR", N_("when set, no colours are printed") },
    };

    section(out, language, N_("ENVIRONMENT"));
    px_builder_add(out, ".Bl -tag -width Ds\n");
    for (size_t i = 0; i < PX_COUNT(variables); i++) {
        px_builder_format(out, ".It Ev %s\n", variables[i].name);
        mdoc_text(out, px_tr(language, variables[i].meaning));
    }
    px_builder_add(out, ".El\n");
}

static void command_list(px_builder *out, const px_language *language)
{
    section(out, language, N_("COMMANDS"));
    px_builder_add(out, ".Bl -tag -width Ds\n");
    for (size_t i = 0; px_commands[i]; i++) {
        px_builder_add(out, ".It Xr ");
        page_name(out, px_commands[i]);
        px_builder_add(out, " 1\n");
        mdoc_text(out, px_tr(language, px_commands[i]->summary));
    }
    px_builder_add(out, ".El\n");
}

/* Where the word of a command line ends: at a space outside of quotation marks. */
static size_t word_end(const char *word)
{
    size_t end = 0;

    for (char quote = '\0'; word[end] && (quote || word[end] != ' '); end++) {
        if (quote ? word[end] == quote : strchr("'\"", word[end]) != NULL)
            quote = quote ? '\0' : word[end];
    }
    return end;
}

/* Where a part of a command line ends that stands in one line: an option with its value. */
static size_t part_end(const char *part)
{
    size_t end = word_end(part);

    if (part[0] == '-' && part[end] == ' ' && part[end + 1] != '-')
        end += 1 + word_end(part + end + 1);
    return end;
}

/* A command as it is typed, on as many lines as a terminal of 80 columns needs. */
static void command_line(px_builder *out, const char *line)
{
    enum { COLUMNS = 66 };
    size_t column = strlen("praxis");

    px_builder_add(out, "praxis");
    while (*line) {
        size_t end = part_end(line);

        if (column + 1 + end > COLUMNS) {
            px_builder_add(out, " \\e\n   ");
            column = 3;
        }
        px_builder_char(out, ' ');
        for (size_t i = 0; i < end; i++)
            if (line[i] == '\\' || line[i] == '-')
                px_builder_add(out, line[i] == '-' ? "\\-" : "\\e");
            else
                px_builder_char(out, line[i]);
        column += 1 + end;
        line += end + (line[end] == ' ');
    }
    px_builder_char(out, '\n');
}

static void examples(px_builder *out, const px_language *language, const px_command *command)
{
    if (!command->examples[0].line)
        return;
    section(out, language, N_("EXAMPLES"));
    for (const px_example *e = command->examples; e->line; e++) {
        if (e != command->examples)
            px_builder_add(out, ".Pp\n");
        mdoc_text(out, px_tr(language, e->summary));
        px_builder_add(out, ".Bd -literal -offset indent\n");
        command_line(out, e->line);
        px_builder_add(out, ".Ed\n");
    }
}

static void page_head(px_builder *out, const px_language *language, const px_command *command)
{
    const char *summary = command ? command->summary
                                  : N_("carry a code of practice from its first draft to the proof "
                                       "that it is kept");

    px_builder_add(out, ".\\\" SPDX-License-Identifier: EUPL-1.2\n");
    px_builder_format(out, ".Dd %s\n.Dt ", MANUAL_DATE);
    {
        PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(256);

        page_name(&name, command);
        for (size_t i = 0; i < name.len; i++) {
            char c = name.ptr[i];

            px_builder_char(out, (char)(px_is_lower(c) ? c - 'a' + 'A' : c));
        }
    }
    px_builder_add(out, " 1\n.Os\n");
    section(out, language, N_("NAME"));
    px_builder_add(out, ".Nm ");
    page_name(out, command);
    px_builder_add(out, "\n.Nd ");
    px_builder_format(out, "%s\n", px_tr(language, summary));
}

void px_manual_page(px_builder *out, const px_language *language, const px_command *command)
{
    page_head(out, language, command);
    synopsis(out, language, command);
    section(out, language, N_("DESCRIPTION"));
    mdoc_text(out, command ? px_tr(language, command->description)
                           : px_tr(language, N_("One program and one folder, the house, hold the "
                                                "site of a code of practice: its text in all "
                                                "versions, the log of what was done, and the "
                                                "pages for everybody.")));
    if (command && command->options[0].name)
        option_list(out, language, command->options);
    if (!command) {
        px_builder_add(out, ".Pp\n");
        mdoc_text(out, px_tr(language, N_("Every command takes these options:")));
        option_list(out, language, px_global_options);
        command_list(out, language);
        environment(out, language);
        exit_statuses(out, language);
        return;
    }
    section(out, language, N_("EXIT STATUS"));
    mdoc_text(out, px_tr(language, N_("0 when the work was done; praxis(1) lists what the others "
                                      "mean.")));
    examples(out, language, command);
    section(out, language, N_("SEE ALSO"));
    px_builder_add(out, ".Xr praxis 1\n");
}

static const px_option no_options[] = { { 0 } };

static bool has_option(const px_option *table, const char *name)
{
    for (; table->name; table++)
        if (strcmp(table->name, name) == 0)
            return true;
    return false;
}

/* The options of a table, without those that `hidden` names too. */
static void completion_words(px_builder *out, const px_option *table, const px_option *hidden)
{
    for (const px_option *o = table; o->name; o++)
        if (!has_option(hidden, o->name))
            px_builder_format(out, "--%s ", o->name);
}

/* First words, each once: "backup", "code", ... */
static void first_words(px_builder *out)
{
    px_str last = PX_STR_NONE;

    for (size_t i = 0; px_commands[i]; i++) {
        px_str name = px_str_of(px_commands[i]->name);
        px_str word = px_str_sub(name, 0, px_str_find_char(name, ' '));

        if (px_str_eq(word, last))
            continue;
        px_builder_str(out, word);
        px_builder_char(out, ' ');
        last = word;
    }
}

/* The cases of the commands themselves come first: a group's pattern takes whatever is left. */
static void command_cases(px_builder *out)
{
    for (size_t i = 0; px_commands[i]; i++) {
        px_builder_format(out, "        \"%s\"*) words=\"", px_commands[i]->name);
        completion_words(out, px_commands[i]->options, no_options);
        completion_words(out, px_global_options, px_commands[i]->options);
        px_builder_add(out, "\" ;;\n");
    }
}

static void group_cases(px_builder *out)
{
    px_str group = PX_STR_NONE;

    for (size_t i = 0; px_commands[i]; i++) {
        px_str name = px_str_of(px_commands[i]->name);
        size_t space = px_str_find_char(name, ' ');
        px_str first = px_str_sub(name, 0, space);

        if (space == name.len || px_str_eq(first, group))
            continue;
        group = first;
        px_builder_format(out, "        \"%.*s\"*) words=\"", PX_STR_ARG(first));
        for (size_t k = i; px_commands[k]; k++)
            if (px_str_starts(px_str_of(px_commands[k]->name), px_str_sub(name, 0, space + 1)))
                px_builder_format(out, "%s ", px_commands[k]->name + space + 1);
        px_builder_add(out, "\" ;;\n");
    }
}

void px_completion_bash(px_builder *out)
{
    px_builder_add(out, "# bash completion for praxis, made by 'praxis completion'\n"
                        "_praxis()\n{\n"
                        "    local current=\"${COMP_WORDS[COMP_CWORD]}\" named=\"\" words word\n"
                        "    local global=\"");
    completion_words(out, px_global_options, no_options);
    px_builder_add(out, "\"\n"
                        "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
                        "        [[ $word == -* ]] || named=\"${named:+$named }$word\"\n"
                        "    done\n"
                        "    case \"$named\" in\n"
                        "        \"\") words=\"");
    first_words(out);
    px_builder_add(out, "$global\" ;;\n");
    command_cases(out);
    group_cases(out);
    px_builder_add(out, "        *) words=\"$global\" ;;\n"
                        "    esac\n"
                        "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
                        "    [[ ${#COMPREPLY[@]} -gt 0 ]] || mapfile -t COMPREPLY < <(compgen -f "
                        "-- \"$current\")\n"
                        "}\n"
                        "complete -o filenames -F _praxis praxis\n");
}
