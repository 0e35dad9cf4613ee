/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/output.h"
#include "drafting/people/call.h"
#include "store/house.h"

#include "base/banned.h"

static px_str option(const px_invocation *run, const char *name)
{
    return px_str_of(px_invocation_option(run, name));
}

/* Title and text of the languages that were given, as English and French. */
static size_t open_texts(const px_invocation *run, px_plan_text texts[2])
{
    static const char *const names[2][3] = { { "en", "title", "text" },
                                             { "fr", "title-fr", "text-fr" } };
    size_t n = 0;

    for (size_t i = 0; i < PX_COUNT(names); i++)
        if (px_invocation_option(run, names[i][1]))
            texts[n++] = (px_plan_text){ px_str_of(names[i][0]), option(run, names[i][1]),
                                         option(run, names[i][2]) };
    return n;
}

static int call_open_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_HOUSE px_house *house = NULL;
    const char *kind = px_invocation_option(run, "kind");
    px_plan_text texts[2];
    px_call_open open = { .code = px_str_of(run->operands[0]),
                          .process = px_str_of(run->operands[1]),
                          .kind = px_str_of(kind ? kind : "participants"),
                          .opens = option(run, "opens"),
                          .closes = option(run, "closes"),
                          .late = option(run, "late"),
                          .texts = texts,
                          .n_texts = open_texts(run, texts),
                          .author = "operator" };
    px_json json;
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc >= 0)
        rc = px_house_write(house, px_call_open_deed, &open, err);
    if (rc < 0)
        return rc;
    px_say(run, N_("the call {call} is there, at /calls/{call}; the act is {act}"), "call",
           open.ret_id, "act", open.ret_act, NULL);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_cstr(&json, "call", open.ret_id);
    px_json_pair_cstr(&json, "act", open.ret_act);
    return px_print_json_end(&json, err);
}

static const px_option call_open_options[] = {
    { "kind", N_("participants|chairs"), N_("whom it is for (default: participants)"), 0, false },
    { "title", N_("TEXT"), N_("title in English"), 0, true },
    { "text", N_("TEXT"), N_("text in English, as Markdown"), 0, false },
    { "title-fr", N_("TEXT"), N_("title in French"), 0, false },
    { "text-fr", N_("TEXT"), N_("text in French, as Markdown"), 0, false },
    { "opens", N_("TIME"), N_("when it opens (default: now)"), 0, false },
    { "closes", N_("TIME"), N_("the last day, or the day and time, of the window"), 0, true },
    { "late", N_("refuse|mark"),
      N_("what happens to what comes later (default: as the process says)"), 0, false },
    { 0 },
};

static const px_example call_open_examples[] = {
    { "call open gpai edition-2 --title \"Call for participants\" --title-fr \"Appel à "
      "participation\" --opens 2030-01-07 --closes 2030-02-15",
      N_("opens a call for participants by itself, on a day to come") },
    { NULL, NULL },
};

const px_command px_cmd_call_open = {
    .name = "call open",
    .operands = N_("CODE PROCESS"),
    .summary = N_("open a call for participants or for chairs"),
    .description =
        N_("Opens a call of a process, now or at the time of --opens, in civil time of the zone of "
           "the process. Everybody can apply on its page until it closes. Applicants agree to the "
           "newest consent text of the house; the form in the browser takes other texts. The act "
           "is call.opened."),
    .options = call_open_options,
    .examples = call_open_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = call_open_run,
};
