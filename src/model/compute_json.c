/* SPDX-License-Identifier: EUPL-1.2 */
/* An estimate for other programs. */
#include "model/compute_priv.h"

#include "base/banned.h"

static void put_decimal(px_json *json, px_arena *arena, const char *key, const px_decimal *value)
{
    px_json_pair_str(json, key, px_decimal_text(arena, value));
}

static px_str or_null(px_str text)
{
    return text.len ? text : PX_STR_NONE;
}

static void put_bounds(px_json *json, px_arena *arena, const px_quantity *q)
{
    put_decimal(json, arena, "value", &q->value);
    put_decimal(json, arena, "low", &q->low);
    put_decimal(json, arena, "high", &q->high);
    px_json_pair_bool(json, "bounds_stated", q->stated);
    px_json_pair_bool(json, "exact", !q->cut);
}

void px_compute_json_quantity(px_json *json, px_arena *arena, const char *key, const px_quantity *q)
{
    px_json_key(json, key);
    px_json_object(json);
    put_bounds(json, arena, q);
    px_json_object_end(json);
}

void px_compute_json_notes(px_json *json, px_arena *arena, const px_language *language,
                           const px_compute_note *notes, size_t count)
{
    px_json_key(json, "notes");
    px_json_array(json);
    for (size_t i = 0; i < count; i++) {
        PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(16 * 1024);

        px_error_format(&text, language, &notes[i].words);
        px_json_object(json);
        px_json_pair_cstr(json, "name", notes[i].name);
        px_json_pair_str(json, "text", px_arena_str(arena, px_builder_view(&text)));
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void put_estimate(px_json *json, px_arena *arena, const px_compute_estimate *estimate)
{
    px_json_object(json);
    px_json_pair_cstr(json, "method", px_compute_method_name(estimate->method));
    if (estimate->factor)
        px_json_pair_int(json, "factor", estimate->factor);
    px_compute_json_quantity(json, arena, "compute", &estimate->compute);
    if (estimate->method == PX_COMPUTE_LAYERS)
        put_decimal(json, arena, "context_part", &estimate->context_part);
    px_json_key(json, "inputs");
    px_json_array(json);
    for (size_t i = 0; i < estimate->n_inputs; i++) {
        const px_compute_input *input = &estimate->inputs[i];

        px_json_object(json);
        px_json_pair_cstr(json, "input", input->key);
        px_json_pair_str(json, "of", or_null(input->words));
        put_bounds(json, arena, &input->is);
        px_json_pair_str(json, "note", or_null(input->is.note));
        px_json_object_end(json);
    }
    px_json_array_end(json);
    px_json_object_end(json);
}

static void put_layers(px_json *json, px_arena *arena, const px_layer_count *layers)
{
    px_json_key(json, "layers");
    px_json_object(json);
    px_json_pair_str(json, "family", layers->family);
    px_json_pair_int(json, "layers", layers->layers);
    px_json_pair_int(json, "width", layers->width);
    px_json_key(json, "operations");
    px_json_object(json);
    for (unsigned part = 0; part < PX_LAYER_PART_COUNT; part++)
        put_decimal(json, arena, px_layer_part_name((px_layer_part)part), &layers->parts[part]);
    px_json_object_end(json);
    px_json_object_end(json);
}

static void put_stage(px_json *json, px_arena *arena, const px_language *language,
                      const px_compute_stage *stage)
{
    const px_plan_stage *plan = stage->plan;
    px_compute_kind kind = stage->kind;

    (void)px_compute_kind_find(plan->kind, px_str_of(px_language_tag(language)), &kind);
    px_json_object(json);
    px_json_pair_str(json, "name", or_null(plan->name));
    px_json_pair_str(json, "kind", plan->kind);
    px_json_pair_bool(json, "counts", kind.measure != PX_MEASURE_NONE);
    px_json_pair_cstr(json, "measure", px_compute_measure_name(kind.measure));
    px_json_pair_str(json, "why", kind.why);
    px_json_pair_str(json, "section", kind.section);
    px_json_pair_str(json, "note", or_null(plan->note));
    px_json_pair_cstr(json, "used",
                      stage->used ? px_compute_method_name(stage->used->method) : NULL);
    px_json_key(json, "estimates");
    px_json_array(json);
    for (size_t i = 0; i < stage->n_estimates; i++)
        put_estimate(json, arena, &stage->estimates[i]);
    px_json_array_end(json);
    if (plan->by_architecture && plan->architecture.layers)
        put_layers(json, arena, plan->architecture.layers);
    if (stage->n_estimates > 1) {
        if (stage->apart <= INT64_MAX)
            px_json_pair_int(json, "apart_tenths_of_percent", (long long)stage->apart);
        px_json_pair_bool(json, "overlap", stage->overlap);
    }
    px_compute_json_notes(json, arena, language, stage->notes, stage->n_notes);
    px_json_object_end(json);
}

static void put_total(px_json *json, px_arena *arena, const char *key,
                      const px_compute_total *total)
{
    px_json_key(json, key);
    px_json_object(json);
    put_bounds(json, arena, &total->compute);
    px_json_pair_str(json, "notice", total->notice);
    if (total->spread <= INT64_MAX)
        px_json_pair_int(json, "spread_tenths_of_percent", (long long)total->spread);
    px_json_pair_bool(json, "within_tolerance", total->within_tolerance);
    px_json_pair_int(json, "missing_stages", (long long)total->missing);
    px_json_pair_int(json, "stages_with_assumed_bounds", (long long)total->assumed);
    px_json_object_end(json);
}

void px_compute_verdict_json(px_json *json, px_arena *arena, const px_language *language,
                             const px_compute_verdict *verdict)
{
    px_compute_rule rule = { 0 };

    (void)px_compute_rule_find(verdict->rule, px_str_of(px_language_tag(language)), &rule);
    px_json_object(json);
    px_json_pair_str(json, "rule", verdict->rule);
    put_decimal(json, arena, "threshold", &verdict->threshold.value);
    px_json_pair_bool(json, "threshold_exact", !verdict->threshold.cut);
    px_json_pair_cstr(json, "measure", px_compute_measure_name(verdict->measure));
    px_json_pair_cstr(json, "verdict", px_verdict_name(verdict->verdict));
    px_json_pair_bool(json, "estimate_above", verdict->estimate_above);
    if (rule.days)
        px_json_pair_int(json, "notify_within_days", rule.days);
    px_json_pair_str(json, "notify_by", or_null(verdict->notify_by));
    px_json_pair_str(json, "title", rule.title);
    px_json_pair_str(json, "text", rule.text);
    px_json_pair_str(json, "source", rule.source);
    px_json_pair_str(json, "section", rule.section);
    px_json_pair_str(json, "since", rule.since);
    px_json_pair_str(json, "until", or_null(rule.until));
    px_json_pair_str(json, "confidence", rule.confidence);
    px_json_object_end(json);
}

void px_compute_json(const px_compute_result *result, const px_language *language, px_arena *arena,
                     px_json *json)
{
    px_json_pair_str(json, "model", or_null(result->plan->model));
    px_json_pair_str(json, "note", or_null(result->plan->note));
    px_json_pair_str(json, "rules_of", result->day);
    px_json_pair_str(json, "known", or_null(result->plan->known));
    px_json_key(json, "stages");
    px_json_array(json);
    for (size_t i = 0; i < result->plan->n_stages; i++)
        put_stage(json, arena, language, &result->stages[i]);
    px_json_array_end(json);
    put_total(json, arena, "training", &result->training);
    put_total(json, arena, "cumulative", &result->cumulative);
    px_json_key(json, "verdicts");
    px_json_array(json);
    for (size_t i = 0; i < result->n_verdicts; i++)
        px_compute_verdict_json(json, arena, language, &result->verdicts[i]);
    px_json_array_end(json);
}
