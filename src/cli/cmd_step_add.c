/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/output.h"
#include "cli/process_reading.h"

#include "base/banned.h"

static int step_add_run(px_invocation *run, px_error *err)
{
    PX_AUTO_PROCESS_READING px_process_reading r = { 0 };
    px_plan_text text;
    long long cycle = 0;
    px_step_add add = {
        .code = px_str_of(run->operands[0]),
        .process = px_str_of(run->operands[1]),
        .key = px_option_str(run, "key"),
        .kind = px_option_str(run, "kind"),
        .starts = px_option_str(run, "starts"),
        .ends = px_option_str(run, "ends"),
        .required = px_invocation_option(run, "required") != NULL,
        .version = px_option_str(run, "version"),
        .texts = &text,
        .author = "operator",
    };
    px_step step;
    int rc = px_invocation_int(run, "cycle", 1, PX_PLAN_CYCLE_MAX, 0, &cycle, err);

    add.cycle = (int)cycle;
    if (rc >= 0)
        rc = px_process_reading_open(run, PX_HOUSE_WRITE, &r, err);
    if (rc < 0)
        return rc;
    add.n_texts = px_option_texts(run, &r, &text);
    rc = px_house_write(r.house, px_step_add_deed, &add, err);
    if (rc >= 0)
        rc = px_step_find(r.db, run->arena, px_str_of(add.ret_id), r.language, &step, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("planned the step {step}; the act is {act}"), "code",
                         run->operands[0], "process", run->operands[1], "step",
                         px_arena_cstr(run->arena, step.key), "id", add.ret_id, "act", add.ret_act,
                         NULL);
}

static const px_option step_add_options[] = {
    { "kind", N_("KIND"), N_("what kind of step it is"), .required = true },
    { "key", N_("KEY"),
      N_("name of the step in commands (default: made from kind and "
         "cycle)") },
    { "cycle", N_("N"), N_("the cycle that it belongs to") },
    { "starts", N_("TIME"), N_("when it begins: a day, or a day and a time") },
    { "ends", N_("TIME"), N_("when it ends") },
    { "required", NULL, N_("adoption waits for it") },
    { "version", N_("LABEL"), N_("the draft that it is about") },
    { "title", N_("TEXT"), N_("its title"), .required = true },
    { "text", N_("TEXT"), N_("what it is, in Markdown") },
    { "lang", N_("TAG"), N_("language of title and text (default: that of the messages)") },
    { 0 },
};

static const px_example step_add_examples[] = {
    { "step add gpai edition-2 --kind board --cycle 1 --starts 2027-03-10 --title \"AI Board: "
      "state of the Code\"",
      N_("plans a meeting of the AI Board in the first cycle") },
    { NULL, NULL },
};

const px_command px_cmd_step_add = {
    .name = "step add",
    .operands = N_("CODE PROCESS"),
    .summary = N_("plan a step of a process"),
    .description = N_("Plans a further step. Its kind is a word of the list in "
                      "docs/format-dossier.md, such as draft, group-meeting or "
                      "written-feedback. A step without a day is planned for "
                      "later. The act is step.planned."),
    .options = step_add_options,
    .examples = step_add_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = step_add_run,
};
