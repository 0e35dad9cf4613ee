/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/table.h"
#include "cli/output.h"
#include "cli/process_reading.h"
#include "drafting/process/moment.h"
#include "drafting/process/process_json.h"

#include "base/banned.h"

static void list_table(px_invocation *run, const px_round *rounds, size_t count)
{
    const px_language *language = run->language;
    const px_column columns[] = {
        { px_tr(language, N_("round")), PX_ALIGN_RIGHT },
        { px_tr(language, N_("version")), PX_ALIGN_LEFT },
        { px_tr(language, N_("state")), PX_ALIGN_LEFT },
        { px_tr(language, N_("opens")), PX_ALIGN_LEFT },
        { px_tr(language, N_("closes")), PX_ALIGN_LEFT },
        { px_tr(language, N_("extended")), PX_ALIGN_RIGHT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_table *table = px_table_new(columns, PX_COUNT(columns));
    px_time now = px_now();

    for (size_t i = 0; i < count; i++) {
        const px_round *round = &rounds[i];

        px_table_cell_int(table, round->number);
        px_table_cell(table, round->version);
        px_table_cell(
            table, px_str_of(px_tr(language, px_round_state_title(px_round_state_at(round, now)))));
        px_table_cell(table, px_moment_short(run->arena, &round->opens));
        px_table_cell(table, px_moment_short(run->arena, &round->closes));
        px_table_cell_int(table, (long long)round->n_extensions);
    }
    px_table_print(table, &out, px_terminal_width(), false);
    px_table_free(table);
    px_print(px_builder_view(&out));
}

static int extensions_json(px_json *json, const px_invocation *run, const px_process_reading *r,
                           const px_round *round, px_error *err)
{
    px_round_extension *extensions;
    size_t n;
    int rc = px_round_extension_list(r->db, run->arena, round, &extensions, &n, err);

    if (rc >= 0)
        px_round_extensions_json(json, round, extensions, n);
    return rc;
}

static int list_json(const px_invocation *run, const px_process_reading *r, const px_round *rounds,
                     size_t count, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;
    int rc = 0;

    px_print_json(&json, &out);
    px_json_pair_str(&json, "code", r->code.id);
    px_json_pair_str(&json, "process", r->process.key);
    px_json_pair_str(&json, "zone", r->process.zone);
    px_json_key(&json, "rounds");
    px_json_array(&json);
    for (size_t i = 0; i < count; i++)
        px_round_json(&json, &rounds[i], px_now());
    px_json_array_end(&json);
    px_json_key(&json, "extensions");
    px_json_array(&json);
    for (size_t i = 0; rc >= 0 && i < count; i++)
        rc = extensions_json(&json, run, r, &rounds[i], err);
    px_json_array_end(&json);
    return rc < 0 ? rc : px_print_json_end(&json, err);
}

static int round_list_run(px_invocation *run, px_error *err)
{
    PX_AUTO_PROCESS_READING px_process_reading r = { 0 };
    px_round *rounds = NULL;
    size_t count = 0;
    int rc = px_process_reading_open(run, PX_HOUSE_READ, &r, err);

    if (rc >= 0)
        rc = px_round_list(r.db, run->arena, &r.process, &rounds, &count, err);
    if (rc < 0)
        return rc;
    if (run->json)
        return list_json(run, &r, rounds, count, err);
    list_table(run, rounds, count);
    return 0;
}

static const px_option round_list_options[] = {
    { "lang", N_("TAG"), N_("language of title and text (default: that of the messages)") },
    { 0 },
};

static const px_example round_list_examples[] = {
    { "round list gpai edition-2", N_("lists the rounds of a process") },
    { NULL, NULL },
};

const px_command px_cmd_round_list = {
    .name = "round list",
    .operands = N_("CODE PROCESS"),
    .summary = N_("list the rounds of a process"),
    .description = N_("Lists the rounds of a process: draft, state at this moment, "
                      "when each opens and closes in the zone of the process, and "
                      "how often it was extended."),
    .options = round_list_options,
    .examples = round_list_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = round_list_run,
};
