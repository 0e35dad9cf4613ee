/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "cli/command.h"
#include "cli/output.h"
#include "store/house.h"
#include "store/ledger.h"

#include "base/banned.h"

/* The act's public id: one word is the id; a code and a version mean their publication. */
static int find_act(px_invocation *run, px_db *db, px_str *ret_id, px_error *err)
{
    px_act_row row;
    int rc;

    if (run->n_operands == 1) {
        *ret_id = px_str_of(run->operands[0]);
        return 0;
    }
    rc = px_act_find_last(db, run->arena, "version.published", run->operands[0], run->operands[1],
                          &row, err);
    if (rc == -(int)PX_ERR_NOT_FOUND)
        return px_fail(err, PX_ERR_NOT_FOUND,
                       N_("the version '{version}' of '{code}' is not published; "
                          "'praxis code list' shows what there is"),
                       "version", run->operands[1], "code", run->operands[0], NULL);
    if (rc >= 0)
        *ret_id = row.id;
    return rc;
}

static int ledger_prove_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder proof = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const char *file = px_invocation_option(run, "output");
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    px_json json;
    px_str id = PX_STR_NONE;
    int rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);

    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc >= 0)
        rc = find_act(run, db, &id, err);
    if (rc >= 0)
        rc = px_ledger_prove(db, id, &proof, err);
    if (rc < 0)
        return rc;
    if (file) {
        rc = px_file_create(file, px_builder_view(&proof), 0644, err);
        if (rc < 0)
            return rc;
        px_say(run, N_("wrote the proof '{path}'"), "path", file, NULL);
    } else if (!run->json) {
        px_print(px_builder_view(&proof));
    }
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_str(&json, "act", id);
    px_json_pair_str(&json, "proof", px_builder_view(&proof));
    return px_print_json_end(&json, err);
}

static const px_option ledger_prove_options[] = {
    { "output", N_("FILE"), N_("write the proof to a new file"), .letter = 'o' },
    { 0 },
};

static const px_example ledger_prove_examples[] = {
    { "ledger prove gpai draft-1 -o draft-1.proof", N_("proves that the draft was published") },
    { NULL, NULL },
};

const px_command px_cmd_ledger_prove = {
    .name = "ledger prove",
    .operands = N_("ACT | CODE VERSION"),
    .summary = N_("print the proof that an act is in the log"),
    .description = N_("Prints one text that holds the act's leaf, its place in the log, the path "
                      "of hashes to the root, and the signed checkpoint. Anybody can check it "
                      "without the house, with 'praxis ledger verify'. A code and a version stand "
                      "for the act that published it."),
    .options = ledger_prove_options,
    .examples = ledger_prove_examples,
    .min_operands = 1,
    .max_operands = 2,
    .run = ledger_prove_run,
};
