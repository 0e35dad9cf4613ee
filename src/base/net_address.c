/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/net_address.h"

#include "base/ascii.h"

#include "base/banned.h"

enum { NET_ADDRESS_MAX = 2048, NET_HOST_MAX = 253, NET_SCHEME_MAX = 16 };

static bool net_is_scheme(px_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!px_is_lower(s.ptr[i]))
            return false;
    return s.len > 0 && s.len <= NET_SCHEME_MAX;
}

static bool net_is_name(px_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!px_is_alnum(s.ptr[i]) && s.ptr[i] != '-' && s.ptr[i] != '.')
            return false;
    return s.len > 0 && s.len <= NET_HOST_MAX;
}

/* What stands in brackets: an IPv6 address. */
static bool net_is_number(px_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (px_hex_value(s.ptr[i]) < 0 && s.ptr[i] != ':' && s.ptr[i] != '.')
            return false;
    return s.len > 1 && s.len <= NET_HOST_MAX && px_str_find_char(s, ':') < s.len;
}

static bool net_read_port(px_str s, unsigned *ret_port)
{
    unsigned port = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (!px_is_digit(s.ptr[i]) || port > 6553)
            return false;
        port = port * 10 + (unsigned)(s.ptr[i] - '0');
    }
    if (!port || port > 65535)
        return false;
    *ret_port = port;
    return true;
}

/* Host and port of "host", "host:25", "[::1]:25". */
static bool net_read_authority(px_str s, px_net_address *parts)
{
    bool bracket = s.len && s.ptr[0] == '[';
    size_t end = px_str_find_char(s, bracket ? ']' : ':');
    px_str rest;

    if (bracket && end == s.len)
        return false;
    parts->host = px_str_sub(s, bracket ? 1 : 0, end);
    rest = px_str_sub(s, bracket ? end + 1 : end, s.len);
    if (bracket ? !net_is_number(parts->host) : !net_is_name(parts->host))
        return false;
    parts->port = 0;
    if (!rest.len)
        return true;
    return rest.ptr[0] == ':' && net_read_port(px_str_sub(rest, 1, rest.len), &parts->port);
}

static bool net_is_rest(px_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];

        if (!px_is_alnum(c) && (c == '\0' || !strchr("-._~:/?#[]@!$&'()*+,;=%", c)))
            return false;
    }
    return true;
}

bool px_net_address_read(px_str address, px_net_address *ret_parts)
{
    size_t colon = px_str_find(address, PX_STR("://"));
    px_net_address parts = { .scheme = px_str_sub(address, 0, colon) };
    size_t from = colon + 3, to;

    if (colon == address.len || address.len > NET_ADDRESS_MAX || !net_is_scheme(parts.scheme))
        return false;
    for (to = from; to < address.len && !strchr("/?#", address.ptr[to]); to++)
        if (address.ptr[to] == '\0')
            return false;
    parts.rest = px_str_sub(address, to, address.len);
    if (!net_read_authority(px_str_sub(address, from, to), &parts) || !net_is_rest(parts.rest))
        return false;
    *ret_parts = parts;
    return true;
}

/* "127." and three more numbers. */
static bool net_is_loopback_number(px_str host)
{
    unsigned dots = 0;

    if (!px_str_starts(host, PX_STR("127.")))
        return false;
    for (size_t i = 0; i < host.len; i++) {
        if (host.ptr[i] != '.' && !px_is_digit(host.ptr[i]))
            return false;
        dots += host.ptr[i] == '.';
    }
    return dots == 3;
}

bool px_net_is_loopback(px_str host)
{
    return px_str_eq_nocase(host, PX_STR("localhost")) || px_str_is(host, "::1") ||
           net_is_loopback_number(host);
}
