/* SPDX-License-Identifier: EUPL-1.2 */
/* Numbers and units of claimed values as people write them; for documents and pages alike. */
#ifndef PX_DUTY_VALUE_WORDS_H
#define PX_DUTY_VALUE_WORDS_H

#include <jansson.h>

#include "base/builder.h"
#include "base/message.h"

/* A number, as px_value_number (duty/official_value.h) gives it, with the grouping and the decimal
 * point of the language: "15,600,000,000,000", "2.3 × 10^25" where it was written with a power. */
void px_value_words_number(px_builder *out, const px_language *language, px_str number);

/* A day and a month as claims have them: "31 May 2026", "05/2026". What is neither stays as it is.
 */
void px_value_words_date(px_builder *out, const px_language *language, px_str day);
void px_value_words_month(px_builder *out, const px_language *language, px_str month);

/* {"from": MONTH, "to": MONTH or "ongoing"}: "05/2026 – ongoing". */
void px_value_words_period(px_builder *out, const px_language *language, const json_t *period);

/* A unit in the language; the unit itself where it is the same in all ("FLOP"). */
px_str px_value_words_unit(const px_language *language, px_str unit);

#endif
