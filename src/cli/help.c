/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/help.h"

#include <string.h>

#include "base/table.h"
#include "cli/output.h"

#include "base/banned.h"

enum { HELP_WIDTH = 80, HELP_COLUMN = 24 };

static void heading(px_builder *out, const px_language *language, const char *title)
{
    px_builder_char(out, '\n');
    px_builder_add(out, px_tr(language, title));
    px_builder_char(out, '\n');
}

/* "  NAME   text", the text wrapped in its column. */
static void entry(px_builder *out, px_str name, const char *text)
{
    PX_AUTO_BUILDER px_builder wrapped = PX_BUILDER_INIT(64 * 1024);
    px_str lines;
    size_t wide = px_display_width(name) + 2;

    px_wrap(&wrapped, px_str_of(text), HELP_COLUMN, HELP_WIDTH);
    lines = px_builder_view(&wrapped);
    px_builder_add(out, "  ");
    px_builder_str(out, name);
    if (wide >= HELP_COLUMN - 1) {
        px_builder_char(out, '\n');
        px_builder_str(out, lines);
        return;
    }
    for (size_t i = wide; i < HELP_COLUMN; i++)
        px_builder_char(out, ' ');
    px_builder_str(out, px_str_sub(lines, HELP_COLUMN, lines.len));
}

static void option_entry(px_builder *out, const px_language *language, const px_option *option)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(256);

    if (option->letter)
        px_builder_format(&name, "-%c, ", option->letter);
    px_builder_format(&name, "--%s", option->name);
    if (option->value)
        px_builder_format(&name, " %s", px_tr(language, option->value));
    entry(out, px_builder_view(&name), px_tr(language, option->summary));
}

static void options(px_builder *out, const px_language *language, const char *title,
                    const px_option *table)
{
    if (!table[0].name)
        return;
    heading(out, language, title);
    for (const px_option *o = table; o->name; o++)
        option_entry(out, language, o);
}

static bool in_group(const px_command *command, const char *group)
{
    size_t len = group ? strlen(group) : 0;

    return !group || (strncmp(command->name, group, len) == 0 && command->name[len] == ' ');
}

void px_help_overview(px_builder *out, const px_language *language, const char *group)
{
    px_builder_add(out, px_tr(language, N_("praxis carries a code of practice from its first draft "
                                           "to the proof that it is kept.")));
    px_builder_add(out, "\n\n");
    px_builder_add(out, px_tr(language, N_("Usage: praxis COMMAND [OPTION...] [OPERAND...]")));
    px_builder_char(out, '\n');
    heading(out, language, N_("Commands:"));
    for (size_t i = 0; px_commands[i]; i++)
        if (in_group(px_commands[i], group))
            entry(out, px_str_of(px_commands[i]->name), px_tr(language, px_commands[i]->summary));
    options(out, language, N_("Options of every command:"), px_global_options);
    px_builder_char(out, '\n');
    px_builder_add(out, px_tr(language, N_("'praxis COMMAND --help' explains a command.")));
    px_builder_char(out, '\n');
}

/* Appends one word group of the usage line, on a new line where it does not fit any more. */
static void usage_part(px_builder *out, size_t *column, px_str part)
{
    size_t wide = px_display_width(part) + 1;

    if (*column + wide > HELP_WIDTH) {
        px_builder_add(out, "\n        ");
        *column = 8;
    }
    px_builder_char(out, ' ');
    px_builder_str(out, part);
    *column += wide;
}

static void usage_option(px_builder *part, const px_language *language, const px_option *option)
{
    px_builder_clear(part);
    px_builder_add(part, option->required ? "--" : "[--");
    px_builder_add(part, option->name);
    if (option->value) {
        px_builder_char(part, ' ');
        px_builder_add(part, px_tr(language, option->value));
    }
    px_builder_add(part, option->required ? "" : "]");
}

static void usage_line(px_builder *out, const px_language *language, const px_command *command)
{
    PX_AUTO_BUILDER px_builder part = PX_BUILDER_INIT(1024);
    size_t column;

    px_builder_format(&part, "%s praxis %s", px_tr(language, N_("Usage:")), command->name);
    px_builder_str(out, px_builder_view(&part));
    column = px_display_width(px_builder_view(&part));
    for (const px_option *o = command->options; o->name; o++) {
        usage_option(&part, language, o);
        usage_part(out, &column, px_builder_view(&part));
    }
    if (command->operands)
        usage_part(out, &column, px_str_of(px_tr(language, command->operands)));
    px_builder_char(out, '\n');
}

void px_help_command(px_builder *out, const px_language *language, const px_command *command)
{
    usage_line(out, language, command);
    px_builder_char(out, '\n');
    px_wrap(out, px_str_of(px_tr(language, command->description)), 0, HELP_WIDTH);
    options(out, language, N_("Options:"), command->options);
    options(out, language, N_("Options of every command:"), px_global_options);
    if (!command->examples[0].line)
        return;
    heading(out, language, N_("Examples:"));
    for (const px_example *e = command->examples; e->line; e++) {
        px_builder_format(out, "  praxis %s\n", e->line);
        px_wrap(out, px_str_of(px_tr(language, e->summary)), 6, HELP_WIDTH);
    }
}
