/* SPDX-License-Identifier: EUPL-1.2 */
#include "corpus/partial_merge.h"

#include <sys/resource.h>

#include "corpus/pile.h"

#include "base/banned.h"

enum { FAN_LEAST = 2, FAN_MOST = 128, FILES_SPARED = 64 };

/* ---- Rows of a file, which is closed with them */

typedef struct file_rows {
    px_rows rows;
    px_partial *partial; /* owned */
    px_rows *inner;      /* owned */
} file_rows;

static int next_of_file(px_rows *rows, const px_row **ret_row, px_error *err)
{
    return px_rows_next(((file_rows *)rows)->inner, ret_row, err);
}

static void close_file(px_rows *rows)
{
    file_rows *f = (file_rows *)rows;

    px_rows_close(f->inner);
    px_partial_close(f->partial);
    free(f);
}

static px_rows *rows_of_file(px_partial *partial)
{
    file_rows *f = px_alloc_zero(1, sizeof(*f));

    f->rows = (px_rows){ next_of_file, close_file, px_partial_name(partial) };
    f->partial = partial;
    f->inner = px_partial_rows(partial, PX_DIMENSION_COUNT);
    return &f->rows;
}

/* ---- Groups of files, merged group by group until they can be open at once */

static void close_all(px_rows **sources, size_t count)
{
    for (size_t i = 0; i < count; i++)
        px_rows_close(sources[i]);
}

static int merge_paths(const char *const *paths, size_t count, const px_merge_options *options,
                       px_rows **ret_rows, px_error *err);

/* The rows of these files as those of one: the file, or a temporary one of what they merge to. */
static int open_group(const char *const *paths, size_t count, const px_merge_options *options,
                      px_rows **ret_rows, px_error *err)
{
    static const px_partial_head head;
    PX_AUTO_ROWS px_rows *rows = NULL;
    px_partial *partial;
    int rc;

    if (count == 1) {
        rc = px_partial_open(paths[0], &partial, err);
    } else {
        rc = merge_paths(paths, count, options, &rows, err);
        if (rc >= 0)
            rc = px_partial_keep(rows, &head, options->folder, paths[0], &partial, err);
    }
    if (rc >= 0)
        *ret_rows = rows_of_file(partial);
    return rc;
}

static int merge_paths(const char *const *paths, size_t count, const px_merge_options *options,
                       px_rows **ret_rows, px_error *err)
{
    PX_AUTO_FREE px_rows **sources = px_alloc_zero(options->fan + 1, sizeof(*sources));
    size_t group = (count + options->fan - 1) / options->fan, n = 0;
    int rc = 0;

    for (size_t at = 0; rc >= 0 && at < count; at += group) {
        rc = open_group(paths + at, PX_MIN(group, count - at), options, &sources[n], err);
        n += rc >= 0;
    }
    if (rc < 0) {
        close_all(sources, n);
        return rc;
    }
    *ret_rows = px_rows_merged(sources, n);
    return 0;
}

/* Files may be open at each level of groups: a quarter of what is allowed for each. */
static size_t choose_fan(const px_merge_options *options)
{
    struct rlimit limit;
    size_t fan = FAN_MOST;

    if (options->fan)
        return PX_MAX(options->fan, (size_t)FAN_LEAST);
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        fan = limit.rlim_cur > FILES_SPARED ? (limit.rlim_cur - FILES_SPARED) / 4 : FAN_LEAST;
    return PX_MAX(PX_MIN(fan, (size_t)FAN_MOST), (size_t)FAN_LEAST);
}

int px_partial_merge_rows(const char *const *paths, size_t count, px_rows *const *sources,
                          size_t n_sources, const px_merge_options *options, px_rows **ret_rows,
                          px_error *err)
{
    PX_AUTO_FREE px_rows **all = px_alloc_zero(n_sources + 1, sizeof(*all));
    px_merge_options chosen = *options;
    int rc = 0;

    chosen.fan = choose_fan(options);
    for (size_t i = 0; i < n_sources; i++)
        all[i] = sources[i];
    if (count > 0)
        rc = merge_paths(paths, count, &chosen, &all[n_sources], err);
    if (rc < 0) {
        close_all(all, n_sources);
        return rc;
    }
    *ret_rows = px_rows_merged(all, n_sources + (count > 0));
    return 0;
}

/* ---- Heads */

static int add_head(px_arena *arena, const char *const *paths, size_t i, px_partial_head *head,
                    px_error *err)
{
    px_partial *partial;
    int rc = px_partial_open(paths[i], &partial, err);

    if (rc < 0)
        return rc;
    rc = px_partial_verify(partial, err);
    if (rc >= 0 && i == 0) {
        const px_partial_head *first = px_partial_head_of(partial);

        for (size_t k = 0; k < first->n_settings; k++)
            head->settings[k] = (px_setting){
                px_arena_cstr(arena, px_str_of(first->settings[k].name)),
                px_arena_cstr(arena, px_str_of(first->settings[k].value)),
            };
        head->n_settings = first->n_settings;
    }
    if (rc >= 0)
        rc = px_partial_head_add(arena, head, paths[0], px_partial_head_of(partial), paths[i], err);
    px_partial_close(partial);
    return rc;
}

int px_partial_merge_heads(px_arena *arena, const char *const *paths, size_t count,
                           px_partial_head *ret_head, px_error *err)
{
    int rc = 0;

    *ret_head = (px_partial_head){ 0 };
    for (size_t i = 0; rc >= 0 && i < count; i++)
        rc = add_head(arena, paths, i, ret_head, err);
    return rc;
}

/* "3, 7" of the parts that are not there. */
static int fail_incomplete(const px_part *part, px_error *err)
{
    PX_AUTO_BUILDER px_builder missing = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    char of[16];
    size_t k = 0, shown = 0;

    for (unsigned rank = 0; rank < part->of; rank++) {
        if (k < part->n_ranks && part->ranks[k] == rank) {
            k++;
        } else if (shown++ < 20) {
            px_builder_format(&missing, "%s%u", shown > 1 ? ", " : "", rank);
        } else {
            px_builder_add(&missing, " ...");
            break;
        }
    }
    (void)snprintf(of, sizeof(of), "%u", part->of);
    return px_fail(
        err, PX_ERR_NOT_FOUND,
        N_("of the {of} parts of the scan these are missing: {missing}; merge them, too, "
           "or give --incomplete"),
        "of", of, "missing", px_builder_cstr(&missing), NULL);
}

int px_partial_merge(const char *const *paths, size_t count, const char *to,
                     const px_merge_options *options, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    PX_AUTO_ROWS px_rows *rows = NULL;
    px_partial_head *head = px_arena_alloc(arena, sizeof(*head));
    int rc = px_partial_merge_heads(arena, paths, count, head, err);

    if (rc < 0)
        return rc;
    if (head->n_parts > 0 && !options->incomplete)
        return fail_incomplete(&head->parts[0], err);
    rc = px_partial_merge_rows(paths, count, NULL, 0, options, &rows, err);
    return rc < 0 ? rc : px_partial_save(to, head, rows, err);
}
