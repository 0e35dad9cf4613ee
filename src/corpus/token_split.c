/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/token_split.h"

#include <utf8proc.h>

#include "base/ascii.h"
#include "base/macro.h"
#include "corpus/text_measure.h"

#include "base/banned.h"

/* What a character is, as far as the patterns ask. */
enum {
    LETTER = 1,
    NUMBER = 2,
    SPACE = 4,
    LINE_END = 8, /* CR, LF; also SPACE */
    UPPER = 16,   /* Lu Lt Lm Lo M */
    LOWER = 32    /* Ll Lm Lo M */
};

static unsigned class_of_ascii(unsigned char c)
{
    if (px_is_lower(c))
        return LETTER | LOWER;
    if (px_is_upper(c))
        return LETTER | UPPER;
    if (px_is_digit(c))
        return NUMBER;
    if (c == '\r' || c == '\n')
        return SPACE | LINE_END;
    return px_is_space(c) ? SPACE : 0;
}

/* White_Space beyond ASCII (Unicode 15, PropList.txt). */
static bool is_wide_space(unsigned code)
{
    return code == 0x85 || code == 0xa0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200a) ||
           code == 0x2028 || code == 0x2029 || code == 0x202f || code == 0x205f || code == 0x3000;
}

static unsigned class_of_code(unsigned code)
{
    if (is_wide_space(code))
        return SPACE;
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        return LETTER | UPPER;
    case UTF8PROC_CATEGORY_LL:
        return LETTER | LOWER;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return LETTER | UPPER | LOWER;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return UPPER | LOWER;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return NUMBER;
    default:
        return 0;
    }
}

/* The class of the character at `at`, its bytes in *ret_len; at the end 0 and 0. */
static unsigned class_at(px_str text, size_t at, size_t *ret_len)
{
    px_str rest;
    bool bad;

    *ret_len = 0;
    if (at >= text.len)
        return 0;
    if ((unsigned char)text.ptr[at] < 0x80) {
        *ret_len = 1;
        return class_of_ascii((unsigned char)text.ptr[at]);
    }
    rest = px_str_sub(text, at, text.len);
    *ret_len = px_text_step(rest, &bad);
    return bad ? 0 : class_of_code(px_utf8_decode(rest, ret_len));
}

/* Behind all characters from `at` that have one of the classes; at most `most` of them. */
static size_t run(px_str text, size_t at, unsigned classes, size_t most)
{
    size_t len;

    while (most-- > 0 && (class_at(text, at, &len) & classes))
        at += len;
    return at;
}

/* The same for characters of none of the classes. */
static size_t run_without(px_str text, size_t at, unsigned classes)
{
    size_t len;

    while (!(class_at(text, at, &len) & classes) && len > 0)
        at += len;
    return at;
}

/* 's 't 're 've 'm 'll 'd: the length, 0 where none stands there. In small letters, or in any; a
 * long s folds to an s. */
static size_t contraction(px_str text, size_t at, bool fold)
{
    static const char *const tails[] = { "s", "t", "re", "ve", "m", "ll", "d" };
    px_str rest = px_str_sub(text, at, text.len);

    if (rest.len < 2 || rest.ptr[0] != '\'')
        return 0;
    rest = px_str_sub(rest, 1, rest.len);
    for (size_t i = 0; i < PX_COUNT(tails); i++) {
        px_str tail = px_str_of(tails[i]), seen = px_str_sub(rest, 0, tail.len);

        if (fold ? px_str_eq_nocase(seen, tail) : px_str_eq(seen, tail))
            return 1 + tail.len;
    }
    return fold && px_str_starts(rest, PX_STR("\u017f")) ? 3 : 0;
}

/* \s+(?!\S)|\s+ at the head of the text, which is white space up to `end`. */
static size_t space_piece(px_str text, size_t end)
{
    size_t last = end - 1;

    if (end == text.len)
        return end;
    while (last > 0 && ((unsigned char)text.ptr[last] & 0xc0) == 0x80)
        last--;
    return last > 0 ? last : end;
}

/* \s*[\r\n]+|\s+(?!\S)|\s+ */
static size_t space_or_lines(px_str text)
{
    size_t end = run(text, 0, SPACE, SIZE_MAX), line = end;

    while (line > 0 && text.ptr[line - 1] != '\n' && text.ptr[line - 1] != '\r')
        line--;
    return line > 0 ? line : space_piece(text, end);
}

/* ` ?[^\s\p{L}\p{N}]+` and the bytes of `tail` behind it; 0 where there are none. */
static size_t signs(px_str text, const char *tail)
{
    size_t start = text.ptr[0] == ' ', end = run_without(text, start, SPACE | LETTER | NUMBER);

    if (end == start)
        return 0;
    while (end < text.len && text.ptr[end] && strchr(tail, text.ptr[end]))
        end++;
    return end;
}

size_t px_token_split_r50k(px_str text)
{
    size_t start = text.ptr[0] == ' ', len, end = contraction(text, 0, false);
    unsigned class;

    if (end > 0)
        return end;
    class = class_at(text, start, &len);
    if (class & LETTER)
        return run(text, start, LETTER, SIZE_MAX);
    if (class & NUMBER)
        return run(text, start, NUMBER, SIZE_MAX);
    end = signs(text, "");
    return end > 0 ? end : space_piece(text, run(text, 0, SPACE, SIZE_MAX));
}

size_t px_token_split_cl100k(px_str text)
{
    size_t len, next, end = contraction(text, 0, true);
    unsigned class = class_at(text, 0, &len);

    if (end > 0)
        return end;
    if (class & LETTER)
        return run(text, 0, LETTER, SIZE_MAX);
    if (!(class & (NUMBER | LINE_END)) && (class_at(text, len, &next) & LETTER))
        return run(text, len, LETTER, SIZE_MAX);
    if (class & NUMBER)
        return run(text, 0, NUMBER, 3);
    end = signs(text, "\r\n");
    return end > 0 ? end : space_or_lines(text);
}

/* U*L+ from `at`: its end, or `at`. Where all capitals are taken and no small letter follows, the
 * last character that may be both ends it. */
static size_t word_with_lower(px_str text, size_t at)
{
    size_t end = at, both = at, len;
    unsigned class;

    while ((class = class_at(text, end, &len)) & UPPER) {
        end += len;
        if (class & LOWER)
            both = end;
    }
    return class & LOWER ? run(text, end, LOWER, SIZE_MAX) : both;
}

/* U+L* from `at`: its end, or `at`. */
static size_t word_with_upper(px_str text, size_t at)
{
    size_t end = run(text, at, UPPER, SIZE_MAX);

    return end > at ? run(text, end, LOWER, SIZE_MAX) : at;
}

size_t px_token_split_o200k(px_str text)
{
    size_t first, end;
    unsigned class = class_at(text, 0, &first);
    bool has_prefix = !(class & (LETTER | NUMBER | LINE_END));

    /* With what may stand before a word, then without; small letters first. */
    for (int upper = 0; upper < 2; upper++) {
        for (int prefix = has_prefix; prefix >= 0; prefix--) {
            size_t at = prefix ? first : 0;

            end = upper ? word_with_upper(text, at) : word_with_lower(text, at);
            if (end > at)
                return end + contraction(text, end, true);
        }
    }
    if (class & NUMBER)
        return run(text, 0, NUMBER, 3);
    end = signs(text, "\r\n/");
    return end > 0 ? end : space_or_lines(text);
}
