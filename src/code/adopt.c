/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/adopt.h"

#include "base/json_write.h"
#include "store/act.h"

#include "base/banned.h"

static int adopt_find(px_db *db, px_arena *arena, const px_adopt *adopt, px_version *ret_version,
                      px_error *err)
{
    px_code code;
    int rc = px_code_find(db, arena, adopt->code, PX_STR(""), &code, err);

    if (rc >= 0)
        rc = px_version_find(db, arena, &code, adopt->label, PX_STR(""), ret_version, err);
    if (rc < 0 || ret_version->state == PX_VERSION_PUBLISHED)
        return rc;
    return px_fail(err, PX_ERR_CONFLICT,
                   ret_version->state == PX_VERSION_ADOPTED
                       ? N_("version '{version}' of code '{code}' is adopted already")
                       : N_("version '{version}' of code '{code}' is not published; only what is "
                            "frozen can be adopted"),
                   "version", px_arena_cstr(arena, adopt->label), "code",
                   px_arena_cstr(arena, adopt->code), NULL);
}

static px_str given(px_str text)
{
    return text.ptr ? text : PX_STR("");
}

static int adopt_act(px_db *db, px_arena *arena, const px_adopt *adopt, const px_version *version,
                     px_act_receipt *ret_receipt, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(512 * 1024);
    px_act act = {
        .kind = "version.adopted",
        .code = px_arena_cstr(arena, adopt->code),
        .version = px_arena_cstr(arena, adopt->label),
        .author = adopt->author,
    };
    px_json json;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "code", adopt->code);
    px_json_pair_str(&json, "digest", version->digest);
    px_json_pair_str(&json, "process", given(adopt->process));
    px_json_key(&json, "steps");
    px_json_array(&json);
    for (size_t i = 0; i < adopt->n_steps; i++) {
        const px_adopt_step *step = &adopt->steps[i];

        px_json_object(&json);
        px_json_pair_str(&json, "address", given(step->address));
        px_json_pair_str(&json, "document", given(step->document));
        px_json_pair_str(&json, "kind", given(step->kind));
        px_json_pair_str(&json, "meeting", given(step->meeting));
        px_json_pair_str(&json, "on", given(step->on));
        px_json_pair_str(&json, "step", given(step->step));
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    px_json_pair_str(&json, "version", adopt->label);
    return px_act_append_json(db, &act, &json, ret_receipt, err);
}

int px_version_adopt(px_db *db, px_adopt *adopt, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_act_receipt receipt;
    px_version version;
    int rc = adopt_find(db, arena, adopt, &version, err);

    if (rc >= 0)
        rc = adopt_act(db, arena, adopt, &version, &receipt, err);
    if (rc >= 0)
        rc = px_query_start(
            db, "UPDATE version SET state = 'adopted' WHERE id = ? AND state = 'published'", &query,
            err);
    if (rc < 0)
        return rc;
    px_query_int(&query, version.row);
    rc = px_query_run(&query, err);
    if (rc < 0)
        return rc;
    (void)snprintf(adopt->ret_act, sizeof(adopt->ret_act), "%s", receipt.id);
    return 0;
}
