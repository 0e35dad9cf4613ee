/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/table.h"
#include "cli/output.h"
#include "duty/fact.h"

#include "base/banned.h"

/* Calls fn for each field that can be claimed: those of the forms, then the facts. */
static void each_field(void (*fn)(void *arg, const px_official_field *field, const char *type),
                       void *arg)
{
    const px_official_form *form;
    size_t n;
    const px_fact *facts = px_fact_all(&n);

    for (size_t i = 0; (form = px_official_form_at(i)); i++)
        for (size_t k = 0; k < form->n_fields; k++)
            if (form->fields[k].level != PX_FIELD_OF_DOCUMENT)
                fn(arg, &form->fields[k], px_field_type_name(form->fields[k].type));
    for (size_t i = 0; i < n; i++)
        fn(arg, &facts[i].field,
           facts[i].is_name ? "name" : px_field_type_name(facts[i].field.type));
}

typedef struct printing {
    px_str language;
    px_table *table;
    px_json *json;
} printing;

static void add_row(void *arg, const px_official_field *field, const char *type)
{
    printing *p = arg;

    px_table_cell(p->table, field->name);
    px_table_cell(p->table, px_str_of(type));
    px_table_cell(p->table, field->unit.ptr ? field->unit : PX_STR(""));
    px_table_cell(p->table, px_bilingual_in(&field->label, p->language));
}

static void add_object(void *arg, const px_official_field *field, const char *type)
{
    printing *p = arg;

    px_json_object(p->json);
    px_json_pair_str(p->json, "field", field->name);
    px_json_pair_cstr(p->json, "type", type);
    px_json_pair_str(p->json, "unit", field->unit.len ? field->unit : PX_STR_NONE);
    px_json_pair_str(p->json, "label", px_bilingual_in(&field->label, p->language));
    px_json_object_end(p->json);
}

static int claims_fields_run(px_invocation *run, px_error *err)
{
    const px_column columns[] = {
        { px_tr(run->language, N_("field")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("type")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("unit")), PX_ALIGN_LEFT },
        { px_tr(run->language, N_("what it says")), PX_ALIGN_LEFT },
    };
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    printing p = { .language = px_str_of(px_language_tag(run->language)) };
    size_t width = px_terminal_width();
    px_json json;

    if (run->json) {
        px_print_json(&json, &out);
        p.json = &json;
        px_json_key(&json, "fields");
        px_json_array(&json);
        each_field(add_object, &p);
        px_json_array_end(&json);
        return px_print_json_end(&json, err);
    }
    p.table = px_table_new(columns, PX_COUNT(columns));
    each_field(add_row, &p);
    px_table_print(p.table, &out, width, width > 0 && !getenv("NO_COLOR"));
    px_table_free(p.table);
    px_print(px_builder_view(&out));
    return 0;
}

static const px_option no_options[] = { { 0 } };

static const px_example claims_fields_examples[] = {
    { "claims fields", N_("lists the fields that can be claimed") },
    { NULL, NULL },
};

const px_command px_cmd_claims_fields = {
    .name = "claims fields",
    .summary = N_("list the fields that can be claimed"),
    .description = N_("Lists the fields of the public summary ('summary.') and of the model "
                      "documentation form ('model.'), and the facts that fields follow from "
                      "('fact.'), with the type of their values, which docs/forms.md tells."),
    .options = no_options,
    .examples = claims_fields_examples,
    .run = claims_fields_run,
};
