/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/model_reading.h"

#include "base/banned.h"

typedef struct model_order {
    px_invocation *run;
    px_model_entry ret_model;
} model_order;

static int model_write(px_db *db, void *arg, px_error *err)
{
    model_order *order = arg;
    px_invocation *run = order->run;
    px_model_entry model = { .name = px_str_of(run->operands[1]) };
    px_provider provider;
    int rc = px_provider_find(db, run->arena, px_str_of(run->operands[0]), &provider, err);

    if (rc < 0)
        return rc;
    model.provider = provider.row;
    model.slug = px_str_of(px_invocation_option(run, "slug"));
    model.family = px_str_of(px_invocation_option(run, "family"));
    rc = px_model_entry_add(db, run->arena, &model, "operator", err);
    if (rc >= 0)
        rc = px_model_options_claim(db, run, &model, err);
    order->ret_model = model;
    return rc;
}

static int model_add_run(px_invocation *run, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    model_order order = { .run = run };
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc >= 0)
        rc = px_house_write(house, model_write, &order, err);
    return rc < 0 ? rc
                  : px_model_say(run, &order.ret_model,
                                 N_("{name} is entered; commands call it '{model}'"), err);
}

static const px_option model_add_options[] = { PX_MODEL_OPTIONS, { 0 } };

static const px_example model_add_examples[] = {
    { "model add lab \"Example One\" --slug one --version One-1.0 --placed 2026-05-01",
      N_("enters a model with its first version") },
    { NULL, NULL },
};

const px_command px_cmd_model_add = {
    .name = "model add",
    .operands = N_("PROVIDER NAME"),
    .summary = N_("enter a model of a provider"),
    .description = N_("Enters a model by its name. Dates are claims: about the version where one "
                      "is named, else about the model. --base makes it a modification of other "
                      "models: an array of objects with name, and maybe provider, version, link, "
                      "summary (the address of their public summary) and compute (FLOP)."),
    .options = model_add_options,
    .examples = model_add_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = model_add_run,
};
