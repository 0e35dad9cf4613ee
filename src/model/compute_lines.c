/* SPDX-License-Identifier: EUPL-1.2 */
/* Figures and lines for people. */
#include "base/display.h"
#include "model/compute_priv.h"

#include "base/banned.h"

/* Digits with the sign that stands before fractions in that language: the one that its translators
 * write in one and a half. */
static void put_digits(px_builder *out, const px_language *language, px_str digits)
{
    const char *sample = px_tr(language, N_("1.5"));

    for (size_t i = 0; i < digits.len; i++)
        px_builder_char(out,
                        digits.ptr[i] == '.' && strlen(sample) == 3 ? sample[1] : digits.ptr[i]);
}

const char *px_compute_notation(px_arena *arena, const px_language *language, px_str text)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);
    size_t sign = px_str_find_char(text, 'e');

    put_digits(&out, language, px_str_sub(text, 0, sign));
    if (sign < text.len) /* with spaces at which no line is broken */
        px_builder_format(&out, "\u00a0×\u00a010^%.*s",
                          PX_STR_ARG(px_str_sub(text, sign + 1, text.len)));
    return px_arena_cstr(arena, px_builder_view(&out));
}

const char *px_compute_figure(px_arena *arena, const px_language *language,
                              const px_decimal *figure, unsigned figures)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);
    px_decimal rounded = figures ? px_decimal_round(figure, figures) : *figure;
    px_str text = px_decimal_text(arena, &rounded);

    if (px_str_find_char(text, '.') < text.len || px_str_find_char(text, 'e') < text.len)
        return px_compute_notation(arena, language, text);
    px_format_int(&out, language, (long long)px_decimal_whole(&rounded));
    return px_arena_cstr(arena, px_builder_view(&out));
}

const char *px_compute_percent(px_arena *arena, const px_language *language, uint64_t tenths)
{
    px_decimal percent = px_decimal_of(tenths), ten = px_decimal_of(10);

    percent = px_decimal_divide(&percent, &ten, PX_DECIMAL_QUOTIENT, NULL);
    return px_compute_figure(arena, language, &percent, 0);
}

const char *px_compute_words(px_arena *arena, const px_language *language, const char *message, ...)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(64 * 1024);
    px_arg args[12];
    size_t n;
    va_list list;

    va_start(list, message);
    n = px_args_read(args, PX_COUNT(args), list);
    va_end(list);
    px_message(&text, language, message, args, n);
    return px_arena_cstr(arena, px_builder_view(&text));
}

/* ---- Lines */

static void put_spaces(px_builder *out, size_t count)
{
    for (; count; count--)
        px_builder_char(out, ' ');
}

/* One paragraph, broken between words; its further lines go two columns further in. */
static void put_paragraph(px_builder *out, px_str text, size_t indent, size_t width)
{
    size_t column = indent;
    bool first = true;
    px_str word;

    put_spaces(out, indent);
    while (text.len && px_str_split(&text, ' ', &word)) {
        size_t wide = px_display_width(word);

        if (!first && column + 1 + wide > width) {
            px_builder_char(out, '\n');
            put_spaces(out, indent + 2);
            column = indent + 2;
        } else if (!first) {
            px_builder_char(out, ' ');
            column++;
        }
        px_builder_str(out, word);
        column += wide;
        first = false;
    }
    px_builder_char(out, '\n');
}

void px_compute_line(const px_compute_lines *lines, size_t indent, const char *message, ...)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(64 * 1024);
    PX_AUTO_BUILDER px_builder shown = PX_BUILDER_INIT(64 * 1024);
    px_arg args[12];
    size_t n;
    va_list list;

    va_start(list, message);
    n = px_args_read(args, PX_COUNT(args), list);
    va_end(list);
    px_message(&text, lines->language, message, args, n);
    px_display_text(&shown, px_builder_view(&text));
    put_paragraph(lines->out, px_builder_view(&shown), indent, lines->width);
}

void px_compute_notes_text(const px_compute_lines *lines, size_t indent,
                           const px_compute_note *notes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(16 * 1024);

        px_error_format(&text, lines->language, &notes[i].words);
        px_compute_line(lines, indent, N_("Note: {sentence}"), "sentence", px_builder_cstr(&text),
                        NULL);
    }
}
