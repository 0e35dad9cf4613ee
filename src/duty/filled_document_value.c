/* SPDX-License-Identifier: EUPL-1.2 */
/* The answers of a form's document: words, boxes, tables. */
#include "base/json_read.h"
#include "base/number.h"
#include "corpus/source_kind.h"
#include "duty/filled_document_priv.h"
#include "duty/official_value.h"
#include "duty/value_words.h"

#include "base/banned.h"

enum { COLUMNS_MAX = 16, COLUMN_LEAST = 10 };

static px_str period_of(const form_writer *w, const json_t *period)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(256);

    px_value_words_period(&out, w->print->language, period);
    return px_arena_str(w->arena, px_builder_view(&out));
}

static px_str grouped_int(const form_writer *w, long long number)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(64);

    px_format_int(&out, w->print->language, number);
    return px_arena_str(w->arena, px_builder_view(&out));
}

static px_str number_of(const form_writer *w, const json_t *value)
{
    char buffer[32];

    return form_words(w, px_value_words_number, px_value_number(value, buffer));
}

static px_str modality_of(const form_writer *w, px_str modality)
{
    const char *title = px_form_modality_title(modality);

    return title ? px_str_of(px_tr(w->print->language, title)) : modality;
}

/* ---- Boxes */

static bool is_in(const json_t *array, px_str word)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        if (px_str_eq(px_json_text(json_array_get(array, i)), word))
            return true;
    return false;
}

static void write_yes_no(form_runs *runs, const px_filled_field *field)
{
    const px_language *language = runs->writer->print->language;

    form_runs_box(runs, json_is_true(field->value), px_str_of(px_tr(language, N_("Yes"))));
    form_runs_box(runs, json_is_false(field->value), px_str_of(px_tr(language, N_("No"))));
}

static void write_modalities(form_runs *runs, const px_filled_field *field)
{
    for (size_t i = 0; i < field->field->n_modalities; i++)
        form_runs_box(runs, is_in(field->value, field->field->modalities[i]),
                      modality_of(runs->writer, field->field->modalities[i]));
}

static void write_choices(form_runs *runs, const px_filled_field *field)
{
    const json_t *words = json_object_get(field->value, "words");
    const json_t *choices =
        json_is_object(field->value) ? json_object_get(field->value, "choices") : field->value;

    for (size_t i = 0; i < field->field->n_options; i++)
        form_runs_box(runs, is_in(choices, field->field->options[i].key),
                      px_bilingual_in(&field->field->options[i].label, runs->writer->tag));
    if (words) {
        form_runs_add(runs, PX_STR(""), PX_DOC_BREAK);
        form_runs_text(runs, words, 0);
    }
}

static void write_range(form_runs *runs, const px_filled_field *field)
{
    for (size_t i = 0; i < field->field->n_ranges; i++)
        form_runs_box(runs, px_str_eq(px_json_text(field->value), field->field->ranges[i].id),
                      px_bilingual_in(&field->field->ranges[i].label, runs->writer->tag));
}

/* ---- Sizes */

static void write_exact(form_runs *runs, const json_t *size, unsigned marks)
{
    const form_writer *w = runs->writer;
    const json_t *name = json_object_get(size, "name");

    form_runs_add(runs, PX_STR(""), marks);
    if (name) {
        form_runs_text(runs, name, marks & ~(unsigned)PX_DOC_BREAK);
        form_runs_say(runs, marks & ~(unsigned)PX_DOC_BREAK, N_(": "), NULL);
    }
    form_runs_add(
        runs,
        px_str_of(px_arena_format(
            w->arena, "%.*s %.*s", PX_STR_ARG(number_of(w, json_object_get(size, "value"))),
            PX_STR_ARG(px_value_words_unit(w->print->language, px_json_text_at(size, "unit"))))),
        marks & ~(unsigned)PX_DOC_BREAK);
}

static void write_size_of(form_runs *runs, const px_filled_field *field, px_str modality,
                          const json_t *size)
{
    bool border;
    const px_form_range *in = px_form_range_of_size(field->field, modality, size, &border);

    form_runs_add(runs, modality_of(runs->writer, modality),
                  PX_DOC_STRONG | (runs->count > 0 ? PX_DOC_BREAK : 0));
    for (size_t i = 0; in && i < field->field->n_ranges; i++)
        if (px_str_eq(field->field->ranges[i].modality, modality))
            form_runs_box(runs, in == &field->field->ranges[i],
                          px_bilingual_in(&field->field->ranges[i].label, runs->writer->tag));
    if (json_is_array(size)) {
        for (size_t i = 0; i < json_array_size(size); i++)
            write_exact(runs, json_array_get(size, i), PX_DOC_BREAK);
    } else if (json_object_get(size, "value")) {
        write_exact(runs, size, PX_DOC_BREAK | (in ? PX_DOC_SMALL : 0));
    }
}

static void write_sizes(form_runs *runs, const px_filled_field *field)
{
    for (size_t i = 0; i < field->field->n_modalities; i++) {
        px_str modality = field->field->modalities[i];
        const json_t *size = json_object_get(field->value, modality.ptr);

        if (size)
            write_size_of(runs, field, modality, size);
    }
}

/* ---- Other answers that are words */

static void write_by_modality(form_runs *runs, const px_filled_field *field)
{
    for (size_t i = 0; i < field->field->n_modalities; i++) {
        px_str modality = field->field->modalities[i];
        const json_t *text = json_object_get(field->value, modality.ptr);

        if (!text)
            continue;
        form_runs_add(runs, modality_of(runs->writer, modality),
                      PX_DOC_STRONG | (runs->count > 0 ? PX_DOC_BREAK : 0));
        form_runs_say(runs, 0, N_(": "), NULL);
        form_runs_text(runs, text, 0);
    }
}

static void write_month(form_runs *runs, const px_filled_field *field)
{
    const json_t *month =
        json_is_object(field->value) ? json_object_get(field->value, "month") : field->value;
    const json_t *words = json_object_get(field->value, "words");

    form_runs_add(runs, form_words(runs->writer, px_value_words_month, px_json_text(month)), 0);
    if (words) {
        form_runs_add(runs, PX_STR(""), PX_DOC_BREAK);
        form_runs_text(runs, words, 0);
    }
}

static void write_periods(form_runs *runs, const px_filled_field *field)
{
    if (!json_is_array(field->value)) {
        form_runs_add(runs, period_of(runs->writer, field->value), 0);
        return;
    }
    for (size_t i = 0; i < json_array_size(field->value); i++) {
        const json_t *period = json_array_get(field->value, i);

        form_runs_add(runs, px_json_text_at(period, "name"), i > 0 ? PX_DOC_BREAK : 0);
        form_runs_say(runs, 0, N_(": "), NULL);
        form_runs_add(runs, period_of(runs->writer, period), 0);
    }
}

static px_str with_unit(const form_writer *w, px_str number, px_str unit)
{
    return unit.len == 0 ? number
                         : px_str_of(px_arena_format(
                               w->arena, "%.*s %.*s", PX_STR_ARG(number),
                               PX_STR_ARG(px_value_words_unit(w->print->language, unit))));
}

static void write_number(form_runs *runs, const px_filled_field *field)
{
    form_runs_add(
        runs, with_unit(runs->writer, number_of(runs->writer, field->value), field->field->unit),
        0);
}

static void write_numbers(form_runs *runs, const px_filled_field *field)
{
    for (size_t i = 0; i < field->field->n_parts; i++) {
        const px_form_part *part = &field->field->parts[i];
        const json_t *number = json_object_get(field->value, part->key.ptr);

        if (!number)
            continue;
        form_runs_add(runs, px_bilingual_in(&part->label, runs->writer->tag),
                      runs->count > 0 ? PX_DOC_BREAK : 0);
        form_runs_say(runs, 0, N_(": "), NULL);
        form_runs_add(runs, number_of(runs->writer, number), 0);
    }
}

static px_str magnitude_of(const form_writer *w, const json_t *value)
{
    return px_str_of(px_arena_format(w->arena, "10^%lld", (long long)json_integer_value(value)));
}

static void write_magnitude(form_runs *runs, const px_filled_field *field)
{
    form_runs_add(
        runs, with_unit(runs->writer, magnitude_of(runs->writer, field->value), field->field->unit),
        0);
}

static void write_text(form_runs *runs, const px_filled_field *field)
{
    form_runs_text(runs, field->value, 0);
}

static void write_date(form_runs *runs, const px_filled_field *field)
{
    form_runs_add(runs, form_words(runs->writer, px_value_words_date, px_json_text(field->value)),
                  0);
}

bool form_value_runs(form_runs *runs, const px_filled_field *field)
{
    static void (*const writers[PX_FIELD_TYPE_COUNT])(form_runs *runs,
                                                      const px_filled_field *field) = {
        [PX_FIELD_TEXT] = write_text,           [PX_FIELD_YES_NO] = write_yes_no,
        [PX_FIELD_DATE] = write_date,           [PX_FIELD_MONTH] = write_month,
        [PX_FIELD_PERIOD] = write_periods,      [PX_FIELD_MODALITIES] = write_modalities,
        [PX_FIELD_NUMBER] = write_number,       [PX_FIELD_NUMBERS] = write_numbers,
        [PX_FIELD_MAGNITUDE] = write_magnitude, [PX_FIELD_SIZE] = write_sizes,
        [PX_FIELD_RANGE] = write_range,         [PX_FIELD_TEXT_BY_MODALITY] = write_by_modality,
        [PX_FIELD_CHOICES] = write_choices,
    };

    if (!writers[field->field->type])
        return false;
    writers[field->field->type](runs, field);
    return true;
}

/* ---- Tables */

static void write_cell(form_runs *runs, const px_official_field *field,
                       const px_form_column *column, const json_t *value)
{
    const form_writer *w = runs->writer;
    px_str text = px_json_text(value);

    if (!value)
        return;
    switch (column->type) {
    case PX_COLUMN_TEXT:
        form_runs_text(runs, value, 0);
        break;
    case PX_COLUMN_LINK:
        form_runs_link(runs, text, text, 0);
        break;
    case PX_COLUMN_DATE:
        form_runs_add(runs, form_words(w, px_value_words_date, text), 0);
        break;
    case PX_COLUMN_MONTH:
        form_runs_add(runs, form_words(w, px_value_words_month, text), 0);
        break;
    case PX_COLUMN_PERIOD:
        form_runs_add(runs, period_of(w, value), 0);
        break;
    case PX_COLUMN_NUMBER:
        form_runs_add(runs,
                      field->derived.how == PX_DERIVED_MAGNITUDE
                          ? magnitude_of(w, value)
                          : with_unit(w, number_of(w, value), column->unit),
                      0);
        break;
    case PX_COLUMN_MODALITY:
        form_runs_add(runs, modality_of(w, text), 0);
        break;
    case PX_COLUMN_CHOICE:
        for (size_t i = 0; i < column->n_options; i++)
            if (px_str_eq(column->options[i].key, text))
                form_runs_add(runs, px_bilingual_in(&column->options[i].label, w->tag), 0);
        break;
    default:
        form_runs_add(runs,
                      px_str_is(column->key, "unit") ? px_value_words_unit(w->print->language, text)
                                                     : text,
                      0);
    }
}

/* A column that no row fills is left out. */
static bool column_is_used(const json_t *rows, const px_form_column *column)
{
    bool used = column->required;

    for (size_t i = 0; !used && i < json_array_size(rows); i++)
        used = json_object_get(json_array_get(rows, i), column->key.ptr) != NULL;
    return used;
}

/* As wide as the longest word of its head asks, so that none is broken. */
static unsigned column_width(px_str title)
{
    size_t longest = COLUMN_LEAST;
    px_str word;

    while (px_str_split(&title, ' ', &word))
        longest = PX_MAX(longest, px_utf8_count(word));
    return (unsigned)longest;
}

static void write_list(form_writer *w, const px_filled_field *field)
{
    const px_form_column *columns[COLUMNS_MAX];
    px_doc_column heads[COLUMNS_MAX];
    size_t n = 0;

    for (size_t i = 0; i < field->field->n_columns && n < COLUMNS_MAX; i++)
        if (column_is_used(field->value, &field->field->columns[i])) {
            columns[n] = &field->field->columns[i];
            heads[n++] = (px_doc_column){
                .title = px_bilingual_in(&field->field->columns[i].label, w->tag),
                .key = field->field->columns[i].key,
            };
            heads[n - 1].width = column_width(heads[n - 1].title);
        }
    px_doc_table(w->document, heads, n, px_bilingual_in(&field->field->label, w->tag));
    for (size_t i = 0; i < json_array_size(field->value); i++) {
        px_doc_cell cells[COLUMNS_MAX] = { 0 };

        for (size_t j = 0; j < n; j++) {
            form_runs runs = { .writer = w };

            write_cell(&runs, field->field, columns[j],
                       json_object_get(json_array_get(field->value, i), columns[j]->key.ptr));
            cells[j] = (px_doc_cell){ .runs = runs.items,
                                      .n_runs = runs.count,
                                      .right = columns[j]->type == PX_COLUMN_NUMBER };
        }
        px_doc_row(w->document, cells, n);
    }
    px_doc_table_end(w->document);
}

/* By which rule the large datasets are listed: the share of data/summary_rules.tsv, both readings.
 */
static void write_large_rule(form_writer *w)
{
    px_summary_rule rule = px_summary_rule_of("large-dataset");
    form_runs runs = { .writer = w };

    form_runs_say(
        &runs, PX_DOC_SMALL,
        N_("Listed is each dataset that reaches {percent} % of one modality, either of all "
           "publicly available datasets or of all training data; the form leaves open "
           "which of the two is meant, so both were worked out and both count."),
        "percent", px_arena_format(w->arena, "%lld", rule.number), NULL);
    px_doc_paragraph(w->document, runs.items, runs.count);
}

/* ---- Domains */

static px_str count_at(const form_writer *w, const json_t *value, const char *key)
{
    const json_t *count = json_object_get(value, key);

    return count ? number_of(w, count) : PX_STR("?");
}

static void write_domain_rule(form_runs *runs, px_str rule)
{
    const form_writer *w = runs->writer;
    bool small = px_str_starts(rule, PX_STR("domains-small"));
    const char *percent = px_arena_format(
        w->arena, "%lld", px_summary_rule_of(small ? "domains-small" : "domains").number);

    if (small)
        form_runs_say(
            runs, PX_DOC_BREAK,
            N_("Rule: the top {percent} % of all domain names, or {number} of them, "
               "whichever is lower (small and medium-sized enterprises)."),
            "percent", percent, "number",
            px_arena_cstr(w->arena,
                          grouped_int(w, px_summary_rule_of("domains-small-number").number)),
            NULL);
    else
        form_runs_say(runs, PX_DOC_BREAK,
                      N_("Rule: the top {percent} % of all domain names, by size of the content."),
                      "percent", percent, NULL);
}

static void write_domain_sums(form_writer *w, const px_filled_field *field)
{
    const json_t *value = field->value, *file = json_object_get(value, "file");
    form_runs runs = { .writer = w };
    px_str shown = grouped_int(w, (long long)json_array_size(json_object_get(value, "shown")));

    form_runs_say(&runs, 0, N_("{shown} of {count} domain names of the list are shown here."),
                  "shown", px_arena_cstr(w->arena, shown), "count",
                  px_arena_cstr(w->arena, count_at(w, value, "count")), NULL);
    if (json_object_get(value, "total_domains"))
        form_runs_say(&runs, PX_DOC_BREAK, N_("Content came from {count} domain names in all."),
                      "count", px_arena_cstr(w->arena, count_at(w, value, "total_domains")), NULL);
    if (json_object_get(value, "share_of_bytes"))
        form_runs_say(&runs, PX_DOC_BREAK, N_("Share of all content that the list has: {share}."),
                      "share", px_arena_cstr(w->arena, count_at(w, value, "share_of_bytes")), NULL);
    write_domain_rule(&runs, px_json_text_at(value, "rule"));
    if (file) {
        form_runs_say(&runs, PX_DOC_BREAK, N_("The whole list is a file (CSV); its SHA-256:"),
                      NULL);
        form_runs_add(&runs, px_json_text(file), PX_DOC_BREAK | PX_DOC_SMALL);
    }
    if (file && w->print->domains_link.len > 0)
        form_runs_link(&runs, w->print->domains_link, w->print->domains_link, PX_DOC_BREAK);
    px_doc_field(w->document, px_bilingual_in(&field->field->label, w->tag), runs.items,
                 runs.count);
}

static void write_domains(form_writer *w, const px_filled_field *field)
{
    const px_language *language = w->print->language;
    const json_t *shown = json_object_get(field->value, "shown");
    px_doc_column heads[] = {
        { .title = px_str_of(px_tr(language, N_("Rank"))), .key = PX_STR("rank"), .width = 1 },
        { .title = px_str_of(px_tr(language, N_("Domain name"))),
          .key = PX_STR("domain"),
          .width = 4 },
        { .title = px_str_of(px_tr(language, N_("Bytes of content"))),
          .key = PX_STR("bytes"),
          .width = 2 },
    };

    write_domain_sums(w, field);
    px_doc_table(w->document, heads, PX_COUNT(heads),
                 px_bilingual_in(&field->field->label, w->tag));
    for (size_t i = 0; i < json_array_size(shown); i++) {
        const json_t *row = json_array_get(shown, i), *bytes = json_object_get(row, "bytes");
        form_runs name = { .writer = w }, size = { .writer = w };
        px_doc_cell cells[3] = { { .number = true, .value = (long long)i + 1 } };

        form_runs_add(&name, px_json_text_at(row, "domain"), 0);
        cells[1] = (px_doc_cell){ .runs = name.items, .n_runs = name.count };
        if (bytes) {
            form_runs_add(&size, number_of(w, bytes), 0);
            cells[2] = (px_doc_cell){ .runs = size.items,
                                      .n_runs = size.count,
                                      .number = true,
                                      .value = json_integer_value(bytes) };
        }
        px_doc_row(w->document, cells, PX_COUNT(cells));
    }
    px_doc_table_end(w->document);
}

void form_value_table(form_writer *w, const px_filled_field *field)
{
    if (field->field->type == PX_FIELD_DOMAINS) {
        write_domains(w, field);
        return;
    }
    write_list(w, field);
    for (size_t i = 0; i < field->field->n_columns; i++)
        if (px_str_is(field->field->columns[i].key, "share_of_public"))
            write_large_rule(w);
}
