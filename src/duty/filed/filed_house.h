/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Documents that praxis itself wrote (duty/filled_document.h): they name the fields in words of
 * their own, print the three fields of the table of section 1.3 as fields, and say in fixed words
 * where there is no answer. Those words, in all wordings that documents have had, are the classes
 * house-... of data/check_words.tsv.
 */
#ifndef PX_DUTY_FILED_HOUSE_H
#define PX_DUTY_FILED_HOUSE_H

#include "duty/check/check_subject.h"
#include "duty/filed/filed_word.h"

/* The language in which praxis wrote the document; empty where others did. */
px_str px_filed_house_language(px_arena *arena, const px_filed_words *words);

/* What the fixed words of an answer mean; sets state and text. */
void px_filed_house_answer(px_check_subject *subject, px_answer *answer);

/* The rows of the table of section 1.3, from the answers to 1.3.a, 1.3.b and 1.3.c. */
void px_filed_house_table(px_check_subject *subject);

#endif
