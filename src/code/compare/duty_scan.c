/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/compare/duty_scan.h"

#include "base/ascii.h"
#include "base/civil.h"
#include "base/macro.h"
#include "base/number.h"

#include "base/banned.h"

/* A scan on its way; phrases[i] is what stands at token i. */
typedef struct scanner {
    px_arena *arena;
    px_duty_scan scan;
    px_duty_phrase *phrases;
} scanner;

bool px_duty_ends_sentence(const px_word_token *token)
{
    return token->kind == PX_TOKEN_PUNCTUATION && strchr(".;:!?", token->text.ptr[0]);
}

static bool is_class(const scanner *s, size_t at, px_duty_class word_class)
{
    return at < s->scan.tokens.count && s->phrases[at].length > 0 &&
           s->phrases[at].word_class == word_class;
}

/* "10 000", "1,5", "1.000", "10,000.50": groups of three digits are taken together; the last mark
 * that parts no group is the decimal one. False for "2024/1689" and the like. */
static bool number_value(px_arena *arena, px_str text, double *ret_value)
{
    char *digits = px_arena_alloc(arena, text.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool mark = c == ',' || c == '.';

        if (px_is_digit(c)) {
            digits[n++] = c;
        } else if (mark && text.len - i - 1 <= 2) {
            digits[n++] = '.';
        } else if (mark ? (text.len - i - 1) % 4 != 3 && !memchr(text.ptr + i, '.', text.len - i)
                        : c != ' ' && (unsigned char)c < 0x80) {
            return false;
        }
    }
    return n > 0 && px_parse_real(px_str_n(digits, n), 0, 1e15, ret_value, NULL) == 0;
}

/* A number in digits or in words; returns its tokens, 0: none. */
static size_t read_number(const scanner *s, size_t at, double *ret_value)
{
    size_t length = 0;

    if (at >= s->scan.tokens.count)
        return 0;
    if (s->scan.tokens.items[at].kind == PX_TOKEN_NUMBER) {
        if (!number_value(s->arena, s->scan.tokens.items[at].text, ret_value))
            return 0;
        length = 1;
    } else if (is_class(s, at, PX_DUTY_NUMBER)) {
        *ret_value = s->phrases[at].strength;
        length = s->phrases[at].length;
    }
    while (length > 0 && is_class(s, at + length, PX_DUTY_MULTIPLIER)) {
        *ret_value *= s->phrases[at + length].strength;
        length += s->phrases[at + length].length;
    }
    return length;
}

static px_str token_span(const px_duty_scan *scan, size_t lo, size_t hi)
{
    const px_word_token *first = &scan->tokens.items[lo], *last = &scan->tokens.items[hi - 1];

    return px_str_n(first->text.ptr, (size_t)(last->text.ptr + last->text.len - first->text.ptr));
}

/* What a unit makes of the number before it. */
static const struct {
    px_duty_class word_class;
    px_duty_family family;
    px_duty_scale scale;
} units[] = {
    { PX_DUTY_HOURS, PX_FAMILY_TIME, PX_SCALE_HOURS },
    { PX_DUTY_MONTHS, PX_FAMILY_TIME, PX_SCALE_MONTHS },
    { PX_DUTY_WORKDAYS, PX_FAMILY_TIME, PX_SCALE_WORKDAYS },
    { PX_DUTY_PERCENT, PX_FAMILY_PERCENT, PX_SCALE_NONE },
    { PX_DUTY_CURRENCY, PX_FAMILY_AMOUNT, PX_SCALE_NONE },
};

/* Puts the unit at a token into the mark; returns the unit's tokens, 0: none stands there. */
static size_t read_unit(const scanner *s, size_t at, px_duty_mark *mark)
{
    for (size_t i = 0; i < PX_COUNT(units); i++) {
        size_t length;

        if (!is_class(s, at, units[i].word_class))
            continue;
        length = s->phrases[at].length;
        mark->family = units[i].family;
        mark->scale = units[i].scale;
        mark->unit = token_span(&s->scan, at, at + length);
        if (units[i].family == PX_FAMILY_TIME)
            mark->value *= s->phrases[at].strength;
        return length;
    }
    return 0;
}

/* "14 days", "EUR 10 million", "5 %", "12"; a number in words only with a unit behind it. */
static bool read_quantity(const scanner *s, size_t at, px_duty_mark *mark)
{
    bool currency = is_class(s, at, PX_DUTY_CURRENCY);
    size_t start = currency ? at + s->phrases[at].length : at;
    size_t length = read_number(s, start, &mark->value), unit;

    if (length == 0)
        return false;
    mark->lo = at;
    mark->hi = start + length;
    mark->family = currency ? PX_FAMILY_AMOUNT : PX_FAMILY_NUMBER;
    if (currency) {
        mark->unit = token_span(&s->scan, at, start);
        return true;
    }
    unit = read_unit(s, mark->hi, mark);
    mark->hi += unit;
    if (unit == 0 && mark->hi < s->scan.tokens.count &&
        s->scan.tokens.items[mark->hi].kind == PX_TOKEN_WORD)
        mark->unit = s->scan.tokens.items[mark->hi].text;
    return unit > 0 || s->scan.tokens.items[at].kind == PX_TOKEN_NUMBER;
}

static int month_of(px_str date)
{
    static const char *const months[12][2] = {
        { "January", "janvier" },
        { "February", "f\xC3\xA9vrier" },
        { "March", "mars" },
        { "April", "avril" },
        { "May", "mai" },
        { "June", "juin" },
        { "July", "juillet" },
        { "August", "ao\xC3\xBBt" },
        { "September", "septembre" },
        { "October", "octobre" },
        { "November", "novembre" },
        { "December", "d\xC3\xA9"
                      "cembre" },
    };

    for (int i = 0; i < 12; i++)
        for (int k = 0; k < 2; k++)
            if (px_str_find(date, px_str_of(months[i][k])) < date.len)
                return i + 1;
    return 0;
}

/* "2 August 2025" as days since 1970; of a date without a year only that it is one. */
static bool read_date(const scanner *s, size_t at, px_duty_mark *mark)
{
    px_str text, year;
    long long day = 0, number = 0;
    size_t digits = 0;

    if (at >= s->scan.tokens.count || s->scan.tokens.items[at].kind != PX_TOKEN_DATE)
        return false;
    text = s->scan.tokens.items[at].text;
    *mark = (px_duty_mark){ .family = PX_FAMILY_DATE, .lo = at, .hi = at + 1 };
    while (digits < text.len && px_is_digit(text.ptr[digits]))
        digits++;
    year = px_str_sub(text, text.len - 4, text.len);
    if (px_parse_int(year, 1, 9999, &number, NULL) < 0)
        return true;
    if (digits > 0 && px_parse_int(px_str_sub(text, 0, digits), 1, 31, &day, NULL) < 0)
        return true;
    mark->scale = PX_SCALE_DATE;
    mark->value = (double)px_days_from_date((int)number, month_of(text), day ? (int)day : 1);
    return true;
}

/* "within 14 days", "by 2 August 2025", "every two years", "each month". */
static bool read_deadline(const scanner *s, size_t at, px_duty_mark *mark)
{
    bool limit = is_class(s, at, PX_DUTY_LIMIT);
    size_t start;

    if (!limit && !is_class(s, at, PX_DUTY_INTERVAL))
        return false;
    start = at + s->phrases[at].length;
    if (limit && read_date(s, start, mark)) {
        mark->family = PX_FAMILY_DEADLINE;
    } else if (read_quantity(s, start, mark) && mark->family == PX_FAMILY_TIME) {
        mark->family = limit ? PX_FAMILY_DEADLINE : PX_FAMILY_INTERVAL;
    } else {
        size_t unit;

        *mark = (px_duty_mark){ .value = 1 };
        unit = limit ? 0 : read_unit(s, start, mark);
        if (unit == 0 || mark->family != PX_FAMILY_TIME)
            return false;
        mark->family = PX_FAMILY_INTERVAL;
        mark->hi = start + unit;
    }
    mark->lo = at;
    return true;
}

static bool is_roman(px_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (!strchr("IVXLC", word.ptr[i]))
            return false;
    return word.len > 0;
}

/* True for what names one provision among others: "3", "(a)", "II", "A". */
static bool is_designation(const px_word_token *token)
{
    return token->kind == PX_TOKEN_NUMBER || token->kind == PX_TOKEN_LABEL ||
           (token->kind == PX_TOKEN_WORD &&
            (is_roman(token->text) || (token->text.len == 1 && px_is_upper(token->text.ptr[0]))));
}

/* "Article 3(1)(a)", "Annex II", "Regulation (EU) 2024/1689". */
static bool read_reference(const scanner *s, size_t at, px_duty_mark *mark)
{
    const px_word_tokens *tokens = &s->scan.tokens;
    size_t i = at + 1;

    if (!is_class(s, at, PX_DUTY_REFERENCE))
        return false;
    if (i + 3 < tokens->count && px_str_is(tokens->items[i].text, "(") &&
        px_str_is(tokens->items[i + 2].text, ")"))
        i += 3;
    if (i >= tokens->count || !is_designation(&tokens->items[i]))
        return false;
    for (i++; i < tokens->count && tokens->items[i].kind == PX_TOKEN_LABEL; i++)
        ;
    *mark = (px_duty_mark){ .family = PX_FAMILY_REFERENCE, .lo = at, .hi = i };
    return true;
}

/* "Should a provider fail to ..." is a condition. */
static bool is_condition(const scanner *s, size_t at)
{
    return px_str_is(s->scan.tokens.items[at].text, "Should") &&
           (at == 0 || px_duty_ends_sentence(&s->scan.tokens.items[at - 1]));
}

/* "Signatories will ..." binds them; "the following sections will ..." nobody. */
static bool has_subject(const scanner *s, size_t at)
{
    for (; at > 0 && !px_duty_ends_sentence(&s->scan.tokens.items[at - 1]); at--)
        if (is_class(s, at - 1, PX_DUTY_SUBJECT))
            return true;
    return false;
}

static bool read_phrase(const scanner *s, size_t at, px_duty_mark *mark)
{
    px_duty_phrase phrase = s->phrases[at];

    if (phrase.word_class == PX_DUTY_FUTURE && has_subject(s, at))
        phrase.word_class = PX_DUTY_COMMITMENT;
    if (phrase.length == 0 || phrase.word_class > PX_DUTY_QUALIFIER || is_condition(s, at))
        return false;
    *mark =
        (px_duty_mark){ .family = phrase.word_class <= PX_DUTY_POSSIBILITY ? PX_FAMILY_DUTY
                                                                           : PX_FAMILY_QUALIFIER,
                        .word_class = phrase.word_class,
                        .strength = phrase.strength,
                        .lo = at,
                        .hi = at + phrase.length };
    return true;
}

/* Tries every kind of mark at a token; returns the tokens to go on, 1 at least. */
static size_t scan_at(scanner *s, size_t at)
{
    px_duty_mark mark = { 0 };

    if (is_class(s, at, PX_DUTY_NONE))
        return s->phrases[at].length;
    if (!read_deadline(s, at, &mark)) {
        mark = (px_duty_mark){ 0 };
        if (!read_date(s, at, &mark) && !read_reference(s, at, &mark) &&
            !read_phrase(s, at, &mark) && !read_quantity(s, at, &mark))
            return 1;
    }
    s->scan.marks[s->scan.count++] = mark;
    return mark.hi - at;
}

void px_duty_scan_make(px_arena *arena, px_str language, px_str text, px_duty_scan *ret_scan)
{
    scanner s = { .arena = arena, .scan = { .text = text } };
    size_t count;

    px_word_tokens_make(arena, text, &s.scan.tokens);
    count = s.scan.tokens.count;
    s.scan.words = px_arena_array(arena, PX_MAX(count, 1), sizeof(*s.scan.words));
    s.scan.marks = px_arena_array(arena, PX_MAX(count, 1), sizeof(*s.scan.marks));
    s.phrases = px_arena_array(arena, PX_MAX(count, 1), sizeof(*s.phrases));
    for (size_t i = 0; i < count; i++)
        s.scan.words[i] = px_word_fold(arena, s.scan.tokens.items[i].text);
    for (size_t i = 0; i < count; i++)
        s.phrases[i] = px_duty_words_find(language, s.scan.words + i, count - i);
    for (size_t i = 0; i < count;)
        i += scan_at(&s, i);
    *ret_scan = s.scan;
}
