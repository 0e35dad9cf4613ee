/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/source_set.h"

#include "base/macro.h"
#include "corpus/manifest_note.h"
#include "corpus/rows.h"

#include "base/banned.h"

/* Both arrays while they grow. */
typedef struct growing {
    px_arena *arena;
    px_measured_source *sources;
    px_set *sets;
    size_t count, sources_room, sets_room;
} growing;

static px_source copy_source(px_arena *arena, const px_source *from)
{
    px_source to = *from;
    px_str *const texts[] = { &to.name,        &to.kind,    &to.snapshot,   &to.link,  &to.licence,
                              &to.description, &to.crawler, &to.crawled_by, &to.known, &to.stages };

    for (size_t i = 0; i < PX_COUNT(texts); i++)
        *texts[i] = px_arena_str(arena, *texts[i]);
    return to;
}

static size_t add_source(growing *g, const px_source *source)
{
    g->sources =
        px_arena_grow(g->arena, g->sources, g->count, &g->sources_room, sizeof(*g->sources));
    g->sets = px_arena_grow(g->arena, g->sets, g->count, &g->sets_room, sizeof(*g->sets));
    g->sources[g->count] = (px_measured_source){ .declared = copy_source(g->arena, source),
                                                 .first = PX_TIME_NONE,
                                                 .last = PX_TIME_NONE };
    g->sets[g->count] = (px_set){ .name = g->sources[g->count].declared.name,
                                  .is_public = px_str_is(source->kind, "public-dataset") };
    return g->count++;
}

static int read_declared(const px_partial *partial, growing *g, px_error *err)
{
    PX_AUTO_ROWS px_rows *rows = px_partial_rows(partial, PX_BY_DECLARED);
    const px_row *row = NULL;
    px_source source;
    int rc;

    do {
        rc = px_rows_next(rows, &row, err);
        if (rc >= 0 && row && px_manifest_note_read(row, &source))
            (void)add_source(g, &source);
    } while (rc >= 0 && row);
    return rc;
}

/* Those that were declared come in the order of their names; others stand behind them. */
static size_t find_source(growing *g, px_str name, size_t declared)
{
    const px_source unknown = { .name = name,
                                .kind = PX_STR(""),
                                .snapshot = PX_STR(""),
                                .link = PX_STR(""),
                                .licence = PX_STR(""),
                                .description = PX_STR(""),
                                .crawler = PX_STR(""),
                                .crawled_by = PX_STR(""),
                                .known = PX_STR(""),
                                .stages = PX_STR(""),
                                .epochs = 1000 };
    size_t low = 0, high = declared;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (px_str_cmp(g->sources[middle].declared.name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < declared && px_str_eq(g->sources[low].declared.name, name))
        return low;
    if (g->count > declared && px_str_eq(g->sources[g->count - 1].declared.name, name))
        return g->count - 1;
    return add_source(g, &unknown);
}

static void add_row(growing *g, size_t at, const px_row *row)
{
    px_measured_source *source = &g->sources[at];

    for (int k = 0; k < PX_FIGURE_COUNT; k++)
        g->sets[at].figures[row->modality][k] += row->figures[k];
    if (row->first != PX_TIME_NONE && (source->first == PX_TIME_NONE || row->first < source->first))
        source->first = row->first;
    if (row->last != PX_TIME_NONE && (source->last == PX_TIME_NONE || row->last > source->last))
        source->last = row->last;
}

static int read_figures(const px_partial *partial, growing *g, px_error *err)
{
    PX_AUTO_ROWS px_rows *rows = px_partial_rows(partial, PX_BY_SOURCE);
    const px_row *row = NULL;
    size_t declared = g->count;
    int rc;

    do {
        rc = px_rows_next(rows, &row, err);
        if (rc >= 0 && row)
            add_row(g, find_source(g, px_row_key(row), declared), row);
    } while (rc >= 0 && row);
    return rc;
}

int px_source_set_read(const px_partial *partial, px_arena *arena, px_source_set *ret_set,
                       px_error *err)
{
    growing g = { .arena = arena };
    int rc = read_declared(partial, &g, err);

    if (rc >= 0)
        rc = read_figures(partial, &g, err);
    if (rc < 0)
        return rc;
    *ret_set = (px_source_set){ .sources = g.sources, .sets = g.sets, .count = g.count };
    ret_set->large = px_large_sets(arena, g.sets, g.count, &ret_set->n_large);
    return 0;
}

uint64_t px_set_sum(const px_set *set, px_figure figure)
{
    uint64_t sum = 0;

    for (int m = 0; m < PX_MODALITY_COUNT; m++)
        sum += set->figures[m][figure];
    return sum;
}
