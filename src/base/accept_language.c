/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The choice of a language by Accept-Language (RFC 9110, 12.5.4). A page exists per primary
 * language only, so a range like "fr-BE" asks for "fr" (lookup, RFC 4647, 3.4).
 */
#include "base/ascii.h"
#include "base/message.h"

#include "base/banned.h"

#define ACCEPT_MAX_LENGTH 4096
#define ACCEPT_MAX_SUBTAG 8

/* One element of the header: a range and its weight in thousandths. */
typedef struct accept_range {
    px_str tag;
    int weight;
} accept_range;

/* "*", or letters and then subtags of letters and digits, each of one to eight characters. */
static bool range_valid(px_str tag)
{
    bool first = true;
    px_str part;

    if (px_str_is(tag, "*"))
        return true;
    while (px_str_split(&tag, '-', &part)) {
        if (part.len == 0 || part.len > ACCEPT_MAX_SUBTAG)
            return false;
        for (size_t i = 0; i < part.len; i++)
            if (!px_is_letter(part.ptr[i]) && (first || !px_is_digit(part.ptr[i])))
                return false;
        first = false;
    }
    return true;
}

/* A qvalue: 0 or 1 with at most three decimals, at most 1. In thousandths, or -1. */
static int parse_weight(px_str s)
{
    int value;

    if (s.len == 0 || s.len > 5 || (s.ptr[0] != '0' && s.ptr[0] != '1'))
        return -1;
    if (s.len > 1 && s.ptr[1] != '.')
        return -1;
    value = s.ptr[0] - '0';
    for (size_t i = 2; i < 5; i++) {
        if (i < s.len && !px_is_digit(s.ptr[i]))
            return -1;
        value = value * 10 + (i < s.len ? s.ptr[i] - '0' : 0);
    }
    return value <= 1000 ? value : -1;
}

/* False for what is no language range: it counts as not sent. */
static bool parse_range(px_str element, accept_range *ret_range)
{
    size_t at = px_str_find_char(element, ';');
    px_str tag = px_str_trim(px_str_sub(element, 0, at));
    px_str parameter = px_str_trim(px_str_sub(element, at + 1, element.len));
    int weight = 1000;

    if (tag.len == 0 || !range_valid(tag))
        return false;
    if (at < element.len) {
        if (!px_str_starts(parameter, PX_STR("q=")) && !px_str_starts(parameter, PX_STR("Q=")))
            return false;
        weight = parse_weight(px_str_sub(parameter, 2, parameter.len));
        if (weight < 0)
            return false;
    }
    *ret_range = (accept_range){ .tag = tag, .weight = weight };
    return true;
}

/* How much a language is wanted. */
typedef struct accept_wish {
    int weight;      /* 0: not at all */
    size_t position; /* of the element that says so; earlier is better */
} accept_wish;

/* The best of the ranges that name the language or a region of it; "*" where none does. A weight
 * of 0 for the language itself shuts it out, for one of its regions it says nothing. */
static accept_wish wish_for(px_str header, px_str language)
{
    accept_wish named = { 0 }, any = { 0 };
    bool excluded = false;
    accept_range range;
    px_str element;

    for (size_t i = 0; px_str_split(&header, ',', &element); i++) {
        accept_wish *wish = &named;

        if (!parse_range(element, &range))
            continue;
        if (px_str_is(range.tag, "*"))
            wish = &any;
        else if (!px_str_eq_nocase(px_str_sub(range.tag, 0, px_str_find_char(range.tag, '-')),
                                   language))
            continue;
        if (range.weight == 0 && range.tag.len == language.len)
            excluded = true;
        if (range.weight > wish->weight)
            *wish = (accept_wish){ range.weight, i };
    }
    if (excluded)
        return (accept_wish){ 0 };
    return named.weight > 0 ? named : any;
}

const px_language *px_language_accept(px_str header)
{
    const px_language *best = px_language_english(), *language;
    accept_wish best_wish;

    if (!header.ptr || header.len > ACCEPT_MAX_LENGTH)
        return best;
    best_wish = wish_for(header, px_str_of(px_language_tag(best)));
    for (size_t i = 0; (language = px_language_at(i)); i++) {
        accept_wish wish = wish_for(header, px_str_of(px_language_tag(language)));

        if (wish.weight > best_wish.weight ||
            (wish.weight == best_wish.weight && wish.position < best_wish.position)) {
            best = language;
            best_wish = wish;
        }
    }
    return best;
}
