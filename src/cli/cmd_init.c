/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/output.h"
#include "store/house.h"

#include "base/banned.h"

static int init_run(px_invocation *run, px_error *err)
{
    px_house_options options = {
        .name = px_invocation_option(run, "name"),
        .origin = px_invocation_option(run, "origin"),
        .zone = px_invocation_option(run, "zone"),
        .demonstration = px_invocation_option(run, "demonstration") != NULL,
    };
    PX_AUTO_BUILDER px_builder key = PX_BUILDER_INIT(1024);
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    PX_AUTO_HOUSE px_house *house = NULL;
    px_json json;
    int rc = px_house_init(run->house, &options, err);

    if (rc < 0)
        return rc;
    rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);
    if (rc < 0)
        return rc;
    px_note_verifier_print(px_house_log_key(house), &key);
    px_say(run, N_("made the house '{path}'"), "path", run->house, NULL);
    px_say(run, N_("the log's key, for those who verify: {key}"), "key", px_builder_cstr(&key),
           NULL);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_cstr(&json, "house", run->house);
    px_json_pair_cstr(&json, "origin", px_house_origin(house));
    px_json_pair_str(&json, "verifier_key", px_builder_view(&key));
    return px_print_json_end(&json, err);
}

static const px_option init_options[] = {
    { "name", N_("NAME"), N_("name of the site, shown on its pages") },
    { "origin", N_("NAME"),
      N_("name of the log, such as code.example.eu/log; it can never be changed") },
    { "zone", N_("ZONE"), N_("time zone of the deadlines (default: Europe/Brussels)") },
    { "demonstration", NULL,
      N_("says on each page that people are generated; here alone PRAXIS_CLOCK counts") },
    { 0 },
};

static const px_example init_examples[] = {
    { "--house /srv/code init --name \"Code of practice\" --origin code.example.eu/log",
      N_("makes a house for a public site") },
    { NULL, NULL },
};

const px_command px_cmd_init = {
    .name = "init",
    .summary = N_("make a new house"),
    .description =
        N_("Makes the folder of a new site: its database, its keys, and a log that "
           "begins with the making of the house. The folder must be missing or empty.\n\n"
           "Keep a copy of the folder 'keys' in a safe place: without it the log cannot "
           "be continued under the same name."),
    .options = init_options,
    .examples = init_examples,
    .run = init_run,
};
