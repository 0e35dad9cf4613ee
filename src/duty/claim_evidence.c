/* SPDX-License-Identifier: EUPL-1.2 */
#include "duty/claim_evidence.h"

#include "base/file.h"
#include "store/blob.h"
#include "store/digest.h"

#include "base/banned.h"

static px_str base_name(px_arena *arena, const char *path)
{
    px_str name = px_str_of(path);

    while (name.len > 1 && px_str_ends(name, PX_STR("/")))
        name.len--;
    for (size_t slash; (slash = px_str_find_char(name, '/')) + 1 < name.len;)
        name = px_str_sub(name, slash + 1, name.len);
    return px_arena_str(arena, name);
}

int px_evidence_note(px_arena *arena, const char *path, px_evidence *ret_evidence, px_error *err)
{
    PX_AUTO_BUILDER px_builder hex = PX_BUILDER_INIT(128);
    unsigned char hash[32];
    uint64_t size;
    int rc = px_file_sha256(path, hash, &size, err);

    if (rc < 0)
        return rc;
    px_builder_hex(&hex, hash, sizeof(hash));
    *ret_evidence = (px_evidence){ .name = base_name(arena, path),
                                   .hash = px_arena_str(arena, px_builder_view(&hex)),
                                   .size = size };
    return 0;
}

int px_evidence_keep_bytes(px_house *house, px_arena *arena, px_str name, px_str bytes,
                           px_evidence *ret_evidence, px_error *err)
{
    char hash[PX_DIGEST_HEX];
    int rc = 0;

    if (house) {
        rc = px_blob_put(house, bytes, hash, err);
    } else {
        PX_AUTO_DIGEST px_digest digest = px_digest_start();

        px_digest_add(&digest, bytes);
        px_digest_end(&digest, hash);
    }
    if (rc < 0)
        return rc;
    *ret_evidence = (px_evidence){ .name = px_arena_str(arena, name),
                                   .hash = px_arena_str(arena, px_str_of(hash)),
                                   .size = bytes.len,
                                   .kept = house != NULL };
    return 0;
}

int px_evidence_keep(px_house *house, px_arena *arena, const char *path, px_evidence *ret_evidence,
                     px_error *err)
{
    PX_AUTO_FREE char *bytes = NULL;
    size_t len;
    int rc = px_file_read(path, PX_EVIDENCE_KEPT_MAX, &bytes, &len, err);

    return rc < 0 ? rc
                  : px_evidence_keep_bytes(house, arena, base_name(arena, path),
                                           px_str_n(bytes, len), ret_evidence, err);
}

int px_evidence_keep_small(px_house *house, px_arena *arena, const char *path, size_t max,
                           px_evidence *ret_evidence, px_error *err)
{
    px_evidence noted;
    int rc = px_evidence_note(arena, path, &noted, err);

    if (rc >= 0 && noted.size <= max)
        return px_evidence_keep(house, arena, path, ret_evidence, err);
    if (rc >= 0)
        *ret_evidence = noted;
    return rc;
}
