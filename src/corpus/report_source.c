/* SPDX-License-Identifier: EUPL-1.2 */
/* The sources of a manifest in both reports. */
#include "base/macro.h"
#include "corpus/report_json_priv.h"
#include "corpus/report_text_priv.h"
#include "corpus/source_kind.h"

#include "base/banned.h"

/* ---- As text */

static px_str kind_title(const px_text_report *t, px_str key)
{
    px_source_kind kind;

    if (px_source_kind_find(key, px_str_of(px_language_tag(t->language)), &kind))
        return kind.title;
    return px_str_of(px_tr(t->language, N_("(not known)")));
}

static void text_sources(const px_text_report *t, const px_source_set *set)
{
    static const px_column columns[] = {
        { N_("source"), PX_ALIGN_LEFT },     { N_("kind"), PX_ALIGN_LEFT },
        { N_("documents"), PX_ALIGN_RIGHT }, { N_("content bytes"), PX_ALIGN_RIGHT },
        { N_("share"), PX_ALIGN_RIGHT },
    };
    uint64_t whole = t->report->result->total.figures[PX_FIGURE_CONTENT];
    px_table *table = px_text_table(t, columns, PX_COUNT(columns));

    for (size_t i = 0; i < set->count; i++) {
        const px_source *source = &set->sources[i].declared;

        px_table_cell(table, source->name.len
                                 ? source->name
                                 : px_str_of(px_tr(t->language, N_("(of no source)"))));
        px_table_cell(table, kind_title(t, source->kind));
        px_text_int(t, table, px_set_sum(&set->sets[i], PX_FIGURE_DOCUMENTS));
        px_text_int(t, table, px_set_sum(&set->sets[i], PX_FIGURE_CONTENT));
        px_text_share(t, table, px_set_sum(&set->sets[i], PX_FIGURE_CONTENT), whole);
    }
    px_text_table_end(t, table);
}

static void text_large(const px_text_report *t, const px_source_set *set)
{
    static const px_column columns[] = {
        { N_("large public dataset"), PX_ALIGN_LEFT },
        { N_("modality"), PX_ALIGN_LEFT },
        { N_("compared by"), PX_ALIGN_LEFT },
        { N_("of public datasets"), PX_ALIGN_RIGHT },
        { N_("of all"), PX_ALIGN_RIGHT },
    };
    px_table *table = px_text_table(t, columns, PX_COUNT(columns));

    for (size_t i = 0; i < set->n_large; i++) {
        const px_large_set *large = &set->large[i];

        px_table_cell(table, large->set->name);
        px_table_cell(table, px_str_of(px_tr(t->language, px_modality_title(large->modality))));
        px_table_cell(table, px_str_of(px_tr(t->language, px_figure_title(large->unit))));
        px_text_share(t, table, large->amount, large->of_public);
        px_text_share(t, table, large->amount, large->of_all);
    }
    px_text_table_end(t, table);
    px_text_sentence(t,
                     N_("Listed by name: public datasets from {percent} % of a modality on, of all "
                        "public datasets or of all data"),
                     "percent", (uint64_t)px_summary_rule_of("large-dataset").number, NULL, 0);
}

void px_report_text_sources(const px_text_report *t)
{
    const px_source_set *set = &t->report->result->sources;

    if (set->count == 0)
        return;
    text_sources(t, set);
    if (set->n_large)
        text_large(t, set);
}

/* ---- As JSON */

static void json_declared(px_json *json, const px_source *source)
{
    const struct {
        const char *key;
        px_str value;
    } texts[] = {
        { "kind", source->kind },
        { "snapshot", source->snapshot },
        { "link", source->link },
        { "licence", source->licence },
        { "description", source->description },
        { "crawler", source->crawler },
        { "crawled_by", source->crawled_by },
        { "known", source->known },
        { "stages", source->stages },
    };

    for (size_t i = 0; i < PX_COUNT(texts); i++)
        if (texts[i].value.len)
            px_json_pair_str(json, texts[i].key, texts[i].value);
    if (source->epochs != 1000)
        px_json_pair_int(json, "thousandths_of_epochs", (long long)source->epochs);
}

static void json_source(px_json *json, const px_measured_source *source, const px_set *set)
{
    px_json_object(json);
    px_json_pair_str(json, "source", source->declared.name);
    json_declared(json, &source->declared);
    px_report_json_dates(json, source->first, source->last);
    px_json_key(json, "modalities");
    px_json_array(json);
    for (int m = 0; m < PX_MODALITY_COUNT; m++) {
        if (set->figures[m][PX_FIGURE_DOCUMENTS] == 0)
            continue;
        px_json_object(json);
        px_json_pair_cstr(json, "modality", px_modality_name((px_modality)m));
        px_report_json_figures(json, set->figures[m]);
        px_json_object_end(json);
    }
    px_json_array_end(json);
    px_json_object_end(json);
}

static void json_large(px_json *json, const px_large_set *large)
{
    px_json_object(json);
    px_json_pair_str(json, "source", large->set->name);
    px_json_pair_cstr(json, "modality", px_modality_name(large->modality));
    px_json_pair_cstr(json, "compared_by", px_figure_name(large->unit));
    px_json_pair_int(json, "amount", (long long)large->amount);
    px_json_pair_int(json, "of_public_datasets", (long long)large->of_public);
    px_json_pair_int(json, "of_all", (long long)large->of_all);
    px_json_pair_bool(json, "large_by_public_datasets", large->large_by_public);
    px_json_pair_bool(json, "large_by_all", large->large_by_all);
    px_json_object_end(json);
}

void px_report_json_sources(px_json *json, const px_source_set *set)
{
    px_summary_rule rule = px_summary_rule_of("large-dataset");

    if (set->count == 0)
        return;
    px_json_key(json, "sources");
    px_json_array(json);
    for (size_t i = 0; i < set->count; i++)
        json_source(json, &set->sources[i], &set->sets[i]);
    px_json_array_end(json);
    px_json_key(json, "large_datasets");
    px_json_object(json);
    px_json_pair_int(json, "percent", rule.number);
    px_json_pair_str(json, "rule", rule.source);
    px_json_pair_str(json, "confidence", rule.confidence);
    px_json_key(json, "list");
    px_json_array(json);
    for (size_t i = 0; i < set->n_large; i++)
        json_large(json, &set->large[i]);
    px_json_array_end(json);
    px_json_object_end(json);
}
