/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/claim_reading.h"
#include "cli/output.h"

#include "base/banned.h"

static int claims_list_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_CLAIM_READING px_claim_reading reading = { 0 };
    bool all = px_invocation_option(run, "all") != NULL;
    px_claim *claims = NULL;
    px_json json;
    size_t count = 0;
    int rc = px_claim_reading_open(run, PX_HOUSE_READ, &reading, err);

    if (rc < 0)
        return rc;
    rc = (all ? px_claim_standing : px_claim_current)(reading.db, run->arena, &reading.subject,
                                                      &claims, &count, err);
    if (rc < 0)
        return rc;
    if (!run->json) {
        px_claims_print(run, claims, count);
        return 0;
    }
    px_print_json(&json, &out);
    px_json_pair_str(&json, "subject", reading.name);
    rc = px_claims_print_json(&json, claims, count, err);
    return rc < 0 ? rc : px_print_json_end(&json, err);
}

static const px_option claims_list_options[] = {
    { "all", NULL, N_("also claims that stand behind others of their field") },
    { 0 },
};

static const px_example claims_list_examples[] = {
    { "claims list lab/one", N_("lists what is claimed of a model") },
    { NULL, NULL },
};

const px_command px_cmd_claims_list = {
    .name = "claims list",
    .operands = N_("SUBJECT"),
    .summary = N_("list what is claimed"),
    .description =
        N_("Lists the claims that count for a provider, a model or a version, one a field, with "
           "those that it inherits. Of several the nearest one counts: of the version before the "
           "model before the provider, and then what was measured before what was declared, and "
           "that before what is derived."),
    .options = claims_list_options,
    .examples = claims_list_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = claims_list_run,
};
