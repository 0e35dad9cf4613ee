/* SPDX-License-Identifier: EUPL-1.2 */
/* Editing because of comments. */
#include "drafting/comment/change_priv.h"

#include "base/banned.h"

px_str px_change_words(px_arena *arena, const px_node *node)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    bool head = node->number.len || node->heading.len;

    px_builder_str(&out, node->number);
    if (node->number.len && node->heading.len)
        px_builder_char(&out, ' ');
    px_builder_str(&out, node->heading);
    if (head && node->text.len)
        px_builder_add(&out, "\n\n");
    px_builder_str(&out, node->text);
    return px_arena_str(arena, px_builder_view(&out));
}

static const px_node *node_of(const px_text *text, px_str id)
{
    for (size_t i = 0; i < text->count; i++)
        if (px_str_eq(text->nodes[i].lasting_id, id))
            return &text->nodes[i];
    return NULL;
}

/* Adds a change where the words are others; either may be NULL. */
static int note_node(px_db *db, px_arena *arena, px_comment_change *change, const px_node *before,
                     const px_node *after, int64_t person, px_error *err)
{
    change->before = before ? px_change_words(arena, before) : PX_STR("");
    change->after = after ? px_change_words(arena, after) : PX_STR("");
    change->lasting_id = after ? after->lasting_id : before->lasting_id;
    if (px_str_eq(change->before, change->after))
        return 0;
    return px_comment_change_add(db, change, person, err);
}

int px_change_note(px_db *db, px_arena *arena, px_comment_change *change, const px_text *before,
                   const px_text *after, int64_t person, px_error *err)
{
    int rc = 0;

    change->language = before->language.len ? before->language : after->language;
    for (size_t i = 0; rc >= 0 && i < after->count; i++)
        rc = note_node(db, arena, change, node_of(before, after->nodes[i].lasting_id),
                       &after->nodes[i], person, err);
    for (size_t i = 0; rc >= 0 && i < before->count; i++)
        if (!node_of(after, before->nodes[i].lasting_id))
            rc = note_node(db, arena, change, &before->nodes[i], NULL, person, err);
    return rc;
}

int px_change_version(px_db *db, px_arena *arena, px_str code, px_str label, int64_t *ret_code,
                      px_version *ret_version, px_error *err)
{
    px_code found;
    int rc = px_code_find(db, arena, code, PX_STR(""), &found, err);

    if (rc >= 0)
        rc = px_version_find(db, arena, &found, label, PX_STR(""), ret_version, err);
    if (rc >= 0)
        *ret_code = found.row;
    return rc;
}

/* The comment of the code, which was submitted. */
static int find_comment(px_db *db, px_arena *arena, int64_t code, px_str id,
                        px_comment *ret_comment, px_error *err)
{
    int rc = px_comment_find(db, arena, id, ret_comment, err);

    if (rc < 0)
        return rc;
    if (ret_comment->code == code && ret_comment->state == PX_COMMENT_SUBMITTED)
        return 0;
    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("the code has no submitted comment '{comment}' because of which it could be "
                      "edited"),
                   "comment", px_arena_cstr(arena, id), NULL);
}

int px_text_edit_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_text_edit *edit = arg;
    px_version version;
    int64_t code = 0;
    int rc =
        px_change_version(db, arena, edit->edit.code, edit->edit.version, &code, &version, err);

    if (rc >= 0)
        rc = px_version_edit(db, &edit->edit, err);
    if (rc < 0 || !edit->edit.ret_changed)
        return rc;
    for (size_t i = 0; rc >= 0 && i < edit->n_comments; i++) {
        px_comment comment;
        px_comment_change change = {
            .version = version.row,
            .way = PX_CHANGE_EDIT,
            .act = px_str_of(edit->edit.ret_act),
        };

        rc = find_comment(db, arena, code, edit->comments[i], &comment, err);
        if (rc < 0)
            return rc;
        change.comment = comment.row;
        rc = px_change_note(db, arena, &change, &edit->edit.ret_before, &edit->edit.ret_after,
                            edit->person, err);
        for (size_t k = 0; rc >= 0 && k < edit->edit.n_others; k++)
            rc = px_change_note(db, arena, &change, &edit->edit.others[k].ret_before,
                                &edit->edit.others[k].ret_after, edit->person, err);
    }
    return rc;
}
