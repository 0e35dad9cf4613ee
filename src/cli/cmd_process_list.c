/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/table.h"
#include "cli/code_reading.h"
#include "cli/output.h"
#include "drafting/process/process_json.h"

#include "base/banned.h"

static void list_table(px_invocation *run, const px_process *processes, size_t count)
{
    const px_language *language = run->language;
    const px_column columns[] = {
        { px_tr(language, N_("process")), PX_ALIGN_LEFT },
        { px_tr(language, N_("template")), PX_ALIGN_LEFT },
        { px_tr(language, N_("zone")), PX_ALIGN_LEFT },
        { px_tr(language, N_("state")), PX_ALIGN_LEFT },
        { px_tr(language, N_("title")), PX_ALIGN_LEFT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_table *table = px_table_new(columns, PX_COUNT(columns));

    for (size_t i = 0; i < count; i++) {
        px_table_cell(table, processes[i].key);
        px_table_cell(table, processes[i].template_key);
        px_table_cell(table, processes[i].zone);
        px_table_cell(table,
                      px_str_of(px_tr(language, processes[i].ended == PX_TIME_NONE ? N_("under way")
                                                                                   : N_("ended"))));
        px_table_cell(table, processes[i].title);
    }
    px_table_print(table, &out, px_terminal_width(), false);
    px_table_free(table);
    px_print(px_builder_view(&out));
}

static int list_json(const px_code_reading *r, const px_process *processes, size_t count,
                     px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    px_json_pair_str(&json, "code", r->code.id);
    px_json_key(&json, "processes");
    px_json_array(&json);
    for (size_t i = 0; i < count; i++)
        px_process_json(&json, &processes[i]);
    px_json_array_end(&json);
    return px_print_json_end(&json, err);
}

static int process_list_run(px_invocation *run, px_error *err)
{
    PX_AUTO_CODE_READING px_code_reading r = { 0 };
    px_process *processes = NULL;
    size_t count = 0;
    int rc = px_code_reading_open(run, &r, err);

    if (rc >= 0)
        rc = px_process_list(r.db, run->arena, &r.code, r.language, &processes, &count, err);
    if (rc < 0)
        return rc;
    if (run->json)
        return list_json(&r, processes, count, err);
    list_table(run, processes, count);
    return 0;
}

static const px_option process_list_options[] = {
    { "lang", N_("TAG"), N_("language of title and text (default: that of the messages)") },
    { 0 },
};

static const px_example process_list_examples[] = {
    { "process list gpai", N_("lists the processes of a code") },
    { NULL, NULL },
};

const px_command px_cmd_process_list = {
    .name = "process list",
    .operands = N_("CODE"),
    .summary = N_("list the processes of a code"),
    .description = N_("Lists the processes that draw up a code and its later "
                      "editions: title, template, time zone, and whether it has "
                      "ended."),
    .options = process_list_options,
    .examples = process_list_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = process_list_run,
};
