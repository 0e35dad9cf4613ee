/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "cli/claim_reading.h"
#include "cli/output.h"
#include "duty/claim_json.h"

#include "base/banned.h"

static int claims_export_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_CLAIM_READING px_claim_reading reading = { 0 };
    const char *output = px_invocation_option(run, "output");
    px_claim *claims;
    px_json json;
    size_t count;
    int rc = px_claim_reading_open(run, PX_HOUSE_READ, &reading, err);

    if (rc >= 0)
        rc = px_claim_standing(reading.db, run->arena, &reading.subject, &claims, &count, err);
    if (rc < 0)
        return rc;
    px_json_start(&json, &out, PX_JSON_PRETTY);
    px_json_object(&json);
    px_json_pair_int(&json, "schema", 1);
    rc = px_claims_file_json(&json, reading.name, claims, count, err);
    px_json_object_end(&json);
    if (rc >= 0)
        rc = px_json_finish(&json, err);
    if (rc < 0)
        return rc;
    px_builder_char(&out, '\n');
    if (!output) {
        px_print(px_builder_view(&out));
        return px_builder_check(&out, err);
    }
    rc = px_file_write(output, px_builder_view(&out), 0644, err);
    if (rc >= 0)
        px_say(run, N_("written to {path}"), "path", output, NULL);
    return rc;
}

static const px_option claims_export_options[] = {
    { "output", N_("FILE"), N_("write there instead of to standard output"), 'o' },
    { 0 },
};

static const px_example claims_export_examples[] = {
    { "claims export lab/one -o one.claims.json", N_("writes what another house can take in") },
    { NULL, NULL },
};

const px_command px_cmd_claims_export = {
    .name = "claims export",
    .operands = N_("SUBJECT"),
    .summary = N_("write claims as JSON"),
    .description = N_("Writes the measured and declared claims that stand of a subject, with what "
                      "they rest on, as data/schemas/claims.json describes it. 'praxis claims "
                      "import' takes them in; what is derived is made anew there."),
    .options = claims_export_options,
    .examples = claims_export_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = claims_export_run,
};
