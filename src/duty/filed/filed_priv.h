/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the reader of filed forms share. */
#ifndef PX_DUTY_FILED_PRIV_H
#define PX_DUTY_FILED_PRIV_H

#include "duty/check/check_subject.h"
#include "duty/filed/filed_label.h"

/* Words that belong together, by their index. */
typedef struct px_filed_pile {
    size_t *at;
    size_t count, room;
} px_filed_pile;

/* Adds the word of that index. */
void px_filed_pile_add(px_arena *arena, px_filed_pile *pile, size_t at);

/* A sign at the beginning of a line that is no box. */
bool px_filed_is_bullet(const px_filed_word *word);

/* The words of the pile as text: a line feed between lines, a space between words. Words and
 * addresses that were broken at the end of a line are whole again. */
px_str px_filed_pile_text(px_arena *arena, const px_filed_words *words, const px_filed_pile *pile);

/* Reads the table of section 1.3, which is no field with a label: the pile has its words. */
void px_filed_modality_table(px_check_subject *subject, const px_filed_words *words,
                             const px_filed_pile *pile);

/* Reads what a document says on the size of one modality. */
void px_filed_size_read(px_check_subject *subject, px_check_modality modality, px_str text);

/* Lists the whole words of the document (px_filed_words.whole). */
void px_filed_words_know(px_arena *arena, px_filed_words *words);

#endif
