/* SPDX-License-Identifier: EUPL-1.2 */
/* An estimate for people. */
#include "base/civil.h"
#include "model/compute_priv.h"

#include "base/banned.h"

enum { WIDTH = 80, FIGURES = 4 };

/* What each input is called, by its key in the plan. */
static const struct input_name {
    const char *key, *name;
} input_names[] = {
    { "parameters", N_("parameters") },
    { "active_parameters", N_("parameters active for one token") },
    { "tokens", N_("tokens") },
    { "tokens_kept", N_("of them kept") },
    { "epochs", N_("epochs") },
    { "context", N_("length of sequences") },
    { "units", N_("units") },
    { "hours", N_("hours") },
    { "unit_hours", N_("hours of units") },
    { "peak", N_("peak operations a second") },
    { "utilisation", N_("mean utilisation") },
    { "compute", N_("operations as stated") },
};

static const char *const method_names[] = {
    [PX_COMPUTE_PARAMETERS] = N_("Architecture, {factor} x P x D"),
    [PX_COMPUTE_LAYERS] = N_("Architecture, layer by layer"),
    [PX_COMPUTE_HARDWARE] = N_("Hardware, N x L x H x U"),
    [PX_COMPUTE_STATED] = N_("As stated"),
};

static const char *figure(const px_compute_lines *lines, const px_decimal *value)
{
    return px_compute_figure(lines->arena, lines->language, value, FIGURES);
}

static void put_input(const px_compute_lines *lines, const px_compute_input *input)
{
    const char *name = input->key;
    const char *words = px_arena_cstr(lines->arena, input->words);
    const char *note = px_arena_cstr(lines->arena, input->is.note);
    const char *value = px_compute_figure(lines->arena, lines->language, &input->is.value, 0);

    for (size_t i = 0; i < PX_COUNT(input_names); i++)
        if (strcmp(input_names[i].key, input->key) == 0)
            name = px_tr(lines->language, input_names[i].name);
    if (words[0])
        name = px_arena_format(lines->arena, "%s (%s)", name, words);
    if (note[0])
        name = px_arena_format(lines->arena, "%s [%s]", name, note);
    if (input->is.stated)
        px_compute_line(lines, 6, N_("{name}: {value}, from {low} to {high}"), "name", name,
                        "value", value, "low", figure(lines, &input->is.low), "high",
                        figure(lines, &input->is.high), NULL);
    else
        px_compute_line(lines, 6, N_("{name}: {value}"), "name", name, "value", value, NULL);
}

static void put_estimate(const px_compute_lines *lines, const px_compute_estimate *estimate,
                         bool used)
{
    PX_AUTO_BUILDER px_builder method = PX_BUILDER_INIT(1024);
    char factor[16];
    px_arg arg;

    (void)snprintf(factor, sizeof(factor), "%d", estimate->factor);
    arg = (px_arg){ "factor", px_str_of(factor) };
    px_message(&method, lines->language, method_names[estimate->method], &arg, 1);
    px_compute_line(lines, 3,
                    used ? N_("{method}: {value} FLOP, from {low} to {high} (used)")
                         : N_("{method}: {value} FLOP, from {low} to {high}"),
                    "method", px_builder_cstr(&method), "value",
                    figure(lines, &estimate->compute.value), "low",
                    figure(lines, &estimate->compute.low), "high",
                    figure(lines, &estimate->compute.high), NULL);
    for (size_t i = 0; i < estimate->n_inputs; i++)
        put_input(lines, &estimate->inputs[i]);
    if (estimate->method == PX_COMPUTE_LAYERS)
        px_compute_line(lines, 6, N_("of which attention to the context: {value} FLOP"), "value",
                        figure(lines, &estimate->context_part), NULL);
}

static void put_stage(const px_compute_lines *lines, const px_compute_stage *stage, size_t number)
{
    px_str language = px_str_of(px_language_tag(lines->language));
    const char *name;
    px_compute_kind kind;

    if (!px_compute_kind_find(stage->plan->kind, language, &kind))
        return;
    name = px_arena_cstr(lines->arena, stage->plan->name.len ? stage->plan->name : kind.title);
    px_builder_char(lines->out, '\n');
    px_compute_line(lines, 0, N_("{number}. {name}"), "number",
                    px_arena_format(lines->arena, "%zu", number), "name", name, NULL);
    px_compute_line(
        lines, 3, stage->plan->name.len ? N_("{kind}. {why} ({section})") : N_("{why} ({section})"),
        "kind", px_arena_cstr(lines->arena, kind.title), "why",
        px_arena_cstr(lines->arena, kind.why), "section", px_arena_cstr(lines->arena, kind.section),
        NULL);
    if (stage->plan->note.len)
        px_compute_line(lines, 3, N_("Assumption: {text}"), "text",
                        px_arena_cstr(lines->arena, stage->plan->note), NULL);
    for (size_t i = 0; i < stage->n_estimates; i++)
        put_estimate(lines, &stage->estimates[i], stage->used == &stage->estimates[i]);
    if (stage->n_estimates > 1 && stage->apart < UINT64_MAX)
        px_compute_line(lines, 3, N_("The methods are {percent} % apart"), "percent",
                        px_compute_percent(lines->arena, lines->language, stage->apart), NULL);
    px_compute_notes_text(lines, 3, stage->notes, stage->n_notes);
}

/* ---- The whole */

static void put_total(const px_compute_lines *lines, const px_compute_total *total,
                      const char *title, px_str day)
{
    px_decimal tolerance = px_compute_number("tolerance", day);
    const char *allowed = px_compute_figure(lines->arena, lines->language, &tolerance, 0);
    const char *percent = px_compute_percent(lines->arena, lines->language, total->spread);

    px_builder_char(lines->out, '\n');
    px_compute_line(lines, 0, N_("{title}: {value} FLOP, from {low} to {high}"), "title",
                    px_tr(lines->language, title), "value", figure(lines, &total->compute.value),
                    "low", figure(lines, &total->compute.low), "high",
                    figure(lines, &total->compute.high), NULL);
    px_compute_line(
        lines, 3, N_("Exact product of the inputs: {value}"), "value",
        px_arena_cstr(lines->arena, px_decimal_text(lines->arena, &total->compute.value)), NULL);
    px_compute_line(lines, 3, N_("In a notice: {value} FLOP"), "value",
                    px_compute_notation(lines->arena, lines->language, total->notice), NULL);
    if (total->missing)
        px_compute_line(lines, 3,
                        N_("What counts and is not known: {count}. It is at least this much"),
                        "count", px_arena_format(lines->arena, "%zu", total->missing), NULL);
    else if (total->within_tolerance)
        px_compute_line(lines, 3,
                        N_("The bounds are up to {percent} % away: within the {allowed} % that the "
                           "guidelines allow"),
                        "percent", percent, "allowed", allowed, NULL);
    else
        px_compute_line(lines, 3,
                        N_("The bounds are up to {percent} % away: more than the {allowed} % that "
                           "the guidelines allow. Make the inputs surer"),
                        "percent", percent, "allowed", allowed, NULL);
}

static const char *verdict_message(const px_compute_verdict *verdict)
{
    switch (verdict->verdict) {
    case PX_VERDICT_BELOW:
        return N_("{rule}, {threshold} FLOP: below. The upper bound is not greater");
    case PX_VERDICT_ABOVE:
        return N_("{rule}, {threshold} FLOP: above. The lower bound is greater");
    case PX_VERDICT_STRADDLES:
        return verdict->estimate_above
                   ? N_("{rule}, {threshold} FLOP: straddles. The figure is greater, the lower "
                        "bound is not")
                   : N_("{rule}, {threshold} FLOP: straddles. The upper bound is greater, the "
                        "figure is not");
    case PX_VERDICT_UNKNOWN:
        break;
    }
    return N_("{rule}, {threshold} FLOP: unknown. Something that counts is missing, and what is "
              "known does not reach it");
}

static const char *date_words(const px_compute_lines *lines, px_str day)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(256);
    px_error ignored = PX_ERROR_INIT;
    px_civil date;

    if (px_date_parse(day, &date, &ignored) < 0)
        return px_arena_cstr(lines->arena, day);
    px_format_date(&out, lines->language, &date);
    return px_arena_cstr(lines->arena, px_builder_view(&out));
}

const char *px_compute_verdict_words(px_arena *arena, const px_language *language,
                                     const px_compute_verdict *verdict)
{
    px_compute_rule rule = { .title = verdict->rule };

    (void)px_compute_rule_find(verdict->rule, px_str_of(px_language_tag(language)), &rule);
    return px_compute_words(arena, language, verdict_message(verdict), "rule",
                            px_arena_cstr(arena, rule.title), "threshold",
                            px_compute_figure(arena, language, &verdict->threshold.value, 3), NULL);
}

const char *px_compute_rule_words(px_arena *arena, const px_language *language,
                                  const px_compute_verdict *verdict)
{
    px_compute_rule rule = { .title = verdict->rule };

    (void)px_compute_rule_find(verdict->rule, px_str_of(px_language_tag(language)), &rule);
    return px_compute_words(arena, language, N_("{text} ({source}, {section})"), "text",
                            px_arena_cstr(arena, rule.text), "source",
                            px_arena_cstr(arena, rule.source), "section",
                            px_arena_cstr(arena, rule.section), NULL);
}

static void put_verdict(const px_compute_lines *lines, const px_compute_verdict *verdict)
{
    px_compute_rule rule = { 0 };

    (void)px_compute_rule_find(verdict->rule, px_str_of(px_language_tag(lines->language)), &rule);
    px_compute_line(lines, 3, "{sentence}", "sentence",
                    px_compute_verdict_words(lines->arena, lines->language, verdict), NULL);
    px_compute_line(lines, 6, "{sentence}", "sentence",
                    px_compute_rule_words(lines->arena, lines->language, verdict), NULL);
    if (verdict->notify_by.len)
        px_compute_line(lines, 6,
                        verdict->verdict == PX_VERDICT_ABOVE
                            ? N_("Notify the Commission by {date}")
                            : N_("If it is met, notify the Commission by {date}"),
                        "date", date_words(lines, verdict->notify_by), NULL);
    else if (rule.days && verdict->verdict != PX_VERDICT_BELOW)
        px_compute_line(lines, 6,
                        N_("Say with --known on which day it was or will be known that this is "
                           "met: the notice is due {days} days later"),
                        "days", px_arena_format(lines->arena, "%d", rule.days), NULL);
}

void px_compute_text(const px_compute_result *result, const px_language *language, px_arena *arena,
                     size_t width, px_builder *out)
{
    px_compute_lines lines = { out, arena, language, width ? width : WIDTH };
    const char *model = px_arena_cstr(arena, result->plan->model);

    if (model[0])
        px_compute_line(&lines, 0, N_("Compute of the training of {model}, by the rules of {date}"),
                        "model", model, "date", date_words(&lines, result->day), NULL);
    else
        px_compute_line(&lines, 0, N_("Compute of training, by the rules of {date}"), "date",
                        date_words(&lines, result->day), NULL);
    if (result->plan->note.len)
        px_compute_line(&lines, 0, N_("Assumption: {text}"), "text",
                        px_arena_cstr(arena, result->plan->note), NULL);
    for (size_t i = 0; i < result->plan->n_stages; i++)
        put_stage(&lines, &result->stages[i], i + 1);
    put_total(&lines, &result->training, N_("Training compute"), result->day);
    if (result->cumulative.missing != result->training.missing ||
        px_decimal_cmp(&result->cumulative.compute.high, &result->training.compute.high) != 0)
        put_total(&lines, &result->cumulative, N_("Cumulative compute"), result->day);
    else
        px_compute_line(&lines, 0, N_("Cumulative compute: the same"), NULL);
    px_builder_char(out, '\n');
    px_compute_line(&lines, 0, N_("Thresholds"), NULL);
    if (!result->n_verdicts)
        px_compute_line(&lines, 3, N_("None of those known here holds on that day"), NULL);
    for (size_t i = 0; i < result->n_verdicts; i++)
        put_verdict(&lines, &result->verdicts[i]);
}
