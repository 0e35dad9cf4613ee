/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tokens of providers: the first line is a token, the rest a set of keys. Nothing is verified that
 * was not signed.
 */
#include <stddef.h>
#include <stdint.h>

#include "drafting/people/jwt.h"

#include "base/banned.h"

/* Called by libFuzzer. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const px_jwt_wanted wanted = { PX_STR("https://a.example"), PX_STR("praxis"), PX_STR("n"), 0 };
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str rest = px_str_n((const char *)data, size), token;
    PX_AUTO_JSON json_t *keys = NULL;
    PX_AUTO_JWT px_jwt jwt = { 0 };
    px_error err = PX_ERROR_INIT;

    if (!px_str_line(&rest, &token) || px_jwt_parse(arena, token, &jwt, &err) < 0)
        return 0;
    (void)!px_jwt_check(&jwt, &wanted, &err);
    if (rest.ptr && px_json_parse(rest, "keys", (size_t)1 << 20, &keys, &err) >= 0)
        (void)!px_jwt_verify(&jwt, keys, &err);
    return 0;
}
