/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/meeting_reading.h"
#include "cli/output.h"
#include "drafting/process/adoption.h"

#include "base/banned.h"

static int record_document(px_invocation *run, px_house *house, px_document_file *file,
                           px_adoption_record *record, px_error *err)
{
    const char *path = px_invocation_option(run, "document");
    int rc;

    if (!path)
        return 0;
    rc = px_document_file_put(run, house, path, file, err);
    if (rc < 0)
        return rc;
    record->hash = file->hash;
    record->size = file->size;
    record->media_type = file->media_type;
    record->document_name = file->name;
    return 0;
}

static int adoption_record_run(px_invocation *run, px_error *err)
{
    PX_AUTO_PROCESS_READING px_process_reading r = { 0 };
    px_adoption_record record = {
        .code = px_str_of(run->operands[0]),
        .process = px_str_of(run->operands[1]),
        .on = px_option_str(run, "on"),
        .version = px_option_str(run, "version"),
        .document_address = px_option_str(run, "address"),
        .author = "operator",
    };
    px_document_file file;
    px_step step;
    int rc = px_process_reading_step(run, PX_HOUSE_WRITE, &r, &step, err);

    if (rc >= 0)
        rc = record_document(run, r.house, &file, &record, err);
    if (rc < 0)
        return rc;
    record.step = step.id;
    rc = px_house_write(r.house, px_adoption_record_deed, &record, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("the step '{step}' is recorded; the act is {act}"), "step",
                         run->operands[2], "act", record.ret_act, NULL);
}

static const px_option adoption_record_options[] = {
    { "on", N_("DATE"), N_("the day on which it was done"), .required = true },
    { "version", N_("LABEL"), N_("of a draft: which published version it is") },
    { "document", N_("FILE"), N_("the document that shows it") },
    { "address", N_("URL"), N_("or: the https address where the document stands") },
    { 0 },
};

static const px_example adoption_record_examples[] = {
    { "adoption record gpai edition-2 final-draft --on 2026-07-10 --version draft-1",
      N_("names the published version that is the final draft") },
    { NULL, NULL },
};

const px_command px_cmd_adoption_record = {
    .name = "adoption record",
    .operands = N_("CODE PROCESS STEP"),
    .summary = N_("record a step of adoption"),
    .description = N_(
        "Records that a step which adoption waits for is done, on which day and by which document: "
        "a file, or an https address. Of a draft it is the published version itself; a meeting "
        "is done when its record is published. Steps are recorded in their order. The act is "
        "step.done."),
    .options = adoption_record_options,
    .examples = adoption_record_examples,
    .min_operands = 3,
    .max_operands = 3,
    .run = adoption_record_run,
};
