/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/report_texts.h"

#include "base/table.h"
#include "corpus/text_sums.h"

#include "base/banned.h"

/* What both reports say it from. */
typedef struct text_findings {
    const px_report *report;
    px_text_facts facts;
    px_text_sums sums;
} text_findings;

static int find_all(const px_report *report, text_findings *ret, px_error *err)
{
    ret->report = report;
    px_text_facts_read(px_partial_head_of(report->result->partial), &ret->facts);
    return px_text_sums_read(report->result->partial, &ret->facts, &ret->sums, err);
}

static long long rounded(double value)
{
    return (long long)(value + 0.5);
}

/* ---- JSON */

static void put_estimate(px_json *json, const char *name, const px_estimate *e, bool exact)
{
    px_json_pair_int(json, name, rounded(e->value));
    if (exact)
        return;
    px_json_pair_int(json, "low", rounded(e->low));
    px_json_pair_int(json, "high", rounded(e->high));
    px_json_pair_int(json, "standard_error", rounded(e->error));
}

static void put_sample(px_json *json, const px_text_sums *sums)
{
    px_json_pair_int(json, "sampled_texts", (long long)sums->texts);
    px_json_pair_int(json, "sampled_documents", (long long)sums->looked_at);
    px_json_pair_bool(json, "exact", sums->exact);
}

static void put_languages(px_json *json, const text_findings *f)
{
    const px_text_sums *sums = &f->sums;
    px_languages how = f->facts.options.languages;

    px_json_key(json, "languages");
    px_json_object(json);
    px_json_pair_cstr(json, "how", px_languages_name(how));
    px_json_pair_cstr(json, "detector", f->facts.detector);
    if (how == PX_LANGUAGES_PREFIX)
        px_json_pair_int(json, "prefix_bytes", PX_LANGUAGE_PREFIX);
    if (how == PX_LANGUAGES_SAMPLE)
        put_sample(json, sums);
    px_json_key(json, "list");
    px_json_array(json);
    for (size_t i = 0; i < sums->n_languages; i++) {
        const px_language_sum *sum = &sums->languages[i];

        px_json_object(json);
        px_json_pair_cstr(json, "language", sum->name);
        if (sum->language)
            px_json_pair_str(json, "name", sum->language->english);
        px_json_pair_bool(json, "official_in_eu", sum->language && sum->language->official);
        px_json_pair_int(json, "documents", (long long)sum->documents);
        put_estimate(json, "text_bytes", &sum->bytes, how != PX_LANGUAGES_SAMPLE || sums->exact);
        px_json_object_end(json);
    }
    px_json_array_end(json);
    px_json_object_end(json);
}

/* "http eng-Latn en-US" */
static void put_claimed(px_json *json, const px_group *group)
{
    px_str rest = group->key, source, language;

    (void)px_str_split(&rest, ' ', &source);
    (void)px_str_split(&rest, ' ', &language);
    px_json_object(json);
    px_json_pair_str(json, "source", source);
    px_json_pair_str(json, "language", language);
    px_json_pair_str(json, "as_written", rest);
    px_json_pair_int(json, "documents", (long long)group->figures[PX_FIGURE_DOCUMENTS]);
    px_json_pair_int(json, "text_bytes", (long long)group->figures[PX_FIGURE_TEXT]);
    px_json_object_end(json);
}

static void put_claims(px_json *json, const text_findings *f)
{
    px_groups groups;

    px_result_groups(f->report->result, PX_BY_CLAIM, SIZE_MAX, PX_ORDER_KEY, &groups);
    px_json_key(json, "claimed_languages");
    px_json_array(json);
    for (size_t i = 0; i < groups.count; i++)
        put_claimed(json, &groups.items[i]);
    px_json_array_end(json);
    free(groups.items);
    px_json_key(json, "claims_compared");
    px_json_array(json);
    for (int i = 0; i < PX_CLAIM_SOURCES; i++) {
        const px_claim_sum *claim = &f->sums.claims[i];

        if (claim->agree + claim->disagree == 0)
            continue;
        px_json_object(json);
        px_json_pair_cstr(json, "source", px_claim_name((px_claim_source)i));
        px_json_pair_int(json, "agree", (long long)claim->agree);
        px_json_pair_int(json, "disagree", (long long)claim->disagree);
        px_json_key(json, "share_of_bytes_that_disagrees");
        px_json_real(json, claim->share.value);
        px_json_object_end(json);
    }
    px_json_array_end(json);
}

static void put_tokens(px_json *json, const text_findings *f)
{
    uint64_t column = f->report->result->total.figures[PX_FIGURE_TOKENS];

    px_json_key(json, "tokens");
    px_json_object(json);
    if (f->facts.options.tokens == PX_TOKENS_SAMPLE) {
        px_json_pair_cstr(json, "how", "sample");
        px_json_pair_cstr(json, "tokenizer", f->facts.tokenizer);
        px_json_pair_cstr(json, "tokenizer_sha256", f->facts.tokenizer_sha256);
        px_json_pair_cstr(json, "pattern", f->facts.token_pattern);
        put_sample(json, &f->sums);
        put_estimate(json, "tokens", &f->sums.tokens, f->sums.exact);
    } else if (column > 0) {
        px_json_pair_cstr(json, "how", "column");
        px_json_pair_int(json, "tokens", (long long)column);
    } else {
        px_json_pair_cstr(json, "how", "not counted");
    }
    px_json_object_end(json);
}

static void put_duplicates(px_json *json, const px_text_sums *sums)
{
    px_json_key(json, "duplicates");
    px_json_object(json);
    px_json_pair_int(json, "different_texts", (long long)sums->texts_again.different);
    px_json_pair_int(json, "repeated_documents", (long long)sums->texts_again.documents);
    px_json_pair_int(json, "repeated_text_bytes", (long long)sums->texts_again.bytes);
    px_json_object_end(json);
}

static void put_payloads(px_json *json, const px_text_sums *sums)
{
    px_json_key(json, "payloads");
    px_json_object(json);
    px_json_pair_int(json, "different_payloads", (long long)sums->payloads_again.different);
    px_json_pair_int(json, "repeated_documents", (long long)sums->payloads_again.documents);
    px_json_pair_int(json, "repeated_content_bytes", (long long)sums->payloads_again.bytes);
    px_json_object_end(json);
}

int px_report_texts_json(px_json *json, const px_report *report, px_error *err)
{
    text_findings f;
    int rc = find_all(report, &f, err);

    if (rc < 0)
        return rc;
    if (px_text_options_need_text(&f.facts.options)) {
        px_json_key(json, "texts");
        px_json_object(json);
        px_json_pair_int(json, "documents", (long long)f.sums.documents);
        px_json_pair_int(json, "text_bytes", (long long)f.sums.bytes);
        px_json_pair_int(json, "characters", (long long)f.sums.characters);
        px_json_object_end(json);
    }
    if (f.facts.options.languages != PX_LANGUAGES_OFF)
        put_languages(json, &f);
    put_claims(json, &f);
    put_tokens(json, &f);
    if (f.facts.options.duplicates)
        put_duplicates(json, &f.sums);
    if (f.facts.payloads)
        put_payloads(json, &f.sums);
    free(f.sums.languages);
    return 0;
}

/* ---- Text */

typedef struct texts_report {
    const px_text_report *text;
    const px_text_facts *facts;
    const px_text_sums *sums;
} texts_report;

static uint64_t whole(double value)
{
    return (uint64_t)rounded(value);
}

static void put_sentence(const texts_report *t, const char *message, const char *name,
                         uint64_t value)
{
    px_text_sentence(t->text, message, name, value, NULL, 0);
}

static px_str title_of(const texts_report *t, const px_language_sum *sum)
{
    if (!sum->language)
        return px_str_is(px_str_of(sum->name), PX_LANGUAGE_UNKNOWN)
                   ? px_str_of(px_tr(t->text->language, N_("(not known)")))
                   : PX_STR("");
    return strcmp(px_language_tag(t->text->language), "fr") == 0 ? sum->language->french
                                                                 : sum->language->english;
}

static void put_language_row(const texts_report *t, px_table *table, const px_language_sum *sum,
                             bool estimated)
{
    px_table_cell(table, px_str_of(sum->name));
    px_table_cell(table, title_of(t, sum));
    px_text_int(t->text, table, sum->documents);
    px_text_int(t->text, table, whole(sum->bytes.value));
    if (!estimated)
        return;
    px_text_int(t->text, table, whole(sum->bytes.low));
    px_text_int(t->text, table, whole(sum->bytes.high));
}

static void put_language_table(const texts_report *t)
{
    static const px_column columns[] = {
        { N_("language"), PX_ALIGN_LEFT },   { "", PX_ALIGN_LEFT },
        { N_("documents"), PX_ALIGN_RIGHT }, { N_("text bytes"), PX_ALIGN_RIGHT },
        { N_("at least"), PX_ALIGN_RIGHT },  { N_("at most"), PX_ALIGN_RIGHT },
    };
    bool estimated = t->facts->options.languages == PX_LANGUAGES_SAMPLE && !t->sums->exact;
    px_table *table = px_text_table(t->text, columns, estimated ? 6 : 4);
    size_t others = 0;

    for (size_t i = 0; i < t->sums->n_languages; i++) {
        const px_language_sum *sum = &t->sums->languages[i];

        if (i >= t->text->report->top && !(sum->language && sum->language->official))
            others++;
        else
            put_language_row(t, table, sum, estimated);
    }
    px_text_table_end(t->text, table);
    if (others)
        px_text_counted(
            t->text, N_PLURAL("and {count} more language", "and {count} more languages"), others);
}

static void put_how(const texts_report *t)
{
    const px_text_figure sample[] = { { "texts", t->sums->texts },
                                      { "looked", t->sums->looked_at },
                                      { "all", t->sums->documents } };
    px_arg version = { "detector", px_str_of(t->facts->detector) };
    px_languages how = t->facts->options.languages;

    px_message(t->text->out, t->text->language, N_("Languages by {detector}"), &version, 1);
    px_builder_char(t->text->out, '\n');
    if (how == PX_LANGUAGES_PREFIX)
        put_sentence(t, N_("of the first {bytes} bytes of each text"), "bytes", PX_LANGUAGE_PREFIX);
    else if (how == PX_LANGUAGES_SAMPLE && !t->sums->exact)
        px_text_figures(t->text,
                        N_("of a sample of {texts} texts ({looked} of {all} documents); between "
                           "at least and at most with a confidence of 95 %"),
                        sample, PX_COUNT(sample));
}

static void put_claim_lines(const texts_report *t)
{
    static const char *const messages[PX_CLAIM_SOURCES] = {
        [PX_CLAIM_DATA] = N_("Languages that the data name: {agree} agree with what was found, "
                             "{disagree} do not ({share} % of the bytes)"),
        [PX_CLAIM_HTTP] = N_("Languages that headers of HTTP name: {agree} agree with what was "
                             "found, {disagree} do not ({share} % of the bytes)"),
        [PX_CLAIM_PAGE] = N_("Languages that pages name: {agree} agree with what was found, "
                             "{disagree} do not ({share} % of the bytes)"),
    };

    for (int i = 0; i < PX_CLAIM_SOURCES; i++) {
        const px_claim_sum *claim = &t->sums->claims[i];
        const px_text_figure numbers[] = { { "agree", claim->agree },
                                           { "disagree", claim->disagree },
                                           { "share", whole(claim->share.value * 100) } };

        if (claim->agree + claim->disagree > 0)
            px_text_figures(t->text, messages[i], numbers, PX_COUNT(numbers));
    }
}

static void put_token_lines(const texts_report *t)
{
    uint64_t column = t->text->report->result->total.figures[PX_FIGURE_TOKENS];
    const px_estimate *e = &t->sums->tokens;
    const px_text_figure numbers[] = { { "tokens", whole(e->value) },
                                       { "low", whole(e->low) },
                                       { "high", whole(e->high) },
                                       { "texts", t->sums->texts } };

    px_builder_char(t->text->out, '\n');
    if (t->facts->options.tokens == PX_TOKENS_SAMPLE) {
        px_arg args[] = { { "name", px_str_of(t->facts->tokenizer) },
                          { "hash", px_str_sub(px_str_of(t->facts->tokenizer_sha256), 0, 12) } };

        if (t->sums->exact)
            px_text_figures(t->text, N_("Tokens: {tokens}"), numbers, 1);
        else
            px_text_figures(t->text,
                            N_("Tokens: {tokens}, estimated from {texts} texts; between {low} and "
                               "{high} with a confidence of 95 %"),
                            numbers, PX_COUNT(numbers));
        px_message(t->text->out, t->text->language,
                   N_("Tokenizer: {name} (vocabulary with SHA-256 {hash}...), without special "
                      "tokens"),
                   args, PX_COUNT(args));
        px_builder_char(t->text->out, '\n');
    } else if (column > 0) {
        put_sentence(t, N_("Tokens: {tokens}, the sum of what the data say"), "tokens", column);
    } else {
        px_builder_format(
            t->text->out, "%s\n",
            px_tr(t->text->language, N_("Tokens were neither counted nor estimated")));
    }
}

static void put_repeats(const px_text_report *t, const char *message, const char *what,
                        const px_repeats *repeats)
{
    const px_text_figure numbers[] = { { what, repeats->different },
                                       { "documents", repeats->documents },
                                       { "bytes", repeats->bytes } };

    px_text_figures(t, message, numbers, PX_COUNT(numbers));
}

int px_report_texts(const px_text_report *t, px_error *err)
{
    text_findings f;
    const texts_report texts = { t, &f.facts, &f.sums };
    int rc = find_all(t->report, &f, err);

    if (rc < 0)
        return rc;
    if (f.facts.options.languages != PX_LANGUAGES_OFF) {
        put_language_table(&texts);
        put_how(&texts);
        put_claim_lines(&texts);
    }
    put_token_lines(&texts);
    if (f.facts.options.duplicates)
        put_repeats(t,
                    N_("Different texts: {texts}; documents that repeat one of them: {documents}, "
                       "{bytes} bytes of text"),
                    "texts", &f.sums.texts_again);
    if (f.facts.payloads)
        put_repeats(t,
                    N_("Different payloads by the digests that archives state: {payloads}; "
                       "documents that repeat one of them: {documents}, {bytes} bytes of content"),
                    "payloads", &f.sums.payloads_again);
    free(f.sums.languages);
    return 0;
}
