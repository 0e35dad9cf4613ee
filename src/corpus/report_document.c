/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/report_document.h"

#include <stdlib.h>

#include "base/macro.h"
#include "corpus/domain.h"
#include "corpus/source_kind.h"
#include "corpus/text_sums.h"
#include "document/chart.h"

#include "base/banned.h"

enum { CHART_ROWS = 24, MONTH_LEN = 7, CELLS_MAX = 8 };

typedef struct writing {
    px_arena *arena;
    const px_language *language;
    const px_report *report;
    const px_result *result;
    px_document *document;
} writing;

/* ---- Words and cells */

static px_str tr(const writing *w, const char *message)
{
    return px_str_of(px_tr(w->language, message));
}

static px_str digits(const writing *w, uint64_t value)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64);

    px_format_int(&out, w->language, (long long)value);
    return px_arena_str(w->arena, px_builder_view(&out));
}

static px_str share(const writing *w, uint64_t part, uint64_t whole)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64);

    px_report_share(&out, w->language, part, whole);
    return px_arena_str(w->arena, px_builder_view(&out));
}

/* A paragraph with up to three figures: {a}, {b}, {c}. */
static void sentence(const writing *w, const char *message, px_str a, px_str b, px_str c)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);
    const px_arg args[] = { { "a", a }, { "b", b }, { "c", c } };

    px_message(&out, w->language, message, args, PX_COUNT(args));
    px_doc_text(w->document, px_arena_str(w->arena, px_builder_view(&out)));
}

static px_doc_cell cell(const writing *w, px_str text)
{
    px_doc_run *run = px_arena_alloc(w->arena, sizeof(*run));

    run->text = px_doc_clean(w->arena, text);
    return (px_doc_cell){ .runs = run, .n_runs = 1 };
}

static px_doc_cell head(const writing *w, px_str text)
{
    px_doc_cell made = cell(w, text);

    made.head = true;
    return made;
}

static px_doc_cell number(const writing *w, uint64_t value)
{
    px_doc_cell made = cell(w, digits(w, value));

    made.number = true;
    made.value = (long long)value;
    return made;
}

static px_doc_cell percent(const writing *w, uint64_t part, uint64_t whole)
{
    px_doc_cell made = cell(w, share(w, part, whole));

    made.right = true;
    return made;
}

/* Titles are message ids; keys are those of JSON. */
typedef struct column {
    const char *title, *key;
} column;

static void begin_table(const writing *w, const char *caption, const column *columns, size_t n)
{
    px_doc_column made[CELLS_MAX];

    for (size_t i = 0; i < n; i++)
        made[i] =
            (px_doc_column){ tr(w, columns[i].title), px_str_of(columns[i].key), i == 0 ? 3 : 1 };
    px_doc_table(w->document, made, n, tr(w, caption));
}

/* ---- Groups: a chart with a table below it */

static px_str group_name(const writing *w, px_str key)
{
    const char *bucket = px_bucket_title(key);

    if (bucket)
        return tr(w, bucket);
    return key.len ? key : tr(w, N_("(not known)"));
}

/* Of shares in `what`. */
static void chart(const writing *w, const char *title, const char *description, const char *what,
                  const px_chart_row *rows, size_t n, uint64_t whole)
{
    const px_chart made = { .title = tr(w, title),
                            .description = tr(w, description),
                            .series = { tr(w, what) },
                            .wholes = { (int64_t)whole },
                            .rows = rows,
                            .n_rows = n };

    if (n && whole)
        px_doc_figure(w->document, px_chart_svg(w->arena, &made), made.title, made.description);
}

static px_chart_row chart_row(const writing *w, px_str name, uint64_t content, uint64_t whole)
{
    return (px_chart_row){ .name = px_doc_clean(w->arena, name),
                           .values = { (int64_t)content },
                           .words = { share(w, content, whole) } };
}

static void groups_chart(const writing *w, const char *title, const char *description,
                         const px_groups *groups, uint64_t whole)
{
    size_t n = PX_MIN(groups->count, (size_t)CHART_ROWS);
    px_chart_row *rows = px_arena_array(w->arena, n + 1, sizeof(*rows));

    for (size_t i = 0; i < n; i++)
        rows[i] = chart_row(w, group_name(w, groups->items[i].key),
                            groups->items[i].figures[PX_FIGURE_CONTENT], whole);
    chart(w, title, description, N_("content bytes"), rows, n, whole);
}

static void group_rows(const writing *w, const px_groups *groups, size_t top, uint64_t whole)
{
    for (size_t i = 0; i < PX_MIN(groups->count, top); i++) {
        const uint64_t *figures = groups->items[i].figures;
        const px_doc_cell cells[] = {
            head(w, group_name(w, groups->items[i].key)),
            number(w, figures[PX_FIGURE_DOCUMENTS]),
            number(w, figures[PX_FIGURE_CONTENT]),
            percent(w, figures[PX_FIGURE_CONTENT], whole),
        };

        px_doc_row(w->document, cells, PX_COUNT(cells));
    }
}

static void begin_groups(const writing *w, const char *caption, const char *title, const char *key)
{
    const column columns[] = { { title, key },
                               { N_("documents"), "documents" },
                               { N_("content bytes"), "content_bytes" },
                               { N_("share"), "share" } };

    begin_table(w, caption, columns, PX_COUNT(columns));
}

/* ---- Parts */

/* Columns of the table by modality; those of which there is nothing are left out. */
static const struct {
    const char *title, *key;
    px_figure figure;
    unsigned per; /* of the figure, in one that is shown */
} modality_figures[] = {
    { N_("documents"), "documents", PX_FIGURE_DOCUMENTS, 1 },
    { N_("content bytes"), "content_bytes", PX_FIGURE_CONTENT, 1 },
    { N_("text bytes"), "text_bytes", PX_FIGURE_TEXT, 1 },
    { N_("characters"), "characters", PX_FIGURE_CHARACTERS, 1 },
    { N_("pixels"), "pixels", PX_FIGURE_PIXELS, 1 },
    { N_("seconds"), "seconds", PX_FIGURE_MILLISECONDS, 1000 },
    { N_("tokens"), "tokens", PX_FIGURE_TOKENS, 1 },
};

static bool is_shown(const writing *w, px_figure figure)
{
    return figure == PX_FIGURE_DOCUMENTS || figure == PX_FIGURE_CONTENT ||
           w->result->total.figures[figure] > 0;
}

static void write_modality_row(const writing *w, px_modality modality)
{
    px_doc_cell cells[PX_COUNT(modality_figures) + 1];
    size_t n = 0;

    cells[n++] = head(w, tr(w, px_modality_title(modality)));
    for (size_t i = 0; i < PX_COUNT(modality_figures); i++)
        if (is_shown(w, modality_figures[i].figure))
            cells[n++] = number(w, w->result->modality[modality][modality_figures[i].figure] /
                                       modality_figures[i].per);
    px_doc_row(w->document, cells, n);
}

static void write_modality_table(const writing *w)
{
    column columns[PX_COUNT(modality_figures) + 1];
    size_t n = 0;

    columns[n++] = (column){ N_("modality"), "modality" };
    for (size_t i = 0; i < PX_COUNT(modality_figures); i++)
        if (is_shown(w, modality_figures[i].figure))
            columns[n++] = (column){ modality_figures[i].title, modality_figures[i].key };
    begin_table(w, N_("Documents and sizes by modality"), columns, n);
    for (px_modality m = 0; m < PX_MODALITY_COUNT; m++)
        if (w->result->modality[m][PX_FIGURE_DOCUMENTS])
            write_modality_row(w, m);
    px_doc_table_end(w->document);
}

static void write_modalities(const writing *w)
{
    uint64_t whole = w->result->total.figures[PX_FIGURE_CONTENT];
    px_chart_row rows[PX_MODALITY_COUNT];
    size_t n = 0;

    px_doc_heading(w->document, 1, tr(w, N_("By modality")));
    for (px_modality m = 0; m < PX_MODALITY_COUNT; m++)
        if (w->result->modality[m][PX_FIGURE_DOCUMENTS])
            rows[n++] = chart_row(w, tr(w, px_modality_title(m)),
                                  w->result->modality[m][PX_FIGURE_CONTENT], whole);
    chart(w, N_("Content by modality"),
          N_("Bars: the share of each modality in all bytes of content. The figures are in the "
             "table below."),
          N_("content bytes"), rows, n, whole);
    write_modality_table(w);
}

/* How much the largest domains hold: of those that are held in memory, and the top tenth. */
static void write_concentration(const writing *w, uint64_t whole)
{
    static const struct {
        uint64_t names;
        const char *title;
    } steps[] = { { 1, N_("the largest domain") },
                  { 10, N_("the 10 largest") },
                  { 100, N_("the 100 largest") } };
    const px_groups *domains = &w->result->domains;
    px_chart_row rows[PX_COUNT(steps) + 1];
    uint64_t content = 0;
    size_t n = 0, at = 0;

    for (size_t i = 0; i < PX_COUNT(steps); i++) {
        if (steps[i].names > domains->count)
            break;
        while (at < steps[i].names)
            content += domains->items[at++].figures[PX_FIGURE_CONTENT];
        rows[n++] = chart_row(w, tr(w, steps[i].title), content, whole);
    }
    rows[n++] =
        chart_row(w, tr(w, N_("the top 10 % of all names")), w->result->tenth_content, whole);
    chart(w, N_("Concentration of domains"),
          N_("Bars: the share of the largest domains in all bytes that have a domain."),
          N_("content bytes"), rows, n, whole);
}

static void write_domains(const writing *w)
{
    const px_result *r = w->result;

    px_doc_heading(w->document, 1, tr(w, N_("By domain")));
    sentence(w,
             N_("Registrable domains: {a}. They hold {b} bytes of content; the top 10 % of the "
                "names hold {c} of "
                "them."),
             digits(w, r->n_domains), digits(w, r->domain_content),
             share(w, r->tenth_content, r->domain_content));
    write_concentration(w, r->domain_content);
    begin_groups(w, N_("The largest domains"), N_("domain"), "domain");
    group_rows(w, &r->domains, w->report->top, r->total.figures[PX_FIGURE_CONTENT]);
    group_rows(w, &r->buckets, SIZE_MAX, r->total.figures[PX_FIGURE_CONTENT]);
    px_doc_table_end(w->document);
}

static void language_row(const writing *w, const px_language_sum *sum, bool french, uint64_t whole)
{
    px_str title = !sum->language ? tr(w, N_("(not known)"))
                   : french       ? sum->language->french
                                  : sum->language->english;
    uint64_t bytes = (uint64_t)(sum->bytes.value + 0.5);
    const px_doc_cell cells[] = { head(w, px_arena_str(w->arena, px_str_of(sum->name))),
                                  cell(w, title), number(w, sum->documents), number(w, bytes),
                                  percent(w, bytes, whole) };

    px_doc_row(w->document, cells, PX_COUNT(cells));
}

static void languages_chart(const writing *w, const px_text_sums *sums, bool french)
{
    size_t n = PX_MIN(sums->n_languages, (size_t)CHART_ROWS), kept = 0;
    px_chart_row *rows = px_arena_array(w->arena, n + 1, sizeof(*rows));

    for (size_t i = 0; i < n; i++) {
        const px_language_sum *sum = &sums->languages[i];
        px_str name = !sum->language ? tr(w, N_("(not known)"))
                      : french       ? sum->language->french
                                     : sum->language->english;

        if (sum->bytes.value >= 0.5)
            rows[kept++] = chart_row(w, name, (uint64_t)(sum->bytes.value + 0.5), sums->bytes);
    }
    chart(w, N_("Text by language"),
          N_("Bars: the share of each language in all bytes of text. The figures are in the table "
             "below."),
          N_("text bytes"), rows, kept, sums->bytes);
}

static int write_languages(const writing *w, px_error *err)
{
    static const column columns[] = { { N_("language"), "language" },
                                      { N_("name"), "name" },
                                      { N_("documents"), "documents" },
                                      { N_("text bytes"), "text_bytes" },
                                      { N_("share"), "share" } };
    bool french = strcmp(px_language_tag(w->language), "fr") == 0;
    px_text_facts facts;
    px_text_sums sums;
    int rc;

    px_text_facts_read(px_partial_head_of(w->result->partial), &facts);
    if (facts.options.languages == PX_LANGUAGES_OFF)
        return 0;
    rc = px_text_sums_read(w->result->partial, &facts, &sums, err);
    if (rc < 0)
        return rc;
    px_doc_heading(w->document, 1, tr(w, N_("By language")));
    sentence(w,
             sums.exact ? N_("Measured by {a}, in all {b} documents that have text.")
                        : N_("Measured by {a}, in {c} of {b} documents that have text; sizes are "
                             "estimated from them."),
             px_arena_str(w->arena, px_str_of(facts.detector)), digits(w, sums.documents),
             digits(w, sums.looked_at));
    languages_chart(w, &sums, french);
    begin_table(w, N_("Text by language; the official languages of the Union always"), columns,
                PX_COUNT(columns));
    for (size_t i = 0; i < sums.n_languages; i++)
        if (i < w->report->top ||
            (sums.languages[i].language && sums.languages[i].language->official))
            language_row(w, &sums.languages[i], french, sums.bytes);
    px_doc_table_end(w->document);
    free(sums.languages);
    return 0;
}

static px_str time_words(const writing *w, px_time time)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64);

    px_time_format(&out, time);
    return px_arena_str(w->arena, px_builder_view(&out));
}

static void write_months(const writing *w)
{
    uint64_t whole = w->result->total.figures[PX_FIGURE_CONTENT], none = 0, bad = 0;
    px_groups months;
    size_t kept = 0;

    px_result_groups(w->result, PX_BY_DAY, MONTH_LEN, PX_ORDER_KEY, &months);
    for (size_t i = 0; i < months.count; i++) {
        if (months.items[i].key.len == MONTH_LEN)
            months.items[kept++] = months.items[i];
        else
            *(months.items[i].key.len ? &bad : &none) +=
                months.items[i].figures[PX_FIGURE_DOCUMENTS];
    }
    months.count = kept;
    px_doc_heading(w->document, 1, tr(w, N_("Period of collection")));
    if (w->result->total.first != PX_TIME_NONE)
        sentence(w, N_("Fetched from {a} to {b}."), time_words(w, w->result->total.first),
                 time_words(w, w->result->total.last), PX_STR(""));
    sentence(w, N_("Documents without a date: {a}; with one that cannot be read: {b}."),
             digits(w, none), digits(w, bad), PX_STR(""));
    groups_chart(w, N_("Content by month"),
                 N_("Bars: the share of each month in all bytes of content. The figures are in the "
                    "table below."),
                 &months, whole);
    if (months.count) {
        begin_groups(w, N_("Documents and content by month"), N_("month"), "month");
        group_rows(w, &months, SIZE_MAX, whole);
        px_doc_table_end(w->document);
    }
    free(months.items);
}

static void write_media(const writing *w)
{
    px_groups groups;

    px_result_groups(w->result, PX_BY_MEDIA, SIZE_MAX, PX_ORDER_CONTENT, &groups);
    px_doc_heading(w->document, 1, tr(w, N_("By media type")));
    begin_groups(w, N_("Documents and content by media type"), N_("media type"), "media_type");
    group_rows(w, &groups, SIZE_MAX, w->result->total.figures[PX_FIGURE_CONTENT]);
    px_doc_table_end(w->document);
    free(groups.items);
}

static px_str kind_title(const writing *w, px_str key)
{
    px_source_kind kind;

    if (px_source_kind_find(key, px_str_of(px_language_tag(w->language)), &kind))
        return kind.title;
    return tr(w, N_("(not known)"));
}

static void write_large(const writing *w, const px_source_set *set)
{
    static const column columns[] = { { N_("large public dataset"), "source" },
                                      { N_("modality"), "modality" },
                                      { N_("compared by"), "compared_by" },
                                      { N_("of public datasets"), "of_public_datasets" },
                                      { N_("of all"), "of_all" } };

    sentence(w,
             N_("Listed by name: public datasets from {a} % of a modality on, of all public "
                "datasets or of all data."),
             digits(w, (uint64_t)px_summary_rule_of("large-dataset").number), PX_STR(""),
             PX_STR(""));
    begin_table(w, N_("Large public datasets"), columns, PX_COUNT(columns));
    for (size_t i = 0; i < set->n_large; i++) {
        const px_large_set *large = &set->large[i];
        const px_doc_cell cells[] = {
            head(w, large->set->name),
            cell(w, tr(w, px_modality_title(large->modality))),
            cell(w, tr(w, px_figure_title(large->unit))),
            percent(w, large->amount, large->of_public),
            percent(w, large->amount, large->of_all),
        };

        px_doc_row(w->document, cells, PX_COUNT(cells));
    }
    px_doc_table_end(w->document);
}

static void write_sources(const writing *w)
{
    static const column columns[] = { { N_("source"), "source" },
                                      { N_("kind"), "kind" },
                                      { N_("version or snapshot"), "snapshot" },
                                      { N_("documents"), "documents" },
                                      { N_("content bytes"), "content_bytes" },
                                      { N_("share"), "share" } };
    const px_source_set *set = &w->result->sources;
    uint64_t whole = w->result->total.figures[PX_FIGURE_CONTENT];

    if (set->count == 0)
        return;
    px_doc_heading(w->document, 1, tr(w, N_("By source")));
    begin_table(w, N_("Sources, as the manifest declares them"), columns, PX_COUNT(columns));
    for (size_t i = 0; i < set->count; i++) {
        const px_source *source = &set->sources[i].declared;
        uint64_t content = px_set_sum(&set->sets[i], PX_FIGURE_CONTENT);
        const px_doc_cell cells[] = {
            head(w, source->name.len ? source->name : tr(w, N_("(of no source)"))),
            cell(w, kind_title(w, source->kind)),
            cell(w, source->snapshot),
            number(w, px_set_sum(&set->sets[i], PX_FIGURE_DOCUMENTS)),
            number(w, content),
            percent(w, content, whole),
        };

        px_doc_row(w->document, cells, PX_COUNT(cells));
    }
    px_doc_table_end(w->document);
    if (set->n_large)
        write_large(w, set);
}

static void write_troubles(const writing *w)
{
    static const column columns[] = { { N_("what was met"), "trouble" },
                                      { N_("times"), "count" },
                                      { N_("files"), "inputs" } };
    bool any = false;

    for (int kind = 1; kind < PX_TROUBLE_COUNT; kind++) {
        const px_trouble_sum *sum = &w->result->troubles[kind];

        if (sum->count == 0)
            continue;
        if (!any) {
            px_doc_heading(w->document, 1, tr(w, N_("What was met on the way")));
            begin_table(w, N_("Damage and notes, by their kind"), columns, PX_COUNT(columns));
        }
        any = true;
        px_doc_row(w->document,
                   (px_doc_cell[]){ head(w, tr(w, px_trouble_title((px_trouble_kind)kind))),
                                    number(w, sum->count), number(w, sum->inputs) },
                   3);
    }
    if (any)
        px_doc_table_end(w->document);
}

static void write_how(const writing *w)
{
    const px_partial_head *of = px_partial_head_of(w->result->partial);

    px_doc_heading(w->document, 1, tr(w, N_("How it was measured")));
    sentence(
        w,
        N_("By praxis {a}. Content is what a body holds once transfer and content encoding are "
           "undone; of lines and tables it is their text."),
        px_str_of(px_partial_setting(of, "praxis")), PX_STR(""), PX_STR(""));
    sentence(w,
             strcmp(px_partial_setting(of, "suffixes"), "icann") == 0
                 ? N_("Domains are those that can be registered, by the public suffix list of {a} "
                      "(SHA-256 {b}), rules of registries only.")
                 : N_("Domains are those that can be registered, by the public suffix list of {a} "
                      "(SHA-256 {b}), with the rules of companies."),
             px_str_of(px_partial_setting(of, "suffix_list_version")),
             px_str_of(px_partial_setting(of, "suffix_list_sha256")), PX_STR(""));
}

int px_report_document(px_arena *arena, const px_language *language, const px_report *report,
                       px_document **ret_document, px_error *err)
{
    writing w = {
        .arena = arena, .language = language, .report = report, .result = report->result
    };
    px_time last = report->result->total.last;
    const px_document_head of = { .title = tr(&w, N_("Report on a training corpus")),
                                  .author = PX_STR("praxis"),
                                  .language = px_str_of(px_language_tag(language)),
                                  .date = last == PX_TIME_NONE ? 0 : last };
    int rc;

    w.document = px_document_new(arena, &of);
    sentence(&w, N_("Files: {a}, {b} bytes."), digits(&w, report->result->files),
             digits(&w, report->result->file_bytes), PX_STR(""));
    sentence(&w, N_("Documents: {a}, {b} bytes of content."),
             digits(&w, report->result->total.figures[PX_FIGURE_DOCUMENTS]),
             digits(&w, report->result->total.figures[PX_FIGURE_CONTENT]), PX_STR(""));
    write_modalities(&w);
    write_domains(&w);
    rc = write_languages(&w, err);
    write_months(&w);
    write_media(&w);
    write_sources(&w);
    write_troubles(&w);
    write_how(&w);
    *ret_document = w.document;
    return rc;
}
