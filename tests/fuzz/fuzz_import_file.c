/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as a file that claims are made of, of the kind that the first byte tells or of that
 * which is recognised: what is read passes the wall of the jail and is the same behind it. And any
 * bytes as what the parser sends.
 */
#include "duty/claim_import.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void pass_wall(const px_import_found *found, px_arena *arena)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_error err = PX_ERROR_INIT;
    px_import_found again;

    demand(found->n_claims || found->n_missed);
    demand(px_import_plain(found, &plain, &err) >= 0);
    demand(px_import_plain_read(px_builder_view(&plain), arena, &again, &err) >= 0);
    demand(again.kind == found->kind && again.n_claims == found->n_claims &&
           again.n_missed == found->n_missed && px_str_eq(again.list, found->list));
    for (size_t i = 0; i < again.n_claims; i++)
        demand(px_str_eq(again.claims[i].value, found->claims[i].value) &&
               again.claims[i].n_evidence == found->claims[i].n_evidence);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str bytes = px_str_n((const char *)data, size);
    px_import_source source = { .name = "input.md",
                                .bytes = px_str_sub(bytes, 1, size),
                                .kind = PX_IMPORT_KIND_COUNT,
                                .model = PX_STR("Example") };
    px_error err = PX_ERROR_INIT;
    px_import_found found;

    if (px_import_plain_read(bytes, arena, &found, &err) >= 0)
        demand(found.kind < PX_IMPORT_KIND_COUNT);
    if (size < 2)
        return 0;
    if (data[0] >= '0' && data[0] < '0' + PX_IMPORT_WEIGHTS)
        source.kind = (px_import_kind)(data[0] - '0');
    if (px_import_read(&source, arena, &found, &err) >= 0)
        pass_wall(&found, arena);
    return 0;
}
