/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/mail/mail_queue.h"

#include "base/ascii.h"
#include "base/words.h"
#include "store/job.h"

#include "base/banned.h"

enum { QUEUE_MAX_ROWS = 1000 };

static const struct {
    const char *name, *title;
} states[PX_MAIL_STATE_COUNT] = {
    [PX_MAIL_WAITING] = { "waiting", N_("Waiting") },
    [PX_MAIL_HELD] = { "held", N_("Held for a digest") },
    [PX_MAIL_FAILED] = { "failed", N_("Failed") },
    [PX_MAIL_SENT] = { "sent", N_("Sent") },
    [PX_MAIL_VOID] = { "void", N_("Not to be sent") },
};

PX_WORDS(px_mail_state, px_mail_state, states)

/* ---- Reading */

#define QUEUE_COLUMNS                                                                              \
    "SELECT m.id, m.public_id, m.kind, m.person, p.public_id, p.name, m.address, m.language,"      \
    " m.subject, m.body, m.state, m.created, m.due, m.sent, m.tries, m.reason"                     \
    " FROM mail AS m LEFT JOIN person AS p ON p.id = m.person "

static px_str queue_text(px_query *query, px_arena *arena)
{
    px_str text = px_query_next_text(query, arena);

    return text.ptr ? text : PX_STR("");
}

static int queue_read(px_query *query, px_arena *arena, px_mail_row *mail, px_error *err)
{
    px_str kind, state;

    mail->row = px_query_next_int(query);
    mail->id = px_query_next_text(query, arena);
    kind = px_query_next_text(query, arena);
    mail->person = px_query_next_int(query);
    mail->person_id = queue_text(query, arena);
    mail->name = queue_text(query, arena);
    mail->address = px_query_next_text(query, arena);
    mail->language = px_query_next_text(query, arena);
    mail->subject = px_query_next_text(query, arena);
    mail->body = px_query_next_text(query, arena);
    state = px_query_next_text(query, arena);
    mail->created = px_query_next_int(query);
    mail->due = px_query_next_int(query);
    mail->sent = px_query_next_is_null(query) ? PX_TIME_NONE : 0;
    if (mail->sent == PX_TIME_NONE)
        (void)px_query_next_int(query);
    else
        mail->sent = px_query_next_int(query);
    mail->tries = (int)px_query_next_int(query);
    mail->reason = queue_text(query, arena);
    if (!px_mail_kind_find(kind, &mail->kind) || !px_mail_state_find(state, &mail->state))
        return px_fail(err, PX_ERR_DAMAGED, N_("the mail '{id}' cannot be read"), "id",
                       mail->id.ptr, NULL);
    return 0;
}

static int queue_read_all(px_query *query, px_arena *arena, px_mail_row **ret_mails,
                          size_t *ret_count, px_error *err)
{
    px_mail_row *mails = NULL;
    size_t count = 0, room = 0;
    int rc;

    while ((rc = px_query_step(query, err)) > 0) {
        mails = px_arena_grow(arena, mails, count, &room, sizeof(*mails));
        rc = queue_read(query, arena, &mails[count++], err);
        if (rc < 0)
            return rc;
    }
    if (rc < 0)
        return rc;
    *ret_mails = mails;
    *ret_count = count;
    return 0;
}

int px_mail_list(px_db *db, px_arena *arena, const px_mail_query *ask, px_mail_row **ret_mails,
                 size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    const px_mail_kind_row *kind = px_mail_kind_at(ask->kind);
    const char *state = px_mail_state_name(ask->state);
    int rc = px_query_start(db,
                            QUEUE_COLUMNS "WHERE (?1 = '' OR m.state = ?1)"
                                          " AND (?2 = '' OR m.kind = ?2)"
                                          " AND (?3 = 0 OR m.id < ?3) ORDER BY m.id DESC LIMIT ?4",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, state ? state : "");
    px_query_cstr(&query, kind ? kind->name : "");
    px_query_int(&query, ask->before);
    px_query_int(&query, (int64_t)PX_MIN(ask->max, (size_t)QUEUE_MAX_ROWS));
    return queue_read_all(&query, arena, ret_mails, ret_count, err);
}

#define QUEUE_FIRST "m.kind IN ('sign-in', 'account')"

int px_mail_due(px_db *db, px_arena *arena, px_time now, size_t max, px_mail_row **ret_mails,
                size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            QUEUE_COLUMNS "WHERE m.state = 'waiting' AND " QUEUE_FIRST
                                          " AND m.due <= ? ORDER BY m.due, m.id LIMIT ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, now);
    px_query_int(&query, (int64_t)PX_MIN(max, (size_t)QUEUE_MAX_ROWS));
    rc = queue_read_all(&query, arena, ret_mails, ret_count, err);
    if (rc < 0 || *ret_count)
        return rc;
    rc = px_query_start(db,
                        QUEUE_COLUMNS "WHERE m.state = 'waiting' AND m.due <= ?"
                                      " ORDER BY m.due, m.id LIMIT ?",
                        &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, now);
    px_query_int(&query, (int64_t)PX_MIN(max, (size_t)QUEUE_MAX_ROWS));
    return queue_read_all(&query, arena, ret_mails, ret_count, err);
}

int px_mail_any_due(px_db *db, px_time now, bool *ret_due, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(
        db, "SELECT EXISTS (SELECT 1 FROM mail WHERE state = 'waiting' AND due <= ?)", &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, now);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    *ret_due = px_query_next_int(&query) != 0;
    return 0;
}

int px_mail_counts(px_db *db, int64_t ret_counts[PX_MAIL_STATE_COUNT], px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int64_t counts[PX_MAIL_STATE_COUNT] = { 0 };
    int rc = px_query_start(db, "SELECT state, count(*) FROM mail GROUP BY state", &query, err);

    if (rc < 0)
        return rc;
    while ((rc = px_query_step(&query, err)) > 0) {
        px_mail_state state;

        if (px_mail_state_find(px_query_next_str(&query), &state))
            counts[state] = px_query_next_int(&query);
    }
    if (rc >= 0)
        memcpy(ret_counts, counts, sizeof(counts));
    return rc;
}

int px_mail_find(px_db *db, px_arena *arena, px_str id, px_mail_row *ret_mail, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, QUEUE_COLUMNS "WHERE m.public_id = ?", &query, err);

    if (rc < 0)
        return rc;
    px_query_str(&query, id);
    rc = px_query_step(&query, err);
    if (rc < 0)
        return rc;
    if (rc == 0) {
        char excerpt[PX_EXCERPT_SIZE];

        return px_fail(err, PX_ERR_NOT_FOUND, N_("there is no mail '{id}'"), "id",
                       px_str_excerpt(id, excerpt), NULL);
    }
    return queue_read(&query, arena, ret_mail, err);
}

/* Where the address at the head of the text ends, and where its host does. */
static size_t queue_address_end(px_str text, size_t *ret_host)
{
    size_t host = 0, end;

    while (host < text.len && !px_is_space(text.ptr[host]) && text.ptr[host] != '/' &&
           text.ptr[host] != '?' && text.ptr[host] != '#')
        host++;
    end = host;
    while (end < text.len && !px_is_space(text.ptr[end]))
        end++;
    *ret_host = host;
    return end;
}

px_str px_mail_shown(px_arena *arena, const px_mail_row *mail)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1 << 20);
    px_str rest = mail->body;

    if (!px_mail_kind_at(mail->kind)->secret)
        return mail->body;
    for (;;) {
        size_t at = px_str_find(rest, PX_STR("://")), end, host;

        if (at == rest.len)
            break;
        px_builder_str(&out, px_str_sub(rest, 0, at + 3));
        rest = px_str_sub(rest, at + 3, rest.len);
        end = queue_address_end(rest, &host);
        px_builder_str(&out, px_str_sub(rest, 0, host));
        px_builder_add(&out, "/…");
        rest = px_str_sub(rest, end, rest.len);
    }
    px_builder_str(&out, rest);
    return px_arena_str(arena, px_builder_view(&out));
}

/* ---- Changing */

static int queue_fail_state(px_db *db, px_str id, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_mail_row mail;
    int rc = px_mail_find(db, arena, id, &mail, err);

    return rc < 0 ? rc
                  : px_fail(err, PX_ERR_CONFLICT,
                            N_("the mail was sent, or has been taken out of the queue"), NULL);
}

int px_mail_retry(px_db *db, px_str id, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE mail SET state = 'waiting', due = ?, tries = 0, reason = NULL"
                            " WHERE public_id = ? AND state IN ('waiting', 'failed', 'held')",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, px_now());
    px_query_str(&query, id);
    rc = px_query_run(&query, err);
    if (rc >= 0 && px_db_changes(db) == 0)
        return queue_fail_state(db, id, err);
    return rc < 0 ? rc : px_job_soon(db, PX_MAIL_JOB, err);
}

int px_mail_drop(px_db *db, px_str id, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE mail SET state = 'void', reason = ?"
                            " WHERE public_id = ? AND state IN ('waiting', 'failed', 'held')",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, N_("dropped by the secretariat"));
    px_query_str(&query, id);
    rc = px_query_run(&query, err);
    return rc >= 0 && px_db_changes(db) == 0 ? queue_fail_state(db, id, err) : rc;
}
