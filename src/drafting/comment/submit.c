/* SPDX-License-Identifier: EUPL-1.2 */
/* Submitting: one submission, and for each comment its number, its act and its place in the lists.
 */
#include "drafting/comment/submit.h"

#include "drafting/comment/comment_priv.h"
#include "drafting/mail/mail.h"
#include "drafting/process/meeting.h"
#include "drafting/process/notice_args.h"
#include "drafting/process/round.h"
#include "store/act.h"

#include "base/banned.h"

enum { CONTENT_MAX = 64 * 1024, NUMBERS_SHOWN = 50, NUMBER_MAX = 100000000 };

/* One submission while it is made. */
typedef struct submitting {
    px_db *db;
    px_arena *arena;
    px_comment_submit *submit;
    px_comment *comments;
    size_t count, room;
    int64_t row; /* of the submission */
    bool late;
    /* groups of the process looked at last */
    int64_t process;
    px_group *groups;
    size_t n_groups;
} submitting;

/* ---- Which */

static int fail_none(px_error *err)
{
    return px_fail(err, PX_ERR_INVALID, N_("there is nothing to submit"), NULL);
}

/* Whether the comment is with those who submit it here: a contact point, its author, or the
 * operator for what was not written in the house. */
static int check_hands(const px_comment_submit *submit, const px_who *who,
                       const px_comment *comment, px_error *err)
{
    if (submit->organisation &&
        (comment->state != PX_COMMENT_READY || comment->organisation != submit->organisation))
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the comment is not with the contact point of the organisation"), NULL);
    if (!submit->organisation && comment->state == PX_COMMENT_READY)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the comment is with the contact point of your organisation, who submits "
                          "it; take it back to submit it yourself"),
                       NULL);
    if (!submit->person && comment->origin == PX_ORIGIN_WRITTEN)
        return px_fail(
            err, PX_ERR_FORBIDDEN,
            N_("what people write here they submit themselves; the operator submits what "
               "was said in meetings or comes from elsewhere"),
            NULL);
    if (submit->person && !submit->organisation && !px_comment_is_own(who, comment))
        return px_fail(err, PX_ERR_FORBIDDEN, N_("only its author can submit this comment"), NULL);
    return 0;
}

/* Whether that one is theirs to submit in this way. */
static int check_one(const submitting *s, const px_who *who, const px_comment *comment,
                     px_error *err)
{
    const px_comment_submit *submit = s->submit;

    if (submit->person && !px_comment_may_read(who, comment))
        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such comment"), NULL);
    if (comment->number)
        return px_fail(err, PX_ERR_CONFLICT, N_("the comment was submitted already"), NULL);
    if (s->count && comment->code != s->comments[0].code)
        return px_fail(err, PX_ERR_INVALID,
                       N_("comments on different codes are submitted separately"), NULL);
    return check_hands(submit, who, comment, err);
}

static int collect_one(submitting *s, const px_who *who, px_str id, int64_t number, px_error *err)
{
    px_comment comment;
    int rc = px_comment_find(s->db, s->arena, id, &comment, err);

    if (rc >= 0)
        rc = check_one(s, who, &comment, err);
    for (size_t i = 0; rc >= 0 && i < s->count; i++)
        if (s->comments[i].row == comment.row)
            return 0; /* named twice */
    if (rc < 0)
        return rc;
    s->comments = px_arena_grow(s->arena, s->comments, s->count, &s->room, sizeof(*s->comments));
    comment.number = number;
    s->comments[s->count++] = comment;
    return 0;
}

/* All that is with the contact point, in the order of the text. */
static int ready_ids(submitting *s, px_str **ret_ids, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_str *ids = NULL;
    size_t count = 0, room = 0;
    px_code code;
    int rc = px_code_find(s->db, s->arena, s->submit->code, PX_STR(""), &code, err);

    if (rc >= 0)
        rc = px_query_start(s->db,
                            "SELECT public_id FROM comment WHERE organisation = ? "
                            "AND state = 'ready' AND code = ? ORDER BY version, place, id",
                            &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, s->submit->organisation);
    px_query_int(&query, code.row);
    while ((rc = px_query_step(&query, err)) > 0) {
        ids = px_arena_grow(s->arena, ids, count, &room, sizeof(*ids));
        ids[count++] = px_query_next_text(&query, s->arena);
    }
    *ret_ids = ids;
    *ret_count = count;
    return rc;
}

static int collect(submitting *s, px_error *err)
{
    const px_comment_submit *submit = s->submit;
    px_who who = { .person = submit->person };
    px_str *ready = NULL;
    size_t n = submit->n_ids;
    int rc = 0;

    if (submit->organisation && submit->person) {
        rc = px_who_read(s->db, s->arena, submit->person, px_now(), &who, err);
        if (rc >= 0 && !px_comment_may_submit_for(&who, submit->organisation))
            rc = px_fail(err, PX_ERR_FORBIDDEN,
                         N_("only the contact point submits for the organisation"), NULL);
    }
    if (rc >= 0 && submit->organisation && !n)
        rc = ready_ids(s, &ready, &n, err);
    for (size_t i = 0; rc >= 0 && i < n; i++)
        rc = ready ? collect_one(s, &who, ready[i], 0, err)
                   : collect_one(s, &who, submit->ids[i], submit->numbers ? submit->numbers[i] : 0,
                                 err);
    if (rc >= 0 && !s->count)
        rc = fail_none(err);
    return rc;
}

/* ---- When */

static int fail_round(const px_round *round, const px_comment *comment, px_arena *arena,
                      px_error *err)
{
    bool planned = px_round_state_at(round, px_now()) == PX_ROUND_PLANNED;
    char *time = px_arena_cstr(arena, planned ? round->opens.civil : round->closes.civil);

    if (strlen(time) > 10) /* 2027-03-31T23:59:59 */
        time[10] = ' ';
    return px_fail(err, PX_ERR_CONFLICT,
                   planned ? N_("the round on '{version}' has not opened yet; it opens at {time}")
                           : N_("the round on '{version}' has closed at {time}; comments are not "
                                "taken any more"),
                   "version", px_arena_cstr(arena, comment->version_label), "time", time, NULL);
}

/* The round in which it comes in. What was said or written elsewhere is not bound by it. */
static int round_of(submitting *s, px_comment *comment, px_error *err)
{
    px_round round;
    int64_t row;
    int rc;

    if (comment->origin == PX_ORIGIN_ORAL || comment->origin == PX_ORIGIN_IMPORTED ||
        (comment->origin == PX_ORIGIN_FORM && !comment->author))
        return 0;
    rc = comment_round_on(s->db, comment->version, &row, err);
    if (rc >= 0 && !row)
        return px_fail(err, PX_ERR_INVALID,
                       N_("there is no round on '{version}'; comments are taken in a round"),
                       "version", px_arena_cstr(s->arena, comment->version_label), NULL);
    if (rc >= 0)
        rc = px_round_get(s->db, s->arena, row, &round, err);
    if (rc >= 0 && !px_round_accepts(&round, px_now(), &comment->late))
        rc = fail_round(&round, comment, s->arena, err);
    if (rc < 0)
        return rc;
    if (comment->round != row) {
        px_process process;

        comment->round = row;
        comment->round_number = round.number;
        rc = px_process_get(s->db, s->arena, round.process, PX_STR(""), &process, err);
        if (rc >= 0)
            comment->process_key = process.key;
    }
    s->late |= comment->late;
    return rc;
}

/* ---- Who answers */

/* The process that the comment belongs to: of its round, else of its meeting, else the newest. */
static int process_of(submitting *s, const px_comment *comment, px_process *ret_process,
                      bool *ret_found, px_error *err)
{
    px_code code = { .row = comment->code, .id = comment->code_id };
    px_process *processes;
    px_meeting meeting;
    px_round round;
    size_t n;
    int rc;

    *ret_found = true;
    if (comment->round) {
        rc = px_round_get(s->db, s->arena, comment->round, &round, err);
        return rc < 0
                   ? rc
                   : px_process_get(s->db, s->arena, round.process, PX_STR(""), ret_process, err);
    }
    if (comment->meeting) {
        rc = px_meeting_find(s->db, s->arena, comment->meeting_id, PX_STR(""), &meeting, err);
        return rc < 0
                   ? rc
                   : px_process_get(s->db, s->arena, meeting.process, PX_STR(""), ret_process, err);
    }
    rc = px_process_list(s->db, s->arena, &code, PX_STR(""), &processes, &n, err);
    *ret_found = rc >= 0 && n;
    if (rc >= 0 && n)
        *ret_process = processes[n - 1];
    return rc;
}

static int64_t group_with(const submitting *s, px_str chapter)
{
    for (size_t i = 0; i < s->n_groups; i++)
        for (size_t j = 0; j < s->groups[i].n_chapters; j++)
            if (px_str_eq(s->groups[i].chapters[j], chapter))
                return s->groups[i].row;
    return 0;
}

/* The group that has the innermost of the provisions around it among its chapters. */
static int group_find(submitting *s, px_comment *comment, px_error *err)
{
    px_code code = { .row = comment->code, .id = comment->code_id };
    px_provision_spot spot = { 0 };
    px_process process;
    bool found;
    int rc = process_of(s, comment, &process, &found, err);

    if (rc >= 0 && found && process.row != s->process) {
        rc = px_group_list(s->db, s->arena, &process, PX_STR(""), PX_TIME_NONE, &s->groups,
                           &s->n_groups, err);
        s->process = process.row;
    }
    if (rc < 0 || !found || !comment->anchor.id.len || !s->n_groups)
        return rc;
    rc = px_provision_spot_find(s->db, s->arena, &code, comment->version, comment->anchor.id,
                                comment->language, &spot, err);
    for (size_t i = spot.n_around; rc >= 0 && i-- > 0 && !comment->working_group;)
        comment->working_group = group_with(s, spot.around[i]);
    return rc;
}

/* ---- Who speaks */

/* What is kept of the author for the record. What is anonymous keeps the category alone, so that
 * neither organisation nor country tells who it was. */
static int snapshot(submitting *s, px_comment *comment, px_error *err)
{
    px_person person;
    int rc;

    if (comment->author) {
        rc = px_person_get(s->db, s->arena, comment->author, &person, err);
        if (rc < 0)
            return rc;
        comment->category = person.category;
        comment->country = person.country;
        comment->organisation =
            s->submit->organisation ? s->submit->organisation : person.organisation;
    }
    if (comment->display == PX_DISPLAY_ANONYMOUS) {
        comment->organisation = 0;
        comment->country = PX_STR("");
    }
    return 0;
}

/* ---- Rows and acts */

static int submission_insert(submitting *s, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int64_t round = s->comments[0].round;
    int rc = px_query_start(s->db,
                            "INSERT INTO submission (public_id, round, code, person, organisation, "
                            "time) VALUES (?, nullif(?, 0), ?, nullif(?, 0), nullif(?, 0), ?)",
                            &query, err);

    if (rc < 0)
        return rc;
    for (size_t i = 1; i < s->count; i++)
        if (s->comments[i].round != round)
            round = 0;
    px_random_public_id(s->submit->ret_submission);
    px_query_cstr(&query, s->submit->ret_submission);
    px_query_int(&query, round);
    px_query_int(&query, s->comments[0].code);
    px_query_int(&query, s->submit->person);
    px_query_int(&query, s->submit->organisation);
    px_query_int(&query, px_now());
    rc = px_query_run(&query, err);
    if (rc >= 0)
        s->row = px_db_last_id(s->db);
    return rc;
}

/* Whether a number of a record can be kept. */
static int number_is_free(px_db *db, int64_t code, int64_t number, bool *ret_free, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc;

    *ret_free = false;
    if (number < 1 || number > NUMBER_MAX)
        return 0;
    rc = px_query_start(db, "SELECT 1 FROM comment WHERE code = ? AND number = ? AND number > 0",
                        &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, code);
    px_query_int(&query, number);
    rc = px_query_step(&query, err);
    *ret_free = rc == 0;
    return PX_MIN(rc, 0);
}

static int next_number(px_db *db, int64_t code, int64_t *ret_number, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "SELECT coalesce(max(number), 0) + 1 FROM comment WHERE code = ? AND number > 0",
        &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, code);
    rc = px_query_step(&query, err);
    if (rc > 0)
        *ret_number = px_query_next_int(&query);
    return rc;
}

/* Which anonymous comments came in together stays in the house. */
static int submit_act(submitting *s, px_comment *comment, px_act_receipt *ret_receipt,
                      px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(CONTENT_MAX);
    bool anonymous = comment->display == PX_DISPLAY_ANONYMOUS;
    char digest[PX_DIGEST_HEX];
    px_act act = { .kind = "comment.submitted",
                   .code = px_arena_cstr(s->arena, comment->code_id),
                   .version = px_arena_cstr(s->arena, comment->version_label),
                   .author = s->submit->author };
    px_json json;
    int rc = comment_digest(comment, digest, err);

    if (rc < 0)
        return rc;
    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "code", comment->code_id);
    px_json_pair_str(&json, "comment", comment->id);
    px_json_pair_cstr(&json, "digest", digest);
    px_json_pair_str(&json, "lasting_id", comment->anchor.id);
    px_json_pair_bool(&json, "late", comment->late);
    px_json_pair_int(&json, "number", comment->number);
    px_json_pair_cstr(&json, "origin", px_comment_origin_name(comment->origin));
    px_json_pair_str(&json, "process", comment->process_key);
    px_json_pair_int(&json, "round", comment->round_number);
    px_json_pair_cstr(&json, "submission", anonymous ? "" : s->submit->ret_submission);
    px_json_pair_str(&json, "version", comment->version_label);
    return px_act_append_json(s->db, &act, &json, ret_receipt, err);
}

static int submit_row(submitting *s, const px_comment *comment, const px_act_receipt *receipt,
                      px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(s->db,
                       "UPDATE comment SET state = 'submitted', number = ?, round = nullif(?, 0), "
                       "submission = ?, working_group = nullif(?, 0), category = ?, country = ?, "
                       "organisation = nullif(?, 0), late = ?, submitted = ?, act = ?, "
                       "revision = revision + 1 WHERE id = ?",
                       &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, comment->number);
    px_query_int(&query, comment->round);
    px_query_int(&query, s->row);
    px_query_int(&query, comment->working_group);
    px_query_str(&query, comment->category);
    px_query_str(&query, comment->country);
    px_query_int(&query, comment->organisation);
    px_query_int(&query, comment->late);
    px_query_int(&query, receipt->time);
    px_query_cstr(&query, receipt->id);
    px_query_int(&query, comment->row);
    return px_query_run(&query, err);
}

static int submit_one(submitting *s, px_comment *comment, px_error *err)
{
    px_act_receipt receipt;
    bool kept = false;
    int rc = group_find(s, comment, err);

    if (rc >= 0)
        rc = snapshot(s, comment, err);
    if (rc >= 0)
        rc = number_is_free(s->db, comment->code, comment->number, &kept, err);
    if (rc >= 0 && !kept)
        rc = next_number(s->db, comment->code, &comment->number, err);
    if (rc >= 0)
        rc = submit_act(s, comment, &receipt, err);
    if (rc >= 0)
        rc = submit_row(s, comment, &receipt, err);
    if (rc < 0)
        return rc;
    return comment_index_add(s->db, s->arena, comment, err);
}

/* ---- Mails */

/* The numbers of those of the person, or of all (0): "12, 13, 14". */
static px_str numbers_of(const submitting *s, int64_t person, long long *ret_count)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);

    *ret_count = 0;
    for (size_t i = 0; i < s->count; i++) {
        if (person && s->comments[i].author != person)
            continue;
        if (++*ret_count <= NUMBERS_SHOWN)
            px_builder_format(&out, "%s%lld", out.len ? ", " : "",
                              (long long)s->comments[i].number);
    }
    if (*ret_count > NUMBERS_SHOWN)
        px_builder_add(&out, ", …");
    return px_arena_str(s->arena, px_builder_view(&out));
}

static int tell(submitting *s, int64_t person, bool submitter, px_error *err)
{
    const px_mail_to to = { .person = person };
    px_notice_args args = { 0 };
    long long count;
    px_str numbers = numbers_of(s, submitter ? 0 : person, &count);
    px_mail_text text = {
        .subject = N_("{code}: your comments were received"),
        .body = s->late
                    ? N_("Your comments were received and are public from now on. They came after "
                         "the round had closed, and are marked as late.\n\nHow many: "
                         "{count}\nNumbers: {numbers}\n\nAt the address below is the receipt, by "
                         "which anybody can check that they are on the record.")
                    : N_("Your comments were received and are public from now on. Each of them "
                         "will be answered.\n\nHow many: {count}\nNumbers: {numbers}\n\nAt the "
                         "address below is the receipt, by which anybody can check that they are "
                         "on the record."),
        .args = args.list,
        .link = submitter ? px_arena_format(s->arena, "/submissions/%s", s->submit->ret_submission)
                          : "/me/comments",
    };
    int rc = px_notice_arg_code(s->db, s->arena, &args, s->comments[0].code_id, err);

    if (rc < 0)
        return rc;
    px_notice_arg(&args, "count", px_str_of(px_arena_format(s->arena, "%lld", count)));
    px_notice_arg(&args, "numbers", numbers);
    text.n_args = args.count;
    return px_mail_add(s->db, s->arena, PX_MAIL_RECEIPT, &to, &text, err);
}

/* Whoever submitted, and each author whose comment somebody else submitted. */
static int tell_all(submitting *s, px_error *err)
{
    int rc = s->submit->person ? tell(s, s->submit->person, true, err) : 0;

    for (size_t i = 0; rc >= 0 && i < s->count; i++) {
        int64_t author = s->comments[i].author;
        bool told = !author || author == s->submit->person;

        for (size_t j = 0; j < i && !told; j++)
            told = s->comments[j].author == author;
        if (!told)
            rc = tell(s, author, false, err);
    }
    return rc;
}

int px_comment_submit_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    submitting s = { .db = db, .arena = arena, .submit = arg };
    int rc = collect(&s, err);

    for (size_t i = 0; rc >= 0 && i < s.count; i++)
        rc = round_of(&s, &s.comments[i], err);
    if (rc >= 0)
        rc = submission_insert(&s, err);
    for (size_t i = 0; rc >= 0 && i < s.count; i++)
        rc = submit_one(&s, &s.comments[i], err);
    if (rc >= 0)
        rc = tell_all(&s, err);
    if (rc < 0)
        return rc;
    s.submit->ret_count = s.count;
    s.submit->ret_late = s.late;
    return 0;
}
