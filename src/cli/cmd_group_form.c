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

static int group_form_run(px_invocation *run, px_error *err)
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
    change.n_chapters = read_chapters(run, &change.chapters);
    rc = px_house_write(r.house, px_group_form_deed, &change, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("formed the working group {group}; the act is {act}"), "code",
                         run->operands[0], "process", run->operands[1], "group", run->operands[2],
                         "id", change.ret_id, "act", change.ret_act, NULL);
}

static const px_option group_form_options[] = {
    { "title", N_("TEXT"), N_("its name"), .required = true },
    { "text", N_("TEXT"), N_("its subject") },
    { "chapters", N_("IDS"), N_("lasting ids of its chapters, parted by commas") },
    { "lang", N_("TAG"), N_("language of title and text (default: that of the messages)") },
    { 0 },
};

static const px_example group_form_examples[] = {
    { "group form gpai edition-2 models --title \"Models that are modified\" --chapters k3v7q0m2a9",
      N_("forms a group with a chapter") },
    { NULL, NULL },
};

const px_command px_cmd_group_form = {
    .name = "group form",
    .operands = N_("CODE PROCESS GROUP"),
    .summary = N_("form a working group"),
    .description = N_("Forms a working group in a process. Its chapters belong to "
                      "no other group at the same time. Chairs and members are "
                      "given their roles by 'praxis people grant' with the scope "
                      "of the group. The act is group.formed."),
    .options = group_form_options,
    .examples = group_form_examples,
    .min_operands = 3,
    .max_operands = 3,
    .run = group_form_run,
};
