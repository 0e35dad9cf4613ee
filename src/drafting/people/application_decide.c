/* SPDX-License-Identifier: EUPL-1.2 */
/* What the secretariat decides on applications, and what follows from it. */
#include "drafting/people/application_priv.h"
#include "drafting/people/appointment.h"
#include "drafting/people/organisation.h"
#include "drafting/process/moment.h"
#include "drafting/process/plan_priv.h"

#include "base/banned.h"

typedef struct deciding {
    px_db *db;
    px_arena *arena; /* of the deed */
    const px_application_decide *decide;
    px_call call;
    px_planned planned;
    px_group *groups; /* of the process, now */
    size_t n_groups;
    px_category *categories;
    size_t n_categories;
    px_moment until; /* of appointments; or not set */
} deciding;

static int fail_field(px_error *err, const char *field, const char *message)
{
    return px_fail(err, PX_ERR_INVALID, message, "field", field, NULL);
}

/* ---- Before */

static int decide_check(const px_application_decide *decide, px_error *err)
{
    if (decide->n_ids == 0)
        return fail_field(err, "ids", N_("choose at least one application"));
    if (decide->n_ids > PX_APPLICATION_DECIDE_MAX)
        return fail_field(err, "ids", N_("decide on at most 1,000 applications at once"));
    if (!px_str_trim(decide->reason).len)
        return fail_field(err, "reason", N_("a reason is needed; the applicants will read it"));
    if (px_utf8_count(decide->reason) > 2000)
        return fail_field(err, "reason", N_("a reason is at most 2,000 characters long"));
    if (decide->function.len && !px_application_function_title(decide->function))
        return fail_field(err, "function", N_("choose one of the functions"));
    return 0;
}

static int decide_start(deciding *d, px_error *err)
{
    int rc = decide_check(d->decide, err);

    if (rc >= 0)
        rc = px_call_find(d->db, d->arena, d->decide->call, PX_STR(""), &d->call, err);
    if (rc >= 0)
        rc = px_planned_open_any(d->db, d->arena, d->call.process, &d->planned, err);
    if (rc >= 0)
        rc = px_group_list(d->db, d->arena, &d->planned.process, PX_STR(""), PX_TIME_NONE,
                           &d->groups, &d->n_groups, err);
    if (rc >= 0)
        rc = px_category_list(d->arena, PX_STR("en"), &d->categories, &d->n_categories, err);
    if (rc >= 0)
        rc = px_moment_parse(d->arena, d->planned.zone, PX_MOMENT_ENDS, d->decide->until, &d->until,
                             err);
    if (rc == -PX_ERR_INVALID && !px_error_arg(err, "field"))
        px_error_add(err, "field", "until");
    return rc;
}

/* ---- Organisation and person */

static int join_organisation(deciding *d, px_arena *arena, const px_application *a,
                             int64_t *ret_organisation, px_error *err)
{
    px_organisation organisation = { 0 };
    int rc;

    *ret_organisation = 0;
    if (!a->organisation.len)
        return 0;
    rc = px_organisation_find_name(d->db, arena, a->organisation, &organisation, err);
    if (rc == -PX_ERR_NOT_FOUND) {
        organisation = (px_organisation){ .name = a->organisation,
                                          .category = a->category,
                                          .country = a->country,
                                          .register_number = a->register_number };
        rc = px_organisation_add(d->db, arena, &organisation, err);
    }
    if (rc >= 0)
        *ret_organisation = organisation.row;
    return rc;
}

/* The person of that address: what it says of itself already stays, what was empty is filled. */
static int join_person(deciding *d, px_arena *arena, const px_application *a, px_person *ret_person,
                       px_error *err)
{
    int64_t organisation = 0;
    px_person person;
    int rc = join_organisation(d, arena, a, &organisation, err);

    if (rc < 0)
        return rc;
    rc = px_person_find_mail(d->db, arena, a->mail, &person, err);
    if (rc == -PX_ERR_NOT_FOUND) {
        person = (px_person){ .name = a->name,
                              .mail = a->mail,
                              .organisation = organisation,
                              .category = a->category,
                              .country = a->country,
                              .language = a->language };
        rc = px_person_add(d->db, arena, &person, err);
    } else if (rc >= 0) {
        if (!person.organisation)
            person.organisation = organisation;
        if (!person.category.len)
            person.category = a->category;
        if (!person.country.len)
            person.country = a->country;
        rc = px_person_change(d->db, &person, err);
    }
    if (rc >= 0)
        *ret_person = person;
    return rc;
}

static int keep_row(deciding *d, const char *sql, const px_person *person, px_str text,
                    int64_t number, px_time since, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(d->db, sql, &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, person->row);
    px_query_str(&query, text);
    px_query_int(&query, number);
    px_query_int(&query, since);
    return px_query_run(&query, err);
}

/* Consent and declared interests move from the application to the person, as of when the applicant
 * gave them and the address was proved, not of the decision. */
static int keep_declared(deciding *d, const px_application *a, const px_person *person,
                         px_error *err)
{
    px_time since = a->confirmed == PX_TIME_NONE ? a->received : a->confirmed;
    int rc = keep_row(d,
                      "INSERT INTO consent (person, purpose, version, given) SELECT ?1, ?2, ?3, ?4 "
                      "WHERE NOT EXISTS (SELECT 1 FROM consent WHERE person = ?1 AND purpose = ?2 "
                      "AND version = ?3 AND withdrawn IS NULL)",
                      person, PX_STR(PX_CONSENT_PARTICIPATION), a->consent_version, since, err);

    if (rc < 0 || !a->interests.len)
        return rc;
    return keep_row(d,
                    "INSERT INTO interest (person, text, declared) SELECT ?1, ?2, ?4 "
                    "WHERE NOT EXISTS (SELECT 1 FROM interest WHERE person = ?1 AND text = ?2 "
                    "AND withdrawn IS NULL) AND ?3 = 0",
                    person, a->interests, 0, since, err);
}

/* ---- Grants */

static const px_group *find_group(const deciding *d, px_str key)
{
    for (size_t i = 0; i < d->n_groups; i++)
        if (px_str_eq(d->groups[i].key, key))
            return &d->groups[i];
    return NULL;
}

static bool is_observer(const deciding *d, px_str category)
{
    for (size_t i = 0; i < d->n_categories; i++)
        if (px_str_is(category, d->categories[i].key))
            return d->categories[i].observer;
    return false;
}

static int grant_participant(deciding *d, const px_application *a, const px_person *person,
                             px_error *err)
{
    px_grant grant = { .role = is_observer(d, a->category) ? PX_ROLE_OBSERVER : PX_ROLE_MEMBER };
    bool any = false;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < a->n_groups; i++) {
        const px_group *group = find_group(d, a->groups[i]);

        if (!group) /* it ended in the meantime */
            continue;
        any = true;
        grant.scope = px_scope_group(group->row, group->code);
        rc = px_grant_give(d->db, person, &grant, PX_STR(""), d->decide->author, err);
    }
    if (rc < 0 || any)
        return rc;
    grant.scope = px_scope_code(d->call.code);
    return px_grant_give(d->db, person, &grant, PX_STR(""), d->decide->author, err);
}

static int grant_chair(deciding *d, const px_application *a, const px_person *person, px_error *err)
{
    const px_application_decide *decide = d->decide;
    const px_str *keys = decide->n_groups ? decide->groups : a->groups;
    size_t n = decide->n_groups ? decide->n_groups : a->n_groups;
    px_str function = decide->function.len ? decide->function : a->function;
    int rc = n ? 0 : fail_field(err, "groups", N_("choose at least one working group"));

    for (size_t i = 0; rc >= 0 && i < n; i++) {
        const px_group *group = find_group(d, keys[i]);
        px_appointment appointment = { .function = function, .until = d->until };

        if (!group)
            return fail_field(err, "groups", N_("there is no such working group"));
        appointment.group = *group;
        appointment.person = *person;
        rc = px_appointment_give(d->db, &appointment, decide->author, err);
    }
    return rc;
}

/* ---- One application */

static const px_application_mail *decision_mail(const deciding *d)
{
    static const px_application_mail accepted = {
        .subject = N_("{title}: your application was accepted"),
        .body = N_("Your application to the call “{title}” was accepted, {name}.\n\nThe reason: "
                   "{reason}\n\nYou can sign in with this address: ask for a link on the page for "
                   "signing in."),
    };
    static const px_application_mail appointed = {
        .subject = N_("{title}: you were selected"),
        .body = N_("You were selected by the call “{title}” and appointed, {name}.\n\nThe reason: "
                   "{reason}\n\nYou can sign in with this address: ask for a link on the page for "
                   "signing in. The interests that you declared are public as long as you have "
                   "this function."),
    };
    static const px_application_mail declined = {
        .subject = N_("{title}: your application was not accepted"),
        .body = N_("Your application to the call “{title}” was not accepted, {name}.\n\nThe "
                   "reason: {reason}"),
    };

    if (!d->decide->accept)
        return &declined;
    return d->call.chairs ? &appointed : &accepted;
}

static int decide_row(deciding *d, const px_application *a, int64_t person, const char *act,
                      px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(d->db,
                            "UPDATE application SET state = ?, decided = ?, decided_by = ?, "
                            "reason = ?, person = ?, act = ? WHERE id = ?",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_cstr(&query, d->decide->accept ? "accepted" : "declined");
    px_query_int(&query, px_now());
    if (d->decide->person)
        px_query_int(&query, d->decide->person);
    else
        px_query_null(&query);
    px_query_str(&query, px_str_trim(d->decide->reason));
    if (person)
        px_query_int(&query, person);
    else
        px_query_null(&query);
    px_query_cstr(&query, act);
    px_query_int(&query, a->row);
    return px_query_run(&query, err);
}

static int decide_find(deciding *d, px_arena *arena, px_str id, px_application *ret, px_error *err)
{
    int rc = px_application_find(d->db, arena, id, ret, err);

    if (rc >= 0 && ret->call != d->call.row)
        rc = px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such application"), NULL);
    if (rc < 0)
        return rc;
    if (!px_str_is(ret->state, "received"))
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the application of '{name}' does not wait for a decision: it was "
                          "decided on, withdrawn, or never confirmed"),
                       "name", px_arena_cstr(arena, ret->name), NULL);
    return 0;
}

static int decide_accept(deciding *d, px_arena *arena, const px_application *a, int64_t *ret_person,
                         px_error *err)
{
    px_person person = { 0 };
    int rc = join_person(d, arena, a, &person, err);

    if (rc >= 0)
        rc = keep_declared(d, a, &person, err);
    if (rc >= 0)
        rc = d->call.chairs ? grant_chair(d, a, &person, err)
                            : grant_participant(d, a, &person, err);
    *ret_person = person.row;
    return rc;
}

static int decide_one(deciding *d, px_str id, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_application_mail mail = *decision_mail(d);
    px_application a;
    px_call call;
    int64_t person = 0;
    char act[64];
    int rc = decide_find(d, arena, id, &a, err);

    if (rc >= 0 && d->decide->accept)
        rc = decide_accept(d, arena, &a, &person, err);
    if (rc >= 0)
        rc = px_application_act(d->db, arena, "application.decided", &d->call, &a, "decision",
                                d->decide->accept ? PX_STR("accepted") : PX_STR("declined"),
                                d->decide->author, act, err);
    if (rc >= 0)
        rc = decide_row(d, &a, person, act, err);
    if (rc >= 0) /* the title of the call in the language of the applicant */
        rc = px_call_get(d->db, arena, d->call.row, a.language, &call, err);
    mail.reason = px_str_trim(d->decide->reason);
    return rc < 0 ? rc
                  : px_application_tell(d->db, arena, &call, &a, d->decide->secret, &mail, err);
}

int px_application_decide_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_application_decide *decide = arg;
    deciding d = { .db = db, .arena = arena, .decide = decide };
    int rc = decide_start(&d, err);

    for (size_t i = 0; rc >= 0 && i < decide->n_ids; i++)
        rc = decide_one(&d, decide->ids[i], err);
    if (rc >= 0)
        decide->ret_decided = decide->n_ids;
    return rc;
}
