/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/civil.h"
#include "base/number.h"
#include "base/table.h"
#include "cli/command.h"
#include "cli/output.h"
#include "model/energy.h"

#include "base/banned.h"

/* ---- One stage by options */

/* A quantity with how sure it is: "2e12", or "2e12~5" for 5 percent up and down. */
static int read_given(const px_invocation *run, const char *option, px_given *ret_given,
                      px_error *err)
{
    const char *value = px_invocation_option(run, option);
    px_decimal number, percent, hundred = px_decimal_of(100);
    px_str rest = px_str_of(value), part;
    px_given given = { .given = true };
    int rc;

    if (!value)
        return 0;
    if (!px_str_split(&rest, '~', &part))
        part = PX_STR("");
    rc = px_decimal_parse(part, &number, err);
    if (rc >= 0) {
        given.is = px_quantity_of(number);
        given.is.stated = strchr(value, '~') != NULL;
    }
    if (rc >= 0 && given.is.stated) {
        rc = px_decimal_parse(rest, &percent, err);
        if (rc >= 0 && px_decimal_cmp(&percent, &hundred) > 0)
            rc = px_fail(err, PX_ERR_INVALID, N_("bounds are at most 100 percent away"), NULL);
        if (rc >= 0)
            px_quantity_spread(&given.is, &percent);
    }
    if (rc >= 0)
        *ret_given = given;
    else
        px_error_add(err, "option", option);
    return rc;
}

static int read_quantities(const px_invocation *run, px_plan_stage *stage,
                           px_plan_hardware *hardware, px_plan_energy *energy, px_error *err)
{
    px_plan_architecture *a = &stage->architecture;
    const struct {
        const char *option;
        px_given *into;
    } options[] = {
        { "parameters", &a->parameters }, { "active-parameters", &a->active },
        { "tokens", &a->tokens },         { "epochs", &a->epochs },
        { "compute", &stage->stated },    { "units", &hardware->units },
        { "hours", &hardware->hours },    { "unit-hours", &hardware->unit_hours },
        { "peak", &hardware->peak },      { "utilisation", &hardware->utilisation },
        { "watts", &energy->watts },      { "pue", &energy->pue },
    };
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < PX_COUNT(options); i++)
        rc = read_given(run, options[i].option, options[i].into, err);
    return rc;
}

static int read_architecture(const px_invocation *run, px_plan_stage *stage, px_error *err)
{
    px_plan_architecture *a = &stage->architecture;
    const char *from = px_invocation_option(run, "from");
    int rc = px_invocation_int(run, "context", 1, 1 << 30, 0, &a->context, err);

    if (rc >= 0)
        rc = px_invocation_int(run, "width", 1, 1 << 24, 0, &a->width, err);
    if (rc >= 0 && from)
        rc = px_compute_plan_model(from, run->arena, a, err);
    stage->by_architecture =
        from || a->parameters.given || a->active.given || a->tokens.given || a->epochs.given;
    return rc;
}

/* The hours of the stage are those of its energy, too. */
static void put_energy(const px_plan_hardware *hardware, px_compute_plan *plan,
                       px_plan_energy *energy)
{
    energy->method = PX_ENERGY_POWER;
    energy->boundary = PX_BOUNDARY_ACCELERATOR;
    energy->accelerator = hardware->accelerator;
    energy->unit_hours = hardware->unit_hours;
    if (!energy->unit_hours.given && hardware->units.given && hardware->hours.given)
        energy->unit_hours =
            (px_given){ .given = true,
                        .is = px_quantity_mul(&hardware->units.is, &hardware->hours.is) };
    plan->energy = energy;
    plan->n_energy = 1;
}

static px_str option_text(const px_invocation *run, const char *option, const char *fallback)
{
    const char *value = px_invocation_option(run, option);

    return px_str_of(value ? value : fallback);
}

static int read_modification(const px_invocation *run, px_compute_plan *plan, px_error *err)
{
    const char *original = px_invocation_option(run, "modifies");

    plan->original_systemic = px_invocation_option(run, "systemic-risk") != NULL;
    if (!original && plan->original_systemic)
        return px_fail(err, PX_ERR_USAGE,
                       N_("--systemic-risk is about the original: say --modifies COMPUTE, or "
                          "--modifies unknown"),
                       NULL);
    plan->modification = original != NULL;
    if (!original || strcmp(original, "unknown") == 0)
        return 0;
    return read_given(run, "modifies", &plan->original, err);
}

static int plan_of_options(const px_invocation *run, px_compute_plan **ret_plan, px_error *err)
{
    px_compute_plan *plan = px_arena_alloc(run->arena, sizeof(*plan));
    px_plan_stage *stage = px_arena_alloc(run->arena, sizeof(*stage));
    px_plan_hardware *hardware = px_arena_alloc(run->arena, sizeof(*hardware));
    px_plan_energy *energy = px_arena_alloc(run->arena, sizeof(*energy));
    int rc = read_quantities(run, stage, hardware, energy, err);

    if (rc >= 0)
        rc = read_architecture(run, stage, err);
    if (rc >= 0)
        rc = read_modification(run, plan, err);
    if (rc < 0)
        return rc;
    hardware->accelerator = option_text(run, "accelerator", "");
    hardware->format = option_text(run, "format", "");
    stage->kind = option_text(run, "kind", "pre-training");
    stage->use = option_text(run, "use", "");
    stage->hardware = hardware;
    stage->n_hardware = hardware->accelerator.len || hardware->peak.given ||
                        hardware->units.given || hardware->unit_hours.given;
    if (!stage->by_architecture && !stage->n_hardware && !stage->stated.given)
        return px_fail(err, PX_ERR_USAGE,
                       N_("there is nothing to work out: give a plan, or options such as "
                          "--parameters and --tokens"),
                       NULL);
    if (px_invocation_option(run, "energy") || energy->watts.given || energy->pue.given)
        put_energy(hardware, plan, energy);
    plan->model = option_text(run, "name", "");
    plan->known = option_text(run, "known", "");
    plan->stages = stage;
    plan->n_stages = 1;
    rc = px_compute_plan_check(plan, err);
    if (rc >= 0)
        *ret_plan = plan;
    return rc;
}

/* ---- Tables */

static int print_table(const px_table *table, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    size_t width = px_terminal_width();

    px_table_print(table, &out, width, width > 0 && !getenv("NO_COLOR"));
    px_print(px_builder_view(&out));
    return px_builder_check(&out, err);
}

static int print_accelerators_json(px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_accelerator accelerator;
    px_str rest = PX_STR_NONE, rates, format, rate;
    px_json json;

    px_print_json(&json, &out);
    px_json_key(&json, "accelerators");
    px_json_array(&json);
    while (px_accelerator_next(&rest, &accelerator)) {
        px_json_object(&json);
        px_json_pair_str(&json, "accelerator", accelerator.key);
        px_json_pair_str(&json, "name", accelerator.name);
        px_json_key(&json, "peak");
        px_json_array(&json);
        for (rates = accelerator.rates; px_accelerator_rate_next(&rates, &format, &rate);) {
            px_json_object(&json);
            px_json_pair_str(&json, "format", format);
            px_json_pair_str(&json, "rate", rate);
            px_json_object_end(&json);
        }
        px_json_array_end(&json);
        px_json_pair_str(&json, "watts", accelerator.watts.len ? accelerator.watts : PX_STR_NONE);
        px_json_pair_str(&json, "source", accelerator.source);
        px_json_pair_str(&json, "date", accelerator.date);
        px_json_pair_str(&json, "confidence", accelerator.confidence);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    return px_print_json_end(&json, err);
}

static int print_accelerators(const px_invocation *run, px_error *err)
{
    const px_column columns[] = {
        { px_tr(run->language, N_("accelerator")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("name")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("watts")), PX_ALIGN_RIGHT },
        { px_tr(run->language, N_("peak rates, dense")), PX_ALIGN_LEFT },
    };
    px_accelerator accelerator;
    px_str rest = PX_STR_NONE;
    px_table *table;
    int rc;

    if (run->json)
        return print_accelerators_json(err);
    table = px_table_new(columns, PX_COUNT(columns));
    while (px_accelerator_next(&rest, &accelerator)) {
        px_table_cell(table, accelerator.key);
        px_table_cell(table, accelerator.name);
        px_table_cell(table, accelerator.watts.len ? accelerator.watts : PX_STR("-"));
        px_table_cell(table, accelerator.rates);
    }
    rc = print_table(table, err);
    px_table_free(table);
    return rc;
}

static int print_kinds_json(const px_invocation *run, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_compute_kind kind;
    px_str rest = PX_STR_NONE;
    px_json json;

    px_print_json(&json, &out);
    px_json_key(&json, "kinds");
    px_json_array(&json);
    while (px_compute_kind_next(&rest, px_str_of(px_language_tag(run->language)), &kind)) {
        px_json_object(&json);
        px_json_pair_str(&json, "kind", kind.key);
        px_json_pair_str(&json, "title", kind.title);
        px_json_pair_cstr(&json, "measure", px_compute_measure_name(kind.measure));
        px_json_pair_int(&json, "factor", kind.factor);
        px_json_pair_str(&json, "why", kind.why);
        px_json_pair_str(&json, "source", kind.source);
        px_json_pair_str(&json, "section", kind.section);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    return px_print_json_end(&json, err);
}

static int print_kinds(const px_invocation *run, px_error *err)
{
    static const char *const measures[] = {
        [PX_MEASURE_NONE] = N_("need not be counted"),
        [PX_MEASURE_TRAINING] = N_("counts"),
        [PX_MEASURE_CUMULATIVE] = N_("counts in the cumulative compute"),
    };
    const px_column columns[] = {
        { px_tr(run->language, N_("kind")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("title")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("counts")), PX_ALIGN_LEFT },
    };
    px_compute_kind kind;
    px_str rest = PX_STR_NONE;
    px_table *table;
    int rc;

    if (run->json)
        return print_kinds_json(run, err);
    table = px_table_new(columns, PX_COUNT(columns));
    while (px_compute_kind_next(&rest, px_str_of(px_language_tag(run->language)), &kind)) {
        px_table_cell(table, kind.key);
        px_table_cell(table, kind.title);
        px_table_cell(table, px_str_of(px_tr(run->language, measures[kind.measure])));
    }
    rc = print_table(table, err);
    px_table_free(table);
    return rc;
}

/* ---- The result */

static int print_result(const px_invocation *run, const px_compute_result *result,
                        const px_energy_result *energy, px_error *err)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    size_t width = px_terminal_width();
    px_json json;

    if (run->json) {
        px_print_json(&json, &out);
        px_compute_json(result, run->language, run->arena, &json);
        px_json_key(&json, "energy");
        if (energy->plan->n_energy) {
            px_json_object(&json);
            px_energy_json(energy, run->language, run->arena, &json);
            px_json_object_end(&json);
        } else {
            px_json_null(&json);
        }
        return px_print_json_end(&json, err);
    }
    px_compute_text(result, run->language, run->arena, width, &out);
    if (energy->plan->n_energy)
        px_energy_text(energy, run->language, run->arena, width, &out);
    px_print(px_builder_view(&out));
    return px_builder_check(&out, err);
}

static int model_compute_run(px_invocation *run, px_error *err)
{
    px_str day = option_text(run, "on", "");
    px_compute_plan *plan = NULL;
    px_compute_result *result = NULL;
    px_energy_result *energy = NULL;
    px_civil date;
    int rc;

    if (px_invocation_option(run, "schema"))
        return px_print_schema(run->json ? "compute-estimate.json" : "compute-plan.json", err);
    if (px_invocation_option(run, "accelerators"))
        return print_accelerators(run, err);
    if (px_invocation_option(run, "kinds"))
        return print_kinds(run, err);
    rc = day.len ? px_date_parse(day, &date, err) : 0;
    if (rc >= 0)
        rc = run->n_operands ? px_compute_plan_open(run->operands[0], run->arena, &plan, err)
                             : plan_of_options(run, &plan, err);
    if (rc >= 0)
        rc = px_compute_estimate_plan(plan, day, run->arena, &result, err);
    if (rc >= 0)
        rc = px_energy_estimate_plan(plan, day, run->arena, &energy, err);
    return rc < 0 ? rc : print_result(run, result, energy, err);
}

static const px_option model_compute_options[] = {
    { "from", N_("PATH"), N_("weights or configuration: parameters and layers are read there"), 0,
      false },
    { "parameters", N_("N"), N_("number of parameters"), 0, false },
    { "active-parameters", N_("N"), N_("of a mixture of experts: those used for one token"), 0,
      false },
    { "tokens", N_("N"), N_("tokens of one epoch"), 0, false },
    { "epochs", N_("N"), N_("how often training goes through them (1)"), 0, false },
    { "context", N_("N"), N_("tokens of one sequence in training"), 0, false },
    { "width", N_("N"), N_("width of the model (hidden size)"), 0, false },
    { "accelerator", N_("KEY"), N_("kind of accelerator (--accelerators lists them)"), 0, false },
    { "format", N_("NAME"), N_("format of numbers, such as bf16"), 0, false },
    { "units", N_("N"), N_("how many accelerators"), 0, false },
    { "hours", N_("N"), N_("how long they worked"), 0, false },
    { "unit-hours", N_("N"), N_("hours of all of them, in place of both"), 0, false },
    { "peak", N_("N"), N_("peak operations a second of one, in place of the table's"), 0, false },
    { "utilisation", N_("N"), N_("mean share of the peak, 0 to 1"), 0, false },
    { "compute", N_("N"), N_("operations, as somebody else has worked them out"), 0, false },
    { "use", N_("METHOD"), N_("what counts: architecture, hardware or stated (the higher)"), 0,
      false },
    { "kind", N_("KIND"), N_("what was done (pre-training; --kinds lists them)"), 0, false },
    { "modifies", N_("COMPUTE"),
      N_("it is a modification of a model of that compute, or 'unknown'"), 0, false },
    { "systemic-risk", NULL, N_("the original is a model with systemic risk"), 0, false },
    { "known", N_("DATE"), N_("day on which it was or will be known that a threshold is passed"), 0,
      false },
    { "on", N_("DATE"), N_("by the rules of that day (today)"), 0, false },
    { "energy", NULL, N_("work out the energy of the accelerators, too"), 0, false },
    { "watts", N_("N"), N_("mean power of one, in place of the design power"), 0, false },
    { "pue", N_("N"), N_("power usage effectiveness of the facility"), 0, false },
    { "name", N_("NAME"), N_("name of the model, for the report"), 0, false },
    { "accelerators", NULL, N_("list the accelerators"), 0, false },
    { "kinds", NULL, N_("list the kinds of compute and whether they count"), 0, false },
    { "schema", NULL, N_("print the JSON Schema of plans; with --json, of the estimate"), 0,
      false },
    { 0 },
};

static const px_example model_compute_examples[] = {
    { "model compute --parameters 405e9 --tokens 15.6e12", N_("6 x P x D") },
    { "model compute --parameters 671e9 --active-parameters 37e9 --tokens 14.8e12~2",
      N_("a mixture of experts; the tokens are known within 2 %") },
    { "model compute --accelerator h100-sxm --unit-hours 370000 --utilisation 0.5~10 --energy",
      N_("by hardware, with the energy") },
    { "model compute --parameters 8e9 --tokens 5e9 --kind fine-tuning --modifies 7.2e23",
      N_("does who fine-tunes it become its provider?") },
    { "--json model compute plan.json", N_("several stages, for another program") },
    { NULL, NULL },
};

const px_command px_cmd_model_compute = {
    .name = "model compute",
    .operands = N_("[PLAN]"),
    .summary = N_("estimate the compute and energy of training"),
    .description = N_(
        "Works out the compute of training as the Commission's guidelines say, by the hardware, by "
        "the architecture, or both, and compares it with the thresholds of the AI Act: below, "
        "straddles or above. Several stages stand in a plan, a JSON file that docs/compute.md "
        "explains; one stage can be given by options.\n\n"
        "Numbers are written like 15600000000000, 0.45 or 2.3e25; behind '~' stands by how many "
        "percent one may be off, as in 2e12~5. Where nothing says how sure the inputs are, the 30 "
        "% "
        "that the guidelines allow are taken. All products are exact; only the figure for a notice "
        "is rounded, to two significant figures."),
    .options = model_compute_options,
    .examples = model_compute_examples,
    .max_operands = 1,
    .run = model_compute_run,
};
