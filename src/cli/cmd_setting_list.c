/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/table.h"
#include "cli/command.h"
#include "cli/output.h"
#include "store/setting.h"

#include "base/banned.h"

/* One setting as it stands. Of a file only that it is there. */
typedef struct setting_state {
    bool set;
    px_str value;
} setting_state;

static int setting_read(px_house *house, px_db *db, px_arena *arena, const px_setting *setting,
                        setting_state *state, px_error *err)
{
    int rc = px_setting_is_set(house, db, setting->name, &state->set, err);

    state->value = PX_STR("");
    if (rc >= 0 && !setting->file)
        rc = px_setting_get(db, arena, setting->name, &state->value, err);
    return rc;
}

static void setting_row(const px_invocation *run, px_table *table, const px_setting *setting,
                        const setting_state *state)
{
    px_str value = state->value;

    if (setting->file && state->set)
        value = px_str_of(px_tr(run->language, N_("(set, not shown)")));
    px_table_cell(table, px_str_of(setting->name));
    px_table_cell(table, value.len ? value : PX_STR("-"));
    px_table_cell(table, px_str_of(px_tr(run->language, setting->summary)));
}

static void setting_json(px_json *json, const px_setting *setting, const setting_state *state)
{
    px_json_object(json);
    px_json_pair_cstr(json, "name", setting->name);
    px_json_pair_bool(json, "set", state->set);
    if (!setting->file)
        px_json_pair_str(json, "value", state->value);
    px_json_pair_bool(json, "file", setting->file);
    px_json_object_end(json);
}

static int setting_list_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    const px_column columns[] = {
        { px_tr(run->language, N_("Setting")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("Value")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("What it is")), PX_ALIGN_LEFT },
    };
    px_table *table;
    px_json json;
    int rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);

    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc < 0)
        return rc;
    table = px_table_new(columns, PX_COUNT(columns));
    px_print_json(&json, &out);
    px_json_key(&json, "settings");
    px_json_array(&json);
    for (const px_setting *s = px_settings; rc >= 0 && s->name; s++) {
        setting_state state;

        rc = setting_read(house, db, run->arena, s, &state, err);
        if (rc < 0)
            break;
        setting_row(run, table, s, &state);
        setting_json(&json, s, &state);
    }
    px_json_array_end(&json);
    if (rc >= 0 && run->json) {
        rc = px_print_json_end(&json, err);
    } else if (rc >= 0) {
        px_builder_clear(&out);
        px_table_print(table, &out, px_terminal_width(), px_terminal_width() > 0);
        px_print(px_builder_view(&out));
    }
    px_table_free(table);
    return rc;
}

static const px_option setting_list_options[] = { { 0 } };

static const px_example setting_list_examples[] = {
    { "setting list", N_("shows what is set, and what holds where nothing is") },
    { NULL, NULL },
};

const px_command px_cmd_setting_list = {
    .name = "setting list",
    .summary = N_("show the settings of the house"),
    .description = N_("Lists all settings with their values. Secrets and certificates are never "
                      "shown, only whether they are set; they are files in the folder keys of the "
                      "house."),
    .options = setting_list_options,
    .examples = setting_list_examples,
    .run = setting_list_run,
};
