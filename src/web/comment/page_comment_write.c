/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing a comment: a new one on words of a version, or a draft again. What was typed is never
 * lost: a draft is kept whatever the round says, and where it was changed meanwhile both texts are
 * shown. */
#include "base/number.h"
#include "drafting/comment/submit.h"
#include "drafting/people/organisation.h"
#include "store/blob.h"
#include "web/access.h"
#include "web/comment/comment_form.h"
#include "web/comment/comment_round.h"
#include "web/comment/comment_view.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/process/form_deed.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

typedef struct write_page {
    px_request *request;
    px_comment_view v; /* of a draft */
    bool is_new;
    px_comment_target target;
    px_comment_round round;
    px_form form;
    bool conflict, preview;
    px_str not_submitted; /* why, in a sentence */
    px_str id;            /* of what was saved */
} write_page;

/* ---- Reading */

static int write_read_new(write_page *p, px_error *err)
{
    px_comment_where where;
    int rc = px_comment_where_asked(p->request, &where, err);

    p->is_new = true;
    if (rc >= 0)
        rc = px_comment_target_read(p->request, &where, &p->target, err);
    if (rc >= 0)
        rc = px_access_need(p->request, PX_ACTION_CONTRIBUTE, px_scope_code(p->target.code.row),
                            err);
    return rc;
}

static int write_read_draft(write_page *p, px_error *err)
{
    px_comment_where where;
    int rc = px_comment_view_read(p->request, &p->v, err);

    if (rc < 0)
        return rc;
    if (!p->v.writes)
        return px_fail(err, p->v.comment.number ? PX_ERR_CONFLICT : PX_ERR_FORBIDDEN,
                       p->v.comment.number
                           ? N_("this comment was submitted; it stays as it is, and can only be "
                                "withdrawn")
                           : N_("this comment is not yours to change"),
                       NULL);
    where = px_comment_where_of(&p->v.comment);
    p->id = p->v.comment.id;
    return px_comment_target_read(p->request, &where, &p->target, err);
}

static int write_read(px_request *request, bool is_new, write_page *p, px_error *err)
{
    int rc;

    p->request = request;
    rc = is_new ? write_read_new(p, err) : write_read_draft(p, err);
    if (rc >= 0)
        rc = px_comment_round_of(request, &p->target.code, p->target.version.row, &p->round, err);
    if (rc >= 0)
        px_comment_form_start(&p->form, request, &p->target, is_new ? NULL : &p->v.comment);
    return rc;
}

/* ---- Showing */

static px_str write_address(const write_page *p)
{
    const px_comment_target *t = &p->target;

    if (!p->is_new)
        return px_page_address(p->request, "/comments/%.*s/edit", PX_STR_ARG(p->id));
    return px_page_address(
        p->request, "/codes/%.*s/%.*s/comment?on=%.*s&start=%zu&end=%zu%s&language=%.*s",
        PX_STR_ARG(t->code.id), PX_STR_ARG(t->version.label), PX_STR_ARG(t->spot.id), t->start,
        t->end, t->in_heading ? "&heading=1" : "", PX_STR_ARG(t->language));
}

static const px_view_form_field *write_field(const px_view_form *form, const char *name)
{
    for (size_t i = 0; i < form->n_fields; i++)
        if (px_str_is(form->fields[i].name, name))
            return &form->fields[i];
    return NULL;
}

static px_str write_chosen(const px_view_form_field *field)
{
    for (size_t i = 0; i < field->n_options; i++)
        if (field->options[i].chosen)
            return field->options[i].title;
    return PX_STR("");
}

/* What is folded away says what it holds; it is open where there is something to see to. */
static void write_folds(const write_page *p, px_view_comment_write *view)
{
    const px_view_form_field *folded[] = { view->kind, view->stance, view->display,
                                           view->text_language };
    px_arena *arena = p->request->arena;

    view->words_open = view->words && (view->words->value.len || view->words->error.len);
    view->details_open = p->v.comment.n_attachments > 0 || p->form.common;
    for (size_t i = 0; i < PX_COUNT(folded); i++) {
        view->details_open = view->details_open || folded[i]->error.len;
        view->chosen =
            px_str_of(px_arena_format(arena, "%.*s%s%.*s", PX_STR_ARG(view->chosen), i ? " · " : "",
                                      PX_STR_ARG(write_chosen(folded[i]))));
    }
}

static void write_fields(write_page *p, px_reply *reply, px_view_comment_write *view)
{
    const px_view_form *form = px_form_show(&p->form, reply, write_address(p), N_("Save"));
    bool words = p->target.spot.id.len && p->target.start == p->target.end;

    view->action = form->action;
    view->csrf = form->csrf;
    view->errors = form->errors;
    view->revision = write_field(form, "revision");
    view->words = words ? write_field(form, "words") : NULL;
    view->text = write_field(form, "text");
    view->text_language = write_field(form, "text_language");
    view->wording = p->target.source.len ? write_field(form, "wording") : NULL;
    view->kind = write_field(form, "kind");
    view->stance = write_field(form, "stance");
    view->display = write_field(form, "display");
    if (!p->is_new && p->v.comment.n_attachments)
        view->remove = write_field(form, "remove");
    write_folds(p, view);
}

static void write_preview(const write_page *p, px_view_comment_write *view)
{
    px_comment_words words = px_comment_form_words(&p->form, &p->target);

    if (!p->preview)
        return;
    view->preview = true;
    view->preview_language = words.text_language;
    view->preview_text = px_comment_view_html(p->request, &p->target.code, words.text, 3);
    if (words.has_wording)
        view->preview_wording =
            px_comment_view_redline(p->request, p->target.source, words.wording);
}

/* Who may press which button. */
static void write_buttons(const write_page *p, px_view_comment_write *view)
{
    const px_who *who = &p->request->session.who;
    bool submits = px_may(who, PX_ACTION_SUBMIT, px_scope_code(p->target.code.row));
    bool ready = !p->is_new && p->v.comment.state == PX_COMMENT_READY;
    px_error ignored = PX_ERROR_INIT;

    view->kept = !p->is_new;
    view->contact = ready;
    view->may_submit = submits && !ready && p->round.takes;
    if (!submits && !ready && who->organisation)
        (void)!px_organisation_has_contact(p->request->db, who->organisation, &view->may_hand,
                                           &ignored);
    view->no_contact = !submits && !ready && who->organisation && !view->may_hand;
    view->nobody = !submits && !ready && !who->organisation;
    view->saved =
        px_fields_get(&p->request->query, "saved").len > 0 && p->request->method == PX_GET;
}

static void write_place(const write_page *p, px_view_comment_write *view)
{
    const px_request *request = p->request;
    const px_comment_target *t = &p->target;

    view->head = px_comment_view_crumbs(request, &t->code);
    view->place = px_comment_place_words(px_comment_places_new(request), &t->code, t->version.row,
                                         t->language, t->spot.id);
    view->place_link = px_page_address(request, "/codes/%.*s/%.*s%s%.*s", PX_STR_ARG(t->code.id),
                                       PX_STR_ARG(t->version.label), t->spot.id.len ? "#" : "",
                                       PX_STR_ARG(t->spot.id));
    view->whole = !t->spot.id.len;
    view->version = t->version.label;
    view->language = t->language;
    view->before = px_comment_view_before(p->request, t->before, t->more_before);
    view->exact = t->exact;
    view->after = px_comment_view_after(p->request, t->after, t->more_after);
}

static void write_show(write_page *p, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    px_view_comment_write view = {
        .title = px_str_of(px_tr(request->language, p->is_new ? N_("Write a comment")
                                                              : N_("Your draft of a comment"))),
        .conflict = p->conflict,
        .not_submitted = p->not_submitted,
        .round = px_comment_round_show(request, reply, &p->round),
    };
    px_frame frame = { .room = PX_ROOM_CODES, .hidden = true };

    if (p->conflict)
        view.present = p->v.comment.text;
    if (!p->is_new) {
        view.note = p->v.comment.note;
        view.files = px_comment_view_files(request, &p->v.comment);
        view.n_files = p->v.comment.n_attachments;
    }
    write_place(p, &view);
    write_preview(p, &view);
    write_fields(p, reply, &view);
    write_buttons(p, &view);
    frame.title = px_form_title(&p->form, view.title);
    px_template_comment_write(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

/* ---- Saving */

static px_comment_where write_where(const write_page *p)
{
    const px_comment_target *t = &p->target;

    return (px_comment_where){
        .code = t->code.id,
        .version = t->version.label,
        .language = t->language,
        .lasting_id = t->spot.id,
        .in_heading = t->in_heading,
        .start = t->start,
        .end = t->end,
    };
}

static int write_save_new(write_page *p, bool *ret_done, px_error *err)
{
    const px_who *who = &p->request->session.who;
    px_comment_new new = {
        .where = write_where(p),
        .words = px_comment_form_words(&p->form, &p->target),
        .origin = PX_ORIGIN_WRITTEN,
        .author = who->person,
        .organisation = who->organisation,
        .category = who->category,
    };
    int rc = px_form_deed(&p->form, px_comment_new_deed, &new, ret_done, err);

    p->id = px_arena_str(p->request->arena, px_str_of(new.ret_id));
    return rc;
}

static int write_save_draft(write_page *p, bool *ret_done, px_error *err)
{
    px_comment_where where = write_where(p);
    px_comment_save save = {
        .id = p->v.comment.id,
        .words = px_comment_form_words(&p->form, &p->target),
        .where = &where,
        .person = p->request->session.who.person,
    };
    px_error why = PX_ERROR_INIT;
    long long revision = 0;
    int rc;

    (void)!px_parse_int(px_form_text(&p->form, "revision"), 0, INT32_MAX, &revision, &why);
    save.revision = (int)revision;
    rc = px_form_deed(&p->form, px_comment_save_deed, &save, ret_done, err);
    if (rc < 0 || *ret_done || save.revision == p->v.comment.revision)
        return rc;
    p->conflict = true; /* what is saved next is made with this in sight */
    px_form_set(&p->form, "revision",
                px_str_of(px_arena_format(p->request->arena, "%d", p->v.comment.revision)));
    return 0;
}

/* The files that came, and those that are to go. */
static int write_files(write_page *p, px_error *err)
{
    const px_uploads *sent = &p->request->uploads;
    const px_form_entry *remove = px_form_entry_of(&p->form, "remove");
    int64_t person = p->request->session.who.person;
    int rc = 0;

    for (size_t i = 0; rc >= 0 && i < remove->n_several; i++) {
        px_comment_detach detach = { p->id, remove->several[i], person };

        rc = px_house_write(p->request->house, px_comment_detach_deed, &detach, err);
    }
    for (size_t i = 0; rc >= 0 && i < sent->count; i++) {
        char hash[65];
        px_comment_attach attach = {
            .id = p->id,
            .name = sent->items[i].name,
            .hash = hash,
            .media_type = px_upload_media_type(sent->items[i].kind),
            .size = sent->items[i].bytes.len,
            .person = person,
        };

        rc = px_blob_put(p->request->house, sent->items[i].bytes, hash, err);
        if (rc >= 0)
            rc = px_house_write(p->request->house, px_comment_attach_deed, &attach, err);
    }
    return rc;
}

/* ---- What is done with it then */

/* The draft is kept; its page tries again, and says why not. */
static int write_keep(const write_page *p, px_reply *reply, int rc, const px_error *why,
                      px_error *err)
{
    if (why->code != PX_ERR_CONFLICT && why->code != PX_ERR_INVALID) {
        *err = *why;
        return rc;
    }
    px_reply_see_other(
        reply, px_page_address(p->request, "/comments/%.*s/edit?tried=1", PX_STR_ARG(p->id)));
    return 0;
}

static int write_submit(write_page *p, px_reply *reply, px_error *err)
{
    px_comment_submit submit = {
        .ids = &p->id,
        .n_ids = 1,
        .person = p->request->session.who.person,
        .author = px_form_author(p->request),
    };
    px_error why = PX_ERROR_INIT;
    int rc;

    rc = px_access_need(p->request, PX_ACTION_SUBMIT, px_scope_code(p->target.code.row), err);
    if (rc < 0)
        return rc;
    rc = px_house_write(p->request->house, px_comment_submit_deed, &submit, &why);
    if (rc < 0)
        return write_keep(p, reply, rc, &why, err);
    px_reply_see_other(reply,
                       px_page_address(p->request, "/submissions/%s", submit.ret_submission));
    return 0;
}

static int write_hand(write_page *p, px_reply *reply, px_error *err)
{
    px_comment_hand hand = { .id = p->id, .ready = true, .person = p->request->session.who.person };
    px_error why = PX_ERROR_INIT;
    int rc = px_house_write(p->request->house, px_comment_hand_deed, &hand, &why);

    if (rc < 0)
        return write_keep(p, reply, rc, &why, err);
    px_reply_see_other(reply, px_page_address(p->request, "/me/comments"));
    return 0;
}

static int write_discard(write_page *p, px_reply *reply, px_error *err)
{
    px_comment_discard discard = { p->id, p->request->session.who.person };
    int rc = px_house_write(p->request->house, px_comment_discard_deed, &discard, err);

    if (rc >= 0)
        px_reply_see_other(reply, px_page_address(p->request, "/me/comments"));
    return rc;
}

/* Why a draft cannot be submitted or handed over: it is tried, and nothing stays. */
static void write_tried(write_page *p)
{
    px_comment_submit submit = {
        .ids = &p->id,
        .n_ids = 1,
        .person = p->request->session.who.person,
        .author = px_form_author(p->request),
    };
    px_comment_hand hand = { .id = p->id, .ready = true, .person = submit.person };
    px_error why = PX_ERROR_INIT;
    bool submits = px_access_may(p->request, PX_ACTION_SUBMIT, px_scope_code(p->target.code.row));
    int rc = submits ? px_house_try(p->request->house, px_comment_submit_deed, &submit, &why)
                     : px_house_try(p->request->house, px_comment_hand_deed, &hand, &why);

    if (rc >= 0)
        return;
    p->not_submitted = px_part_error(p->request, &why);
}

static int write_send(write_page *p, px_reply *reply, px_error *err)
{
    px_str what = px_fields_get(&p->request->form, "do");
    bool valid, done = false;
    int rc;

    if (px_str_is(what, "discard") && !p->is_new)
        return write_discard(p, reply, err);
    valid = px_form_read(&p->form);
    px_comment_form_find(&p->form, &p->target);
    px_comment_form_narrow(&p->form, &p->target);
    if (px_str_is(what, "preview")) {
        p->preview = valid;
    } else {
        px_comment_form_files(&p->form, p->is_new ? 0 : p->v.comment.n_attachments);
        if (px_form_is_valid(&p->form)) {
            rc = p->is_new ? write_save_new(p, &done, err) : write_save_draft(p, &done, err);
            if (rc < 0)
                return rc;
        }
    }
    if (!done) {
        write_show(p, reply);
        return 0;
    }
    rc = write_files(p, err);
    if (rc < 0)
        return rc;
    if (px_str_is(what, "submit"))
        return write_submit(p, reply, err);
    if (px_str_is(what, "hand"))
        return write_hand(p, reply, err);
    px_reply_see_other(
        reply, px_page_address(p->request, "/comments/%.*s/edit?saved=1", PX_STR_ARG(p->id)));
    return 0;
}

static int write_answer(px_request *request, px_reply *reply, bool is_new, px_error *err)
{
    write_page *p = px_arena_alloc(request->arena, sizeof(*p));
    int rc = write_read(request, is_new, p, err);

    if (rc < 0)
        return rc;
    if (request->method == PX_POST)
        return write_send(p, reply, err);
    if (!is_new && px_fields_get(&request->query, "tried").len)
        write_tried(p);
    write_show(p, reply);
    return 0;
}

int px_page_comment_new(px_request *request, px_reply *reply, px_error *err)
{
    return write_answer(request, reply, true, err);
}

int px_page_comment_edit(px_request *request, px_reply *reply, px_error *err)
{
    return write_answer(request, reply, false, err);
}
