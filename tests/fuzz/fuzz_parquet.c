/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes as a Parquet file, read with the fields that it would be scanned with, and with its
 * first columns as text, date and tokens. Records that are handed over must be sound, and sizes
 * alone must give the same bytes.
 */
#include "reading_parts.h"

#include "corpus/parquet/parquet_footer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static sums read_all(const px_random *file, const char *const *fields, bool sizes_only)
{
    static px_tools tools;
    sums s = { 0 };
    px_reading r = { .format = &px_format_parquet,
                     .assigned = fields,
                     .sizes_only = sizes_only,
                     .tools = &tools,
                     .record = add_record,
                     .trouble = add_trouble,
                     .arg = &s };
    px_error err = PX_ERROR_INIT;

    demand(px_format_parquet.read_at(&r, file, 0, UINT64_MAX, &err) >= 0);
    px_tools_free(&tools);
    return s;
}

/* The paths of the first columns as fields, where they can be written as such. */
static size_t name_columns(const px_random *file, char fields[3][300])
{
    static const char *const roles[] = { "text", "date", "tokens" };
    px_parquet_footer footer = { 0 };
    px_parquet_state state;
    px_error err = PX_ERROR_INIT;
    bool same;
    size_t n = 0;

    demand(px_parquet_footer_open(&footer, file, &state, &same, &err) >= 0);
    for (size_t i = 0; state == PX_PARQUET_READ && i < footer.schema.count && n < 3; i++) {
        char field[300];
        px_json_fields tried = { 0 };
        px_str path = footer.schema.leaves[i].full;

        if (path.len > 250)
            continue;
        (void)snprintf(field, sizeof(field), "%s=%.*s", roles[n], PX_STR_ARG(path));
        if (px_json_fields_set(&tried, px_str_of(field), &err) >= 0)
            memcpy(fields[n++], field, sizeof(field));
    }
    px_parquet_footer_close(&footer);
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    px_random file = px_random_memory(px_str_n((const char *)data, size), "input");
    char fields[3][300];
    const char *assigned[4] = { NULL };
    sums whole, sizes;

    (void)read_all(&file, NULL, false);
    for (size_t i = 0, n = name_columns(&file, fields); i < n; i++)
        assigned[i] = fields[i];
    whole = read_all(&file, assigned, false);
    sizes = read_all(&file, assigned, true);
    /* With sizes alone a table of one column may be believed its statistics. */
    if (assigned[1] && whole.troubles == 0 && sizes.troubles == 0)
        demand(whole.documents == sizes.documents && whole.text == sizes.text);
    return 0;
}
