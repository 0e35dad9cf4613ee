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
    px_model_entry *model = &order->ret_model;
    const char *name = px_invocation_option(run, "name");
    const char *slug = px_invocation_option(run, "slug");
    const char *family = px_invocation_option(run, "family");
    int rc = px_model_entry_find(db, run->arena, px_str_of(run->operands[0]), model, err);

    if (rc < 0)
        return rc;
    model->name = name ? px_str_of(name) : model->name;
    model->slug = slug ? px_str_of(slug) : model->slug;
    model->family = family ? px_str_of(family) : model->family;
    if (name || slug || family)
        rc = px_model_entry_change(db, run->arena, model, "operator", err);
    return rc < 0 ? rc : px_model_options_claim(db, run, model, err);
}

static int model_change_run(px_invocation *run, px_error *err)
{
    static const char *const options[] = { "name",     "slug",   "family", "version",
                                           "released", "placed", "base" };
    PX_AUTO_HOUSE px_house *house = NULL;
    model_order order = { .run = run };
    bool any = false;
    int rc;

    for (size_t i = 0; i < PX_COUNT(options); i++)
        any |= px_invocation_option(run, options[i]) != NULL;
    if (!any)
        return px_fail(err, PX_ERR_USAGE, N_("say what changes, such as --name or --version"),
                       NULL);
    rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);
    if (rc >= 0)
        rc = px_house_write(house, model_write, &order, err);
    return rc < 0 ? rc
                  : px_model_say(run, &order.ret_model, N_("{name} ({model}) is changed"), err);
}

static const px_option model_change_options[] = {
    { "name", N_("NAME"), N_("its new name") },
    PX_MODEL_OPTIONS,
    { 0 },
};

static const px_example model_change_examples[] = {
    { "model change lab/one --version One-1.1 --released 2026-06-01", N_("adds a version") },
    { NULL, NULL },
};

const px_command px_cmd_model_change = {
    .name = "model change",
    .operands = N_("MODEL"),
    .summary = N_("change a model, or add a version of it"),
    .description = N_("Changes what a model is called, adds a version, or declares dates and the "
                      "models that it modifies. What is not named stays; an option left empty "
                      "withdraws what stood there. MODEL is PROVIDER/NAME, or the name alone where "
                      "no other provider has a model of it."),
    .options = model_change_options,
    .examples = model_change_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = model_change_run,
};
