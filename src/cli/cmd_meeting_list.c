/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/table.h"
#include "cli/code_reading.h"
#include "cli/meeting_reading.h"
#include "cli/output.h"
#include "drafting/process/meeting_json.h"
#include "drafting/process/moment.h"

#include "base/banned.h"

enum { ROWS_USUALLY = 100 };

static const char *list_state(const px_invocation *run, const px_meeting *meeting)
{
    if (meeting->records)
        return px_tr(run->language, N_("minutes published"));
    if (px_str_is(meeting->state, "cancelled"))
        return px_tr(run->language, N_("cancelled"));
    return px_tr(run->language, meeting->starts.at > px_now() ? N_("to come") : N_("held"));
}

static void list_table(px_invocation *run, const px_meeting_page *page)
{
    const px_meeting *meetings = page->rows;
    size_t count = page->count;
    const px_language *language = run->language;
    const px_column columns[] = {
        { px_tr(language, N_("when")), PX_ALIGN_LEFT },
        { px_tr(language, N_("state")), PX_ALIGN_LEFT },
        { px_tr(language, N_("people")), PX_ALIGN_RIGHT },
        { px_tr(language, N_("meeting")), PX_ALIGN_LEFT },
        { px_tr(language, N_("title")), PX_ALIGN_LEFT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_table *table = px_table_new(columns, PX_COUNT(columns));

    for (size_t i = 0; i < count; i++) {
        px_table_cell(table, px_moment_short(run->arena, &meetings[i].starts));
        px_table_cell(table, px_str_of(list_state(run, &meetings[i])));
        px_table_cell(table, px_str_of(meetings[i].records ? px_arena_format(run->arena, "%lld",
                                                                             meetings[i].attended)
                                                           : "-"));
        px_table_cell(table, meetings[i].id);
        px_table_cell(table, px_str_of(px_meeting_title(run, &meetings[i])));
    }
    px_table_print(table, &out, px_terminal_width(), false);
    px_table_free(table);
    px_print(px_builder_view(&out));
    px_say(run, N_("{shown} of {total} meetings"), "shown",
           px_arena_format(run->arena, "%zu", count), "total",
           px_arena_format(run->arena, "%lld", (long long)page->total), NULL);
    if (page->more_after)
        px_say(run, N_("there are more; '--after {id}' goes on"), "id",
               px_arena_cstr(run->arena, meetings[count - 1].id), NULL);
}

static int list_json(px_invocation *run, const px_meeting_page *page, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    px_json_pair_cstr(&json, "code", run->operands[0]);
    px_json_pair_int(&json, "count", page->total);
    px_json_key(&json, "meetings");
    px_json_array(&json);
    for (size_t i = 0; i < page->count; i++)
        px_meeting_json(&json, &page->rows[i], px_str_of(px_meeting_title(run, &page->rows[i])),
                        true);
    px_json_array_end(&json);
    px_json_pair_str(&json, "next",
                     page->more_after ? page->rows[page->count - 1].id : PX_STR_NONE);
    return px_print_json_end(&json, err);
}

static int meeting_list_run(px_invocation *run, px_error *err)
{
    PX_AUTO_CODE_READING px_code_reading r = { 0 };
    px_meeting_filter filter = {
        .process = px_option_str(run, "process"),
        .kind = px_option_str(run, "kind"),
        .group = px_option_str(run, "group"),
        .category = px_option_str(run, "category"),
        .after = px_option_str(run, "after"),
    };
    px_meeting_page page = { 0 };
    long long cycle = 0, max = 0;
    int rc = px_invocation_int(run, "cycle", 1, PX_PLAN_CYCLE_MAX, 0, &cycle, err);

    if (rc >= 0)
        rc = px_invocation_int(run, "max", 1, PX_MEETING_PAGE_MAX, ROWS_USUALLY, &max, err);
    filter.cycle = (int)cycle;
    filter.max = (size_t)max;
    if (rc >= 0)
        rc = px_code_reading_open(run, &r, err);
    if (rc >= 0)
        rc = px_meeting_list(r.db, run->arena, &r.code, &filter, r.language, &page, err);
    if (rc < 0)
        return rc;
    if (run->json)
        return list_json(run, &page, err);
    list_table(run, &page);
    return 0;
}

static const px_option meeting_list_options[] = {
    { "process", N_("KEY"), N_("only those of this process") },
    { "kind", N_("KIND"), N_("only those of this kind, like provider-workshop") },
    { "group", N_("KEY"), N_("only those of this working group") },
    { "cycle", N_("N"), N_("only those of this cycle") },
    { "category", N_("KEY"), N_("only those that people of this category attended") },
    { "max", "N", N_("how many rows (default: 100; at most 1000)") },
    { "after", N_("ID"), N_("public id of the row that the list goes on behind") },
    { "lang", N_("TAG"), N_("language of titles (default: that of the messages)") },
    { 0 },
};

static const px_example meeting_list_examples[] = {
    { "meeting list gpai", N_("lists all meetings, the latest first") },
    { "meeting list gpai --kind provider-workshop", N_("those with providers") },
    { NULL, NULL },
};

const px_command px_cmd_meeting_list = {
    .name = "meeting list",
    .operands = N_("CODE"),
    .summary = N_("list the meetings of a code"),
    .description = N_(
        "Lists the register of meetings, page by page: when, whether the record is published, how "
        "many people attended by it, and which meeting it was."),
    .options = meeting_list_options,
    .examples = meeting_list_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = meeting_list_run,
};
