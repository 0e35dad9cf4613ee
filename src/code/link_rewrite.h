/* SPDX-License-Identifier: EUPL-1.2 */
/* Links inside a text: from the ids of the imported file to lasting ids. */
#ifndef PX_CODE_LINK_REWRITE_H
#define PX_CODE_LINK_REWRITE_H

#include "base/arena.h"

/* Answers what a fragment should become: the new one, or the slice {NULL, 0} to leave it. */
typedef px_str px_link_fn(void *arg, px_str fragment);

/* The inline Markdown with the fragment of every "](#...)" outside code spans given to fn; the
 * text itself when nothing changed, else a copy in the arena. */
px_str px_link_rewrite(px_arena *arena, px_str text, px_link_fn *fn, void *arg);

#endif
