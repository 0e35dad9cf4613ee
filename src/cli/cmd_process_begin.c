/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "cli/output.h"
#include "cli/process_reading.h"
#include "drafting/process/process_template.h"

#include "base/banned.h"

/* A name without a slash or a point is one of those in the program. */
static int read_template(px_invocation *run, px_process_template *ret_template, px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    const char *name = px_invocation_option(run, "template");
    size_t len;
    int rc;

    if (!strpbrk(name, "/."))
        return px_template_find(run->arena, px_str_of(name), ret_template, err);
    rc = px_file_read(name, PX_TEMPLATE_MAX_BYTES, &data, &len, err);
    return rc < 0 ? rc
                  : px_template_read(run->arena, px_arena_str(run->arena, px_str_n(data, len)),
                                     name, ret_template, err);
}

static int process_begin_run(px_invocation *run, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    px_process_template template;
    px_process_reading language = { .language = px_str_of(px_language_tag(run->language)) };
    px_plan_text text;
    px_process_make make = {
        .code = px_str_of(run->operands[0]),
        .key = px_str_of(run->operands[1]),
        .from = px_option_str(run, "from"),
        .zone = px_option_str(run, "zone"),
        .texts = &text,
        .author = "operator",
    };
    int rc = 0;

    if (px_invocation_option(run, "lang"))
        language.language = px_option_str(run, "lang");
    make.n_texts = px_option_texts(run, &language, &text);
    if (px_invocation_option(run, "template")) {
        rc = read_template(run, &template, err);
        make.template = &template;
    }
    if (rc >= 0)
        rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);
    if (rc >= 0)
        rc = px_house_write(house, px_process_make_deed, &make, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err,
                         N_("the process {process} of {code} has begun; the act is {act}"), "code",
                         run->operands[0], "process", run->operands[1], "act", make.ret_act, NULL);
}

static const px_option process_begin_options[] = {
    { "template", N_("NAME"), N_("a template that is part of the program, or a file") },
    { "from", N_("DAY"), N_("the day on which the process begins, like 2026-11-30"),
      .required = true },
    { "zone", N_("ZONE"), N_("time zone of its deadlines (default: that of the template)") },
    { "title", N_("TEXT"), N_("title of the process, in place of the template's") },
    { "text", N_("TEXT"), N_("what it is about, in place of the template's") },
    { "lang", N_("TAG"), N_("language of title and text (default: that of the messages)") },
    { 0 },
};

static const px_example process_begin_examples[] = {
    { "process begin gpai edition-2 --template gpai --from 2027-01-11",
      N_("begins the drawing-up of another edition as the first one was drawn up") },
    { NULL, NULL },
};

const px_command px_cmd_process_begin = {
    .name = "process begin",
    .operands = N_("CODE PROCESS"),
    .summary = N_("begin the process that draws up a code"),
    .description = N_("Begins a process from a template: its steps get their days, "
                      "counted from the day of --from, its working groups are "
                      "formed. A template is a name that the program knows (gpai, "
                      "ai-content-marking) or a file (docs/process.md tells how to "
                      "write one). Without a template the process has no steps "
                      "yet. The code is made where there is none of that id. The "
                      "act process.begun lists all steps."),
    .options = process_begin_options,
    .examples = process_begin_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = process_begin_run,
};
