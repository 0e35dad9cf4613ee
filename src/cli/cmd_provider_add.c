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
    px_provider provider = { .name = px_str_of(order->run->operands[0]) };
    int rc = px_provider_options_read(db, order->run, &provider, err);

    if (rc >= 0)
        rc = px_provider_add(db, order->run->arena, &provider, "operator", err);
    if (rc >= 0)
        rc = px_provider_options_claim(db, order->run, &provider, err);
    order->ret_provider = provider;
    return rc;
}

static int provider_add_run(px_invocation *run, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    provider_order order = { .run = run };
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc >= 0)
        rc = px_house_write(house, provider_write, &order, err);
    return rc < 0 ? rc
                  : px_provider_say(run, &order.ret_provider,
                                    N_("{name} is entered; commands call it '{slug}'"), err);
}

static const px_option provider_add_options[] = { PX_PROVIDER_OPTIONS, { 0 } };

static const px_example provider_add_examples[] = {
    { "provider add \"Example Lab\" --slug lab --outside-union no --size sme",
      N_("enters a provider") },
    { "provider add \"Far Lab\" --outside-union yes --country US --representative "
      "\"Example Representative, Brussels\"",
      N_("one outside the Union, with its representative") },
    { NULL, NULL },
};

const px_command px_cmd_provider_add = {
    .name = "provider add",
    .operands = N_("NAME"),
    .summary = N_("enter a provider of models"),
    .description = N_("Enters a provider by its legal name. What else is told of it are claims "
                      "that all its models inherit; an option left empty withdraws one. Its people "
                      "get their roles by 'praxis people grant ... provider:NAME'."),
    .options = provider_add_options,
    .examples = provider_add_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = provider_add_run,
};
