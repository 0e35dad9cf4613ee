/* SPDX-License-Identifier: EUPL-1.2 */
/* Handing drafts to the contact point and back; the files of a comment. */
#include "drafting/comment/comment_priv.h"
#include "drafting/mail/mail.h"
#include "drafting/people/organisation.h"
#include "store/blob.h"

#include "base/banned.h"

enum { NOTE_POINTS = 2000 };

/* ---- Handing over */

static int contact_check(px_db *db, int64_t organisation, px_error *err)
{
    bool has;
    int rc;

    if (!organisation)
        return px_fail(err, PX_ERR_INVALID,
                       N_("you belong to no organisation here, so that there is no contact point "
                          "to hand your comment to; submit it yourself"),
                       NULL);
    rc = px_organisation_has_contact(db, organisation, &has, err);
    if (rc < 0 || has)
        return rc;
    return px_fail(err, PX_ERR_INVALID,
                   N_("your organisation has no contact point yet; ask the secretariat to name "
                      "one"),
                   NULL);
}

static int hand_write(px_db *db, const px_comment *comment, bool ready, int64_t organisation,
                      px_str note, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE comment SET state = ?, organisation = nullif(?, 0), "
                            "revision = revision + 1, changed = ? WHERE id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, ready ? "ready" : "draft");
    px_query_int(&query, organisation);
    px_query_int(&query, px_now());
    px_query_int(&query, comment->row);
    rc = px_query_run(&query, err);
    if (rc >= 0)
        rc = px_query_start(db, "UPDATE comment_body SET note = ? WHERE comment = ?", &query, err);
    if (rc < 0)
        return rc;
    px_query_str(&query, note);
    px_query_int(&query, comment->row);
    return px_query_run(&query, err);
}

static int hand_over(px_db *db, px_arena *arena, const px_comment *comment, px_error *err)
{
    px_person person;
    int rc;

    if (comment->state == PX_COMMENT_READY)
        return 0;
    if (!comment->author)
        return px_fail(err, PX_ERR_INVALID,
                       N_("only somebody's own comment can be handed to a contact point"), NULL);
    rc = px_person_get(db, arena, comment->author, &person, err);
    if (rc >= 0)
        rc = contact_check(db, person.organisation, err);
    return rc < 0 ? rc : hand_write(db, comment, true, person.organisation, PX_STR(""), err);
}

/* The author reads what is missing. */
static int tell_given_back(px_db *db, px_arena *arena, const px_comment *comment, px_str note,
                           px_error *err)
{
    const px_arg args[] = { { "code", comment->code_id }, { "note", note } };
    const px_mail_to to = { .person = comment->author };
    const px_mail_text text = {
        .subject = N_("{code}: a comment was given back to you"),
        .body = N_("The contact point of your organisation gave one of your comments back to you, "
                   "so that you can change it and hand it over again.\n\n{note}"),
        .args = args,
        .n_args = PX_COUNT(args),
        .link = px_arena_format(arena, "/comments/%.*s", PX_STR_ARG(comment->id)),
    };

    return px_mail_add(db, arena, PX_MAIL_PROCESS, &to, &text, err);
}

static int hand_back(px_db *db, px_arena *arena, const px_comment_hand *hand,
                     const px_comment *comment, px_error *err)
{
    bool own = hand->person == comment->author;
    px_str note = PX_STR("");
    int rc = 0;

    if (comment->state != PX_COMMENT_READY)
        return 0;
    if (!own)
        rc = comment_line_check(arena, "note", hand->note, NOTE_POINTS, &note, err);
    if (rc >= 0 && !own && !note.len)
        rc = px_fail(err, PX_ERR_INVALID, N_("say what is to be changed"), "field", "note", NULL);
    if (rc >= 0)
        rc = hand_write(db, comment, false, comment->organisation, note, err);
    return rc < 0 || own ? rc : tell_given_back(db, arena, comment, note, err);
}

int px_comment_hand_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const px_comment_hand *hand = arg;
    px_comment comment;
    px_who who = { .person = hand->person };
    int rc = px_comment_find(db, arena, hand->id, &comment, err);

    if (rc >= 0 && !px_comment_is_own(&who, &comment))
        rc = comment_open(db, arena, hand->id, hand->person, &comment, err);
    else if (rc >= 0 && comment.number)
        rc = px_fail(err, PX_ERR_CONFLICT, N_("the comment was submitted already"), NULL);
    if (rc < 0)
        return rc;
    return hand->ready ? hand_over(db, arena, &comment, err)
                       : hand_back(db, arena, hand, &comment, err);
}

/* ---- Files */

int px_comment_file_check(px_str bytes, const char **ret_media_type, px_error *err)
{
    px_upload_kind kind = px_upload_kind_of(bytes);

    if (!(kind & PX_COMMENT_FILE_KINDS))
        return px_fail(err, PX_ERR_UNSUPPORTED,
                       N_("this is none of the kinds of file that can go with a comment: PDF, DOCX "
                          "and ODT"),
                       "field", "file", NULL);
    if (bytes.len > PX_COMMENT_ATTACHMENT_BYTES)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("a file has at most {max} MiB"), "max", "20",
                       "field", "file", NULL);
    *ret_media_type = px_upload_media_type(kind);
    return 0;
}

static int attach_check(const px_comment *comment, const px_comment_attach *attach, px_error *err)
{
    px_str type = px_str_of(attach->media_type);

    if (!px_str_is(type, px_upload_media_type(PX_UPLOAD_PDF)) &&
        !px_str_is(type, px_upload_media_type(PX_UPLOAD_DOCX)) &&
        !px_str_is(type, px_upload_media_type(PX_UPLOAD_ODT)))
        return px_comment_file_check(PX_STR(""), &(const char *){ NULL }, err);
    if (attach->size > PX_COMMENT_ATTACHMENT_BYTES)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("a file has at most {max} MiB"), "max", "20",
                       "field", "file", NULL);
    if (comment->n_attachments >= PX_COMMENT_ATTACHMENTS_MAX)
        return px_fail(err, PX_ERR_TOO_MANY, N_("a comment has at most {max} files"), "max", "10",
                       "field", "file", NULL);
    return 0;
}

static int attach_insert(px_db *db, const px_comment *comment, const px_comment_attach *attach,
                         px_str name, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT INTO comment_attachment (public_id, comment, hash, name, "
                            "media_type, size) VALUES (?, ?, ?, ?, ?, ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, attach->ret_id);
    px_query_int(&query, comment->row);
    px_query_cstr(&query, attach->hash);
    px_query_str(&query, name);
    px_query_cstr(&query, attach->media_type);
    px_query_int(&query, (int64_t)attach->size);
    return px_query_run(&query, err);
}

int px_comment_attach_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_comment_attach *attach = arg;
    px_comment comment;
    int rc = comment_open(db, arena, attach->id, attach->person, &comment, err);

    if (rc >= 0)
        rc = attach_check(&comment, attach, err);
    if (rc >= 0)
        rc = px_blob_ref(db, attach->hash, attach->size, attach->media_type, err);
    if (rc < 0)
        return rc;
    px_random_public_id(attach->ret_id);
    return attach_insert(db, &comment, attach, px_upload_clean_name(arena, attach->name), err);
}

int px_comment_detach_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    const px_comment_detach *detach = arg;
    px_comment comment;
    const char *hash;
    int rc = comment_open(db, arena, detach->id, detach->person, &comment, err);

    if (rc >= 0)
        rc = px_query_start(db,
                            "DELETE FROM comment_attachment WHERE comment = ? AND public_id = ? "
                            "RETURNING hash",
                            &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, comment.row);
    px_query_str(&query, detach->attachment);
    rc = px_query_step(&query, err);
    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("the comment has no such file"), NULL);
    if (rc < 0)
        return rc;
    hash = px_query_next_text(&query, arena).ptr;
    rc = px_query_step(&query, err); /* to its end */
    return rc < 0 ? rc : px_blob_unref(db, hash, err);
}
