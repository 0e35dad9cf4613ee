/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/docx/docx_number_format.h"

#include "base/banned.h"

/* Letters repeat beyond the alphabet: z, aa, bb. So many times at most. */
#define MAX_REPEAT 30

static void letters(px_builder *out, int value, char first)
{
    int repeat = (value - 1) / 26 + 1;

    if (value < 1 || repeat > MAX_REPEAT) {
        px_builder_int(out, value);
        return;
    }
    for (int i = 0; i < repeat; i++)
        px_builder_char(out, (char)(first + (value - 1) % 26));
}

static void lower_letter(px_builder *out, int value)
{
    letters(out, value, 'a');
}

static void upper_letter(px_builder *out, int value)
{
    letters(out, value, 'A');
}

static void roman(px_builder *out, int value, bool upper)
{
    static const struct {
        int value;
        const char *digits;
    } steps[] = {
        { 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" }, { 100, "c" },
        { 90, "xc" },  { 50, "l" },   { 40, "xl" }, { 10, "x" },   { 9, "ix" },
        { 5, "v" },    { 4, "iv" },   { 1, "i" },
    };

    if (value < 1 || value > 3999) {
        px_builder_int(out, value);
        return;
    }
    for (size_t i = 0; i < PX_COUNT(steps); i++)
        for (; value >= steps[i].value; value -= steps[i].value)
            for (const char *c = steps[i].digits; *c; c++)
                px_builder_char(out, (char)(upper ? *c - 'a' + 'A' : *c));
}

static void lower_roman(px_builder *out, int value)
{
    roman(out, value, false);
}

static void upper_roman(px_builder *out, int value)
{
    roman(out, value, true);
}

static void decimal(px_builder *out, int value)
{
    px_builder_int(out, value);
}

static void decimal_zero(px_builder *out, int value)
{
    px_builder_format(out, "%02d", value);
}

static void none(px_builder *out, int value)
{
    (void)out;
    (void)value;
}

static void ordinal(px_builder *out, int value)
{
    static const char *const ends[] = { "th", "st", "nd", "rd" };
    int last = value % 10, teen = value % 100;
    bool plain = last < 1 || last > 3 || (teen >= 11 && teen <= 13);

    px_builder_format(out, "%d%s", value, ends[plain ? 0 : last]);
}

/* Words up to nineteen; larger values in digits. */
static void cardinal_text(px_builder *out, int value)
{
    static const char *const words[] = {
        "Zero",     "One",     "Two",     "Three",     "Four",     "Five",     "Six",
        "Seven",    "Eight",   "Nine",    "Ten",       "Eleven",   "Twelve",   "Thirteen",
        "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
    };

    if (value < 0 || value >= (int)PX_COUNT(words))
        px_builder_int(out, value);
    else
        px_builder_add(out, words[value]);
}

static void ordinal_text(px_builder *out, int value)
{
    static const char *const words[] = {
        "Zeroth",  "First",  "Second", "Third", "Fourth",   "Fifth",   "Sixth",
        "Seventh", "Eighth", "Ninth",  "Tenth", "Eleventh", "Twelfth",
    };

    if (value < 0 || value >= (int)PX_COUNT(words))
        ordinal(out, value);
    else
        px_builder_add(out, words[value]);
}

static void dashed(px_builder *out, int value)
{
    px_builder_format(out, "- %d -", value);
}

static void circled(px_builder *out, int value)
{
    if (value >= 1 && value <= 20)
        px_builder_utf8(out, 0x2460U + (unsigned)value - 1);
    else
        px_builder_int(out, value);
}

static void bracketed(px_builder *out, int value)
{
    px_builder_format(out, "(%d)", value);
}

static void hexadecimal(px_builder *out, int value)
{
    px_builder_format(out, "%X", (unsigned)value);
}

/* Signs of footnotes, doubled with every round: *, †, ‡, §, **. */
static void chicago(px_builder *out, int value)
{
    static const unsigned signs[] = { '*', 0x2020, 0x2021, 0xA7 };
    int repeat = (value - 1) / (int)PX_COUNT(signs) + 1;

    if (value < 1 || repeat > MAX_REPEAT) {
        px_builder_int(out, value);
        return;
    }
    for (int i = 0; i < repeat; i++)
        px_builder_utf8(out, signs[(value - 1) % (int)PX_COUNT(signs)]);
}

void px_docx_number_format(px_builder *out, px_str format, int value)
{
    static const struct {
        const char *name;
        void (*write)(px_builder *out, int value);
    } formats[] = {
        { "lowerLetter", lower_letter },
        { "upperLetter", upper_letter },
        { "lowerRoman", lower_roman },
        { "upperRoman", upper_roman },
        { "decimalZero", decimal_zero },
        { "none", none },
        { "ordinal", ordinal },
        { "cardinalText", cardinal_text },
        { "ordinalText", ordinal_text },
        { "numberInDash", dashed },
        { "decimalEnclosedCircle", circled },
        { "decimalEnclosedCircleChinese", circled },
        { "decimalEnclosedParen", bracketed },
        { "hex", hexadecimal },
        { "chicago", chicago },
    };

    for (size_t i = 0; i < PX_COUNT(formats); i++)
        if (px_str_is(format, formats[i].name)) {
            formats[i].write(out, value);
            return;
        }
    decimal(out, value);
}
