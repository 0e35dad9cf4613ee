/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/output.h"
#include "cli/process_reading.h"
#include "drafting/process/group.h"

#include "base/banned.h"

static int group_rename_run(px_invocation *run, px_error *err)
{
    PX_AUTO_PROCESS_READING px_process_reading r = { 0 };
    px_plan_text text;
    px_group_change change = {
        .code = px_str_of(run->operands[0]),
        .process = px_str_of(run->operands[1]),
        .key = px_str_of(run->operands[2]),
        .texts = &text,
        .author = "operator",
    };
    int rc = px_process_reading_open(run, PX_HOUSE_WRITE, &r, err);

    if (rc < 0)
        return rc;
    change.n_texts = px_option_texts(run, &r, &text);
    rc = px_house_write(r.house, px_group_rename_deed, &change, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("renamed the working group {group}; the act is {act}"),
                         "code", run->operands[0], "process", run->operands[1], "group",
                         run->operands[2], "id", change.ret_id, "act", change.ret_act, NULL);
}

static const px_option group_rename_options[] = {
    { "title", N_("TEXT"), N_("its new name"), .required = true },
    { "text", N_("TEXT"), N_("its new subject") },
    { "lang", N_("TAG"), N_("language of title and text (default: that of the messages)") },
    { 0 },
};

static const px_example group_rename_examples[] = {
    { "group rename gpai edition-2 governance --title \"Governance of systemic risk\"",
      N_("renames a working group") },
    { NULL, NULL },
};

const px_command px_cmd_group_rename = {
    .name = "group rename",
    .operands = N_("CODE PROCESS GROUP"),
    .summary = N_("give a working group another name or subject"),
    .description = N_("Gives a working group another name and subject in one "
                      "language, from now on. The name before stays on record with "
                      "its dates. The act is group.renamed."),
    .options = group_rename_options,
    .examples = group_rename_examples,
    .min_operands = 3,
    .max_operands = 3,
    .run = group_rename_run,
};
