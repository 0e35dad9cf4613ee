/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/receipt.h"

#include "code/provision.h"
#include "drafting/comment/comment_priv.h"
#include "store/ledger_receipt.h"

#include "base/banned.h"

/* ---- Submissions */

#define SUBMISSION_SELECT                                                                          \
    "SELECT s.id, s.public_id, coalesce(s.person, 0), coalesce(s.organisation, 0), "               \
    "coalesce(s.round, 0), s.code, " PX_CODE_NAME_SQL(                                             \
        "s.code") ", coalesce(k.key, ''), "                                                        \
                  "coalesce(r.number, 0), coalesce(o.name, ''), s.time, "                          \
                  "(SELECT count(*) FROM comment WHERE submission = s.id) FROM submission AS s "   \
                  "LEFT JOIN round AS r ON r.id = s.round LEFT JOIN process AS k ON k.id = "       \
                  "r.process "                                                                     \
                  "LEFT JOIN organisation AS o ON o.id = s.organisation "

static void submission_read(px_query *query, px_arena *arena, px_submission *s)
{
    s->row = px_query_next_int(query);
    s->id = px_query_next_text(query, arena);
    s->person = px_query_next_int(query);
    s->organisation = px_query_next_int(query);
    s->round = px_query_next_int(query);
    s->code = px_query_next_int(query);
    s->code_id = px_query_next_text(query, arena);
    s->process_key = px_query_next_text(query, arena);
    s->round_number = (int)px_query_next_int(query);
    s->organisation_name = px_query_next_text(query, arena);
    s->time = px_query_next_int(query);
    s->count = (size_t)px_query_next_int(query);
}

static int submission_one(px_query *query, px_arena *arena, px_submission *ret_submission,
                          px_error *err)
{
    int rc = px_query_step(query, err);

    if (rc == 0)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such submission"), NULL);
    if (rc > 0)
        submission_read(query, arena, ret_submission);
    return PX_MIN(rc, 0);
}

int px_submission_find(px_db *db, px_arena *arena, px_str id, px_submission *ret_submission,
                       px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, SUBMISSION_SELECT "WHERE s.public_id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, id);
    return submission_one(&query, arena, ret_submission, err);
}

int px_submission_list(px_db *db, px_arena *arena, int64_t person, int64_t organisation,
                       px_submission **ret_submissions, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_submission *list = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db,
                            SUBMISSION_SELECT
                            "WHERE (?1 > 0 AND s.person = ?1) OR (?2 > 0 AND s.organisation = ?2) "
                            "ORDER BY s.time DESC, s.id DESC",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person);
    px_query_int(&query, organisation);
    while ((rc = px_query_step(&query, err)) > 0) {
        list = px_arena_grow(arena, list, count, &room, sizeof(*list));
        submission_read(&query, arena, &list[count++]);
    }
    if (rc < 0)
        return rc;
    *ret_submissions = list;
    *ret_count = count;
    return 0;
}

bool px_submission_may_read(const px_who *who, const px_submission *submission)
{
    return (who->person && who->person == submission->person) ||
           px_comment_may_submit_for(who, submission->organisation);
}

int px_submission_comments(px_db *db, px_arena *arena, const px_submission *submission,
                           px_str **ret_ids, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str *ids = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(
        db, "SELECT public_id FROM comment WHERE submission = ? ORDER BY number", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, submission->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        ids = px_arena_grow(arena, ids, count, &room, sizeof(*ids));
        ids[count++] = px_query_next_text(&query, arena);
    }
    if (rc < 0)
        return rc;
    *ret_ids = ids;
    *ret_count = count;
    return 0;
}

/* ---- The text */

typedef struct receiving {
    px_db *db;
    px_arena *arena;
    const px_house *house;
    const px_language *language;
    px_builder *out;
} receiving;

/* A line for people; line feeds in values cannot end it. */
static void say(receiving *r, const char *message, const px_arg *args, size_t n_args)
{
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(64 * 1024);
    px_str text;

    px_message(&line, r->language, message, args, n_args);
    text = px_builder_view(&line);
    px_builder_add(r->out, "#  ");
    for (size_t i = 0; i < text.len; i++)
        px_builder_char(r->out, text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
    px_builder_char(r->out, '\n');
}

static void say_gap(receiving *r)
{
    px_builder_add(r->out, "#\n");
}

static px_str time_text(receiving *r, px_time time)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(64);

    px_time_format(&text, time);
    return px_arena_str(r->arena, px_builder_view(&text));
}

/* What the receipt is of: once, at its head. */
static int write_head(receiving *r, const px_submission *submission, const px_comment *comment,
                      px_error *err)
{
    px_submission of = { .count = 1, .organisation_name = PX_STR(""), .id = PX_STR("") };
    px_code code;
    int rc;

    if (submission) {
        of = *submission;
    } else if (comment) {
        of.code = comment->code;
        of.round_number = comment->round_number;
        of.process_key = comment->process_key;
        of.time = comment->submitted;
    }
    rc = px_code_get(r->db, r->arena, of.code, px_str_of(px_language_tag(r->language)), &code, err);
    if (rc < 0)
        return rc;
    const px_arg args[] = {
        { "house", px_str_of(px_house_name(r->house)) },
        { "origin", px_str_of(px_house_origin(r->house)) },
        { "code", code.id },
        { "title", code.title },
        { "count", px_str_of(px_arena_format(r->arena, "%zu", of.count)) },
        { "time", time_text(r, of.time) },
        { "process", of.process_key },
        { "round", px_str_of(px_arena_format(r->arena, "%d", of.round_number)) },
        { "organisation", of.organisation_name },
        { "submission", of.id },
    };
    const size_t n = PX_COUNT(args);

    say(r, N_("Receipt of {house}"), args, n);
    say_gap(r);
    say(r, N_("Comments on: {title} ({code})"), args, n);
    if (of.round_number)
        say(r, N_("Round: {round} of the process {process}"), args, n);
    say(r, N_("Submitted at: {time}"), args, n);
    if (of.organisation_name.len)
        say(r, N_("Submitted for: {organisation}"), args, n);
    if (of.id.len)
        say(r, N_("Submission: {submission}"), args, n);
    say(r, N_("Number of comments: {count}"), args, n);
    say_gap(r);
    say(r,
        N_("Each part below proves that one comment is in the public log {origin}. Anybody can "
           "check this file without that site: 'praxis ledger verify FILE --key KEY', with the key "
           "of the log taken from somewhere else than this file."),
        args, n);
    return 0;
}

static int write_comment(receiving *r, const px_comment *comment, px_error *err)
{
    char digest[PX_DIGEST_HEX] = "";
    int rc = comment->state == PX_COMMENT_SUBMITTED ? comment_digest(comment, digest, err) : 0;
    const px_arg args[] = {
        { "number", px_str_of(px_arena_format(r->arena, "%lld", (long long)comment->number)) },
        { "version", comment->version_label },
        { "provision", comment->anchor.id },
        { "id", comment->id },
        { "act", comment->act },
        { "time", time_text(r, comment->submitted) },
        { "digest", px_str_of(digest) },
    };
    const size_t n = PX_COUNT(args);

    if (rc < 0)
        return rc;
    say_gap(r);
    say(r,
        comment->anchor.id.len ? N_("Comment {number} on the provision {provision} of {version}")
                               : N_("Comment {number} on the whole of {version}"),
        args, n);
    say(r, N_("Id: {id}"), args, n);
    say(r, N_("Act: {act}, {time}"), args, n);
    if (comment->state == PX_COMMENT_SUBMITTED)
        say(r, N_("SHA-256 of what it says: {digest}"), args, n);
    else
        say(r, N_("It was withdrawn; what it said is gone."), args, n);
    if (comment->late)
        say(r, N_("It came after the round had closed."), args, n);
    return px_ledger_receipt_add(r->db, comment->act, r->out, err);
}

int px_receipt_write(px_db *db, px_arena *arena, const px_house *house, const px_language *language,
                     const px_submission *submission, const px_comment *comment, px_builder *out,
                     px_error *err)
{
    PX_AUTO_ARENA px_arena *scratch = px_arena_new();
    receiving r = { .db = db, .arena = arena, .house = house, .language = language, .out = out };
    px_str *ids = NULL;
    size_t n = 0;
    int rc;

    if (comment && !comment->number)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the comment was not submitted yet, so there is no receipt"), NULL);
    rc = write_head(&r, submission, comment, err);
    if (rc >= 0 && comment)
        rc = write_comment(&r, comment, err);
    else if (rc >= 0)
        rc = px_submission_comments(db, arena, submission, &ids, &n, err);
    r.arena = scratch;
    for (size_t i = 0; rc >= 0 && i < n; i++) {
        px_comment one;

        px_arena_reset(scratch);
        rc = px_comment_find(db, scratch, ids[i], &one, err);
        if (rc >= 0)
            rc = write_comment(&r, &one, err);
    }
    return rc < 0 ? rc : px_builder_check(out, err);
}
