/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Model cards as they stand beside models on Hugging Face: a README.md with YAML at its head,
 * tables and lines in its body, Markdown or HTML. What is recognised becomes a value of a field;
 * what is not is named, so that a person can place it. Everything in a card is declared by
 * somebody.
 *
 * A pure reader of foreign bytes: it makes no claims.
 */
#ifndef PX_DUTY_MODEL_CARD_H
#define PX_DUTY_MODEL_CARD_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

#define PX_MODEL_CARD_MAX ((size_t)4 << 20)

/* Something that was found: a value of a field, and the bytes that say so. */
typedef struct px_card_item {
    const char *field;      /* "fact.parameters" */
    px_str value;           /* canonical JSON */
    uint64_t start, length; /* of the text */
} px_card_item;

typedef struct px_model_card {
    px_card_item *items; /* one a field: the first that was found */
    size_t n_items, items_room;
    px_str *missed; /* keys of the head, and tables of which no row is surely this model's */
    size_t n_missed, missed_room;
} px_model_card;

/* Reads the text of a card. name: of the model or version, by which its row is found in tables of
 * several. MALFORMED where its YAML cannot be read, TOO_LARGE. All lives in the arena. */
int px_model_card_read(px_str text, const char *source, px_str name, px_arena *arena,
                       px_model_card *ret_card, px_error *err) PX_MUST_CHECK;

/* Whether the head of a README.md is that of a dataset rather than that of a model. */
bool px_model_card_is_dataset(px_str text);

#endif
