/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "cli/command.h"
#include "cli/output.h"
#include "store/house.h"
#include "store/ledger_receipt.h"

#include "base/banned.h"

enum { VERIFY_MAX_BYTES = 64 * 1024 * 1024 };

/* The key to check with: --key (the key itself, or a file that holds it), else the house's own. */
static int find_key(px_invocation *run, px_note_key *ret_key, px_error *err)
{
    const char *option = px_invocation_option(run, "key");
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_FREE char *text = NULL;
    size_t len = 0;
    int rc;

    if (!option) {
        rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);
        if (rc < 0)
            return rc;
        *ret_key = *px_house_log_key(house);
        return 0;
    }
    if (!px_path_exists(option))
        return px_note_verifier_parse(px_str_of(option), ret_key, err);
    rc = px_file_read(option, 4096, &text, &len, err);
    if (rc < 0)
        return rc;
    return px_note_verifier_parse(px_str_trim(px_str_n(text, len)), ret_key, err);
}

static void say_proofs(px_invocation *run, const px_ledger_proof *proofs, size_t count)
{
    const px_checkpoint *checkpoint = &proofs[count - 1].checkpoint;
    const char *origin = px_arena_cstr(run->arena, checkpoint->origin);
    const char *size = px_arena_format(run->arena, "%ju", (uintmax_t)checkpoint->size);

    if (count == 1)
        px_say(run, N_("the proof holds: this act is in the log '{origin}' of {size} acts"),
               "origin", origin, "size", size, NULL);
    else
        px_say(run,
               N_("all {count} proofs hold: these acts are in the log '{origin}' of {size} acts"),
               "count", px_arena_format(run->arena, "%zu", count), "origin", origin, "size", size,
               NULL);
    for (size_t i = 0; i < count; i++) {
        px_say(run, "{leaf}", "leaf", px_arena_cstr(run->arena, proofs[i].leaf), NULL);
        if (proofs[i].content.len)
            px_say(run, "{content}", "content", px_arena_cstr(run->arena, proofs[i].content), NULL);
    }
}

/* A file of one proof, or of several. */
static int verify_text(px_invocation *run, px_str text, const px_note_key *key, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_checkpoint *checkpoint;
    px_ledger_proof *proofs;
    px_json json;
    size_t count = 0;
    int rc = px_ledger_verify_receipt(text, key, run->arena, &proofs, &count, err);

    if (rc < 0)
        return rc;
    say_proofs(run, proofs, count);
    if (!run->json)
        return 0;
    checkpoint = &proofs[count - 1].checkpoint;
    px_print_json(&json, &out);
    px_json_pair_bool(&json, "holds", true);
    px_json_pair_str(&json, "origin", checkpoint->origin);
    px_json_pair_int(&json, "size", (long long)checkpoint->size);
    px_json_pair_hex(&json, "root", checkpoint->root.bytes, sizeof(checkpoint->root.bytes));
    px_json_pair_str(&json, "leaf", proofs[0].leaf);
    px_json_key(&json, "proofs");
    px_json_array(&json);
    for (size_t i = 0; i < count; i++) {
        px_json_object(&json);
        px_json_pair_str(&json, "leaf", proofs[i].leaf);
        px_json_pair_str(&json, "content", proofs[i].content.len ? proofs[i].content : PX_STR_NONE);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    return px_print_json_end(&json, err);
}

static int verify_file(px_invocation *run, const char *path, px_error *err)
{
    PX_AUTO_FREE char *proof = NULL;
    px_note_key key;
    size_t len = 0;
    int rc = px_file_read(path, VERIFY_MAX_BYTES, &proof, &len, err);

    if (rc >= 0)
        rc = find_key(run, &key, err);
    if (rc < 0)
        return rc;
    return verify_text(run, px_str_n(proof, len), &key, err);
}

/* An act in the house: its proof is made and checked like anybody else's. */
static int verify_act(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder proof = PX_BUILDER_INIT(VERIFY_MAX_BYTES);
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    px_note_key key;
    int rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);

    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc >= 0)
        rc = px_ledger_prove(db, px_str_of(run->operands[0]), &proof, err);
    if (rc >= 0)
        rc = find_key(run, &key, err);
    if (rc < 0)
        return rc;
    return verify_text(run, px_builder_view(&proof), &key, err);
}

static int verify_house(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    px_ledger_report report;
    px_note_key key;
    px_json json;
    int rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);

    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc >= 0)
        rc = find_key(run, &key, err);
    if (rc >= 0)
        rc = px_ledger_verify_house(db, &key, &report, err);
    if (rc < 0)
        return rc;
    px_say(run,
           N_("the log holds: {leaves} leaves, {checkpoints} checkpoints, {acts} acts in all, "
              "{erased} of them erased"),
           "leaves", px_arena_format(run->arena, "%ju", (uintmax_t)report.leaves), "checkpoints",
           px_arena_format(run->arena, "%ju", (uintmax_t)report.checkpoints), "acts",
           px_arena_format(run->arena, "%ju", (uintmax_t)report.acts), "erased",
           px_arena_format(run->arena, "%ju", (uintmax_t)report.erased), NULL);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_bool(&json, "holds", true);
    px_json_pair_int(&json, "leaves", (long long)report.leaves);
    px_json_pair_int(&json, "checkpoints", (long long)report.checkpoints);
    px_json_pair_int(&json, "acts", (long long)report.acts);
    px_json_pair_int(&json, "erased", (long long)report.erased);
    return px_print_json_end(&json, err);
}

/* The log against a checkpoint that somebody kept in a file. */
static int verify_since(px_invocation *run, const char *path, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64 * 1024);
    PX_AUTO_FREE char *note = NULL;
    PX_AUTO_HOUSE px_house *house = NULL;
    PX_AUTO_DB px_db *db = NULL;
    px_checkpoint then, now;
    px_note_key key;
    px_json json;
    size_t len = 0;
    int rc = px_file_read(path, VERIFY_MAX_BYTES, &note, &len, err);

    if (rc >= 0)
        rc = px_house_open(run->house, PX_HOUSE_READ, &house, err);
    if (rc >= 0)
        rc = px_house_reader(house, &db, err);
    if (rc >= 0)
        rc = find_key(run, &key, err);
    if (rc >= 0)
        rc = px_ledger_verify_since(db, px_str_n(note, len), &key, run->arena, &then, &now, err);
    if (rc < 0)
        return rc;
    px_say(run,
           N_("the log has only grown since: from {then} leaves to {now}, the first unchanged"),
           "then", px_arena_format(run->arena, "%ju", (uintmax_t)then.size), "now",
           px_arena_format(run->arena, "%ju", (uintmax_t)now.size), NULL);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_bool(&json, "holds", true);
    px_json_pair_int(&json, "then", (long long)then.size);
    px_json_pair_int(&json, "now", (long long)now.size);
    return px_print_json_end(&json, err);
}

static int ledger_verify_run(px_invocation *run, px_error *err)
{
    const char *what = run->n_operands ? run->operands[0] : NULL;
    const char *since = px_invocation_option(run, "since");

    if (since && what)
        return px_fail(err, PX_ERR_USAGE,
                       N_("'--since' compares whole logs: it takes no file or act beside it"),
                       NULL);
    if (since)
        return verify_since(run, since, err);
    if (!what)
        return verify_house(run, err);
    if (px_id_is_public(px_str_of(what)) && !px_path_exists(what))
        return verify_act(run, err);
    return verify_file(run, what, err);
}

static const px_option ledger_verify_options[] = {
    { "key", N_("KEY"),
      N_("the log's verifier key, or a file that holds it (default: the house's own)") },
    { "since", "FILE", N_("a checkpoint that was kept: check that the log has only grown since") },
    { 0 },
};

static const px_example ledger_verify_examples[] = {
    { "ledger verify", N_("recomputes the whole log of ./house") },
    { "ledger verify draft-1.proof --key key.txt", N_("checks a proof; no house is needed") },
    { "ledger verify receipt.txt --key key.txt",
      N_("checks the receipt of submitted comments, and what its acts say") },
    { "ledger verify --since kept.txt",
      N_("checks that nothing before a checkpoint that was kept has changed") },
    { NULL, NULL },
};

const px_command px_cmd_ledger_verify = {
    .name = "ledger verify",
    .operands = N_("[FILE | ACT]"),
    .summary = N_("check a proof, an act, or the whole log"),
    .description = N_("With a file ('-' is standard input): checks the proof in it, or all those "
                      "of a receipt of comments, against the key, without any house. With the id "
                      "of an act: checks that act in the "
                      "house. Without: recomputes every leaf from its row, the tree from the "
                      "leaves, and every signature.\n\n"
                      "Take the key from somewhere else than the proof."),
    .options = ledger_verify_options,
    .examples = ledger_verify_examples,
    .max_operands = 1,
    .run = ledger_verify_run,
};
