/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the rows about texts say, put together: bytes by language, what claims are worth, tokens,
 * duplicates. From a sample they are estimates with an interval (corpus/estimate.h); where every
 * text is in the sample, they are exact.
 */
#ifndef PX_CORPUS_TEXT_SUMS_H
#define PX_CORPUS_TEXT_SUMS_H

#include "corpus/estimate.h"
#include "corpus/partial.h"
#include "corpus/text_count.h"

typedef struct px_language_sum {
    char name[PX_LANGUAGE_NAME_MAX + 1]; /* "eng-Latn" */
    const px_iso_language *language;     /* NULL: not in the table, or unknown */
    uint64_t documents;                  /* that were looked at */
    px_estimate bytes;                   /* of text */
} px_language_sum;

/* Claims of one source by what was measured, where both name a language: documents that were looked
 * at, and the share of their bytes that disagrees. */
typedef struct px_claim_sum {
    uint64_t agree, disagree;
    px_estimate share;
} px_claim_sum;

/* Different things, and documents beyond the first of each, with their bytes. */
typedef struct px_repeats {
    uint64_t different, documents, bytes;
} px_repeats;

typedef struct px_text_sums {
    uint64_t documents, bytes, characters; /* all that have a text */
    uint64_t texts, looked_at;             /* different texts, and documents, of the sample */
    bool exact;                            /* nothing is estimated */
    px_language_sum *languages; /* most bytes first; official ones of the Union always; owned */
    size_t n_languages;
    px_claim_sum claims[PX_CLAIM_SOURCES];
    px_estimate tokens; /* of the tokenizer */
    px_repeats texts_again, payloads_again;
} px_text_sums;

/* What a partial says of how texts were looked at. */
typedef struct px_text_facts {
    px_text_options options; /* without the tokenizer */
    bool payloads;           /* digests of payloads were counted */
    const char *detector;    /* "CLD2 V2.0 - 20141016"; the strings are the partial's */
    const char *tokenizer, *tokenizer_sha256, *token_pattern;
} px_text_facts;
void px_text_facts_read(const px_partial_head *head, px_text_facts *ret_facts);

/* The sums of a partial. */
int px_text_sums_read(const px_partial *partial, const px_text_facts *facts, px_text_sums *ret_sums,
                      px_error *err) PX_MUST_CHECK;

#endif
