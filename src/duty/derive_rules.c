/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of what follows from what, and how. */
#include "base/json_read.h"
#include "duty/derive.h"
#include "duty/derive_corpus.h"
#include "duty/model_entry.h"
#include "duty/official_value.h"
#include "model/decimal.h"

#include "base/banned.h"

enum { HOURS_FIGURES = 4, AUTH_FILES_MAX = 200 };

static json_t *derive_copy(derivation *d)
{
    return d->in[0] ? json_deep_copy(d->in[0]) : NULL;
}

/* ---- Properties of the model */

static const char *number_text(derivation *d, size_t at)
{
    char buffer[32];

    return d->in[at] ? px_arena_cstr(d->arena, px_value_number(d->in[at], buffer)) : NULL;
}

/* One line of what the configuration says; only what is known stands there. */
static json_t *derive_architecture(derivation *d)
{
    static const char *const messages[] = { NULL, N_("{words}, {number} layers"),
                                            N_("{words}, width {number}"),
                                            N_("{words}, {number} experts") };
    json_t *words;

    if (!json_is_string(d->in[0]))
        return NULL;
    words = derive_text(px_json_text(d->in[0]));
    for (size_t i = 1; i < PX_COUNT(messages); i++) {
        const char *number = number_text(d, i);
        json_t *en, *fr;

        if (!number)
            continue;
        en = derive_words(messages[i], "words", json_string_value(json_object_get(words, "en")),
                          "number", number, NULL);
        fr = derive_words(messages[i], "words", json_string_value(json_object_get(words, "fr")),
                          "number", number, NULL);
        json_object_set(words, "en", json_object_get(en, "en"));
        json_object_set(words, "fr", json_object_get(fr, "fr"));
        json_decref(en);
        json_decref(fr);
    }
    return words;
}

static json_t *derive_input_size(derivation *d)
{
    const char *context = number_text(d, 0);
    json_t *by_modality;

    if (!context)
        return NULL;
    by_modality = json_object();
    json_object_set_new(
        by_modality, "text",
        derive_words(N_("{count} tokens, input and output together"), "count", context, NULL));
    return by_modality;
}

/* A line for each file of weights. */
static json_t *derive_authenticity(derivation *d)
{
    PX_AUTO_BUILDER px_builder lines = PX_BUILDER_INIT(PX_FIELD_TEXT_MAX);

    for (size_t i = 0; i < PX_MIN(json_array_size(d->in[0]), (size_t)AUTH_FILES_MAX); i++) {
        const json_t *file = json_array_get(d->in[0], i);

        px_builder_format(&lines, "%sSHA-256 %.*s  %.*s", i ? "\n" : "",
                          PX_STR_ARG(px_json_text_at(file, "sha256")),
                          PX_STR_ARG(px_json_text_at(file, "name")));
    }
    return px_builder_view(&lines).len && px_builder_check(&lines, NULL) == 0
               ? derive_text(px_builder_view(&lines))
               : NULL;
}

static void row_copy(json_t *row, const char *key, const json_t *from, const char *from_key)
{
    json_t *value = json_object_get(from, from_key);

    if (value)
        json_object_set(row, key, value);
}

/* The models that this one modifies; the link is that of their summary where it is known. */
static json_t *derive_dependencies(derivation *d)
{
    json_t *rows;

    if (!json_array_size(d->in[0]))
        return NULL;
    rows = json_array();
    for (size_t i = 0; i < json_array_size(d->in[0]); i++) {
        const json_t *base = json_array_get(d->in[0], i);
        json_t *row = json_object();

        row_copy(row, "name", base, "name");
        row_copy(row, "version", base, "version");
        row_copy(row, "link", base, json_object_get(base, "summary") ? "summary" : "link");
        json_array_append_new(rows, row);
    }
    return rows;
}

static json_t *derive_licence(derivation *d)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(4096);

    for (size_t i = 0; i < 2; i++)
        if (json_is_string(d->in[i]))
            px_builder_format(&text, "%s%s", text.len ? ", " : "", json_string_value(d->in[i]));
    return text.len ? derive_text(px_builder_view(&text)) : NULL;
}

/* Days by the clock, and days of accelerators from their hours. */
static json_t *derive_time(derivation *d)
{
    px_decimal hours, day = px_decimal_of(24), days;
    const char *told = number_text(d, 1);
    json_t *numbers = json_object();

    if (d->in[0])
        json_object_set(numbers, "wall_clock", (json_t *)d->in[0]);
    if (told && px_decimal_parse(px_str_of(told), &hours, NULL) >= 0) {
        px_str text;

        days = px_decimal_divide(&hours, &day, HOURS_FIGURES, NULL);
        text = px_decimal_text(d->arena, &days);
        json_object_set_new(numbers, "hardware", json_stringn(text.ptr, text.len));
    }
    if (json_object_size(numbers))
        return numbers;
    json_decref(numbers);
    return NULL;
}

/* ---- The provider */

static json_t *derive_signatory(derivation *d)
{
    for (size_t i = 0; i < json_array_size(d->in[0]); i++)
        if (strcmp(json_string_value(json_array_get(d->in[0], i)), "copyright") == 0)
            return json_true();
    return json_is_array(d->in[0]) ? json_false() : NULL;
}

static json_t *derive_representative(derivation *d)
{
    json_t *value;

    if (!json_is_false(d->in[0]))
        return NULL;
    value = json_object();
    json_object_set_new(value, "not_applicable",
                        derive_words(N_("the provider is established in the Union"), NULL));
    return value;
}

/* ---- What the house knows by itself */

static json_t *derive_provider_name(derivation *d)
{
    px_provider provider;

    if (px_provider_get(d->db, d->arena, d->subject.provider, &provider, NULL) < 0)
        return NULL;
    return derive_text(provider.name);
}

static void entry_row(json_t *rows, const px_model_entry *model, px_str version, bool collection)
{
    json_t *row = json_object();

    json_object_set_new(row, "name", json_stringn(model->name.ptr, model->name.len));
    if (collection && model->family.len)
        json_object_set_new(row, "collection", json_stringn(model->family.ptr, model->family.len));
    if (version.len)
        json_object_set_new(row, "version", json_stringn(version.ptr, version.len));
    json_array_append_new(rows, row);
}

/* The model with the versions that are kept of it. */
static json_t *entry_names(derivation *d, bool collection)
{
    px_model_version *versions;
    px_model_entry model;
    json_t *rows;
    size_t n;

    if (px_model_entry_get(d->db, d->arena, d->subject.model, &model, NULL) < 0 ||
        px_model_version_list(d->db, d->arena, model.row, &versions, &n, NULL) < 0)
        return NULL;
    rows = json_array();
    if (n == 0)
        entry_row(rows, &model, PX_STR(""), collection);
    for (size_t i = 0; i < n; i++)
        entry_row(rows, &model, versions[i].name, collection);
    return rows;
}

static json_t *derive_form_names(derivation *d)
{
    return entry_names(d, true);
}

static json_t *derive_summary_names(derivation *d)
{
    return entry_names(d, false);
}

/* ---- The table */

const derive_rule derive_rules[] = {
    { "model.g.provider",
      N_("name of the provider"),
      { 0 },
      derive_provider_name,
      PX_LEVEL_PROVIDER },
    { "model.g.name", N_("names of model and versions"), { 0 }, derive_form_names, PX_LEVEL_MODEL },
    { "summary.1.2.a",
      N_("names of model and versions"),
      { 0 },
      derive_summary_names,
      PX_LEVEL_MODEL },
    { "summary.1.1.b",
      N_("place of establishment"),
      { "fact.provider.outside_union" },
      derive_representative,
      0 },
    { "summary.3.1.a", N_("chapters signed"), { "fact.provider.chapters" }, derive_signatory, 0 },
    { "summary.1.2.b", N_("models modified"), { "fact.base_models" }, derive_dependencies, 0 },
    { "model.g.deps", N_("models modified"), { "fact.base_models" }, derive_dependencies, 0 },
    { "summary.1.2.c", N_("same date"), { "model.g.union" }, derive_copy, 0 },
    { "model.g.auth", N_("hashes of weights"), { "fact.weights_sha256" }, derive_authenticity, 0 },
    { "model.p.arch",
      N_("architecture in words"),
      { "fact.architecture", "fact.layers", "fact.hidden_size", "fact.experts" },
      derive_architecture,
      0 },
    { "model.p.in", N_("modalities of the files"), { "fact.modalities_in" }, derive_copy, 0 },
    { "model.p.out", N_("modalities of the files"), { "fact.modalities_out" }, derive_copy, 0 },
    { "model.p.inmax", N_("context length"), { "fact.context" }, derive_input_size, 0 },
    { "model.p.size", N_("parameters counted"), { "fact.parameters" }, derive_copy, 0 },
    { "model.d.lic",
      N_("licence by its identifier"),
      { "fact.licence", "fact.licence_link" },
      derive_licence,
      0 },
    { "model.c.time.a",
      N_("days and accelerator hours / 24"),
      { "fact.training_days", "fact.accelerator_hours" },
      derive_time,
      0 },
    { "model.c.flop.a", N_("training compute"), { "fact.compute" }, derive_copy, 0 },
    { "model.c.how", N_("method of the estimate"), { "fact.compute_method" }, derive_copy, 0 },
    { "model.e.mwh", N_("energy"), { "fact.energy" }, derive_copy, 0 },
    { "model.e.how", N_("method of the estimate"), { "fact.energy_method" }, derive_copy, 0 },
    { "summary.1.3.a",
      N_("modalities of the corpus"),
      { "fact.corpus.size" },
      derive_corpus_modalities,
      0 },
    { "model.x.type",
      N_("modalities of the corpus"),
      { "fact.corpus.size" },
      derive_corpus_modalities,
      0 },
    { "summary.1.3.b", N_("size of the corpus"), { "fact.corpus.size" }, derive_copy, 0 },
    { "model.x.n.a", N_("size of the corpus"), { "fact.corpus.size" }, derive_corpus_points, 0 },
    { "summary.1.3.d", N_("latest item of the corpus"), { "fact.corpus.last" }, derive_copy, 0 },
    { "summary.1.3.e",
      N_("languages of the corpus"),
      { "fact.corpus.languages" },
      derive_corpus_languages,
      0 },
    { "model.x.prov",
      N_("kinds of source"),
      { "fact.corpus.sources", "fact.datasets" },
      derive_corpus_provenance,
      0 },
    { "summary.2.1.a",
      N_("kinds of source"),
      { "fact.corpus.sources", "fact.datasets" },
      derive_corpus_public,
      0 },
    { "summary.2.1.b",
      N_("kinds of source"),
      { "fact.corpus.sources", "fact.datasets" },
      derive_corpus_public_kinds,
      0 },
    { "summary.2.1.c",
      N_("3 % rule, both readings"),
      { "fact.corpus.large_sets" },
      derive_corpus_large_sets,
      0 },
    { "summary.2.1.d",
      N_("other public datasets"),
      { "fact.corpus.sources", "fact.corpus.large_sets", "fact.datasets" },
      derive_corpus_other_sets,
      0 },
    { "summary.2.2.1.a",
      N_("kinds of source"),
      { "fact.corpus.sources", "fact.datasets" },
      derive_corpus_licensed,
      0 },
    { "summary.2.2.1.b",
      N_("kinds of source"),
      { "fact.corpus.sources", "fact.datasets" },
      derive_corpus_licensed_kinds,
      0 },
    { "summary.2.2.2.a",
      N_("kinds of source"),
      { "fact.corpus.sources", "fact.datasets" },
      derive_corpus_private,
      0 },
    { "summary.2.2.2.b",
      N_("kinds of source"),
      { "fact.corpus.sources", "fact.datasets" },
      derive_corpus_private_kinds,
      0 },
    { "summary.2.2.2.c", N_("kinds of source"), { "fact.corpus.sources" }, derive_corpus_known, 0 },
    { "summary.2.3.a", N_("kinds of source"), { "fact.corpus.sources" }, derive_corpus_crawled, 0 },
    { "summary.2.3.b",
      N_("crawlers of the manifest"),
      { "fact.corpus.crawlers" },
      derive_corpus_crawlers,
      0 },
    { "summary.2.3.e",
      N_("dates of what was crawled"),
      { "fact.corpus.crawlers" },
      derive_corpus_periods,
      0 },
    { "summary.2.3.g",
      N_("kinds of source"),
      { "fact.corpus.sources" },
      derive_corpus_crawled_kinds,
      0 },
    { "summary.2.3.h", N_("most relevant domains"), { "fact.corpus.domains" }, derive_copy, 0 },
    { "summary.2.4.a",
      N_("kinds of source"),
      { "fact.corpus.sources" },
      derive_corpus_no_users,
      0 },
    { "summary.2.4.b",
      N_("kinds of source"),
      { "fact.corpus.sources" },
      derive_corpus_no_users,
      0 },
    { "summary.2.5.a",
      N_("kinds of source"),
      { "fact.corpus.sources", "fact.datasets" },
      derive_corpus_synthetic,
      0 },
    { "summary.2.5.b",
      N_("kinds of source"),
      { "fact.corpus.sources", "fact.datasets" },
      derive_corpus_synthetic_kinds,
      0 },
    { "summary.2.6.a",
      N_("kinds of source"),
      { "fact.corpus.sources", "fact.datasets" },
      derive_corpus_other,
      0 },
};
const size_t derive_rule_count = PX_COUNT(derive_rules);
