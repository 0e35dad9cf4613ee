/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * eIds by the naming convention of Akoma Ntoso 1.0 (OASIS, Akoma Ntoso Naming Convention, section
 * 5.4): the eId of what gives the context, "__", the element's abbreviation, "_", its number or
 * else its position: "chp_I__measure_1-1__para_2__point_a". The context is what the provision
 * stands in, but for articles, which count through all chapters ("art_3__para_1"), and for the
 * parts of a document ("preamble", "recs_1__rec_20"). Kinds without an element of their own there
 * (commitment, measure, table ...) use their name.
 */
#ifndef PX_CODE_EID_H
#define PX_CODE_EID_H

#include "code/outline.h"

/* Gives every node of the outline an eId that is unique in it. The array and the text live in the
 * arena; equal outlines get equal eIds. */
px_str *px_eid_make(px_arena *arena, const px_outline *outline);

#endif
