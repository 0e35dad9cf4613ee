/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/cookie.h"

#include "base/ascii.h"

#include "base/banned.h"

/* token of RFC 9110, 5.6.2 */
static bool is_token_char(char c)
{
    return px_is_alnum(c) || (c != '\0' && strchr("!#$%&'*+-.^_`|~", c));
}

/* cookie-octet of RFC 6265, 4.1.1 */
static bool is_cookie_char(char c)
{
    return c > 0x20 && c < 0x7F && !strchr("\",;\\", c);
}

static bool all_are(px_str s, bool (*is)(char))
{
    for (size_t i = 0; i < s.len; i++)
        if (!is(s.ptr[i]))
            return false;
    return true;
}

static bool cookie_pair(px_str pair, px_field *ret_field)
{
    size_t equals = px_str_find_char(pair, '=');
    px_str name = px_str_trim(px_str_sub(pair, 0, equals));
    px_str value = px_str_trim(px_str_sub(pair, equals + 1, pair.len));

    if (equals == pair.len)
        return false;
    if (value.len >= 2 && value.ptr[0] == '"' && value.ptr[value.len - 1] == '"')
        value = px_str_sub(value, 1, value.len - 1);
    if (name.len == 0 || !all_are(name, is_token_char) || !all_are(value, is_cookie_char))
        return false;
    *ret_field = (px_field){ name, value };
    return true;
}

px_fields px_cookie_parse(px_arena *arena, px_str header)
{
    px_fields cookies = { 0 };
    px_str pair;

    if (header.len == 0)
        return cookies;
    cookies.items = px_arena_array(arena, PX_COOKIE_MAX, sizeof(*cookies.items));
    while (cookies.count < PX_COOKIE_MAX && px_str_split(&header, ';', &pair))
        if (cookie_pair(pair, &cookies.items[cookies.count]))
            cookies.count++;
    return cookies;
}

px_str px_cookie_print(px_arena *arena, const px_cookie *cookie)
{
    const char *secure = cookie->secure ? "; Secure" : "";

    if (cookie->max_age)
        return px_str_of(
            px_arena_format(arena, "%s=%.*s; Path=/; Max-Age=%ld; HttpOnly; SameSite=Lax%s",
                            cookie->name, PX_STR_ARG(cookie->value), cookie->max_age, secure));
    return px_str_of(px_arena_format(arena, "%s=%.*s; Path=/; HttpOnly; SameSite=Lax%s",
                                     cookie->name, PX_STR_ARG(cookie->value), secure));
}
