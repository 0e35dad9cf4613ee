/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "cli/claim_reading.h"
#include "cli/output.h"
#include "duty/claim_evidence.h"
#include "duty/claim_json.h"
#include "duty/claim_words.h"

#include "base/banned.h"

/* The value itself, or the file that "@FILE" names. */
static int value_told(px_invocation *run, px_str *ret_words, px_error *err)
{
    const char *told = run->operands[2];
    PX_AUTO_FREE char *text = NULL;
    size_t len;
    int rc;

    if (*told != '@') {
        *ret_words = px_str_of(told);
        return 0;
    }
    rc = px_file_read(told + 1, PX_CLAIM_VALUE_MAX, &text, &len, err);
    if (rc >= 0)
        *ret_words = px_arena_str(run->arena, px_str_n(text, len));
    return rc;
}

/* The evidence of --evidence (its hash is noted) and --attach (the file is kept in the house). */
static int evidence_told(px_invocation *run, px_house *house, px_claim *claim, px_error *err)
{
    const char *noted = px_invocation_option(run, "evidence");
    const char *kept = px_invocation_option(run, "attach");
    int rc = 0;

    claim->evidence = px_arena_array(run->arena, 2, sizeof(*claim->evidence));
    if (noted)
        rc = px_evidence_note(run->arena, noted, &claim->evidence[claim->n_evidence++], err);
    if (rc >= 0 && kept)
        rc = px_evidence_keep(house, run->arena, kept, &claim->evidence[claim->n_evidence++], err);
    return rc;
}

static int declare_say(px_invocation *run, const px_claim *claim, px_claim_outcome outcome,
                       px_error *err)
{
    static const char *const words[PX_CLAIM_OUTCOME_COUNT] = {
        [PX_CLAIM_MADE] = N_("{field} is claimed now"),
        [PX_CLAIM_REPLACED] = N_("{field} is claimed anew; the earlier claim is superseded"),
        [PX_CLAIM_UNCHANGED] = N_("{field} says so already; nothing was added"),
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;
    int rc;

    px_say(run, words[outcome], "field", px_arena_cstr(run->arena, claim->field), NULL);
    if (!run->json)
        return 0;
    px_print_json(&json, &out);
    px_json_pair_bool(&json, "added", outcome != PX_CLAIM_UNCHANGED);
    px_json_pair_str(&json, "id", claim->id);
    px_json_key(&json, "claim");
    rc = px_claim_json(&json, claim, false, err);
    return rc < 0 ? rc : px_print_json_end(&json, err);
}

static int claims_declare_run(px_invocation *run, px_error *err)
{
    PX_AUTO_CLAIM_READING px_claim_reading reading = { 0 };
    const char *note = px_invocation_option(run, "note");
    px_claim claim = { .field = px_str_of(run->operands[1]),
                       .basis = PX_BASIS_DECLARED,
                       .note = px_str_of(note ? note : "") };
    px_claim_outcome outcome = PX_CLAIM_UNCHANGED;
    px_claim_order order = { run->arena, &claim, 1, "operator", &outcome };
    px_str words = PX_STR("");
    int rc = px_claim_reading_open(run, PX_HOUSE_WRITE, &reading, err);

    if (rc >= 0)
        rc = value_told(run, &words, err);
    if (rc >= 0)
        rc = px_claim_words_read(run->arena, claim.field, words, px_claim_reading_language(run),
                                 &claim.value, err);
    if (rc >= 0)
        rc = evidence_told(run, reading.house, &claim, err);
    claim.subject = reading.subject;
    if (rc >= 0)
        rc = px_house_write(reading.house, px_claim_add_deed, &order, err);
    return rc < 0 ? rc : declare_say(run, &claim, outcome, err);
}

static const px_option claims_declare_options[] = {
    { "language", N_("CODE"), N_("language of a text, such as fr") },
    { "note", N_("TEXT"), N_("a remark on the claim") },
    { "evidence", N_("FILE"), N_("a file that it rests on: its hash is noted") },
    { "attach", N_("FILE"), N_("a file that it rests on: the house keeps it") },
    { 0 },
};

static const px_example claims_declare_examples[] = {
    { "claims declare lab/one model.g.release 2026-04-30", N_("declares a date") },
    { "claims declare lab summary.3.1.c \"Our policy is at https://example.eu/policy\"",
      N_("declares a text for all models of a provider") },
    { NULL, NULL },
};

const px_command px_cmd_claims_declare = {
    .name = "claims declare",
    .operands = N_("SUBJECT FIELD VALUE"),
    .summary = N_("declare something of a provider, model or version"),
    .description =
        N_("Makes a declared claim. SUBJECT is PROVIDER, PROVIDER/MODEL or "
           "PROVIDER/MODEL@VERSION; FIELD is one that 'praxis claims fields' lists. VALUE is "
           "written by the type of the field: words, yes or no, a date (2026-05-31), a month "
           "(2026-05), a number (2.3e25), words with commas, FROM/TO, or the JSON that "
           "docs/forms.md tells; @FILE reads it from a file.\n\n"
           "A claim is never changed: another one supersedes it, and both stay in the history."),
    .options = claims_declare_options,
    .examples = claims_declare_examples,
    .min_operands = 3,
    .max_operands = 3,
    .run = claims_declare_run,
};
