/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/output.h"
#include "cli/people_print.h"
#include "drafting/people/interest.h"
#include "store/house.h"

#include "base/banned.h"

typedef struct showing {
    px_person person;
    px_grant_row *grants;
    size_t n_grants;
    px_interest *interests;
    size_t n_interests;
} showing;

static int show_read(px_invocation *run, showing *s, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    int rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);

    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc < 0)
        return rc;
    rc = px_person_find_any(db, run->arena, px_str_of(run->operands[0]), &s->person, err);
    if (rc >= 0)
        rc = px_grant_list(db, run->arena, s->person.row, &s->grants, &s->n_grants, err);
    if (rc >= 0)
        rc = px_interest_list(db, run->arena, s->person.row, &s->interests, &s->n_interests, err);
    return rc;
}

static void line(px_builder *out, const px_invocation *run, const char *label, px_str value)
{
    if (value.len)
        px_builder_format(out, "%s%s%.*s\n", px_tr(run->language, label),
                          px_tr(run->language, N_(": ")), PX_STR_ARG(value));
}

static void show_text(px_invocation *run, const showing *s)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_person *p = &s->person;

    px_builder_format(&out, "%.*s\n", PX_STR_ARG(p->name));
    line(&out, run, N_("public id"), p->id);
    line(&out, run, N_("mail"), p->mail);
    line(&out, run, N_("organisation"), p->organisation_name);
    line(&out, run, N_("category"), p->category);
    line(&out, run, N_("country"), p->country);
    line(&out, run, N_("language"), p->language);
    line(&out, run, N_("state"), p->state);
    for (size_t i = 0; i < s->n_grants; i++) {
        PX_AUTO_BUILDER px_builder when = PX_BUILDER_INIT(128);

        px_time_format(&when, s->grants[i].since / 1000 * 1000);
        if (s->grants[i].ended != PX_TIME_NONE) {
            px_builder_add(&when, " - ");
            px_time_format(&when, s->grants[i].ended / 1000 * 1000);
        }
        px_builder_format(&out, "%s%s%.*s, %s\n", px_tr(run->language, N_("role")),
                          px_tr(run->language, N_(": ")),
                          PX_STR_ARG(px_people_grant_text(run->arena, &s->grants[i])),
                          px_builder_cstr(&when));
    }
    for (size_t i = 0; i < s->n_interests; i++)
        line(&out, run, N_("declared interest"), s->interests[i].text);
    px_print(px_builder_view(&out));
}

static int people_show_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    showing s = { 0 };
    px_json json;
    int rc = show_read(run, &s, err);

    if (rc < 0)
        return rc;
    if (!run->json) {
        show_text(run, &s);
        return 0;
    }
    px_print_json(&json, &out);
    px_json_key(&json, "person");
    px_people_json(&json, &s.person);
    px_people_grants_json(&json, s.grants, s.n_grants);
    px_interest_json(&json, s.interests, s.n_interests);
    px_json_object_end(&json);
    return px_print_json_end(&json, err);
}

static const px_option people_show_options[] = { { 0 } };

static const px_example people_show_examples[] = {
    { "people show anna@example.eu", N_("prints what the house keeps of a person") },
    { NULL, NULL },
};

const px_command px_cmd_people_show = {
    .name = "people show",
    .operands = N_("PERSON"),
    .summary = N_("print a person with roles and interests"),
    .description = N_("Prints a person, the roles held now and before with their scopes, and the "
                      "interests declared. PERSON is a mail address or a public id."),
    .options = people_show_options,
    .examples = people_show_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = people_show_run,
};
