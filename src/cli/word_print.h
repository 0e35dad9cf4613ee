/* SPDX-License-Identifier: EUPL-1.2 */
/* Word differences on a terminal: coloured there, [-deleted-]{+inserted+} elsewhere. */
#ifndef PX_CLI_WORD_PRINT_H
#define PX_CLI_WORD_PRINT_H

#include "base/builder.h"
#include "code/compare/word_diff.h"

typedef struct px_word_print {
    size_t indent, width; /* columns; width 0: lines are not folded */
    bool colour;
} px_word_print;

/* Appends the difference in lines of its own. Of long stretches that are the same only the words
 * beside changes are shown. */
void px_word_print_diff(px_builder *out, const px_word_print *print, const px_word_diff *diff);

/* Appends words of one kind as px_word_print_diff shows them, without line end. */
void px_word_print_words(px_builder *out, const px_word_print *print, px_words_op op, px_str words);

#endif
