/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/markdown_escape.h"

#include <stdint.h>

#include "base/ascii.h"

#include "base/banned.h"

/* No named reference of HTML is longer. */
#define ENTITY_MAX 40
/* A list's number has at most these digits. */
#define DIGITS_MAX 9

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_punctuation(char c)
{
    return c > 0x20 && c < 0x7F && !px_is_alnum(c);
}

/* The byte at s + at; NUL behind the end, where anything may follow. */
static char byte_at(px_str s, size_t at)
{
    return at < s.len ? s.ptr[at] : '\0';
}

/* Marks of emphasis do nothing between two spaces; "_" neither inside a word. */
static bool emphasises(char before, char c, char after)
{
    if (is_space(before) && is_space(after))
        return false;
    return c == '*' || !px_is_alnum(before) || !px_is_alnum(after);
}

/* True for "&name;", and for what may become one with the words that follow. */
static bool is_entity(px_str s)
{
    size_t end = 1;

    while (end < s.len && end < ENTITY_MAX && (px_is_alnum(s.ptr[end]) || s.ptr[end] == '#'))
        end++;
    return end == s.len || s.ptr[end] == ';';
}

/* True for "<" that may open an address in pointed brackets or look like HTML. md4c 0.4.8 takes any
 * ASCII character for the first of a scheme, a space too. */
static bool is_tag(px_str s)
{
    char next = byte_at(s, 1);
    size_t end = 2;

    if (next < 0)
        return false;
    if (!is_space(next))
        return true;
    while (end < s.len && (px_is_alnum(s.ptr[end]) || strchr("+-.", s.ptr[end])))
        end++;
    return end >= s.len || s.ptr[end] == ':';
}

/* True when the byte at s + at must have a backslash, wherever in a line it stands; `before` is
 * the byte before it. */
static bool is_mark(px_str s, size_t at, char before)
{
    char next = byte_at(s, at + 1);

    switch (s.ptr[at]) {
    case '`':
        return true;
    case '\\':
        return !next || is_punctuation(next);
    case '*':
    case '_':
        return emphasises(before, s.ptr[at], next);
    case ']':
        return next == '(';
    case '(':
        return at == 0 && before == ']';
    case '!':
        return !next;
    case '<':
        return is_tag(px_str_sub(s, at, s.len));
    case '{':
        return !next || strchr("{#.:", next);
    case '&':
        return is_entity(px_str_sub(s, at, at + ENTITY_MAX));
    default:
        return false;
    }
}

/* Bytes at the head of s that belong to the set. */
static size_t run_of(px_str s, bool (*belongs)(int c))
{
    size_t n = 0;

    while (n < s.len && belongs(s.ptr[n]))
        n++;
    return n;
}

/* Bytes at the end of s that belong to the set, at most max. */
static size_t tail_of(px_str s, size_t max, bool (*belongs)(int c))
{
    size_t n = 0;

    while (n < s.len && n < max && belongs(s.ptr[s.len - 1 - n]))
        n++;
    return n;
}

/* Space, or the end, behind which anything may follow. */
static bool is_gap(char c)
{
    return !c || is_space(c);
}

/* The sign behind the number of a list that s starts with, or SIZE_MAX. */
static size_t number_mark(px_str s)
{
    size_t digits = run_of(s, px_is_digit);

    if (!digits || digits > DIGITS_MAX || digits == s.len || !strchr(".)", s.ptr[digits]))
        return SIZE_MAX;
    return is_gap(byte_at(s, digits + 1)) ? digits : SIZE_MAX;
}

static bool is_hash(int c)
{
    return c == '#';
}

/* True for the first byte of a line that starts a block with what follows. */
static bool starts_block(px_str s)
{
    char next = byte_at(s, 1);

    switch (byte_at(s, 0)) {
    case '>':
    case '|':
        return true;
    case '-':
    case '+':
    case ':':
        return is_gap(next) || strchr("-+=:|", next);
    case '=':
    case '~':
        return !next || next == s.ptr[0];
    case '#':
        return is_gap(byte_at(s, run_of(s, is_hash)));
    case '[':
        return px_str_find(s, PX_STR("]:")) < s.len;
    default:
        return false;
    }
}

/* The byte of a line's head that must have a backslash so that it starts no block, or SIZE_MAX. */
static size_t block_mark(px_str s)
{
    return starts_block(s) ? 0 : number_mark(s);
}

static bool is_reference(int c)
{
    return px_is_alnum(c) || c == '#';
}

/* What an earlier piece left open at the end of out: the byte of s that must have a backslash so
 * that "1" and "." are no number of a list, nor "&am" and "p;" a reference; or SIZE_MAX. */
static size_t joint_mark(px_str out, px_str s)
{
    size_t digits = tail_of(out, DIGITS_MAX, px_is_digit), from = out.len - digits, end;

    if (digits && (!from || out.ptr[from - 1] == '\n')) {
        end = run_of(s, px_is_digit);
        if (end < s.len && strchr(".)", s.ptr[end]))
            return end;
    }
    from = out.len - tail_of(out, ENTITY_MAX, is_reference);
    if (!from || out.ptr[from - 1] != '&')
        return SIZE_MAX;
    end = run_of(s, is_reference);
    return byte_at(s, end) == ';' ? end : SIZE_MAX;
}

/* What is_mark and is_space look at; all other bytes are copied in runs. */
static const bool loud[256] = {
    ['`'] = true,  ['\\'] = true, ['*'] = true,  ['_'] = true, [']'] = true,
    ['('] = true,  ['!'] = true,  ['<'] = true,  ['{'] = true, ['&'] = true,
    ['\n'] = true, ['\t'] = true, ['\r'] = true,
};

static void escape_line(px_builder *out, px_str s, size_t mark)
{
    char before = out->len ? out->ptr[out->len - 1] : '\0';
    size_t copied = 0;

    for (size_t i = 0; i < s.len; before = s.ptr[i++]) {
        if (i != mark && !loud[(unsigned char)s.ptr[i]])
            continue;
        px_builder_str(out, px_str_sub(s, copied, i));
        copied = i;
        if (i != mark && is_space(s.ptr[i])) {
            px_builder_char(out, ' ');
            copied++;
        } else if (i == mark || is_mark(s, i, before)) {
            px_builder_char(out, '\\');
        }
    }
    px_builder_str(out, px_str_sub(s, copied, s.len));
}

void px_markdown_escape(px_builder *out, px_str plain)
{
    bool head = !out->len || out->ptr[out->len - 1] == '\n';

    while (head && plain.len && is_space(plain.ptr[0]))
        plain = px_str_sub(plain, 1, plain.len);
    if (plain.len)
        escape_line(out, plain, head ? block_mark(plain) : joint_mark(px_builder_view(out), plain));
}
