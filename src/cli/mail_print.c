/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/mail_print.h"

#include "cli/output.h"
#include "store/house.h"

#include "base/banned.h"

px_str px_mail_when(px_arena *arena, px_time time)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64);

    if (time == PX_TIME_NONE)
        return PX_STR("-");
    px_time_format(&out, time / 1000 * 1000);
    return px_arena_str(arena, px_builder_view(&out));
}

/* ---- Changes */

typedef struct mail_order {
    px_str id;
    px_mail_change_fn *change;
} mail_order;

static int mail_order_deed(px_db *db, void *arg, px_error *err)
{
    const mail_order *order = arg;

    return order->change(db, order->id, err);
}

int px_mail_change(px_invocation *run, px_mail_change_fn *change, const char *said, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);
    PX_AUTO_HOUSE px_house *house = NULL;
    mail_order order = { px_str_of(run->operands[0]), change };
    px_json json;
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc >= 0)
        rc = px_house_write(house, mail_order_deed, &order, err);
    if (rc < 0)
        return rc;
    px_say(run, said, "mail", run->operands[0], NULL);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_str(&json, "id", order.id);
    return px_print_json_end(&json, err);
}
