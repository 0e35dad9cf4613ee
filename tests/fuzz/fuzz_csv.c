/* SPDX-License-Identifier: EUPL-1.2 */
/* What the reader of tables accepts is within its bounds, and comes through the plain form of the
 * jail as it was. Any bytes may come out of a jail. */
#include <stdint.h>
#include <stdlib.h>

#include "base/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void same_row(const px_csv_row *a, const px_csv_row *b)
{
    demand(a->count == b->count && a->line == b->line && a->count <= PX_CSV_MAX_COLUMNS);
    for (size_t i = 0; i < a->count; i++)
        demand(px_str_eq(a->cells[i], b->cells[i]) && a->cells[i].len <= PX_CSV_MAX_CELL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_BUILDER px_builder plain = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    px_str input = px_str_n((const char *)data, size);
    px_error err = PX_ERROR_INIT;
    px_csv csv, again;

    if (px_csv_read_plain(arena, input, &csv, &err) < 0)
        demand(err.code == PX_ERR_PARSER);
    err = PX_ERROR_INIT;
    if (px_csv_parse(arena, input, &csv, &err) < 0) {
        demand((err.code == PX_ERR_MALFORMED || err.code == PX_ERR_TOO_LARGE) && err.message);
        return 0;
    }
    demand(csv.header.count > 0 && csv.count <= PX_CSV_MAX_ROWS);
    demand(px_csv_parse_plain(input, PX_STR(""), &plain, &err) == 0);
    demand(px_csv_read_plain(arena, px_builder_view(&plain), &again, &err) == 0);
    demand(again.count == csv.count && again.separator == csv.separator);
    same_row(&csv.header, &again.header);
    for (size_t i = 0; i < csv.count; i++)
        same_row(&csv.rows[i], &again.rows[i]);
    return 0;
}
