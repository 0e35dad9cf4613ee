/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/export.h"
#include "code/text_json.h"

#include "base/banned.h"

static void version_json(px_json *json, const px_version *version)
{
    px_json_key(json, "version");
    px_json_object(json);
    px_json_pair_str(json, "label", version->label);
    px_json_pair_str(json, "title", version->title);
    px_json_pair_cstr(json, "state", px_version_state_name(version->state));
    px_json_pair_str(json, "digest", version->digest);
    px_json_object_end(json);
}

int px_export_json(px_arena *arena, const px_export *export, px_builder *out, px_error *err)
{
    px_json json;
    int rc;

    (void)arena;
    px_json_start(&json, out, PX_JSON_PRETTY);
    px_json_object(&json);
    px_json_pair_int(&json, "schema", 1);
    px_json_pair_str(&json, "code", export->code->id);
    version_json(&json, export->version);
    px_text_json(&json, export->text);
    px_json_object_end(&json);
    rc = px_json_finish(&json, err);
    px_builder_char(out, '\n');
    return rc < 0 ? rc : px_builder_check(out, err);
}
