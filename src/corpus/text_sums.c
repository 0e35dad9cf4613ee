/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/text_sums.h"

#include "base/error.h"

#include "base/banned.h"

/* What is added up of one language. */
typedef struct language_sums {
    char name[PX_LANGUAGE_NAME_MAX + 1];
    uint64_t documents;
    double bytes, squares; /* of bytes, over clusters */
} language_sums;

/* A text of the sample with all documents equal to it. */
typedef struct cluster {
    char hash[16];
    char language[PX_LANGUAGE_NAME_MAX + 1];
    double bytes, tokens;
    double claimed[PX_CLAIM_SOURCES], disagree[PX_CLAIM_SOURCES];
} cluster;

/* Takes rows in their order, those of other dimensions too. */
typedef struct text_summing {
    px_text_options options;
    px_text_sums sums;
    language_sums *languages; /* owned */
    size_t n_languages, room;
    px_ratio_sums all, tokens, claims[PX_CLAIM_SOURCES]; /* of clusters; all: bytes alone */
    cluster open;
    bool has_open;
} text_summing;

static language_sums *language_of(text_summing *s, px_str name)
{
    language_sums *added;

    name = px_str_sub(name, 0, PX_LANGUAGE_NAME_MAX);
    for (size_t i = 0; i < s->n_languages; i++)
        if (px_str_is(name, s->languages[i].name))
            return &s->languages[i];
    if (s->n_languages == s->room) {
        s->room = s->room ? 2 * s->room : 64;
        s->languages = px_realloc(s->languages, s->room * sizeof(*s->languages));
    }
    added = &s->languages[s->n_languages++];
    *added = (language_sums){ .name = "" };
    if (name.len)
        memcpy(added->name, name.ptr, name.len);
    return added;
}

/* ---- The sample */

static void close_cluster(text_summing *s)
{
    const cluster *c = &s->open;
    language_sums *language;

    if (!s->has_open)
        return;
    s->has_open = false;
    if (s->options.languages == PX_LANGUAGES_SAMPLE) {
        language = language_of(s, px_str_of(c->language));
        language->bytes += c->bytes;
        language->squares += c->bytes * c->bytes;
    }
    px_ratio_add(&s->all, c->bytes, 0);
    px_ratio_add(&s->tokens, c->bytes, c->tokens);
    for (int i = 0; i < PX_CLAIM_SOURCES; i++)
        if (c->claimed[i] > 0 && s->options.languages == PX_LANGUAGES_SAMPLE)
            px_ratio_add(&s->claims[i], c->claimed[i], c->disagree[i]);
    s->sums.texts++;
}

static void count_flags(text_summing *s, px_str flags, uint64_t documents)
{
    for (size_t i = 0; i < PX_CLAIM_SOURCES && i < flags.len; i++) {
        s->sums.claims[i].agree += flags.ptr[i] == '+' ? documents : 0;
        s->sums.claims[i].disagree += flags.ptr[i] == '-' ? documents : 0;
    }
}

static void add_sampled(text_summing *s, const px_row *row)
{
    px_str language, flags, key = px_row_key(row);
    uint64_t documents = row->figures[PX_FIGURE_DOCUMENTS];
    double bytes = (double)row->figures[PX_FIGURE_TEXT];
    cluster *c = &s->open;

    if (!px_sample_key_read(key, &language, &flags))
        return;
    if (!s->has_open || memcmp(c->hash, key.ptr, sizeof(c->hash)) != 0) {
        close_cluster(s);
        *c = (cluster){ .bytes = 0 };
        memcpy(c->language, language.ptr, PX_MIN(language.len, (size_t)PX_LANGUAGE_NAME_MAX));
        memcpy(c->hash, key.ptr, sizeof(c->hash));
        s->has_open = true;
    }
    if (s->options.languages == PX_LANGUAGES_SAMPLE) {
        language_of(s, language)->documents += documents;
        count_flags(s, flags, documents);
    }
    c->bytes += bytes;
    c->tokens += (double)row->figures[PX_FIGURE_TOKENS];
    for (size_t i = 0; i < PX_CLAIM_SOURCES && i < flags.len; i++) {
        c->claimed[i] += flags.ptr[i] != '.' ? bytes : 0;
        c->disagree[i] += flags.ptr[i] == '-' ? bytes : 0;
    }
    s->sums.looked_at += documents;
}

/* ---- Rows */

/* All documents were looked at: each is a cluster of its own, and nothing is estimated. */
static void add_measured(text_summing *s, const px_row *row)
{
    px_str key = px_row_key(row), name, flags = key;
    uint64_t documents = row->figures[PX_FIGURE_DOCUMENTS];
    double bytes = (double)row->figures[PX_FIGURE_TEXT];
    language_sums *language;

    (void)px_str_split(&flags, ' ', &name);
    language = language_of(s, name);
    language->documents += documents;
    language->bytes += bytes;
    count_flags(s, flags, documents);
    for (size_t i = 0; i < PX_CLAIM_SOURCES && i < flags.len; i++)
        if (flags.ptr[i] != '.')
            px_ratio_add(&s->claims[i], bytes, flags.ptr[i] == '-' ? bytes : 0);
}

/* Of a row that so many documents have; it is no row without any. */
static void add_repeats(px_repeats *repeats, uint64_t documents, uint64_t bytes)
{
    if (documents == 0)
        return;
    repeats->different++;
    repeats->documents += documents - 1;
    repeats->bytes += bytes / documents * (documents - 1);
}

static void add_row(text_summing *s, const px_row *row)
{
    uint64_t documents = row->figures[PX_FIGURE_DOCUMENTS];

    switch (row->dimension) {
    case PX_BY_TEXT:
        s->sums.documents += documents;
        s->sums.bytes += row->figures[PX_FIGURE_TEXT];
        s->sums.characters += row->figures[PX_FIGURE_CHARACTERS];
        break;
    case PX_BY_LANGUAGE:
        add_measured(s, row);
        break;
    case PX_BY_SAMPLE:
        add_sampled(s, row);
        break;
    case PX_BY_DUPLICATE:
        add_repeats(&s->sums.texts_again, documents, row->figures[PX_FIGURE_TEXT]);
        break;
    case PX_BY_PAYLOAD:
        add_repeats(&s->sums.payloads_again, documents, row->figures[PX_FIGURE_CONTENT]);
        break;
    default:
        break;
    }
}

/* ---- The end */

static px_estimate estimate_language(const text_summing *s, const language_sums *language,
                                     double drawn)
{
    px_ratio_sums sums = s->all;

    if (s->options.languages != PX_LANGUAGES_SAMPLE)
        return (px_estimate){ language->bytes, language->bytes, language->bytes, 0 };
    sums.y = language->bytes;
    sums.by = sums.yy = language->squares;
    return px_estimate_share(&sums, (double)s->sums.bytes, drawn);
}

static int by_bytes(const void *a, const void *b)
{
    const px_language_sum *x = a, *y = b;

    if (x->bytes.value != y->bytes.value)
        return x->bytes.value > y->bytes.value ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* The official languages of the Union that were not met are met with nothing. */
static void add_official(text_summing *s)
{
    size_t count;
    const px_iso_language *all = px_iso_languages(&count);

    for (size_t i = 0; i < count; i++) {
        char room[PX_LANGUAGE_NAME_MAX + 1];
        bool met = !all[i].official;

        for (size_t k = 0; k < s->n_languages; k++)
            met = met || px_str_starts(px_str_of(s->languages[k].name), all[i].code);
        if (!met)
            (void)language_of(s, px_iso_language_name(&all[i], PX_STR(""), room));
    }
}

static void list_languages(text_summing *s, double drawn)
{
    px_text_sums *sums = &s->sums;

    add_official(s);
    sums->languages = px_alloc((s->n_languages + 1) * sizeof(*sums->languages));
    for (size_t i = 0; i < s->n_languages; i++) {
        const language_sums *from = &s->languages[i];
        px_language_sum *to = &sums->languages[sums->n_languages++];

        *to = (px_language_sum){ .documents = from->documents };
        memcpy(to->name, from->name, sizeof(to->name));
        to->language = px_iso_language_find(px_str_sub(px_str_of(to->name), 0, 3));
        to->bytes = estimate_language(s, from, drawn);
    }
    qsort(sums->languages, sums->n_languages, sizeof(*sums->languages), by_bytes);
}

static void finish(text_summing *s, px_text_sums *ret_sums)
{
    px_text_sums *sums = &s->sums;
    double drawn = 1;

    close_cluster(s);
    if (px_text_options_sample(&s->options) && sums->documents > 0)
        drawn = (double)sums->looked_at / (double)sums->documents;
    sums->exact = drawn >= 1;
    sums->tokens = px_estimate_amount(&s->tokens, (double)sums->bytes, drawn);
    for (int i = 0; i < PX_CLAIM_SOURCES; i++)
        sums->claims[i].share = px_estimate_share(
            &s->claims[i], 1, s->options.languages == PX_LANGUAGES_SAMPLE ? drawn : 1);
    if (s->options.languages != PX_LANGUAGES_OFF)
        list_languages(s, drawn);
    *ret_sums = *sums;
}

/* ---- Partials */

void px_text_facts_read(const px_partial_head *head, px_text_facts *ret_facts)
{
    px_text_facts facts = {
        .detector = px_partial_setting(head, "language_detector"),
        .tokenizer = px_partial_setting(head, "tokenizer"),
        .tokenizer_sha256 = px_partial_setting(head, "tokenizer_sha256"),
        .token_pattern = px_partial_setting(head, "token_pattern"),
    };

    /* Names that are not known leave what is said of them out. */
    (void)px_languages_of_name(px_str_of(px_partial_setting(head, "languages")),
                               &facts.options.languages);
    (void)px_tokens_of_name(px_str_of(px_partial_setting(head, "tokens")), &facts.options.tokens);
    facts.options.duplicates = strcmp(px_partial_setting(head, "duplicates"), "yes") == 0;
    facts.payloads = strcmp(px_partial_setting(head, "payloads"), "yes") == 0;
    *ret_facts = facts;
}

static int add_rows(text_summing *s, const px_partial *partial, px_dimension dimension,
                    px_error *err)
{
    PX_AUTO_ROWS px_rows *rows = px_partial_rows(partial, dimension);
    const px_row *row = NULL;
    int rc;

    do {
        rc = px_rows_next(rows, &row, err);
        if (rc >= 0 && row)
            add_row(s, row);
    } while (rc >= 0 && row);
    return rc;
}

int px_text_sums_read(const px_partial *partial, const px_text_facts *facts, px_text_sums *ret_sums,
                      px_error *err)
{
    static const px_dimension dimensions[] = { PX_BY_TEXT, PX_BY_LANGUAGE, PX_BY_SAMPLE,
                                               PX_BY_DUPLICATE, PX_BY_PAYLOAD };
    text_summing s = { .options = facts->options };
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < PX_COUNT(dimensions); i++)
        rc = add_rows(&s, partial, dimensions[i], err);
    if (rc >= 0)
        finish(&s, ret_sums);
    free(s.languages);
    return rc;
}
