/* SPDX-License-Identifier: EUPL-1.2 */
/* The deed that takes a planned archive in. */
#include "drafting/comment/archive_import.h"
#include "drafting/comment/submit.h"
#include "drafting/comment/write.h"

#include "base/banned.h"

/* Ids of what was made in one code. */
typedef struct made {
    px_arena *arena;
    px_str *ids, *answered;
    size_t count, n_answered;
} made;

static size_t points(px_str plain, size_t bytes)
{
    return px_utf8_count(px_str_sub(plain, 0, bytes));
}

static void where_of(const px_archive_plan *plan, const px_archive_item *item,
                     px_comment_where *where)
{
    const px_archive_spot *spot = &item->found.spot;
    px_str plain;

    *where = (px_comment_where){ .code = plan->codes->items[item->code].code.id,
                                 .version = item->draft->version.label,
                                 .language = item->draft->language };
    if (spot->node == PX_OUTLINE_TOP)
        return;
    where->lasting_id = item->draft->side.nodes[spot->node].id;
    if (spot->end == spot->start)
        return;
    plain = px_archive_draft_plain(item->draft, spot->node, spot->in_heading);
    where->in_heading = spot->in_heading;
    where->start = points(plain, spot->start);
    where->end = points(plain, spot->end);
    where->exact = px_str_sub(plain, spot->start, spot->end);
}

static px_comment_kind kind_of(const px_archive_item *item)
{
    if (item->editorial)
        return PX_COMMENT_EDITORIAL;
    return item->found.spot.node == PX_OUTLINE_TOP ? PX_COMMENT_GENERAL : PX_COMMENT_TECHNICAL;
}

/* Names which entry of the record was refused. */
static int of_item(int rc, const px_archive_item *item, px_arena *arena, px_error *err)
{
    if (rc < 0)
        px_error_add(err, "entry", px_arena_cstr(arena, item->source));
    return rc;
}

static int write_comment(px_db *db, const px_archive_import *import, px_archive_item *item, made *m,
                         px_error *err)
{
    px_comment_new comment = { .origin = PX_ORIGIN_IMPORTED,
                               .byline = item->byline,
                               .source = item->source,
                               .made = item->created };
    px_error here = PX_ERROR_INIT;
    int rc;

    where_of(import->plan, item, &comment.where);
    comment.words = (px_comment_words){ .kind = kind_of(item),
                                        .text = item->text,
                                        .text_language = import->language,
                                        .has_wording = item->has_wording,
                                        .wording = item->wording };
    rc = px_comment_new_deed(db, &comment, &here);
    item->known = rc == -PX_ERR_EXISTS;
    if (item->known)
        return 0;
    if (rc < 0) {
        *err = here;
        return of_item(rc, item, m->arena, err);
    }
    m->ids[m->count] = px_arena_str(m->arena, px_str_of(comment.ret_id));
    if (item->answered)
        m->answered[m->n_answered++] = m->ids[m->count];
    m->count++;
    return 0;
}

static int write_answer(px_db *db, const px_archive_import *import, const px_archive_item *item,
                        px_str id, px_arena *arena, px_error *err)
{
    px_answer_write write = { .comments = &id,
                              .n_comments = 1,
                              .status = item->status,
                              .reason = item->reason,
                              .language = import->language,
                              .byline = item->answer_byline };

    return of_item(px_answer_write_deed(db, &write, err), item, arena, err);
}

/* The items of a code that are new, in their order, are m->ids. */
static int write_answers(px_db *db, const px_archive_import *import, size_t code, made *m,
                         px_error *err)
{
    size_t n = 0;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < import->plan->count; i++) {
        const px_archive_item *item = &import->plan->items[i];

        if (item->code != code || item->known)
            continue;
        if (item->answered)
            rc = write_answer(db, import, item, m->ids[n], m->arena, err);
        n++;
    }
    return rc;
}

static int submit_and_answer(px_db *db, px_archive_import *import, size_t code, made *m,
                             px_error *err)
{
    px_str id = import->plan->codes->items[code].code.id;
    px_comment_submit submit = {
        .ids = m->ids, .n_ids = m->count, .code = id, .author = import->author
    };
    px_answers_publish publish = {
        .code = id, .comments = m->answered, .n_comments = m->n_answered, .author = import->author
    };
    int rc = px_comment_submit_deed(db, &submit, err);

    if (rc >= 0)
        rc = write_answers(db, import, code, m, err);
    if (rc >= 0 && m->n_answered)
        rc = px_answers_publish_deed(db, &publish, err);
    import->ret_comments += m->count;
    import->ret_answers += m->n_answered;
    return rc;
}

static int import_code(px_db *db, px_archive_import *import, size_t code, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    const px_archive_plan *plan = import->plan;
    made m = { .arena = arena };
    int rc = 0;

    m.ids = px_arena_array(arena, plan->count + 1, sizeof(*m.ids));
    m.answered = px_arena_array(arena, plan->count + 1, sizeof(*m.answered));
    for (size_t i = 0; rc >= 0 && i < plan->count; i++) {
        px_archive_item *item = &plan->items[i];

        if (item->code != code)
            continue;
        rc = write_comment(db, import, item, &m, err);
        import->ret_known += item->known;
    }
    return rc < 0 || !m.count ? rc : submit_and_answer(db, import, code, &m, err);
}

int px_archive_import_deed(px_db *db, void *arg, px_error *err)
{
    px_archive_import *import = arg;
    int rc = 0;

    import->ret_comments = import->ret_answers = import->ret_known = 0;
    for (size_t c = 0; rc >= 0 && c < import->plan->codes->count; c++)
        rc = import_code(db, import, c, err);
    return rc;
}
