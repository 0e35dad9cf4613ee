/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/embedded.h"
#include "drafting/people/person.h"

#include "base/banned.h"

enum {
    KEY,
    ENGLISH,
    FRENCH,
    OBSERVER,
    PROVIDER,
    SOURCE,
    DATE,
    SURE,
    ONE_ENGLISH,
    ONE_FRENCH,
    COLUMNS
};

static bool category_is_french(px_str language)
{
    return px_str_is(px_str_sub(language, 0, px_str_find_char(language, '-')), "fr");
}

int px_category_list(px_arena *arena, px_str language, px_category **ret_categories,
                     size_t *ret_count, px_error *err)
{
    px_str rest = PX_STR_NONE, columns[COLUMNS];
    bool french = category_is_french(language);
    px_category *categories = NULL;
    size_t count = 0, room = 0;

    while (px_embedded_row("categories.tsv", &rest, columns, COLUMNS)) {
        categories = px_arena_grow(arena, categories, count, &room, sizeof(*categories));
        categories[count++] = (px_category){
            .key = px_arena_cstr(arena, columns[KEY]),
            .title = px_arena_str(arena, columns[french ? FRENCH : ENGLISH]),
            .one = px_arena_str(arena, columns[french ? ONE_FRENCH : ONE_ENGLISH]),
            .observer = px_str_is(columns[OBSERVER], "yes"),
            .provider = px_str_is(columns[PROVIDER], "yes"),
        };
    }
    if (count == 0)
        return px_fail(err, PX_ERR_DAMAGED, N_("the list of categories is missing"), NULL);
    *ret_categories = categories;
    *ret_count = count;
    return 0;
}

bool px_category_is(px_str key)
{
    px_str rest = PX_STR_NONE, columns[COLUMNS];

    while (px_embedded_row("categories.tsv", &rest, columns, COLUMNS))
        if (px_str_eq(columns[KEY], key))
            return true;
    return false;
}

px_str px_category_title(px_str key, px_str language)
{
    px_str rest = PX_STR_NONE, columns[COLUMNS];

    while (px_embedded_row("categories.tsv", &rest, columns, COLUMNS))
        if (px_str_eq(columns[KEY], key))
            return columns[category_is_french(language) ? FRENCH : ENGLISH];
    return key;
}
