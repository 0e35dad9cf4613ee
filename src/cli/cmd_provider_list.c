/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/table.h"
#include "cli/claim_reading.h"
#include "cli/output.h"

#include "base/banned.h"

static void list_text(const px_invocation *run, const px_provider *all, size_t count)
{
    const px_column columns[] = {
        { px_tr(run->language, N_("short name")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("models")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("name")), PX_ALIGN_LEFT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_table *table = px_table_new(columns, PX_COUNT(columns));
    size_t width = px_terminal_width();

    for (size_t i = 0; i < count; i++) {
        px_table_cell(table, all[i].slug);
        px_table_cell_int(table, all[i].n_models);
        px_table_cell(table, all[i].name);
    }
    px_table_print(table, &out, width, width > 0 && !getenv("NO_COLOR"));
    px_table_free(table);
    px_print(px_builder_view(&out));
}

static int list_json(const px_provider *all, size_t count, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    px_json_key(&json, "providers");
    px_json_array(&json);
    for (size_t i = 0; i < count; i++)
        px_provider_json(&json, &all[i]);
    px_json_array_end(&json);
    return px_print_json_end(&json, err);
}

static int provider_list_run(px_invocation *run, px_error *err)
{
    PX_AUTO_CLAIM_READING px_claim_reading reading = { 0 };
    px_provider *all;
    size_t count;
    int rc = px_claim_reading_open(run, PX_HOUSE_READ, &reading, err);

    if (rc >= 0)
        rc = px_provider_list(reading.db, run->arena, &all, &count, err);
    if (rc < 0)
        return rc;
    if (run->json)
        return list_json(all, count, err);
    list_text(run, all, count);
    return 0;
}

static const px_option no_options[] = { { 0 } };

static const px_example provider_list_examples[] = {
    { "provider list", N_("lists the providers of the house") },
    { NULL, NULL },
};

const px_command px_cmd_provider_list = {
    .name = "provider list",
    .summary = N_("list the providers of models"),
    .description = N_("Lists the providers that the house keeps, with how many models each has."),
    .options = no_options,
    .examples = provider_list_examples,
    .run = provider_list_run,
};
