/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking proposed wording over into a working version. */
#include "base/json_write.h"
#include "code/inline_splice.h"
#include "code/normal.h"
#include "code/outline.h"
#include "drafting/comment/change_priv.h"
#include "drafting/comment/place_priv.h"
#include "store/act.h"

#include "base/banned.h"

typedef struct taking {
    px_db *db;
    px_arena *arena;
    px_wording_take *take;
    px_comment comment;
    px_code code;
    px_version version;
    px_comment_place place; /* in the working version */
    px_str id;              /* of the provision there, as it is to be read */
    px_edit_source source;
} taking;

/* ---- Whether it can be */

static int fail_by_hand(const char *message, px_error *err)
{
    return px_fail(err, PX_ERR_CONFLICT, message, NULL);
}

static int is_taken(taking *t, bool *ret_taken, px_error *err)
{
    PX_AUTO_QUERY px_query query = PX_QUERY_INIT;
    int rc = px_query_start(t->db,
                            "SELECT 1 FROM comment_change WHERE comment = ? AND version = ? "
                            "AND way = 'wording'",
                            &query, err);

    if (rc < 0)
        return rc;
    px_query_int(&query, t->comment.row);
    px_query_int(&query, t->version.row);
    rc = px_query_step(&query, err);
    *ret_taken = rc > 0;
    return PX_MIN(rc, 0);
}

static int check(taking *t, px_error *err)
{
    bool taken = false;
    int rc;

    if (t->comment.state != PX_COMMENT_SUBMITTED)
        return fail_by_hand(N_("only a submitted comment can be taken over"), err);
    if (!t->comment.has_wording)
        return fail_by_hand(N_("the comment proposes no wording"), err);
    if (t->version.state != PX_VERSION_WORKING)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("version '{version}' is published; its text stays as it is"), "version",
                       px_arena_cstr(t->arena, t->version.label), NULL);
    rc = is_taken(t, &taken, err);
    if (rc >= 0 && taken)
        return fail_by_hand(N_("the wording of this comment stands in that version already"), err);
    return rc;
}

static int find(taking *t, px_error *err)
{
    int rc = px_comment_find(t->db, t->arena, t->take->comment, &t->comment, err);

    if (rc >= 0)
        rc = px_code_get(t->db, t->arena, t->comment.code, PX_STR(""), &t->code, err);
    if (rc >= 0)
        rc = px_version_find(t->db, t->arena, &t->code, t->take->version, PX_STR(""), &t->version,
                             err);
    return rc < 0 ? rc : check(t, err);
}

/* ---- Where it stands now */

static int version_of(taking *t, int64_t row, px_version *ret_version, px_error *err)
{
    px_str label;
    int rc = px_version_label(t->db, t->arena, row, &label, err);

    return rc < 0 ? rc
                  : px_version_find(t->db, t->arena, &t->code, label, PX_STR(""), ret_version, err);
}

/* The words that the wording was proposed for are those that stand there. */
static bool has_words(const taking *t, const px_place_start *start)
{
    const px_comment_place *p = &t->place;

    if (p->state == PX_ANCHOR_UNCHANGED || p->state == PX_ANCHOR_MOVED)
        return start->start == start->end || px_str_eq(p->exact, t->comment.anchor.exact);
    return p->state == PX_ANCHOR_CHANGED && start->start != start->end &&
           px_str_eq(p->exact, t->comment.anchor.exact);
}

static int find_place(taking *t, px_error *err)
{
    px_relinks relinks;
    px_place_start start = { 0 };
    px_place_way way;
    px_version from;
    int rc = px_relinks_load(t->db, t->arena, t->code.row, &relinks, err);

    if (rc >= 0)
        rc = px_place_start_of(t->db, t->arena, t->comment.row, t->version.row, &start, err);
    if (rc >= 0)
        rc = version_of(t, start.version, &from, err);
    if (rc >= 0)
        rc = px_place_way_load(t->db, t->arena, &relinks, &from, &t->version, start.language, &way,
                               err);
    if (rc < 0)
        return rc;
    if (!way.words)
        return fail_by_hand(N_("the version has no text in the language of the comment"), err);
    rc = px_place_carry(t->arena, &way, &start, &t->place, err);
    if (rc < 0)
        return rc;
    if (!t->place.lasting_id.len || !has_words(t, &start))
        return fail_by_hand(N_("the words that the comment is about are not there any more as they "
                               "were; work the wording in by hand"),
                            err);
    t->id = px_relinks_read(&relinks, t->version.row, t->place.lasting_id);
    return 0;
}

/* ---- The new text */

/* Several paragraphs, headings, lists or tables are more than the words of one provision. */
static bool is_inline(px_str wording)
{
    static const char *const marks[] = {
        "#", "- ", "* ", "+ ", ">", "|", "```", "~~~", "1. ", "1) "
    };

    for (size_t i = 0; i < PX_COUNT(marks); i++)
        if (px_str_starts(wording, px_str_of(marks[i])))
            return false;
    return px_str_find(wording, PX_STR("\n\n")) == wording.len &&
           px_str_find(wording, PX_STR("\n- ")) == wording.len;
}

static int fail_blocks(px_error *err)
{
    return fail_by_hand(N_("the proposed wording is more than words for one provision; work it in "
                           "by hand"),
                        err);
}

/* The words of the node's field that change; whole provisions change their text, or their heading
 * where they have no other words. */
static int new_words(taking *t, px_node *node, px_str wording, px_error *err)
{
    bool whole = t->place.start == t->place.end;
    bool in_heading = whole ? !node->text.len : t->place.in_heading;
    px_str *field = in_heading ? &node->heading : &node->text;

    if (node->kind == PX_PROVISION_TABLE || node->kind == PX_PROVISION_CODE_BLOCK || !field->len ||
        !is_inline(wording))
        return fail_blocks(err);
    if (whole) {
        *field = wording;
        return 0;
    }
    return px_inline_splice(t->arena, *field, t->place.start, t->place.end, wording, field, err);
}

static void add_node(px_outline *outline, size_t *open, const px_node *node, int depth, size_t line)
{
    size_t at = px_outline_add(outline, depth ? open[depth - 1] : PX_OUTLINE_TOP, node->kind, line);
    px_outline_node *to = &outline->nodes[at];

    open[depth] = at;
    to->id = node->lasting_id;
    to->number = node->number;
    to->heading = node->heading;
    to->text = node->text;
    to->extra = node->extra;
}

/* The provision with the wording in it, as the outline that an edit takes. */
static int new_outline(taking *t, px_builder *out, px_error *err)
{
    PX_AUTO_BUILDER px_builder wording = PX_BUILDER_INIT(PX_COMMENT_WORDING_MAX * 4);
    const px_text *text = &t->source.text;
    px_outline outline = { .arena = t->arena };
    size_t open[PX_OUTLINE_MAX_DEPTH] = { 0 };
    px_node first = text->nodes[0];
    int rc = px_text_normal(&wording, t->comment.wording, err);

    if (rc >= 0)
        rc = new_words(t, &first, px_arena_str(t->arena, px_str_trim(px_builder_view(&wording))),
                       err);
    if (rc < 0)
        return rc;
    for (size_t i = 0; i < text->count; i++)
        add_node(&outline, open, i ? &text->nodes[i] : &first,
                 text->nodes[i].depth - text->nodes[0].depth, i + 1);
    rc = px_outline_check(&outline, err);
    return rc < 0 ? rc : px_outline_write(&outline, out, err);
}

static int edit(taking *t, px_edit *ret_edit, px_error *err)
{
    PX_AUTO_BUILDER px_builder outline = PX_BUILDER_INIT(PX_OUTLINE_MAX_BYTES);
    int rc = px_edit_read(t->db, t->arena, t->code.id, t->version.label, t->comment.language, t->id,
                          &t->source, err);

    if (rc < 0)
        return rc;
    *ret_edit = (px_edit){
        .code = t->code.id,
        .version = t->version.label,
        .language = t->source.language,
        .id = t->id,
        .remove = t->place.start == t->place.end && !t->comment.wording.len,
        .digest = px_str_of(t->source.digest),
        .author = t->take->author,
        .house = t->take->house,
        .arena = t->take->arena,
    };
    rc = ret_edit->remove ? 0 : new_outline(t, &outline, err);
    ret_edit->outline = px_builder_view(&outline);
    if (rc >= 0)
        rc = px_version_edit(t->db, ret_edit, err);
    ret_edit->outline = PX_STR_NONE;
    return rc;
}

/* ---- The record */

static int append_act(taking *t, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(4096);
    px_wording_take *take = t->take;
    px_act_receipt receipt;
    px_act act = {
        .kind = "wording.taken-over",
        .code = px_arena_cstr(t->arena, t->code.id),
        .version = px_arena_cstr(t->arena, t->version.label),
        .author = take->author,
    };
    px_json json;
    int rc;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "code", t->code.id);
    px_json_pair_str(&json, "comment", t->comment.id);
    px_json_pair_str(&json, "lasting_id", t->place.lasting_id);
    px_json_pair_str(&json, "version", t->version.label);
    rc = px_act_append_json(t->db, &act, &json, &receipt, err);
    if (rc < 0)
        return rc;
    (void)snprintf(take->ret_act, sizeof(take->ret_act), "%s", receipt.id);
    return 0;
}

static int record(taking *t, const px_edit *done, px_error *err)
{
    px_comment_change change = {
        .comment = t->comment.row,
        .version = t->version.row,
        .way = PX_CHANGE_WORDING,
    };
    int rc = append_act(t, err);

    if (rc < 0)
        return rc;
    change.act = px_str_of(t->take->ret_act);
    return px_change_note(t->db, t->arena, &change, &done->ret_before, &done->ret_after,
                          t->take->person, err);
}

int px_wording_take_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_wording_take *take = arg;
    taking t = { .db = db, .arena = arena, .take = take };
    px_edit done = { 0 };
    int rc = find(&t, err);

    take->ret_act[0] = '\0';
    if (rc >= 0)
        rc = find_place(&t, err);
    if (rc >= 0)
        rc = edit(&t, &done, err);
    if (rc >= 0 && done.ret_changed)
        rc = record(&t, &done, err);
    if (rc < 0)
        return rc;
    take->ret_lasting_id = px_arena_str(take->arena, t.id);
    take->ret_language = px_arena_str(take->arena, t.source.language);
    take->ret_before = done.ret_before;
    take->ret_after = done.ret_after;
    take->ret_changed = done.ret_changed;
    return 0;
}
