/* SPDX-License-Identifier: EUPL-1.2 */
/* Draft answers: written, one or many with the same words, and taken away. */
#include "code/language_code.h"
#include "code/markdown/markdown.h"
#include "drafting/comment/answer_priv.h"

#include "base/banned.h"

enum { REASON_LINKS_MAX = 200 };

/* ---- Checks */

static int check_link(void *arg, px_str address, px_error *err)
{
    size_t *n_links = arg;
    char excerpt[PX_EXCERPT_SIZE];

    if (++*n_links > REASON_LINKS_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("a reason has at most {max} links"), "max", "200",
                       NULL);
    if (px_link_allowed(address))
        return 0;
    return px_fail(err, PX_ERR_INVALID,
                   N_("the text has a link to '{address}'; links lead to https, http or mailto "
                      "addresses, or to a provision as '#' and its lasting id"),
                   "address", px_str_excerpt(address, excerpt), NULL);
}

int px_answer_reason_check(px_str reason, const char *field, px_error *err)
{
    size_t n_links = 0;
    int rc;

    if (!px_str_trim(reason).len)
        return px_fail(err, PX_ERR_INVALID, N_("a reason is required; say why in a few words"),
                       "field", field, NULL);
    if (reason.len > PX_ANSWER_REASON_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("the text is larger than {max} KiB; shorten it"),
                       "max", "64", "field", field, NULL);
    if (!px_utf8_valid(reason, NULL) || memchr(reason.ptr, '\0', reason.len))
        return px_fail(err, PX_ERR_INVALID, N_("the text is not valid UTF-8"), "field", field,
                       NULL);
    rc = px_markdown_document_links(reason, check_link, &n_links, err);
    if (rc < 0)
        px_error_add(err, "field", field);
    return rc;
}

int px_answer_right_check(const px_who *who, px_action action, const px_comment *comment,
                          px_error *err)
{
    char number[PX_COUNT("-9223372036854775808")];

    if (!who || px_may(who, action, px_comment_scope(comment)))
        return 0;
    (void)snprintf(number, sizeof(number), "%lld", (long long)comment->number);
    return px_fail(err, PX_ERR_FORBIDDEN,
                   N_("comment {number} is for the chairs of another working group"), "number",
                   number, NULL);
}

/* ---- Rows */

static int answer_insert(px_db *db, const px_comment *comment, const px_answer_write *write,
                         int64_t template, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db,
        "INSERT INTO answer (comment, number, status, reason, language, template, person, byline, "
        "changed, made) VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM answer WHERE comment "
        "= "
        "?1), "
        "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, comment->row);
    px_query_cstr(&query, px_answer_status_name(write->status));
    px_query_str(&query, write->reason);
    px_query_str(&query, write->language);
    px_answer_bind_row(&query, template);
    px_answer_bind_row(&query, write->person);
    px_query_str(&query, write->byline.ptr ? write->byline : PX_STR(""));
    px_query_int(&query, px_now());
    px_query_int(&query, write->made);
    rc = px_query_run(&query, err);
    return rc < 0 ? rc : px_comment_answer_keep(db, comment->row, err);
}

static int answer_update(px_db *db, const px_answer *draft, const px_answer_write *write,
                         int64_t template, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db,
                       "UPDATE answer SET status = ?, reason = ?, language = ?, template = ?, "
                       "person = ?, byline = ?, changed = ?, made = ?, revision = revision + 1 "
                       "WHERE id = ?",
                       &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, px_answer_status_name(write->status));
    px_query_str(&query, write->reason);
    px_query_str(&query, write->language);
    px_answer_bind_row(&query, template);
    px_answer_bind_row(&query, write->person);
    px_query_str(&query, write->byline.ptr ? write->byline : PX_STR(""));
    px_query_int(&query, px_now());
    px_query_int(&query, write->made);
    px_query_int(&query, draft->row);
    return px_query_run(&query, err);
}

/* ---- One comment */

static int fail_lost(px_error *err)
{
    return px_fail(err, PX_ERR_CONFLICT,
                   N_("somebody else has changed this answer since you began; compare both and "
                      "save again"),
                   NULL);
}

/* Whether the comment may be given a draft; what speaks against it is CONFLICT. */
static int check_open(const px_comment *comment, const px_answer *published, px_error *err)
{
    if (comment->state == PX_COMMENT_WITHDRAWN || comment->state == PX_COMMENT_DISOWNED)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the comment was withdrawn; it is not owed an answer any more"), NULL);
    if (comment->state != PX_COMMENT_SUBMITTED)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such comment"), NULL);
    if (published->row && !px_answer_objection_open(published))
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the answer to this comment is published; a further one follows only an "
                          "objection that is open"),
                       NULL);
    return 0;
}

/* Whether the draft that is there, or that there is none, is what the writer has seen. */
static int check_revision(const px_answer_write *write, const px_answer *draft, px_error *err)
{
    if (write->replace || (draft->row ? draft->revision : 0) == write->revision)
        return 0;
    return fail_lost(err);
}

static int write_one(px_db *db, px_arena *arena, const px_answer_write *write, px_str id,
                     const px_answer_template *template, px_error *err)
{
    px_answer published, draft;
    px_comment comment;
    int rc = px_comment_find(db, arena, id, &comment, err);

    if (rc >= 0)
        rc = px_answer_right_check(write->who, PX_ACTION_ANSWER, &comment, err);
    if (rc >= 0 && template->row && template->code != comment.code)
        return px_fail(err, PX_ERR_INVALID, N_("the template belongs to another code"), "field",
                       "template", NULL);
    if (rc >= 0)
        rc = px_answer_newest(db, arena, &comment.row, 1, &published, err);
    if (rc >= 0)
        rc = px_answer_draft(db, arena, &comment, &draft, err);
    if (rc >= 0)
        rc = check_open(&comment, &published, err);
    if (rc >= 0)
        rc = check_revision(write, &draft, err);
    if (rc < 0)
        return rc;
    return draft.row ? answer_update(db, &draft, write, template->row, err)
                     : answer_insert(db, &comment, write, template->row, err);
}

/* ---- The deeds */

/* With a template and no words of one's own, those of the template: in the arena of the deed, which
 * may be run again. */
static int write_template(px_db *db, px_arena *arena, px_answer_write *write,
                          px_answer_template *template, px_error *err)
{
    int rc;

    *template = (px_answer_template){ 0 };
    if (!write->template_id.len)
        return 0;
    rc = px_answer_template_find(db, arena, 0, write->template_id, template, err);
    if (rc < 0)
        return rc;
    if (template->retired)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the template '{name}' is retired; choose another one"), "name",
                       px_arena_cstr(arena, template->name), "field", "template", NULL);
    if (px_str_trim(write->reason).len)
        return 0;
    write->status = template->status;
    write->reason = template->reason;
    write->language = template->language;
    return 0;
}

int px_answer_write_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_answer_write *asked = arg, write = *asked;
    px_answer_template template;
    int rc = write_template(db, arena, &write, &template, err);

    asked->ret_written = asked->ret_passed = 0;
    if (rc >= 0)
        rc = px_answer_reason_check(write.reason, "reason", err);
    if (rc >= 0)
        rc = px_language_tag_check(write.language, err);
    if (rc >= 0 && !write.n_comments)
        rc = px_fail(err, PX_ERR_INVALID, N_("choose the comments that this answers"), "field",
                     "comments", NULL);
    for (size_t i = 0; rc >= 0 && i < write.n_comments; i++) {
        rc = write_one(db, arena, &write, write.comments[i], &template, err);
        if (rc == -PX_ERR_CONFLICT && write.bulk) {
            asked->ret_passed++;
            rc = 0;
        } else {
            asked->ret_written += rc >= 0;
        }
    }
    return rc;
}

int px_answer_discard_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    const px_answer_discard *discard = arg;
    px_comment comment;
    px_answer draft;
    int rc = px_comment_find(db, arena, discard->comment, &comment, err);

    if (rc >= 0)
        rc = px_answer_right_check(discard->who, PX_ACTION_ANSWER, &comment, err);
    if (rc >= 0)
        rc = px_answer_draft(db, arena, &comment, &draft, err);
    if (rc < 0)
        return rc;
    if (!draft.row)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no draft of an answer"), NULL);
    if (draft.revision != discard->revision)
        return fail_lost(err);
    rc = px_query_start(db, "DELETE FROM answer WHERE id = ?", &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, draft.row);
    rc = px_query_run(&query, err);
    return rc < 0 ? rc : px_comment_answer_keep(db, comment.row, err);
}
