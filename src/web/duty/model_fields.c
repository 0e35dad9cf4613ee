/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/duty/model_fields.h"

#include "base/json_canonical.h"
#include "duty/filled_claims.h"
#include "web/duty/check_view.h"
#include "web/duty/value_short.h"
#include "web/page_part.h"
#include "web/templates.h"

#include "base/banned.h"

int px_model_fields_read(const px_request *request, const px_model_entry *model,
                         const px_contradiction *contradictions, size_t n_contradictions,
                         px_model_fields *ret_fields, px_error *err)
{
    px_claim_subject subject = { .provider = model->provider, .model = model->row };
    const px_check_context context = { px_check_today(request), contradictions, n_contradictions };
    const px_official_form *form;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < PX_MODEL_FORMS && (form = px_official_form_at(i)); i++) {
        rc = px_filled_from_claims(request->db, request->arena, &subject, form,
                                   &ret_fields->forms[i], err);
        if (rc < 0)
            break;
        px_checked_filled(request->arena, &ret_fields->forms[i], &context, &ret_fields->checked[i]);
        ret_fields->n_forms++;
    }
    return rc;
}

void px_model_fields_free(px_model_fields *fields)
{
    for (size_t i = 0; i < fields->n_forms; i++)
        px_filled_free(&fields->forms[i]);
}

/* ---- The page */

/* What is shown of one form. */
typedef struct form_shown {
    const px_request *request;
    const px_model_entry *model;
    const px_filled_form *filled;
    const px_checked *checked;
} form_shown;

/* Findings of these severities at one field, or on the document as a whole. */
static const px_view_check_list *findings_at(const form_shown *f, px_str field, unsigned severities)
{
    const px_check_wish wish = { .model = f->model, .field = &field, .severities = severities };

    return px_check_list_show(f->request, f->checked, &wish);
}

static px_view_duty_model_field show_field(const form_shown *f, const px_filled_field *field)
{
    const px_request *request = f->request;
    const px_official_field *official = field->field;
    const unsigned errors = 1u << PX_SEVERITY_ERROR;
    px_view_duty_model_field row = {
        .id = official->id,
        .label = px_bilingual_in(&official->label, px_part_tag(request)),
        .link = px_duty_model_link(
            request, f->model,
            px_arena_format(request->arena, "/fields/%.*s", PX_STR_ARG(official->name))),
        .value = px_value_short(request, official, field->value),
        .basis = field->has_basis ? px_str_of(px_basis_name(field->basis)) : PX_STR(""),
        .basis_title = field->has_basis
                           ? px_str_of(px_tr(request->language, px_basis_title(field->basis)))
                           : PX_STR(""),
        .recipients = px_duty_recipients(request, official),
        .errors = findings_at(f, official->id, errors),
        .remarks = findings_at(f, official->id, PX_CHECK_ALL & ~errors),
    };

    row.remark_count = row.remarks ? (long long)row.remarks->n_findings : 0;
    return row;
}

static void show_missing(const form_shown *f, px_view_duty_model_form *view)
{
    const px_filled_form *filled = f->filled;
    size_t n = filled->form->n_fields;
    px_view_duty_model_field *rows = px_arena_array(f->request->arena, n, sizeof(*rows));

    for (size_t i = 0; i < n; i++) {
        const px_filled_field *field = &filled->fields[i];

        view->filled += field->value && field->field->level != PX_FIELD_OF_DOCUMENT;
        if (px_filled_is_missing(filled, field))
            rows[view->n_missing++] = show_field(f, field);
    }
    view->missing = rows;
    view->missing_count = (long long)view->n_missing;
    view->asked = view->filled + view->missing_count;
}

/* The sections that have answers, each with them. */
static void show_sections(const form_shown *f, px_view_duty_model_form *view)
{
    const px_request *request = f->request;
    const px_filled_form *filled = f->filled;
    const px_official_form *form = filled->form;
    px_view_duty_model_section *sections =
        px_arena_array(request->arena, form->n_sections, sizeof(*sections));

    for (size_t s = 0; s < form->n_sections; s++) {
        px_view_duty_model_field *rows =
            px_arena_array(request->arena, form->n_fields, sizeof(*rows));
        size_t n = 0;

        for (size_t i = 0; i < form->n_fields; i++)
            if (filled->fields[i].value &&
                px_str_eq(filled->fields[i].field->section, form->sections[s].id))
                rows[n++] = show_field(f, &filled->fields[i]);
        if (n)
            sections[view->n_sections++] = (px_view_duty_model_section){
                .findings = findings_at(f, form->sections[s].id, PX_CHECK_ALL),
                .title = px_bilingual_in(&form->sections[s].title, px_part_tag(request)),
                .fields = rows,
                .n_fields = n,
            };
    }
    view->sections = sections;
}

const px_view_duty_model_form *px_model_fields_show(const px_request *request,
                                                    const px_model_entry *model,
                                                    const px_model_fields *fields,
                                                    size_t *ret_count)
{
    px_view_duty_model_form *forms = px_arena_array(request->arena, PX_MODEL_FORMS, sizeof(*forms));

    for (size_t i = 0; i < fields->n_forms; i++) {
        const px_official_form *form = fields->forms[i].form;
        const form_shown f = { request, model, &fields->forms[i], &fields->checked[i] };

        forms[i] = (px_view_duty_model_form){
            .name = form->name,
            .title = px_bilingual_in(&form->title, px_part_tag(request)),
            .draft = px_duty_model_link(
                request, model,
                px_arena_format(request->arena, "/draft/%.*s", PX_STR_ARG(form->name))),
            .counts = px_check_counts_show(
                request, f.checked,
                px_duty_model_link(
                    request, model,
                    px_arena_format(request->arena, "/check/%.*s", PX_STR_ARG(form->name)))),
            .whole = findings_at(&f, PX_STR(""), PX_CHECK_ALL),
        };
        show_missing(&f, &forms[i]);
        show_sections(&f, &forms[i]);
    }
    *ret_count = fields->n_forms;
    return forms;
}

/* ---- The twin */

int px_model_fields_json(px_json *json, const px_language *language, const px_model_fields *fields,
                         px_error *err)
{
    int rc = 0;

    px_json_key(json, "forms");
    px_json_array(json);
    for (size_t i = 0; i < fields->n_forms; i++) {
        const px_filled_form *filled = &fields->forms[i];

        px_json_object(json);
        px_json_pair_str(json, "form", filled->form->name);
        px_json_key(json, "fields");
        px_json_array(json);
        for (size_t k = 0; rc >= 0 && k < filled->form->n_fields; k++) {
            const px_filled_field *field = &filled->fields[k];

            px_json_object(json);
            px_json_pair_str(json, "field", field->field->name);
            px_json_pair_bool(json, "missing", px_filled_is_missing(filled, field));
            if (field->value) {
                px_json_key(json, "value");
                rc = px_json_canonical_put(json, field->value, err);
            }
            if (field->has_basis)
                px_json_pair_cstr(json, "basis", px_basis_name(field->basis));
            px_json_object_end(json);
        }
        px_json_array_end(json);
        px_json_key(json, "check");
        px_json_object(json);
        px_check_report_json(json, language, &fields->checked[i]);
        px_json_object_end(json);
        px_json_object_end(json);
    }
    px_json_array_end(json);
    return rc;
}
