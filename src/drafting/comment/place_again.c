/* SPDX-License-Identifier: EUPL-1.2 */
/* Setting the place of a comment in a later version by hand. */
#include "base/json_write.h"
#include "code/quote_search.h"
#include "drafting/comment/place_priv.h"
#include "store/act.h"

#include "base/banned.h"

enum { REASON_MAX = 4000, FEW = 2 };

typedef struct attaching {
    px_db *db;
    px_arena *arena;
    px_comment_attach_again *again;
    px_comment comment;
    px_code code;
    px_version version;
    px_comment_place place;
} attaching;

/* ---- Whether it can be */

static int check(attaching *a, px_error *err)
{
    const px_comment_attach_again *again = a->again;

    if (a->comment.state != PX_COMMENT_SUBMITTED)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("only a submitted comment that was not withdrawn has a place in the "
                          "text"),
                       NULL);
    if (a->version.state == PX_VERSION_WORKING)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("version '{version}' is not published; comments come to it when it is"),
                       "version", px_arena_cstr(a->arena, a->version.label), NULL);
    if (a->version.row == a->comment.version)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the comment was made on version '{version}' and stays there on its "
                          "words; set its place in a later version"),
                       "version", px_arena_cstr(a->arena, a->version.label), NULL);
    if (!px_str_trim(again->reason).len || again->reason.len > REASON_MAX)
        return px_fail(err, PX_ERR_INVALID,
                       N_("say why the place is set by hand, in at most 4,000 characters"), "field",
                       "reason", NULL);
    return 0;
}

static int find(attaching *a, px_error *err)
{
    const px_comment_attach_again *again = a->again;
    int rc = px_comment_find(a->db, a->arena, again->comment, &a->comment, err);

    if (rc >= 0)
        rc = px_code_get(a->db, a->arena, a->comment.code, PX_STR(""), &a->code, err);
    if (rc >= 0)
        rc = px_version_find(a->db, a->arena, &a->code, again->version, PX_STR(""), &a->version,
                             err);
    return rc < 0 ? rc : check(a, err);
}

/* ---- The place */

/* Where the quoted words stand in the field; they must say which place they mean. */
static int find_words(attaching *a, px_str field, size_t *ret_start, size_t *ret_end, px_error *err)
{
    px_points words = px_points_of(a->arena, a->again->exact);
    size_t starts[FEW];
    size_t count = px_quote_find(words, px_points_of(a->arena, field), starts, FEW);

    if (count != 1)
        return px_fail(err, PX_ERR_INVALID,
                       count ? N_("the provision has these words more than once; give more of "
                                  "them, or select them")
                             : N_("the provision does not have these words; copy them from the "
                                  "text"),
                       "field", "exact", NULL);
    *ret_start = starts[0];
    *ret_end = starts[0] + words.count;
    return 0;
}

/* How it compares with where the comment was made. */
static void judge(attaching *a)
{
    px_comment_place *place = &a->place;
    const px_anchor *made = &a->comment.anchor;
    bool same = px_str_eq(place->exact, made->exact);
    bool here = px_str_eq(place->lasting_id, made->id);

    place->state = !same ? PX_ANCHOR_CHANGED : here ? PX_ANCHOR_UNCHANGED : PX_ANCHOR_MOVED;
    place->score = same ? 1
                        : px_edit_similarity(a->arena, px_points_of(a->arena, made->exact),
                                             px_points_of(a->arena, place->exact));
}

static int set_words(attaching *a, const px_place_side *side, size_t node, px_error *err)
{
    const px_comment_attach_again *again = a->again;
    const px_match_node *n = &side->side.nodes[node];
    size_t start = again->start, end = again->end;
    px_anchor anchor;
    int rc = 0;

    if (start == end && again->exact.len)
        rc = find_words(a, again->in_heading ? n->heading : n->text, &start, &end, err);
    if (rc >= 0)
        rc = px_anchor_make(a->arena, a->version.label, &side->side, node, again->in_heading, start,
                            end, &anchor, err);
    if (rc < 0)
        return rc;
    if (again->exact.len && !px_str_eq(anchor.exact, again->exact))
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("the words that were selected are not at that place any more; select "
                          "them again"),
                       "field", "exact", NULL);
    a->place.lasting_id = side->ids[node];
    a->place.in_heading = again->in_heading;
    a->place.start = start;
    a->place.end = end;
    a->place.order = px_comment_place_key((int64_t)node + 1, again->in_heading, start, end);
    a->place.exact = anchor.exact;
    judge(a);
    return 0;
}

static int set_place(attaching *a, px_error *err)
{
    px_place_side side;
    px_relinks relinks;
    size_t node;
    int rc;

    a->place = (px_comment_place){
        .version = a->version.row,
        .state = PX_ANCHOR_DELETED,
        .lasting_id = PX_STR(""),
        .exact = PX_STR(""),
        .reason = px_str_trim(a->again->reason),
        .time = px_now(),
    };
    if (!a->again->lasting_id.len) /* it has no place any more */
        return 0;
    rc = px_relinks_load(a->db, a->arena, a->code.row, &relinks, err);
    if (rc >= 0)
        rc = px_place_side_load(a->db, a->arena, &relinks, &a->version, a->comment.language, &side,
                                err);
    if (rc < 0)
        return rc;
    node = px_place_side_node(&side, &relinks, a->version.row, a->again->lasting_id);
    if (node == PX_OUTLINE_TOP)
        return px_fail(err, PX_ERR_NOT_FOUND, N_("version '{version}' has no provision '{id}'"),
                       "version", px_arena_cstr(a->arena, a->version.label), "id",
                       px_arena_cstr(a->arena, a->again->lasting_id), "field", "provision", NULL);
    return set_words(a, &side, node, err);
}

/* ---- The record */

static int append_act(attaching *a, px_error *err)
{
    PX_AUTO_BUILDER px_builder content = PX_BUILDER_INIT(4096);
    px_comment_attach_again *again = a->again;
    px_act_receipt receipt;
    px_act act = {
        .kind = "comment.placed",
        .code = px_arena_cstr(a->arena, a->code.id),
        .version = px_arena_cstr(a->arena, a->version.label),
        .author = again->author,
    };
    px_json json;
    int rc;

    px_json_start(&json, &content, PX_JSON_CANONICAL);
    px_json_object(&json);
    px_json_pair_str(&json, "code", a->code.id);
    px_json_pair_str(&json, "comment", a->comment.id);
    px_json_pair_str(&json, "lasting_id", a->place.lasting_id);
    px_json_pair_cstr(&json, "state", px_anchor_state_name(a->place.state));
    px_json_pair_str(&json, "version", a->version.label);
    rc = px_act_append_json(a->db, &act, &json, &receipt, err);
    if (rc < 0)
        return rc;
    (void)snprintf(again->ret_act, sizeof(again->ret_act), "%s", receipt.id);
    a->place.act = px_str_of(again->ret_act);
    return 0;
}

int px_comment_attach_again_deed(px_db *db, void *arg, px_error *err)
{
    PX_AUTO_ARENA px_arena *arena = px_arena_new();
    px_comment_attach_again *again = arg;
    attaching a = { .db = db, .arena = arena, .again = again };
    int rc = find(&a, err);

    again->ret_act[0] = '\0';
    if (rc >= 0)
        rc = set_place(&a, err);
    if (rc >= 0)
        rc = append_act(&a, err);
    if (rc < 0)
        return rc;
    return px_place_put(db, a.comment.row, &a.place, again->person, err);
}
