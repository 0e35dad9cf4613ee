/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a file of claims: what is read can be written and read again. */
#include "duty/claim_json.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str text = px_str_n((const char *)data, size);
    px_error err = PX_ERROR_INIT;
    px_claim *claims, *again;
    size_t n, m;
    px_json json;

    (void)px_claims_file_is(text);
    if (px_claims_file_read(text, "input", arena, &claims, &n, &err) < 0)
        return 0;
    px_json_start(&json, &out, PX_JSON_COMPACT);
    px_json_object(&json);
    if (px_claims_file_json(&json, PX_STR("a"), claims, n, &err) < 0)
        abort();
    px_json_object_end(&json);
    if (px_json_finish(&json, &err) < 0 ||
        px_claims_file_read(px_builder_view(&out), "again", arena, &again, &m, &err) < 0 || m != n)
        abort();
    return 0;
}
