/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/table.h"
#include "cli/call_reading.h"
#include "cli/output.h"
#include "drafting/people/call_json.h"
#include "store/house.h"

#include "base/banned.h"

enum { LIST_MAX = 100000 };

static void list_table(px_invocation *run, const px_application *list, size_t n)
{
    const px_language *language = run->language;
    const px_column columns[] = {
        { px_tr(language, N_("application")), PX_ALIGN_LEFT },
        { px_tr(language, N_("name")), PX_ALIGN_LEFT },
        { px_tr(language, N_("mail")), PX_ALIGN_LEFT },
        { px_tr(language, N_("category")), PX_ALIGN_LEFT },
        { px_tr(language, N_("country")), PX_ALIGN_LEFT },
        { px_tr(language, N_("state")), PX_ALIGN_LEFT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_table *table = px_table_new(columns, PX_COUNT(columns));

    for (size_t i = 0; i < n; i++) {
        const char *state = px_application_state_title(list[i].state);

        px_table_cell(table, list[i].id);
        px_table_cell(table, list[i].name);
        px_table_cell(table, list[i].mail);
        px_table_cell(table, list[i].category);
        px_table_cell(table, list[i].country);
        px_table_cell(table, state ? px_str_of(px_tr(language, state)) : PX_STR(""));
    }
    px_table_print(table, &out, px_terminal_width(), false);
    px_table_free(table);
    px_print(px_builder_view(&out));
}

/* A word that no application can have would look like an empty queue. */
static int check_filter(const px_invocation *run, px_error *err)
{
    const char *state = px_invocation_option(run, "state");
    const char *category = px_invocation_option(run, "category");

    if (state && !px_application_state_title(px_str_of(state)))
        return px_fail(err, PX_ERR_USAGE,
                       N_("there is no state '{value}'; write received, accepted, declined or "
                          "withdrawn"),
                       "value", state, NULL);
    if (category && !px_category_is(px_str_of(category)))
        return px_fail(err, PX_ERR_USAGE, N_("there is no category '{value}'"), "value", category,
                       NULL);
    return 0;
}

static int call_applications_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    px_application_filter filter = { .state = px_str_of(px_invocation_option(run, "state")),
                                     .category = px_str_of(px_invocation_option(run, "category")),
                                     .country = px_str_of(px_invocation_option(run, "country")),
                                     .text = px_str_of(px_invocation_option(run, "words")),
                                     .max = LIST_MAX };
    px_application *list;
    px_call call;
    px_json json;
    size_t n;
    bool more;
    int rc = check_filter(run, err);

    if (rc >= 0)
        rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);

    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc >= 0)
        rc = px_call_named(run, db, run->operands[0], &call, err);
    filter.call = rc >= 0 ? call.row : 0;
    if (rc >= 0)
        rc = px_application_list(db, run->arena, &filter, &list, &n, &more, err);
    if (rc < 0)
        return rc;
    if (!run->json) {
        list_table(run, list, n);
        return 0;
    }
    px_print_json(&json, &out);
    px_json_pair_str(&json, "call", call.id);
    px_json_key(&json, "applications");
    px_json_array(&json);
    for (size_t i = 0; i < n; i++)
        px_application_json(&json, &list[i], true);
    px_json_array_end(&json);
    return px_print_json_end(&json, err);
}

static const px_option call_applications_options[] = {
    { "state", N_("STATE"),
      N_("only these: unconfirmed, received, accepted, declined, withdrawn (default: all but "
         "unconfirmed)"),
      0, false },
    { "category", N_("KEY"), N_("only those of this category"), 0, false },
    { "country", N_("CODE"), N_("only those of this country"), 0, false },
    { "words", N_("WORDS"), N_("only those with these words in name, organisation or address"), 0,
      false },
    { 0 },
};

static const px_example call_applications_examples[] = {
    { "call applications gpai/edition-2 --state received",
      N_("lists the applications that wait for a decision") },
    { NULL, NULL },
};

const px_command px_cmd_call_applications = {
    .name = "call applications",
    .operands = N_("CALL"),
    .summary = N_("list the applications to a call"),
    .description = N_("Lists the applications to a call in the order in which they came. They are "
                      "personal data, for those who decide."),
    .options = call_applications_options,
    .examples = call_applications_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = call_applications_run,
};
