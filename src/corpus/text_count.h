/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the text of a document adds to a tally: the language it is in, what is claimed of it, its
 * place in the sample, and whether it is there twice.
 */
#ifndef PX_CORPUS_TEXT_COUNT_H
#define PX_CORPUS_TEXT_COUNT_H

#include "corpus/sample.h"
#include "corpus/tally.h"
#include "corpus/text_language.h"

struct px_tokenizer; /* corpus/tokenizer.h */

typedef enum px_tokens {
    PX_TOKENS_COLUMN, /* the field of the data is summed */
    PX_TOKENS_OFF,
    PX_TOKENS_SAMPLE /* those of a sample are counted */
} px_tokens;

const char *px_tokens_name(px_tokens tokens); /* "column": stable, as in the option */
bool px_tokens_of_name(px_str name, px_tokens *ret_tokens);

/* What is wanted of texts: options of a scan, which change the result. */
typedef struct px_text_options {
    px_languages languages;
    px_tokens tokens;
    bool duplicates;
    size_t sample_size;                   /* texts; 0: PX_SAMPLE_DEFAULT */
    const struct px_tokenizer *tokenizer; /* borrowed; of PX_TOKENS_SAMPLE */
} px_text_options;

/* Whether records must carry their text, and whether a sample of them is taken. */
bool px_text_options_need_text(const px_text_options *options);
bool px_text_options_sample(const px_text_options *options);
size_t px_text_options_size(const px_text_options *options);

const char *px_claim_name(px_claim_source source); /* "http": stable */

/* The row of the claim met last: most claims are the one before. Zero at first. */
enum { PX_CLAIM_MAX = 35 /* of a tag (RFC 5646, 4.4.1); longer ones are not kept as written */ };
typedef struct px_claim_key {
    char written[PX_CLAIM_MAX], key[PX_CLAIM_MAX + PX_LANGUAGE_NAME_MAX + 16];
    unsigned char written_len, key_len; /* key_len 0: none */
} px_claim_key;

/* Where one thread counts texts. */
typedef struct px_text_place {
    const px_text_options *options; /* borrowed */
    const px_sample *sample;        /* borrowed; NULL: none is taken */
    px_sample_list *list; /* borrowed: of the stretch; hashes of texts that may be in it */
    px_claim_key claims[PX_CLAIM_SOURCES];
} px_text_place;

/* Adds a document's claims and, where it carries text, what is wanted of that. */
void px_text_count(px_text_place *place, px_tally *tally, const px_record *record);

#endif
