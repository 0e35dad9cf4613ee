/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Signing in with one click to a demonstration on this machine. The addresses hold a secret that
 * `praxis serve --demonstration` makes anew each time, and lead to generated persons only.
 */
#include <sodium.h>

#include "drafting/people/example_person.h"
#include "drafting/people/sign_in.h"
#include "web/people/sign_in_flow.h"
#include "web/route.h"
#include "web/server_priv.h"

#include "base/banned.h"

static int demonstration_prove(px_db *db, void *arg, int64_t *ret_person, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_person person;
    int rc = px_example_person(db, arena, *(px_role *)arg, &person, err);

    if (rc >= 0)
        *ret_person = person.row;
    return rc;
}

int px_page_demonstration(px_request *request, px_reply *reply, px_error *err)
{
    px_str secret = px_str_of(request->server ? request->server->options.demonstration : NULL);
    px_str given = request->params[1];
    px_role role;
    px_sign_in in = {
        .proof = demonstration_prove, .arg = &role, .way = PX_SIGN_IN_DEMONSTRATION, .whole = true
    };

    if (!secret.len || given.len != secret.len ||
        sodium_memcmp(given.ptr, secret.ptr, secret.len) != 0 ||
        !px_role_find(request->params[0], &role))
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("there is no page at this address; it may have been mistyped"), NULL);
    reply->cache_control = "no-store";
    return px_sign_in_flow(request, reply, &in, PX_STR(""), err);
}
