/* SPDX-License-Identifier: EUPL-1.2 */
/* Countries and territories by their codes of ISO 3166-1, from data/countries.tsv. */
#ifndef PX_DRAFTING_PEOPLE_COUNTRY_H
#define PX_DRAFTING_PEOPLE_COUNTRY_H

#include "base/arena.h"
#include "base/error.h"

typedef struct px_country {
    px_str code, title; /* "BE"; in the language asked for */
    bool member;        /* of the European Union */
} px_country;

/* All of them, in the alphabetical order of their titles, in the arena. */
int px_country_list(px_arena *arena, px_str language, px_country **ret_countries, size_t *ret_count,
                    px_error *err) PX_MUST_CHECK;

/* Whether there is such a code, in capitals. */
bool px_country_is(px_str code);

/* The title in English or French; the code itself where there is none. Static. */
px_str px_country_title(px_str code, px_str language);

#endif
