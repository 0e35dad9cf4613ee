/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/archive_words.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/builder.h"
#include "code/markdown/markdown.h"

#include "base/banned.h"

enum { TEXT_MAX = 1024 * 1024 };

static const px_str opening_quote = PX_STR_INIT("\xE2\x80\x9C"), /* U+201C, U+201D, U+2026 */
    closing_quote = PX_STR_INIT("\xE2\x80\x9D"), ellipsis = PX_STR_INIT("\xE2\x80\xA6");

px_str px_archive_plain(px_arena *arena, px_str markdown)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(TEXT_MAX);
    px_error ignored = PX_ERROR_INIT;

    if (px_markdown_plain(&plain, markdown, &ignored) < 0)
        return PX_STR_NONE;
    return px_arena_str(arena, px_builder_view(&plain));
}

/* Bytes of "12. " or "12) " at the head, 0 where there is none. */
static size_t ordinal_len(px_str line)
{
    size_t n = 0;

    while (n < line.len && n < 3 && px_is_digit(line.ptr[n]))
        n++;
    if (!n || n + 1 >= line.len || !strchr(".)", line.ptr[n]) || line.ptr[n + 1] != ' ')
        return 0;
    return n + 2;
}

px_str px_archive_line(px_str line)
{
    size_t hashes = 0, tail;

    line = px_str_trim(line);
    if (line.len > 1 && strchr("*-+:", line.ptr[0]) && line.ptr[1] == ' ')
        return px_str_trim(px_str_sub(line, 2, line.len));
    if (ordinal_len(line))
        return px_str_trim(px_str_sub(line, ordinal_len(line), line.len));
    while (hashes < line.len && line.ptr[hashes] == '#')
        hashes++;
    if (!hashes || hashes == line.len || line.ptr[hashes] != ' ')
        return line;
    line = px_str_trim(px_str_sub(line, hashes, line.len));
    tail = px_str_find(line, PX_STR("{#"));
    return px_str_trim(px_str_sub(line, 0, tail));
}

/* The lines of a suggestion as one line; whether a blank one stands between others. */
static px_str join_lines(px_arena *arena, px_str block, bool *ret_many)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(TEXT_MAX);
    px_str rest = block, line;
    bool blank = false;

    *ret_many = false;
    while (px_str_line(&rest, &line)) {
        px_str bare = px_archive_line(line);

        if (!bare.len) {
            blank = text.len > 0;
            continue;
        }
        *ret_many = *ret_many || blank || (text.len && bare.len < px_str_trim(line).len);
        if (text.len)
            px_builder_char(&text, ' ');
        px_builder_str(&text, bare);
    }
    return px_arena_str(arena, px_builder_view(&text));
}

/* ---- Phrases */

static void add_phrase(px_arena *arena, px_archive_words *words, px_str phrase)
{
    phrase = px_archive_plain(arena, px_str_trim(phrase));
    while (phrase.len && strchr(".,;:", phrase.ptr[phrase.len - 1]))
        phrase.len--;
    if (phrase.len < 4 || words->n_phrases == PX_ARCHIVE_MAX_PHRASES)
        return;
    for (size_t i = 0; i < words->n_phrases; i++)
        if (px_str_eq(words->phrases[i], phrase))
            return;
    words->phrases[words->n_phrases++] = phrase;
}

/* Parts of a quoted text between "..." or "[...]" */
static void add_quoted(px_arena *arena, px_archive_words *words, px_str text)
{
    while (text.len) {
        size_t dots = px_str_find(text, PX_STR("...")), point = px_str_find(text, ellipsis);
        size_t end = PX_MIN(dots, point);
        px_str part = px_str_sub(text, 0, end);

        if (end < text.len && part.len && part.ptr[part.len - 1] == '[')
            part.len--;
        if (part.len && part.ptr[0] == ']')
            part = px_str_sub(part, 1, part.len);
        add_phrase(arena, words, part);
        text = px_str_sub(text, end == text.len ? end : end + 3, text.len);
    }
}

/* A quoted block: the whole of it, and each sentence. */
static void add_block(px_arena *arena, px_archive_words *words, px_builder *block)
{
    px_str text = px_arena_str(arena, px_str_trim(px_builder_view(block))), rest = text;

    px_builder_clear(block);
    if (!text.len)
        return;
    add_quoted(arena, words, text);
    while (rest.len) {
        size_t end = px_str_find(rest, PX_STR(". "));

        add_quoted(arena, words, px_str_sub(rest, 0, end));
        rest = px_str_sub(rest, PX_MIN(end + 2, rest.len), rest.len);
    }
}

/* The part of a line that quotes: behind ">", or behind four spaces where a blank line came before
 * it or the block goes on; a line that a difference takes away. NONE: it quotes nothing. */
static bool quoting(px_str line, bool after_blank, bool inside, bool diff, px_str *ret_part)
{
    px_str bare = px_str_trim(line);

    *ret_part = bare;
    if (diff) {
        *ret_part = px_archive_line(px_str_sub(bare, 1, bare.len));
        return bare.len > 1 && bare.ptr[0] == '-';
    }
    if (bare.len && bare.ptr[0] == '>') {
        *ret_part = px_archive_line(px_str_sub(bare, 1, bare.len));
        return true;
    }
    return bare.len && px_str_starts(line, PX_STR("    ")) && (after_blank || inside);
}

static void read_blocks(px_arena *arena, px_archive_words *words, px_str body)
{
    PX_AUTO_BUILDER px_builder block = PX_BUILDER_INIT(TEXT_MAX);
    px_str rest = body, line, part;
    bool after_blank = true, diff = false;

    while (px_str_line(&rest, &line)) {
        bool quotes = quoting(line, after_blank, block.len > 0, diff, &part);

        if (px_str_starts(px_str_trim(line), PX_STR("```")))
            diff = px_str_starts(px_str_trim(line), PX_STR("```diff"));
        if (quotes && part.len) {
            if (block.len)
                px_builder_char(&block, ' ');
            px_builder_str(&block, part);
        } else {
            add_block(arena, words, &block);
        }
        after_blank = !px_str_trim(line).len;
    }
    add_block(arena, words, &block);
}

/* Words between marks, within a line. */
static void read_marked(px_arena *arena, px_archive_words *words, px_str text, px_str open,
                        px_str close)
{
    px_str rest = text, line;

    while (px_str_line(&rest, &line)) {
        for (;;) {
            size_t start = px_str_find(line, open), len;

            if (start == line.len)
                break;
            line = px_str_sub(line, start + open.len, line.len);
            len = px_str_find(line, close);
            if (len == line.len)
                break;
            if (len)
                add_quoted(arena, words, px_str_sub(line, 0, len));
            line = px_str_sub(line, len + close.len, line.len);
        }
    }
}

static int longer_first(const void *a, const void *b)
{
    const px_str *x = a, *y = b;

    if (x->len != y->len)
        return x->len < y->len ? 1 : -1;
    return px_str_cmp(*x, *y);
}

static void read_phrases(px_arena *arena, px_archive_words *words, px_str title, px_str body)
{
    const px_str texts[] = { title, body };

    read_blocks(arena, words, body);
    for (size_t i = 0; i < PX_COUNT(texts); i++) {
        read_marked(arena, words, texts[i], PX_STR("\""), PX_STR("\""));
        read_marked(arena, words, texts[i], opening_quote, closing_quote);
        read_marked(arena, words, texts[i], PX_STR("`"), PX_STR("`"));
    }
    if (words->n_phrases)
        qsort(words->phrases, words->n_phrases, sizeof(px_str), longer_first);
}

/* ---- Sections */

/* Bytes of a number like "3.2" at the head, without a full stop at its end. */
static size_t number_len(px_str text)
{
    size_t n = 0, last = 0;

    while (n < text.len && n < 12 && (px_is_digit(text.ptr[n]) || (n && text.ptr[n] == '.'))) {
        if (px_is_digit(text.ptr[n]))
            last = n + 1;
        else if (text.ptr[n - 1] == '.')
            break;
        n++;
    }
    return last;
}

/* The section that a text names; `several` where it names more than one. */
static px_str named_section(px_str text, bool *several)
{
    static const px_str marks[] = { PX_STR_INIT("Section "), PX_STR_INIT("section "),
                                    PX_STR_INIT("\xC2\xA7 "), PX_STR_INIT("\xC2\xA7"),
                                    PX_STR_INIT("\nS ") };
    px_str found = PX_STR_NONE;

    for (size_t m = 0; m < PX_COUNT(marks); m++) {
        px_str rest = text;

        for (;;) {
            size_t at = px_str_find(rest, marks[m]), len;

            if (at == rest.len)
                break;
            rest = px_str_sub(rest, at + marks[m].len, rest.len);
            len = number_len(rest);
            if (!len)
                continue;
            *several = *several || (found.len && !px_str_eq(found, px_str_sub(rest, 0, len)));
            found = px_str_sub(rest, 0, len);
        }
    }
    return found;
}

static px_str read_section(px_str title, px_str body, bool *several)
{
    size_t len = number_len(title);
    px_str found;

    if (len && len < title.len && title.ptr[len] == ' ')
        return px_str_sub(title, 0, len);
    found = named_section(title, several);
    if (!found.len && !*several)
        found = named_section(body, several);
    return *several ? PX_STR_NONE : found;
}

/* ---- All of it */

/* Cuts the first block of a suggestion out; the text around it is joined. */
static void cut_suggestion(px_arena *arena, px_str body, px_archive_words *words)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(TEXT_MAX), block = PX_BUILDER_INIT(TEXT_MAX);
    px_str rest = body, line;
    bool inside = false;

    while (px_str_line(&rest, &line)) {
        px_str bare = px_str_trim(line);

        if (inside && px_str_starts(bare, PX_STR("```"))) {
            inside = false;
            continue;
        }
        if (!words->has_suggestion && px_str_is(bare, "```suggestion")) {
            inside = words->has_suggestion = true;
            continue;
        }
        px_builder_str(inside ? &block : &text, line);
        px_builder_char(inside ? &block : &text, '\n');
    }
    words->text = px_arena_str(arena, px_str_trim(px_builder_view(&text)));
    if (words->has_suggestion)
        words->suggestion =
            join_lines(arena, px_arena_str(arena, px_builder_view(&block)), &words->many);
}

void px_archive_words_read(px_arena *arena, px_str title, px_str body, px_archive_words *ret_words)
{
    px_archive_words words = { 0 };

    cut_suggestion(arena, body, &words);
    read_phrases(arena, &words, title, words.text);
    words.section = px_arena_str(arena, read_section(title, words.text, &words.several));
    *ret_words = words;
}
