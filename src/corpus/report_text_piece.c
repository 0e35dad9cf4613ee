/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/macro.h"
#include "corpus/report_text_priv.h"

#include "base/banned.h"

enum { BAR_WIDTH = 20 };

void px_text_digits(px_builder *out, const px_text_report *t, uint64_t value)
{
    px_format_int(out, t->language, (long long)value);
}

void px_text_int(const px_text_report *t, px_table *table, uint64_t value)
{
    PX_AUTO_BUILDER px_builder digits = PX_BUILDER_INIT(64);

    px_text_digits(&digits, t, value);
    px_table_cell(table, px_builder_view(&digits));
}

void px_report_share(px_builder *out, const px_language *language, uint64_t part, uint64_t whole)
{
    PX_AUTO_BUILDER px_builder share = PX_BUILDER_INIT(64);
    unsigned tenths = whole ? (unsigned)((double)part / (double)whole * 1000 + 0.5) : 0;
    char wholes[16], rest[16];
    px_arg args[] = { { "whole", PX_STR_NONE }, { "tenths", PX_STR_NONE } };
    px_arg arg = { "share", PX_STR_NONE };

    (void)snprintf(wholes, sizeof(wholes), "%u", tenths / 10);
    (void)snprintf(rest, sizeof(rest), "%u", tenths % 10);
    args[0].value = px_str_of(wholes);
    args[1].value = px_str_of(rest);
    px_message(&share, language, N_("{whole}.{tenths}"), args, PX_COUNT(args));
    arg.value = px_builder_view(&share);
    px_message(out, language, N_("{share} %"), &arg, 1);
}

void px_text_share(const px_text_report *t, px_table *table, uint64_t part, uint64_t whole)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(64);

    px_report_share(&text, t->language, part, whole);
    px_table_cell(table, px_builder_view(&text));
}

void px_text_bar(px_table *table, uint64_t part, uint64_t largest)
{
    char bar[BAR_WIDTH + 1] = { 0 };
    size_t n = largest ? (size_t)((double)part / (double)largest * BAR_WIDTH + 0.5) : 0;

    memset(bar, '#', PX_MIN(n, (size_t)BAR_WIDTH));
    px_table_cell(table, px_str_of(bar));
}

px_table *px_text_table(const px_text_report *t, const px_column *columns, size_t count)
{
    px_column translated[8];

    for (size_t i = 0; i < count; i++) {
        translated[i] = columns[i];
        if (*columns[i].title)
            translated[i].title = px_tr(t->language, columns[i].title);
    }
    return px_table_new(translated, count);
}

void px_text_table_end(const px_text_report *t, px_table *table)
{
    px_builder_char(t->out, '\n');
    px_table_print(table, t->out, t->width, t->bold);
    px_table_free(table);
}

void px_text_figures(const px_text_report *t, const char *message, const px_text_figure *figures,
                     size_t count)
{
    px_builder rooms[4] = { PX_BUILDER_INIT(64), PX_BUILDER_INIT(64), PX_BUILDER_INIT(64),
                            PX_BUILDER_INIT(64) };
    px_arg args[4];

    count = PX_MIN(count, PX_COUNT(rooms));
    for (size_t i = 0; i < count; i++) {
        px_text_digits(&rooms[i], t, figures[i].value);
        args[i] = (px_arg){ figures[i].name, px_builder_view(&rooms[i]) };
    }
    px_message(t->out, t->language, message, args, count);
    px_builder_char(t->out, '\n');
    for (size_t i = 0; i < PX_COUNT(rooms); i++)
        px_builder_free(&rooms[i]);
}

void px_text_sentence(const px_text_report *t, const char *message, const char *first,
                      uint64_t first_value, const char *second, uint64_t second_value)
{
    const px_text_figure figures[] = { { first, first_value }, { second, second_value } };

    px_text_figures(t, message, figures, second ? 2 : 1);
}

void px_text_counted(const px_text_report *t, const char *one, const char *many, uint64_t count)
{
    px_text_sentence(t, px_tr_plural(t->language, one, many, count), "count", count, NULL, 0);
}
