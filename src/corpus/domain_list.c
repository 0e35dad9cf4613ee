/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/domain_list.h"

#include "base/macro.h"
#include "corpus/domain.h"
#include "corpus/scan.h"
#include "corpus/source_kind.h"

#include "base/banned.h"

static px_spilling spilling_of(const px_domain_list *list)
{
    return (px_spilling){ list->options.folder,
                          list->options.memory ? list->options.memory : PX_SCAN_MEMORY };
}

/* ---- How many */

static uint64_t percent_of(uint64_t names, const char *rule)
{
    uint64_t percent = (uint64_t)px_summary_rule_of(rule).number;

    return (names / 100) * percent + ((names % 100) * percent + 99) / 100;
}

uint64_t px_domain_list_share(uint64_t names, bool small)
{
    uint64_t most = (uint64_t)px_summary_rule_of("domains-small-number").number;

    return small ? PX_MIN(percent_of(names, "domains-small"), most) : percent_of(names, "domains");
}

/* The same share of a modality's names, rounded up. */
static uint64_t modality_share(const px_domain_list *list, px_modality modality)
{
    unsigned __int128 part = (unsigned __int128)list->modality_all[modality] * list->top;

    return list->all ? (uint64_t)((part + list->all - 1) / list->all) : 0;
}

static int count_all(px_domain_list *list, px_error *err)
{
    px_group_stream *stream = px_alloc(sizeof(*stream));
    const px_group *group;
    int rc;

    px_group_stream_open(stream, px_partial_rows(list->from, list->options.dimension));
    do {
        rc = px_group_stream_next(stream, &group, err);
        if (rc < 0 || !group || px_bucket_title(group->key))
            continue;
        list->all++;
        list->all_content += group->figures[PX_FIGURE_CONTENT];
        for (int m = 0; m < PX_MODALITY_COUNT; m++)
            list->modality_all[m] += group->content[m] > 0;
    } while (rc >= 0 && group);
    px_group_stream_close(stream);
    free(stream);
    list->top = px_domain_list_share(list->all, list->options.small);
    for (px_modality m = 0; m < PX_MODALITY_COUNT; m++)
        list->modality_top[m] = modality_share(list, m);
    return rc;
}

/* ---- Which */

/* The names of the first domains of a ranking, into the pile. */
static int choose(const px_domain_list *list, px_modality modality, uint64_t top, px_pile *chosen,
                  px_error *err)
{
    px_spilling spilling = spilling_of(list);
    px_ranking *ranking;
    const px_group *group;
    int rc;

    if (top == 0)
        return 0;
    ranking = px_alloc(sizeof(*ranking));
    rc = px_ranking_open(ranking, list->from, list->options.dimension, modality, &spilling, err);
    if (rc < 0) {
        free(ranking);
        return rc;
    }
    for (uint64_t i = 0; i < top; i++) {
        rc = px_ranking_next(ranking, &group, err);
        if (rc < 0 || !group)
            break;
        px_tally_row(px_pile_tally(chosen), PX_BY_DOMAIN, PX_MODALITY_OTHER, group->key)
            ->figures[PX_FIGURE_DOCUMENTS]++;
        px_pile_check(chosen);
    }
    px_ranking_close(ranking);
    free(ranking);
    return rc < 0 ? rc : px_pile_failed(chosen, err);
}

/* The rows of all domains whose name is among the chosen ones: both come in the order of names. */
typedef struct joined_rows {
    px_rows rows; /* first */
    px_rows *all, *chosen;
    const px_row *name; /* of chosen; NULL at the end */
    bool begun;
    px_row_room room; /* the row as one of PX_BY_DOMAIN */
} joined_rows;

static int next_joined(px_rows *rows, const px_row **ret_row, px_error *err)
{
    joined_rows *j = (joined_rows *)rows;
    int rc = j->begun ? 0 : px_rows_next(j->chosen, &j->name, err);

    j->begun = true;
    *ret_row = NULL;
    while (rc >= 0 && j->name) {
        const px_row *row;
        int order;

        rc = px_rows_next(j->all, &row, err);
        if (rc < 0 || !row)
            break;
        order = px_str_cmp(px_row_key(j->name), px_row_key(row));
        while (rc >= 0 && order < 0) {
            rc = px_rows_next(j->chosen, &j->name, err);
            order = rc >= 0 && j->name ? px_str_cmp(px_row_key(j->name), px_row_key(row)) : 1;
        }
        if (rc < 0 || order != 0)
            continue;
        memcpy(&j->room, row, px_row_size(row));
        j->room.row.dimension = PX_BY_DOMAIN;
        *ret_row = &j->room.row;
        return 0;
    }
    return rc;
}

static void close_joined(px_rows *rows)
{
    joined_rows *j = (joined_rows *)rows;

    px_rows_close(j->all);
    px_rows_close(j->chosen);
    free(j);
}

static int keep_chosen(px_domain_list *list, px_pile *chosen, px_error *err)
{
    joined_rows *joined = px_alloc_zero(1, sizeof(*joined));
    PX_AUTO_ROWS px_rows *rows = &joined->rows;

    joined->rows = (px_rows){ .next = next_joined, .close = close_joined, .name = "" };
    joined->all = px_partial_rows(list->from, list->options.dimension);
    joined->chosen = px_pile_rows(chosen);
    return px_partial_keep(rows, px_partial_head_of(list->from), list->options.folder, "",
                           &list->rows, err);
}

static int count_list(px_domain_list *list, px_error *err)
{
    px_group_stream *stream = px_alloc(sizeof(*stream));
    const px_group *group;
    int rc;

    px_group_stream_open(stream, px_partial_rows(list->rows, PX_BY_DOMAIN));
    do {
        rc = px_group_stream_next(stream, &group, err);
        if (rc < 0 || !group)
            continue;
        list->count++;
        list->content += group->figures[PX_FIGURE_CONTENT];
    } while (rc >= 0 && group);
    px_group_stream_close(stream);
    free(stream);
    return rc;
}

int px_domain_list_make(const px_partial *partial, const px_domain_list_options *options,
                        px_domain_list *ret_list, px_error *err)
{
    px_domain_list list = { .from = partial, .options = *options };
    px_spilling spilling = spilling_of(&list);
    px_pile *chosen = px_pile_new(&spilling);
    int rc = count_all(&list, err);

    if (rc >= 0)
        rc = choose(&list, PX_MODALITY_COUNT, list.top, chosen, err);
    for (px_modality m = 0; rc >= 0 && m < PX_MODALITY_COUNT; m++)
        rc = choose(&list, m, list.modality_top[m], chosen, err);
    if (rc >= 0)
        rc = keep_chosen(&list, chosen, err);
    px_pile_free(chosen);
    if (rc >= 0)
        rc = count_list(&list, err);
    if (rc < 0) {
        px_domain_list_free(&list);
        return rc;
    }
    *ret_list = list;
    return 0;
}

void px_domain_list_free(px_domain_list *list)
{
    px_partial_close(list->rows);
    list->rows = NULL;
}

int px_domain_list_ranked(const px_domain_list *list, px_domain_fn *fn, void *arg, px_error *err)
{
    px_spilling spilling = spilling_of(list);
    px_ranking *ranking = px_alloc(sizeof(*ranking));
    const px_group *group;
    int rc = px_ranking_open(ranking, list->rows, PX_BY_DOMAIN, PX_MODALITY_COUNT, &spilling, err);

    if (rc < 0) {
        free(ranking);
        return rc;
    }
    for (uint64_t rank = 1; rc >= 0; rank++) {
        rc = px_ranking_next(ranking, &group, err);
        if (rc < 0 || !group)
            break;
        rc = fn(arg, rank, group, err);
        if (rc > 0)
            break;
    }
    px_ranking_close(ranking);
    free(ranking);
    return PX_MIN(rc, 0);
}
