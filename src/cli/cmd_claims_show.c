/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/civil.h"
#include "cli/claim_reading.h"
#include "cli/output.h"
#include "duty/claim_words.h"
#include "duty/fact.h"

#include "base/banned.h"

enum { VALUE_SHOWN = 4000 };

static void show_evidence(const px_invocation *run, const px_claim *claim)
{
    for (size_t i = 0; i < claim->n_evidence; i++) {
        const px_evidence *e = &claim->evidence[i];

        px_say(run, N_("  rests on {name} {hash}"), "name", px_arena_cstr(run->arena, e->name),
               "hash", px_arena_cstr(run->arena, e->hash.len ? e->hash : e->scan), NULL);
    }
    for (size_t i = 0; i < claim->n_inputs; i++)
        px_say(run, N_("  follows from {claim}"), "claim",
               px_arena_cstr(run->arena, claim->inputs[i]), NULL);
}

static void show_claim(const px_invocation *run, const px_claim *claim)
{
    PX_AUTO_BUILDER px_builder time = PX_BUILDER_INIT(64);
    px_str language = px_str_of(px_language_tag(run->language));

    px_time_format(&time, claim->time);
    px_say(
        run, claim->current ? N_("{time}, {basis}, {id}") : N_("{time}, {basis}, {id}, superseded"),
        "time", px_builder_cstr(&time), "basis", px_tr(run->language, px_basis_title(claim->basis)),
        "id", px_arena_cstr(run->arena, claim->id), NULL);
    px_say(
        run, N_("  {value}"), "value",
        px_arena_cstr(run->arena, px_claim_words(run->arena, claim->value, language, VALUE_SHOWN)),
        NULL);
    if (claim->method.len)
        px_say(run, N_("  by {method} {program}"), "method",
               px_arena_cstr(run->arena, claim->method), "program",
               px_arena_cstr(run->arena, claim->program), NULL);
    if (claim->note.len)
        px_say(run, N_("  note: {note}"), "note", px_arena_cstr(run->arena, claim->note), NULL);
    show_evidence(run, claim);
}

static int claims_show_run(px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    PX_AUTO_CLAIM_READING px_claim_reading reading = { 0 };
    px_str field = px_str_of(run->operands[1]);
    px_str title = px_claim_field_title(field, px_str_of(px_language_tag(run->language)));
    px_claim *claims;
    px_json json;
    size_t count;
    int rc = px_claim_reading_open(run, PX_HOUSE_READ, &reading, err);

    if (rc >= 0 && !title.ptr)
        rc = px_claim_value_check(field, json_null(), err); /* says that there is none */
    if (rc >= 0)
        rc =
            px_claim_history(reading.db, run->arena, &reading.subject, field, &claims, &count, err);
    if (rc < 0)
        return rc;
    if (run->json) {
        px_print_json(&json, &out);
        px_json_pair_str(&json, "subject", reading.name);
        px_json_pair_str(&json, "field", field);
        rc = px_claims_print_json(&json, claims, count, err);
        return rc < 0 ? rc : px_print_json_end(&json, err);
    }
    px_say(run, N_("{field}: {title}"), "field", run->operands[1], "title",
           px_arena_cstr(run->arena, title), NULL);
    for (size_t i = 0; i < count; i++)
        show_claim(run, &claims[i]);
    return 0;
}

static const px_option no_options[] = { { 0 } };

static const px_example claims_show_examples[] = {
    { "claims show lab/one model.g.release", N_("shows all that was ever claimed of a field") },
    { NULL, NULL },
};

const px_command px_cmd_claims_show = {
    .name = "claims show",
    .operands = N_("SUBJECT FIELD"),
    .summary = N_("show the history of a field"),
    .description = N_("Shows all claims that were ever made of a field about this very subject, "
                      "the newest first, with what each rests on or follows from."),
    .options = no_options,
    .examples = claims_show_examples,
    .min_operands = 2,
    .max_operands = 2,
    .run = claims_show_run,
};
