/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/civil.h"
#include "cli/code_reading.h"
#include "cli/output.h"
#include "code/lineage.h"

#include "base/banned.h"

static int read_lineage(px_invocation *run, px_lineage *ret_lineage, px_error *err)
{
    PX_AUTO_CODE_READING px_code_reading r = { 0 };
    int rc = px_code_reading_open(run, &r, err);

    if (rc < 0)
        return rc;
    return px_lineage_load(r.db, run->arena, &r.code, px_str_of(run->operands[1]), r.language,
                           false, ret_lineage, err);
}

static int lineage_json(const px_invocation *run, const px_lineage *lineage, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    px_json_pair_cstr(&json, "code", run->operands[0]);
    px_json_pair_str(&json, "id", lineage->id);
    px_json_pair_bool(&json, "ended", lineage->ended);
    px_json_key(&json, "lineage");
    px_lineage_json(&json, lineage);
    return px_print_json_end(&json, err);
}

static void say_link(const px_invocation *run, const px_lineage_link *link)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(64 * 1024);
    px_arg id = { "id", link->id };

    px_message(&text, run->language, px_lineage_tie_text(link->tie), &id, 1);
    px_say(run, link->words.len ? N_("    {text}: {words}") : "    {text}", "text",
           px_builder_cstr(&text), "words", px_arena_cstr(run->arena, link->words), NULL);
}

static void say_step(const px_invocation *run, const px_lineage_step *step)
{
    PX_AUTO_BUILDER px_builder when = PX_BUILDER_INIT(64);
    PX_AUTO_BUILDER px_builder kind = PX_BUILDER_INIT(64 * 1024);

    px_provision_kind_words(&kind, run->language, step->kind, step->extra);
    if (step->version.published != PX_TIME_NONE)
        px_time_format(&when, step->version.published / 1000 * 1000);
    else
        px_builder_add(&when, px_tr(run->language, px_version_state_title(step->version.state)));
    px_say(run, N_("{version} ({when}): {change}"), "version",
           px_arena_cstr(run->arena, step->version.label), "when", px_builder_cstr(&when), "change",
           px_tr(run->language, px_lineage_change_text(step)), NULL);
    if (step->present)
        px_say(run, step->words.len ? N_("    {eid} {kind}: {words}") : "    {eid} {kind}", "eid",
               px_arena_cstr(run->arena, step->eid), "kind", px_builder_cstr(&kind), "words",
               px_arena_cstr(run->arena, step->words), NULL);
    for (size_t i = 0; i < step->n_links; i++)
        say_link(run, &step->links[i]);
}

static int code_lineage_run(px_invocation *run, px_error *err)
{
    px_lineage lineage;
    int rc = read_lineage(run, &lineage, err);

    if (rc < 0)
        return rc;
    if (run->json)
        return lineage_json(run, &lineage, err);
    for (size_t i = 0; i < lineage.count; i++)
        say_step(run, &lineage.steps[i]);
    return 0;
}

static const px_option code_lineage_options[] = {
    { "lang", N_("TAG"), N_("language of the text (default: that of the messages)") },
    { 0 },
};

static const px_example code_lineage_examples[] = {
    { "code lineage gpai k3v7q0m2a9", N_("prints what a provision was in each version") },
    { NULL, NULL },
};

const px_command px_cmd_code_lineage = {
    .name = "code lineage",
    .operands = N_("ID LASTING-ID"),
    .summary = N_("follow a provision through all versions"),
    .description =
        N_("Prints for each version of the code what the provision was there, and what changed "
           "against the version before: whether it was reworded, moved or renumbered, what it was "
           "split from or merged with, and where it ended."),
    .options = code_lineage_options,
    .examples = code_lineage_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = code_lineage_run,
};
