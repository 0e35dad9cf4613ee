/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/source_network.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "base/banned.h"

static px_str network_four(px_arena *arena, const unsigned char *bytes)
{
    return px_str_of(px_arena_format(arena, "%u.%u.%u.0/24", bytes[0], bytes[1], bytes[2]));
}

px_str px_source_network(px_arena *arena, px_str address)
{
    char text[INET6_ADDRSTRLEN + 1], printed[INET6_ADDRSTRLEN];
    struct in6_addr six;
    struct in_addr four;

    if (address.len == 0 || address.len >= sizeof(text) || memchr(address.ptr, 0, address.len))
        return PX_STR("");
    memcpy(text, address.ptr, address.len);
    text[address.len] = '\0';
    if (inet_pton(AF_INET, text, &four) == 1)
        return network_four(arena, (const unsigned char *)&four);
    if (inet_pton(AF_INET6, text, &six) != 1)
        return PX_STR("");
    if (IN6_IS_ADDR_V4MAPPED(&six))
        return network_four(arena, six.s6_addr + 12);
    memset(six.s6_addr + 6, 0, 10);
    if (!inet_ntop(AF_INET6, &six, printed, sizeof(printed)))
        return PX_STR("");
    return px_str_of(px_arena_format(arena, "%s/48", printed));
}
