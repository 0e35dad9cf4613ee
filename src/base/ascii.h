/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Classes of ASCII characters, whatever the locale is. They take bytes, signed or not, and code
 * points; nothing from 0x80 on is in any class.
 */
#ifndef PX_BASE_ASCII_H
#define PX_BASE_ASCII_H

#include <stdbool.h>

static inline bool px_is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static inline bool px_is_upper(int c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool px_is_lower(int c)
{
    return c >= 'a' && c <= 'z';
}

static inline bool px_is_letter(int c)
{
    return px_is_upper(c) || px_is_lower(c);
}

static inline bool px_is_alnum(int c)
{
    return px_is_digit(c) || px_is_letter(c);
}

/* White space: space, tab, LF, VT, FF, CR. */
static inline bool px_is_space(int c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline char px_lower(char c)
{
    return (char)(px_is_upper(c) ? c - 'A' + 'a' : c);
}

/* The value of a hexadecimal digit; -1 for any other character. */
static inline int px_hex_value(int c)
{
    if (px_is_digit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

#endif
