/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/process_reading.h"
#include "code/edit.h"

#include "base/banned.h"

static int code_begin_run(px_invocation *run, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    px_version_begin begin = {
        .code = px_str_of(run->operands[0]),
        .label = px_str_of(run->operands[1]),
        .from = px_option_str(run, "from"),
        .author = "operator",
    };
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc >= 0)
        rc = px_house_write(house, px_version_begin_deed, &begin, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err,
                         N_("began {version} of {code} with the text of {from}; the act is {act}"),
                         "version", run->operands[1], "code", run->operands[0], "from",
                         px_invocation_option(run, "from"), "act", begin.ret_act, NULL);
}

static const px_option code_begin_options[] = {
    { "from", N_("LABEL"), N_("the published version whose text it begins with"),
      .required = true },
    { 0 },
};

static const px_example code_begin_examples[] = {
    { "code begin gpai draft-2 --from draft-1", N_("begins the next draft") },
    { NULL, NULL },
};

const px_command px_cmd_code_begin = {
    .name = "code begin",
    .operands = N_("CODE LABEL"),
    .summary = N_("begin the next version"),
    .description = N_("Makes a new working version that has the text of a published one in all its "
                      "languages, with the same lasting ids. From there on it is edited provision "
                      "by provision, on its pages or with 'praxis code edit', and published."),
    .options = code_begin_options,
    .examples = code_begin_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = code_begin_run,
};
