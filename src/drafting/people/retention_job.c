/* SPDX-License-Identifier: EUPL-1.2 */
/* The daily look at what has run out: dates, warnings, erasure. */
#include "base/message.h"
#include "drafting/comment/comment_erasure.h"
#include "drafting/mail/mail.h"
#include "drafting/people/erasure.h"
#include "drafting/people/retention.h"
#include "store/job.h"

#include "base/banned.h"

#define DAY_MS ((px_time)86400000)

enum { LAST_WARNING = 3, BATCH = 100 };

/* A grant "AS g" that keeps an account: one that writes as long as it holds, another one as long as
 * a process goes on where it holds. */
#define RETAIN_HOLDS                                                                               \
    "g.ended IS NULL AND (g.role IN ('editor', 'vice-chair', 'chair', 'secretariat') OR "          \
    "CASE g.scope_kind WHEN 'code' THEN NOT EXISTS (SELECT 1 FROM process AS q WHERE q.code = "    \
    "g.scope) OR EXISTS (SELECT 1 FROM process AS q WHERE q.code = g.scope AND q.ended IS NULL) "  \
    "WHEN 'group' THEN EXISTS (SELECT 1 FROM working_group AS w JOIN process AS q "                \
    "ON q.id = w.process WHERE w.id = g.scope AND q.ended IS NULL) ELSE 1 END)"

/* When a grant "AS g" that keeps no account came to its end. */
#define RETAIN_ENDED                                                                               \
    "coalesce(g.ended, CASE g.scope_kind WHEN 'code' THEN (SELECT max(q.ended) FROM process AS q " \
    "WHERE q.code = g.scope) WHEN 'group' THEN (SELECT q.ended FROM working_group AS w "           \
    "JOIN process AS q ON q.id = w.process WHERE w.id = g.scope) END, 0)"

/* ?1: how long, in ms. A date moves to later only; with a new one the warnings begin anew. */
static const char retain_people[] =
    "WITH due AS MATERIALIZED (SELECT p.id AS id, CASE WHEN p.generated = 1 OR EXISTS (SELECT 1 "
    "FROM grant_of_role AS g WHERE g.person = p.id AND " RETAIN_HOLDS ") OR EXISTS (SELECT 1 FROM "
    "application AS a WHERE a.state = 'received' AND a.mail = p.mail) THEN 0 "
    "ELSE ?1 + max(p.created, p.seen, coalesce((SELECT max(" RETAIN_ENDED ") "
    "FROM grant_of_role AS g WHERE g.person = p.id), 0)) END AS until "
    "FROM person AS p WHERE p.state <> 'erased') "
    "UPDATE person SET retain_until = due.until, warned = 0 FROM due WHERE due.id = person.id AND "
    "((due.until = 0 AND person.retain_until <> 0) OR due.until > person.retain_until)";

static const char retain_applications[] =
    "UPDATE application SET retain_until = decided + ?1, warned = 0 "
    "WHERE state = ?2 AND decided IS NOT NULL AND retain_until = 0";

static const char retain_mails[] =
    "DELETE FROM mail WHERE created < ?1 AND state IN ('sent', 'failed', 'void')";

static int retain_run(px_db *db, const char *sql, int64_t number, px_str text, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db, sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, number);
    if (text.ptr)
        px_query_str(&query, text);
    return px_query_run(&query, err);
}

static int retain_period(const char *key, px_time *ret_ms, px_error *err)
{
    int days, rc = px_retention_days(key, &days, err);

    if (rc >= 0)
        *ret_ms = days * DAY_MS;
    return rc;
}

/* ---- Dates */

static int retain_dates(px_db *db, void *arg, px_error *err)
{
    px_time now = *(const px_time *)arg, account, declined, withdrawn, mail, draft;
    int rc = retain_period("account", &account, err);

    if (rc >= 0)
        rc = retain_period("application-declined", &declined, err);
    if (rc >= 0)
        rc = retain_period("application-withdrawn", &withdrawn, err);
    if (rc >= 0)
        rc = retain_period("mail", &mail, err);
    if (rc >= 0)
        rc = retain_period("comment-draft", &draft, err);
    if (rc >= 0)
        rc = retain_run(db, retain_people, account, PX_STR_NONE, err);
    if (rc >= 0)
        rc = retain_run(db, retain_applications, declined, PX_STR("declined"), err);
    if (rc >= 0)
        rc = retain_run(db, retain_applications, withdrawn, PX_STR("withdrawn"), err);
    if (rc >= 0)
        rc = retain_run(db, retain_mails, now - mail, PX_STR_NONE, err);
    if (rc >= 0)
        rc = px_comment_drafts_expire(db, now - draft, err);
    /* A link that was asked for and could not be sent holds the address that was typed. */
    return rc < 0 ? rc : px_job_delete_failed(db, "people.link", now - DAY_MS, err);
}

/* ---- Those whose date comes near */

typedef struct retained {
    bool person; /* else an application */
    int64_t row;
    px_str id, address, language;
    px_time until;
    int warned; /* the last warning: days before; 0: none */
} retained;

/* What happens at the dates of one kind. */
typedef struct retain_kind {
    bool person, warns;
    const char *sql;  /* those whose date is before ?1, the earliest first */
    const char *note; /* sets the date ?1 and the warning ?2 of the row ?3 */
    const char *subject, *body, *link;
} retain_kind;

static const retain_kind retain_kinds[] = {
    { true, true,
      "SELECT id, public_id, mail, language, retain_until, warned FROM person WHERE retain_until > "
      "0 AND retain_until <= ?1 AND state <> 'erased' AND (retain_until <= ?2 OR warned = 0 OR "
      "warned > CASE WHEN retain_until <= ?2 + 259200000 THEN 3 WHEN retain_until <= ?2 + "
      "3888000000 THEN 45 ELSE 60 END) ORDER BY retain_until, id LIMIT ?3",
      "UPDATE person SET retain_until = ?1, warned = ?2 WHERE id = ?3",
      N_("Your account will be erased on {date}"),
      N_("You have had no role here for a long time. Your account and everything that is kept of "
         "you will therefore be erased on {date}.\n\nIf you wish to keep the account, sign in "
         "before that day: the time then starts anew. If you do not, there is nothing to do. You "
         "can take a copy of your data along before."),
      "/me/data" },
    { false, true,
      "SELECT id, public_id, mail, language, retain_until, warned FROM application WHERE "
      "retain_until > 0 AND retain_until <= ?1 AND state = 'declined' AND (retain_until <= ?2 OR "
      "warned = 0 OR warned > CASE WHEN retain_until <= ?2 + 259200000 THEN 3 WHEN retain_until <= "
      "?2 + 3888000000 THEN 45 ELSE 60 END) ORDER BY retain_until, id LIMIT ?3",
      "UPDATE application SET retain_until = ?1, warned = ?2 WHERE id = ?3",
      N_("Your application will be erased on {date}"),
      N_("Your application was declined, and what is kept of it is not needed any more. It will be "
         "erased on {date}. There is nothing that you need to do."),
      NULL },
    { false, false,
      "SELECT id, public_id, mail, language, retain_until, warned FROM application WHERE "
      "retain_until > 0 AND retain_until <= ?2 AND ?1 > 0 AND state = 'withdrawn' "
      "ORDER BY retain_until, id LIMIT ?3",
      NULL, NULL, NULL, NULL },
};

static int retain_read(px_db *db, px_arena *arena, const retain_kind *kind, px_time now,
                       retained *rows, size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t n = 0;
    int rc = px_query_start(db, kind->sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, now + 60 * DAY_MS);
    px_query_int(&query, now);
    px_query_int(&query, BATCH);
    while (n < BATCH && (rc = px_query_step(&query, err)) > 0) {
        rows[n] = (retained){ .person = kind->person, .row = px_query_next_int(&query) };
        rows[n].id = px_query_next_text(&query, arena);
        rows[n].address = px_query_next_text(&query, arena);
        rows[n].language = px_query_next_text(&query, arena);
        rows[n].until = px_query_next_int(&query);
        rows[n++].warned = (int)px_query_next_int(&query);
    }
    *ret_count = n;
    return rc;
}

static int retain_warn(px_db *db, px_arena *arena, const retain_kind *kind, const retained *row,
                       px_time now, px_error *err)
{
    static const int steps[] = { LAST_WARNING, 45, 60 };
    PX_AUTO_BUILDER px_builder date = PX_BUILDER_INIT(256);
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    const px_language *language = px_language_find(row->language);
    px_time until = PX_MAX(row->until, now + LAST_WARNING * DAY_MS);
    px_civil day = px_civil_from_utc(until);
    px_arg arg = { "date", PX_STR_NONE };
    px_mail_to to = { .address = row->address, .language = row->language };
    px_mail_text text = { kind->subject, kind->body, &arg, 1, kind->link };
    size_t step = 0;
    int rc;

    while (step + 1 < PX_COUNT(steps) && until > now + steps[step] * DAY_MS)
        step++;
    px_format_date(&date, language ? language : px_language_english(), &day);
    arg.value = px_builder_view(&date);
    if (row->person)
        to.person = row->row;
    rc = px_mail_add(db, arena, PX_MAIL_RETENTION, &to, &text, err);
    if (rc >= 0)
        rc = px_query_start(db, kind->note, &query, err);
    if (rc < 0)
        return rc;
    px_query_int(&query, until);
    px_query_int(&query, steps[step]);
    px_query_int(&query, row->row);
    return px_query_run(&query, err);
}

static int retain_erase(px_db *db, px_arena *arena, const retained *row, px_error *err)
{
    px_person person;
    int rc;

    if (!row->person)
        return px_erase_application(db, arena, row->id, "retention", err);
    rc = px_person_get(db, arena, row->row, &person, err);
    return rc < 0 ? rc : px_erase_person(db, arena, &person, "retention", err);
}

/* ---- The look */

typedef struct retain_turn {
    const retain_kind *kind;
    px_time now;
    size_t ret_count, ret_warned, ret_erased;
} retain_turn;

static int retain_batch(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    retain_turn *turn = arg;
    retained *rows = px_arena_array(arena, BATCH, sizeof(*rows));
    int rc = retain_read(db, arena, turn->kind, turn->now, rows, &turn->ret_count, err);

    turn->ret_warned = turn->ret_erased = 0;
    for (size_t i = 0; rc >= 0 && i < turn->ret_count; i++) {
        bool over =
            rows[i].until <= turn->now && (!turn->kind->warns || rows[i].warned == LAST_WARNING);

        rc = over ? retain_erase(db, arena, &rows[i], err)
                  : retain_warn(db, arena, turn->kind, &rows[i], turn->now, err);
        turn->ret_erased += over;
        turn->ret_warned += !over;
    }
    return rc;
}

int px_retention_look(px_house *house, px_time now, size_t *ret_warned, size_t *ret_erased,
                      px_error *err)
{
    size_t warned = 0, erased = 0;
    int rc = px_house_write(house, retain_dates, &now, err);

    for (size_t i = 0; rc >= 0 && i < PX_COUNT(retain_kinds); i++) {
        retain_turn turn = { .kind = &retain_kinds[i], .now = now };

        do {
            rc = px_house_write(house, retain_batch, &turn, err);
            warned += rc >= 0 ? turn.ret_warned : 0;
            erased += rc >= 0 ? turn.ret_erased : 0;
        } while (rc >= 0 && turn.ret_count == BATCH);
    }
    if (rc >= 0 && ret_warned)
        *ret_warned = warned;
    if (rc >= 0 && ret_erased)
        *ret_erased = erased;
    return rc;
}

int px_retention_job(const px_job_work *work, px_error *err)
{
    return px_retention_look(work->house, px_now(), NULL, NULL, err);
}
