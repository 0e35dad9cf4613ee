/* SPDX-License-Identifier: EUPL-1.2 */
/* The number at the head of a heading. */
#include "base/ascii.h"
#include "code/markdown/markdown_parse.h"

#include "base/banned.h"

/* Words that stand before a number and belong to it, in English and French. */
static const char *const number_words[] = {
    "Annex",   "Annexe",      "Appendice",   "Appendix",   "Article",   "Chapitre",
    "Chapter", "Commitment",  "Considérant", "Engagement", "Measure",   "Mesure",
    "Part",    "Partie",      "Point",       "Principe",   "Principle", "Recital",
    "Section", "Sous-mesure", "Sub-measure", "Submeasure", "Title",     "Titre",
};

/* Length of digits with dots between them, "1.2.3". */
static size_t decimal_len(px_str s)
{
    size_t n = 0;

    while (n < s.len && (px_is_digit(s.ptr[n]) ||
                         (n && s.ptr[n] == '.' && n + 1 < s.len && px_is_digit(s.ptr[n + 1]))))
        n++;
    return n;
}

static size_t span_len(px_str s, const char *set)
{
    size_t n = 0;

    while (n < s.len && strchr(set, s.ptr[n]))
        n++;
    return n;
}

/* What parts a number from the heading's words: nothing more, a space, a dot, colon or dash. */
static bool ends_at(px_str s, size_t at)
{
    return at == s.len || strchr(" .:)", s.ptr[at]) ||
           px_str_starts(px_str_sub(s, at, s.len), PX_STR("\xC2\xA0"));
}

/* Length of a number behind a word: decimal, roman, or a single capital letter. */
static size_t token_len(px_str s)
{
    size_t n = decimal_len(s);

    if (!n)
        n = span_len(s, "IVXLC");
    if (!n && s.len && px_is_upper(s.ptr[0]))
        n = s.len == 1 || strchr(".:)", s.ptr[1]) ? 1 : 0;
    return n && ends_at(s, n) ? n : 0;
}

/* "Measure 1.1", "Annexe II": length of the whole, or 0. */
static size_t worded_len(px_str s)
{
    for (size_t i = 0; i < PX_COUNT(number_words); i++) {
        px_str word = px_str_of(number_words[i]);
        px_str rest = px_str_sub(s, word.len, s.len);
        size_t gap = px_str_starts(rest, PX_STR(" "))          ? 1
                     : px_str_starts(rest, PX_STR("\xC2\xA0")) ? 2
                                                               : 0;
        size_t n;

        if (!gap || !px_str_eq_nocase(px_str_sub(s, 0, word.len), word))
            continue;
        n = token_len(px_str_sub(rest, gap, rest.len));
        if (n)
            return word.len + gap + n;
    }
    return 0;
}

/* Length of a mark that ends a number: a bracket, or a dot where none opened it; else 0. */
static size_t mark_len(px_str s, size_t at, bool open)
{
    return at < s.len && (s.ptr[at] == ')' || (s.ptr[at] == '.' && !open)) ? 1 : 0;
}

/* Digits: with a mark, or with a dot among them. "3 ways to comply" keeps its 3. */
static size_t digits_len(px_str s, bool open)
{
    size_t n = decimal_len(s), mark = n ? mark_len(s, n, open) : 0;

    if (mark || (n && !open && memchr(s.ptr, '.', n)))
        return n + mark;
    return 0;
}

/* Roman digits or one letter, all of one case: with a bracket, capitals also with a dot. */
static size_t letters_len(px_str s, const char *roman, char first, char last, bool dot)
{
    size_t n = span_len(s, roman), mark;

    if (!n && s.len && s.ptr[0] >= first && s.ptr[0] <= last)
        n = 1;
    mark = n ? mark_len(s, n, !dot) : 0;
    return mark ? n + mark : 0;
}

/* "1.", "1.1", "1)", "IV.", "A.", "(a)", "(iv)", "(12)", "a)": length with its mark, or 0. */
static size_t bare_len(px_str s)
{
    size_t open = s.len && s.ptr[0] == '(' ? 1 : 0;
    px_str t = px_str_sub(s, open, s.len);
    size_t n = digits_len(t, open);

    if (!n)
        n = letters_len(t, "IVXLC", 'A', 'Z', !open);
    if (!n)
        n = letters_len(t, "ivxlc", 'a', 'z', false);
    return n ? open + n : 0;
}

/* The heading behind its number, without the mark that parts the two. */
static px_str behind(px_str s)
{
    static const px_str marks[] = { PX_STR_INIT(":"), PX_STR_INIT("."), PX_STR_INIT("–"),
                                    PX_STR_INIT("—"), PX_STR_INIT("- ") };

    while (px_str_starts(s, PX_STR("\xC2\xA0")))
        s = px_str_sub(s, 2, s.len);
    s = px_str_trim(s);
    for (size_t i = 0; i < PX_COUNT(marks); i++)
        if (px_str_starts(s, marks[i])) {
            s = px_str_sub(s, marks[i].len, s.len);
            break;
        }
    while (px_str_starts(s, PX_STR("\xC2\xA0")))
        s = px_str_sub(s, 2, s.len);
    return px_str_trim(s);
}

void px_md_number(px_str *heading, px_str *ret_number)
{
    size_t n = worded_len(*heading);

    if (!n) {
        n = bare_len(*heading);
        if (n && n < heading->len && heading->ptr[n] != ' ')
            n = 0;
    }
    if (!n || n > 100)
        return;
    *ret_number = px_str_sub(*heading, 0, n);
    *heading = behind(px_str_sub(*heading, n, heading->len));
}
