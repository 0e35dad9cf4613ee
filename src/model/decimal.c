/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/decimal.h"

#include "base/ascii.h"
#include "base/builder.h"
#include "base/number.h"

#include "base/banned.h"

/*
 * What holds of every px_decimal: limbs[n - 1] is not 0, limbs from n on are 0, and 0 has n == 0
 * and exponent 0.
 */
#define BASE 1000000000U
enum { LIMB_DIGITS = 9, DIGITS_MAX = PX_DECIMAL_LIMBS * LIMB_DIGITS };

static void settle(px_decimal *a)
{
    while (a->n && a->limbs[a->n - 1] == 0)
        a->n--;
    if (a->n == 0)
        a->exponent = 0;
}

/* coefficient = coefficient * factor + more. */
static void grow(px_decimal *a, uint32_t factor, uint32_t more)
{
    uint64_t carry = more;

    for (unsigned i = 0; i < a->n; i++) {
        carry += (uint64_t)a->limbs[i] * factor;
        a->limbs[i] = (uint32_t)(carry % BASE);
        carry /= BASE;
    }
    if (carry && a->n == PX_DECIMAL_LIMBS)
        a->overflow = true;
    else if (carry)
        a->limbs[a->n++] = (uint32_t)carry;
}

/* The same number with an exponent that is lower by `steps`. */
static void lower_exponent(px_decimal *a, int steps)
{
    if (a->n == 0)
        return;
    a->exponent -= steps;
    for (; steps >= LIMB_DIGITS && !a->overflow; steps -= LIMB_DIGITS)
        grow(a, BASE, 0);
    for (; steps > 0 && !a->overflow; steps--)
        grow(a, 10, 0);
}

/* Brings both to the lower exponent. */
static void align(px_decimal *a, px_decimal *b)
{
    if (a->n == 0 || b->n == 0) {
        if (a->n == 0)
            a->exponent = b->exponent;
        else
            b->exponent = a->exponent;
    } else if (a->exponent > b->exponent) {
        lower_exponent(a, a->exponent - b->exponent);
    } else {
        lower_exponent(b, b->exponent - a->exponent);
    }
}

px_decimal px_decimal_of(uint64_t value)
{
    px_decimal a = { 0 };

    for (; value; value /= BASE)
        a.limbs[a.n++] = (uint32_t)(value % BASE);
    return a;
}

/* ---- Digits */

/* The digits of the coefficient, highest first; how many (0 for the number 0). */
static unsigned digits_of(const px_decimal *a, char ret_digits[DIGITS_MAX])
{
    unsigned count = 0;

    for (unsigned i = a->n; i-- > 0;) {
        uint32_t limb = a->limbs[i];
        char part[LIMB_DIGITS];

        for (unsigned k = LIMB_DIGITS; k-- > 0; limb /= 10)
            part[k] = (char)('0' + limb % 10);
        for (unsigned k = 0; k < LIMB_DIGITS; k++)
            if (count || part[k] != '0')
                ret_digits[count++] = part[k];
    }
    return count;
}

static px_decimal of_digits(const char *digits, unsigned count, int exponent)
{
    px_decimal a = { 0 };

    for (unsigned i = 0; i < count; i++)
        grow(&a, 10, (uint32_t)(digits[i] - '0'));
    if (a.n)
        a.exponent = exponent;
    return a;
}

/* ---- Reading */

static int no_number(px_str text, px_error *err)
{
    char value[PX_EXCERPT_SIZE];

    return px_fail(err, PX_ERR_INVALID,
                   N_("'{value}' is no number as this takes it: digits, as in 15600000000000, 0.5 "
                      "or 2.3e25, at most 40 of them, below 1e60"),
                   "value", px_str_excerpt(text, value), NULL);
}

/* Digits from *at on, put behind those that are there; false where there are none. */
static bool take_digits(px_str text, size_t *at, char *digits, unsigned *count)
{
    size_t from = *at;

    for (; *at < text.len && px_is_digit(text.ptr[*at]); (*at)++) {
        if (*count == 0 && text.ptr[*at] == '0')
            continue; /* zeros in front say nothing */
        if (*count == 2 * PX_DECIMAL_MAX_EXPONENT)
            return false;
        digits[(*count)++] = text.ptr[*at];
    }
    return *at > from;
}

/* "e25", "E-3", or nothing, up to the end of the text. */
static bool take_exponent(px_str text, size_t at, long long *ret_exponent)
{
    px_error ignored = PX_ERROR_INIT;

    *ret_exponent = 0;
    if (at == text.len)
        return true;
    if (text.ptr[at] != 'e' && text.ptr[at] != 'E')
        return false;
    at++;
    if (at < text.len && text.ptr[at] == '+')
        at++;
    return px_parse_int(px_str_sub(text, at, text.len), -1000, 1000, ret_exponent, &ignored) >= 0;
}

int px_decimal_parse(px_str text, px_decimal *ret_value, px_error *err)
{
    char digits[2 * PX_DECIMAL_MAX_EXPONENT];
    unsigned count = 0;
    size_t at = 0, point;
    long long exponent;

    if (!take_digits(text, &at, digits, &count))
        return no_number(text, err);
    point = at;
    if (at < text.len && text.ptr[at] == '.') {
        at++;
        point = at;
        if (!take_digits(text, &at, digits, &count))
            return no_number(text, err);
    }
    point = at - point;
    if (!take_exponent(text, at, &exponent))
        return no_number(text, err);
    exponent -= (long long)point;
    for (; count && digits[count - 1] == '0'; exponent++)
        count--;
    if (count && (count > PX_DECIMAL_MAX_FIGURES || exponent < -PX_DECIMAL_MAX_EXPONENT ||
                  exponent + count > PX_DECIMAL_MAX_EXPONENT))
        return no_number(text, err);
    *ret_value = of_digits(digits, count, (int)exponent);
    return 0;
}

/* ---- Exact */

px_decimal px_decimal_mul(const px_decimal *a, const px_decimal *b)
{
    px_decimal product = { .exponent = a->exponent + b->exponent,
                           .overflow = a->overflow || b->overflow };

    if (a->n + b->n > PX_DECIMAL_LIMBS) {
        product.overflow = true;
        return product;
    }
    for (unsigned i = 0; i < a->n; i++) {
        uint64_t carry = 0;

        for (unsigned k = 0; k < b->n || carry; k++) {
            carry += product.limbs[i + k] + (uint64_t)a->limbs[i] * (k < b->n ? b->limbs[k] : 0);
            product.limbs[i + k] = (uint32_t)(carry % BASE);
            carry /= BASE;
        }
    }
    product.n = (unsigned short)(a->n + b->n);
    settle(&product);
    return product;
}

px_decimal px_decimal_add(const px_decimal *a, const px_decimal *b)
{
    px_decimal sum = *a, other = *b;
    uint32_t carry = 0;

    align(&sum, &other);
    sum.n = PX_MAX(sum.n, other.n);
    for (unsigned i = 0; i < sum.n; i++) {
        uint32_t limb = sum.limbs[i] + other.limbs[i] + carry;

        carry = limb >= BASE;
        sum.limbs[i] = limb - carry * BASE;
    }
    sum.overflow = sum.overflow || other.overflow || (carry && sum.n == PX_DECIMAL_LIMBS);
    if (carry && sum.n < PX_DECIMAL_LIMBS)
        sum.limbs[sum.n++] = carry;
    settle(&sum);
    return sum;
}

px_decimal px_decimal_distance(const px_decimal *a, const px_decimal *b)
{
    bool less = px_decimal_cmp(a, b) < 0;
    px_decimal larger = less ? *b : *a, smaller = less ? *a : *b;
    uint32_t borrow = 0;

    align(&larger, &smaller);
    for (unsigned i = 0; i < PX_DECIMAL_LIMBS; i++) {
        uint32_t take = smaller.limbs[i] + borrow;

        borrow = larger.limbs[i] < take;
        larger.limbs[i] = larger.limbs[i] + borrow * BASE - take;
    }
    larger.overflow = larger.overflow || smaller.overflow;
    larger.n = PX_DECIMAL_LIMBS;
    settle(&larger);
    return larger;
}

px_decimal px_decimal_percent(const px_decimal *a, const px_decimal *percent)
{
    px_decimal part = px_decimal_mul(a, percent);

    if (part.n)
        part.exponent -= 2;
    return part;
}

bool px_decimal_is_zero(const px_decimal *a)
{
    return a->n == 0;
}

static unsigned digit_count(const px_decimal *a)
{
    unsigned count = a->n ? (a->n - 1U) * LIMB_DIGITS : 0;

    for (uint32_t top = a->n ? a->limbs[a->n - 1] : 0; top; top /= 10)
        count++;
    return count;
}

int px_decimal_magnitude(const px_decimal *a)
{
    return a->n ? (int)digit_count(a) + a->exponent - 1 : 0;
}

int px_decimal_cmp(const px_decimal *a, const px_decimal *b)
{
    px_decimal left = *a, right = *b;

    if (a->n == 0 || b->n == 0)
        return (a->n != 0) - (b->n != 0);
    if (px_decimal_magnitude(a) != px_decimal_magnitude(b))
        return px_decimal_magnitude(a) < px_decimal_magnitude(b) ? -1 : 1;
    align(&left, &right);
    for (unsigned i = PX_DECIMAL_LIMBS; i-- > 0;)
        if (left.limbs[i] != right.limbs[i])
            return left.limbs[i] < right.limbs[i] ? -1 : 1;
    return 0;
}

/* ---- Cut to figures */

px_decimal px_decimal_round(const px_decimal *a, unsigned figures)
{
    char digits[DIGITS_MAX];
    unsigned count = digits_of(a, digits);
    px_decimal rounded, last;

    if (count <= figures)
        return *a;
    rounded = of_digits(digits, figures, a->exponent + (int)(count - figures));
    if (digits[figures] >= '5') {
        last = px_decimal_of(1);
        last.exponent = a->exponent + (int)(count - figures);
        rounded = px_decimal_add(&rounded, &last);
    }
    rounded.overflow = a->overflow;
    return rounded;
}

/* Schoolbook: the divisor at the place of each digit is taken away as often as it goes. One figure
 * more than asked for is worked out, and one that stands for all that is left behind it. */
px_decimal px_decimal_divide(const px_decimal *a, const px_decimal *b, unsigned figures,
                             bool *ret_exact)
{
    int place = px_decimal_magnitude(a) - px_decimal_magnitude(b);
    px_decimal rest = *a, part = *b, quotient;
    char digits[DIGITS_MAX];
    unsigned count = 0;

    figures = PX_MIN(figures, (unsigned)PX_DECIMAL_QUOTIENT);
    part.exponent += place;
    while (a->n && count < figures + 2 && rest.n) {
        char digit = '0';

        for (; px_decimal_cmp(&rest, &part) >= 0 && !rest.overflow; digit++)
            rest = px_decimal_distance(&rest, &part);
        if (count || digit != '0')
            digits[count++] = digit;
        part.exponent--;
        place--;
    }
    if (ret_exact)
        *ret_exact = rest.n == 0 && count <= figures;
    quotient = of_digits(digits, count, place + 1);
    quotient = px_decimal_round(&quotient, figures);
    quotient.overflow = quotient.overflow || rest.overflow || a->overflow || b->overflow;
    return quotient;
}

uint64_t px_decimal_whole(const px_decimal *a)
{
    char digits[DIGITS_MAX];
    unsigned count = digits_of(a, digits);
    int whole = (int)count + a->exponent;
    uint64_t value = 0;

    for (int i = 0; i < whole; i++) {
        uint64_t digit = i < (int)count ? (uint64_t)(digits[i] - '0') : 0;

        if (__builtin_mul_overflow(value, (uint64_t)10, &value) ||
            __builtin_add_overflow(value, digit, &value))
            return UINT64_MAX;
    }
    return value;
}

/* ---- Writing */

enum { PLAIN_ABOVE = -7, PLAIN_BELOW = 15 };

/* point: how many digits stand in front of it. */
static void plain(px_builder *out, const char *digits, unsigned count, int point)
{
    if (point <= 0)
        px_builder_add(out, "0.");
    for (int i = point < 0 ? point : 0; i < (int)count || i < point; i++) {
        if (i == point && point > 0)
            px_builder_char(out, '.');
        px_builder_char(out, i >= 0 && i < (int)count ? digits[i] : '0');
    }
}

static void scientific(px_builder *out, const char *digits, unsigned count, unsigned figures,
                       int magnitude)
{
    px_builder_char(out, digits[0]);
    if (figures > 1)
        px_builder_char(out, '.');
    for (unsigned i = 1; i < figures; i++)
        px_builder_char(out, i < count ? digits[i] : '0');
    px_builder_format(out, "e%d", magnitude);
}

px_str px_decimal_text(px_arena *arena, const px_decimal *a)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(DIGITS_MAX + 64);
    char digits[DIGITS_MAX];
    unsigned count = digits_of(a, digits);
    int magnitude = px_decimal_magnitude(a);

    while (count > 1 && digits[count - 1] == '0')
        count--;
    if (count == 0)
        px_builder_char(&out, '0');
    else if (magnitude > PLAIN_ABOVE && magnitude < PLAIN_BELOW)
        plain(&out, digits, count, magnitude + 1);
    else
        scientific(&out, digits, count, count, magnitude);
    return px_arena_str(arena, px_builder_view(&out));
}

px_str px_decimal_scientific(px_arena *arena, const px_decimal *a, unsigned figures)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(DIGITS_MAX + 64);
    px_decimal rounded = px_decimal_round(a, figures);
    char digits[DIGITS_MAX] = "0";
    unsigned count = digits_of(&rounded, digits);

    scientific(&out, digits, PX_MAX(count, 1U), PX_MAX(figures, 1U),
               px_decimal_magnitude(&rounded));
    return px_arena_str(arena, px_builder_view(&out));
}

int px_decimal_check(const px_decimal *a, px_error *err)
{
    if (!a->overflow)
        return 0;
    return px_fail(err, PX_ERR_TOO_LARGE,
                   N_("these numbers have more digits than can be worked with: give fewer"), NULL);
}
