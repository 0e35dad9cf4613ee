/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/people_state.h"

#include "cli/people_print.h"
#include "store/house.h"

#include "base/banned.h"

typedef struct state_order {
    px_invocation *run;
    bool suspended;
    px_person ret_person;
} state_order;

static int state_write(px_db *db, void *arg, px_error *err)
{
    state_order *order = arg;
    int rc = px_person_find_any(db, order->run->arena, px_str_of(order->run->operands[0]),
                                &order->ret_person, err);

    if (rc < 0)
        return rc;
    return px_person_suspend(db, &order->ret_person, order->suspended, "operator", err);
}

int px_people_state_run(px_invocation *run, bool suspended, const char *message, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    state_order order = { .run = run, .suspended = suspended };
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc >= 0)
        rc = px_house_write(house, state_write, &order, err);
    return rc < 0 ? rc : px_people_say(run, &order.ret_person, message, err);
}
