/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/signing_print.h"

#include "cli/output.h"

#include "base/banned.h"

size_t px_signed_file_count(const px_signed_manifest *manifest)
{
    size_t count = 0;

    for (size_t i = 0; i < manifest->n_resources; i++)
        count += manifest->resources[i].start == 0;
    return count;
}

int px_print_manifest(const px_signed_manifest *manifest, const char *state, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    px_json_pair_bool(&json, state, true);
    px_json_pair_str(&json, "subject", manifest->subject);
    px_json_pair_hex(&json, "root", manifest->root, sizeof(manifest->root));
    px_json_pair_cstr(&json, "method", manifest->shards ? "shards" : "files");
    px_json_pair_cstr(&json, "hash", manifest->hash == PX_SIGNING_SHA256 ? "sha256" : "blake2b");
    px_json_pair_bool(&json, "allow_symlinks", manifest->allow_symlinks);
    px_json_key(&json, "ignored");
    px_json_array(&json);
    for (size_t i = 0; i < manifest->n_ignored; i++)
        px_json_str(&json, manifest->ignored[i]);
    px_json_array_end(&json);
    px_json_key(&json, "files");
    px_json_array(&json);
    for (size_t i = 0; i < manifest->n_resources; i++) {
        const px_signed_resource *resource = &manifest->resources[i];

        px_json_object(&json);
        px_json_pair_str(&json, "name", resource->name);
        if (manifest->shards) {
            px_json_pair_int(&json, "start", (long long)resource->start);
            px_json_pair_int(&json, "end", (long long)resource->end);
        }
        px_json_pair_hex(&json, "digest", resource->digest, resource->digest_len);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    return px_print_json_end(&json, err);
}
