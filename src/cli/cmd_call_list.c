/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/table.h"
#include "cli/command.h"
#include "cli/output.h"
#include "drafting/people/call_json.h"
#include "drafting/process/moment.h"
#include "store/house.h"

#include "base/banned.h"

static void list_table(px_invocation *run, const px_call *calls, size_t n)
{
    const px_language *language = run->language;
    const px_column columns[] = {
        { px_tr(language, N_("call")), PX_ALIGN_LEFT },
        { px_tr(language, N_("process")), PX_ALIGN_LEFT },
        { px_tr(language, N_("kind")), PX_ALIGN_LEFT },
        { px_tr(language, N_("state")), PX_ALIGN_LEFT },
        { px_tr(language, N_("closes")), PX_ALIGN_LEFT },
        { px_tr(language, N_("title")), PX_ALIGN_LEFT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_table *table = px_table_new(columns, PX_COUNT(columns));
    px_time now = px_now();

    for (size_t i = 0; i < n; i++) {
        const px_call *call = &calls[i];
        const char *state = px_call_state_title(px_call_state_at(call, now));

        px_table_cell(table, call->id);
        px_table_cell(table,
                      px_str_of(px_arena_format(run->arena, "%.*s/%.*s", PX_STR_ARG(call->code_id),
                                                PX_STR_ARG(call->process_key))));
        px_table_cell(table,
                      px_str_of(px_tr(language, call->chairs ? N_("chairs") : N_("participants"))));
        px_table_cell(table, px_str_of(px_tr(language, state)));
        px_table_cell(table, px_moment_short(run->arena, &call->closes));
        px_table_cell(table, call->title);
    }
    px_table_print(table, &out, px_terminal_width(), false);
    px_table_free(table);
    px_print(px_builder_view(&out));
}

static int call_list_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    px_call *calls;
    px_json json;
    size_t n;
    int rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);

    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc >= 0)
        rc = px_call_list(db, run->arena, 0, px_str_of(px_language_tag(run->language)), &calls, &n,
                          err);
    if (rc < 0)
        return rc;
    if (!run->json) {
        list_table(run, calls, n);
        return 0;
    }
    px_print_json(&json, &out);
    px_json_key(&json, "calls");
    px_json_array(&json);
    for (size_t i = 0; i < n; i++)
        px_call_json(&json, &calls[i], px_now());
    px_json_array_end(&json);
    return px_print_json_end(&json, err);
}

static const px_option call_list_options[] = {
    { 0 },
};

static const px_example call_list_examples[] = {
    { "call list", N_("lists the calls of the house, the newest first") },
    { NULL, NULL },
};

const px_command px_cmd_call_list = {
    .name = "call list",
    .summary = N_("list the calls of the house"),
    .description = N_("Lists the calls for participants and for chairs, the newest first."),
    .options = call_list_options,
    .examples = call_list_examples,
    .run = call_list_run,
};
