/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/claim_reading.h"
#include "cli/output.h"

#include "base/banned.h"

static int show_json(const px_provider *provider, const px_claim *claims, size_t n_claims,
                     const px_model_entry *models, size_t n_models, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;
    int rc;

    px_print_json(&json, &out);
    px_json_key(&json, "provider");
    px_provider_json(&json, provider);
    px_json_key(&json, "models");
    px_json_array(&json);
    for (size_t i = 0; i < n_models; i++)
        px_model_entry_json(&json, &models[i]);
    px_json_array_end(&json);
    rc = px_claims_print_json(&json, claims, n_claims, err);
    return rc < 0 ? rc : px_print_json_end(&json, err);
}

static int provider_show_run(px_invocation *run, px_error *err)
{
    PX_AUTO_CLAIM_READING px_claim_reading reading = { 0 };
    px_claim_subject subject = { 0 };
    px_model_entry *models;
    px_provider provider;
    px_claim *claims;
    size_t n_models, n_claims;
    int rc = px_claim_reading_open(run, PX_HOUSE_READ, &reading, err);

    if (rc >= 0)
        rc = px_provider_get(reading.db, run->arena, reading.subject.provider, &provider, err);
    if (rc < 0)
        return rc;
    subject.provider = provider.row;
    rc = px_model_entry_list(reading.db, run->arena, provider.row, &models, &n_models, err);
    if (rc >= 0)
        rc = px_claim_current(reading.db, run->arena, &subject, &claims, &n_claims, err);
    if (rc < 0)
        return rc;
    if (run->json)
        return show_json(&provider, claims, n_claims, models, n_models, err);
    px_say(run, N_("{name} ({slug})"), "name", px_arena_cstr(run->arena, provider.name), "slug",
           px_arena_cstr(run->arena, provider.slug), NULL);
    for (size_t i = 0; i < n_models; i++)
        px_say(run, N_("model {provider}/{slug}: {name}"), "provider",
               px_arena_cstr(run->arena, provider.slug), "slug",
               px_arena_cstr(run->arena, models[i].slug), "name",
               px_arena_cstr(run->arena, models[i].name), NULL);
    px_claims_print(run, claims, n_claims);
    return 0;
}

static const px_option no_options[] = { { 0 } };

static const px_example provider_show_examples[] = {
    { "provider show lab", N_("shows what a provider says of itself, and its models") },
    { NULL, NULL },
};

const px_command px_cmd_provider_show = {
    .name = "provider show",
    .operands = N_("PROVIDER"),
    .summary = N_("show a provider of models"),
    .description = N_("Shows a provider, its models, and the claims about it that all of them "
                      "inherit."),
    .options = no_options,
    .examples = provider_show_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = provider_show_run,
};
