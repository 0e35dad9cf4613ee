/* SPDX-License-Identifier: EUPL-1.2 */
/* Persons, a code and a working group in a house, by deeds that a test calls directly. */
#ifndef PX_PEOPLE_FIXTURE_H
#define PX_PEOPLE_FIXTURE_H

#include "code/code.h"
#include "drafting/people/person.h"
#include "unit/house_fixture.h"

/* One deed as a call. */
typedef struct people_deed {
    int (*run)(fixture *f, px_db *db, void *arg, px_error *err);
    fixture *f;
    void *arg;
} people_deed;

static inline int people_deed_run(px_db *db, void *arg, px_error *err)
{
    people_deed *deed = arg;

    return deed->run(deed->f, db, deed->arg, err);
}

static inline int people_do(fixture *f, int (*run)(fixture *, px_db *, void *, px_error *),
                            void *arg)
{
    people_deed deed = { run, f, arg };

    return px_house_write(f->house, people_deed_run, &deed, &f->err);
}

static inline int people_add_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    return px_person_add(db, f->arena, arg, err);
}

static inline px_person people_add(fixture *f, const char *name, const char *mail)
{
    px_person person = { .name = px_str_of(name), .mail = px_str_of(mail) };

    assert_ok(people_do(f, people_add_run, &person), &f->err);
    return person;
}

typedef struct people_grant {
    const px_person *person;
    px_grant grant;
    const char *title;
    bool end;
} people_grant;

static inline int people_grant_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    people_grant *g = arg;

    (void)f;
    return g->end ? px_grant_end(db, g->person, &g->grant, "operator", err)
                  : px_grant_give(db, g->person, &g->grant, px_str_of(g->title), "operator", err);
}

static inline int people_give(fixture *f, const px_person *person, px_role role, px_scope scope,
                              const char *title)
{
    people_grant g = { person, { role, scope }, title, false };

    return people_do(f, people_grant_run, &g);
}

static inline int people_end(fixture *f, const px_person *person, px_role role, px_scope scope)
{
    people_grant g = { person, { role, scope }, "", true };

    return people_do(f, people_grant_run, &g);
}

static inline px_who people_who(fixture *f, const px_person *person)
{
    px_who who;

    assert_ok(px_who_read(f->reader, f->arena, person->row, px_now(), &who, &f->err), &f->err);
    return who;
}

typedef struct people_code {
    const char *id;
    int64_t row;
} people_code;

static inline int people_code_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    people_code *code = arg;
    bool made;

    (void)f;
    return px_code_keep(db, px_str_of(code->id), &code->row, &made, err);
}

static inline px_scope people_code_scope(fixture *f, const char *id)
{
    people_code code = { id, 0 };

    assert_ok(people_do(f, people_code_run, &code), &f->err);
    return px_scope_code(code.row);
}

/* A working group of a process "first" of the code, by its key. */
typedef struct people_group {
    px_scope code;
    const char *key;
    int64_t row;
} people_group;

static inline int people_group_run(fixture *f, px_db *db, void *arg, px_error *err)
{
    people_group *group = arg;
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(db,
                            "INSERT OR IGNORE INTO process (code, key, template, zone, "
                            "window_days, created) VALUES (?, 'first', 'gpai', 'Europe/Brussels', "
                            "14, 1)",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, group->code.row);
    rc = px_query_run(&query, err);
    if (rc >= 0)
        rc = px_query_start(db,
                            "INSERT INTO working_group (public_id, process, key, position, since) "
                            "VALUES (?1 || '-' || ?2, (SELECT id FROM process WHERE code = ?2), "
                            "?1, 1, 1)",
                            &query, err);
    if (rc < 0)
        return rc;
    px_query_cstr(&query, group->key);
    px_query_int(&query, group->code.row);
    rc = px_query_run(&query, err);
    group->row = px_db_last_id(db);
    (void)f;
    return rc;
}

static inline px_scope people_group_scope(fixture *f, px_scope code, const char *key)
{
    people_group group = { code, key, 0 };

    assert_ok(people_do(f, people_group_run, &group), &f->err);
    return px_scope_group(group.row, code.row);
}

#endif
