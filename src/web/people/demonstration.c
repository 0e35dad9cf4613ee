/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/people/demonstration.h"

#include "base/net_address.h"
#include "drafting/people/example_person.h"
#include "store/setting.h"

#include "base/banned.h"

int px_demonstration_check(px_house *house, const px_server_options *options, px_error *err)
{
    const char *address = options->address ? options->address : "127.0.0.1";
    PX_AUTO_DB px_db *db = NULL;
    bool is_one = false;
    int rc;

    if (!px_net_is_loopback(px_str_of(address)) || options->behind_proxy)
        return px_fail(err, PX_ERR_USAGE,
                       N_("a demonstration signs everybody in, and so is served to this machine "
                          "only: leave out --address and --behind-proxy"),
                       NULL);
    rc = px_house_reader(house, &db, err);
    if (rc >= 0)
        rc = px_setting_is(db, "demonstration", &is_one, err);
    if (rc >= 0 && !is_one)
        return px_fail(err, PX_ERR_CONFIG,
                       N_("this house is no demonstration; where it is one, with generated people, "
                          "say so by 'praxis setting set demonstration yes'"),
                       NULL);
    return rc;
}

int px_demonstration_offer(px_house *house, const px_serve_options *options, const char *secret,
                           px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_DB px_db *db = NULL;
    int rc = px_house_reader(house, &db, err);

    for (px_role role = PX_ROLE_READER; rc >= 0 && role < PX_ROLE_COUNT; role++) {
        px_error none = PX_ERROR_INIT;
        px_person person;

        rc = px_example_person(db, arena, role, &person, &none);
        if (rc >= 0)
            options->offer(
                options->arg, role,
                px_arena_format(arena, "/sign-in/demonstration/%s/%s", px_role_name(role), secret));
        if (rc == -(int)PX_ERR_NOT_FOUND)
            rc = 0;
        else if (rc < 0)
            *err = none;
    }
    return rc;
}
