/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows that belong to accounts of the house: what people wrote in another system stays theirs. */
#include "base/file.h"
#include "drafting/comment/exchange/comment_import_priv.h"
#include "drafting/comment/submit.h"
#include "store/blob.h"

#include "base/banned.h"

/* ---- Files */

static const char *file_path(px_arena *arena, const char *beside, px_str name)
{
    const char *slash = beside ? strrchr(beside, '/') : NULL;

    if (!slash || px_str_starts(name, PX_STR("/")))
        return px_arena_cstr(arena, name);
    return px_arena_format(arena, "%.*s/%.*s", (int)(slash - beside), beside, PX_STR_ARG(name));
}

/* Fails with what is said of the row. */
static int file_put(px_house *house, px_import_item *item, const char *path, bool preview,
                    px_error *err)
{
    PX_AUTO_FREE char *data = NULL;
    size_t len = 0;
    int rc = px_file_read(path, PX_COMMENT_ATTACHMENT_BYTES, &data, &len, err);

    if (rc >= 0)
        rc = px_comment_file_check(px_str_n(data, len), &item->media_type, err);
    if (rc >= 0 && !preview)
        rc = px_blob_put(house, px_str_n(data, len), item->hash, err);
    item->size = len;
    return rc;
}

int px_import_files(px_house *house, px_import_batch *batch, const char *path, px_error *err)
{
    (void)err;
    for (size_t k = 0; k < batch->count; k++) {
        px_import_item *item = &batch->items[k];
        const char *file = file_path(batch->arena, path, item->row.file);

        if (item->row.file.len && !item->fault.message)
            (void)(file_put(house, item, file, batch->import->preview, &item->fault) < 0);
    }
    return 0;
}

/* ---- Whose */

int px_import_account(px_importing *i, px_import_item *item, px_error *err)
{
    const px_comment_row *row = &item->row;
    px_person author, submitter;
    int rc;

    if (!row->account.len)
        return 0;
    rc = px_person_find_mail(i->db, i->arena, row->account, &author, err);
    if (rc < 0)
        return rc;
    item->author = item->submitter = author.row;
    if (!row->submitted_by.len)
        return 0;
    rc = px_person_find_mail(i->db, i->arena, row->submitted_by, &submitter, err);
    if (rc < 0)
        return rc;
    item->submitter = submitter.row;
    item->organisation = author.organisation;
    return 0;
}

/* ---- What becomes of them */

static int attach(px_importing *i, const px_import_item *item, px_error *err)
{
    px_str rest = item->row.file, name = rest;
    px_comment_attach deed = { .id = item->report.id,
                               .hash = item->hash,
                               .media_type = item->media_type,
                               .size = item->size,
                               .person = item->author };

    while (rest.ptr && px_str_split(&rest, '/', &name))
        deed.name = name;
    return px_comment_attach_deed(i->db, &deed, err);
}

static int hand_over(px_importing *i, const px_import_item *item, px_error *err)
{
    px_comment_hand hand = { .id = item->report.id, .ready = true, .person = item->author };

    return px_comment_hand_deed(i->db, &hand, err);
}

/* All that the same person submits in the same way, from this item on. */
static int submit_like(px_importing *i, px_import_batch *batch, size_t first, px_error *err)
{
    const px_import_item *like = &batch->items[first];
    px_str *ids = px_arena_array(i->arena, batch->count, sizeof(*ids));
    px_comment_submit submit = { .ids = ids,
                                 .code = i->code.id,
                                 .organisation = like->organisation,
                                 .person = like->submitter,
                                 .author = i->import->author };

    for (size_t k = first; k < batch->count; k++) {
        px_import_item *item = &batch->items[k];

        if (item->done || item->submitter != like->submitter ||
            item->organisation != like->organisation)
            continue;
        item->done = true;
        ids[submit.n_ids++] = item->report.id;
    }
    return px_comment_submit_deed(i->db, &submit, err);
}

int px_import_settle(px_importing *i, px_import_batch *batch, px_error *err)
{
    int rc = 0;

    for (size_t k = 0; rc >= 0 && k < batch->count; k++) {
        px_import_item *item = &batch->items[k];
        bool ready = px_str_is(item->row.state, "ready");

        item->done = item->report.taken != PX_TAKEN_NEW || !item->author;
        if (item->done)
            continue;
        if (item->hash[0])
            rc = attach(i, item, err);
        if (rc >= 0 && (ready || item->organisation))
            rc = hand_over(i, item, err);
        item->done = ready || px_str_is(item->row.state, "draft");
    }
    for (size_t k = 0; rc >= 0 && k < batch->count; k++)
        if (!batch->items[k].done)
            rc = submit_like(i, batch, k, err);
    return rc;
}

/* ---- What they say of answers */

static int judge(px_importing *i, const px_import_item *item, px_error *err)
{
    px_answer_judge deed = { .comment = item->report.id,
                             .text = item->row.feedback,
                             .author = i->import->author };
    px_comment comment;
    px_answer answer = { 0 };
    px_who who;
    int rc = px_comment_find(i->db, i->arena, item->report.id, &comment, err);

    if (rc >= 0)
        rc = px_answer_newest(i->db, i->arena, &comment.row, 1, &answer, err);
    if (rc < 0 || !comment.author || !answer.row || answer.opinion != PX_OPINION_NONE ||
        !px_opinion_find(item->row.opinion, &deed.opinion))
        return rc;
    rc = px_who_read(i->db, i->arena, comment.author, px_now(), &who, err);
    if (rc < 0)
        return rc;
    deed.who = &who;
    rc = px_answer_judge_deed(i->db, &deed, err);
    if (rc >= 0)
        i->import->ret_judged++;
    return rc;
}

int px_import_opinions(px_importing *i, px_import_batch *batch, px_error *err)
{
    int rc = 0;

    for (size_t k = 0; rc >= 0 && k < batch->count; k++) {
        const px_import_item *item = &batch->items[k];

        if (item->row.opinion.len && item->report.id.len && item->report.taken <= PX_TAKEN_KNOWN)
            rc = judge(i, item, err);
    }
    return rc;
}
