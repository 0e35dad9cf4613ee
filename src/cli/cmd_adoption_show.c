/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/table.h"
#include "cli/output.h"
#include "cli/process_reading.h"
#include "drafting/process/meeting_json.h"
#include "drafting/process/moment.h"

#include "base/banned.h"

static px_str show_document(const px_adoption_step *step)
{
    if (step->step.document_name.len)
        return step->step.document_name;
    if (step->step.document_address.len)
        return step->step.document_address;
    return step->step.version.len ? step->step.version : step->meeting;
}

static void show_table(px_invocation *run, const px_adoption *adoption)
{
    const px_language *language = run->language;
    const px_column columns[] = {
        { px_tr(language, N_("done")), PX_ALIGN_LEFT },
        { px_tr(language, N_("step")), PX_ALIGN_LEFT },
        { px_tr(language, N_("title")), PX_ALIGN_LEFT },
        { px_tr(language, N_("document")), PX_ALIGN_LEFT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_table *table = px_table_new(columns, PX_COUNT(columns));

    for (size_t i = 0; i < adoption->n_steps; i++) {
        const px_adoption_step *step = &adoption->steps[i];

        px_table_cell(table, step->done ? px_moment_short(run->arena, &step->step.starts)
                                        : px_str_of(px_tr(language, N_("missing"))));
        px_table_cell(table, step->step.key);
        px_table_cell(table, step->step.title);
        px_table_cell(table, show_document(step));
    }
    px_table_print(table, &out, px_terminal_width(), false);
    px_table_free(table);
    px_print(px_builder_view(&out));
}

static int adoption_show_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_PROCESS_READING px_process_reading r = { 0 };
    px_adoption adoption;
    px_json json;
    int rc = px_process_reading_open(run, PX_HOUSE_READ, &r, err);

    if (rc >= 0)
        rc = px_adoption_read(r.db, run->arena, &r.process, r.language, &adoption, err);
    if (rc < 0)
        return rc;
    if (!run->json) {
        show_table(run, &adoption);
        return 0;
    }
    px_print_json(&json, &out);
    px_json_pair_str(&json, "code", r.code.id);
    px_json_pair_str(&json, "process", r.process.key);
    px_adoption_json(&json, &adoption);
    return px_print_json_end(&json, err);
}

static const px_option adoption_show_options[] = {
    { "lang", N_("TAG"), N_("language of titles (default: that of the messages)") },
    { 0 },
};

static const px_example adoption_show_examples[] = {
    { "adoption show gpai edition-2", N_("which steps are done, and with which document") },
    { NULL, NULL },
};

const px_command px_cmd_adoption_show = {
    .name = "adoption show",
    .operands = N_("CODE PROCESS"),
    .summary = N_("show how far the adoption of a code is"),
    .description = N_("Lists the steps that a process requires for adoption, in their order, with "
                      "the day and the document of those that are done."),
    .options = adoption_show_options,
    .examples = adoption_show_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = adoption_show_run,
};
