/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/table.h"
#include "cli/claim_reading.h"
#include "cli/output.h"
#include "corpus/source_kind.h"
#include "duty/claim_import.h"
#include "duty/claim_json.h"
#include "duty/claim_words.h"

#include "base/banned.h"

enum { VALUE_SHOWN = 120 };

static const char *const outcome_titles[PX_CLAIM_OUTCOME_COUNT] = {
    [PX_CLAIM_MADE] = N_("new"),
    [PX_CLAIM_REPLACED] = N_("supersedes"),
    [PX_CLAIM_UNCHANGED] = N_("the same"),
};

static int import_read(px_invocation *run, px_claim_import *import, px_error *err)
{
    const char *told = px_invocation_option(run, "kind"), *of = px_invocation_option(run, "source");
    px_import_kind kind = PX_IMPORT_KIND_COUNT, found;
    px_source_kind source;
    int rc = 0;

    if (told && !px_import_kind_find(px_str_of(told), &kind))
        return px_fail(err, PX_ERR_USAGE,
                       N_("there is no kind of file '{kind}'; use card, dataset, inspection, "
                          "config, corpus, compute, claims or weights"),
                       "kind", told, NULL);
    if (of && !px_source_kind_find(px_str_of(of), PX_STR("en"), &source))
        return px_fail(err, PX_ERR_USAGE,
                       N_("there is no kind of source '{kind}'; use public-dataset, licensed, "
                          "private, crawled, user-data, synthetic or other"),
                       "kind", of, NULL);
    import->source_kind = px_str_of(of);
    for (size_t i = 1; rc >= 0 && i < run->n_operands; i++) {
        rc = px_claim_import_file(import, run->operands[i], kind, &found, err);
        if (rc >= 0)
            px_say(run, N_("{path}: {kind}"), "path", run->operands[i], "kind",
                   px_tr(run->language, px_import_kind_title(found)), NULL);
    }
    return rc;
}

static void report_contradictions(const px_invocation *run, const px_import_order *order)
{
    for (size_t i = 0; i < order->ret_n_contradictions; i++) {
        const px_contradiction *c = &order->ret_contradictions[i];

        px_say(run, N_("contradiction: {words} ({rule}); to resolve it: {remedy}"), "words",
               px_tr(run->language, c->text), "rule", c->rule, "remedy",
               px_tr(run->language, c->remedy), NULL);
    }
}

static void report_text(const px_invocation *run, const px_import_order *order)
{
    const px_claim_import *import = order->import;
    const px_language *language = run->language;
    const px_column columns[] = {
        { px_tr(language, N_("field")), PX_ALIGN_LEFT },
        { px_tr(language, N_("basis")), PX_ALIGN_LEFT },
        { px_tr(language, N_("what becomes of it")), PX_ALIGN_LEFT },
        { px_tr(language, N_("value")), PX_ALIGN_LEFT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_table *table = px_table_new(columns, PX_COUNT(columns));
    size_t width = px_terminal_width();

    for (size_t i = 0; i < import->n_claims; i++) {
        const px_claim *claim = &import->claims[i];

        px_table_cell(table, claim->field);
        px_table_cell(table, px_str_of(px_tr(language, px_basis_title(claim->basis))));
        px_table_cell(table, px_str_of(px_tr(language, outcome_titles[order->ret_outcomes[i]])));
        px_table_cell(table, px_claim_words(run->arena, claim->value,
                                            px_str_of(px_language_tag(language)), VALUE_SHOWN));
    }
    px_table_print(table, &out, width, width > 0 && !getenv("NO_COLOR"));
    px_table_free(table);
    px_print(px_builder_view(&out));
    for (size_t i = 0; i < import->n_missed; i++)
        px_say(run, N_("{path}: not placed: {what}"), "path",
               px_arena_cstr(run->arena, import->missed[i].file), "what",
               px_tr(language, px_arena_cstr(run->arena, import->missed[i].what)), NULL);
    report_contradictions(run, order);
}

static void json_contradictions(px_json *json, const px_import_order *order)
{
    px_json_key(json, "contradictions");
    px_json_array(json);
    for (size_t i = 0; i < order->ret_n_contradictions; i++) {
        const px_contradiction *c = &order->ret_contradictions[i];

        px_json_object(json);
        px_json_pair_cstr(json, "rule", c->rule);
        px_json_pair_str(json, "first", c->first->field);
        px_json_pair_str(json, "second", c->second ? c->second->field : c->first->field);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static int report_json(const px_import_order *order, bool preview, px_error *err)
{
    const px_claim_import *import = order->import;
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_json json;
    int rc = 0;

    px_print_json(&json, &out);
    px_json_pair_bool(&json, "preview", preview);
    px_json_key(&json, "claims");
    px_json_array(&json);
    for (size_t i = 0; rc >= 0 && i < import->n_claims; i++) {
        px_json_object(&json);
        px_json_pair_cstr(&json, "outcome", px_claim_outcome_name(order->ret_outcomes[i]));
        px_json_key(&json, "claim");
        rc = px_claim_json(&json, &import->claims[i], false, err);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    px_json_key(&json, "not_placed");
    px_json_array(&json);
    for (size_t i = 0; i < import->n_missed; i++) {
        px_json_object(&json);
        px_json_pair_str(&json, "file", import->missed[i].file);
        px_json_pair_str(&json, "what", import->missed[i].what);
        px_json_object_end(&json);
    }
    px_json_array_end(&json);
    json_contradictions(&json, order);
    return rc < 0 ? rc : px_print_json_end(&json, err);
}

static int claims_import_run(px_invocation *run, px_error *err)
{
    PX_AUTO_CLAIM_READING px_claim_reading reading = { 0 };
    bool preview = px_invocation_option(run, "preview") != NULL;
    px_claim_import import = { .arena = run->arena };
    px_import_order order = { .import = &import, .author = "operator" };
    int rc = px_claim_reading_open(run, PX_HOUSE_WRITE, &reading, err);

    if (rc >= 0)
        rc = px_claim_import_start(&import, run->arena, preview ? NULL : reading.house, reading.db,
                                   &reading.subject, err);
    if (rc >= 0)
        rc = import_read(run, &import, err);
    if (rc >= 0)
        rc = (preview ? px_house_try : px_house_write)(reading.house, px_claim_import_deed, &order,
                                                       err);
    if (rc < 0)
        return rc;
    if (run->json)
        return report_json(&order, preview, err);
    report_text(run, &order);
    if (preview)
        px_say(run, N_("nothing was added: this was a preview"), NULL);
    return 0;
}

static const px_option claims_import_options[] = {
    { "preview", NULL, N_("show what would become of it, and add nothing") },
    { "kind", N_("KIND"),
      N_("what the files are, where they are not to be recognised: card, dataset, inspection, "
         "config, corpus, compute, claims or weights") },
    { "source", N_("KIND"),
      N_("what the datasets that are described are to the provider: public-dataset, licensed, "
         "private, crawled, user-data, synthetic or other") },
    { 0 },
};

static const px_example claims_import_examples[] = {
    { "claims import lab/one weights README.md", N_("from a folder of weights and a model card") },
    { "claims import lab/one --preview crawl.partial",
      N_("shows what a corpus scan would fill in") },
    { NULL, NULL },
};

const px_command px_cmd_claims_import = {
    .name = "claims import",
    .operands = N_("SUBJECT FILE..."),
    .summary = N_("make claims of what files say"),
    .description =
        N_("Makes claims of files, each recognised by what it holds: a folder or file of weights "
           "or a configuration, what 'praxis model inspect --json' printed of them, and the "
           "result of a corpus scan (measured); a model card, Croissant or dataset cards, and the "
           "result of 'praxis model compute --json' (declared); and what 'praxis claims export' "
           "wrote. All of them are added at once or none. The house keeps each file of at most 64 "
           "MiB that is no weights as evidence of what it said.\n\n"
           "What stands already is not added again. What a file says and no field asks for is "
           "named. Of a card with tables of several models, the row with most words of the "
           "model's or version's name counts."),
    .options = claims_import_options,
    .examples = claims_import_examples,
    .min_operands = 2,
    .max_operands = 1000,
    .run = claims_import_run,
};
