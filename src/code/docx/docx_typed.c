/* SPDX-License-Identifier: EUPL-1.2 */
/* Numbers that somebody typed at the head of a paragraph. */
#include "base/ascii.h"
#include "code/docx/docx.h"

#include "code/markdown/markdown_parse.h"

#include "base/banned.h"

/* ---- Typed numbers */

typedef enum token_class {
    TOKEN_DECIMAL,
    TOKEN_LETTER,
    TOKEN_ROMAN,
    TOKEN_CAPITAL,
    TOKEN_CAPITAL_ROMAN,
    TOKEN_COUNT
} token_class;

/* "(a)", "a)", "a." are three lists, and each with digits, letters, Roman numbers another. Their
 * addresses stand for them in px_docx_block.list. */
static const char lists[3][TOKEN_COUNT];

typedef struct typed {
    size_t form; /* of the table above */
    px_str token;
    bool alone; /* one letter, which may be a Roman number */
} typed;

/* Number and mark: "(iv)" is "iv" in form 0. */
static typed take_apart(px_str number)
{
    typed t = { .form = 2, .token = number };

    if (t.token.len && t.token.ptr[t.token.len - 1] == ')') {
        t.form = t.token.ptr[0] == '(' ? 0 : 1;
        t.token = px_str_sub(t.token, t.form ? 0 : 1, t.token.len - 1);
    } else if (t.token.len && t.token.ptr[t.token.len - 1] == '.') {
        t.token.len--;
    }
    t.alone = t.token.len == 1;
    return t;
}

static int roman_value(px_str s)
{
    static const char digits[] = "ivxlcdm";
    static const int values[] = { 1, 5, 10, 50, 100, 500, 1000 };
    int total = 0, last = 0;

    for (size_t i = s.len; i > 0; i--) {
        const char *digit = strchr(digits, s.ptr[i - 1] | 0x20);
        int value = digit && *digit ? values[digit - digits] : 0;

        total += value < last ? -value : value;
        last = PX_MAX(last, value);
    }
    return total;
}

static int decimal_value(px_str s)
{
    int value = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (!px_is_digit(s.ptr[i]))
            value = 0;
        else if (value < 1000000)
            value = 10 * value + (s.ptr[i] - '0');
    }
    return value;
}

static const px_docx_list *open_list(const px_docx_place *place, const void *of)
{
    for (size_t i = place->n_lists; i > 0; i--)
        if (place->lists[i - 1].of == of)
            return &place->lists[i - 1];
    return NULL;
}

/* Is "i" the ninth letter or the Roman one? The letter where an open list stands just before it;
 * a letter too where it is none that Roman lists start with and none of them is open. */
static bool is_letter(const px_docx_place *place, const typed *t, bool capital)
{
    const px_docx_list *letters =
        open_list(place, &lists[t->form][capital ? TOKEN_CAPITAL : TOKEN_LETTER]);
    const px_docx_list *romans =
        open_list(place, &lists[t->form][capital ? TOKEN_CAPITAL_ROMAN : TOKEN_ROMAN]);
    char c = (char)(t->token.ptr[0] | 0x20);

    if (!t->alone)
        return false;
    if (!strchr("ivxlc", c))
        return true;
    if (letters && letters->value == c - 'a')
        return true;
    return c != 'i' && !(romans && romans->value + 1 == roman_value(t->token));
}

static void make_item(const px_docx_place *place, const typed *t, px_docx_block *block)
{
    bool capital = px_is_upper(t->token.ptr[0]);
    token_class class;

    if (px_is_digit(t->token.ptr[0])) {
        class = TOKEN_DECIMAL;
        block->value = decimal_value(t->token);
        for (size_t i = 0; i < t->token.len; i++)
            block->depth += t->token.ptr[i] == '.' ? 1 : 0;
    } else if (is_letter(place, t, capital)) {
        class = capital ? TOKEN_CAPITAL : TOKEN_LETTER;
        block->value = (t->token.ptr[0] | 0x20) - 'a' + 1;
    } else {
        class = capital ? TOKEN_CAPITAL_ROMAN : TOKEN_ROMAN;
        block->value = roman_value(t->token);
    }
    block->list = &lists[t->form][class];
    block->typed = true;
    block->restarted = block->value == 1;
}

/* "Article 3": a number with a word. */
static bool is_worded(px_str number)
{
    return px_str_find_char(number, ' ') < number.len ||
           px_str_find(number, PX_STR("\xC2\xA0")) < number.len;
}

/* What parts "Article 3" from a heading and not from the rest of a sentence. */
static bool parts(px_str behind)
{
    static const px_str marks[] = { PX_STR_INIT(":"), PX_STR_INIT("."), PX_STR_INIT("\n"),
                                    PX_STR_INIT(" \xE2\x80\x93"), PX_STR_INIT(" \xE2\x80\x94") };

    for (size_t i = 0; i < PX_COUNT(marks); i++)
        if (px_str_starts(behind, marks[i]))
            return true;
    return false;
}

/* Is what px_md_number takes for a number one in a running text? It is written for headings: in a
 * paragraph "2.5 million", "A. Smith" and "Article 5 applies" are words. behind: what follows it;
 * tab: a tabulator does. */
static bool is_number(px_str number, px_str behind, bool tab)
{
    char last = number.ptr[number.len - 1];
    typed t = take_apart(number);

    if (!t.token.len || !behind.len)
        return false;
    if (is_worded(number))
        return tab || parts(behind);
    if (tab || last == ')')
        return true;
    if (px_is_digit(number.ptr[0]))
        return last == '.' && px_str_find_char(t.token, '.') <= 3;
    return last == '.' && !t.alone;
}

void px_docx_typed_number(px_docx *d, const px_docx_place *place, px_docx_block *block)
{
    px_str words = px_builder_view(&block->words.words), rest = px_str_trim(words);
    px_str number = PX_STR_NONE, behind;
    bool title;
    size_t end;

    px_md_number(&rest, &number);
    if (block->number.len || block->list || !number.len || !rest.len)
        return;
    end = (size_t)(number.ptr - words.ptr) + number.len;
    behind = px_str_sub(words, end, words.len);
    if (!is_number(number, behind, block->words.first_tab == end))
        return;
    title = px_docx_text_strong(&block->words);
    block->number = px_arena_str(d->arena, number);
    px_docx_text_drop(&block->words, (size_t)(rest.ptr - words.ptr));
    if (!is_worded(block->number) && !title) {
        typed t = take_apart(block->number);

        make_item(place, &t, block);
    }
}
