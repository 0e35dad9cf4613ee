/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/claim_reading.h"
#include "cli/output.h"
#include "duty/claim_words.h"
#include "duty/contradiction.h"

#include "base/banned.h"

enum { VALUE_SHOWN = 120 };

static void check_claim(const px_invocation *run, const px_claim *claim)
{
    px_str language = px_str_of(px_language_tag(run->language));

    px_say(
        run, N_("  {field} ({basis}): {value}"), "field", px_arena_cstr(run->arena, claim->field),
        "basis", px_tr(run->language, px_basis_title(claim->basis)), "value",
        px_arena_cstr(run->arena, px_claim_words(run->arena, claim->value, language, VALUE_SHOWN)),
        NULL);
}

static void check_text(const px_invocation *run, const px_contradiction *found, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        px_say(run, N_("{rule}: {text}"), "rule", found[i].rule, "text",
               px_tr(run->language, found[i].text), NULL);
        check_claim(run, found[i].first);
        if (found[i].second != found[i].first)
            check_claim(run, found[i].second);
        px_say(run, N_("  to resolve it: {remedy}"), "remedy",
               px_tr(run->language, found[i].remedy), NULL);
    }
    if (!count)
        px_say(run, N_("no claims contradict each other"), NULL);
}

static void put_claim(px_json *json, const char *key, const px_claim *claim)
{
    px_json_key(json, key);
    px_json_object(json);
    px_json_pair_str(json, "id", claim->id);
    px_json_pair_str(json, "field", claim->field);
    px_json_pair_cstr(json, "basis", px_basis_name(claim->basis));
    px_json_pair_str(json, "value", claim->value);
    px_json_object_end(json);
}

static int check_json(const px_invocation *run, px_str subject, const px_contradiction *found,
                      size_t count, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;

    px_print_json(&json, &out);
    px_json_pair_str(&json, "subject", subject);
    px_json_key(&json, "contradictions");
    px_json_array(&json);
    for (size_t i = 0; i < count; i++) {
        px_json_object(&json);
        px_json_pair_cstr(&json, "rule", found[i].rule);
        px_json_pair_cstr(&json, "text", px_tr(run->language, found[i].text));
        px_json_pair_cstr(&json, "remedy", px_tr(run->language, found[i].remedy));
        put_claim(&json, "first", found[i].first);
        put_claim(&json, "second", found[i].second);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    return px_print_json_end(&json, err);
}

static int claims_check_run(px_invocation *run, px_error *err)
{
    PX_AUTO_CLAIM_READING px_claim_reading reading = { 0 };
    px_contradiction *found;
    size_t count;
    int rc = px_claim_reading_open(run, PX_HOUSE_READ, &reading, err);

    if (rc >= 0)
        rc = px_contradictions(reading.db, run->arena, &reading.subject, &found, &count, err);
    if (rc < 0)
        return rc;
    if (run->json)
        rc = check_json(run, reading.name, found, count, err);
    else
        check_text(run, found, count);
    if (rc >= 0 && count)
        return px_fail(err, PX_ERR_FAILED, N_("there are claims that cannot both hold: {count}"),
                       "count", px_arena_format(run->arena, "%zu", count), NULL);
    return rc;
}

static const px_option no_options[] = { { 0 } };

static const px_example claims_check_examples[] = {
    { "claims check lab/one", N_("tells which claims contradict each other") },
    { NULL, NULL },
};

const px_command px_cmd_claims_check = {
    .name = "claims check",
    .operands = N_("SUBJECT"),
    .summary = N_("find claims that cannot both hold"),
    .description = N_("Holds the claims that stand against each other: dates, modalities, sizes "
                      "and ranges, what was declared against what was measured, the summary "
                      "against itself, the form and the corpus, licences against access. Each "
                      "finding names both claims and how to resolve it.\n\n"
                      "The exit status is 0 where there is none, and 1 where there is one."),
    .options = no_options,
    .examples = claims_check_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = claims_check_run,
};
