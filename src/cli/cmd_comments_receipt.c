/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "cli/comment_reading.h"
#include "cli/output.h"
#include "drafting/comment/receipt.h"

#include "base/banned.h"

/* By the id of a submission, else of a comment. */
static int receipt_write(px_invocation *run, px_answer_reading *r, px_builder *out, px_error *err)
{
    px_error none = PX_ERROR_INIT;
    px_submission submission;
    px_comment comment;
    int rc = px_submission_find(r->db, run->arena, px_str_of(run->operands[0]), &submission, &none);

    if (rc >= 0)
        return px_receipt_write(r->db, run->arena, r->house, run->language, &submission, NULL, out,
                                err);
    rc = px_answer_reading_comment(run, r, run->operands[0], &comment, err);
    if (rc < 0)
        return rc;
    return px_receipt_write(r->db, run->arena, r->house, run->language, NULL, &comment, out, err);
}

static int comments_receipt_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder receipt = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_ANSWER_READING px_answer_reading r = { 0 };
    const char *file = px_invocation_option(run, "output");
    px_json json;
    int rc = px_answer_reading_open(run, PX_HOUSE_READ, &r, err);

    if (rc >= 0)
        rc = receipt_write(run, &r, &receipt, err);
    if (rc >= 0 && file)
        rc = px_file_create(file, px_builder_view(&receipt), 0644, err);
    if (rc < 0)
        return rc;
    if (file)
        px_say(run, N_("wrote the receipt '{path}'"), "path", file, NULL);
    else if (!run->json)
        px_print(px_builder_view(&receipt));
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_str(&json, "receipt", px_builder_view(&receipt));
    return px_print_json_end(&json, err);
}

static const px_option comments_receipt_options[] = {
    { "output", N_("FILE"), N_("write the receipt to a new file"), .letter = 'o' },
    { 0 },
};

static const px_example comments_receipt_examples[] = {
    { "comments receipt gpai/12 -o receipt.txt", N_("writes the receipt of one comment") },
    { NULL, NULL },
};

const px_command px_cmd_comments_receipt = {
    .name = "comments receipt",
    .operands = N_("COMMENT | SUBMISSION"),
    .summary = N_("print the receipt of submitted comments"),
    .description =
        N_("Prints one text with the act of each comment, what it says, and the proof that it is "
           "in the log. Anybody can check it without the house, with 'praxis ledger verify'. A "
           "comment is named by its id or as CODE/NUMBER, a submission by its id."),
    .options = comments_receipt_options,
    .examples = comments_receipt_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = comments_receipt_run,
};
