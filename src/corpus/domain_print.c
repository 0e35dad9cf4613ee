/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of domains as CSV and JSON. */
#include "base/file.h"
#include "base/macro.h"
#include "corpus/domain_list.h"
#include "corpus/report_json_priv.h"
#include "corpus/source_kind.h"

#include "base/banned.h"

enum { FLUSH = 1 << 16 };

/* ---- CSV */

typedef struct csv_out {
    const px_domain_list *list;
    px_builder *text;
    int fd; /* -1: all of it stays in the text */
    const char *name;
} csv_out;

static int csv_flush(csv_out *out, size_t most, px_error *err)
{
    int rc = px_builder_check(out->text, err);

    if (rc < 0 || out->fd < 0 || px_builder_view(out->text).len <= most)
        return rc;
    rc = px_fd_write(out->fd, out->name, px_builder_view(out->text), err);
    px_builder_clear(out->text);
    return rc;
}

static void csv_time(px_builder *out, px_time time)
{
    px_builder_char(out, ',');
    if (time != PX_TIME_NONE)
        px_time_format(out, time);
}

/* Names of domains, numbers and times need no quotation marks, and no office program takes them
 * for a formula. */
static int csv_domain(void *arg, uint64_t rank, const px_group *domain, px_error *err)
{
    csv_out *out = arg;
    const uint64_t *figures = domain->figures;
    uint64_t all = out->list->all_content;

    px_builder_format(out->text, "%ju,%.*s,%ju,%ju,%.9f", (uintmax_t)rank, PX_STR_ARG(domain->key),
                      (uintmax_t)figures[PX_FIGURE_DOCUMENTS],
                      (uintmax_t)figures[PX_FIGURE_CONTENT],
                      all ? (double)figures[PX_FIGURE_CONTENT] / (double)all : 0);
    for (int m = 0; m < PX_MODALITY_COUNT; m++)
        px_builder_format(out->text, ",%ju", (uintmax_t)domain->content[m]);
    csv_time(out->text, domain->first);
    csv_time(out->text, domain->last);
    px_builder_add(out->text, "\r\n");
    return csv_flush(out, FLUSH, err);
}

static int csv_all(csv_out *out, px_error *err)
{
    int rc;

    px_builder_add(out->text, "rank,domain,documents,content_bytes,share");
    for (px_modality m = 0; m < PX_MODALITY_COUNT; m++)
        px_builder_format(out->text, ",%s_bytes", px_modality_name(m));
    px_builder_add(out->text, ",first,last\r\n");
    rc = px_domain_list_ranked(out->list, csv_domain, out, err);
    return rc < 0 ? rc : csv_flush(out, 0, err);
}

int px_domain_list_csv(const px_domain_list *list, int fd, const char *name, px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(2 * FLUSH);
    csv_out out = { list, &text, fd, name };

    return csv_all(&out, err);
}

int px_domain_list_csv_text(const px_domain_list *list, px_builder *text, px_error *err)
{
    csv_out out = { list, text, -1, "" };

    return csv_all(&out, err);
}

/* ---- JSON */

typedef struct json_out {
    px_json *json;
    size_t max;
} json_out;

static int json_domain(void *arg, uint64_t rank, const px_group *domain, px_error *err)
{
    json_out *out = arg;
    px_json *json = out->json;

    (void)err;
    if (rank > out->max)
        return 1;
    px_json_object(json);
    px_json_pair_str(json, "domain", domain->key);
    px_report_json_figures(json, domain->figures);
    px_report_json_dates(json, domain->first, domain->last);
    px_json_object_end(json);
    return 0;
}

static void json_rule(px_json *json, const char *key)
{
    px_summary_rule rule = px_summary_rule_of(key);

    px_json_object(json);
    px_json_pair_cstr(json, "rule", key);
    px_json_pair_int(json, "number", rule.number);
    px_json_pair_str(json, "unit", rule.unit);
    px_json_pair_str(json, "source", rule.source);
    px_json_pair_str(json, "confidence", rule.confidence);
    px_json_object_end(json);
}

static void json_modalities(px_json *json, const px_domain_list *list)
{
    px_json_key(json, "modalities");
    px_json_array(json);
    for (px_modality m = 0; m < PX_MODALITY_COUNT; m++) {
        if (list->modality_all[m] == 0)
            continue;
        px_json_object(json);
        px_json_pair_cstr(json, "modality", px_modality_name(m));
        px_json_pair_int(json, "domains", (long long)list->modality_all[m]);
        px_json_pair_int(json, "top", (long long)list->modality_top[m]);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

int px_domain_list_json(px_json *json, const px_domain_list *list, size_t max, px_error *err)
{
    json_out out = { json, max };
    int rc = 0;

    px_json_pair_cstr(json, "of",
                      list->options.dimension == PX_BY_CRAWLED_DOMAIN ? "crawled" : "all");
    px_json_key(json, "rules");
    px_json_array(json);
    json_rule(json, list->options.small ? "domains-small" : "domains");
    if (list->options.small)
        json_rule(json, "domains-small-number");
    px_json_array_end(json);
    px_json_pair_int(json, "domains", (long long)list->all);
    px_json_pair_int(json, "content_bytes", (long long)list->all_content);
    px_json_pair_int(json, "top", (long long)list->top);
    px_json_pair_int(json, "listed", (long long)list->count);
    px_json_pair_int(json, "listed_content_bytes", (long long)list->content);
    json_modalities(json, list);
    if (max == 0)
        return 0;
    px_json_key(json, "list");
    px_json_array(json);
    rc = px_domain_list_ranked(list, json_domain, &out, err);
    px_json_array_end(json);
    return rc;
}
