/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/people/retention.h"

#include "base/embedded.h"
#include "base/number.h"

#include "base/banned.h"

enum { RETENTION_DAYS_MAX = 36500 };

enum {
    KEY,
    ENGLISH,
    FRENCH,
    FROM_ENGLISH,
    FROM_FRENCH,
    DAYS,
    WARNED,
    SOURCE,
    SINCE,
    SURE,
    COLUMNS
};

static int retention_days(px_str text, int *ret_days, px_error *err)
{
    long long days;
    int rc = px_parse_int(text, 0, RETENTION_DAYS_MAX, &days, err);

    if (rc >= 0)
        *ret_days = (int)days;
    return rc;
}

static int retention_missing(px_error *err)
{
    return px_fail(err, PX_ERR_DAMAGED, N_("the table of retention is missing"), NULL);
}

int px_retention_list(px_arena *arena, px_str language, px_retention **ret_rows, size_t *ret_count,
                      px_error *err)
{
    px_str rest = PX_STR_NONE, columns[COLUMNS];
    bool french = px_str_is(px_str_sub(language, 0, px_str_find_char(language, '-')), "fr");
    px_retention *rows = NULL;
    size_t count = 0, room = 0;

    while (px_embedded_row("retention.tsv", &rest, columns, COLUMNS)) {
        int days, rc = retention_days(columns[DAYS], &days, err);

        if (rc < 0)
            return rc;
        rows = px_arena_grow(arena, rows, count, &room, sizeof(*rows));
        rows[count++] = (px_retention){
            .key = px_arena_cstr(arena, columns[KEY]),
            .title = px_arena_str(arena, columns[french ? FRENCH : ENGLISH]),
            .from = px_arena_str(arena, columns[french ? FROM_FRENCH : FROM_ENGLISH]),
            .days = days,
            .warned = px_str_is(columns[WARNED], "yes"),
            .source = columns[SOURCE],
            .since = columns[SINCE],
            .confidence = columns[SURE],
        };
    }
    if (!count)
        return retention_missing(err);
    *ret_rows = rows;
    *ret_count = count;
    return 0;
}

int px_retention_days(const char *key, int *ret_days, px_error *err)
{
    px_str rest = PX_STR_NONE, columns[COLUMNS];

    while (px_embedded_row("retention.tsv", &rest, columns, COLUMNS))
        if (px_str_is(columns[KEY], key))
            return retention_days(columns[DAYS], ret_days, err);
    return retention_missing(err);
}
