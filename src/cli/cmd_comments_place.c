/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/comment_reading.h"
#include "cli/process_reading.h"
#include "drafting/comment/exchange/clause.h"
#include "drafting/comment/place.h"

#include "base/banned.h"

/* Fills place and words as the operands name them in the text of the version. */
static int read_place(px_invocation *run, const px_answer_reading *r, const px_comment *comment,
                      px_comment_attach_again *again, px_error *err)
{
    px_str element = px_option_str(run, "element");
    px_clause_place place;
    px_version version;
    px_text text;
    px_code code;
    int rc = px_code_find(r->db, run->arena, comment->code_id, comment->language, &code, err);

    if (rc >= 0)
        rc = px_version_find(r->db, run->arena, &code, again->version, comment->language, &version,
                             err);
    if (rc >= 0)
        rc = px_version_text(r->db, run->arena, &version, comment->language, &text, err);
    if (rc >= 0)
        rc = px_clause_find(px_clauses_new(run->arena, &text), run->arena,
                            px_str_of(run->operands[2]), element, PX_STR(""), &place, err);
    if (rc < 0)
        return rc;
    if (place.rest.len)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("'{element}' is not to be found there; copy the words from 'praxis code "
                          "show'"),
                       "element", px_arena_cstr(run->arena, place.rest), NULL);
    again->lasting_id = place.node ? place.node->lasting_id : PX_STR("");
    again->start = place.start;
    again->end = place.end;
    again->exact = place.exact.ptr ? place.exact : PX_STR("");
    return 0;
}

static int comments_place_run(px_invocation *run, px_error *err)
{
    PX_AUTO_ANSWER_READING px_answer_reading r = { 0 };
    px_comment_attach_again again = { .version = px_str_of(run->operands[1]),
                                      .lasting_id = PX_STR(""),
                                      .exact = PX_STR(""),
                                      .reason = px_option_str(run, "reason"),
                                      .author = "operator" };
    px_comment comment;
    int rc = px_answer_reading_open(run, PX_HOUSE_WRITE, &r, err);

    if (rc >= 0)
        rc = px_answer_reading_comment(run, &r, run->operands[0], &comment, err);
    if (rc >= 0 && run->n_operands > 2)
        rc = read_place(run, &r, &comment, &again, err);
    if (rc < 0)
        return rc;
    again.comment = comment.id;
    rc = px_house_write(r.house, px_comment_attach_again_deed, &again, err);
    if (rc < 0)
        return rc;
    return px_deed_print(run, err, N_("set the place of {comment} in {version}; the act is {act}"),
                         "comment",
                         px_arena_cstr(run->arena, px_comment_name(run->arena, &comment)),
                         "version", run->operands[1], "act", again.ret_act, NULL);
}

static const px_option comments_place_options[] = {
    { "element", N_("TEXT"),
      N_("what in the provision: \"paragraph 2\", \"(a)\", or words in quotation marks") },
    { "reason", N_("TEXT"), N_("why; everybody reads it"), .required = true },
    { 0 },
};

static const px_example comments_place_examples[] = {
    { "comments place gpai/12 draft-2 \"Measure 1.2\" --reason \"It is about requests.\"",
      N_("puts comment 12 on a provision of draft-2") },
    { "comments place gpai/12 draft-2 --reason \"What it is about was deleted.\"",
      N_("says that it has no place there any more") },
    { NULL, NULL },
};

const px_command px_cmd_comments_place = {
    .name = "comments place",
    .operands = N_("COMMENT VERSION [PROVISION]"),
    .summary = N_("set the place of a comment in a later version"),
    .description =
        N_("Says where a comment that was carried over to a later version belongs there: on a "
           "provision, named by its number, title, eId or lasting id, or on words of it; without a "
           "provision it has no place there any more. The place that it had before stays on the "
           "record. A comment is named by its id or as CODE/NUMBER."),
    .options = comments_place_options,
    .examples = comments_place_examples,
    .min_operands = 2,
    .max_operands = 3,
    .run = comments_place_run,
};
