/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/provider_reading.h"

#include "base/banned.h"

typedef struct provider_order {
    px_invocation *run;
    px_provider ret_provider;
} provider_order;

static int provider_write(px_db *db, void *arg, px_error *err)
{
    provider_order *order = arg;
    px_invocation *run = order->run;
    px_provider *provider = &order->ret_provider;
    const char *name = px_invocation_option(run, "name");
    int rc = px_provider_find(db, run->arena, px_str_of(run->operands[0]), provider, err);

    if (rc >= 0 && name)
        provider->name = px_str_of(name);
    if (rc >= 0)
        rc = px_provider_options_read(db, run, provider, err);
    if (rc >= 0 &&
        (name || px_invocation_option(run, "slug") || px_invocation_option(run, "organisation")))
        rc = px_provider_change(db, run->arena, provider, "operator", err);
    return rc < 0 ? rc : px_provider_options_claim(db, run, provider, err);
}

static int provider_change_run(px_invocation *run, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    provider_order order = { .run = run };
    int rc;

    if (!px_invocation_option(run, "name") && !px_provider_options_given(run))
        return px_fail(err, PX_ERR_USAGE, N_("say what changes, such as --name or --contact"),
                       NULL);
    rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);
    if (rc >= 0)
        rc = px_house_write(house, provider_write, &order, err);
    return rc < 0
               ? rc
               : px_provider_say(run, &order.ret_provider, N_("{name} ({slug}) is changed"), err);
}

static const px_option provider_change_options[] = {
    { "name", N_("NAME"), N_("its new legal name") },
    PX_PROVIDER_OPTIONS,
    { 0 },
};

static const px_example provider_change_examples[] = {
    { "provider change lab --contact \"Example Lab, Brussels, data@example.eu\"",
      N_("gives the contact of the public summary") },
    { NULL, NULL },
};

const px_command px_cmd_provider_change = {
    .name = "provider change",
    .operands = N_("PROVIDER"),
    .summary = N_("change a provider of models"),
    .description = N_("Changes what a provider is called, or declares what it says of itself. What "
                      "is not named stays; an option left empty withdraws what stood there."),
    .options = provider_change_options,
    .examples = provider_change_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = provider_change_run,
};
