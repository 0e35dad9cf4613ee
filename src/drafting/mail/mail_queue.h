/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The mails that the house keeps: reading them, and what brings them on their way.
 *
 *   held ──digest──> void, its text in one digest
 *   waiting ──accepted──> sent
 *      ├── refused for good, or for three days ──> failed ──retry──> waiting
 *      └── the person was erased, the link in it has expired, it was dropped ──> void
 */
#ifndef PX_DRAFTING_MAIL_MAIL_QUEUE_H
#define PX_DRAFTING_MAIL_MAIL_QUEUE_H

#include "base/json_write.h"
#include "drafting/mail/mail.h"
#include "store/job_runner.h"

/* The kinds of job. */
#define PX_MAIL_JOB "mail.send"
#define PX_MAIL_NOTICE_JOB "mail.notice"
#define PX_MAIL_DIGEST_JOB "mail.digest"

/* A row of the table of kinds. title: message id. */
typedef struct px_mail_kind_row {
    const char *name, *title;
    unsigned minutes; /* after which it is of no use any more; 0: never */
    bool urgent;
    bool secret; /* it holds a link that opens something: never shown, not kept once sent */
} px_mail_kind_row;

/* NULL for what is no kind. */
const px_mail_kind_row *px_mail_kind_at(px_mail_kind kind);
bool px_mail_kind_find(px_str name, px_mail_kind *ret_kind);

/* Whether an address can stand in the envelope and in the head of a mail as it is: one @, no
 * white space, control characters, quotes or brackets; at most 254 bytes. */
bool px_mail_address_is_plain(px_str address);

/* ---- Reading */

typedef enum px_mail_state {
    PX_MAIL_WAITING,
    PX_MAIL_HELD,
    PX_MAIL_FAILED,
    PX_MAIL_SENT,
    PX_MAIL_VOID,
    PX_MAIL_STATE_COUNT
} px_mail_state;

/* "waiting", as in the table; titles are message ids. */
const char *px_mail_state_name(px_mail_state state);
const char *px_mail_state_title(px_mail_state state);
bool px_mail_state_find(px_str name, px_mail_state *ret_state);

/* A mail as it stands in the house; slices in the arena of whoever read it. */
typedef struct px_mail_row {
    int64_t row;
    px_str id; /* public */
    px_mail_kind kind;
    int64_t person;         /* row, or 0 */
    px_str person_id, name; /* of the person, or empty */
    px_str address, language, subject, body;
    px_mail_state state;
    px_time created, due, sent; /* PX_TIME_NONE where it was not sent */
    int tries;
    px_str reason; /* why it failed or is void, or was not taken last time; English, or the
                      server's own words */
} px_mail_row;

/* The mails of a state, of a kind (PX_MAIL_KIND_COUNT: all), newest first, before the row `before`
 * (0: from the newest); at most max, 1,000 at the most. */
typedef struct px_mail_query {
    px_mail_state state; /* PX_MAIL_STATE_COUNT: all */
    px_mail_kind kind;
    int64_t before;
    size_t max;
} px_mail_query;
int px_mail_list(px_db *db, px_arena *arena, const px_mail_query *query, px_mail_row **ret_mails,
                 size_t *ret_count, px_error *err) PX_MUST_CHECK;

/* Those to send now: what is about signing in, then the others, the longest due first; and whether
 * there are any. */
int px_mail_due(px_db *db, px_arena *arena, px_time now, size_t max, px_mail_row **ret_mails,
                size_t *ret_count, px_error *err) PX_MUST_CHECK;
int px_mail_any_due(px_db *db, px_time now, bool *ret_due, px_error *err) PX_MUST_CHECK;

/* How many there are in each state. */
int px_mail_counts(px_db *db, int64_t ret_counts[PX_MAIL_STATE_COUNT], px_error *err) PX_MUST_CHECK;

/* By public id; NOT_FOUND. */
int px_mail_find(px_db *db, px_arena *arena, px_str id, px_mail_row *ret_mail,
                 px_error *err) PX_MUST_CHECK;

/* The body as it may be shown: of a mail with a secret, all that follows the host in an address is
 * left out. */
px_str px_mail_shown(px_arena *arena, const px_mail_row *mail);

/* The fields of a mail but its body, into an open object. */
void px_mail_json(px_json *json, const px_mail_row *mail);

/* ---- Changing, inside a deed */

/* One that waits or failed is tried anew, as if it were new; CONFLICT for others. */
int px_mail_retry(px_db *db, px_str id, px_error *err) PX_MUST_CHECK;

/* One that waits, is held or failed will not be sent; CONFLICT for others. */
int px_mail_drop(px_db *db, px_str id, px_error *err) PX_MUST_CHECK;

/* ---- What a person wishes */

/* "each", "daily", "weekly", "none". */
bool px_mail_wish_is(px_str wish);

/* The token of the link to unsubscribe: the person's public id and its HMAC under the web key. */
px_str px_mail_token(px_arena *arena, const px_house *house, px_str person_id);

/* Whose token it is: the public id, in the token; false for one that the house did not make. */
bool px_mail_token_read(const px_house *house, px_str token, px_str *ret_person_id);

/* Inside a deed: how the person wants what is not urgent. */
int px_mail_wish(px_db *db, int64_t person, px_str wish, px_error *err) PX_MUST_CHECK;

/* ---- Jobs; their context is the courier (base/courier.h), NULL: nothing is sent */
px_job_fn px_mail_send_job, px_mail_notice_job, px_mail_digest_job;

/* Whether mails can be sent; NOT_FOUND with the name of the setting that is missing as argument
 * "name". */
int px_mail_ready(const px_house *house, px_db *db, px_error *err) PX_MUST_CHECK;

/* Sends one mail to an address at once, past the queue, and waits for the answer: for trying the
 * settings. The server's line in the arena; UNSUPPORTED where it was not accepted, with the line
 * as argument "reason". */
struct px_courier;
int px_mail_try(const px_house *house, px_db *db, struct px_courier *courier, px_arena *arena,
                px_str address, const px_language *language, px_str *ret_line,
                px_error *err) PX_MUST_CHECK;

#endif
