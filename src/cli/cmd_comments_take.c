/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/comment_reading.h"
#include "cli/process_reading.h"
#include "drafting/comment/change.h"

#include "base/banned.h"

static int comments_take_run(px_invocation *run, px_error *err)
{
    PX_AUTO_ANSWER_READING px_answer_reading r = { 0 };
    px_wording_take take = { .version = px_str_of(run->operands[1]),
                             .author = "operator",
                             .arena = run->arena };
    px_comment comment;
    int rc = px_answer_reading_open(run, PX_HOUSE_WRITE, &r, err);

    if (rc >= 0)
        rc = px_answer_reading_comment(run, &r, run->operands[0], &comment, err);
    if (rc < 0)
        return rc;
    take.comment = comment.id;
    take.house = r.house;
    rc = px_house_write(r.house, px_wording_take_deed, &take, err);
    if (rc < 0)
        return rc;
    if (!take.ret_changed)
        return px_deed_print(run, err, N_("the text says that already; nothing was changed"), NULL);
    return px_deed_print(
        run, err, N_("took the wording of {comment} into {id} of {version}; the act is {act}"),
        "comment", px_arena_cstr(run->arena, px_comment_name(run->arena, &comment)), "id",
        px_arena_cstr(run->arena, take.ret_lasting_id), "version", run->operands[1], "act",
        take.ret_act, NULL);
}

static const px_option comments_take_options[] = {
    { 0 },
};

static const px_example comments_take_examples[] = {
    { "comments take gpai/12 draft-2", N_("puts the words that comment 12 proposes into draft-2") },
    { NULL, NULL },
};

const px_command px_cmd_comments_take = {
    .name = "comments take",
    .operands = N_("COMMENT VERSION"),
    .summary = N_("take proposed wording into a working version"),
    .description =
        N_("Puts the wording that a submitted comment proposes in place of the words that it is "
           "on, where these stand in the working version now, and notes that the comment changed "
           "them. It is refused where the words are not there any more, and where that was done "
           "already. 'praxis code undo' takes it back. A comment is named by its id or as "
           "CODE/NUMBER."),
    .options = comments_take_options,
    .examples = comments_take_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = comments_take_run,
};
