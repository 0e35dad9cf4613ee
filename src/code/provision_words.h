/* SPDX-License-Identifier: EUPL-1.2 */
/* How a provision is named in a line of a report. */
#ifndef PX_CODE_PROVISION_WORDS_H
#define PX_CODE_PROVISION_WORDS_H

#include "base/arena.h"

/* Number and heading, or where it has no heading number and the head of the text, in plain words;
 * in the arena. heading and text are inline Markdown. */
px_str px_provision_words(px_arena *arena, px_str number, px_str heading, px_str text);

#endif
