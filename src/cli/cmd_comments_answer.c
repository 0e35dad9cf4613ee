/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/answer_reading.h"
#include "cli/output.h"
#include "cli/process_reading.h"

#include "base/banned.h"

/* Status and reason, or a template with or without other words. */
static int answer_words(px_invocation *run, const px_answer_reading *r, px_answer_write *write,
                        px_error *err)
{
    px_str name = px_option_str(run, "template");
    px_answer_template template = { 0 };
    px_comment first;
    px_code code;
    int rc = 0;

    write->reason = px_option_str(run, "reason");
    write->language = r->language;
    if (!name.len || write->reason.len)
        rc = px_answer_option_status(run, &write->status, err);
    if (rc < 0 || !name.len)
        return rc;
    rc = px_answer_reading_comment(run, r, run->operands[0], &first, err);
    if (rc >= 0)
        rc = px_code_get(r->db, run->arena, first.code, r->language, &code, err);
    if (rc >= 0)
        rc = px_answer_reading_template(run, r, &code, name, &template, err);
    if (rc >= 0)
        write->template_id = template.id;
    return rc;
}

static int comments_answer_run(px_invocation *run, px_error *err)
{
    PX_AUTO_ANSWER_READING px_answer_reading r = { 0 };
    px_str *ids = px_arena_array(run->arena, run->n_operands, sizeof(*ids));
    px_answer_write write = { .comments = ids,
                              .n_comments = run->n_operands,
                              .bulk = run->n_operands > 1,
                              .replace = px_invocation_option(run, "replace") != NULL };
    int rc = px_answer_reading_open(run, PX_HOUSE_WRITE, &r, err);

    if (rc >= 0)
        rc = answer_words(run, &r, &write, err);
    for (size_t i = 0; rc >= 0 && i < run->n_operands; i++) {
        px_comment comment;

        rc = px_answer_reading_comment(run, &r, run->operands[i], &comment, err);
        if (rc >= 0)
            ids[i] = comment.id;
    }
    if (rc >= 0)
        rc = px_house_write(r.house, px_answer_write_deed, &write, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("drafts saved: {saved}; passed over: {passed}"), "saved",
                         px_arena_format(run->arena, "%zu", write.ret_written), "passed",
                         px_arena_format(run->arena, "%zu", write.ret_passed), NULL);
}

static const px_option comments_answer_options[] = {
    { "status", N_("STATUS"),
      N_("accepted, accepted-with-modifications, partly-accepted, noted, not-accepted or "
         "out-of-scope") },
    { "reason", N_("TEXT"), N_("why, in Markdown") },
    { "template", N_("NAME"), N_("a template of the code, for status and reason") },
    { "lang", N_("TAG"), N_("language of the reason (default: that of the messages)") },
    { "replace", NULL, N_("also in place of drafts that are there already") },
    { 0 },
};

static const px_example comments_answer_examples[] = {
    { "comments answer gpai/12 --status partly-accepted --reason \"See Measure 1.1.\"",
      N_("drafts the answer to comment 12") },
    { "comments answer gpai/13 gpai/14 gpai/15 --template \"Out of the Act\"",
      N_("answers three alike, with a template") },
    { NULL, NULL },
};

const px_command px_cmd_comments_answer = {
    .name = "comments answer",
    .operands = N_("COMMENT..."),
    .summary = N_("draft the answer to comments"),
    .description =
        N_("Drafts one answer for one comment or for many. A comment is named by its id or as "
           "CODE/NUMBER. Every answer has a status and a reason. Drafts are seen by those alone "
           "who may answer, until 'praxis answers publish' publishes them together.\n\n"
           "With several comments those that have a draft already, or a published answer, are "
           "passed over and counted; one that has a published answer can be answered again only "
           "while an objection to it is open."),
    .options = comments_answer_options,
    .examples = comments_answer_examples,
    .min_operands = 1,
    .max_operands = PX_MAX_OPERANDS,
    .run = comments_answer_run,
};
