/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/model_reading.h"

#include "cli/output.h"

#include "base/banned.h"

static const px_claim_option option_fields[] = {
    { "released", "model.g.release" },
    { "placed", "model.g.union" },
    { "base", "fact.base_models" },
};

/* The version of --version, entered where it is new; row 0 where none was named. */
static int version_of(px_db *db, const px_invocation *run, const px_model_entry *model,
                      px_model_version *ret_version, px_error *err)
{
    const char *name = px_invocation_option(run, "version");
    px_model_version version = { .model = model->row };
    px_error none = PX_ERROR_INIT;
    int rc;

    *ret_version = version;
    if (!name)
        return 0;
    if (px_model_version_find(db, run->arena, model->row, px_str_of(name), ret_version, &none) >= 0)
        return 0;
    version.name = px_str_of(name);
    rc = px_model_version_add(db, run->arena, &version, "operator", err);
    if (rc >= 0)
        *ret_version = version;
    return rc;
}

int px_model_options_claim(px_db *db, const px_invocation *run, const px_model_entry *model,
                           px_error *err)
{
    px_claim_subject subject = px_model_subject(model);
    px_model_version version;
    int rc = version_of(db, run, model, &version, err);

    if (rc < 0)
        return rc;
    subject.version = version.row;
    return px_claim_options_declare(db, run, &subject, option_fields, PX_COUNT(option_fields), err);
}

int px_model_say(px_invocation *run, const px_model_entry *model, const char *message,
                 px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    px_json json;

    px_say(run, message, "name", px_arena_cstr(run->arena, model->name), "model",
           px_arena_format(run->arena, "%.*s/%.*s", PX_STR_ARG(model->provider_slug),
                           PX_STR_ARG(model->slug)),
           NULL);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_key(&json, "model");
    px_model_entry_json(&json, model);
    return px_print_json_end(&json, err);
}
