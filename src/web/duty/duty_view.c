/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/duty/duty_view.h"

#include "base/json_canonical.h"
#include "base/json_read.h"
#include "duty/fact.h"
#include "duty/value_words.h"
#include "web/access.h"
#include "web/duty/value_short.h"
#include "web/page_part.h"
#include "web/templates.h"
#include "web/url.h"

#include "base/banned.h"

int px_duty_model(const px_request *request, px_provider *ret_provider, px_model_entry *ret_model,
                  px_error *err)
{
    px_str told;
    int rc = px_provider_find(request->db, request->arena, request->params[0], ret_provider, err);

    if (rc < 0)
        return rc;
    told = px_str_of(px_arena_format(request->arena, "%.*s/%.*s", PX_STR_ARG(ret_provider->slug),
                                     PX_STR_ARG(request->params[1])));
    return px_model_entry_find(request->db, request->arena, told, ret_model, err);
}

px_str px_duty_provider_link(const px_request *request, const px_provider *provider)
{
    return px_page_address(request, "/providers/%.*s", PX_STR_ARG(provider->slug));
}

px_str px_duty_model_link(const px_request *request, const px_model_entry *model, const char *end)
{
    return px_page_address(request, "/providers/%.*s/models/%.*s%s",
                           PX_STR_ARG(model->provider_slug), PX_STR_ARG(model->slug), end);
}

px_str px_duty_summary_link(const px_request *request, const px_published *published,
                            const char *end)
{
    PX_AUTO_BUILDER px_builder query = PX_BUILDER_INIT(16 * 1024);
    px_str page = px_page_address(request, "/providers/%.*s/models/%.*s/summary/%d%s",
                                  PX_STR_ARG(published->provider_slug),
                                  PX_STR_ARG(published->model_slug), published->number, end);

    px_url_pair(&query, "of", published->version_name);
    return px_str_of(px_arena_format(request->arena, "%.*s%.*s", PX_STR_ARG(page),
                                     PX_STR_ARG(px_builder_view(&query))));
}

px_str px_duty_form_link(const px_request *request, const px_model_entry *model, px_str form,
                         int number, px_str version, px_recipient recipient)
{
    PX_AUTO_BUILDER px_builder query = PX_BUILDER_INIT(16 * 1024);
    bool summary = px_str_is(form, PX_FORM_SUMMARY);
    px_str page = px_duty_model_link(
        request, model,
        px_arena_format(request->arena, "/%s/%d", summary ? "summary" : "form", number));

    px_url_pair(&query, "of", version);
    if (recipient != PX_RECIPIENT_PUBLIC)
        px_url_pair(&query, "recipient", px_str_of(px_recipient_name(recipient)));
    return px_str_of(px_arena_format(request->arena, "%.*s%.*s", PX_STR_ARG(page),
                                     PX_STR_ARG(px_builder_view(&query))));
}

px_str px_duty_today(const px_request *request)
{
    px_civil now = px_civil_from_time(request->zone, request->now, NULL, NULL);

    return px_str_of(
        px_arena_format(request->arena, "%04d-%02d-%02d", now.year, now.month, now.day));
}

bool px_duty_may(const px_request *request, px_action action, const px_provider *provider)
{
    return px_access_may(request, action, px_scope_provider(provider->row));
}

px_str px_duty_field_title(const px_request *request, px_str field)
{
    px_str title = px_claim_field_title(field, px_part_tag(request));

    return title.len ? title : field;
}

px_str px_duty_claim_value(const px_request *request, const px_claim *claim)
{
    const px_official_field *field = px_claim_field_by_name(claim->field);
    px_error ignored = PX_ERROR_INIT;
    PX_AUTO_JSON json_t *value = NULL;

    return px_claim_value(claim, &value, &ignored) >= 0 ? px_value_short(request, field, value)
                                                        : PX_STR("");
}

static px_str message_number(const px_request *request, const char *message, uint64_t from,
                             uint64_t to)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(1024);
    px_arg args[] = {
        { "from", px_str_of(px_arena_format(request->arena, "%llu", (unsigned long long)from)) },
        { "to", px_str_of(px_arena_format(request->arena, "%llu", (unsigned long long)to)) },
    };

    px_message(&text, request->language, message, args, PX_COUNT(args));
    return px_arena_str(request->arena, px_builder_view(&text));
}

px_str px_duty_evidence_title(const px_evidence *evidence)
{
    return evidence->name.len ? evidence->name : evidence->scan;
}

static void note_add(px_builder *note, px_str text)
{
    if (note->len)
        px_builder_add(note, ", ");
    px_builder_str(note, text);
}

px_str px_duty_evidence_note(const px_request *request, const px_evidence *e)
{
    PX_AUTO_BUILDER px_builder note = PX_BUILDER_INIT(4096);
    PX_AUTO_BUILDER px_builder size = PX_BUILDER_INIT(1024);
    px_arg count = { "count", px_str_of(px_arena_format(request->arena, "%llu",
                                                        (unsigned long long)e->size)) };

    if (e->hash.len) {
        px_message_fill(&size,
                        px_tr_plural(request->language, N_("{count} byte"), N_("{count} bytes"),
                                     (unsigned long long)e->size),
                        &count, 1);
        note_add(&note, px_builder_view(&size));
    }
    if (e->ranged)
        note_add(&note, message_number(request, N_("bytes {from} to {to}"), e->start,
                                       e->start + (e->length ? e->length - 1 : 0)));
    if (e->scan.len && e->name.len)
        note_add(&note, e->scan);
    return px_arena_str(request->arena, px_builder_view(&note));
}

static px_view_duty_evidence *show_evidence(const px_request *request, const px_provider *provider,
                                            const px_claim *claim)
{
    px_view_duty_evidence *rows =
        px_arena_array(request->arena, PX_MAX(claim->n_evidence, 1), sizeof(*rows));

    for (size_t i = 0; i < claim->n_evidence; i++) {
        const px_evidence *e = &claim->evidence[i];

        rows[i] = (px_view_duty_evidence){ .name = px_duty_evidence_title(e),
                                           .part = px_duty_evidence_note(request, e),
                                           .hash = e->hash };
        if (e->kept && e->hash.len)
            rows[i].link = px_page_address(request, "/providers/%.*s/evidence/%.*s/%.*s",
                                           PX_STR_ARG(provider->slug), PX_STR_ARG(claim->id),
                                           PX_STR_ARG(e->hash));
    }
    return rows;
}

static const char *subject_title(const px_claim *claim)
{
    static const char *const titles[] = {
        [PX_LEVEL_PROVIDER] = N_("of the provider"),
        [PX_LEVEL_MODEL] = N_("of the model"),
        [PX_LEVEL_VERSION] = N_("of a version"),
    };

    return titles[px_claim_level_of(&claim->subject)];
}

const px_view_duty_claim *px_duty_claim_show(const px_request *request, const px_provider *provider,
                                             const px_official_field *field, const px_claim *claim)
{
    px_view_duty_claim *view = px_arena_alloc(request->arena, sizeof(*view));
    px_error ignored = PX_ERROR_INIT;
    json_t *value = NULL;

    *view = (px_view_duty_claim){
        .id = claim->id,
        .basis = px_str_of(px_basis_name(claim->basis)),
        .basis_title = px_str_of(px_tr(request->language, px_basis_title(claim->basis))),
        .subject = px_str_of(px_tr(request->language, subject_title(claim))),
        .method =
            claim->basis == PX_BASIS_DERIVED
                ? px_str_of(px_tr(request->language, px_arena_cstr(request->arena, claim->method)))
                : claim->method,
        .program = claim->program,
        .note = claim->note,
        .time = px_part_moment(request, claim->time),
        .act = px_page_address(request, "/log/%.*s", PX_STR_ARG(claim->act)),
        .evidence = show_evidence(request, provider, claim),
        .n_evidence = claim->n_evidence,
    };
    if (px_claim_is_withdrawn(claim))
        view->gone = px_str_of(px_tr(request->language, N_("withdrawn")));
    else if (px_claim_value(claim, &value, &ignored) >= 0)
        view->value = px_value_short(request, field, value);
    json_decref(value);
    return view;
}

int px_duty_claim_json(px_json *json, const px_claim *claim, px_error *err)
{
    static const char *const levels[] = {
        [PX_LEVEL_PROVIDER] = "provider",
        [PX_LEVEL_MODEL] = "model",
        [PX_LEVEL_VERSION] = "version",
    };
    PX_AUTO_JSON json_t *value = NULL;
    int rc = px_claim_value(claim, &value, err);

    if (rc < 0)
        return rc;
    px_json_object(json);
    px_json_pair_str(json, "id", claim->id);
    px_json_pair_str(json, "field", claim->field);
    px_json_pair_cstr(json, "of", levels[px_claim_level_of(&claim->subject)]);
    px_json_key(json, "value");
    rc = px_json_canonical_put(json, value, err);
    px_json_pair_cstr(json, "basis", px_basis_name(claim->basis));
    px_json_pair_str(json, "method", claim->method);
    px_json_pair_str(json, "program", claim->program);
    px_json_pair_time(json, "time", claim->time);
    px_json_pair_str(json, "act", claim->act);
    px_json_key(json, "evidence");
    px_json_array(json);
    for (size_t i = 0; i < claim->n_evidence; i++) {
        const px_evidence *e = &claim->evidence[i];

        px_json_object(json);
        px_json_pair_str(json, "name", e->name);
        if (e->hash.len) {
            px_json_pair_str(json, "sha256", e->hash);
            px_json_pair_int(json, "bytes", (long long)e->size);
            px_json_pair_bool(json, "kept", e->kept);
        }
        if (e->ranged) {
            px_json_pair_int(json, "start", (long long)e->start);
            px_json_pair_int(json, "length", (long long)e->length);
        }
        if (e->scan.len)
            px_json_pair_str(json, "scan", e->scan);
        px_json_object_end(json);
    }
    px_json_array_end(json);
    px_json_object_end(json);
    return rc;
}

px_str px_duty_recipients(const px_request *request, const px_official_field *field)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(4096);

    for (int i = 0; i < PX_RECIPIENT_COUNT; i++) {
        if (!px_official_field_is_for(field, (px_recipient)i))
            continue;
        if (px_builder_view(&text).len)
            px_builder_add(&text, ", ");
        px_builder_add(&text, px_tr(request->language, px_recipient_title((px_recipient)i)));
    }
    return px_arena_str(request->arena, px_builder_view(&text));
}

px_str px_duty_day(const px_request *request, px_str day)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(256);

    px_value_words_date(&out, request->language, day);
    return px_arena_str(request->arena, px_builder_view(&out));
}
