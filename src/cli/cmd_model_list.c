/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/table.h"
#include "cli/claim_reading.h"
#include "cli/output.h"

#include "base/banned.h"

static void list_text(const px_invocation *run, const px_model_entry *all, size_t count)
{
    const px_column columns[] = {
        { px_tr(run->language, N_("model")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("versions")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("name")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("family")), PX_ALIGN_LEFT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_table *table = px_table_new(columns, PX_COUNT(columns));
    size_t width = px_terminal_width();

    for (size_t i = 0; i < count; i++) {
        px_table_cell(table, px_str_of(px_arena_format(run->arena, "%.*s/%.*s",
                                                       PX_STR_ARG(all[i].provider_slug),
                                                       PX_STR_ARG(all[i].slug))));
        px_table_cell_int(table, all[i].n_versions);
        px_table_cell(table, all[i].name);
        px_table_cell(table, all[i].family);
    }
    px_table_print(table, &out, width, width > 0 && !getenv("NO_COLOR"));
    px_table_free(table);
    px_print(px_builder_view(&out));
}

static int list_json(const px_model_entry *all, size_t count, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    px_json_key(&json, "models");
    px_json_array(&json);
    for (size_t i = 0; i < count; i++)
        px_model_entry_json(&json, &all[i]);
    px_json_array_end(&json);
    return px_print_json_end(&json, err);
}

static int model_list_run(px_invocation *run, px_error *err)
{
    PX_AUTO_CLAIM_READING px_claim_reading reading = { 0 };
    px_model_entry *all;
    size_t count;
    int rc = px_claim_reading_open(run, PX_HOUSE_READ, &reading, err);

    if (rc >= 0)
        rc = px_model_entry_list(reading.db, run->arena, reading.subject.provider, &all, &count,
                                 err);
    if (rc < 0)
        return rc;
    if (run->json)
        return list_json(all, count, err);
    list_text(run, all, count);
    return 0;
}

static const px_option no_options[] = { { 0 } };

static const px_example model_list_examples[] = {
    { "model list", N_("lists all models") },
    { "model list lab", N_("those of one provider") },
    { NULL, NULL },
};

const px_command px_cmd_model_list = {
    .name = "model list",
    .operands = N_("[PROVIDER]"),
    .summary = N_("list models"),
    .description = N_("Lists the models that the house keeps, of all providers or of one."),
    .options = no_options,
    .examples = model_list_examples,
    .max_operands = 1,
    .run = model_list_run,
};
