/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/duty/model_documents.h"

#include "web/duty/opening_view.h"
#include "web/page_part.h"
#include "web/templates.h"

#include "base/banned.h"

static bool is_summary(const px_published *p)
{
    return px_str_is(p->form, PX_FORM_SUMMARY);
}

int px_model_documents_read(const px_request *request, const px_model_entry *model, bool inside,
                            px_model_documents *ret_documents, px_error *err)
{
    size_t kept = 0;
    int rc = px_register_of_model(request->db, request->arena, model->row, &ret_documents->rows,
                                  &ret_documents->count, err);

    for (size_t i = 0; rc >= 0 && i < ret_documents->count; i++)
        if (inside || is_summary(&ret_documents->rows[i]) || ret_documents->rows[i].n_openings)
            ret_documents->rows[kept++] = ret_documents->rows[i];
    if (rc >= 0)
        ret_documents->count = kept;
    return rc;
}

/* Whose view of it whoever asks may read. */
static bool may_read(const px_published *p, bool inside, px_recipient recipient)
{
    if (is_summary(p) || recipient == PX_RECIPIENT_PUBLIC)
        return false; /* a summary has no views beside its own page */
    return inside || px_published_is_open(p, recipient);
}

static px_str view_link(const px_request *request, const px_model_entry *model,
                        const px_published *p, px_recipient recipient)
{
    return px_duty_form_link(request, model, p->form, p->number, p->version_name, recipient);
}

static void show_views(const px_request *request, const px_model_entry *model, bool inside,
                       const px_published *p, px_view_duty_model_document *row)
{
    px_view_duty_document_recipient *views =
        px_arena_array(request->arena, PX_RECIPIENT_COUNT, sizeof(*views));

    for (int r = 0; r < PX_RECIPIENT_COUNT; r++)
        if (may_read(p, inside, (px_recipient)r))
            views[row->n_views++] = (px_view_duty_document_recipient){
                .title = px_str_of(px_tr(request->language, px_recipient_title((px_recipient)r))),
                .link = view_link(request, model, p, (px_recipient)r),
                .open = px_published_is_open(p, (px_recipient)r),
            };
    row->views = views;
}

const px_view_duty_model_document *px_model_documents_show(const px_request *request,
                                                           const px_model_entry *model, bool inside,
                                                           const px_model_documents *documents,
                                                           size_t *ret_count)
{
    px_view_duty_model_document *rows =
        px_arena_array(request->arena, documents->count + 1, sizeof(*rows));

    for (size_t i = 0; i < documents->count; i++) {
        const px_published *p = &documents->rows[i];

        rows[i] = (px_view_duty_model_document){
            .title =
                px_bilingual_in(&px_official_form_by_name(p->form)->title, px_part_tag(request)),
            .link = view_link(request, model, p, PX_RECIPIENT_PUBLIC),
            .version = p->version_name,
            .number = p->number,
            .day = px_duty_day(request, p->day),
            .root = inside && !is_summary(p) ? p->root : PX_STR(""),
        };
        show_views(request, model, inside, p, &rows[i]);
        rows[i].taken = px_taken_show(request, p, &rows[i].n_taken);
    }
    *ret_count = documents->count;
    return rows;
}

void px_model_documents_json(px_json *json, const px_request *request, const px_model_entry *model,
                             bool inside, const px_model_documents *documents)
{
    px_json_key(json, "documents");
    px_json_array(json);
    for (size_t i = 0; i < documents->count; i++) {
        const px_published *p = &documents->rows[i];

        px_json_object(json);
        px_json_pair_str(json, "document", p->id);
        px_json_pair_str(json, "form", p->form);
        px_json_pair_str(json, "version", p->version_name);
        px_json_pair_int(json, "number", p->number);
        px_json_pair_str(json, "date", p->day);
        px_json_pair_str(json, "next_update", p->next_update);
        px_json_pair_str(json, "root", p->root);
        px_json_pair_str(json, "link", view_link(request, model, p, PX_RECIPIENT_PUBLIC));
        px_json_key(json, "views");
        px_json_array(json);
        for (int r = 0; r < PX_RECIPIENT_COUNT; r++) {
            if (!may_read(p, inside, (px_recipient)r))
                continue;
            px_json_object(json);
            px_json_pair_cstr(json, "recipient", px_recipient_name((px_recipient)r));
            px_json_pair_bool(json, "public", px_published_is_open(p, (px_recipient)r));
            px_json_pair_str(json, "link", view_link(request, model, p, (px_recipient)r));
            px_json_object_end(json);
        }
        px_json_array_end(json);
        px_published_times_json(json, p);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}
