/* SPDX-License-Identifier: EUPL-1.2 */
/* Real texts as sides, without ids; for proofs. */
#ifndef PX_TEST_REAL_TEXT_H
#define PX_TEST_REAL_TEXT_H

#include "base/arena.h"
#include "code/compare/match.h"

/* Reads a file below PX_SHARED_DATA in any format that is imported; false, with a line that says
 * so, where it is not there. */
bool px_test_real_text(px_arena *arena, const char *path, px_match_side *ret_side);

/* The articles of the AI Act as articles, paragraphs and points. */
bool px_test_ai_act(px_arena *arena, px_match_side *ret_side);

#endif
