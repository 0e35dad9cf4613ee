/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/word_print.h"

#include "base/display.h"

#include "base/banned.h"

enum { CONTEXT = 9 }; /* words that are the same, beside a change */

static const char *const colours[] = { "", "\x1b[31;9m", "\x1b[32;4m" };
static const char *const opening[] = { "", "[-", "{+" };
static const char *const closing[] = { "", "-]", "+}" };

/* What goes on without a space is kept in one line: `group`, so wide, until a space comes. */
typedef struct line {
    px_builder *out;
    const px_word_print *print;
    px_builder group;
    size_t group_width, column;
    bool space; /* before the group */
} line;

static void line_flush(line *l)
{
    bool fold = l->print->width > 0 && l->column > 0 &&
                l->print->indent + l->column + l->space + l->group_width > l->print->width;

    if (l->group.len == 0)
        return;
    if (fold)
        px_builder_char(l->out, '\n');
    if (fold || l->column == 0) {
        px_builder_format(l->out, "%*s", (int)l->print->indent, "");
        l->column = 0;
    } else if (l->space) {
        px_builder_char(l->out, ' ');
        l->column++;
    }
    px_builder_str(l->out, px_builder_view(&l->group));
    l->column += l->group_width;
    px_builder_clear(&l->group);
    l->group_width = 0;
    l->space = false;
}

static void line_add(line *l, const char *mark)
{
    px_builder_add(&l->group, mark);
    l->group_width += strlen(mark);
}

static void line_space(line *l)
{
    line_flush(l);
    l->space = true;
}

static void line_word(line *l, px_words_op op, px_str word)
{
    bool coloured = l->print->colour && op != PX_WORDS_SAME;

    if (coloured)
        px_builder_add(&l->group, colours[op]);
    px_display_text(&l->group, word);
    if (coloured)
        px_builder_add(&l->group, "\x1b[0m");
    l->group_width += px_display_width(word);
}

static void line_run(line *l, px_words_op op, px_str text)
{
    px_str words = px_str_trim(text), word;
    bool first = true;

    if (text.len && text.ptr[0] == ' ')
        line_space(l);
    if (!l->print->colour && words.len)
        line_add(l, opening[op]);
    while (words.len && px_str_split(&words, ' ', &word)) {
        if (!first)
            line_space(l);
        line_word(l, op, word);
        first = false;
    }
    if (!l->print->colour && !first)
        line_add(l, closing[op]);
    if (text.len && text.ptr[text.len - 1] == ' ')
        line_space(l);
}

/* Bytes of the first words of a text, with the space behind them. */
static size_t words_len(px_str text, size_t count)
{
    size_t at = 0;

    for (; at < text.len && count > 0; count--)
        at += px_str_find_char(px_str_sub(text, at, text.len), ' ') + 1;
    return at < text.len ? at : text.len;
}

static size_t count_spaces(px_str text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == ' ';
    return count;
}

/* What is the same: cut at the side where no change stands, or in the middle. */
static void line_same(line *l, px_str text, bool first, bool last)
{
    size_t words = count_spaces(text), keep = (first ? 0 : CONTEXT) + (last ? 0 : CONTEXT);
    size_t head, tail;

    if ((first && last) || words <= keep + 2) {
        line_run(l, PX_WORDS_SAME, text);
        return;
    }
    head = first ? 0 : words_len(text, CONTEXT);
    tail = last ? text.len : words_len(text, words - CONTEXT + 1);
    line_run(l, PX_WORDS_SAME, px_str_sub(text, 0, head));
    line_word(l, PX_WORDS_SAME, PX_STR("…"));
    line_space(l);
    line_run(l, PX_WORDS_SAME, px_str_sub(text, tail, text.len));
}

void px_word_print_diff(px_builder *out, const px_word_print *print, const px_word_diff *diff)
{
    line l = { .out = out, .print = print, .group = PX_BUILDER_INIT(PX_BUILDER_LARGE) };

    for (size_t i = 0; i < diff->count; i++) {
        const px_words_run *run = &diff->runs[i];

        if (run->op == PX_WORDS_SAME)
            line_same(&l, run->text, i == 0, i + 1 == diff->count);
        else
            line_run(&l, run->op, run->text);
    }
    line_flush(&l);
    px_builder_free(&l.group);
    px_builder_char(out, '\n');
}

void px_word_print_words(px_builder *out, const px_word_print *print, px_words_op op, px_str words)
{
    line l = { .out = out,
               .print = &(px_word_print){ .colour = print->colour },
               .group = PX_BUILDER_INIT(PX_BUILDER_LARGE) };

    line_run(&l, op, words);
    line_flush(&l);
    px_builder_free(&l.group);
}
