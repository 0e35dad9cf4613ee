/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/claim_reading.h"

#include "base/table.h"
#include "cli/output.h"
#include "duty/claim_json.h"
#include "duty/claim_words.h"

#include "base/banned.h"

enum { VALUE_SHOWN = 200 };

int px_claim_reading_open(px_invocation *run, px_house_mode mode, px_claim_reading *ret_reading,
                          px_error *err)
{
    px_claim_reading *r = ret_reading;
    int rc = px_house_open(run->house, mode, &r->house, err);

    if (rc >= 0)
        rc = px_house_reader(r->house, &r->db, err);
    if (rc >= 0 && run->n_operands)
        rc = px_subject_find(r->db, run->arena, px_str_of(run->operands[0]), &r->subject, err);
    if (rc >= 0 && run->n_operands)
        rc = px_subject_name(r->db, run->arena, &r->subject, &r->name, err);
    return rc;
}

void px_claim_reading_close(px_claim_reading *reading)
{
    px_db_close(reading->db);
    px_house_close(reading->house);
}

px_str px_claim_reading_language(const px_invocation *run)
{
    const char *told = px_invocation_option(run, "language");

    return px_str_of(told ? told : px_language_tag(run->language));
}

int px_claim_options_declare(px_db *db, const px_invocation *run, const px_claim_subject *subject,
                             const px_claim_option *options, size_t count, px_error *err)
{
    px_claim *claims = px_arena_array(run->arena, count, sizeof(*claims));
    size_t given = 0;

    for (size_t i = 0; i < count; i++) {
        px_str words = px_str_of(px_invocation_option(run, options[i].option));
        px_claim *claim = &claims[given];
        int rc;

        if (!words.ptr)
            continue;
        *claim = (px_claim){ .subject = *subject,
                             .field = px_str_of(options[i].field),
                             .basis = PX_BASIS_DECLARED };
        rc = px_claim_words_read(run->arena, claim->field, words.len ? words : PX_STR("null"),
                                 px_claim_reading_language(run), &claim->value, err);
        if (rc < 0)
            return rc;
        given++;
    }
    return given ? px_claim_add(db, run->arena, claims, given, "operator", NULL, err) : 0;
}

static const char *level_title(const px_claim *claim)
{
    switch (px_claim_level_of(&claim->subject)) {
    case PX_LEVEL_PROVIDER:
        return N_("provider");
    case PX_LEVEL_MODEL:
        return N_("model");
    default:
        return N_("version");
    }
}

void px_claims_print(const px_invocation *run, const px_claim *claims, size_t count)
{
    const px_language *language = run->language;
    const px_column columns[] = {
        { px_tr(language, N_("field")), PX_ALIGN_LEFT },
        { px_tr(language, N_("basis")), PX_ALIGN_LEFT },
        { px_tr(language, N_("of the")), PX_ALIGN_LEFT },
        { px_tr(language, N_("id")), PX_ALIGN_LEFT },
        { px_tr(language, N_("value")), PX_ALIGN_LEFT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_table *table = px_table_new(columns, PX_COUNT(columns));
    size_t width = px_terminal_width();

    for (size_t i = 0; i < count; i++) {
        const px_claim *claim = &claims[i];

        px_table_cell(table, claim->field);
        px_table_cell(table, px_str_of(px_tr(language, px_basis_title(claim->basis))));
        px_table_cell(table, px_str_of(px_tr(language, level_title(claim))));
        px_table_cell(table, claim->id);
        px_table_cell(table, px_claim_words(run->arena, claim->value,
                                            px_str_of(px_language_tag(language)), VALUE_SHOWN));
    }
    px_table_print(table, &out, width, width > 0 && !getenv("NO_COLOR"));
    px_table_free(table);
    px_print(px_builder_view(&out));
}

int px_claims_print_json(px_json *json, const px_claim *claims, size_t count, px_error *err)
{
    int rc = 0;

    px_json_key(json, "claims");
    px_json_array(json);
    for (size_t i = 0; rc >= 0 && i < count; i++)
        rc = px_claim_json(json, &claims[i], true, err);
    px_json_array_end(json);
    return rc;
}

void px_provider_json(px_json *json, const px_provider *provider)
{
    px_json_object(json);
    px_json_pair_str(json, "id", provider->id);
    px_json_pair_str(json, "slug", provider->slug);
    px_json_pair_str(json, "name", provider->name);
    px_json_pair_int(json, "models", provider->n_models);
    px_json_pair_time(json, "created", provider->created);
    px_json_object_end(json);
}

void px_model_entry_json(px_json *json, const px_model_entry *model)
{
    px_json_object(json);
    px_json_pair_str(json, "id", model->id);
    px_json_pair_str(json, "provider", model->provider_slug);
    px_json_pair_str(json, "slug", model->slug);
    px_json_pair_str(json, "name", model->name);
    px_json_pair_str(json, "family", model->family.len ? model->family : PX_STR_NONE);
    px_json_pair_int(json, "versions", model->n_versions);
    px_json_pair_time(json, "created", model->created);
    px_json_object_end(json);
}
