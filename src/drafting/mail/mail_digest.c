/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The job mail.digest: gathers what is held for a person in one mail, daily at 07:00 in the
 * person's zone or the house's, or weekly on Monday at that hour. It may run at any time: what is
 * due follows from the times of the mails alone.
 */
#include "base/random.h"
#include "drafting/mail/mail_queue.h"
#include "drafting/mail/mail_words.h"
#include "store/job.h"
#include "store/setting.h"

#include "base/banned.h"

enum { DIGEST_HOUR = 7, DIGEST_STEP = 100, DIGEST_MAX = 200 /* mails in one */ };

/* A person for whom mails are held. */
typedef struct digest_person {
    int64_t row;
    px_str mail, language, zone, wish;
    px_time oldest;
} digest_person;

/* ---- When */

/* 07:00 of the day, as an instant. */
static int digest_hour(const px_zone *zone, int64_t day, px_time *ret_time, px_error *err)
{
    px_civil c = { .hour = DIGEST_HOUR };

    px_date_from_days(day, &c.year, &c.month, &c.day);
    return px_civil_resolve(zone, &c, ret_time, NULL, err);
}

/* The last hour for a digest that has passed: today's or yesterday's; that of a Monday for weekly
 * ones. */
static int digest_last(const px_zone *zone, px_time now, bool weekly, px_time *ret_time,
                       px_error *err)
{
    px_civil c = px_civil_from_time(zone, now, NULL, NULL);
    int64_t day = px_days_from_date(c.year, c.month, c.day);
    int64_t back = weekly ? px_civil_weekday(&c) - 1 : 0;
    px_time time;
    int rc = digest_hour(zone, day - back, &time, err);

    if (rc >= 0 && time > now)
        rc = digest_hour(zone, day - back - (weekly ? 7 : 1), &time, err);
    if (rc >= 0)
        *ret_time = time;
    return rc;
}

/* Whether what is held since `oldest` is due. A zone that is not known any more is the house's. */
static int digest_is_due(const px_job_work *work, const digest_person *p, px_time now,
                         bool *ret_due, px_error *err)
{
    const px_zone *zone = NULL;
    px_time last;
    int rc = -1;

    if (p->zone.len)
        rc = px_zone_kept(p->zone.ptr, &zone, NULL);
    if (rc < 0)
        rc = px_zone_kept(px_house_zone(work->house), &zone, err);
    if (rc >= 0)
        rc = digest_last(zone, now, px_str_is(p->wish, "weekly"), &last, err);
    if (rc >= 0)
        *ret_due = p->oldest < last;
    return rc;
}

/* ---- Making one */

typedef struct digest {
    const digest_person *person;
    px_arena *arena;
    px_time now;
    px_str *subjects, *bodies;
    int64_t rows[DIGEST_MAX];
    size_t count;
} digest;

static int digest_read(px_db *db, digest *d, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "SELECT id, subject, body FROM mail WHERE person = ? AND state = 'held'"
                            " ORDER BY id LIMIT ?",
                            &query, err);

    if (rc < 0)
        return rc;
    d->count = 0;
    px_query_int(&query, d->person->row);
    px_query_int(&query, DIGEST_MAX);
    while ((rc = px_query_step(&query, err)) > 0) {
        d->rows[d->count] = px_query_next_int(&query);
        d->subjects[d->count] = px_query_next_text(&query, d->arena);
        d->bodies[d->count++] = px_query_next_text(&query, d->arena);
    }
    return rc;
}

static void digest_words(const digest *d, const px_language *language, px_builder *subject,
                         px_builder *body)
{
    PX_AUTO_BUILDER px_builder number = PX_BUILDER_INIT(64);
    px_arg args[] = { { "count", PX_STR_NONE } };

    px_format_int(&number, language, (long long)d->count);
    args[0].value = px_builder_view(&number);
    px_message_fill(
        subject,
        px_tr_plural(language, N_PLURAL("One notice for you", "{count} notices for you"), d->count),
        args, PX_COUNT(args));
    for (size_t i = 0; i < d->count; i++)
        px_builder_format(body, "* %.*s\n", PX_STR_ARG(d->subjects[i]));
    for (size_t i = 0; i < d->count; i++) {
        if (body->len + d->bodies[i].len > PX_MAIL_BODY_MAX)
            break;
        px_builder_format(body, "\n* * *\n\n%.*s\n\n%.*s\n", PX_STR_ARG(d->subjects[i]),
                          PX_STR_ARG(d->bodies[i]));
    }
}

static int digest_insert(px_db *db, const digest *d, px_error *err)
{
    PX_AUTO_BUILDER px_builder subject = PX_BUILDER_INIT(PX_MAIL_SUBJECT_MAX);
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(4 * (size_t)PX_MAIL_BODY_MAX);
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    const px_language *language = px_language_find(d->person->language);
    char id[PX_PUBLIC_ID_LEN + 1];
    int rc;

    if (!language)
        language = px_language_english();
    digest_words(d, language, &subject, &body);
    rc = px_builder_check(&body, err);
    if (rc >= 0)
        rc = px_query_start(db,
                            "INSERT INTO mail (public_id, kind, person, address, language, subject,"
                            " body, state, created, due)"
                            " VALUES (?, 'digest', ?, ?, ?, ?, ?, 'waiting', ?, ?)",
                            &query, err);
    if (rc < 0)
        return rc;
    px_random_public_id(id);
    px_query_cstr(&query, id);
    px_query_int(&query, d->person->row);
    px_query_str(&query, d->person->mail);
    px_query_cstr(&query, px_language_tag(language));
    px_query_str(&query, px_builder_view(&subject));
    px_query_str(&query, px_builder_view(&body));
    px_query_int(&query, d->now);
    px_query_int(&query, d->now);
    return px_query_run(&query, err);
}

static int digest_mark(px_db *db, const digest *d, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc =
        px_query_start(db, "UPDATE mail SET state = 'void', reason = ? WHERE id = ?", &query, err);

    for (size_t i = 0; rc >= 0 && i < d->count; i++) {
        px_query_again(&query);
        px_query_cstr(&query, N_("gathered in a digest"));
        px_query_int(&query, d->rows[i]);
        rc = px_query_run(&query, err);
    }
    return rc;
}

/* A deed. */
static int digest_make(px_db *db, void *arg, px_error *err)
{
    digest *d = arg;
    int rc = digest_read(db, d, err);

    if (rc < 0 || d->count == 0)
        return rc;
    rc = digest_insert(db, d, err);
    if (rc >= 0)
        rc = digest_mark(db, d, err);
    return rc < 0 ? rc : px_job_soon(db, PX_MAIL_JOB, err);
}

/* ---- The job */

/* A deed: who wants each mail by now gets what was held, who wants none or is gone gets none. */
static int digest_release(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "UPDATE mail SET state = 'void', reason = ? WHERE state = 'held' AND"
                            " EXISTS (SELECT 1 FROM person WHERE id = mail.person"
                            " AND (digest = 'none' OR state = 'erased'))",
                            &query, err);

    (void)arg;
    if (rc < 0)
        return rc;
    px_query_cstr(&query, N_("the person wants no such mails"));
    rc = px_query_run(&query, err);
    if (rc >= 0)
        rc = px_query_start(db,
                            "UPDATE mail SET state = 'waiting' WHERE state = 'held' AND EXISTS"
                            " (SELECT 1 FROM person WHERE id = mail.person AND digest = 'each')",
                            &query, err);
    if (rc >= 0)
        rc = px_query_run(&query, err);
    return rc < 0 || px_db_changes(db) == 0 ? rc : px_job_soon(db, PX_MAIL_JOB, err);
}

/* The next persons after `after` with mails that are held. */
static int digest_people(px_db *db, px_arena *arena, int64_t after,
                         digest_person ret_people[DIGEST_STEP], size_t *ret_count, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    size_t count = 0;
    int rc =
        px_query_start(db,
                       "SELECT p.id, p.mail, p.language, p.zone, p.digest, min(m.created)"
                       " FROM mail AS m JOIN person AS p ON p.id = m.person"
                       " WHERE m.state = 'held' AND p.id > ? GROUP BY p.id ORDER BY p.id LIMIT ?",
                       &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, after);
    px_query_int(&query, DIGEST_STEP);
    while ((rc = px_query_step(&query, err)) > 0) {
        digest_person *p = &ret_people[count++];

        p->row = px_query_next_int(&query);
        p->mail = px_query_next_text(&query, arena);
        p->language = px_query_next_text(&query, arena);
        p->zone = px_query_next_text(&query, arena);
        p->wish = px_query_next_text(&query, arena);
        p->oldest = px_query_next_int(&query);
    }
    if (rc >= 0)
        *ret_count = count;
    return rc;
}

static int digest_one(const px_job_work *work, px_arena *arena, const digest_person *p, px_time now,
                      px_error *err)
{
    digest d = { .person = p, .arena = arena, .now = now };
    bool due = false;
    int rc = p->mail.len ? digest_is_due(work, p, now, &due, err) : 0;

    if (rc < 0 || !due)
        return rc;
    d.subjects = px_arena_array(arena, DIGEST_MAX, sizeof(*d.subjects));
    d.bodies = px_arena_array(arena, DIGEST_MAX, sizeof(*d.bodies));
    return px_house_write(work->house, digest_make, &d, err);
}

int px_mail_digest_job(const px_job_work *work, px_error *err)
{
    px_time now = px_now();
    int64_t after = 0;
    int rc = px_house_write(work->house, digest_release, NULL, err);

    while (rc >= 0) {
        PX_AUTO_ARENA px_arena *arena = px_arena_new();
        digest_person people[DIGEST_STEP];
        size_t count = 0;

        rc = digest_people(work->db, arena, after, people, &count, err);
        for (size_t i = 0; rc >= 0 && i < count; i++)
            rc = digest_one(work, arena, &people[i], now, err);
        if (count < DIGEST_STEP)
            break;
        after = people[count - 1].row;
    }
    return rc;
}
