/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/call_reading.h"
#include "cli/output.h"
#include "store/house.h"

#include "base/banned.h"

/* Those that were named, or all that wait (of a category): at most as many as are decided at once.
 */
static int decide_choose(px_invocation *run, px_db *db, const px_call *call, px_str **ret_ids,
                         size_t *ret_count, px_error *err)
{
    px_application_filter filter = { .call = call->row,
                                     .state = PX_STR("received"),
                                     .category = px_str_of(px_invocation_option(run, "category")),
                                     .max = PX_APPLICATION_DECIDE_MAX };
    px_application *found = NULL, one;
    size_t n = run->n_operands - 1;
    bool more;
    int rc = 0;

    if (px_invocation_option(run, "all"))
        rc = px_application_list(db, run->arena, &filter, &found, &n, &more, err);
    if (rc < 0)
        return rc;
    *ret_ids = px_arena_array(run->arena, n, sizeof(**ret_ids));
    for (size_t i = 0; i < n; i++) {
        if (!found)
            rc = px_application_named(run, db, call, run->operands[i + 1], &one, err);
        if (rc < 0)
            return rc;
        (*ret_ids)[i] = found ? found[i].id : one.id;
    }
    *ret_count = n;
    return 0;
}

static int decide_check(const px_invocation *run, px_error *err)
{
    bool accept = px_invocation_option(run, "accept"),
         decline = px_invocation_option(run, "decline");
    bool all = px_invocation_option(run, "all");

    if (accept == decline)
        return px_fail(err, PX_ERR_USAGE, N_("give one of --accept and --decline"), NULL);
    if (all == (run->n_operands > 1))
        return px_fail(err, PX_ERR_USAGE, N_("name the applications, or give --all"), NULL);
    return 0;
}

static int call_decide_run(px_invocation *run, px_error *err)
{
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    px_application_decide decide = { .accept = px_invocation_option(run, "accept") != NULL,
                                     .reason = px_str_of(px_invocation_option(run, "reason")),
                                     .function = px_str_of(px_invocation_option(run, "function")),
                                     .until = px_str_of(px_invocation_option(run, "until")),
                                     .author = "operator" };
    px_str *ids = NULL;
    px_call call;
    int rc = decide_check(run, err);

    if (rc >= 0)
        rc = px_house_open(run->house, PX_HOUSE_WRITE, &house, err);
    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc >= 0)
        rc = px_call_named(run, db, run->operands[0], &call, err);
    if (rc >= 0)
        rc = decide_choose(run, db, &call, &ids, &decide.n_ids, err);
    if (rc < 0)
        return rc;
    decide.call = call.id;
    decide.ids = ids;
    decide.secret = px_house_web_key(house);
    if (decide.n_ids)
        rc = px_house_write(house, px_application_decide_deed, &decide, err);
    if (rc >= 0)
        px_say(run, N_("decided on {count}; the applicants are told by mail"), "count",
               px_arena_format(run->arena, "%zu", decide.n_ids), NULL);
    return rc;
}

static const px_option call_decide_options[] = {
    { "accept", NULL, N_("accept them"), 0, false },
    { "decline", NULL, N_("decline them"), 0, false },
    { "reason", N_("TEXT"), N_("why; the applicants read it"), 0, true },
    { "all", NULL, N_("all that wait for a decision, at most 1,000"), 0, false },
    { "category", N_("KEY"), N_("with --all: only those of this category"), 0, false },
    { "function", N_("FUNCTION"),
      N_("for chairs: chair, co-chair or vice-chair (default: as was wished)"), 0, false },
    { "until", N_("DAY"), N_("for chairs: the last day of the appointment"), 0, false },
    { 0 },
};

static const px_example call_decide_examples[] = {
    { "call decide gpai/edition-2 --all --category academia --accept --reason \"You meet the "
      "criteria of the call.\"",
      N_("accepts all from academia that wait") },
    { NULL, NULL },
};

const px_command px_cmd_call_decide = {
    .name = "call decide",
    .operands = N_("CALL [APPLICATION...]"),
    .summary = N_("accept or decline applications"),
    .description =
        N_("Decides on applications, all with one reason, and on all of them or none. An "
           "application is named by its public id or the address of the applicant. Accepting makes "
           "or finds the person and the organisation and gives the role in the working groups "
           "wished for, or in the code: member or, by category, observer; of candidacies the "
           "function. Everybody is told by mail in their language."),
    .options = call_decide_options,
    .examples = call_decide_examples,
    .min_operands = 1,
    .max_operands = PX_MAX_OPERANDS,
    .run = call_decide_run,
};
