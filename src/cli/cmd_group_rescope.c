/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/output.h"
#include "cli/process_reading.h"
#include "drafting/process/group.h"

#include "base/banned.h"

/* The lasting ids of --chapters, parted by commas. */
static size_t read_chapters(px_invocation *run, const px_str **ret_chapters)
{
    px_str list = px_option_str(run, "chapters"), part;
    px_str *chapters = px_arena_array(run->arena, list.len + 1, sizeof(*chapters));
    size_t n = 0;

    while (list.len && px_str_split(&list, ',', &part))
        chapters[n++] = px_str_trim(part);
    *ret_chapters = chapters;
    return n;
}

static int group_rescope_run(px_invocation *run, px_error *err)
{
    PX_AUTO_PROCESS_READING px_process_reading r = { 0 };
    px_group_change change = {
        .code = px_str_of(run->operands[0]),
        .process = px_str_of(run->operands[1]),
        .key = px_str_of(run->operands[2]),
        .author = "operator",
    };
    int rc = px_process_reading_open(run, PX_HOUSE_WRITE, &r, err);

    if (rc < 0)
        return rc;
    change.n_chapters = read_chapters(run, &change.chapters);
    rc = px_house_write(r.house, px_group_rescope_deed, &change, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err,
                         N_("the working group {group} has other chapters; the act is {act}"),
                         "code", run->operands[0], "process", run->operands[1], "group",
                         run->operands[2], "id", change.ret_id, "act", change.ret_act, NULL);
}

static const px_option group_rescope_options[] = {
    { "chapters", N_("IDS"), N_("lasting ids of its chapters, parted by commas") },
    { 0 },
};

static const px_example group_rescope_examples[] = {
    { "group rescope gpai edition-2 governance --chapters cps0100000,cps0700000",
      N_("leaves a group two commitments") },
    { NULL, NULL },
};

const px_command px_cmd_group_rescope = {
    .name = "group rescope",
    .operands = N_("CODE PROCESS GROUP"),
    .summary = N_("give a working group other chapters"),
    .description = N_("Gives a working group other chapters, from now on, in place "
                      "of those that it has. What it had before stays on record. "
                      "No chapter belongs to two groups at a time: take it from "
                      "the one first. The act is group.rescoped."),
    .options = group_rescope_options,
    .examples = group_rescope_examples,
    .min_operands = 3,
    .max_operands = 3,
    .run = group_rescope_run,
};
