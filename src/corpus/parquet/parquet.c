/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/parquet/parquet.h"

#include "corpus/parquet/parquet_row.h"
#include "corpus/parquet/parquet_sum.h"

#include "base/banned.h"

enum { USES_MAX = 64 };

struct px_parquet {
    px_parquet_footer footer;
    px_json_fields fields;
    px_parquet_use uses[USES_MAX];
    const px_parquet_leaf *leaves[USES_MAX]; /* of the uses */
    size_t n_uses;
    bool has_text, has_media;
    px_unpacker unpacker;
    px_parquet_column *columns[USES_MAX]; /* owned; made when first needed */
};

void px_parquet_free(px_parquet *parquet)
{
    if (!parquet)
        return;
    for (size_t i = 0; i < USES_MAX; i++) {
        if (parquet->columns[i])
            px_parquet_column_close(parquet->columns[i]);
        free(parquet->columns[i]);
    }
    px_parquet_footer_close(&parquet->footer);
    px_unpacker_free(&parquet->unpacker);
    free(parquet);
}

static bool parquet_recognise(px_str head)
{
    return px_str_starts(head, PX_STR("PAR1")) || px_str_starts(head, PX_STR("PARE"));
}

/* ---- Which columns are read */

static bool schema_has(const void *arg, px_str path)
{
    const px_parquet_schema *schema = arg;

    for (size_t i = 0; i < schema->count; i++) {
        px_str leaf = schema->leaves[i].path;

        if (px_str_starts(leaf, path) && (leaf.len == path.len || leaf.ptr[path.len] == '.'))
            return true;
    }
    return false;
}

static void use(px_parquet *q, const px_parquet_leaf *leaf, px_json_role role, bool media)
{
    if (q->n_uses == USES_MAX)
        return;
    q->leaves[q->n_uses] = leaf;
    q->uses[q->n_uses++] = (px_parquet_use){ leaf, role, media };
}

static void use_field(px_parquet *q, const px_json_path *path, px_json_role role)
{
    PX_AUTO_BUILDER px_builder name = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_parquet_leaf *leaf;

    for (size_t i = 0; i < path->count; i++) {
        if (i > 0)
            px_builder_char(&name, '.');
        px_builder_str(&name, path->names[i]);
    }
    leaf = px_parquet_schema_find(&q->footer.schema, px_builder_view(&name));
    if (!leaf || !px_parquet_may_be(leaf, role))
        return;
    q->has_text = q->has_text || role == PX_JSON_TEXT;
    use(q, leaf, role, false);
}

/* Images and sound as the library "datasets" writes them: a struct of `bytes` and `path`, or a list
 * of such. */
static void use_media(px_parquet *q)
{
    const px_parquet_schema *schema = &q->footer.schema;

    for (size_t i = 0; i < schema->count; i++) {
        const px_parquet_leaf *leaf = &schema->leaves[i];
        px_str stem = px_str_sub(leaf->full, 0, leaf->full.len - PX_MIN(leaf->full.len, 5U));

        if (leaf->type != PX_PARQUET_BYTE_ARRAY || !px_str_ends(leaf->full, PX_STR(".bytes")) ||
            i + 1 == schema->count)
            continue;
        if (px_str_starts(leaf[1].full, stem) &&
            px_str_is(px_str_sub(leaf[1].full, stem.len, leaf[1].full.len), "path")) {
            q->has_media = true;
            use(q, leaf, PX_JSON_ROLE_COUNT, true);
        }
    }
}

static int choose(px_parquet *q, const px_reading *r, px_error *err)
{
    int rc = 0;

    px_json_fields_choose_by(schema_has, &q->footer.schema, &q->fields);
    for (const char *const *field = r->assigned; field && *field && rc >= 0; field++)
        rc = px_json_fields_set(&q->fields, px_str_of(*field), err);
    if (rc < 0)
        return rc;
    q->n_uses = 0;
    q->has_text = q->has_media = false;
    for (size_t i = 0; i < q->fields.count; i++)
        use_field(q, &q->fields.paths[i], q->fields.roles[i]);
    use_media(q);
    /* Of a table of which nothing is known all is read, so that damage does not go unseen. */
    if (q->n_uses == 0 && !r->sizes_only)
        for (size_t i = 0; i < q->footer.schema.count; i++)
            use(q, &q->footer.schema.leaves[i], PX_JSON_ROLE_COUNT, false);
    return 0;
}

/* ---- Rows */

/* What is read of a row group. */
typedef struct group_reading {
    px_parquet *q;
    px_reading *r;
    const px_parquet_group *group;
    const px_parquet_use *uses[USES_MAX]; /* those that can be read */
    px_parquet_column *columns[USES_MAX];
    size_t count;
    px_parquet_sum sum;
} group_reading;

/* Of lists each value is a document: they are read behind all else, as they need the row's address.
 */
static bool is_media_list(const px_parquet_use *use)
{
    return use->media && use->leaf->max_repetition > 0;
}

typedef struct media_list {
    const px_parquet_rows *rows;
    const px_record *record;
} media_list;

static int hand_over_item(void *arg, px_str bytes, uint64_t times, px_error *err)
{
    const media_list *list = arg;
    px_parquet_rows rows = *list->rows;

    rows.count *= times;
    return px_parquet_row_media(&rows, list->record, bytes, err);
}

static int hand_over_media(group_reading *g, const px_parquet_rows *rows, const px_record *record,
                           const px_parquet_value *values, px_error *err)
{
    media_list list = { rows, record };
    px_parquet_value whole;
    int rc = 0;

    for (size_t i = 0; i < g->count && rc >= 0; i++) {
        if (is_media_list(g->uses[i])) {
            g->columns[i]->each = hand_over_item;
            g->columns[i]->each_arg = &list;
            rc = px_parquet_column_next(g->columns[i], &whole, err);
        } else if (g->uses[i]->media && values[i].cell == PX_PARQUET_VALUE) {
            rc = px_parquet_row_media(rows, record, values[i].bytes, err);
        }
    }
    return rc;
}

static int hand_over(group_reading *g, const px_parquet_value *values, uint64_t count,
                     px_error *err)
{
    const px_parquet_rows rows = { g->r, g->group->begin, count };
    char room[PX_MEDIA_TYPE_MAX + 1];
    px_record record;
    int rc;

    px_parquet_row_record(&rows, g->uses, values, g->count, room, &record);
    rc = hand_over_media(g, &rows, &record, values, err);
    if (rc < 0 || (g->q->has_media && !g->q->has_text))
        return rc;
    if (g->r->with_text)
        g->r->record(g->r->arg, &record);
    else
        px_parquet_sum_add(&g->sum, g->r, &record);
    return rc;
}

static int ignore_item(void *arg, px_str bytes, uint64_t times, px_error *err)
{
    (void)arg;
    (void)bytes;
    (void)times;
    (void)err;
    return 0;
}

/* The media of a row that is lost. */
static int pass_media(group_reading *g, px_error *err)
{
    px_parquet_value value;
    int rc = 0;

    for (size_t i = 0; i < g->count && rc >= 0; i++) {
        if (!is_media_list(g->uses[i]))
            continue;
        g->columns[i]->each = ignore_item;
        rc = px_parquet_column_next(g->columns[i], &value, err);
    }
    return rc;
}

/* How many of the next rows are the same in all columns. */
static int same_rows(group_reading *g, uint64_t most, uint64_t *ret_rows, px_error *err)
{
    int rc = 0;

    *ret_rows = most;
    for (size_t i = 0; i < g->count && rc >= 0 && *ret_rows > 1; i++) {
        uint64_t same;

        rc = px_parquet_column_same(g->columns[i], &same, err);
        if (rc >= 0)
            *ret_rows = PX_MIN(*ret_rows, same);
    }
    return rc;
}

/* Reads the next row, which stands for so many that are the same. */
static int read_row(group_reading *g, uint64_t count, bool *ret_broken, px_error *err)
{
    px_parquet_value values[USES_MAX];
    bool lost = false, broken = false;
    int rc = 0;

    for (size_t i = 0; i < g->count && rc >= 0 && !broken; i++) {
        values[i].cell = PX_PARQUET_NULL;
        if (is_media_list(g->uses[i]))
            continue;
        rc = px_parquet_column_next(g->columns[i], &values[i], err);
        lost = lost || values[i].cell == PX_PARQUET_NO_ROW;
        broken = g->columns[i]->broken;
    }
    if (rc >= 0 && !broken)
        rc = lost ? pass_media(g, err) : hand_over(g, values, count, err);
    for (size_t i = 0; i < g->count && rc >= 0; i++) {
        *ret_broken = *ret_broken || g->columns[i]->broken;
        if (count > 1)
            px_parquet_column_pass(g->columns[i], count - 1);
    }
    return rc;
}

static int read_rows(group_reading *g, px_error *err)
{
    bool broken = false;
    int rc = 0;

    for (uint64_t row = 0, same = 1; row < g->group->rows && !broken && rc >= 0; row += same) {
        rc = same_rows(g, g->group->rows - row, &same, err);
        if (rc >= 0)
            rc = read_row(g, same, &broken, err);
    }
    for (size_t i = 0; i < g->count && rc >= 0; i++)
        rc = px_parquet_column_finish(g->columns[i], err);
    return rc;
}

static void sum_rows(group_reading *g, uint64_t rows, uint64_t bytes)
{
    const px_parquet_rows all = { g->r, g->group->begin, rows };
    px_record record;

    px_parquet_row_record(&all, NULL, NULL, 0, NULL, &record);
    record.figures[PX_FIGURE_STORED] = record.figures[PX_FIGURE_CONTENT] =
        record.figures[PX_FIGURE_TEXT] = bytes;
    px_parquet_sum_add(&g->sum, g->r, &record);
}

/* The bytes of the one column that is read, where its writer has summed them and no row lacks one.
 */
static bool stated_bytes(const group_reading *g, uint64_t *ret_bytes)
{
    const px_parquet_use *only = g->uses[0];

    if (!g->r->sizes_only || g->r->with_text || g->count != 1 || only->role != PX_JSON_TEXT ||
        only->leaf->max_repetition > 0)
        return false;
    for (size_t i = 0; i < g->q->n_uses; i++) {
        const px_parquet_chunk *chunk = &g->group->chunks[i];

        if (&g->q->uses[i] != only)
            continue;
        *ret_bytes = chunk->bytes;
        return chunk->bytes != PX_PARQUET_UNKNOWN && chunk->entries == g->group->rows &&
               (chunk->nulls == 0 || only->leaf->max_definition == 0);
    }
    return false;
}

/* ---- Row groups */

static void open_columns(group_reading *g, const px_random *file)
{
    px_parquet *q = g->q;

    for (size_t i = 0; i < q->n_uses; i++) {
        const px_parquet_chunk *chunk = &g->group->chunks[i];
        bool sizes = (q->uses[i].role == PX_JSON_ROLE_COUNT && !q->uses[i].media) ||
                     (q->uses[i].role == PX_JSON_TEXT && g->r->sizes_only && !g->r->with_text);

        if (chunk->encrypted) {
            if (q->uses[i].role != PX_JSON_ROLE_COUNT || q->uses[i].media)
                px_reading_trouble(g->r, PX_TROUBLE_ENCRYPTED, chunk->begin);
            continue;
        }
        if (!q->columns[i])
            q->columns[i] = px_alloc_zero(1, sizeof(*q->columns[i]));
        px_parquet_column_open(q->columns[i], q->uses[i].leaf, chunk, file, &q->unpacker, g->r,
                               sizes);
        g->columns[g->count] = q->columns[i];
        g->uses[g->count++] = &q->uses[i];
    }
}

static int read_group(px_parquet *q, px_reading *r, const px_parquet_group *group,
                      const px_random *file, px_error *err)
{
    group_reading g = { .q = q, .r = r, .group = group };
    uint64_t bytes = 0;
    int rc = 0;

    open_columns(&g, file);
    if (g.count == 0 || stated_bytes(&g, &bytes))
        sum_rows(&g, group->rows, bytes);
    else
        rc = read_rows(&g, err);
    px_parquet_sum_close(&g.sum, r);
    return rc;
}

/* ---- Files */

static void report_file(const px_parquet *q, px_reading *r, uint64_t size)
{
    const px_parquet_footer *footer = &q->footer;
    uint64_t rows = 0, at = size - 8 - footer->len;

    for (size_t i = 0; i < footer->n_groups; i++)
        rows += footer->groups[i].rows;
    if (footer->elsewhere)
        px_reading_trouble(r, PX_TROUBLE_SUMMARY, at);
    else if (rows != footer->rows)
        px_reading_trouble(r, PX_TROUBLE_ROWS, at);
    if (footer->encrypted)
        px_reading_trouble(r, PX_TROUBLE_ENCRYPTED_COLUMNS, at);
    if (!q->has_text && !q->has_media && rows > 0 && !footer->elsewhere)
        px_reading_trouble(r, PX_TROUBLE_NO_COLUMN, at);
}

static const px_trouble_kind state_troubles[] = {
    [PX_PARQUET_BAD] = PX_TROUBLE_FOOTER,
    [PX_PARQUET_ENCRYPTED] = PX_TROUBLE_ENCRYPTED,
    [PX_PARQUET_TOO_LARGE] = PX_TROUBLE_TOO_LARGE,
};

/* Whether the same columns are wanted of the same file as before. */
static bool chosen_before(const px_parquet_use *before, size_t n_before, const px_parquet *q)
{
    bool same = n_before == q->n_uses;

    for (size_t i = 0; i < n_before && same; i++)
        same = before[i].leaf == q->uses[i].leaf && before[i].role == q->uses[i].role;
    return same;
}

/* Reads the footer, where it is not that of the stretch before. */
static int open_file(px_parquet *q, px_reading *r, const px_random *file,
                     px_parquet_state *ret_state, px_error *err)
{
    px_parquet_use before[USES_MAX];
    size_t n_before = q->n_uses;
    bool same;
    int rc = px_parquet_footer_open(&q->footer, file, ret_state, &same, err);

    memcpy(before, q->uses, sizeof(before));
    if (rc >= 0 && *ret_state == PX_PARQUET_READ)
        rc = choose(q, r, err);
    if (rc < 0 || *ret_state != PX_PARQUET_READ || (same && chosen_before(before, n_before, q)))
        return rc;
    if (!px_parquet_footer_groups(&q->footer, q->leaves, q->n_uses)) {
        px_parquet_footer_close(&q->footer);
        *ret_state = PX_PARQUET_BAD;
    }
    return rc;
}

static int parquet_read_at(px_reading *r, const px_random *file, uint64_t from, uint64_t to,
                           px_error *err)
{
    px_parquet *q = r->tools->parquet;
    px_parquet_state state;
    int rc;

    if (!q)
        q = r->tools->parquet = px_alloc_zero(1, sizeof(*q));
    rc = open_file(q, r, file, &state, err);
    if (rc < 0)
        return rc;
    if (state != PX_PARQUET_READ) {
        if (from == 0)
            px_reading_trouble(r, state_troubles[state], file->size - PX_MIN(file->size, 8U));
        return 0;
    }
    r->schema = q->fields.schema;
    if (from == 0)
        report_file(q, r, file->size);
    for (size_t i = 0; i < q->footer.n_groups && rc >= 0 && !q->footer.elsewhere; i++) {
        const px_parquet_group *group = &q->footer.groups[i];

        if (group->begin >= from && (group->begin < to || to == UINT64_MAX))
            rc = read_group(q, r, group, file, err);
    }
    return rc;
}

const px_format px_format_parquet = {
    .name = "Parquet",
    .recognise = parquet_recognise,
    .read_at = parquet_read_at,
};
