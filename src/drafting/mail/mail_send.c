/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The job mail.send: takes what is due to the server, in order, many mails through one connection.
 * A mail is marked as sent after it was accepted: a crash in between sends it once more, under the
 * same Message-ID.
 */
#include "base/log.h"
#include "drafting/mail/mail_way.h"
#include "store/job.h"

#include "base/banned.h"

enum {
    SEND_AT_ONCE = 20,  /* mails a connection */
    SEND_SECONDS = 60,  /* then other jobs have their turn */
    SEND_MAX_TRIES = 20 /* at 1, 2, 4 ... minutes, from 6 hours on at 6 hours: three days */
};

#define SEND_MINUTE_MS ((px_time)60000)

/* ---- What is of no use any more */

/* Those that are next: of thousands that wait, each run looks at no more. Parameter 1: now. */
#define SEND_NEXT                                                                                  \
    "(SELECT id FROM (SELECT id FROM mail WHERE state = 'waiting' AND kind IN ('sign-in', "        \
    "'account') AND due <= ?1 ORDER BY due, id LIMIT 200) UNION ALL SELECT id FROM (SELECT id "    \
    "FROM mail WHERE state = 'waiting' AND due <= ?1 ORDER BY due, id LIMIT 200))"
#define SEND_OF_PERSON(condition)                                                                  \
    "EXISTS (SELECT 1 FROM person WHERE id = mail.person AND " condition ")"

/* Generated people have no mail box, and who was erased gets nothing more. Parameter 2: before when
 * a link to sign in was made that is void by now. */
static const struct {
    const char *condition, *change, *reason;
} send_useless[] = {
#define SEND_USELESS(condition)                                                                    \
    "SELECT EXISTS (SELECT 1 FROM mail WHERE id IN " SEND_NEXT " AND ?2 > 0 AND " condition ")",   \
        "UPDATE mail SET state = 'void', reason = ?3 WHERE id IN " SEND_NEXT                       \
        " AND ?2 > 0 AND " condition
    { SEND_USELESS(SEND_OF_PERSON("state = 'erased'")), N_("the person was erased") },
    { SEND_USELESS(SEND_OF_PERSON("generated = 1")),
      N_("the person was made for a demonstration") },
    { SEND_USELESS("kind = 'sign-in' AND created < ?2"), N_("the link in it has expired") },
};

static int send_void_start(px_db *db, const char *sql, px_time now, px_query *query, px_error *err)
{
    unsigned minutes = px_mail_kind_at(PX_MAIL_SIGN_IN)->minutes;
    int rc = px_query_start(db, sql, query, err);

    if (rc < 0)
        return rc;
    px_query_int(query, now);
    px_query_int(query, now - minutes * SEND_MINUTE_MS);
    return 0;
}

static int send_any_void(px_db *db, px_time now, bool *ret_any, px_error *err)
{
    int rc = 0;

    *ret_any = false;
    for (size_t i = 0; rc >= 0 && !*ret_any && i < PX_COUNT(send_useless); i++) {
        PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

        rc = send_void_start(db, send_useless[i].condition, now, &query, err);
        if (rc >= 0)
            rc = px_query_step(&query, err);
        if (rc >= 0)
            *ret_any = px_query_next_int(&query) != 0;
    }
    return rc;
}

/* A deed. */
static int send_void_deed(px_db *db, void *arg, px_error *err)
{
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < PX_COUNT(send_useless); i++) {
        PX_AUTO_QUERY px_query query = PX_QUERY_INIT;

        rc = send_void_start(db, send_useless[i].change, *(const px_time *)arg, &query, err);
        if (rc < 0)
            return rc;
        px_query_cstr(&query, send_useless[i].reason);
        rc = px_query_run(&query, err);
    }
    return rc;
}

/* Until none of those that are next is void. */
static int send_void(const px_job_work *work, px_time now, px_error *err)
{
    bool any;
    int rc;

    while ((rc = send_any_void(work->db, now, &any, err)) >= 0 && any) {
        rc = px_house_write(work->house, send_void_deed, &now, err);
        if (rc < 0)
            break;
    }
    return rc;
}

/* ---- What is due */

typedef struct sending {
    const px_job_work *work;
    px_arena *arena; /* of one connection */
    px_mail_way way;
    px_mail_row mails[SEND_AT_ONCE];
    px_mail_letter letters[SEND_AT_ONCE];
    size_t count;
    bool stopped; /* no connection */
} sending;

static int send_read(sending *s, px_time now, px_error *err)
{
    px_mail_row *mails;
    int rc = px_mail_due(s->work->db, s->arena, now, SEND_AT_ONCE, &mails, &s->count, err);

    if (rc >= 0)
        for (size_t i = 0; i < s->count; i++)
            s->mails[i] = mails[i];
    return rc;
}

/* ---- What became of it */

typedef struct send_mark {
    const px_mail_row *mail;
    px_mail_verdict verdict;
    px_str line, body;
    px_time now;
} send_mark;

static int send_mark_sent(px_db *db, const send_mark *mark, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE mail SET state = 'sent', sent = ?, reason = NULL, body = ?,"
                            " tries = tries + 1 WHERE id = ? AND state <> 'void'",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, mark->now);
    px_query_str(&query, mark->body);
    px_query_int(&query, mark->mail->row);
    return px_query_run(&query, err);
}

static int send_mark_refused(px_db *db, const send_mark *mark, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int tries = mark->mail->tries + 1;
    bool failed = mark->verdict == PX_MAIL_PERMANENT || tries >= SEND_MAX_TRIES;
    int rc = px_query_start(db,
                            "UPDATE mail SET state = ?, due = ?, tries = ?, reason = ?"
                            " WHERE id = ? AND state <> 'void'",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, failed ? "failed" : "waiting");
    px_query_int(&query, px_job_next_try(mark->now, tries));
    px_query_int(&query, tries);
    px_query_str(&query, mark->line);
    px_query_int(&query, mark->mail->row);
    return px_query_run(&query, err);
}

/* Without a server all that is due waits together, and each has had its try. */
static int send_mark_all(px_db *db, const send_mark *mark, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_time last = px_job_next_try(mark->now, SEND_MAX_TRIES);
    int rc = px_query_start(db,
                            "UPDATE mail SET tries = tries + 1, reason = ?1,"
                            " state = CASE WHEN tries + 1 >= ?2 THEN 'failed' ELSE state END,"
                            " due = min(?3 + (60000 << min(tries, 12)), ?4)"
                            " WHERE state = 'waiting' AND due <= ?3",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, mark->line);
    px_query_int(&query, SEND_MAX_TRIES);
    px_query_int(&query, mark->now);
    px_query_int(&query, last);
    return px_query_run(&query, err);
}

static int send_mark_deed(px_db *db, void *arg, px_error *err)
{
    const send_mark *mark = arg;

    switch (mark->verdict) {
    case PX_MAIL_ACCEPTED:
        return send_mark_sent(db, mark, err);
    case PX_MAIL_NO_SERVER:
        return send_mark_all(db, mark, err);
    default:
        return send_mark_refused(db, mark, err);
    }
}

static int send_said(void *arg, size_t index, px_mail_verdict verdict, px_str line, px_error *err)
{
    sending *s = arg;
    const px_mail_row *mail = &s->mails[index];
    send_mark mark = { mail, verdict, line, px_mail_shown(s->arena, mail), px_now() };

    s->stopped |= verdict == PX_MAIL_NO_SERVER;
    if (verdict != PX_MAIL_ACCEPTED)
        px_log(PX_LOG_WARNING, "drafting", "mail", "id", mail->id.ptr, "verdict",
               verdict == PX_MAIL_PERMANENT ? "failed" : "later", NULL);
    return px_house_write(s->work->house, send_mark_deed, &mark, err);
}

/* One that cannot be made into a message fails by itself, and holds nobody up. */
static int send_letters(sending *s, px_error *err)
{
    size_t made = 0;

    for (size_t i = 0; i < s->count; i++) {
        px_error bad = PX_ERROR_INIT;
        send_mark mark = { .mail = &s->mails[i], .verdict = PX_MAIL_PERMANENT, .now = px_now() };
        int rc = px_mail_letter_make(s->arena, s->work->house, &s->way, &s->mails[i],
                                     &s->letters[made], &bad);

        if (rc >= 0) {
            s->mails[made++] = s->mails[i];
            continue;
        }
        mark.line = px_str_of(bad.message);
        rc = px_house_write(s->work->house, send_mark_deed, &mark, err);
        if (rc < 0)
            return rc;
    }
    s->count = made;
    return 0;
}

/* One connection; 1 where more may be due. */
static int send_some(const px_job_work *work, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_FREE sending *s = px_alloc_zero(1, sizeof(*s));
    px_time now = px_now();
    bool full;
    int rc;

    s->work = work;
    s->arena = arena;
    rc = send_void(work, now, err);
    if (rc >= 0)
        rc = px_mail_way_read(work->house, work->db, arena, &s->way, err);
    if (rc >= 0)
        rc = send_read(s, now, err);
    if (rc < 0 || s->count == 0)
        return rc;
    full = s->count == SEND_AT_ONCE || px_mail_kind_at(s->mails[0].kind)->secret;
    rc = send_letters(s, err);
    if (rc >= 0 && s->count)
        rc =
            px_courier_send(work->context, &s->way.server, s->letters, s->count, send_said, s, err);
    return rc < 0 ? rc : full && !s->stopped;
}

static int send_again_deed(px_db *db, void *arg, px_error *err)
{
    (void)arg;
    return px_job_soon(db, PX_MAIL_JOB, err);
}

int px_mail_send_job(const px_job_work *work, px_error *err)
{
    int64_t until = px_monotonic_ns() + SEND_SECONDS * INT64_C(1000000000);
    px_time now = px_now();
    bool due = false;
    int rc = px_mail_any_due(work->db, now, &due, err);

    if (rc < 0 || !due || !work->context)
        return rc;
    do {
        px_error missing = PX_ERROR_INIT;

        rc = send_some(work, &missing);
        if (rc == -PX_ERR_NOT_FOUND) /* no server is set: mails wait */
            return 0;
        if (rc < 0 && err)
            *err = missing;
    } while (rc == 1 && px_monotonic_ns() < until);
    return rc == 1 ? px_house_write(work->house, send_again_deed, NULL, err) : rc;
}
