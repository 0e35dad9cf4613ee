/* SPDX-License-Identifier: EUPL-1.2 */
/* Claims out of files, for programs: what can be sent, and what became or would become of it. */
#include "corpus/source_kind.h"
#include "duty/claim_json.h"
#include "web/duty/page_import_priv.h"
#include "web/page_part.h"

#include "base/banned.h"

/* ---- What the form takes */

static void json_kinds(px_json *json)
{
    px_json_key(json, "kinds");
    px_json_array(json);
    for (px_import_kind kind = 0; kind < PX_IMPORT_WEIGHTS; kind++)
        px_json_cstr(json, px_import_kind_name(kind));
    px_json_array_end(json);
}

static void json_sources(px_json *json)
{
    px_str rest = PX_STR_NONE;
    px_source_kind kind;

    px_json_key(json, "sources");
    px_json_array(json);
    while (px_source_kind_next(&rest, PX_STR("en"), &kind))
        px_json_str(json, kind.key);
    px_json_array_end(json);
}

static void json_subjects(const import_page *p, px_json *json)
{
    px_json_key(json, "about");
    px_json_array(json);
    px_json_cstr(json, "model");
    for (size_t i = 0; i < p->n_versions; i++)
        px_json_cstr(json, px_arena_format(p->request->arena, "version:%.*s",
                                           PX_STR_ARG(p->versions[i].name)));
    px_json_array_end(json);
}

static void json_form(const import_page *p, px_json *json)
{
    px_json_pair_int(json, "max_bytes", (long long)PX_IMPORT_MAX);
    px_json_pair_int(json, "max_files", IMPORT_FILES_MAX);
    json_kinds(json);
    json_subjects(p, json);
    json_sources(json);
}

/* ---- The report */

static void json_files(const import_page *p, px_json *json)
{
    px_json_key(json, "files");
    px_json_array(json);
    for (size_t i = 0; i < p->n_files; i++) {
        px_json_object(json);
        px_json_pair_str(json, "name", p->files[i].name);
        px_json_pair_cstr(json, "kind", px_import_kind_name(p->files[i].found));
        if (!p->done)
            px_json_pair_str(json, "kept", p->files[i].kept);
        px_json_object_end(json);
    }
    px_json_array_end(json);
    px_json_key(json, "left_out");
    px_json_array(json);
    for (size_t i = 0; i < p->n_wrong; i++) {
        px_json_object(json);
        px_json_pair_str(json, "name", p->wrong[i].name);
        px_json_pair_cstr(json, "error", px_error_kind_of(p->wrong[i].why.code)->stable_name);
        px_json_pair_str(json, "detail", px_part_error(p->request, &p->wrong[i].why));
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static int json_claims(const import_page *p, px_json *json, px_error *err)
{
    int rc = 0;

    px_json_key(json, "claims");
    px_json_array(json);
    for (size_t i = 0; rc >= 0 && i < p->import.n_claims; i++) {
        px_json_object(json);
        px_json_pair_cstr(json, "outcome", px_claim_outcome_name(p->order.ret_outcomes[i]));
        px_json_key(json, "claim");
        rc = px_claim_json(json, &p->import.claims[i], false, err);
        px_json_object_end(json);
    }
    px_json_array_end(json);
    px_json_key(json, "derived");
    px_json_array(json);
    for (size_t i = 0; rc >= 0 && i < p->order.ret_n_derived; i++)
        rc = px_claim_json(json, &p->order.ret_derived[i], false, err);
    px_json_array_end(json);
    return rc;
}

static void json_missed(const import_page *p, px_json *json)
{
    px_json_key(json, "not_placed");
    px_json_array(json);
    for (size_t i = 0; i < p->import.n_missed; i++) {
        px_json_object(json);
        px_json_pair_str(json, "file", p->import.missed[i].file);
        px_json_pair_str(json, "what", p->import.missed[i].what);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void json_contradictions(const import_page *p, px_json *json)
{
    px_json_key(json, "contradictions");
    px_json_array(json);
    for (size_t i = 0; i < p->order.ret_n_contradictions; i++) {
        const px_contradiction *c = &p->order.ret_contradictions[i];

        px_json_object(json);
        px_json_pair_cstr(json, "rule", c->rule);
        px_json_pair_str(json, "first", c->first->field);
        px_json_pair_str(json, "second", c->second ? c->second->field : c->first->field);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static int json_report(const import_page *p, px_json *json, px_error *err)
{
    int rc;

    px_json_pair_bool(json, "preview", !p->done);
    px_json_pair_str(json, "of", p->about);
    json_files(p, json);
    rc = json_claims(p, json, err);
    json_missed(p, json);
    json_contradictions(p, json);
    return rc;
}

/* ---- All of it */

/* What is wrong with the form, or NULL. */
static const px_error *first_error(const px_form *form)
{
    const px_error *first = form->common;

    for (size_t i = 0; !first && i < form->n_entries; i++)
        first = form->entries[i].error;
    return first;
}

int import_page_json(const import_page *p, const px_form *form, px_reply *reply, px_error *err)
{
    const px_error *first = first_error(form);
    px_json json;
    int rc = 0;

    if (first) {
        *err = *first;
        return -(int)first->code;
    }
    px_reply_json(reply, &json);
    px_json_pair_str(&json, "provider", p->provider.slug);
    px_json_pair_str(&json, "model", p->model.slug);
    if (p->read)
        rc = json_report(p, &json, err);
    else
        json_form(p, &json);
    px_json_object_end(&json);
    return rc < 0 ? rc : px_json_finish(&json, err);
}
