/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/output.h"
#include "cli/process_reading.h"

#include "base/banned.h"

static int read_required(px_invocation *run, int *ret_required, px_error *err)
{
    px_str value = px_option_str(run, "required");

    *ret_required = px_str_is(value, "yes") ? 1 : px_str_is(value, "no") ? 0 : -1;
    if (value.len && *ret_required < 0)
        return px_fail(err, PX_ERR_USAGE, N_("--required is 'yes' or 'no'"), NULL);
    return 0;
}

static int step_change_run(px_invocation *run, px_error *err)
{
    PX_AUTO_PROCESS_READING px_process_reading r = { 0 };
    px_plan_text text;
    px_step_change change = {
        .kind = px_option_str(run, "kind"),
        .version = px_option_str(run, "version"),
        .texts = &text,
        .author = "operator",
    };
    long long cycle = 0;
    px_step step;
    int rc = px_invocation_int(run, "cycle", 0, PX_PLAN_CYCLE_MAX, -1, &cycle, err);

    change.cycle = (int)cycle;
    if (rc >= 0)
        rc = read_required(run, &change.required, err);
    if (rc >= 0)
        rc = px_process_reading_step(run, PX_HOUSE_WRITE, &r, &step, err);
    if (rc < 0)
        return rc;
    change.step = step.id;
    change.n_texts = px_option_texts(run, &r, &text);
    rc = px_house_write(r.house, px_step_change_deed, &change, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("changed the step {step}; the act is {act}"), "code",
                         run->operands[0], "process", run->operands[1], "step",
                         px_arena_cstr(run->arena, step.key), "act", change.ret_act, NULL);
}

static const px_option step_change_options[] = {
    { "kind", N_("KIND"), N_("another kind") },
    { "cycle", N_("N"), N_("another cycle; 0: none") },
    { "required", N_("yes|no"), N_("whether adoption waits for it") },
    { "version", N_("LABEL"), N_("the draft that it is about") },
    { "title", N_("TEXT"), N_("its title in the language") },
    { "text", N_("TEXT"), N_("what it is, in Markdown") },
    { "lang", N_("TAG"), N_("language of title and text (default: that of the messages)") },
    { 0 },
};

static const px_example step_change_examples[] = {
    { "step change gpai edition-2 draft-1 --title \"First draft, with open questions\"",
      N_("gives a step another title") },
    { "step change gpai edition-2 draft-1 --lang fr --title \"Premier projet, avec questions "
      "ouvertes\"",
      N_("and in French") },
    { NULL, NULL },
};

const px_command px_cmd_step_change = {
    .name = "step change",
    .operands = N_("CODE PROCESS STEP"),
    .summary = N_("change what a step is"),
    .description = N_("Changes title and text in one language, kind, cycle or "
                      "draft of a step, or whether adoption waits for it. What is "
                      "not given stays. The act is step.changed. When a step is "
                      "has its own command, 'praxis step move'."),
    .options = step_change_options,
    .examples = step_change_examples,
    .min_operands = 3,
    .max_operands = 3,
    .run = step_change_run,
};
