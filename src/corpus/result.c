/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/result.h"

#include "base/macro.h"
#include "corpus/domain.h"
#include "corpus/scan.h"

#include "base/banned.h"

enum { GROUPS_MAX = 1000000 }; /* of a small dimension */

/* Room for groups that grows in the arena. */
typedef struct group_list {
    px_groups groups;
    size_t room;
} group_list;

static int add_group(px_result *result, group_list *list, const px_group *group, px_error *err)
{
    px_groups *groups = &list->groups;

    if (groups->count == GROUPS_MAX)
        return px_fail(err, PX_ERR_TOO_LARGE, N_("there are more than {count} kinds of one thing"),
                       "count", "1000000", NULL);
    groups->items = px_arena_grow(result->arena, groups->items, groups->count, &list->room,
                                  sizeof(*groups->items));
    groups->items[groups->count] = *group;
    groups->items[groups->count++].key = px_arena_str(result->arena, group->key);
    return 0;
}

/* ---- Sums */

static int sum_inputs(px_result *result, px_error *err)
{
    PX_AUTO_ROWS px_rows *rows = px_partial_rows(result->partial, PX_BY_INPUT);
    const px_row *row = NULL;
    int rc;

    result->total = px_group_of(PX_STR(""));
    for (;;) {
        rc = px_rows_next(rows, &row, err);
        if (rc < 0 || !row)
            return rc;
        px_group_add(&result->total, row);
        for (int k = 0; k < PX_FIGURE_COUNT; k++)
            result->modality[row->modality][k] += row->figures[k];
    }
}

static int sum_files(px_result *result, px_error *err)
{
    PX_AUTO_ROWS px_rows *rows = px_partial_rows(result->partial, PX_BY_FILE);
    const px_row *row = NULL;
    int rc;

    for (;;) {
        rc = px_rows_next(rows, &row, err);
        if (rc < 0 || !row)
            return rc;
        result->files++;
        result->file_bytes += row->figures[PX_FIGURE_STORED];
    }
}

static int hold_dimension(px_result *result, px_dimension dimension, px_error *err)
{
    px_group_stream *stream = px_alloc(sizeof(*stream));
    group_list list = { 0 };
    const px_group *group;
    int rc;

    px_group_stream_open(stream, px_partial_rows(result->partial, dimension));
    do {
        rc = px_group_stream_next(stream, &group, err);
        if (rc >= 0 && group)
            rc = add_group(result, &list, group, err);
    } while (rc >= 0 && group);
    px_group_stream_close(stream);
    free(stream);
    result->dimensions[dimension] = list.groups;
    return rc;
}

static void add_trouble(px_result *result, const px_row *row, px_trouble_kind kind, px_str file)
{
    px_trouble_sum *sum = &result->troubles[kind];
    px_place places[PX_PLACES_MAX];
    size_t count = px_row_places(row, places);
    px_str name = PX_STR_NONE;

    sum->count += row->figures[PX_FIGURE_DOCUMENTS];
    sum->inputs++;
    for (size_t i = 0; i < count && sum->n_places < PX_TROUBLE_PLACES_MAX; i++) {
        if (!name.ptr)
            name = px_arena_str(result->arena, file);
        sum->places = px_arena_grow(result->arena, sum->places, sum->n_places, &sum->places_room,
                                    sizeof(*sum->places));
        sum->places[sum->n_places++] = (px_trouble_place){ name, places[i] };
    }
}

static int sum_troubles(px_result *result, px_error *err)
{
    PX_AUTO_ROWS px_rows *rows = px_partial_rows(result->partial, PX_BY_TROUBLE);
    px_trouble_kind kind;
    const px_row *row = NULL;
    px_str file;
    int rc;

    for (;;) {
        rc = px_rows_next(rows, &row, err);
        if (rc < 0 || !row)
            return rc;
        if (px_row_trouble(row, &kind, &file))
            add_trouble(result, row, kind, file);
    }
}

/* ---- Domains */

static int by_content(const void *a, const void *b)
{
    const px_group *x = a, *y = b;
    uint64_t m = x->figures[PX_FIGURE_CONTENT], n = y->figures[PX_FIGURE_CONTENT];

    if (m != n)
        return m > n ? -1 : 1;
    return px_str_cmp(x->key, y->key);
}

/* Counts the domains, and holds what has none. */
static int count_domains(px_result *result, px_error *err)
{
    px_group_stream *stream = px_alloc(sizeof(*stream));
    group_list buckets = { 0 };
    const px_group *group;
    int rc;

    px_group_stream_open(stream, px_partial_rows(result->partial, PX_BY_DOMAIN));
    do {
        rc = px_group_stream_next(stream, &group, err);
        if (rc < 0 || !group)
            continue;
        if (px_bucket_title(group->key)) {
            rc = add_group(result, &buckets, group, err);
        } else {
            result->n_domains++;
            result->domain_content += group->figures[PX_FIGURE_CONTENT];
        }
    } while (rc >= 0 && group);
    px_group_stream_close(stream);
    free(stream);
    if (buckets.groups.count)
        qsort(buckets.groups.items, buckets.groups.count, sizeof(px_group), by_content);
    result->buckets = buckets.groups;
    return rc;
}

static int rank_domains(px_result *result, const px_result_options *options, px_error *err)
{
    px_spilling spilling = { options->folder, options->memory ? options->memory : PX_SCAN_MEMORY };
    px_ranking *ranking = px_alloc(sizeof(*ranking));
    group_list first = { 0 };
    const px_group *group;
    int rc =
        px_ranking_open(ranking, result->partial, PX_BY_DOMAIN, PX_MODALITY_COUNT, &spilling, err);

    result->n_tenth = (result->n_domains + 9) / 10;
    if (rc < 0) {
        free(ranking);
        return rc;
    }
    for (uint64_t rank = 0; rc >= 0 && (rank < options->top || rank < result->n_tenth); rank++) {
        rc = px_ranking_next(ranking, &group, err);
        if (rc < 0 || !group)
            break;
        if (rank < options->top)
            rc = add_group(result, &first, group, err);
        if (rank < result->n_tenth)
            result->tenth_content += group->figures[PX_FIGURE_CONTENT];
    }
    px_ranking_close(ranking);
    free(ranking);
    result->domains = first.groups;
    return rc;
}

int px_result_make(const px_partial *partial, const px_result_options *options,
                   px_result *ret_result, px_error *err)
{
    int rc;

    *ret_result = (px_result){ .partial = partial, .arena = px_arena_new() };
    rc = sum_inputs(ret_result, err);
    if (rc >= 0)
        rc = sum_files(ret_result, err);
    for (int d = 0; rc >= 0 && d < PX_DIMENSION_COUNT; d++)
        if (!px_dimension_is_large((px_dimension)d))
            rc = hold_dimension(ret_result, (px_dimension)d, err);
    if (rc >= 0)
        rc = sum_troubles(ret_result, err);
    if (rc >= 0)
        rc = count_domains(ret_result, err);
    if (rc >= 0)
        rc = rank_domains(ret_result, options, err);
    if (rc >= 0)
        rc = px_source_set_read(partial, ret_result->arena, &ret_result->sources, err);
    if (rc < 0)
        px_result_free(ret_result);
    return rc;
}

void px_result_free(px_result *result)
{
    px_arena_free(result->arena);
    *result = (px_result){ 0 };
}

/* ---- Groups of small dimensions */

static void add_to_group(px_group *group, const px_group *other)
{
    for (int i = 0; i < PX_FIGURE_COUNT; i++)
        group->figures[i] += other->figures[i];
    for (int i = 0; i < PX_MODALITY_COUNT; i++)
        group->content[i] += other->content[i];
    if (other->first != PX_TIME_NONE &&
        (group->first == PX_TIME_NONE || other->first < group->first))
        group->first = other->first;
    if (other->last != PX_TIME_NONE && (group->last == PX_TIME_NONE || other->last > group->last))
        group->last = other->last;
}

void px_result_groups(const px_result *result, px_dimension dimension, size_t key_len,
                      px_group_order order, px_groups *ret_groups)
{
    const px_groups *all = &result->dimensions[dimension];
    px_groups groups = { px_alloc((all->count + 1) * sizeof(px_group)), 0 };

    for (size_t i = 0; i < all->count; i++) {
        px_str key = px_str_sub(all->items[i].key, 0, key_len);

        if (groups.count == 0 || !px_str_eq(groups.items[groups.count - 1].key, key))
            groups.items[groups.count++] = px_group_of(key);
        add_to_group(&groups.items[groups.count - 1], &all->items[i]);
    }
    if (order == PX_ORDER_CONTENT)
        qsort(groups.items, groups.count, sizeof(px_group), by_content);
    *ret_groups = groups;
}

uint64_t px_groups_content(const px_groups *groups)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < groups->count; i++)
        sum += groups->items[i].figures[PX_FIGURE_CONTENT];
    return sum;
}

bool px_result_is_damaged(const px_result *result)
{
    for (int kind = 1; kind < PX_TROUBLE_COUNT; kind++)
        if (result->troubles[kind].count && px_trouble_is_damage((px_trouble_kind)kind))
            return true;
    return false;
}

int px_partial_is_damaged(const px_partial *partial, bool *ret_damaged, px_error *err)
{
    PX_AUTO_ROWS px_rows *rows = px_partial_rows(partial, PX_BY_TROUBLE);
    bool damaged = false;
    px_trouble_kind kind;
    const px_row *row = NULL;
    px_str file;
    int rc;

    do {
        rc = px_rows_next(rows, &row, err);
        if (rc >= 0 && row && px_row_trouble(row, &kind, &file))
            damaged |= px_trouble_is_damage(kind);
    } while (rc >= 0 && row);
    if (rc >= 0)
        *ret_damaged = damaged;
    return rc;
}

/* ---- Sources: rows by input and files, side by side */

typedef struct source_walk {
    px_group_stream groups;
    const px_group *group;
    px_rows *files;
    const px_row *file;
} source_walk;

/* The next file that has a row of its own. */
static int next_file(source_walk *w, px_error *err)
{
    px_file_note note;
    int rc;

    do {
        rc = px_rows_next(w->files, &w->file, err);
    } while (rc >= 0 && w->file && px_file_note_read(px_row_note(w->file), &note) &&
             note.row.len > 0);
    return rc;
}

/* Which of the two comes first, or both where they have the same name. */
static int walk_source(source_walk *w, px_source_fn *fn, void *arg, px_error *err)
{
    int order = !w->file ? -1 : !w->group ? 1 : px_str_cmp(w->group->key, px_row_key(w->file));
    px_group nothing = px_group_of(order <= 0 ? w->group->key : px_row_key(w->file));
    int rc =
        fn(arg, nothing.key, order >= 0 ? w->file : NULL, order <= 0 ? w->group : &nothing, err);

    if (rc >= 0 && order >= 0)
        rc = next_file(w, err);
    if (rc >= 0 && order <= 0)
        rc = px_group_stream_next(&w->groups, &w->group, err);
    return rc;
}

int px_result_sources(const px_result *result, px_source_fn *fn, void *arg, px_error *err)
{
    PX_AUTO_FREE source_walk *w = px_alloc_zero(1, sizeof(*w));
    int rc;

    px_group_stream_open(&w->groups, px_partial_rows(result->partial, PX_BY_INPUT));
    w->files = px_partial_rows(result->partial, PX_BY_FILE);
    rc = next_file(w, err);
    if (rc >= 0)
        rc = px_group_stream_next(&w->groups, &w->group, err);
    while (rc >= 0 && (w->file || w->group))
        rc = walk_source(w, fn, arg, err);
    px_rows_close(w->files);
    px_group_stream_close(&w->groups);
    return rc;
}
