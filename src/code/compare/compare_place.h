/* SPDX-License-Identifier: EUPL-1.2 */
/* How a provision is called among people: "Article 3(1)(a)", "section 4.2, paragraph 3". */
#ifndef PX_CODE_COMPARE_PLACE_H
#define PX_CODE_COMPARE_PLACE_H

#include "base/message.h"
#include "code/compare/compare_detail.h"

/* Appends the name by numbers, headings and places, in a language of the interface. Never empty. */
void px_compare_place(px_builder *out, const px_language *language,
                      const px_compare_version *version, size_t node);

/* True where a provision is called the same in both texts. */
bool px_compare_same_place(const px_compare_version *old_version, size_t old_node,
                           const px_compare_version *new_version, size_t new_node);

#endif
