/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/country.h"

#include <stdlib.h>

#include "base/embedded.h"
#include "drafting/people/person_row.h"

#include "base/banned.h"

enum { CODE, ENGLISH, FRENCH, MEMBER, COLUMNS };

static size_t country_title_column(px_str language)
{
    px_str tag = px_str_sub(language, 0, px_str_find_char(language, '-'));

    return px_str_is(tag, "fr") ? FRENCH : ENGLISH;
}

/* A country with the key that it is sorted by: without case and accents. */
typedef struct sorted_country {
    px_country country;
    px_str key;
} sorted_country;

static int by_title(const void *a, const void *b)
{
    return px_str_cmp(((const sorted_country *)a)->key, ((const sorted_country *)b)->key);
}

int px_country_list(px_arena *arena, px_str language, px_country **ret_countries, size_t *ret_count,
                    px_error *err)
{
    px_str rest = PX_STR_NONE, columns[COLUMNS];
    sorted_country *sorted = NULL;
    px_country *countries;
    size_t count = 0, room = 0;

    while (px_embedded_row("countries.tsv", &rest, columns, COLUMNS)) {
        px_str title = columns[country_title_column(language)];

        sorted = px_arena_grow(arena, sorted, count, &room, sizeof(*sorted));
        sorted[count].country = (px_country){ .code = px_arena_str(arena, columns[CODE]),
                                              .title = px_arena_str(arena, title),
                                              .member = px_str_is(columns[MEMBER], "yes") };
        sorted[count++].key = person_sort_key(arena, title);
    }
    if (count == 0)
        return px_fail(err, PX_ERR_DAMAGED, N_("the list of countries is missing"), NULL);
    qsort(sorted, count, sizeof(*sorted), by_title);
    countries = px_arena_array(arena, count, sizeof(*countries));
    for (size_t i = 0; i < count; i++)
        countries[i] = sorted[i].country;
    *ret_countries = countries;
    *ret_count = count;
    return 0;
}

bool px_country_is(px_str code)
{
    px_str rest = PX_STR_NONE, columns[COLUMNS];

    while (px_embedded_row("countries.tsv", &rest, columns, COLUMNS))
        if (px_str_eq(columns[CODE], code))
            return true;
    return false;
}

px_str px_country_title(px_str code, px_str language)
{
    px_str rest = PX_STR_NONE, columns[COLUMNS];

    while (px_embedded_row("countries.tsv", &rest, columns, COLUMNS))
        if (px_str_eq(columns[CODE], code))
            return columns[country_title_column(language)];
    return code;
}
