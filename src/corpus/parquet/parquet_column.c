/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/error.h"
#include "corpus/parquet/parquet_column_priv.h"

#include "base/banned.h"

void px_parquet_column_open(px_parquet_column *c, const px_parquet_leaf *leaf,
                            const px_parquet_chunk *chunk, const px_random *file,
                            px_unpacker *unpacker, px_reading *reading, bool lengths_only)
{
    c->leaf = leaf;
    c->reading = reading;
    c->lengths_only = lengths_only;
    c->each = NULL;
    c->place = chunk->begin;
    c->left = c->sure = c->absent = c->lost = c->run = 0;
    c->broken = false;
    c->level_at = c->level_count = 0;
    c->joined.cap = PX_PARQUET_ROW_MAX;
    c->values.taken = c->values.count = 0;
    c->values.stream = NULL;
    px_parquet_pages_open(&c->pages, file, unpacker, chunk, leaf->type == PX_PARQUET_BYTE_ARRAY);
    c->dictionary.there = false;
}

void px_parquet_column_close(px_parquet_column *c)
{
    px_parquet_pages_close(&c->pages);
    px_parquet_dictionary_close(&c->dictionary);
    px_parquet_values_close(&c->values);
    px_builder_free(&c->joined);
    for (size_t i = 0; i < PX_COUNT(c->kept); i++) {
        free(c->kept[i]);
        c->kept[i] = NULL;
        c->kept_room[i] = 0;
    }
    c->leaf = NULL;
}

/* ---- Values */

/* Makes a value ready where none is, of `more` that are wanted at least; false where it cannot be
 * read. */
static bool value_ready(px_parquet_column *c, uint64_t more, px_error *err)
{
    px_parquet_values *v = &c->values;

    if (v->taken < v->count)
        return true;
    v->taken = v->count = 0;
    if (v->stream)
        v->stream->err = err;
    if (v->fill)
        px_parquet_values_fill(v, px_parquet_column_ahead(c) + more);
    return v->count > 0;
}

static void take_value(px_parquet_column *c, px_parquet_value *value)
{
    px_parquet_values *v = &c->values;

    value->cell = PX_PARQUET_VALUE;
    if (v->lengths) {
        value->len = (uint64_t)v->numbers[v->taken];
    } else if (px_parquet_is_bytes(c->leaf->type)) {
        value->bytes = v->strings[v->taken];
        value->len = value->bytes.len;
    } else {
        value->number = v->numbers[v->taken];
    }
    v->taken++;
}

/* The chunk has fewer entries than its row group has rows. */
static void end_early(px_parquet_column *c)
{
    px_parquet_column_report(c, PX_TROUBLE_COLUMN);
    c->broken = true;
}

static int next_flat(px_parquet_column *c, px_parquet_value *value, px_error *err)
{
    bool there = true;
    int rc = px_parquet_column_ready(c, err);

    if (rc < 0)
        return rc;
    *value = (px_parquet_value){ .cell = PX_PARQUET_NULL };
    if (c->sure) {
        c->sure--;
    } else if (c->absent) {
        c->absent--;
        there = false;
    } else if (c->level_at < c->level_count) {
        there = c->definitions[c->level_at++] == c->leaf->max_definition;
    } else {
        if (!c->lost && !c->broken)
            end_early(c);
        c->lost -= c->lost > 0;
        value->cell = PX_PARQUET_NO_ROW;
        return 0;
    }
    if (there && value_ready(c, 1, err)) {
        take_value(c, value);
    } else if (there) {
        value->cell = PX_PARQUET_NO_ROW;
        return px_parquet_column_damaged(c);
    }
    return 0;
}

/* ---- Lists */

static void too_large(px_parquet_column *c)
{
    px_parquet_column_report(c, PX_TROUBLE_TOO_LARGE);
    c->broken = true;
}

/* A value that comes so many times in a row; several times where its bytes are not wanted alone. */
static int join(px_parquet_column *c, px_parquet_value *value, uint64_t times, px_error *err)
{
    px_parquet_value one = { 0 };
    px_builder *joined = &c->joined;
    px_error full = PX_ERROR_INIT;
    bool first = value->cell == PX_PARQUET_NULL;

    take_value(c, &one);
    px_parquet_values_pass(&c->values, times - 1);
    value->cell = PX_PARQUET_VALUE;
    value->len += one.len * times;
    if (one.number == PX_PARQUET_NO_NUMBER)
        value->number = PX_PARQUET_NO_NUMBER;
    else if (first || value->number != PX_PARQUET_NO_NUMBER)
        value->number = (int64_t)((uint64_t)value->number + (uint64_t)one.number * times);
    if (c->lengths_only || !one.bytes.ptr)
        return 0;
    if (c->each)
        return c->each(c->each_arg, one.bytes, times, err);
    if (!first) {
        px_builder_char(joined, '\n');
        value->joints++;
    }
    px_builder_str(joined, one.bytes);
    if (px_builder_check(joined, &full) < 0)
        too_large(c);
    return 0;
}

/* Whether so many of the value that is ready have room in the row. */
static bool fits(const px_parquet_column *c, uint64_t times)
{
    const px_parquet_values *v = &c->values;

    return times <= (PX_PARQUET_ROW_MAX - PX_MIN(c->joined.len, PX_PARQUET_ROW_MAX)) /
                        (v->strings[v->taken].len + 1);
}

/* The next n values, all of this row. */
static int join_values(px_parquet_column *c, px_parquet_value *value, uint64_t n, px_error *err)
{
    bool at_once = c->lengths_only || c->each || !px_parquet_is_bytes(c->leaf->type);
    int rc = 0;

    while (n > 0 && !c->broken && rc >= 0) {
        uint64_t same = PX_MAX(px_parquet_values_same(&c->values), (uint64_t)1);
        uint64_t times = PX_MIN(n, same);

        if (!value_ready(c, n, err))
            return px_parquet_column_damaged(c);
        if (!at_once && !fits(c, times)) {
            too_large(c);
            return 0;
        }
        times = at_once ? times : 1;
        rc = join(c, value, times, err);
        n -= times;
    }
    return rc;
}

/* Takes the next entry, or all of a run that go on with the row; returns how many there are. */
static uint64_t take_entries(px_parquet_column *c, uint32_t *ret_definition)
{
    uint64_t n = c->run_repetition > 0 ? c->run : 1;

    if (c->run == 0) {
        *ret_definition = c->definitions[c->level_at++];
        return 1;
    }
    *ret_definition = c->run_definition;
    c->run -= n;
    return n;
}

/* Whether the next entry is of this row, of which it is the first or not. */
static bool goes_on(px_parquet_column *c, bool first)
{
    if (!c->run && c->level_at == c->level_count) { /* the chunk has ended */
        if (first)
            end_early(c);
        return false;
    }
    return first || (c->run ? c->run_repetition : c->repetitions[c->level_at]) > 0;
}

/* The entries of a row: the first, and those after it that repeat something. */
static int next_in_lists(px_parquet_column *c, px_parquet_value *value, px_error *err)
{
    *value = (px_parquet_value){ .cell = PX_PARQUET_NULL };
    px_builder_clear(&c->joined);
    for (bool first = true;; first = false) {
        int rc = px_parquet_column_ready(c, err);
        uint32_t definition;
        uint64_t n;

        if (rc < 0)
            return rc;
        if (c->broken || !goes_on(c, first))
            break;
        n = take_entries(c, &definition);
        if (definition == c->leaf->max_definition)
            rc = join_values(c, value, n, err);
        if (rc < 0)
            return rc;
    }
    if (c->broken)
        value->cell = PX_PARQUET_NO_ROW;
    else if (!c->lengths_only)
        value->bytes = px_builder_view(&c->joined);
    return 0;
}

int px_parquet_column_next(px_parquet_column *c, px_parquet_value *ret_value, px_error *err)
{
    return px_parquet_in_lists(c) ? next_in_lists(c, ret_value, err) : next_flat(c, ret_value, err);
}

/* ---- Rows that are the same */

/* Of rows of one entry: the last of a run may go on with the next entry. */
static uint64_t same_in_lists(px_parquet_column *c)
{
    if (c->run_repetition > 0 || c->run < 2)
        return 1;
    return c->run_definition < c->leaf->max_definition
               ? c->run - 1
               : PX_MIN(c->run - 1, px_parquet_values_same(&c->values));
}

int px_parquet_column_same(px_parquet_column *c, uint64_t *ret_rows, px_error *err)
{
    int rc = px_parquet_column_ready(c, err);
    uint64_t same = 1;

    if (rc < 0)
        return rc;
    if (c->broken)
        same = UINT64_MAX;
    else if (px_parquet_in_lists(c))
        same = same_in_lists(c);
    else if (c->sure)
        same = PX_MIN(c->sure, px_parquet_values_same(&c->values));
    else if (c->absent || c->lost)
        same = PX_MAX(c->absent, c->lost);
    *ret_rows = PX_MAX(same, (uint64_t)1);
    return 0;
}

static uint64_t take_some(uint64_t *entries, uint64_t *n)
{
    uint64_t taken = PX_MIN(*entries, *n);

    *entries -= taken;
    *n -= taken;
    return taken;
}

void px_parquet_column_pass(px_parquet_column *c, uint64_t n)
{
    uint64_t there;

    if (c->broken)
        return;
    (void)take_some(&c->absent, &n);
    (void)take_some(&c->lost, &n);
    there = take_some(&c->sure, &n);
    if (px_parquet_in_lists(c) && c->run_definition == c->leaf->max_definition)
        there = n;
    (void)take_some(&c->run, &n);
    px_parquet_values_pass(&c->values, there);
}
