/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/civil.h"
#include "base/table.h"
#include "cli/command.h"
#include "cli/output.h"
#include "code/code.h"
#include "store/house.h"

#include "base/banned.h"

/* One row of the list, as a table row or as a JSON object. */
typedef struct list_print {
    px_invocation *run;
    px_table *table;
    px_json *json;
} list_print;

static void list_table_row(list_print *print, const px_code *code, const px_version *version)
{
    PX_AUTO_BUILDER px_builder when = PX_BUILDER_INIT(64);
    PX_AUTO_BUILDER px_builder languages = PX_BUILDER_INIT(1024);

    for (size_t i = 0; i < version->n_languages; i++) {
        px_builder_add(&languages, i ? " " : "");
        px_builder_str(&languages, version->languages[i]);
    }
    if (version->published != PX_TIME_NONE)
        px_time_format(&when, version->published / 1000 * 1000); /* to the second */
    px_table_cell(print->table, code->id);
    px_table_cell(print->table, version->label);
    px_table_cell(print->table,
                  px_str_of(px_tr(print->run->language, px_version_state_title(version->state))));
    px_table_cell(print->table, px_builder_view(&languages));
    px_table_cell(print->table, px_builder_view(&when));
    px_table_cell(print->table, version->title);
}

static void list_json_row(list_print *print, const px_code *code, const px_version *version)
{
    px_json *json = print->json;

    px_json_object(json);
    px_json_pair_str(json, "code", code->id);
    px_json_pair_str(json, "version", version->label);
    px_json_pair_str(json, "title", version->title);
    px_json_pair_cstr(json, "state", px_version_state_name(version->state));
    px_json_key(json, "languages");
    px_json_array(json);
    for (size_t i = 0; i < version->n_languages; i++)
        px_json_str(json, version->languages[i]);
    px_json_array_end(json);
    if (version->published != PX_TIME_NONE)
        px_json_pair_time(json, "published", version->published);
    px_json_object_end(json);
}

/* A code that has no text so far, only a dossier. */
static void list_bare(list_print *print, const px_code *code)
{
    px_json *json = print->json;

    if (!json) {
        px_table_cell(print->table, code->id);
        for (int i = 0; i < 4; i++)
            px_table_cell(print->table, PX_STR("-"));
        px_table_cell(print->table, code->title);
        return;
    }
    px_json_object(json);
    px_json_pair_str(json, "code", code->id);
    px_json_pair_str(json, "version", PX_STR_NONE);
    px_json_pair_str(json, "title", code->title);
    px_json_object_end(json);
}

static int list_code(list_print *print, px_db *db, const px_code *code, px_error *err)
{
    px_invocation *run = print->run;
    px_version *versions;
    size_t count;
    int rc = px_version_list(db, run->arena, code, px_str_of(px_language_tag(run->language)), false,
                             &versions, &count, err);

    if (rc >= 0 && count == 0)
        list_bare(print, code);
    for (size_t i = 0; rc >= 0 && i < count; i++) {
        if (print->json)
            list_json_row(print, code, &versions[i]);
        else
            list_table_row(print, code, &versions[i]);
    }
    return rc;
}

static int list_all(list_print *print, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    px_code *codes;
    size_t count;
    int rc = px_house_open(print->run->house, PX_HOUSE_READ, &house, err);

    if (rc < 0)
        return rc;
    rc = px_house_reader(house, &db, err);
    if (rc < 0)
        return rc;
    rc = px_code_list(db, print->run->arena, px_str_of(px_language_tag(print->run->language)),
                      &codes, &count, err);
    for (size_t i = 0; rc >= 0 && i < count; i++)
        rc = list_code(print, db, &codes[i], err);
    return rc;
}

static int list_as_table(px_invocation *run, px_error *err)
{
    const px_language *language = run->language;
    const px_column columns[] = {
        { px_tr(language, N_("code")), PX_ALIGN_LEFT },
        { px_tr(language, N_("version")), PX_ALIGN_LEFT },
        { px_tr(language, N_("state")), PX_ALIGN_LEFT },
        { px_tr(language, N_("languages")), PX_ALIGN_LEFT },
        { px_tr(language, N_("date of publication")), PX_ALIGN_LEFT },
        { px_tr(language, N_("title")), PX_ALIGN_LEFT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    list_print print = { .run = run, .table = px_table_new(columns, PX_COUNT(columns)) };
    size_t width = px_terminal_width();
    int rc = list_all(&print, err);

    if (rc >= 0)
        px_table_print(print.table, &out, width, width > 0 && !getenv("NO_COLOR"));
    px_table_free(print.table);
    px_print(px_builder_view(&out));
    return rc;
}

static int code_list_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;
    list_print print = { .run = run, .json = &json };
    int rc;

    if (!run->json)
        return list_as_table(run, err);
    px_print_json(&json, &out);
    px_json_key(&json, "versions");
    px_json_array(&json);
    rc = list_all(&print, err);
    if (rc < 0)
        return rc;
    px_json_array_end(&json);
    return px_print_json_end(&json, err);
}

static const px_option code_list_options[] = { { 0 } };

static const px_example code_list_examples[] = {
    { "code list", N_("lists what ./house holds") },
    { NULL, NULL },
};

const px_command px_cmd_code_list = {
    .name = "code list",
    .summary = N_("list the codes and their versions"),
    .description = N_("Lists every version of every code: its state, its languages, when it was "
                      "published."),
    .options = code_list_options,
    .examples = code_list_examples,
    .run = code_list_run,
};
