/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/text_count.h"

#include <openssl/sha.h>

#include "base/macro.h"
#include "corpus/tokenizer.h"

#include "base/banned.h"

enum {
    DIGEST = 16 /* bytes of the SHA-256 that tell texts apart */
};

static const char *const claim_names[PX_CLAIM_SOURCES] = {
    [PX_CLAIM_DATA] = "data",
    [PX_CLAIM_HTTP] = "http",
    [PX_CLAIM_PAGE] = "page",
};

const char *px_claim_name(px_claim_source source)
{
    return claim_names[source];
}

static const char *const tokens_names[] = {
    [PX_TOKENS_COLUMN] = "column",
    [PX_TOKENS_OFF] = "off",
    [PX_TOKENS_SAMPLE] = "sample",
};

const char *px_tokens_name(px_tokens tokens)
{
    return tokens_names[tokens];
}

bool px_tokens_of_name(px_str name, px_tokens *ret_tokens)
{
    for (size_t i = 0; i < PX_COUNT(tokens_names); i++) {
        if (px_str_is(name, tokens_names[i])) {
            *ret_tokens = (px_tokens)i;
            return true;
        }
    }
    return false;
}

bool px_text_options_sample(const px_text_options *options)
{
    return options->languages == PX_LANGUAGES_SAMPLE || options->tokens == PX_TOKENS_SAMPLE;
}

bool px_text_options_need_text(const px_text_options *options)
{
    return options->languages != PX_LANGUAGES_OFF || options->duplicates ||
           px_text_options_sample(options);
}

size_t px_text_options_size(const px_text_options *options)
{
    return options->sample_size ? options->sample_size : PX_SAMPLE_DEFAULT;
}

static void add(px_tally *tally, px_dimension dimension, px_str key, const px_record *record)
{
    px_row_add(px_tally_row(tally, dimension, PX_MODALITY_TEXT, key), record);
}

/* "http eng-Latn en-US"; what is no word that may be printed is not kept as it is written. */
static void make_claim_key(px_claim_source source, px_str written, px_claim_key *ret)
{
    char room[PX_LANGUAGE_NAME_MAX + 1];
    px_str normal = px_language_normal(written, room);
    bool plain = written.len <= PX_CLAIM_MAX;

    for (size_t i = 0; i < written.len; i++)
        plain = plain && written.ptr[i] > ' ' && written.ptr[i] < 0x7f;
    ret->key_len =
        (unsigned char)snprintf(ret->key, sizeof(ret->key), "%s %.*s %.*s", claim_names[source],
                                PX_STR_ARG(normal), PX_STR_ARG(plain ? written : PX_STR("?")));
    ret->written_len = (unsigned char)PX_MIN(written.len, sizeof(ret->written));
    memcpy(ret->written, written.ptr, ret->written_len);
}

static void add_claim(px_text_place *place, px_tally *tally, px_claim_source source, px_str written,
                      const px_record *record)
{
    px_claim_key *last = &place->claims[source];

    if (last->key_len == 0 || written.len > PX_CLAIM_MAX ||
        !px_str_eq(written, px_str_n(last->written, last->written_len)))
        make_claim_key(source, written, last);
    add(tally, PX_BY_CLAIM, px_str_n(last->key, last->key_len), record);
}

/* What the claims are worth by what was measured. */
static px_str flags_of(const px_record *record, px_str language, char flags[PX_CLAIM_SOURCES + 1])
{
    bool known = !px_str_is(language, PX_LANGUAGE_UNKNOWN) && !px_str_is(language, "-");

    for (int i = 0; i < PX_CLAIM_SOURCES; i++) {
        px_str claim = record->languages[i];
        char room[PX_LANGUAGE_NAME_MAX + 1];
        bool claimed =
            claim.len > 0 && !px_str_is(px_language_normal(claim, room), PX_LANGUAGE_UNKNOWN);

        flags[i] = !claimed || !known ? '.' : px_language_agrees(claim, language) ? '+' : '-';
    }
    flags[PX_CLAIM_SOURCES] = '\0';
    return px_str_n(flags, PX_CLAIM_SOURCES);
}

static void add_language(px_tally *tally, px_str looked_at, const px_record *record)
{
    char room[PX_LANGUAGE_NAME_MAX + 1], flags[PX_CLAIM_SOURCES + 1], key[PX_SAMPLE_KEY_MAX];
    px_str language = px_language_of_text(looked_at, room);
    px_str marks = flags_of(record, language, flags);
    int len = snprintf(key, sizeof(key), "%.*s %.*s", PX_STR_ARG(language), PX_STR_ARG(marks));

    add(tally, PX_BY_LANGUAGE, px_str_n(key, (size_t)len), record);
}

static void add_sampled(px_text_place *place, px_tally *tally, const px_record *record)
{
    uint64_t hash = px_sample_hash(record->text);
    uint64_t documents = record->figures[PX_FIGURE_DOCUMENTS];
    char room[PX_LANGUAGE_NAME_MAX + 1], flags[PX_CLAIM_SOURCES + 1], key[PX_SAMPLE_KEY_MAX + 1];
    px_str language = PX_STR("-");
    px_row *row;

    if (!px_sample_wants(place->sample, place->list, hash))
        return;
    if (place->options->languages == PX_LANGUAGES_SAMPLE)
        language = px_language_of_text(record->text, room);
    row = px_tally_row(tally, PX_BY_SAMPLE, PX_MODALITY_TEXT,
                       px_sample_key(hash, language, flags_of(record, language, flags), key));
    row->figures[PX_FIGURE_DOCUMENTS] += documents;
    row->figures[PX_FIGURE_TEXT] += record->text.len * documents;
    row->figures[PX_FIGURE_CHARACTERS] += record->figures[PX_FIGURE_CHARACTERS];
    if (place->options->tokens == PX_TOKENS_SAMPLE)
        row->figures[PX_FIGURE_TOKENS] +=
            documents * px_tokenizer_encode(place->options->tokenizer, record->text, NULL);
    px_sample_list_add(place->sample, place->list, hash);
}

static void add_duplicate(px_tally *tally, const px_record *record)
{
    unsigned char digest[SHA256_DIGEST_LENGTH];

    (void)SHA256((const unsigned char *)record->text.ptr, record->text.len, digest);
    add(tally, PX_BY_DUPLICATE, px_str_n((const char *)digest, DIGEST), record);
}

void px_text_count(px_text_place *place, px_tally *tally, const px_record *record)
{
    const px_text_options *options = place->options;

    for (int i = 0; i < PX_CLAIM_SOURCES; i++)
        if (record->languages[i].len > 0)
            add_claim(place, tally, (px_claim_source)i, record->languages[i], record);
    if (!record->text.ptr || record->role != PX_RECORD_DOCUMENT)
        return;
    add(tally, PX_BY_TEXT, PX_STR(""), record);
    if (options->languages == PX_LANGUAGES_FULL)
        add_language(tally, record->text, record);
    else if (options->languages == PX_LANGUAGES_PREFIX)
        add_language(tally, px_language_prefix(record->text), record);
    if (place->sample)
        add_sampled(place, tally, record);
    if (options->duplicates)
        add_duplicate(tally, record);
}
