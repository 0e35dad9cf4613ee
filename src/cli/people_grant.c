/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/people_grant.h"

#include "cli/people_print.h"
#include "drafting/people/scope.h"
#include "store/house.h"

#include "base/banned.h"

typedef struct grant_order {
    px_invocation *run;
    bool give;
    px_person ret_person;
} grant_order;

static int grant_write(px_db *db, void *arg, px_error *err)
{
    grant_order *order = arg;
    px_invocation *run = order->run;
    const char *scope = run->n_operands > 2 ? run->operands[2] : "house";
    const char *title = order->give ? px_invocation_option(run, "title") : NULL;
    px_grant grant;
    int rc =
        px_person_find_any(db, run->arena, px_str_of(run->operands[0]), &order->ret_person, err);

    if (rc < 0)
        return rc;
    if (!px_role_find(px_str_of(run->operands[1]), &grant.role))
        return px_fail(err, PX_ERR_USAGE, N_("there is no role '{role}'"), "role", run->operands[1],
                       NULL);
    rc = px_scope_parse(db, run->arena, px_str_of(scope), &grant.scope, err);
    if (rc < 0)
        return rc;
    return order->give ? px_grant_give(db, &order->ret_person, &grant,
                                       px_str_of(title ? title : ""), "operator", err)
                       : px_grant_end(db, &order->ret_person, &grant, "operator", err);
}

int px_people_grant_run(px_invocation *run, bool give, const char *message, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    grant_order order = { .run = run, .give = give };
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc >= 0)
        rc = px_house_write(house, grant_write, &order, err);
    return rc < 0 ? rc : px_people_say(run, &order.ret_person, message, err);
}
