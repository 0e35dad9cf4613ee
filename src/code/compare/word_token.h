/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tokens of a plain text: words, numbers, punctuation. What a reader takes as one thing is one
 * token: "1,5", "10 000", "2 August 2025", "(a)", "open-weight", "2024/1689", an address. An
 * elision of French is a word of its own: "l'article" is "l'" and "article".
 */
#ifndef PX_CODE_WORD_TOKEN_H
#define PX_CODE_WORD_TOKEN_H

#include "base/arena.h"
#include "base/str.h"

typedef enum px_token_kind {
    PX_TOKEN_WORD,
    PX_TOKEN_NUMBER, /* begins with a digit; also "1.2.3", "2024/1689", "10 000" */
    PX_TOKEN_DATE,   /* day, month by name and year; also month and year, day and month */
    PX_TOKEN_LABEL,  /* "(a)", "(iv)", "(12)" */
    PX_TOKEN_PUNCTUATION
} px_token_kind;

typedef struct px_word_token {
    px_str text;  /* without the white space around it */
    size_t space; /* bytes of white space behind it */
    px_token_kind kind;
} px_word_token;

typedef struct px_word_tokens {
    px_word_token *items;
    size_t count;
    size_t lead; /* bytes of white space before the first */
} px_word_tokens;

/* Cuts well-formed UTF-8 into tokens; they live in the arena and point into the text. */
void px_word_tokens_make(px_arena *arena, px_str text, px_word_tokens *ret_tokens);

/* A word to compare by: small letters, one form of apostrophe and of hyphen. */
px_str px_word_fold(px_arena *arena, px_str word);

#endif
