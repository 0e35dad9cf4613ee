/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/provider_reading.h"

#include "cli/output.h"
#include "drafting/people/organisation.h"

#include "base/banned.h"

/* Options that are claims, and the fields that they are of. */
static const px_claim_option option_fields[] = {
    { "contact", "summary.1.1.a" },
    { "representative", "summary.1.1.b" },
    { "outside-union", "fact.provider.outside_union" },
    { "country", "fact.provider.country" },
    { "size", "fact.provider.size" },
    { "signed", "fact.provider.chapters" },
};

bool px_provider_options_given(const px_invocation *run)
{
    bool any = px_invocation_option(run, "slug") || px_invocation_option(run, "organisation");

    for (size_t i = 0; i < PX_COUNT(option_fields); i++)
        any |= px_invocation_option(run, option_fields[i].option) != NULL;
    return any;
}

int px_provider_options_read(px_db *db, const px_invocation *run, px_provider *provider,
                             px_error *err)
{
    const char *slug = px_invocation_option(run, "slug");
    const char *told = px_invocation_option(run, "organisation");
    px_error none = PX_ERROR_INIT;
    px_organisation organisation;
    int rc;

    if (slug)
        provider->slug = px_str_of(slug);
    if (!told)
        return 0;
    provider->organisation = 0;
    if (!*told)
        return 0;
    rc = px_organisation_find(db, run->arena, px_str_of(told), &organisation, &none);
    if (rc < 0)
        rc = px_organisation_find_name(db, run->arena, px_str_of(told), &organisation, err);
    if (rc >= 0)
        provider->organisation = organisation.row;
    return rc;
}

int px_provider_options_claim(px_db *db, const px_invocation *run, const px_provider *provider,
                              px_error *err)
{
    px_claim_subject subject = { .provider = provider->row };

    return px_claim_options_declare(db, run, &subject, option_fields, PX_COUNT(option_fields), err);
}

int px_provider_say(px_invocation *run, const px_provider *provider, const char *message,
                    px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    px_json json;

    px_say(run, message, "name", px_arena_cstr(run->arena, provider->name), "slug",
           px_arena_cstr(run->arena, provider->slug), NULL);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_key(&json, "provider");
    px_provider_json(&json, provider);
    return px_print_json_end(&json, err);
}
