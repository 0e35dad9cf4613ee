/* SPDX-License-Identifier: EUPL-1.2 */
/* A comment that was made in a meeting, recorded by who holds it: by the category of who spoke, and
 * where the minutes have it; by name only where the speaker agrees. It is submitted at once. */
#include "code/code.h"
#include "drafting/comment/submit.h"
#include "drafting/comment/write.h"
#include "web/access.h"
#include "web/comment/comment_form.h"
#include "web/comment/comment_view.h"
#include "web/page_frame.h"
#include "web/page_part.h"
#include "web/people/people_words.h"
#include "web/process/form_deed.h"
#include "web/process/meeting_view.h"
#include "web/route.h"
#include "web/templates.h"

#include "base/banned.h"

enum { LINE_MAX_LETTERS = 200, MINUTE_MAX = 100 };

static const px_form_option stances[] = {
    { "none", N_("None was taken"), NULL },
    { "support", N_("Supports"), NULL },
    { "live-with", N_("Can live with it"), NULL },
    { "object", N_("Objects"), NULL },
};

static const px_form_field fields[] = {
    { "version", PX_FORM_SELECT, N_("Version that was spoken about"), NULL, .required = true },
    { "on", PX_FORM_SELECT, N_("Provision"),
      N_("Of the newest version. None chosen: the whole draft.") },
    { "words", PX_FORM_TEXT, N_("Words of the provision that were meant"),
      N_("Exactly as they stand there. Empty: the whole provision."), .max = 5000 },
    { "text", PX_FORM_LONG, N_("What was said"),
      N_("In Markdown. As close to the speaker's words as you can."), .required = true,
      .max = 100000 },
    { "text_language", PX_FORM_SELECT, N_("Language in which you write it down"), NULL,
      .preset = true },
    { "kind", PX_FORM_RADIO, N_("Kind"), NULL, .required = true, .options = px_comment_form_kinds,
      .n_options = PX_COMMENT_FORM_KINDS },
    { "stance", PX_FORM_RADIO, N_("Stance"), NULL, .required = true, .options = stances,
      .n_options = PX_COUNT(stances) },
    { "category", PX_FORM_SELECT, N_("Category of the speaker"), NULL, .required = true },
    { "byline", PX_FORM_TEXT, N_("Name of the speaker"),
      N_("Only where the speaker agreed to be named. Empty: the category alone is shown."),
      .max = LINE_MAX_LETTERS },
    { "agreed", PX_FORM_CHECK, N_("The speaker agreed to be named") },
    { "minute", PX_FORM_TEXT, N_("Where in the minutes"), N_("Like “Item 3” or “14:25”."),
      .required = true, .max = MINUTE_MAX },
};

typedef struct oral_page {
    px_request *request;
    px_meeting_view v;
    px_version *versions;
    size_t n_versions;
    px_form form;
} oral_page;

/* ---- What can be chosen */

static int oral_versions(oral_page *p, px_error *err)
{
    px_request *request = p->request;
    px_form_choice *choices, *provisions;
    px_text text = { 0 };
    size_t n = 0;
    int rc = px_version_list(request->db, request->arena, &p->v.code, px_part_tag(request), true,
                             &p->versions, &p->n_versions, err);

    if (rc >= 0 && !p->n_versions)
        return px_fail(err, PX_ERR_CONFLICT,
                       N_("no version of this code is published yet; comments are made on "
                          "published versions"),
                       NULL);
    if (rc >= 0)
        rc = px_version_text(request->db, request->arena, &p->versions[0], px_part_tag(request),
                             &text, err);
    if (rc < 0)
        return rc;
    choices = px_arena_array(request->arena, p->n_versions, sizeof(*choices));
    for (size_t i = 0; i < p->n_versions; i++)
        choices[i] =
            (px_form_choice){ .value = p->versions[i].label, .title = p->versions[i].label };
    provisions = px_arena_array(request->arena, text.count, sizeof(*provisions));
    for (size_t i = 0; i < text.count; i++) {
        const px_node *node = &text.nodes[i];
        px_str words = px_str_trim(px_str_of(
            px_arena_format(request->arena, "%.*s %.*s", PX_STR_ARG(node->number),
                            PX_STR_ARG(px_comment_view_plain(
                                request, node->heading.len ? node->heading : node->text)))));

        if (node->lasting_id.len && words.len)
            provisions[n++] = (px_form_choice){
                .value = node->lasting_id,
                .title = px_comment_view_head(request, words, 90),
            };
    }
    px_form_offer(&p->form, "version", choices, p->n_versions);
    px_form_offer(&p->form, "on", provisions, n);
    px_form_set(&p->form, "version", p->versions[0].label);
    return 0;
}

/* ---- Recording */

/* Both deeds in one: a comment that was said is nothing that waits. */
typedef struct oral_record {
    px_comment_new *new;
    px_comment_submit *submit;
    px_str id;
} oral_record;

static int oral_deed(px_db *db, void *arg, px_error *err)
{
    oral_record *record = arg;
    int rc = px_comment_new_deed(db, record->new, err);

    if (rc < 0)
        return rc;
    record->id = px_str_of(record->new->ret_id);
    record->submit->ids = &record->id;
    record->submit->n_ids = 1;
    return px_comment_submit_deed(db, record->submit, err);
}

/* The words that were typed, where the provision has them. */
static int oral_place(oral_page *p, px_comment_where *where, px_error *err)
{
    px_comment_target target;
    int rc = px_comment_target_read(p->request, where, &target, err);

    if (rc < 0)
        return rc;
    px_comment_form_find(&p->form, &target);
    where->language = target.language;
    where->in_heading = target.in_heading;
    where->start = target.start;
    where->end = target.end;
    return 0;
}

static int oral_send(oral_page *p, bool *ret_done, px_error *err)
{
    const px_who *who = &p->request->session.who;
    px_comment_new new = {
        .where = { .code = p->v.code.id,
                   .version = px_form_text(&p->form, "version"),
                   .lasting_id = px_form_text(&p->form, "on") },
        .words = { .text = px_form_text(&p->form, "text"),
                   .text_language = px_comment_form_language(&p->form) },
        .origin = PX_ORIGIN_ORAL,
        .recorder = who->person,
        .byline = px_form_text(&p->form, "byline"),
        .category = px_form_text(&p->form, "category"),
        .meeting = p->v.meeting.id,
        .minute = px_form_text(&p->form, "minute"),
    };
    px_comment_submit submit = { .person = who->person, .author = px_form_author(p->request) };
    oral_record record = { .new = &new, .submit = &submit };
    px_error why = PX_ERROR_INIT;

    (void)px_comment_kind_find(px_form_text(&p->form, "kind"), &new.words.kind);
    (void)px_comment_stance_find(px_form_text(&p->form, "stance"), &new.words.stance);
    if (new.byline.len && !px_form_checked(&p->form, "agreed"))
        px_form_fail(&p->form, "agreed",
                     N_("tick this where the speaker agreed to be named, or leave the name out"),
                     NULL);
    if (oral_place(p, &new.where, &why) < 0 && !px_form_refuse(&p->form, "on", &why)) {
        *err = why;
        return -(int)why.code;
    }
    if (!px_form_is_valid(&p->form))
        return 0;
    return px_form_deed(&p->form, oral_deed, &record, ret_done, err);
}

static void oral_show(oral_page *p, px_reply *reply)
{
    PX_AUTO_BUILDER px_builder body = PX_BUILDER_INIT(PX_BUILDER_LARGE);
    const px_request *request = p->request;
    px_view_one_form view = {
        .back = px_meeting_view_link(request, &p->v.meeting, ""),
        .back_title = px_meeting_view_title(request, &p->v.meeting),
        .title = px_str_of(px_tr(request->language, N_("Record a comment that was made here"))),
        .lead = px_str_of(
            px_tr(request->language, N_("It is a comment like any other: public at once, and owed "
                                        "an answer."))),
        .form =
            px_form_show(&p->form, reply, px_meeting_view_link(request, &p->v.meeting, "/comment"),
                         N_("Record it")),
    };
    px_frame frame = { .title = px_form_title(&p->form, view.title),
                       .room = PX_ROOM_CODES,
                       .hidden = true };

    px_template_one_form(&body, &view, request->language);
    px_frame_write(request, reply, &frame, &body);
}

int px_page_oral(px_request *request, px_reply *reply, px_error *err)
{
    oral_page *p = px_arena_alloc(request->arena, sizeof(*p));
    bool done = false;
    int rc = px_meeting_view_read(request, &p->v, err);

    p->request = request;
    if (rc >= 0)
        rc = px_meeting_view_need(&p->v, err);
    if (rc < 0)
        return rc;
    px_form_start(&p->form, request, fields, PX_COUNT(fields));
    px_form_set(&p->form, "kind", PX_STR("general"));
    px_form_set(&p->form, "stance", PX_STR("none"));
    px_comment_form_languages(&p->form, PX_STR(""));
    rc = oral_versions(p, err);
    if (rc >= 0)
        rc = px_people_offer_categories(&p->form, "category", err);
    if (rc >= 0 && request->method == PX_POST && px_form_read(&p->form))
        rc = oral_send(p, &done, err);
    if (rc < 0)
        return rc;
    if (done)
        px_reply_see_other(reply, px_meeting_view_link(request, &p->v.meeting, ""));
    else
        oral_show(p, reply);
    return 0;
}
