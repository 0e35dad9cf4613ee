/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/secret_token.h"

#include <sodium.h>

#include "base/ascii.h"
#include "base/random.h"

#include "base/banned.h"

void px_token_make(char ret_token[PX_TOKEN_LEN + 1])
{
    unsigned char bytes[32];

    px_random_bytes(bytes, sizeof(bytes));
    (void)sodium_bin2base64(ret_token, PX_TOKEN_LEN + 1, bytes, sizeof(bytes),
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof(bytes));
}

bool px_token_is(px_str s)
{
    if (s.len != PX_TOKEN_LEN)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];

        if (!(px_is_alnum(c) || c == '-' || c == '_'))
            return false;
    }
    return true;
}

px_token_hash px_token_hash_of(px_str token)
{
    px_token_hash hash;

    (void)crypto_hash_sha256(hash.bytes, (const unsigned char *)token.ptr, token.len);
    return hash;
}
