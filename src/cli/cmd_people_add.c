/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/people_print.h"
#include "drafting/people/interest.h"
#include "drafting/people/organisation.h"
#include "drafting/people/scope.h"
#include "store/house.h"

#include "base/banned.h"

typedef struct add_order {
    px_invocation *run;
    px_person ret_person;
} add_order;

static px_str option_or(const px_invocation *run, const char *name, px_str fallback)
{
    const char *value = px_invocation_option(run, name);

    return value ? px_str_of(value) : fallback;
}

/* The organisation by its public id or name; one that is new takes the person's category and
 * country. */
static int add_organisation(px_db *db, px_invocation *run, px_person *person, px_error *err)
{
    px_str told = option_or(run, "organisation", PX_STR_NONE);
    px_organisation organisation = {
        .name = told,
        .category = person->category,
        .country = person->country,
    };
    px_error none = PX_ERROR_INIT;
    int rc;

    if (!told.ptr)
        return 0;
    rc = px_organisation_find(db, run->arena, told, &organisation, &none);
    if (rc < 0)
        rc = px_organisation_find_name(db, run->arena, told, &organisation, &none);
    if (rc == -(int)PX_ERR_NOT_FOUND) {
        if (!person->category.len)
            return px_fail(err, PX_ERR_USAGE,
                           N_("'{organisation}' is new here; name its category with --category"),
                           "organisation", px_arena_cstr(run->arena, told), NULL);
        rc = px_organisation_add(db, run->arena, &organisation, err);
    }
    if (rc < 0)
        return rc;
    person->organisation = organisation.row;
    if (!person->category.len)
        person->category = organisation.category;
    return 0;
}

static int add_grant(px_db *db, px_invocation *run, const px_person *person, px_error *err)
{
    const char *role = px_invocation_option(run, "role");
    px_str title = option_or(run, "title", PX_STR(""));
    px_grant grant;
    int rc;

    if (!role)
        return 0;
    if (!px_role_find(px_str_of(role), &grant.role))
        return px_fail(err, PX_ERR_USAGE, N_("there is no role '{role}'"), "role", role, NULL);
    rc =
        px_scope_parse(db, run->arena, option_or(run, "scope", PX_STR("house")), &grant.scope, err);
    return rc < 0 ? rc : px_grant_give(db, person, &grant, title, "operator", err);
}

static int add_write(px_db *db, void *arg, px_error *err)
{
    add_order *order = arg;
    px_invocation *run = order->run;
    px_person person = {
        .name = px_str_of(run->operands[0]),
        .mail = option_or(run, "mail", PX_STR("")),
        .category = option_or(run, "category", PX_STR("")),
        .country = option_or(run, "country", PX_STR("")),
        .language = option_or(run, "language", PX_STR("")),
        .display = option_or(run, "display", PX_STR("")),
    };
    int rc = add_organisation(db, run, &person, err);

    if (rc >= 0)
        rc = px_person_add(db, run->arena, &person, err);
    if (rc >= 0 && px_invocation_option(run, "interest"))
        rc = px_interest_declare(db, run->arena, person.row,
                                 px_str_of(px_invocation_option(run, "interest")), err);
    if (rc >= 0)
        rc = add_grant(db, run, &person, err);
    order->ret_person = person;
    return rc;
}

static int people_add_run(px_invocation *run, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    add_order order = { .run = run };
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc >= 0)
        rc = px_house_write(house, add_write, &order, err);
    if (rc < 0)
        return rc;
    return px_people_say(run, &order.ret_person,
                         N_("{name} has an account now; 'praxis people link {mail}' signs in"),
                         err);
}

static const px_option people_add_options[] = {
    { "mail", N_("ADDRESS"), N_("mail address; belongs to one person"), .required = true },
    { "role", N_("ROLE"),
      N_("gives a role: secretariat, chair, vice-chair, editor, member, observer, contact-point, "
         "delegate; of a provider: compliance-officer, engineer, provider-reader") },
    { "scope", N_("SCOPE"),
      N_("where: house, code:ID, group:CODE/PROCESS/KEY, organisation:ID, provider:NAME "
         "(default: house)") },
    { "title", N_("TEXT"), N_("what the function is called, such as co-chair") },
    { "organisation", N_("NAME"), N_("for whom the person speaks: its name or public id") },
    { "category", N_("KEY"), N_("category of participants, such as civil-society") },
    { "country", N_("CODE"), N_("country by its two letters, such as BE") },
    { "language", N_("TAG"), N_("language of mails (default: en)") },
    { "interest", N_("TEXT"),
      N_("an interest that the person declares; public with a role that writes") },
    { "display", N_("HOW"),
      N_("how contributions are signed: name, organisation or anonymous (default: name)") },
    { 0 },
};

static const px_example people_add_examples[] = {
    { "people add \"Anna Example\" --mail anna@example.eu --role secretariat",
      N_("makes the first account of a house") },
    { "people add \"Otto Example\" --mail otto@example.eu --role member --scope code:gpai "
      "--organisation \"Example Society\" --category civil-society --country BE",
      N_("adds somebody who takes part in a code for an organisation") },
    { NULL, NULL },
};

const px_command px_cmd_people_add = {
    .name = "people add",
    .operands = N_("NAME"),
    .summary = N_("add a person"),
    .description =
        N_("Adds a person, who can then sign in by a link, and gives a role if one is named. An "
           "organisation that is not known yet is added too, in the person's category.\n\n"
           "Roles with write access (secretariat, chair, vice-chair, editor) are told to the log "
           "by the act person.appointed, without the name."),
    .options = people_add_options,
    .examples = people_add_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = people_add_run,
};
