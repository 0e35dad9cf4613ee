/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/output.h"
#include "drafting/people/mail_link.h"
#include "drafting/people/person.h"
#include "store/setting.h"

#include "base/banned.h"

typedef struct link_order {
    px_invocation *run;
    px_str token;
    px_time expires;
    px_str ret_site;
} link_order;

static int link_write(px_db *db, void *arg, px_error *err)
{
    link_order *order = arg;
    px_mail_link link = { .purpose = PX_LINK_SIGN_IN, .expires = order->expires };
    px_person person;
    px_str id = px_str_of(order->run->operands[0]);
    int rc = px_str_find_char(id, '@') < id.len
                 ? px_person_find_mail(db, order->run->arena, id, &person, err)
                 : px_person_find(db, order->run->arena, id, &person, err);

    if (rc >= 0)
        rc = px_setting_site(db, order->run->arena, &order->ret_site, err);
    if (rc < 0)
        return rc;
    link.person = person.row;
    return px_mail_link_add(db, &link, order->token, err);
}

/* Where the site is: as told, else as the house knows. */
static px_str link_site(const px_invocation *run, const link_order *order)
{
    const char *told = px_invocation_option(run, "address");
    px_str site = told ? px_str_of(told) : order->ret_site;

    while (site.len && site.ptr[site.len - 1] == '/')
        site.len--;
    return site;
}

static int people_link_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_HOUSE px_house *house = NULL;
    char token[PX_TOKEN_LEN + 1];
    link_order order = { .run = run, .token = { token, PX_TOKEN_LEN } };
    const char *address;
    long long minutes;
    px_json json;
    int rc = px_invocation_int(run, "minutes", 1, 7LL * 24 * 60, 60, &minutes, err);

    if (rc >= 0)
        rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);
    if (rc < 0)
        return rc;
    px_token_make(token);
    order.expires = px_now() + minutes * 60 * 1000;
    rc = px_house_write(house, link_write, &order, err);
    if (rc < 0)
        return rc;
    address =
        px_arena_format(run->arena, "%.*s/sign-in/%s", PX_STR_ARG(link_site(run, &order)), token);
    if (!run->json) {
        px_print(px_str_of(px_arena_format(run->arena, "%s\n", address)));
        return 0;
    }
    px_print_json(&json, &out);
    px_json_pair_cstr(&json, "address", address);
    px_json_pair_time(&json, "expires", order.expires);
    return px_print_json_end(&json, err);
}

static const px_option people_link_options[] = {
    { "minutes", "N", N_("how long the link holds (default: 60; at most a week)") },
    { "address", N_("URL"),
      N_("address of the site (default: the setting site.address, or where the house was served "
         "last)") },
    { 0 },
};

static const px_example people_link_examples[] = {
    { "people link anna@example.eu", N_("prints a link that signs Anna in") },
    { "people link anna@example.eu --minutes 1440 --address https://code.example.eu",
      N_("prints one that holds a day") },
    { NULL, NULL },
};

const px_command px_cmd_people_link = {
    .name = "people link",
    .operands = N_("PERSON"),
    .summary = N_("print a link that signs a person in"),
    .description = N_("Prints an address that signs the person in, once. It is the way to the "
                      "first account of a house, and to an account whose mail does not arrive. "
                      "PERSON is a mail address or a public id. Whoever has the link is that "
                      "person: hand it on as you would hand on a key."),
    .options = people_link_options,
    .examples = people_link_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = people_link_run,
};
