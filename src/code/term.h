/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Defined terms: the definitions of a text, found again in its running words.
 *
 * Words compare by their stems in the language of the text (store/search_word.h), so that plurals
 * and capitals match; a term of one word is found in its own form and its plural only. Of terms
 * that begin alike the longest wins. "Large language model (LLM)" defines both; a short form in
 * capitals matches as it is written. Between the words of a term may stand spaces, hyphens and
 * elisions, no punctuation.
 *
 * A term is marked once below each heading, never in its own definition, in links or in code.
 */
#ifndef PX_CODE_TERM_H
#define PX_CODE_TERM_H

#include "base/builder.h"
#include "code/code.h"

typedef struct px_terms px_terms;

/* The terms of the text's definitions that have a lasting id; NULL where there are none. The text
 * is borrowed. */
px_terms *px_terms_new(const px_text *text) PX_MUST_CHECK;
void px_terms_free(px_terms *terms); /* NULL is fine */

static inline void px_cleanup_terms(px_terms **terms)
{
    px_terms_free(*terms);
}
#define PX_AUTO_TERMS PX_CLEANUP(px_cleanup_terms)

/* A new heading: from here on each term is marked once more. */
void px_terms_begin(px_terms *terms);

/* The definition that the words to come stand in, by its lasting id; empty for none. */
void px_terms_within(px_terms *terms, px_str id);

/* Appends plain text as HTML, in it the terms as <a class="term" href="#ID">. */
void px_terms_html(px_terms *terms, px_builder *out, px_str text);

#endif
