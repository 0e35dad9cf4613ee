/* SPDX-License-Identifier: EUPL-1.2 */
/* Sides of texts for tests of matching and comparison, written as one line for each node. */
#ifndef PX_TEST_SIDES_H
#define PX_TEST_SIDES_H

#include "base/arena.h"
#include "code/compare/match.h"

/* Reads lines "KIND NUMBER | HEADING | TEXT", indented by two spaces for each level; NUMBER may be
 * missing, HEADING and TEXT empty. */
px_match_side px_test_side(px_arena *arena, const char *lines);

/* The node with this text or, where none has it, this heading; fails where there is none. */
size_t px_test_node(const px_match_side *side, const char *words);

/* Sets the hash of a node by its heading and text, which are plain. */
void px_test_hash(px_arena *arena, px_match_node *node);

#endif
