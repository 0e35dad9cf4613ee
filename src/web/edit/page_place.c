/* SPDX-License-Identifier: EUPL-1.2 */
/* Setting the place of a comment in a later version by hand: a provision, words of it, or none. */
#include "web/comment/comment_view.h"
#include "web/edit/comment_trace.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/page_text.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

#define NOWHERE "-"

enum { REASON_MAX = 2000, WORDS_MAX = 4000, NAME_POINTS = 120 };

static const px_form_field place_fields[] = {
    { "provision", PX_FORM_SELECT, N_("Where it stands"), NULL, .required = true },
    { "heading", PX_FORM_CHECK, N_("On words of its heading"), NULL },
    { "exact", PX_FORM_LONG, N_("The words"),
      N_("As they stand in that version. Empty: it stands on the whole provision. “Show its words” "
         "puts all words of the chosen provision here; leave those that are meant."),
      .max = WORDS_MAX },
    { "reason", PX_FORM_LONG, N_("Why"), NULL, .max = REASON_MAX, .required = true },
};

typedef struct place_page {
    px_comment_view v;
    px_version version;
    px_comment_place place;
    px_text text;
} place_page;

/* The version that is asked for, else the newest published one that the comment came to. */
static int place_version(px_request *request, place_page *p, px_error *err)
{
    px_str asked = px_fields_get(&request->query, "version");
    px_comment_place *places;
    size_t count;
    int rc =
        px_comment_place_list(request->db, request->arena, &p->v.comment, &places, &count, err);

    if (rc < 0)
        return rc;
    for (size_t i = count; i-- > 0;) {
        if (!places[i].current || (asked.len && !px_str_eq(places[i].version_label, asked)))
            continue;
        p->place = places[i];
        return px_version_find(request->db, request->arena, &p->v.code, places[i].version_label,
                               px_part_tag(request), &p->version, err);
    }
    return px_fail(err, PX_ERR_NOT_FOUND,
                   N_("the comment did not come to a later version yet; its place can be set once "
                      "the next one is published"),
                   NULL);
}

static int place_read(px_request *request, place_page *p, px_error *err)
{
    int rc = px_comment_view_read(request, &p->v, err);

    if (rc >= 0 && !px_trace_may_place(request, &p->v.comment))
        return px_fail(err, PX_ERR_FORBIDDEN,
                       N_("only its author and those who answer it can set the place of a comment"),
                       NULL);
    if (rc >= 0)
        rc = place_version(request, p, err);
    if (rc >= 0)
        rc = px_version_text(request->db, request->arena, &p->version, p->v.comment.language,
                             &p->text, err);
    return rc;
}

static void place_offer(place_page *p, px_request *request, px_form *form)
{
    px_form_choice *choices = px_arena_array(request->arena, p->text.count + 1, sizeof(*choices));
    size_t n = 0;

    choices[n++] = (px_form_choice){
        .value = PX_STR(NOWHERE),
        .title = px_str_of(px_tr(request->language, N_("It has no place in this version"))),
    };
    for (size_t i = 0; i < p->text.count; i++)
        choices[n++] = (px_form_choice){
            .value = p->text.nodes[i].lasting_id,
            .title = px_page_text_line(request, &p->text.nodes[i], NAME_POINTS),
        };
    px_form_offer(form, "provision", choices, n);
    px_form_set(form, "provision", p->place.lasting_id.len ? p->place.lasting_id : PX_STR(NOWHERE));
    px_form_set(form, "exact", p->place.exact);
    if (p->place.in_heading)
        px_form_set(form, "heading", PX_STR("1"));
}

/* With a button that brings the words of what is chosen, for those who cannot copy them. */
static const px_view_form *place_form(const place_page *p, const px_request *request, px_form *form,
                                      px_reply *reply)
{
    px_str link = px_comment_view_link(request, &p->v.comment, "/place");
    px_view_form *view = px_arena_alloc(request->arena, sizeof(*view));

    *view =
        *px_form_show(form, reply,
                      px_str_of(px_arena_format(request->arena, "%.*s?version=%.*s",
                                                PX_STR_ARG(link), PX_STR_ARG(p->version.label))),
                      N_("Set the place"));
    view->other = px_str_of(px_tr(request->language, N_("Show its words")));
    view->other_value = PX_STR("words");
    return view;
}

static void place_show(place_page *p, px_request *request, px_form *form, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_comment *c = &p->v.comment;
    px_view_place view = {
        .head = px_comment_view_crumbs(request, &p->v.code),
        .made = c->version_label,
        .made_link = px_comment_view_place_link(request, c),
        .exact = c->anchor.exact,
        .language = c->language,
        .version = p->version.label,
        .version_link =
            px_page_address(request, "/codes/%.*s/%.*s#%.*s", PX_STR_ARG(p->v.code.id),
                            PX_STR_ARG(p->version.label), PX_STR_ARG(p->place.lasting_id)),
        .words = px_trace_place_words(request, c, &p->place),
    };
    px_frame frame = { .room = PX_ROOM_CODES, .hidden = true };

    view.provision = p->place.lasting_id.len
                         ? px_comment_place_words(px_comment_places_new(request), &p->v.code,
                                                  p->version.row, c->language, p->place.lasting_id)
                         : PX_STR("");
    view.provision_link = view.version_link;
    view.form = place_form(p, request, form, reply);
    frame.title = px_form_title(form, px_comment_view_name(request, c));
    px_template_place(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

/* The words of the provision, or of its heading, in their plain form; empty for none. */
static px_str place_words(const place_page *p, const px_request *request, px_str provision,
                          bool heading)
{
    for (size_t i = 0; i < p->text.count; i++)
        if (px_str_eq(p->text.nodes[i].lasting_id, provision))
            return px_comment_view_plain(request, heading ? p->text.nodes[i].heading
                                                          : p->text.nodes[i].text);
    return PX_STR("");
}

/* Puts the words of what is chosen into the form, and leaves the rest as it was typed. */
static void place_bring(const place_page *p, px_request *request, px_form *form)
{
    const px_fields *sent = &request->form;
    px_str provision = px_fields_get(sent, "provision");
    bool heading = px_fields_get(sent, "heading").len > 0;
    px_str words = place_words(p, request, provision, heading);

    if (!words.len) { /* a chapter has a heading alone */
        heading = !heading;
        words = place_words(p, request, provision, heading);
    }
    px_form_set(form, "provision", provision);
    px_form_set(form, "heading", heading && words.len ? PX_STR("1") : PX_STR(""));
    px_form_set(form, "exact", words);
    px_form_set(form, "reason", px_fields_get(sent, "reason"));
}

static int place_sent(place_page *p, px_request *request, px_form *form, bool *ret_done,
                      px_error *err)
{
    px_str provision = px_form_text(form, "provision");
    px_comment_attach_again again = {
        .comment = p->v.comment.id,
        .version = p->version.label,
        .lasting_id = px_str_is(provision, NOWHERE) ? PX_STR("") : provision,
        .in_heading = px_form_checked(form, "heading"),
        .exact = px_comment_view_plain(request, px_form_text(form, "exact")),
        .reason = px_form_text(form, "reason"),
        .person = request->session.who.person,
        .author = px_form_author(request),
    };

    if (!again.in_heading &&
        px_str_eq(again.exact, place_words(p, request, again.lasting_id, false)))
        again.exact = PX_STR(""); /* all of it: the provision */
    return px_form_deed(form, px_comment_attach_again_deed, &again, ret_done, err);
}

int px_page_comment_place(px_request *request, px_reply *reply, px_error *err)
{
    place_page *p = px_arena_alloc(request->arena, sizeof(*p));
    bool done = false;
    px_form form;
    int rc = place_read(request, p, err);

    if (rc < 0)
        return rc;
    px_form_start(&form, request, place_fields, PX_COUNT(place_fields));
    place_offer(p, request, &form);
    if (request->method == PX_POST && px_str_is(px_fields_get(&request->form, "do"), "words"))
        place_bring(p, request, &form);
    else if (request->method == PX_POST && px_form_read(&form))
        rc = place_sent(p, request, &form, &done, err);
    if (rc < 0)
        return rc;
    if (done)
        px_reply_see_other(reply, px_comment_view_link(request, &p->v.comment, ""));
    else
        place_show(p, request, &form, reply);
    return 0;
}
