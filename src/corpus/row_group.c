/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/row_group.h"

#include "corpus/domain.h"

#include "base/banned.h"

px_group px_group_of(px_str key)
{
    return (px_group){ .key = key, .first = PX_TIME_NONE, .last = PX_TIME_NONE };
}

void px_group_add(px_group *group, const px_row *row)
{
    for (int i = 0; i < PX_FIGURE_COUNT; i++)
        group->figures[i] += row->figures[i];
    group->content[row->modality] += row->figures[PX_FIGURE_CONTENT];
    if (row->first != PX_TIME_NONE && (group->first == PX_TIME_NONE || row->first < group->first))
        group->first = row->first;
    if (row->last != PX_TIME_NONE && (group->last == PX_TIME_NONE || row->last > group->last))
        group->last = row->last;
}

/* ---- By key */

void px_group_stream_open(px_group_stream *s, px_rows *rows)
{
    s->rows = rows;
    s->row = NULL;
    s->begun = false;
    s->cut = 0;
}

int px_group_stream_next(px_group_stream *s, const px_group **ret_group, px_error *err)
{
    int rc = s->begun ? 0 : px_rows_next(s->rows, &s->row, err);
    size_t len;

    *ret_group = NULL;
    s->begun = true;
    if (rc < 0 || !s->row)
        return rc;
    len = s->row->key_len;
    memcpy(s->key, s->row->key, len);
    s->group = px_group_of(px_str_sub(px_str_n(s->key, len), s->cut, len));
    while (rc >= 0 && s->row && px_str_eq(px_row_key(s->row), px_str_n(s->key, len))) {
        px_group_add(&s->group, s->row);
        rc = px_rows_next(s->rows, &s->row, err);
    }
    if (rc >= 0)
        *ret_group = &s->group;
    return rc;
}

void px_group_stream_close(px_group_stream *s)
{
    px_rows_close(s->rows);
    s->rows = NULL;
}

/* ---- The largest first: rows whose keys begin with what is missing to the most that there can be,
 * so that their order is the ranking */

enum { RANK_SIZE = 8 };

typedef struct held_rows {
    px_row_room rows[PX_MODALITY_COUNT];
    size_t count;
} held_rows;

static uint64_t rank_of(const held_rows *held, px_modality modality)
{
    uint64_t content = 0;

    for (size_t i = 0; i < held->count; i++)
        if (modality == PX_MODALITY_COUNT || held->rows[i].row.modality == modality)
            content += held->rows[i].row.figures[PX_FIGURE_CONTENT];
    return content;
}

static void add_ranked(px_pile *pile, const held_rows *held, uint64_t content)
{
    char key[PX_ROW_KEY_MAX + RANK_SIZE];
    px_str name = px_row_key(&held->rows[0].row);

    for (int i = 0; i < RANK_SIZE; i++)
        key[i] = (char)(~content >> (56 - 8 * i));
    memcpy(key + RANK_SIZE, name.ptr, name.len);
    for (size_t i = 0; i < held->count; i++) {
        const px_row *row = &held->rows[i].row;

        px_row_add_row(px_tally_row(px_pile_tally(pile), row->dimension, (px_modality)row->modality,
                                    px_str_n(key, RANK_SIZE + name.len)),
                       row);
    }
    px_pile_check(pile);
}

static void rank_held(px_pile *pile, held_rows *held, px_modality modality)
{
    uint64_t content = rank_of(held, modality);

    if (held->count > 0 && (content > 0 || modality == PX_MODALITY_COUNT) &&
        !px_bucket_title(px_row_key(&held->rows[0].row)))
        add_ranked(pile, held, content);
    held->count = 0;
}

static int rank_rows(px_pile *pile, px_rows *rows, px_modality modality, px_error *err)
{
    PX_AUTO_FREE held_rows *held = px_alloc_zero(1, sizeof(*held));
    const px_row *row = NULL;
    int rc;

    do {
        rc = px_rows_next(rows, &row, err);
        if (rc < 0)
            return rc;
        if (!row || (held->count && !px_str_eq(px_row_key(&held->rows[0].row), px_row_key(row))))
            rank_held(pile, held, modality);
        if (row)
            memcpy(&held->rows[held->count++], row, px_row_size(row));
    } while (row);
    return px_pile_failed(pile, err);
}

int px_ranking_open(px_ranking *ranking, const px_partial *partial, px_dimension dimension,
                    px_modality modality, const px_spilling *spilling, px_error *err)
{
    PX_AUTO_ROWS px_rows *rows = px_partial_rows(partial, dimension);
    int rc;

    ranking->pile = px_pile_new(spilling);
    rc = rank_rows(ranking->pile, rows, modality, err);
    if (rc < 0) {
        px_pile_free(ranking->pile);
        return rc;
    }
    px_group_stream_open(&ranking->groups, px_pile_rows(ranking->pile));
    ranking->groups.cut = RANK_SIZE;
    return 0;
}

int px_ranking_next(px_ranking *ranking, const px_group **ret_group, px_error *err)
{
    return px_group_stream_next(&ranking->groups, ret_group, err);
}

void px_ranking_close(px_ranking *ranking)
{
    px_group_stream_close(&ranking->groups);
    px_pile_free(ranking->pile);
}
