/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/number.h"

#include <limits.h>
#include <locale.h>
#include <math.h>

#include "base/ascii.h"
#include "base/builder.h"

#include "base/banned.h"

/* Longer reals are refused: no figure that a person or a program writes needs more. */
#define REAL_MAX_LEN 400

/* Reads digits up to the end of the slice; false when there are none, when another byte is among
 * them, or when the value does not fit. */
static bool number_digits(px_str s, unsigned long long *ret_value)
{
    unsigned long long value = 0;

    if (s.len == 0)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (!px_is_digit(s.ptr[i]))
            return false;
        if (__builtin_mul_overflow(value, 10ULL, &value) ||
            __builtin_add_overflow(value, (unsigned long long)(s.ptr[i] - '0'), &value))
            return false;
    }
    *ret_value = value;
    return true;
}

static int parse_int_fail(px_str s, long long min, long long max, px_error *err)
{
    char value[PX_EXCERPT_SIZE], low[24], high[24];

    (void)snprintf(low, sizeof(low), "%lld", min);
    (void)snprintf(high, sizeof(high), "%lld", max);
    return px_fail(err, PX_ERR_INVALID, N_("'{value}' is not a whole number from {min} to {max}"),
                   "value", px_str_excerpt(s, value), "min", low, "max", high, NULL);
}

int px_parse_int(px_str s, long long min, long long max, long long *ret_value, px_error *err)
{
    bool negative = min < 0 && s.len > 0 && s.ptr[0] == '-';
    unsigned long long magnitude;
    long long value;

    if (!number_digits(px_str_sub(s, negative, s.len), &magnitude))
        return parse_int_fail(s, min, max, err);
    if (magnitude > (unsigned long long)LLONG_MAX + negative)
        return parse_int_fail(s, min, max, err);
    value = (long long)(negative ? 0ULL - magnitude : magnitude);
    if (value < min || value > max)
        return parse_int_fail(s, min, max, err);
    *ret_value = value;
    return 0;
}

/* Passes over digits from *at; false when there are none. */
static bool real_digits(px_str s, size_t *at)
{
    size_t from = *at;

    while (*at < s.len && px_is_digit(s.ptr[*at]))
        (*at)++;
    return *at > from;
}

/* digits [ "." digits ] [ ( "e" | "E" ) [ "+" | "-" ] digits ], and nothing else. */
static bool real_has_form(px_str s)
{
    size_t at = 0;

    if (!real_digits(s, &at))
        return false;
    if (at < s.len && s.ptr[at] == '.') {
        at++;
        if (!real_digits(s, &at))
            return false;
    }
    if (at < s.len && (s.ptr[at] == 'e' || s.ptr[at] == 'E')) {
        at++;
        if (at < s.len && (s.ptr[at] == '+' || s.ptr[at] == '-'))
            at++;
        if (!real_digits(s, &at))
            return false;
    }
    return at == s.len;
}

static int parse_real_fail(px_str s, double min, double max, px_error *err)
{
    char value[PX_EXCERPT_SIZE], low[32], high[32];

    (void)snprintf(low, sizeof(low), "%.15g", min);
    (void)snprintf(high, sizeof(high), "%.15g", max);
    return px_fail(err, PX_ERR_INVALID, N_("'{value}' is not a number from {min} to {max}"),
                   "value", px_str_excerpt(s, value), "min", low, "max", high, NULL);
}

int px_parse_real(px_str s, double min, double max, double *ret_value, px_error *err)
{
    bool negative = min < 0 && s.len > 0 && s.ptr[0] == '-';
    char text[REAL_MAX_LEN + 1];
    locale_t c_locale;
    double value;

    if (s.len > REAL_MAX_LEN || !real_has_form(px_str_sub(s, negative, s.len)))
        return parse_real_fail(s, min, max, err);
    memcpy(text, s.ptr, s.len);
    text[s.len] = '\0';
    /* The C locale is a constant of the library: nothing is made and nothing can fail here. */
    c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    value = strtod_l(text, NULL, c_locale);
    if (!isfinite(value) || !(value >= min && value <= max))
        return parse_real_fail(s, min, max, err);
    *ret_value = value;
    return 0;
}

/* The power of two for a suffix, 0 for anything else. */
static unsigned size_shift(char suffix)
{
    static const char suffixes[] = "KMGT";
    const char *found = suffix ? strchr(suffixes, suffix) : NULL;

    return found ? 10 * (unsigned)(found - suffixes + 1) : 0;
}

int px_parse_size(px_str s, unsigned long long *ret_bytes, px_error *err)
{
    unsigned shift = s.len > 0 ? size_shift(s.ptr[s.len - 1]) : 0;
    unsigned long long value;
    char excerpt[PX_EXCERPT_SIZE];

    if (number_digits(px_str_sub(s, 0, s.len - (shift > 0)), &value) &&
        value <= ULLONG_MAX >> shift) {
        *ret_bytes = value << shift;
        return 0;
    }
    return px_fail(err, PX_ERR_INVALID,
                   N_("'{value}' is not a size; write a whole number of bytes, or one with K, M, "
                      "G or T behind it"),
                   "value", px_str_excerpt(s, excerpt), NULL);
}

int px_parse_hex(px_str s, void *ret_bytes, size_t len, px_error *err)
{
    unsigned char *bytes = ret_bytes;
    bool good = s.len % 2 == 0 && s.len / 2 == len;
    char value[PX_EXCERPT_SIZE], digits[24];

    for (size_t i = 0; good && i < s.len; i++)
        good = px_hex_value(s.ptr[i]) >= 0;
    if (good) {
        for (size_t i = 0; i < len; i++)
            bytes[i] =
                (unsigned char)(px_hex_value(s.ptr[2 * i]) << 4 | px_hex_value(s.ptr[2 * i + 1]));
        return 0;
    }
    (void)snprintf(digits, sizeof(digits), "%zu", len * 2);
    return px_fail(err, PX_ERR_INVALID, N_("'{value}' is not {digits} hexadecimal digits"), "value",
                   px_str_excerpt(s, value), "digits", digits, NULL);
}
