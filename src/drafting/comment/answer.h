/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Answers: what those who draw up the text say to a comment, with a status and a reason. Answers
 * are private to those who answer until they are published, together, by one act. What was
 * published is not changed; after an objection a further answer can follow.
 */
#ifndef PX_DRAFTING_COMMENT_ANSWER_H
#define PX_DRAFTING_COMMENT_ANSWER_H

#include "base/random.h"
#include "drafting/comment/comment.h"

enum { PX_ANSWER_REASON_MAX = 64 * 1024 }; /* bytes of Markdown */

typedef enum px_answer_status {
    PX_ANSWER_ACCEPTED,
    PX_ANSWER_ACCEPTED_MODIFIED,
    PX_ANSWER_PARTLY,
    PX_ANSWER_NOTED,
    PX_ANSWER_NOT_ACCEPTED,
    PX_ANSWER_OUT_OF_SCOPE,
    PX_ANSWER_STATUS_COUNT
} px_answer_status;

/* "accepted", "accepted-with-modifications", "partly-accepted", "noted", "not-accepted",
 * "out-of-scope": never translated; titles are message ids. */
const char *px_answer_status_name(px_answer_status status);
const char *px_answer_status_title(px_answer_status status);
bool px_answer_status_find(px_str name, px_answer_status *ret_status);

typedef enum px_opinion {
    PX_OPINION_NONE,
    PX_OPINION_SATISFIED,
    PX_OPINION_NOT,
    PX_OPINION_OBJECTS
} px_opinion;
const char *px_opinion_name(px_opinion opinion); /* "satisfied", "not-satisfied", "objects"; "" */
const char *px_opinion_title(px_opinion opinion);
bool px_opinion_find(px_str name, px_opinion *ret_opinion);

typedef struct px_answer {
    int64_t row, comment; /* row 0: there is none */
    int number;
    px_answer_status status;
    px_str reason, language;
    bool published;
    int64_t person;
    px_str byline;
    int revision;
    px_time changed, published_at; /* PX_TIME_NONE */
    px_time made; /* of an imported one: when it was published in its record; else PX_TIME_NONE */
    px_str act;
    px_opinion opinion; /* of the comment's author */
    px_str opinion_text;
    px_time opinion_time;
    px_time dealt; /* when an objection was dealt with; PX_TIME_NONE while it is open */
    px_str dealt_reason, opinion_act, dealt_act;
} px_answer;

/* Whether an objection to it is open: not dealt with. */
static inline bool px_answer_objection_open(const px_answer *answer)
{
    return answer->row && answer->opinion == PX_OPINION_OBJECTS && answer->dealt == PX_TIME_NONE;
}

/* All of a comment by number; drafts only with `drafts`. */
int px_answer_list(px_db *db, px_arena *arena, const px_comment *comment, bool drafts,
                   px_answer **ret_answers, size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* The draft of the next answer; row 0: there is none. */
int px_answer_draft(px_db *db, px_arena *arena, const px_comment *comment, px_answer *ret_answer,
                    px_error *err) PX_MUST_CHECK;

/* The newest published answer of each of many comments (rows), for lists; row 0: there is none. */
int px_answer_newest(px_db *db, px_arena *arena, const int64_t *comments, size_t n_comments,
                     px_answer *ret_answers, px_error *err) PX_MUST_CHECK;

/* Writes the draft answers of one or of many comments, with the same words. revision: that which
 * was read, 0 for none; CONFLICT where somebody else has written since, unless `replace`. A reason
 * is required; with a template and without one, status, reason and language are those of the
 * template. Only submitted comments; one with a published answer only while an objection to it is
 * open (CONFLICT). With `bulk` comments for which this would be a conflict are passed over and
 * counted. FORBIDDEN where `who` may not answer one of them. */
typedef struct px_answer_write {
    const px_str *comments; /* public ids */
    size_t n_comments;
    px_answer_status status;
    px_str reason, language;
    px_str template_id; /* public id, or empty */
    int revision;
    bool replace, bulk;
    const px_who *who; /* NULL: the operator */
    int64_t person;    /* row, or 0 */
    px_str byline;     /* of an imported one */
    px_time made;      /* of an imported one: when it was published in its record; 0 */
    size_t ret_written, ret_passed;
} px_answer_write;
int px_answer_write_deed(px_db *db, void *write, px_error *err);

/* Takes a draft answer away. */
typedef struct px_answer_discard {
    px_str comment;
    int revision;
    const px_who *who; /* NULL: the operator */
} px_answer_discard;
int px_answer_discard_deed(px_db *db, void *discard, px_error *err);

/* Publishes draft answers together: of these comments, of a round, or of the whole code; only those
 * that `who` may publish. One act answers.published with the count and a digest over the answers
 * (docs/format-comment.md), which the twin of the round lists. A further answer deals with the
 * objection that it follows. Tells the authors, each once. CONFLICT where there is none. */
typedef struct px_answers_publish {
    px_str code;
    px_str process; /* key; with round */
    int round;      /* number; 0: any */
    const px_str *comments;
    size_t n_comments; /* 0: all */
    const px_who *who; /* NULL: the operator */
    const char *author;
    size_t ret_count;
    char ret_act[64];
} px_answers_publish;
int px_answers_publish_deed(px_db *db, void *publish, px_error *err);

/* What px_answers_publish would publish, and what it would leave open. */
typedef struct px_answers_ready {
    int64_t count, open; /* drafts; comments with neither draft nor published answer */
    int64_t statuses[PX_ANSWER_STATUS_COUNT];
} px_answers_ready;
int px_answers_ready_read(px_db *db, const px_code *code, const px_round *round, const px_who *who,
                          px_answers_ready *ret_ready, px_error *err) PX_MUST_CHECK;

/* The answers that an act published, in the order of its digest, a page behind a comment's number
 * (0: from the first). */
typedef struct px_answer_published {
    px_str comment, status, language, digest; /* digest: of the reason */
    int64_t number;                           /* of the comment */
    int answer;
} px_answer_published;
int px_answers_of_act(px_db *db, px_arena *arena, px_str act, int64_t after, size_t max,
                      px_answer_published **ret_answers, size_t *ret_count,
                      px_error *err) PX_MUST_CHECK;

/* How many there are of an act. */
int px_answers_act_count(px_db *db, px_str act, int64_t *ret_count, px_error *err) PX_MUST_CHECK;

/* The acts that published answers to comments of a round, the oldest first. */
typedef struct px_answers_act {
    px_str act;
    px_time time;
    int64_t count;
} px_answers_act;
int px_answers_act_list(px_db *db, px_arena *arena, const px_round *round,
                        px_answers_act **ret_acts, size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* ---- How far the answering has come */

/* Of a round, or of a whole code (round NULL). Drafts are not public: they are not counted here. */
typedef struct px_answer_progress {
    int64_t comments, answered, objections; /* submitted; with a published answer; with an objection
                                               not dealt with */
    int64_t statuses[PX_ANSWER_STATUS_COUNT];
    int64_t satisfied, not_satisfied, objects; /* of the newest published answers */
    int64_t median, longest; /* from comment to first answer, in ms; -1 where there is none */
} px_answer_progress;
int px_answer_progress_read(px_db *db, const px_code *code, const px_round *round,
                            px_answer_progress *ret_progress, px_error *err) PX_MUST_CHECK;

/* Of it the first two alone, for pages that tell more. */
int px_answer_count_read(px_db *db, const px_code *code, const px_round *round,
                         int64_t *ret_comments, int64_t *ret_answered, px_error *err) PX_MUST_CHECK;

/* The same by category or by chapter: the counts of each key that has comments; empty for those
 * without. */
typedef enum px_answer_share_by { PX_ANSWER_BY_CATEGORY, PX_ANSWER_BY_CHAPTER } px_answer_share_by;
typedef struct px_answer_share {
    px_str key;
    int64_t comments, answered, objections;
} px_answer_share;
int px_answer_share_list(px_db *db, px_arena *arena, const px_code *code, const px_round *round,
                         px_answer_share_by by, px_answer_share **ret_shares, size_t *ret_count,
                         px_error *err) PX_MUST_CHECK;

/* Says that a round is answered: act round.answered. CONFLICT while it is open or a comment of it
 * is, and where it was said already. Tells all who take part. */
typedef struct px_round_answered {
    px_str code, process;
    int number;
    const char *author;
    char ret_act[64];
} px_round_answered;
int px_round_answered_deed(px_db *db, void *answered, px_error *err);

/* When that was said of a round, by which act; PX_TIME_NONE: it was not. */
int px_round_answered_read(px_db *db, px_arena *arena, const px_round *round, px_time *ret_time,
                           px_str *ret_act, px_error *err) PX_MUST_CHECK;

/* ---- What authors say */

/* Whether they may say what they think of the answers to it: its author, and the contact point of
 * the organisation that it was made for. For an author without an account (of an oral or imported
 * comment) whoever recorded the comment, and the secretariat, pass on what they were told. */
bool px_answer_may_judge(const px_who *who, const px_comment *comment);

/* Whether that is passed on for an author without an account. */
static inline bool px_answer_judged_for_author(const px_comment *comment)
{
    return !comment->author;
}

/* What the author says of the newest published answer. FORBIDDEN for whoever may not, and for who
 * gave the answer where the author has no account. Act answer.judged. An objection needs its
 * text. CONFLICT where that was said already, and of an objection that was dealt with; before,
 * people can change their mind. */
typedef struct px_answer_judge {
    px_str comment;
    px_opinion opinion;
    px_str text;
    const px_who *who; /* FORBIDDEN unless they may */
    const char *author;
    char ret_act[64];
} px_answer_judge;
int px_answer_judge_deed(px_db *db, void *judge, px_error *err);

/* Deals with an objection by a decision with its reason; a further published answer deals with it
 * too. Act objection.dealt. Tells the author. CONFLICT where no objection is open. */
typedef struct px_objection_deal {
    px_str comment, reason;
    const px_who *who; /* NULL: the operator */
    const char *author;
    char ret_act[64];
} px_objection_deal;
int px_objection_deal_deed(px_db *db, void *deal, px_error *err);

/* ---- Templates of a code */

typedef struct px_answer_template {
    int64_t row, code;
    px_str id, name, reason, language;
    px_answer_status status;
    bool retired;
    int64_t used; /* by how many answers */
} px_answer_template;
/* Those that are offered first, then the retired ones, by name. */
int px_answer_template_list(px_db *db, px_arena *arena, const px_code *code,
                            px_answer_template **ret_templates, size_t *ret_count,
                            px_error *err) PX_MUST_CHECK;
/* A new one (id empty) or another text of one; retired ones are not offered any more. EXISTS where
 * one that is offered has the name. */
typedef struct px_answer_template_keep {
    px_str code, id, name, reason, language;
    px_answer_status status;
    bool retired;
    int64_t person;
    char ret_id[PX_PUBLIC_ID_LEN + 1];
} px_answer_template_keep;
int px_answer_template_keep_deed(px_db *db, void *keep, px_error *err);

#endif
