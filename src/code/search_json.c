/* SPDX-License-Identifier: EUPL-1.2 */
#include "code/code_search.h"

#include "base/banned.h"

static void pair_text(px_json *json, const char *key, px_str value)
{
    px_json_pair_str(json, key, value.len ? value : PX_STR_NONE);
}

static void write_plain(px_json *json, const char *key, px_str marked)
{
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_search_snippet_plain(&plain, marked);
    px_json_pair_str(json, key, px_builder_view(&plain));
}

static void write_html(px_json *json, const char *key, px_str marked)
{
    PX_AUTO_BUILDER px_builder html = PX_BUILDER_INIT(PX_BUILDER_LARGE);

    px_search_snippet_html(&html, marked);
    px_json_pair_str(json, key, px_builder_view(&html));
}

static void write_counts(px_json *json, const char *key, const px_search_counts *counts)
{
    px_json_key(json, key);
    px_json_array(json);
    for (size_t i = 0; i < counts->count; i++) {
        px_json_object(json);
        px_json_pair_str(json, "value", counts->values[i].value);
        px_json_pair_int(json, "hits", counts->values[i].hits);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void write_step(px_json *json, const px_code_step *step)
{
    px_json_object(json);
    px_json_pair_str(json, "id", step->lasting_id);
    px_json_pair_cstr(json, "kind", px_provision_kind_name(step->kind));
    px_json_pair_str(json, "number", step->number);
    px_json_pair_str(json, "heading", step->heading);
    px_json_object_end(json);
}

static void write_hit(px_json *json, const px_code_hit *hit)
{
    px_json_object(json);
    px_json_pair_str(json, "code", hit->code);
    px_json_pair_str(json, "code_title", hit->code_title);
    px_json_pair_str(json, "version", hit->version);
    px_json_pair_str(json, "id", hit->lasting_id);
    px_json_pair_cstr(json, "kind", px_provision_kind_name(hit->kind));
    px_json_pair_str(json, "number", hit->number);
    px_json_pair_str(json, "heading", hit->heading);
    px_json_pair_str(json, "language", hit->language);
    px_json_pair_bool(json, "named", hit->named);
    px_json_key(json, "path");
    px_json_array(json);
    for (size_t i = 0; i < hit->n_above; i++)
        write_step(json, &hit->above[i]);
    px_json_array_end(json);
    write_plain(json, "snippet", hit->snippet);
    write_html(json, "snippet_html", hit->snippet);
    px_json_object_end(json);
}

void px_code_search_json(px_json *json, const px_code_query *query, const px_code_found *found)
{
    px_json_pair_str(json, "words", query->words.len ? query->words : PX_STR(""));
    px_json_pair_str(json, "language", query->language);
    pair_text(json, "code", query->code);
    pair_text(json, "version", query->version);
    pair_text(json, "kind", query->kind);
    px_json_pair_bool(json, "all", query->all);
    px_json_pair_int(json, "total", found->total);
    px_json_pair_bool(json, "total_is_exact", !found->more);
    pair_text(json, "suggestion", found->suggestion);
    px_json_key(json, "hits");
    px_json_array(json);
    for (size_t i = 0; i < found->count; i++)
        write_hit(json, &found->hits[i]);
    px_json_array_end(json);
    px_json_key(json, "counts");
    if (found->counted) {
        px_json_object(json);
        write_counts(json, "codes", &found->codes);
        write_counts(json, "versions", &found->versions);
        write_counts(json, "kinds", &found->kinds);
        px_json_object_end(json);
    } else {
        px_json_null(json);
    }
    px_json_key(json, "other_languages");
    px_json_array(json);
    for (size_t i = 0; i < found->n_others; i++) {
        px_json_object(json);
        px_json_pair_str(json, "language", found->others[i].value);
        px_json_pair_int(json, "total", found->others[i].hits);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}
