/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "cli/output.h"
#include "cli/process_reading.h"
#include "store/blob.h"

#include "base/banned.h"

enum { DOCUMENT_MAX = 64 * 1024 * 1024 };

/* Puts the file of --document into the house. */
static int put_document(px_invocation *run, px_house *house, px_step_done *done, char hash[65],
                        px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    const char *path = px_invocation_option(run, "document");
    const char *type = px_invocation_option(run, "type");
    size_t len;
    int rc = path ? px_file_read(path, DOCUMENT_MAX, &data, &len, err) : 0;

    if (rc < 0 || !path)
        return rc;
    rc = px_blob_put(house, px_str_n(data, len), hash, err);
    if (rc < 0)
        return rc;
    done->hash = hash;
    done->size = len;
    done->media_type = type ? type : "application/pdf";
    if (!done->document_name.len) {
        const char *slash = strrchr(path, '/');

        done->document_name = px_str_of(slash ? slash + 1 : path);
    }
    return 0;
}

static int step_done_run(px_invocation *run, px_error *err)
{
    PX_AUTO_PROCESS_READING px_process_reading r = { 0 };
    px_step_done done = {
        .on = px_option_str(run, "on"),
        .document_name = px_option_str(run, "name"),
        .document_address = px_option_str(run, "address"),
        .author = "operator",
    };
    char hash[65];
    px_step step;
    int rc = px_process_reading_step(run, PX_HOUSE_WRITE, &r, &step, err);

    if (rc >= 0)
        rc = put_document(run, r.house, &done, hash, err);
    if (rc < 0)
        return rc;
    done.step = step.id;
    rc = px_house_write(r.house, px_step_done_deed, &done, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("the step {step} is done; the act is {act}"), "code",
                         run->operands[0], "process", run->operands[1], "step",
                         px_arena_cstr(run->arena, step.key), "act", done.ret_act, NULL);
}

static const px_option step_done_options[] = {
    { "on", N_("DAY"), N_("the day on which it was done (default: as planned)") },
    { "document", N_("FILE"), N_("the document that shows it") },
    { "type", N_("TYPE"), N_("media type of the document (default: application/pdf)") },
    { "address", N_("URL"), N_("where the document stands, with https://") },
    { "name", N_("TEXT"), N_("what the document is called") },
    { 0 },
};

static const px_example step_done_examples[] = {
    { "step done gpai edition-2 call --on 2026-11-02",
      N_("notes the day on which a call was opened") },
    { NULL, NULL },
};

const px_command px_cmd_step_done = {
    .name = "step done",
    .operands = N_("CODE PROCESS STEP"),
    .summary = N_("note that a step was done"),
    .description = N_("Notes that a step was done, on the day that was planned or "
                      "on another one, with the document that shows it: a file, "
                      "which the house keeps, or an address. The act is step.done."),
    .options = step_done_options,
    .examples = step_done_examples,
    .min_operands = 3,
    .max_operands = 3,
    .run = step_done_run,
};
