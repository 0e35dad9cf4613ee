/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/edit/comment_trace.h"

#include "web/access.h"
#include "web/comment/comment_view.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/templates.h"

#include "base/banned.h"

/* ---- Words */

/* What is said of a whole provision, of words in it, of the whole draft. */
static const char *const of_provision[PX_ANCHOR_STATE_COUNT] = {
    [PX_ANCHOR_UNCHANGED] = N_("The provision is unchanged."),
    [PX_ANCHOR_MOVED] = N_("The provision stands in another place, with the same words."),
    [PX_ANCHOR_CHANGED] = N_("The provision was changed; {percent} % of its words are there."),
    [PX_ANCHOR_TEXT_GONE] = N_("Little is left of the words of the provision."),
    [PX_ANCHOR_DELETED] = N_("The provision is not there any more."),
};
static const char *const of_words[PX_ANCHOR_STATE_COUNT] = {
    [PX_ANCHOR_UNCHANGED] = N_("The words are unchanged."),
    [PX_ANCHOR_MOVED] = N_("The same words stand in another place."),
    [PX_ANCHOR_CHANGED] = N_("The words were changed and found again; {percent} % of them are "
                             "there."),
    [PX_ANCHOR_TEXT_GONE] = N_("The provision is there; the words are gone from it."),
    [PX_ANCHOR_DELETED] = N_("The provision is not there any more, nor are the words."),
};

static const char *place_message(const px_comment *comment, const px_comment_place *place)
{
    bool words = comment->anchor.start != comment->anchor.end;

    if (place->by_hand && place->state == PX_ANCHOR_DELETED)
        return N_("It has no place in this version any more.");
    if (place->by_hand)
        return place->start == place->end ? N_("It stands on the provision.")
                                          : N_("It stands on these words.");
    if (!comment->anchor.id.len)
        return place->state == PX_ANCHOR_UNCHANGED
                   ? N_("The text is the same.")
                   : N_("The text was changed; {percent} % of its provisions are as they were.");
    if (words && place->state == PX_ANCHOR_CHANGED && place->score >= 1)
        return N_("The words are the same; others around them were changed.");
    return words ? of_words[place->state] : of_provision[place->state];
}

px_str px_trace_place_words(const px_request *request, const px_comment *comment,
                            const px_comment_place *place)
{
    PX_AUTO_BUILDER px_builder out = PX_BUILDER_INIT(4096);
    px_arg arg = { "percent", px_str_of(px_arena_format(request->arena, "%d",
                                                        (int)(place->score * 100 + 0.5))) };

    px_message(&out, request->language, place_message(comment, place), &arg, 1);
    return px_arena_str(request->arena, px_builder_view(&out));
}

bool px_trace_may_place(const px_request *request, const px_comment *comment)
{
    return comment->state == PX_COMMENT_SUBMITTED &&
           (px_comment_is_own(&request->session.who, comment) ||
            px_access_may(request, PX_ACTION_ANSWER, px_comment_scope(comment)));
}

/* ---- Rows */

static px_str text_link(const px_request *request, px_str code, px_str version, px_str id)
{
    return px_page_address(request, "/codes/%.*s/%.*s%s%.*s", PX_STR_ARG(code), PX_STR_ARG(version),
                           id.len ? "#" : "", PX_STR_ARG(id));
}

static px_view_trace_place trace_place(const px_request *request, const px_code *code,
                                       const px_comment *comment, const px_comment_place *place)
{
    return (px_view_trace_place){
        .version = place->version_label,
        .link = text_link(request, code->id, place->version_label, place->lasting_id),
        .words = px_trace_place_words(request, comment, place),
        .exact = px_str_eq(place->exact, comment->anchor.exact) ? PX_STR("") : place->exact,
        .language = comment->language,
        .by_hand = place->by_hand,
        .person = place->person,
        .reason = place->reason,
        .act = place->by_hand && place->act.len
                   ? px_page_address(request, "/log/%.*s", PX_STR_ARG(place->act))
                   : PX_STR(""),
        .past = !place->current,
    };
}

px_view_trace_change px_trace_change(const px_request *request, px_str code,
                                     const px_comment_change *change)
{
    px_view_trace_change view = {
        .version = change->version_label,
        .link = text_link(request, code, change->version_label, change->lasting_id),
        .way = px_str_of(px_tr(request->language, px_change_way_title(change->way))),
        .time = px_part_moment(request, change->time),
        .person = change->person,
        .working = !change->published,
        .language = change->language,
        .redline = px_comment_view_redline(request, change->before, change->after),
    };

    if (!change->after.len) /* it went: the text of that version does not have it */
        view.link = px_page_address(request, "/codes/%.*s/p/%.*s", PX_STR_ARG(code),
                                    PX_STR_ARG(change->lasting_id));
    return view;
}

typedef struct tracing {
    px_comment_place *places;
    size_t n_places;
    px_comment_change *changes;
    size_t n_changes;
} tracing;

static int trace_read(const px_request *request, const px_code *code, const px_comment *comment,
                      tracing *t, px_error *err)
{
    int rc =
        px_comment_place_list(request->db, request->arena, comment, &t->places, &t->n_places, err);

    if (rc < 0)
        return rc;
    return px_comment_change_list(request->db, request->arena, comment,
                                  px_access_working(request, code), &t->changes, &t->n_changes,
                                  err);
}

int px_comment_trace(const px_request *request, const px_code *code, const px_comment *comment,
                     px_builder *out, px_error *err)
{
    tracing t = { 0 };
    px_view_comment_trace view = { .made = comment->version_label };
    px_view_trace_place *places;
    px_view_trace_change *changes;
    int rc;

    if (comment->state == PX_COMMENT_DRAFT || comment->state == PX_COMMENT_READY)
        return 0;
    rc = trace_read(request, code, comment, &t, err);
    if (rc < 0)
        return rc;
    places = px_arena_array(request->arena, PX_MAX(t.n_places, 1), sizeof(*places));
    changes = px_arena_array(request->arena, PX_MAX(t.n_changes, 1), sizeof(*changes));
    for (size_t i = 0; i < t.n_places; i++)
        places[i] = trace_place(request, code, comment, &t.places[i]);
    for (size_t i = 0; i < t.n_changes; i++)
        changes[i] = px_trace_change(request, code->id, &t.changes[i]);
    view.made_link = text_link(request, code->id, comment->version_label, comment->anchor.id);
    view.places = places;
    view.n_places = t.n_places;
    view.changes = changes;
    view.n_changes = t.n_changes;
    if (t.n_places && px_trace_may_place(request, comment))
        view.place = px_comment_view_link(request, comment, "/place");
    if (comment->has_wording && comment->state == PX_COMMENT_SUBMITTED &&
        px_access_may(request, PX_ACTION_EDIT_WORKING, px_scope_code(code->row)))
        view.take = px_comment_view_link(request, comment, "/take");
    px_template_comment_trace(out, &view, request->language);
    return px_builder_check(out, err);
}

/* ---- The twin */

static void place_json(px_json *json, const px_comment_place *place)
{
    px_json_object(json);
    px_json_pair_str(json, "version", place->version_label);
    px_json_pair_cstr(json, "state", px_anchor_state_name(place->state));
    px_json_pair_str(json, "lasting_id", place->lasting_id);
    px_json_pair_bool(json, "in_heading", place->in_heading);
    px_json_pair_int(json, "start", (long long)place->start);
    px_json_pair_int(json, "end", (long long)place->end);
    px_json_pair_str(json, "exact", place->exact);
    px_json_pair_int(json, "score", (long long)(place->score * 1000 + 0.5));
    px_json_pair_bool(json, "by_hand", place->by_hand);
    px_json_pair_str(json, "reason", place->reason);
    px_json_pair_bool(json, "current", place->current);
    px_json_pair_str(json, "act", place->act);
    px_json_object_end(json);
}

static void change_json(px_json *json, const px_comment_change *change)
{
    px_json_object(json);
    px_json_pair_str(json, "version", change->version_label);
    px_json_pair_str(json, "lasting_id", change->lasting_id);
    px_json_pair_cstr(json, "way", px_change_way_name(change->way));
    px_json_pair_str(json, "language", change->language.len ? change->language : PX_STR_NONE);
    px_json_pair_str(json, "before", change->before);
    px_json_pair_str(json, "after", change->after);
    px_json_pair_str(json, "act", change->act);
    px_json_object_end(json);
}

int px_comment_trace_json(const px_request *request, const px_code *code, const px_comment *comment,
                          px_json *json, px_error *err)
{
    tracing t = { 0 };
    int rc = trace_read(request, code, comment, &t, err);

    if (rc < 0)
        return rc;
    px_json_key(json, "places");
    px_json_array(json);
    for (size_t i = 0; i < t.n_places; i++)
        place_json(json, &t.places[i]);
    px_json_array_end(json);
    px_json_key(json, "changes");
    px_json_array(json);
    for (size_t i = 0; i < t.n_changes; i++)
        change_json(json, &t.changes[i]);
    px_json_array_end(json);
    return 0;
}
