/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json_write.h"
#include "code/edit_priv.h"
#include "code/provision_row.h"
#include "store/act.h"

#include "base/banned.h"

static int fail_published(px_editing *e, px_error *err)
{
    return px_fail(err, PX_ERR_CONFLICT,
                   N_("version '{version}' of code '{code}' is published; its text stays as it is"),
                   "version", px_arena_cstr(e->arena, e->edit->version), "code",
                   px_arena_cstr(e->arena, e->edit->code), NULL);
}

/* The provision in the tree of its version. */
static int find_part(px_editing *e, px_error *err)
{
    const px_stored_tree *tree = &e->tree;
    int rc = px_stored_tree_load(e->db, e->arena, e->source.version.row, e->source.language,
                                 &e->tree, err);

    if (rc < 0)
        return rc;
    while (e->from < tree->count && tree->nodes[e->from].row != e->source.place.node)
        e->from++;
    e->to = PX_MIN(e->from + 1, tree->count);
    while (e->to < tree->count && tree->nodes[e->to].depth > tree->nodes[e->from].depth)
        e->to++;
    return 0;
}

/* The version, the provision, and that it is as it was read. */
static int find(px_editing *e, px_error *err)
{
    px_edit *edit = e->edit;
    int rc = px_edit_read(e->db, edit->arena, edit->code, edit->version, edit->language, edit->id,
                          &e->source, err);

    if (rc == -PX_ERR_NOT_FOUND && e->source.version.row) /* it was there when it was read */
        edit->conflict = true;
    if (rc < 0)
        return rc;
    if (e->source.version.state != PX_VERSION_WORKING)
        return fail_published(e, err);
    if (!px_str_is(edit->digest, e->source.digest)) {
        edit->conflict = true;
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("somebody else has changed this provision since it was read; nothing "
                          "was saved over it"),
                       NULL);
    }
    e->version = (px_version_row){ e->source.version.row, e->source.code.row, true };
    rc = find_part(e, err);
    if (rc >= 0)
        rc = px_edit_find_place(e, err);
    return rc < 0 ? rc : px_edit_read_others(e, err);
}

/* Whether a part says just what stands there. */
static bool is_same(const px_outline *part, const px_text *text)
{
    if (part->count != text->count)
        return false;
    for (size_t i = 0; i < text->count; i++) {
        const px_outline_node *a = &part->nodes[i];
        const px_node *b = &text->nodes[i];

        if (a->kind != b->kind || a->depth != b->depth - text->nodes[0].depth ||
            (a->id.len && !px_str_eq(a->id, b->lasting_id)) || a->alias.len ||
            !px_str_eq(a->number, b->number) || !px_str_eq(a->heading, b->heading) ||
            !px_str_eq(a->text, b->text) || !px_str_eq(a->extra, b->extra))
            return false;
    }
    return true;
}

static int read_part(px_editing *e, px_error *err)
{
    int rc;

    if (e->edit->remove) {
        e->part = (px_outline){ .arena = e->arena };
        return 0;
    }
    rc = px_outline_read(e->edit->outline, e->arena, &e->part, err);
    if (rc < 0)
        return rc;
    px_edit_drop_marks(&e->part);
    return e->part.count
               ? px_edit_check_ids(e, err)
               : px_fail(err, PX_ERR_INVALID,
                         N_("there is no text; to take the provision out, remove it"), NULL);
}

static bool is_changed(const px_editing *e)
{
    const px_edit *edit = e->edit;

    if (edit->remove || edit->place != PX_EDIT_STAYS || !is_same(&e->part, &e->source.text))
        return true;
    for (size_t i = 0; i < e->n_others; i++)
        if (e->others[i].asked && !is_same(&e->others[i].part, &e->others[i].source.text))
            return true;
    return false;
}

/* Whether words alone are others, and all stands where it stood. */
static bool keeps_shape(px_editing *e)
{
    bool keeps =
        !e->edit->remove && e->edit->place == PX_EDIT_STAYS && px_edit_same_shape(e, &e->part);

    for (size_t i = 0; keeps && i < e->n_others; i++)
        keeps = !e->others[i].asked || px_edit_same_shape(e, &e->others[i].part);
    return keeps;
}

/* The words of each language that came along. */
static int put_words(px_editing *e, px_error *err)
{
    int rc = px_edit_put_words(e, e->source.language, &e->part, err);

    for (size_t i = 0; rc >= 0 && i < e->n_others; i++)
        if (e->others[i].asked)
            rc = px_edit_put_words(e, e->others[i].language, &e->others[i].part, err);
    return rc;
}

/* What stood there, in the language of the edit; where the tree is made anew, in all, from the
 * version's first one, which makes its eIds. */
static int push_steps(px_editing *e, bool all, px_error *err)
{
    const px_version *version = &e->source.version;
    px_import_step step = { 0 };
    int rc = px_import_step_push(e->db, e->arena, e->edit->house, &e->version,
                                 all ? version->languages[0] : e->source.language, 0, err);

    if (rc >= 0)
        rc = px_import_step_last(e->db, e->arena, e->version.row, &step, err);
    e->edit->ret_step = step.row;
    for (size_t i = 1; rc >= 0 && all && i < version->n_languages; i++)
        rc = px_import_step_push(e->db, e->arena, e->edit->house, &e->version,
                                 version->languages[i], step.row, err);
    return rc;
}

static int put_part(px_editing *e, px_error *err)
{
    bool words = e->n_others && keeps_shape(e);
    int rc = push_steps(e, e->n_others > 0, err);

    if (rc >= 0)
        rc = words ? put_words(e, err) : px_edit_put_tree(e, err);
    return rc < 0 ? rc : px_provision_row_forget_unused(e->db, e->version.code, err);
}

static int append_act(px_editing *e, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(4096);
    px_edit *edit = e->edit;
    px_act_receipt receipt;
    px_act act = {
        .kind = "version.edited",
        .code = px_arena_cstr(e->arena, edit->code),
        .version = px_arena_cstr(e->arena, edit->version),
        .author = edit->author,
    };
    px_json json;
    int rc;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "code", edit->code);
    px_json_pair_str(&json, "language", e->source.language);
    px_json_pair_str(&json, "lasting_id", e->source.place.id);
    px_json_pair_str(&json, "version", edit->version);
    rc = px_act_append_json(e->db, &act, &json, &receipt, err);
    if (rc < 0)
        return rc;
    (void)snprintf(edit->ret_act, sizeof(edit->ret_act), "%s", receipt.id);
    return 0;
}

/* Whether something was written before or behind the provision. */
static bool has_neighbours(const px_editing *e)
{
    size_t tops = 0;

    for (size_t i = 0; i < e->part.count; i++)
        tops += e->part.nodes[i].depth == 0;
    return tops > 1;
}

/* The provision, with the neighbours that it got. */
static int read_after(px_editing *e, px_str language, px_text *ret_after, px_error *err)
{
    const px_edit *edit = e->edit;
    px_edit_source after = { 0 };
    int rc;

    *ret_after = (px_text){ .language = language };
    if (edit->remove)
        return 0;
    if (!has_neighbours(e)) {
        rc = px_edit_read(e->db, edit->arena, edit->code, edit->version, language, edit->id, &after,
                          err);
        *ret_after = after.text;
        return rc;
    }
    rc = px_version_text(e->db, edit->arena, &e->source.version, language, ret_after, err);
    if (rc < 0)
        return rc;
    ret_after->nodes += e->part_at;
    ret_after->count = PX_MIN(e->part.count, ret_after->count - e->part_at);
    return 0;
}

/* What it has become. */
static int tell(px_editing *e, px_error *err)
{
    px_edit *edit = e->edit;
    int rc = read_after(e, e->source.language, &edit->ret_after, err);

    edit->ret_before = e->source.text;
    for (size_t i = 0; rc >= 0 && i < e->n_others; i++) {
        px_edit_words *asked = e->others[i].asked;

        if (!asked)
            continue;
        asked->ret_before = e->others[i].source.text;
        rc = read_after(e, asked->language, &asked->ret_after, err);
    }
    return rc;
}

int px_version_edit(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_edit *edit = arg;
    px_editing e = { .db = db, .arena = arena, .edit = edit };
    int rc;

    edit->conflict = edit->ret_changed = false;
    edit->ret_act[0] = '\0';
    rc = find(&e, err);
    if (rc >= 0)
        rc = read_part(&e, err);
    if (rc < 0)
        return rc;
    edit->ret_provision = e.source.place.provision;
    edit->ret_changed = is_changed(&e);
    if (edit->ret_changed)
        rc = put_part(&e, err);
    if (rc >= 0 && edit->ret_changed)
        rc = append_act(&e, err);
    return rc < 0 ? rc : tell(&e, err);
}
