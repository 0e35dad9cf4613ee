/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a bundle, and as the statement in it, which is read without a key: what is taken
 * names paths below the folder alone, and its digest of the whole is right. */
#include "model/signing.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void check_path(px_str path)
{
    px_str rest = path, part;

    demand(path.len > 0 && path.ptr[0] != '/');
    if (px_str_is(path, "."))
        return;
    while (px_str_split(&rest, '/', &part))
        demand(part.len > 0 && !px_str_is(part, "..") && !px_str_is(part, "."));
}

static void check_manifest(px_str payload, px_arena *arena)
{
    px_error err = PX_ERROR_INIT;
    px_signed_manifest manifest;

    if (px_signing_manifest_read(payload, arena, &manifest, &err) < 0) {
        demand(err.message != NULL);
        return;
    }
    demand(manifest.n_resources > 0);
    for (size_t i = 0; i < manifest.n_resources; i++) {
        check_path(manifest.resources[i].name);
        demand(manifest.resources[i].start <= manifest.resources[i].end);
    }
    for (size_t i = 0; i < manifest.n_ignored; i++)
        check_path(manifest.ignored[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_str text = px_str_n((const char *)data, size);
    px_error err = PX_ERROR_INIT;
    px_signing_bundle bundle;

    check_manifest(text, arena);
    if (px_signing_bundle_read(text, "input", arena, &bundle, &err) < 0) {
        demand(err.message != NULL);
        return 0;
    }
    demand(bundle.payload.len > 0 && bundle.signature.len > 0);
    check_manifest(bundle.payload, arena);
    return 0;
}
