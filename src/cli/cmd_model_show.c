/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json_canonical.h"
#include "cli/claim_reading.h"
#include "cli/output.h"
#include "duty/claim_words.h"
#include "duty/contradiction.h"
#include "duty/filled_claims.h"
#include "duty/threshold.h"

#include "base/banned.h"

enum { FORMS_MAX = 2, VALUE_SHOWN = 60 };

typedef struct shown {
    px_model_entry model;
    px_model_version *versions;
    px_claim *claims;
    px_contradiction *contradictions;
    px_threshold *thresholds;
    size_t n_versions, n_claims, n_contradictions, n_thresholds;
    px_filled_form forms[FORMS_MAX]; /* with what follows from the claims */
    size_t n_forms;
} shown;

static void shown_free(shown *s)
{
    for (size_t i = 0; i < s->n_forms; i++)
        px_filled_free(&s->forms[i]);
}

static int read_forms(px_db *db, px_invocation *run, const px_claim_subject *subject, shown *s,
                      px_error *err)
{
    const px_official_form *form;
    int rc = 0;

    while (rc >= 0 && s->n_forms < FORMS_MAX && (form = px_official_form_at(s->n_forms))) {
        rc = px_filled_from_claims(db, run->arena, subject, form, &s->forms[s->n_forms], err);
        s->n_forms++;
    }
    return rc;
}

static int shown_read(px_invocation *run, shown *s, px_error *err)
{
    PX_AUTO_CLAIM_READING px_claim_reading reading = { 0 };
    int rc = px_claim_reading_open(run, PX_HOUSE_READ, &reading, err);

    if (rc >= 0 && !reading.subject.model)
        rc = px_fail(err, PX_ERR_NOT_FOUND, N_("there is no such model"), NULL);
    if (rc >= 0)
        rc = px_model_entry_get(reading.db, run->arena, reading.subject.model, &s->model, err);
    if (rc >= 0)
        rc = px_model_version_list(reading.db, run->arena, s->model.row, &s->versions,
                                   &s->n_versions, err);
    if (rc >= 0)
        rc = px_claim_current(reading.db, run->arena, &reading.subject, &s->claims, &s->n_claims,
                              err);
    if (rc >= 0)
        rc = px_contradictions(reading.db, run->arena, &reading.subject, &s->contradictions,
                               &s->n_contradictions, err);
    if (rc >= 0)
        rc = px_thresholds(s->claims, s->n_claims, run->arena, &s->thresholds, &s->n_thresholds,
                           err);
    return rc < 0 ? rc : read_forms(reading.db, run, &reading.subject, s, err);
}

/* What a form says without a claim that says so: it follows from others when the form is filled. */
static bool is_derived(const px_filled_field *field)
{
    return field->value && field->has_basis && field->basis == PX_BASIS_DERIVED &&
           !field->claim.len;
}

static int derived_json(const shown *s, px_json *json, px_error *err)
{
    int rc = 0;

    px_json_key(json, "derived");
    px_json_array(json);
    for (size_t f = 0; f < s->n_forms; f++)
        for (size_t i = 0; rc >= 0 && i < s->forms[f].form->n_fields; i++) {
            const px_filled_field *field = &s->forms[f].fields[i];

            if (!is_derived(field))
                continue;
            px_json_object(json);
            px_json_pair_str(json, "field", field->field->name);
            px_json_pair_str(json, "method", field->method);
            px_json_key(json, "value");
            rc = px_json_canonical_put(json, field->value, err);
            px_json_object_end(json);
        }
    px_json_array_end(json);
    return rc;
}

static int show_json(const px_invocation *run, const shown *s, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;
    int rc;

    px_print_json(&json, &out);
    px_json_key(&json, "model");
    px_model_entry_json(&json, &s->model);
    px_json_key(&json, "versions");
    px_json_array(&json);
    for (size_t i = 0; i < s->n_versions; i++) {
        const px_model_version *v = &s->versions[i];

        px_json_object(&json);
        px_json_pair_str(&json, "id", v->id);
        px_json_pair_str(&json, "name", v->name);
        px_json_pair_str(&json, "released", v->released.len ? v->released : PX_STR_NONE);
        px_json_pair_str(&json, "placed", v->placed.len ? v->placed : PX_STR_NONE);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    px_json_pair_int(&json, "contradictions", (long long)s->n_contradictions);
    px_thresholds_json(&json, run->arena, run->language, s->thresholds, s->n_thresholds);
    rc = derived_json(s, &json, err);
    if (rc >= 0)
        rc = px_claims_print_json(&json, s->claims, s->n_claims, err);
    return rc < 0 ? rc : px_print_json_end(&json, err);
}

static int say_derived(const px_invocation *run, const shown *s, px_error *err)
{
    int rc = 0;

    for (size_t f = 0; f < s->n_forms; f++)
        for (size_t i = 0; rc >= 0 && i < s->forms[f].form->n_fields; i++) {
            const px_filled_field *field = &s->forms[f].fields[i];
            PX_AUTO_BUILDER px_builder value = PX_BUILDER_INIT(PX_CLAIM_VALUE_MAX);

            if (!is_derived(field) || json_object_get(field->value, "not_applicable"))
                continue;
            rc = px_json_canonical(&value, field->value, err);
            if (rc >= 0)
                px_say(run, N_("{field} follows ({method}): {value}"), "field",
                       px_arena_cstr(run->arena, field->field->name), "method",
                       px_arena_cstr(run->arena, field->method), "value",
                       px_arena_cstr(run->arena,
                                     px_claim_words(run->arena, px_builder_view(&value),
                                                    px_str_of(px_language_tag(run->language)),
                                                    VALUE_SHOWN)),
                       NULL);
        }
    return rc;
}

static void say_thresholds(const px_invocation *run, const shown *s)
{
    for (size_t i = 0; i < s->n_thresholds; i++) {
        const px_threshold *t = &s->thresholds[i];

        if (t->base.len && (!i || !px_str_eq(t->base, t[-1].base)))
            px_say(run, N_("as a modification of {model}:"), "model",
                   px_arena_cstr(run->arena, t->base), NULL);
        px_say(run, "{sentence}", "sentence",
               px_compute_verdict_words(run->arena, run->language, &t->verdict), NULL);
        px_say(run, "  {sentence}", "sentence",
               px_compute_rule_words(run->arena, run->language, &t->verdict), NULL);
    }
}

static int show_text(const px_invocation *run, const shown *s, px_error *err)
{
    int rc;

    px_say(run, N_("{name} of {provider}"), "name", px_arena_cstr(run->arena, s->model.name),
           "provider", px_arena_cstr(run->arena, s->model.provider_name), NULL);
    for (size_t i = 0; i < s->n_versions; i++)
        px_say(run, N_("version {name}"), "name", px_arena_cstr(run->arena, s->versions[i].name),
               NULL);
    px_claims_print(run, s->claims, s->n_claims);
    rc = say_derived(run, s, err);
    say_thresholds(run, s);
    if (s->n_contradictions)
        px_say(run, N_("there are contradictions: {count}; 'praxis claims check' tells them"),
               "count", px_arena_format(run->arena, "%zu", s->n_contradictions), NULL);
    return rc;
}

static int model_show_run(px_invocation *run, px_error *err)
{
    shown s = { .n_forms = 0 };
    int rc = shown_read(run, &s, err);

    if (rc >= 0)
        rc = run->json ? show_json(run, &s, err) : show_text(run, &s, err);
    shown_free(&s);
    return rc;
}

static const px_option no_options[] = { { 0 } };

static const px_example model_show_examples[] = {
    { "model show lab/one", N_("shows a model with all that is claimed of it") },
    { NULL, NULL },
};

const px_command px_cmd_model_show = {
    .name = "model show",
    .operands = N_("MODEL[@VERSION]"),
    .summary = N_("show a model"),
    .description = N_("Shows a model, its versions and what is claimed of it, with what it "
                      "inherits from its provider; what follows for the official forms; and how "
                      "the compute that is claimed stands to the thresholds of the AI Act, with "
                      "the rule and its source."),
    .options = no_options,
    .examples = model_show_examples,
    .min_operands = 1,
    .max_operands = 1,
    .run = model_show_run,
};
