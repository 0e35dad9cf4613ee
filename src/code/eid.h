/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * eIds by the naming convention of Akoma Ntoso 1.0 (OASIS, Part 2, section 5): the eId of the
 * parent, "__", the element's abbreviation, "_", its number or else its position among siblings
 * of its kind: "chp_1__measure_1-1__para_2__point_a". Kinds without an element of their own there
 * (commitment, measure, table ...) use their name.
 */
#ifndef PX_CODE_EID_H
#define PX_CODE_EID_H

#include "code/outline.h"

/* Gives every node of the outline an eId that is unique in it. The array and the text live in the
 * arena; equal outlines get equal eIds. */
px_str *px_eid_make(px_arena *arena, const px_outline *outline);

#endif
