/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/report_json_priv.h"
#include "corpus/report_texts.h"

#include "base/macro.h"

#include "base/banned.h"

/* Documents and bytes always; of the others those that were measured. */
void px_report_json_figures(px_json *json, const uint64_t figures[PX_FIGURE_COUNT])
{
    for (int i = 0; i < PX_FIGURE_COUNT; i++)
        if (i <= PX_FIGURE_CONTENT || figures[i])
            px_json_pair_int(json, px_figure_name((px_figure)i), (long long)figures[i]);
}

void px_report_json_dates(px_json *json, px_time first, px_time last)
{
    if (first == PX_TIME_NONE)
        return;
    px_json_pair_time(json, "first", first);
    px_json_pair_time(json, "last", last);
}

static void put_group(px_json *json, const char *name, const px_group *group)
{
    px_json_object(json);
    px_json_pair_str(json, name, group->key);
    px_report_json_figures(json, group->figures);
    px_report_json_dates(json, group->first, group->last);
    px_json_object_end(json);
}

static void put_list(px_json *json, const char *title, const char *name, const px_groups *groups,
                     size_t top)
{
    px_json_key(json, title);
    px_json_array(json);
    for (size_t i = 0; i < PX_MIN(groups->count, top); i++)
        put_group(json, name, &groups->items[i]);
    px_json_array_end(json);
}

static void put_dimension(px_json *json, const px_report *report, const char *title,
                          const char *name, px_dimension dimension, px_group_order order)
{
    px_groups groups;

    px_result_groups(report->result, dimension, SIZE_MAX, order, &groups);
    put_list(json, title, name, &groups, SIZE_MAX);
    free(groups.items);
}

static void put_modalities(px_json *json, const px_result *result)
{
    px_json_key(json, "modalities");
    px_json_array(json);
    for (int m = 0; m < PX_MODALITY_COUNT; m++) {
        if (result->modality[m][PX_FIGURE_DOCUMENTS] == 0)
            continue;
        px_json_object(json);
        px_json_pair_cstr(json, "modality", px_modality_name((px_modality)m));
        px_report_json_figures(json, result->modality[m]);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void put_suffix_list(px_json *json, const px_partial_head *head)
{
    px_json_key(json, "public_suffix_list");
    px_json_object(json);
    px_json_pair_cstr(json, "version", px_partial_setting(head, "suffix_list_version"));
    px_json_pair_cstr(json, "sha256", px_partial_setting(head, "suffix_list_sha256"));
    px_json_pair_cstr(json, "section", px_partial_setting(head, "suffixes"));
    px_json_object_end(json);
}

static void put_domains(px_json *json, const px_report *report)
{
    const px_result *result = report->result;

    px_json_key(json, "domains");
    px_json_object(json);
    px_json_pair_int(json, "count", (long long)result->n_domains);
    px_json_pair_int(json, "content_bytes", (long long)result->domain_content);
    px_json_pair_int(json, "top_tenth", (long long)result->n_tenth);
    px_json_pair_int(json, "top_tenth_content_bytes", (long long)result->tenth_content);
    put_list(json, "top", "domain", &result->domains, report->top);
    put_list(json, "others", "bucket", &result->buckets, SIZE_MAX);
    put_suffix_list(json, px_partial_head_of(result->partial));
    px_json_object_end(json);
}

/* {"fact": "user-agent", "name": ..., "records": 17} */
static void put_crawlers(px_json *json, const px_result *result)
{
    px_groups groups;

    px_result_groups(result, PX_BY_CRAWLER, SIZE_MAX, PX_ORDER_KEY, &groups);
    px_json_key(json, "crawlers");
    px_json_array(json);
    for (size_t i = 0; i < groups.count; i++) {
        px_str key = groups.items[i].key;
        size_t space = px_str_find_char(key, ' ');

        px_json_object(json);
        px_json_pair_str(json, "fact", px_str_sub(key, 0, space));
        px_json_pair_str(json, "value", px_str_sub(key, space + 1, key.len));
        px_json_pair_int(json, "records", (long long)groups.items[i].figures[PX_FIGURE_DOCUMENTS]);
        px_json_object_end(json);
    }
    px_json_array_end(json);
    free(groups.items);
}

/* What a source is: files with rows of their own say it, folders hold loose files. */
static void put_file_note(px_json *json, const px_row *file)
{
    px_file_note note;

    if (!file || !px_file_note_read(px_row_note(file), &note))
        return;
    px_json_pair_int(json, "file_bytes", (long long)file->figures[PX_FIGURE_STORED]);
    px_json_pair_str(json, "format", note.format.len ? note.format : PX_STR_NONE);
    px_json_pair_str(json, "packing", note.packing.len ? note.packing : PX_STR_NONE);
    if (note.schema.len)
        px_json_pair_str(json, "fields", note.schema);
    if (note.sha256.len)
        px_json_pair_str(json, "sha256", note.sha256);
}

enum { DRAIN = 256 << 10 };

typedef struct source_sink {
    px_json *json;
    void (*drain)(px_str text);
} source_sink;

static int put_source(void *arg, px_str name, const px_row *file, const px_group *group,
                      px_error *err)
{
    const source_sink *sink = arg;
    px_json *json = sink->json;

    (void)err;
    px_json_object(json);
    px_json_pair_str(json, "input", name);
    put_file_note(json, file);
    if (group->figures[PX_FIGURE_DOCUMENTS] || group->first != PX_TIME_NONE) {
        px_report_json_figures(json, group->figures);
        px_report_json_dates(json, group->first, group->last);
    }
    px_json_object_end(json);
    if (sink->drain && json->out->len >= DRAIN) {
        sink->drain(px_builder_view(json->out));
        px_builder_clear(json->out);
    }
    return 0;
}

static void put_places(px_json *json, const px_trouble_sum *sum)
{
    px_json_key(json, "first");
    px_json_array(json);
    for (size_t i = 0; i < sum->n_places; i++) {
        const px_trouble_place *at = &sum->places[i];

        px_json_object(json);
        px_json_pair_str(json, "input", at->file);
        px_json_pair_int(json, at->place.inside ? "unpacked_offset" : "offset",
                         (long long)at->place.offset);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void put_troubles(px_json *json, const px_result *result)
{
    px_json_key(json, "troubles");
    px_json_array(json);
    for (int kind = 1; kind < PX_TROUBLE_COUNT; kind++) {
        const px_trouble_sum *sum = &result->troubles[kind];

        if (sum->count == 0)
            continue;
        px_json_object(json);
        px_json_pair_cstr(json, "trouble", px_trouble_name((px_trouble_kind)kind));
        px_json_pair_bool(json, "damage", px_trouble_is_damage((px_trouble_kind)kind));
        px_json_pair_int(json, "count", (long long)sum->count);
        px_json_pair_int(json, "inputs", (long long)sum->inputs);
        put_places(json, sum);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

/* The parts that are not merged with the rest of their scan: {"of": 100, "there": 98}. */
static void put_parts(px_json *json, const px_partial_head *head)
{
    if (head->n_parts == 0)
        return;
    px_json_key(json, "parts");
    px_json_array(json);
    for (size_t i = 0; i < head->n_parts; i++) {
        px_json_object(json);
        px_json_pair_int(json, "of", head->parts[i].of);
        px_json_pair_int(json, "there", (long long)head->parts[i].n_ranks);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

int px_report_json(px_json *json, const px_report *report, px_error *err)
{
    const px_result *result = report->result;
    const px_partial_head *head = px_partial_head_of(result->partial);
    source_sink sink = { json, report->drain };
    int rc;

    px_json_pair_cstr(json, "praxis", px_partial_setting(head, "praxis"));
    px_json_pair_cstr(json, "measured", px_partial_setting(head, "only"));
    put_parts(json, head);
    px_json_pair_int(json, "files", (long long)result->files);
    px_json_pair_int(json, "file_bytes", (long long)result->file_bytes);
    px_json_key(json, "total");
    px_json_object(json);
    px_report_json_figures(json, result->total.figures);
    px_report_json_dates(json, result->total.first, result->total.last);
    px_json_object_end(json);
    put_modalities(json, result);
    put_dimension(json, report, "formats", "format", PX_BY_FORMAT, PX_ORDER_KEY);
    put_dimension(json, report, "records", "kind", PX_BY_KIND, PX_ORDER_KEY);
    put_dimension(json, report, "media_types", "media_type", PX_BY_MEDIA, PX_ORDER_CONTENT);
    put_dimension(json, report, "days", "day", PX_BY_DAY, PX_ORDER_KEY);
    put_domains(json, report);
    rc = px_report_texts_json(json, report, err);
    put_crawlers(json, result);
    px_report_json_sources(json, &result->sources);
    px_json_key(json, "inputs");
    px_json_array(json);
    if (rc >= 0)
        rc = px_result_sources(result, put_source, &sink, err);
    px_json_array_end(json);
    put_troubles(json, result);
    return rc;
}
