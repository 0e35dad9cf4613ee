/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/link.h"

#include "base/ascii.h"

#include "base/banned.h"

/* Addresses are judged after entities were decoded, as a browser will see them. Browsers drop
 * tabs and line ends and take a backslash for a slash: an address with any of these, or with other
 * control characters or spaces, is no address. */
static bool has_trap(px_str address)
{
    for (size_t i = 0; i < address.len; i++) {
        unsigned char c = (unsigned char)address.ptr[i];

        if (c <= 0x20 || c == 0x7F || c == '\\' || c == '<' || c == '>' || c == '"')
            return true;
    }
    return false;
}

/* The rest behind a scheme, compared without case; false when the address has another one. */
static bool after_scheme(px_str address, px_str scheme, px_str *ret_rest)
{
    if (!px_str_eq_nocase(px_str_sub(address, 0, scheme.len), scheme))
        return false;
    *ret_rest = px_str_sub(address, scheme.len, address.len);
    return true;
}

static bool is_fragment(px_str address)
{
    if (address.len < 2 || address.ptr[0] != '#')
        return false;
    for (size_t i = 1; i < address.len; i++) {
        char c = address.ptr[i];

        if (!(px_is_alnum(c) || c == '-' || c == '_' || c == '.' || c == ':'))
            return false;
    }
    return true;
}

bool px_link_allowed(px_str address)
{
    px_str rest;

    if (has_trap(address) || !px_utf8_valid(address, NULL))
        return false;
    if (after_scheme(address, PX_STR("https://"), &rest) ||
        after_scheme(address, PX_STR("http://"), &rest))
        return rest.len && rest.ptr[0] != '/' && rest.ptr[0] != '?' && rest.ptr[0] != '#';
    if (after_scheme(address, PX_STR("mailto:"), &rest))
        return rest.len && px_str_find_char(rest, '@') < rest.len;
    return is_fragment(address);
}
