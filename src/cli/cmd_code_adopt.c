/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/output.h"
#include "cli/process_reading.h"
#include "drafting/process/adoption.h"

#include "base/banned.h"

static int code_adopt_run(px_invocation *run, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    px_code_adoption adoption = {
        .code = px_str_of(run->operands[0]),
        .version = px_str_of(run->operands[1]),
        .process = px_option_str(run, "process"),
        .author = "operator",
    };
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc >= 0)
        rc = px_house_write(house, px_code_adopt, &adoption, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("{code} {version} is adopted; the act is {act}"), "code",
                         run->operands[0], "version", run->operands[1], "process",
                         adoption.ret_process, "act", adoption.ret_act, NULL);
}

static const px_option code_adopt_options[] = {
    { "process", N_("KEY"), N_("the process that led to it, where the code has several") },
    { 0 },
};

static const px_example code_adopt_examples[] = {
    { "code adopt gpai draft-1", N_("adopts the final draft once every step is recorded") },
    { NULL, NULL },
};

const px_command px_cmd_code_adopt = {
    .name = "code adopt",
    .operands = N_("CODE VERSION"),
    .summary = N_("adopt the final version of a code"),
    .description =
        N_("Adopts a published version when every required step of its process is done with its "
           "document ('praxis adoption record'); while one is missing, all that are missing are "
           "named and nothing happens. The act version.adopted has the digests of the text and of "
           "the documents. The version stays as it is for ever."),
    .options = code_adopt_options,
    .examples = code_adopt_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = code_adopt_run,
};
