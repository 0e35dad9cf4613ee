/* SPDX-License-Identifier: EUPL-1.2 */
/* What the author of a comment says of its answer, and how objections are dealt with. */
#include "base/json_write.h"
#include "drafting/comment/answer_priv.h"
#include "drafting/mail/mail.h"
#include "drafting/process/notice_args.h"
#include "store/act.h"
#include "store/digest.h"

#include "base/banned.h"

bool px_answer_may_judge(const px_who *who, const px_comment *comment)
{
    px_scope organisation = { .kind = PX_SCOPE_ORGANISATION, .row = comment->organisation };

    if (!who->person)
        return false;
    if (comment->author == who->person)
        return true;
    if (comment->organisation && px_who_is(who, PX_ROLE_CONTACT_POINT, organisation))
        return true;
    return px_answer_judged_for_author(comment) && comment->state == PX_COMMENT_SUBMITTED &&
           (comment->recorder == who->person ||
            px_who_is(who, PX_ROLE_SECRETARIAT, px_comment_scope(comment)));
}

/* A comment with its newest published answer. */
static int judged_find(px_db *db, px_arena *arena, px_str id, px_comment *comment,
                       px_answer *answer, px_error *err)
{
    int rc = px_comment_find(db, arena, id, comment, err);

    return rc < 0 ? rc : px_answer_newest(db, arena, &comment->row, 1, answer, err);
}

static void text_digest(px_str text, char ret_digest[PX_DIGEST_HEX])
{
    PX_AUTO_DIGEST px_digest digest = px_digest_start();

    if (text.len)
        px_digest_add(&digest, text);
    px_digest_end(&digest, ret_digest);
}

/* ---- Saying it */

static int judge_check(const px_answer_judge *judge, const px_comment *comment,
                       const px_answer *answer, px_error *err)
{
    if (!judge->who || !px_answer_may_judge(judge->who, comment))
        return px_fail(err, PX_ERR_FORBIDDEN,
                       N_("only the author of a comment says what they think of its answer"), NULL);
    if (px_answer_judged_for_author(comment) && answer->person == judge->who->person)
        return px_fail(err, PX_ERR_FORBIDDEN,
                       N_("you gave this answer; somebody else passes on what the author of the "
                          "comment thinks of it"),
                       NULL);
    if (comment->state != PX_COMMENT_SUBMITTED || !answer->row)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the comment has no published answer that could be judged"), NULL);
    if (answer->opinion == PX_OPINION_OBJECTS && answer->dealt != PX_TIME_NONE)
        return px_fail(err, PX_ERR_CONFLICT, N_("the objection was dealt with already"), NULL);
    if (answer->opinion == judge->opinion && px_str_eq(answer->opinion_text, judge->text))
        return px_fail(err, PX_ERR_CONFLICT, N_("you have said this already"), NULL);
    if (judge->opinion == PX_OPINION_OBJECTS || judge->text.len)
        return px_answer_reason_check(judge->text, "text", err);
    return 0;
}

static int judge_act(px_db *db, px_arena *arena, const px_answer_judge *judge,
                     const px_comment *comment, const px_answer *answer,
                     px_act_receipt *ret_receipt, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(4096);
    px_act act = { .kind = "answer.judged",
                   .code = px_arena_cstr(arena, comment->code_id),
                   .author = judge->author };
    char digest[PX_DIGEST_HEX];
    px_json json;

    text_digest(judge->text, digest);
    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_int(&json, "answer", answer->number);
    px_json_pair_str(&json, "code", comment->code_id);
    px_json_pair_str(&json, "comment", comment->id);
    px_json_pair_cstr(&json, "digest", digest);
    px_json_pair_cstr(&json, "opinion", px_opinion_name(judge->opinion));
    return px_act_append_json(db, &act, &json, ret_receipt, err);
}

static int judge_row(px_db *db, const px_answer_judge *judge, const px_answer *answer,
                     const px_act_receipt *receipt, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO answer_opinion (answer, opinion, text, person, time, act) "
                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (answer) DO UPDATE SET "
                            "opinion = ?2, text = ?3, person = ?4, time = ?5, act = ?6",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, answer->row);
    px_query_cstr(&query, px_opinion_name(judge->opinion));
    px_query_str(&query, judge->text);
    px_answer_bind_row(&query, judge->who->person);
    px_query_int(&query, receipt->time);
    px_query_cstr(&query, receipt->id);
    return px_query_run(&query, err);
}

int px_answer_judge_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_answer_judge *judge = arg;
    px_act_receipt receipt;
    px_comment comment;
    px_answer answer;
    int rc;

    judge->text = judge->text.ptr ? px_str_trim(judge->text) : PX_STR("");
    rc = judged_find(db, arena, judge->comment, &comment, &answer, err);
    if (rc >= 0)
        rc = judge_check(judge, &comment, &answer, err);
    if (rc >= 0)
        rc = judge_act(db, arena, judge, &comment, &answer, &receipt, err);
    if (rc >= 0)
        rc = judge_row(db, judge, &answer, &receipt, err);
    if (rc >= 0)
        rc = px_comment_answer_keep(db, comment.row, err);
    if (rc < 0)
        return rc;
    (void)snprintf(judge->ret_act, sizeof(judge->ret_act), "%s", receipt.id);
    return 0;
}

/* ---- Dealing with an objection */

static int deal_act(px_db *db, px_arena *arena, const px_objection_deal *deal,
                    const px_comment *comment, px_act_receipt *ret_receipt, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(4096);
    px_act act = { .kind = "objection.dealt",
                   .code = px_arena_cstr(arena, comment->code_id),
                   .author = deal->author };
    char digest[PX_DIGEST_HEX];
    px_json json;

    text_digest(deal->reason, digest);
    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "code", comment->code_id);
    px_json_pair_str(&json, "comment", comment->id);
    px_json_pair_cstr(&json, "digest", digest);
    return px_act_append_json(db, &act, &json, ret_receipt, err);
}

static int deal_row(px_db *db, const px_objection_deal *deal, const px_answer *answer,
                    const px_act_receipt *receipt, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE answer_opinion SET dealt = ?, dealt_by = ?, dealt_reason = ?, "
                            "dealt_act = ? WHERE answer = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, receipt->time);
    px_answer_bind_row(&query, deal->who ? deal->who->person : 0);
    px_query_str(&query, deal->reason);
    px_query_cstr(&query, receipt->id);
    px_query_int(&query, answer->row);
    return px_query_run(&query, err);
}

static int deal_tell(px_db *db, px_arena *arena, const px_comment *comment, px_error *err)
{
    px_mail_to to = { .person = comment->author };
    px_notice_args args = { 0 };
    px_mail_text text = {
        .subject = N_("{code}: your objection was dealt with"),
        .body = N_("Your objection to the answer to comment {number} on \"{code}\" was dealt with "
                   "by a decision. Its reason stands on the page of the comment."),
        .args = args.list,
        .link = px_arena_format(arena, "/comments/%.*s", PX_STR_ARG(comment->id)),
    };
    int rc;

    if (!comment->author)
        return 0;
    rc = px_notice_arg_code(db, arena, &args, comment->code_id, err);
    if (rc < 0)
        return rc;
    px_notice_arg(&args, "number",
                  px_str_of(px_arena_format(arena, "%lld", (long long)comment->number)));
    text.n_args = args.count;
    rc = px_mail_add(db, arena, PX_MAIL_ANSWER, &to, &text, err);
    /* An address that no mail can be sent to does not stop the decision. */
    return rc == -PX_ERR_INVALID || rc == -PX_ERR_TOO_LARGE ? 0 : rc;
}

int px_objection_deal_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_objection_deal *deal = arg;
    px_act_receipt receipt;
    px_comment comment;
    px_answer answer;
    int rc = judged_find(db, arena, deal->comment, &comment, &answer, err);

    if (rc >= 0)
        rc = px_answer_right_check(deal->who, PX_ACTION_PUBLISH_ANSWERS, &comment, err);
    if (rc < 0)
        return rc;
    if (!px_answer_objection_open(&answer))
        return px_fail(err, PX_ERR_CONFLICT, N_("no objection to the answer is open"), NULL);
    deal->reason = deal->reason.ptr ? px_str_trim(deal->reason) : PX_STR("");
    rc = px_answer_reason_check(deal->reason, "reason", err);
    if (rc >= 0)
        rc = deal_act(db, arena, deal, &comment, &receipt, err);
    if (rc >= 0)
        rc = deal_row(db, deal, &answer, &receipt, err);
    if (rc >= 0)
        rc = px_comment_answer_keep(db, comment.row, err);
    if (rc >= 0)
        rc = deal_tell(db, arena, &comment, err);
    if (rc < 0)
        return rc;
    (void)snprintf(deal->ret_act, sizeof(deal->ret_act), "%s", receipt.id);
    return 0;
}
