/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"
#include "cli/output.h"
#include "store/house.h"
#include "store/ledger.h"

#include "base/banned.h"

static int checkpoint_json(const px_checkpoint *checkpoint, px_str note, px_str key, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(1024 * 1024);
    px_json json;

    px_print_json(&json, &out);
    px_json_pair_str(&json, "origin", checkpoint->origin);
    px_json_pair_int(&json, "size", (long long)checkpoint->size);
    px_json_pair_hex(&json, "root", checkpoint->root.bytes, sizeof(checkpoint->root.bytes));
    px_json_pair_str(&json, "checkpoint", note);
    px_json_pair_str(&json, "verifier_key", key);
    return px_print_json_end(&json, err);
}

static int ledger_checkpoint_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder key = PX_BUILDER_INIT(1024);
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    px_checkpoint checkpoint;
    px_str note;
    int rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);

    if (rc < 0)
        return rc;
    px_note_verifier_print(px_house_log_key(house), &key);
    if (px_invocation_option(run, "key") && !run->json) {
        px_builder_char(&key, '\n');
        px_print(px_builder_view(&key));
        return 0;
    }
    rc = px_house_reader(house, &db, err);
    if (rc >= 0)
        rc = px_ledger_head(db, run->arena, &note, &checkpoint, err);
    if (rc < 0)
        return rc;
    if (run->json)
        return checkpoint_json(&checkpoint, note, px_builder_view(&key), err);
    px_print(note);
    return 0;
}

static const px_option ledger_checkpoint_options[] = {
    { "key", NULL, N_("print the log's verifier key instead") },
    { 0 },
};

static const px_example ledger_checkpoint_examples[] = {
    { "ledger checkpoint", N_("prints the signed head of the log") },
    { "ledger checkpoint --key > key.txt", N_("saves the key that proofs are checked with") },
    { NULL, NULL },
};

const px_command px_cmd_ledger_checkpoint = {
    .name = "ledger checkpoint",
    .summary = N_("print the signed head of the log"),
    .description = N_("Prints the newest checkpoint: the name of the log, the number of its acts, "
                      "the root of its Merkle tree and the signature over them, as a signed note. "
                      "Whoever keeps it can later prove that nothing before it was changed."),
    .options = ledger_checkpoint_options,
    .examples = ledger_checkpoint_examples,
    .run = ledger_checkpoint_run,
};
