/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/output.h"
#include "cli/process_reading.h"
#include "drafting/process/moment.h"
#include "drafting/process/plan_check.h"
#include "drafting/process/process_json.h"

#include "base/banned.h"

typedef struct planning {
    px_step *steps;
    size_t n_steps;
    px_plan_warning *warnings;
    size_t n_warnings;
} planning;

static int plan_text(const px_invocation *run, const planning *p, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    for (size_t i = 0; i < p->n_steps; i++) {
        const px_step *step = &p->steps[i];
        px_str starts = px_moment_short(run->arena, &step->starts);

        if (!px_str_is(step->state, "planned"))
            continue;
        px_builder_format(&out, "%-16.*s  %.*s", (int)starts.len, starts.len ? starts.ptr : "",
                          PX_STR_ARG(step->title));
        px_builder_format(&out, " [%.*s]\n", PX_STR_ARG(step->key));
        for (size_t k = 0; k < p->n_warnings; k++) {
            PX_AUTO_BUILDER px_builder words = PX_BUILDER_INIT(4096);

            if (p->warnings[k].step != step->row)
                continue;
            px_plan_warning_words(&words, run->language, &p->warnings[k]);
            px_wrap(&out, px_builder_view(&words), 18, PX_TEXT_WIDTH);
            px_builder_char(&out, '\n');
        }
    }
    px_print(px_builder_view(&out));
    return px_builder_check(&out, err);
}

static int plan_json(const px_invocation *run, const px_process_reading *r, const planning *p,
                     px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    px_json_pair_str(&json, "code", r->code.id);
    px_json_pair_str(&json, "process", r->process.key);
    px_json_key(&json, "steps");
    px_json_array(&json);
    for (size_t i = 0; i < p->n_steps; i++)
        if (px_str_is(p->steps[i].state, "planned"))
            px_step_json(&json, &p->steps[i]);
    px_json_array_end(&json);
    px_json_key(&json, "warnings");
    px_json_array(&json);
    for (size_t i = 0; i < p->n_warnings; i++)
        px_plan_warning_json(&json, run->language, &p->warnings[i]);
    px_json_array_end(&json);
    return px_print_json_end(&json, err);
}

static int process_plan_run(px_invocation *run, px_error *err)
{
    PX_AUTO_PROCESS_READING px_process_reading r = { 0 };
    planning p = { 0 };
    int rc = px_process_reading_open(run, PX_HOUSE_READ, &r, err);

    if (rc >= 0)
        rc = px_step_list(r.db, run->arena, &r.process, r.language, &p.steps, &p.n_steps, err);
    if (rc >= 0)
        rc = px_plan_check(r.db, run->arena, &r.process, r.language, px_now(), &p.warnings,
                           &p.n_warnings, err);
    if (rc < 0)
        return rc;
    return run->json ? plan_json(run, &r, &p, err) : plan_text(run, &p, err);
}

static const px_option process_plan_options[] = {
    { "lang", N_("TAG"), N_("language of title and text (default: that of the messages)") },
    { 0 },
};

static const px_example process_plan_examples[] = {
    { "process plan gpai edition-2", N_("prints the plan with its warnings") },
    { "process plan gpai edition-2 --json",
      N_("the warnings as JSON, with rule, step and figures") },
    { NULL, NULL },
};

const px_command px_cmd_process_plan = {
    .name = "process plan",
    .operands = N_("CODE PROCESS"),
    .summary = N_("print the plan of a process and what speaks against it"),
    .description = N_("Prints the steps of a process that are still to come, and "
                      "below each what speaks against its time: short windows, "
                      "deadlines on a weekend or a holiday, meetings too soon "
                      "after a draft or at odd hours. The rules are in "
                      "data/planning.tsv, the holidays in data/holidays.tsv, each "
                      "with its source; holidays that were not verified say so. "
                      "Warnings are advice: nothing is refused for them."),
    .options = process_plan_options,
    .examples = process_plan_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = process_plan_run,
};
