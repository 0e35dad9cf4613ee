/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/claim_reading.h"
#include "cli/output.h"

#include "base/banned.h"

typedef struct withdraw_order {
    px_invocation *run;
    px_claim ret_claim;
} withdraw_order;

static int withdraw_write(px_db *db, void *arg, px_error *err)
{
    withdraw_order *order = arg;
    px_invocation *run = order->run;
    const char *reason = px_invocation_option(run, "reason");

    return px_claim_withdraw(db, run->arena, px_str_of(run->operands[0]),
                             px_str_of(reason ? reason : ""), "operator", &order->ret_claim, err);
}

static int claims_withdraw_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    PX_AUTO_HOUSE px_house *house = NULL;
    withdraw_order order = { .run = run };
    px_json json;
    int rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);

    if (rc >= 0)
        rc = px_house_write(house, withdraw_write, &order, err);
    if (rc < 0)
        return rc;
    px_say(run, N_("the claim on {field} is withdrawn"), "field",
           px_arena_cstr(run->arena, order.ret_claim.field), NULL);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_str(&json, "id", order.ret_claim.id);
    px_json_pair_str(&json, "field", order.ret_claim.field);
    px_json_pair_str(&json, "withdraws", order.ret_claim.supersedes);
    return px_print_json_end(&json, err);
}

static const px_option claims_withdraw_options[] = {
    { "reason", N_("TEXT"), N_("why; it stays in the history") },
    { 0 },
};

static const px_example claims_withdraw_examples[] = {
    { "claims withdraw 0123456789abcdefghjkmnpqrs --reason \"of another model\"",
      N_("withdraws the claim with that id") },
    { NULL, NULL },
};

const px_command px_cmd_claims_withdraw = {
    .name = "claims withdraw",
    .operands = N_("CLAIM"),
    .summary = N_("withdraw a claim"),
    .description = N_("Withdraws a claim that was measured or declared, by the id that 'praxis "
                      "claims list' shows. The field then says what another claim says of it, or "
                      "nothing; the history keeps both. What was derived follows from others and "
                      "goes with them."),
    .options = claims_withdraw_options,
    .examples = claims_withdraw_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = claims_withdraw_run,
};
