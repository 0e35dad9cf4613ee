/* SPDX-License-Identifier: EUPL-1.2 */
/* Claims out of the results of corpus scans. */
#include "corpus/domain_list.h"
#include "corpus/result.h"
#include "corpus/text_sums.h"
#include "duty/claim_import_priv.h"

#include "base/banned.h"

enum { DOMAINS_SHOWN = 1000, AGENTS_MAX = 1000, SOURCES_MAX = 10000, DATE_LEN = 8 };

/* ---- Values */

static json_t *month_new(px_time time)
{
    px_civil date = px_civil_from_utc(time);
    char text[16];

    if (time == PX_TIME_NONE)
        return NULL;
    (void)snprintf(text, sizeof(text), "%04d-%02d", date.year, date.month);
    return json_string(text);
}

/* A share in per cent with one decimal, as text: "12.3". */
static json_t *share_new(double part, double whole)
{
    char text[32];

    if (!(whole > 0))
        return NULL;
    (void)snprintf(text, sizeof(text), "%.1f", 100 * part / whole);
    return json_string(text);
}

static void set_some(json_t *row, const char *key, json_t *value)
{
    if (value)
        json_object_set_new(row, key, value);
}

static json_t *some_or_null(json_t *rows)
{
    if (json_array_size(rows))
        return rows;
    json_decref(rows);
    return NULL;
}

/* ---- Sizes */

static json_t *hours_new(uint64_t milliseconds)
{
    char text[32];

    (void)snprintf(text, sizeof(text), "%.2f", (double)milliseconds / 3600000.0);
    return json_string(text);
}

static void size_put(json_t *size, px_modality modality, json_t *value, const char *unit)
{
    json_t *of_it = json_object();

    json_object_set_new(of_it, "value", value);
    json_object_set_new(of_it, "unit", json_string(unit));
    json_object_set_new(size, px_modality_name(modality), of_it);
}

/* Each modality by the unit of the summary's ranges where it was measured, else in bytes. */
static json_t *size_new(const px_result *result, const px_text_sums *sums)
{
    json_t *size = json_object();

    for (int m = 0; m < PX_MODALITY_COUNT; m++) {
        const uint64_t *figures = result->modality[m];

        if (!figures[PX_FIGURE_DOCUMENTS])
            continue;
        if (m == PX_MODALITY_TEXT && sums->tokens.value >= 1)
            size_put(size, (px_modality)m, import_number((uint64_t)sums->tokens.value), "tokens");
        else if (m == PX_MODALITY_IMAGE)
            size_put(size, (px_modality)m, import_number(figures[PX_FIGURE_DOCUMENTS]), "images");
        else if ((m == PX_MODALITY_AUDIO || m == PX_MODALITY_VIDEO) &&
                 figures[PX_FIGURE_MILLISECONDS])
            size_put(size, (px_modality)m, hours_new(figures[PX_FIGURE_MILLISECONDS]), "hours");
        else
            size_put(size, (px_modality)m,
                     import_number(m == PX_MODALITY_TEXT && figures[PX_FIGURE_TEXT]
                                       ? figures[PX_FIGURE_TEXT]
                                       : figures[PX_FIGURE_CONTENT]),
                     "bytes");
    }
    if (json_object_size(size))
        return size;
    json_decref(size);
    return NULL;
}

static json_t *languages_new(const px_text_sums *sums)
{
    json_t *rows = json_array();

    for (size_t k = 0; k < sums->n_languages; k++) {
        const px_language_sum *sum = &sums->languages[k];
        json_t *row;

        if (!(sum->bytes.value > 0) || strcmp(sum->name, PX_LANGUAGE_UNKNOWN) == 0)
            continue;
        row = json_object();
        json_object_set_new(row, "language", json_string(sum->name));
        set_some(row, "share", share_new(sum->bytes.value, (double)sums->bytes));
        json_array_append_new(rows, row);
    }
    return some_or_null(rows);
}

/* ---- Sources */

static json_t *modalities_text(const px_set *set)
{
    PX_AUTO_BUILDER px_builder list = PX_BUILDER_INIT(256);

    for (int m = 0; m < PX_MODALITY_COUNT; m++)
        if (set->figures[m][PX_FIGURE_DOCUMENTS])
            px_builder_format(&list, "%s%s", list.len ? "," : "", px_modality_name((px_modality)m));
    return import_string(px_builder_view(&list));
}

static json_t *source_new(const px_measured_source *source, const px_set *set)
{
    const px_source *d = &source->declared;
    json_t *row = json_object();

    json_object_set_new(row, "name",
                        d->name.len ? import_string(d->name) : json_string("(no source)"));
    json_object_set_new(row, "kind", d->kind.len ? import_string(d->kind) : json_string("unknown"));
    set_some(row, "version", import_string(d->snapshot));
    if (import_is_link(d->link))
        set_some(row, "link", import_string(d->link));
    set_some(row, "licence", import_string(d->licence));
    set_some(row, "description", import_string(d->description));
    set_some(row, "stages", import_string(d->stages));
    set_some(row, "known", import_string(d->known));
    set_some(row, "modalities", modalities_text(set));
    json_object_set_new(row, "bytes", import_number(px_set_sum(set, PX_FIGURE_CONTENT)));
    json_object_set_new(row, "documents", import_number(px_set_sum(set, PX_FIGURE_DOCUMENTS)));
    set_some(row, "from", month_new(source->first));
    set_some(row, "to", month_new(source->last));
    return row;
}

static json_t *sources_new(const px_source_set *set)
{
    json_t *rows = json_array();

    for (size_t k = 0; k < PX_MIN(set->count, (size_t)SOURCES_MAX); k++)
        if (set->sources[k].declared.name.len || px_set_sum(&set->sets[k], PX_FIGURE_DOCUMENTS))
            json_array_append_new(rows, source_new(&set->sources[k], &set->sets[k]));
    return some_or_null(rows);
}

/* The large datasets by both readings of the rule: those of either, with both shares. */
static json_t *large_new(const px_source_set *set)
{
    json_t *rows = json_array();

    for (size_t k = 0; k < set->n_large; k++) {
        const px_large_set *large = &set->large[k];
        const px_measured_source *source = &set->sources[large->set - set->sets];
        json_t *row = json_object();

        json_object_set_new(row, "name", import_string(source->declared.name));
        if (import_is_link(source->declared.link))
            set_some(row, "link", import_string(source->declared.link));
        set_some(row, "version", import_string(source->declared.snapshot));
        json_object_set_new(row, "modality", json_string(px_modality_name(large->modality)));
        set_some(row, "share_of_public",
                 share_new((double)large->amount, (double)large->of_public));
        set_some(row, "share_of_all", share_new((double)large->amount, (double)large->of_all));
        set_some(row, "from", month_new(source->first));
        set_some(row, "to", month_new(source->last));
        json_array_append_new(rows, row);
    }
    return some_or_null(rows);
}

static json_t *crawlers_new(const px_source_set *set)
{
    json_t *rows = json_array();

    for (size_t k = 0; k < set->count; k++) {
        const px_measured_source *source = &set->sources[k];
        json_t *row;

        if (!px_str_is(source->declared.kind, "crawled") || !source->declared.crawler.len)
            continue;
        row = json_object();
        json_object_set_new(row, "name", import_string(source->declared.crawler));
        set_some(row, "operator", import_string(source->declared.crawled_by));
        set_some(row, "from", month_new(source->first));
        set_some(row, "to", month_new(source->last));
        json_object_set_new(row, "documents",
                            import_number(px_set_sum(&set->sets[k], PX_FIGURE_DOCUMENTS)));
        json_array_append_new(rows, row);
    }
    return some_or_null(rows);
}

static json_t *agents_new(const px_result *result)
{
    json_t *rows = json_array();
    px_groups groups;

    px_result_groups(result, PX_BY_CRAWLER, SIZE_MAX, PX_ORDER_KEY, &groups);
    for (size_t k = 0; k < PX_MIN(groups.count, (size_t)AGENTS_MAX); k++) {
        px_str key = groups.items[k].key;
        size_t space = px_str_find_char(key, ' ');
        json_t *row;

        if (space + 1 >= key.len || !px_utf8_valid(key, NULL))
            continue;
        row = json_object();
        json_object_set_new(row, "fact", import_string(px_str_sub(key, 0, space)));
        json_object_set_new(row, "value", import_string(px_str_sub(key, space + 1, key.len)));
        json_object_set_new(row, "records",
                            import_number(groups.items[k].figures[PX_FIGURE_DOCUMENTS]));
        json_array_append_new(rows, row);
    }
    free(groups.items);
    return some_or_null(rows);
}

/* ---- Domains */

static int domain_show(void *arg, uint64_t rank, const px_group *domain, px_error *err)
{
    json_t *shown = arg;
    json_t *row;

    (void)err;
    if (rank > DOMAINS_SHOWN)
        return 0;
    row = json_object();
    json_object_set_new(row, "domain", import_string(domain->key));
    json_object_set_new(row, "bytes", json_integer((json_int_t)domain->figures[PX_FIGURE_CONTENT]));
    json_array_append_new(shown, row);
    return 0;
}

/* The whole list as CSV: its text goes along, to be kept where the claims are taken. */
static int domains_file(importing *i, const px_domain_list *list, px_evidence *ret_file,
                        px_error *err)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    int rc = px_domain_list_csv_text(list, &text, err);

    if (rc < 0)
        return rc;
    i->found->list = px_arena_str(i->arena, px_builder_view(&text));
    return px_evidence_keep_bytes(NULL, i->arena, PX_STR(PX_IMPORT_LIST), i->found->list, ret_file,
                                  err);
}

static json_t *domains_new(const px_domain_list *list, json_t *shown, const px_evidence *file,
                           bool small)
{
    json_t *value = json_object();

    json_object_set_new(value, "count", json_integer((json_int_t)list->count));
    json_object_set_new(value, "shown", shown);
    json_object_set_new(value, "total_domains", json_integer((json_int_t)list->all));
    json_object_set_new(value, "bytes", json_integer((json_int_t)list->content));
    json_object_set_new(value, "total_bytes", json_integer((json_int_t)list->all_content));
    if (list->all_content) {
        char share[32];

        (void)snprintf(share, sizeof(share), "%.4f",
                       (double)list->content / (double)list->all_content);
        json_object_set_new(value, "share_of_bytes", json_string(share));
    }
    json_object_set_new(value, "rule", json_string(small ? "domains-small" : "domains"));
    json_object_set_new(value, "file", import_string(file->hash));
    return value;
}

/* Where rows are spilled: no files can be made where bytes are read. */
static const char *spill_folder(const importing *i)
{
    return i->source->bytes.ptr ? px_folder_memory : NULL;
}

static int import_domains(importing *i, const px_partial *partial, px_error *err)
{
    px_domain_list_options options = { .dimension = PX_BY_CRAWLED_DOMAIN,
                                       .small = i->source->small,
                                       .folder = spill_folder(i) };
    px_evidence *evidence = px_arena_array(i->arena, 2, sizeof(*evidence));
    importing with = *i;
    px_domain_list list;
    json_t *shown;
    int rc;

    if (!px_partial_count(partial, PX_BY_CRAWLED_DOMAIN))
        return 0;
    rc = px_domain_list_make(partial, &options, &list, err);
    if (rc < 0)
        return rc;
    shown = json_array();
    rc = list.count ? px_domain_list_ranked(&list, domain_show, shown, err) : 0;
    if (rc >= 0)
        rc = domains_file(i, &list, &evidence[0], err);
    evidence[1] = i->evidence[0];
    with.evidence = evidence;
    with.n_evidence = 2;
    if (rc >= 0 && list.count)
        rc = import_add(&with, "fact.corpus.domains",
                        domains_new(&list, shown, &evidence[0], options.small), err);
    else
        json_decref(shown);
    px_domain_list_free(&list);
    return rc;
}

/* ---- The whole */

static int import_sums(importing *i, const px_result *result, const px_text_sums *sums,
                       px_error *err)
{
    const px_source_set *set = &result->sources;
    int rc;

    i->note = sums->exact ? PX_STR("") : PX_STR("tokens and languages estimated from a sample");
    rc = import_add(i, "fact.corpus.size", size_new(result, sums), err);
    if (rc >= 0)
        rc = import_add(i, "fact.corpus.languages", languages_new(sums), err);
    i->note = PX_STR("");
    if (rc >= 0)
        rc = import_add(i, "fact.corpus.last", month_new(result->total.last), err);
    if (rc >= 0)
        rc = import_add(i, "fact.corpus.first", month_new(result->total.first), err);
    if (rc >= 0)
        rc = import_add(i, "fact.corpus.sources", sources_new(set), err);
    if (rc >= 0)
        rc = import_add(i, "fact.corpus.large_sets", large_new(set), err);
    if (rc >= 0)
        rc = import_add(i, "fact.corpus.crawlers", crawlers_new(set), err);
    return rc < 0 ? rc : import_add(i, "fact.corpus.agents", agents_new(result), err);
}

static int import_open_partial(importing *i, const px_partial *partial, px_error *err)
{
    const px_partial_head *head = px_partial_head_of(partial);
    px_result_options options = { .top = DOMAINS_SHOWN, .folder = spill_folder(i) };
    px_text_sums sums = { 0 };
    px_text_facts facts;
    px_result result;
    int rc;

    if (head->n_parts)
        import_miss(i->arena, i->found,
                    PX_STR(N_("the scan is not whole: merge all its parts first")));
    i->basis = PX_BASIS_MEASURED;
    i->method = PX_STR("praxis corpus scan");
    import_self(i)->scan = px_arena_str(i->arena, px_str_of(px_partial_setting(head, "manifest")));
    px_text_facts_read(head, &facts);
    rc = px_result_make(partial, &options, &result, err);
    if (rc < 0)
        return rc;
    rc = px_text_sums_read(partial, &facts, &sums, err);
    if (rc >= 0)
        rc = import_sums(i, &result, &sums, err);
    free(sums.languages);
    if (rc >= 0 && result.sources.count == 0)
        import_miss(i->arena, i->found, PX_STR(N_("sources: the scan had no manifest")));
    px_result_free(&result);
    return rc < 0 ? rc : import_domains(i, partial, err);
}

int import_partial(importing *i, px_error *err)
{
    px_partial *partial;
    int rc = i->source->bytes.ptr
                 ? px_partial_open_memory(i->source->bytes, i->source->name, &partial, err)
                 : px_partial_open(i->source->name, &partial, err);

    if (rc < 0)
        return rc;
    rc = px_partial_verify(partial, err);
    if (rc >= 0)
        rc = import_open_partial(i, partial, err);
    px_partial_close(partial);
    return rc;
}
