/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/answer_reading.h"
#include "cli/output.h"
#include "cli/process_reading.h"

#include "base/banned.h"

/* What is not given stays as it is in the template that there is. */
static int template_words(px_invocation *run, const px_answer_reading *r,
                          px_answer_template_keep *keep, px_error *err)
{
    bool retire = px_invocation_option(run, "retire") != NULL;
    px_error none = PX_ERROR_INIT;
    px_answer_template old = { 0 };
    int rc = px_answer_reading_template(run, r, &r->code, keep->name, &old, &none);

    if (rc == -PX_ERR_NOT_FOUND && !retire)
        rc = 0;
    if (rc < 0) {
        *err = none;
        return rc;
    }
    keep->id = old.id;
    keep->status = old.status;
    keep->retired = retire;
    keep->reason = px_option_str(run, "reason");
    keep->language = old.row && !keep->reason.len ? old.language : r->language;
    if (!keep->reason.len)
        keep->reason = old.reason;
    if (!old.row || px_option_str(run, "status").len)
        rc = px_answer_option_status(run, &keep->status, err);
    return rc;
}

static int answers_template_run(px_invocation *run, px_error *err)
{
    PX_AUTO_ANSWER_READING px_answer_reading r = { 0 };
    px_answer_template_keep keep = { .name = px_str_of(run->operands[1]) };
    int rc = px_answer_reading_open(run, PX_HOUSE_WRITE, &r, err);

    if (rc >= 0)
        rc = px_code_find(r.db, run->arena, px_str_of(run->operands[0]), r.language, &r.code, err);
    if (rc >= 0)
        rc = template_words(run, &r, &keep, err);
    if (rc < 0)
        return rc;
    keep.code = r.code.id;
    rc = px_house_write(r.house, px_answer_template_keep_deed, &keep, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err,
                         keep.retired ? N_("the template '{name}' is retired")
                                      : N_("the template '{name}' is kept"),
                         "name", run->operands[1], "id", keep.ret_id, NULL);
}

static const px_option answers_template_options[] = {
    { "status", N_("STATUS"),
      N_("accepted, accepted-with-modifications, partly-accepted, noted, not-accepted or "
         "out-of-scope") },
    { "reason", N_("TEXT"), N_("why, in Markdown") },
    { "lang", N_("TAG"), N_("language of the reason (default: that of the messages)") },
    { "retire", NULL, N_("do not offer it any more") },
    { 0 },
};

static const px_example answers_template_examples[] = {
    { "answers template gpai \"Out of the Act\" --status out-of-scope --reason \"The Act decides "
      "this.\"",
      N_("keeps a new template, or other words of the one with this name") },
    { NULL, NULL },
};

const px_command px_cmd_answers_template = {
    .name = "answers template",
    .operands = N_("CODE NAME"),
    .summary = N_("keep or retire a template of answers"),
    .description = N_("Keeps words for many comments that say the same, under a name: a status and "
                      "a reason. Answers that were made with it keep the words that they have."),
    .options = answers_template_options,
    .examples = answers_template_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = answers_template_run,
};
