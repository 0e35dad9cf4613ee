/* SPDX-License-Identifier: EUPL-1.2 */
/* How a submitted comment ends: its words and files go, number, place and times stay. */
#include "drafting/comment/comment_erasure.h"
#include "drafting/comment/comment_priv.h"
#include "drafting/comment/submit.h"
#include "drafting/mail/mail.h"
#include "drafting/people/erasure.h"
#include "store/act.h"
#include "store/job.h"

#include "base/banned.h"

enum { REASON_POINTS = 2000, CONTENT_MAX = 4096 };

typedef struct ending {
    px_comment_end *end;
    px_comment_state state;
    bool again; /* it was ended before; no answer keeps it */
    px_comment comment;
    px_str reason;
} ending;

/* ---- Checks */

/* The organisation that it was submitted for; 0 for none. */
static int submitted_for(px_db *db, const px_comment *comment, int64_t *ret_organisation,
                         px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "SELECT coalesce(organisation, 0) FROM submission WHERE id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, comment->submission);
    rc = px_query_step(&query, err);
    *ret_organisation = rc > 0 ? px_query_next_int(&query) : 0;
    return PX_MIN(rc, 0);
}

int px_comment_may_end(px_db *db, const px_who *who, const px_comment *comment,
                       px_comment_state state, bool *ret_may, px_error *err)
{
    int64_t organisation = 0;
    int rc = 0;

    *ret_may = false;
    if (comment->state != PX_COMMENT_SUBMITTED)
        return 0;
    if (state == PX_COMMENT_DISOWNED) {
        *ret_may = (comment->author && who->person == comment->author) ||
                   px_may(who, PX_ACTION_KEEP_PEOPLE, px_scope_code(comment->code));
        return 0;
    }
    rc = submitted_for(db, comment, &organisation, err);
    if (rc >= 0)
        *ret_may = px_comment_is_own(who, comment) || px_comment_may_submit_for(who, organisation);
    return rc;
}

/* The text was changed by it, and has to stay explicable. */
static bool is_taken_up(const px_comment *comment)
{
    return px_str_is(comment->answer, "accepted") ||
           px_str_is(comment->answer, "accepted-with-modifications") ||
           px_str_is(comment->answer, "partly-accepted");
}

static int check_person(px_db *db, px_arena *arena, const ending *e, px_error *err)
{
    px_who who;
    bool may = true;
    int rc = 0;

    if (e->end->person) {
        rc = px_who_read(db, arena, e->end->person, px_now(), &who, err);
        if (rc >= 0)
            rc = px_comment_may_end(db, &who, &e->comment, e->state, &may, err);
    }
    if (rc < 0 || may)
        return rc;
    return px_fail(err, PX_ERR_FORBIDDEN,
                   e->state == PX_COMMENT_WITHDRAWN
                       ? N_("only its author, or the contact point who submitted it, can withdraw "
                            "this comment")
                       : N_("only the person who is named as its author can say that, or the "
                            "secretariat on the word of that person"),
                   NULL);
}

static int check(px_db *db, px_arena *arena, ending *e, px_error *err)
{
    int rc = comment_line_check(arena, "reason", e->end->reason, REASON_POINTS, &e->reason, err);

    if (rc >= 0 && !e->comment.number)
        rc = px_fail(err, PX_ERR_CONFLICT,
                     N_("the comment was not submitted yet; discard the draft instead"), NULL);
    if (rc >= 0 && e->comment.state != PX_COMMENT_SUBMITTED)
        rc = px_fail(err, PX_ERR_CONFLICT, N_("the comment was withdrawn already"), NULL);
    if (rc >= 0)
        rc = check_person(db, arena, e, err);
    if (rc >= 0 && e->state == PX_COMMENT_WITHDRAWN && !e->again && is_taken_up(&e->comment))
        rc = px_fail(err, PX_ERR_CONFLICT,
                     N_("the comment was accepted, and the text was changed by it; it stays on the "
                        "record"),
                     NULL);
    return rc;
}

/* ---- What goes */

/* What acts said of the words, as digests: with their salts it goes. */
static int drop_contents(px_db *db, px_arena *arena, const px_comment *comment, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT act FROM comment WHERE id = ?1 UNION ALL SELECT o.act FROM "
                            "answer_opinion AS o JOIN answer AS a ON a.id = o.answer "
                            "WHERE a.comment = ?1",
                            &query, err);
    px_str *acts = NULL;
    size_t count = 0, room = 0;

    if (rc < 0)
        return rc;
    px_query_int(&query, comment->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        acts = px_arena_grow(arena, acts, count, &room, sizeof(*acts));
        acts[count++] = px_query_next_text(&query, arena);
    }
    for (size_t i = 0; rc >= 0 && i < count; i++)
        rc = px_act_erase_content(db, acts[i], err);
    return rc;
}

static int drop_words(px_db *db, px_arena *arena, const px_comment *comment, px_error *err)
{
    int rc = comment_index_drop(db, comment, err);

    if (rc >= 0)
        rc = drop_contents(db, arena, comment, err);
    if (rc >= 0)
        rc = comment_files_drop(db, comment, err);
    if (rc >= 0)
        rc = comment_run(db,
                         "UPDATE comment_body SET text = '', wording = NULL, note = '', "
                         "text_language = '', record = '' WHERE comment = ?",
                         -1, comment->row, err);
    if (rc >= 0)
        rc = comment_run(db,
                         "UPDATE answer_opinion SET text = '' WHERE answer IN "
                         "(SELECT id FROM answer WHERE comment = ?)",
                         -1, comment->row, err);
    return rc;
}

/* ---- The record */

static int end_act(px_db *db, px_arena *arena, const ending *e, px_act_receipt *ret_receipt,
                   px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(CONTENT_MAX);
    px_act act = { .kind =
                       e->state == PX_COMMENT_WITHDRAWN ? "comment.withdrawn" : "comment.disowned",
                   .code = px_arena_cstr(arena, e->comment.code_id),
                   .author = e->end->author };
    px_json json;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "code", e->comment.code_id);
    px_json_pair_str(&json, "comment", e->comment.id);
    px_json_pair_int(&json, "number", e->comment.number);
    return px_act_append_json(db, &act, &json, ret_receipt, err);
}

static int end_row(px_db *db, const ending *e, const px_act_receipt *receipt, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    char source[COMMENT_SOURCE_SIZE];
    int rc =
        px_query_start(db,
                       "UPDATE comment SET state = ?, withdrawn = ?, end_act = ?, stance = '', "
                       "has_wording = 0, byline = '', minute = '', source = ?, "
                       "revision = revision + 1 WHERE id = ?",
                       &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, px_comment_state_name(e->state));
    px_query_int(&query, receipt->time);
    px_query_cstr(&query, receipt->id);
    comment_source_ended(e->comment.source, source);
    px_query_cstr(&query, source);
    px_query_int(&query, e->comment.row);
    rc = px_query_run(&query, err);
    if (rc >= 0)
        rc =
            px_query_start(db, "UPDATE comment_body SET reason = ? WHERE comment = ?", &query, err);
    if (rc < 0)
        return rc;
    px_query_str(&query, e->reason);
    px_query_int(&query, e->comment.row);
    rc = px_query_run(&query, err);
    if (rc >= 0 && e->state == PX_COMMENT_DISOWNED)
        rc = comment_run(db,
                         "UPDATE comment SET author = NULL, organisation = NULL, category = '', "
                         "country = '', display = 'anonymous' WHERE id = ?",
                         -1, e->comment.row, err);
    return rc;
}

/* An older backup must not bring the words back. */
static int end_note(px_db *db, const ending *e, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, "INSERT OR IGNORE INTO erasure (public_id, time) VALUES (?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, e->comment.id);
    px_query_int(&query, px_now());
    rc = px_query_run(&query, err);
    return rc < 0 ? rc : px_job_soon(db, PX_ERASURE_JOB, err);
}

/* The author, where somebody else did it. */
static int end_tell(px_db *db, px_arena *arena, const ending *e, px_error *err)
{
    px_str number = px_str_of(px_arena_format(arena, "%lld", (long long)e->comment.number));
    const px_arg args[] = { { "code", e->comment.code_id },
                            { "number", number },
                            { "reason", e->reason } };
    const px_mail_to to = { .person = e->comment.author };
    const px_mail_text text = {
        .subject = e->state == PX_COMMENT_WITHDRAWN
                       ? N_("{code}: your comment {number} was withdrawn")
                       : N_("{code}: comment {number} no longer bears your name"),
        .body = e->state == PX_COMMENT_WITHDRAWN
                    ? N_("Your comment {number} was withdrawn for you. Its words and files are "
                         "gone; its number stays on the record.\n\n{reason}")
                    : N_("Comment {number}, which named you as its author, was marked as falsely "
                         "attributed. Its words and files are gone, and nothing links it to you "
                         "any more.\n\n{reason}"),
        .args = args,
        .n_args = PX_COUNT(args),
        .link = px_arena_format(arena, "/comments/%.*s", PX_STR_ARG(e->comment.id)),
    };

    if (!e->comment.author || e->comment.author == e->end->person)
        return 0;
    return px_mail_add(db, arena, PX_MAIL_RECEIPT, &to, &text, err);
}

static int end_run(px_db *db, px_comment_end *end, px_comment_state state, bool again,
                   px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    ending e = { .end = end, .state = state, .again = again };
    px_act_receipt receipt;
    int rc = px_comment_find(db, arena, end->id, &e.comment, err);

    if (rc >= 0)
        rc = check(db, arena, &e, err);
    if (rc >= 0)
        rc = drop_words(db, arena, &e.comment, err);
    if (rc >= 0)
        rc = end_act(db, arena, &e, &receipt, err);
    if (rc >= 0)
        rc = end_row(db, &e, &receipt, err);
    if (rc >= 0)
        rc = end_note(db, &e, err);
    if (rc >= 0)
        rc = end_tell(db, arena, &e, err);
    if (rc < 0)
        return rc;
    (void)snprintf(end->ret_act, sizeof(end->ret_act), "%s", receipt.id);
    return 0;
}

int px_comment_withdraw_deed(px_db *db, void *end, px_error *err)
{
    return end_run(db, end, PX_COMMENT_WITHDRAWN, false, err);
}

int px_comment_disown_deed(px_db *db, void *end, px_error *err)
{
    return end_run(db, end, PX_COMMENT_DISOWNED, false, err);
}

int px_comment_erase_again(px_db *db, px_str id, px_error *err)
{
    px_comment_end end = { .id = id, .reason = PX_STR(""), .author = "operator" };

    return end_run(db, &end, PX_COMMENT_WITHDRAWN, true, err);
}
