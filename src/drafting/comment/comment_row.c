/* SPDX-License-Identifier: EUPL-1.2 */
#include "drafting/comment/comment_row.h"

#include "base/banned.h"

static px_time time_or_none(int64_t value)
{
    return value ? value : PX_TIME_NONE;
}

static void read_place(px_query *query, px_arena *arena, px_comment *c)
{
    c->version = px_query_next_int(query);
    c->version_label = px_query_next_text(query, arena);
    c->language = px_query_next_text(query, arena);
    c->anchor.version = c->version_label;
    c->anchor.id = px_query_next_text(query, arena);
    c->chapter = px_query_next_text(query, arena);
    c->anchor.in_heading = px_query_next_int(query) != 0;
    c->anchor.start = (size_t)px_query_next_int(query);
    c->anchor.end = (size_t)px_query_next_int(query);
}

static void read_people(px_query *query, px_arena *arena, px_comment *c)
{
    c->author = px_query_next_int(query);
    c->recorder = px_query_next_int(query);
    c->organisation = px_query_next_int(query);
    c->category = px_query_next_text(query, arena);
    c->country = px_query_next_text(query, arena);
    (void)px_display_find(px_query_next_str(query), &c->display);
    c->meeting = px_query_next_int(query);
    c->meeting_id = px_query_next_text(query, arena);
    c->submission = px_query_next_int(query);
    c->working_group = px_query_next_int(query);
}

/* At most max bytes of the column, ended between two characters. */
static px_str read_cut(px_query *query, px_arena *arena, size_t max, bool *cut)
{
    px_str text = px_query_next_str(query);

    if (max && text.len > max) {
        text = px_utf8_head(text, max);
        *cut = true;
    }
    return px_arena_str(arena, text);
}

static void read_body(px_query *query, px_arena *arena, size_t max, px_comment *c, bool *cut)
{
    c->anchor.exact = px_query_next_text(query, arena);
    c->anchor.prefix = px_query_next_text(query, arena);
    c->anchor.suffix = px_query_next_text(query, arena);
    c->text = read_cut(query, arena, max, cut);
    c->text_language = px_query_next_text(query, arena);
    c->wording = read_cut(query, arena, max, cut);
    c->note = px_query_next_text(query, arena);
    c->reason = px_query_next_text(query, arena);
    c->record = px_query_next_text(query, arena);
}

void comment_row_read(px_query *query, px_arena *arena, size_t max, px_comment *ret_comment,
                      bool *ret_cut)
{
    px_comment *c = ret_comment;

    *c = (px_comment){ 0 };
    c->row = px_query_next_int(query);
    c->id = px_query_next_text(query, arena);
    c->code = px_query_next_int(query);
    c->code_id = px_query_next_text(query, arena);
    c->round = px_query_next_int(query);
    c->round_number = (int)px_query_next_int(query);
    c->process_key = px_query_next_text(query, arena);
    c->number = px_query_next_int(query);
    (void)px_comment_state_find(px_query_next_str(query), &c->state);
    (void)px_comment_origin_find(px_query_next_str(query), &c->origin);
    (void)px_comment_kind_find(px_query_next_str(query), &c->kind);
    (void)px_comment_stance_find(px_query_next_str(query), &c->stance);
    c->answer = px_query_next_text(query, arena);
    c->objection = px_query_next_int(query) != 0;
    read_people(query, arena, c);
    read_place(query, arena, c);
    c->has_wording = px_query_next_int(query) != 0;
    c->late = px_query_next_int(query) != 0;
    c->revision = (int)px_query_next_int(query);
    c->created = px_query_next_int(query);
    c->changed = px_query_next_int(query);
    c->submitted = time_or_none(px_query_next_int(query));
    c->withdrawn = time_or_none(px_query_next_int(query));
    c->source = px_query_next_text(query, arena);
    c->byline = px_query_next_text(query, arena);
    c->minute = px_query_next_text(query, arena);
    c->anchor.eid = px_query_next_text(query, arena);
    c->act = px_query_next_text(query, arena);
    c->end_act = px_query_next_text(query, arena);
    *ret_cut = false;
    read_body(query, arena, max, c, ret_cut);
}

int comment_attachments_read(px_db *db, px_arena *arena, px_comment *comment, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    px_comment_attachment *files = NULL;
    size_t count = 0, room = 0;
    int rc = px_query_start(db,
                            "SELECT public_id, hash, name, media_type, size "
                            "FROM comment_attachment WHERE comment = ? ORDER BY id",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, comment->row);
    while ((rc = px_query_step(&query, err)) > 0) {
        files = px_arena_grow(arena, files, count, &room, sizeof(*files));
        files[count].id = px_query_next_text(&query, arena);
        files[count].hash = px_query_next_text(&query, arena);
        files[count].name = px_query_next_text(&query, arena);
        files[count].media_type = px_query_next_text(&query, arena);
        files[count++].size = (uint64_t)px_query_next_int(&query);
    }
    if (rc < 0)
        return rc;
    comment->attachments = files;
    comment->n_attachments = count;
    return 0;
}
