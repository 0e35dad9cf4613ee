/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/call_reading.h"
#include "cli/output.h"
#include "drafting/people/call_json.h"
#include "drafting/process/moment.h"
#include "store/house.h"

#include "base/banned.h"

static void show_counts(px_invocation *run, const px_application_count *counts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const px_application_count *c = &counts[i];

        px_say(run,
               N_("{category}: {received} to decide, {accepted} accepted, {declined} declined, "
                  "{withdrawn} withdrawn"),
               "category", px_arena_cstr(run->arena, c->category), "received",
               px_arena_format(run->arena, "%lld", (long long)c->received), "accepted",
               px_arena_format(run->arena, "%lld", (long long)c->accepted), "declined",
               px_arena_format(run->arena, "%lld", (long long)c->declined), "withdrawn",
               px_arena_format(run->arena, "%lld", (long long)c->withdrawn), NULL);
    }
}

static void show_call(px_invocation *run, const px_call *call)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const char *state = px_call_state_title(px_call_state_at(call, px_now()));

    px_say(run, N_("{title} ({state})"), "title", px_arena_cstr(run->arena, call->title), "state",
           px_tr(run->language, state), NULL);
    px_say(run, N_("open from {opens} to {closes} ({zone})"), "opens",
           px_arena_cstr(run->arena, px_moment_short(run->arena, &call->opens)), "closes",
           px_arena_cstr(run->arena, px_moment_short(run->arena, &call->closes)), "zone",
           px_arena_cstr(run->arena, call->zone), NULL);
    if (!call->text.len || run->quiet)
        return;
    px_builder_char(&out, '\n');
    px_wrap(&out, call->text, 0, PX_TEXT_WIDTH);
    px_builder_add(&out, "\n\n");
    px_print(px_builder_view(&out));
}

static int call_show_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    px_application_count *counts;
    px_call call = { 0 };
    px_json json;
    size_t n;
    int rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);

    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc >= 0)
        rc = px_call_named(run, db, run->operands[0], &call, err);
    if (rc >= 0)
        rc = px_application_counts(db, run->arena, call.row, &counts, &n, err);
    if (rc < 0)
        return rc;
    if (!run->json) {
        show_call(run, &call);
        show_counts(run, counts, n);
        return 0;
    }
    px_print_json(&json, &out);
    px_json_key(&json, "call");
    px_call_json(&json, &call, px_now());
    px_json_key(&json, "counts");
    px_application_counts_json(&json, counts, n);
    return px_print_json_end(&json, err);
}

static const px_option call_show_options[] = {
    { 0 },
};

static const px_example call_show_examples[] = {
    { "call show gpai/edition-2", N_("shows the newest call of a process") },
    { NULL, NULL },
};

const px_command px_cmd_call_show = {
    .name = "call show",
    .operands = N_("CALL"),
    .summary = N_("show a call and how many answered it"),
    .description = N_("Shows a call with its window, its text and the applications by category and "
                      "state."),
    .options = call_show_options,
    .examples = call_show_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = call_show_run,
};
