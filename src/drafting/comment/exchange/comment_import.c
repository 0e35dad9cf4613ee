/* SPDX-License-Identifier: EUPL-1.2 */
/* From a file to deeds, some hundred rows at once. */
#include "drafting/comment/exchange/comment_import.h"

#include "base/words.h"
#include "drafting/comment/exchange/comment_import_priv.h"

#include "base/banned.h"

enum { BATCH_ROWS = 400 };
#define BATCH_BYTES ((size_t)16 << 20)

static const struct {
    const char *name, *title;
} taken_words[PX_TAKEN_COUNT] = {
    [PX_TAKEN_NEW] = { "new", N_("new") },
    [PX_TAKEN_KNOWN] = { "known", N_("there already") },
    [PX_TAKEN_NOT] = { "withdrawn", N_("withdrawn, not taken") },
    [PX_TAKEN_ERROR] = { "error", N_("error") },
};

PX_WORDS_SHOW(px_comment_taken, px_comment_taken, taken_words)

typedef struct importing {
    px_house *house;
    px_comment_import *import;
    const char *path; /* of the file, or NULL */
    px_arena *arena;  /* of the batch */
    px_import_batch batch;
    size_t room;
    int64_t rows;
} importing;

static int run_batch(importing *i, px_error *err)
{
    px_comment_import *import = i->import;
    px_import_batch *batch = &i->batch;
    int rc = 0;

    if (!batch->count)
        return 0;
    batch->import = import;
    batch->arena = i->arena;
    if (import->accounts)
        rc = px_import_files(i->house, batch, i->path, err);
    if (rc >= 0)
        rc = import->preview ? px_house_try(i->house, px_import_batch_deed, batch, err)
                             : px_house_write(i->house, px_import_batch_deed, batch, err);
    for (size_t k = 0; rc >= 0 && k < batch->count; k++) {
        const px_comment_report *report = &batch->items[k].report;

        import->ret_counts[report->taken]++;
        import->ret_unplaced += report->unplaced && report->taken == PX_TAKEN_NEW;
        import->ret_answered += report->answered;
        if (import->report)
            rc = import->report(report, import->report_arg, err);
    }
    px_arena_reset(i->arena);
    *batch = (px_import_batch){ 0 };
    i->room = 0;
    return rc;
}

static void keep_columns(px_arena *arena, px_comment_row *row, const px_comment_column *columns,
                         size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (columns[i].kind == PX_COLUMN_TEXT)
            (void)px_comment_row_set(row, &columns[i],
                                     px_arena_str(arena, px_comment_row_text(row, &columns[i])));
}

static int take_row(const px_comment_row *row, const px_error *fault, void *arg, px_error *err)
{
    importing *i = arg;
    px_import_item *item;

    i->batch.items =
        px_arena_grow(i->arena, i->batch.items, i->batch.count, &i->room, sizeof(*i->batch.items));
    item = &i->batch.items[i->batch.count++];
    *item = (px_import_item){ .row = *row, .fault = fault ? *fault : PX_ERROR_INIT };
    keep_columns(i->arena, &item->row, px_comment_columns, px_comment_column_count);
    keep_columns(i->arena, &item->row, px_comment_osd_columns, px_comment_osd_column_count + 1);
    keep_columns(i->arena, &item->row, px_comment_account_columns, px_comment_account_column_count);
    i->rows++;
    if (i->batch.count < BATCH_ROWS && px_arena_used(i->arena) < BATCH_BYTES)
        return 0;
    return run_batch(i, err);
}

static int end_import(importing *i, int rc, px_error *err)
{
    if (rc >= 0)
        rc = run_batch(i, err);
    if (rc >= 0 && !i->rows)
        rc = px_fail(err, PX_ERR_INVALID,
                     N_("no row of the file is filled in; there is nothing to take over"), NULL);
    px_arena_free(i->arena);
    return rc;
}

int px_comment_import_file(px_house *house, px_comment_import *import, const px_comment_file *file,
                           px_comment_format format, px_error *err)
{
    importing i = { .house = house, .import = import, .path = file->path, .arena = px_arena_new() };

    return end_import(&i, px_comment_read(file, format, take_row, &i, err), err);
}

int px_comment_import_plain(px_house *house, px_comment_import *import, FILE *plain, px_error *err)
{
    importing i = { .house = house, .import = import, .arena = px_arena_new() };

    return end_import(&i, px_comment_read_plain(plain, take_row, &i, err), err);
}
