/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Ticks as filed forms have them: boxes of many signs (data/check_ticks.tsv), a plain X, or a bare
 * "Yes". What no sign tells is unreadable, and never "no".
 */
#ifndef PX_DUTY_FILED_TICK_H
#define PX_DUTY_FILED_TICK_H

#include "duty/check/check_subject.h"

typedef enum px_tick {
    PX_TICK_NONE, /* no sign */
    PX_TICK_EMPTY,
    PX_TICK_TICKED,
    PX_TICK_CROSS,
    PX_TICK_UNREADABLE
} px_tick;

/* The sign that text begins with, and its bytes; a single X counts where more follows. */
px_tick px_filed_tick_at(px_str text, size_t *ret_len);

/* The answer to a question of yes or no; sets state, yes_no, remark. */
void px_filed_yes_no_read(px_arena *arena, px_str text, px_answer *answer);

/* The modalities that are ticked, or named where there are no boxes; sets state, modalities,
 * remark. */
void px_filed_modalities_read(px_arena *arena, px_str text, px_answer *answer);

/* The modality that a plain word names in English or French. */
bool px_filed_modality_word(px_str plain_word, px_check_modality *ret_modality);

#endif
