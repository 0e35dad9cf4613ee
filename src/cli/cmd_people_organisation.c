/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/output.h"
#include "drafting/people/organisation.h"
#include "store/house.h"

#include "base/banned.h"

typedef struct organisation_order {
    px_invocation *run;
    px_organisation ret_organisation;
} organisation_order;

static void take(const px_invocation *run, const char *name, px_str *value)
{
    const char *told = px_invocation_option(run, name);

    if (told)
        *value = px_str_of(told);
}

static int organisation_write(px_db *db, void *arg, px_error *err)
{
    organisation_order *order = arg;
    px_invocation *run = order->run;
    px_organisation *o = &order->ret_organisation;
    px_str told = px_str_of(run->operands[0]);
    px_error none = PX_ERROR_INIT;
    int rc = px_organisation_find(db, run->arena, told, o, &none);

    if (rc < 0)
        rc = px_organisation_find_name(db, run->arena, told, o, err);
    if (rc < 0)
        return rc;
    take(run, "name", &o->name);
    take(run, "category", &o->category);
    take(run, "country", &o->country);
    take(run, "register-number", &o->register_number);
    take(run, "address", &o->address);
    return px_organisation_change(db, run->arena, o, err);
}

static int organisation_say(px_invocation *run, const px_organisation *o, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    px_json json;

    px_say(run, N_("'{name}' ({id}) is changed"), "name", px_arena_cstr(run->arena, o->name), "id",
           px_arena_cstr(run->arena, o->id), NULL);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_str(&json, "id", o->id);
    px_json_pair_str(&json, "name", o->name);
    px_json_pair_str(&json, "category", o->category);
    px_json_pair_str(&json, "country", o->country);
    px_json_pair_str(&json, "register_number", o->register_number);
    px_json_pair_str(&json, "address", o->address);
    return px_print_json_end(&json, err);
}

static int people_organisation_run(px_invocation *run, px_error *err)
{
    static const char *const options[] = { "name", "category", "country", "register-number",
                                           "address" };
    PX_AUTO_HOUSE px_house *house = NULL;
    organisation_order order = { .run = run };
    bool any = false;
    int rc;

    for (size_t i = 0; i < PX_COUNT(options); i++)
        any |= px_invocation_option(run, options[i]) != NULL;
    if (!any)
        return px_fail(err, PX_ERR_USAGE,
                       N_("say what changes: --name, --category, --country, --register-number or "
                          "--address"),
                       NULL);
    rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);
    if (rc >= 0)
        rc = px_house_write(house, organisation_write, &order, err);
    return rc < 0 ? rc : organisation_say(run, &order.ret_organisation, err);
}

static const px_option people_organisation_options[] = {
    { "name", N_("NAME"), N_("its new name") },
    { "category", N_("KEY"), N_("category of participants, such as civil-society") },
    { "country", N_("CODE"), N_("country by its two letters, such as BE; empty: none") },
    { "register-number", N_("NUMBER"), N_("its number in the Transparency Register") },
    { "address", N_("URL"), N_("address of its website, beginning with https://") },
    { 0 },
};

static const px_example people_organisation_examples[] = {
    { "people organisation \"Example Society\" --name \"Example Society for Safety\"",
      N_("gives an organisation another name") },
    { NULL, NULL },
};

const px_command px_cmd_people_organisation = {
    .name = "people organisation",
    .operands = N_("ORGANISATION"),
    .summary = N_("change an organisation"),
    .description = N_("Changes what is kept of an organisation for which people speak: its name, "
                      "category, country, number in the Transparency Register, website. What "
                      "is not named stays. ORGANISATION is a name or a public id."),
    .options = people_organisation_options,
    .examples = people_organisation_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = people_organisation_run,
};
