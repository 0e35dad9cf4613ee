/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/macro.h"
#include "corpus/crawler.h"
#include "corpus/domain.h"
#include "corpus/report_text_priv.h"
#include "corpus/report_texts.h"

#include "base/banned.h"

enum { MONTH_LEN = 7 };

/* ---- Parts of the report */

static void put_total(const px_text_report *t)
{
    const px_result *result = t->report->result;

    px_text_sentence(t, N_("Files: {count}, {bytes} bytes"), "count", result->files, "bytes",
                     result->file_bytes);
    px_text_sentence(t, N_("Documents: {count}, {bytes} bytes of content"), "count",
                     result->total.figures[PX_FIGURE_DOCUMENTS], "bytes",
                     result->total.figures[PX_FIGURE_CONTENT]);
}

/* A part is not mistaken for the whole. */
static void put_parts(const px_text_report *t)
{
    const px_partial_head *head = px_partial_head_of(t->report->result->partial);

    for (size_t i = 0; i < head->n_parts; i++)
        px_text_sentence(t, N_("This is a part: {there} of the {of} parts of a scan"), "there",
                         head->parts[i].n_ranks, "of", head->parts[i].of);
}

static void put_modalities(const px_text_report *t)
{
    static const px_column columns[] = {
        { N_("modality"), PX_ALIGN_LEFT },      { N_("documents"), PX_ALIGN_RIGHT },
        { N_("stored bytes"), PX_ALIGN_RIGHT }, { N_("content bytes"), PX_ALIGN_RIGHT },
        { N_("text bytes"), PX_ALIGN_RIGHT },   { N_("characters"), PX_ALIGN_RIGHT },
    };
    const px_result *result = t->report->result;
    px_table *table = px_text_table(t, columns, PX_COUNT(columns));

    for (int m = 0; m < PX_MODALITY_COUNT; m++) {
        const uint64_t *figures = result->modality[m];

        if (figures[PX_FIGURE_DOCUMENTS] == 0)
            continue;
        px_table_cell(table, px_str_of(px_tr(t->language, px_modality_title((px_modality)m))));
        for (int k = PX_FIGURE_DOCUMENTS; k <= PX_FIGURE_CHARACTERS; k++)
            px_text_int(t, table, figures[k]);
    }
    px_text_table_end(t, table);
}

static void put_group_rows(const px_text_report *t, px_table *table, const px_groups *groups,
                           size_t top, uint64_t whole)
{
    uint64_t largest = 0;

    for (size_t i = 0; i < PX_MIN(top, groups->count); i++)
        largest = PX_MAX(largest, groups->items[i].figures[PX_FIGURE_CONTENT]);
    for (size_t i = 0; i < PX_MIN(top, groups->count); i++) {
        const px_group *group = &groups->items[i];
        const char *bucket = px_bucket_title(group->key);
        uint64_t content = group->figures[PX_FIGURE_CONTENT];

        px_table_cell(table, bucket           ? px_str_of(px_tr(t->language, bucket))
                             : group->key.len ? group->key
                                              : px_str_of(px_tr(t->language, N_("(not known)"))));
        px_text_int(t, table, group->figures[PX_FIGURE_DOCUMENTS]);
        px_text_int(t, table, content);
        px_text_share(t, table, content, whole);
        px_text_bar(table, content, largest);
    }
}

static px_table *start_groups(const px_text_report *t, const char *title)
{
    const px_column columns[] = {
        { title, PX_ALIGN_LEFT },
        { N_("documents"), PX_ALIGN_RIGHT },
        { N_("content bytes"), PX_ALIGN_RIGHT },
        { N_("share"), PX_ALIGN_RIGHT },
        { "", PX_ALIGN_LEFT },
    };

    return px_text_table(t, columns, PX_COUNT(columns));
}

static void put_domains(const px_text_report *t)
{
    const px_result *result = t->report->result;
    uint64_t whole = result->total.figures[PX_FIGURE_CONTENT];
    px_table *table = start_groups(t, N_("domain"));

    put_group_rows(t, table, &result->domains, t->report->top, whole);
    put_group_rows(t, table, &result->buckets, SIZE_MAX, whole);
    px_text_table_end(t, table);
    px_text_sentence(t,
                     N_("Registrable domains: {count}; the top 10 % of them by bytes are {tenth}"),
                     "count", result->n_domains, "tenth", result->n_tenth);
    px_text_sentence(t, N_("These hold {bytes} of {all} bytes of content"), "bytes",
                     result->tenth_content, "all", whole);
}

static void put_media(const px_text_report *t)
{
    px_groups groups;
    px_table *table = start_groups(t, N_("media type"));

    px_result_groups(t->report->result, PX_BY_MEDIA, SIZE_MAX, PX_ORDER_CONTENT, &groups);
    put_group_rows(t, table, &groups, t->report->top, px_groups_content(&groups));
    px_text_table_end(t, table);
    free(groups.items);
}

static void put_time(const px_text_report *t, const char *message, px_time time)
{
    PX_AUTO_BUILDER px_builder text = PX_BUILDER_INIT(64);
    px_arg arg = { "time", PX_STR_NONE };

    px_time_format(&text, time);
    arg.value = px_builder_view(&text);
    px_message(t->out, t->language, message, &arg, 1);
    px_builder_char(t->out, '\n');
}

static void put_months(const px_text_report *t)
{
    const px_result *result = t->report->result;
    uint64_t none = 0, bad = 0;
    px_groups months;
    size_t kept = 0;
    px_table *table = start_groups(t, N_("month"));

    px_result_groups(result, PX_BY_DAY, MONTH_LEN, PX_ORDER_KEY, &months);
    for (size_t i = 0; i < months.count; i++) {
        if (months.items[i].key.len == 0)
            none = months.items[i].figures[PX_FIGURE_DOCUMENTS];
        else if (months.items[i].key.len < MONTH_LEN)
            bad = months.items[i].figures[PX_FIGURE_DOCUMENTS];
        else
            months.items[kept++] = months.items[i];
    }
    months.count = kept;
    put_group_rows(t, table, &months, SIZE_MAX, result->total.figures[PX_FIGURE_CONTENT]);
    px_text_table_end(t, table);
    if (result->total.first != PX_TIME_NONE) {
        put_time(t, N_("Fetched from {time}"), result->total.first);
        put_time(t, N_("to {time}"), result->total.last);
    }
    px_text_sentence(t, N_("Documents without a date: {none}; with one that cannot be read: {bad}"),
                     "none", none, "bad", bad);
    free(months.items);
}

static void put_crawlers(const px_text_report *t)
{
    static const px_column columns[] = {
        { N_("what the archives say of who fetched"), PX_ALIGN_LEFT },
        { N_("records"), PX_ALIGN_RIGHT },
        { "", PX_ALIGN_LEFT },
    };
    px_groups groups;
    px_table *table;

    px_result_groups(t->report->result, PX_BY_CRAWLER, SIZE_MAX, PX_ORDER_KEY, &groups);
    table = px_text_table(t, columns, PX_COUNT(columns));
    for (size_t i = 0; i < PX_MIN(groups.count, t->report->top); i++) {
        px_str key = groups.items[i].key;
        size_t space = px_str_find_char(key, ' ');
        int fact = 0;

        while (fact + 1 < PX_CRAWLER_FACTS &&
               !px_str_is(px_str_sub(key, 0, space), px_crawler_name((px_crawler_fact)fact)))
            fact++;
        px_table_cell(table,
                      px_str_of(px_tr(t->language, px_crawler_title((px_crawler_fact)fact))));
        px_text_int(t, table, groups.items[i].figures[PX_FIGURE_DOCUMENTS]);
        px_table_cell(table, px_str_sub(key, space + 1, key.len));
    }
    if (groups.count > 0)
        px_text_table_end(t, table);
    else
        px_table_free(table);
    free(groups.items);
}

typedef struct source_list {
    const px_text_report *text;
    px_table *table;
    size_t count; /* of all */
} source_list;

/* "JSONL (FineWeb), gzip"; a folder holds loose files. */
static void cell_format(const px_text_report *t, px_table *table, const px_row *file)
{
    PX_AUTO_BUILDER px_builder format = PX_BUILDER_INIT(2 * PX_ROW_NOTE_MAX);
    px_file_note note;

    if (file && px_file_note_read(px_row_note(file), &note)) {
        px_builder_str(&format, note.format.len ? note.format
                                                : px_str_of(px_tr(t->language, N_("(not read)"))));
        if (note.schema.len)
            px_builder_format(&format, " (%.*s)", PX_STR_ARG(note.schema));
        if (note.packing.len)
            px_builder_format(&format, ", %.*s", PX_STR_ARG(note.packing));
    } else {
        px_builder_add(&format, px_tr(t->language, N_("loose files")));
    }
    px_table_cell(table, px_builder_view(&format));
}

static int add_source(void *arg, px_str name, const px_row *file, const px_group *group,
                      px_error *err)
{
    source_list *list = arg;
    const px_text_report *t = list->text;

    (void)err;
    if (list->count++ >= t->report->top * 2)
        return 0;
    cell_format(t, list->table, file);
    px_text_int(t, list->table, group->figures[PX_FIGURE_DOCUMENTS]);
    px_text_int(t, list->table, group->figures[PX_FIGURE_CONTENT]);
    px_table_cell(list->table, name);
    return 0;
}

static int put_inputs(const px_text_report *t, px_error *err)
{
    static const px_column columns[] = {
        { N_("format"), PX_ALIGN_LEFT },
        { N_("documents"), PX_ALIGN_RIGHT },
        { N_("content bytes"), PX_ALIGN_RIGHT },
        { N_("file"), PX_ALIGN_LEFT },
    };
    source_list list = { t, px_text_table(t, columns, PX_COUNT(columns)), 0 };
    int rc = px_result_sources(t->report->result, add_source, &list, err);

    px_text_table_end(t, list.table);
    if (list.count > t->report->top * 2)
        px_text_counted(t, N_PLURAL("and {count} more file", "and {count} more files"),
                        list.count - t->report->top * 2);
    return rc;
}

static void put_place(const px_text_report *t, const px_trouble_place *at)
{
    PX_AUTO_BUILDER px_builder offset = PX_BUILDER_INIT(64);
    PX_AUTO_BUILDER px_builder line = PX_BUILDER_INIT(8192);
    px_arg args[2];

    px_text_digits(&offset, t, at->place.offset);
    args[0] = (px_arg){ "offset", px_builder_view(&offset) };
    args[1] = (px_arg){ "file", at->file };
    px_message(&line, t->language,
               at->place.inside ? N_("at byte {offset} of what {file} unpacks to")
                                : N_("at byte {offset} of {file}"),
               args, 2);
    px_builder_add(t->out, "    ");
    px_display_text(t->out, px_builder_view(&line));
    px_builder_char(t->out, '\n');
}

/* "empty file (2)" */
static void put_trouble(const px_text_report *t, px_trouble_kind kind, uint64_t count)
{
    PX_AUTO_BUILDER px_builder digits = PX_BUILDER_INIT(64);
    px_arg args[2];

    px_text_digits(&digits, t, count);
    args[0] = (px_arg){ "name", px_str_of(px_tr(t->language, px_trouble_title(kind))) };
    args[1] = (px_arg){ "count", px_builder_view(&digits) };
    px_builder_add(t->out, "  ");
    px_message(t->out, t->language, N_("{name} ({count})"), args, PX_COUNT(args));
    px_builder_char(t->out, '\n');
}

static void put_troubles(const px_text_report *t)
{
    const px_result *result = t->report->result;
    bool any = false;

    for (int kind = 1; kind < PX_TROUBLE_COUNT; kind++) {
        const px_trouble_sum *sum = &result->troubles[kind];

        if (sum->count == 0)
            continue;
        if (!any)
            px_builder_format(t->out, "\n%s\n", px_tr(t->language, N_("What was met on the way:")));
        any = true;
        put_trouble(t, (px_trouble_kind)kind, sum->count);
        for (size_t i = 0; i < PX_MIN(sum->n_places, (size_t)PX_PLACES_MAX); i++)
            put_place(t, &sum->places[i]);
    }
}

static void put_provenance(const px_text_report *t)
{
    const px_partial_head *head = px_partial_head_of(t->report->result->partial);
    px_arg args[] = {
        { "version", px_str_of(px_partial_setting(head, "suffix_list_version")) },
        { "hash", px_str_sub(px_str_of(px_partial_setting(head, "suffix_list_sha256")), 0, 12) },
    };

    px_message(t->out, t->language,
               strcmp(px_partial_setting(head, "suffixes"), "icann") == 0
                   ? N_("Domains by the public suffix list of {version} (SHA-256 {hash}...), rules "
                        "of registries only")
                   : N_("Domains by the public suffix list of {version} (SHA-256 {hash}...), with "
                        "the rules of companies"),
               args, PX_COUNT(args));
    px_builder_char(t->out, '\n');
}

int px_report_text(px_builder *out, const px_language *language, const px_report *report,
                   size_t width, bool bold, px_error *err)
{
    const px_text_report t = { out, language, report, width, bold };
    int rc = 0;

    put_parts(&t);
    put_total(&t);
    if (report->result->total.figures[PX_FIGURE_DOCUMENTS]) {
        put_modalities(&t);
        px_report_text_media(&t);
        put_domains(&t);
        put_provenance(&t);
        put_media(&t);
        put_months(&t);
        rc = px_report_texts(&t, err);
    }
    px_report_text_sources(&t);
    put_crawlers(&t);
    if (rc >= 0)
        rc = put_inputs(&t, err);
    put_troubles(&t);
    return rc;
}

void px_report_brief(px_builder *out, const px_language *language, const px_report *report)
{
    const px_text_report t = { out, language, report, 0, false };

    put_parts(&t);
    put_total(&t);
    put_troubles(&t);
}
